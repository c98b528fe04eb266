"""Ways from left to right: boxes that people come to and the steps between them, and where that stops or breaks.

Every way has a row of its own, and boxes that are as many steps along stand below one another.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from linkwork.visualise._scene import SMALL, TEXT, Box, Group, Item, Outline, Words, box_path, disc, polygon, rule
from linkwork.visualise._sheet import Piece
from linkwork.visualise._style import (
    DOOR,
    FAINT_INK,
    FORWARD,
    GREYED,
    INK,
    PALE_GREEN,
    PALE_PINK,
    PAPER,
    SERVICE,
    STOPPED,
    WRONG,
)
from linkwork.visualise._text import width, wrapped

LABEL, WIDEST, NARROWEST, LEAST_GAP = 138.0, 210.0, 104.0, 84.0
#: The gap between two boxes as a share of a box.
BETWEEN = 0.72
LINE, LEAST_BOX, PAD = 13.0, 34.0, 12.0
#: A box names so many things at most, and says how many more there are.
MOST_NAMES = 4

#: What a box may be, and what may be the matter with it.
SORTS = ("door", "service", "need", "system")
STOPPED_HERE, CLOSED, LOST = "stop", "closed", "lost"
#: What may be the matter with a step: it crosses a break, it may not be taken, or it is not there.
BROKEN, BARRED, MISSING = "broken", "barred", "missing"


@dataclass(frozen=True, slots=True)
class Stop:
    """A box with one name or several; `below` is said under them. `sort` is one of SORTS, `mark` what is the matter."""

    names: tuple[str, ...]
    sort: str = "service"
    below: str = ""
    mark: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """The way from one box to the next, with words above and below its line. `mark` is what is the matter with it."""

    above: str = ""
    below: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """Boxes and the steps between them, one fewer; lines of words at the left (the first bold), and words below.

    `first` is the column in which its first box stands, counted from 0.
    """

    stops: tuple[Stop, ...]
    steps: tuple[Step, ...]
    label: tuple[str, ...] = ()
    after: str = ""
    first: int = 0

    @property
    def columns(self) -> int:
        """How many columns it takes, those before it counted too."""
        return self.first + len(self.stops)


@dataclass(frozen=True, slots=True)
class _Room:
    """Where everything stands across: the left edge of the boxes, how wide they are, and from one to the next."""

    left: float
    box: float
    step: float


def narrowest(ways: Sequence[Way]) -> float:
    """The least width in which the ways can be read."""
    number = max((way.columns for way in ways), default=1)
    return _label(ways) + number * NARROWEST + (number - 1) * LEAST_GAP


def paths_piece(ways: Sequence[Way], corner: tuple[float, float], wide: float) -> Piece:
    """The ways one below the other, from their top left corner, in that width."""
    left, y = corner
    number = max((way.columns for way in ways), default=1)
    free = wide - _label(ways)
    box = min(WIDEST, free / (number + BETWEEN * (number - 1)))
    box = max(NARROWEST, min(box, (free - LEAST_GAP * (number - 1)) / number))
    gap = (free - number * box) / max(number - 1, 1)
    room = _Room(left + _label(ways), box, box + max(LEAST_GAP, min(gap, box * 2 * BETWEEN)))
    items: list[Item] = []
    for n, way in enumerate(ways):
        if n:
            items.append(rule((left, y), (left + wide, y)))
        drawn = _way(way, room, (left, y + PAD / 2), wide)
        items += drawn.items
        y = drawn.end + PAD / 2
    return Piece(items, y)


def _label(ways: Sequence[Way]) -> float:
    return LABEL if any(way.label for way in ways) else 0.0


def _way(way: Way, room: _Room, corner: tuple[float, float], wide: float) -> Piece:
    left, top = corner
    lines = [_lines(stop, room.box) for stop in way.stops]
    words = [_step_lines(step, room.step - room.box) for step in way.steps]
    label = [line for part in way.label for line in wrapped(part, SMALL, LABEL - 14, 2, True)]
    over = max([len(above) for above, _ in words], default=0)
    under = max([len(below) for _, below in words], default=0)
    boxes = [max(LEAST_BOX, len(some) * LINE + 10) for some in lines]
    half = max(*boxes, LINE * len(label), 0.0) / 2
    middle = top + max(half, over * LINE + 16)
    end = middle + max(half, under * LINE + 15)
    items: list[Item] = []
    first = wrapped(way.label[0], SMALL, LABEL - 14, 2, True) if way.label else []
    for n, line in enumerate(label):
        foot = middle + SMALL * 0.36 + (n - (len(label) - 1) / 2) * LINE
        items.append(Words(line, left, foot, bold=n < len(first)))
    for n, step in enumerate(way.steps):
        start = room.left + (way.first + n) * room.step + room.box
        items += _step(step, words[n], (start, start + room.step - room.box), middle)
    for n, stop in enumerate(way.stops):
        x = room.left + (way.first + n) * room.step
        items.append(_stop(stop, lines[n], (x, middle - boxes[n] / 2, x + room.box, middle + boxes[n] / 2)))
    for line in wrapped(way.after, SMALL, wide - (room.left - left), 3) if way.after else ():
        items.append(Words(line, room.left, end + LINE, colour=FAINT_INK))
        end += LINE
    return Piece(items, end + 4)


def _lines(stop: Stop, box: float) -> list[tuple[str, bool]]:
    """The lines in a box, and whether each is of its names."""
    most = MOST_NAMES if len(stop.names) > 1 else 1
    shown = stop.names if len(stop.names) <= most else stop.names[: most - 1]
    names = [line for name in shown for line in wrapped(name, SMALL, box - 22, 2 if len(stop.names) > 1 else 3)]
    left = len(stop.names) - len(shown)
    more = [f"and {left:,} more"] if left else []
    below = wrapped(stop.below, SMALL, box - 22, 3) if stop.below else []
    return [*((line, True) for line in names), *((line, False) for line in (*more, *below))]


def _step_lines(step: Step, gap: float) -> tuple[list[str], list[str]]:
    return wrapped(step.above, SMALL, gap - 16, 2), wrapped(step.below, SMALL, gap - 16, 3)


def stop_group(stop: Stop, box: Box) -> Group:
    """A stop by itself in a box, its words in lines that fit the width."""
    return _stop(stop, _lines(stop, box[2] - box[0]), box)


def arrow_items(mark: str, ends: tuple[float, float], y: float) -> list[Item]:
    """An arrow by itself from end to end at that height, with what is the matter with it."""
    return list(_step(Step(mark=mark), ([], []), ends, y))


def _stop(stop: Stop, lines: Sequence[tuple[str, bool]], box: Box) -> Group:
    """The box with its words and its mark."""
    left, top, right, bottom = box
    items: list[Item] = [_frame(stop, box)]
    if stop.mark == STOPPED_HERE:
        items.append(polygon([(right - 6, top), (right, top), (right, bottom), (right - 6, bottom)], WRONG))
    if stop.mark == CLOSED:
        items += cross_items((right - 1, top + 1), 8.0)
    foot = (top + bottom) / 2 + SMALL * 0.36 - (len(lines) - 1) * LINE / 2
    for n, (line, named) in enumerate(lines):
        colour = INK if named else FAINT_INK
        items.append(Words(line, (left + right) / 2, foot + n * LINE, SMALL, "middle", colour=colour))
    return Group(tuple(items), stop.title or ", ".join(stop.names))


def _frame(stop: Stop, box: Box) -> Outline:
    left, top, right, bottom = box
    fill = {"door": DOOR, "need": PALE_GREEN, "system": PALE_PINK}.get(stop.sort, SERVICE)
    dash: tuple[float, ...] = ()
    stroke, wide = INK, 1.2
    if stop.mark == STOPPED_HERE:
        fill, stroke, wide = STOPPED, WRONG, 2.0
    elif stop.mark:
        fill, dash = GREYED, (5.0, 3.0)
    if stop.sort == "need":
        middle, cut = (top + bottom) / 2, 9.0
        points = [(left, middle), (left + cut, top), (right - cut, top), (right, middle), (right - cut, bottom)]
        path = polygon([*points, (left + cut, bottom)]).stretches
    elif stop.sort == "system":
        path = polygon([(left + 10, top), (right, top), (right - 10, bottom), (left, bottom)]).stretches
    else:
        path = box_path(box, min(17.0, (bottom - top) / 2) if stop.sort == "door" else 0.0)
    return Outline(path, fill, stroke, wide, dash)


def _step(step: Step, words: tuple[list[str], list[str]], ends: tuple[float, float], y: float) -> Iterator[Item]:
    """An arrow from end to end at that height, with its words and its mark."""
    start, end = ends
    middle = (start + end) / 2
    colour = WRONG if step.mark else FORWARD
    dash = (3.0, 4.0) if step.mark == MISSING else ()
    yield Outline((("M", (start, y)), ("L", (end - 8, y))), "", colour, 1.8, dash)
    head = [(end, y), (end - 10, y - 4.4), (end - 10, y + 4.4)]
    yield polygon(head, PAPER if step.mark else colour, colour, 1.0)
    if step.mark == BROKEN:
        yield from _break((middle, y))
    elif step.mark == BARRED:
        yield from cross_items((middle, y), 8.0)
    aside = 4.0 if not step.mark else 12.5
    above, below = words
    for n, line in enumerate(reversed(above)):
        yield Words(line, middle - 4, y - aside - 1 - n * LINE, SMALL, "middle", bold=True)
    for n, line in enumerate(below):
        yield Words(line, middle - 4, y + aside + LINE - 2 + n * LINE, SMALL, "middle")


def _break(at: tuple[float, float]) -> Iterator[Item]:
    """A gap in a line between two slanting strokes."""
    x, y = at
    yield polygon([(x - 7, y + 8), (x - 1, y - 8), (x + 7, y - 8), (x + 1, y + 8)], PAPER)
    yield rule((x - 7, y + 8), (x - 1, y - 8), WRONG, 2.2)
    yield rule((x + 1, y + 8), (x + 7, y - 8), WRONG, 2.2)


def cross_items(at: tuple[float, float], size: float) -> Iterator[Item]:
    """A disc with a cross in it."""
    x, y = at
    arm = size * 0.5
    yield disc(at, size, PAPER, WRONG)
    yield rule((x - arm, y - arm), (x + arm, y + arm), WRONG, 2.2)
    yield rule((x - arm, y + arm), (x + arm, y - arm), WRONG, 2.2)


def legend_piece(ways: Sequence[Way], said: Mapping[str, str], corner: tuple[float, float], room: float) -> Piece:
    """What the boxes and arrows that occur mean, in rows across the page.

    `said` has the words for sorts and marks; those of a mark with a sort, `lost need` say, go before the mark's own.
    """
    left, top = corner
    items: list[Item] = [Words("What the boxes and arrows mean", left, top + TEXT, TEXT, bold=True)]
    x, y = left, top + TEXT + 10
    stops = [stop for way in ways for stop in way.stops]
    steps = [step for way in ways for step in way.steps]
    plain = [sort for sort in SORTS if any(stop.sort == sort and not stop.mark for stop in stops)]
    marks = list(dict.fromkeys((stop.sort, stop.mark) for stop in stops if stop.mark))
    samples: list[tuple[Stop | Step, str]] = [(Stop((), sort), said.get(sort, "")) for sort in plain]
    samples += [(Stop((), sort, mark=mark), said.get(f"{mark} {sort}") or said.get(mark, "")) for sort, mark in marks]
    samples += [(Step(mark=m), said.get(m or "step", "")) for m in dict.fromkeys(step.mark for step in steps)]
    for sample, words in samples:
        needed = 52 + width(words, SMALL) + 20
        if not words:
            continue
        if x > left and x + needed > left + room:
            x, y = left, y + 28
        if isinstance(sample, Stop):
            items.append(_stop(sample, [], (x, y, x + 42, y + 20)))
        else:
            items += _step(sample, ([], []), (x, x + 44), y + 10)
        items.append(Words(words, x + 52, y + 14))
        x += needed
    return Piece(items, y + 28)
