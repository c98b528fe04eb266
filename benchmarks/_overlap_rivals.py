"""The measure of O1 written by hand, four times: with NumPy, with sets, with NetworkX and in Cypher alone.

The first three read the same live records from the same engine in four plain queries, and no name, evidence or other
column: what those cost besides is in `_overlap_answers`. All take needs, groups and wards as they are stated, since in
the made-up England none has anything narrower; O1 does not know that. Each gives the pairs that share at least half of
what the smaller of them does, 200 at most, in the order of O1: (a, b, shared cells, share of a, share of b, Jaccard).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np

from linkwork.graph.engine import Engine, Row

LEAST, LIMIT, ELSE = 0.5, 200, "anyone else"
OFFERS = (
    "MATCH (s:Service)-[h:HAS_OFFER]->(o:Offer) WHERE s.live AND h.live AND o.live "
    "RETURN s.id AS service, o.id AS offer"
)
NEEDS = "MATCH (o:Offer)-[m:MEETS]->(n:Need) WHERE o.live AND m.live AND n.live RETURN o.id AS offer, n.id AS need"
WARDS = "MATCH (o:Offer)-[c:COVERS]->(a:Area) WHERE o.live AND c.live AND a.live RETURN o.id AS offer, a.id AS ward"
GROUPS = (
    "MATCH (o:Offer)-[f:FOR_AUDIENCE]->(g:Audience) WHERE o.live AND f.live AND g.live "
    "RETURN o.id AS offer, g.id AS grp, f.rule AS rule"
)
#: One query for all of it: the services of each cell, every two of them, and how many cells those share.
CYPHER = f"""
MATCH (:Offer)-[:FOR_AUDIENCE]->(g:Audience)
WITH collect(DISTINCT g.id) + ['{ELSE}'] AS everyone
MATCH (s:Service)-[:HAS_OFFER]->(o:Offer)
OPTIONAL MATCH (o)-[f:FOR_AUDIENCE]->(g:Audience)
WITH everyone, s, o, collect(CASE WHEN f.rule = 'exclude' THEN null ELSE g.id END) AS taken,
  collect(CASE WHEN f.rule = 'exclude' THEN g.id END) AS left
WITH s, o, [x IN CASE WHEN size(taken) = 0 THEN everyone ELSE taken END WHERE NOT x IN left] AS groups
MATCH (o)-[:MEETS]->(n:Need)
WITH s, o, groups, collect(n.id) AS needs
MATCH (o)-[:COVERS]->(w:Area)
UNWIND needs AS need UNWIND groups AS grp
WITH s, collect(DISTINCT need + '|' + grp + '|' + w.id) AS cells
WITH s.id AS id, size(cells) AS size, cells
UNWIND cells AS cell
WITH cell, collect({{id: id, size: size}}) AS held
UNWIND held AS a UNWIND held AS b
WITH a, b WHERE a.id < b.id
WITH a.id AS a, b.id AS b, a.size AS size_a, b.size AS size_b, count(*) AS shared
WITH a, b, shared, toFloat(shared) / size_a AS in_b, toFloat(shared) / size_b AS in_a,
  toFloat(shared) / (size_a + size_b - shared) AS jaccard
