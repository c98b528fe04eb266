"""What moved between the two mapping rounds, and how much of it is real (C2 to C6)."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any

from tools.millbrook import answers_routes
from tools.millbrook.answers_cells import Map, overlaps, single_provider
from tools.millbrook.answers_rounds import records
from tools.millbrook.answers_routes import Ways
from tools.millbrook.plan.rounds import BEFORE, BETWEEN, FIRST, LAST
from tools.millbrook.sheets import Sheets, referrals_on
from tools.millbrook.tables import table
from tools.millbrook.town import Town

Row = dict[str, Any]
#: The service that had not closed yet.
CLOSED_SINCE = "bereavement-listeners"


def then(town: Town) -> Town:
    """The town as the first mapping alone had it."""
    facts = {key: dict(own) for key, own in town.facts.items()}
    for row in table(BEFORE):
        kind, key = row["record"].split()
        if kind == "Service":
            facts[key][row["field"]] = row["2025"]
    before = town.in_2025(CLOSED_SINCE)
    return replace(before, facts=facts, links=list(referrals_on(town, first=True)), directory={})


def links(before: Sheets, after: Sheets) -> Row:
    """C2: for each sort of link how many were kept, are new and have ended, and kept / (kept + new + ended).

    `of_bodies_in_both`: the same of those links alone whose both ends the mapping named in both years, a link counted
    once however many categories it comes in.
    """
    old, new = (_links(records(sheets)) for sheets in (before, after))
    there = [{id_ for id_ in records(sheets) if "|" not in id_} for sheets in (before, after)]
    both = there[0] & there[1]
    found: Row = {}
    for kind in sorted(old.keys() | new.keys()):
        a, b = old.get(kind, set()), new.get(kind, set())
        ends = [{pair for id_ in ids if both.issuperset(pair := _ends(id_))} for ids in (a, b)]
        found[kind] = _stability(a, b) | {"of_bodies_in_both": _stability(ends[0], ends[1])}
    return found


def _links(found: Mapping[str, object]) -> dict[str, set[str]]:
    kinds: dict[str, set[str]] = {}
    for id_ in found:
        if "|" in id_:
            kinds.setdefault(id_.split("|")[0], set()).add(id_)
    return kinds


def _ends(link: str) -> tuple[str, str]:
    _, start, end, *_ = link.split("|")
    return start, end


def _stability(before: Collection[Any], after: Collection[Any]) -> Row:
    a, b = set(before), set(after)
    share = round(len(a & b) / len(a | b), 4) if a | b else None
    return {"kept": len(a & b), "new": len(b - a), "ended": len(a - b), "share": share}


def measures(town: Town) -> dict[str, int]:
    """C3: what is counted in each round."""
    map_, ways = Map(town), Ways(town)
    pairs, of = answers_routes.reach(ways)
    reached = [len(there) for there in map_.at.values()]
    return {
        "live_services": len(town.live),
        "overlapping_pairs": len(overlaps(map_)),
        "cells": len(reached),
        "cells_covered": sum(n > 0 for n in reached),
        "cells_with_one_service": sum(n == 1 for n in reached),
        "cells_with_one_provider": sum(single_provider(map_).values()),
        "gaps": sum(not there for there in map_.places.values()),
        "pairs_with_a_way": pairs,
        "pairs": of,
        "dead_ends": len(answers_routes.dead_ends(ways)),
        "loops": len(answers_routes.loops(ways)),
        "unreachable": len(answers_routes.unreachable(ways)),
    }


def moved_places(before: Town, after: Town) -> Row:
    """C4: needs in wards that are now a gap, met by one service or by several and were not, and how many of each."""
    old, new = Map(before).places, Map(after).places
    rows = [
        {
            "need": place[0],
            "area": place[1],
            "before": _state(old[place]),
            "after": _state(there),
            "came": sorted(set(there) - set(old[place])),
            "went": sorted(set(old[place]) - set(there)),
        }
        for place, there in new.items()
        if _state(old[place]) != _state(there)
    ]
    table_ = Counter(f"{_state(old[place])} > {_state(there)}" for place, there in new.items())
    return {"moved": rows, "places": dict(sorted(table_.items()))}


def _state(there: Collection[str]) -> str:
    return ("gap", "single")[len(there)] if len(there) < 2 else "covered"


def not_confirmed(rounds: Mapping[str, Sheets]) -> list[Row]:
    """C5: the records that the last round does not name, with the last that does; `stale` if all its sources let it go.

    A record that the directory alone names, or named last, stands: the mapping's silence makes nothing of it stale.
    """
    said = {day: {id_ for id_ in records(sheets) if "|" not in id_} for day, sheets in rounds.items()}
    found = []
    for id_ in sorted((said[FIRST] | said[BETWEEN]) - said[LAST]):
        last = BETWEEN if id_ in said[BETWEEN] else FIRST
        found.append({"id": id_, "last": last, "stale": last == FIRST})
    return found


def real_or_newly_seen(before: Town, after: Town) -> Row:
    """C6: for each measure of cells how much of its change is that of services in both rounds, and the rest."""
    shared = [key for key in before.services if key in after.services and _seen(after, key)]
    found: Row = {}
    for name, count in _COUNTS.items():
        whole = [count(Map(town)) for town in (before, after)]
        same = [count(Map(_only(town, shared))) for town in (before, after)]
        change, real = whole[1] - whole[0], same[1] - same[0]
        found[name] = {"before": whole[0], "after": whole[1], "same": real, "newly_seen": change - real}
    return {"services": {"before": len(before.live), "after": len(after.live), "in_both": len(shared)}, **found}


def _seen(town: Town, service: str) -> bool:
    """Whether any source says it in March 2026."""
    return any(town.said_in(service, word) for word in ("map", "new", "dir"))


def _only(town: Town, services: Collection[str]) -> Town:
    kept = {key: row for key, row in town.services.items() if key in services}
    return replace(town, services=kept, offers=[offer for offer in town.offers if offer.service in kept])


_COUNTS: dict[str, Callable[[Map], int]] = {
    "cells_covered": lambda map_: sum(bool(there) for there in map_.at.values()),
    "cells_with_one_service": lambda map_: sum(len(there) == 1 for there in map_.at.values()),
    "gaps": lambda map_: sum(not there for there in map_.places.values()),
    "overlapping_pairs": lambda map_: len(overlaps(map_)),
}
