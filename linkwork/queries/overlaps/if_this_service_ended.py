"""O9: who is left where a service is, and for how many of its people."""

from linkwork.graph.measures.reliance import Ending, endings
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._landscape import Provision, provision
from linkwork.queries._words import left_out
from linkwork.words import counted, listed


def finish(found: Found) -> Finished:
    """A row for each service, need, area and set of others; nobody else first, then most people uncovered."""
    town = provision(found)
    limit, chosen = int(found.parameters["limit"]), town.chosen()
    result = endings((town.cells, town.whole), town.supplies, limit, chosen)
    said = left_out(len(result.rows), result.total)
    asked = [
        id_ for i, id_ in enumerate(town.cells.services) if town.cells.numbers[i] and (chosen is None or chosen[i])
    ]
    if without := sum(town.supplies[id_].capacity is None for id_ in asked):
        they = "does not say how many people it" if without == 1 else "do not say how many people they"
        said.append(f"{without} of {counted(len(asked), 'service')} asked about {they} can take on.")
    return Finished([_row(town, ending) for ending in result.rows], said + town.assumptions())


def _row(town: Provision, ending: Ending) -> Row:
    place, service = ending.place, town.cells.services[ending.service]
    groups = town.groups(place.audiences)
    names, ids = town.called(place.services)
    need, area = town.names[place.need], town.names[place.area]
    return {
        "service": town.service_name(ending.service),
        "cell": f"{need} for {listed(groups)} in {area}",
        "other_services": names,
        "spare_capacity": _rounded(ending.spare),
        "uncovered_people": _rounded(ending.uncovered),
        "people": _rounded(ending.people),
        "need": need,
        "groups": groups,
        "area": area,
        "funded_until": town.services[service]["funded_until"],
        "service_id": service,
        "need_id": place.need,
        "area_id": place.area,
        "other_service_ids": ids,
        "evidence": [place.need, place.area, *town.evidence_of([service, *ids])],
    }


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 1)
