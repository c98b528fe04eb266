"""P1: the quickest routes for a person like X, step by step; where there is none, the one that fails and why."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from linkwork.graph.measures.eligibility import Rules
from linkwork.graph.measures.routes import Failure, Journey, Route, how_long
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._pathways import Pathways, known_id
from linkwork.queries._words import left_out
from linkwork.words import counted

#: The need that a route leads to, and the route.
Led = tuple[str, Route]


def finish(found: Found) -> Finished:
    """The steps of the routes, the best route first."""
    town = Pathways(found)
    door, need, audience, area = (str(found.parameters[name]) for name in ("from", "need", "audience", "area"))
    journey, limit = Journey(door, need, audience, area), int(found.parameters["limit"])
    routes = _routes(town, journey)
    if not routes:
        return _none(town, journey)
    said = [
        *left_out(min(limit, len(routes)), len(routes), "routes"),
        *_open_to_all(town, journey),
        *_there_already(town, journey),
    ]
    return Finished(_rows(town, routes[:limit], journey), said)


def _routes(town: Pathways, journey: Journey) -> Sequence[Led]:
    if journey.door and journey.need:
        return [(journey.need, route) for route in town.referrals.routes(journey)]
    return town.referrals.quickest(journey)


def _none(town: Pathways, journey: Journey) -> Finished:
    """The best route without the rules, with what hinders each step, and what there would be with less asked."""
    failure = town.referrals.why_not(journey)
    why = f"There is no route: {failure.why}."
    said = [*_without(town, journey), *_there_already(town, journey)]
    if failure.route is None:
        return Finished([], said, why)
    return Finished(_failing(town, journey, failure.route, failure), [why, *said])


def _failing(town: Pathways, journey: Journey, route: Route, failure: Failure) -> Iterable[Row]:
    anybody = replace(journey, audience="", area="")
    for row, reason in zip(_rows(town, [(journey.need, route)], anybody), failure.reasons, strict=True):
        yield row | {"eligibility_ok": not reason, "reason_if_not": reason or None}


def _without(town: Pathways, journey: Journey) -> list[str]:
    """What there would be if the group, or the area, or both were not asked for."""
    fewer = []
    if journey.audience:
        fewer.append(("the group", replace(journey, audience="")))
    if journey.area:
        fewer.append(("the area", replace(journey, area="")))
    if len(fewer) == 2:
        fewer.append(("the group and the area", replace(journey, audience="", area="")))
    said = []
    for without, less in fewer:
        routes = _routes(town, less)
        if routes:
            best, verb = routes[0][1], "is" if len(routes) == 1 else "are"
            quickest = f"the best to {town.names[best.end]} ({how_long(best.days, best.unknown, len(best.steps))})"
            said.append(f"Whatever {without}, there {verb} {counted(len(routes), 'route')}, {quickest}.")
        else:
            said.append(f"Whatever {without}, there is no route either.")
    return said


def _open_to_all(town: Pathways, journey: Journey) -> list[str]:
    offers = [row for row in town.found.parts["offers"] if row["offer_id"]]
    everyone = sum(not row["include_ids"] for row in offers)
    if not journey.audience or not everyone:
        return []
    return [f"{everyone} of {len(offers)} offers do not say for whom: they count as for everyone."]


def _there_already(town: Pathways, journey: Journey) -> list[str]:
    """Said of a journey that starts at a service which meets the need itself."""
    asked = {journey.need} if journey.need else set()
    met = town.referrals.offers.met(journey.door)
    if asked and not town.referrals.offers.needs.leaves_of(asked).isdisjoint(met):
        return [f"{town.names[journey.door]} meets {town.names[journey.need]} itself."]
    return []


def _at_the_end(town: Pathways, journey: Journey, need: str, service: str) -> Row:
    """Which of the needs asked for the service meets for such people, and whom it takes for them if not everyone."""
    needs = town.referrals.offers.needs
    rules = Rules(town.referrals.offers, replace(journey, need=need))
    # Several ids may stand for one need: it is called what it was called by the one who asked.
    called = {needs.one.get(need, ""): need}
    met = sorted(town.names[called.get(leaf, leaf)] for leaf in rules.needs_met(service))
    return {"meets": met, "takes": [] if journey.audience else rules.taken(service)}


def _rows(town: Pathways, routes: Iterable[Led], journey: Journey) -> Iterable[Row]:
    for number, (need, route) in enumerate(routes, start=1):
        total, unknown, at_the_end = 0, 0, _at_the_end(town, journey, need, route.end)
        for step, way in enumerate(route.steps, start=1):
            total, unknown = total + (way.wait or 0), unknown + (way.wait is None)
            link = way.link or {}
            yield {
                "route": number,
                "step": step,
                "from": town.names[way.from_id],
                "to": town.names[way.to_id],
                "kind": link.get("category"),
                "channel": link.get("channel"),
                "wait_days": way.wait,
                "total_wait": total,
                "eligibility_ok": True,
                "reason_if_not": None,
                "waits_not_known": unknown,
                "via": town.names[way.via] if way.via else None,
                "onward_allowed": link.get("onward_allowed"),
                "feedback": link.get("feedback"),
                "door": town.names[route.door],
                "need": town.names.get(need),
                **at_the_end,
                "door_id": known_id(route.door),
                "need_id": need or None,
                "from_id": known_id(way.from_id),
                "to_id": way.to_id,
                "via_id": way.via or None,
                "link_id": way.link_id,
                "evidence": [*town.behind([way]), *town.evidence.get(way.to_id, ())],
            }
