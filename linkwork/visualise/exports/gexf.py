"""The whole graph as GEXF 1.3, for Gephi: typed facts, and places, sizes and colours as on the network map.

The kind of a link is its `kind`, which keeps links of several kinds between the same two things apart in Gephi, and
in words its label. Lists are text with `; `. The place, its note and the rounds are in the description of the file.
"""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from linkwork.graph.view import GraphView, ViewLink, ViewNode
from linkwork.visualise import Artifact
from linkwork.visualise._picture import reads_as
from linkwork.visualise._style import CIRCLE, DIAMOND, SQUARE, TRIANGLE, Line, line, mark
from linkwork.visualise._words import plain
from linkwork.visualise.exports import Export
from linkwork.visualise.exports._facts import LIVE, Column, Sort, about, cells, columns, counts, fit, hidden
from linkwork.visualise.exports._map import colour_of, looks, not_laid_out
from linkwork.visualise.exports._xml import Document, in_xml

NAMESPACE = "http://gexf.net/1.3"
VIZ = "http://gexf.net/1.3/viz"
TYPES: dict[Sort, str] = {"text": "string", "whole": "long", "number": "double", "yes_no": "boolean"}
#: What every thing and every link has beside its facts.
FIXED: tuple[tuple[str, Sort], ...] = (("kind", "text"), (LIVE, "yes_no"))
#: Titles that Gephi's own columns have.
GEPHIS = ("id", "label", "timeset", "weight", "source", "target", "type")
#: The marks that GEXF has too.
SHAPES = {CIRCLE: "disc", SQUARE: "square", TRIANGLE: "triangle", DIAMOND: "diamond"}
#: A dash shorter than this is a dot.
DOT = 3


def write(view: GraphView, ending: str) -> Artifact:
    """The graph, things before links, each in order of id."""
    file, day = Document(), _last_day(view)
    taken = (*(name for name, _ in FIXED), *GEPHIS)
    of_nodes = _Attributes("node", columns(view.nodes, taken))
    of_links = _Attributes("edge", columns(view.links, taken))
    with file.around("gexf", {"xmlns": NAMESPACE, "xmlns:viz": VIZ, "version": "1.3"}, block=True):
        with file.around("meta", {"lastmodifieddate": day} if day else {}, block=True):
            file.line("creator", text="Linkwork")
            file.line("description", text=about(view))
        with file.around("graph", {"defaultedgetype": "directed", "mode": "static", "idtype": "string"}, block=True):
            of_nodes.declare(file)
            of_links.declare(file)
            with file.around("nodes", {"count": str(len(view.nodes))}, block=True):
                _nodes(file, view, of_nodes)
            with file.around("edges", {"count": str(len(view.links))}, block=True):
                _links(file, view, of_links)
    return Artifact(f"graph{ending}", "application/gexf+xml", file.content())


def _last_day(view: GraphView) -> str:
    """The day of the latest round; empty where no round has a whole day."""
    return max((day for _, day in view.rounds if _is_day(day)), default="")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


class _Attributes:
    """The attributes of things or of links: the kind, whether live, then the facts.

    An id is the name where it can be, so that the files of two rounds fit together in Gephi.
    """

    def __init__(self, of: str, facts: Sequence[Column]) -> None:
        self.of, self.facts = of, facts
        self.sorts = (*FIXED, *((column.title, column.sort) for column in facts))
        self.ids = [
            title if re.fullmatch(r"[a-z0-9_]+", title) else f"{number}."
            for number, (title, _) in enumerate(self.sorts)
        ]

    def declare(self, file: Document) -> None:
        """Write what each is called and of which type it is."""
        with file.around("attributes", {"class": self.of}, block=True):
            for id_, (title, sort) in zip(self.ids, self.sorts, strict=True):
                file.line("attribute", {"id": id_, "title": title, "type": TYPES[sort]})

    def put(self, file: Document, thing: ViewNode | ViewLink) -> None:
        """Write the values that are known."""
        values = (fit(thing.kind), thing.live, *cells(thing, self.facts))
        with file.around("attvalues"):
            for id_, value in zip(self.ids, values, strict=True):
                if value is not None:
                    file.put("attvalue", {"for": id_, "value": in_xml(value)})


def _nodes(file: Document, view: GraphView, attributes: _Attributes) -> None:
    seen = looks(view)
    for node in view.nodes:
        look, shape = seen[node.id], SHAPES.get(mark(node.kind).path)
        with file.around("node", {"id": fit(node.id), "label": plain(node.name)}):
            attributes.put(file, node)
            file.put("viz:color", _colour(look.colour))
            if look.x is not None and look.y is not None:
                file.put("viz:position", {"x": str(look.x), "y": str(look.y), "z": "0.0"})
            file.put("viz:size", {"value": str(look.radius)})
            if shape:
                file.put("viz:shape", {"value": shape})


def _links(file: Document, view: GraphView, attributes: _Attributes) -> None:
    for link in view.links:
        style = line(link.kind)
        ends = {"id": fit(link.id), "source": fit(link.from_id), "target": fit(link.to_id)}
        with file.around("edge", {**ends, "label": reads_as(link.kind), "kind": fit(link.kind)}):
            attributes.put(file, link)
            file.put("viz:color", _colour(colour_of(link.kind)))
            file.put("viz:thickness", {"value": str(style.width)})
            file.put("viz:shape", {"value": _dashes(style)})


def _colour(colour: tuple[int, int, int]) -> dict[str, str]:
    return {name: str(part) for name, part in zip("rgb", colour, strict=True)}


@cache
def _dashes(style: Line) -> str:
    return "solid" if not style.dash else "dotted" if max(style.dash[0::2]) <= DOT else "dashed"


def says(view: GraphView) -> tuple[str, ...]:
    """How much is in it, and what the format has no place for."""
    return (
        counts(view),
        *hidden(view),
        *not_laid_out(view),
        "GEXF has four shapes of things, and Gephi draws every thing round and every link whole; lists are text with ; "
        "between.",
    )


EXPORT = Export(
    name="gexf",
    title="GEXF 1.3: the whole graph for Gephi, with places, sizes and colours",
    formats=(".gexf",),
    write=write,
    says=says,
    whole=True,
)
