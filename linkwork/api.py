"""What analysts use from a notebook: `linkwork.open(project)` and what it gives."""

from pathlib import Path
from typing import TYPE_CHECKING

from linkwork.graph.privacy import Allowed
from linkwork.graph.schema import SCHEMA
from linkwork.graph.view import Caption, read_view
from linkwork.opened import Opened

if TYPE_CHECKING:
    import networkx


class Linkwork:
    """One project's graph, on either engine. The graph is opened for each call and let go after it."""

    def __init__(self, project: Path | None = None, graph: str | None = None) -> None:
        self._opened = Opened(project, graph)
        self._opened.address()

    def graph(self, live: bool = True, internal: bool = False) -> "networkx.MultiDiGraph[str]":
        """The graph as networkx has it, alike from either engine.

        A node is its id, with `kind`, `name`, `live` and its properties; an edge's key is the link's id, with `kind`,
        `live` and its properties. `live=False` gives what is stale, closed or ended too; `internal=True` gives
        confidential values. Personal values are never in the graph. Raises GraphUnavailable where there is no graph.
        """
        import networkx

        with self._opened.engine() as engine:
            view = read_view(engine, SCHEMA, Caption(""), Allowed(internal=internal))
        made: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
        for node in view.nodes:
            if node.live or not live:
                made.add_node(node.id, **{**node.facts, "kind": node.kind, "name": node.name, "live": node.live})
        for link in view.links:
            if link.live or not live:
                facts = {**link.facts, "kind": link.kind, "live": link.live}
                made.add_edge(link.from_id, link.to_id, key=link.id, **facts)
        return made
