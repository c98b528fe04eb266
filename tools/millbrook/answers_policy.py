"""Lines of sight from a national policy through a borough priority to a service, and where each breaks."""

from tools.millbrook.plan import policy
from tools.millbrook.tables import Cells, table


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
