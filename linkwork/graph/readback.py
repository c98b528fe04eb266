"""What a graph holds now, read back from the engine, to be held against what the rounds say it should hold."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from linkwork.graph.engine import Engine, Row
from linkwork.graph.fold import View
from linkwork.graph.parsing import COLUMN
from linkwork.graph.records import ENDS
from linkwork.graph.shapes import STAMPS, LinkKind, NodeKind, Schema


def read_back(engine: Engine, schema: Schema) -> View:
    """What bears Linkwork's stamps in the graph, as a view; loose links are never in it.

    A record with a property or a type of value that the schema does not have comes back as its id alone, so that it is
    seen to differ.
    """
    nodes: dict[str, pl.DataFrame] = {}
    links: dict[str, pl.DataFrame] = {}
    # A server takes longer to plan a query than to run it on a small graph: only kinds that are there are asked for.
    kinds, joined = _there(engine)
    for node in schema.nodes:
        if node.name not in kinds:
            continue
        cypher = f"MATCH (n:{node.name}) WHERE n.live IS NOT NULL AND n.id IS NOT NULL RETURN properties(n) AS p"
        if rows := [row["p"] for row in engine.read(cypher)]:
            nodes[node.name] = _frame(rows, columns_of(node))
    for link in schema.links:
        ends = [(a, b) for a, b in link.ends if (a, link.name, b) in joined]
        if rows := [row for a, b in ends for row in _links(engine, link, a, b)]:
            links[link.name] = _frame(rows, columns_of(link)).with_columns(loose=pl.lit(False))
    return View((), "", nodes, links)


def _there(engine: Engine) -> tuple[set[str], set[tuple[str, str, str]]]:
    """The kinds of node in the graph, and the kinds of link with those of their ends, whoever put them there."""
    nodes = engine.read("MATCH (n) RETURN DISTINCT labels(n) AS kinds")
    links = engine.read("MATCH (a)-[r]->(b) RETURN DISTINCT labels(a) AS a, type(r) AS kind, labels(b) AS b")
    joined = {(a, row["kind"], b) for row in links for a in row["a"] for b in row["b"]}
    return {kind for row in nodes for kind in row["kinds"]}, joined


def columns_of(kind: NodeKind | LinkKind) -> dict[str, pl.DataType]:
    """The columns that one kind has in the graph: id, ends, properties without personal ones, stamps."""
    ends = {name: pl.Utf8() for name in ENDS} if isinstance(kind, LinkKind) else {}
    facts = {p.name: COLUMN[p.type] for p in kind.properties if p.privacy != "personal"}
    return {"id": pl.Utf8(), **ends, **facts, **{name: COLUMN[type_] for name, type_ in STAMPS.items()}}


def _links(engine: Engine, link: LinkKind, a: str, b: str) -> list[Row]:
    found = engine.read(
        f"MATCH (a:{a})-[r:{link.name}]->(b:{b}) WHERE r.live IS NOT NULL AND r.id IS NOT NULL "
        "RETURN properties(r) AS p, a.id AS from_id, b.id AS to_id"
    )
    ends = {"from_kind": a, "to_kind": b}
    return [{**row["p"], "from_id": row["from_id"], "to_id": row["to_id"], **ends} for row in found]


def _frame(rows: Sequence[Row], columns: dict[str, pl.DataType]) -> pl.DataFrame:
    fits = [row if _fits(row, columns) else {name: row.get(name) for name in ("id", *ENDS)} for row in rows]
    return pl.DataFrame(fits, schema=columns, strict=False)


def _fits(row: Row, columns: dict[str, pl.DataType]) -> bool:
    return all(name in columns and _is_a(value, columns[name]) for name, value in row.items())


def _is_a(value: Any, kept: pl.DataType) -> bool:  # noqa: ANN401 - whatever a graph holds
    if value is None:
        return True
    if kept == pl.List(pl.Utf8):
        return isinstance(value, list) and all(isinstance(part, str) for part in value)
    if kept == pl.Boolean or isinstance(value, bool):
        return kept == pl.Boolean and isinstance(value, bool)
    if kept == pl.Utf8:
        return isinstance(value, str)
    return isinstance(value, int) or (kept == pl.Float64 and isinstance(value, float))
