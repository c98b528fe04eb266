"""CSV as people's programs write it: its encoding, its separator, its records numbered as a spreadsheet counts them."""

import codecs
import csv
import gzip
import io
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from linkwork.errors import Problem
from linkwork.loaders._cells import Layout, Row, Sheet, cell_text, shape
from linkwork.loaders._regular import Kind, regular_sheet

SEPARATORS = (",", ";", "\t")
BLOCK = 1 << 20
#: Characters of a file, unpacked where it is a .gz, and of one line; and how many cells there may be.
LARGEST, LONGEST, MOST_CELLS = 2_000_000_000, 16_000_000, 100_000_000
#: So many records are looked at to tell the separator.
LOOKED_AT = 50
#: What UTF-8 looks like when it is read as Windows-1252: é, ’ and £ become Ã©, â€™ and Â£.
_MIXED = re.compile("Ã[\xa0-¿]|â€|Â[\xa0-¿]")

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class _Refused(Exception):
    """Why this file cannot be read as CSV; the row where that is known."""

    def __init__(self, message: str, row: int | None = None) -> None:
        super().__init__(message)
        self.row = row


def read_delimited(path: Path, name: str = "", layout: Layout | None = None) -> tuple[Sheet | None, list[Problem]]:
    """The sheet in a CSV and every problem in it; None where it cannot be read at all. OSError where it is locked.

    `layout` gives the headings of a file that has none.
    """
    gzipped = path.name.lower().endswith(".gz")

    def open_bytes() -> BinaryIO:
        return io.BufferedReader(gzip.GzipFile(path)) if gzipped else path.open("rb")

    try:
        encoding = _encoding(open_bytes)
        with _text(open_bytes, encoding) as lines:
            separator, skip = _separator(lines)
        with _text(open_bytes, encoding) as lines:
            if skip:
                lines.readline()
            if regular := regular_sheet(lines, Kind(path.name, name, separator, layout)):
                return regular, []
        with _text(open_bytes, encoding) as lines:
            if skip:
                lines.readline()
            records = _records(_lines(lines), separator)
            sheet, problems = shape(path.name, name, layout.over(records) if layout else records)
    except _Refused as refused:
        return None, [Problem(path.name, name, refused.row, "", str(refused))]
    except (gzip.BadGzipFile, EOFError, zlib.error):
        return None, [Problem(path.name, name, None, "", "this is not a whole .gz file; get a fresh copy of it")]
    if not problems and not sheet.headings:
        return None, [Problem(path.name, name, None, "", "this file holds nothing; it should have headings in row 1")]
    return sheet, problems


def _text(open_bytes: Callable[[], BinaryIO], encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(open_bytes(), encoding=encoding, newline="")


def _encoding(open_bytes: Callable[[], BinaryIO]) -> str:
    """The encoding the whole file can be read in: by its mark, else UTF-8, else Windows-1252."""
    with open_bytes() as stream:
        start = stream.read(4)
    marked = next((encoding for mark, encoding in _MARKS if start.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            with _text(open_bytes, encoding) as stream:
                _check_blocks(stream, encoding)
        except UnicodeError:
            continue
        return encoding
    raise _Refused("its letters cannot be read as UTF-8, UTF-16 or Windows-1252; save it as CSV UTF-8 or .xlsx")


def _check_blocks(stream: io.TextIOWrapper, encoding: str) -> None:
    """Read the whole file, of which no more than a block is held; a small .gz may unfold into one without end."""
    characters = cells = 0
    while block := stream.read(BLOCK):
        _check_letters(block, encoding)
        characters += len(block)
        cells += sum(block.count(mark) for mark in (*SEPARATORS, "\n"))
        if characters > LARGEST:
            raise _Refused(f"it has over {LARGEST // 1_000_000:,} million characters; load it in parts")
        if cells > MOST_CELLS:
            raise _Refused(f"it has over {MOST_CELLS // 1_000_000} million cells; load it in parts")


def _lines(stream: io.TextIOWrapper) -> Iterator[str]:
    """The lines one by one, none of them longer than a memory likes."""
    number = 0
    while line := stream.readline(LONGEST):
        number += 1
        if len(line) == LONGEST:
            raise _Refused(f"this line has over {LONGEST // 1_000_000} million characters; it is no table", number)
        yield line


def _check_letters(text: str, encoding: str) -> None:
    if "\0" in text:
        raise _Refused("this is not text, though its name says so; open it in a spreadsheet and save it as CSV UTF-8")
    if encoding == "cp1252" and (found := _MIXED.search(text)):
        advice = "open it in a spreadsheet, put right what looks wrong, and save it as CSV UTF-8"
        raise _Refused(f"some letters are in UTF-8 and some are not (as in {found[0]!r}), or the file is cut; {advice}")


def _separator(lines: io.TextIOWrapper) -> tuple[str, bool]:
    """What parts the cells, and whether a first line only says so (`sep=;`, which spreadsheets do not count).

    The separator with which most records are as wide as the headings; then the one that gives most headings.
    """
    said = re.fullmatch(r'"?sep=(.)"?\s*', lines.readline(200), re.IGNORECASE | re.DOTALL)
    if said and said[1] in SEPARATORS:
        return said[1], True

    def fit(separator: str) -> tuple[int, int]:
        lines.seek(0)
        widths = _widths(_lines(lines), separator)
        if not widths or widths[0] < 2:
            return (0, 0)
        return (sum(width == widths[0] for width in widths), widths[0])

    return max(SEPARATORS, key=fit), False


def _widths(lines: Iterable[str], separator: str) -> list[int]:
    widths: list[int] = []
    reader = csv.reader(lines, delimiter=separator, strict=True)
    try:
        for record in reader:
            if any(cell.strip() for cell in record):
                widths.append(len(record))
            if len(widths) == LOOKED_AT:
                break
    except csv.Error:
        return widths
    return widths


def _records(lines: Iterable[str], separator: str) -> Iterator[Row]:
    reader = csv.reader(lines, delimiter=separator, strict=True)
    number = 0
    while True:
        number += 1
        try:
            record = next(reader, None)
        except csv.Error as error:
            raise _Refused(
                "a quote mark is out of place or never closed here; a cell in quote marks starts and ends with one, "
                'and has "" for each quote mark inside it',
                number,
            ) from error
        if record is None:
            return
        yield number, [cell_text(cell) for cell in record]
