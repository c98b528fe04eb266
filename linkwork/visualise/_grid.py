"""A grid of cells with names at the left and above: for everything that is compared two ways.

A cell is told by its number and its sign as well as by its shade; shades are one blue from light to dark, so that
greyscale keeps their order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from linkwork.visualise._scene import (
    SMALL,
    TEXT,
    Box,
    Group,
    Item,
    Outline,
    Words,
    disc,
    hatching,
    polygon,
    rectangle,
)
from linkwork.visualise._sheet import Piece
from linkwork.visualise._style import FAINT_INK, HATCH, INK, PAPER
from linkwork.visualise._text import shortened, width, wrapped

#: From little to much. Ink is legible on the first three, white on the other two.
SHADES = ("#edf3f9", "#c3d9ec", "#8dbadd", "#2f73ab", "#0b4377")
#: The counts at which the shades of things that are counted begin.
COUNTS = (1, 2, 3, 5, 10)
PALE, EMPTY, LINE, GAP_RED = "#f3f4f6", PAPER, "#c6ccd2", "#a61c00"
NAME = 12.0


def step_of(number: float, starts: Sequence[float]) -> int:
    """Which of the steps that begin at these a number is on, from 0 up; the first where it is below them all."""
    return max(0, sum(1 for start in starts if number >= start) - 1)


def shade_of(count: int) -> str:
    """The shade of a count of things, darker from each of COUNTS on."""
    return SHADES[step_of(count, COUNTS)]


def counts_in_words(one: str, many: str) -> tuple[str, ...]:
    """What each of COUNTS stands for: `1 area`, `2 areas`, `3 or 4 areas`, `5 to 9 areas`, `10 areas or more`."""
    return f"1 {one}", f"2 {many}", f"3 or 4 {many}", f"5 to 9 {many}", f"10 {many} or more"


def ink_on(fill: str) -> str:
    """The colour of words on that shade."""
    return EMPTY if fill in SHADES[3:] else INK


@dataclass(frozen=True, slots=True)
class Head:
    """The name of a row or a column; rows of one `group` stand together under its name."""

    id: str
    name: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What is in a cell. `sign` is a cross from corner to corner, a disc or a triangle in the corner, or nothing."""

    title: str
    fill: str = EMPTY
    text: str = ""
    below: str = ""
    hatched: bool = False
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows, columns, and the cells where there is something, by (row id, column id)."""

    rows: Sequence[Head]
    columns: Sequence[Head]
    cells: Mapping[tuple[str, str], Cell]
    size: tuple[float, float]
    row_words: str
    column_words: str
    label_room: float = 240.0
    head_room: float = 170.0
    legend: Sequence[tuple[Cell, str]] = field(default=())

    @property
    def label_width(self) -> float:
        """The room that the rows' names need, within bounds."""
        names = [width(row.name, NAME) for row in self.rows] + [width(r.group, NAME, True) - 14 for r in self.rows]
        return min(self.label_room, max([60.0, width(self.beside, SMALL), *names]) + 10)

    @property
    def upright(self) -> bool:
        """Whether the columns' names stand upright, the cells being too narrow for them."""
        return self.size[0] < 64

    @property
    def head_height(self) -> float:
        """The room that the columns' names need, within bounds."""
        if self.upright:
            return min(self.head_room, max(width(column.name, NAME) for column in self.columns) + 8)
        return NAME * 1.25 * max(len(self.column_lines(column)) for column in self.columns) + 8

    @property
    def across(self) -> float:
        """How wide names and cells are together, with the words above them."""
        return self.label_width + max(self.size[0] * len(self.columns), width(self.above, SMALL))

    @property
    def above(self) -> str:
        """What stands over the columns."""
        return f"across: {self.column_words}"

    @property
    def beside(self) -> str:
        """What stands over the rows' names."""
        return f"down: {self.row_words}" if self.row_words else ""

    def column_lines(self, column: Head) -> list[str]:
        """A column's name in lines that fit its width."""
        return wrapped(column.name, NAME, self.size[0] - 6, 3)


def grid_piece(grid: Grid, corner: tuple[float, float]) -> Piece:
    """The grid with its top left corner there."""
    left, top = corner[0] + grid.label_width, corner[1] + 18 + grid.head_height
    items: list[Item] = [
        Words(grid.above, left, corner[1] + 10, colour=FAINT_INK),
        *_column_names(grid, left, top),
        Words(shortened(grid.beside, SMALL, grid.label_width - 8), left - 8, top - 5, anchor="end", colour=FAINT_INK),
    ]
    y, group = top, ""
    for row in grid.rows:
        if row.group != group:
            y += 3
            words = shortened(row.group, NAME, grid.across - 20, True)
            items.append(Words(words, corner[0], y + NAME + 1, NAME, bold=True))
            y, group = y + NAME * 1.5, row.group
        items += _row(grid, row, (left, y))
        y += grid.size[1]
    return Piece(items, y)


