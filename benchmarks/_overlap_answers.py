"""The whole answer of O1 by hand: to the pairs of a rival all that O1 shows of them, and what each row rests on.

Names, links and what is shared are read for the services that are shown and no others. Chance is over every pair of
services that share a need, so it is counted for all of them, with NumPy whichever way the pairs were found.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import product
from typing import Any

import numpy as np

from benchmarks._overlap_rivals import ELSE, Pair, Stated
from linkwork.graph.engine import Engine, Row
from linkwork.graph.measures.chance import Triple, tails

BODIES = (
    "UNWIND $ids AS id MATCH (s:Service {id: id}) OPTIONAL MATCH (p:Organisation)-[r:PROVIDES]->(s) "
    "WHERE p.live AND r.live RETURN s.id AS service, s.name AS name, p.name AS provider, r.id AS link"
)
LINKS = (
    "UNWIND $ids AS id MATCH (s:Service {id: id})-[h:HAS_OFFER]->(o:Offer) WHERE h.live AND o.live "
    "OPTIONAL MATCH (o)-[l:MEETS|COVERS|FOR_AUDIENCE]->(x) WHERE l.live AND x.live RETURN s.id AS service, "
    "h.id AS held, o.id AS offer, l.id AS link, type(l) AS kind, x.id AS to, x.name AS name, l.rule AS rule"
)
GROUPS = "MATCH (g:Audience) WHERE g.live RETURN g.id AS id, g.name AS name"
JUDGED = (
    "MATCH (a:Service)-[j:JUDGED]->(b:Service) WHERE a.live AND j.live AND b.live "
    "RETURN a.id AS a, b.id AS b, j.id AS link, j.overlap AS overlap ORDER BY j.decided_on"
)
#: Services compared with all others at a time.
BLOCK = 500


class _Shown:
    """What is known of the services that are shown."""

    def __init__(self, engine: Engine, ids: Sequence[str], groups: frozenset[str]) -> None:
        self.names: dict[str, str] = {}
        self.called = {ELSE: ELSE} | {row["id"]: row["name"] for row in engine.read(GROUPS)}
        self.providers: dict[str, list[str]] = defaultdict(list)
        self.evidence: dict[str, set[str]] = defaultdict(set)
        for row in engine.read(BODIES, {"ids": ids}):
            self.names[row["service"]] = row["name"]
            if row["link"]:
                self.providers[row["service"]].append(row["provider"])
                self.evidence[row["service"]].add(row["link"])
        self.cells = self._cells(engine.read(LINKS, {"ids": ids}), groups)

    def _cells(self, rows: Iterable[Row], groups: frozenset[str]) -> dict[str, set[tuple[str, ...]]]:
        kinds: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        owner: dict[str, str] = {}
        for row in rows:
            owner[row["offer"]] = row["service"]
            self.evidence[row["service"]].update((row["service"], row["held"], row["offer"]))
            if row["link"]:
                self.evidence[row["service"]].add(row["link"])
                self.called[row["to"]] = row["name"]
                kinds[row["offer"]]["left" if row["rule"] == "exclude" else row["kind"]].append(row["to"])
        cells: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for offer, own in kinds.items():
            whom = set(own["FOR_AUDIENCE"] or groups) - set(own["left"])
            cells[owner[offer]].update(product(own["MEETS"], whom, own["COVERS"]))
        return cells


def answer(engine: Engine, said: Stated, pairs: Sequence[Pair]) -> list[dict[str, Any]]:
    """The rows of O1 for these pairs, each with the ids of what it rests on."""
    groups = frozenset((ELSE, *(row["grp"] for row in said.groups)))
    shown = _Shown(engine, sorted({id_ for pair in pairs for id_ in pair[:2]}), groups)
    judged = {frozenset((row["a"], row["b"])): row for row in engine.read(JUDGED)}
    odds = Chance(said)
    return [_row(shown, pair, odds, judged.get(frozenset(pair[:2]), {}), groups) for pair in pairs]


def _row(shown: _Shown, pair: Pair, odds: "Chance", judged: Row, groups: frozenset[str]) -> dict[str, Any]:
    a, b, shared, in_b, in_a, jaccard = pair
    needs, whom, wards = (set(side) for side in zip(*(shown.cells[a] & shown.cells[b]), strict=True))
    p_value, p_adjusted = odds.of(a, b)
    return {
        "service_a": shown.names[a],
        "provider_a": "; ".join(sorted(shown.providers[a])),
        "service_b": shown.names[b],
        "provider_b": "; ".join(sorted(shown.providers[b])),
        "shared_needs": sorted(shown.called[id_] for id_ in needs),
        "shared_groups": ["everyone"] if whom == groups else sorted(shown.called[id_] for id_ in whom),
        "shared_areas": sorted(shown.called[id_] for id_ in wards),
        "shared_cells": shared,
        "containment_a_in_b": in_b,
        "containment_b_in_a": in_a,
        "overlap_coefficient": max(in_a, in_b),
        "jaccard": jaccard,
        "p_value": round(p_value, 4),
        "intentional": judged.get("overlap"),
        "p_adjusted": round(p_adjusted, 4),
        "service_a_id": a,
        "service_b_id": b,
        "evidence": [*shown.evidence[a], *shown.evidence[b], *([judged["link"]] if judged else [])],
    }


class Chance:
    """P(X >= k) of sharing k needs by luck, and its Benjamini-Hochberg form over all pairs that share one."""

    def __init__(self, said: Stated) -> None:
        owner = {row["offer"]: row["service"] for row in said.offers}
        needs: dict[str, set[str]] = defaultdict(set)
        for row in said.needs:
            needs[owner[row["offer"]]].add(row["need"])
        self._needs = needs
        place = {need: n for n, need in enumerate(sorted(set().union(*needs.values())))}
        held = np.zeros((len(needs), len(place)), np.float32)
        for i, own in enumerate(needs.values()):
            held[i, [place[need] for need in own]] = 1
        self._known = tails(len(place), _counted(held))

    def of(self, a: str, b: str) -> tuple[float, float]:
        """The chance of two services that share a need, and adjusted."""
        low, high = sorted((len(self._needs[a]), len(self._needs[b])))
        return self._known[low, high, len(self._needs[a] & self._needs[b])]


def _counted(held: np.ndarray) -> dict[Triple, int]:
    """How many pairs of these rows have which numbers of needs."""
    width = held.shape[1] + 1
    size = held.sum(axis=1).astype(np.intp) * width
    times = np.zeros(width**3, np.int64)
    for start in range(0, len(held), BLOCK):
        end = start + BLOCK
        key = (held[start:end] @ held[start:].T).astype(np.intp)
        key += size[start:end, None] * width + size[None, start:]
        own = len(key)
        times += np.bincount(key[:, own:].reshape(-1), minlength=len(times))
        times += np.bincount(key[:, :own][np.triu_indices(own, k=1)], minlength=len(times))
    found: dict[Triple, int] = defaultdict(int)
    for place in np.flatnonzero(times).tolist():
        (a, b), shared = divmod(place // width, width), place % width
        if shared:
            found[min(a, b), max(a, b), shared] += int(times[place])
    return found
