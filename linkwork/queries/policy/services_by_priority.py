"""A1: the services and roles behind each priority, with what they say of areas and capacity."""

from collections.abc import Sequence

from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._words import counted


def finish(found: Found) -> Finished:
    """A row for each priority and for each policy that is supported as a whole, in the query's order."""
    behind: dict[tuple[str | None, str | None], list[Row]] = {}
    for row in found.rows:
        behind.setdefault((row["policy_id"], row["priority_id"]), []).append(row)
    services = {row["service_id"]: _capacity(row) for row in found.rows if row["service_id"].startswith("service-")}
    known = sum(capacity is not None for capacity in services.values())
    say = "says how many people it" if known == 1 else "say how many people they"
    said = [f"{known} of {counted(len(services), 'service')} {say} can take on."] if services else []
    return Finished([_row(rows) for rows in behind.values()], said)


def _row(rows: Sequence[Row]) -> Row:
    first = rows[0]
    strongest = max((row["strength"] for row in rows if row["strength"] is not None), default=None)
    said_in = {row["said_in"] for row in rows if row["strength"] == strongest and row["said_in"]}
    capacities = [capacity for row in rows if (capacity := _capacity(row)) is not None]
    areas = [area for row in rows for area in row["areas"] if area["id"]]
    offers = [offer for row in rows for offer in row["offers"] if offer["id"]]
    parts = [id_ for part in (*offers, *areas) for id_ in (part["id"], part["link"])]
    return {
        **{name: first[name] for name in ("priority", "policy", "state")},
        "services": [row["service"] for row in rows],
        "strongest": strongest,
        "strongest_evidence": sorted(said_in),
        "areas": sorted({area["name"] or area["id"] for area in areas}),
        "capacity": sum(capacities) if capacities else None,
        "service_ids": [row["service_id"] for row in rows],
        "priority_id": first["priority_id"],
        "policy_id": first["policy_id"],
        "evidence": [*(id_ for row in rows for id_ in row["evidence"]), *parts],
    }


def _capacity(row: Row) -> int | None:
    """What the service says, else what its offers say together."""
    if row["capacity"] is not None:
        return int(row["capacity"])
    stated = [offer["capacity"] for offer in row["offers"] if offer["capacity"] is not None]
    return sum(stated) if stated else None
