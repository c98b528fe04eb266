"""People of a list: who is the same person, and what is held of them, without a word of it in a message.

A person is known by the work e-mail address, else by the name within the organisation that the list gives. An address
that two names share is no one's own. The id is random; the register that finds it again lies with the personal values.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import polars as pl

from linkwork.errors import Problem
from linkwork.graph.identity import Names, slug
from linkwork.graph.parsing import parse
from linkwork.graph.records import Table, node_table
from linkwork.graph.schema import SCHEMA
from linkwork.loaders._known import Register
from linkwork.loaders._workbook_names import says_unknown

KEPT = ("name", "work_email", "work_phone", "job_title", "lawful_basis", "keep_until", "opted_out")
GROUND = ("lawful_basis", "keep_until")
GROUND_WHY = "personal data may be held only with a lawful basis and a day by which it goes"

Cells = Mapping[str, str | None]


@dataclass(slots=True)
class Row:
    """One row that names a person: its cells by property, where it stands, and how its columns are headed.

    `at` are the words for where the person works that may tell people of one name apart, the likeliest first.
    """

    cells: Cells
    headings: Mapping[str, str]
    at: tuple[str, ...] = ()
    id: str = ""

    def place(self) -> str:
        """File, sheet and row in words."""
        return self.problem("", "").place

    def problem(self, key: str, message: str) -> Problem:
        """A problem in this row."""
        number = self.cells["_row"]
        heading = self.headings.get(key, key)
        row = number if isinstance(number, int) else None
        return Problem(str(self.cells["_file"]), self.cells["_sheet"] or "", row, heading, message)

    @property
    def email(self) -> str:
        """The work e-mail address, as addresses are compared."""
        return (self.cells.get("work_email") or "").strip().lower()

    @property
    def key(self) -> str:
        """The name within the organisation."""
        return f"{slug(self.cells['name'] or '')}/{self.at[0] if self.at else ''}"


@dataclass(slots=True)
class People:
    """The people of one load."""

    names: Names
    register: Register
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    #: Addresses that belonged to somebody of another name.
    moved: set[str] = field(default_factory=set)

    def known(self, rows: Sequence[Row]) -> dict[str, list[Row]]:
        """The rows of each person, by id; each row is given its `id`."""
        groups = list(self._groups(rows))
        # Addresses first, so that nobody is given the id of a namesake whose address tells them apart.
        ids = {number: self._by_email(group) for number, group in enumerate(groups)}
        found: dict[str, list[Row]] = {}
        taken = {id_ for id_ in ids.values() if id_}
        for number, group in enumerate(groups):
            id_ = ids[number] or self._by_name(group, taken) or self._new(group)
            taken.add(id_)
            found[id_] = group
            self._remember(group, id_)
            for row in group:
                row.id = id_
        return found

    def table(self, people: Mapping[str, Sequence[Row]], keys: Sequence[str]) -> Table:
        """One Person each with what their rows say; rows that contradict each other are noted."""
        made = [self._one(id_, rows, keys) for id_, rows in people.items()]
        headings = {key: heading for rows in people.values() for row in rows for key, heading in row.headings.items()}
        return node_table("Person", made, keys, headings)

    def _groups(self, rows: Sequence[Row]) -> Iterator[list[Row]]:
        shared = self._shared(rows)
        by_email: dict[str, list[Row]] = {}
        rest: list[Row] = []
        for row in rows:
            if row.email and row.email not in shared:
                by_email.setdefault(row.email, []).append(row)
            else:
                rest.append(row)
        owners: dict[str, set[str]] = {}
        for email, group in by_email.items():
            for row in group:
                owners.setdefault(row.key, set()).add(email)
        alone: dict[str, list[Row]] = {}
        for row in rest:
            emails = owners.get(row.key, set())
            home = by_email[next(iter(emails))] if len(emails) == 1 else alone.setdefault(row.key, [])
            home.append(row)
        self._namesakes([*by_email.values(), *alone.values()])
        yield from (*by_email.values(), *alone.values())

    def _shared(self, rows: Sequence[Row]) -> set[str]:
        """The addresses that stand beside more than one name."""
        named: dict[str, dict[str, Row]] = {}
        for row in rows:
            if row.email:
                named.setdefault(row.email, {}).setdefault(slug(row.cells["name"] or ""), row)
        shared = {email: list(by_name.values()) for email, by_name in named.items() if len(by_name) > 1}
        for first, *others in shared.values():
            also = "; ".join(other.place() for other in others)
            self.warnings.append(
                f"{first.place()} has the same work e-mail address as {also} and another name: taken for different "
                "people who share an address. If they are one person, write one name."
            )
        return set(shared)

    def _namesakes(self, groups: Sequence[Sequence[Row]]) -> None:
        first: dict[str, Row] = {}
        for group in groups:
            called = slug(group[0].cells["name"] or "")
            other = first.setdefault(called, group[0])
            if other is not group[0] and not (other.email and group[0].email):
                self.warnings.append(
                    f"{group[0].place()} has the same name as {other.place()}: taken for two people. If they are one, "
                    "write the same work e-mail address, or the same organisation, in both rows."
                )

    def _by_email(self, group: Sequence[Row]) -> str | None:
        """The id of the one person whom any source knows by this address, unless all of the name has changed."""
        first = group[0]
        kept = self.register.meant(first.email, "Person").id if first.email else None
        if kept is None:
            return None
        before = {word for called in self.register.called(kept) - {slug(first.email)} for word in called.split("-")}
        if before & set(slug(first.cells["name"] or "").split("-")):
            return kept
        self.moved.add(first.email)
        return None

    def _by_name(self, group: Sequence[Row], taken: set[str]) -> str | None:
        """The id kept from an earlier round for the name within the organisation; None for a new person."""
        first = group[0]
        for within in dict.fromkeys(word for row in group for word in row.at or ("",)):
            kept = self.names.recall("Person", first.cells["name"] or "", within)
            if kept and kept not in taken:
                return kept
        if first.email in self.moved:
            self.warnings.append(
                f"{first.place()} has a work e-mail address that belonged to somebody of another name before: taken "
                "for a new person."
            )
        return None

    def _new(self, group: Sequence[Row]) -> str:
        # The id is made for a name that nobody has yet, so that it is never one that another person in the list took.
        name, at = group[0].cells["name"] or "", group[0].at
        fresh = Names(self.names.source, {}, self.names.schema)
        return fresh.by_name("Person", name, at[0] if at else "")

    def _remember(self, group: Sequence[Row], id_: str) -> None:
        for row in group:
            name = row.cells["name"] or ""
            for within in row.at or ("",):
                if self.names.recall("Person", name, within) is None:  # a namesake came first
                    self.names.name_as("Person", name, id_, within)
            self.names.called("Person", name, id_)
            if row.email:
                self.names.called("Person", row.email, id_)

    def _one(self, id_: str, rows: Sequence[Row], keys: Sequence[str]) -> dict[str, object]:
        first = rows[0]
        made: dict[str, object] = {"id": id_, **{part: first.cells[part] for part in ("_file", "_sheet", "_row")}}
        for key in keys:
            said = [row for row in rows if row.cells.get(key)]
            made[key] = said[0].cells[key] if said else None
            for row in said[1:]:
                if key != "name" and _comparable(row.cells[key], key) != _comparable(said[0].cells[key], key):
                    message = f"this row and {said[0].place()} are the same person and do not say the same here"
                    self.problems.append(row.problem(key, message))
        return made


@lru_cache(maxsize=1 << 12)
def _comparable(cell: str | None, key: str) -> str:
    prop = SCHEMA.node["Person"].property(key)
    read = parse(pl.Series(key, [cell], pl.Utf8), prop).item() if prop else None
    return str(read if read is not None else cell).strip().lower()


def ground_problems(row: Row, there: Collection[str], today: date | None = None) -> Iterator[Problem]:
    """What is wrong with why, and until when, a person is held. `there` are the properties that the list has."""
    for key in GROUND:
        cell = row.cells.get(key)
        if key in there and (not cell or says_unknown(cell)):
            yield row.problem(key, f"{'this says not known' if cell else 'this cell is blank'}; {GROUND_WHY}")
    until = row.cells.get("keep_until")
    if until and (last := last_day(until)) and last < (today or date.today()).isoformat():
        yield row.problem("keep_until", "this day is past, so the person may not be held; take the row out")


@lru_cache(maxsize=1 << 12)
def last_day(cell: str) -> str | None:
    """The last day, ISO, of the day, month or year that a cell says; None where it says none."""
    said = parse(pl.Series("day", [cell], pl.Utf8), _KEEP_UNTIL).item()
    if said is None:
        return None
    if len(said) == 4:
        return f"{said}-12-31"
    if len(said) == 7:
        return f"{said}-31"
    return str(said)


_KEEP_UNTIL = next(p for p in SCHEMA.node["Person"].properties if p.name == "keep_until")
