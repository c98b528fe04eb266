"""Everything that lies in linkwork/data/millbrook/, written from the plan."""

import json
from pathlib import Path

from tools.millbrook.expected import expected
from tools.millbrook.make import make
from tools.millbrook.plan.rounds import BETWEEN, FIRST, LAST
from tools.millbrook.sheets import Sheets, directory, mapping, text_of

FOLDER = Path(__file__).parents[2] / "linkwork" / "data" / "millbrook"


def write(folder: Path) -> None:
    """Afterwards the folder holds the three rounds and the answers. Other files in it are left alone."""
    town = make()
    rounds = {FIRST: mapping(town, FIRST), BETWEEN: directory(town), LAST: mapping(town, LAST)}
    answers = expected(town, rounds)
    for day, sheets in rounds.items():
        source = "directory" if day == BETWEEN else "mapping"
        _write_round(folder / f"{source}-{day[:7]}", sheets)
    text = json.dumps(answers, indent=1, ensure_ascii=False) + "\n"
    (folder / "expected.json").write_text(text, encoding="utf-8", newline="\n")


def _write_round(folder: Path, sheets: Sheets) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in sheets.items():
        (folder / f"{name}.csv").write_text(text_of(rows), encoding="utf-8", newline="\n")
