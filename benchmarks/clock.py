"""Seconds and memory of one piece of work, each time in a process of its own, rivals in turn.

Machines are shared: a busy moment hits all alike when each is run once before any is run again, and the least of a few
runs is what the work itself takes. Ratios of one run are what counts.
"""

import importlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Took:
    """What a piece of work took: seconds waited, seconds of the processor (all threads), peak memory in MB.

    `megabytes` is the most that its process ever held, imports and all. `said` is what the work gave back.
    """

    waited: float
    processor: float
    megabytes: float
    said: Any = None


@dataclass
class Clock:
    """Runs while the part that is to be timed runs; what is made ready before it is not counted."""

    waited: float = 0.0
    processor: float = 0.0
    _began: tuple[float, float] = field(default=(0.0, 0.0))

    @contextmanager
    def running(self) -> Iterator[None]:
        """Adds what its body takes. A child that the body waits for counts too."""
        began, spent = time.perf_counter(), _spent()
        yield
        self.waited += time.perf_counter() - began
        self.processor += _spent() - spent


def apart(work: str, **given: Any) -> Took:  # noqa: ANN401 - whatever the work takes, as JSON
    """Run a function, named as "module:function", in a new process: it is called with a Clock and what is given.

    Only what runs under `clock.running()` is timed. Raises RuntimeError with what the process said if it fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "took.json"
        words = [sys.executable, "-m", "benchmarks.clock", work, json.dumps(given), str(file)]
        ended = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if ended.returncode:
            raise RuntimeError(f"{work} failed:\n{ended.stdout[-4000:]}")
        return Took(**json.loads(file.read_bytes()))


def in_turn(every: Mapping[str, Callable[[], Took]], runs: int) -> dict[str, Took]:
    """The least of a few runs of each, by name: all once, then all again. Memory is the most of the runs."""
    took: dict[str, list[Took]] = {name: [] for name in every}
    for _ in range(runs):
        for name, work in every.items():
            took[name].append(work())
    return {name: _least(some) for name, some in took.items()}


def _least(some: list[Took]) -> Took:
    return Took(
        min(one.waited for one in some),
        min(one.processor for one in some),
        max(one.megabytes for one in some),
        some[-1].said,
    )


def _spent() -> float:
    every = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in every)


def _child(work: str, given: str, file: str) -> None:
    module, name = work.split(":")
    clock = Clock()
    said = getattr(importlib.import_module(module), name)(clock, **json.loads(given))
    took = Took(clock.waited, clock.processor, max(peak(), _most(resource.RUSAGE_CHILDREN)), said)
    Path(file).write_text(json.dumps(took.__dict__), encoding="utf-8")


def peak() -> float:
    """The most MB that this process has held.

    Linux counts what the process that started this one held among its own by `ru_maxrss`; not so by VmHWM.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text(encoding="ascii").split("VmHWM:")[1].split()[0]) / 1024
    return _most(resource.RUSAGE_SELF)


def _most(whose: int) -> float:
    return resource.getrusage(whose).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


if __name__ == "__main__":
    _child(*sys.argv[1:4])
