"""Trying a mutant: the tests of its module run on a copy of the working copy that has the mutant in it."""

import os
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tools.copies import copied
from tools.mutants.belongs import TESTS, file_of
from tools.mutants.made import Mutant
from tools.mutants.steady import SECONDS

KILLED, SURVIVED, BROKEN = "killed", "survived", "broken"
#: What pytest says when a test file cannot be imported.
NOT_COLLECTED = 2
COPIED = ("linkwork", "tests", "tools", "pyproject.toml")


@dataclass(frozen=True)
class Tried:
    """A mutant and what became of it: killed by a test, survived them all, or too broken for the module to import."""

    mutant: Mutant
    outcome: str


class Trying:
    """Runs tests in a copy of a working copy. It holds how long a module's tests take while nothing is wrong."""

    def __init__(self, root: Path, folder: Path) -> None:
        """Copy what the tests need into the folder."""
        self._folder = folder
        self._seconds: dict[str, int] = {}
        copied(root, folder, COPIED)

    def one(self, mutant: Mutant) -> Tried:
        """What became of the mutant; the copy is as it was afterwards."""
        if mutant.module not in self._seconds:
            self._seconds[mutant.module] = self._as_it_is(mutant.module)
        path = self._folder / file_of(mutant.module)
        path.write_text(mutant.after, encoding="utf-8")
        code = self._run(mutant.module, self._seconds[mutant.module])
        path.write_text(mutant.before, encoding="utf-8")
        return Tried(mutant, {0: SURVIVED, NOT_COLLECTED: BROKEN}.get(code, KILLED))

    def _as_it_is(self, module: str) -> int:
        """How many processor seconds a mutant of the module gets: ten, and five times what its tests take as it is."""
        start = _spent()
        if code := self._run(module, None):
            sys.exit(f"The tests of {module} end with {code} while nothing is wrong: {', '.join(TESTS[module])}.")
        return 10 + round(5 * (_spent() - start))

    def _run(self, module: str, seconds: int | None) -> int:
        """What pytest ends with. No conftest is read, so no server starts; no bytecode is kept that could be old."""
        files = [f"tests/graph/{name}.py" for name in TESTS[module]]
        options = ["-x", "-q", "--noconftest", "-p", "no:cacheprovider"]
        steady = ["-p", "tools.mutants.steady", "--hypothesis-profile=mutants"]
        always = {"PYTHONPATH": str(self._folder), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}
        limits = {} if seconds is None else {SECONDS: str(seconds)}
        return subprocess.run(  # noqa: S603 -- the command is ours
            [sys.executable, "-m", "pytest", *options, *steady, *files],
            cwd=self._folder,
            env={**os.environ, **limits, **always},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        ).returncode


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
