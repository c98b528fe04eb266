"""What a schema is made of: properties, kinds of node, kinds of link, and the rules they keep."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Type = Literal["text", "integer", "number", "yes_no", "date", "list", "postcode"]
Need = Literal["required", "expected", "optional"]
Privacy = Literal["public", "personal", "small", "confidential"]
End = Literal["from", "to"]

#: What `build` writes on every node and link. `live` is the rule of docs/model.md, worked out once.
#: `sources` are all who ever said it, not who still does.
STAMPS: dict[str, Type] = {"first_round": "date", "stale_since": "date", "sources": "list", "live": "yes_no"}
#: Words that already mean something in the graph, in Cypher, or in the formats people export to.
RESERVED = frozenset({"id", "kind", "label", "labels", "type", "title", "project", *STAMPS})

#: What stands between the parts of a link's id; ids of nodes have none.
BETWEEN = "|"


def ends_of(id_: str) -> tuple[str, str] | None:
    """The ids of both ends of a link, as its own id says them; None for the id of a node, or no id of Linkwork's."""
    parts = id_.split(BETWEEN)
    return (parts[1], parts[2]) if len(parts) > 2 else None


@dataclass(frozen=True, slots=True)
class Property:
    """One fact recorded about a node or a link. A date is an ISO string: a year, a month or a day.

    `scheme` marks an identifier that others issue: an id is made of the kind's prefix, the scheme (which may be
    empty) and the value, as in `org-ods-f84676`. `low` and `high` are the least and greatest number allowed.
    """

    name: str
    meaning: str
    type: Type = "text"
    allowed: tuple[str, ...] = ()
    need: Need = "optional"
    privacy: Privacy = "public"
    low: float | None = None
    high: float | None = None
    scheme: str | None = None


@dataclass(frozen=True, slots=True)
class NodeKind:
    """One kind of thing. `prefix` begins every id of the kind, so that ids are unique in the whole graph."""

    name: str
    plural: str
    prefix: str
    meaning: str
    properties: tuple[Property, ...]
    privacy: Privacy = "public"

    def property(self, name: str) -> Property | None:
        """The property of that name, or None."""
        return next((p for p in self.properties if p.name == name), None)


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A `;` list of names on a node's sheet that stands for links: the short way of writing them.

    `on` says which end of the link the sheet's rows are; `sets` are properties every such link gets.
    """

    name: str
    on: End = "from"
    sets: tuple[tuple[str, str], ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class LinkKind:
    """One kind of link and the only pairs of kinds it may join.

    `key` names the properties that tell parallel links between the same two nodes apart.
    """

    name: str
    reads: str
    ends: tuple[tuple[str, str], ...]
    properties: tuple[Property, ...] = ()
    key: tuple[str, ...] = ()
    columns: tuple[ListColumn, ...] = ()
    privacy: Privacy = "public"

    def property(self, name: str) -> Property | None:
        """The property of that name, or None."""
        return next((p for p in self.properties if p.name == name), None)

    def kinds(self, end: End) -> tuple[str, ...]:
        """The kinds allowed at one end, in the order of the schema's pairs, each once."""
        return tuple(dict.fromkeys(pair[0 if end == "from" else 1] for pair in self.ends))


@dataclass(frozen=True)
class Schema:
    """Every kind, checked for consistency when it is made. Raises ValueError where the declaration is wrong."""

    nodes: tuple[NodeKind, ...]
    links: tuple[LinkKind, ...]
    node: dict[str, NodeKind] = field(init=False)
    link: dict[str, LinkKind] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "node", {kind.name: kind for kind in self.nodes})
        object.__setattr__(self, "link", {kind.name: kind for kind in self.links})
        if wrong := list(self._mistakes()):
            raise ValueError("; ".join(wrong))

    def kind(self, name: str) -> NodeKind | LinkKind:
        """The node or link kind of that name. Raises KeyError if there is none."""
        return self.node[name] if name in self.node else self.link[name]

    @property
    def kinds(self) -> tuple[NodeKind | LinkKind, ...]:
        """Every kind, those of nodes first."""
        return (*self.nodes, *self.links)

    @cached_property
    def digest(self) -> str:
        """Twelve hexadecimal digits that change when the kinds, properties or links do."""
        return hashlib.sha256(repr((self.nodes, self.links)).encode()).hexdigest()[:12]

    def kind_of_id(self, id_: str) -> str | None:
        """The node kind whose prefix begins this id, the longest prefix first; None if no kind's does."""
        found, end = None, id_.find("-")
        while 0 <= end <= self._longest_prefix:
            found = self._by_prefix.get(id_[:end], found)
            end = id_.find("-", end + 1)
        return found

    @cached_property
    def _by_prefix(self) -> dict[str, str]:
        return {kind.prefix: kind.name for kind in self.nodes}

    @cached_property
    def _longest_prefix(self) -> int:
        return max(map(len, self._by_prefix), default=-1)

    def columns_on(self, kind: str) -> Iterator[tuple[LinkKind, ListColumn]]:
        """The list columns that the sheet of one node kind has, with the link each stands for."""
        for link in self.links:
            for column in link.columns:
                if kind in link.kinds(column.on):
                    yield link, column

    def _mistakes(self) -> Iterator[str]:
        if len(self.node) != len(self.nodes) or len(self.link) != len(self.links):
            yield "two kinds have one name"
        prefixes = [kind.prefix for kind in self.nodes]
        if len(set(prefixes)) != len(prefixes):
            yield "two kinds have one id prefix"
        every: tuple[NodeKind | LinkKind, ...] = (*self.nodes, *self.links)
        for kind in every:
            yield from _property_mistakes(kind)
        for link in self.links:
            for end in {name for pair in link.ends for name in pair} - self.node.keys():
                yield f"{link.name} joins {end}, which is not a kind of node"
            for name in link.key:
                if link.property(name) is None:
                    yield f"{link.name} is told apart by {name}, which it does not have"
        for node in self.nodes:
            columns = [p.name for p in node.properties] + [c.name for _, c in self.columns_on(node.name)]
            for name in {c for c in columns if columns.count(c) > 1}:
                yield f"the sheet {node.plural} would have two columns {name}"


def _property_mistakes(kind: NodeKind | LinkKind) -> Iterator[str]:
    names = [p.name for p in kind.properties]
    if len(set(names)) != len(names):
        yield f"{kind.name} has a property twice"
    for name in names:
        if name in RESERVED:
            yield f"{kind.name}.{name} is a reserved word"
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
            yield f"{kind.name}.{name} is not a lower-case name"
