"""Measures over cells: which services overlap, and what is covered (docs/measures.md).

Cells weigh 1 each, or as many as are in need there: demand.py says which and gives them their weights. How surprising
an overlap is stands in chance.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linkwork.graph.measures.footprint import Cells

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    #: Pairs of services, by their places, and the weight that each shares.
    Pairs = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]

#: Services compared with all others at a time: 1,000 by 10,000 numbers are 80 MB.
BLOCK = 1_000
#: Services are compared by a sparse product if it has fewer multiplications than this times their number squared.
SPARSE = 1
#: How many multiplications a dense product does in the time of one of a sparse product.
DENSE = 30


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two services, by their place in `Cells.services` (`a` first), with the weight of each and of what they share."""

    a: int
    b: int
    size_a: float
    size_b: float
    shared: float

    @property
    def containment_a_in_b(self) -> float:
        """W(F(a) and F(b)) / W(F(a)): the share of what A does that B also does."""
        return self.shared / self.size_a

    @property
    def containment_b_in_a(self) -> float:
        """W(F(a) and F(b)) / W(F(b))."""
        return self.shared / self.size_b

    @property
    def coefficient(self) -> float:
        """Szymkiewicz-Simpson: shared over the smaller. 1 for any niche inside a generalist, so never alone."""
        return self.shared / min(self.size_a, self.size_b)

    @property
    def jaccard(self) -> float:
        """Jaccard: shared over what either does."""
        return self.shared / (self.size_a + self.size_b - self.shared)


@dataclass(frozen=True, slots=True)
class Overlaps:
    """The pairs that overlap most, and how many there are in all."""

    pairs: tuple[Overlap, ...]
    total: int


def overlaps(cells: Cells, least: float = 0.5, limit: int = 200, chosen: "NDArray[np.bool_] | None" = None) -> Overlaps:
    """Pairs of services with a containment of `least` or more either way, at most `limit` of them.

    In order of Jaccard, then of the greater containment, then of the cells shared, each the greatest first, then by
    id. `chosen` keeps the pairs in which one of the two services is marked.
    """
    import numpy as np

    best = np.zeros((5, 0))
    total = 0
    for a, b, shared in _pairs(cells, least):
        meant = slice(None) if chosen is None else chosen[a] | chosen[b]
        found = _measured(cells, (a[meant], b[meant], shared[meant]))
        total += found.shape[1]
        best = _first(np.concatenate([best, _first(found, limit)], axis=1), limit)
    sizes = cells.sizes
    pairs = (Overlap(int(a), int(b), float(sizes[int(a)]), float(sizes[int(b)]), float(n)) for a, b, n in best[:3].T)
    return Overlaps(tuple(pairs), total)


def _pairs(cells: Cells, least: float) -> "Iterator[Pairs]":
    """By blocks, the pairs of services that share `least` of the smaller or more, by whichever way is quicker here."""
    import numpy as np

    reached = cells.reached.astype(np.float64)
    few = float(reached @ reached) < SPARSE * len(cells.services) ** 2
    return _sparse(cells, least) if few else _dense(cells, least)


def _sparse(cells: Cells, least: float) -> "Iterator[Pairs]":
    """The pairs from a sparse product, for a country in which most services share nothing with most others."""
    import numpy as np

    held = cells.matrix.astype(np.float64)
    turned = held.T.tocsr()
    for start in range(0, len(cells.services), BLOCK):
        shared = (held[start : start + BLOCK].multiply(cells.weights).tocsr() @ turned).tocoo()
        later = (shared.col > shared.row + start) & (shared.data > 0)
        a, b, n = shared.row[later].astype(np.int64) + start, shared.col[later].astype(np.int64), shared.data[later]
        keep = n >= _enough(least, np.minimum(cells.sizes[a], cells.sizes[b]))
        yield a[keep], b[keep], n[keep]


def _dense(cells: Cells, least: float) -> "Iterator[Pairs]":
    """The pairs from what each shares with each, for a town in which most services share something with most."""
    import numpy as np

    for start, shared in _shared(cells):
        own, other = cells.sizes[start : start + len(shared), None], cells.sizes[None, start:]
        keep = (shared > 0) & (shared >= _enough(least, np.minimum(own, other)))
        a, b = np.nonzero(np.triu(keep, k=1))
        yield a + start, b + start, shared[a, b]


