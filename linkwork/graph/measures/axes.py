"""The three sides of cells, and the matrix of services by cells, as arrays over all offers at once."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

#: Cells of offers that are spelt out at a time: some numbers of eight bytes for each.
SPELT = 2**20


@dataclass(frozen=True)
class Axis:
    """One side of the cells: its ids in order, and for each the class of ids that the same offers always hold together.

    Classes keep the matrix small: a town where every offer is for everyone has one class of audiences. They are
    numbered in the order of their first ids. `number` gives each set of ids that some offer holds its place in `ends`,
    between two of which its classes stand in `members`, in order.
    """

    ids: tuple[str, ...]
    class_of: "NDArray[np.int64]"
    sizes: "NDArray[np.float64]"
    number: Mapping[frozenset[str], int]
    ends: "NDArray[np.int64]"
    members: "NDArray[np.int64]"

    def of_class(self, number: int) -> list[str]:
        """The ids in one class."""
        return [id_ for id_, own in zip(self.ids, self.class_of, strict=True) if own == number]

    def classes(self, members: frozenset[str]) -> "NDArray[np.int64]":
        """The classes of ids that a set some offer holds is made of, in order."""
        number = self.number[members]
        return self.members[self.ends[number] : self.ends[number + 1]]

    @cached_property
    def place(self) -> dict[str, int]:
        """Where each id stands."""
        return {id_: i for i, id_ in enumerate(self.ids)}

    def held(self, members: frozenset[str]) -> "NDArray[np.bool_]":
        """Which of the ids these are."""
        import numpy as np

        return np.array([id_ in members for id_ in self.ids], dtype=bool)


def axis(ids: Sequence[str], sets: Iterable[frozenset[str]]) -> Axis:
    """The side with these ids, where offers hold these sets of them."""
    import numpy as np

    place = {id_: i for i, id_ in enumerate(ids)}
    number = {members: n for n, members in enumerate(dict.fromkeys(sets))}
    lengths = np.array([len(members) for members in number], np.int64)
    held_by = np.repeat(np.arange(len(number)), lengths)
    position = np.fromiter(map(place.__getitem__, chain.from_iterable(number)), np.int64, len(held_by))
    class_of = _class_of(position, held_by, len(ids))
    sizes = np.bincount(class_of)
    # Each class once in each set, however many of its ids stand there.
    set_, members = np.divmod(_once(held_by * len(sizes) + class_of[position]), max(1, len(sizes)))
    ends = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.bincount(set_, minlength=len(number)))])
    return Axis(tuple(ids), class_of, sizes.astype(np.float64), number, ends, members)


def _class_of(position: "NDArray[np.int64]", held_by: "NDArray[np.int64]", ids: int) -> "NDArray[np.int64]":
    """The class of each id: ids are of one class where the same sets hold them, compared byte by byte."""
    import numpy as np

    raw = held_by[np.argsort(position, kind="stable")].tobytes()
    ends = np.cumsum(np.bincount(position, minlength=ids)) * held_by.itemsize
    number: dict[bytes, int] = {}
    own = (raw[start:end] for start, end in pairwise([0, *ends.tolist()]))
    return np.array([number.setdefault(sets, len(number)) for sets in own], np.int64)


def _once(numbers: "NDArray[np.int64]") -> "NDArray[np.int64]":
    """Each of these numbers once, in order. numpy.unique looks each up in a table, which takes many times as long."""
    import numpy as np

    ordered = np.sort(numbers)
    return ordered[np.diff(ordered, prepend=-1) > 0]


def matrix(
    services: Sequence[str], owners: Iterable[str], held: Sequence[Sequence[frozenset[str]]], axes: Sequence[Axis]
) -> "csr_array":
    """Services by classes of cells (0 or 1), from whose each offer is and, for each axis, the set that each holds."""
    import numpy as np
    from scipy.sparse import csr_array

    place = {service: i for i, service in enumerate(services)}
    owner = np.array([place[service] for service in owners], np.int64)
    order = np.argsort(owner, kind="stable")
    owner = owner[order]
    sides = [np.array([one.number[own] for own in sets], np.int64)[order] for one, sets in zip(axes, held, strict=True)]
    shape = (len(services), math.prod(len(one.sizes) for one in axes))
    index, lengths = [np.zeros(0, np.int64)], np.zeros(len(services), np.int64)
    for start, end in _parts(owner, axes, sides):
        offer, column = _spelt(axes, [side[start:end] for side in sides])
        # Several offers of a service may hold the same.
        service, column = np.divmod(_once(owner[start:end][offer] * shape[1] + column), max(1, shape[1]))
        index.append(column)
        lengths += np.bincount(service, minlength=len(services))
    columns = np.concatenate(index).astype(np.int32 if shape[1] < 2**31 else np.int64)
    return csr_array((np.ones(len(columns), np.int8), columns, np.concatenate([[0], np.cumsum(lengths)])), shape=shape)


def _parts(
    owner: "NDArray[np.int64]", axes: Sequence[Axis], sides: "Sequence[NDArray[np.int64]]"
) -> Iterator[tuple[int, int]]:
    """Where the offers of some services begin and end: all at once, spelt out, would be many times the matrix."""
    import numpy as np

    first = np.flatnonzero(np.diff(owner, prepend=-1))
    before = np.concatenate([[0], np.cumsum(_numbers(axes, sides).prod(axis=0))])[first]
    starts = first[np.flatnonzero(np.diff(before // SPELT, prepend=-1))]
    return pairwise([*starts.tolist(), len(owner)])


def _numbers(axes: Sequence[Axis], sides: "Sequence[NDArray[np.int64]]") -> "NDArray[np.int64]":
    """How many classes of each axis each offer holds."""
    import numpy as np

    return np.stack([np.diff(one.ends)[side] for one, side in zip(axes, sides, strict=True)])


def _spelt(axes: Sequence[Axis], sides: "Sequence[NDArray[np.int64]]") -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
    """For every cell of every offer the place of the offer and the column of the cell."""
    import numpy as np

    numbers = _numbers(axes, sides)
    times = numbers.prod(axis=0)
    offer = np.repeat(np.arange(len(times)), times)
    # Which of the cells of its offer each is, counted with the last axis going round fastest.
    which = np.arange(len(offer)) - np.repeat(np.cumsum(times) - times, times)
    column, wide = np.zeros(len(offer), np.int64), 1
    for one, side, number in reversed([*zip(axes, sides, numbers, strict=True)]):
        which, at = np.divmod(which, number[offer])
        column += one.members[one.ends[side][offer] + at] * wide
        wide *= len(one.sizes)
    return offer, column
