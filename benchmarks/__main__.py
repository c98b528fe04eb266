"""Every benchmark in turn, or those that are named.

python -m benchmarks [--national] [NAME ...]
"""

import importlib
import sys
from collections.abc import Sequence

from benchmarks.report import keep

#: Those that take minutes, and those that need the whole country: each module has `measure() -> Part`.
BOROUGH = ("files", "embedded", "neo4j", "again", "overlap", "questions", "starting")
NATIONAL = ("import_files", "growth")


def main(words: Sequence[str]) -> None:
    """Measure and keep each part that is meant."""
    names = [word for word in words if not word.startswith("-")]
    for name in names or (NATIONAL if "--national" in words else BOROUGH):
        keep(importlib.import_module(f"benchmarks.{name}").measure())


if __name__ == "__main__":
    main(sys.argv[1:])
