"""One load after another into one project, as `linkwork load` does them, each step with a clock of its own.

The file is England in a table a kind, read by a loader of this module: what any loader does with a file is measured in
benchmarks/files.py, and is the same however often it is loaded.
"""

import pickle
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.clock import Clock
from benchmarks.england import AS_OF, england
from linkwork.graph.build import build
from linkwork.graph.engine import GraphAddress, open_engine
from linkwork.graph.identity import Names
from linkwork.graph.records import Reading, Table
from linkwork.graph.rounds import RoundStore
from linkwork.load.steps import Asked, effect, read
from linkwork.loaders import Loader
from linkwork.project.settings import make_project, open_project

LATER = "2024-11-01"
#: Of each table that says one of these, one row in so many says this in the later file: a hundredth of all there are,
#: since every other link says nothing but its ends.
EVERY = 50
ANOTHER = (
    ("name", "Another name"),
    ("people", "1"),
    ("wait_days", "31"),
    ("strength", "3"),
    ("fte", "0.7"),
    ("amount", "60000"),
    ("trust", "2"),
)
STEPS = ("read and checked", "compared", "kept", "built")


def load_england(paths: Sequence[Path], names: Names) -> Reading:
    """The tables that were put into the file."""
    return Reading(tuple(pickle.loads(paths[0].read_bytes())))


LOADER = Loader("england", "Made up", "a file of benchmarks", (), load_england, source="england")


def files(folder: Path, nodes: int) -> tuple[Path, Path]:
    """The file of the first round, and that of a later one in which one row in a hundred says something else."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = england(nodes)
    first, later = folder / "first.england", folder / "later.england"
    first.write_bytes(pickle.dumps(tables))
    later.write_bytes(pickle.dumps(tuple(map(changed, tables))))
    return first, later


def changed(table: Table) -> Table:
    """The table with another name, or another number of people, or the like, in one row of so many."""
    column, value = next(
        (pair for pair in ANOTHER if pair[0] in table.rows.columns),
        ("", ""),
    )
    if not column:
        return table
    chosen = pl.int_range(pl.len()) % EVERY == EVERY - 1
    rows = table.rows.with_columns(
        pl.when(chosen).then(pl.lit(value)).otherwise(pl.col(column).cast(pl.Utf8)).alias(column)
    )
    return replace(table, rows=rows)


def loaded(clock: Clock, folder: str, graph: str, file: str, as_of: str = AS_OF, **server: Any) -> dict[str, Any]:  # noqa: ANN401
    """Load a file into the project: the seconds of each step, and what was written; `graph` is a folder or address."""
    home = Path(folder)
    make_project(home, "England, made up")
    project, store = open_project(home, None), RoundStore(home / "rounds")
    address = GraphAddress(graph, server.get("user"), server.get("password"))
    seconds = dict.fromkeys(STEPS, 0.0)
    # What importing a driver or an engine takes is told by benchmarks/starting.py, and is the same for every load.
    import_module("linkwork.graph.neo4j" if server else "linkwork.graph.embedded")
    with clock.running():
        with _step(seconds, "read and checked"):
            ready = read(LOADER, [Path(file)], project, store, Asked(as_of=as_of))
        if ready.already is None:
            with _step(seconds, "compared"):
                effect(store, ready)
            with _step(seconds, "kept"):
                store.keep(ready.statement, ready.tables, ready.names.minted)
        with _step(seconds, "built"), open_engine(address, writing=True) as engine:
            done = build(store, engine, project.owner)
    return {"seconds": seconds, "nodes": done.nodes_written, "links": done.links_written, "rounds": len(store.rounds())}


@contextmanager
def _step(seconds: dict[str, float], name: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    seconds[name] += time.perf_counter() - began


def beyond(said: Mapping[str, Any]) -> float:
    """Seconds of a load without reading the file and checking its rows."""
    return float(sum(took for name, took in said["seconds"].items() if name != STEPS[0]))
