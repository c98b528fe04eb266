"""What rests on whom: cells that others reach too, cells that hang on one provider, what stays if a service ends."""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from linkwork.graph.measures.axes import Axis
from linkwork.graph.measures.crowding import Supply, capacity_per_cell, spare_per_cell
from linkwork.graph.measures.footprint import Cells

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

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
    """How much of what each service does others do too: the model calls it also covered by."""
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
    weight = np.zeros(there.shape[1])
    for row, service in enumerate(services):
        others, number = _row(numbers, row)
        heavy, weighs = _row(weights, row)
        weight[heavy] = weighs
        order = others[np.lexsort((others, -number, -weight[others]))]
        weight[heavy] = 0
        found.append(order[order != service].tolist())
    return found


def _row(matrix: "csr_array", row: int) -> "tuple[NDArray[np.int64], NDArray[np.float64]]":
    """The columns of one row that hold something, and what they hold."""
    part = slice(matrix.indptr[row], matrix.indptr[row + 1])
    some = matrix.data[part] != 0
    return matrix.indices[part][some], matrix.data[part][some]


@dataclass(frozen=True, slots=True)
class Place:
    """One need in one area, with the audiences for whom the same services (by position) reach it."""

    need: str
    area: str
    audiences: tuple[str, ...]
    services: tuple[int, ...]


