"""Ranked bars in one part or several, dots on a line, and a histogram: for everything that is put in order of a number.

What a part means is told by its hatch or its shape as well as by its colour, and every row says its numbers in words.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from linkwork.visualise._axis import Scale, across, in_figures, ticks
from linkwork.visualise._scene import SMALL, Group, Item, Words, disc, hatching, polygon, rectangle, rule
from linkwork.visualise._sheet import Piece
from linkwork.visualise._style import FAINT_INK, HATCH, INK, PAPER
from linkwork.visualise._text import shortened, width

NAME, ROW, BAR, DOT = 12.0, 21.0, 14.0, 5.6


@dataclass(frozen=True, slots=True)
class Look:
    """What a part of a bar, or a dot, means in words, and how it looks. `shape`: disc, ring, square or diamond."""

    words: str
    fill: str
    hatched: bool = False
    shape: str = "disc"


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: parts of a length each, one after the other, what it says in full, and the words after it.

    As dots the parts are places on the same scale, and not added up. Rows of one `group` stand under its name.
    """

    name: str
    parts: Sequence[tuple[float, Look]]
    title: str
    after: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """Rows in their order, what the scale counts, and its end where it has one by itself, such as 1 for shares."""

    bars: Sequence[Bar]
    counts: str
    most: float | None = None
    said: Callable[[float], str] = in_figures
    dots: bool = False
    label_room: float = 250.0

    @property
    def end(self) -> float:
        """The end of the scale: the longest bar or the furthest dot, if none is given."""
        lengths = [max(_values(bar), default=0.0) if self.dots else sum(_values(bar)) for bar in self.bars]
        return self.most if self.most is not None else max(lengths, default=0.0)

    @property
    def looks(self) -> tuple[Look, ...]:
        """Every look that is used, in the order in which the parts stand."""
        used = {look for bar in self.bars for value, look in bar.parts if value or self.dots}
        return tuple(dict.fromkeys(look for bar in self.bars for _, look in bar.parts if look in used))


def _values(bar: Bar) -> list[float]:
    return [value for value, _ in bar.parts]


def bars_piece(chart: Bars, top: float, wide: float, edge: float) -> Piece:
    """The legend, the scale and the rows from that edge down, between the edges of the page."""
    legend = looks_piece(chart.looks, (edge, top), wide - 2 * edge, chart.dots)
    names = [width(bar.name, NAME) for bar in chart.bars] + [width(bar.group, NAME, True) - 14 for bar in chart.bars]
    left = edge + min(chart.label_room, max([60.0, *names]) + 14)
    room = wide - edge - left
    after = min(room * 0.45, max([width(bar.after, SMALL) + 14 for bar in chart.bars if bar.after], default=24.0))
    scale = Scale(left, wide - edge - after, ticks(chart.end) if chart.most is None else _up_to(chart.most))
    start = legend.end + 34
    rows: list[Item] = []
    y, group = start + 4, ""
    for bar in chart.bars:
        if bar.group != group:
            words = shortened(bar.group, NAME, wide - 2 * edge, True)
            rows.append(Words(words, edge, y + NAME + 3, NAME, bold=True))
            y, group = y + NAME * 1.6, bar.group
        rows.append(_row(chart, bar, scale, (edge, y, wide - edge)))
        y += ROW
    counted = Words(chart.counts, left, start - 19, SMALL, colour=FAINT_INK)
    return Piece([*legend.items, counted, *across(scale, start, y, chart.said), *rows], y)


def _up_to(most: float) -> tuple[float, ...]:
    """Ticks that end at exactly that number, in four steps."""
    return tuple(most * n / 4 for n in range(5))


def _row(chart: Bars, bar: Bar, scale: Scale, frame: tuple[float, float, float]) -> Group:
    """One row within left edge, top and right edge."""
    left, top, right = frame
    foot = top + ROW / 2 + NAME * 0.35
    name = Words(
        shortened(bar.name, NAME, scale.start - left - 12), scale.start - (10 if chart.dots else 6), foot, NAME, "end"
    )
    drawn, end = _dotted(bar, scale, top + ROW / 2) if chart.dots else _stacked(bar, scale, top)
    start = max(end + 6, scale.end + 10 if chart.dots else 0.0)
    return Group((name, *drawn, *_after(bar, start, foot, right)), bar.title)


def _after(bar: Bar, start: float, foot: float, right: float) -> Iterator[Item]:
    """The words after a row, on a ground of their own where the lines of the scale would run through them."""
    words = shortened(bar.after, SMALL, right - start)
    if bar.after:
        yield rectangle((start - 2, foot - SMALL, start + width(words, SMALL) + 2, foot + 3), PAPER)
        yield Words(words, start, foot, SMALL)


