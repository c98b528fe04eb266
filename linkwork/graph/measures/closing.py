"""What is lost if one service, offer or referral link closes (docs/measures.md: loss if closed).

The loss is the (door, leaf need) pairs that have a valid route now and would have none. It is counted with one
dominator tree a door (Lengauer and Tarjan, ACM TOPLAS 1, 1979), never with one search a thing or a pair.

The tree is that of a graph of what a person passes through: a referral link; a service one may go on from; an offer
that takes the person, where a group or an area is asked for; a service one has arrived at; a need. What dominates a
need is on every route to it. A service and an offer can be passed and can be the end of a route, and are two points of
that graph. But nothing leads on from an end: a need is lost with a service (or an offer) if and only if each end that
meets it belongs to that service (offer) or can be got to only past it.

Choices that the model leaves open:

- The doors are those there are today: a role does not become a door because nobody is referred to it any more.
- A service takes its offers, its links and its staffing with it, and nothing else.
- A link that a role makes for several services is one link.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from linkwork.graph.measures.eligibility import Journey, Rules
from linkwork.graph.measures.network import bridges, components, cut_points, network
from linkwork.graph.measures.referrals import SELF, Network
from linkwork.graph.measures.routes import Offers, Referrals

if TYPE_CHECKING:
    import numpy as np
    from igraph import Graph
    from numpy.typing import NDArray

Kind = Literal["service", "link", "offer"]
#: In the order in which things that lose as much stand.
KINDS: tuple[Kind, Kind, Kind] = ("service", "link", "offer")
Pair = tuple[str, str]
#: What sort of point, and the id of the thing.
Point = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing, and the (door, leaf need) pairs that would have no valid route without it."""

    kind: Kind
    id: str
    pairs: frozenset[Pair]


@dataclass(frozen=True, slots=True)
class Losses:
    """The things that lose most, and how many lose any; for each need, from how many doors there is a route now."""

    rows: tuple[Loss, ...]
    total: int
    doors: Mapping[str, int]

    @property
    def pairs(self) -> int:
        """How many (door, need) pairs have a route now."""
        return sum(self.doors.values())


def losses(referrals: Referrals, journey: Journey, kinds: Collection[Kind] = KINDS, limit: int = 20) -> Losses:
    """The services, links and offers that lose most pairs, at most so many, for what the journey asks but for its door.

    Most first, then services before links before offers, then by id. What loses nothing is left out.
    """
    import numpy as np

    paths = _Paths(referrals, journey)
    lost: dict[Kind, NDArray[np.int64]] = {kind: np.zeros(len(paths.ids[kind]), np.int64) for kind in kinds}
    where: dict[Kind, list[tuple[str, NDArray[np.int32]]]] = {kind: [] for kind in kinds}
    reached: Counter[str] = Counter()
    for door in paths.doors():
        reached.update(door.needs())
        for kind in kinds:
            here = door.lost(kind)
            lost[kind] += here
            where[kind].append((door.door, np.flatnonzero(here).astype(np.int32)))
    shared = {id_: _without(referrals, journey, id_) for id_ in (paths.shared if "offer" in kinds else ())}
    counted = [(kind, i, int(n)) for kind in kinds for i, n in enumerate(lost[kind]) if n]
    ranked = [(-n, KINDS.index(kind), paths.ids[kind][i], i) for kind, i, n in counted]
    ranked += [(-len(some), KINDS.index("offer"), id_, -1) for id_, some in shared.items() if some]
    ranked.sort()
    shown: list[tuple[Kind, str, int]] = [(KINDS[k], id_, i) for _, k, id_, i in ranked[:limit]]
    found: dict[tuple[Kind, int], set[Pair]] = {(kind, i): set() for kind, _, i in shown if i >= 0}
    chosen = {kind: np.array([i for one, i in found if one == kind], dtype=np.int32) for kind in kinds}
    cut = {door for kind in kinds for door, some in where[kind] if np.isin(chosen[kind], some).any()}
    # A tree is made again only for a door at which one of those shown loses something: to keep all would fill memory.
    for door in paths.doors(cut):
        for kind, i in found:
            found[kind, i] |= {(door.door, need) for need in door.needs_lost(kind, i)}
    rows = [Loss(kind, id_, frozenset(found[kind, i]) if i >= 0 else shared[id_]) for kind, id_, i in shown]
    return Losses(tuple(rows), len(ranked), reached)


