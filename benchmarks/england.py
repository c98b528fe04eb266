"""A country to measure on: England's networks and practices as published, with made-up services round them.

Everything about services, needs, money and people is made up, from one seed; it is for clocks and is published nowhere.
Services keep to their borough as real ones do: what they cover lies in it, and most of whom they refer to. A borough
has 20 wards and 500 services, so that what is asked of cells grows with the country and not with its square.

    10,000 nodes = 1,000 services, 3,000 offers, 40 wards, ...; there are about 8 links a node.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from linkwork.graph.identity import Names
from linkwork.graph.records import Table
from linkwork.loaders.ods_pcn import load as networks_and_practices

#: The list of networks and practices as NHS ODS published it; without it they are made up too.
NETWORKS = Path(__file__).parents[2] / "shared" / "data" / "ods" / "ePCN_2023-02.xlsx"
NOTE = "Made up: services drawn at random round published networks and practices, to measure with."
AS_OF = "2024-05-01"
SERVICES_IN_A_BOROUGH, WARDS_IN_A_BOROUGH = 500, 20
NEEDS, GROUPS, AUDIENCES, ROLES, FUNCTIONS, PRIORITIES, PLATFORMS = 60, 12, 30, 40, 30, 40, 12
FILE = "england.csv"

Ends = tuple[str, Sequence[str] | np.ndarray, str, Sequence[str] | np.ndarray]


@dataclass(frozen=True)
class Sizes:
    """How many there are of what grows with the country."""

    nodes: int

    @property
    def services(self) -> int:
        """A tenth of the nodes."""
        return max(10, self.nodes // 10)

    @property
    def wards(self) -> int:
        """As many to a service as there are in a borough."""
        return max(4, self.services * WARDS_IN_A_BOROUGH // SERVICES_IN_A_BOROUGH)

    @property
    def organisations(self) -> int:
        """Fifteen to ten services."""
        return self.services * 3 // 2


def england(nodes: int, seed: int = 1, networks: Path = NETWORKS) -> tuple[Table, ...]:
    """Tables of about so many nodes and eight times as many links, as a loader hands them over: unchecked text.

    The same for the same size and seed.
    """
    draw = np.random.default_rng(seed)
    sizes = Sizes(nodes)
    bodies, part_of = _bodies(sizes, networks)
    made = [*bodies, *part_of, *_terms(), *_places(sizes, draw)]
    made += [*_services(sizes, draw), *_offers(sizes, draw), *_work(sizes, draw), *_paths(sizes, draw)]
    return tuple(made)


def _ids(prefix: str, count: int) -> np.ndarray:
    return np.char.add(f"{prefix}-", np.arange(count).astype(str))


def _nodes(kind: str, prefix: str, count: int, **columns: Sequence[str] | np.ndarray | str) -> Table:
    ids = _ids(prefix, count)
    given = {
        name: pl.Series(values) if not isinstance(values, str) else pl.lit(values) for name, values in columns.items()
    }
    frame = pl.DataFrame({"id": ids}).with_columns(name=pl.lit(f"Made up {kind.lower()} ") + pl.col("id"), **given)
    return _placed(kind, frame)


def _links(kind: str, ends: Ends, **columns: Sequence[str] | np.ndarray | str) -> Table:
    """One link for each two ends; what is there twice is there once."""
    from_kind, from_ids, to_kind, to_ids = ends
    given = {
        name: pl.Series(values) if not isinstance(values, str) else pl.lit(values) for name, values in columns.items()
    }
    frame = pl.DataFrame({"from_id": np.asarray(from_ids), "to_id": np.asarray(to_ids)}).select(
        pl.lit(from_kind).alias("from_kind"), "from_id", pl.lit(to_kind).alias("to_kind"), "to_id"
    )
    frame = frame.with_columns(**given).unique(["from_id", "to_id"], keep="first", maintain_order=True)
    return _placed(kind, frame.filter((pl.col("from_id") != pl.col("to_id")) | (from_kind != to_kind)))


def _placed(kind: str, frame: pl.DataFrame) -> Table:
    rows = pl.int_range(2, frame.height + 2, dtype=pl.Int64, eager=True).alias("_row")
    return Table(kind, frame.with_columns(_file=pl.lit(FILE), _sheet=pl.lit(kind)).with_columns(rows))


def _bodies(sizes: Sizes, networks: Path) -> tuple[list[Table], list[Table]]:
    """The published networks and practices, as far as there is room, and made-up providers for the rest."""
    published: list[Table] = []
    links: list[Table] = []
    room = sizes.organisations // 2
    if networks.exists():
        for table in networks_and_practices([networks], Names("nhs-ods-pcn")).tables:
            if table.kind == "Organisation":
                published.append(Table(table.kind, table.rows.head(room)))
                room -= published[-1].rows.height
            else:
                links.append(table)
    held = {id_ for table in published for id_ in table.rows["id"]}
    known = [
        Table(t.kind, t.rows.filter(pl.col("from_id").is_in(list(held)) & pl.col("to_id").is_in(list(held))))
        for t in links
    ]
    sectors = np.resize(["vcse", "council", "nhs", "vcse", "private"], sizes.organisations - len(held))
    return [*published, _nodes("Organisation", "org-made", len(sectors), sector=sectors)], known


def _terms() -> list[Table]:
    needs, groups = _ids("need", NEEDS), _ids("need-group", GROUPS)
    return [
        _nodes("Need", "need", NEEDS),
        _nodes("Need", "need-group", GROUPS),
        _links("BROADER", ("Need", needs, "Need", np.resize(groups, NEEDS))),
        _nodes("Audience", "audience", AUDIENCES),
        _nodes("Role", "role", ROLES, family=np.resize(["connector", "personalised_care", "clinical"], ROLES)),
        _nodes("Function", "function", FUNCTIONS),
        _nodes("Platform", "platform", PLATFORMS),
        _nodes("Policy", "policy", 8, state="current", level="national"),
        _nodes("Priority", "priority", PRIORITIES, state="current"),
        _links(
            "IN_POLICY", ("Priority", _ids("priority", PRIORITIES), "Policy", np.resize(_ids("policy", 8), PRIORITIES))
        ),
    ]


def _places(sizes: Sizes, draw: np.random.Generator) -> list[Table]:
    wards, boroughs = _ids("area-ward", sizes.wards), max(1, sizes.wards // WARDS_IN_A_BOROUGH)
    within = np.minimum(np.arange(sizes.wards) // WARDS_IN_A_BOROUGH, boroughs - 1)
    sites = sizes.services * 3 // 2
    people = draw.integers(5, 900, (sizes.wards, NEEDS))
    return [
        _nodes(
            "Area",
            "area-ward",
            sizes.wards,
            level="ward",
            population=draw.integers(4000, 16000, sizes.wards).astype(str),
        ),
        _nodes("Area", "area-borough", boroughs, level="borough"),
        _links("WITHIN", ("Area", wards, "Area", _ids("area-borough", boroughs)[within])),
        _nodes("Site", "site", sites),
        _links("IN_AREA", ("Site", _ids("site", sites), "Area", wards[_ward_of(sites, sizes)])),
        _links(
            "HAS_DEMAND",
            ("Area", np.repeat(wards, NEEDS), "Need", np.tile(_ids("need", NEEDS), sizes.wards)),
            people=people.ravel().astype(str),
            year="2024",
        ),
    ]


def _ward_of(count: int, sizes: Sizes) -> np.ndarray:
    """The ward that each of so many things lies in: in the order of the wards, evenly."""
    return np.arange(count) * sizes.wards // count


def _near(draw: np.random.Generator, sizes: Sizes, each: np.ndarray, count: int) -> np.ndarray:
    """The places in a list of `count` of so many things in the borough of a ward `each`."""
    begins = (each // WARDS_IN_A_BOROUGH) * WARDS_IN_A_BOROUGH * count // sizes.wards
    room = max(1, min(count, WARDS_IN_A_BOROUGH * count // sizes.wards))
    return np.minimum(begins + draw.integers(0, room, len(each)), count - 1)


def _services(sizes: Sizes, draw: np.random.Generator) -> list[Table]:
    services = _ids("service", sizes.services)
    bodies = _ids("org-made", sizes.organisations // 2)
    ward = _ward_of(sizes.services, sizes)
    own, payer = bodies[_near(draw, sizes, ward, len(bodies))], bodies[_near(draw, sizes, ward, len(bodies))]
    return [
        _nodes(
            "Service",
            "service",
            sizes.services,
            status="open",
            scope=np.resize(["core", "core", "adjacent", "context"], sizes.services),
            approach=np.resize(["proactive", "responsive", "both"], sizes.services),
            access=np.resize(["self", "professional"], sizes.services),
            wait_days=draw.integers(0, 60, sizes.services).astype(str),
            capacity=draw.integers(20, 900, sizes.services).astype(str),
            funded_until=np.resize(["2025-03-31", "2026-03-31", "2027-03-31"], sizes.services),
        ),
        _links("PROVIDES", ("Organisation", own, "Service", services)),
        _links("COMMISSIONS", ("Organisation", payer, "Service", services)),
        _links("FUNDS", ("Organisation", payer, "Service", services), amount="50000", published="yes"),
    ]


def _offers(sizes: Sizes, draw: np.random.Generator) -> list[Table]:
    """Three offers a service, each for four needs, two audiences and five wards of the borough, at two sites."""
    count, sites = sizes.services * 3, sizes.services * 3 // 2
    offers, ward = _ids("offer", count), _ward_of(count, sizes)

    def many(times: int) -> tuple[np.ndarray, np.ndarray]:
        return np.repeat(offers, times), np.repeat(ward, times)

    needs, audiences, wards = many(4), many(2), many(5)
    rules = np.where(draw.random(len(audiences[0])) < 0.9, "include", "exclude")
    areas = _ids("area-ward", sizes.wards)[_near(draw, sizes, wards[1], sizes.wards)]
    return [
        _nodes("Offer", "offer", count, capacity=draw.integers(10, 300, count).astype(str)),
        _links("HAS_OFFER", ("Service", np.repeat(_ids("service", sizes.services), 3), "Offer", offers)),
        _links(
            "MEETS",
            ("Offer", needs[0], "Need", _ids("need", NEEDS)[draw.integers(0, NEEDS, len(needs[0]))]),
            strength="2",
        ),
        _links("COVERS", ("Offer", wards[0], "Area", areas), basis="resident"),
        _links(
            "FOR_AUDIENCE",
            (
                "Offer",
                audiences[0],
                "Audience",
                _ids("audience", AUDIENCES)[draw.integers(0, AUDIENCES, len(audiences[0]))],
            ),
            rule=rules,
        ),
        _links("DELIVERED_AT", ("Offer", offers, "Site", _ids("site", sites)[_near(draw, sizes, ward, sites)])),
    ]


def _work(sizes: Sizes, draw: np.random.Generator) -> list[Table]:
    """Roles, posts, functions, priorities, platforms and people of services."""
    services, posts = _ids("service", sizes.services), _ids("post", sizes.services * 2)
    ward = np.repeat(_ward_of(sizes.services, sizes), 2)
    bodies = _ids("org-made", sizes.organisations // 2)
    role = _ids("role", ROLES)[draw.integers(0, ROLES, len(posts))]
    people = _ids("person", sizes.services)

    def some(times: int, of: str, count: int) -> tuple[np.ndarray, np.ndarray]:
        return np.repeat(services, times), _ids(of, count)[draw.integers(0, count, sizes.services * times)]

    performs, priorities, platforms = (
        some(4, "function", FUNCTIONS),
        some(3, "priority", PRIORITIES),
        some(1, "platform", PLATFORMS),
    )
    return [
        _nodes("Post", "post", len(posts), fte="0.6"),
        _nodes("Person", "person", len(people)),
        _links("OF_ROLE", ("Post", posts, "Role", role)),
        _links("IN_SERVICE", ("Post", posts, "Service", np.repeat(services, 2))),
        _links("STAFFED_BY", ("Service", np.repeat(services, 2), "Role", role), fte="0.6"),
        _links(
            "HOSTS", ("Organisation", bodies[_near(draw, sizes, ward, len(bodies))], "Post", posts), category="employer"
        ),
        _links("HOLDS", ("Person", people, "Post", posts[: len(people)])),
        _links("PERFORMS", ("Service", performs[0], "Function", performs[1]), depth="support"),
        _links("ALIGNS_WITH", ("Service", priorities[0], "Priority", priorities[1]), strength="2"),
        _links("USES", ("Service", platforms[0], "Platform", platforms[1]), state="live"),
    ]


def _paths(sizes: Sizes, draw: np.random.Generator) -> list[Table]:
    """Twelve referrals a service, nearly all of them in its borough, and what bodies make of each other."""
    services = _ids("service", sizes.services)
    begins = np.repeat(np.arange(sizes.services), 12)
    ends = _near(draw, sizes, _ward_of(sizes.services, sizes)[begins], sizes.services)
    far = draw.random(len(begins)) < 0.02
    ends[far] = draw.integers(0, sizes.services, int(far.sum()))
    bodies = _ids("org-made", sizes.organisations // 2)
    rated = np.repeat(np.arange(len(bodies)), 6)
    others = _near(draw, sizes, rated * sizes.wards // len(bodies), len(bodies))
    return [
        _links(
            "REFERS_TO",
            ("Service", services[begins], "Service", services[ends]),
            category="referral",
            wait_days=draw.integers(0, 30, len(begins)).astype(str),
            confirmed_by=np.resize(["sender", "both", "none"], len(begins)),
        ),
        _links(
            "WORKS_WITH",
            ("Organisation", bodies[rated], "Organisation", bodies[others]),
            rated_by="org-made-0",
            trust="3",
        ),
    ]
