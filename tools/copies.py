"""Copies of a working copy, in which something may be broken on purpose."""

import shutil
from collections.abc import Iterable
from pathlib import Path


def copied(root: Path, folder: Path, names: Iterable[str]) -> None:
    """Copy these files and folders, those that are there, without what Python made of them."""
    for name in names:
        if (root / name).is_dir():
            shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif (root / name).exists():
            shutil.copy2(root / name, folder / name)
