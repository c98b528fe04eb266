"""Who refers to whom as a drawing needs it: who stands where, which links there are, and what is wrong with either."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from linkwork.graph.view import GraphView, ViewNode
from linkwork.visualise._sheet import in_words, rows_of
from linkwork.visualise._words import plain
from linkwork.words import counted

DEAD_END, UNREACHED = "dead end", "nobody can reach"
#: So many services that have no referral link are drawn; the rest are in the table.
MOST_ALONE = 18
#: Doors that refer to the same services in the same ways are drawn as one where there are more doors than this.
MOST_DOORS = 20


@dataclass(frozen=True, slots=True)
class Stop:
    """Somebody who refers or is referred to.

    `steps` is the fewest referrals from a door; None where no door leads here. `staff` says that it is a role through
    which a service refers on. `alike` names the doors drawn as this one.
    """

    id: str
    name: str
    kind: str
    steps: int | None
    door: bool = False
    staff: bool = False
    by_oneself: bool = False
    tags: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """One referral link. `volume` is people a month, None if not known; `one_sided` says who alone has told of it."""

    id: str
    from_id: str
    to_id: str
    kind: str
    volume: float | None = None
    people: str = ""
    wait: str = ""
    one_sided: str = ""


@dataclass(frozen=True, slots=True)
class Network:
    """Stops and ways in order of id, and the (service, role) pairs where a role refers on for a service.

    `undrawn` counts the services without any referral link that are left to the table, being many.
    """

    stops: tuple[Stop, ...]
    ways: tuple[Way, ...]
    staffing: tuple[tuple[str, str], ...]
    loops: int
    undrawn: int = 0

    def tagged(self, tag: str) -> int:
        """How many stops bear that tag."""
        return sum(1 for stop in self.stops if tag in stop.tags)


def network(view: GraphView) -> Network:
    """The referrals that a view's answers tell of; kinds, doors and staffing are the graph's."""
    known = {node.id: node for node in view.nodes if node.live}
    ways = _ways(view)
    names = {str(row[f"{end}_id"]): plain(row[end]) for row in rows_of(view, "P6") for end in ("from", "to")}
    names |= {str(row["service_id"]): plain(row["service"]) for row in rows_of(view, "P9")}
    staffing = tuple(
        (link.from_id, link.to_id)
        for link in view.links
        if link.kind == "STAFFED_BY" and link.live and link.from_id in names and link.to_id in names
    )
    kinds = {id_: known[id_].kind if id_ in known else "" for id_ in names}
    doors = _doors(ways, staffing, kinds, known)
    alone = {id_ for id_ in names if id_ in known and known[id_].facts.get("access") == "self"}
    steps = _steps(doors, alone, ways, staffing)
    tags = _tags(view, set(names), steps)
    roles = {role for _, role in staffing} - doors
    stops = tuple(
        Stop(id_, names[id_], kinds[id_], steps.get(id_), id_ in doors, id_ in roles, id_ in alone, tags.get(id_, ()))
        for id_ in sorted(names)
    )
    return _doors_alike(_few_alone(Network(stops, ways, staffing, len(rows_of(view, "P3")))))


def _ways(view: GraphView) -> tuple[Way, ...]:
    sides = {link.id: str(link.facts.get("confirmed_by") or "") for link in view.links if link.kind == "REFERS_TO"}
    found = []
    for row in rows_of(view, "P6"):
        volume, side = row.get("volume_month"), sides.get(str(row["link_id"]), "")
        found.append(
            Way(
                str(row["link_id"]),
                str(row["from_id"]),
                str(row["to_id"]),
                plain(row["kind"]) if row.get("kind") else "",
                float(volume) if isinstance(volume, int | float) else None,
                in_words(volume),
                in_words(row.get("wait_days")),
                side if side in {"sender", "receiver"} else "",
            )
        )
    return tuple(sorted(found, key=lambda way: way.id))


def _doors(
    ways: Iterable[Way],
    staffing: Iterable[tuple[str, str]],
    kinds: Mapping[str, str],
    known: Mapping[str, ViewNode],
) -> set[str]:
    """Organisations and roles that refer and are not referred to, and those marked so; others that only send."""
    received = {way.to_id for way in ways}
    within = {role for service, role in staffing if service in received}
    doors = {way.from_id for way in ways if kinds[way.from_id] != "Service"} - received - within
    return doors | {id_ for id_ in kinds if id_ in known and known[id_].facts.get("door") is True}


def _steps(
    doors: Iterable[str], alone: Iterable[str], ways: Iterable[Way], staffing: Iterable[tuple[str, str]]
) -> dict[str, int]:
    """The fewest referrals from a door to everybody that one leads to; from a service to its own staff is no step."""
    onward: dict[str, list[tuple[str, int]]] = {}
    for way in ways:
        onward.setdefault(way.from_id, []).append((way.to_id, 1))
    for service, role in staffing:
        onward.setdefault(service, []).append((role, 0))
    steps: dict[str, int] = {}
    waiting = deque([(id_, 0) for id_ in sorted(doors)] + [(id_, 1) for id_ in sorted(alone)])
    while waiting:
        here, far = waiting.popleft()
        if far >= steps.get(here, far + 1):
            continue
        steps[here] = far
        for there, more in onward.get(here, ()):
            (waiting.append if more else waiting.appendleft)((there, far + more))
    return steps


def _tags(view: GraphView, ids: set[str], steps: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in rows_of(view, "P2"):
        found.setdefault(str(row["service_id"]), []).append(DEAD_END)
    for number, row in enumerate(rows_of(view, "P3"), start=1):
        members = row.get("member_ids")
        for id_ in members if isinstance(members, list | tuple) else ():
            found.setdefault(str(id_), []).append(f"loop {number}")
    for id_ in sorted({str(row["service_id"]) for row in rows_of(view, "P9")} | (ids - steps.keys())):
        found.setdefault(id_, []).append(UNREACHED)
    return {id_: tuple(tags) for id_, tags in found.items()}


def _few_alone(found: Network) -> Network:
    """The network without the services that stand for themselves and are too many to draw."""
    joined = {id_ for way in found.ways for id_ in (way.from_id, way.to_id)}
    joined |= {id_ for pair in found.staffing for id_ in pair}
    alone = sorted((stop for stop in found.stops if stop.id not in joined), key=lambda stop: (stop.name, stop.id))
    left = {stop.id for stop in alone[MOST_ALONE:]}
    return replace(found, stops=tuple(stop for stop in found.stops if stop.id not in left), undrawn=len(left))


def _doors_alike(found: Network) -> Network:
    """The network with one stop for doors that refer to the same services in the same ways, where doors are many."""
    doors = [stop for stop in found.stops if stop.door]
    if len(doors) <= MOST_DOORS:
        return found
    does: dict[str, set[tuple[str, str]]] = {door.id: set() for door in doors}
    for way in found.ways:
        if way.from_id in does:
            does[way.from_id].add((way.to_id, way.kind))
    alike: dict[tuple[str, frozenset[tuple[str, str]]], list[Stop]] = {}
    for door in doors:
        alike.setdefault((door.kind, frozenset(does[door.id])), []).append(door)
    first = {door.id: group[0].id for group in alike.values() for door in group}
    drawn = {group[0].id: _as_one(group) for group in alike.values()}
    stops = tuple(drawn.get(stop.id, stop) for stop in found.stops if first.get(stop.id, stop.id) == stop.id)
    return replace(found, stops=stops, ways=_joined(found.ways, first))


def _as_one(group: list[Stop]) -> Stop:
    if len(group) == 1:
        return group[0]
    names = tuple(sorted(stop.name for stop in group))
    return replace(group[0], name=f"{names[0]} and {counted(len(names) - 1, 'other')}", alike=names)


def _joined(ways: Iterable[Way], first: Mapping[str, str]) -> tuple[Way, ...]:
    """The ways with those of doors drawn as one added up; the number of people only where all of them say it."""
    groups: dict[tuple[str, str, str], list[Way]] = {}
    for way in ways:
        groups.setdefault((first.get(way.from_id, way.from_id), way.to_id, way.kind), []).append(way)
    joined = []
    for (from_id, _, _), group in groups.items():
        volumes = [way.volume for way in group if way.volume is not None]
        volume = sum(volumes) if len(volumes) == len(group) else None
        people = group[0].people if len(group) == 1 else in_words(volume)
        sides = {way.one_sided for way in group}
        one_sided = group[0].one_sided if len(sides) == 1 else ""
        joined.append(replace(group[0], from_id=from_id, volume=volume, people=people, one_sided=one_sided))
    return tuple(sorted(joined, key=lambda way: way.id))
