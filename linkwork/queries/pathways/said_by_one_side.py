"""P4: the referral links that only the sender, or only the receiver, has said."""

from collections import Counter
from collections.abc import Iterator, Sequence

from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._handoffs import NOT_SAID, Handoffs, in_order
from linkwork.queries._words import left_out
from linkwork.words import counted

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
    town, shown = Handoffs(found), SHOWN[found.parameters["show"]]
    sides = [SIDES[row["confirmed_by"]] for row in town.rows]
    rows = in_order(zip(sides, town.rows, strict=True), [side for side in SIDES.values() if side in shown])
    kept = [_row(town, row) for row in rows[: found.parameters["limit"]]]
    said = [*_headline(sides), *left_out(len(kept), len(rows), "links")]
    return Finished(kept, said, _nothing(sides) if not rows else "")


def _row(town: Handoffs, row: Row) -> Row:
    claimed = SIDES[row["confirmed_by"]]
    silent = {"sender": [row["to_name"]], "receiver": [row["from_name"]], "both": []}
    asked = silent.get(claimed, [row["from_name"], row["to_name"]])
    return {**town.ends(row), "claimed_by": claimed, "kind": row["kind"], "silent": asked}


def _headline(sides: Sequence[str]) -> Iterator[str]:
    if not sides:
        return
    by = Counter(sides)
    yield (
        f"Of {counted(len(sides), 'referral link')}, the sender alone says {by['sender']}, the receiver alone "
        f"{by['receiver']}, both sides {by['both']} and neither {by['neither']}. Of {by[NOT_SAID]} nobody has noted "
        "which side said it."
    )


def _nothing(sides: Sequence[str]) -> str:
    """Why no link is listed, where of none is it known which side said it."""
    if not sides or any(side != NOT_SAID for side in sides):
        return ""
    return "Nobody has noted of any of these referral links which side said it, so this is not known yet."
