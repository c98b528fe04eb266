"""B5: for each post, and each role without one, who employs, manages, supervises and houses it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from linkwork.graph.schema import SCHEMA
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._words import left_out
from linkwork.words import counted

_CATEGORY = SCHEMA.link["HOSTS"].property("category")
#: The ways of hosting that the schema knows.
WAYS = _CATEGORY.allowed if _CATEGORY else ()


@dataclass(frozen=True, slots=True)
class Seat:
    """A post, or a role without one, in a service; each part with the ids it rests on."""

    post: Row | None
    service: str | None
    roles: tuple[Row, ...]
    links: tuple[str, ...]


@dataclass(frozen=True)
class Hosting:
    """Who hosts what, by the rows of the parts."""

    found: Found

    @cached_property
    def services(self) -> dict[str, Row]:
        """The row of every live service."""
        return {row["service_id"]: row for row in self.found.parts["services"]}

    @cached_property
    def hosts(self) -> Mapping[tuple[str, str], Sequence[Row]]:
        """The links to each post or service, by the way of hosting."""
        found: dict[tuple[str, str], list[Row]] = {}
        for row in self.found.parts["hosting"]:
            found.setdefault((row["to_id"], row["category"]), []).append(row)
        return found

    def seats(self) -> Iterator[Seat]:
        """Every post in every service it is in; then the roles of services of which there is no post."""
        filled = set()
        for post in self.found.rows:
            roles = tuple(role for role in post["roles"] if role["id"])
            places = [place for place in post["services"] if place["id"]] or [{"id": None, "link": None}]
            for place in places:
                filled |= {(place["id"], role["id"]) for role in roles}
                links = [place["link"], *(role["link"] for role in roles)]
                yield Seat(post, place["id"], roles, tuple(link for link in links if link))
        for row in self.found.parts["staffing"]:
            if (row["service_id"], row["role_id"]) not in filled:
                yield Seat(None, row["service_id"], ({"id": row["role_id"], "name": row["role"]},), (row["id"],))

    def by(self, seat: Seat, way: str) -> tuple[Sequence[Row], bool]:
        """Who hosts a seat in one way, and whether that was said of its service alone."""
        own = self.hosts.get((seat.post["id"], way), ()) if seat.post else ()
        whole = self.hosts.get((seat.service, way), ()) if seat.service else ()
        return (own, False) if own else (whole, bool(whole))


def finish(found: Found) -> Finished:
    """A row for each post in a service and each role without a post, those with most gaps first."""
    place = Hosting(found)
    rows = sorted((_row(place, seat) for seat in place.seats() if _asked_for(place, seat)), key=_order)
    gap = str(found.parameters["gap"])
    rows = [row for row in rows if not gap or _words(gap) in row["gaps"]]
    kept = rows[: int(found.parameters["limit"])]
    return Finished(kept, [*_headline(rows), *_unsaid(found), *left_out(len(kept), len(rows))])


def _asked_for(place: Hosting, seat: Seat) -> bool:
    asked = place.found.parameters
    service = place.services.get(seat.service or "", {"provider_ids": (), "sectors": ()})
    return (
        asked["service"] in ("", seat.service)
        and asked["role"] in ("", *(role["id"] for role in seat.roles))
        and asked["provider"] in ("", *service["provider_ids"])
        and asked["sector"] in ("", *service["sectors"])
    )


def _row(place: Hosting, seat: Seat) -> Row:
    hosts = {way: place.by(seat, way) for way in WAYS}
    links = [link for some, _ in hosts.values() for link in some]
    post = seat.post or {"id": None, "name": None, "fte": None, "vacant_since": None}
    bodies = sorted({link["body_id"] for link in links})
    role_ids = [role["id"] for role in seat.roles]
    ids = [post["id"], seat.service, *role_ids, *seat.links, *(link["id"] for link in links), *bodies]
    return {
        "service": place.services[seat.service]["service"] if seat.service else None,
        "role": "; ".join(role["name"] or role["id"] for role in seat.roles) or None,
        "post": post["name"],
        **{
            way: "; ".join(link["body"] or link["body_id"] for link in some) or None for way, (some, _) in hosts.items()
        },
        "gaps": [_words(way) for way, (some, _) in hosts.items() if not some],
        "of_the_service": [_words(way) for way, (_, whole) in hosts.items() if whole and seat.post],
        **{name: post[name] for name in ("fte", "vacant_since")},
        "service_id": seat.service,
        "post_id": post["id"],
        "role_ids": role_ids,
        "organisation_ids": bodies,
        "evidence": [id_ for id_ in ids if id_],
    }


def _headline(rows: Sequence[Row]) -> list[str]:
    """Of how many rows nobody has stated one of the four, and of how many none."""
    if not rows:
        return []
    some, none = sum(bool(row["gaps"]) for row in rows), sum(len(row["gaps"]) == len(WAYS) for row in rows)
    lack = "lacks" if some == 1 else "lack"
    return [f"{some} of {counted(len(rows), 'row')} {lack} at least one of the four; of {none} none is known."]


def _unsaid(found: Found) -> list[str]:
    """How many links do not say in what way a body hosts."""
    if not (unsaid := sum(row["category"] is None for row in found.parts["hosting"])):
        return []
    do, is_ = ("does", "is") if unsaid == 1 else ("do", "are")
    return [f"{counted(unsaid, 'link')} from a host {do} not say in what way and {is_} not counted."]


def _words(way: str) -> str:
    return way.replace("_", " ")


def _order(row: Row) -> tuple[object, ...]:
    names = tuple(row[name] or "" for name in ("service", "role", "post", "service_id", "post_id"))
    return (-len(row["gaps"]), *names, row["role_ids"])
