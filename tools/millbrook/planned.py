"""Whether what else was planted is found, and nothing is left without an answer."""

from collections.abc import Mapping
from typing import Any

from tools.millbrook.plan.planted import PLANTED

#: The one question without a row: all that is in Millbrook loads.
NOTHING_TO_SAY = ("D6",)


class NotAsPlannedError(Exception):
    """The drawn town does not keep to the plan."""


def as_planned(found: Mapping[str, Any]) -> None:
    """Raises NotAsPlannedError naming the first thing planted that is not found, or what was found besides."""
    if empty := [name for name, answer in found.items() if not answer and name not in NOTHING_TO_SAY]:
        raise NotAsPlannedError(f"nothing to say to {', '.join(empty)}")
    is_ = {**_roles(found), **_ways(found), **_people(found)}
    for name, planned in PLANTED.items():
        if sorted(planned) != sorted(is_[name]):
            raise NotAsPlannedError(f"{name}: planned {sorted(planned)}, drawn {sorted(is_[name])}")


def _roles(found: Mapping[str, Any]) -> dict[str, list[str]]:
    return {
        "bodies with several connector roles": [row["body"] for row in found["O6"] if len(row["connectors"]) > 1],
        "left out by an offer's own words": [
            f"{row['need']} {row['group']} {row['area']}" for row in found["G2"]["excluded_by"]
        ],
        "wards without outreach": [row["area"] for row in found["G6"] if not row["outreach"]],
        "vacant connector posts": list(found["G9"]["vacant"]),
        "unsupervised connector posts": found["G9"]["unsupervised"],
    }


def _ways(found: Mapping[str, Any]) -> dict[str, list[str]]:
    cut = [f"{row['service']} {door}" for row in found["P5"]["services"] for door in row["doors"]]
    apart = {f"{a} {b}" for row in found["P8"] for a in row["systems"][0] for b in row["systems"][1]}
    open_ = [row for row in found["A5"] if row["state"] not in ("done", "dropped")]
    return {
        "doors cut off by one service": cut,
        "hand-offs between systems that do not talk": sorted(apart),
        "priorities with weak support or none": [row["priority"] for row in found["A2"]],
        "recommendations past their day": [row["recommendation"] for row in open_ if row["overdue"]],
        "recommendations that wait for others": [row["recommendation"] for row in open_ if row["waits_for"]],
    }


def _people(found: Mapping[str, Any]) -> dict[str, list[str]]:
    few = [f"{row['a']} {row['b']}" for row in found["B8"]["2026"] if row["trust"] is None]
    stale = [row["id"] for row in found["C5"] if row["stale"] and row["id"].startswith("service-")]
    return {
        "sectors that one body joins": [f"{row['sector']} {row['by']}" for row in found["B2"]["joined_by_one"]],
        "boards without the NHS": [row["board"] for row in found["B3"] if "nhs" in row["missing"]],
        "asked and silent in 2026": [row["body"] for row in found["D8"]["2026"]],
        "services with two contacts": [key for key, number in found["B7"].items() if number > 1],
        "pairs with too few raters in 2026": few,
        "records that are one thing": [" ".join(pair) for pair in found["D2"]],
        "people past their day": found["D7"]["overdue"],
        "counts that may not be added": [" ".join(group) for group in found["D9"]["may_not_be_added"]],
        "stale services": stale,
    }
