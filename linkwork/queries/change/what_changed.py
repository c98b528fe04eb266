"""C1: the differences between two dates as one list of rows."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from linkwork.errors import LinkworkError
from linkwork.graph.parsing import dates_of
from linkwork.graph.schema import SCHEMA
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._parameters import did_you_mean

if TYPE_CHECKING:
    from linkwork.graph.difference import Changes

FIELDS = ("kind", "id", "name", "field", "before", "after", "source", "from_id", "to_id", "in_words")


def finish(found: Found) -> Finished:
    """New, then gone, then changed, then corrections, each in order of kind, id and field."""
    source, kind = (str(found.parameters[name] or "") for name in ("source", "kind"))
    start, end = dates_of(found.parameters["start"], found.parameters["end"])
    known = [*SCHEMA.node, *SCHEMA.link]
    if kind and kind not in known:
        raise LinkworkError(f"There is no kind {kind!r}.{did_you_mean(kind, known)}")
    changes = found.rounds.changes(start, end, source or None)
    rows = [row for row in _rows(changes) if not kind or row["kind"] == kind]
    compared = [
        (one.source, one.note or f"{one.start or 'the beginning'} compared with {one.end}") for one in changes.sources
    ]
    nothing = "" if compared else "No rounds have been loaded, so there is nothing to compare yet."
    said = [f"{name}: {words}." for name, words in compared]
    if not rows and compared and all(one.note for one in changes.sources):
        nothing = f"Nothing could be compared. {' '.join(said)}"
    return Finished(rows, said, nothing)


def _rows(changes: "Changes") -> Iterator[Row]:
    lists = (
        ("new", changes.new),
        ("gone", changes.gone),
        ("changed", changes.changed),
        ("correction", changes.corrections),
    )
    for word, found in lists:
        for change in sorted(found, key=lambda c: (c["kind"], c["id"], c["field"] or "", c["source"])):
            row = {name: change.get(name) for name in FIELDS}
            missing = change.get("missing_from") or {}
            yield {**row, "change": word, "missing_from": missing.get("date"), "evidence": change["evidence"]}
