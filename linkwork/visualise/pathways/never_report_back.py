"""Referrals that never report back: who sends and who receives as a matrix, what nobody has said apart."""

from collections import Counter
from collections.abc import Iterator, Sequence

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._adjacency import Sides, Tie, adjacency, left_out
from linkwork.visualise._cells import Row, name_in, word_in
from linkwork.visualise._grid import EMPTY, PALE, SHADES, Cell, beside
from linkwork.visualise._sheet import EDGE, Sheet, fitted, nothing_sheet, rows_of
from linkwork.words import counted

NAME = "never-report-back"
SIDES = Sides("who refers", "to whom")
NO, NOT_SAID = "no", "not said"


def sheet(view: GraphView) -> Sheet:
    """The links as a matrix: dark where it is known that nothing comes back, hatched where nobody has said."""
    rows = rows_of(view, "P10")
    if not rows:
        return nothing_sheet(view, NAME, ("P10",), "Nothing was asked about reporting back.")
    names = {str(row[f"{end}_id"]): name_in(row, end) for row in rows for end in ("from", "to")}
    ties = [Tie(str(row["from_id"]), str(row["to_id"]), _cell(row)) for row in _dark_first(rows)]
    grid = adjacency(ties, names, SIDES, list(_legend(rows)))
    said = Said(NAME, "P10", _finding(rows), [*_counts(rows), *left_out(grid, ties, SIDES)], _how_to_read(rows))
    whole = sheet_about(view, said, lambda top, wide: beside(grid, top, wide, EDGE))
    return fitted(whole, grid.across + 2 * EDGE)


def _dark_first(rows: Sequence[Row]) -> list[Row]:
    """Of two links in one cell the one that is known never to report back gives the cell its shade."""
    return sorted(rows, key=lambda row: not _never(row))


def _never(row: Row) -> bool:
    return word_in(row, "feedback") == NO


def _onward_barred(row: Row) -> bool:
    return word_in(row, "onward_allowed") == NO


def _cell(row: Row) -> Cell:
    people = word_in(row, "volume")
    back = "never reports back" if _never(row) else "nobody has said whether it reports back"
    onward = "; the receiver may not refer people on either" if _onward_barred(row) else ""
    sent = f"; {people} people a month" if people else ""
    return Cell(
        f"{name_in(row, 'from')} to {name_in(row, 'to')}: {back}{onward}{sent}",
        SHADES[3] if _never(row) else PALE,
        people.replace("under ", "<"),
        hatched=not _never(row),
        sign="triangle" if _onward_barred(row) else "",
    )


def _legend(rows: Sequence[Row]) -> Iterator[tuple[Cell, str]]:
    if any(_never(row) for row in rows):
        yield Cell("", SHADES[3]), "whoever sends people never hears what became of them"
    if not all(_never(row) for row in rows):
        yield Cell("", PALE, hatched=True), "nobody has said whether it reports back"
    if any(_onward_barred(row) for row in rows):
        yield Cell("", EMPTY, sign="triangle"), "the receiver may not refer people on either"
    if any(word_in(row, "volume") for row in rows):
        yield Cell("", EMPTY, "12"), "people a month, where somebody has said"
    yield Cell("", EMPTY), "no such link"


def _finding(rows: Sequence[Row]) -> str:
    never = sum(1 for row in rows if _never(row))
    unknown = len(rows) - never
    if not never:
        return f"of {counted(unknown, 'referral link')} nobody has said whether {_they(unknown)} back"
    more = f", and of {unknown:,} more nobody has said" if unknown else ""
    return f"{counted(never, 'referral link')} never {'reports' if never == 1 else 'report'} back{more}"


def _they(many: int) -> str:
    return "it reports" if many == 1 else "they report"


def _counts(rows: Sequence[Row]) -> Iterator[str]:
    senders, receivers = {str(row["from_id"]) for row in rows}, {str(row["to_id"]) for row in rows}
    yield f"{counted(len(senders), 'sender')} and {counted(len(receivers), 'receiver')}"


def _how_to_read(rows: Sequence[Row]) -> Iterator[str]:
    yield "Whoever stands at the left sends people to those above where a cell is filled."
    yield "The number after a name is how many such links there are; those with most stand first."
    silent = Counter(name_in(row, "to") for row in rows if _never(row))
    if silent:
        most = max(silent.values())
        first = min(one for one, times in silent.items() if times == most)
        yield f"{first} leaves most senders without an answer: {most:,}."
    yield "That nobody has said is not the same as no."


DRAWING = Drawing(
    name=NAME,
    title="Referrals that never report back",
    question="Who sends people on and never hears what became of them?",
    sheet=sheet,
    asks=(Asks("P10"),),
    needs_graph=False,
    of="P10",
)
