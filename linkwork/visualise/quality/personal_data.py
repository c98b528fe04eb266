"""Personal data that is held: the register, by what must be done, with no name and no value of anybody."""

from collections import Counter
from collections.abc import Iterator, Sequence

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import Row, names_in, whole_in, word_in
from linkwork.visualise._ledger import Column, Entry, Ledger, Line, ledger_on, line_of
from linkwork.visualise._sheet import Sheet, nothing_sheet, rows_of
from linkwork.words import counted, listed

NAME = "personal-data"
OVERDUE, LACKING, HELD = "past its day: erase, or say why not", "no ground or no day is given", "within its time"


def sheet(view: GraphView) -> Sheet:
    """Those past their day first, then those without a ground or a day, then the others by their day."""
    rows = rows_of(view, "D7")
    if not rows:
        return nothing_sheet(view, NAME, ("D7",), "Nothing was asked about personal data.")
    read = (
        "Each line is a person of whom something is held, by a number that says nothing of who it is: what sorts "
        "of things, on what ground, and the day after which they must go. Marked: that day has passed.",
        "Everything on the disk counts, also in rounds that were withdrawn. Names in notes are not found.",
    )
    said = Said(NAME, "D7", _finding(rows), _counts(rows), read)
    bare = sheet_about(view, said)
    columns = (
        Column("person"),
        Column("what is held"),
        Column("ground"),
        Column("must go after"),
        Column("state"),
        Column("source"),
        Column("rounds", number=True),
    )
    order = {OVERDUE: 0, LACKING: 1, HELD: 2}
    ordered = sorted(rows, key=lambda row: (order[_group(row)], word_in(row, "retain_until"), _who(row)))
    ledger = Ledger(columns, tuple(_line(row) for row in ordered), "the day has passed")
    return ledger_on(bare, ledger, len(rows))


def _who(row: Row) -> str:
    return word_in(row, "person_ref") or "(no number)"


def _group(row: Row) -> str:
    if row.get("overdue") == "yes":
        return OVERDUE
    return HELD if row.get("basis") and row.get("retain_until") else LACKING


def _line(row: Row) -> Line:
    group, past = _group(row), whole_in(row, "overdue_days")
    held = ", ".join(name.replace("_", " ") for name in names_in(row, "fields"))
    state = {
        OVERDUE: Entry(f"{counted(past, 'day')} past" if past else "past", "stop"),
        LACKING: Entry("say why, and until when", "mind"),
        HELD: Entry("held", "plain"),
    }[group]
    basis, until, source, rounds = (word_in(row, c) for c in ("basis", "retain_until", "source", "rounds"))
    cells = (held, basis or "none given", until or "no day given", state, source, rounds)
    return line_of([Entry(_who(row), bold=True), *cells], group, group == OVERDUE)


def _finding(rows: Sequence[Row]) -> str:
    number = Counter(_group(row) for row in rows)
    said = f"something is held of {counted(len(rows), 'person', 'people')}"
    parts = []
    if number[OVERDUE]:
        parts.append(f"for {number[OVERDUE]:,} the day has passed after which it must go")
    if number[LACKING]:
        parts.append(f"for {number[LACKING]:,} no ground or no day is given")
    return f"{said}; {listed(parts)}" if parts else f"{said}, all within their time"


def _counts(rows: Sequence[Row]) -> Iterator[str]:
    days = sorted(word_in(row, "retain_until") for row in rows if _group(row) == HELD)
    if days:
        yield f"the next must go after {days[0]}"
    yield "no names and no values are shown"


DRAWING = Drawing(
    name=NAME,
    title="Personal data that is held",
    question="What personal data is held, on what ground, until when?",
    sheet=sheet,
    asks=(Asks("D7"),),
    needs_graph=False,
    of="D7",
)
