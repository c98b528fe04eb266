"""P2: services at which routes stop."""

from linkwork.graph.measures.routes import DeadEnd
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._pathways import Pathways, known_id
from linkwork.queries._words import left_out
from linkwork.words import counted, listed


def finish(found: Found) -> Finished:
    """The dead ends, those that receive most referrals first, then by name and id."""
    town = Pathways(found)
    rows = [_row(town, end) for end in town.referrals.dead_ends(str(found.parameters["need"]))]
    rows.sort(key=lambda row: (-row["referrals_in"], row["service"], row["service_id"]))
    limit = int(found.parameters["limit"])
    return Finished(rows[:limit], [*left_out(min(limit, len(rows)), len(rows), "dead ends"), _tried(town)])


def _tried(town: Pathways) -> str:
    return f"Routes were tried from {counted(len(town.referrals.doors()), 'door')}."


def _row(town: Pathways, end: DeadEnd) -> Row:
    links = town.referrals.network.received[end.service]
    senders = sorted({link["from_id"] for link in links})
    return {
        "service": town.names[end.service],
        "referrals_in": len(links),
        "why_stopped": _why(town, end),
        "needs_left_unmet": town.named(end.unmet),
        "entry_points_affected": town.named(end.doors),
        "senders": town.named(senders),
        "provider": town.providers.get(end.service, ""),
        "service_id": end.service,
        "sender_ids": senders,
        "need_ids": sorted(end.unmet),
        "door_ids": [door for door in end.doors if known_id(door)],
        "link_ids": [link["id"] for link in links],
        "evidence": [end.service, *senders, *(link["id"] for link in links), *town.evidence.get(end.service, ())],
    }


def _why(town: Pathways, end: DeadEnd) -> str:
    if not end.meets:
        return "it refers nobody on, and nobody has said which need it meets"
    said = f"it refers nobody on, and meets {listed(town.named(end.meets))}"
    if end.senders:
        verb = "meets" if len(end.senders) == 1 else "meet"
        said += f", which {'is' if len(end.meets) == 1 else 'are'} not what {listed(town.named(end.senders))} {verb}"
    if not end.doors:
        return f"{said}; no door leads to it"
    return f"{said}; it does not meet {town.found.words['need']}"