def _enough(least: float, smaller: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """What a pair must share, with room for rounding."""
    return least * smaller - 1e-9


def _shared(cells: Cells) -> Iterator[tuple[int, "NDArray[np.float64]"]]:
    """For each block of services, the weight each shares with every service from the block's first one on."""
    import numpy as np

    count = len(cells.services)
    needs = list(_by_need(cells))
    for start in range(0, count, BLOCK):
        shared = np.zeros((min(BLOCK, count - start), count - start))
        for need in needs:
            later, end = np.searchsorted(need.services, (start, start + BLOCK))
            if later < end:
                pairs = np.ix_(need.services[later:end] - start, need.services[later:] - start)
                shared[pairs] += need.product(need.pattern[later:end])[:, need.pattern[later:]]
        yield start, shared


@dataclass(frozen=True, slots=True)
class _Need:
    """The services that meet one need (or needs always met together) and where and for whom each does.

    Services that do the same there have one `pattern`, a row of `reach`: most towns have far fewer of those than
    services, since many are for everyone everywhere. `dense` says which product is quicker.
    """

    services: "NDArray[np.int64]"
    pattern: "NDArray[np.int64]"
    reach: "csr_array"
    weights: "NDArray[np.float64]"
    dense: bool

    def product(self, patterns: "NDArray[np.int64]") -> "NDArray[np.float64]":
        """The weight that each of these patterns shares with every pattern."""
        import numpy as np

        few, back = np.unique(patterns, return_inverse=True)
        if self.dense:
            reach = self.reach.toarray()
            result = (reach[few] * self.weights) @ reach.T
        else:
            result = (self.reach[few].multiply(self.weights).tocsr() @ self.reach.T).toarray()
        return np.asarray(result, dtype=np.float64)[back]


def _by_need(cells: Cells) -> Iterator[_Need]:
    import numpy as np

    width = len(cells.audiences.sizes) * len(cells.areas.sizes)
    columns = cells.matrix.tocsc()
    for first in range(0, columns.shape[1], width or 1):
        part = columns[:, first : first + width].tocsr()
        part.sort_indices()
        services = np.flatnonzero(np.diff(part.indptr))
        if len(services) < 2:
            continue
        seen: dict[bytes, int] = {}
        ends = part.indptr
        pattern = [seen.setdefault(part.indices[ends[s] : ends[s + 1]].tobytes(), len(seen)) for s in services]
        numbers = np.array(pattern)
        reach = part[services[np.unique(numbers, return_index=True)[1]]].astype(np.float64)
        held = np.asarray(reach.sum(axis=0)).reshape(-1)
        dense = DENSE * float(held @ held) > reach.shape[0] ** 2 * width
        yield _Need(services, numbers, reach, cells.weights[first : first + width], dense)


def _measured(cells: Cells, pairs: "Pairs") -> "NDArray[np.float64]":
    """Columns of (a, b, shared, greater containment, Jaccard) for these pairs."""
    import numpy as np

    a, b, n = pairs
    own, other = cells.sizes[a], cells.sizes[b]
    return np.stack([a, b, n, n / np.minimum(own, other), n / (own + other - n)])


def _first(found: "NDArray[np.float64]", limit: int) -> "NDArray[np.float64]":
    """The first `limit` columns in the order of `overlaps`."""
    import numpy as np

    if found.shape[1] > limit:
        least = np.partition(found[4], -limit)[-limit]
        found = found[:, found[4] >= least]
    order = np.lexsort((found[1], found[0], -found[2], -found[3], -found[4]))
    return found[:, order[:limit]]


@dataclass(frozen=True)
class Coverage:
    """How many cells there are, how many have a service, and how many have exactly one; `weight` is theirs together.

    `services` counts the services of each need (rows, as in `Cells.needs`) and area (columns), for whatever audience;
    `whole` says where every audience has one.
    """

    cells: int
    covered: int
    single: int
    services: "NDArray[np.int64]"
    whole: "NDArray[np.bool_]"
    weight: float
    weight_covered: float
    weight_single: float

    @property
    def share(self) -> float:
        """Coverage: the share of cells, by weight, with at least one service; 0 where there are no cells."""
        return self.weight_covered / self.weight if self.weight else 0.0

    @property
    def fragile(self) -> float:
        """Fragile coverage: the share of cells, by weight, with exactly one service; 0 where there are no cells."""
        return self.weight_single / self.weight if self.weight else 0.0

    @property
    def gaps(self) -> int:
        """The cells with no service."""
        return self.cells - self.covered


def coverage(cells: Cells) -> Coverage:
    """What is covered, over all cells that are looked at, or over those with demand if weighed by it."""
    import numpy as np

    shape, counts = cells.shape, cells.reached
    services = np.bincount(cells.by_place.indices, minlength=shape[0] * shape[2]).reshape(shape[0], shape[2])
    whole = np.all(counts.reshape(shape) > 0, axis=1, keepdims=True)[:, 0, :]
    spread = np.ix_(cells.needs.class_of, cells.areas.class_of)
    return Coverage(
        cells.count,
        int(cells.counts[counts > 0].sum()),
        int(cells.counts[counts == 1].sum()),
        services[spread].astype(np.int64),
        whole[spread] & (shape[1] > 0),
        float(cells.weights.sum()),
        float(cells.weights[counts > 0].sum()),
        float(cells.weights[counts == 1].sum()),
    )
