"""The network map as one SVG page, written without a browser."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from linkwork.visualise._labels import Box, Label, Named, Paper, placed
from linkwork.visualise._picture import Join, Picture, Spot, faintness, kind_in_words
from linkwork.visualise._style import FAINT_INK, FONT, INK, PAPER
from linkwork.visualise._svg import Disc, Point, arrow, mark_at
from linkwork.visualise._text import width, wrapped
from linkwork.visualise._words import counted

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


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some of the page: its elements, and where it ends."""

    elements: list[str]
    end: float


def svg_page(shown: Picture) -> str:
    """The whole page as well-formed SVG with a title, a description, a legend and the sources."""
    head = _head(shown)
    top = head.end + 10
    foot = wrapped(shown.sources, SMALL, WIDE - 2 * EDGE, 4)
    foot_height = len(foot) * SMALL * 1.3 + 24
    legend = _legend(shown, (WIDE - EDGE - LEGEND, top))
    room = _room(shown, top, max(legend.end - top, 120.0), HIGHEST - top - foot_height - 24)
    discs = _on_paper(shown.spots, room)
    labels = _labels(shown, discs, room)
    bottom = max(room[3], legend.end) + 24
    body = [
        *head.elements,
        _rule(top - 2),
        *_empty(shown, top),
        *_joins(shown, discs),
        *(_spot(spot, disc) for spot, disc in zip(shown.spots, discs, strict=True)),
        *(_label(label) for label in labels),
        *legend.elements,
        _rule(bottom),
        *_counted_labels(len(labels), len(discs), bottom),
        *(_text(row, (EDGE, bottom + 20 + n * SMALL * 1.3), SMALL) for n, row in enumerate(foot)),
    ]
    return _page(shown, body, bottom + foot_height)


def _page(shown: Picture, body: Sequence[str], high: float) -> str:
    note = f"Note: {shown.note}. " if shown.note else ""
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<svg xmlns="http://www.w3.org/2000/svg" xml:lang="en-GB" lang="en-GB" role="img" aria-labelledby="t d" '
            f'width="{WIDE:.0f}" height="{high:.0f}" viewBox="0 0 {WIDE:.0f} {high:.0f}" '
            f"font-family={quoteattr(FONT)}>",
            f'<title id="t">{escape(shown.title)}</title>',
            f'<desc id="d">{escape(f"{shown.subtitle}. {shown.summary} {note}{shown.sources}")}</desc>',
            f'<rect width="100%" height="100%" fill="{PAPER}"/>',
            *body,
            "</svg>",
            "",
        ]
    )


def _text(words: str, at: Point, size: float, attributes: str = "") -> str:
    return f'<text x="{at[0]:.1f}" y="{at[1]:.1f}" font-size="{size:g}" fill="{INK}"{attributes}>{escape(words)}</text>'


BOLD = ' font-weight="bold"'


def _lines_of(words: str, top: float, size: float, attributes: str = "") -> _Piece:
    """Text across the page from `top` down, in two lines at most."""
    rows = wrapped(words, size, WIDE - 2 * EDGE, 2, attributes == BOLD)
    step = size * 1.28
    return _Piece(
        [_text(row, (EDGE, top + size + n * step), size, attributes) for n, row in enumerate(rows)],
        top + len(rows) * step,
    )


def _head(shown: Picture) -> _Piece:
    title = _lines_of(shown.title, EDGE - 12, TITLE, BOLD)
    subtitle = _lines_of(shown.subtitle, title.end + 4, TEXT)
    summary = _lines_of(shown.summary, subtitle.end, TEXT) if shown.spots else _Piece([], subtitle.end)
    note = _note(shown.note, summary.end) if shown.note else _Piece([], summary.end)
    return _Piece([*title.elements, *subtitle.elements, *summary.elements, *note.elements], note.end)


def _note(note: str, top: float) -> _Piece:
    words = wrapped(note, TEXT, WIDE - 2 * EDGE - 20, 1, bold=True)[0]
    frame = (
        f'<rect x="{EDGE:.0f}" y="{top + 6:.1f}" width="{width(words, TEXT, True) + 14:.1f}" height="24" rx="4" '
        f'fill="#fff4ce" stroke="#7a5b00"/>'
    )
    return _Piece([frame, _text(words, (EDGE + 9, top + 23), TEXT, BOLD)], top + 34)


def _counted_labels(shown: int, every: int, bottom: float) -> list[str]:
    words = f"labels: {shown:,} of {every:,}"
    return [_text(words, (WIDE - EDGE, bottom - 8), SMALL, ' text-anchor="end"')] if every else []


