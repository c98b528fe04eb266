"""Wards for the offers that leave them open, so that the planned overlaps and gaps are all there are."""

import random
from dataclasses import replace

from tools.millbrook.plan.offers import OFFERS, OVERLAPS
from tools.millbrook.tables import table
from tools.millbrook.town import AREAS, GAPS, NEEDS, WARDS, Cell, Offer, Town, box, spread

PLANNED = {frozenset((row["a"], row["b"])) for row in table(OVERLAPS)}
#: How often to try one service, and the whole town, before giving up.
TRIES, STARTS = 300, 400


class StuckError(Exception):
    """No draw found that keeps to the plan."""


def draw_offers(town: Town, rng: random.Random) -> list[Offer]:
    """The offers with their wards. Raises StuckError if the plan cannot be kept."""
    for _ in range(STARTS):
        try:
            return _start(town, rng)
        except StuckError as error:
            stuck = error
    raise stuck


def _start(town: Town, rng: random.Random) -> list[Offer]:
    planned, open_ = _planned()
    done: dict[str, list[Offer]] = {}
    cells: dict[str, set[Cell]] = {}
    order = sorted(town.services, key=lambda key: any(offer.key in open_ for offer in planned if offer.service == key))
    for service in order:
        own = [offer for offer in planned if offer.service == service]
        for _ in range(TRIES):
            drawn = [_with_wards(offer, open_.get(offer.key, 0), rng) for offer in own]
            found = {cell for offer in drawn for cell in box(offer)}
            if service not in town.live or _keeps(service, found, cells):
                break
        else:
            raise StuckError(f"{service} overlaps with {_clash(service, found, cells)}")
        done[service] = drawn
        if service in town.live:
            cells[service] = found
    _fill(done, cells, open_, rng)
    return [offer for service in town.services for offer in done[service]]


def _planned() -> tuple[list[Offer], dict[str, int]]:
    """The offers with their fixed areas, and how many wards to draw for each key."""
    offers, open_ = [], {}
    for row in table(OFFERS):
        areas = row["areas"].split()
        offer = Offer(
            row["service"],
            row["offer"],
            tuple(row["needs"].split()),
            tuple(row["for"].split()),
            tuple(row["not for"].split()),
            tuple(area for area in areas if not area.startswith("?")),
        )
        offers.append(offer)
        for area in areas:
            if area.startswith("?"):
                open_[offer.key] = int(area[1:])
    return offers, open_


def _may(offer: Offer, ward: str) -> bool:
    """Whether the offer could be given in a ward without closing a planned gap."""
    return not any((need, ward) in GAPS for need in spread(NEEDS, offer.needs))


def _with_wards(offer: Offer, number: int, rng: random.Random) -> Offer:
    if not number:
        return offer
    able = [ward for ward in WARDS if ward not in offer.areas and _may(offer, ward)]
    chosen = rng.sample(able, number)
    return replace(offer, areas=tuple(ward for ward in WARDS if ward in chosen or ward in offer.areas))


def _keeps(service: str, own: set[Cell], cells: dict[str, set[Cell]]) -> bool:
    return not _clash(service, own, cells)


def _clash(service: str, own: set[Cell], cells: dict[str, set[Cell]]) -> list[str]:
    """The services with which this one would overlap unplanned, or would not as planned."""
    wrong = []
    for other, theirs in cells.items():
        smaller = min(len(own), len(theirs))
        much = bool(smaller) and 2 * len(own & theirs) >= smaller
        if other != service and much != (frozenset((service, other)) in PLANNED):
            wrong.append(other)
    return wrong


def _fill(done: dict[str, list[Offer]], cells: dict[str, set[Cell]], open_: dict[str, int], rng: random.Random) -> None:
    """Widen offers until every need that is not a planned gap is met in every ward. Raises StuckError."""
    for need in NEEDS.all_leaves:
        for ward in WARDS:
            met = any((need, ward) == (cell[0], cell[2]) for own in cells.values() for cell in own)
            if not met and (need, ward) not in GAPS:
                _widen(need, ward, (done, cells, open_), rng)


def _widen(
    need: str, ward: str, town: tuple[dict[str, list[Offer]], dict[str, set[Cell]], dict[str, int]], rng: random.Random
) -> None:
    done, cells, open_ = town
    able = [offer for service in cells for offer in done[service] if offer.key in open_]
    able = [offer for offer in able if need in spread(NEEDS, offer.needs) and _may(offer, ward)]
    for offer in rng.sample(able, len(able)):
        wider = replace(offer, areas=tuple(w for w in WARDS if w == ward or w in spread(AREAS, offer.areas)))
        own = [wider if other == offer else other for other in done[offer.service]]
        found = {cell for each in own for cell in box(each)}
        if _keeps(offer.service, found, cells):
            done[offer.service], cells[offer.service] = own, found
            return
    raise StuckError(f"nobody can meet {need} in {ward}")