def _without(referrals: Referrals, journey: Journey, offer: str) -> frozenset[Pair]:
    """What is lost with an offer that several services have: counted by asking again without it."""
    own = referrals.offers
    rest = Offers([row for row in own.offers if row["offer_id"] != offer], own.terms, own.areas, own.level)
    wanted = own.needs.leaves_of([journey.need]) if journey.need else None
    now, then = (
        r.reach(journey.audience, journey.area).valid for r in (referrals, Referrals(referrals.network.known, rest))
    )
    return frozenset(pair for pair in now - then if wanted is None or pair[1] in wanted)


@dataclass(frozen=True, slots=True)
class Cuts:
    """The services and the links without which the referral network falls into more parts."""

    services: frozenset[str]
    links: frozenset[str]


def cuts(net: Network) -> Cuts:
    """Cut points and cut links of the network of doors and services, whichever way people are sent and whoever may be.

    What a role refers stands for the services it staffs. A link is a cut where nothing else joins the same two.
    """
    joins: dict[Pair, set[str]] = defaultdict(set)
    for sender in (*net.services, *(door for door in net.doors if door != SELF)):
        for way in net.ways.get(sender, ()):
            joins[min(sender, way.to_id), max(sender, way.to_id)].add(way.link_id or "")
    whole = network(joins)
    narrow, parts = set(bridges(whole)), len(components(whole))
    alone: dict[str, list[Pair]] = defaultdict(list)
    for pair, links in joins.items():
        if len(links) == 1:
            alone[next(iter(links))].append(pair)

    def cut(pairs: list[Pair]) -> bool:
        if len(pairs) == 1 or not narrow.isdisjoint(pairs):
            return not narrow.isdisjoint(pairs)
        return len(components(network(joins.keys() - set(pairs), whole.members))) > parts

    narrow_links = frozenset(link for link, pairs in alone.items() if cut(pairs))
    return Cuts(frozenset(cut_points(whole)).intersection(net.services), narrow_links)


