"""Lines of sight: from a national or regional policy, through a borough's priority, to a service or role."""

import heapq
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from linkwork.queries._finish import Row

DRIVER_LEVELS = ("national", "regional")
#: How a state that no longer holds is said after the name of what has it.
GONE = {"superseded": "is superseded", "ended": "has ended"}
EMPTY: Row = {}


def holds(thing: Row) -> bool:
    """Whether a policy or priority holds, or nobody says that it does not."""
    return thing.get("state") not in GONE


@dataclass(frozen=True, slots=True)
class Way:
    """How a policy reaches an aim: the policies on it from the top down, and the links between them."""

    policies: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Aim:
    """What the borough wants: a line of one of its policies, or such a policy as a whole (and then no priority)."""

    priority: Row
    policy: Row
    link: str = ""

    @property
    def thing(self) -> Row:
        """What services support: the priority, or the policy as a whole."""
        return self.priority or self.policy

    @property
    def holds(self) -> bool:
        """Whether it is still wanted, as far as anybody says."""
        return holds(self.priority) and holds(self.policy)


@dataclass(frozen=True, slots=True)
class Chain:
    """One line of sight, whole or broken; what it lacks is empty. `touches` are all policies and priorities on it.

    `past` marks what no longer holds and has nothing above or below it: it is of interest to those who ask for it only.
    """

    top: Row
    way: Way
    aim: Aim
    supporter: Row
    touches: frozenset[str]
    past: bool = False


@dataclass(frozen=True)
class Drivers:
    """Policies and priorities by id, and the lines that run through them."""

    things: Mapping[str, Row]

    @cached_property
    def policies(self) -> list[Row]:
        """Every policy, by id."""
        return [thing for thing in self.things.values() if thing["sort"] == "Policy"]

    @cached_property
    def lines(self) -> dict[str, list[tuple[Row, str]]]:
        """For each policy its lines, each with its link; under "" the priorities of no policy."""
        found: dict[str, list[tuple[Row, str]]] = {}
        for thing in self.things.values():
            if thing["sort"] == "Priority":
                for of in real(thing["policies"]) or [{"id": "", "link": ""}]:
                    found.setdefault(of["id"], []).append((thing, of["link"]))
        return found

    @cached_property
    def aims(self) -> list[Aim]:
        """Each line of the borough's policies, and each such policy that has support of its own or no lines."""
        found = [Aim(priority, EMPTY) for priority, _ in self.lines.get("", ())]
        for policy in self.policies:
            if not is_driver(policy):
                lines = self.lines.get(policy["id"], [])
                found += [Aim(priority, policy, link) for priority, link in lines]
                found += [Aim(EMPTY, policy)] if real(policy["supporters"]) or not lines else []
        return found

    def ways(self, aim: Aim) -> dict[str, Way]:
        """For each policy above an aim the best way down: with fewest policies that no longer hold, then the shortest.

        Ties go by id. A way that runs round in a circle is never the best.
        """
        own = {thing["id"] for thing in (aim.priority, aim.policy) if thing}
        ahead: list[tuple[int, int, tuple[str, ...], tuple[str, ...]]] = [
            (0, 1, (driver["id"],), (driver["link"],))
            for id_ in own
            for driver in self.above(id_)
            if driver["id"] not in own
        ]
        heapq.heapify(ahead)
        best: dict[str, Way] = {}
        while ahead:
            gone, steps, on_it, links = heapq.heappop(ahead)
            if on_it[0] in best:
                continue
            best[on_it[0]] = Way(on_it, links)
            policy = self.things[on_it[0]]
            for above in self.above(on_it[0]):
                if above["id"] not in own and above["id"] not in best:
                    cost = gone + (not holds(policy))
                    heapq.heappush(ahead, (cost, steps + 1, (above["id"], *on_it), (above["link"], *links)))
        return best

    def tops(self, ways: Mapping[str, Way]) -> list[str]:
        """The national and regional policies that no other of them drives; all of them where they drive in a circle."""
        drivers = {id_ for id_ in ways if is_driver(self.things[id_])}
        free = [id_ for id_ in drivers if drivers.isdisjoint(above["id"] for above in self.above(id_))]
        return sorted(free or drivers)

    @cached_property
    def driving(self) -> set[str]:
        """The policies that drive something."""
        return {above["id"] for id_ in self.things for above in self.above(id_)}

    def above(self, id_: str) -> list[Row]:
        """The policies that drive a thing, each with the link."""
        return real(self.things[id_]["drivers"])

    def chains(self) -> Iterator[Chain]:
        """Every line through something that the borough wants, then what national and regional policies lack."""
        reached: dict[str, set[str]] = {}
        for aim in self.aims:
            ways = self.ways(aim)
            below = {supporter["id"] for supporter in real(aim.thing["supporters"])}
            for id_ in ways:
                reached.setdefault(id_, set()).update(below)
            yield from self._through(aim, ways)
        for policy in filter(is_driver, self.policies):
            yield from self._past_the_borough(policy, reached.get(policy["id"]))

    def _through(self, aim: Aim, ways: Mapping[str, Way]) -> Iterator[Chain]:
        tops, supporters = self.tops(ways), real(aim.thing["supporters"])
        near = {thing["id"] for thing in (aim.priority, aim.policy) if thing} | (ways.keys() - set(tops))
        past = not (aim.holds or tops or supporters)
        for top in tops or [""]:
            way = ways.get(top, Way())
            for supporter in supporters or [EMPTY]:
                touches = frozenset(near.union(way.policies))
                yield Chain(self.things.get(top, EMPTY), way, aim, supporter, touches, past)

    def _past_the_borough(self, policy: Row, served: set[str] | None) -> Iterator[Chain]:
        """Services that support a national or regional policy alone, or the policy itself if nothing follows from it.

        `served` are the services that a line from it reaches; None if no line from it reaches the borough.
        """
        lines = [line for line, _ in self.lines.get(policy["id"], ())]
        direct: dict[str, tuple[int, Row, str]] = {}
        for thing in (policy, *lines):
            for supporter in real(thing["supporters"]):
                strength = -1 if supporter["strength"] is None else supporter["strength"]
                if supporter["id"] not in (served or ()) and strength > direct.get(supporter["id"], (-2,))[0]:
                    direct[supporter["id"]] = (strength, supporter, thing["id"])
        way, nothing = Way((policy["id"],)), Aim(EMPTY, EMPTY)
        for _, supporter, id_ in direct.values():
            yield Chain(policy, way, nothing, supporter, frozenset({policy["id"], id_}))
        if served is None and not direct:
            touches = frozenset({policy["id"], *(line["id"] for line in lines)})
            alone = not self.above(policy["id"]) and policy["id"] not in self.driving
            yield Chain(policy, way, nothing, EMPTY, touches, past=alone and not holds(policy))


def is_driver(policy: Row) -> bool:
    """Whether a policy binds more than the borough. One whose level nobody states counts as the borough's own."""
    return policy.get("level") in DRIVER_LEVELS


def real(found: Iterable[Row]) -> list[Row]:
    """What was found; a query that finds nothing gives one row of blanks."""
    return [one for one in found if one["id"]]
