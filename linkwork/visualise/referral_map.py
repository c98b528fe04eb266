"""The referral map: who refers to whom, from the doors onwards, and where that stops, goes round or does not lead."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._adjacency import Sides, Tie, adjacency, left_out
from linkwork.visualise._grid import EMPTY, SHADES, Cell, Head, beside
from linkwork.visualise._referral_look import kind_in_words
from linkwork.visualise._referral_map import MOST_COLUMNS, columns_of, heading, map_piece, narrowest, place, said
from linkwork.visualise._referrals import DEAD_END, UNREACHED, Network, Stop, Way, network
from linkwork.visualise._sheet import (
    EDGE,
    Sheet,
    answers_of,
    fitted,
    nothing_sheet,
    rows_of,
    sheet_of,
    table_of,
)
from linkwork.words import counted, listed

NAME = "referral-map"
ASKED = ("P6", "P2", "P3", "P9")
#: Above so many boxes or links the map is a matrix.
MOST_BOXES, MOST_LINKS = 150, 400
SIDES = Sides("who refers", "to whom")


def sheet(view: GraphView) -> Sheet:
    """The map; a matrix of the best connected where there are too many for a map."""
    if not rows_of(view, "P6"):
        return nothing_sheet(view, NAME, ASKED, "Nothing was asked about referrals.")
    found = network(view)
    columns = columns_of(found)
    few = len(found.stops) <= MOST_BOXES and len(found.ways) <= MOST_LINKS
    as_map = few and len(columns.ids) <= MOST_COLUMNS
    counts = list(_counts(found))
    whole = replace(
        sheet_of(view, NAME, _finding(found), counts),
        read=tuple(_how_to_read(found, as_map)),
        tables=tuple(table_of(answer) for answer in answers_of(view, ASKED)),
    )
    if as_map:
        whole = replace(whole, body=lambda top, wide: map_piece(found, columns, top, wide), script="sheet.js")
        return fitted(whole, narrowest(columns))
    return _as_matrix(whole, found)


def _as_matrix(whole: Sheet, found: Network) -> Sheet:
    """The best connected senders and receivers as a grid, in order of their distance from the doors."""
    names = {stop.id: stop.name for stop in found.stops}
    ties = [Tie(way.from_id, way.to_id, _cell(way, names)) for way in found.ways]
    tagged = {s.id: f"{s.name} ({', '.join(s.tags)})" if s.tags else s.name for s in found.stops}
    grid = adjacency(ties, tagged, SIDES, list(_legend(found)))
    grid = replace(grid, rows=_by_distance(found, grid.rows), columns=_by_distance(found, grid.columns))
    whole = replace(whole, subtitle=" · ".join([*left_out(grid, ties, SIDES), whole.subtitle]))
    return fitted(replace(whole, body=lambda top, wide: beside(grid, top, wide, EDGE)), grid.across + 2 * EDGE)


def _cell(way: Way, names: Mapping[str, str]) -> Cell:
    return Cell(said(way, names), SHADES[1], _letter(way.kind), hatched=bool(way.one_sided))


def _letter(kind: str) -> str:
    return (kind or "?")[0].upper()


def _legend(found: Network) -> Iterator[tuple[Cell, str]]:
    for kind in sorted({way.kind for way in found.ways}):
        yield Cell("", SHADES[1], _letter(kind)), kind_in_words(kind)
    if any(way.one_sided for way in found.ways):
        yield Cell("", SHADES[1], hatched=True), "only one side has told of it"
    yield Cell("", EMPTY), "no referral link"


def _by_distance(found: Network, heads: Sequence[Head]) -> list[Head]:
    """The names in the order of the map's columns, each under what stands above its column."""
    stops = {stop.id: stop for stop in found.stops}
    ordered = sorted(heads, key=lambda head: (place(stops[head.id]), stops[head.id].name, head.id))
    return [replace(head, group=heading(place(stops[head.id]))) for head in ordered]


def _finding(found: Network) -> str:
    parts = []
    if dead := found.tagged(DEAD_END):
        parts.append(counted(dead, "dead end"))
    if found.loops:
        parts.append(counted(found.loops, "loop"))
    if lost := _lost(found):
        parts.append(f"{counted(lost, 'service')} that nobody can reach")
    if parts:
        return f"referrals have {listed(parts)}"
    return "every service with a referral link can be reached, and no referral ends dead or goes round"


def _lost(found: Network) -> int:
    return found.undrawn + sum(1 for stop in found.stops if UNREACHED in stop.tags and stop.kind in {"Service", ""})


def _counts(found: Network) -> Iterator[str]:
    def number(stop: Stop) -> int:
        return max(len(stop.alike), 1)

    doors = sum(number(stop) for stop in found.stops if stop.door)
    drawn = sum(1 for stop in found.stops if stop.door)
    services = found.undrawn + sum(1 for stop in found.stops if not stop.door and not stop.staff)
    links = counted(len(found.ways), "referral link")
    yield f"{links} from {counted(doors, 'door')} and between {counted(services, 'service')}"
    if drawn < doors:
        yield f"{doors} doors that refer alike in {counted(drawn, 'box', 'boxes')}"
    if found.undrawn:
        yield f"showing {services - found.undrawn} of {services} services, the rest have no referral link"


def _how_to_read(found: Network, as_map: bool) -> Iterator[str]:
    if as_map:
        yield "Doors are at the left, then the services in order of how many referrals it takes to come to them."
        yield "Lines leave a box at its right and arrive at its left; those that go back arrive at the right."
    else:
        yield "Whoever stands at the left refers to those above where their cell is filled; the letter says how."
    if found.tagged(DEAD_END):
        yield "A dead end receives people, refers nobody on and meets none of the needs they come with."
    if found.loops:
        yield "In a loop people can be sent round and come back to where they were."
    yield "A referral that neither side has told us of is not here."


DRAWING = Drawing(
    name=NAME,
    title="The referral map",
    question="Who refers to whom, and where do routes stop, go round or not lead at all?",
    sheet=sheet,
    asks=tuple(map(Asks, ASKED)),
)
