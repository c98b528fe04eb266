"""A timeline: a track for each thing, with bars from day to day and marks on a day, over one axis of time.

Bars are told by ground, frame and hatching, marks by their shape, so that greyscale keeps them apart. There is no
clock here: `now` is a day that the caller has from the data, that of the latest round say.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from linkwork.visualise._grid import GAP_RED, LINE, NAME, PALE
from linkwork.visualise._scene import SMALL, Box, Group, Item, Outline, Words, disc, hatching, polygon, rectangle, rule
from linkwork.visualise._sheet import EDGE, Piece
from linkwork.visualise._style import FAINT_INK, INK, NOTE_FRAME, PAPER
from linkwork.visualise._text import shortened, width

HIGH, THICK = 24.0, 13.0
NAMES, AFTER = 250.0, 210.0
#: The least room between two ticks, and the months between ticks that are tried.
APART = 66.0
MONTHS = (1, 3, 6, 12, 24, 60, 120, 240, 600)
NAMED = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
#: Every look of a bar: ground, frame, whether it is hatched.
LOOKS = {
    "plain": ("#c3d9ec", "#2f73ab", False),
    "strong": ("#2f73ab", "#0b4377", False),
    "mind": ("#fdf3d8", NOTE_FRAME, True),
    "faint": (PALE, "#8b949e", False),
}


@dataclass(frozen=True, slots=True)
class Span:
    """A bar from a day to a day. Without a `start` or an `end` it runs to the edge, with a point there."""

    start: date | None
    end: date | None
    title: str
    look: str = "plain"


@dataclass(frozen=True, slots=True)
class Spot:
    """A mark on a day: `sign` is disc, ring, diamond, triangle or cross."""

    day: date
    title: str
    sign: str = "disc"


@dataclass(frozen=True, slots=True)
class Track:
    """One line of the timeline. `after` is said at its right; tracks of one `group` stand together under its name."""

    name: str
    spans: tuple[Span, ...] = ()
    spots: tuple[Spot, ...] = ()
    after: str = ""
    group: str = ""

    @property
    def days(self) -> list[date]:
        """Every day that the track names."""
        ends = [day for span in self.spans for day in (span.start, span.end) if day]
        return [*ends, *(spot.day for spot in self.spots)]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything that is drawn. `legend` has looks of bars and signs of marks, each with what it means."""

    tracks: tuple[Track, ...]
    legend: tuple[tuple[str, str], ...] = ()
    now: date | None = None
    now_words: str = "latest round"


def day_of(value: object) -> date | None:
    """The day that an ISO text says; None where it says none."""
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def timeline_piece(line: Timeline, top: float, wide: float, edge: float = EDGE) -> Piece:
    """The timeline with its legend from a top edge down; there is at least one day on it."""
    legend = _legend(line, (edge, top), wide - 2 * edge)
    axis = _axis(line, wide, edge)
    first = legend.end + 34
    items, y, group = list(legend.items), first, ""
    tracks: list[Item] = []
    for track in line.tracks:
        if track.group != group:
            tracks += _band(track.group, (edge, y, wide - edge)) if track.group else []
            y, group = y + HIGH * (1 if track.group else 0), track.group
        tracks.append(Group(tuple(_track(track, axis, (edge, y, wide - edge))), track.name))
        y += HIGH
    items += _ticks(axis, first, y, line.now)
    now = _now(line, axis, first, y) if line.now else ()
    return Piece([*items, *tracks, *now, rule((edge, y), (wide - edge, y), LINE)], y + 4)


@dataclass(frozen=True, slots=True)
class _Axis:
    """The days from the left edge to the right."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Where a day is, kept to the edges."""
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return self.left + (self.right - self.left) * min(1.0, max(0.0, share))


