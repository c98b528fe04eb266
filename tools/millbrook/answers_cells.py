"""Overlaps, gaps, crowding and reliance, worked out cell by cell with plain sets."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from math import comb

from tools.millbrook.plan.services import SECOND_PROVIDER
from tools.millbrook.town import AREAS, GROUPS, NEEDS, WARDS, Cell, Offer, Town, box, groups, spread

#: A need in a ward.
Place = tuple[str, str]
#: Fewer referrals a month than this are not shown, so nothing is worked out from them.
SMALL = 5


@dataclass(frozen=True)
class Map:
    """Who reaches which cell."""

    town: Town

    @cached_property
    def of(self) -> dict[str, frozenset[Cell]]:
        """The cells of every live service that has any."""
        found = {key: self.town.footprint(key) for key in self.town.live}
        return {key: cells for key, cells in found.items() if cells}

    @cached_property
    def at(self) -> dict[Cell, list[str]]:
        """The services that reach each cell; every cell there is."""
        every = [(need, group, ward) for need in NEEDS.all_leaves for group in GROUPS for ward in WARDS]
        return {cell: [key for key, own in self.of.items() if cell in own] for cell in every}

    @cached_property
    def places(self) -> dict[Place, list[str]]:
        """The services that meet each need in each ward, for anybody."""
        found: dict[Place, set[str]] = {(need, ward): set() for need in NEEDS.all_leaves for ward in WARDS}
        for (need, _, ward), services in self.at.items():
            found[need, ward].update(services)
        return {place: sorted(services) for place, services in found.items()}

    @cached_property
    def people(self) -> dict[Place, int]:
        """People in need: of the latest year, by the first method by name."""
        found: dict[Place, int] = {}
        for row in sorted(self.town.demand, key=lambda row: (-int(row["year"]), row["method"])):
            found.setdefault((row["need"], row["area"]), int(row["people"]))
        return found

    def providers(self, service: str) -> list[str]:
        """Who provides a service."""
        return sorted({*self.town.providers(service), *SECOND_PROVIDER.get(service, "").split()})

    def capacity(self, service: str) -> int:
        """People it can take on in a year: its own word, else the sum of its offers'. Every service says."""
        own = self.town.shown(service, "capacity")
        return int(own) if own else sum(int(self.town.facts[o.key]["capacity"]) for o in self.town.offers_of(service))

    def spare(self, service: str) -> int | None:
        """What twelve months of referrals leave of its capacity; None where they are few or not known."""
        month = self.town.shown(service, "referrals_month")
        return max(0, self.capacity(service) - 12 * int(month)) if month and int(month) >= SMALL else None


def overlaps(map_: Map) -> list[dict[str, object]]:
    """The pairs of services of which one does half or more of what the other does."""
    odds = chances(map_)
    found: list[dict[str, object]] = []
    for a, b in combinations(sorted(map_.of), 2):
        shared = len(map_.of[a] & map_.of[b])
        sizes = len(map_.of[a]), len(map_.of[b])
        if 2 * shared >= min(sizes):
            p_value, adjusted = odds[a, b]
            row = {"a": a, "b": b, "shared_cells": shared, "cells_a": sizes[0], "cells_b": sizes[1]}
            containments = {"a_in_b": round(shared / sizes[0], 4), "b_in_a": round(shared / sizes[1], 4)}
            found.append(row | containments | {"p_value": round(p_value, 4), "p_adjusted": round(adjusted, 4)})
    return found


def chances(map_: Map) -> dict[tuple[str, str], tuple[float, float]]:
    """P(X >= shared needs) of every pair that shares a need, and the same adjusted by Benjamini and Hochberg."""
    needs = {
        key: {need for offer in map_.town.offers_of(key) for need in spread(NEEDS, offer.needs)}
        for key in map_.town.live
    }
    total = len(set().union(*needs.values()))
    tail: dict[tuple[str, str], float] = {}
    for a, b in combinations(sorted(needs), 2):
        shared, k, n = len(needs[a] & needs[b]), len(needs[a]), len(needs[b])
        if shared:
            ways = sum(comb(k, i) * comb(total - k, n - i) for i in range(shared, min(k, n) + 1))
            tail[a, b] = ways / comb(total, n)
    ordered = sorted(tail, key=lambda pair: tail[pair], reverse=True)
    adjusted, least = {}, 1.0
    for place, pair in enumerate(ordered):
        least = min(least, tail[pair] * len(ordered) / (len(ordered) - place))
        adjusted[pair] = (tail[pair], least)
    return adjusted


def gaps(map_: Map) -> list[dict[str, object]]:
    """The needs that nobody meets, ward by ward."""
    return [
        {"need": need, "area": ward, "people": map_.people[need, ward]}
        for (need, ward), services in map_.places.items()
        if not services
    ]


