"""Every file of an embedded graph damaged: a right answer or a clear line, and the rounds make the graph again."""

import shutil
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from random import Random

from tools.faults.children import Said, apart, command
from tools.faults.damage import DAMAGES
from tools.faults.kills import dumped, put_sheets

FLIPPED = "a flipped bit"
#: What cannot be done to a file of nothing.
OF_CONTENT = (FLIPPED, "cut short")


def damaged(folder: Path, seed: int, most: int | None = None) -> Iterator[tuple[str, list[str]]]:
    """Each damage done to each file, and what was wrong then; `most` narrows the files to so many that are drawn."""
    town = _town(folder)
    whole = shutil.copytree(town / "graph", folder / "whole")
    before = dumped(town)
    chance = Random(seed)  # noqa: S311 - it draws files and bits
    files = sorted(path.name for path in whole.iterdir())
    for file in files if most is None else sorted(chance.sample(files, most)):
        for name, damage in DAMAGES.items():
            if name in OF_CONTENT and not (whole / file).stat().st_size:
                continue
            damage(town / "graph" / file, chance)
            yield name, [f"{file}, {name}: {wrong}" for wrong in _wrong(town, name, before)]
            shutil.rmtree(town / "graph")
            shutil.copytree(whole, town / "graph")
    yield from _made_again(town, before, chance)


def _town(folder: Path) -> Path:
    """A small project with two rounds and its graph."""
    town = folder / "town"
    apart(lambda: command(["init", str(town), "--name", "Town"]).code)
    put_sheets(folder)
    for name, day in (("first", "2024-01-01"), ("second", "2024-02-01")):
        words = ["load", "mapping-workbook", str(folder / name), "--as-of", day, "--source", "town", "--yes"]
        if apart(lambda: command([*words, "--project", str(town)]).code).gave:  # noqa: B023 - run before the next turn
            raise RuntimeError(f"{' '.join(words)} did not load")
    return town


def _wrong(town: Path, damage: str, before: object) -> Iterator[str]:
    said = _said(town, "export", "jsonl", "-", "--all")
    if said.wrong:
        yield said.wrong
    elif said.code and said.text.count("Error: ") != 1:
        yield f"it ended with {said.code} and said {said.text!r}"
    elif not said.code and dumped(town) != before and (damage != FLIPPED or not _said(town, "doctor").code):
        yield "it answered from what is left, and nobody was told"


def _made_again(town: Path, before: object, chance: Random) -> Iterator[tuple[str, list[str]]]:
    """Half of all files gone: the same graph again from the rounds."""
    files = sorted((town / "graph").iterdir())
    for file in chance.sample(files, len(files) // 2):
        file.unlink()
    code = _said(town, "build", "--from-scratch").code
    wrong = [] if not code and dumped(town) == before else ["the rounds did not make the same graph again"]
    yield "half of the files gone, and made again from the rounds", wrong


def _said(town: Path, *words: str) -> Said:
    return Said(**apart(lambda: asdict(command([*words, "--project", str(town)]))).gave)
