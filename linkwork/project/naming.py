"""Who may be named in what leaves: people only if asked for, and none who opted out or may be kept no longer."""

from dataclasses import replace
from datetime import date

from linkwork.graph.personal import not_to_be_named
from linkwork.graph.schema import SCHEMA
from linkwork.graph.view import GraphView
from linkwork.project.opened import Opened


def given_away(view: GraphView, opened: Opened) -> GraphView:
    """The graph as it may be given away: people only if asked for, and none who may not be named."""
    store = opened.store_if_any() if opened.people else None
    barred = not_to_be_named(store.folded(), date.today()) if store is not None else frozenset()
    personal = {kind.name for kind in SCHEMA.nodes if kind.privacy == "personal"}
    left = tuple(node for node in view.nodes if node.kind not in personal or (opened.people and node.id not in barred))
    ids = {node.id for node in left}
    return replace(view, nodes=left, links=tuple(r for r in view.links if r.from_id in ids and r.to_id in ids))
