"""The whole graph as JSON Lines: first a line on the file, then a line for each thing, then one for each link.

`record` says which of the three a line is. Facts keep their types, lists among them; what is not known is absent.
"""

import json
from collections.abc import Iterator, Mapping
from math import isfinite

from linkwork.graph.view import GraphView
from linkwork.visualise import Artifact
from linkwork.visualise._words import plain
from linkwork.visualise.exports import Export
from linkwork.visualise.exports._facts import LIVE, counts, hidden


def write(view: GraphView, ending: str) -> Artifact:
    """The lines in UTF-8, each ending with a line feed, things and links in order of id."""
    text = "".join(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n" for line in _lines(view))
    return Artifact(f"graph{ending}", "application/jsonl", text.encode("utf-8", "replace"))


def _lines(view: GraphView) -> Iterator[dict[str, object]]:
    yield {
        "record": "about",
        "place": plain(view.title),
        "note": plain(view.note) if view.note else None,
        "rounds": [{"source": plain(source), "date": plain(date)} for source, date in view.rounds],
        "nodes": len(view.nodes),
        "links": len(view.links),
    }
    for node in view.nodes:
        said = {"record": "node", "id": node.id, "kind": node.kind, "name": node.name, LIVE: node.live}
        yield {**said, "facts": _facts(node.facts)}
    for link in view.links:
        ends = {"from_id": link.from_id, "to_id": link.to_id, LIVE: link.live}
        yield {"record": "link", "id": link.id, "kind": link.kind, **ends, "facts": _facts(link.facts)}


def _facts(facts: Mapping[str, object]) -> dict[str, object]:
    """The facts that say something."""
    return {name: value for name, value in facts.items() if value not in (None, "", [], ()) and _is_known(value)}


def _is_known(value: object) -> bool:
    return not isinstance(value, float) or isfinite(value)


def says(view: GraphView) -> tuple[str, ...]:
    """How much is in it, and what the format has no place for."""
    return (
        counts(view),
        "The first line says what the file is; record says whether a line is about, a node or a link.",
        *hidden(view),
        "It has no places, sizes and colours.",
    )


EXPORT = Export(
    name="jsonl",
    title="JSON Lines: a thing or a link a line, for programs",
    formats=(".jsonl",),
    write=write,
    says=says,
    whole=True,
)
