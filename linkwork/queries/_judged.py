"""Overlaps as they were judged: of several judgements of the same two services, the last."""

from collections.abc import Sequence

from linkwork.queries._finish import Row

Judged = dict[frozenset[str], Row]


def last_judged(rows: Sequence[Row]) -> Judged:
    """For each two services the row of their last judgement, whichever of them it begins with.

    Rows have service_a_id, service_b_id and decided_on; one without a day is the earliest, and of one day the last row
    is taken.
    """
    ordered = sorted(rows, key=lambda row: row["decided_on"] or "")
    return {frozenset((row["service_a_id"], row["service_b_id"])): row for row in ordered}
