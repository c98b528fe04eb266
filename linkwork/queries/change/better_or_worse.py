"""C3: overlap, gaps and routes at two dates, and whether they may be compared."""

from collections.abc import Iterator

import polars as pl

from linkwork.graph.measures.crowding import crowding
from linkwork.graph.measures.demand import over_demand
from linkwork.graph.measures.overlap import coverage, overlaps
from linkwork.graph.measures.reliance import by_one_provider
from linkwork.graph.privacy import SMALL
from linkwork.graph.stability import stability
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries.change._two_days import CELL_PARTS, ROUTE_PARTS, Dates, Day, TwoDays, dates, on

#: A measure, its value (None: not known), which way is better, and why it is not known.
Measured = tuple[str, float | None, str, str]
MORE, LESS, EITHER = "more", "less", "either"
COVER = (
    ("coverage: share of need, group and area with a service", MORE),
    ("fragile coverage: share with one service alone", LESS),
    ("combinations of need, group and area", EITHER),
    ("of these, with a service", MORE),
    ("of these, with one service alone", LESS),
    ("of these, with one provider alone", LESS),
    ("gaps: pairs of need and area without a service", LESS),
    ("overlapping pairs: services that share half or more", EITHER),
    ("effective providers, mean over need and area with any", EITHER),
)
ROUTES = (
    ("reach: share of pairs of door and need with a route", MORE),
    ("pairs of door and need with a route", MORE),
    ("pairs of door and need", EITHER),
    ("dead ends", LESS),
    ("loops", EITHER),
    ("services nobody can reach", LESS),
)
PEOPLE = "people in need with a service: share of those known"


def finish(found: Found) -> Finished:
    """A row a measure: services, cover, people, routes, links, in a fixed order."""
    chosen = dates(found)
    if isinstance(chosen, str):
        return Finished((), nothing=chosen)
    # While what the rounds fold to is held for both days: it is read for the last time by what comes after.
    links = _links(chosen, found)
    days = on(found, chosen, (*CELL_PARTS, *ROUTE_PARTS))
    why, rests = days.why_not(), _evidence(days)
    sides = zip(_measured(days.before), _measured(days.after), strict=True)
    rows = [*(_row(days, first, second, why) for first, second in sides), links]
    said = [f"{days.before.day} is compared with {days.after.day}, each as all rounds up to that day have it."]
    said.append("Every combination of need, group and area counts as one, but where people in need are named.")
    return Finished([row | {"evidence": [rests]} for row in rows], said)


def _measured(day: Day) -> Iterator[Measured]:
    yield "live services", float(len(day.live)), EITHER, ""
    cover = _cover(day) if day.has_cells else [None] * len(COVER)
    yield from ((name, value, way, day.lacking) for (name, way), value in zip(COVER, cover, strict=True))
    yield _people(day)
    routes = _routes(day) if day.has_links else [None] * len(ROUTES)
    lacking = "" if day.has_links else "no referral links were loaded"
    yield from ((name, value, way, lacking) for (name, way), value in zip(ROUTES, routes, strict=True))


def _cover(day: Day) -> list[float | None]:
    cells, supplies = day.town.cells, day.town.supplies
    result, crowd = coverage(cells), crowding(cells, day.town.whole, supplies)
    there = crowd.effective[crowd.effective > 0]
    return [
        result.share,
        result.fragile,
        result.cells,
        result.covered,
        result.single,
        int(cells.counts[by_one_provider(cells, supplies)].sum()),
        int((result.services == 0).sum()),
        overlaps(cells, 0.5, 1).total,
        float(there.mean()) if len(there) else None,
    ]


def _people(day: Day) -> Measured:
    """Coverage weighed by people in need, where it may be told."""
    if not day.has_cells:
        return PEOPLE, None, MORE, day.lacking
    weights = over_demand(day.town.cells, day.town.demand)
    if weights.by != "people":
        return PEOPLE, None, MORE, "people in need were not loaded"
    if weights.small:
        return PEOPLE, None, MORE, f"a number under {SMALL} people may not be shown, so the share is left out"
    return PEOPLE, coverage(weights.cells).share, MORE, ""


def _routes(day: Day) -> list[float | None]:
    referrals = day.paths.referrals
    reach = referrals.reach()
    return [
        reach.share,
        len(reach.valid),
        len(reach.doors) * len(reach.needs),
        len(referrals.dead_ends()),
        len(referrals.network.loops()),
        len(referrals.unreachable()),
    ]


def _row(days: TwoDays, first: Measured, second: Measured, why: list[str]) -> Row:
    name, before, way, lacking = first
    _, after, _, now_lacking = second
    said = list(why)
    said += [f"{words} for {day.day}" for words, day in ((lacking, days.before), (now_lacking, days.after)) if words]
    known = before is not None and after is not None
    return {
        "measure": name,
        "round_1": _rounded(before),
        "round_2": _rounded(after),
        "difference": _rounded(after - before) if before is not None and after is not None else None,
        "comparable": "yes" if known and not said else "no",
        "why_not": "; ".join(said) or None,
        "better": way,
    }


def _links(chosen: Dates, found: Found) -> Row:
    """Link stability between the dates, of the sources that can be compared: one figure, of both dates together."""
    links = found.rounds.ties(chosen.start, chosen.end, None).links
    own = links.filter(pl.col("source").is_in(chosen.sources[0]))["change"]
    share = stability(*(int((own == word).sum()) for word in ("kept", "new", "ended")))
    return {
        "measure": "link stability: share of all links that are in both",
        "round_1": None,
        "round_2": _rounded(share),
        "difference": None,
        "comparable": "no" if share is None else "yes",
        "why_not": "no links of one source were loaded at both dates" if share is None else None,
        "better": EITHER,
    }


def _evidence(days: TwoDays) -> frozenset[str]:
    """What the measures rest on: the services, their offers, and the referrals, of both dates."""
    both = (days.before, days.after)
    referrals = (row["id"] for day in both for row in day.found.parts["referrals"])
    return frozenset(referrals).union(*(own for day in both for own in day.town.evidence.values()))


def _rounded(value: float | None) -> float | int | None:
    """A count whole, a share to four places."""
    if value is None:
        return None
    return int(value) if float(value).is_integer() else round(value, 4)
