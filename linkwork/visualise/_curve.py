"""A curve that rises step by step: how much so many things come to together."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from linkwork.visualise._axis import Scale, ticks
from linkwork.visualise._scene import SMALL, TEXT, Group, Item, Outline, Words, disc, rule
from linkwork.visualise._sheet import Piece
from linkwork.visualise._style import FAINT_INK, INK, PAPER
from linkwork.visualise._text import width, wrapped
from linkwork.visualise._words import in_per_cent

LINE = "#0b4377"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name at the foot, how high the curve is after it, None where it is not told, and all in words."""

    name: str
    value: float | None
    title: str


@dataclass(frozen=True, slots=True)
class Curve:
    """Steps in their order, what they are, what is counted from nought up, and the end of the scale if it has one."""

    steps: Sequence[Step]
    across: str
    up: str
    most: float | None = 1.0
    said: Callable[[float], str] = in_per_cent


def curve_piece(curve: Curve, corner: tuple[float, float], size: tuple[float, float]) -> Piece:
    """The curve in a box of that size from that corner; it is dashed over a step of which the height is not told."""
    left, top = corner
    known = [step.value for step in curve.steps if step.value is not None]
    marks = ticks(max(known, default=1.0)) if curve.most is None else ticks(curve.most)
    start = left + max(width(curve.said(mark), SMALL) for mark in marks) + 10
    floor = top + size[1] - 44
    scale = Scale(floor, top + 30, marks)
    step = (left + size[0] - start - 16) / max(1, len(curve.steps))
    items: list[Item] = [Words(curve.up, left, top + 12, SMALL, colour=FAINT_INK)]
    for mark in marks:
        y = scale.at(mark)
        items.append(rule((start, y), (left + size[0], y), width=0.8))
        items.append(Words(curve.said(mark), start - 6, y + SMALL * 0.36, SMALL, "end", colour=FAINT_INK))
    points = [(start, scale.at(0.0))]
    points += [
        (start + step * (n + 1), scale.at(one.value)) for n, one in enumerate(curve.steps) if one.value is not None
    ]
    items += _line(points, step)
    items += _feet(curve, (start, floor), step)
    items += [_point(curve, n, (start + step * (n + 1), scale)) for n in range(len(curve.steps))]
    items.append(
        Words(curve.across, (start + left + size[0]) / 2, top + size[1] - 6, SMALL, "middle", colour=FAINT_INK)
    )
    return Piece(items, top + size[1])


def _line(points: Sequence[tuple[float, float]], step: float) -> Iterator[Item]:
    for before, after in pairwise(points):
        dash = (5.0, 4.0) if after[0] - before[0] > step * 1.5 else ()
        yield Outline((("M", before), ("L", after)), "", LINE, 2.4, dash)


def _feet(curve: Curve, start: tuple[float, float], step: float) -> Iterator[Item]:
    """The steps' names under the curve, in at most two lines that fit."""
    yield Words("0", start[0], start[1] + 15, SMALL, "middle", colour=FAINT_INK)
    for n, one in enumerate(curve.steps):
        for k, line in enumerate(wrapped(one.name, SMALL, step - 4, 2)):
            yield Words(line, start[0] + step * (n + 1), start[1] + 15 + 12 * k, SMALL, "middle", colour=INK)


def _point(curve: Curve, number: int, at: tuple[float, Scale]) -> Group:
    x, scale = at
    one = curve.steps[number]
    if one.value is None:
        return Group((Words("not told", x, scale.start - 6, SMALL, "middle", colour=FAINT_INK),), one.title)
    y = scale.at(one.value)
    words = curve.said(one.value)
    # The words stand left above the point, where a curve that only rises never runs.
    return Group(
        (disc((x, y), 5.0, LINE, PAPER), Words(words, x - 7, y - 7, TEXT, "end", True)),
        one.title,
    )
