"""Sheets that are as they should be, read a column at a time: fit for large files, and with the same outcome.

Nearly every file has one line of headings, its quote marks round whole cells, no cell that is left over and no formula
that failed. Polars takes those, a CSV block by block. Of any other nothing comes back from here: `shape` then goes
through it row by row, and says what is wrong in which.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from linkwork.loaders._cells import BEGINS, FAILED, Layout, Row, Shaping, Sheet, cell_text, take_headings

#: Characters that are read at once, and how long a line may be: the limit of a cell in Python's reader.
BLOCK, LONGEST = 1 << 23, 131_072
#: What Python's `strip` takes away and polars' does not, and the marks without width that are left in cells.
SEPARATORS, UNSEEN = "\x1c\x1d\x1e\x1f", "\u200b\ufeff"
RARE = tuple(mark.encode() for mark in SEPARATORS + UNSEEN)
#: The same as a pattern, and what ends a line within a cell.
RARE_IN_CELLS = f"[\r{SEPARATORS}{UNSEEN}]"
BLANKS = "".join(filter(str.isspace, map(chr, range(0x3001))))
QUOTE, NEWLINE, RETURN = ord('"'), ord("\n"), ord("\r")

Bytes = npt.NDArray[np.uint8]


class Unusual(Exception):
    """A sheet has to be looked at row by row."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a sheet is called, how its cells are parted, and the headings it has where it has none of its own."""

    file: str
    name: str
    separator: str = ","
    layout: Layout | None = None


def regular_sheet(lines: io.TextIOBase, kind: Kind) -> Sheet | None:
    """The sheet of a CSV as `shape` makes it; None where anything is out of the ordinary."""
    try:
        return _sheet(lines, kind)
    except (Unusual, pl.exceptions.PolarsError, csv.Error):
        return None


def _sheet(lines: io.TextIOBase, kind: Kind) -> Sheet:
    frames: list[pl.DataFrame] = []
    head: Head | None = None
    done = 0
    for block, records in _blocks(lines, kind.separator):
        if head is None:
            head = read_head(_records(block, kind.separator), kind)
        frame = _parsed(block, head.width, kind.separator)
        if frame.height != records:
            raise Unusual
        numbers = pl.int_range(done + 1, done + records + 1, dtype=pl.Int64, eager=True)
        frames.append(head.under(_tidy(frame, block), numbers))
        done += records
    if head is None:
        raise Unusual
    return Sheet(kind.file, kind.name, head.named, pl.concat(frames))


@dataclass(frozen=True, slots=True)
class Head:
    """The line of headings: its number (0 where the file has none), and the headings, None where one is blank."""

    number: int
    headings: tuple[str | None, ...]

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.headings)

    @property
    def named(self) -> tuple[str, ...]:
        """The headings that are not blank."""
        return tuple(heading for heading in self.headings if heading is not None)

    def under(self, cells: pl.DataFrame, numbers: pl.Series) -> pl.DataFrame:
        """The rows that hold anything, with their numbers: tidy `cells` under these headings, none above.

        Raises Unusual where there is a cell under a blank heading, or beside the headings, or a formula that failed,
        and where the sheet is narrower than headings that are not its own.
        """
        if cells.width < self.width:
            raise Unusual
        rows = cells.with_columns(_row=numbers).filter(
            pl.col("_row") > self.number, pl.any_horizontal(pl.col(cells.columns).is_not_null())
        )
        blank = [
            name for place, name in enumerate(cells.columns) if place >= self.width or self.headings[place] is None
        ]
        if any(rows[name].null_count() < rows.height for name in blank):
            raise Unusual
        kept = [name for name in cells.columns if name not in blank]
        return rows.select(
            *(pl.col(name).alias(heading) for name, heading in zip(kept, self.named, strict=True)), "_row"
        )


def read_head(rows: Iterable[Row], kind: Kind) -> Head:
    """The headings of these rows. Raises Unusual where there are none, or two alike."""
    filled = (
        row for row in (kind.layout.over(rows) if kind.layout else rows) if any(cell is not None for cell in row[1])
    )
    number, cells = next(filled, (0, []))
    work = Shaping(kind.file, kind.name)
    take_headings(work, iter([(number, cells)]))
    if work.problems or not any(work.headings):
        raise Unusual
    return Head(number, tuple(work.headings))


