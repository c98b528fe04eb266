"""Routes, doors, dead ends, loops and what nobody reaches, by plain search over the town's own objects."""

from dataclasses import dataclass
from functools import cached_property

from tools.millbrook.plan import bodies
from tools.millbrook.tables import table
from tools.millbrook.town import AREAS, AUDIENCES, NEEDS, Link, Offer, Town, groups, spread

SELF = "self"
#: How long a way is: waits not known, days, steps.
Cost = tuple[int, int, int]
#: A service, and whether people came to it by a link that forbids it to refer them on.
State = tuple[str, bool]


@dataclass(frozen=True)
class Step:
    """One step of a way: by a link, or through the service's own door."""

    sender: str
    to: str
    link: Link | None

    @property
    def forbids(self) -> bool:
        """Whether whoever comes by it may not be referred on."""
        return self.link is not None and self.link.facts["onward_allowed"] == "no"


@dataclass(frozen=True)
class Journey:
    """From a door to a need, for a group in an area; blank is not asked."""

    door: str
    need: str
    group: str = ""
    area: str = ""


class Ways:
    """Every way through the town. `strict` off takes the tests off: group, area, closed doors and leave to refer on."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.links = [link for link in town.links if link.to in town.live and self._sends(link.sender)]

    def _sends(self, sender: str) -> bool:
        kind, key = sender.split()
        return kind != "Service" or key in self.town.live

    @cached_property
    def onward(self) -> dict[str, list[Step]]:
        """The steps from each service: its own links and those of the roles that staff it."""
        found: dict[str, list[Step]] = {}
        for key in self.town.live:
            senders = {f"Service {key}", *(f"Role {role}" for role in self.town.services[key]["roles"].split())}
            found[key] = [Step(link.sender, link.to, link) for link in self.links if link.sender in senders]
        return found

    @cached_property
    def doors(self) -> list[str]:
        """Organisations and roles that refer and are not referred to, those marked, and `self`."""
        staffed = {role for link in self.links for role in self.town.services[link.to]["roles"].split()}
        sending = list(dict.fromkeys(link.sender for link in self.links if not link.sender.startswith("Service ")))
        marked = {f"Role {row['key']}" for row in table(bodies.ROLES) if row["door"]}
        free = [sender for sender in sending if sender.removeprefix("Role ") not in staffed]
        return [*sorted({*free, *marked}), SELF]

    def from_door(self, door: str) -> list[Step]:
        """The first steps from a door."""
        if door == SELF:
            own = [key for key in self.town.live if self.town.shown(key, "access") == "self"]
            return [Step(SELF, key, None) for key in own]
        return [Step(link.sender, link.to, link) for link in self.links if link.sender == door]

    def wait(self, step: Step) -> int | None:
        """The link's days, else those of the service it leads to."""
        said = (step.link.facts["wait_days"] if step.link else "") or self.town.shown(step.to, "wait_days")
        return int(said) if said else None

    def takes(self, service: str, journey: Journey) -> bool:
        """Whether some live offer takes the group and covers the area asked for."""
        return any(_takes(offer, journey) for offer in self.town.offers_of(service))

    def ends(self, service: str, journey: Journey, strict: bool = True) -> bool:
        """Whether one live offer meets the need, for the group and in the area."""
        wanted = set(NEEDS.leaves(journey.need))
        asked = journey if strict else Journey(journey.door, journey.need)
        return any(wanted & spread(NEEDS, o.needs) and _takes(o, asked) for o in self.town.offers_of(service))

    def passable(self, service: str, came: bool, journey: Journey, strict: bool) -> bool:
        """Whether people who came here may be sent on."""
        return not strict or (not came and self.takes(service, journey))

    def enters(self, step: Step, strict: bool) -> bool:
        """Whether the receiver takes anybody at all."""
        return not strict or self.town.shown(step.to, "access") != "closed"

    def costs(self, journey: Journey, strict: bool = True) -> dict[State, Cost]:
        """The least cost of every place that can be reached, by going over all steps until nothing gets better."""
        found: dict[State, Cost] = {}
        for step in self.from_door(journey.door):
            self._better(found, step, (0, 0, 0), strict)
        while True:
            before = dict(found)
            for (service, came), cost in before.items():
                if self.passable(service, came, journey, strict):
                    for step in self.onward[service]:
                        self._better(found, step, cost, strict)
            if found == before:
                return found

    def _better(self, found: dict[State, Cost], step: Step, cost: Cost, strict: bool) -> None:
        if self.enters(step, strict):
            state, total = (step.to, step.forbids), self.add(cost, step)
            found[state] = min(total, found.get(state, total))

    def add(self, cost: Cost, step: Step) -> Cost:
        """The cost after one more step."""
        days = self.wait(step)
        return cost[0] + (days is None), cost[1] + (days or 0), cost[2] + 1

    def destinations(self, journey: Journey, strict: bool = True) -> dict[str, Cost]:
        """The least cost of every service that ends the journey."""
        best: dict[str, Cost] = {}
        for (service, _), cost in self.costs(journey, strict).items():
            if self.ends(service, journey, strict):
                best[service] = min(cost, best.get(service, cost))
        return best

    def paths(self, journey: Journey, to: str, most: Cost, strict: bool = True) -> list[tuple[Step, ...]]:
        """Every simple way to a service that costs no more than this."""
        found: list[tuple[Step, ...]] = []
        waiting: list[tuple[tuple[Step, ...], Cost]] = [
            ((step,), self.add((0, 0, 0), step)) for step in self.from_door(journey.door)
        ]
        while waiting:
            path, cost = waiting.pop()
            last = path[-1]
            if cost > most or not self.enters(last, strict):
                continue
            if last.to == to:
                found.append(path)
            elif self.passable(last.to, last.forbids, journey, strict):
                been = {step.to for step in path}
                further = [step for step in self.onward[last.to] if step.to not in been]
                waiting += [((*path, step), self.add(cost, step)) for step in further]
        return found

    def first_failing(self, journey: Journey) -> tuple[Step, str] | None:
        """The first step that fails on the best way with the tests off, and why; None if there is none even so."""
        best = self.destinations(journey, strict=False)
        if not best:
            return None
        to = min(best, key=lambda key: (best[key], key))
        path = min(self.paths(journey, to, best[to], strict=False), key=lambda p: [step.to for step in p])
        came = False
        for step in path:
            if why := self._fails(step, came, journey, last=step is path[-1]):
                return step, why
            came = step.forbids
        return None

    def _fails(self, step: Step, came: bool, journey: Journey, last: bool) -> str:
        """Why a step cannot be taken: onward, closed, group, area or both; blank if it can."""
        if came:
            return "onward"
        if not self.enters(step, strict=True):
            return "closed"
        fits = self.ends if last else self.takes
        if fits(step.to, journey):
            return ""
        without = {
            "area": Journey(journey.door, journey.need, group=journey.group),
            "group": Journey(journey.door, journey.need, area=journey.area),
        }
        return next((word for word, asked in without.items() if fits(step.to, asked)), "both")


