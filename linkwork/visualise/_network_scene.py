"""The network map as a page for print: the map, its legend, what is named on it, and the sources."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from linkwork.visualise._labels import Box, Label, Named, Paper, placed
from linkwork.visualise._marks import Disc, Point, arrow, mark_at
from linkwork.visualise._picture import Join, Picture, Spot, faintness, kind_in_words
from linkwork.visualise._scene import Group, Item, Scene, Words, rectangle, rule
from linkwork.visualise._sheet import Piece
from linkwork.visualise._style import FAINT_INK, NOTE, NOTE_FRAME
from linkwork.visualise._text import width, wrapped
from linkwork.words import counted

#: The page is as wide as A4 and A3 lying down and no higher, unless its legend is; 13 units are 3.4 mm on A3.
WIDE, HIGHEST, EDGE = 1600.0, 1131.0, 36.0
LEGEND = 292.0
TITLE, TEXT, SMALL = 28.0, 15.0, 13.0
MOST_LABELS = 60
#: Only the best connected are named: a name at the rim of a crowd would look important for having room.
WISHES = 180
#: Room round the outermost marks for their names.
SIDE, OVER = 110.0, 34.0
#: A picture of few things is not blown up beyond this many units to a drawing unit.
LARGEST = 1.6
HOW_TO_READ = "A larger mark has more links. Arrows point the way the words go: who provides, to what is provided."


def network_page(shown: Picture) -> Scene:
    """The whole page, with a title, a description, a legend and the sources."""
    head = _head(shown)
    top = head.end + 10
    foot = wrapped(shown.sources, SMALL, WIDE - 2 * EDGE, 4)
    foot_height = len(foot) * SMALL * 1.3 + 24
    legend = _legend(shown, (WIDE - EDGE - LEGEND, top))
    room = _room(shown, top, max(legend.end - top, 120.0), HIGHEST - top - foot_height - 24)
    discs = _on_paper(shown.spots, room)
    labels = _labels(shown, discs, room)
    bottom = max(room[3], legend.end) + 24
    items: list[Item] = [
        *head.items,
        _across(top - 2),
        *([] if shown.spots else [Words(shown.summary, EDGE, top + 60, 18)]),
        *_joins(shown, discs),
        *(_spot(spot, disc) for spot, disc in zip(shown.spots, discs, strict=True)),
        *(_label(label, shown.spots[label.number].name) for label in labels),
        *legend.items,
        _across(bottom),
        *_counted_labels(len(labels), len(discs), bottom),
        *(Words(row, EDGE, bottom + 20 + n * SMALL * 1.3, SMALL) for n, row in enumerate(foot)),
    ]
    note = f"Note: {shown.note}. " if shown.note else ""
    said = f"{shown.subtitle}. {shown.summary} {note}{shown.sources}"
    return Scene(WIDE, bottom + foot_height, shown.title, said, tuple(items))


def _lines_of(words: str, top: float, size: float, bold: bool = False) -> Piece:
    """Text across the page from `top` down, in two lines at most."""
    rows = wrapped(words, size, WIDE - 2 * EDGE, 2, bold)
    step = size * 1.28
    return Piece(
        [Words(row, EDGE, top + size + n * step, size, bold=bold) for n, row in enumerate(rows)],
        top + len(rows) * step,
    )


def _head(shown: Picture) -> Piece:
    title = _lines_of(shown.title, EDGE - 12, TITLE, True)
    subtitle = _lines_of(shown.subtitle, title.end + 4, TEXT)
    summary = _lines_of(shown.summary, subtitle.end, TEXT) if shown.spots else Piece([], subtitle.end)
    note = _note(shown.note, summary.end) if shown.note else Piece([], summary.end)
    return Piece([*title.items, *subtitle.items, *summary.items, *note.items], note.end)


def _note(note: str, top: float) -> Piece:
    words = wrapped(note, TEXT, WIDE - 2 * EDGE - 20, 1, bold=True)[0]
    frame = (EDGE, top + 6, EDGE + width(words, TEXT, True) + 14, top + 30)
    framed = rectangle(frame, NOTE, NOTE_FRAME)
    return Piece([framed, Words(words, EDGE + 9, top + 23, TEXT, bold=True)], top + 34)


def _counted_labels(shown: int, every: int, bottom: float) -> list[Item]:
    words = f"labels: {shown:,} of {every:,}"
    return [Words(words, WIDE - EDGE, bottom - 8, SMALL, "end")] if every else []


def _across(y: float) -> Item:
    return rule((EDGE, y), (WIDE - EDGE, y))


def _extent(spots: Sequence[Spot]) -> Box:
    return (min(s.x for s in spots), min(s.y for s in spots), max(s.x for s in spots), max(s.y for s in spots))


def _scale(spots: Sequence[Spot], across: float, down: float) -> float:
    left, top, right, bottom = _extent(spots)
    return min((across - 2 * SIDE) / max(right - left, 1.0), (down - 2 * OVER) / max(bottom - top, 1.0), LARGEST)


def _room(shown: Picture, top: float, least: float, most: float) -> Box:
    """The part of the page for the map: as high as the map needs, within bounds."""
    left, right = EDGE, WIDE - EDGE - LEGEND - 24
    if not shown.spots:
        return (left, top, right, top + least)
    _, upper, _, lower = _extent(shown.spots)
    needed = (lower - upper) * _scale(shown.spots, right - left, most) + 2 * OVER
    return (left, top, right, top + max(min(needed, most), least))


def _on_paper(spots: Sequence[Spot], room: Box) -> list[Disc]:
    """Every spot in its place on the paper: one scale for both directions, in the middle of the room."""
    if not spots:
        return []
    left, top, right, bottom = _extent(spots)
    scale = _scale(spots, room[2] - room[0], room[3] - room[1])
    x, y = (room[0] + room[2]) / 2, (room[1] + room[3]) / 2
    return [
        (x + (s.x - (left + right) / 2) * scale, y + (s.y - (top + bottom) / 2) * scale, max(2.4, s.radius * scale))
        for s in spots
    ]


def _labels(shown: Picture, discs: Sequence[Disc], room: Box) -> list[Label]:
    order = shown.busiest
    routes = [(discs[join.from_number][:2], discs[join.to_number][:2]) for join in shown.joins]
    # A name that several have, `a contact` say, tells nobody which is which.
    names = Counter(spot.name for spot in shown.spots)
    wishes = [Named(n, shown.spots[n].name, *discs[n]) for n in order[:WISHES] if names[shown.spots[n].name] == 1]
    return placed(wishes, Paper(room, [_square(discs[n]) for n in order], routes), SMALL, MOST_LABELS)


def _square(disc: Disc) -> Box:
    """The square that a mark stands in, with a hair's breadth of room."""
    x, y, radius = disc
    return (x - radius - 1.5, y - radius - 1.5, x + radius + 1.5, y + radius + 1.5)


