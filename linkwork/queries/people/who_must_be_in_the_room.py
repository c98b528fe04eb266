"""B1: the organisations that have to do with a topic, with every reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from linkwork.graph.days import last_day
from linkwork.graph.records import link_id
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._people import Services
from linkwork.queries._words import left_out
from linkwork.queries.people._topic import Topic
from linkwork.words import counted, listed

#: So many services are named in a reason; of more their number is said, and the column has them all.
NAMED = 3
WORDS = {"PROVIDES": "provides", "COMMISSIONS": "commissions", "FUNDS": "pays for", "HOSTS": "hosts"}
REFERS = "refers to"


@dataclass
class Part:
    """What an organisation has to do with the topic: services by how, other reasons in words, and the ids of it all."""

    services: dict[str, set[str]] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)

    @property
    def every(self) -> set[str]:
        """The services, however it has to do with them."""
        return set[str]().union(*self.services.values())


@dataclass(frozen=True)
class Room:
    """Who has to do with a topic, filled step by step."""

    found: Found
    topic: Topic
    services: Services
    parts: dict[str, Part] = field(default_factory=dict)

    def part(self, body: str) -> Part:
        """What is known of a body so far."""
        return self.parts.setdefault(body, Part())

    def of_services(self) -> None:
        """Who provides, commissions, pays for and hosts the topic's services, and who refers there."""
        mine = self.topic.services
        for row in self.found.parts["involvement"]:
            if row["service_id"] in mine:
                self._tie(row["body_id"], WORDS[row["tie"]], row["service_id"], [row["id"]])
        bodies = {row["id"] for row in self.found.rows}
        for row in self.found.parts["referrals"]:
            sender = row["from_id"]
            if row["to_id"] not in mine:
                continue
            if sender in bodies:
                self._tie(sender, REFERS, row["to_id"], [row["id"]])
            for body in self.services.every[sender]["provider_ids"] if sender in self.services.every else ():
                self._tie(body, REFERS, row["to_id"], [row["id"], sender, link_id("PROVIDES", body, sender)])

    def _tie(self, body: str, how: str, service: str, ids: Iterable[str]) -> None:
        part = self.part(body)
        part.services.setdefault(how, set()).add(service)
        part.ids += [service, *self.topic.services[service], *ids]

    def of_topic(self) -> None:
        """Whose own the topic is, who sits on the boards whose own it is, and who is to act on it."""
        for row in self.found.rows:
            for words, ids in self.topic.owners.get(row["id"], ()):
                self._reason(row["id"], words, ids)
            for seat in row["boards"]:
                for words, ids in self.topic.owners.get(seat["id"], ()) if seat["id"] else ():
                    of = "" if words == "meets on it" else f", which {words}"
                    self._reason(row["id"], f"sits on {seat['name']}{of}", [seat["link"], seat["id"], *ids])
            for words, some in (("is to carry it out", self.topic.assigned), ("it is about them", self.topic.about)):
                if row["id"] in some:
                    self._reason(row["id"], words, some[row["id"]])

    def _reason(self, body: str, words: str, ids: Iterable[str]) -> None:
        part = self.part(body)
        if words not in part.reasons:
            part.reasons.append(words)
        part.ids += [self.topic.id, *ids]


def finish(found: Found) -> Finished:
    """A row for each organisation that has to do with the topic; most services first, then most reasons, then name."""
    room = Room(found, Topic(found), Services(found))
    room.of_services()
    room.of_topic()
    asked = found.parameters
    bodies = [
        row
        for row in found.rows
        if row["id"] in room.parts
        and asked["sector"] in ("", row["sector"])
        and asked["organisation"] in ("", row["id"])
    ]
    bodies.sort(key=lambda row: _order(room, row))
    kept = [_row(room, row) for row in bodies[: int(asked["limit"])]]
    said = [*room.topic.assumptions(), *_headline(room), *left_out(len(kept), len(bodies), "organisations")]
    return Finished(kept, said)


def _row(room: Room, body: Row) -> Row:
    part = room.parts[body["id"]]
    names, services = room.services.named(part.every)
    boards = [seat for seat in body["boards"] if seat["id"]]
    engaged = _engaged(body, room.found.as_of)
    contacts = [one for one in (*body["contacts"], *body["further"]) if one["id"]]
    behind = [id_ for one in (*boards, *engaged, *contacts) for id_ in (one["id"], one["link"])]
    return {
        "organisation": body["name"] or body["id"],
        "sector": body["sector"],
        "why": [*(_reason(room, how, part.services[how]) for how in _hows(part)), *part.reasons],
        "boards": [seat["name"] or seat["id"] for seat in boards],
        "services": names,
        "last_engaged": max((one["day"] for one in engaged), key=last_day, default=None),
        "contacts": len({one["id"] for one in contacts}) or None,
        "organisation_id": body["id"],
        "service_ids": services,
        "board_ids": [seat["id"] for seat in boards],
        "evidence": list(dict.fromkeys(id_ for id_ in (body["id"], *part.ids, *behind) if id_)),
    }


def _hows(part: Part) -> list[str]:
    return [how for how in (*WORDS.values(), REFERS) if how in part.services]


def _reason(room: Room, how: str, services: set[str]) -> str:
    names = room.services.named(services)[0]
    return f"{how} {listed(names) if len(names) <= NAMED else counted(len(names), 'service')}"


def _engaged(body: Row, as_of: str) -> Sequence[Row]:
    """When it took part in an engagement, or was asked and has answered, by the day of the graph."""
    every = [*body["came"], *(one for one in body["asked"] if one["answered"])]
    return [
        one
        for one in every
        if one["id"] and one["day"] and (not as_of or last_day(one["day"]) <= date.fromisoformat(as_of))
    ]


def _headline(room: Room) -> list[str]:
    """How many services belong to the topic, where one was asked for."""
    number = len(room.topic.services)
    belong = "belongs" if number == 1 else "belong"
    return [f"{counted(number, 'service')} {belong} to this topic."] if room.topic.id else []


def _order(room: Room, body: Row) -> tuple[object, ...]:
    part = room.parts[body["id"]]
    reasons = len(_hows(part)) + len(part.reasons)
    return (-len(part.every), -reasons, body["name"] or body["id"], body["id"])
