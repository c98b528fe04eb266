"""Referral routes: the quickest from a door to a need, why there is none, reach, dead ends (docs/measures.md).

A route is valid for a person if every service on the way has a live offer that takes such people there and may refer
on, and the last has one offer with the need, the group and the area. Routes are in the order of fewest waits that
nobody knows, then days, then steps, then the ids of services and links in turn. The best route to every service is
found by Dijkstra's algorithm (Numerische Mathematik 1, 1959) over states: a service, and whether the person came there
by a link that forbids to refer them on.

Choices that the model leaves open:

- A service that a journey starts at is where the person is: it is not asked whether it takes them, and no route ends
  there.
- Asked for no need in particular, a route ends at a service that meets some need.
- For dead ends and for what they leave unmet only the tests on group and area are off; access and onward referral hold.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush

from linkwork.graph.measures.eligibility import Journey, Offers, Rules
from linkwork.graph.measures.referrals import SELF, Known, Network, Way

__all__ = ["SELF", "DeadEnd", "Failure", "Journey", "Known", "Offers", "Reach", "Referrals", "Route", "Way"]

#: One number holds a cost, so that it is compared at once: unknown waits, then days, then steps.
_UNKNOWN, _DAY, _STEP = 1 << 56, 1 << 16, 1
CLOSED = "takes nobody new"


@dataclass(frozen=True, slots=True)
class Route:
    """The steps from a door to a service, in order; `order` sorts routes, the best first."""

    steps: tuple[Way, ...]

    @property
    def door(self) -> str:
        """The id of where it starts."""
        return self.steps[0].from_id

    @property
    def end(self) -> str:
        """The id of the service it leads to."""
        return self.steps[-1].to_id

    @property
    def days(self) -> int:
        """The waits that are known, added up."""
        return sum(way.wait or 0 for way in self.steps)

    @property
    def unknown(self) -> int:
        """How many waits nobody knows."""
        return sum(way.wait is None for way in self.steps)

    @property
    def order(self) -> tuple[int, int, int, tuple[str, ...]]:
        """Unknown waits, days, steps, and the ids of the door and then of services and links in turn."""
        ids = [id_ for way in self.steps for id_ in (way.to_id, way.link_id or "")]
        return self.unknown, self.days, len(self.steps), (self.door, *ids)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no route: a sentence, and where there would be one without the rules, why each of its steps fails.

    `reasons` are as many as the steps of `route`, each empty where that step is no hindrance.
    """

    why: str
    route: Route | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reach:
    """The (door, leaf need) pairs that have a valid route, of all pairs of these doors and needs."""

    valid: frozenset[tuple[str, str]]
    doors: tuple[str, ...]
    needs: tuple[str, ...]

    @property
    def share(self) -> float | None:
        """Valid pairs over all pairs, 0 to 1; None if there are no pairs."""
        every = len(self.doors) * len(self.needs)
        return len(self.valid) / every if every else None


@dataclass(frozen=True, slots=True)
class DeadEnd:
    """A service at which routes stop; `unmet` are the leaf needs of `senders` (services) and those asked for there."""

    service: str
    meets: frozenset[str]
    unmet: frozenset[str]
    senders: tuple[str, ...]
    doors: tuple[str, ...]


