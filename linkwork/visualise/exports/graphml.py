"""The whole graph as GraphML: what networkx, igraph, yEd, Cytoscape and Gephi read.

Every fact is a typed key; a list is text with `; `. Places, sizes and colours are the keys that Gephi takes for them
(label, x, y, size, r, g, b), and those of the network map. The place, its note and the rounds are in the description
of the file. GraphML has no shapes and no dashes.
"""

import re
from collections.abc import Iterable, Sequence

from linkwork.graph.view import GraphView, ViewLink, ViewNode
from linkwork.visualise import Artifact
from linkwork.visualise._picture import reads_as
from linkwork.visualise._words import plain
from linkwork.visualise.exports import Export
from linkwork.visualise.exports._facts import LIVE, Column, Sort, Value, about, cells, columns, counts, fit, hidden
from linkwork.visualise.exports._map import colour_of, looks, not_laid_out
from linkwork.visualise.exports._xml import Document, in_xml

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
TYPES: dict[Sort, str] = {"text": "string", "whole": "long", "number": "double", "yes_no": "boolean"}
COLOUR: tuple[tuple[str, Sort], ...] = (("r", "whole"), ("g", "whole"), ("b", "whole"))
OF_BOTH: tuple[tuple[str, Sort], ...] = (("label", "text"), ("kind", "text"), (LIVE, "yes_no"))
OF_NODES: tuple[tuple[str, Sort], ...] = (*OF_BOTH, ("x", "number"), ("y", "number"), ("size", "number"), *COLOUR)
OF_LINKS = (*OF_BOTH, *COLOUR)


def write(view: GraphView, ending: str) -> Artifact:
    """The graph, things before links, each in order of id."""
    file = Document()
    with file.around("graphml", {"xmlns": NAMESPACE}, block=True):
        file.line("desc", text=about(view))
        of_nodes = _Keys("node", OF_NODES, columns(view.nodes, (name for name, _ in OF_NODES)))
        of_links = _Keys("edge", OF_LINKS, columns(view.links, (name for name, _ in OF_LINKS)))
        for keys in (of_nodes, of_links):
            keys.declare(file)
        with file.around("graph", {"edgedefault": "directed"}, block=True):
            _nodes(file, view, of_nodes)
            _links(file, view, of_links)
    return Artifact(f"graph{ending}", "application/graphml+xml", file.content())


class _Keys:
    """The keys of things or of links: those that all have, then the facts.

    An id is made of the name, so that the files of two rounds fit together in Gephi.
    """

    def __init__(self, of: str, fixed: Sequence[tuple[str, Sort]], facts: Sequence[Column]) -> None:
        self.of, self.facts = of, facts
        self.sorts = (*fixed, *((column.title, column.sort) for column in facts))
        self.ids = [
            f"{of}-{name}" if re.fullmatch(r"[a-z0-9_]+", name) else f"{of}-{number}."
            for number, (name, _) in enumerate(self.sorts)
        ]

    def declare(self, file: Document) -> None:
        """Write what each is called and of which type it is."""
        for id_, (name, sort) in zip(self.ids, self.sorts, strict=True):
            file.line("key", {"id": id_, "for": self.of, "attr.name": name, "attr.type": TYPES[sort]})

    def put(self, file: Document, fixed: Iterable[Value | None], thing: ViewNode | ViewLink) -> None:
        """Write the values that are known, under their keys."""
        for id_, value in zip(self.ids, (*fixed, *cells(thing, self.facts)), strict=True):
            if value is not None:
                file.put("data", {"key": id_}, in_xml(value))


def _nodes(file: Document, view: GraphView, keys: _Keys) -> None:
    seen = looks(view)
    for node in view.nodes:
        look = seen[node.id]
        with file.around("node", {"id": fit(node.id)}):
            said = (plain(node.name), fit(node.kind), node.live)
            keys.put(file, (*said, look.x, look.y, look.radius, *look.colour), node)


def _links(file: Document, view: GraphView, keys: _Keys) -> None:
    for link in view.links:
        with file.around("edge", {"id": fit(link.id), "source": fit(link.from_id), "target": fit(link.to_id)}):
            keys.put(file, (reads_as(link.kind), fit(link.kind), link.live, *colour_of(link.kind)), link)


def says(view: GraphView) -> tuple[str, ...]:
    """How much is in it, and what the format has no place for."""
    return (
        counts(view),
        *hidden(view),
        *not_laid_out(view),
        "GraphML has no shapes of things and no dashes of links; lists are text with ; between.",
    )


EXPORT = Export(
    name="graphml",
    title="GraphML: the whole graph for networkx, igraph, yEd, Cytoscape or Gephi",
    formats=(".graphml",),
    write=write,
    says=says,
    whole=True,
)
