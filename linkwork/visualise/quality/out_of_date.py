"""What is out of date: how long ago it was confirmed, and what is furthest past its day by name."""

from collections.abc import Iterator, Sequence

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._ages import ages_piece
from linkwork.visualise._bars import Look
from linkwork.visualise._cells import Row, whole_in, word_in
from linkwork.visualise._ledger import Column, Entry, Ledger, Line, ledger_on, line_of
from linkwork.visualise._sheet import Sheet, nothing_sheet, rows_of
from linkwork.words import counted

NAME = "out-of-date"
PASSED, OLD = "its day to be confirmed has passed", "confirmed too long ago"
LOOKS = {PASSED: Look(PASSED, "#e3a08f", True), OLD: Look(OLD, "#c3d9ec")}


def sheet(view: GraphView) -> Sheet:
    """The ages of what is out of date, and the list: what is past its day first, then the oldest."""
    rows = rows_of(view, "D5")
    if not rows:
        return nothing_sheet(view, NAME, ("D5",), "Nothing was asked about what is out of date.")
    ages = [(row.get("age_days"), LOOKS[_group(row)]) for row in rows]
    read = (
        "Each column is how many records were last confirmed so long before the day of the graph. A record that "
        "was confirmed lately is here only if the day set for it has passed: check it, and set a new day.",
        "Out of date is not wrong: it means that somebody should ask again.",
    )
    said = Said(NAME, "D5", _finding(rows), _counts(rows), read)
    bare = sheet_about(view, said)
    columns = (
        Column("name"),
        Column("kind"),
        Column("days since confirmed", number=True),
        Column("to be confirmed by"),
        Column("days past", number=True),
        Column("who keeps it right"),
    )
    order = sorted(rows, key=lambda row: (_group(row) != PASSED, -whole_in(row, "overdue_days")))
    ledger = Ledger(columns, tuple(_line(row) for row in order), PASSED)
    return ledger_on(bare, ledger, len(rows), "record", lambda top, wide: ages_piece(ages, top, wide))


def _group(row: Row) -> str:
    return PASSED if whole_in(row, "overdue_days") > 0 else OLD


def _line(row: Row) -> Line:
    name, kind, age, due, owner = (
        word_in(row, column) for column in ("name", "kind", "age_days", "expected_refresh", "owner")
    )
    past = whole_in(row, "overdue_days")
    late = Entry(f"{past:,}", bold=True) if past > 0 else Entry()
    cells = (kind.lower(), age or "nobody dates it", due or "no day set", late, owner or "nobody named")
    return line_of([Entry(name, bold=True), *cells], _group(row), past > 0)


def _finding(rows: Sequence[Row]) -> str:
    past = sum(1 for row in rows if _group(row) == PASSED)
    said = f"{counted(len(rows), 'record')} {'is' if len(rows) == 1 else 'are'} out of date"
    if past == len(rows):
        return f"{said}: {'its' if past == 1 else 'their'} day to be confirmed has passed"
    return f"{said}, {past:,} of them past the day set for it" if past else f"{said}: confirmed too long ago"


def _counts(rows: Sequence[Row]) -> Iterator[str]:
    ages = [whole_in(row, "age_days") for row in rows if row.get("age_days") is not None]
    if max(ages, default=0) > 0:
        yield f"the oldest was confirmed {max(ages):,} days ago"
    owned = sum(1 for row in rows if row.get("owner"))
    yield f"{owned:,} with somebody named to keep them right"


DRAWING = Drawing(
    name=NAME,
    title="What is out of date",
    question="What is out of date, how old is it, and who keeps it right?",
    sheet=sheet,
    asks=(Asks("D5"),),
    needs_graph=False,
    of="D5",
)
