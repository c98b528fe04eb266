"""An empty embedded graph, filled by the engine's own bulk functions instead of by queries.

The bulk functions know nodes by where the engine put them, so that is remembered for each, by its kind and id. Links
are tied to the nodes that they come from as they go in, and to those that they lead to at the end: a filling that is
broken off leaves links that are seen from one side only.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from linkwork.graph.engine import Row
from linkwork.graph.shapes import LinkKind, NodeKind

if TYPE_CHECKING:
    from arcadedb.graph_batch import GraphBatch


class Filling:
    """A Writer over one batch of the engine; all is there when the batch is closed."""

    def __init__(self, batch: "GraphBatch") -> None:
        self._batch = batch
        self._where: dict[str, dict[str, str]] = {}

    def put_nodes(self, kind: NodeKind, rows: Sequence[Row]) -> None:
        """Add nodes, none of which is there yet."""
        places = self._batch.create_vertices(kind.name, [row["properties"] for row in rows])
        self._where.setdefault(kind.name, {}).update(zip((row["id"] for row in rows), places, strict=True))

    def put_links(self, kind: LinkKind, ends: tuple[str, str], rows: Sequence[Row]) -> None:
        """Add links between nodes that were added before."""
        a, b = (self._where[end] for end in ends)
        begins, leads = [a[row["from_id"]] for row in rows], [b[row["to_id"]] for row in rows]
        self._batch.new_edges(begins, kind.name, leads, [row["properties"] for row in rows])
