"""The first build of an embedded graph, beside the engine's own bulk functions fed with the same tables ready-made.

python -m benchmarks embedded
"""

import tempfile
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.clock import Clock, Took, apart, in_turn
from benchmarks.projects import OWNER, rounds_of
from benchmarks.report import Chart, Part, Target
from linkwork.graph.build import Difference, build, differences
from linkwork.graph.embedded import EmbeddedEngine
from linkwork.graph.fold import View, fold
from linkwork.graph.schema import SCHEMA
from linkwork.graph.shapes import LinkKind, NodeKind
from linkwork.graph.views import view_of

NODES, RUNS = 30_000, 2
OUR = "linkwork build, from folded rounds"
WHOLE = "linkwork build, from the rounds on disk"
BATCH = "engine: graph_batch, without a log"
LOGGED = "engine: graph_batch, with the log"
COLUMNS = "engine: insert_columns for nodes, graph_batch for links"
MERGE = "UNWIND and MERGE, 10,000 rows at a time"
#: How much longer than the fastest of the engine's own bulk functions a build may take.
TARGET = 1.5
ENDS = ("from_kind", "from_id", "to_kind", "to_id")

#: Nodes as (kind, rows), links as (kind, kinds of the ends, ids of the ends, rows).
Nodes = list[tuple[str, list[dict[str, Any]]]]
Links = list[tuple[str, tuple[str, str], list[str], list[str], list[dict[str, Any]]]]


def measure(nodes: int = NODES, runs: int = RUNS) -> Part:
    """The first build at this size and its rivals, in turn; the graphs of all are the same."""
    took = timed(nodes, runs)
    counts = {str(one.said) for one in took.values()}
    if len(counts) != 1:
        raise RuntimeError(f"The graphs are not the same: { {name: one.said for name, one in took.items()} }")
    said = next(iter(took.values())).said
    least = min(took[BATCH].waited, took[LOGGED].waited, took[COLUMNS].waited)
    ratio = took[OUR].waited / least
    size = f"{said['nodes']:,} nodes and {said['links']:,} links"
    return Part(
        "embedded",
        f"First build of an embedded graph: {size}",
        "python -m benchmarks embedded",
        ("What was run", "seconds", "processor", "peak MB", "times the fastest of the engine's own"),
        [_row(name, one, least) for name, one in took.items()],
        [
            Target(
                f"First embedded build within {TARGET} times the engine's bulk functions",
                f"{ratio:.2f}",
                ratio <= TARGET,
            )
        ],
        [
            "The engine's functions are handed rows that were made before the clock ran. Linkwork's build is handed "
            "the folded tables: it finds that nothing is there, makes the rows, keeps a marker and has the engine "
            "write its log. From the rounds on disk, reading and folding them counts too.",
            "insert_columns takes no links. insert_arrow neither; for nodes it hands graph_batch one mapping a row, "
            "made while the clock runs, and it needs pyarrow: graph_batch with ready-made rows is its limit.",
            "With the engine's log, a graph whose build was killed still opens, and the next build begins it again.",
        ],
        [Chart(f"First build of {size}", {"seconds": [one.waited for one in took.values()]}, list(took))],
    )


def timed(nodes: int, runs: int, rivals: bool = True) -> dict[str, Took]:
    """What each way takes at this size, and what the graph holds then; without rivals, our builds alone."""
    with tempfile.TemporaryDirectory() as folder:
        rounds_of(Path(folder) / "rounds", nodes)
        ways = {OUR: "ours", WHOLE: "whole"}
        if rivals:
            ways |= {BATCH: "batch", LOGGED: "logged", COLUMNS: "columns", MERGE: "merge"}
        works: dict[str, Callable[[], Took]] = {
            name: partial(apart, f"benchmarks.embedded:{way}", rounds=f"{folder}/rounds") for name, way in ways.items()
        }
        return in_turn(works, runs)


def at(nodes: int) -> Took:
    """The first build of a graph of this size from the rounds on disk, once, for any size: seconds and peak memory."""
    return timed(nodes, 1, rivals=False)[WHOLE]


def _row(name: str, one: Took, least: float) -> tuple[str, ...]:
    times = f"{one.waited / least:.2f}"
    return name, f"{one.waited:.2f}", f"{one.processor:.2f}", f"{one.megabytes:,.0f}", times


def whole(clock: Clock, rounds: str) -> dict[str, object]:
    """A build from the rounds on disk: reading, folding, writing, closing."""
    with tempfile.TemporaryDirectory() as folder:
        with clock.running(), EmbeddedEngine(Path(folder) / "graph", writing=True) as engine:
            build(rounds_of(Path(rounds), 0), engine, OWNER)
        return _held(Path(folder) / "graph")


def ours(clock: Clock, rounds: str) -> dict[str, object]:
    """A build whose rounds were folded before."""
    store = rounds_of(Path(rounds), 0)
    view_of(store, store.folded(), store.rules)
    with tempfile.TemporaryDirectory() as folder:
        with clock.running(), _opened(Path(folder)) as engine:
            build(store, engine, OWNER)
        return _held(Path(folder) / "graph")


