"""A small network on a page: marks in places that stay, lines told by dash and sign, names that cover nothing.

Places come of the ids and of `_layout`, so that they are the same in every run and change little when a little of the
network does. Every look has a shape or a dash of its own, so that greyscale does.
"""

import hashlib
import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from linkwork.visualise._labels import Label, Named, Paper, placed
from linkwork.visualise._layout import layout
from linkwork.visualise._scene import (
    SMALL,
    TEXT,
    Box,
    Group,
    Item,
    Outline,
    Words,
    box_path,
    disc,
    polygon,
    rectangle,
    rule,
)
from linkwork.visualise._sheet import PAPERS, Piece
from linkwork.visualise._style import FAINT_INK, INK, PAPER
from linkwork.visualise._text import shortened, width, wrapped

NAME = 11.5
LEAST_RADIUS, MOST_RADIUS = 6.0, 15.0
#: Names nearer the middle of a node's links are placed first.
MOST_NAMES = 150
#: How many seats a group has on a ring, and how far out the inner seats are.
SEATS = (2, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 256)
INNER = 0.7
#: The least height of a network that fills a page, and the room for what is said below it.
LEAST_HIGH, BELOW = 380.0, 106.0
MOST_STRETCH = 1.6
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Look:
    """How a node is drawn and what that means. `shape`: disc, square, triangle, diamond, hexagon or house."""

    words: str
    fill: str
    shape: str = "disc"


