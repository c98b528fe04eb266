"""P3: groups of services that refer people round to each other."""

from collections.abc import Sequence

from linkwork.graph.measures.disclosure import sum_to_show
from linkwork.graph.measures.referrals import Way
from linkwork.graph.privacy import SMALL
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._pathways import Pathways
from linkwork.queries._words import left_out

NOT_SHOWN = "not shown"


def finish(found: Found) -> Finished:
    """The loops, the smallest first, then by id of their services."""
    town = Pathways(found)
    network = town.referrals.network
    only, limit = str(found.parameters["service"]), int(found.parameters["limit"])
    rows = [_row(town, group, network.within(group)) for group in network.loops() if only in ("", *group)]
    kept = rows[:limit]
    said = left_out(len(kept), len(rows), "loops")
    if any(row["volume"] == NOT_SHOWN for row in kept):
        said.append(
            f"A volume under {SMALL} people a month may not be shown, so the volume of a loop with such a link is not "
            "shown, even with --internal."
        )
    return Finished(kept, said)


def _row(town: Pathways, group: Sequence[str], ways: Sequence[Way]) -> Row:
    links = {way.link["id"]: way.link for way in ways if way.link}
    volumes = [link["volume_month"] for link in links.values() if link["volume_month"] is not None]
    names = town.names
    return {
        "loop_members": town.named(group),
        "length": len(group),
        "links": [f"{names[way.from_id]}{_via(town, way)} to {names[way.to_id]}" for way in ways],
        "volume": _together(volumes),
        "feedback": sum(link["feedback"] is True for link in links.values()),
        "volumes_known": len(volumes),
        "feedback_not_known": sum(link["feedback"] is None for link in links.values()),
        "member_ids": list(group),
        "link_ids": sorted(links),
        "evidence": [*group, *town.behind(ways)],
    }


def _together(volumes: Sequence[float]) -> float | str | None:
    """The people on these links; `NOT_SHOWN` where the rest of them would tell how few are on one."""
    if not volumes:
        return None
    total = sum_to_show(volumes)
    return NOT_SHOWN if total is None else total


def _via(town: Pathways, way: Way) -> str:
    return f" (by its {town.names[way.via]})" if way.via else ""
