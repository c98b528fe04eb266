"""G1: needs that nobody meets, area by area, and how many people have them."""

from collections.abc import Iterable

from linkwork.graph.hierarchy import Hierarchy, Places, terms
from linkwork.graph.overlap import coverage
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._landscape import Provision, provision

#: People in need, and the ids of the figures that say so.
Demand = tuple[int | None, list[str]]


def finish(found: Found) -> Finished:
    """Rows for the needs and areas without a service, most people first, then by name."""
    town = provision(found)
    needs = terms(found.parts["terms"], "Need")
    rows = _by_area(town, needs) if found.parts["places"] else _nowhere(town, needs)
    rows = sorted(rows, key=_order)
    limit = int(found.parameters["limit"])
    said = _headline(town)
    if len(rows) > limit:
        said.append(f"{limit} of {len(rows)} rows are shown; ask for more with limit.")
    return Finished(rows[:limit], said + town.assumptions())


def _by_area(town: Provision, needs: Hierarchy) -> Iterable[Row]:
    services = coverage(town.cells).services
    people = _people(town.found.parts["demand"], needs, Places(town.found.parts["places"], town.asked.level).tree)
    deprived = {row["id"]: row["core20_share"] for row in town.found.parts["places"]}
    possible = _possible(town, needs)
    for i, need in enumerate(town.cells.needs.ids):
        for j, area in enumerate(town.cells.areas.ids):
            if not services[i, j]:
                number, figures = people.get((need, area), (None, []))
                yield _row(town, need, area, (number, figures), possible) | {"core20_share": deprived.get(area)}


def _nowhere(town: Provision, needs: Hierarchy) -> Iterable[Row]:
    """Without areas: the needs that no live offer meets anywhere."""
    met = {leaf for row in town.found.parts["offers"] for leaf in needs.leaves_of(row["need_ids"])}
    for need in sorted(set(town.cells.needs.ids) - met):
        yield _row(town, need, None, (None, []), {}) | {"core20_share": None}


def _row(town: Provision, need: str, area: str | None, people: Demand, possible: dict[str, int]) -> Row:
    return {
        "need": town.names[need],
        "area": town.names[area] if area else None,
        "people_in_need": people[0],
        "possible": possible.get(need, 0),
        "need_id": need,
        "area_id": area,
        "evidence": [need, *([area] if area else []), *people[1]],
    }


def _possible(town: Provision, needs: Hierarchy) -> dict[str, int]:
    """For each leaf need the services that meet it without saying where."""
    found: dict[str, set[str]] = {}
    for row in town.found.parts["offers"]:
        if row["offer_id"] and "area" in town.cells.unknown.get(row["offer_id"], ()):
            for leaf in needs.leaves_of(row["need_ids"]):
                found.setdefault(leaf, set()).add(row["service_id"])
    return {need: len(services) for need, services in found.items()}


def _people(demand: Iterable[Row], needs: Hierarchy, areas: Hierarchy) -> dict[tuple[str, str], Demand]:
    """People for each need and area: of the latest year, the figure for everybody, else the sum over audiences.

    Where one year has several methods, the first by name. Demand for areas inside an area is not added up here.
    """
    figures: dict[tuple[str, str], list[Row]] = {}
    for row in demand:
        if row["people"] is not None:
            figures.setdefault((needs.one[row["need_id"]], areas.one[row["area_id"]]), []).append(row)
    found: dict[tuple[str, str], Demand] = {}
    for place, rows in figures.items():
        year = max(row["year"] or 0 for row in rows)
        latest = [row for row in rows if (row["year"] or 0) == year]
        whole = [row for row in latest if not row["audience_id"]] or latest
        method = min(row["method"] or "" for row in whole)
        used = [row for row in whole if (row["method"] or "") == method]
        found[place] = (sum(row["people"] for row in used), [row["id"] for row in used])
    return found


def _headline(town: Provision) -> list[str]:
    if not town.found.parts["places"] or not town.cells.count:
        return []
    result = coverage(town.cells)
    pairs, met = result.services.size, int((result.services > 0).sum())
    some = met - int((result.whole & (result.services > 0)).sum())
    part = f", {some} of them for some groups only" if some else ""
    return [f"{met} of {pairs} pairs of need and area have a service{part}."]


def _order(row: Row) -> tuple[int, str, str, str, str]:
    return (-(row["people_in_need"] or 0), row["need"], row["area"] or "", row["need_id"], row["area_id"] or "")
