"""`python -m tools.protections [NAME...]` takes out each protection, of the named files only if any are named."""

import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue

from tools.copies import copied
from tools.protections import Protection, protections
from tools.protections.tried import FILES, FOLDERS, noticed
from tools.reliability.kept import Part, keep

ROOT = Path(__file__).parents[2]
#: So many are tried at a time, each in a copy of its own.
AT_ONCE = 2


def main(names: list[str]) -> bool:
    """Whether every one that was taken out was noticed; what came of it is kept where all were tried."""
    chosen = [one for name, some in protections().items() if not names or name in names for one in some]
    with tempfile.TemporaryDirectory(prefix="protections-") as folder, ThreadPoolExecutor(AT_ONCE) as several:
        free = Queue[Path]()
        for number in range(AT_ONCE):
            copied(ROOT, copy := Path(folder) / str(number), (*FOLDERS, *FILES))
            free.put(copy)
        outcomes = list(zip(chosen, several.map(lambda one: _tried(one, free), chosen), strict=True))
    if not names:
        keep(part(outcomes))
    return all(seen for _, seen in outcomes)


def _tried(protection: Protection, free: "Queue[Path]") -> bool:
    """Whether it was noticed; one that could not be tried is said and counts as not noticed, and the rest goes on."""
    folder = free.get()
    try:
        seen = noticed(protection, folder)
    except ValueError as error:
        sys.stderr.write(f"NOT TRIED: {error}\n")
        return False
    finally:
        free.put(folder)
    sys.stderr.write(f"{'noticed' if seen else 'NOT NOTICED'}: {protection.rule}\n")
    return seen


def part(outcomes: list[tuple[Protection, bool]]) -> Part:
    """The part of docs/reliability.md that says which protections were taken out and whether a test noticed."""
    rows = [
        [one.rule, f"`{one.file}`", ", ".join(f"`{test}`" for test in one.tests), "yes" if seen else "no"]
        for one, seen in outcomes
    ]
    title = f"Protections taken out one by one: {sum(seen for _, seen in outcomes)} of {len(outcomes)} noticed"
    return Part("protections", title, "make protections", ("what holds", "where", "tests", "fails without it"), rows)


if __name__ == "__main__":
    sys.exit(not main(sys.argv[1:]))
