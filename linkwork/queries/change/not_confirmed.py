"""C5: records that nobody has said since the latest complete round."""

from datetime import date
from typing import TYPE_CHECKING

from linkwork.errors import LinkworkError
from linkwork.graph.schema import SCHEMA
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._parameters import did_you_mean
from linkwork.queries._words import left_out
from linkwork.words import are, counted, listed

if TYPE_CHECKING:
    from linkwork.graph.unconfirmed import Left


def finish(found: Found) -> Finished:
    """Records in order of the day they were last said, kind, name and id."""
    kind = str(found.parameters["kind"] or "")
    if kind and kind not in SCHEMA.node:
        raise LinkworkError(f"There is no kind {kind!r}.{did_you_mean(kind, list(SCHEMA.node))}")
    known = found.rounds.unconfirmed()
    if not known.day:
        return Finished((), nothing="No complete round has been loaded, so this is not known yet.")
    as_of = found.as_of or known.day
    chosen = [one for one in known.left if kind in ("", one.kind)]
    wanted = [one for one in chosen if one.in_scope or one.stale_since or found.parameters["show"] == "all"]
    wanted.sort(key=lambda one: (one.last, one.kind, one.name, one.id))
    kept = wanted[: found.parameters["limit"]]
    said = [f"The latest complete round is {listed(known.sources)} of {known.day}; ages are counted to {as_of}."]
    if outside := len(chosen) - len(wanted):
        said.append(f"{counted(outside, 'record')} outside what it covers were not confirmed either (show all).")
    stale = sum(one.stale_since is not None for one in wanted)
    if wanted:
        said.append(f"Of {counted(len(wanted), 'record')} that nobody confirmed {stale} {are(stale)} stale.")
    return Finished([_row(one, as_of) for one in kept], [*said, *left_out(len(kept), len(wanted), "records")])


def _row(one: "Left", as_of: str) -> Row:
    return {
        "kind": one.kind,
        "name": one.name,
        "age_days": (date.fromisoformat(as_of) - date.fromisoformat(one.last)).days,
        "owner": one.owner,
        "in_scope_this_round": one.in_scope,
        "state": "stale" if one.stale_since else "standing",
        "said_by": list(one.sources),
        "said_on": one.last,
        "stale_since": one.stale_since,
        "id": one.id,
        "evidence": [one.id],
    }
