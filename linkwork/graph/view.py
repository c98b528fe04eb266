"""The graph as drawings and exports see it: plain nodes and links, with what is private already left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from linkwork.graph.engine import Engine
from linkwork.graph.privacy import Allowed, may_leave, rated, shown
from linkwork.graph.records import link_id
from linkwork.graph.shapes import Schema


@dataclass(frozen=True, slots=True)
class ViewNode:
    """One node: `facts` are its properties other than id and name; `live` is the rule of docs/model.md."""

    id: str
    kind: str
    name: str
    live: bool = True
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ViewLink:
    """One link, with the ids of its two ends; both ends are in the same view."""

    id: str
    kind: str
    from_id: str
    to_id: str
    live: bool = True
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An answer as drawings see it: rows in their order, with what may not be shown left out already.

    `columns` are (name, meaning) pairs and every row has those names. `nothing` says why there are no rows; it is empty
    where there are some. `evidence`, in words, and `last_confirmed`, a day or nothing, are those of each row in turn.
    `asked` are the question's parameters as people say them.
    """

    id: str
    title: str
    question: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[Mapping[str, object], ...]
    how_to_read: str = ""
    assumptions: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    nothing: str = ""
    evidence: tuple[tuple[str, ...], ...] = ()
    last_confirmed: tuple[str, ...] = ()
    asked: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GraphView:
    """Everything a drawing may know. Nodes and links are in order of id.

    `title` is the place or project, `rounds` are (source, date) pairs, `note` is said on every output (a made-up
    borough says so there) and is empty otherwise. `answers` holds, by the question's id, those that the drawing asks
    for. `places` are where things stood in the last such picture, by id, in drawing units.
    """

    title: str
    nodes: tuple[ViewNode, ...]
    links: tuple[ViewLink, ...]
    rounds: tuple[tuple[str, str], ...] = ()
    note: str = ""
    answers: Mapping[str, AnswerView] = field(default_factory=dict)
    places: Mapping[str, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Caption:
    """What every drawing says of itself: the place, the rounds, the note, and the names of people if asked for."""

    title: str
    rounds: tuple[tuple[str, str], ...] = ()
    note: str = ""
    people: Mapping[str, str] = field(default_factory=dict)


def read_view(engine: Engine, schema: Schema, caption: Caption, allowed: Allowed) -> GraphView:
    """The whole graph as an engine holds it, without what may not leave; a Person's name is "a contact".

    What a server holds beside it bears no stamp and is passed over.
    """
    nodes: dict[str, ViewNode] = {}
    for kind in schema.nodes:
        for row in engine.read(f"MATCH (n:{kind.name}) WHERE n.live IS NOT NULL RETURN properties(n) AS p"):
            facts = row["p"]
            if may_leave(kind, facts, allowed):
                contact = caption.people.get(facts["id"], "a contact")
                name = contact if kind.privacy == "personal" else str(facts.get("name") or facts["id"])
                rest = {k: v for k, v in shown(kind, facts, allowed).items() if k != "name"}
                nodes[facts["id"]] = ViewNode(facts["id"], kind.name, name, facts["live"] is True, rest)
    links: list[ViewLink] = []
    for link in schema.links:
        cypher = (
            f"MATCH (a)-[r:{link.name}]->(b) WHERE r.live IS NOT NULL RETURN a.id AS a, b.id AS b, properties(r) AS p"
        )
        for row in engine.read(cypher):
            facts = row["p"]
            if row["a"] in nodes and row["b"] in nodes and may_leave(link, facts, allowed):
                live = facts["live"] is True
                links.append(ViewLink(facts["id"], link.name, row["a"], row["b"], live, shown(link, facts, allowed)))
        if rated(link):
            links = _not_one_by_one(link.name, links)
    return GraphView(
        title=caption.title,
        nodes=tuple(sorted(nodes.values(), key=lambda n: n.id)),
        links=tuple(sorted(links, key=lambda r: r.id)),
        rounds=caption.rounds,
        note=caption.note,
    )


def _not_one_by_one(kind: str, links: Sequence[ViewLink]) -> list[ViewLink]:
    """The links with those of a kind that people rated made one between two ends: neither who rated nor how is told."""
    ends: dict[tuple[str, str], bool] = {}
    for link in links:
        if link.kind == kind:
            ends[link.from_id, link.to_id] = ends.get((link.from_id, link.to_id), False) or link.live
    rest = [link for link in links if link.kind != kind]
    return rest + [ViewLink(link_id(kind, a, b), kind, a, b, live) for (a, b), live in ends.items()]
