"""What rests on one source: record by record, how many facts one source alone says, and whether it still does."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import Row, word_in
from linkwork.visualise._ledger import Column, Entry, Ledger, Line, ledger_on, line_of
from linkwork.visualise._sheet import Sheet, in_words, nothing_sheet, rows_of
from linkwork.words import counted

NAME = "one-source"
GONE, SAID = "its source no longer speaks of it", "still said by its source"


@dataclass(frozen=True, slots=True)
class Resting:
    """A record with what one source alone says of it, since when, and whether the source still speaks of it."""

    name: str
    kind: str
    source: str
    fields: tuple[str, ...]
    oldest: str
    still: bool


def sheet(view: GraphView) -> Sheet:
    """Records whose source is silent first, then those of which most facts rest on one source."""
    rows = rows_of(view, "D4")
    if not rows:
        return nothing_sheet(view, NAME, ("D4",), "Nothing was asked about what rests on one source.")
    found = _resting(rows)
    read = (
        "Each line is a record and the source that alone says some of it; the bar is how many of its facts. "
        "Marked: that source has since left the record out, and nobody else says the same.",
        "One source may well be right; it is where to look first if much hangs on it.",
    )
    said = Said(NAME, "D4", _finding(rows, found), _counts(rows), read)
    bare = sheet_about(view, said)
    columns = (
        Column("record"),
        Column("kind"),
        Column("facts", number=True),
        Column("which", lines=1),
        Column("the one source"),
        Column("said on"),
    )
    most = max(len(one.fields) for one in found)
    ledger = Ledger(columns, tuple(_line(one, most) for one in found), GONE, "facts that one source alone says")
    return ledger_on(bare, ledger, len(found), "line")


def _resting(rows: Sequence[Row]) -> list[Resting]:
    groups: dict[tuple[str, str, bool], list[Row]] = {}
    for row in rows:
        key = (str(row.get("id")), word_in(row, "source"), row.get("still_said") is not False)
        groups.setdefault(key, []).append(row)
    found = []
    for (_, source, still), some in groups.items():
        fields = tuple(word_in(row, "field").replace("_", " ") or "that it is there" for row in some)
        dates = [word_in(row, "date") for row in some if row.get("date")]
        name, kind = in_words(some[0].get("name")) or "(no name)", in_words(some[0].get("kind"))
        found.append(Resting(name, kind, source, tuple(sorted(fields)), min(dates, default=""), still))
    return sorted(found, key=lambda one: (one.still, -len(one.fields), one.oldest, one.name, one.source))


def _line(one: Resting, most: int) -> Line:
    number = Entry(f"{len(one.fields):,}", share=len(one.fields) / most)
    cells = (one.kind.replace("_", " ").lower(), number, ", ".join(one.fields), one.source or "not said", one.oldest)
    return line_of([Entry(one.name, bold=True), *cells], SAID if one.still else GONE, not one.still)


def _finding(rows: Sequence[Row], found: Sequence[Resting]) -> str:
    records = len({str(row.get("id")) for row in rows})
    rest = "rests" if len(rows) == 1 else "rest"
    said = f"{counted(len(rows), 'fact')} of {counted(records, 'record')} {rest} on one source"
    gone = sum(len(one.fields) for one in found if not one.still)
    if not gone:
        return said
    return f"{said}; for {gone:,} of these the source no longer speaks of the record"


def _counts(rows: Sequence[Row]) -> Iterator[str]:
    sources = Counter(word_in(row, "source") or "not said" for row in rows)
    most = sorted(sources.items(), key=lambda source: (-source[1], source[0]))
    yield "by source: " + ", ".join(f"{source} {number:,}" for source, number in most[:5])


DRAWING = Drawing(
    name=NAME,
    title="What rests on one source",
    question="Which facts rest on one source, and does it still stand by them?",
    sheet=sheet,
    asks=(Asks("D4"),),
    needs_graph=False,
    of="D4",
)
