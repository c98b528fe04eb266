"""Three layers with lines between them: policies, priorities and services, and crosses where something is missing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linkwork.visualise._layers import BOX, Layers, layers
from linkwork.visualise._paths import cross_items
from linkwork.visualise._scene import SMALL, TEXT, Box, Group, Item, Outline, Stretch, Words, rectangle
from linkwork.visualise._sheet import EDGE, Piece, room_below
from linkwork.visualise._style import FAINT_INK, FORWARD, GREYED, INK, PALE_BLUE, PALE_GREEN, SERVICE, WRONG
from linkwork.visualise._text import shortened, width, wrapped

HEADINGS = ("national and regional policies", "the borough's priorities", "services and roles")
FILLS = (PALE_BLUE, PALE_GREEN, SERVICE)
#: A box as a share of the page, and how far a stub with a cross reaches from it.
ACROSS, STUB = 0.245, 34.0
#: How thick a line is for each strength; where nobody says how strong it is, it is dotted.
STRENGTHS = {1.0: 1.4, 2.0: 2.6, 3.0: 4.2}
THIN, DASH, DOTS = 1.4, (7.0, 4.0), (1.8, 3.0)


@dataclass(frozen=True, slots=True)
class Thing:
    """A box: its layer from 0, what is said under its name, whether it no longer holds or is not known by name.

    `lacks` has "before" and "after" where nothing leads to it, or from it.
    """

    id: str
    name: str
    layer: int
    below: str = ""
    dim: bool = False
    lacks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Line:
    """A line from a box to one of a later layer; whether some line of sight runs all the way through it."""

    from_id: str
    to_id: str
    whole: bool
    strength: float | None = None
    title: str = ""
    supports: bool = False


@dataclass(frozen=True, slots=True)
class Sight:
    """Everything that is drawn."""

    things: tuple[Thing, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Room:
    """Where the boxes stand."""

    found: Sight
    placed: Layers
    top: float
    wide: float

    @property
    def across(self) -> float:
        return self.wide * ACROSS

    def left(self, layer: int) -> float:
        return EDGE + layer * (self.wide - 2 * EDGE - self.across) / 2

    def box(self, thing: Thing) -> Box:
        left, middle = self.left(thing.layer), self.top + self.placed.middles[thing.id]
        return (left, middle - BOX / 2 + 2, left + self.across, middle + BOX / 2 - 2)


def sight_piece(found: Sight, top: float, wide: float) -> Piece:
    """The legend and the three layers below it."""
    legend = _legend(found, top, wide)
    start = legend.end + 20
    columns = [[thing.id for thing in found.things if thing.layer == n] for n in range(3)]
    ends = [(line.from_id, line.to_id) for line in found.lines]
    room = _Room(found, layers(columns, ends, room_below(start, wide)), start, wide)
    items = [*legend.items]
    items += [Words(words, room.left(n), start - 8, colour=FAINT_INK) for n, words in enumerate(HEADINGS)]
    items += [_line(n, room) for n in _thick_first(found.lines)]
    items += [_box(thing, room.box(thing)) for thing in found.things]
    return Piece(items, start + room.placed.high)


def _thick_first(lines: Sequence[Line]) -> list[int]:
    """The numbers of the lines: those that break first, so that whole ones lie over them, then the thick."""
    return sorted(range(len(lines)), key=lambda n: (lines[n].whole, -_thickness(lines[n]), n))


def _thickness(line: Line) -> float:
    return STRENGTHS.get(line.strength or 0.0, THIN)


def _dash(line: Line) -> tuple[float, ...]:
    if not line.whole:
        return DASH
    return DOTS if line.supports and line.strength is None else ()


def _line(number: int, room: _Room) -> Group:
    line = room.found.lines[number]
    things = {thing.id: thing for thing in room.found.things}
    start, end = room.box(things[line.from_id]), room.box(things[line.to_id])
    x, y = start[2], (start[1] + start[3]) / 2
    path: list[Stretch] = [("M", (x, y))]
    crosses: list[Item] = []
    for height in room.placed.passing[number]:
        left, to = room.left(things[line.from_id].layer + 1), room.top + height
        path += [_bow((x, y), (left, to)), ("L", (left + room.across, to))]
        crosses += cross_items((left + room.across * (0.2 + 0.12 * (number % 6)), to), 5.5)
        x, y = left + room.across, to
    path.append(_bow((x, y), (end[0], (end[1] + end[3]) / 2)))
    colour = FORWARD if line.whole else WRONG
    return Group((Outline(tuple(path), "", colour, _thickness(line), _dash(line)), *crosses), line.title)


def _bow(start: tuple[float, float], end: tuple[float, float]) -> Stretch:
    half = (start[0] + end[0]) / 2
    return ("C", (half, start[1], half, end[1], *end))


def _box(thing: Thing, box: Box) -> Group:
    left, top, right, bottom = box
    middle = (top + bottom) / 2
    fill = GREYED if thing.dim else FILLS[thing.layer]
    items: list[Item] = []
    for side, x, towards in (("before", left, -1), ("after", right, 1)):
        if side in thing.lacks:
            items.append(
                Outline((("M", (x, middle)), ("L", (x + towards * (STUB - 8), middle))), "", WRONG, THIN, DASH)
            )
            items += cross_items((x + towards * STUB, middle), 8.0)
    frame = rectangle(box, fill, INK, 1.1).stretches
    items.append(Outline(frame, fill, INK, 1.1, (5.0, 3.0) if thing.dim else ()))
    items += _words(thing, box)
    return Group(tuple(items), f"{thing.name}{f' ({thing.below})' if thing.below else ''}")


def _words(thing: Thing, box: Box) -> Iterator[Words]:
    left, top, right, bottom = box
    room = right - left - 14
    lines = wrapped(thing.name, SMALL, room, 1 if thing.below else 2)
    said = [(line, INK) for line in lines] + ([(shortened(thing.below, SMALL, room), FAINT_INK)] if thing.below else [])
    foot = (top + bottom) / 2 + SMALL * 0.36 - (len(said) - 1) * 6.5
    for n, (line, colour) in enumerate(said):
        yield Words(line, left + 7, foot + n * 13, colour=colour)


def _legend(found: Sight, top: float, wide: float) -> Piece:
    """What the lines and boxes that occur mean, in rows across the page."""
    items: list[Item] = [Words("What the lines and boxes mean", EDGE, top + TEXT, TEXT, bold=True)]
    x, y = EDGE, top + TEXT + 10
    for sample, said in _samples(found):
        needed = 48 + width(said, SMALL) + 22
        if x > EDGE and x + needed > wide - EDGE:
            x, y = EDGE, y + 24
        items += [*sample(x, y + 9), Words(said, x + 48, y + 13)]
        x += needed
    return Piece(items, y + 24)


@dataclass(frozen=True, slots=True)
class _Sample:
    """A piece of the legend, drawn from a left edge at a height."""

    line: Line | None = None
    cross: bool = False

    def __call__(self, x: float, y: float) -> list[Item]:
        if self.cross:
            return [Outline((("M", (x, y)), ("L", (x + 28, y))), "", WRONG, THIN, DASH), *cross_items((x + 34, y), 8.0)]
        if self.line is None:
            return [Outline(rectangle((x, y - 9, x + 42, y + 9)).stretches, GREYED, INK, 1.1, (5.0, 3.0))]
        colour = FORWARD if self.line.whole else WRONG
        return [Outline((("M", (x, y)), ("L", (x + 42, y))), "", colour, _thickness(self.line), _dash(self.line))]


def _samples(found: Sight) -> Iterator[tuple[_Sample, str]]:
    if any(line.whole for line in found.lines):
        yield _Sample(Line("", "", True)), "part of a line that runs all the way"
    if any(not line.whole for line in found.lines):
        yield _Sample(Line("", "", False)), "part of a line that breaks"
    through = any(line.to_id.startswith("2 ") and line.from_id.startswith("0 ") for line in found.lines)
    if through or any(thing.lacks for thing in found.things):
        yield _Sample(cross=True), "something is missing there"
    said = {1.0: "named in passing", 2.0: "a stated aim", 3.0: "the main purpose"}
    for strength, meaning in said.items():
        if any(line.strength == strength for line in found.lines):
            yield _Sample(Line("", "", True, strength)), f"strength {strength:g}: {meaning}"
    if any(line.whole and line.supports and line.strength is None for line in found.lines):
        yield _Sample(Line("", "", True, supports=True)), "nobody says how strongly"
    if any(thing.dim for thing in found.things):
        yield _Sample(), "no longer holds, or is not known by name"