class Referrals:
    """The referral routes of a place."""

    def __init__(self, known: Known, offers: Offers) -> None:
        self.network = Network(known)
        self.offers = offers
        self._graph = _Graph(self.network)

    def doors(self) -> list[str]:
        """The ids of the doors, in order; `self` is people who come by themselves."""
        return list(self.network.doors)

    def routes(self, journey: Journey, ruled: bool = True) -> list[Route]:
        """The best valid route to every service where the journey can end, in order; from every door if none is named.

        `ruled=False` lifts every rule but that the last service meets the need: group, area, closed, onward.
        """
        rules = Rules(self.offers, journey)
        ends = rules.at_the_end if ruled else rules.meets
        found = []
        for door in self._starts(journey):
            search = self._search(door, rules, ruled)
            reached = search.ends().items()
            found += [search.route(state) for service, state in reached if service != door and ends(service)]
        return sorted(found, key=lambda route: route.order)

    def quickest(self, journey: Journey) -> list[tuple[str, Route]]:
        """The best valid route to each leaf need asked for, from each door asked for, in order: (need, route).

        One search a door, however many needs there are.
        """
        rules = Rules(self.offers, journey)
        met = {service: sorted(rules.needs_met(service)) for service in self.network.services}
        found = []
        for door in self._starts(journey):
            search, best = self._search(door, rules), dict[str, int]()
            for service, state in search.ends().items():
                for need in met[service] if service != door else ():
                    if need not in best or search.before(state, best[need]):
                        best[need] = state
            found += [(need, search.route(state)) for need, state in best.items()]
        return sorted(found, key=lambda pair: (pair[1].order, pair[0]))

    def why_not(self, journey: Journey) -> Failure:
        """Why there is no valid route: the best one without the rules, and what hinders each of its steps.

        That no service meets the need for such people there goes before what hinders the way.
        """
        rules = Rules(self.offers, journey)
        need = self.offers.names.get(journey.need, journey.need)
        meeting = [id_ for id_ in self.network.services if rules.meets(id_)]
        if need and not meeting:
            return Failure(f"no live service meets {need}")
        if journey.door and not self.network.ways.get(journey.door):
            return Failure(_no_start(journey.door, self.network))
        routes = self.routes(journey, ruled=False)
        if not routes:
            return Failure(self._nowhere(journey, need))
        reasons = self._reasons(routes[0], rules)
        way, reason = next((way, reason) for way, reason in zip(routes[0].steps, reasons, strict=True) if reason)
        return Failure(rules.nobody_meets(meeting) or self._sentence(way, reason), routes[0], reasons)

    def reach(self, audience: str = "", area: str = "") -> Reach:
        """Which needs people of a group in an area can get to from which door; one search a door."""
        rules = Rules(self.offers, Journey("", "", audience, area))
        met = {service: rules.needs_met(service) for service in self.network.services}
        valid = {
            (door, need)
            for door in self.network.doors
            for service in self._graph.reached([door], self._ruled(rules))
            for need in met[service]
        }
        return Reach(frozenset(valid), tuple(self.network.doors), tuple(self.offers.needs.leaves))

    def arrived(self, audience: str = "", area: str = "") -> set[str]:
        """The services that such people get to from some door, whether or not they are taken there in the end."""
        rules = Rules(self.offers, Journey("", "", audience, area))
        return self._graph.reached(self.network.doors, self._ruled(rules))

    def unreachable(self, audience: str = "", area: str = "") -> list[str]:
        """The ids of the live services to which no door has a valid route, in order."""
        rules = Rules(self.offers, Journey("", "", audience, area))
        arrived = self.arrived(audience, area)
        return [id_ for id_ in self.network.services if id_ not in arrived or not rules.on_the_way(id_)]

    def dead_ends(self, need: str = "") -> list[DeadEnd]:
        """The dead ends, in order of id; `need` is what people ask for at the doors, by default every leaf need."""
        asked = self.offers.needs.leaves_of([need]) if need else frozenset(self.offers.needs.leaves)
        candidates = [id_ for id_ in self.network.received if not self.network.ways.get(id_)]
        doors = self._doors_to(candidates)
        found = []
        for service in sorted(candidates):
            senders = tuple(sorted({way.from_id for way in self.network.senders.get(service, ())}))
            brought = frozenset(n for sender in senders for n in self.offers.met(sender))
            meets = self.offers.met(service)
            if meets.isdisjoint(brought | asked if doors[service] else brought):
                unmet = brought | asked if need and doors[service] else brought
                found.append(DeadEnd(service, meets, unmet, senders, tuple(doors[service])))
        return found

    def _doors_to(self, services: Sequence[str]) -> dict[str, list[str]]:
        """For each of these services the doors from which it can be reached, group and area left aside."""
        found: dict[str, list[str]] = {service: [] for service in services}
        ruled = self._ruled(Rules(self.offers, Journey()))
        for door in self.network.doors if services else ():
            reached = self._graph.reached([door], ruled)
            for service in found.keys() & reached:
                found[service].append(door)
        return found

    def _starts(self, journey: Journey) -> list[str]:
        return [journey.door] if journey.door else self.network.doors

    def _search(self, door: str, rules: Rules, ruled: bool = True) -> "_Search":
        return _Search(self._graph, door, self._ruled(rules) if ruled else None)

    def _ruled(self, rules: Rules) -> list[bool]:
        return [rules.on_the_way(id_) for id_ in self._graph.ids]

    def _reasons(self, route: Route, rules: Rules) -> tuple[str, ...]:
        names, before, found = self.network.names, None, []
        for way in route.steps:
            to = names[way.to_id]
            if before is not None and before.forbids:
                reason = f"{names[way.from_id]} may not refer on those whom {names[_who(before)]} sent"
            elif self.network.services[way.to_id]["access"] == "closed":
                reason = f"{to} {CLOSED}"
            elif way.to_id == route.end:
                reason = rules.why_not_at_the_end(way.to_id, to)
            else:
                reason = rules.why_not_on_the_way(way.to_id, to)
            found.append(reason)
            before = way
        return tuple(found)

    def _nowhere(self, journey: Journey, need: str) -> str:
        """That no referral leads to where the route would end."""
        names = self.network.names
        if not need and not journey.door:
            return "no door leads to a service that says which need it meets"
        door = names.get(journey.door, journey.door) if journey.door else "any door"
        end = f"any service that meets {need}" if need else "a service that says which need it meets"
        return f"no referral leads from {door} to {end}"

    def _sentence(self, way: Way, reason: str) -> str:
        names = self.network.names
        if " may not refer on " in reason:
            return f"{reason}, so nobody gets from there to {names[way.to_id]}"
        if way.from_id == SELF:
            return f"people can go to {names[way.to_id]} by themselves, but {reason}"
        return f"{names[way.from_id]} refers to {names[way.to_id]}, but {reason}"


