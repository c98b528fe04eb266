"""The referral map on the page: boxes in columns from the doors onwards, and a line for every referral link."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from linkwork.visualise._layers import Layers, layers
from linkwork.visualise._referral_look import HIGH, legend_piece, stop_items, thickness, way_items
from linkwork.visualise._referrals import UNREACHED, Network, Stop, Way
from linkwork.visualise._scene import SMALL, Box, Group, Item, Outline, Stretch, Words
from linkwork.visualise._sheet import EDGE, Piece, room_below
from linkwork.visualise._style import FAINT_INK
from linkwork.words import counted

#: No column has more boxes; what is more stands in a column of its own beside it.
MOST_IN_COLUMN = 20
NARROWEST, WIDEST = 118.0, 190.0
#: The room between columns, as a share of a column.
BETWEEN = 0.52
MOST_COLUMNS = 9


@dataclass(frozen=True, slots=True)
class Columns:
    """The ids of the boxes by column, and what stands above each column."""

    ids: tuple[tuple[str, ...], ...]
    words: tuple[str, ...]


def columns_of(found: Network) -> Columns:
    """Everybody in columns: doors, services by fewest steps with the staff who refer on for them, then who is cut off.

    Of a column that would be too long, those who receive from it and send onwards stand in its right half.
    """
    groups: dict[tuple[int, int], list[Stop]] = {}
    for stop in found.stops:
        groups.setdefault(place(stop), []).append(stop)
    ids: list[tuple[str, ...]] = []
    words: list[str] = []
    where = {stop.id: key for key, stops in groups.items() for stop in stops}
    for key in sorted(groups):
        ordered = _towards_right(groups[key], found, where)
        parts = -(-len(ordered) // MOST_IN_COLUMN)
        size = -(-len(ordered) // parts)
        ids += [tuple(ordered[n * size : (n + 1) * size]) for n in range(parts)]
        words += [heading(key), *[""] * (parts - 1)]
    return Columns(tuple(ids), tuple(words))


def narrowest(columns: Columns) -> float:
    """The least width of a page on which the columns stand."""
    number = len(columns.ids)
    return NARROWEST * (number + BETWEEN * (number - 1)) + 2 * EDGE


def place(stop: Stop) -> tuple[int, int]:
    """Which column a stop belongs to, in the order of the columns."""
    if UNREACHED in stop.tags or stop.steps is None:
        return (2, 0)
    return (0, 0) if stop.door else (1, 2 * stop.steps + (1 if stop.staff else 0))


def heading(key: tuple[int, int]) -> str:
    """What stands above the column of that place."""
    part, number = key
    if part == 1:
        return "staff who refer on" if number % 2 else f"reached in {counted(number // 2, 'step')}"
    return "nobody can reach" if part else "doors"


def _towards_right(group: Sequence[Stop], found: Network, where: Mapping[str, tuple[int, int]]) -> list[str]:
    """The ids of a column, those first that lines should not have to pass."""
    score: Counter[str] = Counter()
    for way in found.ways:
        start, end = where[way.from_id], where[way.to_id]
        score[way.from_id] += (end > start) - (end == start)
        score[way.to_id] += end == start
    return sorted((stop.id for stop in group), key=lambda id_: (score[id_], id_))


def map_piece(found: Network, columns: Columns, top: float, wide: float) -> Piece:
    """The whole map with its legend, from a top edge down."""
    stops = {stop.id: stop for stop in found.stops}
    legend = legend_piece(found.stops, found.ways, (EDGE, top), wide - 2 * EDGE)
    links = [*((way.from_id, way.to_id) for way in found.ways), *found.staffing]
    placed = layers(columns.ids, links, room_below(legend.end + 34, wide))
    room = _Room(columns, placed, (EDGE, legend.end + 34), wide - 2 * EDGE)
    number = {id_: str(n) for n, id_ in enumerate(stops)}
    lines = [_line(way, room, found, number) for way in _thin_last(found.ways)]
    staff = [_staff(n, room, found, number) for n in range(len(found.staffing))]
    downwards = [id_ for ids in columns.ids for id_ in sorted(ids, key=placed.middles.__getitem__)]
    boxes = [_box(stops[id_], room.box(id_), number) for id_ in downwards]
    return Piece([*legend.items, *_headings(columns, room), *staff, *lines, *boxes], room.corner[1] + placed.high)


def _thin_last(ways: Sequence[Way]) -> list[Way]:
    return sorted(ways, key=lambda way: (-(way.volume or 0), way.id))


@dataclass(frozen=True, slots=True)
class _Room:
    """The part of the page for the map."""

    columns: Columns
    placed: Layers
    corner: tuple[float, float]
    wide: float

    @property
    def box_wide(self) -> float:
        number = len(self.columns.ids)
        return min(WIDEST, max(NARROWEST, self.wide / (number + BETWEEN * (number - 1))))

    def left(self, column: int) -> float:
        """The left edge of a column."""
        number = len(self.columns.ids)
        step = (self.wide - self.box_wide) / max(number - 1, 1)
        return self.corner[0] + column * step

    def column(self, id_: str) -> int:
        """The column that a box stands in."""
        return next(n for n, ids in enumerate(self.columns.ids) if id_ in ids)

    def box(self, id_: str) -> Box:
        """Where a box stands."""
        left, middle = self.left(self.column(id_)), self.corner[1] + self.placed.middles[id_]
        return (left, middle - HIGH / 2, left + self.box_wide, middle + HIGH / 2)


def _headings(columns: Columns, room: _Room) -> Iterator[Item]:
    for n, words in enumerate(columns.words):
        if words:
            x = room.left(n) + room.box_wide / 2
            yield Words(words, x, room.corner[1] - 12, SMALL, "middle", colour=FAINT_INK)


def _box(stop: Stop, box: Box, number: Mapping[str, str]) -> Group:
    what = "door" if stop.door else stop.kind.lower()
    alike = f" ({'; '.join(stop.alike)})" if stop.alike else ""
    oneself = ["people may come by themselves"] if stop.by_oneself else []
    title = ", ".join([f"{stop.name}{alike}", *([what] if what else []), *oneself, *stop.tags])
    marks = (("data-node", number[stop.id]), ("data-name", stop.name), ("tabindex", "0"))
    return Group(tuple(stop_items(stop, box)), title, marks)


def _line(way: Way, room: _Room, found: Network, number: Mapping[str, str]) -> Group:
    n = found.ways.index(way)
    start, end = room.column(way.from_id), room.column(way.to_id)
    largest = max((other.volume or 0 for other in found.ways), default=0)
    ends = (way.from_id, way.to_id)
    heights = (_port(way, room, found, True), _port(way, room, found, False))
    path = _path(ends, heights, room.placed.passing[n], room)
    marks = (("data-from", number[way.from_id]), ("data-to", number[way.to_id]))
    names = {stop.id: stop.name for stop in found.stops}
    return Group(tuple(way_items(way, path, thickness(way, largest), end <= start)), said(way, names), marks)


def said(way: Way, names: Mapping[str, str]) -> str:
    """One referral in words; `names` are those of the stops by id."""
    more = [
        way.kind.replace("_", " "),
        f"people a month: {way.people}" if way.people else "",
        f"wait in days: {way.wait}" if way.wait else "",
        f"only the {way.one_sided} has told of it" if way.one_sided else "",
    ]
    words = "; ".join(part for part in more if part)
    return f"{names[way.from_id]} to {names[way.to_id]}{f' ({words})' if words else ''}"


def _staff(n: int, room: _Room, found: Network, number: Mapping[str, str]) -> Group:
    """A dotted line without a head from a service to the role that refers on for it."""
    service, role = found.staffing[n]
    middles = tuple(sum(room.box(id_)[1::2]) / 2 for id_ in (service, role))
    path = _path((service, role), (middles[0], middles[1]), room.placed.passing[len(found.ways) + n], room)
    marks = (("data-from", number[service]), ("data-to", number[role]))
    return Group((Outline(tuple(path), "", FAINT_INK, 1.2, (1.5, 2.5)),), "is staffed by", marks)


def _path(ends: tuple[str, str], heights: tuple[float, float], passing: Sequence[float], room: _Room) -> list[Stretch]:
    """From the edge of one box to the edge of another, by the line's places in the columns between."""
    start, end = room.column(ends[0]), room.column(ends[1])
    a, b = room.box(ends[0]), room.box(ends[1])
    y1, y2 = heights
    if start == end:
        out = min(18 + abs(y2 - y1) * 0.12, 60.0)
        return [("M", (a[2], y1)), ("C", (a[2] + out, y1, b[2] + out, y2, b[2], y2))]
    step = 1 if end > start else -1
    x, y = (a[2] if step > 0 else a[0]), y1
    path: list[Stretch] = [("M", (x, y))]
    for n, height in enumerate(passing, start=1):
        left, to = room.left(start + step * n), room.corner[1] + height
        near, far = (left, left + room.box_wide) if step > 0 else (left + room.box_wide, left)
        path += [_bow((x, y), (near, to)), ("L", (far, to))]
        x, y = far, to
    return [*path, _bow((x, y), (b[0] if step > 0 else b[2], y2))]


def _bow(start: tuple[float, float], end: tuple[float, float]) -> Stretch:
    half = (start[0] + end[0]) / 2
    return ("C", (half, start[1], half, end[1], *end))


def _port(way: Way, room: _Room, found: Network, leaving: bool) -> float:
    """How high on its edge a box has the line: the lines of an edge in the order of where they come from or go to.

    Two ways of sending between the same two have a place each, so that neither lies under the other.
    """
    mine = way.from_id if leaving else way.to_id
    there = [other for other in found.ways if mine == (other.from_id if leaving else other.to_id)]
    ends = [(room.placed.middles[other.to_id if leaving else other.from_id], other) for other in there]
    order = [other.id for _, other in sorted(ends, key=lambda end: (end[0], end[1].to_id, end[1].from_id, end[1].id))]
    share = (order.index(way.id) + 0.5) / len(order)
    box = room.box(mine)
    return box[1] + 3 + (box[3] - box[1] - 6) * share
