"""O6: the roles attached to each practice and network, by the posts it hosts and the services it provides or hosts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from linkwork.graph.measures.functions import several
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._roles import Roles
from linkwork.queries._words import left_out
from linkwork.words import counted

NOBODY = (
    "No practice or PCN is known to host a post of such a role, or to provide or host a service in which one works, so "
    "this is not known yet."
)


@dataclass
class _Attached:
    """What is attached to a body: roles with what says so, services and posts by id, and the posts that it hosts."""

    roles: dict[str, list[str]] = field(default_factory=dict)
    services: dict[str, str] = field(default_factory=dict)
    posts: dict[str, Row] = field(default_factory=dict)
    hosted: set[str] = field(default_factory=set)
    through: set[str] = field(default_factory=set)

    def add(self, role: str, said: Sequence[str]) -> None:
        """Attach a role."""
        self.roles.setdefault(role, []).extend(id_ for id_ in said if id_)


@dataclass(frozen=True)
class _Town:
    """The bodies, the roles of the family asked for, and what ties them."""

    found: Found
    roles: Roles

    @cached_property
    def staff(self) -> Mapping[str, list[Row]]:
        """The links from each service to the roles asked for."""
        return _by("service_id", [row for row in self.found.parts["staffing"] if row["role_id"] in self.roles.families])

    @cached_property
    def posts(self) -> list[Row]:
        """The posts of the roles asked for."""
        return [row for row in self.found.parts["posts"] if row["role_id"] in self.roles.families]

    @cached_property
    def in_service(self) -> Mapping[str, list[Row]]:
        """The posts in each service."""
        return _by("service_id", self.posts)

    @cached_property
    def hosted(self) -> Mapping[str, list[tuple[str, Row]]]:
        """For each body the posts it hosts, each with the link that says so."""
        posts, found = _by("id", self.posts), dict[str, list[tuple[str, Row]]]()
        for link in self.found.parts["hosting"]:
            found.setdefault(link["body_id"], []).extend((link["id"], post) for post in posts.get(link["to_id"], ()))
        return found

    @cached_property
    def attached(self) -> dict[str, _Attached]:
        """What is attached to each practice and network, by id."""
        return {row["id"]: self._attached(row) for row in self.found.rows}

    def _attached(self, body: Row) -> _Attached:
        made = _Attached()
        for link, post in self.hosted.get(body["id"], ()):
            made.add(post["role_id"], [link, *post["evidence"]])
            made.posts[post["id"]] = post
            made.hosted.add(post["id"])
            made.through |= {post["service_id"]}
        for service in body["services"]:
            there = self.staff.get(service["id"], ())
            posts = self.in_service.get(service["id"], ())
            for row in there:
                made.add(row["role_id"], [service["link"], service["id"], row["id"]])
            for post in posts:
                made.add(post["role_id"], [service["link"], *post["evidence"]])
                made.posts[post["id"]] = post
            if there or posts:
                made.services[service["id"]] = service["name"] or service["id"]
        made.through |= made.services.keys()
        return made


def finish(found: Found) -> Finished:
    """Practices and networks; those with most roles first, then by full-time equivalents."""
    town = _Town(found, Roles(found, found.parameters["family"]))
    rows = sorted((_row(body, town) for body in found.rows if _asked(body, town)), key=_order)
    kept = rows[: int(found.parameters["limit"])]
    said = [f"Asked of {counted(len(found.rows), 'practice or PCN', 'practices and PCNs')}."] if rows else []
    some = {id_ for body in kept for id_ in body["role_ids"]}
    nothing = "" if any(there.roles for there in town.attached.values()) else NOBODY
    return Finished(kept, [*said, *left_out(len(kept), len(rows)), *town.roles.silent(some)], nothing)


def _asked(body: Row, town: _Town) -> bool:
    role, service, provider = (town.found.parameters[name] for name in ("role", "service", "provider"))
    there = town.attached[body["id"]]
    return (
        len(there.roles) >= int(town.found.parameters["at_least"])
        and role in ("", *there.roles)
        and service in ("", *there.through)
        and provider in ("", body["id"], *body["up_ids"])
    )


def _row(body: Row, town: _Town) -> Row:
    there, roles = town.attached[body["id"]], town.roles
    role_ids = _named({id_: roles.names[id_] for id_ in there.roles})
    service_ids = _named(there.services)
    post_ids = _named({id_: post["post"] or id_ for id_, post in there.posts.items()})
    shared = several({id_: roles.does.get(id_, frozenset()) for id_ in there.roles})
    above = {id_ for up in body["up_ids"] for id_ in getattr(town.attached.get(up), "roles", ())}
    said = [id_ for ids in there.roles.values() for id_ in ids]
    return {
        "pcn_or_practice": body["name"] or body["id"],
        "roles": [roles.names[id_] for id_ in role_ids],
        "services": [there.services[id_] for id_ in service_ids],
        "fte": _fte(list(there.posts.values())),
        "shared_functions": roles.called(shared),
        "posts": [there.posts[id_]["post"] or id_ for id_ in post_ids],
        "posts_without_fte": sum(post["fte"] is None for post in there.posts.values()),
        "fte_hosted": _fte([there.posts[id_] for id_ in there.hosted]),
        "part_of": sorted(body["up_names"]),
        "roles_of_part_of": roles.called(above - there.roles.keys()),
        "pcn_or_practice_id": body["id"],
        "role_ids": role_ids,
        "service_ids": service_ids,
        "post_ids": post_ids,
        "evidence": list(dict.fromkeys([*body["evidence"], *said, *roles.evidence(role_ids)])),
    }


def _fte(posts: Sequence[Row]) -> float | None:
    """The full-time equivalents of these posts, of those that say; None where none does."""
    known = [float(post["fte"]) for post in posts if post["fte"] is not None]
    return round(sum(known), 2) if known else None


def _named(names: Mapping[str, str]) -> list[str]:
    """The ids in order of name."""
    return sorted(names, key=lambda id_: (names[id_], id_))


def _by(name: str, rows: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row[name]:
            found.setdefault(row[name], []).append(row)
    return found


def _order(row: Row) -> tuple[object, ...]:
    return (-len(row["roles"]), -(row["fte"] or 0), row["pcn_or_practice"], row["pcn_or_practice_id"])
