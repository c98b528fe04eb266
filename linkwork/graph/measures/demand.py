"""People in need, as weights of cells (docs/measures.md).

Choices that the model leaves open:

- Of each need, area and audience the latest year counts; of several methods in that year, the first by name. Where two
  needs that mean the same both have such a figure, the first by id: the people are the same.
- A figure for a broad need, for an area that is no cell or for an audience with several narrower ones belongs to no
  single cell: it is left out and counted, not split.
- Where only some audiences are looked at, a figure that names no audience says nothing of them and is left out too.
- A figure under SMALL may not be shown, so nothing may be shown from which it could be worked out: sums and gains that
  rest on one are marked, and weights of which shares are made take each such figure for MIDDLE.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from linkwork.graph.hierarchy import Places, Row, terms
from linkwork.graph.measures.disclosure import gives_away, sum_to_show
from linkwork.graph.measures.footprint import ANYONE_ELSE, EVERYONE, Asked, Cells, Landscape
from linkwork.graph.privacy import SMALL

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: A need, an audience and an area.
Cell = tuple[str, str, str]
#: What a figure under SMALL counts as where shares are weighed: whole people nearest the middle of what it may be.
MIDDLE = SMALL // 2


@dataclass(frozen=True, slots=True)
class Figure:
    """How many people, and the ids of the figures that say so.

    `small` marks one that is under SMALL, that rests on one that is, or from which one could be worked out.
    """

    people: float
    ids: tuple[str, ...]
    small: bool = False

    @property
    def shown(self) -> float | None:
        """The people; None for a greater number that would give a small one away. One under SMALL is the filter's."""
        return sum_to_show([self.people], self.small)


@dataclass(frozen=True, slots=True)
class Demand:
    """People in need, each figure where it belongs.

    `by_cell` has the figures that name an audience, `whole` those that name none, by need and area; `left_out` is the
    number of figures that belong to no single cell, `several` that of cells with more than one method in their year.
    """

    by_cell: Mapping[Cell, Figure] = field(default_factory=dict)
    whole: Mapping[tuple[str, str], Figure] = field(default_factory=dict)
    left_out: int = 0
    several: int = 0

    def places(self) -> dict[tuple[str, str], Figure]:
        """People for each need and area: the figure for everybody, else the sum over the audiences that have one."""
        parts: dict[tuple[str, str], list[Figure]] = {}
        for (need, _, area), figure in sorted(self.by_cell.items()):
            parts.setdefault((need, area), []).append(figure)
        found = {place: added_up(figures) for place, figures in parts.items()}
        for place, figure in self.whole.items():
            found[place] = replace(figure, small=True) if _tells(figure, parts.get(place, ())) else figure
        return found

    def notes(self) -> tuple[str, ...]:
        """What is left out and what was chosen, as sentences."""
        said = []
        if n := self.left_out:
            figures, are, they = ("figure", "is", "it belongs") if n == 1 else ("figures", "are", "they belong")
            said.append(
                f"{n} {figures} of people in need {are} for a broad need, for an area of another level or for several "
                f"groups at once: {they} to no single cell and {are} not split."
            )
        if n := self.several:
            places = "1 place has" if n == 1 else f"{n} places have"
            said.append(
                f"{places} figures by several methods in the latest year: the first method by name is used, and the "
                "others are left aside."
            )
        return tuple(said)


def added_up(figures: Sequence[Figure]) -> Figure:
    """One figure of several, small where one of them is."""
    ids = tuple(id_ for figure in figures for id_ in figure.ids)
    return Figure(sum(figure.people for figure in figures), ids, any(figure.small for figure in figures))


def _tells(whole: Figure, parts: Sequence[Figure]) -> bool:
    """Whether a figure for everybody would give away those of the groups that may not be shown."""
    shown = [part.people for part in parts if not part.small]
    return gives_away(whole.people, shown, len(parts) - len(shown))


def demand(rows: Landscape, asked: Asked | None = None) -> Demand:
    """The figures of these rows that belong to the cells of what is asked for."""
    asked = asked or Asked()
    place = _Placed(rows, asked)
    figures: dict[tuple[str, str | None, str], list[Row]] = {}
    left_out = 0
    for row in rows.demand:
        if row["people"] is None:
            continue
        cell = place.cell(row)
        if cell is None:
            left_out += 1
        else:
            figures.setdefault(cell, []).append(row)
    by_cell: dict[Cell, Figure] = {}
    whole: dict[tuple[str, str], Figure] = {}
    several = 0
    for (need, audience, area), known in figures.items():
        if place.looked_at is not None and audience not in place.looked_at:
            continue
        latest = _latest(known)
        several += len({row["method"] for row in latest}) > 1
        figure = Figure(latest[0]["people"], (latest[0]["id"],), latest[0]["people"] < SMALL)
        if audience is None:
            whole[need, area] = figure
        else:
            by_cell[need, audience, area] = figure
    return Demand(by_cell, whole, left_out, several)


class _Placed:
    """Finds the cell that a figure belongs to."""

    def __init__(self, rows: Landscape, asked: Asked) -> None:
        self._needs, self._audiences = terms(rows.terms, "Need"), terms(rows.terms, "Audience")
        self._places = Places(rows.areas, asked.level)
        self._cells = set(self._places.cells)
        self.looked_at = self._audiences.leaves_of([asked.audience]) if asked.audience else None

    def cell(self, row: Row) -> tuple[str, str | None, str] | None:
        needs = self._needs.leaves_of([row["need_id"]])
        area = self._places.tree.one.get(row["area_id"])
        if len(needs) != 1 or area is None or area not in self._cells:
            return None
        (need,) = needs
        if not row["audience_id"]:
            return need, None, area
        audiences = self._audiences.leaves_of([row["audience_id"]])
        return (need, next(iter(audiences)), area) if len(audiences) == 1 else None


