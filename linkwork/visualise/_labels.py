"""Which names fit beside their marks without covering a name, a mark or, where it can be helped, a line."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from linkwork.visualise._text import width, wrapped

#: Left, top, right, bottom.
Box = tuple[float, float, float, float]
Point = tuple[float, float]
Square = tuple[int, int]
#: So many of the first wishes may stand further off, at the end of a thin line, or cover marks that are not theirs.
FIRST = 20
#: Points along lines are counted in squares of this side.
GRAIN = 8.0


@dataclass
class Ground:
    """Paper on which boxes are taken; knows quickly whether a box is still free. Coordinates are those of the paper."""

    bounds: Box
    cell: float = 40.0
    _taken: dict[Square, list[Box]] = field(default_factory=dict)

    def take(self, box: Box) -> None:
        """Nothing may cover this box from now on."""
        for key in self._cells(box):
            self._taken.setdefault(key, []).append(box)

    def free(self, box: Box) -> bool:
        """Whether the box is within the bounds and covers nothing that is taken."""
        left, top, right, bottom = self.bounds
        if box[0] < left or box[1] < top or box[2] > right or box[3] > bottom:
            return False
        return not any(_cover(box, other) for key in self._cells(box) for other in self._taken.get(key, ()))

    def _cells(self, box: Box) -> Iterator[Square]:
        for column in range(int(box[0] // self.cell), int(box[2] // self.cell) + 1):
            for row in range(int(box[1] // self.cell), int(box[3] // self.cell) + 1):
                yield column, row


def _cover(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@dataclass(frozen=True, slots=True)
class Label:
    """A name in its place: `x` is where its lines start, end or have their middle, as `anchor` says (as SVG does).

    `leader` is the line from its mark, where it stands too far off to be told without one.
    """

    number: int
    lines: tuple[str, ...]
    x: float
    top: float
    anchor: str
    leader: tuple[Point, Point] | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """Something that would like its name shown: its number, its name, where its middle is and how far it reaches."""

    number: int
    name: str
    x: float
    y: float
    radius: float


_Try = tuple[Label, Box]


@dataclass(frozen=True, slots=True)
class Paper:
    """What names have to fit in with: the bounds, every mark (the best connected first) and every line, end to end."""

    bounds: Box
    marks: Sequence[Box]
    routes: Sequence[tuple[Point, Point]]


def placed(wishes: Sequence[Named], paper: Paper, size: float, most: int) -> list[Label]:
    """The labels that fit on the paper, at most so many, the first wishes first. No label covers another.

    Nor does it cover a mark, except that one of the first few may cover marks of lesser ones when there is no other
    place. Of the places that are free, the one that crosses fewest lines is taken.
    """
    names, marks, chief = Ground(paper.bounds), Ground(paper.bounds), Ground(paper.bounds)
    for rank, box in enumerate(paper.marks):
        marks.take(box)
        if rank < FIRST:
            chief.take(box)
    busy = _busy(paper.routes)
    labels: list[Label] = []
    for rank, wish in enumerate(wishes):
        if len(labels) == most:
            break
        grounds = [(names, marks)] if rank >= FIRST else [(names, marks), (names, chief)]
        if found := _best(list(_tries(wish, size, rank < FIRST)), grounds, busy):
            names.take(found[1])
            labels.append(found[0])
    return labels


def _best(tries: Sequence[_Try], grounds: Sequence[tuple[Ground, Ground]], busy: Counter[Square]) -> _Try | None:
    for pair in grounds:
        free = [one for one in tries if all(ground.free(one[1]) for ground in pair)]
        if free:
            return min(free, key=lambda one: (one[0].leader is not None, _crossed(one[1], busy)))
    return None


def _busy(routes: Iterable[tuple[Point, Point]]) -> Counter[Square]:
    """How many points of lines lie in each small square."""
    busy: Counter[Square] = Counter()
    for (ax, ay), (bx, by) in routes:
        steps = max(1, round(math.hypot(bx - ax, by - ay) / GRAIN))
        for n in range(steps + 1):
            busy[int((ax + (bx - ax) * n / steps) // GRAIN), int((ay + (by - ay) * n / steps) // GRAIN)] += 1
    return busy


def _crossed(box: Box, busy: Counter[Square]) -> int:
    columns = range(int(box[0] // GRAIN), int(box[2] // GRAIN) + 1)
    rows = range(int(box[1] // GRAIN), int(box[3] // GRAIN) + 1)
    return sum(busy.get((column, row), 0) for column in columns for row in rows)


def _tries(wish: Named, size: float, far: bool) -> Iterator[_Try]:
    """The places for a name: right, left, below, above, the corners; then, for the first wishes, further off."""
    lines = tuple(wrapped(wish.name, size, size * 14, 2))
    paper = (max(width(text, size) for text in lines), size * 1.15 * len(lines))
    off = wish.radius + 4
    slant = off * 0.75
    beside = ((off, 0.0), (-off, 0.0), (0.0, off), (0.0, -off))
    corners = ((slant, slant), (slant, -slant), (-slant, slant), (-slant, -slant))
    for dx, dy in (*beside, *corners):
        yield _try(wish, lines, paper, (dx, dy))
    if far:
        for more in (16.0, 32.0, 52.0):
            for eighth in range(16):
                angle = eighth * math.tau / 16
                yield _try(wish, lines, paper, ((off + more) * math.cos(angle), (off + more) * math.sin(angle)), True)


def _try(wish: Named, lines: tuple[str, ...], paper: Point, step: Point, far: bool = False) -> _Try:
    wide, high = paper
    dx, dy = step
    slope = abs(dy) / max(math.hypot(dx, dy), 1e-6)
    anchor = "middle" if slope > 0.95 else "start" if dx > 0 else "end"
    x = wish.x + dx
    top = wish.y + dy - (high / 2 if slope < 0.3 else high if dy < 0 else 0)
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
    rim = wish.radius / max(math.hypot(dx, dy), 1e-6)
    leader = ((wish.x + dx * rim, wish.y + dy * rim), (x, wish.y + dy)) if far else None
    return Label(wish.number, lines, x, top, anchor, leader), (left - 2, top, left + wide + 2, top + high)
