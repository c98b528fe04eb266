"""`python -m tools.access [serve [COUNT]]` tries to write, to reach out and to get in; keeps what came of it."""

import sys
import tempfile
from pathlib import Path

from tools.access.fuzz_serve import TRIALS, Served, project_in, requests_of_every_sort, serving
from tools.access.tried import Tried, engines_tried
from tools.reliability.kept import Part, keep
from tools.shell import set_aside

REQUESTS = 10_000
COLUMNS = ("what was tried", "tried", "got through", "what was seen")


def main(words: list[str]) -> bool:
    """Whether nothing got through."""
    count = int(words[1]) if words[1:] else REQUESTS
    served = pages_tried(count)
    queries = [] if words[:1] == ["serve"] else engines_tried()
    outcomes = [*queries, *served]
    for one in outcomes:
        sys.stderr.write("".join(f"{one.what}: {wrong}\n" for wrong in one.wrong))
    if not words:
        keep(part(outcomes))
    return not any(one.wrong for one in outcomes)


def pages_tried(count: int) -> list[Tried]:
    """What came of hostile requests of `linkwork serve`, of each sort in turn, all of one server."""
    found: list[Tried] = []
    with tempfile.TemporaryDirectory(prefix="access-") as folder, serving(project_in(Path(folder))) as served:
        served.page()
        before = served.largest
        requests_of_every_sort(served, count)
        found.append(_since(served, "`linkwork serve`: hostile requests", before))
        for what, trial in TRIALS.items():
            trial(served)
            found.append(_since(served, f"`linkwork serve`: {what}", before))
    found.append(Tried("`linkwork serve`: what it wrote, and how it ended", 1, tuple(served.wrong), "nothing"))
    return found


def _since(served: Served, what: str, before: int) -> Tried:
    """What came of the trial that has just ended; the counts begin anew."""
    seen = (
        f"the page after at most {served.longest:.1f} s, memory at most {(served.largest - before) / 1e6:.0f} MB more"
    )
    tried = Tried(what, served.requests, tuple(served.wrong), seen)
    served.requests, served.longest, served.wrong = 0, 0.0, []
    return tried


def part(outcomes: list[Tried]) -> Part:
    """The part of docs/reliability.md that says what was tried to get in."""
    rows = [[one.what, f"{one.count:,}", f"{len(one.wrong):,}", one.seen] for one in outcomes]
    title = f"Tried to get in and to write: {sum(one.count for one in outcomes):,} times"
    notes = (
        "A form is a query that would write, read a file or an address, call a program or leave the graph "
        "(`tools/access/forms.py`); each is tried as it is and in disguises. It gets through if it is answered, "
        "if anything in the graph, its indexes or its users differs afterwards, if a file's words come "
        "back, or if somebody calls at a port that nobody may know.",
        "A request gets through if it is answered with more than a refusal, if no end comes, or if the page does not "
        "come to its owner afterwards (`tools/access/requests.py`).",
    )
    return Part("access", title, "make access", COLUMNS, rows, notes)


if __name__ == "__main__":
    set_aside()
    sys.exit(not main(sys.argv[1:]))
