"""P3: groups of services that refer people round to each other."""

from collections.abc import Sequence

from linkwork.graph.referrals import Way
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._pathways import Pathways, shown


def finish(found: Found) -> Finished:
    """The loops, the smallest first, then by id of their services."""
    town = Pathways(found)
    network = town.referrals.network
    only, limit = str(found.parameters["service"]), int(found.parameters["limit"])
    rows = [_row(town, group, network.within(group)) for group in network.loops() if only in ("", *group)]
    return Finished(rows[:limit], shown(rows, limit, "loops"))


def _row(town: Pathways, group: Sequence[str], ways: Sequence[Way]) -> Row:
    links = {way.link["id"]: way.link for way in ways if way.link}
    volumes = [link["volume_month"] for link in links.values() if link["volume_month"] is not None]
    names = town.names
    return {
        "loop_members": town.named(group),
        "length": len(group),
        "links": [f"{names[way.from_id]}{_via(town, way)} to {names[way.to_id]}" for way in ways],
        "volume": sum(volumes) if volumes else None,
        "feedback": sum(link["feedback"] is True for link in links.values()),
        "volumes_known": len(volumes),
        "feedback_not_known": sum(link["feedback"] is None for link in links.values()),
        "member_ids": list(group),
        "link_ids": sorted(links),
        "evidence": [*group, *town.behind(ways)],
    }


def _via(town: Pathways, way: Way) -> str:
    return f" (by its {town.names[way.via]})" if way.via else ""
