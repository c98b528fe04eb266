"""One question at two dates, side by side: which rows are new, which are gone, and which say something else.

Rows are the same row where they have the same identity. It is read from the heading: what `// identity:` names, else
the columns that hold one id each, else those that hold lists of ids. Where no identity is named and two rows of one
answer are alike in these, columns of text are added in the order of the heading, each only if it tells more rows apart.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from linkwork.queries._answer import Answer
from linkwork.queries._question import Question
from linkwork.words import counted, listed

Row = Mapping[str, Any]
Change = tuple[str, Any, Any]
#: What a table of differences has beside the question's own columns.
EXTRA = {
    "compared": "new, gone or different",
    "differs_in": "the column that differs; blank for a row that is new or gone",
    "was_before": "what it was at the earlier date",
    "is_now": "what it is at the later date",
}
#: What every row has and no difference is made of: it changes whenever somebody confirms a record again.
NOT_COMPARED = frozenset({"evidence", "last_confirmed"})


@dataclass(frozen=True, slots=True)
class Different:
    """A row that both answers have: as the later one has it, and (column, before, after) for each that differs."""

    row: Row
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """Two answers of one question, of the days `since` and `as_of`, and what the later has otherwise.

    `matched_by` are the columns that say which rows are the same; rows keep the order of their own answer. `caveats`
    are those of the question and what makes these two answers hard to compare.
    """

    earlier: Answer
    later: Answer
    since: str
    as_of: str
    matched_by: tuple[str, ...]
    new: tuple[Row, ...] = ()
    gone: tuple[Row, ...] = ()
    different: tuple[Different, ...] = ()
    alike: int = 0
    caveats: tuple[str, ...] = field(default=())

    @property
    def question(self) -> Question:
        """The question that both answer."""
        return self.later.question

    @property
    def columns(self) -> dict[str, str]:
        """The columns of `rows` with their meanings: EXTRA, and those of the question."""
        return EXTRA | {c.name: c.meaning for c in self.later.columns}

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The differences as one table: a row for each that is new or gone, and one for each column that differs.

        The question's columns are as the later answer has them, or the earlier where the row is gone.
        """
        return list(self._rows())

    def _rows(self) -> Iterator[dict[str, Any]]:
        blank = dict.fromkeys(("differs_in", "was_before", "is_now"))
        for word, rows in (("new", self.new), ("gone", self.gone)):
            yield from ({"compared": word, **blank, **row} for row in rows)
        for one in self.different:
            for column, before, after in one.changes:
                said = {"compared": "different", "differs_in": column, "was_before": before, "is_now": after}
                yield said | dict(one.row)

    def as_json(self) -> dict[str, Any]:
        """The two answers for programs: what each rests on and assumed, and how they differ."""
        first, second = self.earlier.as_json(), self.later.as_json()
        return {
            "id": self.question.id,
            "question": self.question.question,
            "parameters": second["parameters"],
            "since": {"date": self.since, **{key: first[key] for key in ("rounds", "assumptions")}},
            "as_of": {"date": self.as_of, **{key: second[key] for key in ("rounds", "assumptions")}},
            "matched_by": list(self.matched_by),
            "columns": second["columns"],
            "new": [dict(row) for row in self.new],
            "gone": [dict(row) for row in self.gone],
            "different": [
                {
                    "row": dict(one.row),
                    "changes": [{"column": c, "before": before, "after": after} for c, before, after in one.changes],
                }
                for one in self.different
            ],
            "alike": self.alike,
            "how_to_read": self.later.how_to_read,
            "caveats": [*([self.later.note] if self.later.note else []), *self.caveats],
        }


def beside(earlier: Answer, later: Answer, since: str, as_of: str) -> Beside:
    """The answers of one question at two dates, compared row by row."""
    by = matched_by(later.question, earlier.rows, later.rows)
    before, after = (_by_identity(found.rows, by) for found in (earlier, later))
    new, gone, different, alike = [], [], [], 0
    for key, row in after.items():
        changes = tuple(_changes(before[key], row, by)) if key in before else ()
        if key not in before:
            new.append(row)
        elif changes:
            different.append(Different(row, changes))
        else:
            alike += 1
    gone = [row for key, row in before.items() if key not in after]
    caveats = (*later.caveats, *_hard_to_compare(earlier, later, since, as_of), *_not_told_apart(by, before, after))
    return Beside(earlier, later, since, as_of, by, tuple(new), tuple(gone), tuple(different), alike, caveats)


