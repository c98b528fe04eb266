"""What a network picture shows, before anybody says in which format: every format draws from this one account."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from linkwork.graph.schema import SCHEMA
from linkwork.graph.view import GraphView, ViewLink, ViewNode
from linkwork.visualise._captions import rounds_in_words, sources_in_words
from linkwork.visualise._crowd import Shown, shown
from linkwork.visualise._layout import GAP, layout
from linkwork.visualise._style import LINES, OTHER, Line, line, marks
from linkwork.visualise._words import facts_in_words, plain
from linkwork.words import counted

NOTHING = "There is nothing to draw yet"
WHAT_TO_DO = "The graph holds nothing that is live. Load a round with `linkwork load`, then draw again."


@dataclass(frozen=True, slots=True)
class Spot:
    """One node in its place. `degree` counts its links; `radius` is in drawing units, as x and y are."""

    id: str
    kind: str
    name: str
    facts: tuple[tuple[str, str], ...]
    x: float
    y: float
    degree: int
    radius: float


@dataclass(frozen=True, slots=True)
class Join:
    """One link between the spots of two numbers. `bend` parts links that share both ends: 0 straight, up to about 0.5.

    A bend is the furthest distance from the straight line, as a share of its length, to the left of who goes along it.
    """

    from_number: int
    to_number: int
    kind: str
    reads: str
    facts: tuple[tuple[str, str], ...]
    line: Line
    bend: float


@dataclass(frozen=True, slots=True)
class LineEntry:
    """A line of the legend: how it looks and, for each kind of link drawn so, its words and their number."""

    line: Line
    kinds: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything on the page, in words that are fit to be shown. Nothing here is marked up yet."""

    title: str
    subtitle: str
    note: str
    sources: str
    summary: str
    spots: tuple[Spot, ...]
    joins: tuple[Join, ...]
    kinds: tuple[tuple[str, int], ...]
    lines: tuple[LineEntry, ...]

    @property
    def busiest(self) -> list[int]:
        """The numbers of the spots, best connected first."""
        return sorted(range(len(self.spots)), key=lambda n: (-self.spots[n].degree, self.spots[n].id))


def faintness(links: int) -> float:
    """How opaque lines are, 0.2 to 1: the more there are, the fainter, so that many in one place still show as many."""
    return round(min(1.0, max(0.2, math.sqrt(160 / max(links, 1)))), 2)


def picture(view: GraphView) -> Picture:
    """The live nodes and links of a view, laid out, with the finding in words."""
    seen = shown(view)
    number = {node.id: n for n, node in enumerate(seen.nodes)}
    spots = _spots(seen, _placed(view, seen))
    return Picture(
        title=_finding(plain(view.title or "This place"), spots, len(seen.links)),
        subtitle=_subtitle(view, spots, seen),
        note=plain(view.note) if view.note else "",
        sources=sources_in_words(view),
        summary=_summary(spots) if spots else WHAT_TO_DO,
        spots=spots,
        joins=_joins(seen.links, number),
        kinds=_kinds(seen.nodes),
        lines=lines_of_legend(seen.links),
    )


def places(view: GraphView) -> dict[str, tuple[float, float]]:
    """Where everything on the map stands, in drawing units: what has a place in the view stays in it."""
    return _placed(view, shown(view))


def _placed(view: GraphView, seen: Shown) -> dict[str, tuple[float, float]]:
    joins = ((link.from_id, link.to_id) for link in seen.links)
    return layout((node.id for node in seen.nodes), joins, view.places)


def _spots(seen: Shown, places: Mapping[str, tuple[float, float]]) -> tuple[Spot, ...]:
    nodes, links = seen.nodes, seen.links
    degree = Counter(end for link in links for end in (link.from_id, link.to_id))
    return tuple(
        Spot(
            node.id,
            node.kind,
            plain(node.name),
            tuple(facts_in_words(node.facts)),
            *places[node.id],
            degree[node.id],
            radius(degree[node.id]),
        )
        for node in nodes
    )


def radius(degree: int) -> float:
    """How large a node of so many links is, in drawing units; no two neighbours touch."""
    return round(min(8 + 2.6 * math.sqrt(degree), GAP * 0.44), 1)


