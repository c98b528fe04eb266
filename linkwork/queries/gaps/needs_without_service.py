"""G1: needs that nobody meets, area by area, and how many people have them."""

from collections.abc import Iterable

from linkwork.graph.hierarchy import Hierarchy, terms
from linkwork.graph.measures.demand import Figure, over_demand
from linkwork.graph.measures.overlap import coverage
from linkwork.graph.privacy import standing
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._landscape import Provision, not_told, percent, provision
from linkwork.queries._words import left_out
from linkwork.words import counted


def finish(found: Found) -> Finished:
    """Rows for the needs and areas without a service, most people first, then by name."""
    town = provision(found)
    needs = terms(found.parts["terms"], "Need")
    possible = _possible(town, needs)
    unplaced = _unplaced(town, possible) if found.parts["places"] else []
    every = _by_area(town, possible, unplaced) if found.parts["places"] else _nowhere(town, needs)
    rows = sorted(every, key=_order)
    kept = rows[: int(found.parameters["limit"])]
    untold = [_untold(town, unplaced)] if unplaced else []
    said = [*_headline(town), *untold, *left_out(len(kept), len(rows))]
    return Finished(kept, [*said, *town.demand.notes(), *town.assumptions()], nothing="" if rows else " ".join(untold))


def _by_area(town: Provision, possible: dict[str, int], unplaced: list[str]) -> Iterable[Row]:
    services = coverage(town.cells).services
    people = town.demand.places()
    for i, need in enumerate(town.cells.needs.ids):
        for j, area in enumerate(town.cells.areas.ids if need not in unplaced else ()):
            if not services[i, j]:
                yield _row(town, (need, area), people.get((need, area)), possible)


def _unplaced(town: Provision, possible: dict[str, int]) -> list[str]:
    """The needs that some service meets, but none that says where, and of which nobody has said how many have them.

    Nothing can be told of gaps in these: a row for every area would call a service missing that may be there.
    """
    services, known = coverage(town.cells).services, {need for need, _ in town.demand.places()}
    return [
        need
        for i, need in enumerate(town.cells.needs.ids)
        if possible.get(need) and not services[i].any() and need not in known
    ]


def _untold(town: Provision, unplaced: list[str]) -> str:
    are = "is" if len(unplaced) == 1 else "are"
    met = f"{counted(len(unplaced), 'need')} {are} met only by services that do not say where"
    return f"{met}, so no gap can be told there yet: {', '.join(town.named(unplaced))}."


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
        "people_in_need": figure.shown if figure else None,
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
    have = "has" if met == 1 else "have"
    said = [f"{met} of {counted(pairs, 'pair')} of need and area {have} a service{part}."]
    weights = over_demand(town.cells, town.demand)
    if weights.small:
        said.append(f"{weights.says} {not_told('sums and shares of people')}")
    elif weights.by == "people":
        share = coverage(weights.cells).share
        said.append(f"{weights.says} A service is there for {percent(share)} of these people.")
    return said


def _order(row: Row) -> tuple[float, str, str, str, str]:
    people = row["people_in_need"]
    return (
        0 if people is None else -standing(people),
        row["need"],
        row["area"] or "",
        row["need_id"],
        row["area_id"] or "",
    )
