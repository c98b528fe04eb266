"""How crowded each need is in each area, and by whose capacity (docs/measures.md)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linkwork.graph.hierarchy import Row
from linkwork.graph.measures.footprint import Cells
from linkwork.graph.privacy import SMALL

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array


@dataclass(frozen=True, slots=True)
class Supply:
    """What a service can take on in a year, what of that is free, and who provides it. None: not known."""

    capacity: float | None
    spare: float | None
    providers: tuple[str, ...]


def supply(offers: Sequence[Row]) -> dict[str, Supply]:
    """The supply of every service that has a live offer.

    Capacity is the service's own, else the sum of its offers' where all of them state theirs. Spare is what twelve
    months of referrals leave of it, never below 0; not known where referrals are too few to be shown. A service whose
    provider is not known is a provider of its own.
    """
    own: dict[str, list[Row]] = {}
    for row in offers:
        if row["offer_id"] is not None:
            own.setdefault(row["service_id"], []).append(row)
    return {service: _supply(service, rows) for service, rows in own.items()}


def _supply(service: str, rows: Sequence[Row]) -> Supply:
    first = rows[0]
    capacity = first["service_capacity"]
    if capacity is None:
        parts = [row["offer_capacity"] for row in rows]
        capacity = None if any(part is None for part in parts) else sum(parts)
    referrals = first["referrals_month"]
    known = capacity is not None and referrals is not None and referrals >= SMALL
    spare = max(0, capacity - 12 * referrals) if known else None
    return Supply(capacity, spare, tuple(sorted(set(first["provider_ids"]))) or (service,))


@dataclass(frozen=True)
class Crowding:
    """Needs (rows, as in `Cells.needs`) by areas (columns): who is there and how concentrated.

    `capacity` is not a number where a service there does not state its own. `effective` is 1 / sum of squared shares
    by provider, 0 where nobody is. `lacking` counts the services without capacity: if there are any, every service is
    taken to be as large as the next. `full` marks where that is done because none of those there takes anybody on.
    """

    services: "NDArray[np.int64]"
    providers: "NDArray[np.int64]"
    capacity: "NDArray[np.float64]"
    effective: "NDArray[np.float64]"
    full: "NDArray[np.bool_]"
    lacking: int
    reaching: int


def crowding(cells: Cells, whole: Cells, supplies: Mapping[str, Supply]) -> Crowding:
    """How crowded the cells looked at are. `whole` are all cells, over which a service's capacity is spread evenly."""
    import numpy as np

    here = cells.by_place.tocsc()
    shape = (cells.shape[0], cells.shape[2])
    per_cell = capacity_per_cell(cells.services, whole, supplies)
    active = np.flatnonzero(np.diff(cells.matrix.indptr))
    lacking = int(np.isnan(per_cell[active]).sum())
    by_capacity = here.copy().astype(np.float64)
    by_capacity.data *= per_cell[here.indices]
    there = np.diff(here.indptr)
    full = (np.asarray(by_capacity.sum(axis=0)).reshape(-1) == 0) & (there > 0) & (not lacking)
    amounts = by_capacity.copy()
    amounts.data = np.where(np.repeat(full, there) | bool(lacking), 1.0, by_capacity.data)
    shares = _by_provider(cells.services, supplies) @ amounts
    total = np.asarray(shares.sum(axis=0)).reshape(-1)
    squares = np.asarray(shares.power(2).sum(axis=0)).reshape(-1)
    effective = np.divide(total**2, squares, out=np.zeros(len(total)), where=squares > 0)
    somebody = _by_provider(cells.services, supplies) @ (here > 0).astype(np.int32)
    spread = np.ix_(cells.needs.class_of, cells.areas.class_of)
    found = (
        there,
        np.asarray((somebody > 0).sum(axis=0)).reshape(-1),
        np.asarray(by_capacity.sum(axis=0)).reshape(-1),
        effective,
        full,
    )
    services, providers, capacity, effective, full = (values.reshape(shape)[spread] for values in found)
    return Crowding(services, providers, capacity, effective, full, lacking, len(active))


@dataclass(frozen=True)
class Stated:
    """Needs (rows, as in `Cells.needs`) by areas (columns): the capacity services there state, and how many do not.

    `capacity` is the sum of what is stated, so the least that is there; 0 where nobody states any.
    """

    capacity: "NDArray[np.float64]"
    lacking: "NDArray[np.int64]"


def stated(cells: Cells, whole: Cells, supplies: Mapping[str, Supply]) -> Stated:
    """The stated capacity at each need and area looked at, spread evenly over all cells of a service (`whole`)."""
    import numpy as np

    here = cells.by_place.tocsr()
    per_cell = capacity_per_cell(cells.services, whole, supplies)
    unknown = np.isnan(per_cell)
    capacity = here.T @ np.where(unknown, 0.0, per_cell)
    lacking = (here > 0).astype(np.int64).T @ unknown.astype(np.int64)
    shape = (cells.shape[0], cells.shape[2])
    spread = np.ix_(cells.needs.class_of, cells.areas.class_of)
    return Stated(np.asarray(capacity).reshape(shape)[spread], np.asarray(lacking).reshape(shape)[spread])


def capacity_per_cell(services: Sequence[str], whole: Cells, supplies: Mapping[str, Supply]) -> "NDArray[np.float64]":
    """The capacity of each service in each of its cells; not a number where it is not known."""
    return _per_cell({id_: own.capacity for id_, own in supplies.items()}, services, whole)


def spare_per_cell(services: Sequence[str], whole: Cells, supplies: Mapping[str, Supply]) -> "NDArray[np.float64]":
    """The spare capacity of each service in each of its cells; not a number where it is not known."""
    return _per_cell({id_: own.spare for id_, own in supplies.items()}, services, whole)


def _per_cell(amounts: Mapping[str, float | None], services: Sequence[str], whole: Cells) -> "NDArray[np.float64]":
    import numpy as np

    cells = dict(zip(whole.services, whole.numbers.tolist(), strict=True))
    known = ((amounts.get(id_), cells.get(id_, 0)) for id_ in services)
    return np.array([np.nan if amount is None or not n else amount / n for amount, n in known], dtype=np.float64)


def _by_provider(services: Sequence[str], supplies: Mapping[str, Supply]) -> "csr_array":
    """Providers by services: the share of each service that is each provider's."""
    import numpy as np
    from scipy.sparse import csr_array

    own = [supplies[id_].providers for id_ in services]
    place = {id_: i for i, id_ in enumerate(sorted({provider for some in own for provider in some}))}
    rows = np.array([place[provider] for some in own for provider in some], dtype=np.int64)
    columns = np.array([i for i, some in enumerate(own) for _ in some], dtype=np.int64)
    shares = np.array([1 / len(some) for some in own for _ in some], dtype=np.float64)
    return csr_array((shares, (rows, columns)), shape=(len(place), len(services)))
