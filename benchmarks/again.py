"""What a load costs where little or nothing is new: the same file again, and one in which a hundredth is different.

On both engines, as shares of the first load and build of that engine. Reading the file and checking its rows are told
apart: they are the same whatever the file says.

    python -m benchmarks again
"""

import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks._again_loads import LATER, STEPS, beyond, files
from benchmarks._neo4j_server import address, server
from benchmarks.clock import Took, apart
from benchmarks.england import AS_OF
from benchmarks.report import Chart, Part, Target
from tests.neo4j_java import NotHere

NODES, RUNS = 10_000, 2
LOADS = ("the first time", "the same file again", "a later file, little of it changed")
EMBEDDED, NEO4J = "embedded", "Neo4j"


def measure(nodes: int = NODES, runs: int = RUNS) -> Part:
    """Every load on every engine that is here; raises RuntimeError if a load wrote what it should not have."""
    with tempfile.TemporaryDirectory() as work, ExitStack() as end:
        first, later = files(Path(work) / "files", nodes)
        given = [(str(first), AS_OF), (str(first), AS_OF), (str(later), LATER)]
        took = {EMBEDDED: _least([_loads(Path(work) / f"embedded-{n}", given) for n in range(runs)])}
        try:
            running = end.enter_context(server())
        except NotHere:
            return _part(took)
        where = address(running)
        # The first builds warm the server, and do not count.
        series = []
        for number in range(runs + 2):
            running.wipe()
            series.append(_loads(Path(work) / f"neo4j-{number}", given, where))
        took[NEO4J] = _least(series[2:])
        return _part(took)


def _loads(folder: Path, given: list[tuple[str, str]], where: dict[str, Any] | None = None) -> list[Took]:
    """One project and its three loads."""
    graph = str(folder / "graph") if where is None else where["uri"]
    more = {} if where is None else {"user": where["user"], "password": where["password"]}

    def load(file: str, as_of: str) -> Took:
        return apart("benchmarks._again_loads:loaded", folder=str(folder), graph=graph, file=file, as_of=as_of, **more)

    took = [load(file, as_of) for file, as_of in given]
    must_be(took)
    return took


def must_be(took: list[Took]) -> None:
    """Raise RuntimeError unless the first load wrote everything, the second nothing, and the third a little."""
    first, same, later = (one.said["nodes"] + one.said["links"] for one in took)
    if not first or same or not 0 < later < first / 20 or [one.said["rounds"] for one in took] != [1, 1, 2]:
        raise RuntimeError(f"the loads wrote {first}, {same} and {later} nodes and links")


def _least(series: list[list[Took]]) -> list[Took]:
    """Of each load the run that took the least beyond reading its file."""
    return [min(runs, key=lambda one: beyond(one.said)) for runs in zip(*series, strict=True)]


def _part(took: dict[str, list[Took]]) -> Part:
    rows, targets = [], []
    for engine, loads in took.items():
        first = beyond(loads[0].said)
        rows += [_row(engine, name, one, first) for name, one in zip(LOADS, loads, strict=True)]
        for one, name, most in ((loads[1], "The same round again", 0.02), (loads[2], "1 % changed", 0.05)):
            share = beyond(one.said) / first
            written = ", nothing written" if most == 0.02 else ""
            words = f"{name}, {engine}: under {most:.0%} of the first build beyond reading the file{written}"
            targets.append(Target(words, f"{share:.1%}", share < most))
    return Part(
        "again",
        "Loading again",
        "python -m benchmarks again",
        ("load", *STEPS, "beyond reading", "of the first", "nodes and links written", "peak MB"),
        rows,
        targets,
        _notes(took),
        [_chart(took)],
    )


def _row(engine: str, name: str, one: Took, first: float) -> tuple[str, ...]:
    seconds = [f"{one.said['seconds'][step]:.2f}" for step in STEPS]
    written = one.said["nodes"] + one.said["links"]
    share = beyond(one.said) / first
    return (
        f"{engine}, {name}",
        *seconds,
        f"{beyond(one.said):.3f}",
        f"{share:.1%}",
        f"{written:,}",
        f"{one.megabytes:,.0f}",
    )


def _chart(took: dict[str, list[Took]]) -> Chart:
    def shares(loads: list[Took]) -> list[float | None]:
        return [100 * beyond(one.said) / beyond(loads[0].said) for one in loads[1:]]

    return Chart(
        "A load again, beyond reading its file, in hundredths of the first",
        {engine: shares(loads) for engine, loads in took.items()},
        list(LOADS[1:]),
        "% of the first load",
    )


def _notes(took: dict[str, list[Took]]) -> list[str]:
    first, _, later = (one.said["nodes"] + one.said["links"] for one in took[EMBEDDED])
    lacking = "" if NEO4J in took else " There is no Neo4j here."
    return [
        f"The file holds England in {first:,} nodes and links, read from memory as it was put away, so that what is "
        "beyond reading is all Linkwork's: seeing what the round would change, keeping it, bringing the graph to it. "
        f"The later file says something else in {later:,} of them ({later / first:.1%}), and every other row again."
        f"{lacking}",
        "The engines' own libraries are imported before the clock runs. The same file again is known by its hash, "
        "and a graph that says so already by its marker: the rounds' files are held to their hashes, and nothing is "
        "folded.",
        "A changed file has its rounds folded without it and with it, to say what it would change before it is "
        "kept, and each of its rows is a later statement that must be weighed against those of every other source. "
        "What it writes to the graph is the small part of what it takes: on Neo4j some 15 queries that the server "
        "has not planned before. Two folds are the least that two whole views cost; folding only what a new round "
        "touches was left, as a second way to the same graph that could differ from the first.",
    ]
