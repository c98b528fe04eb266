"""How every question grows with the country, from a hundred services to a hundred thousand, and how building does.

Areas grow with services: a borough stays a borough. A question that is asked of each service's own cells takes as much
longer as there are more of them; one that sets every service beside every other does not.
"""

import math
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.clock import Clock, Took, apart
from benchmarks.projects import loaded
from benchmarks.report import Chart, Part, Target
from linkwork.graph.build import build
from linkwork.project.opened import Opened
from linkwork.queries import catalogue

#: Nodes of each size; LINKWORK_GROWTH names others, with commas between them.
SIZES = (1_000, 10_000, 100_000, 1_000_000)
#: Seconds below which a question is not judged: what does not grow is most of them.
BELOW = 0.5
#: How much more than n log n counts as n log n: what a busy machine adds.
LEEWAY = 1.5
GIB = 8 * 1024
#: What every question takes at each size.
Grown = Sequence[Mapping[str, Took]]
NOTES = (
    "Seconds of the processor, which other work on the machine changes little, each question in a process of its own, "
    "its graph just opened. Areas grow with services: a borough stays a borough.",
)


def measure() -> Part:
    """Every question once at every size, on the embedded engine, and what building and asking take in memory."""
    sizes = [int(size) for size in os.environ.get("LINKWORK_GROWTH", "").split(",") if size] or list(SIZES)
    builds, took = [], []
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            project = str(Path(folder) / f"england-{size}")
            apart("benchmarks.growth:made", folder=project, nodes=size)
            builds.append(apart("benchmarks.growth:built", folder=project))
            took.append(each(project))
    return part_of(sizes, builds, took)


def each(folder: str, ids: Iterable[str] = ()) -> dict[str, Took]:
    """What each of these questions takes, or every one, in a process of its own; `said` is the number of its rows.

    One that the machine has no memory for is not among them.
    """
    took = {}
    for id_ in ids or _every():
        try:
            one = apart("benchmarks.questions:asked", folder=folder, again=0, ids=[id_])
        except RuntimeError as error:
            print(f"{id_}: {error}")
            continue
        took[id_] = replace(one, said=one.said[id_][2])
    return took


def _every() -> list[str]:
    return [question.id for question in catalogue().questions.values()]


def made(clock: Clock, folder: str, nodes: int) -> None:
    """Make a project with two rounds of England, in a process of its own: it holds more than a build does."""
    with clock.running():
        loaded(Path(folder), nodes)


def built(clock: Clock, folder: str) -> None:
    """Build the embedded graph of that project."""
    opened = Opened(Path(folder))
    with opened.engine(writing=True) as engine, clock.running():
        build(opened.store(), engine, opened.project().owner)


def grown(nodes: float, more: float) -> float:
    """How much longer n log n takes of `more` than of `nodes`."""
    return more * math.log(more) / (nodes * math.log(nodes))


def _steep(sizes: Sequence[int], took: Grown) -> dict[str, float]:
    """The questions that grow faster than n log n, with how many times longer they take at the larger of two sizes.

    Those are the last two at which each was asked.
    """
    found = {}
    for name in took[-2]:
        last = len(sizes) - 1 if name in took[-1] else len(sizes) - 2
        before, after = took[last - 1][name], took[last][name]
        longer = after.processor / before.processor
        # What is written out counts: a list that is ten times longer may take ten times as long.
        allowed = max(grown(sizes[last - 1], sizes[last]), after.said / max(1, before.said)) * LEEWAY
        if after.processor > BELOW and longer > allowed:
            found[name] = longer
    return found


def part_of(sizes: Sequence[int], builds: Sequence[Took], took: Grown) -> Part:
    """The part of the page, of the builds and the questions at each size; at the last, some may have no answer."""
    names = sorted(took[-2], key=lambda name: -took[-2][name].processor)
    asking = [max(one.megabytes for one in at.values()) for at in took]
    rows = [["building the graph", *(f"{one.processor:.2f}" for one in builds)]]
    rows += [[name, *(f"{at[name].processor:.2f}" if name in at else "no answer" for at in took)] for name in names]
    rows += [
        ["peak memory of building, MB", *(f"{one.megabytes:,.0f}" for one in builds)],
        ["peak memory of asking, MB", *(f"{most:,.0f}" for most in asking)],
    ]
    steep = _steep(sizes, took)
    most = max(*asking, *(one.megabytes for one in builds))
    large = [name for name, one in took[-1].items() if one.megabytes > GIB]
    lacking = len(names) - len(took[-1])
    said = ", ".join(f"{name} ({longer:.0f} times)" for name, longer in steep.items())
    targets = (
        Target(
            f"No question grows faster than n log n and its output, up to {sizes[-1] // 10:,} services",
            (f"all but {said}" if steep else f"none of those that take over {BELOW} s does")
            + (f"; {lacking} of {len(names)} without an answer at that size" if lacking else ""),
            not steep and not lacking,
        ),
        Target(
            f"Building and asking {sizes[-1]:,} nodes within 8 GiB",
            f"{most / 1024:.1f} GiB{', over it ' + ', '.join(large) if large else ''}",
            most <= GIB,
        ),
    )
    series: dict[str, list[float | None]] = {"building": [one.processor for one in builds]}
    series |= {name: [at[name].processor if name in at else None for at in took] for name in names[:8]}
    services = [float(size // 10) for size in sizes]
    chart = Chart("Building, and the eight slowest questions", series, services, "processor seconds", of="services")
    columns = ("processor seconds, the first time", *(f"{size // 10:,} services" for size in sizes))
    return Part("growth", "As the country grows", "make bench-national", columns, rows, targets, NOTES, (chart,))
