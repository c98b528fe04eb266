"""Flows between named things in columns (a Sankey or alluvial diagram): a band as thick as what goes that way.

Blocks are as high as what comes in or goes out, whichever is more, and never too low for their name. Within a column
they stand near what they are joined to (the barycentres of Sugiyama, Tagawa and Toda 1981), or in the order given.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from linkwork.visualise._scene import SMALL, TEXT, Box, Group, Item, Outline, Stretch, Words, hatching, rectangle
from linkwork.visualise._sheet import Piece
from linkwork.visualise._style import FAINT_INK, INK, PALE_BLUE
from linkwork.visualise._text import shortened, width, wrapped

LEAST_BLOCK, WIDEST, BETWEEN = 21.0, 230.0, 0.7
GAP, ROOMY, MOST_GAP = 5.0, 13.0, 30.0
#: How much of the height that names do not need the bands may fill.
FILLED = 0.65
#: The least thickness of a band whose size is known, and the dash of one whose size is not.
THIN: float = 1.5
UNKNOWN = (4.0, 3.0)
SWEEPS = 16
BAND, EDGE_OF_BAND = "#9cc3e3", "#35597f"


@dataclass(frozen=True, slots=True)
class Block:
    """One named thing in a column, counted from 0 at the left. `title` says in full what it is."""

    id: str
    name: str
    column: int
    title: str = ""
    fill: str = PALE_BLUE
    hatched: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """What goes from a block to one in a later column. `size` is None where it is not known: a thin dashed line.

    `dash` is that of the band's outline; empty for a solid one.
    """

    from_id: str
    to_id: str
    size: float | None
    title: str = ""
    fill: str = BAND
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Flows:
    """Blocks, the flows between them, and what stands above each column; `fixed` keeps the order of the blocks."""

    headings: tuple[str, ...]
    blocks: tuple[Block, ...]
    flows: tuple[Flow, ...]
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """Where each block is, by its id, and how thick a flow of size 1 is."""

    boxes: Mapping[str, Box]
    scale: float
    end: float


def flows_piece(found: Flows, corner: tuple[float, float], wide: float, room: float) -> Piece:
    """The whole diagram from its top left corner, so wide; so high as the room, or higher where the names need it."""
    left, top = corner
    placed = places(found, (left, top + 22), wide, room - 22)
    items: list[Item] = []
    for n, words in enumerate(found.headings):
        column = [placed.boxes[block.id] for block in found.blocks if block.column == n]
        if column:
            start, across = column[0][0], column[0][2] - column[0][0]
            said = shortened(words, SMALL, across + (across * BETWEEN - 10 if n + 1 < len(found.headings) else 0))
            items.append(Words(said, start, top + 12, colour=FAINT_INK))
    items += _bands(found, placed)
    items += [_block(block, placed.boxes[block.id]) for block in found.blocks]
    return Piece(items, placed.end)


def legend_piece(entries: Sequence[tuple[Flow, str]], corner: tuple[float, float], room: float) -> Piece:
    """What the bands mean, in rows across the page."""
    left, top = corner
    items: list[Item] = [Words("What the bands mean", left, top + TEXT, TEXT, bold=True)]
    x, y = left, top + TEXT + 8
    for flow, words in entries:
        needed = 44 + width(words, SMALL) + 20
        if x > left and x + needed > left + room:
            x, y = left, y + 22
        thick = 12.0 if flow.size is not None else 0.0
        items += [_band(flow, ((x, y + 9), (x + 36, y + 9)), thick), Words(words, x + 43, y + 13)]
        x += needed
    return Piece(items, y + 24)


def places(found: Flows, corner: tuple[float, float], wide: float, room: float) -> Placed:
    """A place for every block: nothing over another, and the largest scale at which every column fits the room."""
    number = max((block.column for block in found.blocks), default=0) + 1
    across = min(WIDEST, wide / (number + BETWEEN * (number - 1)))
    step = (wide - across) / (number - 1) if number > 1 else 0.0
    sizes = _sizes(found)
    columns = _ordered(found, number)
    least = max(len(ids) * (LEAST_BLOCK + GAP) - GAP for ids in columns)
    bands = least + max(0.0, room - least) * FILLED
    scale = _scale([[sizes[id_] for id_ in ids] for ids in columns], bands)
    highs = {id_: max(LEAST_BLOCK, scale * size) for id_, size in sizes.items()}
    most = max(sum(highs[id_] + ROOMY for id_ in ids) - ROOMY for ids in columns)
    high = max(bands, min(most, room))
    boxes: dict[str, Box] = {}
    for n, ids in enumerate(columns):
        spare = high - sum(highs[id_] for id_ in ids)
        gap = min(MOST_GAP, spare / (len(ids) - 1)) if len(ids) > 1 else 0.0
        y = corner[1] + (spare - gap * (len(ids) - 1)) / 2
        for id_ in ids:
            boxes[id_] = (corner[0] + n * step, y, corner[0] + n * step + across, y + highs[id_])
            y += highs[id_] + gap
    return Placed(boxes, scale, corner[1] + high)


def _sizes(found: Flows) -> dict[str, float]:
    """What comes into each block or goes out of it, whichever is more, of what is known."""
    into = {block.id: 0.0 for block in found.blocks}
    out = dict(into)
    for flow in found.flows:
        out[flow.from_id] += flow.size or 0.0
        into[flow.to_id] += flow.size or 0.0
    return {id_: max(into[id_], out[id_]) for id_ in into}


def _scale(columns: Sequence[Sequence[float]], room: float) -> float:
    """The largest scale at which every column fits, by halving; 0 where nothing has a size."""
    largest = max((size for column in columns for size in column), default=0.0)
    low, high = 0.0, room / largest if largest > 0 else 0.0
    for _ in range(40):
        tried = (low + high) / 2
        fits = all(sum(max(LEAST_BLOCK, tried * size) + GAP for size in column) - GAP <= room for column in columns)
        low, high = (tried, high) if fits else (low, tried)
    return low


def _ordered(found: Flows, number: int) -> list[list[str]]:
    """The ids of each column in their order, at least one column."""
    columns = [[block.id for block in found.blocks if block.column == n] for n in range(number)]
    if found.fixed:
        return columns
    beside: dict[str, list[tuple[str, float]]] = {block.id: [] for block in found.blocks}
    for flow in found.flows:
        weight = flow.size or 1.0
        beside[flow.from_id].append((flow.to_id, weight))
        beside[flow.to_id].append((flow.from_id, weight))
    place = _shares(columns)
    best, fewest = [list(ids) for ids in columns], _steepness(place, beside)
    for sweep in range(SWEEPS):
        for ids in columns if sweep % 2 else columns[::-1]:
            wanted = {
                id_: _middle([(place[other], weight) for other, weight in beside[id_]], place[id_]) for id_ in ids
            }
            ids.sort(key=lambda id_: (round(wanted[id_], 9), id_))
            place |= _shares([ids])
        if (cost := _steepness(place, beside)) < fewest - 1e-9:
            best, fewest = [list(ids) for ids in columns], cost
    return best


def _shares(columns: Sequence[Sequence[str]]) -> dict[str, float]:
    return {id_: (n + 0.5) / len(ids) for ids in columns for n, id_ in enumerate(ids)}


def _middle(near: Sequence[tuple[float, float]], otherwise: float) -> float:
    weight = sum(w for _, w in near)
    return sum(place * w for place, w in near) / weight if weight > 0 else otherwise


def _steepness(place: Mapping[str, float], beside: Mapping[str, Sequence[tuple[str, float]]]) -> float:
    return sum(abs(place[a] - place[b]) * weight for a in sorted(beside) for b, weight in beside[a])


def _bands(found: Flows, placed: Placed) -> Iterator[Group]:
    """A band a flow, each at its own place on the edges of its blocks; the thin ones over the thick."""
    starts = _edges(found, placed, True)
    ends = _edges(found, placed, False)
    thick = [_thickness(flow, placed.scale) for flow in found.flows]
    for n in sorted(range(len(found.flows)), key=lambda n: (-thick[n], n)):
        flow = found.flows[n]
        points = (placed.boxes[flow.from_id][2], starts[n]), (placed.boxes[flow.to_id][0], ends[n])
        yield Group((_band(flow, points, thick[n]),), flow.title)


def _thickness(flow: Flow, scale: float) -> float:
    return 0.0 if flow.size is None else max(THIN, flow.size * scale)


def _edges(found: Flows, placed: Placed, leaving: bool) -> dict[int, float]:
    """The height of the middle of each flow at its block's edge, in the order of the blocks at the other end."""
    at: dict[str, list[int]] = {}
    for n, flow in enumerate(found.flows):
        at.setdefault(flow.from_id if leaving else flow.to_id, []).append(n)
    middles: dict[int, float] = {}
    for id_, numbers in at.items():
        far = {n: found.flows[n].to_id if leaving else found.flows[n].from_id for n in numbers}
        numbers.sort(key=lambda n: (placed.boxes[far[n]][1], n))
        room = [max(_thickness(found.flows[n], placed.scale), THIN) for n in numbers]
        top, bottom = placed.boxes[id_][1], placed.boxes[id_][3]
        shrink = min(1.0, (bottom - top) / sum(room))  # many thin bands at a low block share its edge
        y = (top + bottom - sum(room) * shrink) / 2
        for n, high in zip(numbers, room, strict=True):
            middles[n] = y + high * shrink / 2
            y += high * shrink
    return middles


