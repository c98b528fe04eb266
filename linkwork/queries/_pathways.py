"""What the questions about pathways share: the referrals from the query's services and the shared parts, and words."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from linkwork.graph.measures.referrals import SELF, Known, Way
from linkwork.graph.measures.routes import Offers, Referrals
from linkwork.queries._finish import Found, Row


@dataclass(frozen=True)
class Pathways:
    """The referrals of a place, with names, providers and what every service and offer rests on."""

    found: Found

    @cached_property
    def referrals(self) -> Referrals:
        """The routes, doors and dead ends; the query's own rows are the services."""
        part = self.found.parts
        senders = [*part.get("senders", ()), *self._start()]
        known = Known(part["referrals"], self.found.rows, senders, part.get("staffing", ()))
        offers, terms, places = (part.get(name, ()) for name in ("offers", "terms", "places"))
        return Referrals(known, Offers(offers, terms, places, self.found.settings.cell_level))

    def _start(self) -> list[Row]:
        """The body or role that a journey starts at, which may refer to nobody; to be one asked for makes no door."""
        door = self.found.parameters.get("from") or SELF
        return [] if door == SELF else [{"id": door, "name": self.found.words["from"], "kind": "", "door": False}]

    @cached_property
    def names(self) -> dict[str, str]:
        """What people call every service, sender, role, need, group and area, by id."""
        return {**self.referrals.offers.names, **self.referrals.network.names}

    def named(self, ids: Iterable[str]) -> list[str]:
        """The names of these in order of name."""
        return sorted(self.names.get(id_, id_) for id_ in ids)

    @cached_property
    def providers(self) -> dict[str, str]:
        """Who provides each service, by name."""
        return {row["service_id"]: "; ".join(row["providers"]) for row in self.found.parts["offers"]}

    @cached_property
    def evidence(self) -> dict[str, list[str]]:
        """For each service the ids of what its offers, and so the needs it meets and whom it takes, rest on."""
        ids: dict[str, list[str]] = {}
        for row in self.found.parts["offers"]:
            ids.setdefault(row["service_id"], []).extend(id_ for id_ in row["evidence"] if id_)
        return ids

    def behind(self, ways: Iterable[Way]) -> list[str]:
        """The ids of the ends, links and staffing that these ways rest on."""
        ids: list[str] = []
        for way in ways:
            ids += [id_ for id_ in (way.from_id, way.to_id, way.link_id or "", way.staffing, way.via) if id_ != SELF]
        return [id_ for id_ in ids if id_]


def known_id(id_: str) -> str | None:
    """The id of a record; None for people who come by themselves, who are no record."""
    return None if id_ == SELF else id_