def matched_by(question: Question, *answers: Sequence[Row]) -> tuple[str, ...]:
    """The columns that say which rows of the answers to a question are the same."""
    if question.identity:
        return question.identity
    ids = [c.name for c in question.columns if c.kinds or re.search(r"(^|_)ids?$", c.name)]
    chosen = [name for name in ids if not name.endswith("ids")] or ids
    texts = [c.name for c in question.columns if c.name not in ids and _is_text(c.name, answers)]
    for name in texts:
        if all(_distinct(rows, chosen) == len(rows) for rows in answers):
            break
        if any(_distinct(rows, [*chosen, name]) > _distinct(rows, chosen) for rows in answers):
            chosen.append(name)
    return tuple(chosen)


def _is_text(name: str, answers: Sequence[Sequence[Row]]) -> bool:
    return all(isinstance(row[name], str | None) for rows in answers for row in rows)


def _distinct(rows: Sequence[Row], columns: Sequence[str]) -> int:
    return len({tuple(_hashable(row[name]) for name in columns) for row in rows})


def _hashable(value: Any) -> Any:  # noqa: ANN401 - whatever a cell holds
    return tuple(sorted(map(str, value))) if isinstance(value, list | tuple) else value


def _by_identity(rows: Sequence[Row], by: Sequence[str]) -> dict[tuple[Any, ...], Row]:
    """The rows by identity, with the number of those before that are alike in it: such rows are matched in order."""
    found: dict[tuple[Any, ...], Row] = {}
    seen: dict[tuple[Any, ...], int] = {}
    for row in rows:
        key = tuple(_hashable(row[name]) for name in by)
        found[(*key, seen.get(key, 0))] = row
        seen[key] = seen.get(key, 0) + 1
    return found


def _changes(before: Row, after: Row, by: Sequence[str]) -> Iterator[Change]:
    for name in after:
        if name not in by and name not in NOT_COMPARED and not _same(before[name], after[name]):
            yield name, before[name], after[name]


def _same(a: Any, b: Any) -> bool:  # noqa: ANN401 - whatever two cells hold
    """Whether two cells say the same: lists in whatever order, and numbers but for rounding."""
    if isinstance(a, float) and isinstance(b, float):
        return math.isclose(a, b, rel_tol=1e-9)
    return bool(_hashable(a) == _hashable(b))


def _hard_to_compare(earlier: Answer, later: Answer, since: str, as_of: str) -> Iterator[str]:
    """Why a difference may not be a change in the place: other sources, nothing loaded, lists cut short."""
    before, after = ({r["source"] for r in found.rounds} for found in (earlier, later))
    if come := sorted(after - before):
        yield (
            f"{listed(come)} {'was' if len(come) == 1 else 'were'} not loaded for {since} and {_is(come)} for {as_of}: "
            "what is new or different may be newly known and have been so before."
        )
    if left := sorted(before - after):
        yield (
            f"{listed(left)} counted for {since} and no longer {'does' if len(left) == 1 else 'do'} for {as_of}: what "
            "is gone or different may still be so, and nobody says it now."
        )
    for found, day in ((earlier, since), (later, as_of)):
        if not found.rows:
            yield f"For {day} there are no rows: {found.nothing_because}"
        limit = found.parameters.get("limit")
        if isinstance(limit, int) and len(found.rows) >= limit:
            yield (
                f"For {day} only the first {counted(limit, 'row')} may be here (limit): a row beyond them looks new "
                "or gone. Ask for more with limit."
            )


def _is(words: Sequence[str]) -> str:
    return "is" if len(words) == 1 else "are"


def _not_told_apart(by: Sequence[str], *sides: Mapping[tuple[Any, ...], Row]) -> Iterator[str]:
    number = sum(key[-1] > 0 for side in sides for key in side)
    if number:
        yield (
            f"{counted(number, 'row')} {'is' if number == 1 else 'are'} like another in {listed(by)}; such rows are "
            "compared in the order they stand in."
        )
