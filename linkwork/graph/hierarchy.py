"""Terms and areas with what is narrower than each: BROADER, SAME_TERM and WITHIN followed to the end."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from graphlib import CycleError, TopologicalSorter
from typing import Any

Row = Mapping[str, Any]


class Hierarchy:
    """Terms or areas with what is narrower than each. Cycles do no harm: the terms in one are one term."""

    def __init__(
        self, ids: Iterable[str], broader: Iterable[tuple[str, str]], same: Iterable[tuple[str, str]] = ()
    ) -> None:
        """`broader` are (narrower, broader) pairs, `same` pairs that mean one thing; other ids are left out."""
        ordered = sorted(set(ids))
        known = set(ordered)
        up = [(a, b) for a, b in broader if a in known and b in known and a != b]
        alike = [(a, b) for a, b in same if a in known and b in known]
        self.one: dict[str, str] = _classes(ordered, up, alike)
        self._below: dict[str, set[str]] = {id_: set() for id_ in self.one.values()}
        for a, b in up:
            if self.one[a] != self.one[b]:
                self._below[self.one[b]].add(self.one[a])
        self._known: dict[str, frozenset[str]] = {}
        self._ends = cache(self._leaves)

    def __contains__(self, id_: object) -> bool:
        """Whether there is such a term."""
        return id_ in self.one

    @property
    def leaves(self) -> list[str]:
        """The terms with nothing narrower, in order of id."""
        return [id_ for id_ in sorted(self._below) if not self._below[id_]]

    def narrower(self, id_: str) -> frozenset[str]:
        """The term itself and everything narrower; empty if there is no such term."""
        if id_ not in self.one:
            return frozenset()
        start = self.one[id_]
        if start not in self._known:
            seen, waiting = {start}, [start]
            while waiting:
                new = self._below[waiting.pop()] - seen
                seen |= new
                waiting += new
            self._known[start] = frozenset(seen)
        return self._known[start]

    def leaves_of(self, ids: Iterable[str]) -> frozenset[str]:
        """The leaf terms at or below any of these."""
        return frozenset().union(*map(self._ends, ids))

    def _leaves(self, id_: str) -> frozenset[str]:
        return frozenset(term for term in self.narrower(id_) if not self._below[term])

    def merged(self) -> dict[str, list[str]]:
        """The terms that stand for several ids, each with all of them."""
        groups: dict[str, list[str]] = {}
        for id_, one in self.one.items():
            groups.setdefault(one, []).append(id_)
        return {one: sorted(ids) for one, ids in groups.items() if len(ids) > 1}


def _classes(ids: list[str], up: list[tuple[str, str]], alike: list[tuple[str, str]]) -> dict[str, str]:
    """The first id of the strongly connected component that each id is in, where `alike` pairs join both ways."""
    one = _joined(ids, alike)
    order: TopologicalSorter[str] = TopologicalSorter()
    for a, b in up:
        if one[a] != one[b]:
            order.add(one[a], one[b])
    try:
        order.prepare()
    except CycleError:
        return _components(ids, up, alike)
    return one


def _joined(ids: list[str], alike: list[tuple[str, str]]) -> dict[str, str]:
    """The first id of those that each id is joined with by pairs, over however many."""
    one = {id_: id_ for id_ in ids}

    def first(id_: str) -> str:
        while one[id_] != id_:
            one[id_] = one[one[id_]]
            id_ = one[id_]
        return id_

    for a, b in alike:
        keep, gone = sorted((first(a), first(b)))
        one[gone] = keep
    return {id_: first(id_) for id_ in ids}


def _components(ids: list[str], up: list[tuple[str, str]], alike: list[tuple[str, str]]) -> dict[str, str]:
    """The same where there are cycles. There seldom are any, so that few wait for scipy.sparse.csgraph."""
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    place = {id_: i for i, id_ in enumerate(ids)}
    edges = up + alike + [(b, a) for a, b in alike]
    starts, ends = ([place[edge[side]] for edge in edges] for side in (0, 1))
    graph = coo_array((np.ones(len(edges), dtype=np.int8), (starts, ends)), shape=(len(ids), len(ids)))
    _, label = connected_components(graph.tocsr(), directed=True, connection="strong")
    first: dict[int, str] = {}
    return {id_: first.setdefault(int(label[i]), id_) for i, id_ in enumerate(ids)}


class Places:
    """Areas, which of them are cells, and what covering one of them means."""

    def __init__(self, rows: Sequence[Row], level: str) -> None:
        """`rows` have `id`, `level` and `within_ids`; `level` is the level that cells have."""
        self.tree = Hierarchy((r["id"] for r in rows), [(r["id"], up) for r in rows for up in r["within_ids"]])
        at_level = {self.tree.one[row["id"]] for row in rows if row["level"] == level}
        self.stand_in = bool(rows) and not at_level
        self.cells = sorted(at_level) or self.tree.leaves
        self._cells = set(self.cells)
        #: The cell areas that an offer covers if it covers an area.
        self.covered = cache(self._cells_in)

    def _cells_in(self, area: str) -> frozenset[str]:
        return self.tree.narrower(area) & self._cells


def terms(rows: Iterable[Row], kind: str) -> Hierarchy:
    """The hierarchy of the needs or the audiences, from rows of `kind`, `id`, `broader_ids` and `same_ids`."""
    own = [row for row in rows if row["kind"] == kind]
    broader = [(row["id"], up) for row in own for up in row["broader_ids"]]
    same = [(row["id"], other) for row in own for other in row["same_ids"]]
    return Hierarchy((row["id"] for row in own), broader, same)
