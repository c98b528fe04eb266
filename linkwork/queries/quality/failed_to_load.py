"""D6: the rows that were left out of rounds, and why."""

import re

from linkwork.errors import Problem
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._words import left_out

_SAID = re.compile(r"'(?P<value>(?:[^'\\]|\\.)*)' ")


def finish(found: Found) -> Finished:
    """Problems in order of source, day, file, sheet and row."""
    source, limit = str(found.parameters["source"] or ""), int(found.parameters["limit"])
    rows = [
        {**_row(problem), "source": by, "as_of": day, "round": round_, "evidence": []}
        for by, day, round_, problem in found.rounds.rejected()
        if source in ("", by)
    ]
    return Finished(rows[:limit], left_out(min(limit, len(rows)), len(rows)))


def _row(problem: Problem) -> Row:
    """A problem with its value and what is allowed set apart, as far as its sentence does."""
    value = _SAID.match(problem.message)
    wrong, _, allowed = problem.message.partition("; ")
    if not allowed and " is not one of " in wrong:
        wrong, _, allowed = wrong.partition(" is not one of ")
        wrong, allowed = f"{wrong} is not known", f"one of {allowed}"
    return {
        "file": problem.file,
        "sheet": problem.sheet or None,
        "row": problem.row,
        "column": problem.column or None,
        "value": value["value"] if value else None,
        "problem": wrong,
        "suggestion": allowed or None,
    }
