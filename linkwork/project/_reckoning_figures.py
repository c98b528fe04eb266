"""People in need as the atlas page may hold them: what may not be told is not there, but what is said of it is.

The page says of a sum of numbers under SMALL whether the sum is under SMALL too, as the command line does. Without
--internal it gets for that not the numbers but the answers: which of them count alike in every such sum, and how many
of each sort it takes to come to SMALL.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from linkwork.graph.measures.axes import Axis
from linkwork.graph.measures.demand import Demand, Figure, demand, over_demand
from linkwork.graph.measures.footprint import EVERYONE, Asked, Cells
from linkwork.graph.measures.supposing import Rows
from linkwork.graph.privacy import SMALL, hidden


def figures_of(rows: Rows, cells: Cells, internal: bool) -> dict[str, Any]:
    """What is weighed (`cells`, `places` or nothing), and the figures of both, each by its place on the axes.

    A cell is need, group, area, people and the sort of its number; a place need, area and people. People are a number,
    `under 5`, or None where they may not be told. `sums` are need, area and the sorts that come to SMALL together.
    """
    figures = demand(rows.landscape, Asked(rows.level))
    people = over_demand(cells, figures).people
    small = {} if internal else _small(figures)
    weighed = "" if people is None else "places" if any(group == EVERYONE for _, group, _ in people) else "cells"
    return {
        "weighed": weighed,
        "cells": [
            [*at, _told(figure, internal), small[need, area].sort(group) if (need, area) in small else 0]
            for (need, group, area), figure in sorted(figures.by_cell.items())
            if (at := _at(cells.axes, (need, group, area)))
        ],
        "places": [
            [*at, _told(figure, internal)]
            for place, figure in sorted(figures.places().items())
            if (at := _at((cells.needs, cells.areas), place))
        ],
        "sums": [
            [*at, [list(numbers) for numbers in sums.least]]
            for place, sums in sorted(small.items())
            if (at := _at((cells.needs, cells.areas), place))
        ],
    }


def _at(axes: Sequence[Axis], ids: Sequence[str]) -> list[int]:
    """Where these stand on the axes; empty where one of them does not."""
    found = [axis.place.get(id_) for axis, id_ in zip(axes, ids, strict=True)]
    return [] if None in found else [n for n in found if n is not None]


def _told(figure: Figure, internal: bool) -> object:
    """The people as they may be told: a number, `under 5`, or None."""
    people = figure.shown
    if people is not None and people == int(people):
        people = int(people)
    return people if internal else hidden(people, "small")


@dataclass(frozen=True, slots=True)
class Sums:
    """What may be said of sums of the small numbers of one place.

    `sorts` has each group's sort, from 1: those of one sort can stand for each other in every sum. `least` are the
    numbers of each sort that come to SMALL together, and would not if one of them were left out.
    """

    sorts: Mapping[str, int]
    least: tuple[tuple[int, ...], ...]

    def sort(self, group: str) -> int:
        """The sort of this group's number; 0 where it is not a small one."""
        return self.sorts.get(group, 0)


def _small(figures: Demand) -> dict[tuple[str, str], Sums]:
    """The places in which the numbers of several groups are small."""
    groups: dict[tuple[str, str], list[tuple[str, float]]] = {}
    for (need, group, area), figure in sorted(figures.by_cell.items()):
        if figure.small:
            groups.setdefault((need, area), []).append((group, figure.people))
    found = {}
    for place, known in groups.items():
        if len(known) > 1:
            sorts, least = _sums(tuple(people for _, people in known))
            found[place] = Sums({group: sort for (group, _), sort in zip(known, sorts, strict=True)}, least)
    return found


@cache
def _sums(people: tuple[float, ...]) -> tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]:
    """The sort of each of these numbers, in order of their first; and which numbers of each sort come to SMALL."""
    firsts: list[int] = []
    sorts = []
    for i in range(len(people)):
        alike = (n for n, first in enumerate(firsts) if _alike(people, i, first))
        sort = next(alike, len(firsts))
        if sort == len(firsts):
            firsts.append(i)
        sorts.append(sort)
    members = [[people[i] for i, own in enumerate(sorts) if own == sort] for sort in range(len(firsts))]
    # No number but 0 is needed more than SMALL times.
    every = product(*(range(min(len(own), SMALL) + 1) for own in members))
    return tuple(sort + 1 for sort in sorts), tuple(some for some in every if _least(members, some))


def _least(members: Sequence[Sequence[float]], some: tuple[int, ...]) -> bool:
    """Whether so many of each sort come to SMALL, and with one of any sort fewer do not."""
    fewer = [(*some[:i], n - 1, *some[i + 1 :]) for i, n in enumerate(some) if n]
    return _sum(members, some) >= SMALL and all(_sum(members, less) < SMALL for less in fewer)


def _sum(members: Sequence[Sequence[float]], some: Sequence[int]) -> float:
    return sum(sum(own[:n]) for own, n in zip(members, some, strict=True))


def _alike(people: Sequence[float], a: int, b: int) -> bool:
    """Whether one of two numbers can stand for the other in every sum, as far as it is under SMALL or not."""
    less, more = sorted((people[a], people[b]))
    sums = {0.0}
    for i, number in enumerate(people):
        if i not in (a, b):
            sums |= {total + number for total in sums if total + number < SMALL}
    return not any(total + less < SMALL <= total + more for total in sums)
