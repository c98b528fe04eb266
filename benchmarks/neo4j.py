"""How long a first build of a Neo4j takes, beside everything else that could write the same graph into it.

One server, warmed by builds until they get no faster, emptied before each run. Every rival writes the same nodes, links
and properties, which is seen by counting them; neomodel, which is slow, writes a smaller country.

    python -m benchmarks neo4j
"""

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks._neo4j_rivals import import_files, lines, made
from benchmarks._neo4j_server import address, held, import_full, server, spent
from benchmarks.clock import Took, apart, in_turn
from benchmarks.report import Chart, Part, Target
from tests.neo4j_server import NeoServer

NODES, SLICE, RUNS = 5_000, 500, 2
BATCHES = (1_000, 5_000, 10_000, 50_000)
OURS, LIMIT = "`linkwork build`", "`neo4j-admin database import full` (server stopped)"
#: Builds that warm a server: at least so many, and no more than so many.
WARMING = (3, 8)
#: Where the environment with neomodel is that `make bench` makes.
NEOMODEL = Path(__file__).parents[1] / ".venv-neomodel" / "bin" / "python"


@dataclass(frozen=True)
class Run:
    """What one of them took, and how many nodes and links it wrote; `server` is the processor seconds of the server."""

    name: str
    took: Took
    records: int
    server: float = 0.0

    @property
    def rate(self) -> float:
        """Nodes and links a second."""
        return self.records / self.took.waited


def measure(nodes: int = NODES, slice_: int = SLICE, runs: int = RUNS) -> Part:
    """Everything in turn on one warm server; raises RuntimeError if one of them wrote anything else than the others."""
    with server() as running, tempfile.TemporaryDirectory() as work:
        whole, part = made(Path(work) / "whole", nodes), made(Path(work) / "slice", slice_)
        expected = _warmed(running, whole)
        took = in_turn({name: _counted(running, work, expected) for name, work in _works(running, whole).items()}, runs)
        records = expected[0] + expected[2]
        every = [Run(name, one, records, one.said["server"]) for name, one in took.items()]
        every += _neomodel(running, part)
        every.append(Run(LIMIT, _imported(running, whole, expected), records))
        return _part(every, expected)


def _works(running: NeoServer, folder: Path) -> dict[str, Callable[[], Took]]:
    """What is to be run, by name; each writes the whole graph into an empty database."""
    given = {"server": address(running), "folder": str(folder)}

    def work(name: str, **more: Any) -> Callable[[], Took]:  # noqa: ANN401 - what that function takes
        return lambda: apart(f"benchmarks._neo4j_rivals:{name}", **given, **more)

    drivers = {f"the driver, {batch:,} a batch": work("driver", batch=batch) for batch in BATCHES}
    return {
        OURS: work("linkwork"),
        **drivers,
        "the driver without its Rust extension, 10,000": work("driver", batch=10_000, rust=False),
        "py2neo's bulk functions, 10,000": work("py2neo", batch=10_000),
    }


def _counted(running: NeoServer, work: Callable[[], Took], expected: list[int]) -> Callable[[], Took]:
    """The work on an emptied database, checked; what it says is what the server spent on it."""

    def run() -> Took:
        running.wipe()
        before = spent(running)
        took = work()
        after = spent(running)
        _check(running, expected)
        return replace(took, said={"server": after - before})

    return run


def _check(running: NeoServer, expected: list[int]) -> None:
    if (found := held(running)) != expected:
        raise RuntimeError(f"the graph has {found} nodes, properties, links, properties of links, and not {expected}")


def _warmed(running: NeoServer, folder: Path) -> list[int]:
    """Build by the driver and by Linkwork until neither gets faster; gives back what the graph then holds."""
    works = _works(running, folder)
    best = float("inf")
    for number in range(WARMING[1]):
        seconds = 0.0
        for name in (f"the driver, {BATCHES[-2]:,} a batch", OURS):
            running.wipe()
            seconds += works[name]().waited
        if number + 1 >= WARMING[0] and seconds > best * 0.95:
            break
        best = min(best, seconds)
    return held(running)