def _rule(y: float) -> str:
    return f'<line x1="{EDGE:.0f}" x2="{WIDE - EDGE:.0f}" y1="{y:.1f}" y2="{y:.1f}" stroke="#d0d7de"/>'


def _empty(shown: Picture, top: float) -> list[str]:
    return [] if shown.spots else [_text(shown.summary, (EDGE, top + 60), 18)]


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
    wishes = [Named(n, shown.spots[n].name, *discs[n]) for n in order[:WISHES]]
    return placed(wishes, Paper(room, [_square(discs[n]) for n in order], routes), SMALL, MOST_LABELS)


def _square(disc: Disc) -> Box:
    """The square that a mark stands in, with a hair's breadth of room."""
    x, y, radius = disc
    return (x - radius - 1.5, y - radius - 1.5, x + radius + 1.5, y + radius + 1.5)


def _label(label: Label) -> str:
    rows = "".join(
        f'<tspan x="{label.x:.1f}" y="{label.top + SMALL * (0.92 + 1.15 * n):.1f}">{escape(row)}</tspan>'
        for n, row in enumerate(label.lines)
    )
    leader = ""
    if label.leader:
        (x1, y1), (x2, y2) = label.leader
        leader = f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{FAINT_INK}" stroke-width="0.8"/>'
    return (
        f'{leader}<text font-size="{SMALL:g}" fill="{INK}" text-anchor="{label.anchor}" paint-order="stroke" '
        f'stroke="{PAPER}" stroke-width="3.5" stroke-linejoin="round">{rows}</text>'
    )


def _spot(spot: Spot, disc: Disc) -> str:
    words = f"{spot.name} ({kind_in_words(spot.kind, 1)}, {counted(spot.degree, 'link')})"
    return f"<g><title>{escape(words)}</title>{mark_at(spot.kind, disc[:2], disc[2])}</g>"


def _joins(shown: Picture, discs: Sequence[Disc]) -> Iterator[str]:
    """Every link, the arrow heads a little stronger than the lines."""
    faint = faintness(len(shown.joins))
    yield f'<g stroke-opacity="{faint:.2f}" fill-opacity="{min(1.0, faint * 1.5):.2f}">'
    yield from (_join(join, shown, discs) for join in shown.joins)
    yield "</g>"


def _join(join: Join, shown: Picture, discs: Sequence[Disc]) -> str:
    """One link as a line with an arrow head, from the rim of one mark to the rim of the other."""
    start, end = discs[join.from_number], discs[join.to_number]
    thin = min(1.0, max(0.4, (start[2] + end[2]) / 20))
    words = f"{shown.spots[join.from_number].name} {join.reads} {shown.spots[join.to_number].name}"
    return f"<g><title>{escape(words)}</title>{''.join(arrow(start, end, join.bend, join.line, thin))}</g>"


def _legend(shown: Picture, corner: Point) -> _Piece:
    """What the marks and lines on this page mean and how many there are of each."""
    left, top = corner
    if not shown.spots:
        return _Piece([], top)
    marks = _legend_marks(shown, left, top)
    lines = _legend_lines(shown, left, marks.end) if shown.lines else marks
    rows = wrapped(HOW_TO_READ, SMALL, LEGEND, 4)
    words = [_text(row, (left, lines.end + 12 + n * SMALL * 1.3), SMALL) for n, row in enumerate(rows)]
    end = lines.end + len(rows) * SMALL * 1.3 + 14
    return _Piece([*marks.elements, *(lines.elements if shown.lines else []), *words], end)


def _legend_marks(shown: Picture, left: float, top: float) -> _Piece:
    made = [_text("What the marks mean", (left, top + 20), TEXT, BOLD)]
    top += 44
    for kind, number in shown.kinds:
        words = f"{kind_in_words(kind, number)}: {number:,}"
        made += [mark_at(kind, (left + 11, top - 5), 9), _text(words, (left + 32, top), 14)]
        top += 23
    return _Piece(made, top)


def _legend_lines(shown: Picture, left: float, top: float) -> _Piece:
    made = [_text("What the lines mean", (left, top + 20), TEXT, BOLD)]
    top += 44
    for entry in shown.lines:
        made += [
            *arrow((left, top - 5, 0), (left + 42, top - 5, 0), 0, entry.line, 1.0),
            _text(entry.line.words, (left + 54, top), 14),
        ]
        said = "; ".join(f"{reads}: {number:,}" for reads, number in entry.kinds)
        for row in wrapped(said, SMALL, LEGEND - 54, 5):
            top += SMALL * 1.25
            made.append(_text(row, (left + 54, top), SMALL))
        top += 22
    return _Piece(made, top)
