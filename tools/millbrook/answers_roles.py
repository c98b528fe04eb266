"""What roles do, where they are attached, and who looks after which post (O2, O6, O7, B5, G9)."""

from itertools import combinations
from typing import Any

from tools.millbrook.plan import bodies, services, ties
from tools.millbrook.plan.rounds import LAST
from tools.millbrook.sheets_ties import WAYS
from tools.millbrook.tables import Cells, table
from tools.millbrook.town import Town

CONNECTOR = "connector"
Row = dict[str, Any]


def functions() -> dict[str, set[str]]:
    """What each role does."""
    return {row["key"]: set(_parts(row["functions"])) for row in table(bodies.ROLES)}


def families() -> dict[str, str]:
    """The family of each role."""
    return {row["key"]: row["family"] for row in table(bodies.ROLES)}


def staffing(town: Town, role: str) -> list[str]:
    """The live services that a role staffs."""
    return sorted(key for key in town.live if role in town.services[key]["roles"].split())


def shared_functions(town: Town) -> list[Row]:
    """O2: every two roles that share a function, what each does alone, and in which settings each works."""
    does, family = functions(), families()
    settings = {role: sorted({town.facts[key]["setting"] for key in staffing(town, role)}) for role in does}
    return [
        {
            "a": a,
            "b": b,
            "shared": sorted(does[a] & does[b]),
            "only_a": sorted(does[a] - does[b]),
            "only_b": sorted(does[b] - does[a]),
            "coefficient": round(len(does[a] & does[b]) / min(len(does[a]), len(does[b])), 4),
            "connectors": family[a] == family[b] == CONNECTOR,
            "settings": [settings[a], settings[b]],
        }
        for a, b in combinations(sorted(does), 2)
        if does[a] & does[b]
    ]


def live_posts() -> list[Cells]:
    """The posts that have not ended."""
    return [row for row in table(bodies.POSTS) if not row["ends"] or row["ends"] >= LAST]


def hosts_of(post: Cells) -> dict[str, list[str]]:
    """For each way of hosting who hosts the post itself."""
    found = {"employer": [post["employer"]] if post["employer"] else []}
    for way in WAYS:
        found[way] = sorted(row[way] for row in table(ties.POST_HOSTS) if row["post"] == post["key"] and row[way])
    return found


def hosts_of_service(service: str) -> dict[str, list[str]]:
    """For each way of hosting who hosts the service."""
    rows = [row for row in table(services.HOSTS) if row["to"] == service]
    return {way: sorted(r["from"] for r in rows if r["category"] == way) for way in ("employer", *WAYS)}


def posts() -> list[Row]:
    """B5 and G9: every live post with who hosts it, itself and by its service; `supervised` by either of both."""
    found = []
    for post in live_posts():
        own, by_service = hosts_of(post), hosts_of_service(post["service"])
        above = [*own["line_management"], *own["clinical_supervision"]]
        above += [*by_service["line_management"], *by_service["clinical_supervision"]]
        facts = {name: post[name] for name in ("role", "service", "fte")} | {"vacant_since": post["vacant since"]}
        hosts = {"own": {k: v for k, v in own.items() if v}, "of_service": {k: v for k, v in by_service.items() if v}}
        connector = families()[post["role"]] == CONNECTOR
        found.append({"post": post["key"], **facts, **hosts, "supervised": bool(above), "connector": connector})
    return found


def vacant_or_unsupervised() -> Row:
    """G9: the live connector posts that are vacant, and those with nobody above them in either way."""
    rows = [row for row in posts() if row["connector"]]
    return {
        "vacant": {row["post"]: row["vacant_since"] for row in rows if row["vacant_since"]},
        "unsupervised": [row["post"] for row in rows if not row["supervised"]],
    }


def attached(town: Town) -> list[Row]:
    """O6: practices and PCNs with two roles or more: by posts and services they host, and services they provide."""
    found = []
    does, family = functions(), families()
    for body in [row["key"] for row in table(bodies.ORGANISATIONS) if row["category"] in ("pcn", "practice")]:
        hosted = [post for post in live_posts() if any(body in hosts for hosts in hosts_of(post).values())]
        own = [key for key in town.live if body in town.providers(key)]
        own += [row["to"] for row in table(services.HOSTS) if row["from"] == body]
        roles = {post["role"] for post in hosted} | {r for key in own for r in town.services[key]["roles"].split()}
        if len(roles) > 1:
            there = [post for post in live_posts() if post in hosted or post["service"] in own]
            connectors = sorted(role for role in roles if family[role] == CONNECTOR)
            pairs = combinations(connectors, 2)
            found.append(
                {
                    "body": body,
                    "roles": sorted(roles),
                    "connectors": connectors,
                    "provides_or_hosts": sorted(own),
                    "posts": sorted(post["key"] for post in there),
                    "fte": round(sum(float(post["fte"]) for post in there), 2),
                    "posts_hosted": sorted(post["key"] for post in hosted),
                    "fte_hosted": round(sum(float(post["fte"]) for post in hosted), 2),
                    "shared": sorted(set[str]().union(*(does[a] & does[b] for a, b in pairs))),
                }
            )
    return found


def adjacent(town: Town) -> list[Row]:
    """O7: each connector role and adjacent service that share a function, with the groups and wards they share.

    A role's groups and wards are those of the live core services that it staffs.
    """
    does = functions()
    found = []
    for role in sorted(key for key, family in families().items() if family == CONNECTOR):
        core = [key for key in staffing(town, role) if town.services[key]["scope"] == "core"]
        cells = {cell for key in core for cell in town.footprint(key)}
        for key in sorted(key for key in town.live if town.services[key]["scope"] == "adjacent"):
            roles = town.services[key]["roles"].split()
            own = set(_parts(services.PERFORMS.get(key, ""))).union(*(does[other] for other in roles))
            if shared := does[role] & own:
                there = town.footprint(key)
                groups = {cell[1] for cell in cells} & {cell[1] for cell in there}
                wards = {cell[2] for cell in cells} & {cell[2] for cell in there}
                row: Row = {"role": role, "service": key, "shared": sorted(shared), "groups": len(groups)}
                found.append(row | {"areas": sorted(wards), "staffed_by_it": role in roles})
    return found


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]
