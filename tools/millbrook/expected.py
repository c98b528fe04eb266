"""What must be found in Millbrook, all of it and nothing else; refuses a town that is not as planned."""

from collections.abc import Mapping
from typing import Any

from tools.millbrook import answers_cells, answers_policy, answers_rounds, answers_routes
from tools.millbrook.answers_routes import Journey, Ways
from tools.millbrook.ids import id_of, taken
from tools.millbrook.plan import offers, policy, referrals, rounds, services
from tools.millbrook.planned import NotAsPlannedError
from tools.millbrook.questions import FOUND_UNDER, questions
from tools.millbrook.sheets import Sheets
from tools.millbrook.tables import Cells, table
from tools.millbrook.town import GAPS, Town

#: The service whose end is worked out in full.
ENDING = "money-line"


def expected(town: Town, written: Mapping[str, Sheets]) -> dict[str, Any]:
    """Every answer by its name. `written` are the sheets of the three rounds by date. Raises NotAsPlannedError."""
    ways, map_ = Ways(town), answers_cells.Map(town)
    found = {
        "made_up": "made up: no real place, body or person",
        "counts": _counts(town),
        "coverage": answers_cells.coverage(map_),
        "overlaps": answers_cells.overlaps(map_),
        "judged": [{"a": row["a"], "b": row["b"], "overlap": row["overlap"]} for row in table(services.JUDGED)],
        "gaps": answers_cells.gaps(map_),
        "single_provider": answers_cells.single_provider(map_),
        "crowding": answers_cells.crowding(map_),
        "also_covered": answers_cells.also_covered(map_),
        "next_steps": answers_cells.next_steps(map_),
        "if_ended": {ENDING: answers_cells.if_ended(map_, ENDING)},
        "doors": [taken(door) if door != answers_routes.SELF else door for door in ways.doors],
        "dead_ends": answers_routes.dead_ends(ways),
        "loops": answers_routes.loops(ways),
        "unreachable": answers_routes.unreachable(ways),
        "reach": dict(zip(("pairs_with_a_way", "pairs"), answers_routes.reach(ways), strict=True)),
        "one_sided": _one_sided(town),
        "journeys": {row["key"]: _journey(ways, row) for row in table(referrals.JOURNEYS)},
        "lines_of_sight": answers_policy.lines(),
        "changes": answers_rounds.changes(written[rounds.FIRST], written[rounds.LAST]),
        "disagreements": answers_rounds.disagreements(written[rounds.BETWEEN], written[rounds.LAST]),
        "shown": _shown(town),
        "out_of_date": sorted(services.OVERDUE),
        "in_2025": _in_2025(town),
        "found_under": FOUND_UNDER,
    }
    _as_planned(found, ways)
    return found | questions(town, written)


def _counts(town: Town) -> dict[str, int]:
    return {
        "services": len(town.services),
        "live_services": len(town.live),
        "live_offers": len(town.live_offers),
        "referral_links": len(town.links),
    }


def _in_2025(town: Town) -> dict[str, Any]:
    """Overlaps and gaps as the first mapping round had them, when the bereaved still had somebody."""
    map_ = answers_cells.Map(town.in_2025("bereavement-listeners"))
    pairs = [[overlap["a"], overlap["b"]] for overlap in answers_cells.overlaps(map_)]
    return {"overlaps": pairs, "gaps": [[gap["need"], gap["area"]] for gap in answers_cells.gaps(map_)]}


def _one_sided(town: Town) -> list[Cells]:
    """The links that only one side reports."""
    return [
        {"id": f"REFERS_TO|{taken(link.sender)}|{id_of('Service', link.to)}|{link.facts['category']}", "by": said}
        for link in town.links
        if (said := link.facts["confirmed_by"]) in ("sender", "receiver")
    ]


def _shown(town: Town) -> dict[str, Cells]:
    """What stands in March 2026 of the services of which the directory says something else."""
    said = table(rounds.DIRECTORY_SAYS)
    found: dict[str, Cells] = {}
    for row in said:
        key = row["record"].split()[1]
        found.setdefault(key, {})[row["field"]] = town.shown(key, row["field"])
    return found


def _journey(ways: Ways, row: Cells) -> dict[str, Any]:
    """The best way and where else one may end, or the step that fails."""
    journey = Journey(row["from"], row["need"], row["group"], row["area"])
    asked = {"from": row["from"] if row["from"] == answers_routes.SELF else taken(row["from"]), "need": row["need"]}
    asked |= {"group": row["group"], "area": row["area"]}
    ends = ways.destinations(journey)
    if not ends:
        fails = ways.first_failing(journey)
        return {**asked, "steps": [], "fails_at": fails[0].to if fails else "", "why": fails[1] if fails else ""}
    to = min(ends, key=lambda key: (ends[key], key))
    best = ways.paths(journey, to, ends[to])
    if len(best) != 1 or sum(cost == ends[to] for cost in ends.values()) != 1:
        raise NotAsPlannedError(f"{row['key']}: more than one way is best")
    found = {key: {"waits_not_known": cost[0], "days": cost[1], "steps": cost[2]} for key, cost in sorted(ends.items())}
    return {**asked, "steps": [step.to for step in best[0]], "days": ends[to][1], "ends": found}


def _as_planned(found: Mapping[str, Any], ways: Ways) -> None:
    """Raises NotAsPlannedError naming the first answer that is not the planned one."""
    plan = {
        "overlaps": {frozenset((row["a"], row["b"])) for row in table(offers.OVERLAPS)},
        "gaps": set(GAPS),
        "dead_ends": list(referrals.DEAD_ENDS),
        "loops": sorted(list(members) for members in referrals.LOOPS),
        "unreachable": list(referrals.UNREACHABLE),
        "referral_links": referrals.TOTAL,
        "lines_of_sight": sorted(tuple(row.values()) for row in table(policy.LINES)),
    }
    is_ = {
        "overlaps": {frozenset((row["a"], row["b"])) for row in found["overlaps"]},
        "gaps": {(row["need"], row["area"]) for row in found["gaps"]},
        "dead_ends": found["dead_ends"],
        "loops": found["loops"],
        "unreachable": found["unreachable"],
        "referral_links": found["counts"]["referral_links"],
        "lines_of_sight": sorted(tuple(row.values()) for row in found["lines_of_sight"]),
    }
    for name, planned in plan.items():
        if planned != is_[name]:
            raise NotAsPlannedError(f"{name}: planned {planned}, drawn {is_[name]}")
    if answers_routes.dead_ends(ways, closed_doors=False) != plan["dead_ends"]:
        raise NotAsPlannedError("the dead ends depend on whether closed services and refusals count")
    for row in table(referrals.JOURNEYS):
        _journey_as_planned(row, found["journeys"][row["key"]])


def _journey_as_planned(row: Cells, is_: Mapping[str, Any]) -> None:
    planned = (row["steps"].split(), row["days"], row["fails at"], row["why"])
    drawn = (is_["steps"], str(is_.get("days", "")), is_.get("fails_at", ""), is_.get("why", ""))
    if planned != drawn:
        raise NotAsPlannedError(f"the journey {row['key']}: planned {planned}, drawn {drawn}")
