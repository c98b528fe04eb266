"""Marks of kinds, and links with their arrow heads, as pieces of a scene."""

import math
from functools import cache

from linkwork.visualise._scene import Outline, Stretch
from linkwork.visualise._style import INK, Line, mark

Point = tuple[float, float]
#: A round thing on the paper: its middle and its radius.
Disc = tuple[float, float, float]
HEAD = 7.0
#: fontTools' names of strokes, as a scene calls them.
_STROKES = {"moveTo": "M", "lineTo": "L", "curveTo": "C", "closePath": "Z"}


def mark_at(kind: str, at: Point, radius: float) -> Outline:
    """The mark of a kind, with a rim of even thickness whatever its size."""
    style = mark(kind)
    return Outline(_placed(_stretches(style.path), at, radius), style.fill, INK, 1.1)


@cache
def _stretches(path: str) -> tuple[Stretch, ...]:
    """An SVG path as stretches, its arcs as curves."""
    from fontTools.pens.recordingPen import RecordingPen
    from fontTools.svgLib.path import parse_path

    pen = RecordingPen()
    parse_path(path, pen)
    return tuple(
        (_STROKES[name], tuple(float(value) for point in points for value in point))
        for name, points in pen.value
        if name in _STROKES  # an open end, endPath, needs no stroke of its own
    )


def _placed(stretches: tuple[Stretch, ...], at: Point, radius: float) -> tuple[Stretch, ...]:
    return tuple(
        (name, tuple(round(at[n % 2] + value * radius, 2) for n, value in enumerate(values)))
        for name, values in stretches
    )


def arrow(start: Disc, end: Disc, bend: float, line: Line, thin: float) -> tuple[Outline, Outline]:
    """A line from the rim of one disc to the rim of another, and its head.

    The head is a shape of its own, because not every program that reads SVG knows markers.
    `bend` is how far the line bows to the left of its way, as a share of its length; `thin` makes all of it smaller.
    """
    if start == end:
        middle, first, last = _loop(start)
    else:
        middle = _bowed(start, end, bend)
        first, last = _towards(start, middle, start[2]), _towards(end, middle, end[2] + 1)
    head = HEAD * thin * math.sqrt(line.width / 1.5)
    neck = _towards((*last, 0.0), middle, head * 0.8)
    dash = tuple(part * thin for part in line.dash)
    along = Outline((("M", first), ("C", _curve(first, middle, neck))), "", line.colour, line.width * thin, dash)
    return along, Outline(_head(last, middle, head), line.colour)


def _curve(first: Point, middle: Point, last: Point) -> tuple[float, ...]:
    """The cubic curve that a quadratic one towards a point is."""
    near = tuple(a + (b - a) * 2 / 3 for a, b in zip(first, middle, strict=True))
    far = tuple(a + (b - a) * 2 / 3 for a, b in zip(last, middle, strict=True))
    return (*near, *far, *last)


def _bowed(start: Disc, end: Disc, bend: float) -> Point:
    """The point that a curve between two discs is drawn towards: twice as far out as the curve comes."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    return ((start[0] + end[0]) / 2 + dy * bend * 2, (start[1] + end[1]) / 2 - dx * bend * 2)


def _loop(disc: Disc) -> tuple[Point, Point, Point]:
    """A link from a thing to itself: out at the top right and back in at the top."""
    x, y, radius = disc
    way = (x + radius * 2.4, y - radius * 2.8)
    return (way, (x + radius * 0.9, y - radius * 0.4), (x + radius * 0.2, y - radius - 1))


def _towards(disc: Disc, point: Point, far: float) -> Point:
    """The point so far from the middle of a disc on the way to another point."""
    dx, dy = point[0] - disc[0], point[1] - disc[1]
    share = far / max(math.hypot(dx, dy), 1e-6)
    return (disc[0] + dx * share, disc[1] + dy * share)


def _head(tip: Point, back: Point, size: float) -> tuple[Stretch, ...]:
    """A triangle whose tip is at one point and which lies towards another."""
    dx, dy = back[0] - tip[0], back[1] - tip[1]
    length = max(math.hypot(dx, dy), 1e-6)
    ux, uy = dx / length * size, dy / length * size
    left, right = (tip[0] + ux - uy * 0.42, tip[1] + uy + ux * 0.42), (tip[0] + ux + uy * 0.42, tip[1] + uy - ux * 0.42)
    return (("M", tip), ("L", left), ("L", right), ("Z", ()))
