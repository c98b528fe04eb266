"""How long a first build of a whole country takes through files for neo4j-admin, beside the import alone.

England of a size is kept as a round; `linkwork export neo4j-import` folds it into tables, and neo4j-admin imports them
into a database that is not there yet, with the memory and threads that it gives itself. At a smaller size the graph
that comes of it is held against one that was built through the driver, node by node and link by link.
"""

import hashlib
import json
import tempfile
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from benchmarks.clock import Clock, Took, apart, in_turn
from benchmarks.projects import OWNER, rounds_of
from benchmarks.report import Chart, Part, Target
from linkwork.graph.build import Built, build
from linkwork.graph.engine import GraphAddress, open_engine
from linkwork.graph.fold import fold
from linkwork.graph.import_files import write_import
from linkwork.graph.rounds import RoundStore
from tests.neo4j_compose import wanted_version
from tests.neo4j_jars import USER, JarServer

NODES, SMALLER, RUNS = 1_000_000, 10_000, 2
FOLD, EXPORT, IMPORT = (
    "its rounds read and folded, no file",
    "linkwork export neo4j-import",
    "neo4j-admin's import alone",
)
#: How many times as long as the import alone export and import may take, and how much memory.
MOST, ROOM = 2.0, 8 * 1024
EVERYTHING = (
    "MATCH (n) RETURN labels(n) AS labels, properties(n) AS facts ORDER BY n.id",
    "MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS kind, b.id AS b, properties(r) AS facts ORDER BY r.id",
)
WORDS = ("database", "import", "full", "@import.args", "--overwrite-destination=true", "neo4j")


def measure(nodes: int = NODES, smaller: int = SMALLER, runs: int = RUNS) -> Part:
    """Export and import of so many nodes. Raises RuntimeError where the smaller graph is not the driver's."""
    with tempfile.TemporaryDirectory() as folder:
        compared = apart("benchmarks.import_files:compared", folder=f"{folder}/smaller", nodes=smaller).said
        rounds_of(Path(folder) / "rounds", nodes)

        def run(work: str) -> Took:
            return apart(f"benchmarks.import_files:{work}", folder=folder)

        took = in_turn(
            {FOLD: lambda: run("folded"), EXPORT: lambda: run("exported"), IMPORT: lambda: run("imported")}, runs
        )
    return _part(took, compared)


def folded(clock: Clock, folder: str) -> int:
    """Read the rounds and fold them: how many rounds."""
    store = RoundStore(Path(folder) / "rounds")
    with clock.running():
        return len(fold(store.folded(), store.schema, store.until, store.rules).rounds)


