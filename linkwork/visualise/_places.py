"""Where everything on a map stands: who is there as on the network map, and what they offer fitted in around them."""

from collections.abc import Mapping, Sequence

from linkwork.graph.view import ViewLink, ViewNode
from linkwork.visualise._crowd import kinds_at_first
from linkwork.visualise._layout import Point, layout

#: Up to so many nodes of detail are fitted in around the rest; more are laid out together with it.
FITTED = 1500


def places(nodes: Sequence[ViewNode], links: Sequence[ViewLink], known: Mapping[str, Point]) -> dict[str, Point]:
    """The place of every node in drawing units, y downwards; those of `known` stay where they are."""
    every = [node.id for node in nodes]
    joins = [(link.from_id, link.to_id) for link in links]
    at_first = kinds_at_first(nodes)
    bodies = {node.id for node in nodes if node.kind in at_first}
    if len(bodies) == len(every) or len(every) - len(bodies) > FITTED:
        return layout(every, joins, known)
    stand = layout(bodies, ((a, b) for a, b in joins if a in bodies and b in bodies), known)
    return layout(every, joins, {**known, **stand})