#: A mark that stands for marks of any look.
ANY = Look("", "#b8bec6")


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line is drawn and what that means. `sign` at its middle is `+`, `-` or nothing; `head` is an arrow."""

    words: str
    colour: str = FAINT_INK
    dash: tuple[float, ...] = ()
    width: float = 1.4
    sign: str = ""
    head: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """One thing: `size`, 0 to 1, is how large it is drawn; `ringed` and `dashed` are what the legend says of them."""

    id: str
    name: str
    look: Look
    title: str
    size: float = 0.3
    group: str = ""
    ringed: bool = False
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Tie:
    """A line from one node to another."""

    from_id: str
    to_id: str
    stroke: Stroke
    title: str = ""


@dataclass(frozen=True, slots=True)
class SmallNetwork:
    """Everything that is drawn. `middle` is the id of the node that all is about.

    `ringed` and `dashed` say what such nodes are. On a `ring` groups stand side by side; else the joined stand near.
    """

    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    middle: str = ""
    ringed: str = ""
    dashed: str = ""
    ring: bool = False


def high_on(top: float) -> float:
    """How high a network is that fills A4 lying down from that edge to the words below it."""
    return max(LEAST_HIGH, PAPERS[0][1] - top - BELOW)


def network_piece(found: SmallNetwork, corner: Point, wide: float, high: float) -> Piece:
    """The network with its legend above it, from its top left corner, so wide and so high altogether."""
    legend = _legend(found, corner, wide)
    box = (corner[0], legend.end + 6, corner[0] + wide, corner[1] + high)
    at = places(found, box)
    radius = {node.id: LEAST_RADIUS + (MOST_RADIUS - LEAST_RADIUS) * node.size for node in found.nodes}
    lines = [Group(tuple(_tie(tie, at, radius, _bend(tie, found.ties))), tie.title) for tie in found.ties]
    marks = [
        Group(
            tuple(_mark(node, at[node.id], radius[node.id]) if node.id != found.middle else _middle(node, at)),
            node.title,
        )
        for node in found.nodes
    ]
    labels = _names(found, at, radius, box)
    grounds = [item for label in labels for item in _ground(label)]
    names = [item for label in labels for item in _label(label)]
    return Piece([*legend.items, *lines, *grounds, *marks, *names], box[3])


def places(found: SmallNetwork, box: Box) -> dict[str, Point]:
    """The middle of every node within a box of the page, with room for names at its sides."""
    left, top, right, bottom = box[0] + 105, box[1] + 26, box[2] - 105, box[3] - 26
    centre = ((left + right) / 2, (top + bottom) / 2)
    if found.ring:
        seated = _seats([node for node in found.nodes if node.id != found.middle])
        half = ((right - left) / 2, (bottom - top) / 2)
        at = {id_: (centre[0] + x * half[0], centre[1] + y * half[1]) for id_, (x, y) in seated.items()}
        at |= {node.id: centre for node in found.nodes if node.id == found.middle}
    else:
        spread = layout([node.id for node in found.nodes], [(tie.from_id, tie.to_id) for tie in found.ties])
        at = _into((left, top, right, bottom), spread)
    return {id_: (round(x, 1), round(y, 1)) for id_, (x, y) in at.items()}


def _into(box: Box, spread: Mapping[str, Point]) -> dict[str, Point]:
    """The places made to fill the box."""
    left, top, right, bottom = box
    if not spread:
        return {}
    xs, ys = [x for x, _ in spread.values()], [y for _, y in spread.values()]
    kx = min((right - left) / max(max(xs) - min(xs), 1.0), MOST_STRETCH)
    ky = min((bottom - top) / max(max(ys) - min(ys), 1.0), MOST_STRETCH)
    x, y = (left + right - kx * (max(xs) + min(xs))) / 2, (top + bottom - ky * (max(ys) + min(ys))) / 2
    return {id_: (x + kx * across, y + ky * down) for id_, (across, down) in spread.items()}


def _seats(nodes: Sequence[Node]) -> dict[str, Point]:
    """Everybody's seat on a ring of radius 1, or a smaller one within, groups side by side in order of name.

    A group has some seats to spare, and everybody takes that which the id says or the next that is free: so whoever
    comes or goes leaves nearly all others where they were.
    """
    groups = sorted({node.group for node in nodes})
    taken: list[str] = []
    for group in groups:
        ids = sorted(node.id for node in nodes if node.group == group)
        row = [""] * next(seats for seats in SEATS if seats >= len(ids) * 1.15 or seats == SEATS[-1])
        row += [""] * max(0, len(ids) - len(row))
        for id_ in ids:
            share = int.from_bytes(hashlib.sha256(id_.encode("utf-8", "replace")).digest()[:6]) / 2**48
            seat = int(share * len(row))
            while row[seat]:
                seat = (seat + 1) % len(row)
            row[seat] = id_
        taken += [*row, ""]
    found: dict[str, Point] = {}
    for n, id_ in enumerate(taken):
        if id_:
            angle, far = math.tau * (n / len(taken) - 0.25), 1.0 if n % 2 else INNER
            found[id_] = (far * math.cos(angle), far * math.sin(angle))
    return found


def _bend(tie: Tie, ties: Sequence[Tie]) -> float:
    """How far a line bows, as a share of its length: those that join the same two are kept apart."""
    same = [other for other in ties if {other.from_id, other.to_id} == {tie.from_id, tie.to_id}]
    if len(same) == 1:
        return 0.0
    step = (same.index(tie) - (len(same) - 1) / 2) * 0.22
    return step if tie.from_id <= tie.to_id else -step


def _tie(tie: Tie, at: Mapping[str, Point], radius: Mapping[str, float], bend: float) -> Iterator[Item]:
    a, b = at[tie.from_id], at[tie.to_id]
    if math.dist(a, b) < 1:
        return
    middle = _bowed(a, b, bend)
    start, end = _towards(a, middle, radius[tie.from_id] + 1), _towards(b, middle, radius[tie.to_id] + 2)
    stroke = tie.stroke
    curve = ("C", (*_thirds(start, middle, end), *end))
    yield Outline((("M", start), curve), "", stroke.colour, stroke.width, stroke.dash)
    if stroke.head:
        yield _head(middle, end, stroke)
    if stroke.sign:
        yield from _sign(stroke, ((start[0] + end[0]) / 4 + middle[0] / 2, (start[1] + end[1]) / 4 + middle[1] / 2))


def _bowed(a: Point, b: Point, bend: float) -> Point:
    """The middle between two points, moved aside by that share of their distance."""
    return ((a[0] + b[0]) / 2 - (b[1] - a[1]) * bend, (a[1] + b[1]) / 2 + (b[0] - a[0]) * bend)


def _towards(start: Point, end: Point, far: float) -> Point:
    long = max(math.dist(start, end), 1e-6)
    return (start[0] + (end[0] - start[0]) * far / long, start[1] + (end[1] - start[1]) * far / long)


def _thirds(start: Point, middle: Point, end: Point) -> tuple[float, float, float, float]:
    """The handles of a cubic that is the parabola of those three."""
    return (
        (start[0] + 2 * middle[0]) / 3,
        (start[1] + 2 * middle[1]) / 3,
        (end[0] + 2 * middle[0]) / 3,
        (end[1] + 2 * middle[1]) / 3,
    )


def _head(middle: Point, end: Point, stroke: Stroke) -> Outline:
    back = _towards(end, middle, 8.0)
    across = ((end[1] - back[1]) * 0.45, -(end[0] - back[0]) * 0.45)
    points = [end, (back[0] + across[0], back[1] + across[1]), (back[0] - across[0], back[1] - across[1])]
    return polygon(points, stroke.colour)


def _sign(stroke: Stroke, at: Point) -> Iterator[Item]:
    x, y = at
    yield disc(at, 6.2, PAPER, stroke.colour)
    yield rule((x - 3.6, y), (x + 3.6, y), stroke.colour, 1.8)
    if stroke.sign == "+":
        yield rule((x, y - 3.6), (x, y + 3.6), stroke.colour, 1.8)


def _middle(node: Node, at: Mapping[str, Point]) -> Iterator[Item]:
    """What all is about: a frame with its name in it."""
    lines, (left, top, right, bottom) = _middle_lines(node), _middle_box(node, at[node.id])
    yield Outline(box_path((left, top, right, bottom), 10), PAPER, INK, 2.0)
    for n, words in enumerate(lines):
        yield Words(words, (left + right) / 2, top + 6 + NAME * (0.95 + 1.2 * n), NAME, "middle", True)


def _middle_lines(node: Node) -> list[str]:
    return wrapped(node.name, NAME, 130, 2, True)


def _middle_box(node: Node, at: Point) -> Box:
    lines = _middle_lines(node)
    half = max((width(line, NAME, True) for line in lines), default=20.0) / 2 + 9
    high = NAME * 1.2 * len(lines) / 2 + 7
    return (at[0] - half, at[1] - high, at[0] + half, at[1] + high)


def _mark(node: Node, at: Point, radius: float) -> Iterator[Item]:
    if node.ringed:
        yield disc(at, radius + 4, "", INK)
    yield from shape_items(node.look, at, radius, node.dashed)


def shape_items(look: Look, at: Point, radius: float, dashed: bool = False) -> Iterator[Item]:
    """The shape of a look about a point; with a dashed frame and a pale ground where that is asked for."""
    shapes: dict[str, Callable[[], Outline]] = {
        "square": lambda: _corners(at, radius, ((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85))),
        "triangle": lambda: _corners(at, radius, ((0, -1.05), (1, 0.8), (-1, 0.8))),
        "diamond": lambda: _corners(at, radius, ((0, -1.1), (1.1, 0), (0, 1.1), (-1.1, 0))),
        "hexagon": lambda: _corners(at, radius, ((-0.5, -0.9), (0.5, -0.9), (1, 0), (0.5, 0.9), (-0.5, 0.9), (-1, 0))),
        "house": lambda: _corners(at, radius, ((0, -1.05), (1, -0.2), (0.8, 0.9), (-0.8, 0.9), (-1, -0.2))),
    }
    outline = shapes.get(look.shape, lambda: disc(at, radius, "", ""))()
    fill = PAPER if dashed else look.fill
    yield Outline(outline.stretches, fill, INK, 1.4 if dashed else 1.0, (3.0, 2.0) if dashed else ())


def _corners(at: Point, radius: float, shares: Sequence[Point]) -> Outline:
    return polygon([(at[0] + x * radius, at[1] + y * radius) for x, y in shares])


def _names(found: SmallNetwork, at: Mapping[str, Point], radius: Mapping[str, float], box: Box) -> list[Label]:
    """The names in their places, those of the best connected first."""
    links = Counter(id_ for tie in found.ties for id_ in (tie.from_id, tie.to_id))
    named = [node for node in found.nodes if node.id != found.middle]
    order = sorted(named, key=lambda n: (-n.size, -links[n.id], n.id))
    wishes = [Named(n, node.name, *at[node.id], radius[node.id] + 3) for n, node in enumerate(order)]
    marks = [(x - r, y - r, x + r, y + r) for node in order for (x, y), r in [(at[node.id], radius[node.id] + 2)]]
    marks = [*(_middle_box(node, at[node.id]) for node in found.nodes if node.id == found.middle), *marks]
    signs = [
        _bowed(at[tie.from_id], at[tie.to_id], _bend(tie, found.ties) / 2) for tie in found.ties if tie.stroke.sign
    ]
    marks += [(x - 7, y - 7, x + 7, y + 7) for x, y in signs]
    routes = [(at[tie.from_id], at[tie.to_id]) for tie in found.ties]
    labels = placed(wishes, Paper(box, marks, routes), NAME, MOST_NAMES)
    # Only the first wishes may stand further off, at the end of a thin line: those left over are now the first.
    taken = [_label_box(label) for label in labels]
    lacking = [wish for wish in wishes if wish.number not in {label.number for label in labels}]
    more = placed(lacking, Paper(box, [*taken, *marks], routes), NAME, MOST_NAMES)
    busy = [*taken, *marks]
    return [*labels, *(label for label in more if not any(_cover(_label_box(label), other) for other in busy))]


def _label_box(label: Label) -> Box:
    wide = max(width(words, NAME) for words in label.lines)
    left = label.x - {"start": 0.0, "middle": wide / 2, "end": wide}[label.anchor]
    return (left - 2, label.top, left + wide + 2, label.top + NAME * 1.15 * len(label.lines))


def _cover(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _ground(label: Label) -> Iterator[Item]:
    """Paper behind a name, so that lines do not run through it; marks are drawn over it."""
    for n, words in enumerate(label.lines):
        wide = width(words, NAME)
        left = label.x - {"start": 0.0, "middle": wide / 2, "end": wide}[label.anchor]
        top = label.top + NAME * 1.15 * n
        yield rectangle((left - 1, top, left + wide + 1, top + NAME * 1.15), PAPER)


def _label(label: Label) -> Iterator[Item]:
    if label.leader:
        yield rule(*label.leader, "#8b949e", 0.7)
    for n, words in enumerate(label.lines):
        yield Words(words, label.x, label.top + NAME * (0.9 + 1.15 * n), NAME, label.anchor)


def _legend(found: SmallNetwork, corner: Point, room: float) -> Piece:
    """What the marks and lines that are on this page mean, in rows."""
    left, top = corner
    items: list[Item] = [Words("What the marks and lines mean", left, top + TEXT, TEXT, bold=True)]
    x, y = left, top + TEXT + 8
    for sample, words, wide in _samples(found):
        said = shortened(words, SMALL, room - wide - 10)
        needed = wide + 6 + width(said, SMALL) + 18
        if x > left and x + needed > left + room:
            x, y = left, y + 22
        items += [*sample(x, y + 9), Words(said, x + wide + 6, y + 13, SMALL)]
        x += needed
    return Piece(items, y + 24)


def _samples(found: SmallNetwork) -> Iterator[tuple[Callable[[float, float], list[Item]], str, float]]:
    """Each sample, drawn where it is told to be, its words, and how wide it is."""
    for look in dict.fromkeys(node.look for node in found.nodes if node.look.words):
        yield partial(_sample_mark, Node("", "", look, "")), look.words, 18
    for stroke in dict.fromkeys(tie.stroke for tie in found.ties if tie.stroke.words):
        yield partial(_sample_line, stroke), stroke.words, 38
    if found.ringed and any(node.ringed for node in found.nodes):
        yield partial(_sample_mark, Node("", "", ANY, "", ringed=True)), found.ringed, 20
    if found.dashed and any(node.dashed for node in found.nodes):
        yield partial(_sample_mark, Node("", "", ANY, "", dashed=True)), found.dashed, 18


def _sample_mark(node: Node, x: float, y: float) -> list[Item]:
    return list(_mark(node, (x + 9, y), 5.0 if node.ringed else 7.0))


def _sample_line(stroke: Stroke, x: float, y: float) -> list[Item]:
    tie = Tie("a", "b", stroke)
    return list(_tie(tie, {"a": (x, y), "b": (x + 38, y)}, {"a": 0.0, "b": 0.0}, 0.0))
