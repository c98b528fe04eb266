"""What loaders hand over: tables of nodes and links, as text, with the place each row came from.

A table says only what its columns say: a column it lacks is no statement, a blank cell in one it has is a blank.
Tables hold text and lists of text; `check` turns them into typed columns or says what is wrong.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from linkwork.errors import Problem
from linkwork.graph.shapes import BETWEEN

#: Where a row was read: the file's name, the sheet ("" in a CSV) and the row as a spreadsheet counts it.
PLACE = {"_file": pl.Utf8, "_sheet": pl.Utf8, "_row": pl.Int64}
PLACE_COLUMNS = tuple(PLACE)
#: The two ends of a link.
ENDS = {"from_kind": pl.Utf8, "from_id": pl.Utf8, "to_kind": pl.Utf8, "to_id": pl.Utf8}
#: The one table of a round that holds no records but what they are looked up in: a postcode a row, in capitals without
#: blanks, with the code of its ward and when it ended (null while it is in use).
POSTCODES = "postcodes"
DIRECTORY = {"postcode": pl.Utf8, "ward": pl.Utf8, "ended": pl.Utf8, **PLACE}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one kind of node or link, or of POSTCODES.

    `rows` has `id` and properties for a node, the four columns of ENDS and properties for a link, and the columns of
    PLACE for both; of POSTCODES the columns of DIRECTORY. `headings` gives the source's own heading for a property, for
    messages about it.
    """

    kind: str
    rows: pl.DataFrame
    headings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a round covers; what is absent outside it means nothing. All empty: whatever the source ever mentioned.

    `links` are the kinds of link that its files had room for: silence about any other means nothing. None: about all.
    """

    kinds: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    links: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of itself; None where it does not say."""

    source: str | None = None
    as_of: str | None = None
    scope: Scope | None = None
    complete: bool | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one load read: tables, what is wrong, what is odd, and what the file says of itself.

    `silent` says why a file that is as it should be says nothing to keep; "" for any other.
    """

    tables: tuple[Table, ...]
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()
    about: About = About()
    silent: str = ""


def node_table(
    kind: str, rows: Sequence[Mapping[str, object]], columns: Iterable[str], headings: Mapping[str, str] | None = None
) -> Table:
    """A table of nodes from row mappings; `columns` are the properties the source has, filled or not."""
    shape = {"id": pl.Utf8} | {name: pl.Utf8 for name in columns} | PLACE
    return Table(kind, _frame(rows, shape), headings or {})


def link_table(
    kind: str,
    rows: Sequence[Mapping[str, object]],
    columns: Iterable[str] = (),
    headings: Mapping[str, str] | None = None,
) -> Table:
    """A table of links from row mappings; `columns` are the properties the source has, filled or not."""
    shape = ENDS | {name: pl.Utf8 for name in columns} | PLACE
    return Table(kind, _frame(rows, shape), headings or {})


def link_id(kind: str, from_id: str, to_id: str, key: Sequence[object] = ()) -> str:
    """The id of a link: its kind, its ends and, where parallel links are told apart, the values that do so.

    `ends_of` (shapes.py) gives the ends back.
    """
    return BETWEEN.join([kind, from_id, to_id, *("" if value is None else str(value) for value in key)])


def beyond_ends(kind: str) -> pl.Expr:
    """Of a table of links of a kind, what their ids say after the ends, with the bar before it; "" for nothing."""
    ends = pl.col("from_id").str.len_chars() + pl.col("to_id").str.len_chars()
    return pl.col("id").str.slice(len(kind) + 2 + ends)


def _frame(rows: Sequence[Mapping[str, object]], shape: Mapping[str, type[pl.DataType]]) -> pl.DataFrame:
    columns = {name: [row.get(name) for row in rows] for name in shape}
    return pl.DataFrame(columns, schema=dict(shape))
