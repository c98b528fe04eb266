"""`linkwork template --prefill`: the next round's workbook, filled with what the rounds say now."""

from dataclasses import replace
from pathlib import Path

from linkwork.commands._files import write
from linkwork.commands._session import progress, say, session, warn
from linkwork.errors import LinkworkError
from linkwork.graph.fold import fold
from linkwork.graph.rounds import RoundStore

LOADER = "mapping-workbook"


def write_prefilled(file: Path, organisation: str | None, source: str | None) -> None:
    """Write the workbook to a file that is not there yet, and say what is in it and what is not."""
    from linkwork.loaders._prefill import Wanted, people_values, prefill
    from linkwork.loaders._prefill_choice import organisation_called
    from linkwork.loaders._template import template

    store, allowed = session().store(), session().allowed
    store.must_be_whole()
    rounds = store.folded()
    if not rounds:
        raise LinkworkError("Nothing is loaded yet, so there is nothing to fill in. Leave --prefill out.")
    with progress(f"Writing {file.name}"):
        # A ward that only follows from a postcode is no source's statement, nor is an overlap that was judged here:
        # they would become one by coming back.
        view = fold(rounds, store.schema, rules=replace(store.rules, judged=())).as_stated()
        whose = organisation_called(view, organisation) if organisation is not None else ""
        people = people_values(rounds, store.rules) if allowed.people else {}
        wanted = Wanted(whose, source or _only_mapping(store), allowed, people)
        filled = prefill(view, wanted, store.schema)
        content = template(store.schema, filling=filled.filling)
    write(content, file)
    rows = filled.filling.rows
    about = f" about {whose}" if whose else ""
    say(f"Wrote {file}: {sum(map(len, rows.values())):,} rows on {len(rows)} sheets{about}, as known on {view.as_of}.")
    if not wanted.source:
        say("  It does not say whose it is: fill in the source on its sheet 'This round', or give --source NAME.")
    for why, number in sorted(filled.left_out.items()):
        warn(f"Note: left out: {number:,} {why}.")
    if "Person" in rows:
        warn("Note: it holds personal data. Send it only to those who need it, and not by open e-mail.")
    say(f"Begin with its sheet 'Start here'. What comes back is loaded by `linkwork load {LOADER} {file.name}`.")


def _only_mapping(store: RoundStore) -> str:
    """The one source whose rounds came in this format; "" if there is none or more than one."""
    found = {r.source for r in store.folded() if r.manifest["loader"] == LOADER}
    return found.pop() if len(found) == 1 else ""
