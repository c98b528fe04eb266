"""What is shown of a record: of what sources say of each of its properties the value that counts, and its names."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from linkwork.graph.joined import CALLED, WAS
from linkwork.graph.parsing import COLUMN
from linkwork.graph.rules import Rules
from linkwork.graph.shapes import LinkKind, NodeKind, Property


def with_values(
    stamped: pl.DataFrame, tables: Sequence[pl.DataFrame], kind: NodeKind | LinkKind, rules: Rules
) -> pl.DataFrame:
    """The records with the shown value of each property, in the order of the schema."""
    beside = [name for name in stamped.columns if name != "_settled"]
    filled = [prop for prop in kind.properties if any(_says(table, prop) for table in tables)]
    blank = [pl.lit(None, dtype=COLUMN[p.type]).alias(p.name) for p in kind.properties if p not in filled]
    if not filled:
        frame = stamped
    elif sum(table.height for table in tables) == stamped.height:
        # Every record was mentioned once: there is nothing to choose from.
        cells = [table.select("id", *(_cell(table, prop) for prop in filled)) for table in tables]
        frame = stamped.join(pl.concat(cells), on="id", how="left")
    else:
        frame = _chosen(stamped, tables, filled, {p.name: rules.order(kind.name, p.name) for p in filled})
    return frame.with_columns(blank).select(*beside, *(prop.name for prop in kind.properties))


def _chosen(
    stamped: pl.DataFrame,
    tables: Sequence[pl.DataFrame],
    filled: Sequence[Property],
    orders: Mapping[str, Sequence[str]],
) -> pl.DataFrame:
    """The records with the value of each property that counts; `orders` as `Rules.order` gives them."""
    partial = _orders_of_parts(tables, filled)
    stamped = stamped.with_columns(_settled=pl.when(~pl.col("_settled").is_in(partial)).then("_settled"))
    settled, rest = _of_one_row(stamped, tables, filled), stamped.filter(pl.col("_settled").is_null())
    if not rest.height:
        return settled
    tables = [table.join(rest, on="id", how="semi") for table in tables]
    for prop in filled:
        # A blank takes an earlier statement back, so that tables without a value count too.
        having = [table for table in tables if prop.name in table.columns]
        rest = rest.join(_shown(having, prop, orders[prop.name]), on="id", how="left")
    return pl.concat([settled, rest])


def _orders_of_parts(tables: Sequence[pl.DataFrame], filled: Sequence[Property]) -> list[int]:
    """The places of the rounds with a table that lacks a property which others of its source have, or other names."""
    told: dict[str, set[str]] = {}
    for table in (table for table in tables if table.height):
        told.setdefault(table["_source"][0], set()).update(p.name for p in filled if _says(table, p))
    return [
        table["_order"][0]
        for table in tables
        if table.height and (WAS in table.columns or not told[table["_source"][0]] <= set(table.columns))
    ]


def _of_one_row(stamped: pl.DataFrame, tables: Sequence[pl.DataFrame], filled: Sequence[Property]) -> pl.DataFrame:
    """Those of the records of which one row says all, with its values."""
    found = [stamped.clear().with_columns(pl.lit(None, dtype=COLUMN[prop.type]).alias(prop.name) for prop in filled)]
    for table in (table for table in tables if table.height):
        cells = table.select("id", *(_cell(table, prop) for prop in filled))
        found.append(stamped.filter(pl.col("_settled") == table["_order"][0]).join(cells, on="id", how="inner"))
    return pl.concat(found)


def _says(table: pl.DataFrame, prop: Property) -> bool:
    """Whether it has a value of the property."""
    return prop.name in table.columns and table[prop.name].null_count() < table.height


def _cell(table: pl.DataFrame, prop: Property) -> pl.Expr:
    """The property as the schema has it; a round may be older than that, and hold it as another type, or not at all."""
    value = pl.col(prop.name) if prop.name in table.columns else pl.lit(None).alias(prop.name)
    return value.cast(COLUMN[prop.type], strict=False)


def _shown(tables: Sequence[pl.DataFrame], prop: Property, order: Sequence[str]) -> pl.DataFrame:
    """The value of one property for each id that has one: of the first source in `order` that has one, else the latest.

    In one round a filled cell goes before a blank one, and a record's own before that of one it was found to be.
    """
    statements = statements_of(tables, prop)
    ranked = statements.sort(believed(order), descending=True, maintain_order=True) if order else statements
    return ranked.unique(subset="id", keep="last", maintain_order=True).select("id", prop.name)


def believed(order: Sequence[str]) -> pl.Expr:
    """Where the source of each statement stands in an order of sources, 0 first; those that are not in it last."""
    return pl.col("_source").replace_strict({name: n for n, name in enumerate(order)}, default=len(order))


def statements_of(tables: Sequence[pl.DataFrame], prop: Property) -> pl.DataFrame:
    """What each source last said of one property of each id (`id`, `_source`, `_order`, the value), the latest last.

    There is a table at least, and every one has the property.
    """
    value = pl.col(prop.name)
    # A round may be older than the schema, and hold the property as another type.
    typed = value.cast(COLUMN[prop.type], strict=False)
    own = {True: pl.col(WAS).is_null(), False: pl.lit(True)}
    cells = pl.concat(
        table.select("id", "_source", "_order", "_complete", typed, own[WAS in table.columns].alias("_own"))
        for table in tables
    )
    filled = value.is_not_null()
    # A record that is only another name of this one says nothing of what it is called.
    blank = pl.col("_complete") & pl.col("_own") if prop.name == "name" else pl.col("_complete")
    said = cells.filter(blank | filled).sort("_order", filled, "_own", maintain_order=True)
    last = said.unique(subset=["id", "_source"], keep="last", maintain_order=True)
    return last.filter(filled).select("id", "_source", "_order", prop.name)


def also_called(tables: Sequence[pl.DataFrame], frame: pl.DataFrame) -> pl.DataFrame:
    """The records with the names and ids of those they were found to be among their aliases."""
    merged = {id_ for table in tables if WAS in table.columns for id_ in table.filter(pl.col(WAS).is_not_null())["id"]}
    if not merged or "aliases" not in frame.columns:
        return frame
    called: dict[str, dict[str, list[str]]] = {id_: {} for id_ in merged}
    for table in tables:
        was = pl.col(WAS) if WAS in table.columns else pl.lit(None, dtype=pl.Utf8)
        names = [pl.col(c) if c in table.columns else pl.lit(None).alias(c) for c in ("name", "aliases", CALLED)]
        rows = table.filter(pl.col("id").is_in(list(merged))).select("id", was.alias(WAS), *names)
        for id_, before, name, aliases, also in rows.iter_rows():
            words = [name, also, *(aliases or ())]
            called[id_][before or id_] = [word for word in (*words, before) if word]
    also = frame.with_columns(
        pl.struct("id", "name", "aliases")
        .map_elements(lambda row: _names(row, called.get(row["id"], {})), return_dtype=pl.List(pl.Utf8))
        .alias("aliases")
    )
    # Where nothing calls the record itself anything, it goes by what it was found to be called.
    other = pl.when(pl.col("id").is_in(list(merged))).then(pl.col("aliases").list.first())
    return also.with_columns(pl.coalesce("name", other).alias("name"))


def _names(row: Mapping[str, Any], called: Mapping[str, list[str]]) -> list[str] | None:
    """The aliases of a record and what those that it was found to be are called, each once and its own name never."""
    words = [*(row["aliases"] or ()), *(word for names in called.values() for word in names)]
    kept = [word for word in dict.fromkeys(words) if word != row["name"]]
    return kept or None
