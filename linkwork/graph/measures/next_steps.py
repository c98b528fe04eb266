"""The few changes that close most gaps: greedy maximal covering (Church and ReVelle 1974; docs/measures.md).

A change adds one need, one audience or one area to one live offer as it is now, and closes the gaps in the cells that
the offer reaches with it. The best is taken first, then the best of what is left, until none closes anything. That is
at least 1 - 1/e of what the best choice of as many changes would close (Nemhauser, Wolsey and Fisher 1978). Ties: by
the offer's id, then a need before an audience before an area, then by the order of the axis. An offer of which it is
not known what need it meets or where is left out: nobody knows what would be added to.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from linkwork.graph.measures.axes import Axis
from linkwork.graph.measures.demand import Weighed
from linkwork.graph.measures.footprint import Box, Cells

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

Kind = Literal["need", "audience", "area"]
KINDS: tuple[Kind, Kind, Kind] = ("need", "audience", "area")
#: Groups of offers whose gains are worked out at a time: as many rows, of as many numbers as there are areas.
BLOCK = 1000
#: Gains are compared to this many decimals: adding people in another order must not break a tie.
DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Step:
    """One offer with one thing added, and the gaps it closes: their weight and their number.

    `small`: the weight rests on a number of people that may not be told.
    """

    offer: str
    service: str
    kind: Kind
    adds: str
    gain: float
    cells: int
    small: bool = False


@dataclass(frozen=True, slots=True)
class NextSteps:
    """The steps, best first; the weight and the number of the gaps before the first of them.

    `ties` is how many other offers, with one thing added, would close as much as the first step; `small` says that
    the weight of the gaps rests on a number of people that may not be told.
    """

    steps: tuple[Step, ...]
    weight: float
    gaps: int
    ties: int = 0
    small: bool = False


def next_steps(weighed: Weighed, most: int, services: Collection[str] | None = None) -> NextSteps:
    """At most so many steps, with offers of these services only, if any are given."""
    gaps = _Gaps(weighed)
    weight, number, small = gaps.weight, gaps.number, gaps.small
    alike = _candidates(weighed.cells, services)
    steps: list[Step] = []
    ties = 0
    if alike:
        greedy = _Greedy([some[0] for some in alike], weighed.cells, gaps)
        ties = sum(len(some) for some, best in zip(alike, greedy.as_good(), strict=True) if best) - 1
        while len(steps) < most and (step := greedy.best()) is not None:
            steps.append(step)
    return NextSteps(tuple(steps), weight, number, ties if steps else 0, small)


def _candidates(cells: Cells, services: Collection[str] | None) -> list[list[Box]]:
    """The offers by their set of cells, each in order of id: the others of a set could never come before its first."""
    alike: dict[tuple[frozenset[str], ...], list[Box]] = {}
    for box in sorted(cells.boxes, key=lambda box: box.offer):
        if box.offer not in cells.unknown and (services is None or box.service in services):
            alike.setdefault((box.needs, box.audiences, box.areas), []).append(box)
    return list(alike.values())


class _Gaps:
    """The cells without a service, as needs by audiences by areas."""

    def __init__(self, weighed: Weighed) -> None:
        import numpy as np

        cells = weighed.cells
        weights, counts = weighed.spread()
        spread = np.ix_(*(axis.class_of for axis in cells.axes))
        self.open = (cells.reached == 0).reshape(cells.shape)[spread] & counts
        self.weights = weights * self.open
        self.hides = weighed.hides()

    @property
    def small(self) -> bool:
        return bool((self.open & self.hides).any())

    @property
    def weight(self) -> float:
        return float(self.weights.sum())

    @property
    def number(self) -> int:
        return int(self.open.sum())


class _Greedy:
    """What the best value of each axis for each offer would close, looked at again only where it could have changed.

    What a step would close can only become less as others are taken: where it was less than the best before, it need
    not be worked out anew (Minoux 1978). So no more is kept than a number for each group of offers, and a country fits
    in memory, where offers by areas do not.
    """

    def __init__(self, boxes: list[Box], cells: Cells, gaps: _Gaps) -> None:
        self.boxes, self.gaps, self.axes = boxes, gaps, cells.axes
        held = [_sets(axis) for axis in cells.axes]
        self.alike = [_Alike(k, boxes, cells.axes, held) for k in range(3)]

    def as_good(self) -> "NDArray[np.bool_]":
        """Which offers have a step that closes as much as the best step of all."""
        import numpy as np

        best = self._most()
        found: NDArray[np.bool_] = np.any([(one.most == best)[one.group] for one in self.alike], axis=0)
        return found

    def best(self) -> Step | None:
        """Takes the best step; None if no step closes anything."""
        import numpy as np

        most = self._most()
        if most <= 0:
            return None
        offers = [one.offer[one.most == most].min(initial=len(self.boxes)) for one in self.alike]
        k = int(np.argmin(offers))
        offer = int(offers[k])
        value = int(np.argmax(self.alike[k].gains(self.gaps.weights, self.alike[k].group[[offer]])[0]))
        closed, number, small = self._close(offer, k, value)
        box = self.boxes[offer]
        return Step(box.offer, box.service, KINDS[k], self.axes[k].ids[value], closed, number, small)

    def _most(self) -> float:
        """What the best step of all closes: all groups of which that could be said are looked at."""
        while True:
            most = max(float(one.most.max(initial=0)) for one in self.alike)
            if most <= 0 or not sum(one.look(self.gaps.weights, most) for one in self.alike):
                return most

    def _close(self, offer: int, k: int, value: int) -> tuple[float, int, bool]:
        """Closes the gaps of one step; their weight and number, and whether a small number of people is among them."""
        import numpy as np

        sides = [axis.held(own) for axis, own in zip(self.axes, _sides(self.boxes[offer]), strict=True)]
        sides[k] = np.arange(len(sides[k])) == value
        i, j = _others(k)
        reached = np.outer(sides[i], sides[j])
        weights, open_, hides = (
            np.moveaxis(part, k, 0)[value] for part in (self.gaps.weights, self.gaps.open, self.gaps.hides)
        )
        closed, number = float((weights * reached).sum()), int((open_ & reached).sum())
        small = bool((open_ & reached & hides).any())
        weights[reached], open_[reached] = 0.0, False
        for one in self.alike:
            one.changed(sides)
        return closed, number, small


class _Alike:
    """The offers that differ in nothing but axis k: adding a value of that axis closes the same for all of a group.

    `group` is the group of each offer, `offer` the first offer of each group; `held` gives, for each other axis, which
    of its values each group holds; `most` is what the best value of axis k would close, and no more than that where it
    is `stale`.
    """

    def __init__(self, k: int, boxes: list[Box], axes: Sequence[Axis], held: "Sequence[csr_array]") -> None:
        import numpy as np

        self.k = k
        sets = [axis.number for axis in axes]
        i, j = _others(k)
        keys = [(sets[i][sides[i]], sets[j][sides[j]]) for sides in map(_sides, boxes)]
        number = {key: n for n, key in enumerate(dict.fromkeys(keys))}
        self.group = np.array([number[key] for key in keys], np.int64)
        self.offer = np.unique(self.group, return_index=True)[1]
        own = np.array(list(number), np.int64).reshape(-1, 2)
        self.held = {i: held[i][own[:, 0]], j: held[j][own[:, 1]]}
        self.most = np.full(len(number), np.inf)
        self.stale = np.ones(len(number), dtype=bool)

    def look(self, weights: "NDArray[np.float64]", least: float) -> int:
        """Works out anew what is stale and could be this much; how many groups that was."""
        import numpy as np

        groups = np.flatnonzero(self.stale & (self.most >= least))
        for start in range(0, len(groups), BLOCK):
            some = groups[start : start + BLOCK]
            self.most[some] = self.gains(weights, some).max(axis=1, initial=0)
        self.stale[groups] = False
        return len(groups)

    def gains(self, weights: "NDArray[np.float64]", groups: "NDArray[np.int64]") -> "NDArray[np.float64]":
        """These groups by values of axis k: the weight of the gaps in the cells of each group with that value."""
        import numpy as np

        i, j = _others(self.k)
        one, two = self.held[i][groups], self.held[j][groups]
        found = np.zeros((len(groups), weights.shape[self.k]))
        # The first of the others is never the areas, of which there are most: a product for each of its few values.
        for value, open_ in enumerate(np.moveaxis(weights, (i, self.k), (0, 1))):
            if open_.any():
                rows = one[:, [value]].nonzero()[0]
                found[rows] += two[rows] @ open_.T
        gains: NDArray[np.float64] = np.round(found, DECIMALS)
        return gains

    def changed(self, sides: "Sequence[NDArray[np.bool_]]") -> None:
        """These needs, audiences and areas have no gaps between them any more: what holds some of each is stale."""
        i, j = _others(self.k)
        self.stale |= (self.held[i] @ sides[i] > 0) & (self.held[j] @ sides[j] > 0)


def _others(k: int) -> tuple[int, int]:
    i, j = (axis for axis in range(3) if axis != k)
    return i, j


def _sides(box: Box) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    return box.needs, box.audiences, box.areas


def _sets(axis: Axis) -> "csr_array":
    """The sets that offers hold of this axis, by their numbers, and which of its ids are in each (0 or 1)."""
    import numpy as np
    from scipy.sparse import csr_array

    lengths = [len(own) for own in axis.number]
    columns = [axis.place[id_] for own in axis.number for id_ in own]
    ends = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
    return csr_array((np.ones(len(columns)), columns, ends), shape=(len(lengths), len(axis.ids)))
