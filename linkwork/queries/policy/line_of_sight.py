"""A4: the lines from national policies through the borough's priorities to services, and where each breaks."""

from collections.abc import Iterator

from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._words import left_out
from linkwork.queries.policy._chains import GONE, Chain, Drivers, holds
from linkwork.words import counted

#: Columns that give the order; a blank stands last.
ORDER = ("national_policy", "policy", "borough_priority", "service")
IDS = ("national_policy_id", "policy_id", "priority_id", "service_id")


def finish(found: Found) -> Finished:
    """A row a line, by the names of policy, priority and service; those without a national policy stand last."""
    sight = Drivers({row["id"]: row for row in found.rows})
    policy, priority, show, limit = (found.parameters[name] for name in ("policy", "priority", "show", "limit"))
    chains = [c for c in sight.chains() if policy in ("", *c.touches) and priority in ("", *c.touches)]
    # What is over and leads nowhere is shown to those who ask for it.
    shown = chains if policy or priority else [chain for chain in chains if not chain.past]
    every = sorted((_row(sight, chain) for chain in shown), key=_order)
    broken = [row for row in every if row["broken_at"]]
    rows = every if show == "all" else broken
    said = []
    if every:
        whole = len(every) - len(broken)
        said.append(f"{whole} of {counted(len(every), 'line')} {'runs' if whole == 1 else 'run'} all the way.")
    kept, nothing = rows[:limit], "Every line asked for runs all the way." if every and not rows else ""
    said += _notes(sight, len(chains) - len(shown))
    return Finished(kept, [*said, *left_out(len(kept), len(rows), "lines")], nothing)


def _notes(sight: Drivers, over: int) -> Iterator[str]:
    """How many policies or priorities are over and left out, and how many policies do not say whom they bind."""
    if over == 1:
        yield "1 policy or priority that no longer holds, with nothing above or below it, is left out."
    elif over:
        yield f"{over} policies or priorities that no longer hold, with nothing above or below them, are left out."
    if unsaid := sum(thing["level"] is None for thing in sight.policies):
        they = "does not say whom it binds: it counts" if unsaid == 1 else "do not say whom they bind: they count"
        yield f"{counted(unsaid, 'policy', 'policies')} {they} as the borough's own."


def _order(row: Row) -> list[tuple[bool, str]]:
    return [(row[name] is None, row[name] or "") for name in (*ORDER, *IDS)]


def _row(sight: Drivers, chain: Chain) -> Row:
    policy, priority, supporter = chain.aim.policy, chain.aim.priority, chain.supporter
    evidence = [*chain.way.policies, *chain.way.links, priority.get("id"), chain.aim.link, policy.get("id")]
    return {
        "national_policy": _name(chain.top),
        "state": chain.top.get("state"),
        "borough_priority": _name(priority),
        "service": _name(supporter),
        "strength": supporter.get("strength"),
        "broken_at": "; ".join(_breaks(sight, chain)) or None,
        "policy": _name(policy),
        "through": [_name(sight.things[id_]) for id_ in chain.way.policies[1:]],
        "national_policy_id": chain.top.get("id"),
        "policy_id": policy.get("id"),
        "priority_id": priority.get("id"),
        "service_id": supporter.get("id"),
        "evidence": [id_ for id_ in (*evidence, supporter.get("id"), supporter.get("link")) if id_],
    }


def _name(thing: Row) -> str | None:
    return thing.get("name") or thing.get("id")


def _breaks(sight: Drivers, chain: Chain) -> Iterator[str]:
    """What is missing on the line, from the top down."""
    if chain.top and not holds(chain.top):
        yield f"the {chain.top['level']} policy {GONE[chain.top['state']]}"
    if not chain.top:
        yield "no national or regional policy is said to drive it"
    between = [sight.things[id_] for id_ in chain.way.policies[1:]]
    yield from (f"{_name(one)}, in between, {GONE[one['state']]}" for one in between if not holds(one))
    yield from _breaks_below(chain)


def _breaks_below(chain: Chain) -> Iterator[str]:
    policy, priority = chain.aim.policy, chain.aim.priority
    if policy and not holds(policy):
        yield f"the borough policy {GONE[policy['state']]}"
    if priority and not holds(priority):
        yield f"the priority {GONE[priority['state']]}"
    if priority.get("unnamed"):
        yield "the priority is not known by name"
    if not policy and not priority:
        yield (
            "no borough priority stands between the policy and the service"
            if chain.supporter
            else "no borough policy or priority is said to follow from it"
        )
    elif not chain.supporter:
        yield "no service or role is linked to it" if priority else "none of its priorities is known, nor any service"
    if chain.supporter and chain.supporter["strength"] == 0:
        yield "the link says that there is no support (strength 0)"
