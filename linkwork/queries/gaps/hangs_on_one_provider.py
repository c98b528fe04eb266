"""G3: the cells in which every service is one provider's, and when its funding ends."""

from collections.abc import Sequence
from datetime import date

from linkwork.graph.days import last_day
from linkwork.graph.measures.reliance import Place, single_provider
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._landscape import Provision, provision
from linkwork.queries._order import first
from linkwork.queries._words import left_out
from linkwork.words import counted


def finish(found: Found) -> Finished:
    """A row for each need, area and set of services of one provider; ended first, then by day, unknown last."""
    town = provision(found)
    chosen = town.chosen()
    places = [
        place
        for place in single_provider(town.cells, town.supplies)
        if chosen is None or chosen[list(place.services)].any()
    ]
    until = {some: _until(town, some) for some in {place.services for place in places}}
    days = {some: _by_day(day) for some, day in until.items()}
    kept = first(
        places,
        int(found.parameters["limit"]),
        lambda place: (*days[place.services], town.names[place.need], town.names[place.area]),
        lambda place: (town.groups(place.audiences), place.need, place.area, town.called(place.services)[1]),
    )
    rows = [_row(town, place, until[place.services]) for place in kept]
    return Finished(rows, [*_headline(town, places), *left_out(len(rows), len(places)), *town.assumptions()])


def _headline(town: Provision, places: list[Place]) -> list[str]:
    """How many cells hang on one provider, and how many pairs of need and area have any such."""
    if not places:
        return []
    cells = sum(len(place.audiences) for place in places)
    some = len({(place.need, place.area) for place in places})
    pairs = len(town.cells.needs.ids) * len(town.cells.areas.ids)
    hang, have = "hangs" if cells == 1 else "hang", "has" if some == 1 else "have"
    return [
        f"{cells} of {counted(town.cells.count, 'combination')} of need, group and area {hang} on one provider; {some} "
        f"of {counted(pairs, 'pair')} of need and area {have} at least one such."
    ]


def _until(town: Provision, services: Sequence[int]) -> str | None:
    return funded_until([town.services[town.cells.services[i]]["funded_until"] for i in services])


def _row(town: Provision, place: Place, until: str | None) -> Row:
    names, ids = town.called(place.services)
    return {
        "need": town.names[place.need],
        "group": town.groups(place.audiences),
        "area": town.names[place.area],
        "only_service": names,
        "provider": "; ".join(town.services[ids[0]]["providers"]),
        "funded_until": until,
        "risk": risk(until, town.found.as_of),
        "need_id": place.need,
        "area_id": place.area,
        "service_ids": ids,
        "evidence": [place.need, place.area, *town.evidence_of(ids)],
    }


def funded_until(days: list[str | None]) -> str | None:
    """The last of these days; None if one of them is not known. A month or a year is its last day: 2027 is its end."""
    known = [day for day in days if day]
    return max(known, key=lambda day: (last_day(day), day)) if known and len(known) == len(days) else None


def risk(until: str | None, as_of: str) -> str:
    """What a day of funding means, seen from the date of the graph. A day may be a month or a year: 2027-03."""
    if not until:
        return "it is not known when funding ends"
    ended = bool(as_of) and last_day(until).isoformat() < as_of
    return "funding has ended" if ended else f"funding ends {until}"


def _by_day(until: str | None) -> tuple[bool, date]:
    return until is None, last_day(until) if until else date.max
