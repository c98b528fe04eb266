"""A project's own list of names: `names.csv`, with a line for each name that somebody knows to mean a record."""

import csv
import io
from pathlib import Path

from linkwork.errors import InputRefused, Problem
from linkwork.graph.duplicates import KINDS, Meaning

FILE = "names.csv"
COLUMNS = ("kind", "name", "means")


def read_names_list(folder: Path) -> tuple[Meaning, ...]:
    """The lines of the project's names.csv, each once; none if there is no file.

    Other columns are for notes. Raises InputRefused with everything that is wrong.
    """
    path = folder / FILE
    if not path.exists():
        return ()
    try:
        lines = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputRefused([Problem(FILE, message=f"it cannot be read as a CSV in UTF-8: {error}")]) from error
    headings = [cell.strip().casefold() for cell in lines[0]] if lines else []
    if lacking := [name for name in COLUMNS if name not in headings]:
        there = ", ".join(headings) or "none"
        message = f"it lacks the columns {', '.join(lacking)}; row 1 has {there}"
        raise InputRefused([Problem(FILE, row=1, message=message)])
    places = [headings.index(name) for name in COLUMNS]
    found: dict[Meaning, None] = {}
    problems: list[Problem] = []
    for number, line in enumerate(lines[1:], start=2):
        cells = [line[place].strip() if place < len(line) else "" for place in places]
        if any(cells):
            problems += _wrong(number, dict(zip(COLUMNS, cells, strict=True)))
            found[Meaning(*cells)] = None
    if problems:
        raise InputRefused(problems)
    return tuple(found)


def _wrong(number: int, cells: dict[str, str]) -> list[Problem]:
    blank = "it is blank; every line says a kind, a name and what the name means"
    problems = [Problem(FILE, row=number, column=name, message=blank) for name in COLUMNS if not cells[name]]
    if cells["kind"] and cells["kind"] not in KINDS:
        message = f"{cells['kind']!r} is not one of {', '.join(KINDS)}"
        problems.append(Problem(FILE, row=number, column="kind", message=message))
    return problems
