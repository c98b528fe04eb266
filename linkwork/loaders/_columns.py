"""Finding the columns a loader reads, whatever the file calls them, and saying what is missing or left unread."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from linkwork.errors import Problem
from linkwork.graph.identity import slug
from linkwork.graph.records import Reading
from linkwork.loaders import Column
from linkwork.loaders._sheets import Layout, Sheet, read_every


@dataclass(frozen=True, slots=True)
class Wanted:
    """A column to read: what people know it by, the name it gets, and the headings it goes by.

    `pattern` fits a whole heading in lower case with single spaces for all but letters and digits; blank means the
    column's own name.
    """

    column: Column
    key: str
    pattern: str = ""

    def fits(self, heading: str) -> bool:
        """Whether this heading stands over the column."""
        return re.fullmatch(self.pattern or plain(self.column.name), plain(heading)) is not None


@dataclass(frozen=True, slots=True)
class Taken:
    """The columns that were wanted, by key, with the place of each row; None in `rows` where one is missing."""

    sheet: Sheet
    rows: pl.DataFrame | None
    headings: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def table(self) -> pl.DataFrame:
        """The rows. Raises ValueError where a column is missing, which is a problem that comes first."""
        if self.rows is None:
            raise ValueError("columns are missing; their problems come first")
        return self.rows

    def problem(self, row: object, key: str, message: str) -> Problem:
        """A problem in the cell of this row under the heading of this key."""
        number = row if isinstance(row, int) else None
        return Problem(self.sheet.file, self.sheet.name, number, self.headings.get(key, key), message)


def plain(heading: str) -> str:
    """A heading in lower case, with single spaces for all that is not a letter or a digit."""
    return " ".join(re.findall(r"[a-z0-9]+", heading.lower()))


def take(sheet: Sheet, wanted: Sequence[Wanted], left_out: str = "") -> Taken:
    """The wanted columns of a sheet. `left_out` fits the headings of columns that are known and not read."""
    headings = {want.key: found for want in wanted if (found := _heading(sheet, want))}
    missing = [want.column.name for want in wanted if want.column.required and want.key not in headings]
    if missing:
        there = ", ".join(sheet.headings) or "none"
        messages = (f"the column {name!r} is missing; the headings are {there}" for name in missing)
        problems = tuple(Problem(sheet.file, sheet.name, message=message) for message in messages)
        return Taken(sheet, None, headings, problems)
    rows = sheet.rows.select(
        *(pl.col(heading).alias(key) for key, heading in headings.items()),
        pl.lit(sheet.file).alias("_file"),
        pl.lit(sheet.name).alias("_sheet"),
        "_row",
    )
    read = set(headings.values())
    unread = [h for h in sheet.headings if h not in read and not (left_out and re.fullmatch(left_out, plain(h)))]
    filled = [heading for heading in unread if sheet.rows[heading].null_count() < sheet.rows.height]
    place = Problem(sheet.file, sheet.name).place
    return Taken(sheet, rows, headings, (), tuple(f"{place}, column {h} is filled but not read" for h in filled))


def read_tables(
    paths: Iterable[Path],
    wanted: Sequence[Wanted],
    read: Callable[[Taken, pl.DataFrame], Reading],
    left_out: str = "",
    layout: Layout | None = None,
) -> Reading:
    """What `read` makes of every sheet that has the wanted columns, with all problems and warnings of all sheets.

    `layout` gives the headings of sheets that have none. Raises InputRefused for a file that cannot be opened.
    """
    return tables_of(read_every(paths, layout), wanted, read, left_out)


def tables_of(
    sheets: Iterable[Sheet], wanted: Sequence[Wanted], read: Callable[[Taken, pl.DataFrame], Reading], left_out: str
) -> Reading:
    """The same of these sheets; one that holds nothing at all is passed over."""
    found: list[Reading] = []
    for sheet in sheets:
        if sheet.headings:
            taken = take(sheet, wanted, left_out)
            found.append(Reading((), taken.problems, taken.warnings))
            found += [read(taken, taken.rows)] if taken.rows is not None else []
    return Reading(
        tuple(table for one in found for table in one.tables),
        tuple(problem for one in found for problem in one.problems),
        tuple(warning for one in found for warning in one.warnings),
    )


def _heading(sheet: Sheet, want: Wanted) -> str | None:
    return next((heading for heading in sheet.headings if want.fits(heading)), None)


def required_cells(taken: Taken, keys: Iterable[str], why: str) -> list[Problem]:
    """A problem for each cell in these columns that is blank, or has no letters or digits to know anything by."""
    rows = taken.table
    found: list[Problem] = []
    for key in keys:
        blank = rows.filter(pl.col(key).is_null())["_row"]
        found += [taken.problem(row, key, f"this cell is blank; {why}") for row in blank]
        found += unnamed_cells(taken, key, why)
    return found


def unnamed_cells(taken: Taken, key: str, why: str) -> list[Problem]:
    """A problem for each filled cell in this column that no id can be made of."""
    odd = taken.table.filter(~pl.col(key).str.contains("[A-Za-z0-9]")).select(key, "_row")
    return [
        taken.problem(row, key, f"{cell!r} has no letters or digits; {why}")
        for cell, row in odd.iter_rows()
        if not slug(cell)
    ]


def mapped(taken: Taken, key: str, meaning: Callable[[str], str | None], allowed: str) -> tuple[pl.Expr, list[Problem]]:
    """A column's words turned into ours, and a problem for each cell whose word is not known."""
    words = {word: meaning(word) for word in taken.table[key].drop_nulls().unique().sort()}
    known = {word: ours for word, ours in words.items() if ours is not None}
    strange = taken.table.filter(pl.col(key).is_not_null() & ~pl.col(key).is_in(list(known)))
    problems = [
        taken.problem(row, key, f"{word!r} is not known here; allowed are {allowed}")
        for word, row in strange.select(key, "_row").iter_rows()
    ]
    return pl.col(key).replace_strict(known, default=None, return_dtype=pl.Utf8), problems