def how_long(days: int, unknown: int, steps: int) -> str:
    """How long a route of so many steps takes, in words: `14 days`, `at least 7 days; 1 wait is not known`."""
    known = f"{days} day{'' if days == 1 else 's'}"
    if not unknown:
        return known
    lacking = f"{unknown} wait{' is' if unknown == 1 else 's are'} not known"
    return lacking if unknown == steps else f"at least {known}; {lacking}"


def _who(way: Way) -> str:
    return way.via or way.from_id


def _no_start(door: str, network: Network) -> str:
    if door == SELF:
        return "no live service says that people may come by themselves"
    return f"{network.names.get(door, door)} refers nobody to a live service"


class _Graph:
    """The network in numbers: services in order of id, and for each of them and each door the ways on."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.ids = list(network.services)
        self._place = {id_: i for i, id_ in enumerate(self.ids)}
        self.closed = [network.services[id_]["access"] == "closed" for id_ in self.ids]

    @cached_property
    def ways(self) -> list[list[tuple[int, int, bool, Way]]]:
        """For each service the receiving service, the cost, whether it forbids to refer on, and the way itself."""
        return [self.numbered(self.network.ways.get(id_, ())) for id_ in self.ids]

    def numbered(self, ways: Iterable[Way]) -> list[tuple[int, int, bool, Way]]:
        """The same for any ways, in their order."""
        return [(self._place[way.to_id], _cost(way), way.forbids, way) for way in ways]

    def reached(self, doors: Sequence[str], ruled: Sequence[bool]) -> set[str]:
        """The services into which people can get from any of these doors; `ruled` are those that take them on the way.

        Whether such a service is where the route can end is not looked at.
        """
        arrived, gone_on = set(), set()
        waiting = [way for door in doors for way in self.numbered(self.network.ways.get(door, ()))]
        while waiting:
            to, _, forbids, _ = waiting.pop()
            if self.closed[to]:
                continue
            arrived.add(to)
            if not forbids and ruled[to] and to not in gone_on:
                gone_on.add(to)
                waiting += self.ways[to]
        return {self.ids[i] for i in arrived}


class _Search:
    """The best route from one door to every state: twice the service's number, plus one if it may not refer on.

    `ruled` says of each service whether it takes such people on the way; None lifts every rule.
    """

    def __init__(self, graph: _Graph, door: str, ruled: Sequence[bool] | None) -> None:
        self._graph, self._ruled = graph, ruled
        self._cost: dict[int, int] = {}
        self._last: dict[int, tuple[int, Way]] = {}
        heap: list[tuple[int, int]] = []
        self._go(-1, graph.numbered(graph.network.ways.get(door, ())), heap)
        while heap:
            cost, state = heappop(heap)
            service, forbidden = divmod(state, 2)
            if cost == self._cost[state] and not forbidden and (ruled is None or ruled[service]):
                self._go(state, graph.ways[service], heap)

    def _go(self, state: int, ways: Iterable[tuple[int, int, bool, Way]], heap: list[tuple[int, int]]) -> None:
        """Take every way on from a state whose own best route is known."""
        so_far = self._cost.get(state, 0)
        for to, more, forbids, way in ways:
            if self._ruled is not None and self._graph.closed[to]:
                continue
            new, cost = 2 * to + (forbids and self._ruled is not None), so_far + more
            known = self._cost.get(new)
            if known is None or cost < known:
                self._cost[new], self._last[new] = cost, (state, way)
                heappush(heap, (cost, new))
            elif cost == known and self._first((state, way), self._last[new]):
                self._last[new] = (state, way)

    def ends(self) -> dict[str, int]:
        """For every service that is reached, the state in which the best route to it ends."""
        best: dict[int, int] = {}
        for state in self._cost:
            known = best.setdefault(state // 2, state)
            if known != state and self.before(state, known):
                best[state // 2] = state
        return {self._graph.ids[service]: state for service, state in best.items()}

    def before(self, state: int, other: int) -> bool:
        """Whether the best route to one state is better than that to another."""
        if self._cost[state] != self._cost[other]:
            return self._cost[state] < self._cost[other]
        return self._first(self._last[state], self._last[other])

    def route(self, state: int) -> Route:
        """The best route to a state."""
        return Route(tuple(self._steps(*self._last[state]))[::-1])

    def _first(self, one: tuple[int, Way], other: tuple[int, Way]) -> bool:
        """Whether the ids of one route stand before those of another of as many steps, each given by its last step.

        Going back from their ends, the step where they part is the first that differs.
        """
        while one[0] != other[0]:
            one, other = self._last[one[0]], self._last[other[0]]
        (_, mine), (_, its) = one, other
        return (mine.to_id, mine.link_id or "") < (its.to_id, its.link_id or "")

    def _steps(self, state: int, way: Way) -> Iterator[Way]:
        """The steps from the last back to the first."""
        yield way
        while state >= 0:
            state, way = self._last[state]
            yield way


def _cost(way: Way) -> int:
    return _STEP + (_UNKNOWN if way.wait is None else way.wait * _DAY)
