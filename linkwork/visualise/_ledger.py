"""A table as a picture: columns cut to fit, lines in groups, tags, bars and marks that say where to look.

A tag is told by its words, its frame and its ground, and a marked line by the thick bar at its left, so that all of it
can be read in greyscale. What does not fit the page is left out and the page says so; the .html has the whole.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from linkwork.graph.view import AnswerView, GraphView
from linkwork.visualise._grid import LINE, NAME, PALE
from linkwork.visualise._scene import (
    A4,
    SMALL,
    Box,
    Group,
    Item,
    Outline,
    Words,
    box_path,
    disc,
    hatching,
    polygon,
    rectangle,
    rule,
)
from linkwork.visualise._sheet import EDGE, PAPERS, Piece, Sheet, in_words, nothing_sheet, page, sheet_of, table_of
from linkwork.visualise._style import FAINT_INK, INK, NOTE, NOTE_FRAME, PAPER, WRONG
from linkwork.visualise._text import shortened, width, wrapped
from linkwork.visualise._words import plain
from linkwork.words import counted

#: The step from line to line of text, the room above and below it, and the room between columns.
STEP, PAD, GUTTER = 14.6, 3.4, 12.0
#: The least width of a column.
LEAST = 44.0
#: The dark bar at the left of a marked line, and its ground.
MARKED, MARKED_GROUND, BAR = WRONG, NOTE, "#2f73ab"
#: Every sort of tag: its ground, its frame, its ink. `stop` has a triangle, `mind` is hatched, `good` has a disc.
TAGS = {
    "stop": (WRONG, WRONG, PAPER),
    "mind": ("#fdf3d8", NOTE_FRAME, INK),
    "good": ("#e3f3ec", "#00735a", INK),
    "plain": (PAPER, "#8b949e", INK),
}
#: No paper holds more lines.
MOST_LINES = 60
#: A user's own question may have more columns than a page.
MOST_COLUMNS = 8


@dataclass(frozen=True, slots=True)
class Column:
    """What stands over a column, and in how many lines a cell is set at most; numbers stand to the right."""

    words: str
    lines: int = 2
    number: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in a cell. `tag` is one of TAGS or empty; `share`, 0 to 1, is drawn as a bar before the words."""

    words: str = ""
    tag: str = ""
    share: float | None = None
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One row: an entry for each column. Lines of one `group` stand together under its name."""

    entries: tuple[Entry, ...]
    group: str = ""
    marked: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything that is drawn. `marked` says what a marked line is; `bars` what a bar's length is."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    marked: str = ""
    bars: str = ""


def line_of(values: Sequence[str | Entry], group: str = "", marked: bool = False, title: str = "") -> Line:
    """A line of words and entries."""
    entries = tuple(value if isinstance(value, Entry) else Entry(value) for value in values)
    return Line(entries, group, marked, title or "; ".join(e.words for e in entries if e.words))


def ledger_sheet(view: GraphView, answer: AnswerView) -> Sheet:
    """Any answer as a sheet whose picture is its table: the columns that people read and that say something.

    A value that is that of the row above is not said again at the left.
    """
    name = f"answer-{plain(answer.id).lower()}"
    table = table_of(answer)
    said = [n for n in range(len(table.columns)) if any(row[n] for row in table.rows)]
    if not said:
        found = replace(view, answers={answer.id: answer})
        return nothing_sheet(found, name, (answer.id,), "No row says anything but ids.")
    kept = said[:MOST_COLUMNS]
    names = _read_columns(answer)
    columns = tuple(Column(table.columns[n][0], number=_is_number(answer, names[n])) for n in kept)
    lines = tuple(_ditto(tuple(row[n] for n in kept) for row in table.rows))
    counts = [f"showing {len(kept)} of {len(said)} columns"] if len(kept) < len(said) else []
    finding = f"{plain(answer.title)}, {counted(len(answer.rows), 'row')}"
    read = (table.how_to_read,) if table.how_to_read else ()
    sheet = replace(sheet_of(view, name, finding, counts), read=read, tables=(table,))
    return ledger_on(sheet, Ledger(columns, lines), len(answer.rows))


def _read_columns(answer: AnswerView) -> list[str]:
    return [name for name, _ in answer.columns if not (name in {"id", "ids"} or name.endswith(("_id", "_ids")))]


def _is_number(answer: AnswerView, column: str) -> bool:
    """Whether a column holds numbers, so that it stands to the right."""
    said = [row.get(column) for row in answer.rows if row.get(column) is not None]
    return any(isinstance(v, int | float) and not isinstance(v, bool) for v in said) and not any(
        isinstance(v, list | tuple) for v in said
    )


def _ditto(rows: Iterable[tuple[str, ...]]) -> Iterator[Line]:
    before: tuple[str, ...] = ()
    for row in rows:
        same = next((n for n, (a, b) in enumerate(zip(row, before, strict=False)) if a != b), 0)
        yield line_of(
            [Entry("" if n < same else words, bold=n == 0) for n, words in enumerate(row)], title="; ".join(row)
        )
        before = row


def ledger_on(
    sheet: Sheet, ledger: Ledger, every: int, what: str = "row", above: Callable[[float, float], Piece] | None = None
) -> Sheet:
    """The sheet with so much of the ledger as fits A4 lying down; its subtitle says where that is not all.

    `every` is how many lines there are altogether, `what` what one of them is called. Groups say how many they have.
    `above` is drawn over the ledger, from a top edge down on a page of a width.
    """
    ledger = replace(ledger, lines=tuple(_numbered(ledger.lines)))
    over = above or (lambda top, wide: Piece([], top))
    kept = replace(ledger, lines=ledger.lines[: _that_fit(sheet, ledger, every, over)])
    if len(kept.lines) < every:
        said = f"showing {len(kept.lines):,} of {counted(every, what)}"
        sheet = replace(sheet, subtitle=f"{said} · {sheet.subtitle}")

    def body(top: float, wide: float) -> Piece:
        drawn = over(top, wide)
        below = ledger_piece(kept, drawn.end + (12 if drawn.items else 0), wide)
        return Piece([*drawn.items, *below.items], below.end)

    return replace(sheet, body=body)


def _numbered(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, each group with the number of all its lines, those that are not shown too."""
    number = Counter(line.group for line in lines)
    for line in lines:
        yield replace(line, group=f"{line.group} ({number[line.group]:,})") if line.group else line


