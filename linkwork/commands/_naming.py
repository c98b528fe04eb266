"""Who may be named in what leaves: people only if asked for, and none who opted out or may be kept no longer."""

from dataclasses import replace
from datetime import date

from linkwork.graph.schema import SCHEMA
from linkwork.graph.view import GraphView
from linkwork.opened import Opened


def given_away(view: GraphView, opened: Opened) -> GraphView:
    """The graph as it may be given away: people only if asked for, and none who may not be named."""
    barred = _not_to_be_named(opened) if opened.people else set()
    personal = {kind.name for kind in SCHEMA.nodes if kind.privacy == "personal"}
    left = tuple(node for node in view.nodes if node.kind not in personal or (opened.people and node.id not in barred))
    ids = {node.id for node in left}
    return replace(view, nodes=left, links=tuple(r for r in view.links if r.from_id in ids and r.to_id in ids))


def _not_to_be_named(opened: Opened) -> set[str]:
    """The ids of the people who opted out, or whose keep-until day has passed, as last said by the rounds."""
    store = opened.store_if_any()
    opted_out: dict[str, bool] = {}
    keep_until: dict[str, str] = {}
    for round_ in store.folded() if store is not None else ():
        for row in (row for table in round_.people for row in table.rows.iter_rows(named=True)):
            opted_out |= {row["id"]: row["opted_out"]} if row.get("opted_out") is not None else {}
            keep_until |= {row["id"]: row["keep_until"]} if row.get("keep_until") else {}
    today = date.today().isoformat()
    passed = {id_ for id_, day in keep_until.items() if day < today[: len(day)]}
    return passed | {id_ for id_, out in opted_out.items() if out}
