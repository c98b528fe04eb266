"""The part offers: every offer with who provides its service and what it is for, as one row."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from linkwork.graph.engine import Row
from linkwork.queries import Finished, Found

#: What the query gives as the part has it.
PLAIN = (
    *("service_id", "service", "offer_id", "offer"),
    *("offer_capacity", "service_capacity", "referrals_month", "funded_until"),
)
#: The terms of an offer of one sort and the links that say so, both in the order of the terms.
Stated = tuple[list[str], list[str]]


def finish(found: Found) -> Finished:
    """One row for each row of the query, in its order, with what was stated of the offer in order of the terms."""
    parts = found.parts
    bodies = {service: _provided(links) for service, links in _by_service(parts["providing"]).items()}
    nobody = _provided(())
    taken, left_out = (
        [row for row in parts["offer_audiences"] if (row["rule"] == "exclude") == out] for out in (False, True)
    )
    stated = [
        _by_offer(parts["offer_needs"], "need_id"),
        _by_offer(parts["offer_areas"], "area_id"),
        _by_offer(taken, "audience_id"),
        _by_offer(left_out, "audience_id"),
    ]
    nothing: Stated = ([], [])
    rows = []
    for row in found.rows:
        own = [offers.get(row["offer_id"], nothing) for offers in stated]
        rows.append(_row(row, bodies.get(row["service_id"], nobody), own))
    return Finished(rows)


def _by_service(links: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for link in links:
        found.setdefault(link["service_id"], []).append(link)
    return found


def _by_offer(rows: Iterable[Row], column: str) -> dict[str, Stated]:
    found: dict[str, Stated] = {}
    for row in rows:
        term = row[column]
        for link, offer in row["offers"]:
            if offer not in found:
                found[offer] = ([], [])
            terms, links = found[offer]
            terms.append(term)
            links.append(link)
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


def _row(row: Row, body: Mapping[str, list[Any]], stated: Sequence[Stated]) -> dict[str, Any]:
    needs, areas, taken, left_out = ([*dict.fromkeys(terms)] for terms, _ in stated)
    links = chain.from_iterable(links for _, links in stated)
    capacity = row["offer_capacity"] if row["offer_capacity"] is not None else row["service_capacity"]
    return {name: row[name] for name in PLAIN} | {
        "capacity": capacity,
        "provider_ids": list(body["provider_ids"]),
        "providers": list(body["providers"]),
        "sectors": list(body["sectors"]),
        "need_ids": needs,
        "area_ids": areas,
        "include_ids": taken,
        "exclude_ids": left_out,
        "evidence": [row["service_id"], row["offered_id"], row["offer_id"], *body["links"], *links],
    }


def _once(values: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(values))
