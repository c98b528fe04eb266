"""A map of areas as tiles of one size, each about where its area lies: for what is said of one area at a time.

Where it is known where the areas lie, the tiles are given out so that all together are moved as little as can be (the
assignment problem; Kuhn 1955). Else they stand in the order in which they are given.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from linkwork.graph.view import GraphView
from linkwork.visualise._grid import Cell, cell_group, ink_on, legend_piece
from linkwork.visualise._scene import SMALL, TEXT, Box, Group, Item, Words, rectangle
from linkwork.visualise._sheet import Piece
from linkwork.visualise._style import FAINT_INK
from linkwork.visualise._text import shortened, width, wrapped
from linkwork.visualise._words import plain

#: How wide and high a tile is, up to so many of them.
SIZES = ((30, (116.0, 84.0)), (80, (92.0, 70.0)), (200, (72.0, 58.0)))
GAP = 4.0
#: More tiles than this are not legible.
MOST = 200


@dataclass(frozen=True, slots=True)
class Tile:
    """One area; the cell gives ground, hatch, sign, number and the words below; `at` is latitude and longitude."""

    id: str
    name: str
    cell: Cell
    at: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Tiles:
    """Tiles in their order, what the order is where it is not their place, and what the cells mean."""

    tiles: Sequence[Tile]
    order: str
    legend: Sequence[tuple[Cell, str]] = field(default=())

    @property
    def placed(self) -> bool:
        """Whether it is known where every area lies."""
        return len(self.tiles) > 1 and all(tile.at for tile in self.tiles)

    @property
    def size(self) -> tuple[float, float]:
        """How wide and high a tile is."""
        return next((size for most, size in SIZES if len(self.tiles) <= most), SIZES[-1][1])

    @property
    def said(self) -> str:
        """How the tiles stand, in words."""
        if self.placed:
            return "Tiles stand about where the areas lie, north at the top; all are of one size."
        return f"It is not known where the areas lie, so the tiles stand {self.order}."


@dataclass(frozen=True, slots=True)
class Area:
    """An area of the graph: its name, its facts, and its latitude and longitude where they are known."""

    id: str
    name: str
    facts: Mapping[str, object]
    at: tuple[float, float] | None


def areas_like(view: GraphView, ids: Sequence[str]) -> tuple[Area, ...]:
    """The live areas of the view that are of the same level as those with these ids, in order of id; these among them.

    Where the view holds no graph there are none.
    """
    areas = [node for node in view.nodes if node.kind == "Area" and node.live]
    asked = frozenset(ids)
    levels = {node.facts.get("level") for node in areas if node.id in asked}
    return tuple(
        Area(node.id, plain(node.name), node.facts, _at(node.facts))
        for node in areas
        if node.facts.get("level") in levels
    )


def _at(facts: Mapping[str, object]) -> tuple[float, float] | None:
    north, east = facts.get("latitude"), facts.get("longitude")
    return (float(north), float(east)) if isinstance(north, int | float) and isinstance(east, int | float) else None


def places(tiles: Sequence[Tile], columns: int) -> dict[str, tuple[int, int]]:
    """The column and row of each tile by its id, row after row in their order, so many side by side."""
    return {tile.id: (n % columns, n // columns) for n, tile in enumerate(tiles)}


def places_on_map(tiles: Sequence[Tile], most: int) -> dict[str, tuple[int, int]]:
    """The column and row of each tile by its id, at most so many columns: as near to their places as can be.

    A degree of longitude counts as what it measures at the middle latitude. The field has about half as many places
    again as there are tiles, so that the outline of the place stays.
    """
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    points = np.array([tile.at for tile in tiles if tile.at], dtype=float)
    east = points[:, 1] * math.cos(math.radians(float(points[:, 0].mean())))
    north = points[:, 0]
    spans = max(float(np.ptp(east)), 1e-9), max(float(np.ptp(north)), 1e-9)
    wanted = len(tiles) * 1.5
    columns = min(most, len(tiles), max(1, round(math.sqrt(wanted * spans[0] / spans[1]))))
    rows = max(math.ceil(len(tiles) / columns), min(len(tiles), round(wanted / columns)))
    x = (east - east.min()) / spans[0] * (columns - 1) if columns > 1 else np.zeros(len(tiles))
    y = (north.max() - north) / spans[1] * (rows - 1) if rows > 1 else np.zeros(len(tiles))
    field_x, field_y = np.tile(np.arange(columns), rows), np.repeat(np.arange(rows), columns)
    cost = (x[:, None] - field_x) ** 2 + (y[:, None] - field_y) ** 2
    # Ties go to the upper, then the left place, so that every machine draws the same map.
    cost = np.round(cost, 9) + 1e-6 * (field_y * columns + field_x) / (rows * columns)
    _, chosen = linear_sum_assignment(cost)
    found = {tile.id: (int(field_x[n]), int(field_y[n])) for tile, n in zip(tiles, chosen, strict=True)}
    return _without_empty(found)


def _without_empty(found: Mapping[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """The same places without columns and rows in which nothing stands."""
    columns = {column: n for n, column in enumerate(sorted({column for column, _ in found.values()}))}
    rows = {row: n for n, row in enumerate(sorted({row for _, row in found.values()}))}
    return {id_: (columns[column], rows[row]) for id_, (column, row) in found.items()}


def tiles_piece(drawn: Tiles, top: float, wide: float, edge: float) -> Piece:
    """The map with its legend at its right where there is room, else below it."""
    across, down = drawn.size
    every = max(1, int((wide - 2 * edge - 220) / (across + GAP)))
    if drawn.placed:
        where = places_on_map(drawn.tiles, every)
    else:
        where = places(drawn.tiles, min(every, max(1, math.ceil(math.sqrt(len(drawn.tiles) * 1.6)))))
    items: list[Item] = []
    start = top + 6
    for tile in drawn.tiles:
        column, row = where[tile.id]
        left, upper = edge + column * (across + GAP), start + row * (down + GAP)
        items.append(_tile(tile, (left, upper, left + across, upper + down)))
    columns, rows = (max(place[n] for place in where.values()) + 1 for n in (0, 1))
    end, right = start + rows * (down + GAP), edge + columns * (across + GAP)
    free = wide - edge - right - 20
    legend = legend_piece(drawn.legend, (right + 20, top), min(free, 320.0))
    said = [
        Words(line, right + 20, legend.end + 14 + n * 15, SMALL, colour=FAINT_INK)
        for n, line in enumerate(wrapped(drawn.said, SMALL, min(free, 320.0), 4))
    ]
    return Piece([*items, *legend.items, *said], max(end, legend.end + 14 + len(said) * 15))


def _tile(tile: Tile, box: Box) -> Group:
    """One tile: its name above, its number in the middle, its words below."""
    left, top, right, bottom = box
    cell, room = tile.cell, right - left - 10
    ground = Cell("", cell.fill, hatched=cell.hatched, sign=cell.sign)
    covered = cell.hatched or cell.sign == "cross"
    names = wrapped(tile.name, SMALL, room, 2)
    lines = [(line, SMALL, top + 14 + n * 13) for n, line in enumerate(names)]
    if cell.below:
        lines.append((shortened(cell.below, SMALL, room), SMALL, bottom - 6))
    if cell.text:
        lines.append((shortened(cell.text, TEXT, room, True), TEXT, bottom - (22 if cell.below else 10)))
    items: list[Item] = [cell_group(ground, box)]
    for text, size, foot in lines:
        bold = size == TEXT
        if covered:
            half = width(text, size, bold) / 2 + 2
            middle = (left + right) / 2
            items.append(rectangle((middle - half, foot - size * 0.86, middle + half, foot + size * 0.22), cell.fill))
        items.append(Words(text, (left + right) / 2, foot, size, "middle", bold, ink_on(cell.fill)))
    return Group(tuple(items), cell.title)
