"""Pieces of SVG that any drawing may use: marks, and links with their arrow heads."""

import math
from collections.abc import Iterator

from linkwork.visualise._style import INK, Line, mark

Point = tuple[float, float]
#: A round thing on the paper: its middle and its radius.
Disc = tuple[float, float, float]
HEAD = 7.0


def mark_at(kind: str, at: Point, radius: float) -> str:
    """The mark of a kind, with a rim of even thickness whatever its size."""
    style = mark(kind)
    return (
        f'<path d="{style.path}" fill="{style.fill}" stroke="{INK}" stroke-width="{1.1 / radius:.3f}" '
        f'stroke-linejoin="round" transform="translate({at[0]:.1f} {at[1]:.1f}) scale({radius:.2f})"/>'
    )


def arrow(start: Disc, end: Disc, bend: float, line: Line, thin: float) -> Iterator[str]:
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
    dash = f' stroke-dasharray="{" ".join(f"{d * thin:g}" for d in line.dash)}"' if line.dash else ""
    yield (
        f'<path d="M{_at(first)}Q{_at(middle)} {_at(neck)}" fill="none" stroke="{line.colour}" '
        f'stroke-width="{line.width * thin:.2f}"{dash}/>'
    )
    yield f'<path d="{_head(last, middle, head)}" fill="{line.colour}"/>'


def _at(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"


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


def _head(tip: Point, back: Point, size: float) -> str:
    """A triangle whose tip is at one point and which lies towards another."""
    dx, dy = back[0] - tip[0], back[1] - tip[1]
    length = max(math.hypot(dx, dy), 1e-6)
    ux, uy = dx / length * size, dy / length * size
    left, right = (tip[0] + ux - uy * 0.42, tip[1] + uy + ux * 0.42), (tip[0] + ux + uy * 0.42, tip[1] + uy - ux * 0.42)
    return f"M{_at(tip)}L{_at(left)}L{_at(right)}Z"
