"""Lines of sight from national policy to service, support of priorities, and recommendations (A1 to A5)."""

from datetime import date
from typing import Any

from tools.millbrook.ids import taken
from tools.millbrook.plan import policy
from tools.millbrook.plan.rounds import LAST
from tools.millbrook.tables import Cells, table
from tools.millbrook.town import Town

Row = dict[str, Any]
#: The strength of a stated aim; less is weak.
STATED_AIM = 2


def lines() -> list[Cells]:
    """A row a line; `broken` says why it does not run all the way, and is blank where it does."""
    found = []
    policies = {row["key"]: row for row in table(policy.POLICIES)}
    priorities = table(policy.PRIORITIES)
    driven: dict[str, list[str]] = {row["key"]: [] for row in priorities}
    for key, row in policies.items():
        if row["level"] == "national":
            reached = [
                p["key"] for p in priorities if row["drives"] in (f"Priority {p['key']}", f"Policy {p['policy']}")
            ]
            for priority in reached:
                driven[priority].append(key)
            if not reached:
                found.append(_line(key, "", "", "no borough priority"))
    for priority, above in driven.items():
        below = [row["from"] for row in table(policy.ALIGNED) if row["to"] == f"Priority {priority}"]
        for national in above or [""]:
            for service in below or [""]:
                state = policies[national]["state"] if national else ""
                broken = "" if national else "no national policy"
                broken = "the national policy has ended" if state == "ended" else broken
                found.append(_line(national, priority, service, broken if service else "no service"))
    return found


def _line(national: str, priority: str, service: str, broken: str) -> Cells:
    return {"national": national, "priority": priority, "service": service, "broken": broken}


def by_priority() -> list[Row]:
    """A1: for each priority the services that support it, with their strengths, and who owns its policy."""
    owners = {row["key"]: row["owner"] for row in table(policy.POLICIES)}
    return [
        {
            "priority": row["key"],
            "policy": row["policy"],
            "services": {a["from"]: int(a["strength"]) for a in _supporting(row["key"])},
            "owner": taken(owners[row["policy"]]),
        }
        for row in table(policy.PRIORITIES)
    ]


def weak() -> list[Row]:
    """A2: the priorities that no service supports with strength 2 or more."""
    strengths = {row["key"]: [int(a["strength"]) for a in _supporting(row["key"])] for row in table(policy.PRIORITIES)}
    return [
        {"priority": key, "services": len(own), "strongest": max(own, default=None)}
        for key, own in strengths.items()
        if max(own, default=0) < STATED_AIM
    ]


def supporting_none(town: Town) -> list[str]:
    """A3: the live services that support no priority."""
    return sorted(set(town.live) - {row["from"] for row in table(policy.ALIGNED)})


def recommendations() -> list[Row]:
    """A5: every recommendation with who endorsed it and when, its state, and all that it waits for.

    `days_open` since it was first endorsed; None if it is done, dropped or endorsed by nobody. `waits_for` is what it
    depends on, at any remove, that is not done.
    """
    rows = {row["key"]: row for row in table(policy.RECOMMENDATIONS)}
    found = []
    for key, row in rows.items():
        days = {e["board"]: e["on"] for e in table(policy.ENDORSED) if e["recommendation"] == key}
        is_open = row["state"] not in ("done", "dropped")
        since = (date.fromisoformat(LAST) - date.fromisoformat(min(days.values()))).days if days and is_open else None
        facts: Row = {"recommendation": key, "rank": int(row["rank"]), "state": row["state"], "due": row["due"]}
        facts |= {"endorsed": days, "owner": row["assigned to"], "days_open": since}
        facts["overdue"] = is_open and bool(row["due"]) and row["due"] < LAST
        facts["depends_on"] = _list(row["depends on"])
        found.append(facts | {"waits_for": sorted(k for k in _above(rows, key) if rows[k]["state"] != "done")})
    return found


def _above(rows: dict[str, Cells], key: str) -> set[str]:
    below = _list(rows[key]["depends on"])
    return set(below).union(*(_above(rows, other) for other in below))


def _list(text: str) -> list[str]:
    return text.replace(";", " ").split()


def _supporting(priority: str) -> list[Cells]:
    return [row for row in table(policy.ALIGNED) if row["to"] == f"Priority {priority}"]
