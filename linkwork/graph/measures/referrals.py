"""Who can send people to whom: doors, the ways on from each service, loops (docs/measures.md).

Everything is worked out from rows of live records, as lists of mappings, and from nothing else.

Choices that the model leaves open:

- A way from a service back to itself leads nowhere and is left out, whoever made it.
- A Role counts as referred to where some service that it staffs receives a referral; an Organisation never does.
- People who come by themselves are one door, `self`, wherever some service has the access self.
- Coming by oneself is a step without a link; its wait is the service's own.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from linkwork.graph.hierarchy import Row

SELF = "self"
#: What people who come by themselves are called in sentences.
THEMSELVES = "people who come by themselves"


@dataclass(frozen=True, slots=True)
class Known:
    """Rows of live records.

    A link has `id`, `from_id`, `to_id`, `category`, `channel`, `wait_days`, `feedback`, `onward_allowed`; a service
    `id`, `name`, `access`, `wait_days`; a sender (an Organisation or Role that refers or is marked) `id`, `name`
    and `door`; staffing `id`, `service_id`, `role_id` and `role`.
    """

    links: Sequence[Row]
    services: Sequence[Row]
    senders: Sequence[Row] = ()
    staffing: Sequence[Row] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """One way of getting from a door or a service to a service: a referral link, or coming by oneself (no link).

    `from_id` is the service or door that people are sent from; `via` is the role that does it where that is another,
    with `staffing`, the link that says so. `wait` is in days, None where nobody knows.
    """

    from_id: str
    to_id: str
    link: Row | None
    wait: int | None
    via: str = ""
    staffing: str = ""

    @property
    def link_id(self) -> str | None:
        """The id of the referral link, if there is one."""
        return self.link["id"] if self.link else None

    @property
    def forbids(self) -> bool:
        """Whether the receiver may not refer on those who come this way."""
        return bool(self.link and self.link["onward_allowed"] is False)


class Network:
    """The doors, and the ways on from every door and every service."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.services: dict[str, Row] = {row["id"]: row for row in sorted(known.services, key=lambda row: row["id"])}
        self.links = [row for row in known.links if row["to_id"] in self.services]

    @cached_property
    def names(self) -> dict[str, str]:
        """What people call each service, sender and role, by id."""
        rows = (*self.known.senders, *self.known.services)
        roles = {row["role_id"]: row["role"] or row["role_id"] for row in self.known.staffing}
        return roles | {row["id"]: row["name"] or row["id"] for row in rows} | {SELF: THEMSELVES}

    @cached_property
    def ways(self) -> Mapping[str, Sequence[Way]]:
        """The ways on from every door and service that has some: its own links and those of the roles that staff it.

        In order of the receiving service, then of the link.
        """
        found: dict[str, list[Way]] = defaultdict(list)
        by_sender = self._by_sender
        for sender, links in by_sender.items():
            found[sender] += [self._way(sender, link) for link in links]
        for row in self.known.staffing:
            if row["service_id"] in self.services:
                own = by_sender.get(row["role_id"], ())
                found[row["service_id"]] += [self._way(row["service_id"], link, row) for link in own]
        found[SELF] = [
            Way(SELF, id_, None, row["wait_days"]) for id_, row in self.services.items() if row["access"] == SELF
        ]
        return {
            sender: sorted((way for way in ways if way.to_id != sender), key=lambda way: (way.to_id, way.link_id or ""))
            for sender, ways in found.items()
        }

    @cached_property
    def doors(self) -> list[str]:
        """The ids of the doors in order, `self` last where people may come to some service by themselves."""
        receiving = {link["to_id"] for link in self.links}
        referred_to = {row["role_id"] for row in self.known.staffing if row["service_id"] in receiving}
        refer = {link["from_id"] for link in self.links}
        found = [
            row["id"]
            for row in self.known.senders
            if row["door"] or (row["id"] in refer and row["id"] not in referred_to)
        ]
        return sorted(set(found)) + ([SELF] if self.ways[SELF] else [])

    @cached_property
    def received(self) -> Mapping[str, Sequence[Row]]:
        """The links by which each service receives people from somebody else, in order of id."""
        found: dict[str, list[Row]] = defaultdict(list)
        for link in sorted(self.links, key=lambda link: link["id"]):
            if link["from_id"] != link["to_id"]:
                found[link["to_id"]].append(link)
        return found

    @cached_property
    def senders(self) -> Mapping[str, Sequence[Way]]:
        """The ways that lead from another service straight to each service."""
        found: dict[str, list[Way]] = defaultdict(list)
        for sender, ways in self.ways.items():
            if sender in self.services:
                for way in ways:
                    found[way.to_id].append(way)
        return found

    def loops(self) -> list[list[str]]:
        """The groups of two or more services from each of which people can be sent to each other, the smallest first.

        They are the strongly connected components; the services of each are in order of id.
        """
        import numpy as np
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import connected_components

        ids = list(self.services)
        place = {id_: i for i, id_ in enumerate(ids)}
        pairs = [(place[way.from_id], place[to]) for to, ways in self.senders.items() for way in ways]
        if not pairs:
            return []
        starts, ends = zip(*pairs, strict=True)
        graph = coo_array((np.ones(len(pairs), dtype=np.int8), (starts, ends)), shape=(len(ids), len(ids)))
        _, label = connected_components(graph.tocsr(), directed=True, connection="strong")
        groups: dict[int, list[str]] = defaultdict(list)
        for id_, group in zip(ids, label, strict=True):
            groups[int(group)].append(id_)
        return sorted((group for group in groups.values() if len(group) > 1), key=lambda group: (len(group), group))

    def within(self, group: Iterable[str]) -> list[Way]:
        """The ways from one service of a group to another, in order of both."""
        members = set(group)
        return [way for id_ in sorted(members) for way in self.ways.get(id_, ()) if way.to_id in members]

    @cached_property
    def _by_sender(self) -> Mapping[str, Sequence[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for link in self.links:
            found[link["from_id"]].append(link)
        return found

    def _way(self, sender: str, link: Row, staffing: Row | None = None) -> Way:
        wait = link["wait_days"] if link["wait_days"] is not None else self.services[link["to_id"]]["wait_days"]
        if staffing is None:
            return Way(sender, link["to_id"], link, wait)
        return Way(sender, link["to_id"], link, wait, staffing["role_id"], staffing["id"])
