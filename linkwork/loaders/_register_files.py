"""The Charity Commission's extract as it publishes it: JSON, or text with tabs between the cells and no quoting.

The extract is large, so only the columns that are asked for are kept in memory. What a charity says of itself may hold
line ends: a row of the text goes on until it has its cells.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

import polars as pl

from linkwork.errors import InputRefused, Problem
from linkwork.loaders._cells import CHUNK, Sheet
from linkwork.loaders._columns import Wanted, plain
from linkwork.loaders._json_list import read_objects
from linkwork.loaders._regular import BLANKS
from linkwork.loaders._sheets import read_every
from linkwork.loaders._whole_json import LOCKED, one_line, writable

WHAT = "the list of charities that the Charity Commission publishes as publicextract.charity"
#: So many rows of one file that cannot be told apart are listed.
LISTED = 20
#: No cell is longer: a row that goes on for more has no end, and none of its lines is held whole.
LONGEST = 131_072


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of an extract: the wanted columns, and those that are not known to be left out, to be warned of."""

    wanted: Sequence[Wanted]
    left_out: str

    def asks_for(self, heading: str) -> bool:
        """Whether a column is wanted."""
        return any(want.fits(heading) for want in self.wanted)

    def keeps(self, heading: str) -> bool:
        """Whether a column is wanted or unknown."""
        return self.asks_for(heading) or not re.fullmatch(self.left_out, plain(heading))


def read_extract(path: Path, kept: Kept) -> tuple[Sequence[Sheet], list[Problem]]:
    """The sheets of a file, with the columns that are kept at least, and the rows that cannot be read.

    Raises InputRefused for a file that is no such extract.
    """
    name = path.name.lower()
    if name.endswith(".zip"):
        raise InputRefused([Problem(path.name, message="this is a zip; take out the file in it, and load that")])
    if name.endswith(".json"):
        return [_json(path, kept)], []
    if path.is_file() and name.endswith((".txt", ".tsv", ".csv")) and (headings := _tabbed(path, kept)):
        return _text(path, headings, kept)
    return read_every([path]), []


def _json(path: Path, kept: Kept) -> Sheet:
    """Objects as rows, counted from 1, under the names that the first of them has."""
    members = read_objects(path, WHAT)
    first = next(members, None)
    if not isinstance(first, dict) or not first:
        raise InputRefused([Problem(path.name, message=f"its list holds no charity; allowed is {WHAT}")])
    names = [name for name in first if writable(name).strip("_ ") == name and kept.keeps(name)]

    def rows() -> Iterator[tuple[int, list[str | None]]]:
        for number, one in enumerate(chain([first], members), start=1):
            if not isinstance(one, dict):
                raise InputRefused([Problem(path.name, row=number, message=f"this is no charity; allowed is {WHAT}")])
            yield number, [one_line(one.get(name)) for name in names]

    return Sheet(path.name, "", tuple(names), _frame(names, rows()))


def _tabbed(path: Path, kept: Kept) -> list[str]:
    """The headings of a text with tabs that has one of the wanted columns at least; none for any other file."""
    try:
        with path.open("rb") as stream:
            first = stream.readline(100_000).decode("utf-8-sig", "replace")
    except OSError:
        return []
    heads = pl.DataFrame({"heading": first.rstrip("\r\n").split("\t")})
    cells = heads.select(_bare_column("heading").fill_null("")).to_series().to_list()
    return cells if len(cells) > 1 and any(kept.asks_for(cell) for cell in cells) else []


def _text(path: Path, headings: list[str], kept: Kept) -> tuple[Sequence[Sheet], list[Problem]]:
    places = [index for index, heading in enumerate(headings) if heading and kept.keeps(heading)]
    named = [headings[index] for index in places]
    if twice := sorted({name for name in named if named.count(name) > 1 or name == "_row"}):
        message = (
            f"the heading {twice[0]!r} stands over two columns, or is kept for row numbers; get a fresh copy of it"
        )
        raise InputRefused([Problem(path.name, message=message)])
    problems: list[Problem] = []

    def say(row: int, found: int) -> None:
        message = f"there are {found} cells under {len(headings)} headings; the same extract as JSON has no such rows"
        problems.append(Problem(path.name, row=row, message=message))

    def rows() -> Iterator[tuple[int, list[str | None]]]:
        for number, cells in _records(path, len(headings), say):
            yield number, [cells[index] for index in places]

    try:
        sheet = Sheet(path.name, "", tuple(named), _frame(named, rows()).with_columns(map(_bare_column, named)))
    except UnicodeDecodeError:
        message = "its letters cannot be read as UTF-8; get a fresh copy of it"
        raise InputRefused([Problem(path.name, message=message)]) from None
    except OSError:
        raise InputRefused([Problem(path.name, message=LOCKED)]) from None
    if len(problems) > LISTED:
        more = Problem(path.name, message=f"{len(problems) - LISTED:,} more rows have too few or too many cells")
        problems = [*problems[:LISTED], more]
    return [sheet], problems


def _records(path: Path, width: int, say: Callable[[int, int], None]) -> Iterator[tuple[int, list[str]]]:
    """Rows of so many cells, numbered by the line they begin in; of another row is said how many cells it has."""
    with path.open(encoding="utf-8-sig", newline="\n") as lines:
        next(lines)
        begun, cells = 0, [""]
        for number, line in enumerate(iter(partial(lines.readline, LONGEST), ""), start=2):
            parts = line.rstrip("\r\n").split("\t")
            if not begun and len(parts) == width:
                yield number, parts
                continue
            begun = begun or number
            first, *rest = parts
            cells = [*cells[:-1], f"{cells[-1]} {first}".strip(), *rest]
            if len(cells) < width and len(cells[-1]) < LONGEST:
                continue
            if len(cells) == width:
                yield begun, cells
            else:
                say(begun, len(cells))
            begun, cells = 0, [""]
        if any(cells):
            say(begun, len(cells))


def _frame(names: Sequence[str], rows: Iterator[tuple[int, list[str | None]]]) -> pl.DataFrame:
    schema = {**dict.fromkeys(names, pl.Utf8), "_row": pl.Int64}
    frames = [pl.DataFrame(schema=schema)]
    batch: list[list[object]] = []
    for number, cells in rows:
        batch.append([*cells, number])
        if len(batch) == CHUNK:
            frames.append(pl.DataFrame(batch, schema=schema, orient="row"))
            batch = []
    return pl.concat([*frames, pl.DataFrame(batch, schema=schema, orient="row")])


def _bare_column(name: str) -> pl.Expr:
    """The cells of a column without blanks and quote marks round them, null where nothing is left."""
    text = pl.col(name).str.strip_chars(BLANKS)
    quoted = (text.str.len_chars() > 1) & text.str.starts_with('"') & text.str.ends_with('"')
    inside = text.str.slice(1, text.str.len_chars() - 2).str.replace_all('""', '"', literal=True)
    bare = pl.when(quoted).then(inside.str.strip_chars(BLANKS)).otherwise(text)
    return pl.when(bare != "").then(bare).alias(name)
