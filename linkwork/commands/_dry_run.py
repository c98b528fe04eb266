"""What a load would change in the view, record by record, before anything is kept."""

from pathlib import Path

from linkwork.commands._answers import changes_text
from linkwork.commands._load import Ready
from linkwork.commands._output import emit
from linkwork.commands._session import say, session
from linkwork.graph.difference import Changes, Compared, of_views, without_private
from linkwork.graph.fold import fold
from linkwork.graph.rounds import RoundStore

COLUMNS = ("change", "kind", "id", "name", "field", "before", "after", "in_words")


def would_change(store: RoundStore, ready: Ready, form: tuple[str | None, Path | None]) -> None:
    """Say what would be new, gone (stale) and different in the view: as a page, or in the format asked for."""
    found = without_private(_changes(store, ready), session().internal)
    if form == (None, None):
        say("\n" + changes_text(found))
        return
    lists = {"new": found.new, "gone": found.gone, "changed": found.changed}
    rows = [{"change": word, **row} for word, changed in lists.items() for row in changed]
    emit(rows, COLUMNS, *form, data={"source": ready.statement.source, "as_of": ready.statement.as_of, **lists})


def _changes(store: RoundStore, ready: Ready) -> Changes:
    before = fold(store.folded(), store.schema, rules=store.rules)
    if ready.already is not None:
        return Changes((Compared(ready.statement.source, None, ready.statement.as_of, "it is loaded already"),))
    proposed = store.propose(ready.statement, ready.tables)
    after = fold(store.folded(proposed=proposed), store.schema, rules=store.rules)
    found = of_views(before, after, ready.statement.source, store.schema)
    compared = Compared(ready.statement.source, before.as_of or None, after.as_of)
    return Changes((compared,), found.new, found.gone, found.changed)
