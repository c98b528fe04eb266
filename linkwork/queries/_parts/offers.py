"""The part offers: every offer with who provides its service and what it is for, as one row."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
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
    services = {row["service_id"]: row for row in parts["services"]}
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
        rows.append(_row(row, services[row["service_id"]], own))
    return Finished(rows)


def _by_offer(rows: Iterable[Row], column: str) -> dict[str, Stated]:
    found: dict[str, Stated] = defaultdict(lambda: ([], []))
    for row in rows:
        term = row[column]
        for link, offer in zip(row["links"], row["offers"], strict=True):
            terms, links = found[offer]
            terms.append(term)
            links.append(link)
    return found


def _row(row: Row, service: Row, stated: Sequence[Stated]) -> dict[str, Any]:
    needs, areas, taken, left_out = ([*dict.fromkeys(terms)] for terms, _ in stated)
    links = chain.from_iterable(links for _, links in stated)
    capacity = row["offer_capacity"] if row["offer_capacity"] is not None else row["service_capacity"]
    return {name: row[name] for name in PLAIN} | {
        "capacity": capacity,
        "provider_ids": list(service["provider_ids"]),
        "providers": list(service["providers"]),
        "sectors": list(service["sectors"]),
        "need_ids": needs,
        "area_ids": areas,
        "include_ids": taken,
        "exclude_ids": left_out,
        "evidence": [row["service_id"], row["offered_id"], row["offer_id"], *service["provided_ids"], *links],
    }
