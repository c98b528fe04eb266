"""Where several funders pay for the same cells, and amounts of money in bands."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from linkwork.graph.measures.footprint import Cells
from linkwork.graph.measures.reliance import Place, Sets, Spread, behind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

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


@dataclass(frozen=True)
class Paid:
    """Places, and how many funders pay there."""

    spread: Spread
    funders: "NDArray[np.int64]"

    def first(self, keys: "Sequence[NDArray[np.int64]]", limit: int) -> list[tuple[int, Place]]:
        """The first so many places with their funders, and those alike: most funders first, then by these keys."""
        some = self.spread.first([*keys, -self.funders], limit)
        number = {group: n for group, n in zip(self.spread.group.tolist(), self.funders.tolist(), strict=True)}
        return [(number[group], place) for group, place in zip(some.group.tolist(), some.places(), strict=True)]


def paid_twice(
    cells: Cells,
    funders: Mapping[str, frozenset[str]],
    at_least: int = 2,
    chosen: "NDArray[np.bool_] | None" = None,
) -> Paid:
    """The cells whose services have so many funders, each with the services that are paid for.

    `funders` gives the funders of a service by id. Audiences with the same paid services are together. `chosen` keeps
    the places in which one of those services is marked.
    """
    import numpy as np

    paid = [bool(funders.get(id_)) for id_ in cells.services]
    sets = Sets(replace(cells, matrix=_only(cells.matrix, np.array(paid, dtype=bool))))
    number = behind(cells, funders)
    spread = sets.spread(np.flatnonzero(number >= at_least))
    if chosen is not None:
        spread = spread.only((sets.matrix @ chosen.astype(np.float64))[sets.of[spread.column]] > 0)
    return Paid(spread, number[spread.column])


def _only(matrix: "csr_array", rows: "NDArray[np.bool_]") -> "csr_array":
    """The matrix with nothing in any other row."""
    import numpy as np
    from scipy.sparse import csr_array

    lengths = np.diff(matrix.indptr)
    keep, ends = np.repeat(rows, lengths), np.concatenate([[0], np.cumsum(lengths * rows)])
    return csr_array((matrix.data[keep], matrix.indices[keep], ends), shape=matrix.shape)