def _stacked(bar: Bar, scale: Scale, top: float) -> tuple[list[Item], float]:
    items: list[Item] = []
    total, x = 0.0, scale.start
    for value, look in bar.parts:
        total += value
        end = scale.at(total)
        if end > x:
            items += _swatch(look, (x, top + (ROW - BAR) / 2, end, top + (ROW + BAR) / 2))
        x = end
    return items, x


def _swatch(look: Look, box: tuple[float, float, float, float]) -> Iterator[Item]:
    yield rectangle(box, look.fill, INK, 0.7)
    if look.hatched and box[2] - box[0] > 2:
        yield hatching(box, HATCH, 5.0, 0.9)


def _dotted(bar: Bar, scale: Scale, middle: float) -> tuple[list[Item], float]:
    places = [scale.at(value) for value in _values(bar)]
    items: list[Item] = [rule((scale.start, middle), (scale.end, middle), "#e4e7eb", 0.8)]
    if len(places) > 1:
        items.append(rule((min(places), middle), (max(places), middle), FAINT_INK, 2.0))
    items += [dot(look, (x, middle)) for x, (_, look) in zip(places, bar.parts, strict=True)]
    return items, max(places, default=scale.start)


def dot(look: Look, at: tuple[float, float], radius: float = DOT) -> Item:
    """A mark of that look with its middle there."""
    x, y = at
    if look.shape == "square":
        return rectangle((x - radius * 0.9, y - radius * 0.9, x + radius * 0.9, y + radius * 0.9), look.fill, INK, 0.8)
    if look.shape == "diamond":
        r = radius * 1.15
        return polygon([(x, y - r), (x + r, y), (x, y + r), (x - r, y)], look.fill, INK, 0.8)
    return disc(at, radius, PAPER if look.shape == "ring" else look.fill, look.fill if look.shape == "ring" else INK)


def looks_piece(looks: Sequence[Look], corner: tuple[float, float], room: float, dots: bool = False) -> Piece:
    """What each look means, side by side as far as they fit, then in a line below; nothing where none has words."""
    items: list[Item] = []
    x, y = corner
    told = [look for look in looks if look.words]
    for look in told:
        words = shortened(look.words, NAME, room - 30)
        wide = width(words, NAME) + 50
        if x > corner[0] and x + wide - 20 > corner[0] + room:
            x, y = corner[0], y + 20
        items += [dot(look, (x + 12, y + 9))] if dots else _swatch(look, (x, y + 2, x + 24, y + 16))
        items.append(Words(words, x + 30, y + 13, NAME))
        x += wide
    return Piece(items, y + 20 if told else corner[1])


def histogram_piece(chart: Bars, corner: tuple[float, float], size: tuple[float, float]) -> Piece:
    """The rows as upright bars side by side in their order, their names below and the words `after` above each."""
    left, top = corner
    legend = looks_piece(chart.looks, corner, size[0])
    floor, head = top + size[1] - 40, legend.end + 30
    scale = Scale(floor, head, ticks(chart.end))
    start = left + max(width(chart.said(tick), SMALL) for tick in scale.ticks) + 8
    items: list[Item] = [*legend.items, Words(chart.counts, left, legend.end + 12, SMALL, colour=FAINT_INK)]
    for tick in scale.ticks:
        y = scale.at(tick)
        items.append(rule((start, y), (left + size[0], y), width=0.8))
        items.append(Words(chart.said(tick), start - 6, y + SMALL * 0.36, SMALL, "end", colour=FAINT_INK))
    step = (left + size[0] - start) / max(1, len(chart.bars))
    items += [_column(bar, scale, (start + step * n, step)) for n, bar in enumerate(chart.bars)]
    return Piece(items, top + size[1])


def _column(bar: Bar, scale: Scale, place: tuple[float, float]) -> Group:
    """One upright bar in a strip from a left edge, so wide."""
    left, step = place
    gap, middle = min(8.0, step * 0.15), place[0] + step / 2
    total, y = 0.0, scale.start
    items: list[Item] = []
    for value, look in bar.parts:
        total += value
        end = scale.at(total)
        if end < y:
            items += _swatch(look, (left + gap, end, left + step - gap, y))
        y = end
    words = shortened(bar.after, SMALL, step)
    named = shortened(bar.name, SMALL, step - 4)
    return Group(
        (
            *items,
            Words(words, middle, y - 4, SMALL, "middle"),
            Words(named, middle, scale.start + 15, SMALL, "middle"),
        ),
        bar.title,
    )
