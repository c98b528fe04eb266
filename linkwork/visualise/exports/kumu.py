"""The whole graph as Kumu imports it: a workbook with the sheets Elements and Connections, or Kumu's JSON blueprint.

Kumu's guide asks for Label, or ID and then Label, in the first columns of elements, for From and To of connections, and
for `|` between the parts of a list; a sheet with `(ignore)` in its name is passed over. Without ids it makes one
element of two rows whose Label and Type are the same; so there are ids, which also let the next round's import change
what is there instead of adding it again, and labels that are nevertheless unlike each other.
(docs.kumu.io: Structure your data for Kumu; How do I avoid duplicating data; JSON / Blueprints.)
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from linkwork.graph.view import GraphView, ViewLink, ViewNode
from linkwork.visualise import Artifact
from linkwork.visualise._picture import reads_as
from linkwork.visualise._words import plain
from linkwork.visualise.exports import Export
from linkwork.visualise.exports._facts import Value, about, columns, counts, distinct, fit, hidden, in_words, said
from linkwork.visualise.exports._table import Row, about_rows, changed
from linkwork.visualise.exports._workbook import LONGEST, Page, workbook

OF_ELEMENTS = ("ID", "Label", "Type", "Description", "Tags")
OF_CONNECTIONS = ("ID", "From", "To", "Direction", "Label", "Type", "Tags")
#: What Kumu gives a meaning of its own, or Linkwork does in this file.
KEPT = (*OF_ELEMENTS, "From", "To", "Direction", "Image", "Email", "Note")
DESCRIPTION = "description"
#: Stands between the parts of a list, and so may not stand in one.
PIPE, IN_ITS_PLACE = "|", "/"

Record = dict[str, Value | list[str]]


@dataclass(frozen=True, slots=True)
class _Map:
    """The elements and connections, with every heading that one of them has, in order."""

    elements: list[Record]
    connections: list[Record]
    element_headings: list[str]
    connection_headings: list[str]


def write(view: GraphView, ending: str) -> Artifact:
    """The map; elements and connections in order of Linkwork's ids."""
    drawn = _drawn(view)
    if ending == ".json":
        found = {
            "description": about(view),
            "elements": [_keyed(record) for record in drawn.elements],
            "connections": [_keyed(record) for record in drawn.connections],
        }
        text = json.dumps(found, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
        return Artifact(f"kumu{ending}", "application/json", text.encode())
    pages = (
        Page("Elements", _rows(drawn.element_headings, drawn.elements)),
        Page("Connections", _rows(drawn.connection_headings, drawn.connections)),
        _explained(view),
    )
    media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return Artifact(f"kumu{ending}", media, workbook(plain(view.title), pages))


def _drawn(view: GraphView) -> _Map:
    ids = [node.id for node in view.nodes]
    element_ids = dict(zip(ids, distinct(map(_id, ids)), strict=True))
    connection_ids = distinct((_id(link.id) for link in view.links), element_ids.values())
    note: Record = {"Note": plain(view.note)} if view.note else {}
    of_nodes, of_links = _titles(view.nodes), _titles(view.links)
    elements: list[Record] = []
    for node, label in zip(view.nodes, labels(view), strict=True):
        record: Record = {"ID": element_ids[node.id], "Label": label, "Type": fit(node.kind)}
        described = said(node.facts.get(DESCRIPTION))
        record |= {"Description": in_words(described)} if described is not None else {}
        elements.append(record | {"Tags": [_state(node)]} | _facts(node, of_nodes) | note)
    connections: list[Record] = []
    for link, id_ in zip(view.links, connection_ids, strict=True):
        record = {"ID": id_, "From": element_ids[link.from_id], "To": element_ids[link.to_id]}
        record |= {"Direction": "directed", "Label": reads_as(link.kind), "Type": fit(link.kind)}
        connections.append(record | {"Tags": [_state(link)]} | _facts(link, of_links) | note)
    noted = list(note)
    return _Map(
        elements,
        connections,
        [*OF_ELEMENTS, *of_nodes.values(), *noted],
        [*OF_CONNECTIONS, *of_links.values(), *noted],
    )


def labels(view: GraphView) -> list[str]:
    """What each node is called in Kumu: its name, with its kind where others are called so, and a number at need."""
    names = [plain(node.name).replace(PIPE, IN_ITS_PLACE) for node in view.nodes]
    often = Counter(name.casefold() for name in names)
    told = [
        f"{name}, {plain(node.kind).lower()}" if often[name.casefold()] > 1 else name
        for name, node in zip(names, view.nodes, strict=True)
    ]
    return distinct(told)


def _id(id_: str) -> str:
    """An id that Kumu can search for and does not take for two."""
    return fit(id_).replace(PIPE, ":").replace("_", "-")


def _state(thing: ViewNode | ViewLink) -> str:
    return "live" if thing.live else "not live"


def _titles(things: Sequence[ViewNode] | Sequence[ViewLink]) -> Mapping[str, str]:
    """The heading of every fact: `wait_days` is `Wait days`."""
    facts = [column.fact for column in columns(things) if column.fact != DESCRIPTION]
    words = (plain(fact.replace("_", " ")) for fact in facts)
    return dict(zip(facts, distinct((f"{name[:1].upper()}{name[1:]}" for name in words), KEPT), strict=True))


def _facts(thing: ViewNode | ViewLink, headings: Mapping[str, str]) -> Record:
    found: Record = {}
    for fact, heading in headings.items():
        value = thing.facts.get(fact)
        if isinstance(value, list | tuple):
            parts = [in_words(part).replace(PIPE, IN_ITS_PLACE) for part in map(said, value) if part is not None]
            found |= {heading: parts} if parts else {}
        elif (one := said(value)) is not None:
            found[heading] = in_words(one).replace(PIPE, IN_ITS_PLACE) if isinstance(one, str | bool) else one
    return found


def _keyed(record: Record) -> Record:
    """The record as a blueprint has it, with Kumu's own fields in lower case."""
    return {name.lower() if name in KEPT else name: value for name, value in record.items()}


def _rows(names: Sequence[str], records: Sequence[Record]) -> list[Row]:
    return [list(names), *([_cell(record.get(name)) for name in names] for record in records)]


def _cell(value: Value | list[str] | None) -> Value | None:
    return PIPE.join(value) if isinstance(value, list) else value


def _explained(view: GraphView) -> Page:
    """What the file is. Kumu passes over the sheet for its name."""
    rows: list[Row] = [
        *about_rows(view),
        ["How to use it", "Drop this file on an empty map in Kumu. The next round's file changes what is there."],
    ]
    return Page("About (ignore)", rows, table=False)


def says(view: GraphView) -> tuple[str, ...]:
    """How much is in it, and what the format has no place for."""
    told = sum(plain(node.name) != label for node, label in zip(view.nodes, labels(view), strict=True))
    alike = f"Told apart by more than the name, as others have the same: {told:,}." if told else ""
    return (
        counts(view),
        *([alike] if alike else []),
        *hidden(view),
        *changed(view, LONGEST),
        "Kumu's import has no places, sizes and colours; Kumu lays out by itself.",
    )


EXPORT = Export(
    name="kumu",
    title="Kumu: a workbook of elements and connections, or Kumu's JSON blueprint",
    formats=(".xlsx", ".json"),
    write=write,
    says=says,
    whole=True,
)
