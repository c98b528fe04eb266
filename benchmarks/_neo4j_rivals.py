"""The same tables written into a Neo4j by each of those who can: each a function of a clock, a server and the tables.

The tables are those of the finished view, in Parquet, a file a kind and pair of ends. Linkwork begins with its rounds,
which it must check, fold and compare first; its rivals are handed what comes of that.
"""

import csv
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.clock import Clock
from benchmarks.projects import OWNER, rounds_of
from linkwork.graph.fold import fold
from linkwork.graph.readback import columns_of

Row = dict[str, Any]
Server = Mapping[str, str]
INDEX = "tables.json"


@dataclass(frozen=True)
class Ready:
    """One table: a kind of node, or a kind of link between two kinds of node, with `from_id` and `to_id`."""

    kind: str
    ends: tuple[str, str] | None
    file: Path

    @property
    def rows(self) -> pl.DataFrame:
        """What the file holds."""
        return pl.read_parquet(self.file)


def made(folder: Path, nodes: int) -> Path:
    """The folder with the rounds of England (`rounds`) and the tables that a graph of them has (`tables`)."""
    store, tables = rounds_of(folder / "rounds", nodes), folder / "tables"
    if (tables / INDEX).exists():
        return folder
    tables.mkdir(parents=True)
    view = fold(store.folded(), store.schema)
    entries: list[tuple[str, tuple[str, str] | None, pl.DataFrame]] = []
    for node in store.schema.nodes:
        if node.name in view.nodes:
            entries.append((node.name, None, view.nodes[node.name].select(list(columns_of(node)))))
    for link in store.schema.links:
        frame = view.links.get(link.name, pl.DataFrame(schema={**columns_of(link), "loose": pl.Boolean}))
        tied = frame.filter(~pl.col("loose")).select(list(columns_of(link)))
        for (a, b), rows in tied.partition_by("from_kind", "to_kind", as_dict=True, maintain_order=True).items():
            entries.append((link.name, (str(a), str(b)), rows.drop("from_kind", "to_kind")))
    for number, (_, _, rows) in enumerate(entries):
        # What nobody says is no column: every rival is spared it.
        rows.select(c for c in rows.columns if rows[c].null_count() < rows.height).write_parquet(
            tables / f"{number:03}.parquet"
        )
    index = [(kind, ends, f"{number:03}.parquet") for number, (kind, ends, _) in enumerate(entries)]
    (tables / INDEX).write_text(json.dumps(index), encoding="utf-8")
    return folder


def tables_of(folder: str) -> list[Ready]:
    """The tables, nodes first."""
    tables = Path(folder) / "tables"
    index = json.loads((tables / INDEX).read_bytes())
    return [Ready(kind, tuple(ends) if ends else None, tables / file) for kind, ends, file in index]


def linkwork(clock: Clock, server: Server, folder: str) -> Row:
    """What `linkwork build` does with an empty database: the rounds read, folded, compared, written, marked."""
    from linkwork.graph.build import build
    from linkwork.graph.engine import GraphAddress, open_engine
    from linkwork.graph.rounds import RoundStore

    with clock.running():
        store = RoundStore(Path(folder) / "rounds")
        with open_engine(GraphAddress(server["uri"], server["user"], server["password"]), writing=True) as engine:
            done = build(store, engine, OWNER)
    return {"nodes": done.nodes_written, "links": done.links_written}


def driver(clock: Clock, server: Server, folder: str, batch: int, rust: bool = True) -> None:
    """The official driver, with its Rust extension or as if that were not installed: UNWIND and MERGE, in batches."""
    if not rust:
        # The driver takes its own Python where this module cannot be imported.
        sys.modules["neo4j._rust"] = None  # type: ignore[assignment]
    import neo4j

    auth = (server["user"], server["password"])
    with clock.running(), neo4j.GraphDatabase.driver(server["uri"], auth=auth) as opened, opened.session() as session:
        tables = tables_of(folder)
        for kind in sorted({table.kind for table in tables if table.ends is None}):
            session.run(f"CREATE CONSTRAINT FOR (n:{kind}) REQUIRE n.id IS UNIQUE").consume()
        session.run("CALL db.awaitIndexes(60)").consume()
        for table in tables:
            for part in table.rows.iter_slices(batch):
                session.execute_write(_run, _cypher(table), [dict(row) for row in _rows(table, part)])


