"""How surprising it is that two services meet the same needs (docs/measures.md).

Had the second service picked its needs at random among all that somebody meets, how likely would it share at least as
many with the first? The hypergeometric tail P(X >= k) with N needs in all, K and n of the two services; over the pairs
that share at least one need, adjusted for looking at so many (Benjamini and Hochberg 1995).
"""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING

from linkwork.graph.hierarchy import terms
from linkwork.graph.measures.footprint import Landscape

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Pairs of sets that are compared at a time: 1 MB of words, which a processor has at hand.
BLOCK = 2**17
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
    times = _triples(list(held.values()))
    return Chance(total, sum(times.values()), held, tails(total, times))


@dataclass(frozen=True, slots=True)
class _Sized:
    """The sets of one size: each as bits, 64 needs to a word (a row a set), and how many services have each."""

    size: int
    words: "NDArray[np.uint64]"
    times: "NDArray[np.float64]"


def _triples(sets: list[frozenset[str]]) -> dict[Triple, int]:
    """The distinct (K, n, k) with K <= n of all pairs that share a need, and how many pairs have each."""
    found: dict[Triple, int] = {}
    for low, high in combinations_with_replacement(_by_size(sets), 2):
        times = _times(low, high)
        if low is high:
            # Every pair was met from both sides, and every service beside itself.
            times[low.size] -= low.times.sum()
            times = times / 2
        found |= {(low.size, high.size, k): round(n) for k, n in enumerate(times.tolist()) if k and n}
    return found


def _by_size(sets: list[frozenset[str]]) -> list[_Sized]:
    """The sets by size, the smallest first."""
    import numpy as np

    place = {need: i for i, need in enumerate(frozenset().union(*sets))}
    known = Counter(sets)
    # Services that meet the same needs are taken together where many do: to count is quicker than to weigh.
    rows = list(known.items()) if 2 * len(known) <= len(sets) else [(own, 1) for own in sets]
    found = []
    for size in sorted({len(own) for own, _ in rows}):
        some = [(own, number) for own, number in rows if len(own) == size]
        held = np.zeros((len(some), -(-len(place) // 64) * 64), dtype=bool)
        needs = [place[need] for own, _ in some for need in own]
        held[np.repeat(np.arange(len(some)), size), needs] = True
        times = np.array([number for _, number in some], dtype=np.float64)
        found.append(_Sized(size, np.packbits(held, axis=1).view(np.uint64), times))
    return found


def _times(low: _Sized, high: _Sized) -> "NDArray[np.float64]":
    """How many pairs, one service of each, share no need, one, two and so on."""
    import numpy as np

    alone = low.times.max() == high.times.max() == 1
    times = np.zeros(low.size + 1)
    step = max(1, BLOCK // len(high.times))
    for start in range(0, len(low.times), step):
        rows = slice(start, start + step)
        shared = _shared(low.words[rows], high.words)
        for k in range(1, low.size + 1):
            same = shared == k
            times[k] += np.count_nonzero(same) if alone else low.times[rows] @ (same @ high.times)
    return times


def _shared(some: "NDArray[np.uint64]", others: "NDArray[np.uint64]") -> "NDArray[np.unsignedinteger]":
    """How many needs each of these sets has in common with each of those: the bits that both have."""
    import numpy as np

    most = np.uint8 if some.shape[1] * 64 < 256 else np.uint16
    shared = np.zeros((len(some), len(others)), dtype=most)
    for own, other in zip(some.T, others.T, strict=True):
        shared += np.bitwise_count(own[:, None] & other)
    return shared


def tails(total: int, times: Mapping[Triple, int]) -> dict[Triple, tuple[float, float]]:
    """P(X >= k) of each triple and its Benjamini-Hochberg form, of `total` needs, where `times` pairs have each triple.

    A triple is the needs of the service that has fewer, those of the other, and those of both.
    """
    p = {triple: _tail(total, *triple) for triple in times}
    known: dict[Triple, tuple[float, float]] = {}
    rank = every = sum(times.values())
    least = 1.0
    for triple in sorted(times, key=p.__getitem__, reverse=True):
        least = min(least, p[triple] * every / rank)
        known[triple] = (p[triple], least)
        rank -= times[triple]
    return known


def _tail(total: int, low: int, high: int, shared: int) -> float:
    """P(X >= shared) for `low` needs drawn from `total`, of which `high` count.

    In whole numbers until the last division, so it is exact, and scipy.stats, which takes longer to import than the
    question to answer, is not needed.
    """
    ways = sum(math.comb(high, k) * math.comb(total - high, low - k) for k in range(shared, low + 1))
    return ways / math.comb(total, low)