def coverage(map_: Map) -> dict[str, object]:
    """Counts of cells and of places with a service, and by people."""
    reached = [len(services) for services in map_.at.values()]
    met = {place for place, services in map_.places.items() if services}
    whole = [place for place in met if all(map_.at[place[0], group, place[1]] for group in GROUPS)]
    return {
        "cells": len(reached),
        "cells_covered": sum(n > 0 for n in reached),
        "cells_with_one_service": sum(n == 1 for n in reached),
        "places": len(map_.places),
        "places_covered": len(met),
        "places_covered_for_everyone": len(whole),
        "places_with_one_service": sum(len(services) == 1 for services in map_.places.values()),
        "people": sum(map_.people.values()),
        "people_covered": sum(map_.people[place] for place in met),
    }


def single_provider(map_: Map) -> dict[str, int]:
    """For each provider the cells that hang on it alone."""
    found: dict[str, int] = {}
    for services in map_.at.values():
        providers = {provider for service in services for provider in map_.providers(service)}
        if len(providers) == 1:
            found[min(providers)] = found.get(min(providers), 0) + 1
    return dict(sorted(found.items()))


def crowding(map_: Map) -> list[dict[str, object]]:
    """Every need in every ward: services, providers, capacity and effective providers."""
    found: list[dict[str, object]] = []
    for (need, ward), services in map_.places.items():
        capacity: dict[str, float] = {}
        for service in services:
            here = sum((need, group, ward) in map_.of[service] for group in GROUPS)
            providers = map_.providers(service)
            for provider in providers:
                share = map_.capacity(service) * here / len(map_.of[service]) / len(providers)
                capacity[provider] = capacity.get(provider, 0) + share
        total = sum(capacity.values())
        squares = sum((share / total) ** 2 for share in capacity.values())
        row = {"need": need, "area": ward, "services": len(services), "providers": len(capacity)}
        numbers = {"capacity": round(total, 1), "effective": round(1 / squares, 2) if squares else 0}
        found.append(row | numbers | {"people": map_.people[need, ward]})
    return found


def also_covered(map_: Map) -> list[dict[str, object]]:
    """For every service with cells, how many are its own alone, and the share that others reach too."""
    found: list[dict[str, object]] = []
    for key, own in sorted(map_.of.items()):
        unique = sum(len(map_.at[cell]) == 1 for cell in own)
        found.append({"service": key, "cells": len(own), "unique": unique, "share": round(1 - unique / len(own), 4)})
    return found


def next_steps(map_: Map) -> list[dict[str, object]]:
    """The changes that close most gaps by people, one after another, until none closes any."""
    open_ = {place for place, services in map_.places.items() if not services}
    total = sum(map_.people[place] for place in open_)
    found: list[dict[str, object]] = []
    closed = 0
    while True:
        changes = [
            (-sum(map_.people[place] for place in wider & open_), offer.key, kind, added, wider)
            for offer in _extensible(map_)
            for kind, added, wider in _wider(offer)
            if wider & open_
        ]
        if not changes:
            return found
        people, offer, _, added, wider = min(
            changes, key=lambda change: (change[0], change[1].replace(" ", "-"), change[2])
        )
        closed -= people
        open_ -= wider
        found.append({"offer": offer, "adds": added, "people": -people, "share": round(closed / total, 4)})


def _extensible(map_: Map) -> Iterator[Offer]:
    return (offer for offer in map_.town.live_offers if box(offer))


def _wider(offer: Offer) -> Iterator[tuple[int, str, set[Place]]]:
    """The places of an offer with one thing added: a need (0), a ward (2); a group adds no place."""
    needs, wards = spread(NEEDS, offer.needs), spread(AREAS, offer.areas)
    if groups(offer):
        for need in NEEDS.all_leaves:
            yield 0, need, {(one, ward) for one in needs | {need} for ward in wards}
        for ward in WARDS:
            yield 2, ward, {(need, one) for need in needs for one in wards | {ward}}


def if_ended(map_: Map, service: str) -> list[dict[str, object]]:
    """What is left of a service's cells without it: by need, ward and the others there, groups together."""
    merged: dict[tuple[str, str, tuple[str, ...]], int] = {}
    for need, group, ward in map_.of[service]:
        others = tuple(sorted(key for key in map_.at[need, group, ward] if key != service))
        merged[need, ward, others] = merged.get((need, ward, others), 0) + 1
    found: list[dict[str, object]] = []
    for (need, ward, others), number in sorted(merged.items()):
        people = map_.capacity(service) * number / len(map_.of[service])
        room = [map_.spare(key) for key in others]
        spare = sum((free or 0) * number / len(map_.of[key]) for free, key in zip(room, others, strict=True))
        known = None not in room
        left: float | None = max(0.0, people - spare) if known else None
        row = {"need": need, "area": ward, "others": list(others), "people": round(people, 2)}
        found.append(
            row | {"spare": round(spare, 2) if known else None, "uncovered": None if left is None else round(left, 2)}
        )
    return found
