"""Precision and recall of the pairs that are proposed, at several thresholds."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import polars as pl

from linkwork.graph.duplicates import propose
from tools.duplicates.pairs import Listed, Lists, registers

THRESHOLDS = (0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
OTHER_THRESHOLDS = (0.1, 0.2, 0.5, 0.8, 0.9, 0.95)
#: Places in the list of all lines (the left list, then the right) and a score.
Scored = tuple[int, int, float]
Way = Callable[[Lists], list[Scored]]


@dataclass(frozen=True, slots=True)
class Measured:
    """What one way of proposing did with one pair of lists at one threshold, on the lines held out.

    `renamed` of the `there` pairs have names that differ; `found_renamed` of those were proposed.
    """

    threshold: float
    there: int
    proposed: int
    right: int
    renamed: int
    found_renamed: int

    @property
    def precision(self) -> float:
        """Right ones among those proposed."""
        return self.right / self.proposed if self.proposed else 1.0

    @property
    def recall(self) -> float:
        """Those proposed among the right ones."""
        return self.right / self.there if self.there else 1.0


def linkwork(lists: Lists) -> list[Scored]:
    """What Linkwork proposes when it sees names and postcodes only."""
    lines = (*lists.left, *lists.right)
    rows = [{"id": f"{place:08}", "name": one.name, "postcode": one.postcode} for place, one in enumerate(lines)]
    frame = pl.DataFrame(rows, schema={"id": pl.Utf8, "name": pl.Utf8, "postcode": pl.Utf8})
    found = propose({"Organisation": frame}, at_least=min(THRESHOLDS))
    return [(int(one.a_id), int(one.b_id), one.score) for one in found]


def measure(lists: Lists, way: Way, thresholds: Sequence[float] = THRESHOLDS) -> tuple[list[Measured], float]:
    """The figures at each threshold on the lines held out, and the seconds it took."""
    began = time.perf_counter()
    scored = way(lists)
    seconds = time.perf_counter() - began
    return figures(lists, scored, thresholds), seconds


def figures(
    lists: Lists, scored: Sequence[Scored], thresholds: Sequence[float] = THRESHOLDS, tuning: bool = False
) -> list[Measured]:
    """The figures of scored pairs at each threshold, on the lines held out or on those the rules were chosen on."""
    lines, left = (*lists.left, *lists.right), len(lists.left)

    def counts(a: int, b: int) -> bool:
        if not lists.halves:
            return bool(lines[a].numbers & lines[b].numbers) or not _of_two_registers(lines[a], lines[b])
        return a < left <= b and lines[a].tuning == tuning

    there = {pair for pair in _there(lines) if counts(*pair)}
    renamed = {(a, b) for a, b in there if lines[a].name.casefold() != lines[b].name.casefold()}
    wanted = [(min(a, b), max(a, b), score) for a, b, score in scored if counts(min(a, b), max(a, b))]
    made = []
    for threshold in thresholds:
        chosen = {(a, b) for a, b, score in wanted if score >= threshold}
        made.append(
            Measured(threshold, len(there), len(chosen), len(chosen & there), len(renamed), len(chosen & renamed))
        )
    return made


def _there(lines: Iterable[Listed]) -> set[tuple[int, int]]:
    """The pairs of lines that share a number."""
    by_number: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(lines):
        for number in one.numbers:
            by_number[number].append(place)
    return {pair for places in by_number.values() for pair in combinations(places, 2)}


def _of_two_registers(a: Listed, b: Listed) -> bool:
    """Whether the numbers cannot say: one body may be in the registers of two countries."""
    ours, theirs = registers(a.numbers), registers(b.numbers)
    return bool(ours and theirs and ours != theirs)
