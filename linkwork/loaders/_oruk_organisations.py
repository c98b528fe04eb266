"""The organisations of a directory, each once however many services repeat it, and the people who answer for them.

An organisation is known by its charity or company number where a recognised register says so, else by its id in the
directory, else by its name. Copies of it are looked at together: a list gives less of it than a record does.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from linkwork.errors import Problem
from linkwork.loaders._bodies import NUMBERS, REGISTERS, body
from linkwork.loaders._oruk_made import End, Made
from linkwork.loaders._oruk_mend import address_of, key_of, objects, text_of, unescaped

#: A register and a number of it, as org-id.guide writes them.
_WRITTEN = re.compile(r"(GB-[A-Z]{2,3})-([A-Za-z0-9]+)")
#: Property -> the register whose numbers it may hold as they are.
_REGISTER = {"charity_no": "GB-CHC", "company_no": "GB-COH", "ods_code": "GB-NHS"}


@dataclass(slots=True)
class Organisations:
    """The organisations of a load: gather every copy first, then settle, then ask."""

    made: Made
    copies: dict[str, dict[str, tuple[Mapping[str, Any], Problem]]] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    def gather(self, fields: Mapping[str, Any], at: Problem) -> None:
        """Take one copy of an organisation; one without an id and a name is counted and left out."""
        key = self._key(fields)
        if key is None:
            self.made.mended.note("organisations without an id and a name were left out", f"one of {at.file}")
            return
        # A council's services may each repeat all of the council: copies that are alike are looked at once.
        alike = json.dumps(fields, sort_keys=True, default=str)
        self.copies.setdefault(key, {}).setdefault(alike, (fields, at))

    def _key(self, fields: Mapping[str, Any]) -> str | None:
        given = text_of(fields, "id")
        name = text_of(fields, "name")
        return f"id {given}" if given else (f"name {name}" if name else None)

    def settle(self) -> None:
        """Afterwards every organisation has its id, and is told of."""
        told = {key: self._facts(copies.values()) for key, copies in self.copies.items()}
        for key, facts in told.items():
            self.ids[key] = self._id(key, facts)
        for key, facts in told.items():
            at = next(iter(self.copies[key].values()))[1]
            others = facts.pop("others").split("\n") if "others" in facts else []
            if facts.get("name"):
                for told_so in (facts, *({"name": name} for name in others)):
                    self.made.node("Organisation", self.ids[key], told_so, at)
            else:
                self.made.mended.note("organisations without a name are not described", key.partition(" ")[2])
            self._parent(key, at)

    def _facts(self, copies: Iterable[tuple[Mapping[str, Any], Problem]]) -> dict[str, Any]:
        """What all copies of one organisation say together; the first to say a thing holds."""
        facts: dict[str, Any] = {}
        names: list[str] = []
        for fields, _ in copies:
            key_of(fields, self.made.mended)
            names += [name] if (name := unescaped(text_of(fields, "name") or "")) else []
            if "alternate_name" in fields and not facts.get("aliases"):
                facts["aliases"] = (unescaped(text_of(fields, "alternate_name") or "") or "").replace(";", ",") or None
            if {"website", "url"} & fields.keys() and not facts.get("website"):
                facts["website"] = address_of(fields, self.made.mended)
            for prop, number in self._numbers(fields):
                facts.setdefault(prop, number)
        once = list(dict.fromkeys(names))
        return facts | ({"name": once[0]} if once else {}) | ({"others": "\n".join(once[1:])} if once[1:] else {})

    def _numbers(self, fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """The numbers that recognised registers gave it, by property."""
        written = [
            ((text_of(each, "identifier_scheme") or "").upper(), text_of(each, "identifier") or "")
            for each in objects(fields, "organization_identifiers")
        ]
        for key in ("id", "uri"):
            if both := _WRITTEN.search(text_of(fields, key) or ""):
                written.append((both[1], both[2]))
        for register, number in written:
            if register not in REGISTERS:
                shown = f"{register} {number}".strip()
                self.made.mended.note("numbers of registers that are not known here were left out", shown)
                continue
            known = body(f"{register}-{number.removeprefix(f'{register}-')}", self.made.names)
            if known is None or known.number is None:
                self.made.mended.note(f"numbers that are none of {register} were left out", number or "a blank one")
                continue
            if known.number[1] != number:
                self.made.mended.note("numbers of registers were written as the register writes them", number)
            yield known.number

    def _id(self, key: str, facts: Mapping[str, Any]) -> str:
        for prop in NUMBERS:
            if facts.get(prop) and (known := body(f"{_REGISTER[prop]}-{facts[prop]}", self.made.names)):
                return known.id
        sort, _, said = key.partition(" ")
        return self.made.own_id("Organisation", said) if sort == "id" else self.made.names.by_name("Organisation", said)

    def _parent(self, key: str, at: Problem) -> None:
        for fields, _ in self.copies[key].values():
            if "parent_organization_id" in fields:
                self.made.room.add("PART_OF")
            if parent := text_of(fields, "parent_organization_id"):
                whole = self.ids.get(f"id {parent}") or self.made.own_id("Organisation", parent)
                if whole != self.ids[key]:
                    self.made.link("PART_OF", ("Organisation", self.ids[key]), ("Organisation", whole), at)

    def of(self, service: Mapping[str, Any]) -> str | None:
        """The id of the organisation that a service says provides it; None where it says none."""
        for inner in objects(service, "organization"):
            if (key := self._key(inner)) is not None:
                return self.ids[key]
        given = text_of(service, "organization_id")
        if given is None:
            return None
        return self.ids.get(f"id {given}") or self.made.own_id("Organisation", given)

    def people(self) -> None:
        """Afterwards the contacts of every organisation are told of, which is only done when asked for."""
        for key, copies in self.copies.items():
            for fields, at in copies.values():
                tell_people(self.made, fields, ("Organisation", self.ids[key]), self.ids[key], at)

    def named(self) -> int:
        """How many contacts with a name the organisations have."""
        return sum(named_contacts(fields) for copies in self.copies.values() for fields, _ in copies.values())


def named_contacts(fields: Mapping[str, Any]) -> int:
    """How many contacts with a name a record has, each name once."""
    return len({text_of(contact, "name") for contact in _contacts(fields)} - {None})


def _contacts(fields: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The contacts of a record, and those of the places where a service is given."""
    yield from objects(fields, "contacts")
    for link in objects(fields, "service_at_locations"):
        yield from objects(link, "contacts")
        for place in objects(link, "location"):
            yield from objects(place, "contacts")


def tell_people(made: Made, fields: Mapping[str, Any], of: End, within: str, at: Problem) -> None:
    """Afterwards the named contacts of a record are people who are contacts for it; one name in one body is one."""
    if "contacts" in fields:
        made.room.add("CONTACT_FOR")
    for contact in _contacts(fields):
        made.room.add("CONTACT_FOR")
        name = unescaped(text_of(contact, "name") or "")
        if not name:
            continue
        id_ = made.names.by_name("Person", name, within)
        phones = objects(contact, "phones")
        phone = text_of(phones[0], "number") if phones else None
        facts = {
            "name": name,
            "job_title": text_of(contact, "title"),
            "work_email": text_of(contact, "email"),
            "work_phone": phone,
        }
        made.node("Person", id_, facts, at)
        made.link("CONTACT_FOR", ("Person", id_), of, at)
