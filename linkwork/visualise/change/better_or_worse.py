"""What got better: a slope for each measure from the earlier date to the later, with which way is better."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import Row, name_in, word_in
from linkwork.visualise._ledger import tag_items
from linkwork.visualise._scene import SMALL, TEXT, Box, Group, Item, Outline, Words, disc, rule
from linkwork.visualise._sheet import (
    EDGE,
    Piece,
    Sheet,
    in_words,
    lines_of,
    nothing_sheet,
    rows_of,
)
from linkwork.visualise._style import FAINT_INK, INK, PAPER
from linkwork.visualise._text import wrapped
from linkwork.words import counted

NAME = "better-or-worse"
ACROSS, HIGH, GAP = 3, 75.0, 22.0
#: The most panels that a page holds.
MOST = 18
#: What is said of a measure, the tag that says it, and the colour of its slope.
BETTER, WORSE, SAME, MOVED = "better", "worse", "the same", "changed"
TAGGED = {BETTER: ("good", "#00735a"), WORSE: ("stop", "#a61c00"), SAME: ("plain", FAINT_INK), MOVED: ("mind", INK)}
ORDER = (WORSE, BETTER, MOVED, SAME)


@dataclass(frozen=True, slots=True)
class Slope:
    """One measure at two dates, what is said of the difference, and why it cannot be compared; blank where it can."""

    measure: str
    before: float
    after: float
    said: str
    why_not: str


def sheet(view: GraphView) -> Sheet:
    """The measures that are known at both dates, worse ones first."""
    rows = rows_of(view, "C3")
    if not rows:
        return nothing_sheet(view, NAME, ("C3",), "Nothing was asked about what got better.")
    named = list(_named(rows))
    slopes = [(name, _slope(row, name)) for name, row in zip(named, rows, strict=True)]
    found = sorted((slope for _, slope in slopes if slope), key=lambda slope: ORDER.index(slope.said))
    unknown = [name for name, slope in slopes if slope is None]
    read = (
        "Each slope runs from the earlier date to the later, on a scale of its own that begins at nought. A dashed "
        "slope was counted otherwise at the two dates, so read it with real change or better counting (C6).",
        "A difference between two rounds is what the rounds say, not the effect of anything that was done.",
    )
    said = Said(NAME, "C3", _finding(found), _counts(found, unknown), read)
    return sheet_about(view, said, lambda top, wide: _panels(found[:MOST], unknown, top, wide))


def _named(rows: Sequence[Row]) -> Iterator[str]:
    """The measures' names; one that begins with 'of these' says of which, since it may stand elsewhere."""
    before = ""
    for row in rows:
        name = name_in(row, "measure")
        if name.startswith("of these, "):
            yield f"{before.partition(' of ')[0]}: those {name.removeprefix('of these, ')}"
        else:
            before = name
            yield name


def _slope(row: Row, name: str) -> Slope | None:
    before, after = row.get("round_1"), row.get("round_2")
    if not isinstance(before, int | float) or not isinstance(after, int | float):
        return None
    rising = {"more": BETTER, "less": WORSE}.get(str(row.get("better")), MOVED)
    falling = {"more": WORSE, "less": BETTER}.get(str(row.get("better")), MOVED)
    said = SAME if before == after else rising if after > before else falling
    alike = str(row.get("comparable") or "") == "yes"
    why = "" if alike else word_in(row, "why_not") or "counted otherwise"
    return Slope(name, float(before), float(after), said, why)


def _panels(found: Sequence[Slope], unknown: Sequence[str], top: float, wide: float) -> Piece:
    across = (wide - 2 * EDGE - GAP * (ACROSS - 1)) / ACROSS
    items: list[Item] = []
    for n, slope in enumerate(found):
        left, y = EDGE + (across + GAP) * (n % ACROSS), top + (HIGH + 8) * (n // ACROSS)
        said = f"{slope.measure}: {_figure(slope.before)} to {_figure(slope.after)}, {slope.said}"
        title = f"{said}; {slope.why_not}" if slope.why_not else said
        items.append(Group(tuple(_panel(slope, (left, y, left + across, y + HIGH))), title))
    end = top + (HIGH + 8) * -(-len(found) // ACROSS)
    reasons = list(dict.fromkeys(slope.why_not for slope in found if slope.why_not))
    for words in (
        f"Counted otherwise: {'; '.join(reasons)}." if reasons else "",
        f"Not known at both dates: {'; '.join(unknown)}." if unknown else "",
    ):
        if words:
            said_ = lines_of(words, (EDGE, end + 4), wide - 2 * EDGE, SMALL, 4)
            items, end = [*items, *said_.items], said_.end + 4
    return Piece(items, end)


def _panel(slope: Slope, box: Box) -> Iterator[Item]:
    """Its name above, what is said of it at the right, and the slope between its two figures."""
    left, top, right, bottom = box
    yield rule((left, top), (right, top), "#d0d7de", 0.8)
    for n, line in enumerate(wrapped(slope.measure, SMALL, right - left, 2, True)):
        yield Words(line, left, top + 15 + n * 13.5, SMALL, bold=True)
    ground, ceiling = bottom - 6, top + 40
    most = max(slope.before, slope.after, 0.0) or 1.0
    least = min(slope.before, slope.after, 0.0)
    heights = [ground - (ground - ceiling) * (value - least) / (most - least) for value in (slope.before, slope.after)]
    tag, colour = TAGGED[slope.said]
    start, end = (left + 62, heights[0]), (right - 158, heights[1])
    yield rule((start[0], ground), (end[0], ground), "#d0d7de", 0.8)
    yield Outline((("M", start), ("L", end)), "", colour, 2.4, (6, 4) if slope.why_not else ())
    for point in (start, end):
        yield disc(point, 4.2, PAPER if slope.why_not else colour, colour)
    yield Words(_figure(slope.before), start[0] - 9, start[1] + 4, TEXT, "end")
    yield Words(_figure(slope.after), end[0] + 9, end[1] + 4, TEXT, bold=True)
    yield from tag_items(slope.said, tag, (right - 84, bottom - 30, right, bottom - 12))


def _figure(value: float) -> str:
    return in_words(int(value) if value == int(value) else value)


def _number(found: Sequence[Slope], said: str) -> int:
    return sum(1 for slope in found if slope.said == said)


def _finding(found: Sequence[Slope]) -> str:
    if not found:
        return "no measure is known at both dates, so nothing can be compared"
    better, worse = _number(found, BETTER), _number(found, WORSE)
    said = f"{counted(better, 'measure')} {'is' if better == 1 else 'are'} better and {worse:,} worse"
    alike = sum(1 for slope in found if not slope.why_not and slope.said in {BETTER, WORSE})
    if not better and not worse:
        return "no measure is better or worse than before"
    if alike == better + worse:
        return said
    which = "none of them" if not alike else f"{alike:,} of them"
    return f"{said}, but {which} {'was' if alike < 2 else 'were'} counted in the same way at both dates"


def _counts(found: Sequence[Slope], unknown: Sequence[str]) -> Iterator[str]:
    if len(found) > MOST:
        yield f"showing {MOST} of {counted(len(found), 'measure')}"
    yield f"{counted(len(found), 'measure')} known at both dates"
    if unknown:
        yield f"{len(unknown):,} not known at both"


DRAWING = Drawing(
    name=NAME,
    title="What got better",
    question="Did overlap, gaps and routes get better between two rounds?",
    sheet=sheet,
    asks=(Asks("C3"),),
    needs_graph=False,
    of="C3",
)
