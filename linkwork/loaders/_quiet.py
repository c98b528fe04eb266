"""Reading files that hold personal values or people's own words without quoting them in a message."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from linkwork.errors import InputRefused, Problem
from linkwork.loaders._columns import Taken, Wanted, plain, take
from linkwork.loaders._patients import LOOKS
from linkwork.loaders._sheets import Layout, Sheet, read_every

HIDDEN = "a value (not shown, because it may be personal)"
_QUOTED = re.compile(r"'(?:\\.|[^'\\])+'|\"(?:\\.|[^\"\\])+\"")
_FORMULA = re.compile(r"'#[A-Z/0!?_]+'")
_LETTERS = re.compile("[A-Z]{1,3}")


def read_quietly(paths: Iterable[Path], layout: Layout | None = None) -> tuple[Sheet, ...]:
    """The sheets of files. Raises InputRefused with everything that is wrong in them, and with nothing of what is."""
    try:
        return read_every(paths, layout)
    except InputRefused as refused:
        raise InputRefused([_quiet(problem) for problem in refused.problems]) from None


def take_quietly(sheet: Sheet, wanted: list[Wanted]) -> Taken:
    """The wanted columns; where one is missing, row 1 may be somebody's name, so it is not shown."""
    taken = take(sheet, wanted)
    if taken.rows is not None:
        return taken
    there = [want.column.name for want in wanted if want.key in taken.headings]
    found = f"the headings that were found are {', '.join(there)}" if there else "no heading that is known was found"
    missing = [want.column.name for want in wanted if want.column.required and want.key not in taken.headings]
    problems = [Problem(sheet.file, sheet.name, message=f"the column {name!r} is missing; {found}") for name in missing]
    return replace(taken, problems=tuple(problems))


def _quiet(problem: Problem) -> Problem:
    if problem.message.startswith(LOOKS):
        return problem
    if _FORMULA.search(problem.message):
        return replace(problem, column="")
    column = problem.column if _LETTERS.fullmatch(problem.column) else ""
    return replace(problem, column=column, message=_QUOTED.sub(HIDDEN, problem.message))


def pattern(*words: str) -> str:
    """The pattern of a heading that may be any of these."""
    return "|".join(plain(word) for word in words)
