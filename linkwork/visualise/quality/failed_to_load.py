"""What failed to load: the error sheet, file by file and row by row, with what is allowed beside what was there."""

from collections import Counter
from collections.abc import Iterator, Sequence

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import Row, whole_in, word_in
from linkwork.visualise._ledger import Column, Entry, Ledger, Line, ledger_on, line_of
from linkwork.visualise._sheet import Sheet, nothing_sheet, rows_of
from linkwork.words import counted

NAME = "failed-to-load"


def sheet(view: GraphView) -> Sheet:
    """The problems in the order in which somebody would mend them."""
    rows = rows_of(view, "D6")
    if not rows:
        return nothing_sheet(view, NAME, ("D6",), "Nothing was asked about what failed to load.")
    read = (
        "Each line is one problem of a row that was left out when a file was loaded: where it is, what stood "
        "there, what is wrong with it, and what is allowed. Mend the file and load it again.",
        "A file that was refused whole is not here: nothing of it was kept.",
    )
    said = Said(NAME, "D6", _finding(rows), _counts(rows), read)
    bare = sheet_about(view, said)
    columns = (
        Column("row", number=True),
        Column("column"),
        Column("what stood there"),
        Column("what is wrong"),
        Column("what is allowed"),
    )
    order = sorted(rows, key=lambda row: (_place(row), whole_in(row, "row"), word_in(row, "column")))
    return ledger_on(bare, Ledger(columns, tuple(_line(row) for row in order)), len(rows), "problem")


def _place(row: Row) -> str:
    file, name, source, day = (word_in(row, column) for column in ("file", "sheet", "source", "as_of"))
    said = f"{file or 'file not said'}{f', sheet {name}' if name else ''}"
    by = " ".join(part for part in (source, day) if part)
    return f"{said}: {by}" if by else said


def _line(row: Row) -> Line:
    place = word_in(row, "row")
    value, problem, allowed = (word_in(row, column) for column in ("value", "problem", "suggestion"))
    where = Entry(word_in(row, "column") or "the row", bold=True)
    found = Entry(value) if value else Entry("blank, or not shown", "mind")
    return line_of([place or "?", where, found, problem or "not said", allowed or "not said"], _place(row))


def _finding(rows: Sequence[Row]) -> str:
    left = len({(_place(row), word_in(row, "row")) for row in rows})
    said = f"{counted(left, 'row')} of files {'was' if left == 1 else 'were'} left out"
    columns = Counter(word_in(row, "column") for row in rows if row.get("column"))
    if not columns:
        return said
    worst, number = min(columns.items(), key=lambda column: (-column[1], column[0]))
    return f"{said}; most problems, {number:,} of {len(rows):,}, are in the column {worst}" if number > 1 else said


def _counts(rows: Sequence[Row]) -> Iterator[str]:
    files = len({word_in(row, "file") for row in rows})
    yield f"{counted(len(rows), 'problem')} in {counted(files, 'file')}"


DRAWING = Drawing(
    name=NAME,
    title="What failed to load",
    question="What failed to load, where is it, and what is allowed there?",
    sheet=sheet,
    asks=(Asks("D6"),),
    needs_graph=False,
    of="D6",
)
