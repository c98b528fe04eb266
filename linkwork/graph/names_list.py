"""A project's own list of names: `names.csv`, with a line for each name that somebody knows to mean a record."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from linkwork.errors import InputRefused, Problem
from linkwork.graph.duplicates import KINDS, Meaning
from linkwork.graph.identity import slug

FILE = "names.csv"
COLUMNS = ("kind", "name", "means")
#: A list without a line, to be filled in.
EMPTY = ",".join(COLUMNS) + "\n"


def read_names_list(folder: Path) -> tuple[Meaning, ...]:
    """The lines of the project's names.csv, each once; none if there is no file.

    Other columns are for notes. Raises InputRefused with everything that is wrong: a blank, a kind that is not
    compared, a name with two meanings, names that mean each other.
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
            found.setdefault(Meaning(cells[0], cells[1], cells[2], number))
    problems = problems or [*_two_meanings(found), *_circles(found)]
    if problems:
        raise InputRefused(problems)
    return tuple(found)


def _wrong(number: int, cells: dict[str, str]) -> list[Problem]:
    blank = "it is blank; every line says a kind, a name and what the name means"
    problems = [Problem(FILE, row=number, column=name, message=blank) for name in COLUMNS if not cells[name]]
    for name in COLUMNS[1:]:
        if cells[name] and not slug(cells[name]):
            message = f"{cells[name]!r} has no letters or digits to know it by"
            problems.append(Problem(FILE, row=number, column=name, message=message))
    if cells["kind"] and cells["kind"] not in KINDS:
        message = f"{cells['kind']!r} is not one of {', '.join(KINDS)}"
        problems.append(Problem(FILE, row=number, column="kind", message=message))
    return problems


def _two_meanings(lines: Iterable[Meaning]) -> Iterator[Problem]:
    """A problem for each line whose name an earlier line gives another meaning."""
    first: dict[tuple[str, str], Meaning] = {}
    for line in lines:
        before = first.setdefault((line.kind, slug(line.name)), line)
        if slug(before.means) != slug(line.means):
            message = f"by row {before.row} {before.name!r} means {before.means!r}; a name means one thing"
            yield Problem(FILE, row=line.row, column="name", message=message)


def _circles(lines: Iterable[Meaning]) -> Iterator[Problem]:
    """A problem for each circle of names that mean each other, at its last line."""
    # A name and a meaning that differ in spelling alone are no circle: the record of that name is meant.
    after = {(one.kind, slug(one.name)): one for one in lines if slug(one.name) != slug(one.means)}
    done: set[Meaning] = set()
    for line in after.values():
        way = [line]
        while (following := after.get((line.kind, slug(way[-1].means)))) and following not in way:
            way.append(following)
        if following is line and done.isdisjoint(way):
            done.update(way)
            last = max(way, key=lambda one: one.row or 0)
            said = " means ".join(repr(one.name) for one in (*way, line))
            yield Problem(FILE, row=last.row, column="means", message=f"{said}: no record is named; take one line out")
