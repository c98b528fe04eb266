"""G7: which offers, with one thing added each, close most of the gaps."""

from linkwork.graph.demand import Weighed, over_demand
from linkwork.graph.footprint import ANYONE_ELSE
from linkwork.graph.next_steps import NextSteps, Step, next_steps
from linkwork.graph.overlap import coverage
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._landscape import Provision, percent, provision

WORDS = {"need": "need", "audience": "group", "area": "area"}
ASSUMPTION = "The offer has the room, staff and money, and works there as it does where it is."


def finish(found: Found) -> Finished:
    """The changes, best first, with what each closes; stops where no change closes anything."""
    town = provision(found)
    weights = over_demand(town.cells, town.demand)
    result = next_steps(weights, int(found.parameters["steps"]), _services(town))
    offers = {row["offer_id"]: row for row in found.parts["offers"] if row["offer_id"]}
    rows, closed = [], 0.0
    for rank, step in enumerate(result.steps, start=1):
        closed += step.gain
        row = _row(town, offers[step.offer], step) | {
            "rank": rank,
            "cumulative_share": round(closed / result.weight, 4),
        }
        rows.append(row | {"people_reached": _people(step.gain) if weights.by == "people" else None})
    nothing = "" if result.gaps or not weights.cells.count else "There is no gap: every cell has a service."
    return Finished(rows, [weights.says, *_headline(weights, result), *_notes(town)], nothing)


def _services(town: Provision) -> set[str] | None:
    chosen = town.chosen()
    if chosen is None:
        return None
    return {id_ for id_, own in zip(town.cells.services, chosen, strict=True) if own}


def _headline(weights: Weighed, result: NextSteps) -> list[str]:
    now = coverage(weights.cells)
    if not now.cells:
        return []
    people = f", {percent(now.share)} by people" if weights.by == "people" else ""
    return [f"{now.covered} of {now.cells} have a service now{people}; the other {result.gaps} are gaps."]


def _notes(town: Provision) -> list[str]:
    unknown = len(town.cells.unknown)
    left = [f"{unknown} offers that do not say which need they meet or where are left as they are."] if unknown else []
    return [*left, *town.demand.notes(), *town.assumptions()]


def _row(town: Provision, offer: Row, step: Step) -> Row:
    added = town.names[step.adds]
    how = {"need": f"also for {added}", "audience": f"also for {added}", "area": f"also in {added}"}[step.kind]
    named = f" {offer['offer']}" if offer["offer"] else ""
    service = offer["service"] or step.service
    adds_id = None if step.adds == ANYONE_ELSE else step.adds
    return {
        "change": f"Offer{named} of service {service} {how}",
        "service": service,
        "adds": f"{WORDS[step.kind]} {added}",
        "assumption": ASSUMPTION,
        "cells": step.cells,
        "provider": "; ".join(offer["providers"]),
        "service_id": step.service,
        "offer_id": step.offer,
        "adds_id": adds_id,
        "evidence": [*(id_ for id_ in offer["evidence"] if id_), *([adds_id] if adds_id else [])],
    }


def _people(gain: float) -> float:
    return int(gain) if gain == int(gain) else round(gain, 1)
