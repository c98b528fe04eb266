"""O4: the share of what each service does that others do too, and who they are."""

from collections.abc import Sequence

from linkwork.graph.measures.demand import weighed
from linkwork.graph.measures.reliance import Covered, also_covered, covered_by
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._landscape import Provision, provision
from linkwork.queries._words import left_out


def finish(found: Found) -> Finished:
    """Services from the share asked for, those most also covered first, then those with fewest unique cells."""
    town = provision(found)
    weights = weighed(town.cells, town.demand)
    result = also_covered(weights.cells)
    least, limit, chosen = float(found.parameters["at_least"]), int(found.parameters["limit"]), town.chosen()
    places = [
        i for i in range(len(town.cells.services)) if result.share[i] >= least - 1e-9 and (chosen is None or chosen[i])
    ]
    places.sort(key=lambda i: (-round(float(result.share[i]), 9), result.unique[i], town.service_name(i), i))
    said = [weights.says]
    kept = places[:limit]
    others = covered_by(weights.cells, kept)
    rows = [_row(town, result, *pair) for pair in zip(kept, others, strict=True)]
    limited = left_out(len(kept), len(places), "services")
    return Finished(rows, [*said, *limited, *town.demand.notes(), *town.assumptions()])


def _row(town: Provision, result: Covered, place: int, others: Sequence[int]) -> Row:
    id_ = town.cells.services[place]
    service = town.services[id_]
    ids = [town.cells.services[i] for i in others]
    return {
        "service": town.service_name(place),
        "provider": "; ".join(service["providers"]),
        "footprint_cells": int(town.cells.numbers[place]),
        "unique_cells": int(result.unique[place]),
        "also_covered": round(float(result.share[place]), 4),
        "covered_by": [town.service_name(i) for i in others],
        "funded_until": service["funded_until"],
        "service_id": id_,
        "covered_by_ids": ids,
        "evidence": town.evidence_of([id_, *ids]),
    }
