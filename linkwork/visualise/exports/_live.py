"""What of a view may be given away: the live part of it, with every link found from either end."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID, uuid5

from linkwork.graph.view import GraphView, ViewLink, ViewNode
from linkwork.visualise._words import plain

#: The namespace of every UUID made here. It never changes: other systems keep the ids that follow from it.
NAMESPACE = UUID("6f3d8a52-1c0b-4b57-9e5a-2d7c41f0b9e8")

#: A link of a node with the node at its other end.
Joined = tuple[ViewLink, ViewNode]


class Live:
    """The live nodes of a view and the live links between them, in order of id."""

    def __init__(self, view: GraphView) -> None:
        self.nodes = {node.id: node for node in view.nodes if node.live}
        self._from: dict[tuple[str, str], list[Joined]] = defaultdict(list)
        self._to: dict[tuple[str, str], list[Joined]] = defaultdict(list)
        for link in view.links:
            if link.live and link.from_id in self.nodes and link.to_id in self.nodes:
                self._from[link.kind, link.from_id].append((link, self.nodes[link.to_id]))
                self._to[link.kind, link.to_id].append((link, self.nodes[link.from_id]))
        for joined in (*self._from.values(), *self._to.values()):
            joined.sort(key=lambda one: (one[1].id, one[0].id))

    def kind(self, name: str) -> list[ViewNode]:
        """The live nodes of one kind."""
        return [node for node in self.nodes.values() if node.kind == name]

    def out(self, node: ViewNode, link: str) -> list[Joined]:
        """The links of one kind that go out from a node, in order of the id at their other end."""
        return self._from.get((link, node.id), [])

    def into(self, node: ViewNode, link: str) -> list[Joined]:
        """The links of one kind that come to a node, in order of the id at their other end."""
        return self._to.get((link, node.id), [])

    def above(self, area: ViewNode) -> Iterator[ViewNode]:
        """An area and everything it lies within, each once, the nearest first."""
        met, waiting = {area.id}, [area]
        while waiting:
            here = waiting.pop(0)
            yield here
            wider = [other for _, other in self.out(here, "WITHIN") if other.id not in met]
            met |= {other.id for other in wider}
            waiting += wider


def uuid_of(*parts: str) -> str:
    """The UUID of what these ids name together: the same for the same ids, whenever and wherever it is made."""
    return str(uuid5(NAMESPACE, "\n".join(parts)))


def once(nodes: Iterator[ViewNode]) -> list[ViewNode]:
    """Every node once, in order of id."""
    return sorted({node.id: node for node in nodes}.values(), key=lambda node: node.id)


def fact(node: ViewNode | ViewLink, name: str) -> str:
    """A fact as one line of text, a list with `; `; empty where it is not known."""
    value = node.facts.get(name)
    if isinstance(value, list | tuple):
        return "; ".join(plain(part) for part in value if part not in (None, ""))
    return "" if value is None or value == "" else plain(value)


def first(node: ViewNode, name: str) -> str:
    """The first of a fact that is a list, as one line of text; empty where there is none."""
    value = node.facts.get(name)
    return plain(value[0]) if isinstance(value, list | tuple) and value and value[0] else ""


def figure(node: ViewNode, name: str) -> int | float | None:
    """A fact that is a number; None where it is not known, or is not a number such as `under 5`."""
    value = node.facts.get(name)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