def _joins(links: Sequence[ViewLink], number: dict[str, int]) -> tuple[Join, ...]:
    between = Counter(_pair(link) for link in links)
    drawn: Counter[tuple[str, str]] = Counter()
    joins = []
    for link in links:
        pair = _pair(link)
        bend = (drawn[pair] - (between[pair] - 1) / 2) * min(0.2, 0.8 / between[pair])
        drawn[pair] += 1
        to_left = round(bend if link.from_id <= link.to_id else -bend, 3) + 0.0
        joins.append(
            Join(
                number[link.from_id],
                number[link.to_id],
                link.kind,
                reads_as(link.kind),
                tuple(facts_in_words(link.facts)),
                line(link.kind),
                to_left,
            )
        )
    return tuple(joins)


def _pair(link: ViewLink) -> tuple[str, str]:
    return min((link.from_id, link.to_id), (link.to_id, link.from_id))


def reads_as(kind: str) -> str:
    """`is part of`: a kind of link in words."""
    known = SCHEMA.link.get(kind)
    return known.reads if known else plain(kind.replace("_", " ").lower())


def _kinds(nodes: Sequence[ViewNode]) -> tuple[tuple[str, int], ...]:
    """Each kind that is there with its number of nodes, in the order of the schema."""
    found = Counter(node.kind for node in nodes)
    order = [*marks(), *sorted(found.keys() - marks().keys())]
    return tuple((kind, found[kind]) for kind in order if kind in found)


def lines_of_legend(links: Sequence[ViewLink]) -> tuple[LineEntry, ...]:
    """Each look that some link has, with the kinds that have it, the most frequent first."""
    found = Counter(link.kind for link in links)
    entries = []
    for style in (*LINES, OTHER):
        kinds = sorted((kind for kind in found if line(kind) == style), key=lambda kind: (-found[kind], kind))
        if kinds:
            entries.append(LineEntry(style, tuple((reads_as(kind), found[kind]) for kind in kinds)))
    return tuple(entries)


def kind_in_words(kind: str, number: int = 2) -> str:
    """`Organisations`, `Offer`: a kind as it is said of so many."""
    known = SCHEMA.node.get(kind)
    return (known.plural if known else plain(kind)) if number != 1 else plain(kind)


def _finding(place: str, spots: Sequence[Spot], links: int) -> str:
    if not spots:
        return f"{place}: {NOTHING[0].lower()}{NOTHING[1:]}"
    alone = sum(1 for spot in spots if not spot.degree)
    if alone == len(spots):
        return f"{place}: {counted(alone, 'thing')}, joined by no link yet"
    found = f"{place}: {counted(len(spots), 'thing')} joined by {counted(links, 'link')}"
    return f"{found}; {alone:,} {'stands' if alone == 1 else 'stand'} alone" if alone else found


def _subtitle(view: GraphView, spots: Sequence[Spot], seen: Shown) -> str:
    kinds = len({spot.kind for spot in spots})
    there = f"{counted(len(spots), 'node')} of {counted(kinds, 'kind')} and {counted(len(seen.links), 'link')}"
    parts = [there, rounds_in_words(view)]
    if any(seen.dead):
        parts.append(f"left out as no longer live: {counted(seen.dead[0], 'node')} and {counted(seen.dead[1], 'link')}")
    if seen.detail:
        kinds_left = (f"{number:,} {kind_in_words(kind, number).lower()}" for kind, number in seen.detail.items())
        parts.append(f"left out so that the rest can be seen: {', '.join(kinds_left)}")
    return " · ".join(parts)


def _summary(spots: Sequence[Spot]) -> str:
    """Who has most links, in words; the picture in a sentence for who cannot see it."""
    best = sorted((spot for spot in spots if spot.degree > 1), key=lambda spot: (-spot.degree, spot.id))[:3]
    if not best:
        return "Nothing has more than one link."
    named = [f"{spot.name} ({counted(spot.degree, 'link')})" for spot in best]
    return f"Best connected: {', '.join(named)}."