def _band(flow: Flow, points: tuple[tuple[float, float], tuple[float, float]], thick: float) -> Outline:
    (x, y), (far, end) = points
    bend = (x + far) / 2
    if thick <= 0:
        line: tuple[Stretch, ...] = (("M", (x, y)), ("C", (bend, y, bend, end, far, end)))
        return Outline(line, "", EDGE_OF_BAND, 1.0, UNKNOWN)
    half = thick / 2
    path: tuple[Stretch, ...] = (
        ("M", (x, y - half)),
        ("C", (bend, y - half, bend, end - half, far, end - half)),
        ("L", (far, end + half)),
        ("C", (bend, end + half, bend, y + half, x, y + half)),
        ("Z", ()),
    )
    return Outline(path, flow.fill, EDGE_OF_BAND, 0.7, flow.dash)


def _block(block: Block, box: Box) -> Group:
    left, top, right, bottom = box
    items: list[Item] = [rectangle(box, block.fill, INK, 1.0)]
    most = max(1, min(3, int((bottom - top - 4) // 13)))
    lines = wrapped(block.name, SMALL, right - left - 12, most)
    foot = (top + bottom) / 2 + SMALL * 0.36 - (len(lines) - 1) * 6.5
    if block.hatched:
        across = max(width(line, SMALL) for line in lines)
        items.append(hatching(box, FAINT_INK, 6.0, 0.8))
        items.append(rectangle((left + 3, foot - 11, left + 9 + across, foot + (len(lines) - 1) * 13 + 4), block.fill))
    items += [Words(line, left + 6, foot + n * 13) for n, line in enumerate(lines)]
    return Group(tuple(items), block.title or block.name)
