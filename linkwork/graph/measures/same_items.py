"""Cells at two dates: what was a gap and is none, and how much of a change is that of the same services.

A difference is split into real change, that of what both dates know, and the rest, which is newly seen or no longer
seen (docs/measures.md). The cells stay those of the whole town; only the services in them are fewer.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

from linkwork.graph.measures.footprint import Cells

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Split:
    """A measure at two dates, its change among the same items, and the rest of its change; the two sum exactly."""

    before: float
    after: float
    same: float
    newly_seen: float


def split(before: float, after: float, same: tuple[float, float]) -> Split:
    """The change from `before` to `after`, of which `same` (before, after) is what the same items alone give."""
    real = same[1] - same[0]
    return Split(before, after, real, (after - before) - real)


def only(cells: Cells, services: Collection[str]) -> Cells:
    """The same cells, reached by these services alone."""
    import numpy as np
    from scipy.sparse import csr_array, diags_array

    kept = np.array([id_ in services for id_ in cells.services], dtype=np.int8)
    matrix = csr_array(diags_array(kept, dtype=np.int8) @ cells.matrix)
    matrix.eliminate_zeros()
    return replace(cells, matrix=matrix)


def by_place(cells: Cells) -> dict[Place, frozenset[str]]:
    """The services that meet each leaf need in each area, for whatever audience; empty where there is none."""
    held: dict[int, list[str]] = {}
    there = cells.by_place.tocoo()
    for service, column in zip(there.row.tolist(), there.col.tolist(), strict=True):
        held.setdefault(column, []).append(cells.services[service])
    empty = frozenset[str]()
    classes = {divmod(column, len(cells.areas.sizes)): frozenset(those) for column, those in held.items()}
    return {
        (need, area): classes.get((a, b), empty)
        for need, a in zip(cells.needs.ids, cells.needs.class_of.tolist(), strict=True)
        for area, b in zip(cells.areas.ids, cells.areas.class_of.tolist(), strict=True)
    }


def state(services: Collection[str]) -> str:
    """`gap` where no service is, `single` where one is, `covered` where there are more."""
    return ("gap", "single")[len(services)] if len(services) < 2 else "covered"