class Sets:
    """The classes of cells by the set of services that reach them.

    `of` is the number of each class's set, `matrix` sets by services (0 or 1); the empty set is one too, if some cell
    has no service.
    """

    def __init__(self, cells: Cells) -> None:
        """Every class of cells gets the number of its set."""
        import numpy as np
        from scipy.sparse import csr_array

        self.cells = cells
        columns = cells.matrix.tocsc()
        columns.sort_indices()
        # What stands in a column, byte by byte, is told apart far faster than as an array.
        raw, width = columns.indices.tobytes(), columns.indices.itemsize
        some = [raw[start * width : end * width] for start, end in pairwise(columns.indptr.tolist())]
        number = {members: i for i, members in enumerate(dict.fromkeys(some))}
        self.of = np.array([number[members] for members in some], dtype=np.int64)
        members = np.frombuffer(b"".join(number), columns.indices.dtype)
        ends = np.cumsum([0, *(len(one) // width for one in number)])
        self.matrix = csr_array((np.ones(len(members)), members, ends), shape=(len(number), len(cells.services)))
        self._named: dict[bytes, tuple[str, ...]] = {}

    def services(self, number: int) -> tuple[int, ...]:
        """The services (by position) of one set, in order."""
        start, end = self.matrix.indptr[number : number + 2]
        return tuple(self.matrix.indices[start:end].tolist())

    @cached_property
    def _ids(self) -> tuple[list[list[str]], list[list[str]], list[list[str]]]:
        """The ids of every class of needs, of audiences and of areas."""
        needs, audiences, areas = (
            [axis.of_class(number) for number in range(len(axis.sizes))] for axis in self.cells.axes
        )
        return needs, audiences, areas

    def audiences_of(self, columns: "NDArray[np.int64]") -> tuple[str, ...]:
        """The audiences of these columns, in the order of the axis."""
        _, classes, areas = self.cells.shape
        held = columns // areas % classes
        key = held.tobytes()
        if key not in self._named:
            place = self.cells.audiences.place
            ids = (id_ for number in set(held.tolist()) for id_ in self._ids[1][number])
            self._named[key] = tuple(sorted(ids, key=place.__getitem__))
        return self._named[key]

    def expand(self, column: int) -> list[tuple[str, str]]:
        """The needs and areas of the class of cells in a column."""
        _, audiences, width = self.cells.shape
        need, area = column // width // audiences, column % width
        return [(one, other) for one in self._ids[0][need] for other in self._ids[2][area]]

    def spread(self, columns: "NDArray[np.int64]") -> "Spread":
        """The needs and areas of these columns, those that differ in their audience alone together where they can be.

        They can where the set of services is the same.
        """
        import numpy as np

        if not len(columns):
            return Spread(self, columns, np.zeros(1, np.int64), *(np.zeros(0, np.int64) for _ in range(3)))
        need, _, area = np.unravel_index(columns, self.cells.shape)
        order = np.lexsort((columns, self.of[columns], area, need))
        keys = np.stack([need, area, self.of[columns]])[:, order]
        breaks = np.flatnonzero(np.any(np.diff(keys, axis=1) != 0, axis=0)) + 1
        ends = np.concatenate([[0], breaks, [len(columns)]])
        classes = zip(self.cells.axes[::2], keys[:2, ends[:-1]], strict=True)
        (needs, first_need), (areas, first_area) = (_ids_of(axis, numbers) for axis, numbers in classes)
        group = np.repeat(np.arange(len(breaks) + 1), needs * areas)
        which = np.arange(len(group)) - np.repeat(np.cumsum(needs * areas) - needs * areas, needs * areas)
        one, other = (np.argsort(axis.class_of, kind="stable") for axis in self.cells.axes[::2])
        at_need, at_area = np.divmod(which, areas[group])
        return Spread(
            self, columns[order], ends, group, one[first_need[group] + at_need], other[first_area[group] + at_area]
        )

    def places(self, columns: "NDArray[np.int64]") -> list[Place]:
        """The needs and areas of these columns, merged over audiences, each with its services, in order of ids."""
        return sorted(self.spread(columns).places(), key=lambda place: (place.need, place.area, place.services))


def _ids_of(axis: Axis, classes: "NDArray[np.int64]") -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
    """How many ids each of these classes has, and where they begin if the ids stand class by class."""
    import numpy as np

    numbers = axis.sizes.astype(np.int64)
    return numbers[classes], (np.cumsum(numbers) - numbers)[classes]


@dataclass(frozen=True)
class Spread:
    """Places as arrays, an element a place: the need and the area by their places on the axes, and its group.

    A group is some of the columns, between two of the ends, which have the same set of services.
    """

    sets: Sets
    columns: "NDArray[np.int64]"
    ends: "NDArray[np.int64]"
    group: "NDArray[np.int64]"
    need: "NDArray[np.int64]"
    area: "NDArray[np.int64]"

    @property
    def column(self) -> "NDArray[np.int64]":
        """One of the columns of each place: the first of its group."""
        return self.columns[self.ends[self.group]]

    def only(self, these: "NDArray[np.bool_ | np.int64]") -> "Spread":
        """The places that are marked, or those at these positions."""
        return replace(self, group=self.group[these], need=self.need[these], area=self.area[these])

    def first(self, keys: "Sequence[NDArray[np.int64]]", limit: int) -> "Spread":
        """The first so many in the order of these keys, the last key first, and those that are alike in them."""
        import numpy as np

        order = np.lexsort(keys)
        last = order[limit - 1 : limit]
        alike = np.all([key[order[limit:]] == key[last] for key in keys], axis=0) if len(last) else np.zeros(0, bool)
        return self.only(np.concatenate([order[:limit], order[limit:][alike]]))

    def places(self) -> list[Place]:
        """The places with their ids, their audiences and their services."""
        cells = self.sets.cells
        found = []
        for group, need, area in zip(self.group.tolist(), self.need.tolist(), self.area.tolist(), strict=True):
            columns = self.columns[self.ends[group] : self.ends[group + 1]]
            audiences, services = self.sets.audiences_of(columns), self.sets.services(self.sets.of[columns[0]])
            found.append(Place(cells.needs.ids[need], cells.areas.ids[area], audiences, services))
        return found


def single_provider(cells: Cells, supplies: Mapping[str, Supply]) -> list[Place]:
    """The cells in which every service there has the same one provider, merged over audiences, in order of ids."""
    import numpy as np

    return Sets(cells).places(np.flatnonzero(by_one_provider(cells, supplies)))


def by_one_provider(cells: Cells, supplies: Mapping[str, Supply]) -> "NDArray[np.bool_]":
    """Which columns of the matrix have some service, and every service there the same one provider."""
    import numpy as np

    return np.equal(behind(cells, {id_: supplies[id_].providers for id_ in cells.services}), 1)


def behind(cells: Cells, own: Mapping[str, Collection[str]]) -> "NDArray[np.int64]":
    """For each column of the matrix how many there are behind its services, where `own` gives who is behind each."""
    import numpy as np
    from scipy.sparse import csr_array

    pairs = [(id_, i) for i, service in enumerate(cells.services) for id_ in set(own.get(service, ()))]
    place = {id_: n for n, id_ in enumerate(sorted({id_ for id_, _ in pairs}))}
    ends = np.array([(place[id_], i) for id_, i in pairs], dtype=np.int64).reshape(-1, 2)
    shape = (len(place), len(cells.services))
    theirs = csr_array((np.ones(len(ends), np.int64), (ends[:, 0], ends[:, 1])), shape=shape)
    return np.asarray(np.diff((theirs @ cells.matrix).tocsc().indptr), dtype=np.int64)


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
        key = ((service * cells.shape[0] + need) * cells.shape[2] + area) * max(1, sets.matrix.shape[0])
        _, first, back = np.unique(key + sets.of[column], return_index=True, return_inverse=True)
        order = np.argsort(back, kind="stable")
        self._columns, self._ends = column[order], np.cumsum(np.bincount(back))
        self.service, self._set = service[first], sets.of[column[first]]
        self.cells = np.bincount(back, weights=cells.audiences.sizes[audience], minlength=len(first))
        self.places_each = (cells.needs.sizes[need[first]] * cells.areas.sizes[area[first]]).astype(np.int64)

    def of_others(self, amounts: "NDArray[np.float64]") -> "NDArray[np.float64]":
        """For each group the sum of these amounts, one a service, over the other services there."""
        import numpy as np

        unknown = np.isnan(amounts)
        known = np.where(unknown, 0, amounts)
        total, lacking = ((self._sets.matrix @ values)[self._set] for values in (known, unknown.astype(np.float64)))
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
        others = tuple(i for i in self._sets.services(self._set[group]) if i != self.service[group])
        columns = self._columns[self._ends[group - 1] if group else 0 : self._ends[group]]
        audiences = self._sets.audiences_of(columns)
        return (Place(need, area, audiences, others) for need, area in self._sets.expand(int(columns[0])))


def _order(ending: Ending) -> tuple[object, ...]:
    uncovered, place = ending.uncovered, ending.place
    most = (bool(place.services), uncovered is None, -round(uncovered or 0, DECIMALS))
    return (*most, ending.service, place.need, place.area, place.services)


def _known(number: float) -> float | None:
    return None if math.isnan(number) else float(number)
