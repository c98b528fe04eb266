"""Links that only one side reports: who sends and who receives as a matrix, what one side alone says hatched."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._adjacency import Sides, Tie, adjacency, left_out
from linkwork.visualise._cells import Row, name_in, names_in, word_in
from linkwork.visualise._grid import EMPTY, PALE, SHADES, Cell, beside
from linkwork.visualise._sheet import EDGE, Sheet, fitted, nothing_sheet, rows_of
from linkwork.words import counted

NAME = "said-by-one-side"
SIDES = Sides("who refers", "to whom")
#: For each side that has said a link: its letter, its shade, whether it is hatched, and what that means.
LOOKS = {
    "sender": ("S", SHADES[2], True, "only the sender says it: ask the receiver"),
    "receiver": ("R", SHADES[1], True, "only the receiver says it: ask the sender"),
    "neither": ("N", EMPTY, True, "neither side says it, somebody else does: ask both"),
    "not said": ("?", PALE, False, "nobody has noted which side said it"),
    "both": ("B", SHADES[3], False, "both sides say it"),
}


def sheet(view: GraphView) -> Sheet:
    """The links as a matrix, hatched where one side is silent."""
    rows = rows_of(view, "P4")
    if not rows:
        return nothing_sheet(view, NAME, ("P4",), "Nothing was asked about who says a link.")
    names = {str(row[f"{end}_id"]): name_in(row, end) for row in rows for end in ("from", "to")}
    ties = [Tie(str(row["from_id"]), str(row["to_id"]), _cell(row)) for row in rows]
    used = {_look(row) for row in rows}
    legend = [(_plain_cell(look), LOOKS[look][3]) for look in LOOKS if look in used]
    grid = adjacency(ties, names, SIDES, [*legend, (Cell("", EMPTY), "no such link")])
    said = Said(NAME, "P4", _finding(rows), [*_counts(rows), *left_out(grid, ties, SIDES)], _how_to_read(rows))
    whole = sheet_about(view, said, lambda top, wide: beside(grid, top, wide, EDGE))
    return fitted(whole, grid.across + 2 * EDGE)


def _look(row: Row) -> str:
    said = word_in(row, "claimed_by")
    return said if said in LOOKS else "not said"


def _plain_cell(look: str) -> Cell:
    letter, fill, hatched, _ = LOOKS[look]
    return Cell("", fill, letter, hatched=hatched)


def _cell(row: Row) -> Cell:
    how = word_in(row, "kind").replace("_", " ")
    title = f"{name_in(row, 'from')} to {name_in(row, 'to')}{f' ({how})' if how else ''}: {LOOKS[_look(row)][3]}"
    return replace(_plain_cell(_look(row)), title=title)


def _finding(rows: Sequence[Row]) -> str:
    by = Counter(_look(row) for row in rows)
    alone = by["sender"] + by["receiver"]
    if not alone:
        return f"none of {counted(len(rows), 'referral link')} is said by one side alone"
    sides = [f"the {side} of {by[side]:,}" for side in ("sender", "receiver") if by[side]]
    if alone == 1:
        return f"of 1 referral link only the {'sender' if by['sender'] else 'receiver'} has told us"
    return f"of {alone:,} referral links only one side has told us: {' and '.join(sides)}"


def _counts(rows: Sequence[Row]) -> Iterator[str]:
    by = Counter(_look(row) for row in rows)
    if by["both"]:
        yield f"{by['both']:,} that both sides say"
    if by["neither"]:
        yield f"{by['neither']:,} that neither says"
    if by["not said"]:
        yield f"{by['not said']:,} of which nobody noted who said it"
    ends = {str(row[f"{end}_id"]) for row in rows for end in ("from", "to")}
    yield f"{counted(len(rows), 'link')} between {len(ends):,} services, organisations and roles"


def _how_to_read(rows: Sequence[Row]) -> Iterator[str]:
    yield "Whoever stands at the left sends people to those above where a cell is filled."
    yield "The number after a name is how many such links there are; those with most stand first."
    asked = Counter(
        silent for row in rows if _look(row) not in {"both", "not said"} for silent in names_in(row, "silent")
    )
    if asked:
        most = max(asked.values())
        first = min(one for one, times in asked.items() if times == most)
        yield f"Begin with {first}, which could confirm {counted(most, 'link')}."
    yield "That one side is silent does not mean that the link is not there; it may not have been asked yet."


DRAWING = Drawing(
    name=NAME,
    title="Links that only one side reports",
    question="Which links has only the sender or only the receiver told us of, and whom should we ask?",
    sheet=sheet,
    asks=(Asks("P4"),),
    needs_graph=False,
    of="P4",
)