def _neomodel(running: NeoServer, folder: Path) -> list[Run]:
    """The nodes and links of neomodel, each by itself; nothing where it is not installed."""
    python = Path(os.environ.get("LINKWORK_NEOMODEL") or NEOMODEL)
    if not python.exists():
        return []
    running.wipe()
    script = Path(__file__).with_name("_neomodel.py")
    # With -P what lies beside the script, such as this module, is not taken for the driver.
    words = [str(python), "-P", str(script), running.uri, running.user, running.password, str(lines(folder))]
    ended = subprocess.run(words, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise RuntimeError(f"neomodel failed:\n{ended.stderr[-4000:]}")
    said = json.loads(ended.stdout)
    found = held(running)
    if [found[0], found[2]] != said["counts"]:
        raise RuntimeError(f"neomodel wrote {found[0]} nodes and {found[2]} links, and not {said['counts']}")
    names = ("neomodel, nodes in batches of 1,000", "neomodel, links one by one")
    return [
        Run(name, Took(said["seconds"][sort], 0.0, said["megabytes"]), count)
        for name, sort, count in zip(names, ("nodes", "links"), said["counts"], strict=True)
    ]


def _imported(running: NeoServer, folder: Path, expected: list[int]) -> Took:
    """The same tables through the import, whose files are made beforehand; the server is stopped meanwhile."""
    words = import_files(folder)
    running.wipe()
    running.stop()
    began = time.perf_counter()
    import_full(running, words)
    took = time.perf_counter() - began
    running.start()
    _check(running, expected)
    return Took(took, 0.0, 0.0)


def _part(every: list[Run], expected: list[int]) -> Part:
    ours = every[0]
    best = max(
        (run for run in every if run.name in {f"the driver, {b:,} a batch" for b in BATCHES}), key=lambda r: r.rate
    )
    ratio = ours.rate / best.rate
    rows = [
        (
            run.name,
            f"{run.records:,}",
            f"{run.took.waited:.2f}",
            f"{run.rate:,.0f}",
            f"{run.rate / best.rate:.2f}",
            f"{run.took.processor:.2f} + {run.server:.2f}" if run.server else "",
            f"{run.took.megabytes:,.0f}" if run.took.megabytes else "",
        )
        for run in every
    ]
    words = "To Neo4j, first build: at least 0.9 of the bare driver with the Rust extension at its best batch size"
    return Part(
        "neo4j",
        "A first build of a Neo4j",
        "python -m benchmarks neo4j",
        ("what writes", "nodes and links", "seconds", "a second", "of the best driver", "processor s", "peak MB"),
        rows,
        [Target(words, f"{ratio:.2f} of it ({best.name})", ratio >= 0.9)],
        _notes(every, expected),
        [
            Chart(
                "Nodes and links a second into a warm, empty Neo4j",
                {"": [run.rate for run in every]},
                [run.name.replace("`", "") for run in every],
                "nodes and links a second",
            )
        ],
    )


def _notes(every: list[Run], expected: list[int]) -> list[str]:
    lacking = "" if any("neomodel" in run.name for run in every) else " neomodel is not installed here."
    return [
        f"The graph: {expected[0]:,} nodes with {expected[1]:,} properties, {expected[2]:,} links with "
        f"{expected[3]:,}; each run is checked to have left just that. The server keeps Java's full compiler, is "
        "warmed by builds until they get no faster, and is emptied, constraints too, before each run.",
        "Linkwork's clock has everything from its rounds on disk: hashes seen to, folded, compared with what the graph "
        "holds, and a second label on every node with an index of its own. The rivals are handed finished tables in "
        "Parquet. The next rows are made ready while the server writes, and links find their ends by that one "
        "label: with two, planning each query took the server longer than running it. The first links of a kind are "
        "made without being looked for.",
        "Processor seconds are those of the client and of the server. neomodel wrote a smaller country (links one by "
        f"one, as it does); the import starts Java, and its files were made beforehand.{lacking}",
    ]
