"""D2: pairs of records that may be one thing, those that wait for a decision first."""

from typing import TYPE_CHECKING

from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._words import left_out

if TYPE_CHECKING:
    from linkwork.graph.duplicates import Candidate


def finish(found: Found) -> Finished:
    """Open pairs, the highest score first, then decided ones, the latest first; each in order of ids."""
    show, kind = str(found.parameters["show"]), str(found.parameters["kind"])
    every = [one for one in found.rounds.duplicates(found.parameters["at_least"]) if kind in ("all", one.kind)]
    waiting = sorted((one for one in every if not one.decision), key=lambda one: (-one.score, one.a_id, one.b_id))
    decided = sorted((one for one in every if one.decision), key=lambda one: (one.a_id, one.b_id))
    decided.sort(key=lambda one: one.decided_on, reverse=True)
    chosen = {"open": waiting, "decided": decided, "all": [*waiting, *decided]}[show]
    limit = int(found.parameters["limit"])
    waits = f"{len(waiting)} {_pairs(len(waiting))} for a decision; {len(decided)} decided."
    said = [waits, *left_out(min(limit, len(chosen)), len(chosen), "pairs")]
    nothing = {"open": "", "decided": "No pair of this sort has been decided yet.", "all": ""}[show]
    if not waiting and decided and show == "open":
        nothing = f"Every pair has been decided ({len(decided)}); `--show decided` lists them."
    return Finished([_row(one) for one in chosen[:limit]], said, nothing)


def _pairs(number: int) -> str:
    return "pair waits" if number == 1 else "pairs wait"


def _row(one: "Candidate") -> Row:
    return {
        "a": one.a,
        "b": one.b,
        "score": one.score or None,
        "reasons": "; ".join(one.reasons),
        "decision": one.decision,
        "decided_on": one.decided_on,
        "kind": one.kind,
        "a_id": one.a_id,
        "b_id": one.b_id,
        "evidence": [one.a_id, one.b_id],
    }
