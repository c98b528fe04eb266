"""Who was invited to which engagement and who came: counts for organisations, and people only where they may be held.

A row is an engagement on a day and, of it, an organisation with counts, or a person, or neither: then the counts are of
the whole engagement. A count is kept as it stands, and none is ever added to another: somebody who came twice, or who
came for two organisations, would be counted twice.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from linkwork.errors import Problem
from linkwork.graph.identity import Names, slug
from linkwork.graph.naming import name_of_several
from linkwork.graph.privacy import quoted
from linkwork.graph.records import About, Reading, Scope, Table, link_table, node_table
from linkwork.loaders import Column, Loader
from linkwork.loaders._columns import Taken, Wanted
from linkwork.loaders._known import Meant, Register
from linkwork.loaders._people import GROUND, GROUND_WHY, People, Row, ground_problems, last_day
from linkwork.loaders._quiet import pattern, read_quietly, take_quietly
from linkwork.loaders._workbook_round import YES_NO

COLUMNS = (
    Column("engagement", "what it was called, the same in every row of it, or its id", True),
    Column("date", "the day it was held, such as 2026-03-31", True),
    Column("category", "interview, survey, meeting"),
    Column("organisation", "who is counted: a name or an id; beside a person, where that person works"),
    Column("person", "a person's full name; kept apart. Blank where only counts are known"),
    Column("work_email", "the person's work e-mail address; kept apart"),
    Column("invited", "how many people were invited, or yes or no"),
    Column("came", "how many people came, or yes or no"),
    Column("n", "how many people, where invited and came say yes; not for a person"),
    Column("counting_note", "what the counts are and what they may not be added to"),
    Column("lawful_basis", "of a person: why the person may be held"),
    Column("keep_until", "of a person: the day after which the person must go"),
)
PATTERNS = {
    "engagement": pattern("engagement", "event", "meeting"),
    "date": pattern("date", "held on", "day"),
    "organisation": "organi[sz]ation",
    "person": pattern("person", "name", "full name", "attendee", "participant"),
    "work_email": "(work )?e ?mail( address)?",
    "invited": pattern("invited", "n invited"),
    "came": pattern("came", "took part", "attended", "n took part"),
    "n": pattern("n", "number", "people", "how many"),
    "lawful_basis": "lawful basis|legal basis",
}
WANTED = [Wanted(column, column.name, PATTERNS.get(column.name, "")) for column in COLUMNS]
HELD = ("name", "work_email", *GROUND)
OF_ENGAGEMENT = {"name": "engagement", "date": "date", "category": "category", "counting_note": "counting_note"}
#: A column of the list, the link it stands for, and the property of the engagement where it counts everybody.
ASKED = {"invited": ("INVITED", "n_invited"), "came": ("TOOK_PART", "n_took_part")}


@dataclass(slots=True)
class Part:
    """What one row says of one engagement: None or "0" for a column that says nobody; "" for somebody, not how many."""

    row: Row
    engagement: str
    said: dict[str, str | None]


@dataclass(slots=True)
class Reader:
    """The rows of one load on their way to records."""

    names: Names
    register: Register
    people: People
    parts: list[Part] = field(default_factory=list)
    waiting: set[str] = field(default_factory=set)
    #: What was worked out once: engagements by name and day, and what the names of organisations mean.
    held: dict[tuple[str, str], str] = field(default_factory=dict)
    organisations: dict[str, Meant] = field(default_factory=dict)
    nobody: int = 0

    def note(self, problem: Problem) -> None:
        """Keep a problem."""
        self.people.problems.append(problem)

    def warn(self, sentence: str) -> None:
        """Keep a warning."""
        self.people.warnings.append(sentence)

    def take(self, row: Row, there: Collection[str]) -> None:
        """Read one row; what is wrong with it is noted."""
        engagement = self._engagement(row)
        person = bool(row.cells.get("name"))
        if person:
            for problem in ground_problems(row, there):
                self.note(problem)
            row.at = tuple(word for word in (slug(row.cells.get("organisation") or ""),) if word)
        elif row.cells.get("work_email"):
            self.note(row.problem("work_email", "this address has no name beside it; write the person's name"))
        if person and not slug(row.cells.get("name") or ""):
            self.note(row.problem("name", "the name has no letters or digits to know the person by"))
        if (n := row.cells.get("n")) and not _number(n):
            self.note(row.problem("n", f"{quoted(n, 'small')} is not a whole number of 0 or more"))
            return
        said = {key: self._count(row, key, person) for key in ASKED}
        if n and not person and not any(said.values()):
            self.note(row.problem("n", "this row has a number and says neither invited nor came; write yes in one"))
        whole = not (person or row.cells.get("organisation"))
        self.nobody += not (any(map(_somebody, said.values())) or (whole and any(said.values())))
        if engagement:
            self.parts.append(Part(row, engagement, said))

    def _engagement(self, row: Row) -> str | None:
        """The engagement's id: its name and its day, so that two meetings of one name are two."""
        name, day = row.cells["engagement"], row.cells["date"]
        if not name or not slug(name):
            self.note(row.problem("engagement", "this cell is blank; every row says which engagement"))
        if not day:
            self.note(row.problem("date", "this cell is blank; every row says on which day"))
        if not (name and slug(name) and day):
            return None
        if self.names.schema.kind_of_id(name.strip().lower()) == "Engagement":
            meant = self.register.meant(name, "Engagement").id
            if meant and _is_id(name, meant):
                return meant
        if (name, day) not in self.held:
            self.held[name, day] = self.names.by_name("Engagement", f"{name} {last_day(day) or day}")
        return self.held[name, day]

    def _count(self, row: Row, key: str, person: bool) -> str | None:
        cell, n = row.cells.get(key), (row.cells.get("n") or "").replace(",", "")
        if not cell:
            return None
        yes = YES_NO.get(cell.lower())
        if yes is None and not _number(cell):
            self.note(row.problem(key, f"{cell!r} is not a number, yes or no"))
            return None
        number = "" if yes is not None else cell.replace(",", "")
        none = bool(number) and int(number) == 0
        if yes is False or (none and person):
            return None
        if person:
            if n or (number and number != "1"):
                self.note(row.problem(key, "a row that names a person counts that person alone; leave out the number"))
            return ""
        if number and n and number != n:
            self.note(row.problem(key, f"this says {number} and the column n says {n}; leave one of them out"))
        return "0" if none else number or n

    def organisation(self, row: Row) -> str | None:
        """The id of the row's organisation; one that nobody has described waits."""
        cell = row.cells.get("organisation") or ""
        if cell not in self.organisations:  # no organisation is made here, so that it means the same in every row
            self.organisations[cell] = self.register.meant(cell, "Organisation")
        meant = self.organisations[cell]
        if meant.id or not cell:
            return meant.id
        if meant.ids:
            self.note(row.problem("organisation", name_of_several(repr(cell), "Organisation", meant.ids)))
            return None
        if not slug(cell):
            self.note(row.problem("organisation", f"{cell!r} has no letters or digits to know it by"))
            return None
        id_ = self.register.waiting(cell, "Organisation")
        if id_ not in self.waiting:
            self.waiting.add(id_)
            waits = "its links wait for it. Load what describes it, or write its id"
            self.warn(str(row.problem("organisation", f"no organisation of the name {cell!r} is known: {waits}")))
        return id_


