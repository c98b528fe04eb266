"""G7: which offers, with one thing added each, close most of the gaps."""

from linkwork.graph.measures.demand import Weighed, over_demand
from linkwork.graph.measures.footprint import ANYONE_ELSE
from linkwork.graph.measures.next_steps import NextSteps, Step, next_steps
from linkwork.graph.measures.overlap import coverage
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._landscape import Provision, not_told, percent, provision
from linkwork.words import counted, listed

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
        rows.append(
            _row(town, offers[step.offer], step)
            | {
                "rank": rank,
                "people_reached": _people(step.gain) if weights.by == "people" and not step.small else None,
                "cumulative_share": None if result.small else round(closed / result.weight, 4),
            }
        )
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
    people = f", {percent(now.share)} by people" if weights.by == "people" and not weights.small else ""
    have, rest = "has" if now.covered == 1 else "have", counted(result.gaps, "is a gap", "are gaps")
    said = [f"{now.covered} of {now.cells} {have} a service now{people}; the other {rest}."]
    if weights.small:
        said.append(not_told("sums and shares of people"))
    if n := result.ties:
        said.append(
            f"{counted(n, 'other offer')} would close as many as the first change; of those that close as many the "
            "first by id is taken."
        )
    return said


def _notes(town: Provision) -> list[str]:
    unknown = len(town.cells.unknown)
    they = "does not say which need it meets or where is left as it is"
    if unknown > 1:
        they = "do not say which need they meet or where are left as they are"
    left = [f"{counted(unknown, 'offer')} that {they}."] if unknown else []
    return [*left, *town.demand.notes(), *town.assumptions()]


def _row(town: Provision, offer: Row, step: Step) -> Row:
    added = town.names[step.adds]
    service = offer["service"] or step.service
    what = [f"offer {offer['offer']}"] if offer["offer"] else []
    what += [f"for {whom}"] if (whom := _whom(town, offer)) else []
    now = f" ({', '.join(what)})" if what else ""
    adds_id = None if step.adds == ANYONE_ELSE else step.adds
    return {
        "change": f"{service}{now} also {'in' if step.kind == 'area' else 'for'} {added}",
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


def _whom(town: Provision, offer: Row) -> str:
    """The groups that the offer is for as it stands; empty for everyone."""
    groups, but = (listed(town.named(offer[ids])) for ids in ("include_ids", "exclude_ids"))
    return f"{groups or 'everyone'} but not {but}" if but else groups


def _people(gain: float) -> float:
    return int(gain) if gain == int(gain) else round(gain, 1)
