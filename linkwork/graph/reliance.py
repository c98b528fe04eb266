"""What rests on whom: cells that others reach too, cells that hang on one provider, what stays if a service ends."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from linkwork.graph.crowding import Supply, capacity_per_cell, spare_per_cell
from linkwork.graph.footprint import Cells

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: People are compared to this many decimals: adding shares in another order must not change an order.
DECIMALS = 6


@dataclass(frozen=True)
class Covered:
    """For every service, as in `Cells.services`: the cells nobody else reaches, and the share that others reach too.

    The share is by weight; not a number for a service whose cells weigh nothing.
    """

    unique: "NDArray[np.int64]"
    share: "NDArray[np.float64]"


def also_covered(cells: Cells) -> Covered:
    """How much of what each service does others do too: MODEL.md calls it also covered by."""
    import numpy as np

    unique = cells.matrix @ (cells.counts * (cells.reached == 1))
    shared = cells.matrix @ (cells.weights * (cells.reached > 1))
    share = np.divide(shared, cells.sizes, out=np.full(len(cells.sizes), np.nan), where=cells.sizes > 0)
    return Covered(np.rint(unique).astype(np.int64), np.asarray(share, dtype=np.float64))


def covered_by(cells: Cells, services: Sequence[int]) -> list[list[int]]:
    """For each of these (by position) those that share cells with it: most shared (by weight, then cells) first."""
    import numpy as np

    here, there = cells.matrix[np.array(services, dtype=np.int64)], cells.matrix.T.tocsr()
    weights, numbers = ((here.multiply(amounts).tocsr() @ there).tocsr() for amounts in (cells.weights, cells.counts))
    found = []
    for row, service in enumerate(services):
        number, weight = (some[[row]].toarray()[0] for some in (numbers, weights))
        others = np.flatnonzero(number)
        order = others[np.lexsort((others, -number[others], -weight[others]))]
        found.append(order[order != service].tolist())
    return found


@dataclass(frozen=True, slots=True)
class Place:
    """One need in one area, with the audiences for whom the same services (by position) reach it."""

    need: str
    area: str
    audiences: tuple[str, ...]
    services: tuple[int, ...]


class Sets:
    """The classes of cells by the set of services that reach them."""

    def __init__(self, cells: Cells) -> None:
        """Every class of cells gets the number of its set; the empty set is one too, if some cell has no service."""
        import numpy as np

        self.cells = cells
        columns = cells.matrix.tocsc()
        columns.sort_indices()
        ends = columns.indptr
        seen: dict[bytes, int] = {}
        members: list[NDArray[np.int64]] = []
        numbers = []
        for i in range(columns.shape[1]):
            some = columns.indices[ends[i] : ends[i + 1]]
            number = seen.setdefault(some.tobytes(), len(members))
            if number == len(members):
                members.append(some)
            numbers.append(number)
        self.members = members
        self.of = np.array(numbers, dtype=np.int64)

    @cached_property
    def _ids(self) -> tuple[list[list[str]], list[list[str]], list[list[str]]]:
        """The ids of every class of needs, of audiences and of areas."""
        needs, audiences, areas = (
            [axis.of_class(number) for number in range(len(axis.sizes))] for axis in self.cells.axes
        )
        return needs, audiences, areas

    def audiences_of(self, columns: "NDArray[np.int64]") -> tuple[str, ...]:
        """The audiences of these columns, in the order of the axis."""
        return tuple(self.cells.cells(columns)[1])

    def expand(self, column: int) -> Iterator[tuple[str, str]]:
        """The needs and areas of the class of cells in a column."""
        import numpy as np

        need, _, area = np.unravel_index(column, self.cells.shape)
        needs, _, areas = self._ids
        return ((one, other) for one in needs[int(need)] for other in areas[int(area)])

    def merged(self, columns: "NDArray[np.int64]") -> "list[NDArray[np.int64]]":
        """These columns in groups that differ in their audience alone and have the same set of services."""
        import numpy as np

        if not len(columns):
            return []
        need, _, area = np.unravel_index(columns, self.cells.shape)
        order = np.lexsort((columns, self.of[columns], area, need))
        keys = np.stack([need, area, self.of[columns]])[:, order]
        breaks = np.flatnonzero(np.any(np.diff(keys, axis=1) != 0, axis=0)) + 1
        return np.split(columns[order], breaks)


def single_provider(cells: Cells, supplies: Mapping[str, Supply]) -> list[Place]:
    """The cells in which every service there is has the same one provider, merged over audiences, in order of ids."""
    import numpy as np

    sets = Sets(cells)
    alone = [bool(len(some)) and len(_providers(cells, some, supplies)) == 1 for some in sets.members]
    columns = np.flatnonzero(np.array(alone, dtype=bool)[sets.of]) if len(sets.of) else np.zeros(0, np.int64)
    found = []
    for group in sets.merged(columns):
        audiences = sets.audiences_of(group)
        services = tuple(int(i) for i in sets.members[sets.of[group[0]]])
        found += [Place(need, area, audiences, services) for need, area in sets.expand(int(group[0]))]
    return sorted(found, key=lambda place: (place.need, place.area, place.services))


def _providers(cells: Cells, some: "NDArray[np.int64]", supplies: Mapping[str, Supply]) -> set[str]:
    return {provider for i in some for provider in supplies[cells.services[i]].providers}


@dataclass(frozen=True, slots=True)
class Ending:
    """What is left at one place if a service (by position) ends: the others there, its people, their spare capacity.

    `people` is the capacity of the service there. None: not known.
    """

    service: int
    place: Place
    people: float | None
    spare: float | None

    @property
    def uncovered(self) -> float | None:
        """The people whom the spare capacity of the others does not hold; all of them where there are no others."""
        if self.people is None or not self.place.services:
            return self.people
        return None if self.spare is None else max(0.0, self.people - self.spare)


@dataclass(frozen=True, slots=True)
class Endings:
    """The first endings in their order, and how many there are in all."""

    rows: tuple[Ending, ...]
    total: int


def endings(
    town: tuple[Cells, Cells], supplies: Mapping[str, Supply], limit: int, chosen: "NDArray[np.bool_] | None" = None
) -> Endings:
    """For each service, or each chosen, the places it reaches with what is left there without it.

    `town` are the cells looked at and all cells: over the latter the capacity and the spare capacity of a service are
    spread evenly. Places with nobody else come first, then most people uncovered, not known last, then by ids.
    """
    import numpy as np

    cells, whole = town
    sets = Sets(cells)
    groups = _Groups(sets, chosen)
    own = capacity_per_cell(cells.services, whole, supplies)
    spare = spare_per_cell(cells.services, whole, supplies)
    people = own[groups.service] * groups.cells
    room = groups.of_others(spare) * groups.cells
    others = groups.of_others(np.ones(len(spare))) > 0
    uncovered = np.round(np.where(others, np.maximum(people - room, 0), people), DECIMALS)
    keys = np.stack([groups.service, -np.nan_to_num(uncovered), np.isnan(uncovered), others])
    found = []
    for group in groups.first(keys, limit):
        left = (_known(people[group]), _known(room[group]))
        found += [Ending(int(groups.service[group]), place, *left) for place in groups.places(group)]
    found.sort(key=_order)
    return Endings(tuple(found[:limit]), int(groups.places_each.sum()))


class _Groups:
    """The cells of each service, grouped by need, area and set of services, as arrays with an element a group."""

    def __init__(self, sets: Sets, chosen: "NDArray[np.bool_] | None") -> None:
        import numpy as np

        self._sets, cells = sets, sets.cells
        entries = cells.matrix.tocoo()
        keep = np.ones(len(entries.row), dtype=bool) if chosen is None else chosen[entries.row]
        service, column = entries.row[keep].astype(np.int64), entries.col[keep].astype(np.int64)
        need, audience, area = np.unravel_index(column, cells.shape) if len(column) else (column, column, column)
        key = ((service * cells.shape[0] + need) * cells.shape[2] + area) * max(1, len(sets.members))
        _, first, back = np.unique(key + sets.of[column], return_index=True, return_inverse=True)
        order = np.argsort(back, kind="stable")
        self._columns = np.split(column[order], np.cumsum(np.bincount(back))[:-1]) if len(back) else []
        self.service, self._set = service[first], sets.of[column[first]]
        self.cells = np.bincount(back, weights=cells.audiences.sizes[audience], minlength=len(first))
        self.places_each = (cells.needs.sizes[need[first]] * cells.areas.sizes[area[first]]).astype(np.int64)

    def of_others(self, amounts: "NDArray[np.float64]") -> "NDArray[np.float64]":
        """For each group the sum of these amounts, one a service, over the other services there."""
        import numpy as np

        unknown = np.isnan(amounts)
        known = np.where(unknown, 0, amounts)
        sums = np.array([[known[some].sum(), unknown[some].sum()] for some in self._sets.members]).reshape(-1, 2)
        total, lacking = sums[self._set].T
        result = np.where(lacking > unknown[self.service], np.nan, np.round(total - known[self.service], DECIMALS))
        return np.asarray(result, dtype=np.float64)

    def first(self, keys: "NDArray[np.float64]", limit: int) -> list[int]:
        """The groups in which the first so many places are, in the order of these keys, the last key first."""
        import numpy as np

        order = np.lexsort(keys)
        enough = int(np.searchsorted(np.cumsum(self.places_each[order]), limit)) + 1
        if enough < len(order):
            last = keys[:, order[enough - 1]]
            rest = keys[:, order[enough:]]
            enough += int(np.all(rest == last[:, None], axis=0).sum())
        return [int(group) for group in order[:enough]]

    def places(self, group: int) -> Iterator[Place]:
        """The places of one group, with the others there."""
        some = self._sets.members[self._set[group]]
        others = tuple(int(i) for i in some if i != self.service[group])
        columns = self._columns[group]
        audiences = self._sets.audiences_of(columns)
        return (Place(need, area, audiences, others) for need, area in self._sets.expand(int(columns[0])))


def _order(ending: Ending) -> tuple[object, ...]:
    uncovered, place = ending.uncovered, ending.place
    most = (bool(place.services), uncovered is None, -round(uncovered or 0, DECIMALS))
    return (*most, ending.service, place.need, place.area, place.services)


def _known(number: float) -> float | None:
    return None if math.isnan(number) else float(number)
