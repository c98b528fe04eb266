"""P4: the referral links that only the sender, or only the receiver, has said."""

from collections import Counter
from collections.abc import Iterator

from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._handoffs import NOT_SAID, Handoffs, in_order
from linkwork.queries._words import counted, left_out

#: How `confirmed_by` is said, in the order of the rows.
SIDES = {"sender": "sender", "receiver": "receiver", "none": "neither", None: NOT_SAID, "both": "both"}
SHOWN = {
    "one-sided": ("sender", "receiver"),
    "neither": ("neither",),
    "not-said": (NOT_SAID,),
    "all": tuple(SIDES.values()),
}


def finish(found: Found) -> Finished:
    """The links asked for: the sender's claims, the receiver's, neither's, what is not noted; then by name."""
    town = Handoffs(found)
    every = [_row(town, row) for row in town.rows]
    kinds = SHOWN[found.parameters["show"]]
    rows = in_order((row for row in every if row["claimed_by"] in kinds), "claimed_by", tuple(SIDES.values()))
    kept = rows[: found.parameters["limit"]]
    said = list(_headline(every)) if every else []
    return Finished(kept, [*said, *left_out(len(kept), len(rows), "links")], _nothing(every) if not rows else "")


def _row(town: Handoffs, row: Row) -> Row:
    claimed = SIDES[row["confirmed_by"]]
    silent = {"sender": [row["to_name"]], "receiver": [row["from_name"]], "both": []}
    asked = silent.get(claimed, [row["from_name"], row["to_name"]])
    return {**town.ends(row), "claimed_by": claimed, "kind": row["kind"], "silent": asked}


def _headline(rows: list[Row]) -> Iterator[str]:
    by = Counter(row["claimed_by"] for row in rows)
    yield (
        f"Of {counted(len(rows), 'referral link')}, the sender alone says {by['sender']}, the receiver alone "
        f"{by['receiver']}, both sides {by['both']} and neither {by['neither']}. Of {by[NOT_SAID]} nobody has noted "
        "which side said it."
    )


def _nothing(rows: list[Row]) -> str:
    """Why no link is listed, where of none is it known which side said it."""
    if not rows or any(row["claimed_by"] != NOT_SAID for row in rows):
        return ""
    return "Nobody has noted of any of these referral links which side said it, so this is not known yet."
