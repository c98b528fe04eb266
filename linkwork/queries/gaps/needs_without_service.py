"""G1: needs that nobody meets, area by area, and how many people have them."""

from collections.abc import Iterable

from linkwork.graph.demand import Figure, over_demand
from linkwork.graph.hierarchy import Hierarchy, terms
from linkwork.graph.overlap import coverage
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._landscape import Provision, percent, provision, shown


def finish(found: Found) -> Finished:
    """Rows for the needs and areas without a service, most people first, then by name."""
    town = provision(found)
    needs = terms(found.parts["terms"], "Need")
    rows = _by_area(town, needs) if found.parts["places"] else _nowhere(town, needs)
    kept, said = shown(sorted(rows, key=_order), int(found.parameters["limit"]))
    return Finished(kept, [*_headline(town), *said, *town.demand.notes(), *town.assumptions()])


def _by_area(town: Provision, needs: Hierarchy) -> Iterable[Row]:
    services = coverage(town.cells).services
    people = town.demand.places()
    possible = _possible(town, needs)
    for i, need in enumerate(town.cells.needs.ids):
        for j, area in enumerate(town.cells.areas.ids):
            if not services[i, j]:
                yield _row(town, (need, area), people.get((need, area)), possible)


def _nowhere(town: Provision, needs: Hierarchy) -> Iterable[Row]:
    """Without areas: the needs that no live offer meets anywhere."""
    met = {leaf for row in town.found.parts["offers"] for leaf in needs.leaves_of(row["need_ids"])}
    for need in sorted(set(town.cells.needs.ids) - met):
        yield _row(town, (need, None), None, {})


def _row(town: Provision, place: tuple[str, str | None], figure: Figure | None, possible: dict[str, int]) -> Row:
    need, area = place
    return {
        "need": town.names[need],
        "area": town.names[area] if area else None,
        "people_in_need": figure.people if figure else None,
        "core20_share": town.core20.get(area) if area else None,
        "possible": possible.get(need, 0),
        "need_id": need,
        "area_id": area,
        "evidence": [need, *([area] if area else []), *(figure.ids if figure else ())],
    }


def _possible(town: Provision, needs: Hierarchy) -> dict[str, int]:
    """For each leaf need the services that meet it without saying where."""
    found: dict[str, set[str]] = {}
    for row in town.found.parts["offers"]:
        if row["offer_id"] and "area" in town.cells.unknown.get(row["offer_id"], ()):
            for leaf in needs.leaves_of(row["need_ids"]):
                found.setdefault(leaf, set()).add(row["service_id"])
    return {need: len(services) for need, services in found.items()}


def _headline(town: Provision) -> list[str]:
    if not town.found.parts["places"] or not town.cells.count:
        return []
    result = coverage(town.cells)
    pairs, met = result.services.size, int((result.services > 0).sum())
    some = met - int((result.whole & (result.services > 0)).sum())
    part = f", {some} of them for some groups only" if some else ""
    said = [f"{met} of {pairs} pairs of need and area have a service{part}."]
    weights = over_demand(town.cells, town.demand)
    if weights.by == "people":
        share = coverage(weights.cells).share
        said.append(f"{weights.says} A service is there for {percent(share)} of these people.")
    return said


def _order(row: Row) -> tuple[int, str, str, str, str]:
    return (-(row["people_in_need"] or 0), row["need"], row["area"] or "", row["need_id"], row["area_id"] or "")
