"""The part offers: every offer with who provides its service and what it is for, as one row."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from linkwork.graph.engine import Row
from linkwork.queries import Finished, Found

#: What the query gives as the part has it.
PLAIN = (
    *("service_id", "service", "offer_id", "offer"),
    *("offer_capacity", "service_capacity", "referrals_month", "funded_until"),
)
STATED = ("offer_needs", "offer_areas", "offer_audiences")


def finish(found: Found) -> Finished:
    """One row for each row of the query, in its order, with what was stated of the offer in order of the links' ids."""
    bodies = {service: _provided(links) for service, links in _by(found.parts["providing"], "service_id").items()}
    nobody = _provided(())
    stated = [_by(found.parts[name], "offer_id") for name in STATED]
    rows = []
    for row in found.rows:
        own = [links.get(row["offer_id"], ()) for links in stated]
        rows.append(_row(row, bodies.get(row["service_id"], nobody), own))
    return Finished(rows)


def _by(rows: Sequence[Row], column: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return found


def _provided(links: Sequence[Row]) -> dict[str, list[Any]]:
    """Who provides a service, in order of name, those without one last."""
    ordered = sorted(links, key=lambda link: (link["provider"] is None, link["provider"], link["provider_id"]))
    return {
        "provider_ids": [link["provider_id"] for link in ordered],
        "providers": [link["provider"] for link in ordered if link["provider"] is not None],
        "sectors": _once(link["sector"] for link in ordered if link["sector"] is not None),
        "links": [link["id"] for link in ordered],
    }


def _row(row: Row, body: Mapping[str, list[Any]], stated: Sequence[Sequence[Row]]) -> dict[str, Any]:
    needs, areas, audiences = stated
    out = [link["audience_id"] for link in audiences if link["rule"] == "exclude"]
    taken = [link["audience_id"] for link in audiences if link["rule"] != "exclude"]
    links = [link["id"] for links in stated for link in links]
    capacity = row["offer_capacity"] if row["offer_capacity"] is not None else row["service_capacity"]
    return {name: row[name] for name in PLAIN} | {
        "capacity": capacity,
        "provider_ids": list(body["provider_ids"]),
        "providers": list(body["providers"]),
        "sectors": list(body["sectors"]),
        "need_ids": _once(link["need_id"] for link in needs),
        "area_ids": _once(link["area_id"] for link in areas),
        "include_ids": _once(taken),
        "exclude_ids": _once(out),
        "evidence": [row["service_id"], row["offered_id"], row["offer_id"], *body["links"], *links],
    }


def _once(values: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(values))
