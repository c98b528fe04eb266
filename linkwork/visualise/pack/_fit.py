"""How much of a table fits: which columns, how wide, how many rows, without a program that lays pages out.

All measures are points. Text is taken to be in Arial, rather too wide than too narrow (see `_text.width`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from linkwork.visualise._text import width, wrapped
from linkwork.words import counted

#: Of the whole width, the most that one column asks for, and the most that a word it may not break has.
WIDEST, LONGEST_WORD = 0.34, 0.25
#: The height of a line, in sizes of its letters.
LINE = 1.25
#: No page has more rows than this.
MOST = 60
#: How many lines a cell has where that leaves out no row.
GENEROUS = (12, 8, 6)


@dataclass(frozen=True, slots=True)
class Room:
    """The room for a table, the size of its letters, how many lines a cell has at most, and what is left about it."""

    wide: float
    high: float
    size: float
    lines: int = 4
    across: float = 10.0
    down: float = 6.0


@dataclass(frozen=True, slots=True)
class Fitted:
    """What fits: headings with the width of each column, rows, what was left out, and how high it all is."""

    columns: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    columns_left_out: tuple[str, ...]
    cut: bool
    high: float

    def left_out(self, total: int, workbook: str) -> str:
        """What of so many rows in all is not here, and where it is, in a sentence or two; empty where all is here."""
        more = total - len(self.rows)
        first = f"And {counted(more, 'more row')} ({total:,} in all), in {workbook}." if more else ""
        noun = "columns" if len(self.columns_left_out) > 1 else "column"
        also = [f"the {noun} {', '.join(self.columns_left_out)}"] if self.columns_left_out else []
        also += ["the full text of cells that end with “…” here"] if self.cut else []
        where = "It" if more else f"{workbook[:1].upper()}{workbook[1:]}"
        second = f"{where} also has {'; and '.join(also)}." if also else ""
        return " ".join(sentence for sentence in (first, second) if sentence)


def fit(columns: Sequence[str], rows: Sequence[Sequence[str]], room: Room) -> Fitted:
    """As many columns, in their order, and rows, from the first, as fit the room; one of each at least.

    A column that is blank in every row that is shown takes no room, and counts as left out. Where every row fits with
    more lines to a cell than the room says, cells have them.
    """
    first = rows[:MOST]
    for lines in GENEROUS if len(first) == len(rows) > 1 else ():
        found = _fitted(columns, first, replace(room, lines=lines))
        if len(found.rows) == len(rows):
            return found
    return _fitted(columns, first, room)


def _fitted(columns: Sequence[str], rows: Sequence[Sequence[str]], room: Room) -> Fitted:
    known = [place for place in range(len(columns)) if any(row[place] for row in rows)] or [0]
    while True:
        kept, widths = _columns(columns, rows, known, room)
        heads, cells = [columns[place] for place in kept], [[row[place] for place in kept] for row in rows]
        shown, cut, high = _shown(heads, cells, widths, room)
        blank = {place for number, place in enumerate(kept) if not any(row[number] for row in shown)}
        if not blank or len(kept) == 1:
            break
        known = [place for place in known if place not in blank] or [kept[0]]
    left = tuple(name for place, name in enumerate(columns) if place not in kept)
    return Fitted(tuple(heads), widths, shown, left, cut, high)


def _columns(
    columns: Sequence[str], rows: Sequence[Sequence[str]], known: Sequence[int], room: Room
) -> tuple[list[int], tuple[float, ...]]:
    """Which of the known columns fit side by side, and how wide each of them is."""
    texts = {place: [row[place] for row in rows] for place in known}
    least = {place: _least(columns[place], texts[place], room) for place in known}
    kept = [known[0]]
    for place in known[1:]:
        if sum(least[one] for one in kept) + least[place] > room.wide:
            break
        kept.append(place)
    return kept, _widths(kept, least, {place: _wanted(columns[place], texts[place], room) for place in kept}, room)


def _least(heading: str, texts: Sequence[str], room: Room) -> float:
    """The width of the longest word, or of some eighteen letters where a cell has as many."""
    words = [width(word, room.size, True) for word in heading.split()]
    words += [width(word, room.size) for text in texts for word in text.split()]
    ease = min(max((width(text, room.size) for text in texts), default=0.0), room.size * 9)
    return min(max([*words, ease]), room.wide * LONGEST_WORD) + room.across


def _wanted(heading: str, texts: Sequence[str], room: Room) -> float:
    """The width with which no cell would break."""
    every = [width(heading, room.size, True), *(width(text, room.size) for text in texts)]
    return max(every) + room.across


def _widths(kept: list[int], least: dict[int, float], wanted: dict[int, float], room: Room) -> tuple[float, ...]:
    """Every column its least, and of the rest a share by how much more it wants; more than that nobody needs.

    A column that wants very much gets what the others leave.
    """
    found = {place: min(least[place], room.wide) for place in kept}
    for most in (room.wide * WIDEST + room.across, room.wide):
        more = {place: max(0.0, min(wanted[place], most) - found[place]) for place in kept}
        left = room.wide - sum(found.values())
        share = min(1.0, max(0.0, left) / max(1.0, sum(more.values())))
        found = {place: found[place] + more[place] * share for place in kept}
    return tuple(found[place] for place in kept)


def _shown(
    columns: list[str], rows: list[list[str]], widths: tuple[float, ...], room: Room
) -> tuple[tuple[tuple[str, ...], ...], bool, float]:
    """The rows that fit below the headings, cells cut to the lines allowed; whether one was cut; how high it all is."""
    head = max(
        len(wrapped(name, room.size, wide - room.across, 9, True)) for name, wide in zip(columns, widths, strict=True)
    )
    used, cut = head * room.size * LINE + room.down, False
    shown: list[tuple[str, ...]] = []
    for row in rows:
        cells = [_in_lines(text, wide - room.across, room) for text, wide in zip(row, widths, strict=True)]
        more = max(1, *(lines for _, lines in cells)) * room.size * LINE + room.down
        if shown and used + more > room.high:
            break
        used += more
        shown.append(tuple(text for text, _ in cells))
        cut = cut or shown[-1] != tuple(row)
    return tuple(shown), cut, used


def _in_lines(text: str, wide: float, room: Room) -> tuple[str, int]:
    """The text, and how many lines it takes; cut where it takes more than a cell has, else as it is.

    Where whoever lays it out breaks it elsewhere, there is a line or two less or more.
    """
    lines = wrapped(text, room.size, wide, len(text) + 1)
    if len(lines) <= room.lines:
        return text, len(lines)
    return " ".join(wrapped(text, room.size, wide, room.lines)), room.lines
