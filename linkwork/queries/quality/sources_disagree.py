"""D3: what two sources say differently, with what is shown and why."""

from typing import TYPE_CHECKING

from linkwork.errors import LinkworkError
from linkwork.graph.schema import SCHEMA
from linkwork.graph.shapes import ends_of
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._parameters import did_you_mean
from linkwork.queries._words import left_out

if TYPE_CHECKING:
    from linkwork.graph.conflicts import Conflict


def finish(found: Found) -> Finished:
    """Rows in order of kind, id, field and the other source."""
    kind, source = (str(found.parameters[name] or "") for name in ("kind", "source"))
    known = [*SCHEMA.node, *SCHEMA.link]
    if kind and kind not in known:
        raise LinkworkError(f"There is no kind {kind!r}.{did_you_mean(kind, known)}")
    conflicts, names = found.rounds.conflicts()
    chosen = [one for one in conflicts if kind in ("", one.kind) and source in ("", one.used_source, one.other_source)]
    kept = chosen[: int(found.parameters["limit"])]
    return Finished([_row(one, names) for one in kept], left_out(len(kept), len(chosen)))


def _row(one: "Conflict", names: dict[str, str]) -> Row:
    ends = ends_of(one.id) or [one.id]
    return {
        "id": one.id,
        "name": " > ".join(names.get(id_, id_) for id_ in ends),
        "field": one.field,
        "value_a": one.used,
        "source_a": one.used_source,
        "value_b": one.other,
        "source_b": one.other_source,
        "used": one.used,
        "why_used": "believed first" if one.by_order else "later",
        "date_a": one.used_date,
        "date_b": one.other_date,
        "kind": one.kind,
        "evidence": [one.id],
    }
