"""Judged overlaps as a tagged table: the order, what is overdue, and what the finding counts."""

import pytest

from linkwork.visualise._ledger import MARKED
from tests.visualise.told import fills, seen, told


def judged(pair, overlap, review_on=None, passed=False):
    review = (
        "look again: the day has passed" if passed else f"look again on {review_on}" if review_on else "no day was set"
    )
    said = {"reason": "language", "decided_by": "Board", "decided_on": "2026-02-10"}
    ids = {"service_a_id": f"service-{pair}-a", "service_b_id": f"service-{pair}-b"}
    return {"pair": pair, "overlap": overlap, "review_on": review_on, "review": review, **said, **ids}


ROWS = [
    judged("Lunch and Pantry", "accidental", "2025-08-10", passed=True),
    judged("Walks and Choir", "deliberate", "2027-02-10"),
    judged("Desk and Line", "deliberate"),
]


def test_judgements_stand_in_the_order_of_the_answer_and_those_overdue_are_marked():
    marks = seen(told("O8", ROWS)).marks
    assert list(marks) == [
        "Lunch and Pantry; accidental; language; Board; 2026-02-10; 2025-08-10, passed",
        "Walks and Choir; deliberate; language; Board; 2026-02-10; 2027-02-10",
        "Desk and Line; deliberate; language; Board; 2026-02-10; no day was set",
    ]
    assert [MARKED in fills(group) for group in marks.values()] == [True, False, False]


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        (ROWS, "of 3 judged overlaps 2 are deliberate and 1 accidental; 1 is due to be looked at again"),
        (ROWS[1:2], "of 1 judged overlap 1 is deliberate and 0 accidental"),
        ([ROWS[0], ROWS[0]], "of 2 judged overlaps 0 are deliberate and 2 accidental; 2 are due to be looked at again"),
    ],
)
def test_the_finding_counts_both_sorts_and_what_is_due(rows, finding):
    assert seen(told("O8", rows)).finding == finding


def test_those_without_a_day_are_counted_and_what_does_not_fit_is_said():
    drawn = seen(told("O8", [judged(f"Pair {n}", "deliberate") for n in range(60)]))
    assert "no day to look again for 60" in drawn.subtitle
    assert drawn.subtitle.startswith("showing ")
    assert " of 60 judgements" in drawn.subtitle
