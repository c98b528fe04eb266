"""Referrals: who to whom, which never report back, and which cross two systems that do not talk (P6, P8, P10)."""

from typing import Any

from tools.millbrook.answers_loss import link_id
from tools.millbrook.answers_routes import Ways
from tools.millbrook.ids import taken
from tools.millbrook.plan import bodies
from tools.millbrook.tables import table

Row = dict[str, Any]
#: Fewer people a month than this are not shown.
SMALL = 5
IN_USE = ("live", "trial")
#: How many of the largest are written out.
LARGEST = 10


def referrals(ways: Ways) -> Row:
    """P6: how many links there are, of how many the volume is known or small, and the largest."""
    volumes = [(int(said), link) for link in ways.links if (said := link.facts["volume_month"])]
    largest = sorted(volumes, key=lambda pair: (-pair[0], link_id(pair[1])))[:LARGEST]
    return {
        "links": len(ways.links),
        "volume_known": len(volumes),
        "volume_small": sum(0 < volume < SMALL for volume, _ in volumes),
        "largest": [
            {
                "link": link_id(link),
                "volume": volume,
                "wait": link.facts["wait_days"],
                "feedback": link.facts["feedback"],
            }
            for volume, link in largest
        ],
    }


def no_feedback(ways: Ways) -> Row:
    """P10: the links that are said never to report back, and how many of which nobody says."""
    silent = sorted(link_id(link) for link in ways.links if link.facts["feedback"] == "no")
    return {"never": silent, "not_said": sum(not link.facts["feedback"] for link in ways.links)}


def systems(ways: Ways, user: str) -> dict[str, str]:
    """The systems in use and how far: a service's own, else those of whoever provides it."""
    rows = [row for row in table(bodies.USES) if row["state"] in IN_USE]
    own = {row["platform"]: row["state"] for row in rows if row["from"] == user}
    if own or not user.startswith("Service "):
        return own
    providers = {f"Org {key}" for key in ways.town.providers(user.removeprefix("Service "))}
    return {row["platform"]: row["state"] for row in rows if row["from"] in providers}


def not_talking(ways: Ways) -> list[Row]:
    """P8: referrals between a sender and a receiver that use systems, none the same and none that exchange live."""
    live = {(row["from"], row["to"]) for row in table(bodies.EXCHANGES) if row["state"] == "live"}
    found = []
    for link in ways.links:
        ours, theirs = systems(ways, link.sender), systems(ways, f"Service {link.to}")
        joined = any(a == b or (a, b) in live or (b, a) in live for a in ours for b in theirs)
        if ours and theirs and not joined:
            row: Row = {"link": link_id(link), "from": taken(link.sender), "to": link.to}
            found.append(row | {"systems": [ours, theirs], "volume": link.facts["volume_month"]})
    return sorted(found, key=lambda row: str(row["link"]))
