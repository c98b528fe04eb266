"""P10: the referral links by which the sender never hears what became of people, or of which nobody has said."""

from collections import Counter

from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._handoffs import NOT_SAID, Handoffs, in_order, yes_no
from linkwork.queries._words import counted, left_out

SHOWN = {"no": ("no",), "not-said": (NOT_SAID,), "all": ("no", NOT_SAID)}


def finish(found: Found) -> Finished:
    """The links that never report back, then those of which nobody has said; each by the names of both ends."""
    town = Handoffs(found)
    every = [_row(town, row) for row in town.rows]
    shown = SHOWN[found.parameters["feedback"]]
    rows = in_order((row for row in every if row["feedback"] in shown), "feedback", shown)
    kept = rows[: found.parameters["limit"]]
    said = [_headline(every)] if every else []
    return Finished(kept, [*said, *left_out(len(kept), len(rows), "links")])


def _row(town: Handoffs, row: Row) -> Row:
    words = {name: yes_no(row[name]) for name in ("feedback", "onward_allowed")}
    return {**town.ends(row), **words, "volume": row["volume"], "kind": row["kind"]}


def _headline(rows: list[Row]) -> str:
    by = Counter(row["feedback"] for row in rows)
    reports, never = by["yes"], by["no"]
    back = f"{reports} {'reports' if reports == 1 else 'report'} back"
    not_back = f"{never} never {'does' if never == 1 else 'do'}"
    return f"Of {counted(len(rows), 'referral link')}, {back} and {not_back}; of {by[NOT_SAID]} nobody has said."
