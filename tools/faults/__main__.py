"""`python -m tools.faults [KILLS [SEED]]` kills commands so many times an engine and keeps what came of it.

`python -m tools.faults sample FOLDER KILLS SEED [TRIAL...]` kills that many, of every trial or of these, on the engine
that NEO4J_URI names, else on the embedded one, and prints what was found wrong after each as JSON; `python -m
tools.faults disk FOLDER DISK COMMAND...` does the same for a disk without room, `python -m tools.faults graph FOLDER
FILES SEED` for so many damaged files.
"""

import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.neo4j_java import NotHere
from tests.neo4j_server import from_jars
from tools.faults.children import make_ready
from tools.faults.disks import WRITING, disks, may_mount, without_room
from tools.faults.graphs import damaged
from tools.faults.kills import TRIALS, Trial, kills
from tools.reliability.kept import Part, keep
from tools.shell import set_aside

KILLS, SEED = 200, 1
Rows = list[list[str]]


def main(number: int, seed: int) -> list[str]:
    """Everything that was found wrong; how many kills of which command were survived is kept."""
    make_ready()
    wrong: list[str] = []
    rows = _rows("embedded", number, seed, wrong)
    try:
        with from_jars() as server, _set(server.environment):
            rows += _rows(f"Neo4j {server.version}", number, seed, wrong)
    except NotHere as why:
        sys.stderr.write(f"no Neo4j: {why}\n")
    rows += _disk_rows(wrong)
    rows += _graph_rows(seed, wrong)
    survived = sum(int(row[3]) for row in rows)
    title = f"Faults of the machine: {survived} of {sum(int(row[2]) for row in rows)} survived"
    keep(Part("faults", title, "make faults", ("fault", "engine", "tried", "survived"), rows, NOTES))
    return wrong


@contextmanager
def _set(environment: Mapping[str, str]) -> Iterator[None]:
    """The server is what commands use, and not any more afterwards."""
    os.environ |= environment
    try:
        yield
    finally:
        for name in environment:
            del os.environ[name]


NOTES = (
    "A command is killed (SIGKILL) at a call drawn from all calls of what keeps, folds and writes, and one in "
    "four at a moment of the clock, drawn over as long as the command takes undisturbed.",
    "Survived is: every file of every round is as its hash says; `linkwork status` says of the rounds, the graph and "
    "its live nodes what is there; the same command again ends well and leaves every node and link, the marker too, "
    "as they are where nobody killed anything; the doctor finds then what it finds there; nothing unfinished is left.",
    "Without room, or where nothing may be written, survived is: one `Error:` line; every file and round as they "
    "were; no part of a file under its own name; and the same command works once there is room.",
    "With a file of the embedded graph damaged, survived is: the right answer, or one `Error:` line; of a flipped bit "
    "also an answer that the doctor finds not to be what the rounds say. A graph is held to the lengths of its files "
    "alone: it can be made again from the rounds, which are held to their hashes.",
    "Lines to a server cut or silent, a server restarted, two at once and readers beside writers are tests: "
    "`tests/test_cut_lines.py`, `tests/commands/test_serve.py`, `tests/graph/test_written_meanwhile.py`.",
)


def _rows(engine: str, number: int, seed: int, wrong: list[str]) -> Rows:
    rows = []
    for trial, share in shared(number):
        survived = 0
        with tempfile.TemporaryDirectory(prefix="faults-") as folder:
            for found in kills(Path(folder), trial, share, seed):
                wrong += found
                survived += not found
                sys.stderr.write("".join(f"{engine}: {one}\n" for one in found) or ".")
                sys.stderr.flush()
        rows.append([f"`linkwork {trial.words[0]}` killed ({trial.name})", engine, str(share), str(survived)])
    return rows


def _disk_rows(wrong: list[str]) -> Rows:
    rows = []
    with tempfile.TemporaryDirectory(prefix="faults-") as name:
        folder = Path(name)
        mounted = may_mount(folder / "probe")
        for disk in disks(mounted):
            (folder / disk).mkdir()
            found = dict(without_room(folder / disk, disk, list(WRITING), mounted))
            wrong += [f"{disk}, {command}: {one}" for command, some in found.items() for one in some]
            survived = sum(not some for some in found.values())
            rows.append([f"{disk}, for every command that writes", "embedded", str(len(found)), str(survived)])
            sys.stderr.write(f"{disk}: {survived} of {len(found)}\n")
    return rows


def _graph_rows(seed: int, wrong: list[str]) -> Rows:
    tried, survived = Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        for damage, found in damaged(Path(folder), seed):
            wrong += found
            tried[damage] += 1
            survived[damage] += not found
            sys.stderr.write("".join(f"{one}\n" for one in found))
    return [
        [f"a file of the graph damaged: {damage}", "embedded", str(number), str(survived[damage])]
        for damage, number in tried.items()
    ]


def shared(number: int, trials: Sequence[Trial] = TRIALS) -> Iterator[tuple[Trial, int]]:
    """So many kills dealt out among the trials."""
    for place, trial in enumerate(trials):
        if share := len(range(place, number, len(trials))):
            yield trial, share


def sample(folder: Path, number: int, seed: int, names: Sequence[str]) -> list[list[str]]:
    """What was found wrong after each kill of the trials of these names, of all where there are none."""
    make_ready()
    dealt = shared(number, [trial for trial in TRIALS if not names or trial.name in names])
    return [found for trial, share in dealt for found in kills(folder, trial, share, seed)]


if __name__ == "__main__":
    if sys.argv[1:2] == ["disk"]:
        make_ready()
        where, disk, *names = sys.argv[2:]
        mounted = disk not in disks(mounted=False)
        sys.stdout.write(json.dumps(dict(without_room(Path(where), disk, names or list(WRITING), mounted))))
    elif sys.argv[1:2] == ["graph"]:
        make_ready()
        found = [one for _, some in damaged(Path(sys.argv[2]), int(sys.argv[4]), int(sys.argv[3])) for one in some]
        sys.stdout.write(json.dumps(found))
    elif sys.argv[1:2] == ["sample"]:
        sys.stdout.write(json.dumps(sample(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), sys.argv[5:])))
    else:
        set_aside()
        given = [int(word) for word in sys.argv[1:3]]
        found = main(*(given + [KILLS, SEED][len(given) :]))
        sys.exit("\n".join(["", *found]) if found else 0)