class _Paths:
    """The graph of what people pass through, its points numbered, and which points each thing is."""

    def __init__(self, referrals: Referrals, journey: Journey) -> None:
        self.network, self.rules = referrals.network, Rules(referrals.offers, journey)
        self.tested = bool(journey.audience or journey.area)
        self.number: dict[tuple[str, str], int] = {}
        self.open = [id_ for id_, row in self.network.services.items() if row["access"] != "closed"]
        self.taking = {id_: self.rules.taking(id_) for id_ in self.open}
        homes = Counter(id_ for some in referrals.offers.of.values() for id_ in {offer.offer for offer in some})
        #: Offers that several services have: each is several points.
        self.shared = sorted(id_ for id_, services in homes.items() if services > 1)
        edges = [edge for door in self.network.doors for edge in self._ways(("door", door), door)]
        edges += [edge for service in self.open for edge in self._through(service)]
        self._edges = sorted({(self._at(*start), self._at(*end)) for start, end in edges})
        offers = {offer.offer for some in self.taking.values() for offer in some}.difference(self.shared)
        links = sorted(id_ for sort, id_ in self.number if sort == "link")
        self.ids: dict[Kind, list[str]] = {"service": self.open, "link": links, "offer": sorted(offers)}

    def _at(self, sort: str, id_: str) -> int:
        return self.number.setdefault((sort, id_), len(self.number))

    def _through(self, service: str) -> Iterator[tuple[Point, Point]]:
        """From where people may go on: to the end of their route there, and if they are taken, to the links."""
        came, end, taken = ("in", service), ("end", service), ("on", service)
        yield came, end
        for offer in self.taking[service]:
            yield from ((end, ("need", need)) for need in self.rules.asked(offer))
        if not self.tested:
            yield from self._ways(came, service)
            return
        for offer in self.taking[service]:
            by = ("by", f"{offer.offer} {service}" if offer.offer in self.shared else offer.offer)
            yield from ((came, by), (by, taken))
        yield from self._ways(taken, service)

    def _ways(self, start: Point, sender: str) -> Iterator[tuple[Point, Point]]:
        """The ways on from a point; where a link forbids to refer people on, it leads to the end of their route."""
        for way in self.network.ways.get(sender, ()):
            if self.network.services[way.to_id]["access"] == "closed":
                continue
            end = ("end" if way.forbids else "in", way.to_id)
            if way.link_id is None:
                yield start, end
            else:
                link = ("link", way.link_id)
                yield from ((start, link), (link, end))

    @cached_property
    def graph(self) -> "Graph":
        """The points and what leads to what."""
        from igraph import Graph

        return Graph(len(self.number), self._edges, directed=True)

    @cached_property
    def needs(self) -> list[str]:
        """The needs that some end meets, in order."""
        return sorted(id_ for sort, id_ in self.number if sort == "need")

    @cached_property
    def need_points(self) -> "NDArray[np.int64]":
        """The point of each need."""
        return self._points("need", self.needs)

    def way_points(self, kind: Kind) -> "NDArray[np.int64]":
        """For each thing of a kind the point at which people pass it, -1 where it has none."""
        return self._points({"service": "in", "link": "link", "offer": "by"}[kind], self.ids[kind])

    def _points(self, sort: str, ids: Sequence[str]) -> "NDArray[np.int64]":
        import numpy as np

        return np.array([self.number.get((sort, id_), -1) for id_ in ids], dtype=np.int64)

    def ends(self, kind: Kind) -> "Ends":
        """The ends of routes that belong to the things of a kind, one for each thing and need."""
        import numpy as np

        place = {id_: i for i, id_ in enumerate(self.ids[kind])}
        need_of = {id_: i for i, id_ in enumerate(self.needs)}
        found: Counter[tuple[int, int, int]] = Counter()
        for service, offers in self.taking.items() if kind != "link" else ():
            for offer in offers:
                thing = place.get(service if kind == "service" else offer.offer)
                if thing is not None:
                    end = self.number["end", service]
                    found.update((thing, need_of[need], end) for need in self.rules.asked(offer))
        rows = np.array([(*key, n) for key, n in sorted(found.items())], dtype=np.int64).reshape(-1, 4)
        return Ends(*rows.T)

    def doors(self, only: Collection[str] | None = None) -> "Iterator[_Door]":
        """What is passed on the way from each door, or from each of these."""
        for door in self.network.doors:
            if ("door", door) in self.number and (only is None or door in only):
                yield _Door(self._plan, door)

    @cached_property
    def _plan(self) -> "_Plan":
        return _Plan(self)


class Ends(NamedTuple):
    """Ends of routes as arrays with an element each: the thing, the need, the point, how many offers meet it there."""

    thing: "NDArray[np.int64]"
    need: "NDArray[np.int64]"
    point: "NDArray[np.int64]"
    offers: "NDArray[np.int64]"


class _Plan:
    """What is the same for every door."""

    def __init__(self, paths: _Paths) -> None:
        self.paths = paths
        self.way = {kind: paths.way_points(kind) for kind in KINDS}
        self.ends = {kind: paths.ends(kind) for kind in KINDS}
        self.size = len(paths.number)


