"""Adjacent services that overlap the core roles: roles at the left, services at the right, a line for each overlap."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import name_in, names_in, number_in
from linkwork.visualise._grid import NAME
from linkwork.visualise._layers import layers
from linkwork.visualise._scene import SMALL, Box, Group, Item, Outline, Words, box_path, rule
from linkwork.visualise._sheet import EDGE, Piece, Sheet, fitted, nothing_sheet, room_below, rows_of
from linkwork.visualise._style import FAINT_INK, INK, PAPER
from linkwork.visualise._text import shortened, width
from linkwork.words import counted, listed

DRAWING_NAME = "adjacent-to-core-roles"
MOST = 28
LEFT, RIGHT, HIGH = 250.0, 330.0, 30.0
HALF = 0.5
ROLE, MUCH = "#b9d9ee", "#f8dca0"

#: A height by (role, service).
Heights = dict[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class Way:
    """How a line looks for scores of one sort, and what they mean."""

    words: str
    colour: str
    width: float
    dash: tuple[float, ...] = ()


STRONG = Way("overlap of a half or more", "#0b4377", 4.0)
WEAK = Way("less than a half", "#2f73ab", 1.8)
NONE = Way("they do the same things, but share no group or no area", "#6b7280", 1.2, (2.0, 4.0))
UNKNOWN = Way("it is not known whom or where one of them serves", "#a61c00", 1.4, (8.0, 4.0))
WAYS = (STRONG, WEAK, NONE, UNKNOWN)


@dataclass(frozen=True, slots=True)
class Overlap:
    """One core role and one adjacent service: the score, if it is known, and what they share in words."""

    role: str
    service: str
    score: float | None
    said: str

    @property
    def way(self) -> Way:
        """How its line looks."""
        if self.score is None:
            return UNKNOWN
        return STRONG if self.score >= HALF else WEAK if self.score > 0 else NONE


def sheet(view: GraphView) -> Sheet:
    """The diagram of the services that overlap most; a page that says why there is none where there are no rows."""
    rows = rows_of(view, "O7")
    if not rows:
        return nothing_sheet(view, DRAWING_NAME, ("O7",), "Nothing was asked about adjacent services.")
    called = {str(row["core_role_id"]): name_in(row, "core_role") for row in rows}
    called |= {str(row["adjacent_service_id"]): _service(row) for row in rows}
    every = [_overlap(row) for row in rows]
    services = list(dict.fromkeys(one.service for one in every))[:MOST]
    kept = [one for one in every if one.service in set(services)]
    said = Said(DRAWING_NAME, "O7", _finding(every), _counts(every), _how_to_read(every, called))
    return fitted(
        sheet_about(view, said, lambda top, wide: _diagram(kept, called, top, wide)),
        2 * EDGE + LEFT + RIGHT + 220,
    )


def _service(row: Mapping[str, object]) -> str:
    provider = f", {name_in(row, 'provider', 'not known')}" if row["provider"] else ""
    return f"{name_in(row, 'adjacent_service')}{provider}"


def _overlap(row: Mapping[str, object]) -> Overlap:
    score = number_in(row, "score")
    shared = [
        f"{words}: {listed(names_in(row, column), most=9)}"
        for column, words in (("shared_functions", "both do"), ("shared_groups", "for"), ("shared_areas", "in"))
        if names_in(row, column)
    ]
    works = ["the role itself works there"] if row["staffed_by_role"] is True else []
    scored = [f"overlap {score:.2f}" if score is not None else "overlap not known"]
    return Overlap(str(row["core_role_id"]), str(row["adjacent_service_id"]), score, "; ".join(scored + shared + works))


def _diagram(kept: Sequence[Overlap], called: Mapping[str, str], top: float, wide: float) -> Piece:
    """Roles and services in columns, each near what it overlaps, with the strongest lines on top."""
    roles = list(dict.fromkeys(one.role for one in kept))
    services = list(dict.fromkeys(one.service for one in kept))
    legend = _legend(kept, (EDGE, top), wide)
    start = legend.end + 26
    placed = layers([roles, services], [(one.role, one.service) for one in kept], room_below(start, wide))
    inner, outer = EDGE + LEFT, wide - EDGE - RIGHT
    items: list[Item] = [
        Words("core roles", EDGE, start - 8, SMALL, colour=FAINT_INK),
        Words("adjacent services", outer, start - 8, SMALL, colour=FAINT_INK),
    ]
    leave, come = _spread(kept, placed.middles)
    for one in sorted(kept, key=lambda one: (-WAYS.index(one.way), one.score or 0.0, one.role, one.service)):
        ends = (inner, start + leave[one.role, one.service]), (outer, start + come[one.role, one.service])
        items.append(_line(one, ends, called))
    for id_ in roles:
        items += _box(called[id_], (EDGE, start + placed.middles[id_], inner), ROLE)
    best = {id_: max((one.score or 0.0 for one in kept if one.service == id_), default=0.0) for id_ in services}
    for id_ in services:
        fill = MUCH if best[id_] >= HALF else PAPER
        items += _box(called[id_], (outer, start + placed.middles[id_], wide - EDGE), fill)
    return Piece([*legend.items, *items], start + placed.high)


def _spread(kept: Sequence[Overlap], middles: Mapping[str, float]) -> tuple[Heights, Heights]:
    """How high each line leaves its role and comes to its service, those of one box apart, in order of their ends."""
    leave: Heights = {}
    come: Heights = {}
    for heights, near, far in ((leave, 0, 1), (come, 1, 0)):
        ends = sorted(((one.role, one.service) for one in kept), key=lambda pair: (pair[near], middles[pair[far]]))
        for id_, pairs in groupby(ends, key=lambda pair: pair[near]):
            lines = list(pairs)
            step = min(6.0, (HIGH - 8) / max(1, len(lines) - 1))
            for n, pair in enumerate(lines):
                heights[pair] = middles[id_] + step * (n - (len(lines) - 1) / 2)
    return leave, come


def _line(one: Overlap, ends: tuple[tuple[float, float], tuple[float, float]], called: Mapping[str, str]) -> Group:
    (x, y), (to_x, to_y) = ends
    middle = (x + to_x) / 2
    curve = (("M", (x, y)), ("C", (middle, y, middle, to_y, to_x, to_y)))
    line = Outline(curve, "", one.way.colour, one.way.width, one.way.dash)
    return Group((line,), f"{called[one.role]} and {called[one.service]}: {one.said}")


def _box(words: str, at: tuple[float, float, float], fill: str) -> Iterator[Item]:
    left, middle, right = at
    box: Box = (left, middle - HIGH / 2, right, middle + HIGH / 2)
    text = Words(shortened(words, NAME, right - left - 16), left + 8, middle + NAME * 0.35, NAME)
    yield Group((Outline(box_path(box, 5.0), fill, INK, 0.9), text), words)


def _legend(kept: Sequence[Overlap], corner: tuple[float, float], wide: float) -> Piece:
    """The sorts of lines that are there, side by side as far as they fit."""
    items: list[Item] = []
    x, y = corner
    used = [way for way in WAYS if any(one.way == way for one in kept)]
    for way in used:
        across = width(way.words, NAME) + 62
        if x > corner[0] and x + across > wide - EDGE:
            x, y = corner[0], y + 20
        line = rule((x, y + 9), (x + 32, y + 9), way.colour, way.width)
        items += [replace(line, dash=way.dash), Words(way.words, x + 40, y + 13, NAME)]
        x += across
    if STRONG in used:
        words = "a service that overlaps a role so much"
        if x + width(words, NAME) + 62 > wide - EDGE:
            x, y = corner[0], y + 20
        items += [
            Outline(box_path((x, y + 2, x + 32, y + 16), 4.0), MUCH, INK, 0.9),
            Words(words, x + 40, y + 13, NAME),
        ]
    return Piece(items, y + 20)


def _finding(every: Sequence[Overlap]) -> str:
    services = {one.service for one in every}
    half = {one.service for one in every if one.way == STRONG}
    some = {one.service for one in every if one.way in (STRONG, WEAK)}
    of = f"of {counted(len(services), 'adjacent service')}"
    if half:
        return f"{len(half)} {of} {'overlaps' if len(half) == 1 else 'overlap'} a core role by a half or more"
    if some:
        return f"{len(some)} {of} {'overlaps' if len(some) == 1 else 'overlap'} a core role, none by a half"
    do = "adjacent service does" if len(services) == 1 else "adjacent services do"
    return f"{len(services)} {do} what a core role does, none known to be for the same people there"


def _counts(every: Sequence[Overlap]) -> Iterator[str]:
    roles, services = len({one.role for one in every}), len({one.service for one in every})
    yield f"{counted(roles, 'core role')}, {counted(services, 'adjacent service')}, {counted(len(every), 'overlap')}"
    if services > MOST:
        yield f"showing {MOST} of {services} services, those that overlap most"


def _how_to_read(every: Sequence[Overlap], called: Mapping[str, str]) -> tuple[str, ...]:
    one = every[0]
    return (
        "The overlap is the shared share of functions, of groups and of areas, multiplied: 1 where one side does "
        "everything that the other does, for all of its people in all of its places.",
        f"So {called[one.role]} and {called[one.service]}: {one.said}.",
        "Sharing a function with a core role is not doing its work. It is a reason to ask who does what for whom.",
    )


DRAWING = Drawing(
    name=DRAWING_NAME,
    title="Adjacent services that overlap the core roles",
    question="Do adjacent roles (care co-ordinators, social care, council, VCSE) overlap the core four?",
    sheet=sheet,
    asks=(Asks("O7"),),
    needs_graph=False,
    of="O7",
)
