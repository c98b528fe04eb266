"""Rows as decisions have them: what is said of a record that became a name of another is said of that other.

Rounds on disk are not touched; undoing a decision gives the rows back as they were said.
"""

from collections.abc import Mapping

import polars as pl

from linkwork.graph.records import Table, beyond_ends

#: For a node whose id was changed, the id it was said under; null for the others.
WAS = "_was"
#: For a node that is only another name of a record, what it is called; null for the others.
CALLED = "_called"


def as_decided(table: Table, same: Mapping[str, str], only_names: frozenset[str] = frozenset()) -> Table:
    """The table with the ids that stay. Links get a new id; those that would join a record to itself are left out.

    What the ids of `only_names` are called does not rename the record that stays: it is one of its aliases.
    """
    if not same or not table.rows.height:
        return table
    if "from_id" not in table.rows.columns:
        return Table(table.kind, _called(_nodes(table.rows, same), only_names), table.headings)
    return Table(table.kind, _links(table.rows, table.kind, same), table.headings)


def _nodes(rows: pl.DataFrame, same: Mapping[str, str]) -> pl.DataFrame:
    merged = pl.col("id").is_in(list(same))
    if not rows.select(merged.any()).item():
        return rows
    return rows.with_columns(
        pl.when(merged).then(pl.col("id")).alias(WAS), pl.col("id").replace(dict(same)).alias("id")
    )


def _called(rows: pl.DataFrame, only_names: frozenset[str]) -> pl.DataFrame:
    if not only_names or WAS not in rows.columns or "name" not in rows.columns:
        return rows
    other = pl.col(WAS).is_in(sorted(only_names))
    return rows.with_columns(
        pl.when(other).then(pl.col("name")).alias(CALLED),
        pl.when(~other.fill_null(False)).then(pl.col("name")).alias("name"),
    )


def _links(rows: pl.DataFrame, kind: str, same: Mapping[str, str]) -> pl.DataFrame:
    ids = list(same)
    moved = pl.col("from_id").is_in(ids) | pl.col("to_id").is_in(ids)
    if not rows.select(moved.any()).item():
        return rows
    rest = beyond_ends(kind)
    ends = rows.with_columns(
        pl.col("from_id").replace(dict(same)).alias("_from"), pl.col("to_id").replace(dict(same)).alias("_to")
    )
    itself = (pl.col("_from") == pl.col("_to")) & (pl.col("from_id") != pl.col("to_id"))
    return (
        ends.filter(~itself)
        .with_columns(
            pl.concat_str(pl.lit(f"{kind}|"), "_from", pl.lit("|"), "_to", rest).alias("id"),
            pl.col("_from").alias("from_id"),
            pl.col("_to").alias("to_id"),
        )
        .drop("_from", "_to")
    )
