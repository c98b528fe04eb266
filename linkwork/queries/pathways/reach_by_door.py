"""P7: from each door the needs that can be reached, and the middle of the steps and days of the quickest routes."""

from collections.abc import Mapping, Sequence
from statistics import median

from linkwork.graph.measures.routes import SELF, Journey, Route
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._pathways import Pathways, known_id
from linkwork.queries._words import left_out
from linkwork.words import counted


def finish(found: Found) -> Finished:
    """The doors, those that reach least first, then by name and id."""
    town = Pathways(found)
    start, need, audience, area = (str(found.parameters[name]) for name in ("from", "need", "audience", "area"))
    needs = town.referrals.offers.needs
    wanted = sorted(needs.leaves_of([need]) if need else needs.leaves)
    doors = [start] if start else town.referrals.doors()
    best: dict[str, dict[str, Route]] = {door: {} for door in doors}
    for reached, route in town.referrals.quickest(Journey(start, "", audience, area)):
        best[route.door][reached] = route
    rows = [_row(town, door, best[door], wanted) for door in doors if wanted]
    rows.sort(key=lambda row: (row["n_reached"], row["entry_point"], row["door_id"] or ""))
    limit = int(found.parameters["limit"])
    return Finished(rows[:limit], [*_headline(rows), *left_out(min(limit, len(rows)), len(rows), "doors")])


def _headline(rows: Sequence[Row]) -> list[str]:
    if not rows:
        return []
    pairs, reached = sum(row["n_needs"] for row in rows), sum(row["n_reached"] for row in rows)
    nowhere = set[str].intersection(*(set(row["needs_not_reached"]) for row in rows))
    said = [f"A route leads to {reached} of {counted(pairs, 'pair')} of door and need."]
    if nowhere and len(rows) > 1:
        said.append(f"No door reaches {', '.join(sorted(nowhere))}.")
    return said


def _row(town: Pathways, door: str, routes: Mapping[str, Route], wanted: Sequence[str]) -> Row:
    reached = [need for need in wanted if need in routes]
    missed = [need for need in wanted if need not in routes]
    best = [routes[need] for need in reached]
    known = [route.days for route in best if not route.unknown]
    return {
        "entry_point": town.names.get(door, door),
        "needs_reached": town.named(reached),
        "needs_not_reached": town.named(missed),
        "completeness": len(reached) / len(wanted),
        "n_reached": len(reached),
        "n_needs": len(wanted),
        "median_steps": _middle([len(route.steps) for route in best]),
        "median_wait": _middle(known),
        "waits_not_known": len(best) - len(known),
        "door_id": known_id(door),
        "reached_ids": reached,
        "not_reached_ids": missed,
        "evidence": _behind(town, door, best, wanted),
    }


def _middle(numbers: Sequence[int]) -> float | int | None:
    """The median: the middle one, or halfway between the two in the middle; None of none."""
    if not numbers:
        return None
    middle = median(numbers)
    return int(middle) if middle == int(middle) else middle


def _behind(town: Pathways, door: str, routes: Sequence[Route], wanted: Sequence[str]) -> list[str]:
    """The door, the needs, the steps of the routes, and what every service on them rests on; each id once."""
    ids = [*([door] if door != SELF else []), *wanted]
    for route in routes:
        ids += town.behind(route.steps)
        for way in route.steps:
            ids += town.evidence.get(way.to_id, ())
    return list(dict.fromkeys(ids))
