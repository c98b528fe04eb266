"""Places for boxes in columns and for the lines between them: an order with few crossings, then heights.

The way is Sugiyama, Tagawa and Toda's (1981): a line that passes a column has a place of its own in it, columns are put
in order by the mean of their neighbours, sweep by sweep, and heights follow the neighbours as far as the order allows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

SWEEPS = 24
#: How high a box is with the room about it, and how much room a passing line has.
BOX, LINE, LEAST_LINE = 36.0, 5.0, 2.4

#: A box by its id, or the place of a passing line: the number of the link and the column.
Knot = str | tuple[int, int]


@dataclass(frozen=True, slots=True)
class Layers:
    """The middle of every box and of every passing line, downwards from 0, and how high everything is.

    `passing` has, for each link, the heights in the columns between its ends, in the order of its way.
    """

    middles: Mapping[str, float]
    passing: tuple[tuple[float, ...], ...]
    high: float


def layers(columns: Sequence[Sequence[str]], links: Sequence[tuple[str, str]], room: float) -> Layers:
    """Places for boxes in columns and for links between them; the same for the same input whatever the machine.

    Lines lie as close as need be for everything to fit the room, down to a least distance.
    """
    column = {id_: n for n, ids in enumerate(columns) for id_ in ids}
    chains = [_chain(number, link, column) for number, link in enumerate(links)]
    filled: list[list[Knot]] = [list(ids) for ids in columns]
    beside: dict[Knot, list[Knot]] = {}
    for chain in chains:
        for knot in chain[1:-1]:
            if isinstance(knot, tuple):
                filled[knot[1]].append(knot)
        for a, b in pairwise(chain):
            beside.setdefault(a, []).append(b)
            beside.setdefault(b, []).append(a)
    where: dict[Knot, int] = {knot: n for n, knots in enumerate(filled) for knot in knots}
    ordered = _ordered(filled, beside, where)
    places, high = _heights(ordered, beside, _between(ordered, room))
    return Layers(
        {id_: places[id_] for id_ in column},
        tuple(tuple(places[knot] for knot in chain[1:-1]) for chain in chains),
        high,
    )


def _chain(number: int, link: tuple[str, str], column: Mapping[str, int]) -> list[Knot]:
    """The link's ends with a place in each column between them."""
    start, end = column[link[0]], column[link[1]]
    step = 1 if end > start else -1
    between: list[Knot] = [(number, n) for n in range(start + step, end, step)] if start != end else []
    return [link[0], *between, link[1]]


def _ordered(
    filled: Sequence[Sequence[Knot]], beside: Mapping[Knot, Sequence[Knot]], where: Mapping[Knot, int]
) -> list[list[Knot]]:
    """The order, of those the sweeps come by, whose lines are steepest least."""
    order = [list(knots) for knots in filled]
    best, least = [list(knots) for knots in order], float("inf")
    for sweep in range(SWEEPS):
        place = _shares(order)
        forth = sweep % 2 == 0
        numbers = range(len(order)) if forth else range(len(order) - 1, -1, -1)
        for number in numbers:
            side = number - 1 if forth else number + 1
            wanted: dict[Knot, float] = {}
            for knot in order[number]:
                near = [place[other] for other in beside.get(knot, ()) if where[other] in {side, number}]
                wanted[knot] = sum(near) / len(near) if near else place[knot]
            order[number].sort(key=wanted.__getitem__)
            place |= _shares([order[number]])
        cost = sum(abs(place[a] - place[b]) for a, others in sorted(beside.items(), key=str) for b in others)
        if cost < least - 1e-9:
            best, least = [list(knots) for knots in order], cost
    return best


def _shares(order: Sequence[Sequence[Knot]]) -> dict[Knot, float]:
    """How far down its column everything is, 0 to 1."""
    return {knot: (n + 0.5) / len(knots) for knots in order for n, knot in enumerate(knots)}


def _between(order: Sequence[Sequence[Knot]], room: float) -> float:
    """How much of the height a passing line takes."""
    least = LINE
    for knots in order:
        boxes = sum(1 for knot in knots if isinstance(knot, str))
        if len(knots) > boxes:
            least = min(least, (room - boxes * BOX) / (len(knots) - boxes))
    return max(least, LEAST_LINE)


def _heights(
    order: Sequence[Sequence[Knot]], beside: Mapping[Knot, Sequence[Knot]], line: float
) -> tuple[dict[Knot, float], float]:
    """The middle of everything: near its neighbours, in order, and nothing over another."""
    sizes = {knot: BOX if isinstance(knot, str) else line for knots in order for knot in knots}
    high = max((sum(sizes[knot] for knot in knots) for knots in order), default=0.0)
    places: dict[Knot, float] = {}
    for knots in order:
        spare = (high - sum(sizes[knot] for knot in knots)) / max(len(knots), 1)
        top = 0.0
        for knot in knots:
            places[knot] = top + (sizes[knot] + spare) / 2
            top += sizes[knot] + spare
    for sweep in range(SWEEPS):
        for knots in order if sweep % 2 == 0 else order[::-1]:
            wanted = [_mean([places[other] for other in beside.get(knot, ())], places[knot]) for knot in knots]
            places |= dict(zip(knots, _apart(wanted, [sizes[knot] for knot in knots], high), strict=True))
    return places, high


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _apart(wanted: Sequence[float], sizes: Sequence[float], high: float) -> list[float]:
    """The middles nearest to those wanted that keep the order, the sizes and the bounds.

    Least squares by pooling neighbours that would overlap (pool adjacent violators).
    """
    offset, offsets = 0.0, []
    for size in sizes:
        offsets.append(offset + size / 2)
        offset += size
    pools: list[tuple[float, int]] = []
    for want, start in zip(wanted, offsets, strict=True):
        pools.append((want - start, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (a, m), (b, n) = pools[-2:]
            pools[-2:] = [((a * m + b * n) / (m + n), m + n)]
    most = max(high - offset, 0.0)
    shifts = [min(max(shift, 0.0), most) for shift, number in pools for _ in range(number)]
    return [shift + start for shift, start in zip(shifts, offsets, strict=True)]
