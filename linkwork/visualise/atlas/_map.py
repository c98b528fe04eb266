"""The atlas's map: what is on it and where, as the page's script draws it, and what can be looked for on it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from linkwork.graph.view import GraphView, ViewLink, ViewNode
from linkwork.visualise._crowd import between, kinds_at_first
from linkwork.visualise._layout import Point
from linkwork.visualise._picture import LineEntry, faintness, kind_in_words, lines_of_legend, radius, reads_as
from linkwork.visualise._places import places
from linkwork.visualise._style import FONT, INK, LINES, OTHER, line, mark, marks
from linkwork.visualise._words import facts_in_words, plain
from linkwork.visualise.atlas import Said
from linkwork.visualise.atlas._filters import Choices, choices
from linkwork.visualise.atlas._proof import Proof
from linkwork.words import counted

#: More live nodes than this and those with the fewest links are left off the map.
MOST = 5000


@dataclass(frozen=True, slots=True)
class MapPart:
    """The map in words and as data. `kinds` are (kind, number, shown at first), `lines` the legend of the links.

    `summary` says how many there are, `left_out` what the map leaves out; it is empty where everything is there.
    """

    summary: str
    left_out: str
    kinds: tuple[tuple[str, int, bool], ...]
    lines: tuple[LineEntry, ...]
    choices: Choices
    data: Mapping[str, Any]


def map_part(view: GraphView, evidence: Mapping[str, tuple[Said, ...]], proof: Proof) -> MapPart:
    """The live nodes and links of a view in their places; their evidence is entered in `proof`."""
    live = [node for node in view.nodes if node.live]
    there = between(view.links, live)
    nodes = _best(live, there)
    links = between(there, nodes)
    at_first = kinds_at_first(nodes)
    number = {node.id: n for n, node in enumerate(nodes)}
    found = choices(nodes, links)
    return MapPart(
        summary=f"{counted(len(live), 'thing')} joined by {counted(len(there), 'link')}",
        left_out=_left_out(view, live, there, nodes),
        kinds=tuple((kind, n, kind in at_first) for kind, n in _kinds(nodes)),
        lines=lines_of_legend(links),
        choices=found,
        data={
            "nodes": _nodes(nodes, links, places(nodes, links, view.places)),
            "links": _links(links, number),
            "link_kinds": _link_kinds(links),
            "looks": _looks(nodes),
            "choices": found.data,
            "evidence": [proof.entry(evidence.get(node.id, ())) for node in nodes],
            "faint": faintness(len(links)),
            "ink": INK,
            "font": FONT,
        },
    )


def map_places(view: GraphView) -> dict[str, Point]:
    """Where everything on the map stands, in drawing units: what has a place in the view stays in it."""
    live = [node for node in view.nodes if node.live]
    nodes = _best(live, between(view.links, live))
    return places(nodes, between(view.links, nodes), view.places)


def _best(live: Sequence[ViewNode], links: Sequence[ViewLink]) -> list[ViewNode]:
    """The nodes with most links, up to as many as the map holds, in order of id."""
    degree = Counter(end for link in links for end in (link.from_id, link.to_id))
    best = sorted(live, key=lambda node: (-degree[node.id], node.id))[:MOST]
    return sorted(best, key=lambda node: node.id)


def _left_out(view: GraphView, live: Sequence[ViewNode], there: Sequence[ViewLink], nodes: Sequence[ViewNode]) -> str:
    said = []
    if len(nodes) < len(live):
        said.append(f"Showing {len(nodes):,} of {len(live):,}: those with the fewest links are left off the map.")
    dead = (len(view.nodes) - len(live), len(view.links) - len(there))
    if any(dead):
        said.append(f"Left out as no longer live: {counted(dead[0], 'thing')} and {counted(dead[1], 'link')}.")
    return " ".join(said)


def _kinds(nodes: Sequence[ViewNode]) -> list[tuple[str, int]]:
    found = Counter(node.kind for node in nodes)
    order = [*marks(), *sorted(found.keys() - marks().keys())]
    return [(kind, found[kind]) for kind in order if kind in found]


def _nodes(nodes: Sequence[ViewNode], links: Sequence[ViewLink], at: Mapping[str, Point]) -> list[list[Any]]:
    """Each as [id, kind, name, x, y, radius, facts]."""
    degree = Counter(end for link in links for end in (link.from_id, link.to_id))
    return [
        [
            node.id,
            node.kind,
            plain(node.name),
            *at[node.id],
            radius(degree[node.id]),
            [list(fact) for fact in facts_in_words(node.facts)],
        ]
        for node in nodes
    ]


def _link_kinds(links: Sequence[ViewLink]) -> list[dict[str, Any]]:
    """How each kind of link reads and looks, in order of its name."""
    styles = [*LINES, OTHER]
    return [
        {"reads": reads_as(kind), "style": styles.index(line(kind))} for kind in sorted({link.kind for link in links})
    ]


def _links(links: Sequence[ViewLink], number: Mapping[str, int]) -> list[list[Any]]:
    """Each as [from, to, kind, bend] by number, with its facts after that where it has some."""
    kinds = {kind: n for n, kind in enumerate(sorted({link.kind for link in links}))}
    between: Counter[tuple[int, int]] = Counter()
    rows: list[list[Any]] = []
    for link in links:
        start, end = number[link.from_id], number[link.to_id]
        pair = (min(start, end), max(start, end))
        rows.append([start, end, kinds[link.kind], between[pair] * (1 if start <= end else -1)])
        between[pair] += 1
        if facts := facts_in_words(link.facts):
            rows[-1].append([list(fact) for fact in facts])
    return rows


def _looks(nodes: Sequence[ViewNode]) -> dict[str, Any]:
    kinds = [kind for kind, _ in _kinds(nodes)]
    return {
        "marks": {kind: {"path": mark(kind).path, "fill": mark(kind).fill} for kind in kinds},
        "words": {kind: [kind_in_words(kind, 1), kind_in_words(kind, 2)] for kind in kinds},
        "lines": [{"colour": one.colour, "dash": list(one.dash), "width": one.width} for one in (*LINES, OTHER)],
    }