def load(paths: Sequence[Path], names: Names) -> Reading:
    """Engagements with INVITED and TOOK_PART, and the people among them; no personal value is in any message."""
    register = Register(names)
    reader = Reader(names, register, People(names, register))
    there: dict[str, None] = {}
    for sheet in read_quietly(paths):
        if sheet.headings:
            _sheet(take_quietly(sheet, WANTED), reader, there)
    people = reader.people
    persons = [part.row for part in reader.parts if part.row.cells.get("name")]
    known = people.known(persons)
    kept = [key for key in HELD if key in there]
    tables = [people.table(known, kept)] if known else []
    tables = [*_engagements(reader, there), *tables, *_links(reader, there)]
    links = tuple(link for key, (link, _) in ASKED.items() if key in there)
    if reader.nobody:
        rows = "1 row says" if reader.nobody == 1 else f"{reader.nobody} rows say"
        reader.warn(f"{rows} that nobody was invited and nobody came: only the engagement is kept of that")
    return Reading(tuple(tables), tuple(people.problems), tuple(people.warnings), About(scope=Scope(links=links)))


def _sheet(taken: Taken, reader: Reader, there: dict[str, None]) -> None:
    for problem in taken.problems:
        reader.note(problem)
    for sentence in taken.warnings:
        reader.warn(sentence)
    if taken.rows is None:
        return
    headings = {("name" if key == "person" else key): heading for key, heading in taken.headings.items()}
    there |= dict.fromkeys(headings)
    if not headings.keys() & ASKED.keys():
        reader.note(taken.problem(None, "", "there is neither a column 'invited' nor a column 'came'"))
        return
    rows = taken.rows.rename({"person": "name"}, strict=False)
    if "name" in headings and rows["name"].null_count() < rows.height:
        for key in GROUND:
            if key not in headings:
                reader.note(taken.problem(None, key, f"the list names people and has no column {key!r}; {GROUND_WHY}"))
    for cells in rows.iter_rows(named=True):
        reader.take(Row(cells, headings), headings.keys())


