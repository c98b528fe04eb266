"""Whom the offers of a service take, where, and for what: the tests that a valid route makes (docs/measures.md).

Choices that the model leaves open:

- An offer that says no audience is for everyone; one that says no area takes nobody once an area is asked for.
- An offer takes people of an area if it covers that area, one that the area lies in, or every area of the cells' level
  inside it.
- Asked for a broad audience, an offer must take all of it; asked for a broad need, meeting a part of it is enough.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from linkwork.graph.hierarchy import Hierarchy, Places, Row, terms


@dataclass(frozen=True, slots=True)
class Journey:
    """A person like X: where they start, what they need, the group they belong to, where they live (empty: not asked).

    `door` is the id of an Organisation, a Role or a Service, or `self` for people who come by themselves.
    """

    door: str = ""
    need: str = ""
    audience: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """Whom, where and for what an offer is, spelt out: leaf needs, leaf audiences, areas with everything inside them.

    `include` is None for an offer that is for everyone. `only_for` and `not_for` are the groups as they were given;
    `offer` is the offer's id.
    """

    needs: frozenset[str]
    include: frozenset[str] | None
    exclude: frozenset[str]
    areas: frozenset[str]
    only_for: tuple[str, ...] = ()
    not_for: tuple[str, ...] = ()
    offer: str = ""


@dataclass
class Offers:
    """The live offers of every service, from rows as `linkwork.graph.measures.footprint.Landscape` has them."""

    offers: Sequence[Row]
    terms: Sequence[Row]
    areas: Sequence[Row]
    level: str = "ward"
    _inside: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict)

    @cached_property
    def needs(self) -> Hierarchy:
        """The needs."""
        return terms(self.terms, "Need")

    @cached_property
    def audiences(self) -> Hierarchy:
        """The audiences."""
        return terms(self.terms, "Audience")

    @cached_property
    def places(self) -> Places:
        """The areas."""
        return Places(self.areas, self.level)

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of every need, audience and area by id."""
        return {row["id"]: row["name"] or row["id"] for row in (*self.terms, *self.areas)}

    @cached_property
    def of(self) -> Mapping[str, Sequence[Terms]]:
        """The live offers of each service that has some."""
        found: dict[str, list[Terms]] = {}
        for row in self.offers:
            if row["offer_id"] is not None:
                include = self.audiences.leaves_of(row["include_ids"]) if row["include_ids"] else None
                exclude = self.audiences.leaves_of(row["exclude_ids"])
                needs, areas = self.needs.leaves_of(row["need_ids"]), self._within(row["area_ids"])
                groups = (tuple(row["include_ids"]), tuple(row["exclude_ids"]))
                terms_ = Terms(needs, include, exclude, areas, *groups, row["offer_id"])
                found.setdefault(row["service_id"], []).append(terms_)
        return found

    def met(self, service: str) -> frozenset[str]:
        """The leaf needs that live offers of a service meet, for whomever and wherever."""
        return frozenset(need for offer in self.of.get(service, ()) for need in offer.needs)

    def _within(self, areas: Iterable[str]) -> frozenset[str]:
        key = tuple(sorted(areas))
        if key not in self._inside:
            self._inside[key] = frozenset(part for area in key for part in self.places.tree.narrower(area))
        return self._inside[key]


