"""`python -m tools.fuzz CASES SEED [LOADER...]` tries so many cases of each loader, a quarter each of the four ways."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from signal import Signals

from linkwork.loaders import loaders
from tools.fuzz.one import ROOM, SECONDS
from tools.reliability.kept import Part, keep

#: How the cases of a loader are made: drawn, or led by coverage; of structure, or of bytes.
WAYS = ("structure", "bytes", "guided-structure", "guided-bytes")
#: So many loaders at once; each has a process for each way.
AT_ONCE = 3


@dataclass(frozen=True)
class Work:
    """What one process does, and the folder for its cases."""

    loader: str
    way: str
    cases: int
    seed: int
    folder: Path


@dataclass(frozen=True)
class Outcome:
    """What came of the cases of one loader made in one way; `died` is how its process was ended, where it was."""

    loader: str
    way: str
    tried: int
    peak_mb: int
    wrong: Sequence[str]
    died: str = ""


def main(cases: int, seed: int, names: Sequence[str]) -> bool:
    """Whether all were taken as they should be; the figures are kept where all loaders were tried."""
    left = Path(tempfile.mkdtemp(prefix="fuzz-"))
    works = [
        Work(name, way, cases // len(WAYS), seed, left / name / way) for name in names or loaders() for way in WAYS
    ]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        outcomes = list(pool.map(_outcome, works))
    if not names:
        keep(part(outcomes, cases, seed))
    wrong = [f"{one.loader} ({one.way}): {said}" for one in outcomes for said in (*one.wrong, one.died) if said]
    sys.stderr.write("".join(f"{line}\n" for line in wrong) + (f"The cases are in {left}.\n" if wrong else ""))
    return not wrong


def _outcome(work: Work) -> Outcome:
    command = [sys.executable, "-W", "ignore", "-m", "tools.fuzz.one"]
    told = [work.loader, work.way, str(work.cases), str(work.seed), str(work.folder)]
    done = subprocess.run([*command, *told], capture_output=True, text=True, check=False)  # noqa: S603 -- ours
    last = done.stdout.strip().rpartition("\n")[2]
    sys.stderr.write(f"{work.loader}, {work.way}: {last or done.stderr[-300:]}\n")
    if done.returncode or not last.startswith("{"):
        ended = Signals(-done.returncode).name if done.returncode < 0 else f"exit code {done.returncode}"
        return Outcome(work.loader, work.way, 0, 0, (), f"the process ended by {ended}")
    found = json.loads(last)
    return Outcome(work.loader, work.way, found["tried"], found["peak_mb"], tuple(found["wrong"]))


def part(outcomes: Sequence[Outcome], cases: int, seed: int) -> Part:
    """The part of docs/reliability.md that says how many cases of each loader were tried and what came of them."""
    rows = [
        _row(name, [one for one in outcomes if one.loader == name])
        for name in dict.fromkeys(o.loader for o in outcomes)
    ]
    tried = sum(one.tried for one in outcomes)
    wrong = sum(len(one.wrong) + bool(one.died) for one in outcomes)
    title = f"Fuzzing of the loaders: {tried:,} broken or hostile files, {wrong} not taken as they should be"
    notes = (
        f"Seed {seed}; `make fuzz CASES={cases} SEED={seed}` makes the same files where hypothesis draws them.",
        "Every file has to be read or refused in words. Never may there be a traceback, a refusal that does not say "
        "which file and what, or a message longer than a page.",
        f"A case may take {SECONDS} seconds of the processor, a process {ROOM >> 30} GiB of addresses more than it "
        "begins with: the system ends one that wants more. The peak is what the hungriest of its processes held, "
        "Python and its libraries among it.",
        "Drawn cases are hypothesis', led cases atheris': half of each change the structure of a valid file (cells, "
        "headings, sheets, JSON and XML nodes), half its bytes or those of a part of a zip.",
    )
    return Part("fuzz", title, "make fuzz", ("loader", "drawn", "led by coverage", "faults", "peak, MB"), rows, notes)


def _row(name: str, own: Sequence[Outcome]) -> list[str]:
    led = sum(one.tried for one in own if one.way.startswith("guided-"))
    drawn = sum(one.tried for one in own) - led
    faults = sum(len(one.wrong) + bool(one.died) for one in own)
    return [name, f"{drawn:,}", f"{led:,}", str(faults), f"{max(one.peak_mb for one in own):,}"]


if __name__ == "__main__":
    if len(sys.argv) < 3 or not all(word.isdecimal() for word in sys.argv[1:3]):
        sys.exit("Say how many cases of each loader, and the seed. Nothing was tried.")
    sys.exit(not main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]))
