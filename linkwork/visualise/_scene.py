"""What is on one page, before anybody says in which format: outlines and words in their places.

A unit is a CSS pixel, 1/96 inch, so that a page of 1123 by 794 is A4 lying down; y grows downwards.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from linkwork.visualise._style import INK

#: One stretch of an outline: M or L and a point, C and three points, or Z, all of them from the corner of the page.
Stretch = tuple[str, tuple[float, ...]]
Box = tuple[float, float, float, float]

#: The widths of A4 and A3 lying down.
A4, A3 = 1123.0, 1587.0
#: 11 units are 8.25 points, and 7.4 in the face that print has.
TITLE, TEXT, SMALL = 21.0, 13.0, 11.0
#: How wide the rim of paper round words is.
HALO = 3.5
#: How far out the handles of a quarter of a circle lie (the usual approximation by a cubic).
_ROUND = 0.5523


@dataclass(frozen=True, slots=True)
class Outline:
    """A line or an area. `dash` is empty for a solid line; without a `stroke` or a `fill` there is none.

    `opacity`, 0 to 1, lets what lies below shine through: where many faint lines meet they look as many as they are.
    """

    stretches: tuple[Stretch, ...]
    fill: str = ""
    stroke: str = ""
    width: float = 1.0
    dash: tuple[float, ...] = ()
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text, its foot at x and y; `anchor` is start, middle or end; `turn` is in degrees, clockwise.

    `halo` gives it a rim of paper, for words that stand over lines.
    """

    text: str
    x: float
    y: float
    size: float = SMALL
    anchor: str = "start"
    bold: bool = False
    colour: str = INK
    turn: float = 0.0
    halo: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Things that belong together. `title` says in full what they are; `marks` are for a page's script to find."""

    items: "tuple[Item, ...]"
    title: str = ""
    marks: tuple[tuple[str, str], ...] = ()


Item = Outline | Words | Group


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole page. `title` and `description` say what is on it to who cannot see it."""

    wide: float
    high: float
    title: str
    description: str
    items: tuple[Item, ...] = field(default=())


def flat(items: Sequence[Item]) -> Iterator[Outline | Words]:
    """Every outline and line of text in the order in which they are drawn."""
    for item in items:
        if isinstance(item, Group):
            yield from flat(item.items)
        else:
            yield item


def box_path(box: Box, corner: float = 0.0) -> tuple[Stretch, ...]:
    """A rectangle of left, top, right and bottom, its corners rounded by so much."""
    left, top, right, bottom = box
    c = min(corner, (right - left) / 2, (bottom - top) / 2)
    if c <= 0:
        return (("M", (left, top)), ("L", (right, top)), ("L", (right, bottom)), ("L", (left, bottom)), ("Z", ()))
    k = c * (1 - _ROUND)
    return (
        ("M", (left + c, top)),
        ("L", (right - c, top)),
        ("C", (right - k, top, right, top + k, right, top + c)),
        ("L", (right, bottom - c)),
        ("C", (right, bottom - k, right - k, bottom, right - c, bottom)),
        ("L", (left + c, bottom)),
        ("C", (left + k, bottom, left, bottom - k, left, bottom - c)),
        ("L", (left, top + c)),
        ("C", (left, top + k, left + k, top, left + c, top)),
        ("Z", ()),
    )


def rectangle(box: Box, fill: str = "", stroke: str = "", width: float = 1.0) -> Outline:
    """A plain rectangle."""
    return Outline(box_path(box), fill, stroke, width)


def polygon(points: Sequence[tuple[float, float]], fill: str = "", stroke: str = "", width: float = 1.0) -> Outline:
    """A closed outline through the points."""
    first, *rest = points
    return Outline((("M", first), *(("L", point) for point in rest), ("Z", ())), fill, stroke, width)


def disc(at: tuple[float, float], radius: float, fill: str = "", stroke: str = "") -> Outline:
    """A circle."""
    x, y = at
    return Outline(box_path((x - radius, y - radius, x + radius, y + radius), radius), fill, stroke)


def rule(start: tuple[float, float], end: tuple[float, float], colour: str = "#d0d7de", width: float = 1.0) -> Outline:
    """A straight line."""
    return Outline((("M", start), ("L", end)), "", colour, width)


def hatching(box: Box, colour: str, gap: float = 6.0, width: float = 1.0) -> Outline:
    """Lines that rise to the right all over a rectangle and end at its edges."""
    left, top, right, bottom = box
    lines: list[Stretch] = []
    across, down = right - left, bottom - top
    steps = int((across + down) / gap)
    for n in range(1, steps + 1):
        far = n * gap
        start = (left + max(0.0, far - down), top + min(far, down))
        end = (left + min(far, across), top + max(0.0, far - across))
        lines += [("M", start), ("L", end)]
    return Outline(tuple(lines), "", colour, width)