class Rules:
    """What one journey asks of the services along it; without an audience or an area that test is off."""

    def __init__(self, offers: Offers, journey: Journey) -> None:
        self._offers, self._journey = offers, journey
        self._people = offers.audiences.leaves_of([journey.audience])
        self._needs = offers.needs.leaves_of([journey.need])
        self._place = offers.places.tree.one.get(journey.area, "")
        self._parts = offers.places.covered(journey.area)

    def on_the_way(self, service: str) -> bool:
        """Whether some live offer takes such people there; if neither is asked for, any service will do."""
        if not self._journey.audience and not self._journey.area:
            return True
        return any(self._takes(offer) and self._covers(offer) for offer in self._of(service))

    def at_the_end(self, service: str) -> bool:
        """Whether one live offer takes such people there for the need; if none is asked for, for some need."""
        return any(self._fits(offer) for offer in self._of(service))

    def needs_met(self, service: str) -> frozenset[str]:
        """The leaf needs, of those asked for, that the service meets by an offer that takes such people there."""
        return frozenset(need for offer in self.taking(service) for need in self.asked(offer))

    def taking(self, service: str) -> list[Terms]:
        """The live offers of the service that take such people there, whatever need they meet."""
        return [offer for offer in self._of(service) if self._takes(offer) and self._covers(offer)]

    def asked(self, offer: Terms) -> frozenset[str]:
        """The leaf needs, of those asked for, that an offer meets."""
        return offer.needs & self._needs if self._journey.need else offer.needs

    def meets(self, service: str) -> bool:
        """Whether the service meets the need for anybody anywhere; if none is asked for, some need."""
        return any(self._meets(offer) for offer in self._of(service))

    def taken(self, service: str) -> list[str]:
        """Whom the offers take by which a route ends at the service, in words; empty where one of them takes everyone.

        `Carers`, `everyone but Under 18s`.
        """
        fitting = [offer for offer in self._of(service) if self._fits(offer)]
        left_out = [offer.exclude for offer in fitting if offer.include is None]
        nobody = frozenset.intersection(*left_out) if left_out else None
        if nobody is not None and not nobody:
            return []
        # Where one offer is for everyone but some, others count only if they take some of those.
        telling = [o for o in fitting if o.include is None or nobody is None or not nobody.isdisjoint(o.include)]
        return sorted({words for offer in telling for words in self._people_of(offer)})

    def _people_of(self, offer: Terms) -> list[str]:
        left_out = ", ".join(sorted(self._word(id_) for id_ in offer.not_for))
        if offer.include is None:
            return [f"everyone but {left_out}"]
        but = f" but not {left_out}" if left_out else ""
        return [f"{self._word(id_)}{but}" for id_ in offer.only_for]

    def why_not_on_the_way(self, service: str, called: str = "it") -> str:
        """Why it takes no such people there, with the words it is to be called by; empty where it takes them."""
        return "" if self.on_the_way(service) else self._why(self._of(service), called)

    def why_not_at_the_end(self, service: str, called: str = "it") -> str:
        """Why it is not where the route can end, with the words it is to be called by; empty where it is."""
        if self.at_the_end(service):
            return ""
        if why := self.why_not_on_the_way(service, called):
            return why
        need = self._word(self._journey.need) or "any need"
        meeting = [offer for offer in self._of(service) if self._meets(offer)]
        return self._why(meeting, f"what {called} does for {need}") if meeting else f"{called} does not meet {need}"

    def nobody_meets(self, services: Iterable[str]) -> str:
        """Where none of these meets the need for the group, or in the area, or both, that in words; else empty.

        Those that do not say where are no evidence that there is nothing in the area, and are counted.
        """
        audience, area = self._journey.audience, self._journey.area
        meeting = [offer for service in services for offer in self._of(service) if self._meets(offer)]
        if not meeting or any(self._takes(offer) and self._covers(offer) for offer in meeting):
            return ""
        need = self._word(self._journey.need) or "any need"
        part = any(not self._parts.isdisjoint(offer.areas) for offer in meeting)
        there = f"in {'all of ' if part and len(self._parts) > 1 else ''}{self._word(area)}"
        taken = f"for {self._word(audience)}"
        nowhere = not any(self._covers(offer) for offer in meeting)
        if nowhere or any(self._takes(offer) for offer in meeting):
            where = there if nowhere else f"{taken} {there}"
            unsaid = sum(not offer.areas for offer in meeting) if area else 0
            some = "1 offer for it does" if unsaid == 1 else f"{unsaid} offers for it do"
            said = f"; {some} not say where" if unsaid else ""
            return f"no live service meets {need} {where}{said}"
        return f"no live service meets {need} {taken}"

    def _why(self, offers: Sequence[Terms], called: str) -> str:
        audience, area = (self._word(id_) for id_ in (self._journey.audience, self._journey.area))
        if not offers:
            return f"nobody has said whom {called} takes or where"
        if not any(self._takes(offer) for offer in offers):
            return f"{called} is not for {audience}"
        if any(self._covers(offer) for offer in offers):
            return f"{called} is for {audience} and covers {area}, but not by one and the same offer"
        if not any(offer.areas for offer in offers):
            return f"nobody has said which areas {called} covers"
        return f"{called} does not cover {area}"

    def _of(self, service: str) -> Sequence[Terms]:
        return self._offers.of.get(service, ())

    def _fits(self, offer: Terms) -> bool:
        return self._meets(offer) and self._takes(offer) and self._covers(offer)

    def _meets(self, offer: Terms) -> bool:
        return not self._needs.isdisjoint(offer.needs) if self._journey.need else bool(offer.needs)

    def _takes(self, offer: Terms) -> bool:
        if not self._journey.audience:
            return True
        taken = offer.include is None or self._people <= offer.include
        return bool(self._people) and taken and self._people.isdisjoint(offer.exclude)

    def _covers(self, offer: Terms) -> bool:
        if not self._journey.area:
            return True
        return self._place in offer.areas or (bool(self._parts) and self._parts <= offer.areas)

    def _word(self, id_: str) -> str:
        return self._offers.names.get(id_, id_)