def _label(label: Label, name: str) -> Group:
    """A name in its lines, on a rim of paper so that it can be read over lines."""
    items: list[Item] = []
    if label.leader:
        items.append(rule(*label.leader, FAINT_INK, 0.8))
    feet = (label.top + SMALL * (0.92 + 1.15 * n) for n in range(len(label.lines)))
    items += [
        Words(row, label.x, foot, SMALL, label.anchor, halo=True) for row, foot in zip(label.lines, feet, strict=True)
    ]
    return Group(tuple(items), name, (("class", "name"),))


def _spot(spot: Spot, disc: Disc) -> Group:
    words = f"{spot.name} ({kind_in_words(spot.kind, 1)}, {counted(spot.degree, 'link')})"
    return Group((mark_at(spot.kind, disc[:2], disc[2]),), words)


def _joins(shown: Picture, discs: Sequence[Disc]) -> Iterator[Group]:
    """Every link as a line from the rim of one mark to that of the other, its head a little stronger than the line."""
    faint = faintness(len(shown.joins))
    for join in shown.joins:
        start, end = discs[join.from_number], discs[join.to_number]
        thin = min(1.0, max(0.4, (start[2] + end[2]) / 20))
        line, head = arrow(start, end, join.bend, join.line, thin)
        strengths = replace(line, opacity=faint), replace(head, opacity=round(min(1.0, faint * 1.5), 2))
        yield Group(strengths, _said(join, shown))


def _said(join: Join, shown: Picture) -> str:
    return f"{shown.spots[join.from_number].name} {join.reads} {shown.spots[join.to_number].name}"


def _legend(shown: Picture, corner: Point) -> Piece:
    """What the marks and lines on this page mean and how many there are of each."""
    left, top = corner
    if not shown.spots:
        return Piece([], top)
    marks = _legend_marks(shown, left, top)
    lines = _legend_lines(shown, left, marks.end) if shown.lines else marks
    rows = wrapped(HOW_TO_READ, SMALL, LEGEND, 4)
    words = [Words(row, left, lines.end + 12 + n * SMALL * 1.3, SMALL) for n, row in enumerate(rows)]
    end = lines.end + len(rows) * SMALL * 1.3 + 14
    return Piece([*marks.items, *(lines.items if shown.lines else []), *words], end)


def _legend_marks(shown: Picture, left: float, top: float) -> Piece:
    made: list[Item] = [Words("What the marks mean", left, top + 20, TEXT, bold=True)]
    top += 44
    for kind, number in shown.kinds:
        words = f"{kind_in_words(kind, number)}: {number:,}"
        made += [mark_at(kind, (left + 11, top - 5), 9), Words(words, left + 32, top, 14)]
        top += 23
    return Piece(made, top)


def _legend_lines(shown: Picture, left: float, top: float) -> Piece:
    made: list[Item] = [Words("What the lines mean", left, top + 20, TEXT, bold=True)]
    top += 44
    for entry in shown.lines:
        made += [
            *arrow((left, top - 5, 0), (left + 42, top - 5, 0), 0, entry.line, 1.0),
            Words(entry.line.words, left + 54, top, 14),
        ]
        said = "; ".join(f"{reads}: {number:,}" for reads, number in entry.kinds)
        for row in wrapped(said, SMALL, LEGEND - 54, 5):
            top += SMALL * 1.25
            made.append(Words(row, left + 54, top, SMALL))
        top += 22
    return Piece(made, top)