def batch(clock: Clock, rounds: str, use_wal: bool = False) -> dict[str, object]:
    """The engine's graph_batch, nodes by create_vertices and links by new_edges."""
    nodes, links = _ready(rounds)
    with tempfile.TemporaryDirectory() as folder:
        with clock.running(), _opened(Path(folder)) as engine:
            database = engine._database
            with database.graph_batch(use_wal=use_wal) as into:
                where = {
                    (kind, row["id"]): place
                    for kind, rows in nodes
                    for row, place in zip(rows, into.create_vertices(kind, rows), strict=True)
                }
                _tie(into, links, where)
        return _held(Path(folder) / "graph")


def logged(clock: Clock, rounds: str) -> dict[str, object]:
    """The same with the engine's log, without which a graph whose writing was broken off may not open."""
    return batch(clock, rounds, use_wal=True)


def columns(clock: Clock, rounds: str) -> dict[str, object]:
    """The engine's insert_columns for nodes, their places read back, and graph_batch for links."""
    _, links = _ready(rounds)
    nodes = [(d.kind.name, d.write) for d in _written(rounds) if isinstance(d.kind, NodeKind)]
    tables = [(kind, _columns(frame)) for kind, frame in nodes if frame.height]
    with tempfile.TemporaryDirectory() as folder:
        with clock.running(), _opened(Path(folder)) as engine:
            database = engine._database
            where: dict[tuple[str, str], str] = {}
            for kind, table in tables:
                database.insert_columns(kind, table)
                found = database.query("sql", f"SELECT id, @rid AS place FROM {kind}").to_list()
                where.update(((kind, row["id"]), str(row["place"])) for row in found)
            with database.graph_batch() as into:
                _tie(into, links, where)
        return _held(Path(folder) / "graph")


def merge(clock: Clock, rounds: str) -> dict[str, object]:
    """The queries that a user would write, as Linkwork writes what differs."""
    nodes, links = _ready(rounds)
    with tempfile.TemporaryDirectory() as folder:
        with clock.running(), _opened(Path(folder)) as engine:
            for kind, rows in nodes:
                engine.put_nodes(SCHEMA.node[kind], [{"id": row["id"], "properties": row} for row in rows])
            for kind, ends, begins, leads, rows in links:
                given = zip(begins, leads, rows, strict=True)
                named = [{"id": row["id"], "from_id": a, "to_id": b, "properties": row} for a, b, row in given]
                engine.put_links(SCHEMA.link[kind], ends, named)
        return _held(Path(folder) / "graph")


def _tie(into: Any, links: Links, where: dict[tuple[str, str], str]) -> None:  # noqa: ANN401 - the engine's batch
    for kind, (a, b), begins, leads, rows in links:
        into.new_edges([where[a, id_] for id_ in begins], kind, [where[b, id_] for id_ in leads], rows)


def _opened(folder: Path) -> EmbeddedEngine:
    engine = EmbeddedEngine(folder / "graph", writing=True)
    engine.prepare(SCHEMA)
    return engine


def _view(rounds: str) -> View:
    store = rounds_of(Path(rounds), 0)
    return fold(store.folded(), store.schema, store.until, store.rules)


def _written(rounds: str) -> Iterable[Difference]:
    return differences(View((), "", {}, {}), _view(rounds), SCHEMA)


def _ready(rounds: str) -> tuple[Nodes, Links]:
    """The tables of a first build as the engine's functions take them."""
    nodes: Nodes = []
    links: Links = []
    for d in _written(rounds):
        if isinstance(d.kind, LinkKind):
            for (a, b), part in d.write.partition_by("from_kind", "to_kind", as_dict=True).items():
                ends = (part["from_id"].to_list(), part["to_id"].to_list())
                links.append((d.kind.name, (str(a), str(b)), *ends, _filled(part.drop(ENDS))))
        else:
            nodes.append((d.kind.name, _filled(d.write)))
    return nodes, links


def _columns(frame: pl.DataFrame) -> dict[str, list[Any]]:
    """The columns that hold anything."""
    return {column.name: column.to_list() for column in frame if column.null_count() < len(column)}


def _filled(frame: pl.DataFrame) -> list[dict[str, Any]]:
    return [{k: v for k, v in row.items() if v is not None} for row in frame.iter_rows(named=True)]


def _held(graph: Path) -> dict[str, object]:
    """How many nodes and links there are, and sums over what they say: the same for the same graph."""
    kinds, ends = "WHERE NOT n:LinkworkMarker", "MATCH (a)-[r]->(b)"
    with EmbeddedEngine(graph, writing=False) as engine:
        (nodes,) = engine.read(f"MATCH (n) {kinds} RETURN count(n) AS nodes, count(n.name) AS named")
        (links,) = engine.read(
            f"{ends} RETURN count(r) AS links, count(r.wait_days) AS waits, sum(r.wait_days) AS days"
        )
        (known,) = engine.read("MATCH (b:Need)<-[r:MEETS]-(a:Offer) RETURN count(a.capacity) AS met")
        return {**nodes, **links, **known}
