"""What the rounds hold of people: which fields, on what ground and until when; never a value of any other field."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from linkwork.graph.rounds import Round, RoundStore
from linkwork.graph.schema import SCHEMA
from linkwork.graph.shapes import Schema

#: What says why and how long a person may be held; the register shows these two and the names of all other fields.
GROUND = ("lawful_basis", "keep_until")


@dataclass(slots=True)
class Person:
    """One person by opaque id: the names of the fields that some round holds, and who says so.

    `basis` and `keep_until` are as the latest round that gives them has them; None where none does.
    """

    id: str
    fields: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    rounds: set[str] = field(default_factory=set)
    basis: str | None = None
    keep_until: str | None = None
    last_said: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """Everybody of whom something is held, in order of id, and the day of the latest round ("" if there is none)."""

    people: tuple[Person, ...]
    as_of: str


def register(rounds: Sequence[Round], schema: Schema) -> Register:
    """What these rounds, in fold order, hold of people.

    Give every round on disk: what was withdrawn or revised is still held until it is erased.
    """
    people: dict[str, Person] = {}
    secret = {kind.name for kind in schema.links if kind.privacy == "personal"}
    for round_ in rounds:
        for row in people_rows([round_]):
            person = _seen(people, row["id"], round_)
            filled = {name for name, value in row.items() if not name.startswith("_") and _said(value)}
            person.fields |= filled - {"id", *GROUND}
            person.basis = row.get("lawful_basis") or person.basis
            person.keep_until = row.get("keep_until") or person.keep_until
        for table in round_.tables:
            if table.kind in secret:
                for id_ in table.rows["from_id"].to_list():
                    _seen(people, id_, round_).links.add(table.kind)
    return Register(tuple(people[id_] for id_ in sorted(people)), max((r.as_of for r in rounds), default=""))


def is_personal(value: object) -> bool:
    """Whether this is the id of a person."""
    kind = SCHEMA.node.get(SCHEMA.kind_of_id(value) or "") if isinstance(value, str) else None
    return kind is not None and kind.privacy == "personal"


def names_people(value: object) -> bool:
    """Whether this is the id of a person, or has one anywhere in it, in lists and mappings too."""
    if isinstance(value, Mapping):
        return names_people(list(value.values()))
    return any(map(names_people, value)) if isinstance(value, list | tuple) else is_personal(value)


def opted_out(rounds: Sequence[Round]) -> frozenset[str]:
    """The ids of the people who are still out by the last word of some source, of these rounds in fold order.

    What one body was asked is not undone by the list of another, which may never have been told.
    """
    last: dict[tuple[str, str], bool] = {}
    for one in rounds:
        for row in people_rows([one]):
            if row.get("opted_out") is not None:
                last[row["id"], one.source] = row["opted_out"]
    return frozenset(id_ for (id_, _), out in last.items() if out)


def not_to_be_named(rounds: Sequence[Round], today: date) -> frozenset[str]:
    """The ids of the people who opted out, or whose keep-until day, as last said in fold order, has passed."""
    keep_until = {row["id"]: row["keep_until"] for row in people_rows(rounds) if row.get("keep_until")}
    passed = frozenset(id_ for id_, day in keep_until.items() if day < today.isoformat()[: len(day)])
    return passed | opted_out(rounds)


def names_to_show(store: RoundStore, today: date) -> dict[str, str]:
    """The names of people by their ids, as last said, of those who may be named: for output asked for with people."""
    rounds = store.folded()
    barred = not_to_be_named(rounds, today)
    names = {row["id"]: row["name"] for row in people_rows(rounds) if row.get("name")}
    return {id_: name for id_, name in names.items() if id_ not in barred}


def people_rows(rounds: Iterable[Round]) -> Iterator[dict[str, Any]]:
    """Every row of personal values in these rounds, in their order: the person's id, what is said, and where."""
    return (row for one in rounds for table in one.people for row in table.rows.iter_rows(named=True))


def _seen(people: dict[str, Person], id_: str, round_: Round) -> Person:
    person = people.setdefault(id_, Person(id_))
    person.sources.add(round_.source)
    person.rounds.add(round_.id)
    person.last_said = max(person.last_said, round_.as_of)
    return person


def _said(value: object) -> bool:
    return value is not None and value not in ("", [])
