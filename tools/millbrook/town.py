"""Millbrook as Python objects: services, offers, links, and the terms and areas they name."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from tools.millbrook.plan import terms
from tools.millbrook.tables import Cells, table

ANYONE_ELSE = "anyone else"
#: What the directory says of a service.
DIRECTORY_FIELDS = ("name", "status", "description", "access", "languages", "wait_days", "capacity", "referrals_month")
#: A cell: need, audience, ward.
Cell = tuple[str, str, str]


@dataclass(frozen=True)
class Offer:
    """These needs for these audiences (none: everyone) in these areas, all as they were written."""

    service: str
    name: str
    needs: tuple[str, ...]
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    areas: tuple[str, ...]

    @property
    def key(self) -> str:
        """The service and the offer's name."""
        return f"{self.service} {self.name}"


@dataclass(frozen=True)
class Link:
    """A referral: `sender` is `Org x`, `Role x`, or `Service x`."""

    sender: str
    to: str
    facts: Cells

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it one link."""
        return self.sender, self.to, self.facts["category"]


@dataclass
class Town:
    """All of it. `facts` are what the mapping says of a service or an offer (by key) in March 2026."""

    services: dict[str, Cells]
    offers: list[Offer] = field(default_factory=list)
    facts: dict[str, Cells] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    started: set[tuple[str, str, str]] = field(default_factory=set)
    ended: list[Link] = field(default_factory=list)
    demand: list[Cells] = field(default_factory=list)
    moved: tuple[str, str] = ("", "")
    directory: dict[str, Cells] = field(default_factory=dict)
    status: dict[str, str] = field(default_factory=dict)

    def said_in(self, service: str, word: str) -> bool:
        """Whether a service is said by `map`, `new`, `old` or `dir`."""
        return word in self.services[service]["said"].split()

    @cached_property
    def live(self) -> list[str]:
        """The services that are live in March 2026, in the order of the plan."""
        now = ("map", "new", "dir")
        return [
            key
            for key in self.services
            if any(self.said_in(key, word) for word in now) and self.status.get(key, "open") == "open"
        ]

    @property
    def live_offers(self) -> list[Offer]:
        """The offers of live services."""
        return [offer for offer in self.offers if offer.service in self.live]

    def before(self, offer: Offer) -> Offer:
        """The offer as it was in March 2025: one was given in another ward instead of the last of its own."""
        key, ward = self.moved
        return replace(offer, areas=(*offer.areas[:-1], ward)) if offer.key == key else offer

    def in_2025(self, closed_since: str) -> "Town":
        """What the mapping said in March 2025 of services and offers, when one service had not closed yet."""
        there = [key for key in self.services if self.said_in(key, "map") or self.said_in(key, "old")]
        said = {key: self.services[key] | {"said": "map"} for key in there}
        status = {key: word for key, word in self.status.items() if key != closed_since}
        offers = [self.before(offer) for offer in self.offers if offer.service in said]
        return replace(self, services=said, status=status, offers=offers)

    def offers_of(self, service: str) -> list[Offer]:
        """The offers of one service."""
        return [offer for offer in self.offers if offer.service == service]

    def providers(self, service: str) -> list[str]:
        """Who provides it."""
        return self.services[service]["provider"].split()

    def shown(self, service: str, name: str) -> str:
        """The value that stands in March 2026: the later mapping's, else the directory's."""
        alone = self.services[service]["said"] == "dir"
        own = "" if alone and name not in DIRECTORY_FIELDS else self.facts[service].get(name, "")
        mapped = self.said_in(service, "map") or self.said_in(service, "new")
        if mapped and own:
            return own
        said = self.directory.get(service, {}).get(name, "")
        return said if said or mapped else own

    def footprint(self, service: str) -> frozenset[Cell]:
        """The cells of a service: the union over its offers."""
        return frozenset(cell for offer in self.offers_of(service) for cell in box(offer))


@dataclass(frozen=True)
class Tree:
    """Terms or areas with what each lies under."""

    up: dict[str, str]

    def leaves(self, key: str) -> list[str]:
        """The leaf terms at or below this one."""
        below = [child for child, parent in self.up.items() if parent == key]
        return [leaf for child in below for leaf in self.leaves(child)] if below else [key]

    @property
    def all_leaves(self) -> list[str]:
        """Every leaf, in the order of the plan."""
        return [key for key in self.up if self.leaves(key) == [key]]


NEEDS = Tree({row["key"]: row["broader"] for row in table(terms.NEEDS)})
AUDIENCES = Tree({row["key"]: row["broader"] for row in table(terms.AUDIENCES)})
AREAS = Tree({row["key"]: row["within"] for row in table(terms.AREAS)})
WARDS = AREAS.all_leaves
NEED_NAMES = {row["key"]: row["name"] for row in table(terms.NEEDS)}
AUDIENCE_NAMES = {row["key"]: row["name"] for row in table(terms.AUDIENCES)} | {ANYONE_ELSE: ANYONE_ELSE}
AREA_NAMES = {row["key"]: row["name"] for row in table(terms.AREAS)}
GAPS = frozenset((row["need"], ward) for row in table(terms.GAPS) for ward in row["wards"].split())
GROUPS = (*AUDIENCES.all_leaves, ANYONE_ELSE)


def spread(tree: Tree, keys: Iterable[str]) -> set[str]:
    """The leaves at or below any of these."""
    return {leaf for key in keys for leaf in tree.leaves(key)}


def groups(offer: Offer) -> set[str]:
    """The leaf audiences of an offer: those it is for (everyone and anyone else, if none is named) less those not."""
    taken = spread(AUDIENCES, offer.include) if offer.include else set(GROUPS)
    return taken - spread(AUDIENCES, offer.exclude)


def box(offer: Offer) -> set[Cell]:
    """The cells of one offer."""
    needs, wards = spread(NEEDS, offer.needs), spread(AREAS, offer.areas)
    return {(need, group, ward) for need in needs for group in groups(offer) for ward in wards}
