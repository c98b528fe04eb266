"""O1: overlap of services by cells, from the offers of both."""

from linkwork.graph.measures.chance import Chance, chance
from linkwork.graph.measures.demand import weighed
from linkwork.graph.measures.footprint import Cells
from linkwork.graph.measures.overlap import Overlap, overlaps
from linkwork.queries import Finished, Found
from linkwork.queries._judged import Judged, last_judged
from linkwork.queries._landscape import Provision, provision
from linkwork.queries._words import every, left_out


def finish(found: Found) -> Finished:
    """Pairs from the containment asked for, those most alike first."""
    town = provision(found)
    at_least, limit = float(found.parameters["at_least"]), int(found.parameters["limit"])
    weights = weighed(town.cells, town.demand)
    result = overlaps(weights.cells, at_least, limit, town.chosen())
    judged = last_judged(found.rows)
    odds = chance(town.rows)
    said = [weights.says]
    said += left_out(len(result.pairs), result.total, "pairs")
    narrow = [found.words[name] for name in ("need", "area", "audience") if found.parameters[name]]
    if narrow:
        said.append(f"Only what is done for {', '.join(narrow)} is compared, so the shares are shares of that.")
    if odds.pairs:
        share = "shares" if odds.pairs == 1 else "share"
        said.append(
            f"Chance looks at needs alone, over {every(odds.total, 'need')} that somebody meets and "
            f"{every(odds.pairs, 'pair')} of services that {share} one, whatever the question is narrowed to."
        )
    rows = [_row(town, pair, judged, odds) for pair in result.pairs]
    return Finished(rows, said + list(town.demand.notes()) + town.assumptions())


def _shared_cells(cells: Cells, pair: Overlap) -> int:
    return int(cells.counts[cells.shared_columns(pair.a, pair.b)].sum())


def _row(town: Provision, pair: Overlap, judged: Judged, odds: Chance) -> dict[str, object]:
    ids = [town.cells.services[i] for i in (pair.a, pair.b)]
    a, b = (town.services[id_] for id_ in ids)
    needs, groups, areas = town.cells.shared(pair.a, pair.b)
    said = judged.get(frozenset(ids), {"overlap": None, "evidence": []})
    p_value, p_adjusted = odds.of(*ids)
    return {
        "service_a": a["service"],
        "provider_a": "; ".join(a["providers"]),
        "service_b": b["service"],
        "provider_b": "; ".join(b["providers"]),
        "shared_needs": town.named(needs),
        "shared_groups": town.groups(groups),
        "shared_areas": town.named(areas),
        "shared_cells": _shared_cells(town.cells, pair),
        "containment_a_in_b": round(pair.containment_a_in_b, 4),
        "containment_b_in_a": round(pair.containment_b_in_a, 4),
        "overlap_coefficient": round(pair.coefficient, 4),
        "jaccard": round(pair.jaccard, 4),
        "p_value": round(p_value, 4),
        "intentional": said["overlap"],
        "p_adjusted": round(p_adjusted, 4),
        "service_a_id": ids[0],
        "service_b_id": ids[1],
        "evidence": [*town.evidence[ids[0]], *town.evidence[ids[1]], *said["evidence"]],
    }