def _that_fit(sheet: Sheet, ledger: Ledger, every: int, above: Callable[[float, float], Piece]) -> int:
    """How many lines, at least one, there is room for."""
    said = replace(sheet, subtitle=f"showing {every:,} of {counted(every, 'thing that is')} · {sheet.subtitle}")
    paper = dict(PAPERS[:1])[A4]
    room = paper - page(replace(said, body=above)).high - 12
    fewest, most = 1, min(len(ledger.lines), MOST_LINES)
    while fewest < most:
        tried = (fewest + most + 1) // 2
        drawn = ledger_piece(replace(ledger, lines=ledger.lines[:tried]), 0.0, sheet.wide)
        fewest, most = (tried, most) if drawn.end <= room else (fewest, tried - 1)
    return fewest


def ledger_piece(ledger: Ledger, top: float, wide: float, edge: float = EDGE) -> Piece:
    """The ledger from a top edge down, between the edges of a page of that width; what the marks mean stands first."""
    room = wide - 2 * edge
    legend = _legend(ledger, (edge, top), room)
    widths = _widths(ledger, room - 8)
    lefts = [edge + 8 + sum(widths[:n]) + GUTTER * n for n in range(len(widths))]
    places = list(zip(lefts, widths, strict=True))
    head = _head(ledger, places, legend.end)
    items, y, group = (
        [*legend.items, *head.items, rule((edge, head.end), (edge + room, head.end), INK, 1.2)],
        head.end,
        "",
    )
    for n, line in enumerate(ledger.lines):
        if line.group != group:
            items += _band(line.group, (edge, y, edge + room))
            y, group = y + STEP + 2 * PAD + 1, line.group
        drawn = _line(line, ledger.columns, places, (edge, y, edge + room))
        if n and ledger.lines[n - 1].group == line.group:
            start = edge if line.entries[0].words else places[min(1, len(places) - 1)][0]
            items.append(rule((start, y), (edge + room, y), "#e3e7eb", 0.8))
        items.append(Group(tuple(drawn.items), line.title))
        y = drawn.end
    return Piece([*items, rule((edge, y), (edge + room, y), LINE)], y + 2)


def _widths(ledger: Ledger, room: float) -> list[float]:
    """How wide each column is: as its longest cell asks, and less of the widest where the room does not do."""
    free = room - GUTTER * (len(ledger.columns) - 1)
    asked, least = [], []
    for n, column in enumerate(ledger.columns):
        cells = [_asks(line.entries[n]) for line in ledger.lines]
        words = max((width(word, SMALL, True) for word in column.words.split()), default=0.0)
        least.append(max(LEAST, min(words, 96.0)))
        asked.append(max([least[-1], min(width(column.words, SMALL, True), 80.0), *cells]))
    over = sum(asked) - free
    if over <= 0:
        return asked
    spare = sum(a - b for a, b in zip(asked, least, strict=True))
    if spare <= over:
        return [b * free / sum(least) for b in least]
    return _taken_from_the_widest(asked, least, over)


def _taken_from_the_widest(asked: list[float], least: list[float], over: float) -> list[float]:
    """The widths with one upper bound for all, so that the narrow columns keep what they ask for."""
    low, high = 0.0, max(asked)
    for _ in range(40):
        bound = (low + high) / 2
        total = sum(max(b, min(a, bound)) for a, b in zip(asked, least, strict=True))
        low, high = (low, bound) if total > sum(asked) - over else (bound, high)
    return [max(b, min(a, low)) for a, b in zip(asked, least, strict=True)]


def _asks(entry: Entry) -> float:
    bar = 54.0 if entry.share is not None else 0.0
    tag = 24.0 if entry.tag else 0.0
    return width(entry.words, NAME, entry.bold) + 2 + bar + tag


