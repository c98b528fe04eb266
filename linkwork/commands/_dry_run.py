"""What a load would change in the view, record by record, before anything is kept."""

from pathlib import Path

from linkwork.commands._output import emit
from linkwork.commands._session import say, session
from linkwork.graph.change_evidence import all_with_evidence
from linkwork.graph.difference import Changes, Compared, Period, of_views, without_private
from linkwork.graph.rounds import RoundStore
from linkwork.graph.views import view_of
from linkwork.load.steps import Ready
from linkwork.project.changes_page import Page, change_rows, changes_page

COLUMNS = ("change", "kind", "id", "name", "field", "before", "after", "in_words", "evidence")


def would_change(store: RoundStore, ready: Ready, form: tuple[str | None, Path | None]) -> None:
    """Say what would be new, gone (stale) and different in the view: as a page, or in the format asked for."""
    found = without_private(_changes(store, ready), session().internal)
    if form == (None, None):
        say("\n" + changes_page(found, Page(opening="If this were kept")))
        return
    found = all_with_evidence(found)
    lists = {"new": found.new, "gone": found.gone, "changed": found.changed}
    emit(
        change_rows(found),
        COLUMNS,
        *form,
        data={"source": ready.statement.source, "as_of": ready.statement.as_of, **lists},
    )


def _changes(store: RoundStore, ready: Ready) -> Changes:
    source = ready.statement.source
    if ready.already is not None:
        return Changes((Compared(source, None, ready.statement.as_of, "it is loaded already"),))
    held = store.folded()
    before = view_of(store, held, store.rules)
    joining = ready.joining(store)
    proposed = joining.propose(ready.statement, ready.tables)
    after = view_of(joining, joining.folded(proposed=proposed), joining.rules)
    found = of_views(before, after, source, store.schema)
    compared = Compared(source, before.as_of or None, after.as_of)
    lists = (found.new, found.gone, found.changed, found.corrections)
    return Changes((compared,), *lists, {(source, "", 0): Period(held, [proposed])})