class _Door:
    """What every route from one door passes, as the dominator tree laid out in the order of a walk through it.

    `place` is where each point stands in that order, -1 for one that is not reached; those that a point dominates
    stand from its place to before its `last`.
    """

    def __init__(self, plan: _Plan, door: str) -> None:
        import numpy as np
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import depth_first_order

        self._plan, self.door = plan, door
        paths, root, size = plan.paths, plan.paths.number["door", door], plan.size
        above = np.array(paths.graph.dominator(root, mode="out"), dtype=np.float64)
        below = np.flatnonzero(above >= 0)
        ends = (above[below].astype(np.int64), below)
        order = depth_first_order(csr_array((np.ones(len(below)), ends), shape=(size, size)), root)[0]
        self.place = np.full(size, -1, dtype=np.int64)
        self.place[order] = np.arange(len(order))
        heights = [1] * len(order)
        parents = self.place[above[order[1:]].astype(np.int64)].tolist()
        for i in range(len(order) - 1, 0, -1):
            heights[parents[i - 1]] += heights[i]
        self.last = np.full(size, -1, dtype=np.int64)
        self.last[order] = np.arange(len(order)) + np.array(heights)
        self._needs = self.place[paths.need_points]
        self._so_far = np.zeros(len(order) + 1, dtype=np.int64)
        np.add.at(self._so_far, self._needs[self._needs >= 0] + 1, 1)
        self._so_far = np.cumsum(self._so_far)

    def needs(self) -> list[str]:
        """The needs that are reached."""
        return [need for need, place in zip(self._plan.paths.needs, self._needs, strict=True) if place >= 0]

    def lost(self, kind: Kind) -> "NDArray[np.int64]":
        """For each thing of a kind, how many needs are no longer reached without it."""
        import numpy as np

        start, end = self._spans(self._plan.way[kind])
        own = self._plan.ends[kind]
        more = np.bincount(own.thing[self._only(kind)], minlength=len(start))
        return np.asarray(self._so_far[end] - self._so_far[start] + more, dtype=np.int64)

    def needs_lost(self, kind: Kind, thing: int) -> list[str]:
        """The needs that are no longer reached without one thing."""
        import numpy as np

        start, end = (int(span[0]) for span in self._spans(self._plan.way[kind][[thing]]))
        own = self._plan.ends[kind]
        past = np.flatnonzero((self._needs >= start) & (self._needs < end))
        here = own.need[self._only(kind) & (own.thing == thing)]
        return [self._plan.paths.needs[int(i)] for i in np.union1d(past, here)]

    def _spans(self, points: "NDArray[np.int64]") -> tuple["NDArray[np.int64]", "NDArray[np.int64]"]:
        """Where those that each of these points dominates begin and end; an empty span for one that is not reached."""
        import numpy as np

        there = (points >= 0) & (self.place[points] >= 0)
        return np.where(there, self.place[points], 0), np.where(there, self.last[points], 0)

    def _only(self, kind: Kind) -> "NDArray[np.bool_]":
        """Which ends are not past their own thing, while every other end for the need is its own or past it."""
        import numpy as np

        own = self._plan.ends[kind]
        there = self.place[own.point]
        start, end = (span[own.thing] for span in self._spans(self._plan.way[kind]))
        outside = (there >= 0) & ((there < start) | (there >= end))
        past = self._before(own.need, end) - self._before(own.need, start)
        every = self._before(own.need, np.full(len(end), self._plan.size))
        return np.asarray(outside & (past + own.offers == every), dtype=np.bool_)

    def _before(self, needs: "NDArray[np.int64]", places: "NDArray[np.int64]") -> "NDArray[np.int64]":
        """How many offers meet each need at ends that are reached and stand before a place."""
        import numpy as np

        keys, sums = self._ends
        return (
            sums[np.searchsorted(keys, needs * (self._plan.size + 1) + places)]
            - sums[np.searchsorted(keys, needs * (self._plan.size + 1))]
        )

    @cached_property
    def _ends(self) -> tuple["NDArray[np.int64]", "NDArray[np.int64]"]:
        """The ends that are reached, by need and place, as one number each in order; and their offers added up."""
        import numpy as np

        every = self._plan.ends["service"]
        there = self.place[every.point]
        keys = every.need * (self._plan.size + 1) + there
        order = np.argsort(keys, kind="stable")
        order = order[there[order] >= 0]
        return keys[order], np.concatenate([np.zeros(1, np.int64), np.cumsum(every.offers[order])])
