"""Where sources disagree: what is shown against what the other source says, and where the older one is shown."""

from collections import Counter
from collections.abc import Iterator, Sequence

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import Row, name_in, word_in
from linkwork.visualise._ledger import Column, Entry, Ledger, Line, ledger_on, line_of
from linkwork.visualise._sheet import Sheet, in_words, nothing_sheet, rows_of
from linkwork.words import counted

NAME = "sources-disagree"


def sheet(view: GraphView) -> Sheet:
    """The disagreements record by record, those first in which the older word is the one that is shown."""
    rows = rows_of(view, "D3")
    if not rows:
        return nothing_sheet(view, NAME, ("D3",), "Nothing was asked about where sources disagree.")
    read = (
        "Each line is one thing that two sources say differently: what is shown stands at the left, what the other "
        "source says at the right. Marked: what is shown is the older of the two, because its source is believed "
        "first.",
        "A difference is not always a mistake: two sources may speak of different days, or mean different things.",
    )
    said = Said(NAME, "D3", _finding(rows), _counts(rows), read)
    bare = sheet_about(view, said)
    columns = (
        Column("record"),
        Column("property"),
        Column("shown"),
        Column("who says so, and when"),
        Column("why"),
        Column("said otherwise"),
        Column("by whom, and when"),
    )
    number = Counter(str(row.get("id")) for row in rows)
    order = sorted(rows, key=lambda row: (not _older(row), -number[str(row.get("id"))], _name(row), _field(row)))
    ledger = Ledger(columns, tuple(_lines(order)), "the older word is the one shown")
    return ledger_on(bare, ledger, len(rows), "disagreement")


def _name(row: Row) -> str:
    return name_in(row, "name")


def _field(row: Row) -> str:
    return word_in(row, "field").replace("_", " ") or "not said"


def _older(row: Row) -> bool:
    """Whether the value that is shown was said before the other."""
    a, b = word_in(row, "date_a"), word_in(row, "date_b")
    return bool(a and b and a < b)


def _lines(rows: Sequence[Row]) -> Iterator[Line]:
    before = ""
    for row in rows:
        name = _name(row)
        why = Entry(word_in(row, "why_used") or "not said", "mind" if _older(row) else "plain")
        shown, other = (Entry(in_words(row.get(f"value_{x}")) or "nothing", bold=x == "a") for x in "ab")
        by = [" ".join(in_words(row.get(f"{what}_{x}")) for what in ("source", "date")).strip() for x in "ab"]
        cells = [Entry("" if name == before else name, bold=True), Entry(_field(row)), shown, Entry(by[0])]
        title = f"{name}, {_field(row)}: {shown.words} ({by[0]}), but {other.words} ({by[1]})"
        yield line_of([*cells, why, other, Entry(by[1])], marked=_older(row), title=title)
        before = name


def _finding(rows: Sequence[Row]) -> str:
    records = len({str(row.get("id")) for row in rows})
    disagree = f"sources disagree on {counted(len(rows), 'thing')} of {counted(records, 'record')}"
    older = sum(1 for row in rows if _older(row))
    return f"{disagree}; the older word is shown in {older:,}" if older else f"{disagree}; the latest word is shown"


def _counts(rows: Sequence[Row]) -> Iterator[str]:
    fields = Counter(_field(row) for row in rows)
    yield "by property: " + ", ".join(f"{f} {n:,}" for f, n in sorted(fields.items(), key=lambda f: (-f[1], f[0]))[:6])


DRAWING = Drawing(
    name=NAME,
    title="Where sources disagree",
    question="Where do sources disagree, and which of them is shown?",
    sheet=sheet,
    asks=(Asks("D3"),),
    needs_graph=False,
    of="D3",
)
