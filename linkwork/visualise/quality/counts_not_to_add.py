"""Counts that may not be added: the engagements in their sets, with the one count that may be taken of each."""

from collections.abc import Iterator, Sequence

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import Row, name_in, names_in, number_in, whole_in, word_in
from linkwork.visualise._ledger import Column, Entry, Ledger, Line, ledger_on, line_of
from linkwork.visualise._sheet import Sheet, nothing_sheet, rows_of
from linkwork.words import counted

NAME = "counts-not-to-add"
ALONE = "stands alone: may be added, unless its note says otherwise"


def sheet(view: GraphView) -> Sheet:
    """Set by set, the largest count of each first and marked: it is the one that is surely not too large."""
    rows = rows_of(view, "D9")
    if not rows:
        return nothing_sheet(view, NAME, ("D9",), "Nothing was asked about engagement counts.")
    read = (
        "Engagements of one set may count the same people. Of each set take a single count, never the sum: at "
        "least as many people took part as the largest count, which is marked.",
        "That two counts are not said to overlap does not prove that nobody is in both.",
    )
    said = Said(NAME, "D9", _finding(rows), _counts(rows), read)
    bare = sheet_about(view, said)
    columns = (
        Column("engagement"),
        Column("took part", number=True),
        Column("invited", number=True),
        Column("held on"),
        Column("what the count is", lines=3),
        Column("may count the same people as", lines=3),
    )
    largest = _largest(rows)
    most = max((number_in(row, "n") or 0.0 for row in rows), default=0.0)
    order = sorted(rows, key=lambda row: (not _set(row), _set(row), -(number_in(row, "n") or 0.0), _name(row)))
    lines = tuple(_line(row, most, largest.get(_set(row)) == _name(row)) for row in order)
    ledger = Ledger(columns, lines, "the largest count of its set", "people who took part")
    return ledger_on(bare, ledger, len(rows), "engagement")


def _set(row: Row) -> int:
    return whole_in(row, "set")


def _name(row: Row) -> str:
    return name_in(row, "engagement")


def _largest(rows: Sequence[Row]) -> dict[int, str]:
    """The name of the engagement with the largest count of each set."""
    found: dict[int, Row] = {}
    for row in rows:
        best = found.get(_set(row))
        number = number_in(row, "n")
        if _set(row) and number is not None and (best is None or number > (number_in(best, "n") or 0.0)):
            found[_set(row)] = row
    return {number: _name(row) for number, row in found.items()}


def _line(row: Row, most: float, largest: bool) -> Line:
    number = number_in(row, "n")
    said = word_in(row, "n")
    bar = Entry(said, share=number / most if number is not None and most else None, bold=largest)
    invited, on, note = (word_in(row, column) for column in ("n_invited", "held_on", "counting_note"))
    cells = (
        bar if said else "nobody says",
        invited,
        on or "nobody says",
        note,
        ", ".join(names_in(row, "overlaps_with")),
    )
    group = f"set {_set(row):,}: take one count, never the sum" if _set(row) else ALONE
    return line_of([Entry(_name(row), bold=True), *cells], group, largest)


def _finding(rows: Sequence[Row]) -> str:
    together = [row for row in rows if _set(row)]
    if not together:
        return "no engagement is said to count the same people as another"
    sets = len({_set(row) for row in together})
    said = f"{counted(len(together), 'engagement')} in {counted(sets, 'set')} may count the same people"
    return f"{said}: take one count of {'it' if sets == 1 else 'each'}, never the sum"


def _counts(rows: Sequence[Row]) -> Iterator[str]:
    alone = sum(1 for row in rows if not _set(row))
    if alone:
        yield f"{alone:,} that stand alone"
    untold = sum(1 for row in rows if row.get("n") is None)
    if untold:
        yield f"{untold:,} of which nobody says how many took part"


DRAWING = Drawing(
    name=NAME,
    title="Counts that may not be added together",
    question="Which engagement counts may not be added together?",
    sheet=sheet,
    asks=(Asks("D9"),),
    needs_graph=False,
    of="D9",
)