def _axis(line: Timeline, wide: float, edge: float) -> _Axis:
    days = [*(day for track in line.tracks for day in track.days), *([line.now] if line.now else [])]
    first, last = min(days), max(days)
    spare = timedelta(days=max(15, (last - first).days // 25))
    begin = first - spare if first > date.min + spare else first
    end = last + spare if last < date.max - spare else last
    names = min(NAMES, max(width(track.name, NAME) for track in line.tracks) + 10)
    after = min(AFTER, max(width(track.after, SMALL) for track in line.tracks) + 10)
    return _Axis(begin, end, edge + names, wide - edge - after)


def _ticks(axis: _Axis, top: float, bottom: float, now: date | None) -> Iterator[Item]:
    """A faint upright line at the first of every so many months, its name above it unless the line of now is there."""
    months = max(1, (axis.last - axis.first).days / 30.4)
    most = max(1.0, (axis.right - axis.left) / APART)
    step = next((number for number in MONTHS if months / number <= most), MONTHS[-1])
    for day in _firsts(axis, step):
        x = axis.x(day)
        yield rule((x, top - 4), (x, bottom), "#dfe3e8", 0.8)
        words = str(day.year) if step >= 12 else f"{NAMED[day.month - 1]} {day.year}"
        crossed = now is not None and abs(x - axis.x(now)) < APART / 2
        if axis.left + 14 <= x <= axis.right - 14 and not crossed:
            yield Words(words, x, top - 8, SMALL, "middle", colour=FAINT_INK)


def _firsts(axis: _Axis, step: int) -> Iterator[date]:
    month = (axis.first.year * 12 + axis.first.month - 1) // step * step
    while month // 12 <= min(axis.last.year, date.max.year):
        if month // 12 >= 1 and axis.first <= (day := date(month // 12, month % 12 + 1, 1)) <= axis.last:
            yield day
        month += step


def _now(line: Timeline, axis: _Axis, top: float, bottom: float) -> Iterator[Item]:
    x = axis.x(line.now or axis.first)
    yield Outline((("M", (x, top - 20)), ("L", (x, bottom))), "", INK, 1.4, (5, 3))
    anchor = "end" if x > axis.right - 150 else "start"
    words = f"{line.now_words}, {line.now}"
    yield Words(words, x - 4 if anchor == "end" else x + 4, top - 22, SMALL, anchor, True)


def _band(words: str, at: tuple[float, float, float]) -> list[Item]:
    left, top, right = at
    named = shortened(words, NAME, right - left - 12, True)
    return [
        rectangle((left, top + 2, right, top + HIGH - 2), PALE),
        Words(named, left + 4, top + HIGH - 8, NAME, bold=True),
    ]


def _track(track: Track, axis: _Axis, at: tuple[float, float, float]) -> Iterator[Item]:
    left, top, right = at
    middle = top + HIGH / 2
    yield rule((left, top + HIGH), (right, top + HIGH), "#eceff2", 0.8)
    yield Words(shortened(track.name, NAME, axis.left - left - 8), left, middle + NAME * 0.35, NAME)
    for span in track.spans:
        yield Group(tuple(_bar(span, axis, middle)), span.title)
    for spot in track.spots:
        yield Group(tuple(sign_items(spot.sign, (axis.x(spot.day), middle))), spot.title)
    if track.after:
        words = shortened(track.after, SMALL, right - axis.right - 8)
        yield Words(words, axis.right + 8, middle + SMALL * 0.35, SMALL)


def _bar(span: Span, axis: _Axis, middle: float) -> Iterator[Item]:
    start = axis.x(span.start) if span.start else axis.left
    end = max(start + 2, axis.x(span.end) if span.end else axis.right)
    yield from look_items(span.look, (start, middle - THICK / 2, end, middle + THICK / 2))
    frame = LOOKS[span.look][1]
    for open_, x, way in ((span.start is None, start, -1), (span.end is None, end, 1)):
        if open_:
            yield polygon([(x, middle - THICK / 2), (x, middle + THICK / 2), (x + 6 * way, middle)], frame)


def look_items(look: str, box: Box) -> Iterator[Item]:
    """A bar of that look in a box."""
    fill, frame, hatched = LOOKS[look]
    yield rectangle(box, fill, frame, 1.0)
    if hatched:
        yield hatching(box, frame, 5.0, 0.9)


def sign_items(sign: str, at: tuple[float, float], size: float = 6.0) -> Iterator[Item]:
    """A mark about a point."""
    x, y = at
    if sign == "cross":
        arms = (("M", (x - size, y - size)), ("L", (x + size, y + size)), ("M", (x - size, y + size)))
        yield Outline((*arms, ("L", (x + size, y - size))), "", GAP_RED, 2.4)
    elif sign == "triangle":
        yield polygon([(x, y - size), (x + size, y + size * 0.8), (x - size, y + size * 0.8)], GAP_RED, INK)
    elif sign == "diamond":
        yield polygon([(x, y - size), (x + size, y), (x, y + size), (x - size, y)], "#f0e442", INK)
    elif sign == "ring":
        yield disc(at, size * 0.85, PAPER, INK)
    else:
        yield disc(at, size * 0.85, "#2f73ab", INK)


def _legend(line: Timeline, at: tuple[float, float], room: float) -> Piece:
    """The looks and signs in a row, and on to a next one where they do not fit."""
    left, top = at
    x, y = left, top
    items: list[Item] = []
    for sort, words in line.legend:
        said = shortened(words, SMALL, room - 40)
        needed = 34 + width(said, SMALL) + 20
        if x > left and x + needed > left + room:
            x, y = left, y + 20
        drawn = look_items(sort, (x, y + 1, x + 28, y + 14)) if sort in LOOKS else sign_items(sort, (x + 14, y + 7.5))
        items += [*drawn, Words(said, x + 34, y + 11.5, SMALL)]
        x += needed
    return Piece(items, y + 20 if items else top)
