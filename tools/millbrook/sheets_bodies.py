"""The sheets of organisations, workers, money, systems, policy and people, as the mapping has them on a day."""

from tools.millbrook.ids import id_of, ids, several, taken
from tools.millbrook.plan import bodies as plan
from tools.millbrook.plan import people as named
from tools.millbrook.plan import policy as aims
from tools.millbrook.plan import services
from tools.millbrook.sheets_ties import said
from tools.millbrook.tables import Cells, table

Sheets = dict[str, list[Cells]]


def bodies(day: str) -> Sheets:
    """Organisations, roles, functions, posts, boards, funds, platforms, assets, sites, and the links between them."""
    return {
        "Organisations": [
            {
                **_own("Organisation", row, "name category sector door"),
                "part_of": ids("Organisation", row["part of"]),
                "area": ids("Area", row["area"]),
                "received": ids("Asset", plan.RECEIVED.get(row["key"], "")),
            }
            for row in table(plan.ORGANISATIONS)
        ],
        "Roles": [
            {
                **_own("Role", row, "name family scheme door"),
                "functions": ids("Function", row["functions"]),
                "trained_by": ids("Asset", plan.TRAINED.get(row["key"], "")),
            }
            for row in table(plan.ROLES)
        ],
        "Functions": [_own("Function", row, "name depth") for row in table(plan.FUNCTIONS)],
        "Posts": [_post(row) for row in table(plan.POSTS)],
        **_boards_and_platforms(day),
    }


def _boards_and_platforms(day: str) -> Sheets:
    """Boards, funds and what they pay, platforms and what uses them, assets and sites."""
    return {
        "Boards": [
            {**_own("Board", row, "name category frequency state"), "owns": _owned(f"Board {row['key']}")}
            for row in table(plan.BOARDS)
        ],
        "Funds": [_own("Fund", row, "name category amount published starts ends") for row in table(plan.FUNDS)],
        "FUNDS links": [
            _between(row, "amount published starts ends") for row in table(plan.FUNDING) if row["starts"] <= day
        ],
        "Platforms": [_own("Platform", row, "name category vendor standard") for row in table(plan.PLATFORMS)],
        "USES": [
            {"from": taken(row["from"]), "to": id_of("Platform", row["platform"]), **_some(row, "state since blocks")}
            for row in table(plan.USES)
            if row["since"] <= day
        ],
        "EXCHANGES_WITH": [
            {
                "from": id_of("Platform", row["from"]),
                "to": id_of("Platform", row["to"]),
                **_some(row, "standard state"),
            }
            for row in table(plan.EXCHANGES)
        ],
        "Assets": [_own("Asset", row, "name category") for row in table(plan.ASSETS)],
        "Sites": [{**_own("Site", row, "name"), "area": ids("Area", row["area"])} for row in table(plan.SITES)],
    }


def policy(day: str) -> Sheets:
    """Policies, priorities, recommendations, insights, and what supports and drives what."""
    return {
        "Policies": [
            {
                **_own("Policy", row, "name level issuer state"),
                "published_on": row["published"],
                "drives": several(row["drives"]),
            }
            for row in table(aims.POLICIES)
        ],
        "Priorities": [
            {**_own("Priority", row, "name number state"), "policy": ids("Policy", row["policy"])}
            for row in table(aims.PRIORITIES)
        ],
        "ALIGNS_WITH": [_between(row, "strength evidence") for row in table(aims.ALIGNED)],
        "OWNS": [
            {"from": taken(row["owner"]), "to": id_of("Policy", row["key"])}
            for row in table(aims.POLICIES)
            if row["owner"].startswith("Org ")
        ],
        **_findings(day),
    }


def _findings(day: str) -> Sheets:
    """What a review found and asked for."""
    return {
        "Recommendations": [
            {
                **_own("Recommendation", row, "name rank state due"),
                "assigned_to": ids("Organisation", row["assigned to"]),
                "depends_on": ids("Recommendation", row["depends on"]),
                "about": several(row["about"]),
            }
            for row in table(aims.RECOMMENDATIONS)
            if said(row, day)
        ],
        "Insights": [
            {**_own("Insight", row, "name category theme published"), "about": several(row["about"])}
            for row in table(aims.INSIGHTS)
        ],
    }


def people() -> Sheets:
    """The people. Their ids are made when they are loaded, at random, so none stands here."""
    rows = [
        {
            **_some(row, "name"),
            "job_title": row["job title"],
            "lawful_basis": named.LAWFUL_BASIS,
            "keep_until": row["keep until"],
            "posts": ids("Post", row["posts"]),
            "contact_for": several(row["contact for"]),
            "boards": ids("Board", row["boards"]),
        }
        for row in table(named.PEOPLE)
    ]
    return {"People": rows}


def judged() -> list[Cells]:
    """The overlaps that somebody has judged."""
    return [
        {
            "from": id_of("Service", row["a"]),
            "to": id_of("Service", row["b"]),
            **_some(row, "overlap reason"),
            "decided_by": row["decided by"],
            "decided_on": row["decided on"],
            "review_on": row["review on"],
        }
        for row in table(services.JUDGED)
    ]


def _some(row: Cells, names: str) -> Cells:
    return {name: row[name] for name in names.split()}


def _own(kind: str, row: Cells, names: str) -> Cells:
    return {"id": id_of(kind, row["key"]), **_some(row, names)}


def _between(row: Cells, names: str) -> Cells:
    return {"from": taken(row["from"]), "to": taken(row["to"]), **_some(row, names)}


def _post(row: Cells) -> Cells:
    return {
        **_own("Post", row, "name fte"),
        "role": ids("Role", row["role"]),
        "service": ids("Service", row["service"]),
        "vacant_since": row["vacant since"],
        "ends": row["ends"],
    }


def _owned(owner: str) -> str:
    return "; ".join(id_of("Policy", row["key"]) for row in table(aims.POLICIES) if row["owner"] == owner)
