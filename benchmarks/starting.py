"""How long `linkwork --help` and `linkwork ask O1` take, beside a bare interpreter and the libraries that O1 needs.

Seconds are those of the processor, of all threads, and those that somebody waits; each is the least of a few runs, and
all are run once, then all again, so that a busy moment hits them alike.
"""

import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from benchmarks.clock import Clock, Took, apart, in_turn
from benchmarks.report import Part, Target

RUNS = 7
BARE, HELP, ASK, DRIVER = (
    "a bare interpreter",
    "`linkwork --help`",
    "`linkwork ask O1` on Millbrook",
    "the Neo4j driver alone",
)
#: What an answer to O1 rests on: the rounds, the cells, the graph, the terminal.
LIBRARIES = "import click, polars, numpy, scipy.sparse, arcadedb, rich.console, rich.table"
#: Seconds that the help may take over a bare interpreter, and O1 beyond those.
HELP_WITHIN, ASK_WITHIN = 0.25, 0.5
NOTES = (
    "A command's module is imported when the command is used, and a question imports what it is worked out with. Tests "
    "hold this by name (`tests/commands/test_starting.py`), not by the clock.",
    "More than half of O1 is the import of polars, numpy, scipy.sparse and the embedded engine; the rest is Linkwork's "
    "own modules, opening the graph, and the answer with its evidence.",
    "The chance that two services share so many needs is a sum of whole numbers divided once, exact and as good as "
    "free: importing `scipy.stats` for it took 0.4 to 0.5 s.",
    "Evidence is read from the tables of the kinds that it is about, not from all; Linkwork's own questions are held "
    "to the rules for questions by a test and not at every start.",
)


def measure() -> Part:
    """The help and one answer from a shell, each as a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        town = str(Path(folder) / "millbrook")
        _run(["-m", "linkwork", "demo", "--place", "millbrook", "--out", town])
        every = {
            BARE: ["-c", "pass"],
            HELP: ["-m", "linkwork", "--help"],
            ASK: ["-m", "linkwork", "ask", "O1", "--project", town],
            "the libraries of O1, imported": ["-c", LIBRARIES],
            DRIVER: ["-c", "import neo4j"],
        }
        took = in_turn(
            {name: partial(apart, "benchmarks.starting:ran", words=words) for name, words in every.items()}, RUNS
        )
    return _part(took)


def ran(clock: Clock, words: list[str]) -> None:
    """Run the interpreter with these words, from nothing."""
    with clock.running():
        _run(words)


def _run(words: list[str]) -> None:
    subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _part(took: dict[str, Took]) -> Part:
    bare = took[BARE]
    rows = [
        [
            name,
            f"{one.processor:.2f}",
            f"{one.processor - bare.processor:.2f}",
            f"{one.waited:.2f}",
            f"{one.waited - bare.waited:.2f}",
            f"{one.megabytes:,.0f}",
        ]
        for name, one in took.items()
    ]
    columns = ("", "processor, s", "over bare, s", "waited, s", "over bare, s", "peak MB")
    help_, ask = (took[name].waited - bare.waited for name in (HELP, ASK))
    targets = (
        Target(f"{HELP} within {HELP_WITHIN} s of a bare interpreter", f"{help_:.2f} s", help_ <= HELP_WITHIN),
        Target(
            f"{ASK} within {ASK_WITHIN} s more",
            f"{ask:.2f} s, of {HELP_WITHIN + ASK_WITHIN} s",
            ask <= HELP_WITHIN + ASK_WITHIN,
        ),
    )
    return Part("starting", "Starting", "make bench", columns, rows, targets, NOTES)
