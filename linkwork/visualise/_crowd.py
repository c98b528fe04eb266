"""What a crowded map leaves out, so that who is there and how they are joined can be seen."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from linkwork.graph.view import GraphView, ViewLink, ViewNode

#: More live things than this are a crowd: half of them would be what is offered, for whom and where.
CROWD = 150
#: What a crowded map leaves to need-by-area and the tables; every offer is joined to most of it.
DETAIL = ("Offer", "Need", "Audience", "Area", "Site")


@dataclass(frozen=True, slots=True)
class Shown:
    """The nodes and links to draw, in order; how many nodes and links are not live, and what was left out, by kind."""

    nodes: Sequence[ViewNode]
    links: Sequence[ViewLink]
    dead: tuple[int, int]
    detail: Counter[str]


def shown(view: GraphView) -> Shown:
    """What is live, without the detail where there is a crowd; with it where there is nothing else."""
    live = sorted((node for node in view.nodes if node.live), key=lambda node: node.id)
    at_first = kinds_at_first(live)
    nodes = [node for node in live if node.kind in at_first]
    there = between(view.links, live)
    detail = Counter(node.kind for node in live if node.kind in DETAIL) if len(nodes) < len(live) else Counter()
    dead = (len(view.nodes) - len(live), len(view.links) - len(there))
    links = sorted(between(there, nodes), key=lambda link: (link.from_id, link.to_id, link.kind, link.id))
    return Shown(nodes, links, dead, detail)


def kinds_at_first(live: Sequence[ViewNode]) -> frozenset[str]:
    """The kinds that a map of these live nodes opens with: without the detail where there is a crowd."""
    kinds = frozenset(node.kind for node in live)
    bodies = kinds.difference(DETAIL)
    return bodies if len(live) > CROWD and bodies else kinds


def between(links: Sequence[ViewLink], nodes: Sequence[ViewNode]) -> list[ViewLink]:
    """The live links whose ends are both among these nodes."""
    ids = {node.id for node in nodes}
    return [link for link in links if link.live and link.from_id in ids and link.to_id in ids]