def _takes(offer: Offer, journey: Journey) -> bool:
    wanted = set(AUDIENCES.leaves(journey.group)) if journey.group else set()
    wards = set(AREAS.leaves(journey.area)) if journey.area else set()
    return wanted <= groups(offer) and wards <= spread(AREAS, offer.areas)


def reached(ways: Ways, strict: bool = True) -> dict[str, set[str]]:
    """For each door the services that it has a way to, whatever the need."""
    return {door: {service for service, _ in ways.costs(Journey(door, ""), strict)} for door in ways.doors}


def unreachable(ways: Ways) -> list[str]:
    """Live services to which no door has a way."""
    found = set().union(*reached(ways).values())
    return sorted(set(ways.town.live) - found)


def reach(ways: Ways) -> tuple[int, int]:
    """(Door, leaf need) pairs with a way, and all of them."""
    met = [
        (door, need)
        for door, found in reached(ways).items()
        for need in NEEDS.all_leaves
        if any(ways.ends(service, Journey(door, need)) for service in found)
    ]
    return len(met), len(ways.doors) * len(NEEDS.all_leaves)


def loops(ways: Ways) -> list[list[str]]:
    """Services that can each be reached from each other, two or more together."""
    after = {key: {step.to for step in steps} for key, steps in ways.onward.items()}
    for _ in after:
        after = {key: found.union(*(after[other] for other in found)) for key, found in after.items()}
    groups_ = {tuple(sorted(b for b in after if b == a or (b in after[a] and a in after[b]))) for a in after}
    return sorted(list(group) for group in groups_ if len(group) > 1)


def dead_ends(ways: Ways, closed_doors: bool = True) -> list[str]:
    """Services that receive, refer nowhere, and meet no need of their senders or of a door that reaches them.

    With `closed_doors` off, ways through services that are closed or may not refer on count too.
    """
    needs = {
        key: {need for offer in ways.town.offers_of(key) for need in spread(NEEDS, offer.needs)}
        for key in ways.town.live
    }
    anywhere = set().union(*reached(ways, strict=closed_doors).values())
    found = []
    for key in ways.town.live:
        senders = [link.sender for link in ways.links if link.to == key]
        wanted = set().union(*(needs.get(sender.removeprefix("Service "), set()) for sender in senders))
        wanted |= set(NEEDS.all_leaves) if key in anywhere else set()
        if senders and not ways.onward[key] and not needs[key] & wanted:
            found.append(key)
    return sorted(found)
