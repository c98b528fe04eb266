"""What each door leads to, and what is lost if a service, an offer or a link goes (P5, P7): each taken out in turn."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import Any

from tools.millbrook.answers_routes import SELF, Journey, Ways
from tools.millbrook.ids import id_of, taken
from tools.millbrook.town import NEEDS, Link, Offer, spread

Row = dict[str, Any]
#: A door and a need that has a way from it.
Pair = tuple[str, str]


@dataclass(frozen=True)
class Loss:
    """Valid (door, need) pairs with the tests for group and area off, whole and with something gone."""

    ways: Ways

    @cached_property
    def whole(self) -> set[Pair]:
        """The pairs with nothing gone."""
        return self.pairs()

    def pairs(self, service: str = "", link: Link | None = None, offer: Offer | None = None) -> set[Pair]:
        """The pairs that are left without a service, a link or an offer. The doors are those of the whole."""
        found: set[Pair] = set()
        for door in self.ways.doors:
            reached = self._from(door, service, link, offer)
            found |= {
                (door, need)
                for own in self.ways.town.live_offers
                if own.service in reached and own != offer
                for need in spread(NEEDS, own.needs)
            }
        return found

    def _from(self, door: str, gone: str, link: Link | None, offer: Offer | None) -> set[str]:
        """The services that a door has a way to."""
        seen: set[tuple[str, bool]] = set()
        waiting = list(self.ways.from_door(door))
        while waiting:
            step = waiting.pop()
            state = step.to, step.forbids
            open_ = step.to != gone and (link is None or step.link != link) and self.ways.enters(step, strict=True)
            if open_ and state not in seen:
                seen.add(state)
                if not step.forbids and any(own != offer for own in self.ways.town.offers_of(step.to)):
                    waiting += self.ways.onward[step.to]
        return {service for service, _ in seen}

    def row(self, left: set[Pair]) -> Row:
        """The pairs lost, the needs that no door leads to any more, and the doors that lead to nothing any more."""
        needs = {need for _, need in self.whole} - {need for _, need in left}
        doors = {door for door, _ in self.whole} - {door for door, _ in left}
        cut = sorted(taken(door) if door != SELF else door for door in doors)
        return {"lost": len(self.whole - left), "needs": sorted(needs), "doors": cut}


def if_closed(ways: Ways) -> Row:
    """P5: services, offers and links whose end loses a pair, the worst first; what loses none is left out.

    `cut_points`: the services without which the referrals, seen without direction, fall into more parts.
    """
    loss = Loss(ways)
    services = [{"service": key, **loss.row(loss.pairs(service=key))} for key in ways.town.live]
    offers = [{"offer": offer.key, **loss.row(loss.pairs(offer=offer))} for offer in ways.town.live_offers]
    links = [{"link": link_id(link), **loss.row(loss.pairs(link=link))} for link in ways.links]
    found = {"pairs": len(loss.whole), "services": services, "offers": offers, "links": links}
    lists: Row = {name: _worst(rows) if isinstance(rows, list) else rows for name, rows in found.items()}
    return lists | {"cut_points": cut_points(ways)}


def link_id(link: Link) -> str:
    """The id of a referral."""
    return f"REFERS_TO|{taken(link.sender)}|{id_of('Service', link.to)}|{link.facts['category']}"


def _worst(rows: list[Row]) -> list[Row]:
    return sorted((row for row in rows if row["lost"]), key=lambda row: (-row["lost"], min(_names(row))))


def _names(row: Row) -> Iterator[str]:
    return (value for name, value in row.items() if name in ("service", "offer", "link"))


def cut_points(ways: Ways) -> list[str]:
    """Services without which what their referrals join falls apart."""
    pairs = [(link.sender, f"Service {link.to}") for link in ways.links]
    ends = {end for pair in pairs for end in pair}
    whole = _parts(ends, pairs)
    return sorted(
        key
        for key in ways.town.live
        if (gone := f"Service {key}") in ends
        and _parts(ends - {gone}, [pair for pair in pairs if gone not in pair]) > whole
    )


def _parts(ends: set[str], pairs: list[tuple[str, str]]) -> int:
    """How many groups are joined."""
    group = {end: end for end in ends}
    for a, b in pairs:
        old, new = group[a], group[b]
        group = {end: new if of == old else of for end, of in group.items()}
    return len(set(group.values()))


def doors(ways: Ways) -> list[Row]:
    """P7: for each door the needs that no way leads to, the share of needs with one, and the middle of steps and days.

    The best way to each need counts; `days` is the middle of those on which every wait is known.
    """
    found = []
    for door in ways.doors:
        costs = ways.costs(Journey(door, ""))
        best = {}
        for need in NEEDS.all_leaves:
            ends = [cost for (service, _), cost in costs.items() if ways.ends(service, Journey(door, need))]
            if ends:
                best[need] = min(ends)
        known = [days for unknown, days, _ in best.values() if not unknown]
        found.append(
            {
                "door": taken(door) if door != SELF else door,
                "not_reached": [need for need in NEEDS.all_leaves if need not in best],
                "completeness": round(len(best) / len(NEEDS.all_leaves), 4),
                "steps": median(steps for _, _, steps in best.values()) if best else None,
                "days": median(known) if known else None,
                "ways_with_a_wait_not_known": len(best) - len(known),
            }
        )
    return found
