"""Taking out a protection in a copy of the working copy, and seeing whether its tests notice."""

import os
import subprocess
import sys
from pathlib import Path

from tools.protections import Protection

#: What tests need.
FOLDERS = ("linkwork", "tests", "tools", "docs", "benchmarks", "requirements", ".ci")
FILES = (
    "pyproject.toml",
    "docker-compose.yml",
    "Makefile",
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "CHANGELOG.md",
)
#: What pytest ends with where tests ran and some failed.
FAILED = 1


def noticed(protection: Protection, folder: Path) -> bool:
    """Whether a test fails without the protection; the copy is as it was afterwards.

    Raises ValueError if the text is not there once, or if the tests do not pass with the protection in place.
    """
    path = folder / protection.file
    before = path.read_text(encoding="utf-8")
    if before.count(protection.text) != 1:
        raise ValueError(f"{protection.rule}: the text stands {before.count(protection.text)} times in {path.name}")
    if _run(protection, folder):
        raise ValueError(f"{protection.rule}: its tests do not pass as things are: {', '.join(protection.tests)}")
    path.write_text(before.replace(protection.text, protection.without), encoding="utf-8")
    try:
        return _run(protection, folder) == FAILED
    finally:
        path.write_text(before, encoding="utf-8")


def _run(protection: Protection, folder: Path) -> int:
    always = {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    # A place of its own: runs beside each other would clear away what the others write.
    place = f"--basetemp={folder.with_name(f'{folder.name}-written')}"
    return subprocess.run(  # noqa: S603 -- the command is ours
        [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", place, *protection.tests],
        cwd=folder,
        env={**os.environ, **always},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    ).returncode
