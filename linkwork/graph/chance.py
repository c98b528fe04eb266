"""How surprising it is that two services meet the same needs (MODEL.md section 4).

Had the second service picked its needs at random among all that somebody meets, how likely would it share at least as
many with the first? The hypergeometric tail P(X >= k) with N needs in all, K and n of the two services; over the pairs
that share at least one need, adjusted for looking at so many (Benjamini and Hochberg 1995).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from linkwork.graph.footprint import Landscape
from linkwork.graph.hierarchy import terms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Sets of needs compared with all others at a time: 500 by 10,000 numbers are 40 MB.
BLOCK = 500
#: Needs of the smaller service, needs of the greater, needs of both.
Triple = tuple[int, int, int]


@dataclass(frozen=True)
class Chance:
    """The chance of every pair, by what it rests on: each service's needs, and P(X >= k) with its adjusted form."""

    total: int
    pairs: int
    needs: Mapping[str, frozenset[str]]
    known: Mapping[Triple, tuple[float, float]]

    def of(self, a: str, b: str) -> tuple[float, float]:
        """P(X >= shared needs) of two services, and adjusted; 1 and 1 where they share no need."""
        first, second = self.needs.get(a, frozenset()), self.needs.get(b, frozenset())
        shared = len(first & second)
        low, high = sorted((len(first), len(second)))
        return self.known[low, high, shared] if shared else (1.0, 1.0)


def chance(rows: Landscape) -> Chance:
    """The chance of every pair of services that share a need, over all these live offers, wherever and for whomever."""
    tree = terms(rows.terms, "Need")
    needs: dict[str, set[str]] = {}
    for row in rows.offers:
        if row["offer_id"] is not None:
            needs.setdefault(row["service_id"], set()).update(tree.leaves_of(row["need_ids"]))
    held = {service: frozenset(own) for service, own in needs.items() if own}
    total = len(frozenset().union(*held.values()))
    triples, times = _triples(list(held.values()))
    return Chance(total, int(times.sum()), held, _tails(total, triples, times))


def _triples(sets: list[frozenset[str]]) -> tuple["NDArray[np.int64]", "NDArray[np.int64]"]:
    """The distinct (K, n, k) with K <= n of all pairs that share a need, a row each, and how many pairs have each."""
    import numpy as np

    # Services that meet the same needs are one row of the product, with their number.
    unique = sorted(set(sets), key=sorted)
    place = {own: i for i, own in enumerate(unique)}
    number = np.bincount([place[own] for own in sets], minlength=len(unique)).astype(np.float64)
    needs = sorted(frozenset().union(*unique))
    held = np.array([[need in own for need in needs] for own in unique], dtype=np.float32)
    held = held.reshape(len(unique), len(needs))
    sizes, size = np.unique([len(own) for own in unique], return_inverse=True)
    times = np.zeros((len(sizes), len(sizes), len(needs) + 1))
    left, right = _keyed(held, size, times.shape)
    for start in range(0, len(unique), BLOCK):
        rows = slice(start, start + BLOCK)
        key = (left[rows] @ right[start:].T).astype(np.intp)
        # Of the square of the block with itself each pair counts once, of the rest every one.
        own = len(key)
        square = np.triu(np.outer(number[rows], number[rows]), k=1)
        np.fill_diagonal(square, number[rows] * (number[rows] - 1) / 2)
        times += _counted(key[:, :own], square, times.shape)
        after = number[start + own :]
        alone = number[rows].max(initial=1) == after.max(initial=1) == 1
        times += _counted(key[:, own:], None if alone else np.outer(number[rows], after), times.shape)
    times[:, :, 0] = 0
    # A pair stands under the sizes in the order of its rows: turned round it is the same pair.
    lower = np.tril(np.ones(times.shape[:2], dtype=bool), k=-1)
    times += np.where(lower.T[:, :, None], times.transpose(1, 0, 2), 0)
    times[lower] = 0
    low, high, k = np.nonzero(times)
    return np.stack([sizes[low], sizes[high], k], axis=1).astype(np.int64), np.rint(times[low, high, k]).astype(
        np.int64
    )


def _keyed(
    held: "NDArray[np.float32]", size: "NDArray[np.intp]", shape: tuple[int, ...]
) -> "tuple[NDArray[Any], NDArray[Any]]":
    """Two tables of which a product is, for each pair of rows, its place in a table of (size, size, shared)."""
    import numpy as np

    ones, precise = np.ones(len(held)), np.float32 if math.prod(shape) < 2**24 else np.float64
    left = np.column_stack([held, size * (shape[1] * shape[2]), ones]).astype(precise)
    return left, np.column_stack([held, ones, size * shape[2]]).astype(precise)


def _counted(
    key: "NDArray[np.intp]", weights: "NDArray[np.float64] | None", shape: tuple[int, ...]
) -> "NDArray[np.float64]":
    """How often each key comes, or what those of each weigh together, in this shape."""
    import numpy as np

    given = None if weights is None else weights.reshape(-1)
    return np.bincount(key.reshape(-1), weights=given, minlength=math.prod(shape)).reshape(shape).astype(np.float64)


def _tails(total: int, triples: "NDArray[np.int64]", times: "NDArray[np.int64]") -> dict[Triple, tuple[float, float]]:
    """P(X >= k) of each triple and its Benjamini-Hochberg form, where `times` pairs have that one."""
    import numpy as np

    if not len(triples):
        return {}
    p = np.array([_tail(total, low, high, shared) for low, high, shared in triples.tolist()])
    order = np.argsort(p, kind="stable")
    rank = np.cumsum(times[order])
    adjusted = np.empty(len(p))
    adjusted[order] = np.minimum.accumulate((p[order] * rank[-1] / rank)[::-1])[::-1]
    return {
        (int(a), int(b), int(k)): (float(one), float(two))
        for (a, b, k), one, two in zip(triples.tolist(), p, adjusted, strict=True)
    }


def _tail(total: int, low: int, high: int, shared: int) -> float:
    """P(X >= shared) for `low` needs drawn from `total`, of which `high` count.

    In whole numbers until the last division, so it is exact, and scipy.stats, which takes longer to import than the
    question to answer, is not needed.
    """
    ways = sum(math.comb(high, k) * math.comb(total - high, low - k) for k in range(shared, low + 1))
    return ways / math.comb(total, low)
