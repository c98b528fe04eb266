"""Where several funders pay for the same cells, and amounts of money in bands."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from linkwork.graph.footprint import Cells
from linkwork.graph.reliance import Place, Sets, behind

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


def paid_twice(cells: Cells, funders: Mapping[str, frozenset[str]], at_least: int = 2) -> list[Place]:
    """The cells whose services have so many funders, each with the services that are paid for, in order of ids.

    `funders` gives the funders of a service by id. Audiences with the same paid services are together.
    """
    import numpy as np

    paid = [bool(funders.get(id_)) for id_ in cells.services]
    sets = Sets(replace(cells, matrix=_only(cells.matrix, np.array(paid, dtype=bool))))
    return sets.places(np.flatnonzero(behind(cells, funders) >= at_least))


def _only(matrix: "csr_array", rows: "NDArray[np.bool_]") -> "csr_array":
    """The matrix with nothing in any other row."""
    import numpy as np
    from scipy.sparse import csr_array

    lengths = np.diff(matrix.indptr)
    keep, ends = np.repeat(rows, lengths), np.concatenate([[0], np.cumsum(lengths * rows)])
    return csr_array((matrix.data[keep], matrix.indices[keep], ends), shape=matrix.shape)