def _engagements(reader: Reader, there: Collection[str]) -> Iterator[Table]:
    """One Engagement each with what its rows say of it; one that is named by id keeps the name it has."""
    said = {prop: key for prop, key in OF_ENGAGEMENT.items() if key in there}
    counted = {prop: key for key, (_, prop) in ASKED.items() if key in there}
    made: dict[str, dict[str, object]] = {}
    for part in reader.parts:
        record = made.setdefault(part.engagement, {"id": part.engagement, **_place(part.row)})
        whole = not (part.row.cells.get("name") or part.row.cells.get("organisation"))
        facts = {prop: part.row.cells.get(key) for prop, key in said.items()}
        facts |= {prop: part.said[key] or None for prop, key in counted.items() if whole}
        for prop, value in facts.items():
            if value and record.get(prop) and _comparable(record[prop], prop) != _comparable(value, prop):
                message = f"an earlier row says something else of {part.engagement}, and a thing is said once"
                reader.note(part.row.problem({**said, **counted}[prop], message))
            record[prop] = record.get(prop) or value
    columns = [*said, *(prop for prop in counted if any(record.get(prop) for record in made.values()))]
    headings = {prop: reader.parts[0].row.headings.get(key, key) for prop, key in said.items()} if reader.parts else {}
    by_id = [record for id_, record in made.items() if _is_id(str(record["name"]), id_)]
    by_name = [record for record in made.values() if record not in by_id]
    if by_name:
        yield node_table("Engagement", by_name, columns, headings)
    if by_id:
        yield node_table("Engagement", by_id, [column for column in columns if column != "name"], headings)


def _number(cell: str) -> bool:
    return re.fullmatch(r"[0-9]{1,9}|[0-9]{1,3}(,[0-9]{3}){1,2}", cell) is not None


def _somebody(count: str | None) -> bool:
    """Whether a count, as a Part has it, says that there was anybody."""
    return count not in (None, "0")


def _is_id(cell: str, id_: str) -> bool:
    return cell.strip().lower() == id_


def _comparable(value: object, prop: str) -> str:
    if prop == "name":
        return slug(str(value))
    return (last_day(str(value)) if prop == "date" else None) or str(value)


def _place(row: Row) -> Mapping[str, object]:
    return {part: row.cells[part] for part in ("_file", "_sheet", "_row")}


def _links(reader: Reader, there: Collection[str]) -> Iterator[Table]:
    """INVITED and TOOK_PART; a row said twice is kept once, and two counts of one thing are a problem."""
    for key, (link, _) in ASKED.items():
        made: dict[tuple[str, str], tuple[Part, dict[str, object]]] = {}
        for part in reader.parts if key in there else ():
            row, n = part.row, part.said[key]
            person = bool(row.cells.get("name"))
            from_id = row.id if person else reader.organisation(row)
            if n is None or not _somebody(n) or not from_id:
                continue
            ends = {"from_kind": "Person" if person else "Organisation", "from_id": from_id}
            facts = {**ends, "to_kind": "Engagement", "to_id": part.engagement, "n": n or None, **_place(row)}
            first, before = made.setdefault((from_id, part.engagement), (part, facts))
            if first is not part:
                _again(reader, part, first, key, before["n"] == (n or None))
        if made:
            yield link_table(link, [facts for _, facts in made.values()], ("n",), {"n": key})


def _again(reader: Reader, part: Part, first: Part, key: str, same: bool) -> None:
    if not same:
        message = f"this row and {first.row.place()} count one organisation at one engagement twice, not alike"
        reader.note(part.row.problem(key, f"{message}; counts are never added up: write one row"))
    elif not part.row.cells.get("name"):
        sentence = f"this row says what {first.row.place()} says and is kept once; write in n how many people came"
        reader.warn(str(part.row.problem(key, sentence)))


LOADER = Loader(
    name="attendance",
    description="Who was invited to which engagement and who came",
    reads="a CSV or a workbook with a row for each organisation, or person, at each engagement",
    columns=COLUMNS,
    load=load,
)
