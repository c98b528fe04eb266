"""Every question at the size of a borough, 500 services, on both engines: asked first, and asked again.

An answer is whole: read from the graph, worked out, with the rows of the files that each of its rows rests on. The
graph is open beforehand, as a page has it; what a command takes besides is measured by `starting`.
"""

import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks._neo4j_server import server
from benchmarks.clock import Clock, apart
from benchmarks.projects import project_of
from benchmarks.report import Chart, Part, Target
from linkwork.project.asking import answer_of, questions_of
from linkwork.project.opened import Opened
from tests.neo4j_java import NotHere

NODES, AGAIN = 5_000, 3
LIMITS = {"embedded": 0.2, "neo4j": 0.5}


def measure() -> Part:
    """Every question on the embedded engine and, where there is one, on a Neo4j."""
    with tempfile.TemporaryDirectory() as folder:
        project_of(Path(folder), NODES)
        took = {"embedded": apart("benchmarks.questions:asked", folder=folder).said}
        with a_neo4j() as address:
            if address:
                project_of(Path(folder), NODES, address)
                took["neo4j"] = apart("benchmarks.questions:asked", folder=folder, graph=address).said
    return _part(took)


def asked(
    clock: Clock, folder: str, graph: str | None = None, again: int = AGAIN, ids: Sequence[str] = ()
) -> dict[str, tuple[float, float, int]]:
    """Seconds of the first time and the least of some more, and how many rows, for these questions or for every one."""
    opened = Opened(Path(folder), graph)
    took = {}
    with opened.engine() as engine:
        known = questions_of(opened)
        for question in map(known.find, ids or known.questions):
            seconds = []
            for _ in range(1 + again):
                began = time.perf_counter()
                with clock.running():
                    found = answer_of(opened, engine, question, {}, opened.store())
                seconds.append(time.perf_counter() - began)
            took[question.id] = (seconds[0], min(seconds[1:] or seconds), len(found.rows))
    return took


@contextmanager
def a_neo4j() -> Iterator[str]:
    """The address of an empty Neo4j that goes when it is done with; "" where none can be had here.

    The environment says how to be let in, as it does for people.
    """
    before = dict(os.environ)
    with ExitStack() as stack:
        try:
            own = stack.enter_context(server())
        except NotHere as error:
            print(f"No Neo4j: {error}")
            yield ""
            return
        os.environ.update(own.environment)
        yield own.uri
    os.environ.clear()
    os.environ.update(before)


def _part(took: dict[str, dict[str, tuple[float, float, int]]]) -> Part:
    names = list(took["embedded"])
    rows = [
        [name, f"{took['embedded'][name][2]:,}", *(f"{s:.3f}" for engine in took for s in took[engine][name][:2])]
        for name in sorted(names, key=lambda name: -took["embedded"][name][1])
    ]
    columns = ("question", "rows", *(f"{engine}, {when}, s" for engine in took for when in ("first", "again")))
    targets = [_target(engine, found) for engine, found in took.items()]
    chart = Chart(
        f"Every question over {NODES // 10} services, asked again",
        {engine: [took[engine][row[0]][1] for row in rows] for engine in took},
        [row[0] for row in rows],
    )
    return Part("questions", "Questions", "make bench", columns, rows, targets, (), (chart,))


def _target(engine: str, found: dict[str, tuple[float, float, int]]) -> Target:
    slow = sorted((name for name, one in found.items() if one[1] > LIMITS[engine]), key=lambda name: -found[name][1])
    words = f"Every question over {NODES // 10} services within {LIMITS[engine]} s on the {engine} engine"
    said = (
        ", ".join(f"{name} {found[name][1]:.2f} s" for name in slow)
        or f"slowest {max(one[1] for one in found.values()):.2f} s"
    )
    return Target(words, said if not slow else f"not by {len(slow)}: {said}", not slow)