def _run(transaction: Any, cypher: str, rows: Sequence[Row]) -> None:  # noqa: ANN401 - the driver's
    transaction.run(cypher, rows=rows).consume()


def _cypher(table: Ready) -> str:
    if table.ends is None:
        return f"UNWIND $rows AS row MERGE (n:{table.kind} {{id: row.id}}) SET n = row"
    a, b = (
        f"MATCH ({x}:{kind} {{id: row.{end}}})" for x, kind, end in zip("ab", table.ends, ("from", "to"), strict=True)
    )
    return f"UNWIND $rows AS row {a} {b} MERGE (a)-[r:{table.kind} {{id: row.told.id}}]->(b) SET r = row.told"


def _rows(table: Ready, part: pl.DataFrame) -> Iterator[Row]:
    if table.ends is None:
        yield from part.iter_rows(named=True)
        return
    for row in part.iter_rows(named=True):
        yield {"from": row.pop("from_id"), "to": row.pop("to_id"), "told": row}


def py2neo(clock: Clock, server: Server, folder: str, batch: int) -> None:
    """py2neo's bulk functions, in batches."""
    from py2neo import Graph
    from py2neo.bulk import merge_nodes, merge_relationships

    with clock.running():
        graph = Graph(server["uri"], auth=(server["user"], server["password"]))
        tables = tables_of(folder)
        for kind in sorted({table.kind for table in tables if table.ends is None}):
            graph.run(f"CREATE CONSTRAINT FOR (n:{kind}) REQUIRE n.id IS UNIQUE")
        for table in tables:
            for part in table.rows.iter_slices(batch):
                if table.ends is None:
                    merge_nodes(graph, list(part.iter_rows(named=True)), (table.kind, "id"))
                else:
                    rows = [(row["from"], row["told"], row["to"]) for row in _rows(table, part)]
                    a, b = ((kind, "id") for kind in table.ends)
                    merge_relationships(graph, rows, (table.kind, "id"), start_node_key=a, end_node_key=b)
        graph.service.connector.close()


def lines(folder: Path) -> Path:
    """The tables as a file of JSON lines, for what runs in an environment without polars."""
    file = folder / "tables.jsonl"
    with file.open("w", encoding="utf-8") as out:
        for table in tables_of(str(folder)):
            for row in table.rows.iter_rows(named=True):
                told = {key: value for key, value in row.items() if value is not None}
                out.write(json.dumps([table.kind, table.ends, told]) + "\n")
    return file


def import_files(folder: Path) -> list[str]:
    """The tables as files of `neo4j-admin database import`, and the words that name them to it."""
    words = []
    (folder / "import").mkdir(exist_ok=True)
    for table in tables_of(str(folder)):
        file = folder / "import" / f"{table.file.stem}.csv"
        rows = table.rows
        lists = [name for name, kind in rows.schema.items() if kind == pl.List(pl.Utf8)]
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerow(_head(table, name, kept) for name, kept in rows.schema.items())
        with file.open("ab") as out:
            rows.with_columns(pl.col(name).list.join(";") for name in lists).write_csv(out, include_header=False)
        words.append(f"--{'nodes' if table.ends is None else 'relationships'}={table.kind}={file.absolute()}")
    return words


def _head(table: Ready, name: str, kept: pl.DataType) -> str:
    """A column's name as the import wants it, with its type."""
    if table.ends is None and name == "id":
        return f"id:ID({table.kind})"
    if table.ends is not None and name in ("from_id", "to_id"):
        return f":START_ID({table.ends[0]})" if name == "from_id" else f":END_ID({table.ends[1]})"
    if kept == pl.List(pl.Utf8):
        return f"{name}:string[]"
    kinds = {pl.Boolean: "boolean", pl.Int64: "long", pl.Float64: "double"}
    return f"{name}:{kinds.get(type(kept), 'string')}"
