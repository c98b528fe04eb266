"""How long `linkwork --help` and `linkwork ask O1` take, beside a bare interpreter and the libraries that O1 needs.

Seconds are those of the processor, of all threads, and those that somebody waits; each is the least of a few runs, and
all are run once, then all again, so that a busy moment hits them alike. What came of it is in docs/performance.md.

    make bench-starting
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 10
BARE = "bare interpreter"
#: What an answer to O1 rests on: the rounds, the cells, the graph, the terminal.
LIBRARIES = "import click, polars, numpy, scipy.sparse, arcadedb, rich.console, rich.table"


def main(runs: int = RUNS) -> None:
    """Print a line for each: seconds, seconds over the bare interpreter, and how many times as long as it."""
    with tempfile.TemporaryDirectory() as folder:
        town = Path(folder) / "millbrook"
        _run(["-m", "linkwork", "demo", "--place", "millbrook", "--out", str(town)])
        every = {
            BARE: ["-c", "pass"],
            "linkwork --help": ["-m", "linkwork", "--help"],
            "linkwork ask O1": ["-m", "linkwork", "ask", "O1", "--project", str(town)],
            "the libraries of O1": ["-c", LIBRARIES],
            "the Neo4j driver": ["-c", "import neo4j"],
        }
        took: dict[str, list[tuple[float, float]]] = {name: [] for name in every}
        for _ in range(runs):
            for name, words in every.items():
                took[name].append(_run(words))
    bare = [min(one) for one in zip(*took[BARE], strict=True)]
    print(f"{'':22}{'processor':>10}{'over bare':>10}{'times':>7}{'waited':>10}{'over bare':>10}{'times':>7}")
    for name, pairs in took.items():
        least = [min(one) for one in zip(*pairs, strict=True)]
        cells = (f"{s:8.3f} s{s - b:8.3f} s{s / b:7.0f}" for s, b in zip(least, bare, strict=True))
        print(f"{name:22}{''.join(cells)}")


def _run(words: list[str]) -> tuple[float, float]:
    """Seconds of the processor, and seconds waited, of a process that does this and says nothing."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    waited, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, waited


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
