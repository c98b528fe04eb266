"""Where several funders pay for the same cells, and amounts of money in bands."""

from bisect import bisect_right
from collections.abc import Mapping
from typing import TYPE_CHECKING

from linkwork.graph.footprint import Cells
from linkwork.graph.reliance import Place, Sets

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Pounds at which a band begins, and what it is called.
BANDS = {
    0: "under £10,000",
    10_000: "£10,000 to £50,000",
    50_000: "£50,000 to £100,000",
    100_000: "£100,000 to £250,000",
    250_000: "£250,000 to £1 million",
    1_000_000: "£1 million or more",
}


def band(pounds: float | None) -> str:
    """The band of an amount; a band has its lower end and not its upper. None: not known."""
    return "amount not known" if pounds is None else list(BANDS.values())[bisect_right(list(BANDS), pounds) - 1]


def paid_twice(cells: Cells, funders: Mapping[str, frozenset[str]], at_least: int = 2) -> list[Place]:
    """The cells whose services have so many funders, each with the services that are paid for, in order of ids.

    `funders` gives the funders of a service by id. Audiences with the same paid services are together.
    """
    import numpy as np

    sets = Sets(cells)
    paid = [tuple(int(i) for i in some if funders.get(cells.services[i])) for some in sets.members]
    many = [len({one for i in some for one in funders[cells.services[i]]}) >= at_least for some in paid]
    columns = np.flatnonzero(np.array(many, dtype=bool)[sets.of]) if len(sets.of) else np.zeros(0, np.int64)
    found: dict[tuple[str, str, tuple[int, ...]], list[NDArray[np.int64]]] = {}
    for group in sets.merged(columns):
        for need, area in sets.expand(int(group[0])):
            found.setdefault((need, area, paid[sets.of[group[0]]]), []).append(group)
    return [
        Place(need, area, sets.audiences_of(np.concatenate(groups)), services)
        for (need, area, services), groups in sorted(found.items(), key=lambda item: item[0])
    ]