def _latest(rows: Iterable[Row]) -> list[Row]:
    """The rows of the latest year, by the name of their method, then by id."""
    ordered = sorted(rows, key=lambda row: (-(row["year"] or 0), row["method"] or "", row["id"]))
    return [row for row in ordered if row["year"] == ordered[0]["year"]]


@dataclass(frozen=True, slots=True)
class Weighed:
    """Cells with their weights, what those rest on, and a sentence that says so.

    `people` gives the weight of every single cell that counts; None where all cells count, each as one. `small` are
    the cells whose number of people may not be told, nor any sum with it.
    """

    cells: Cells
    by: Literal["people", "equal"]
    says: str
    people: Mapping[Cell, float] | None = None
    small: frozenset[Cell] = frozenset()

    def hides(self) -> "NDArray[np.bool_]":
        """Which cells are small, as needs by audiences by areas."""
        import numpy as np

        found = np.zeros(tuple(len(axis.ids) for axis in self.cells.axes), dtype=bool)
        for cell in self.small:
            found[self._at(cell)] = True
        return found

    def _at(self, cell: Cell) -> tuple[int, ...]:
        return tuple(axis.place[id_] for axis, id_ in zip(self.cells.axes, cell, strict=True))

    def spread(self) -> tuple["NDArray[np.float64]", "NDArray[np.bool_]"]:
        """The weight of every cell, as needs by audiences by areas, and which cells count."""
        import numpy as np

        shape = tuple(len(axis.ids) for axis in self.cells.axes)
        if self.people is None:
            return np.ones(shape), np.ones(shape, dtype=bool)
        weights, counts = np.zeros(shape), np.zeros(shape, dtype=bool)
        for cell, people in self.people.items():
            weights[self._at(cell)], counts[self._at(cell)] = people, True
        return weights, counts


def weighed(cells: Cells, figures: Demand) -> Weighed:
    """The cells weighed by people where there is a figure for every cell that some service reaches; else by 1.

    A figure without an audience is a cell's own only where the cells have no audience but "anyone else". A figure
    under SMALL weighs MIDDLE: a share of people would give it away.
    """
    own = dict(_inside(cells, figures.by_cell))
    if cells.audiences.ids == (ANYONE_ELSE,):
        own |= _inside(cells, {(need, ANYONE_ELSE, area): f for (need, area), f in figures.whole.items()})
    people = {cell: MIDDLE if figure.small else figure.people for cell, figure in own.items()}
    weights, known = _by_class(cells, people)
    compared = cells.reached > 0
    number, with_figure = int(cells.counts[compared].sum()), int(known[compared].sum())
    if number and with_figure == number:
        says = "Every cell is weighed by the number of people in need there."
        if any(figure.small for figure in own.values()):
            says += f" A number under {SMALL}, which may not be shown, counts as {MIDDLE}."
        return Weighed(replace(cells, weights=weights), "people", says, people)
    says = "Every cell counts as one: it is not weighed by how many people are in need."
    if with_figure:
        says += f" There are figures for {with_figure} of the {number} cells compared."
    return Weighed(cells, "equal", says)


def over_demand(cells: Cells, figures: Demand) -> Weighed:
    """The cells that have demand, weighed by people; all cells, by 1, where no figure belongs to one of them.

    Where a figure names no audience, audiences are not told apart: the cells become those of `Cells.for_anybody`.
    """
    whole = {(need, EVERYONE, area): figure for (need, area), figure in figures.places().items()}
    if any(need in cells.needs.place and area in cells.areas.place for need, area in figures.whole):
        cells, what, whom = cells.for_anybody(), "pairs of need and area", ", whatever the group"
        figured = dict(_inside(cells, whole))
    else:
        what, whom = "combinations of need, group and area", ""
        figured = dict(_inside(cells, figures.by_cell))
    people = {cell: figure.people for cell, figure in figured.items()}
    if not people:
        says = (
            f"Counted over all {cells.count} combinations of need, group and area, each as one: how many people are in "
            "need is not known for any of them."
        )
        return Weighed(cells, "equal", says)
    weights, counts = _by_class(cells, people)
    says = (
        f"Weighed by people in need: their number is known for {len(people)} of {cells.count} {what}, and only those "
        f"count{whom}."
    )
    small = frozenset(cell for cell, figure in figured.items() if figure.small)
    return Weighed(replace(cells, weights=weights, counts=counts), "people", says, people, small)


def _inside(cells: Cells, figures: Mapping[Cell, Figure]) -> Iterator[tuple[Cell, Figure]]:
    """The figures of the cells that are looked at."""
    for cell, figure in figures.items():
        if all(id_ in axis.place for axis, id_ in zip(cells.axes, cell, strict=True)):
            yield cell, figure


def _by_class(cells: Cells, people: Mapping[Cell, float]) -> tuple["NDArray[np.float64]", "NDArray[np.float64]"]:
    """The people in each class of cells, and how many of its cells have a figure."""
    import numpy as np

    found = [
        [int(axis.class_of[axis.place[id_]]) for axis, id_ in zip(cells.axes, cell, strict=True)] for cell in people
    ]
    size = len(cells.weights)
    if not found:
        return np.zeros(size), np.zeros(size)
    columns = np.ravel_multi_index(tuple(np.array(found).T), cells.shape)
    weights = np.bincount(columns, weights=np.array(list(people.values()), dtype=float), minlength=size)
    return weights.astype(np.float64), np.bincount(columns, minlength=size).astype(np.float64)
