"""Real change or better counting: each measure's change taken apart, the same services against those newly seen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._bars import Look, looks_piece
from linkwork.visualise._cells import Row, name_in, word_in
from linkwork.visualise._scene import SMALL, TEXT, Group, Item, Words, hatching, rectangle, rule
from linkwork.visualise._sheet import EDGE, Piece, Sheet, in_words, nothing_sheet, rows_of
from linkwork.visualise._style import FAINT_INK, HATCH, INK
from linkwork.visualise._text import wrapped
from linkwork.visualise._words import in_per_cent
from linkwork.words import counted

NAME = "real-or-counting"
REAL = Look("among services that both dates name: real change", "#2f73ab")
COUNTING = Look("of services that one date alone names: counting, or things that began or ended", "#f8dca0", True)
HIGH, THICK = 76.0, 15.0
NAMES, FIGURES, VERDICT = 235.0, 74.0, 230.0
#: The most measures that a page holds.
MOST = 7


@dataclass(frozen=True, slots=True)
class Parts:
    """One measure at two dates, and the two parts of the difference."""

    measure: str
    unit: str
    before: float
    after: float
    same: float
    new: float

    @property
    def whole(self) -> float:
        """The whole difference."""
        return self.same + self.new

    @property
    def verdict(self) -> str:
        """What the parts say of the whole, in words."""
        real = f"{in_per_cent(self.same / self.whole)} of it is real" if self.whole else ""
        said = (
            (not self.same and not self.new, "nothing moved"),
            (not self.new, "all of it is real"),
            (not self.same, "none of it is real"),
            (self.same * self.new > 0, real),
            (abs(self.whole) < 1e-9, "the two parts cancel out"),
            (self.same * self.whole > 0, "real, and more than it looks"),
        )
        otherwise = "counting alone: the same services went the other way"
        return next((words for so, words in said if so), otherwise)


def sheet(view: GraphView) -> Sheet:
    """A pair of bars for each measure about the line of no change, the real part above the rest."""
    rows = rows_of(view, "C6")
    found = [parts for row in rows if (parts := _parts(row))]
    if not found:
        return nothing_sheet(view, NAME, ("C6",), "No measure is known at both dates.")
    read = (
        "The upper bar is how far a measure moved among the services that both dates name: that is change in the "
        "town. The lower, hatched bar comes of services that one date alone names. The two together are the whole "
        "difference. Bars to the left are less, to the right more, on a scale of each measure's own.",
        "A service that began between the dates and one that nobody had named before cannot be told apart.",
    )
    said = Said(NAME, "C6", _finding(found), _counts(found, len(rows)), read)
    return sheet_about(view, said, lambda top, wide: _body(found[:MOST], top, wide))


def _parts(row: Row) -> Parts | None:
    names = ("coverage_before", "coverage_after", "same_items_change", "newly_seen_change")
    known = [float(value) for name in names if isinstance(value := row.get(name), int | float)]
    if len(known) < 4:
        return None
    return Parts(name_in(row, "measure"), word_in(row, "unit"), *known)


def _body(found: Sequence[Parts], top: float, wide: float) -> Piece:
    legend = looks_piece((REAL, COUNTING), (EDGE, top), wide - 2 * EDGE)
    items, y = list(legend.items), legend.end + 8
    for parts in found:
        title = f"{parts.measure}: {_signed(parts.same)} real, {_signed(parts.new)} counting; {parts.verdict}"
        items.append(Group(tuple(_row(parts, y, wide)), title))
        y += HIGH
    return Piece(items, y)


def _row(parts: Parts, top: float, wide: float) -> Iterator[Item]:
    yield rule((EDGE, top), (wide - EDGE, top), "#d0d7de", 0.8)
    y = top + 19
    for line in wrapped(parts.measure, TEXT, NAMES, 2, True):
        yield Words(line, EDGE, y, TEXT, bold=True)
        y += 16
    for line in wrapped(parts.unit, SMALL, NAMES, 2):
        yield Words(line, EDGE, y - 1, SMALL, colour=FAINT_INK)
        y += 13.5
    left, right = EDGE + NAMES + FIGURES + 56, wide - EDGE - VERDICT - FIGURES - 66
    for x, words, value in (
        (EDGE + NAMES + FIGURES, "before", parts.before),
        (right + 66 + FIGURES, "after", parts.after),
    ):
        yield Words(words, x, top + 26, SMALL, "end", colour=FAINT_INK)
        yield Words(_figure(value), x, top + 44, TEXT, "end", True)
    yield from _bars(parts, top, (left, right))
    for n, line in enumerate(wrapped(parts.verdict, TEXT, VERDICT - 24, 3)):
        yield Words(line, wide - EDGE - VERDICT + 24, top + 28 + n * 17, TEXT)


def _bars(parts: Parts, top: float, room: tuple[float, float]) -> Iterator[Item]:
    """Two bars about the middle of the room, the longer as long as half of it."""
    middle, half = sum(room) / 2, (room[1] - room[0]) / 2 - 56
    most = max(abs(parts.same), abs(parts.new)) or 1.0
    for n, (value, look) in enumerate(((parts.same, REAL), (parts.new, COUNTING))):
        y = top + 17 + n * (THICK + 8)
        end = middle + half * value / most
        box = (min(middle, end), y, max(middle, end), y + THICK)
        if value:
            yield rectangle(box, look.fill, INK, 0.7)
            if look.hatched:
                yield hatching(box, HATCH, 5.0, 0.9)
        x, anchor = (box[0] - 6, "end") if value < 0 else (box[2] + 6, "start")
        yield Words(_signed(value), x, y + THICK - 3, SMALL, anchor)
    yield rule((middle, top + 10), (middle, top + HIGH - 14), INK, 1.2)


def _figure(value: float) -> str:
    return in_words(int(value) if value == int(value) else value)


def _signed(value: float) -> str:
    """A difference with its sign; to three places where two would say nothing."""
    size = _figure(abs(value))
    if size == "0" and value:
        size = f"{abs(value):.3f}"
    return f"+{size}" if value > 0 else f"−{size}" if value < 0 else "0"


def _finding(found: Sequence[Parts]) -> str:
    moved = [parts for parts in found if parts.same or parts.new]
    if not moved:
        return "no measure moved between the two dates"
    other = sum(1 for parts in moved if parts.same * parts.whole < 0)
    real = sum(1 for parts in moved if abs(parts.same) > abs(parts.new))
    of = f"of {counted(len(moved), 'measure')} that moved, {real:,} did so mostly by real change"
    if other:
        return f"{of}; {other:,} went the other way among the same services than it looks"
    return of


def _counts(found: Sequence[Parts], every: int) -> Iterator[str]:
    if len(found) > MOST:
        yield f"showing {MOST} of {counted(len(found), 'measure')}"
    yield f"{counted(len(found), 'measure')} known at both dates"
    if len(found) < every:
        yield f"{every - len(found):,} not known at both"


DRAWING = Drawing(
    name=NAME,
    title="Real change or better counting",
    question="Is a change between two rounds real, or just better counting?",
    sheet=sheet,
    asks=(Asks("C6"),),
    needs_graph=False,
    of="C6",
)