def no_failed(frame: pl.DataFrame) -> None:
    """Raises Unusual where a cell holds a formula that failed."""
    begins = [[pl.col(name).str.starts_with(begin).any() for begin in BEGINS] for name in frame.columns]
    marked = frame.select(pl.any_horizontal(own).alias(str(n)) for n, own in enumerate(begins)).row(0)
    some = [name for name, has in zip(frame.columns, marked, strict=True) if has]
    if some and frame.select(pl.any_horizontal(pl.col(some).is_in(list(FAILED)).any())).item():
        raise Unusual


def tidy(cells: Sequence[str], thorough: bool = True) -> list[pl.Expr]:
    """These columns of text as `cell_text` has each cell: without what surrounds it, null where it is blank.

    Where none of RARE is in them, it need not be `thorough`.
    """
    bare = [pl.col(name).str.strip_chars() for name in cells]
    if thorough:
        bare = [pl.col(name).str.strip_chars(BLANKS).str.strip_chars(UNSEEN).str.strip_chars(BLANKS) for name in cells]
    return [pl.when(cell != "").then(cell).alias(name) for cell, name in zip(bare, cells, strict=True)]


def _tidy(frame: pl.DataFrame, block: bytes) -> pl.DataFrame:
    rows = frame.select(tidy(frame.columns, any(mark in block for mark in RARE)))
    if b"\r" in block:
        rows = rows.with_columns(pl.all().str.replace_all("\r\n", "\n", literal=True))
    if any(begin.encode() in block for begin in BEGINS):
        no_failed(rows)
    return rows


def _records(block: bytes, separator: str) -> Iterator[Row]:
    text = io.StringIO(block.decode(), newline="")
    for number, record in enumerate(csv.reader(text, delimiter=separator, strict=True), 1):
        yield number, [cell_text(cell) for cell in record]


def _parsed(block: bytes, width: int, separator: str) -> pl.DataFrame:
    shape = {str(place): pl.Utf8 for place in range(width)}
    # Of the first line polars takes how many columns there are, and a row may be shorter than the headings.
    whole = f"x{separator * (width - 1)}\n".encode() + block
    return pl.read_csv(whole, has_header=False, schema=shape, separator=separator).slice(1)


def _blocks(lines: io.TextIOBase, separator: str) -> Iterator[tuple[bytes, int]]:
    """Whole records in UTF-8, and how many there are. Raises Unusual where quote marks are not round whole cells."""
    rest = b""
    while text := lines.read(BLOCK):
        rest += text.encode()
        cut, records = _cut(rest, separator)
        if cut:
            yield rest[:cut], records
            rest = rest[cut:]
    if rest:
        cut, records = _cut(rest + b"\n", separator)
        if cut <= len(rest):
            raise Unusual
        yield rest, records


def _cut(block: bytes, separator: str) -> tuple[int, int]:
    """Where the last whole record ends, and how many there are before it."""
    data: Bytes = np.frombuffer(block, np.uint8)
    marks, ends = np.flatnonzero(data == QUOTE), np.flatnonzero(data == NEWLINE)
    if len(marks):
        ends = ends[np.searchsorted(marks, ends) % 2 == 0]
    if not len(ends):
        if len(block) > LONGEST:
            raise Unusual
        return 0, 0
    cut = int(ends[-1]) + 1
    if np.diff(ends, prepend=-1).max() > LONGEST:
        raise Unusual
    _look_at(data[:cut], marks[marks < cut], separator)
    return cut, len(ends)


def _look_at(data: Bytes, marks: npt.NDArray[np.intp], separator: str) -> None:
    """Raises Unusual where a line ends in other than a newline, or a quote mark stands elsewhere than round a cell."""
    returns = np.flatnonzero(data == RETURN)
    if len(returns) and (data[returns + 1] != NEWLINE).any():
        raise Unusual
    beside = np.zeros(256, bool)
    beside[[ord(separator), NEWLINE, QUOTE]] = True
    before = data[marks[::2] - 1]
    if len(marks) and marks[0] == 0:
        before = before[1:]
    beside_after = beside.copy()
    beside_after[RETURN] = True
    if not beside[before].all() or not beside_after[data[marks[1::2] + 1]].all():
        raise Unusual
