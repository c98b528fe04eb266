"""What people have decided: which records are one, which are not, what no longer counts, which overlaps are meant.

They are kept in `decisions.csv` in the project folder, a row a decision in the order they were made, and can be read
and mended with a spreadsheet. Nothing is taken out of it: a decision that was undone says when.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from linkwork.disk import written
from linkwork.errors import AlreadySo, LinkworkError
from linkwork.graph.judgements import Judgement

FILE = "decisions.csv"
#: Who decides where the project's list of names does.
NAMES_LIST = "names.csv"
Sort = Literal["same", "different", "withdraw", "retire", "deliberate", "accidental"]
#: Of two services that overlap.
JUDGEMENTS: tuple[Sort, Sort] = ("deliberate", "accidental")
PAIRS: tuple[Sort, ...] = ("same", "different", *JUDGEMENTS)
WORDS = {
    "same": "are one",
    "different": "are not one",
    "withdraw": "no longer counts",
    "retire": "says no more",
    "deliberate": "overlap deliberately",
    "accidental": "overlap by accident",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. Of two records that are one, `subject` is the id that stays, `other` the one that becomes a name.

    `subject` is a round's id for `withdraw` and a source's name for `retire`; `other` is empty for those. `review_on`
    is the day to look again at an overlap. Dates are ISO; `undone_on` is empty while the decision holds.
    """

    number: int
    decision: Sort
    subject: str
    other: str = ""
    reason: str = ""
    decided_by: str = ""
    decided_on: str = ""
    undone_on: str = ""
    review_on: str = ""

    def __str__(self) -> str:
        """The decision in words."""
        both = f"{self.subject} and {self.other}" if self.other else self.subject
        return f"{self.number}: {both} {WORDS[self.decision]}"


COLUMNS = tuple(field.name for field in fields(Decision))
#: Those that hold a day, or nothing.
DAYS = ("decided_on", "undone_on", "review_on")


@dataclass(frozen=True, slots=True)
class Decisions:
    """All decisions of a project, in the order they were made."""

    every: tuple[Decision, ...] = ()

    def holding(self, *sorts: Sort) -> list[Decision]:
        """Those of these sorts that have not been undone."""
        return [one for one in self.every if one.decision in sorts and not one.undone_on]

    def same(self) -> dict[str, str]:
        """For each id that became a name of another record, the id that stays: followed to the end of the chain."""
        stays = {one.other: one.subject for one in self.holding("same")}
        return {other: _end(other, stays) for other in stays}

    def only_names(self) -> frozenset[str]:
        """The ids that became a name of another record because the project's list of names says so."""
        return frozenset(one.other for one in self.holding("same") if one.decided_by == NAMES_LIST)

    def different(self) -> set[frozenset[str]]:
        """The pairs of ids that are not one."""
        return {frozenset((one.subject, one.other)) for one in self.holding("different")}

    def withdrawn(self) -> dict[str, str]:
        """The rounds that no longer count, each with the reason."""
        return {one.subject: one.reason for one in self.holding("withdraw")}

    def retired(self) -> dict[str, str]:
        """The sources that say no more, each with the day."""
        return {one.subject: one.decided_on for one in self.holding("retire")}

    def judged(self) -> tuple[Judgement, ...]:
        """The overlaps that were judged, by the services that stay: of one pair the last judgement that holds."""
        stays, found = self.same(), dict[frozenset[str], Judgement]()
        for row, one in enumerate(self.every, start=2):
            if one.decision in JUDGEMENTS and not one.undone_on:
                ends = (stays.get(one.subject, one.subject), stays.get(one.other, one.other))
                said = (one.decision, one.reason, one.decided_by, one.decided_on, one.review_on)
                found[frozenset(ends)] = Judgement(*ends, *said, row)
        return tuple(one for pair, one in found.items() if len(pair) > 1)

    def judge(self, judgement: Decision) -> "Decisions":
        """The decisions with this judgement, numbered, in the place of one of the same two services.

        Raises LinkworkError where the same has been said of them already.
        """
        said = ("decision", "reason", "decided_by", "review_on")
        made = self
        for one in self._of_pair(judgement.subject, judgement.other):
            if all(getattr(one, name) == getattr(judgement, name) for name in said):
                raise AlreadySo(f"That has been decided already, as decision {one}. Nothing was changed.")
            made = made.undo(one.number, judgement.decided_on)
        return made.add(judgement)

    def unjudge(self, a: str, b: str, on: str) -> "Decisions":
        """The decisions without a judgement of two services. Raises LinkworkError where there is none."""
        held = self._of_pair(a, b)
        if not held:
            raise AlreadySo(
                f"No judgement of {a} and {b} was made here, so there is none to undo. One that a source states is "
                "changed in that source. Nothing was changed."
            )
        made = self
        for one in held:
            made = made.undo(one.number, on)
        return made

    def _of_pair(self, a: str, b: str) -> list[Decision]:
        stays = self.same()
        wanted = frozenset(stays.get(id_, id_) for id_ in (a, b))
        held = self.holding(*JUDGEMENTS)
        return [one for one in held if frozenset(stays.get(id_, id_) for id_ in (one.subject, one.other)) == wanted]

    def add(self, decision: Decision) -> "Decisions":
        """The decisions with one more, numbered.

        Raises LinkworkError where it cannot be: the same again, a circle, or one that could not be read again.
        """
        numbered = replace(decision, number=1 + max((one.number for one in self.every), default=0))
        cells = {name: str(value) for name, value in asdict(numbered).items()}
        if wrong := _wrong(cells):
            raise LinkworkError(f"{wrong[0]}: {wrong[1]} Nothing was changed.")
        made = _decision(cells)
        if twin := next((one for one in self.holding(made.decision) if _about(one) == _about(made)), None):
            raise AlreadySo(f"That has been decided already, as decision {twin}. Nothing was changed.")
        if made.decision in ("same", "different"):
            self._check_pair(made)
        return Decisions((*self.every, made))

    def undo(self, number: int, on: str) -> "Decisions":
        """The decisions with one of them undone. Raises LinkworkError if there is none of that number that holds."""
        if not any(one.number == number and not one.undone_on for one in self.every):
            held = ", ".join(str(one.number) for one in self.every if not one.undone_on) or "none"
            raise AlreadySo(f"There is no decision {number} to undo. Those that hold are: {held}.")
        return Decisions(tuple(replace(one, undone_on=on) if one.number == number else one for one in self.every))

    def _check_pair(self, made: Decision) -> None:
        if made.subject == made.other:
            raise LinkworkError(f"{made.subject} is one record already. Nothing was changed.")
        stays = self.same()
        ends = [stays.get(id_, id_) for id_ in (made.subject, made.other)]
        if ends[0] == ends[1]:
            raise LinkworkError(f"{made.subject} and {made.other} are one by earlier decisions. Undo those first.")
        if made.decision == "same" and frozenset((made.subject, made.other)) in self.different():
            raise LinkworkError(f"{made.subject} and {made.other} were decided not to be one. Undo that first.")
        if made.decision == "same" and made.other in stays:
            raise LinkworkError(f"{made.other} is {stays[made.other]} by an earlier decision. Name that id.")