def _column_names(grid: Grid, left: float, top: float) -> list[Item]:
    items: list[Item] = []
    across = grid.size[0]
    for n, column in enumerate(grid.columns):
        middle = left + across * (n + 0.5)
        if grid.upright:
            words = shortened(column.name, NAME, grid.head_room - 6)
            named: list[Item] = [Words(words, middle + NAME * 0.35, top - 6, NAME, turn=-90)]
        else:
            lines = grid.column_lines(column)
            foot = top - 6 - NAME * 1.25 * (len(lines) - 1)
            named = [Words(line, middle, foot + NAME * 1.25 * k, NAME, "middle") for k, line in enumerate(lines)]
        items.append(Group(tuple(named), column.name))
    return items


def _row(grid: Grid, row: Head, at: tuple[float, float]) -> list[Item]:
    left, top = at
    across, down = grid.size
    words = shortened(row.name, NAME, grid.label_width - 8)
    name = Words(words, left - 6, top + down / 2 + NAME * 0.35, NAME, "end")
    items: list[Item] = [Group((name,), row.name)]
    for n, column in enumerate(grid.columns):
        box = (left + across * n, top, left + across * (n + 1), top + down)
        cell = grid.cells.get((row.id, column.id))
        items.append(cell_group(cell, box) if cell else rectangle(box, EMPTY, LINE, 0.6))
    return items


def cell_group(cell: Cell, box: Box) -> Group:
    """One cell with its number, its sign and what it says in full."""
    left, top, right, bottom = box
    items: list[Item] = [rectangle(box, cell.fill, LINE, 0.6)]
    if cell.hatched:
        items.append(hatching(box, HATCH if ink_on(cell.fill) == INK else "#dbe4ec", 6.0, 0.9))
    if cell.sign == "cross":
        cross = (("M", (left, top)), ("L", (right, bottom)), ("M", (left, bottom)), ("L", (right, top)))
        items += [Outline(cross, "", GAP_RED, 0.9), rectangle(_within(box, 1.2), "", GAP_RED, 2.0)]
    aside = 3.0 if cell.sign in {"disc", "triangle"} and right - left < 36 else 0.0
    middle, foot = (left + right) / 2 - aside, (top + bottom) / 2 + SMALL * 0.36
    lines = [(cell.text, TEXT if cell.below else SMALL), (cell.below, SMALL)] if cell.below else [(cell.text, SMALL)]
    foot -= (len(lines) - 1) * 6.5
    for text, size in lines:
        if text:
            items += _worded(shortened(text, size, right - left - 2), (middle, foot), size, cell)
        foot += 13
    if cell.sign == "disc":
        items.append(disc((right - 4.4, top + 4.4), 3.2, PAPER, "#000000"))
    elif cell.sign == "triangle":
        items.append(polygon([(right - 10, top + 1), (right - 1, top + 1), (right - 1, top + 10)], "#000000", PAPER))
    return Group(tuple(items), cell.title)


def _within(box: Box, by: float) -> Box:
    return (box[0] + by, box[1] + by, box[2] - by, box[3] - by)


def _worded(text: str, at: tuple[float, float], size: float, cell: Cell) -> list[Item]:
    """Words in a cell, on a ground of their own where lines would run through them."""
    words = Words(text, *at, size, "middle", colour=ink_on(cell.fill))
    if not (cell.hatched or cell.sign == "cross"):
        return [words]
    half = width(text, size) / 2 + 2
    ground = EMPTY if cell.sign == "cross" else cell.fill
    return [rectangle((at[0] - half, at[1] - size * 0.86, at[0] + half, at[1] + size * 0.22), ground), words]


def legend_piece(entries: Sequence[tuple[Cell, str]], corner: tuple[float, float], room: float) -> Piece:
    """What the cells mean, one below the other."""
    left, top = corner
    items: list[Item] = [Words("What the cells mean", left, top + TEXT, TEXT, bold=True)]
    top += TEXT + 10
    for cell, words in entries:
        lines = wrapped(words, NAME, room - 44, 4)
        items.append(cell_group(cell, (left, top, left + 34, top + 24)))
        foot = top + 16 if len(lines) == 1 else top + NAME
        items += [Words(line, left + 44, foot + n * NAME * 1.25, NAME) for n, line in enumerate(lines)]
        top += max(30.0, len(lines) * NAME * 1.25 + 8)
    return Piece(items, top)


def beside(grid: Grid, top: float, wide: float, edge: float) -> Piece:
    """The grid with its legend at its right where there is room, else below it."""
    drawn = grid_piece(grid, (edge, top))
    free = wide - 2 * edge - grid.across - 24
    if free >= 190:
        legend = legend_piece(grid.legend, (edge + grid.across + 24, top), min(free, 300.0))
    else:
        legend = legend_piece(grid.legend, (edge, drawn.end + 14), wide - 2 * edge)
    return Piece([*drawn.items, *legend.items], max(drawn.end, legend.end))