WITH a, b, shared, in_b, in_a, jaccard, CASE WHEN in_a > in_b THEN in_a ELSE in_b END AS greater
WHERE greater >= {LEAST}
RETURN a, b, shared, in_b, in_a, jaccard, greater
ORDER BY jaccard DESC, greater DESC, shared DESC, a, b LIMIT {LIMIT}
"""
Pair = tuple[str, str, int, float, float, float]


@dataclass(frozen=True)
class Stated:
    """The rows that the first three read: what every offer is of, meets, covers and is for."""

    offers: list[Row]
    needs: list[Row]
    wards: list[Row]
    groups: list[Row]


def stated(engine: Engine) -> Stated:
    """Everything that is stated of offers, from one engine."""
    return Stated(engine.read(OFFERS), engine.read(NEEDS), engine.read(WARDS), engine.read(GROUPS))


def by_cypher(rows: Iterable[Row]) -> list[Pair]:
    """The rows of CYPHER as pairs."""
    return [_pair(row["a"], row["b"], int(row["shared"]), row["in_b"], row["in_a"], row["jaccard"]) for row in rows]


def by_sets(said: Stated) -> list[Pair]:
    """With sets and dicts: the services of each cell, and a count for every two of them."""
    own = _cells(said)
    held: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for service in sorted(own):
        for cell in own[service]:
            held[cell].append(service)
    shared: Counter[tuple[str, str]] = Counter()
    for services in held.values():
        shared.update(combinations(services, 2))
    return _first(own, ((a, b, n) for (a, b), n in shared.items()))


def by_networkx(said: Stated) -> list[Pair]:
    """With NetworkX: services and cells as a graph of two sorts, projected on the services."""
    import networkx as nx
    from networkx.algorithms.bipartite import weighted_projected_graph

    own = _cells(said)
    graph = nx.Graph((service, cell) for service, cells in own.items() for cell in cells)
    projected = weighted_projected_graph(graph, list(own))
    edges: Iterable[tuple[str, str, int]] = projected.edges(data="weight")
    return _first(own, ((min(a, b), max(a, b), n) for a, b, n in edges))


def _cells(said: Stated) -> dict[str, set[tuple[str, ...]]]:
    """The cells of every service: a need, a group and a ward."""
    needs: dict[str, list[str]] = defaultdict(list)
    wards: dict[str, list[str]] = defaultdict(list)
    taken: dict[str, list[str]] = defaultdict(list)
    left: dict[str, list[str]] = defaultdict(list)
    for row in said.needs:
        needs[row["offer"]].append(row["need"])
    for row in said.wards:
        wards[row["offer"]].append(row["ward"])
    everyone = {ELSE}
    for row in said.groups:
        (left if row["rule"] == "exclude" else taken)[row["offer"]].append(row["grp"])
        everyone.add(row["grp"])
    own: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for row in said.offers:
        offer = row["offer"]
        groups = (set(taken[offer]) if offer in taken else everyone) - set(left[offer])
        own[row["service"]].update(product(needs[offer], groups, wards[offer]))
    return own


def _first(own: dict[str, set[tuple[str, ...]]], pairs: Iterable[tuple[str, str, int]]) -> list[Pair]:
    size = {service: len(cells) for service, cells in own.items()}
    kept = [(a, b, n) for a, b, n in pairs if n >= LEAST * min(size[a], size[b])]
    every = [(a, b, n, n / size[a], n / size[b], n / (size[a] + size[b] - n)) for a, b, n in kept]
    every.sort(key=lambda p: (-p[5], -max(p[3], p[4]), -p[2], p[0], p[1]))
    return [_pair(*one) for one in every[:LIMIT]]


def _pair(a: str, b: str, shared: int, *shares: float) -> Pair:
    in_b, in_a, jaccard = (round(share, 4) for share in shares)
    return a, b, shared, in_b, in_a, jaccard


def by_numpy(said: Stated) -> list[Pair]:
    """With NumPy: every service and cell as a number, every two services of a cell, and those counted by sorting."""
    names, service, cell = _numbered(said)
    order = np.lexsort((service, cell))
    service, cell = service[order], cell[order]
    ends = np.searchsorted(cell, cell, side="right")
    later = ends - np.arange(len(cell)) - 1
    first = np.repeat(np.arange(len(cell)), later)
    second = first + 1 + _within(later)
    keys, shared = np.unique(service[first] * len(names) + service[second], return_counts=True)
    a, b = np.divmod(keys, len(names))
    size = np.bincount(service, minlength=len(names))
    kept = shared >= LEAST * np.minimum(size[a], size[b])
    a, b, shared = a[kept], b[kept], shared[kept]
    in_b, in_a = shared / size[a], shared / size[b]
    jaccard = shared / (size[a] + size[b] - shared)
    best = np.lexsort((b, a, -shared, -np.maximum(in_a, in_b), -jaccard))[:LIMIT]
    found = zip(names[a[best]], names[b[best]], shared[best], in_b[best], in_a[best], jaccard[best], strict=True)
    return [_pair(str(one), str(two), int(n), float(x), float(y), float(z)) for one, two, n, x, y, z in found]


def _numbered(said: Stated) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The ids of services in order, and every service's cells as numbers: one of each pair of numbers."""
    rows = said.offers
    offers, at = np.unique([row["offer"] for row in rows], return_inverse=True)
    names, service = np.unique([row["service"] for row in rows], return_inverse=True)
    owner = np.empty(len(offers), np.int64)
    owner[at] = service
    place = {str(offer): n for n, offer in enumerate(offers)}
    needs, wards = (_links(rows, place, key) for rows, key in ((said.needs, "need"), (said.wards, "ward")))
    groups = _groups(said.groups, place)
    offer, need, ward = _joined(*needs[:2], *wards[:2])
    offer, both, group = _joined(offer, need * wards[2] + ward, *groups[:2])
    cells = needs[2] * wards[2] * groups[2]
    # Sorted by hand: numpy.unique looks each number up, which takes many times as long.
    every = np.sort(owner[offer] * cells + both * groups[2] + group)
    service, cell = np.divmod(every[np.diff(every, prepend=-1) > 0], cells)
    return names, service, cell


def _links(rows: list[Row], place: dict[str, int], key: str) -> tuple[np.ndarray, np.ndarray, int]:
    """The numbers of offers, in order, and of what each has; and how many there are of those."""
    ids, number = np.unique([row[key] for row in rows], return_inverse=True)
    offer = np.array([place[row["offer"]] for row in rows])
    order = np.argsort(offer, kind="stable")
    return offer[order], number[order], len(ids)


def _groups(rows: list[Row], place: dict[str, int]) -> tuple[np.ndarray, np.ndarray, int]:
    offer, number, count = _links(rows, place, "grp")
    out = np.array([row["rule"] == "exclude" for row in rows])
    out = out[np.argsort([place[row["offer"]] for row in rows], kind="stable")]
    takes = np.zeros((len(place), count + 1), dtype=bool)
    takes[offer[~out], number[~out]] = True
    takes[~takes.any(axis=1)] = True
    takes[offer[out], number[out]] = False
    offers, groups = np.nonzero(takes)
    return offers, groups, count + 1


def _joined(a: np.ndarray, x: np.ndarray, b: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """All (key, x, y) of two lists in order of their keys `a` and `b`."""
    start, end = np.searchsorted(b, a, side="left"), np.searchsorted(b, a, side="right")
    times = end - start
    left = np.repeat(np.arange(len(a)), times)
    return a[left], x[left], y[start[left] + _within(times)]


def _within(times: np.ndarray) -> np.ndarray:
    """0, 1, 2, ... for each of these numbers, one after the other."""
    return np.asarray(np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times))