def read_decisions(folder: Path) -> Decisions:
    """The decisions of a project folder; none if there is no file. Raises LinkworkError naming what cannot be read."""
    path = folder / FILE
    if not path.exists():
        return Decisions()
    try:
        reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))
        headings, rows = list(reader.fieldnames or ()), list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise LinkworkError(f"{path} cannot be read: {error}. Nothing was changed.") from error
    _must_be_whole(path, headings, rows)
    decisions = tuple(_read(row, number) for number, row in enumerate(rows, start=2))
    seen: set[int] = set()
    for place, one in enumerate(decisions, start=2):
        if one.number in seen:
            raise LinkworkError(
                f"{FILE}, row {place}, column number: {one.number} is there twice. Nothing was changed."
            )
        seen.add(one.number)
    found = Decisions(decisions)
    found.same()
    return found


def _must_be_whole(path: Path, headings: Sequence[str], rows: Sequence[Mapping[str, str | None]]) -> None:
    """Raise LinkworkError for a file that has lost its headings, or the end of a row: decisions went with it."""
    if not {"number", "decision", "subject"} <= set(headings):
        raise LinkworkError(
            f"{path} is damaged: its first row does not name the columns number, decision and subject. "
            "Nothing was changed. Put it back from a backup; without any decision, take the file away."
        )
    for place, row in enumerate(rows, start=2):
        if None in row.values():
            raise LinkworkError(
                f"{path} is damaged: row {place} ends early. Nothing was changed. Put the file back from a backup."
            )


def write_decisions(folder: Path, decisions: Decisions) -> None:
    """Write the file whole or not at all."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(one) for one in decisions.every)
    written(folder / FILE, out.getvalue().encode())


def today() -> str:
    """The day on which a decision is made."""
    return date.today().isoformat()


def _about(one: Decision) -> frozenset[str]:
    return frozenset((one.subject, one.other))


def _end(id_: str, stays: Mapping[str, str]) -> str:
    """Where a chain of decisions ends. Raises LinkworkError for one that goes round, which only an editor can make."""
    seen: list[str] = []
    while id_ in stays:
        if id_ in seen:
            raise LinkworkError(f"{FILE}: {' -> '.join([*seen, id_])} goes round. Take one of these decisions out.")
        seen.append(id_)
        id_ = stays[id_]
    return id_


def _read(row: Mapping[str, str | None], place: int) -> Decision:
    cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
    wrong = _wrong(cells)
    if wrong:
        column, reason = wrong
        raise LinkworkError(f"{FILE}, row {place}, column {column}: {reason} Nothing was changed.")
    return _decision(cells)


def _decision(cells: Mapping[str, str]) -> Decision:
    """The decision of cells that nothing is wrong with; a day written without its hyphens has them."""
    rest = {name: value for name, value in cells.items() if name not in ("number", "decision", *DAYS)}
    days = {name: date.fromisoformat(cells[name]).isoformat() if cells[name] else "" for name in DAYS}
    sort: Sort = cells["decision"]  # type: ignore[assignment]
    return Decision(int(cells["number"]), sort, **rest, **days)


def _wrong(cells: Mapping[str, str]) -> tuple[str, str] | None:
    """The column that cannot be read, and why."""
    allowed: Sequence[str] = get_args(Sort)
    if not cells["number"].isdecimal():
        return "number", f"{cells['number']!r} is not a whole number."
    if cells["decision"] not in allowed:
        return "decision", f"{cells['decision']!r} is not one of {', '.join(allowed)}."
    needed = {"subject": "it is blank."}
    if cells["decision"] in PAIRS:
        needed["other"] = "it is blank; such a decision is about two records."
    if cells["decision"] == "retire":
        needed["decided_on"] = "it is blank; it says from which day on the source says no more."
    for name, reason in needed.items():
        if not cells[name]:
            return name, reason
    for name in DAYS:
        try:
            date.fromisoformat(cells[name] or "2000-01-01")
        except ValueError:
            return name, f"{cells[name]!r} is not a day such as 2024-03-31."
    return None
