"""One cell, one row, one sheet: how what a file holds becomes text under headings."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice

import polars as pl

from linkwork.errors import Problem

#: A row as a file gives it: its number as a spreadsheet counts, and its cells as text (None where blank).
Row = tuple[int, list[str | None]]

#: Stands for a formula that nothing has calculated: its value is not in the file.
UNCALCULATED = "#NOT CALCULATED"
#: Stands for a formula that failed and shows something else than those below, in another language say.
OTHERWISE = "#FAILED OTHERWISE"
#: How what stands for a formula that failed begins: LibreOffice numbers most of its own, as Err:508.
BEGINS = ("#", "Err:")
#: What spreadsheets show where a formula failed, and what stands for one that has no value.
FAILED = frozenset(
    {"#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA"}
    | {"#FIELD!", "#BLOCKED!", "#CONNECT!", "#BUSY!", "#UNKNOWN!", "#PYTHON!", "#EXTERNAL!"}
    | {f"Err:{number}" for number in range(500, 600)}
    | {UNCALCULATED, OTHERWISE}
)
#: Of one sort of mistake in one sheet so many are listed; past that the delimiter or the sheet itself is wrong.
LISTED = 20
CHUNK = 10_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a source, as text.

    `file` is the file's base name; `name` is the sheet's, "" for a CSV given as a file, the stem for one in a folder.
    `rows` has one text column a heading (blank is null) and `_row`, the row as a spreadsheet counts it.
    A sheet that holds nothing at all has no headings and no rows.
    """

    file: str
    name: str
    headings: tuple[str, ...]
    rows: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Layout:
    """The headings of files that are published without any; `first` fits the first cell of a row of data."""

    headings: tuple[str, ...]
    first: str

    def over(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows, under these headings unless the first row that holds anything is headings of its own."""
        begun = False
        for number, cells in rows:
            if not begun and any(cell is not None for cell in cells):
                begun = True
                if re.fullmatch(self.first, cells[0] or ""):
                    yield 0, list(self.headings)
            yield number, cells


def cell_text(value: object) -> str | None:
    """A cell as text, None where it is blank: 3.0 is "3", a date is ISO, a boolean is "yes" or "no"."""
    return _WRITERS.get(type(value), _other)(value)


def letters(index: int) -> str:
    """The letters over a column in a spreadsheet, from its index counted from 0: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def _tidy(value: object) -> str | None:
    text = str(value).strip().strip("\u200b\ufeff").strip()
    if "\r" in text:  # the same cell has \r\n in a CSV and \n in a workbook
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text or None


def _number(value: object) -> str:
    # A spreadsheet keeps and shows 15 digits: more are noise of the binary number, as in 0.30000000000000004.
    number = float(str(value))
    return str(int(number)) if number.is_integer() else f"{number:.15g}"


def _moment(value: object) -> str:
    assert isinstance(value, datetime)  # noqa: S101 - chosen by its type
    # Times are kept as fractions of a day, so half past nine may come as 09:29:59.999997.
    value = (value + timedelta(milliseconds=500)).replace(microsecond=0)
    return value.date().isoformat() if value.time() == time() else value.isoformat()


def _other(value: object) -> str | None:
    return None if value is None else _tidy(value)


_WRITERS: Mapping[type, Callable[[object], str | None]] = {
    str: _tidy,
    int: str,
    float: _number,
    bool: lambda value: "yes" if value else "no",
    datetime: _moment,
    date: str,
    time: str,
    timedelta: str,
}


@dataclass(slots=True)
class Shaping:
    """Rows on their way to a Sheet, and what is wrong with them."""

    file: str
    name: str
    headings: list[str | None] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unheaded: dict[int, tuple[int, str, int]] = field(default_factory=dict)
    failed: int = 0
    too_wide: int = 0

    def say(self, row: int | None, column: str, message: str) -> None:
        """Note a problem at this place."""
        self.problems.append(Problem(self.file, self.name, row, column, message))


def shape(file: str, name: str, rows: Iterable[Row]) -> tuple[Sheet, list[Problem]]:
    """A sheet from its rows, and every problem in it. The first row that holds anything is the headings."""
    work = Shaping(file, name)
    filled = ((number, cells) for number, cells in rows if any(cell is not None for cell in cells))
    take_headings(work, filled)
    kept = [index for index, heading in enumerate(work.headings) if heading is not None]
    named = [str(work.headings[index]) for index in kept]
    if work.problems:  # columns cannot be told apart, so neither can what is wrong in them
        return Sheet(file, name, (), _frame([], [])), work.problems
    frames: list[pl.DataFrame] = []
    checked = _checked(work, filled)
    while batch := [(number, [cells[index] for index in kept]) for number, cells in islice(checked, CHUNK)]:
        frames.append(_frame(named, batch))  # columns of text in Arrow are far smaller than lists of str
    _close(work)
    table = pl.concat(frames, rechunk=True) if frames else _frame(named, [])
    return Sheet(file, name, tuple(named), table), work.problems


def take_headings(work: Shaping, rows: Iterator[Row]) -> None:
    """The next row becomes the headings of the work; two alike and one that is kept for row numbers are problems."""
    number, cells = next(rows, (1, []))
    work.headings = [" ".join(cell.split()) if cell else None for cell in cells]
    places: dict[str, list[int]] = {}
    for index, heading in enumerate(work.headings):
        if heading is not None:
            places.setdefault(heading.casefold(), []).append(index)
    for key, indexes in places.items():
        heading = str(work.headings[indexes[0]])
        if len(indexes) > 1:
            where = ", ".join(letters(index) for index in indexes)
            work.say(number, heading, f"the heading {heading!r} stands over columns {where}; give each its own heading")
        if key == "_row":
            work.say(number, heading, "the heading '_row' is kept for row numbers; call the column something else")


def _checked(work: Shaping, rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, padded to the headings; notes cells that have no heading and formulas that failed."""
    width = len(work.headings)
    blank = {index for index, heading in enumerate(work.headings) if heading is None}
    for number, cells in rows:
        cells.extend([None] * (width - len(cells)))
        if any(cell is not None for cell in cells[width:]):
            _note_too_wide(work, number, cells)
        for index in blank:
            if (cell := cells[index]) is not None:
                first, sample, count = work.unheaded.get(index, (number, cell, 0))
                work.unheaded[index] = (first, sample, count + 1)
        if not FAILED.isdisjoint(cells):
            _note_failed(work, number, cells)
        yield number, cells


def _note_too_wide(work: Shaping, number: int, cells: list[str | None]) -> None:
    work.too_wide += 1
    if work.too_wide > LISTED:
        return
    width = len(work.headings)
    filled = max(index for index, cell in enumerate(cells) if cell is not None) + 1
    extra = next(cell for cell in cells[width:] if cell is not None)
    work.say(
        number,
        "",
        f"there are {filled} cells under {width} headings, {extra[:40]!r} is left over; "
        "put quote marks round a cell that holds the separator, or give every column a heading",
    )


def _note_failed(work: Shaping, number: int, cells: list[str | None]) -> None:
    for index, cell in enumerate(cells[: len(work.headings)]):
        if cell in FAILED and work.headings[index] is not None:
            work.failed += 1
            if work.failed <= LISTED:
                work.say(number, str(work.headings[index]), _why_failed(str(cell)))


def _why_failed(cell: str) -> str:
    if cell == UNCALCULATED:
        return (
            "a formula stands here whose value is not in the file; open the workbook in Excel or LibreOffice and save "
            "it, or write the value in its place"
        )
    what = "a formula that failed stands here" if cell == OTHERWISE else f"{cell!r} is a formula that failed"
    return f"{what}; write the value in its place, or leave the cell blank"


def _close(work: Shaping) -> None:
    for index, (row, sample, count) in work.unheaded.items():
        more = f" ({count} cells in all)" if count > 1 else ""
        message = f"{sample[:40]!r} is in a column that has no heading{more}; give the column a heading or clear it"
        work.say(row, letters(index), message)
    if work.too_wide > LISTED:
        work.say(None, "", f"{work.too_wide - LISTED} more rows have more cells than there are headings")
    if work.failed > LISTED:
        work.say(None, "", f"{work.failed - LISTED} more formulas failed")


def _frame(headings: list[str], rows: list[Row]) -> pl.DataFrame:
    columns = zip(*(cells for _, cells in rows), strict=True) if rows else ([] for _ in headings)
    series = [pl.Series(name, column, dtype=pl.Utf8) for name, column in zip(headings, columns, strict=True)]
    return pl.DataFrame([*series, pl.Series("_row", [number for number, _ in rows], dtype=pl.Int64)])
