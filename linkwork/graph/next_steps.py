"""The few changes that close most gaps: greedy maximal covering (Church and ReVelle 1974; MODEL.md section 4).

A change adds one need, one audience or one area to one live offer as it is now, and closes the gaps in the cells that
the offer reaches with it. The best is taken first, then the best of what is left, until none closes anything. That is
at least 1 - 1/e of what the best choice of as many changes would close (Nemhauser, Wolsey and Fisher 1978). Ties: by
the offer's id, then a need before an audience before an area, then by the order of the axis. An offer of which it is
not known what need it meets or where is left out: nobody knows what would be added to.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from linkwork.graph.demand import Weighed
from linkwork.graph.footprint import Box, Cells

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Kind = Literal["need", "audience", "area"]
KINDS: tuple[Kind, Kind, Kind] = ("need", "audience", "area")
#: Offers compared at a time, so that the product of two of their sides fits in memory.
BLOCK = 500
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
    """What adding each value of each axis to each offer would close, kept true as steps are taken."""

    def __init__(self, boxes: list[Box], cells: Cells, gaps: _Gaps) -> None:
        import numpy as np

        self.boxes, self.gaps, self.axes = boxes, gaps, cells.axes
        sides = [[getattr(box, side) for box in boxes] for side in ("needs", "audiences", "areas")]
        self.held = [
            np.array([axis.held(some) for some in side], dtype=np.float64).reshape(len(boxes), len(axis.ids))
            for axis, side in zip(cells.axes, sides, strict=True)
        ]
        self.gains = [self._first(k) for k in range(3)]

    def _first(self, k: int) -> "NDArray[np.float64]":
        """Offers by values of axis k: the weight of the gaps in the cells of each offer with that value."""
        import numpy as np

        one, two = (self.held[i] for i in range(3) if i != k)
        open_ = np.moveaxis(self.gaps.weights, k, 0)
        flat = open_.reshape(len(open_), -1).T
        parts = [
            (one[start : start + BLOCK, :, None] * two[start : start + BLOCK, None, :]).reshape(-1, len(flat)) @ flat
            for start in range(0, len(one), BLOCK)
        ]
        return np.concatenate(parts)

    def as_good(self) -> "NDArray[np.bool_]":
        """Which offers have a step that closes as much as the best step of all."""
        import numpy as np

        gains = np.round(np.concatenate(self.gains, axis=1), DECIMALS).max(axis=1, initial=0)
        best: NDArray[np.bool_] = gains == gains.max()
        return best

    def best(self) -> Step | None:
        """Takes the best step; None if no step closes anything."""
        import numpy as np

        gains = np.round(np.concatenate(self.gains, axis=1), DECIMALS)
        if not gains.size or gains.max() <= 0:
            return None
        offer, column = np.unravel_index(np.argmax(gains), gains.shape)
        ends = np.cumsum([gain.shape[1] for gain in self.gains])
        k = int(np.searchsorted(ends, column, side="right"))
        value = int(column - (ends[k - 1] if k else 0))
        closed, number, small = self._close(int(offer), k, value)
        box = self.boxes[offer]
        return Step(box.offer, box.service, KINDS[k], self.axes[k].ids[value], closed, number, small)

    def _close(self, offer: int, k: int, value: int) -> tuple[float, int, bool]:
        """Closes the gaps of one step and takes them off what every other would close; their weight and number.

        The last says whether a small number of people is among them.
        """
        import numpy as np

        i, j = (axis for axis in range(3) if axis != k)
        reached = np.outer(self.held[i][offer], self.held[j][offer]) > 0
        weights, open_ = (np.moveaxis(part, k, 0)[value] for part in (self.gaps.weights, self.gaps.open))
        closed, number = weights * reached, int((open_ & reached).sum())
        small = bool((open_ & reached & np.moveaxis(self.gaps.hides, k, 0)[value]).any())
        self.gains[k][:, value] -= ((self.held[i] @ closed) * self.held[j]).sum(axis=1)
        own = self.held[k][:, [value]]
        self.gains[i] -= own * (self.held[j] @ closed.T)
        self.gains[j] -= own * (self.held[i] @ closed)
        weights[reached], open_[reached] = 0.0, False
        return float(closed.sum()), number, small
