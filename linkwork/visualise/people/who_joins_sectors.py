"""Who joins sectors: organisations on a ring, sector beside sector, and the ties between them; the larger, the more."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import Row, name_in, whole_in
from linkwork.visualise._sheet import (
    EDGE,
    Piece,
    Sheet,
    in_words,
    nothing_sheet,
    rows_of,
)
from linkwork.visualise._small_network import Node, SmallNetwork, Stroke, Tie, high_on, network_piece
from linkwork.visualise._words import plain
from linkwork.visualise.people._sectors import sector_look, sector_words
from linkwork.words import counted

NAME = "who-joins-sectors"
MOST = 40
ACROSS = Stroke("a tie between two sectors", "#35597f", width=1.5)
WITHIN = Stroke("a tie within one sector", "#8b949e", (2, 3), 1.0)
#: What counts as a tie, by what the question was asked with.
SORTS = {
    "referrals": "one refers people to the other",
    "boards": "both sit on one board",
    "works_with": "they were rated as working together",
}
Pair = tuple[str, str]


def sheet(view: GraphView) -> Sheet:
    """The organisations that have a tie, those that stand between others the larger."""
    rows = rows_of(view, "B2")
    if not rows:
        return nothing_sheet(view, NAME, ("B2",), "Nothing was asked about who joins sectors.")
    sort = view.answers["B2"].asked.get("ties") or "referrals"
    ties = sorted({(min(pair), max(pair)) for pair in pairs(view, sort) if pair[0] != pair[1]})
    found, every = _network(view, rows, ties)
    said = Said(
        NAME, "B2", _finding(rows), _counts(rows, found, every), _how_to_read(rows, SORTS.get(sort, plain(sort)))
    )
    return sheet_about(view, said, lambda top, wide: _body(found, top, wide))


def _body(found: SmallNetwork, top: float, wide: float) -> Piece:
    return network_piece(found, (EDGE, top), wide - 2 * EDGE, high_on(top))


def pairs(view: GraphView, sort: str) -> Iterable[Pair]:
    """The ids of every two organisations of the view with a tie of that sort: `referrals`, `boards`, `works_with`."""
    makers: dict[str, Callable[[GraphView], Iterable[Pair]]] = {"boards": _boards, "works_with": _rated}
    return makers.get(sort, _referrals)(view)


def _live(view: GraphView, kind: str) -> list[Pair]:
    return [(link.from_id, link.to_id) for link in view.links if link.kind == kind and link.live]


def _bodies(view: GraphView) -> dict[str, str]:
    return {node.id: node.name for node in view.nodes if node.kind == "Organisation" and node.live}


def _referrals(view: GraphView) -> Iterator[Pair]:
    """Who refers to whom; a service stands for those that provide it."""
    bodies = _bodies(view)
    services = {node.id for node in view.nodes if node.kind == "Service" and node.live}
    stands: dict[str, list[str]] = {id_: [id_] for id_ in bodies}
    for provider, service in _live(view, "PROVIDES"):
        if provider in bodies and service in services:
            stands.setdefault(service, []).append(provider)
    for start, end in _live(view, "REFERS_TO"):
        yield from ((a, b) for a in stands.get(start, ()) for b in stands.get(end, ()))


def _boards(view: GraphView) -> Iterator[Pair]:
    """Who sits on a board with whom; as the answer has it, no longer on one that is closed."""
    seats: dict[str, list[str]] = {}
    boards = {n.id for n in view.nodes if n.kind == "Board" and n.live and n.facts.get("state") != "closed"}
    bodies = _bodies(view)
    for body, board in _live(view, "MEMBER_OF"):
        if board in boards and body in bodies:
            seats.setdefault(board, []).append(body)
    for members in seats.values():
        yield from combinations(sorted(members), 2)


def _rated(view: GraphView) -> Iterator[Pair]:
    bodies = _bodies(view)
    yield from (pair for pair in _live(view, "WORKS_WITH") if pair[0] in bodies and pair[1] in bodies)


def _network(view: GraphView, rows: Sequence[Row], ties: Sequence[Pair]) -> tuple[SmallNetwork, int]:
    """What is drawn, and how many organisations have a tie: who stands between most, then who has most ties."""
    between = {str(row["organisation_id"]): row for row in rows}
    sector = {node.id: node.facts.get("sector") for node in view.nodes if node.kind == "Organisation"}
    names = {id_: plain(name) for id_, name in _bodies(view).items()}
    for id_, row in between.items():
        sector[id_] = row.get("sector")
        names.setdefault(id_, name_in(row, "organisation"))
    links = Counter(id_ for pair in ties for id_ in pair)
    every = [*between, *sorted(links.keys() - between.keys(), key=lambda id_: (-links[id_], id_))]
    shown = set(every[:MOST])
    largest = max((whole_in(row, "pairs_joined") for row in rows), default=0)
    nodes = tuple(_node(id_, names.get(id_, id_), sector.get(id_), between.get(id_), largest) for id_ in sorted(shown))
    drawn = tuple(
        Tie(a, b, WITHIN if sector.get(a) == sector.get(b) else ACROSS, f"{names.get(a, a)} and {names.get(b, b)}")
        for a, b in ties
        if a in shown and b in shown
    )
    ringed = "joins two sectors that are both not its own"
    return SmallNetwork(nodes, drawn, ringed=ringed, ring=True), len(every)


def _node(id_: str, name: str, sector: object, row: Row | None, largest: int) -> Node:
    number = whole_in(row or {}, "pairs_joined")
    named = f"{name} ({number:,})" if number else name
    said = f"{name} ({sector_words(sector)}) joins {counted(number, 'pair')} across sectors"
    size = (number / largest) ** 0.5 if largest else 0.0
    return Node(
        id_, named, sector_look(sector), said, size, sector_words(sector), ringed=whole_in(row or {}, "liaison") > 0
    )


def _finding(rows: Sequence[Row]) -> str:
    first = rows[0]
    name, number = name_in(first, "organisation"), whole_in(first, "pairs_joined")
    if not number:
        return "no organisation joins two of different sectors that have no tie themselves"
    if len(rows) == 1:
        return f"{name} alone joins sectors: {counted(number, 'pair')} of organisations would not meet without it"
    return f"{name} joins most across sectors: {counted(number, 'pair')} of organisations that have no tie themselves"


def _counts(rows: Sequence[Row], found: SmallNetwork, every: int) -> Iterator[str]:
    if len(found.nodes) < every:
        yield f"showing {len(found.nodes)} of {every:,} organisations, those that join most and those with most ties"
    joins = sum(1 for row in rows if whole_in(row, "pairs_joined"))
    yield f"{counted(joins, 'organisation')} {'joins' if joins == 1 else 'join'} sectors"
    yield f"{counted(sum(1 for tie in found.ties if tie.stroke is ACROSS), 'tie')} between sectors"


def _how_to_read(rows: Sequence[Row], tie: str) -> tuple[str, ...]:
    first = rows[0]
    roles = ("gatekeeper", "representative", "liaison", "itinerant")
    said = ", ".join(f"{whole_in(first, role):,} as {role}" for role in roles if whole_in(first, role))
    example = f"Of the pairs of {in_words(first.get('organisation'))}, it joins {said}." if said else ""
    return (
        f"Sectors stand side by side on the ring; there is a tie where {tie}. The number after a name, and the size of "
        "its mark, is how many pairs of organisations it joins that have no tie themselves and are not all of its own "
        "sector.",
        example,
        "If it stopped, these pairs would lose their way.",
    )


DRAWING = Drawing(
    name=NAME,
    title="Who joins sectors",
    question="Who joins sectors that otherwise do not meet?",
    sheet=sheet,
    asks=(Asks("B2"),),
    of="B2",
)
