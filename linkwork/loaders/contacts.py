"""People and what they are contacts for: kept apart from everything else, with why and until when they may be held.

A row is a person with an organisation, a service, a post or a board; a person who is in several has several rows. What
a person belongs to is described by other sources, so it is named by id, by official number (`chc:1034374`), or by a
name that only one thing has in any source of the project. A name that nothing has makes a link that waits for its end.
No message shows what a personal cell holds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from linkwork.errors import Problem
from linkwork.graph.identity import Names, slug
from linkwork.graph.naming import name_of_several
from linkwork.graph.records import About, Reading, Scope, Table, link_table
from linkwork.loaders import Column, Loader
from linkwork.loaders._columns import Taken, Wanted
from linkwork.loaders._known import Register
from linkwork.loaders._people import KEPT, People, Row, ground_problems
from linkwork.loaders._quiet import pattern, read_quietly, take_quietly

COLUMNS = (
    Column("name", "the person's full name; kept apart", True),
    Column("job_title", "job title; kept apart"),
    Column("work_email", "work e-mail address; kept apart. It tells people of one name apart"),
    Column("work_phone", "work telephone number; kept apart"),
    Column("organisation", "the organisations the person is the contact for, with ; between: names or ids"),
    Column("service", "the services the person is the contact for, with ; between: names or ids"),
    Column("post", "the posts the person holds, with ; between: names or ids"),
    Column("board", "the boards the person sits on, with ; between: names or ids"),
    Column("seat", "the seat on those boards: chair, member, observer"),
    Column("lawful_basis", "why the person may be held: consent, public task, legitimate interests", True),
    Column("keep_until", "the day after which the person must go, such as 2027-03-31", True),
    Column("opted_out", "yes where the person asked not to be contacted"),
)
PATTERNS = {
    "name": pattern("name", "full name", "contact", "contact name"),
    "job_title": pattern("job title", "job", "position"),
    "work_email": "(work )?e ?mail( address)?",
    "work_phone": "(work )?(tele)?phone( number)?",
    "organisation": "organi[sz]ations?",
    "service": "services?",
    "post": "posts?",
    "board": "boards?",
    "lawful_basis": "lawful basis|legal basis",
}
WANTED = [Wanted(column, column.name, PATTERNS.get(column.name, "")) for column in COLUMNS]
#: What a row may name, in the order that what holds another comes before it: its kind and the link to it.
NAMED = {
    "organisation": ("Organisation", "CONTACT_FOR"),
    "service": ("Service", "CONTACT_FOR"),
    "post": ("Post", "HOLDS"),
    "board": ("Board", "SITS_ON"),
}
LINKS = ("CONTACT_FOR", "HOLDS", "SITS_ON")


@dataclass(slots=True)
class Ends:
    """What rows name, found or waiting; what is unclear and what waits is noted."""

    register: Register
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def of(self, row: Row) -> dict[str, list[str]]:
        """The ids that the row names, by column."""
        found: dict[str, list[str]] = {}
        for key, (kind, _) in NAMED.items():
            holder = {"service": "organisation", "post": "service"}.get(key, "")
            holders = found.get(holder, [])
            within = holders[0] if len(holders) == 1 else ""
            parts = [part.strip() for part in (row.cells.get(key) or "").split(";")]
            ids = (self._one(row, key, kind, (part, within)) for part in parts if part)
            found[key] = list(dict.fromkeys(id_ for id_ in ids if id_))
        return found

    def _one(self, row: Row, key: str, kind: str, named: tuple[str, str]) -> str | None:
        cell, within = named
        meant = self.register.meant(cell, kind, within)
        if len(meant.ids) > 1:
            self.problems.append(row.problem(key, name_of_several(repr(cell), kind, meant.ids)))
            return None
        if meant.id:
            return meant.id
        if not slug(cell):
            self.problems.append(row.problem(key, f"{cell!r} has no letters or digits to know it by"))
            return None
        inside = f" within {within}" if within else ""
        known = f"no {kind.lower()} of the name {cell!r} is known{inside}"
        if within and (others := self.register.elsewhere(cell, kind, within)):
            known += f", only {', '.join(others)}"
        waits = "the link waits for it. Load what describes it, or write its id"
        self.warnings.append(str(row.problem(key, f"{known}: {waits}")))
        return self.register.waiting(cell, kind, within)


def load(paths: Sequence[Path], names: Names) -> Reading:
    """A Person each with CONTACT_FOR, HOLDS and SITS_ON, with every problem and no personal value in any message."""
    register = Register(names)
    people, ends = People(names, register), Ends(register)
    rows: list[Row] = []
    there: dict[str, None] = {}
    for sheet in read_quietly(paths):
        if sheet.headings:
            taken = take_quietly(sheet, WANTED)
            people.problems += taken.problems
            people.warnings += taken.warnings
            there |= dict.fromkeys(taken.headings if taken.rows is not None else ())
            rows += _rows(taken, people.problems)
    named = [(row, ends.of(row)) for row in rows]
    for row, found in named:
        row.at = tuple(dict.fromkeys((*found["organisation"][:1], slug(row.cells.get("organisation") or ""))))
        row.at = tuple(word for word in row.at if word)
        people.problems += ground_problems(row, KEPT)
        people.problems += _for_nothing(row)
    known = people.known(rows)
    kept = [key for key in KEPT if key in there]
    tables = [people.table(known, kept)] if known else []
    asked = tuple(link for link in LINKS if any(NAMED[key][1] == link for key in NAMED if key in there))
    tables += _links(named, asked, people.problems, "seat" in there)
    scope = Scope(kinds=("Person", *LINKS), links=asked)
    problems = (*people.problems, *ends.problems)
    return Reading(tuple(tables), problems, (*people.warnings, *ends.warnings), About(scope=scope))


def _rows(taken: Taken, problems: list[Problem]) -> Iterator[Row]:
    """The rows that name somebody; a row without a name is a problem."""
    if taken.rows is None:
        return
    for cells in taken.rows.iter_rows(named=True):
        row = Row(cells, taken.headings)
        if cells["name"] and slug(cells["name"]):
            yield row
        else:
            blank = "this cell is blank; every row names a person"
            why = "the name has no letters or digits" if cells["name"] else blank
            problems.append(row.problem("name", why))


def _for_nothing(row: Row) -> Iterator[Problem]:
    if not any(row.cells.get(key) for key in NAMED):
        message = f"this row does not say what the person is a contact for; fill in one of {', '.join(NAMED)}"
        yield row.problem("organisation", message)
    if row.cells.get("seat") and not row.cells.get("board"):
        yield row.problem("seat", "a seat is on a board; say which, or leave this cell blank")


def _links(
    named: Sequence[tuple[Row, dict[str, list[str]]]], asked: Sequence[str], problems: list[Problem], seats: bool
) -> Iterator[Table]:
    """A table for each kind of link that the columns had room for; a link that two rows say is kept once."""
    for link in asked:
        made: dict[tuple[str, str], tuple[Row, dict[str, object]]] = {}
        for row, found in named:
            for key in (key for key, (_, own) in NAMED.items() if own == link):
                for id_ in found[key]:
                    ends = {"from_kind": "Person", "from_id": row.id, "to_kind": NAMED[key][0], "to_id": id_}
                    place = {part: row.cells[part] for part in ("_file", "_sheet", "_row")}
                    seat = row.cells.get("seat")
                    first, facts = made.setdefault((row.id, id_), (row, {**ends, **place, "seat": seat}))
                    if link == "SITS_ON" and seat != facts["seat"] and seat and facts["seat"]:
                        message = f"this row and {first.place()} give the same person two seats on one board"
                        problems.append(row.problem("seat", message))
                    facts["seat"] = facts["seat"] or seat
        columns = ("seat",) if link == "SITS_ON" and seats else ()
        if made:
            yield link_table(link, [facts for _, facts in made.values()], columns)


LOADER = Loader(
    name="contacts",
    description="People: what they are contacts for, the posts they hold, the boards they sit on",
    reads="a CSV or a workbook with a row for each person, with lawful_basis and keep_until in every row",
    columns=COLUMNS,
    load=load,
    source="contacts",
    scope=Scope(kinds=("Person", *LINKS)),
)
