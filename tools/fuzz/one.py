"""`python -m tools.fuzz.one LOADER HOW CASES SEED FOLDER`: one loader in a process of its own, with its limits.

HOW is structure or bytes, drawn by hypothesis, or guided-structure or guided-bytes, led by coverage. What came of it is
written on standard output as JSON; a process that is killed instead has left the case it was at in FOLDER/case.
"""

import json
import resource
import signal
import sys
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from tools.fuzz.documents import Files

Trying = Callable[[Files], str | None]
#: A case may take so many seconds of the processor, and a process so much address space, beyond what it begins with.
SECONDS, ROOM = 10, 4 << 30


class Counted:
    """How many cases were tried, and what went wrong in how many."""

    def __init__(self, cases: int) -> None:
        self.cases, self.tried = cases, 0
        self.wrong: Counter[str] = Counter()

    def take(self, fault: str | None) -> None:
        """One case more."""
        self.tried += 1
        if fault:
            self.wrong[fault] += 1

    def tell(self) -> None:
        """All of it as a line of JSON on standard output, with the most memory that the process held."""
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        sys.stdout.write(json.dumps({"tried": self.tried, "peak_mb": peak, "wrong": self.wrong}) + "\n")
        sys.stdout.flush()


def limited(trying: Trying) -> Trying:
    """The same, killed by the system where it takes longer than SECONDS of the processor, in whatever code it is."""

    def within(files: Files) -> str | None:
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            return trying(files)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)

    return within


def main(name: str, how: str, cases: int, seed: int, folder: Path) -> None:
    """Try so many cases of one loader; the last line on standard output says what came of them."""
    # One of the two alone: atheris looks into what is imported after it.
    run = import_module("tools.fuzz.guided" if how.startswith("guided-") else "tools.fuzz.drawn").run
    _, held = resource.getrlimit(resource.RLIMIT_AS)
    begun = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (begun + ROOM, held))
    found = Counted(cases)
    run(name, how.removeprefix("guided-"), seed, folder, found)
    found.tell()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), Path(sys.argv[5]))
