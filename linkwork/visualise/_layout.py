"""Where everything stands: worked out once, the same on every run and whatever order the nodes come in.

igraph starts from places derived from the ids and draws its random numbers from a generator of ours, so nothing
depends on chance. Each group of joined nodes is laid out by itself, turned to lie flat, and packed beside the others.
"""

import hashlib
import math
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from linkwork.visualise._packing import pack

Point = tuple[float, float]
Points = NDArray[np.float64]

#: No two nodes are nearer than this, centre to centre, in drawing units.
GAP = 60.0
#: The middle length of a link.
LINK = 125.0
#: Room between groups, and round a node that stands alone (wide, for its name).
MARGIN = 50.0
ALONE = (150.0, 75.0)
#: Above this many nodes in one group every distance is too much to hold; igraph's DrL takes over.
EXACT = 2500
#: Settling takes so many rounds for a few hundred nodes and fewer for more; measured, 2,000 nodes take 4 seconds.
ROUNDS_OF_SETTLING = (30, 100)
ROUNDS_OF_PUSHING = 400
STEPS_OF_SMOOTHING = 3
#: A shape is long when it spreads so many times further (squared) one way than the other.
LONG = 1.6
#: igraph's generator belongs to the whole process, so one layout at a time.
_ONE_AT_A_TIME = Lock()


def layout(
    ids: Iterable[str],
    joins: Iterable[tuple[str, str]],
    known: Mapping[str, Point] | None = None,
) -> dict[str, Point]:
    """The place of every id in drawing units, x to the right and y downwards, in order of id.

    `joins` are pairs of ids. Ids in `known` keep exactly the place they had; the others are fitted in around them.
    """
    every = sorted(set(ids))
    beside = _neighbours(every, joins)
    kept = {id_: known[id_] for id_ in every if id_ in known} if known else {}
    places = _joined_to(kept, beside) if kept else {}
    left = [id_ for id_ in every if id_ not in places]
    below = max((y for _, y in places.values()), default=0.0) + (2 * ALONE[1] if places else 0.0)
    edge = min((x for x, _ in places.values()), default=0.0)
    places |= {id_: (x + edge, y + below) for id_, (x, y) in _afresh(left, beside).items()}
    return {id_: (round(places[id_][0], 1), round(places[id_][1], 1)) for id_ in every}


