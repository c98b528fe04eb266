"""Where everything stands and how it looks on a map for Gephi: places, sizes and colours as on the network map."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from linkwork.graph.view import GraphView
from linkwork.visualise._picture import radius
from linkwork.visualise._places import places
from linkwork.visualise._style import line, mark
from linkwork.words import counted

#: Working out where more things than this stand takes minutes, and Gephi's own layouts are made for it.
MOST = 5_000


@dataclass(frozen=True, slots=True)
class Look:
    """How one node is drawn. `x` and `y` are None where nothing was laid out; `y` grows upwards, as in Gephi."""

    x: float | None
    y: float | None
    radius: float
    colour: tuple[int, int, int]


def looks(view: GraphView) -> Mapping[str, Look]:
    """How every node is drawn, by id: in the places that it has on the maps."""
    joins = [(link.from_id, link.to_id) for link in view.links]
    at = places(view.nodes, view.links, view.places) if len(view.nodes) <= MOST else {}
    degree = Counter(end for join in joins for end in join)
    found = {}
    for node in view.nodes:
        x, y = at.get(node.id, (None, None))
        up = None if y is None else -y + 0.0
        found[node.id] = Look(x, up, radius(degree[node.id]), rgb(mark(node.kind).fill))
    return found


def colour_of(link: str) -> tuple[int, int, int]:
    """The colour of links of one kind."""
    return rgb(line(link).colour)


def rgb(colour: str) -> tuple[int, int, int]:
    """`#0072b2` as red, green and blue, 0 to 255."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def not_laid_out(view: GraphView) -> tuple[str, ...]:
    """The sentence that there are no places, where there are none."""
    if len(view.nodes) <= MOST:
        return ()
    return (
        f"Without places, as {counted(len(view.nodes), 'thing')} are more than {MOST:,}: use one of Gephi's layouts, "
        "such as ForceAtlas 2.",
    )
