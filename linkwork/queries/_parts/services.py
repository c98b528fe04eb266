"""The part services: every live service with who provides it."""

from collections.abc import Sequence
from typing import Any

from linkwork.graph.engine import Row
from linkwork.queries import Finished, Found


def finish(found: Found) -> Finished:
    """One row for each row of the query, in its order."""
    links: dict[str, list[Row]] = {}
    for link in found.parts["providing"]:
        links.setdefault(link["service_id"], []).append(link)
    return Finished([row | _provided(links.get(row["service_id"], ())) for row in found.rows])


def _provided(links: Sequence[Row]) -> dict[str, list[Any]]:
    """Who provides a service, in order of name, those without one last."""
    ordered = sorted(links, key=lambda link: (link["provider"] is None, link["provider"], link["provider_id"]))
    return {
        "provider_ids": [link["provider_id"] for link in ordered],
        "providers": [link["provider"] for link in ordered if link["provider"] is not None],
        "sectors": list(dict.fromkeys(link["sector"] for link in ordered if link["sector"] is not None)),
        "provided_ids": [link["id"] for link in ordered],
    }