def _head(ledger: Ledger, places: Sequence[tuple[float, float]], top: float) -> Piece:
    """The names of the columns, their last lines on one foot."""
    lines = [wrapped(c.words, SMALL, wide, 3, True) for c, (_, wide) in zip(ledger.columns, places, strict=True)]
    foot = top + SMALL * 1.25 * max(map(len, lines)) + 2
    items: list[Item] = []
    for column, (left, wide), words in zip(ledger.columns, places, lines, strict=True):
        x, anchor = (left + wide, "end") if column.number else (left, "start")
        first = foot - SMALL * 1.25 * (len(words) - 1) - 2
        items += [Words(w, x, first + SMALL * 1.25 * n, SMALL, anchor, True) for n, w in enumerate(words)]
    return Piece(items, foot + 4)


def _band(words: str, at: tuple[float, float, float]) -> list[Item]:
    """The name of a group, on a ground of its own across the page."""
    left, top, right = at
    bottom = top + STEP + 2 * PAD
    named = shortened(words, NAME, right - left - 12, True)
    return [rectangle((left, top + 1, right, bottom), PALE), Words(named, left + 4, bottom - 6, NAME, bold=True)]


def _line(
    line: Line, columns: Sequence[Column], places: Sequence[tuple[float, float]], at: tuple[float, float, float]
) -> Piece:
    left, top, right = at
    cells: list[Item] = []
    most = 1
    for entry, column, (x, wide) in zip(line.entries, columns, places, strict=True):
        room = wide - (54.0 if entry.share is not None else 0.0)
        words = [] if entry.tag else wrapped(entry.words, NAME, room, column.lines, entry.bold)
        most = max(most, len(words))
        cells += _cell(entry, column, words, (x, top, x + wide, top + STEP + 2 * PAD))
    bottom = top + STEP * most + 2 * PAD
    ground = [rectangle((left, top, right, bottom), MARKED_GROUND), rectangle((left, top, left + 4.5, bottom), MARKED)]
    return Piece([*(ground if line.marked else []), *cells], bottom)


def _cell(entry: Entry, column: Column, words: Sequence[str], box: Box) -> Iterator[Item]:
    left, top, right, bottom = box
    if entry.tag:
        yield from tag_items(entry.words, entry.tag, (left, top + 2, right, bottom - 2))
        return
    if entry.share is not None:
        middle = (top + bottom) / 2
        yield rectangle((left, middle - 4.5, left + 46, middle + 4.5), "", LINE, 0.8)
        yield rectangle((left, middle - 4.5, left + 46 * min(1.0, max(0.0, entry.share)), middle + 4.5), BAR)
    x, anchor = (right, "end") if column.number else (left + (54 if entry.share is not None else 0), "start")
    for n, text in enumerate(words):
        yield Words(text, x, top + PAD + NAME * 0.92 + n * STEP, NAME, anchor, entry.bold)


def tag_items(words: str, tag: str, box: Box) -> Iterator[Item]:
    """A tag within a box, as wide as its words: its frame, its sign and its words."""
    left, top, right, bottom = box
    fill, frame, ink = TAGS[tag]
    said = shortened(words, SMALL, right - left - 22, tag == "stop")
    end = left + width(said, SMALL, tag == "stop") + 22
    middle = (top + bottom) / 2
    yield Outline(box_path((left, top, end, bottom), 3), fill, frame, 1.0)
    if tag == "stop":
        yield polygon([(left + 5, middle + 4), (left + 13, middle + 4), (left + 9, middle - 4)], PAPER)
    elif tag == "mind":
        yield hatching((left + 1, top + 1, left + 14, bottom - 1), frame, 4.0, 0.9)
    elif tag == "good":
        yield disc((left + 9, middle), 3.6, frame)
    yield Words(said, left + 17, middle + SMALL * 0.35, SMALL, bold=tag == "stop", colour=ink)


def _legend(ledger: Ledger, at: tuple[float, float], room: float) -> Piece:
    """What a marked line and a bar are, on one line; nothing where there is none of them."""
    left, top = at
    items: list[Item] = []
    x = left
    if ledger.marked and any(line.marked for line in ledger.lines):
        items += [rectangle((x, top, x + 22, top + 14), MARKED_GROUND), rectangle((x, top, x + 4.5, top + 14), MARKED)]
        words = shortened(ledger.marked, SMALL, room * 0.6)
        items.append(Words(words, x + 28, top + 11, SMALL, colour=FAINT_INK))
        x += 28 + width(words, SMALL) + 22
    if ledger.bars and any(entry.share is not None for line in ledger.lines for entry in line.entries):
        items += [
            rectangle((x, top + 3, x + 30, top + 12), "", LINE, 0.8),
            rectangle((x, top + 3, x + 18, top + 12), BAR),
        ]
        words = shortened(ledger.bars, SMALL, left + room - x - 36)
        items.append(Words(words, x + 36, top + 11, SMALL, colour=FAINT_INK))
    return Piece(items, top + 24 if items else top)


def tagged(word: object, sorts: Mapping[str, str], otherwise: str = "plain") -> Entry:
    """The word as the tag that `sorts` says it is; blank where there is none."""
    words = in_words(word)
    return Entry(words, sorts.get(words, otherwise)) if words else Entry()
