"""P10: the referral links by which the sender never hears what became of people, or of which nobody has said."""

from collections import Counter
from collections.abc import Iterator, Sequence

from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._handoffs import NOT_SAID, Handoffs, in_order, yes_no
from linkwork.queries._words import left_out
from linkwork.words import counted

SHOWN = {"no": ("no",), "not-said": (NOT_SAID,), "all": ("no", NOT_SAID)}


def finish(found: Found) -> Finished:
    """The links that never report back, then those of which nobody has said; each by the names of both ends."""
    town, shown = Handoffs(found), SHOWN[found.parameters["feedback"]]
    said = [yes_no(row["feedback"]) for row in town.rows]
    rows = in_order(zip(said, town.rows, strict=True), shown)
    kept = [_row(town, row) for row in rows[: found.parameters["limit"]]]
    return Finished(kept, [*_headline(said), *left_out(len(kept), len(rows), "links")])


def _row(town: Handoffs, row: Row) -> Row:
    words = {name: yes_no(row[name]) for name in ("feedback", "onward_allowed")}
    return {**town.ends(row), **words, "volume": row["volume"], "kind": row["kind"]}


def _headline(said: Sequence[str]) -> Iterator[str]:
    if not said:
        return
    by = Counter(said)
    reports, never = by["yes"], by["no"]
    back = f"{reports} {'reports' if reports == 1 else 'report'} back"
    not_back = f"{never} never {'does' if never == 1 else 'do'}"
    yield f"Of {counted(len(said), 'referral link')}, {back} and {not_back}; of {by[NOT_SAID]} nobody has said."
