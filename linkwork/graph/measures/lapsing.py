"""When cells lose their last service, as services end one after another."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from linkwork.graph.measures.footprint import Cells

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: The step of a class of cells that is never lost: nobody reaches it now, or somebody stays.
NEVER = -1


def lapses(cells: Cells, ends: Mapping[str, int]) -> "NDArray[np.int64]":
    """For each class of cells (column of the matrix) the step at which the last of its services ends, else NEVER.

    `ends` is the step, 0 or later, at which a service ends; a service that is not in it stays. What ended at an earlier
    step is gone, so the cells lost by a step are those of all steps up to it.
    """
    import numpy as np

    stays = max(ends.values(), default=0) + 1
    step = np.array([ends.get(id_, stays) for id_ in cells.services], dtype=np.int64)
    columns = cells.matrix.tocsc()
    there = np.flatnonzero(np.diff(columns.indptr))
    found = np.full(len(cells.weights), NEVER, dtype=np.int64)
    if len(there):
        last = np.maximum.reduceat(step[columns.indices], columns.indptr[there])
        found[there] = np.where(last == stays, NEVER, last)
    return found
