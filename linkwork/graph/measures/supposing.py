"""A place as rows of live records, and the same with one thing closed, moved, added or widened. Nothing is written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from linkwork.errors import LinkworkError
from linkwork.graph.hierarchy import Places, Row
from linkwork.graph.measures.footprint import ANYONE_ELSE, EVERYONE, Landscape, named_groups
from linkwork.graph.measures.next_steps import Kind
from linkwork.graph.measures.referrals import SELF, Known
from linkwork.graph.records import link_id


@dataclass(frozen=True)
class Rows:
    """Rows of live records, as the shared parts of the questions give them.

    `funding` has a row for each live link by which a body or a fund pays for a service: `funder_id` and `service_id`.
    `level` is the level of areas that cells have.
    """

    known: Known
    landscape: Landscape
    funding: Sequence[Row] = ()
    level: str = "ward"


@dataclass(frozen=True, slots=True)
class CloseService:
    """A service closes: it, its offers, its staffing, and the referrals to it and from it go."""

    service: str


@dataclass(frozen=True, slots=True)
class CloseOffer:
    """One offer of a service ends; the service stays."""

    offer: str


@dataclass(frozen=True, slots=True)
class CloseLink:
    """Nobody is referred from one to the other any more, by whatever sort of referral."""

    from_id: str
    to_id: str


@dataclass(frozen=True, slots=True)
class CloseFund:
    """A fund or a funder stops paying: services that nobody else pays for close."""

    funder: str


@dataclass(frozen=True, slots=True)
class Move:
    """The offers of a service cover an area in place of where they did, or of what they did inside `from_area`."""

    service: str
    area: str
    from_area: str = ""


@dataclass(frozen=True, slots=True)
class Add:
    """A new service with one offer. `refers_from` are services, bodies and roles by id with their names, or `self`."""

    service: str
    name: str
    needs: tuple[str, ...]
    areas: tuple[str, ...]
    groups: tuple[str, ...] = ()
    provider: tuple[str, str] | None = None
    capacity: int | None = None
    refers_from: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Widen:
    """An offer as it is, for one more need, group or area: a step of `linkwork.graph.measures.next_steps`."""

    offer: str
    kind: Kind
    adds: str


Change = CloseService | CloseOffer | CloseLink | CloseFund | Move | Add | Widen


def supposed(rows: Rows, changes: Iterable[Change]) -> Rows:
    """The rows after these changes, one after another. Raises LinkworkError for one that there is nothing to do for."""
    for change in changes:
        rows = _after(rows, change)
    return rows


def _after(rows: Rows, change: Change) -> Rows:
    match change:
        case CloseService(service):
            made = _without(rows, frozenset([service]))
        case CloseOffer(offer):
            made = _offering(rows, [row for row in rows.landscape.offers if row["offer_id"] != offer])
        case CloseLink(start, end):
            links = [row for row in rows.known.links if (row["from_id"], row["to_id"]) != (start, end)]
            made = replace(rows, known=replace(rows.known, links=links))
        case CloseFund(funder):
            rest = [row for row in rows.funding if row["funder_id"] != funder]
            made = _without(replace(rows, funding=rest), frozenset(ended(rows, funder)))
        case Move():
            made = _moved(rows, change)
        case Add():
            made = _added(rows, change)
        case Widen():
            made = _widened(rows, change)
    return made


def ended(rows: Rows, funder: str) -> list[str]:
    """The services that nobody but this funder pays for, in order of id."""
    paid = {row["service_id"] for row in rows.funding if row["funder_id"] == funder}
    others = {row["service_id"] for row in rows.funding if row["funder_id"] != funder}
    return sorted(paid - others)


def staying(rows: Rows, funder: str) -> list[str]:
    """The services that this funder and somebody else pays for, in order of id."""
    paid = {row["service_id"] for row in rows.funding if row["funder_id"] == funder}
    return sorted(paid.difference(ended(rows, funder)))


def _offering(rows: Rows, offers: Sequence[Row]) -> Rows:
    return replace(rows, landscape=replace(rows.landscape, offers=offers))


def _without(rows: Rows, services: frozenset[str]) -> Rows:
    known = rows.known
    return replace(
        _offering(rows, [row for row in rows.landscape.offers if row["service_id"] not in services]),
        known=replace(
            known,
            services=[row for row in known.services if row["id"] not in services],
            links=[row for row in known.links if services.isdisjoint((row["from_id"], row["to_id"]))],
            staffing=[row for row in known.staffing if row["service_id"] not in services],
        ),
        funding=[row for row in rows.funding if row["service_id"] not in services],
    )


def _moved(rows: Rows, move: Move) -> Rows:
    places = Places(rows.landscape.areas, rows.level)
    offers, moved = [], 0
    for row in rows.landscape.offers:
        new = row
        if row["service_id"] == move.service and row["offer_id"] is not None:
            new = _moved_offer(row, move, places)
            moved += new is not row
        offers.append(new)
    if not moved:
        where = " there" if move.from_area else ""
        raise LinkworkError(f"No offer of the service can be moved: it has none{where}. Nothing was worked out.")
    return _offering(rows, offers)


def _moved_offer(row: Row, move: Move, places: Places) -> Row:
    """The offer in its new area: a wide area that it covered is spelt out where only a part of it is moved."""
    if not move.from_area:
        return {**row, "area_ids": [move.area]}
    left, cells = places.tree.narrower(move.from_area), places.covered(move.from_area)
    kept: list[str] = []
    touched = False
    for area in row["area_ids"]:
        own = places.covered(area)
        if places.tree.one.get(area) in left:
            touched = True
        elif own & cells:
            touched = True
            kept += sorted(own - cells)
        else:
            kept.append(area)
    return {**row, "area_ids": [*dict.fromkeys([*kept, move.area])]} if touched else row


def _added(rows: Rows, new: Add) -> Rows:
    known = rows.known
    provider = [] if new.provider is None else [new.provider]
    offer = {
        "offer_id": f"{new.service}/offer",
        "offer": new.name,
        "service_id": new.service,
        "service": new.name,
        "need_ids": list(new.needs),
        "area_ids": list(new.areas),
        "include_ids": list(new.groups),
        "exclude_ids": [],
        "service_capacity": new.capacity,
        "offer_capacity": None,
        "capacity": new.capacity,
        "referrals_month": None,
        "funded_until": None,
        "provider_ids": [id_ for id_, _ in provider],
        "providers": [name for _, name in provider],
        "sectors": [],
        "evidence": [],
    }
    access = SELF if SELF in new.refers_from else "professional"
    service = {"id": new.service, "name": new.name, "access": access, "wait_days": None}
    there = {row["id"] for row in chain(known.senders, known.services)} | {SELF}
    senders = [
        {"id": id_, "name": name, "kind": "", "door": False}
        for id_, name in new.refers_from.items()
        if id_ not in there
    ]
    links = [_link(id_, new.service) for id_ in new.refers_from if id_ != SELF]
    return replace(
        _offering(rows, [*rows.landscape.offers, offer]),
        known=replace(
            known,
            services=[*known.services, service],
            senders=[*known.senders, *senders],
            links=[*known.links, *links],
        ),
    )


def _link(start: str, end: str) -> Row:
    blank = dict.fromkeys(("category", "channel", "wait_days", "volume_month", "feedback", "onward_allowed"))
    return {**blank, "id": link_id("REFERS_TO", start, end, [None]), "from_id": start, "to_id": end}


def _widened(rows: Rows, wider: Widen) -> Rows:
    """One more offer beside the first, with what is added in place of one side: together they are the wider one."""
    row = next((row for row in rows.landscape.offers if row["offer_id"] == wider.offer), None)
    if row is None:
        raise LinkworkError(f"There is no offer {wider.offer!r}. Nothing was worked out.")
    sides: dict[str, list[str]]
    if wider.kind == "need":
        sides = {"need_ids": [wider.adds]}
    elif wider.kind == "area":
        sides = {"area_ids": [wider.adds]}
    elif wider.adds in (EVERYONE, ANYONE_ELSE):
        # Groups that nobody named before are not named here either: they are among anyone else.
        named = sorted(named_groups(rows.landscape)) if wider.adds == ANYONE_ELSE else []
        sides = {"include_ids": [], "exclude_ids": named}
    else:
        sides = {"include_ids": [wider.adds], "exclude_ids": []}
    more = {**row, **sides, "offer_id": f"{wider.offer}+{wider.kind}:{wider.adds}"}
    return _offering(rows, [*rows.landscape.offers, more])