def exported(clock: Clock, folder: str) -> dict[str, int]:
    """Write the files: how many nodes and links, and how many megabytes they have."""
    out = Path(folder) / "out"
    with clock.running():
        written = write_import(RoundStore(Path(folder) / "rounds"), OWNER, out)
    size = sum(path.stat().st_size for path in out.iterdir())
    return {"nodes": written.nodes, "links": written.links, "megabytes": size // 1_000_000}


def imported(clock: Clock, folder: str) -> float:
    """Import the files: the seconds that somebody waits for the build that takes the graph over, off the clock."""
    server, store = JarServer(wanted_version()), RoundStore(Path(folder) / "rounds")
    try:
        with clock.running():
            _import(server, Path(folder) / "out")
        server.start()
        began = time.perf_counter()
        _take_over(server, store)
        return time.perf_counter() - began
    finally:
        server.remove()


def compared(clock: Clock, folder: str, nodes: int) -> dict[str, int]:
    """How many nodes and links there are in an imported graph. Raises RuntimeError where it is not the driver's."""
    store = rounds_of(Path(folder) / "rounds", nodes)
    write_import(store, OWNER, Path(folder) / "out")
    server = JarServer(wanted_version())
    try:
        server.start()
        with open_engine(_address(server), writing=True) as engine:
            build(store, engine, OWNER)
        driven = _held(server)
        server.stop()
        _import(server, Path(folder) / "out")
        server.start()
        _take_over(server, store)
        if _held(server) != driven:
            raise RuntimeError(f"the graph of {nodes:,} nodes that was imported is not the one that the driver built")
    finally:
        server.remove()
    return {"nodes": driven[0][0], "links": driven[1][0]}


def _import(server: JarServer, out: Path) -> None:
    """Import into a stopped server's folder, with Java as neo4j-admin starts it."""
    server.flags = ()
    done = server.admin(*WORDS, folder=out)
    if done.returncode:
        raise RuntimeError((done.stdout + done.stderr)[-2000:])


def _take_over(server: JarServer, store: RoundStore) -> None:
    """The build after an import. Raises RuntimeError where it has anything to write."""
    with closing(open_engine(_address(server), writing=True)) as engine:
        if (built := build(store, engine, OWNER)) != Built():
            raise RuntimeError(f"after the import there was something to write: {built}")


def _address(server: JarServer) -> GraphAddress:
    return GraphAddress(server.uri, USER, server.password)


def _held(server: JarServer) -> list[tuple[int, str]]:
    """How many nodes and links the server has, each with a digest of all of them."""
    with open_engine(_address(server)) as engine:
        return [_digest(engine.read(cypher)) for cypher in EVERYTHING]


def _digest(rows: list[dict[str, Any]]) -> tuple[int, str]:
    for row in rows:
        row["labels"] = sorted(row.get("labels", ()))
    said = json.dumps(rows, sort_keys=True, ensure_ascii=False)
    return len(rows), hashlib.sha256(said.encode()).hexdigest()


def _part(took: Mapping[str, Took], compared: Mapping[str, int]) -> Part:
    export, alone = took[EXPORT], took[IMPORT]
    both = Took(
        export.waited + alone.waited, export.processor + alone.processor, max(export.megabytes, alone.megabytes)
    )
    size = f"{export.said['nodes']:,} nodes and {export.said['links']:,} links"
    return Part(
        "import-files",
        "A first build of the country on Neo4j, through files",
        "python -m benchmarks import_files",
        (
            "What was run",
            "seconds waited",
            "times the import",
            "seconds of the processor",
            "times the import",
            "peak MB",
        ),
        [_row(name, one, alone) for name, one in {**took, "export and import": both}.items()],
        _targets(size, both, alone),
        _notes(took, size, compared),
        [
            Chart(
                f"Seconds until Neo4j has {size}",
                {"seconds waited": [round(took[name].waited, 1) for name in (EXPORT, IMPORT)]},
                [EXPORT, IMPORT],
            )
        ],
    )


def _notes(took: Mapping[str, Took], size: str, compared: Mapping[str, int]) -> list[str]:
    return [
        f"{size}, from one round; the files have {took[EXPORT].said['megabytes']:,} MB. neo4j-admin {wanted_version()} "
        "had the memory and the threads that it gives itself.",
        "Nearly all of the export is the fold, which a build through the driver needs as well.",
        "The `linkwork build` that follows makes the constraints, which a build through the driver makes too: "
        f"{took[IMPORT].said:.0f} s. It had nothing else to write.",
        f"At {compared['nodes']:,} nodes and {compared['links']:,} links the imported graph was the same as one built "
        "through the driver: every label, property, link and end, and the marker.",
    ]


def _targets(size: str, both: Took, alone: Took) -> list[Target]:
    waited, spent = both.waited / alone.waited, both.processor / alone.processor
    return [
        Target(
            f"Files of {size}, export and import: {MOST:g} times the import alone",
            f"{waited:.2f} times in seconds waited, {spent:.2f} in seconds of the processor",
            max(waited, spent) <= MOST,
        ),
        Target("Export and import: within 8 GiB", f"{both.megabytes / 1024:.1f} GiB", both.megabytes <= ROOM),
    ]


def _row(name: str, one: Took, alone: Took) -> list[str]:
    waited, spent = one.waited / alone.waited, one.processor / alone.processor
    return [name, f"{one.waited:.1f}", f"{waited:.2f}", f"{one.processor:.1f}", f"{spent:.2f}", f"{one.megabytes:,.0f}"]
