"""What would be, of a project, as the command line and notebooks both say it: changes named as people name things."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from linkwork.errors import LinkworkError
from linkwork.graph.measures.footprint import ANYONE_ELSE, EVERYONE
from linkwork.graph.measures.next_steps import Step
from linkwork.graph.measures.supposing import CloseFund, CloseLink, CloseOffer, CloseService, Move, Rows, Widen
from linkwork.graph.measures.whatif import best_steps
from linkwork.project.asking import graph_at
from linkwork.project.opened import Opened
from linkwork.queries import did_you_mean, rounds_of
from linkwork.queries._parameters import Given
from linkwork.queries._supposed import Supposed, Told
from linkwork.queries._supposing import Named, names_of, read_rows
from linkwork.words import listed

#: The measures of either side, in the order in which they are shown, each in words.
MEASURES = {
    "gaps": "gaps: no service for a need, a group and an area",
    "fragile": "fragile: exactly one service",
    "places_without": "needs with no service at all in an area",
    "coverage": "coverage: share with a service",
    "people_covered": "people in need who have a service",
    "routes": "routes: a door leads to a need",
    "reach": "reach: share of doors and needs with a route",
}
#: What opens and closes, in the same way.
LISTS = ("gaps_opened", "gaps_closed", "routes_lost", "routes_won")
COLUMNS = ("part", "what", "before", "after", "difference", "need", "group", "area", "people", "door")


@dataclass(frozen=True, slots=True)
class Here:
    """An open graph: its rows, and its records by name."""

    rows: Rows
    named: Named


def what_if(
    opened: Opened, suppose: Callable[[Here], Iterable[Supposed]], as_of: str | None = None
) -> tuple[dict[str, Any], str]:
    """What these changes would do to the project's graph, or to that of an earlier day; and the graph's own note.

    Nothing is written. Raises LinkworkError for a name that there is not, with the nearest that there is.
    """
    with graph_at(opened, as_of) as (engine, _):
        here = Here(read_rows(engine, opened.cell_level()), Named(engine, opened.allowed))
        made = list(suppose(here))
        marker = engine.marker() or {}
    note = str(marker.get("note") or "")
    return Told(here.rows, made, opened.internal).as_json(rounds_of(marker), note), note


def table_rows(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Everything as rows of COLUMNS: the measures, then the gaps, then the routes; what a row has not is left out."""
    sides = ("before", "after", "difference")
    rows = [{"part": "measure", "what": name, **{side: found[side][name] for side in sides}} for name in MEASURES]
    for key in LISTS:
        rows += [{"part": key.replace("_", " "), **row} for row in found[key]]
    return rows


def closing(here: Here, services: Sequence[str], funds: Sequence[str] = ()) -> Iterator[Supposed]:
    """These services close, and these funds or bodies stop paying for any."""
    for text in services:
        found = here.named.one("service", ("Service",), text)
        yield Supposed(CloseService(str(found.value)), f"{found.words} closed")
    for text in funds:
        found = here.named.funder(text)
        yield Supposed(CloseFund(str(found.value)), f"{found.words} stopped paying for services")


def without_offer(here: Here, text: str) -> Supposed:
    """One offer ends; its service stays."""
    found = here.named.one("offer", ("Offer",), text)
    services = [
        row["service"] or row["service_id"] for row in here.rows.landscape.offers if row["offer_id"] == found.value
    ]
    if not services:
        raise LinkworkError(f"offer: no live service has the offer {found.words!r}. Nothing was worked out.")
    return Supposed(CloseOffer(str(found.value)), f"the offer {found.words} of {listed(services)} ended")


def without_link(here: Here, start: str, end: str) -> Supposed:
    """Nobody is referred from the one to the other."""
    sender = here.named.one("link from", ("Organisation", "Role", "Service"), start)
    receiver = here.named.one("link to", ("Service",), end)
    names = names_of(here.rows)
    to = {row["to_id"] for row in here.rows.known.links if row["from_id"] == sender.value}
    if receiver.value not in to:
        known = sorted(names.get(id_, id_) for id_ in to)
        hint = did_you_mean(end, known) or (f" It refers to {listed(known)}." if known else " It refers to nobody.")
        raise LinkworkError(f"link: {sender.words} does not refer to {receiver.words}.{hint}")
    words = f"nobody were referred from {sender.words} to {receiver.words}"
    return Supposed(CloseLink(str(sender.value), str(receiver.value)), words)


def moving(here: Here, service: str, area: str, from_area: str | None = None) -> Supposed:
    """A service works in another area in place of where it does, or of what it does in `from_area`."""
    moved = here.named.one("service", ("Service",), service)
    to = here.named.one("area", ("Area",), area)
    start = Given("", "") if from_area is None else here.named.one("from-area", ("Area",), from_area)
    words = f"{moved.words} moved {f'from {start.words} ' if start.value else ''}to {to.words}"
    return Supposed(Move(str(moved.value), str(to.value), str(start.value)), words)


def the_best(here: Here, changes: int) -> list[Supposed]:
    """The few changes that close most gaps, made together: the steps of question G7."""
    steps = best_steps(here.rows, changes)
    if not steps:
        raise LinkworkError("No single change to an offer that is there today closes a gap. Nothing was changed.")
    names = {**names_of(here.rows), EVERYONE: EVERYONE, ANYONE_ELSE: ANYONE_ELSE}
    return [_widened(names, step) for step in steps]


def _widened(names: Mapping[str, str], step: Step) -> Supposed:
    offer, service = names.get(step.offer, step.offer), names.get(step.service, step.service)
    where = "in" if step.kind == "area" else "for"
    words = f"{service} (offer {offer}) were also {where} {names[step.adds]}"
    return Supposed(Widen(step.offer, step.kind, step.adds), words)