def _neighbours(ids: Sequence[str], joins: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    beside: dict[str, set[str]] = {id_: set() for id_ in ids}
    for a, b in joins:
        if a != b and a in beside and b in beside:
            beside[a].add(b)
            beside[b].add(a)
    return {id_: sorted(others) for id_, others in beside.items()}


def _afresh(ids: Sequence[str], beside: Mapping[str, Sequence[str]]) -> dict[str, Point]:
    """Places for nodes none of which has one yet, the top left one near the origin."""
    groups = sorted(_groups(ids, beside), key=lambda group: (-len(group), group[0]))
    blocks = [_flat(group, beside) for group in groups if len(group) > 1]
    alone = sorted(group[0] for group in groups if len(group) == 1)
    blocks += [_grid(alone)] if alone else []
    corners = pack([_size(block) for block in blocks])
    places: dict[str, Point] = {}
    for block, (left, top) in zip(blocks, corners, strict=True):
        for id_, (x, y) in block.items():
            places[id_] = (left + MARGIN + x, top + MARGIN + y)
    return places


def _size(block: Mapping[str, Point]) -> tuple[float, float]:
    """Width and height of a block whose top left node is at the origin, with its margin."""
    return (max(x for x, _ in block.values()) + 2 * MARGIN, max(y for _, y in block.values()) + 2 * MARGIN)


def _groups(ids: Sequence[str], beside: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """The ids in groups that hang together, each in order of id."""
    left, groups = set(ids), []
    for first in ids:
        if first in left:
            group, edge = [], [first]
            left.discard(first)
            while edge:
                one = edge.pop()
                group.append(one)
                near = [id_ for id_ in beside[one] if id_ in left]
                left.difference_update(near)
                edge += near
            groups.append(sorted(group))
    return groups


def _grid(ids: Sequence[str]) -> dict[str, Point]:
    """Nodes that stand alone, in rows."""
    across = max(1, round(math.sqrt(len(ids) * 1.5 * ALONE[1] / ALONE[0])))
    return {id_: (n % across * ALONE[0], n // across * ALONE[1]) for n, id_ in enumerate(ids)}


def _flat(group: Sequence[str], beside: Mapping[str, Sequence[str]]) -> dict[str, Point]:
    """One group laid out, its longer side across, its top left at the origin."""
    number = {id_: n for n, id_ in enumerate(group)}
    pairs = [(number[a], number[b]) for a in group for b in beside[a] if a < b]
    anchors = np.array([_by_hash(id_, 1.0) for id_ in group])
    points = _spread(_steady(_scaled(_turned(_drawn(pairs, anchors), anchors), pairs)))
    points -= points.min(axis=0)
    return {id_: (float(x), float(y)) for id_, (x, y) in zip(group, points, strict=True)}


def _drawn(pairs: Sequence[tuple[int, int]], anchors: Points) -> Points:
    """Places in no particular scale, in which nodes are as far apart as there are steps between them."""
    import igraph  # only who draws waits for it

    graph = igraph.Graph(len(anchors), pairs)
    if len(anchors) <= EXACT:
        steps = np.array(graph.distances(), dtype=np.float64)
        return _steady(_settled(steps, _steady(_smoothed(steps, anchors))))
    with _chance_set_aside(igraph.set_random_number_generator):
        found = graph.layout_drl(seed=(anchors * math.sqrt(len(anchors))).tolist())
    return np.array(found.coords, dtype=np.float64)


def _settled(steps: Points, start: Points) -> Points:
    """The start moved until distances on paper match steps (stress majorisation: Gansner, Koren and North 2004).

    It goes downhill from the start and never jumps, so a picture changes little when a little of the graph does.
    """
    from scipy.linalg import cho_factor, cho_solve

    weights = np.divide(1.0, steps**2, out=np.zeros_like(steps), where=steps > 0)
    pull = np.diag(weights.sum(axis=1)) - weights
    factor = cho_factor(pull[1:, 1:])  # the first node stays at the origin: distances say nothing of where the whole is
    points: Points = start - start[0]
    wanted = weights * steps
    fewest, most = ROUNDS_OF_SETTLING
    for _ in range(min(most, max(fewest, 20_000_000 // len(start) ** 2))):
        ratio = wanted / np.maximum(_lengths(points), 0.01)
        push = ratio.sum(axis=1)[:, None] * points - ratio @ points
        points = np.vstack((np.zeros((1, 2)), cho_solve(factor, push[1:])))
    return points


def _steady(points: Points) -> Points:
    """The points without their last digits, which differ from processor to processor, so that pictures do not."""
    return np.round(points, 6)


def _lengths(points: Points) -> Points:
    """The distance between every two points, from plain differences: exact even where two all but meet."""
    across, down = (np.subtract.outer(points[:, axis], points[:, axis]) for axis in (0, 1))
    return np.asarray(np.sqrt(across * across + down * down), dtype=np.float64)


def _smoothed(distances: Points, anchors: Points) -> Points:
    """The anchors drawn towards the plane that shows the distances best (classical scaling, Torgerson 1952).

    A few steps of subspace iteration and no more: they end at the same picture when a little of the graph changes,
    where exact eigenvectors of a graph with many like parts would jump.
    """
    squared = distances**2
    centred = squared - squared.mean(axis=0) - squared.mean(axis=1, keepdims=True) + squared.mean()
    plane = anchors - anchors.mean(axis=0)
    for _ in range(STEPS_OF_SMOOTHING):
        plane, _ = np.linalg.qr(-0.5 * centred @ plane)
    spread = np.sqrt(np.maximum(np.abs(np.einsum("ij,ik,kj->j", plane, -0.5 * centred, plane)), 1e-6))
    # Leaves of one hub have the same distances: a little of the anchors keeps them from standing in one place.
    return np.asarray(plane * spread + 0.1 * anchors, dtype=np.float64)


@contextmanager
def _chance_set_aside(draw_from: Callable[[object], None]) -> Iterator[None]:
    """Random numbers come from a generator that always starts alike, and from Python's own again afterwards."""
    with _ONE_AT_A_TIME:
        draw_from(random.Random(0))  # noqa: S311 - a picture, not a secret
        try:
            yield
        finally:
            draw_from(random)


def _by_hash(id_: str, radius: float) -> Point:
    """A place in a disc that depends on the id alone."""
    digest = hashlib.sha256(id_.encode("utf-8", "replace")).digest()
    angle = int.from_bytes(digest[:6]) / 2**48 * math.tau
    far = radius * math.sqrt(int.from_bytes(digest[6:12]) / 2**48)
    return (far * math.cos(angle), far * math.sin(angle))


def _turned(points: Points, anchors: Points) -> Points:
    """The same shape about its centre, turned or mirrored so that it lies the same way from round to round.

    A long shape lies across; a round one as near to the anchors as it can (orthogonal Procrustes, Schönemann 1966).
    """
    centred = points - points.mean(axis=0)
    wide, directions = np.linalg.eigh(centred.T @ centred)
    if wide[1] > LONG * max(wide[0], 1e-9):
        lying = centred @ directions[:, ::-1]
        return np.asarray(lying * np.where((lying * anchors).sum(axis=0) < 0, -1.0, 1.0), dtype=np.float64)
    left, _, right = np.linalg.svd(centred.T @ anchors)
    return np.asarray(centred @ left @ right, dtype=np.float64)


def _scaled(points: Points, pairs: Sequence[tuple[int, int]]) -> Points:
    ends = np.array(pairs)
    middle = float(np.median(np.linalg.norm(points[ends[:, 0]] - points[ends[:, 1]], axis=1)))
    return points * (LINK / max(middle, 1e-6))


def _spread(points: Points) -> Points:
    """The points pushed apart until none are nearer than GAP."""
    from scipy.spatial import cKDTree

    # Points in one place have no direction to part in: a little spiral gives each its own.
    turn = np.arange(len(points)) * 2.4
    points = points + np.column_stack((np.cos(turn), np.sin(turn))) * 0.01 * (1 + turn[:, None])
    for _ in range(ROUNDS_OF_PUSHING):
        near = cKDTree(points).query_pairs(GAP * 1.02, output_type="ndarray")
        if not len(near):
            return points
        near = near[np.lexsort((near[:, 1], near[:, 0]))]
        apart = points[near[:, 0]] - points[near[:, 1]]
        length = np.maximum(np.linalg.norm(apart, axis=1, keepdims=True), 1e-9)
        push = apart / length * (GAP * 1.05 - length) / 2
        np.add.at(points, near[:, 0], push)
        np.add.at(points, near[:, 1], -push)
    nearest = float(cKDTree(points).query(points, k=2)[0][:, 1].min())
    return points * max(1.0, GAP * 1.02 / max(nearest, 1e-6))


def _joined_to(kept: Mapping[str, Point], beside: Mapping[str, Sequence[str]]) -> dict[str, Point]:
    """The kept places, and places for all that hangs together with them: each near its neighbours, on free ground."""
    places = dict(kept)
    edge = sorted(kept)
    while edge:
        new = sorted({id_ for one in edge for id_ in beside[one]} - places.keys())
        for id_ in new:
            near = [places[other] for other in beside[id_] if other in places]
            middle = (sum(x for x, _ in near) / len(near), sum(y for _, y in near) / len(near))
            places[id_] = _free_near(middle, id_, places)
        edge = new
    return places


def _free_near(middle: Point, id_: str, places: Mapping[str, Point]) -> Point:
    """The first free place on a spiral out from a point, beginning at an angle that depends on the id."""
    taken = np.array(list(places.values()))
    x, y = _by_hash(id_, 1.0)
    first = math.atan2(y, x)
    for step in range(1, 100_000):
        far, angle = GAP * 1.1 * math.sqrt(step), first + step * 2.4
        spot = (middle[0] + far * math.cos(angle), middle[1] + far * math.sin(angle))
        if float(np.hypot(taken[:, 0] - spot[0], taken[:, 1] - spot[1]).min()) >= GAP * 1.02:
            return spot
    raise AssertionError("a spiral leaves any finite set of points")
