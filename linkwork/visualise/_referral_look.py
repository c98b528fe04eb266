"""How boxes and lines of the referral map look, and the legend of what is on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linkwork.visualise._referrals import DEAD_END, UNREACHED, Stop, Way
from linkwork.visualise._scene import SMALL, TEXT, Box, Item, Outline, Stretch, Words, box_path, polygon, rectangle
from linkwork.visualise._sheet import Piece
from linkwork.visualise._style import BACK, DOOR, FORWARD, GREYED, INK, PAPER, SERVICE, STAFF, STOPPED, WRONG
from linkwork.visualise._text import shortened, width, wrapped

HIGH = 29.0
THIN, THICK = 1.1, 3.4
HEAD = 7.5
#: Every way of sending people has a dash of its own.
DASHES: dict[str, tuple[float, ...]] = {"referral": (), "signpost": (2, 3), "warm_handover": (9, 2.5, 2, 2.5)}
UNSAID: tuple[float, ...] = (6, 4)
ONE_SIDED = {"sender": "only the sender has told of it", "receiver": "only the receiver has told of it"}


def thickness(way: Way, largest: float) -> float:
    """Units: as the root of the people a month, so that few still show; the thinnest where it is not known."""
    if way.volume is None or largest <= 0:
        return THIN
    return round(THIN + (THICK - THIN) * float((way.volume / largest) ** 0.5), 2)


def dash(kind: str) -> tuple[float, ...]:
    """The dash of a way of sending people."""
    return DASHES.get(kind, UNSAID)


def kind_in_words(kind: str) -> str:
    """A way of sending people as it is said."""
    return kind.replace("_", " ") if kind else "way of sending not known"


def stop_items(stop: Stop, box: Box) -> Iterator[Item]:
    """A box with its name and, in words, what is wrong."""
    left, top, right, bottom = box
    yield _frame(stop, box)
    if DEAD_END in stop.tags:
        yield rectangle((right - 5, top, right, bottom), WRONG)
    if any(tag.startswith("loop") for tag in stop.tags):
        yield rectangle((left + 2.6, top + 2.6, right - 2.6, bottom - 2.6), "", INK, 0.9)
    if stop.by_oneself:
        yield polygon([(left + 4, bottom - 11), (left + 10.5, bottom - 7.5), (left + 4, bottom - 4)], INK)
    room = right - left - 20
    if room < 20:
        return
    lines = [(shortened(stop.name, SMALL, room), False)] if stop.tags else [(x, False) for x in _two(stop.name, room)]
    if stop.tags:
        tags = [
            tag for tag in stop.tags if tag != UNREACHED
        ] or stop.tags  # those out of reach have a column of their own
        lines.append((shortened(" · ".join(tags), SMALL, room, True), True))
    foot = (top + bottom) / 2 + SMALL * 0.36 - (len(lines) - 1) * 6.3
    for n, (words, bold) in enumerate(lines):
        yield Words(words, (left + right) / 2, foot + n * 12.6, SMALL, "middle", bold)


def _two(name: str, room: float) -> list[str]:
    """A name in two lines at most."""
    lines = wrapped(name, SMALL, room, 9)
    return lines if len(lines) <= 2 else [lines[0], shortened(" ".join(lines[1:]), SMALL, room)]


def _frame(stop: Stop, box: Box) -> Outline:
    left, top, right, bottom = box
    if UNREACHED in stop.tags:
        return Outline(box_path(box), GREYED, INK, 1.2, (5, 3))
    if stop.kind == "Role":
        middle = (top + bottom) / 2
        points = [(left, middle), (left + 8, top), (right - 8, top), (right, middle), (right - 8, bottom)]
        return polygon([*points, (left + 8, bottom)], DOOR if stop.door else STAFF, INK, 1.2)
    if stop.door:
        return Outline(box_path(box, HIGH / 2), DOOR, INK, 1.2)
    dead = DEAD_END in stop.tags
    return Outline(box_path(box), STOPPED if dead else SERVICE, WRONG if dead else INK, 2.0 if dead else 1.2)


def way_items(way: Way, path: Sequence[Stretch], wide: float, back: bool) -> Iterator[Item]:
    """A line with its head, which is hollow where one side alone has told of it; the last stretch ends at the tip."""
    colour = BACK if back else FORWARD
    values = path[-1][1]
    (x, y), (near, _) = values[-2:], values[-4:-2]
    way_x = 1.0 if x > near else -1.0
    size = HEAD + wide * 0.8
    cut = (*values[:-2], x - way_x * size * 0.8, y)
    yield Outline((*path[:-1], (path[-1][0], cut)), "", colour, wide, dash(way.kind))
    head = [(x, y), (x - way_x * size, y - size * 0.42), (x - way_x * size, y + size * 0.42)]
    yield polygon(head, PAPER if way.one_sided else colour, colour, 1.0)
    if way.one_sided == "receiver":
        start_x, start_y = path[0][1]
        yield rectangle((start_x - 2.5, start_y - 2.5, start_x + 2.5, start_y + 2.5), PAPER, colour)


def legend_piece(stops: Sequence[Stop], ways: Sequence[Way], corner: tuple[float, float], room: float) -> Piece:
    """What the boxes and lines on this page mean, in rows across the page."""
    left, top = corner
    items: list[Item] = [Words("What the boxes and lines mean", left, top + TEXT, TEXT, bold=True)]
    x, y = left, top + TEXT + 9
    for sample, words, wide in [*_boxes(stops), *_lines(ways)]:
        needed = wide + 7 + width(words, SMALL) + 18
        if x > left and x + needed > left + room:
            x, y = left, y + 27
        items += sample(x, y)
        items.append(Words(words, x + wide + 7, y + 14, SMALL))
        x += needed
    return Piece(items, y + 26)


@dataclass(frozen=True, slots=True)
class _Sample:
    """A piece of the legend, drawn where it is told to be: a box if there is a stop, else a line."""

    stop: Stop | None = None
    way: Way | None = None
    wide: float = THIN
    back: bool = False

    def __call__(self, x: float, y: float) -> list[Item]:
        if self.stop:
            return list(stop_items(self.stop, (x, y, x + 34, y + 20)))
        ends = (x + 42, x) if self.back else (x, x + 42)
        path: tuple[Stretch, ...] = (("M", (ends[0], y + 10)), ("C", (x + 21, y + 10, x + 21, y + 10, ends[1], y + 10)))
        return list(way_items(self.way or _way(), path, self.wide, self.back))


def _way(kind: str = "referral", one_sided: str = "") -> Way:
    return Way("", "", "", kind, one_sided=one_sided)


def _boxes(stops: Sequence[Stop]) -> Iterator[tuple[_Sample, str, float]]:
    tags = {tag.split(" ")[0] if tag.startswith("loop") else tag for stop in stops for tag in stop.tags}
    if any(stop.door and stop.kind != "Role" for stop in stops):
        yield _Sample(Stop("", "", "Organisation", 0, door=True)), "door: people start here", 34
    if any(stop.door and stop.kind == "Role" for stop in stops):
        yield _Sample(Stop("", "", "Role", 0, door=True)), "door that is a role", 34
    if any(stop.staff for stop in stops):
        yield _Sample(Stop("", "", "Role", 0, staff=True)), "role that refers on for a service", 34
    if any(not stop.door and not stop.staff for stop in stops):
        yield _Sample(Stop("", "", "Service", 1)), "service", 34
    if any(stop.by_oneself for stop in stops):
        yield _Sample(Stop("", "", "Service", 1, by_oneself=True)), "people may come by themselves", 34
    for tag, words in ((DEAD_END, "dead end"), ("loop", "in a loop"), (UNREACHED, "nobody can reach it from a door")):
        if tag in tags:
            yield _Sample(Stop("", "", "Service", 1, tags=(tag,))), words, 34


def _lines(ways: Sequence[Way]) -> Iterator[tuple[_Sample, str, float]]:
    kinds = {way.kind for way in ways}
    for kind in sorted(kinds, key=lambda kind: (kind not in DASHES, kind)):
        yield _Sample(way=_way(kind)), kind_in_words(kind), 42
    known = [way.volume for way in ways if way.volume is not None]
    if known:
        largest = f"{max(known):,.0f}"
        yield _Sample(way=_way(), wide=THICK), f"{largest} people a month; the thinnest: few, or not known", 42
    for side, words in ONE_SIDED.items():
        if any(way.one_sided == side for way in ways):
            yield _Sample(way=_way(one_sided=side)), words, 42
    yield _Sample(way=_way(), back=True), "leads back, or to one in the same column", 42
