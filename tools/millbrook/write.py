"""Everything that lies in linkwork/data/millbrook/, written from the plan."""

import json
from pathlib import Path
from typing import Any

from tools.millbrook.expected import expected
from tools.millbrook.make import make
from tools.millbrook.plan.rounds import BETWEEN, FIRST, LAST
from tools.millbrook.sheets import Sheets, directory, mapping, text_of

#: The answers of each group of questions stand in a file of their own, since no file may be large.
GROUPS = {
    "O": "overlaps",
    "G": "gaps",
    "P": "pathways",
    "A": "policy",
    "B": "people",
    "C": "change",
    "D": "quality",
}
#: How many letters a line of what is expected may have before its parts stand on lines of their own.
WIDE = 240
FOLDER = Path(__file__).parents[2] / "linkwork" / "data" / "millbrook"


def write(folder: Path) -> None:
    """Afterwards the folder holds the three rounds and the answers. Other files in it are left alone."""
    town = make()
    rounds = {FIRST: mapping(town, FIRST), BETWEEN: directory(town), LAST: mapping(town, LAST)}
    answers = expected(town, rounds)
    for day, sheets in rounds.items():
        source = "directory" if day == BETWEEN else "mapping"
        _write_round(folder / f"{source}-{day[:7]}", sheets)
    groups: dict[str, dict[str, Any]] = {}
    for name, answer in answers.items():
        groups.setdefault(GROUPS[name[0]] if name[1:].isdigit() else "", {})[name] = answer
    for group, own in groups.items():
        file = folder / "expected" / f"{group}.json" if group else folder / "expected.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(spelt(own) + "\n", encoding="utf-8", newline="\n")


def spelt(value: object, indent: str = "") -> str:
    """The value as JSON, a line a row: what fits on a line stands on one."""
    line = json.dumps(value, ensure_ascii=False)
    if len(indent) + len(line) <= WIDE or not value or not isinstance(value, dict | list):
        return line
    deeper = indent + " "
    if isinstance(value, dict):
        parts = [f"{json.dumps(key, ensure_ascii=False)}: {spelt(own, deeper)}" for key, own in value.items()]
    else:
        parts = [spelt(own, deeper) for own in value]
    first, last = "{}" if isinstance(value, dict) else "[]"
    return f"{first}\n{deeper}" + f",\n{deeper}".join(parts) + f"\n{indent}{last}"


def _write_round(folder: Path, sheets: Sheets) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in sheets.items():
        (folder / f"{name}.csv").write_text(text_of(rows), encoding="utf-8", newline="\n")
