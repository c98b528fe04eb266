"""O1: overlap of services by cells, from the offers of both."""

from typing import TYPE_CHECKING

from linkwork.graph.overlap import Overlap, overlaps
from linkwork.queries import Finished, Found
from linkwork.queries._landscape import Provision, provision

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Judged = dict[frozenset[str], tuple[str, list[str]]]


def finish(found: Found) -> Finished:
    """Pairs from the containment asked for, those most alike first."""
    town = provision(found)
    at_least, limit = float(found.parameters["at_least"]), int(found.parameters["limit"])
    result = overlaps(town.cells, at_least, limit, _chosen(town))
    judged: Judged = {
        frozenset((row["service_a_id"], row["service_b_id"])): (row["overlap"], row["evidence"])
        for row in sorted(found.rows, key=lambda row: row["decided_on"] or "")
    }
    said = ["Every cell counts as one: it is not weighed by how many people are in need."]
    if result.total > len(result.pairs):
        said.append(f"{len(result.pairs)} of {result.total} pairs are shown; ask for more with limit.")
    narrow = [found.words[name] for name in ("need", "area", "audience") if found.parameters[name]]
    if narrow:
        said.append(f"Only what is done for {', '.join(narrow)} is compared, so the shares are shares of that.")
    return Finished([_row(town, pair, judged) for pair in result.pairs], said + town.assumptions())


def _chosen(town: Provision) -> "NDArray[np.bool_] | None":
    """Which services are of the provider and the sector asked for; None if neither was."""
    import numpy as np

    provider, sector = town.found.parameters["provider"], town.found.parameters["sector"]
    if not provider and not sector:
        return None
    rows = [town.services[id_] for id_ in town.cells.services]
    return np.array(
        [provider in ("", *row["provider_ids"]) and sector in ("", *row["sectors"]) for row in rows], dtype=bool
    )


def _row(town: Provision, pair: Overlap, judged: Judged) -> dict[str, object]:
    ids = [town.cells.services[i] for i in (pair.a, pair.b)]
    a, b = (town.services[id_] for id_ in ids)
    needs, groups, areas = town.cells.shared(pair.a, pair.b)
    overlap, said = judged.get(frozenset(ids), (None, []))
    everyone = len(groups) == len(town.cells.audiences.ids) and not town.found.parameters["audience"]
    return {
        "service_a": a["service"],
        "provider_a": "; ".join(a["providers"]),
        "service_b": b["service"],
        "provider_b": "; ".join(b["providers"]),
        "shared_needs": town.named(needs),
        "shared_groups": ["everyone"] if everyone else town.named(groups),
        "shared_areas": town.named(areas),
        "shared_cells": int(pair.shared),
        "containment_a_in_b": round(pair.containment_a_in_b, 4),
        "containment_b_in_a": round(pair.containment_b_in_a, 4),
        "overlap_coefficient": round(pair.coefficient, 4),
        "jaccard": round(pair.jaccard, 4),
        "intentional": overlap,
        "service_a_id": ids[0],
        "service_b_id": ids[1],
        "evidence": [*town.evidence[ids[0]], *town.evidence[ids[1]], *said],
    }
