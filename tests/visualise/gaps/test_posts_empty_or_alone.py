"""Vacant and unsupervised posts as a table: what is tagged, what is marked, what the finding counts."""

import pytest

from linkwork.visualise._ledger import MARKED, TAGS
from tests.visualise.told import fills, seen, told

ALONE = "nobody is said to supervise it"


def post(name, *why, fte=1.0, since=None, supervisor="Mill PCN"):
    said = {"why": "; ".join(why), "fte": fte, "vacant_since": since, "supervisor_org": supervisor}
    return {
        "post": name,
        "post_id": f"post-{name}",
        "role": "Link worker",
        "service": "Links",
        "employer": "PCN",
        **said,
    }


ROWS = [
    post("North", "vacant since 2025-11-03", ALONE, fte=0.8, since="2025-11-03", supervisor="not said"),
    post("South", "vacant", fte=0.6),
    post("East", ALONE, supervisor="not said"),
]


def test_a_vacant_post_and_one_that_nobody_supervises_are_tagged_and_one_that_is_both_is_marked():
    marks = seen(told("G9", ROWS)).marks
    assert list(marks) == [
        "North; Link worker; Links; 0.8; since 2025-11-03; PCN; not said",
        "South; Link worker; Links; 0.6; vacant; PCN; Mill PCN",
        "East; Link worker; Links; 1; PCN; not said",
    ]
    grounds = [set(fills(group)) for group in marks.values()]
    assert [MARKED in ground for ground in grounds] == [True, True, False]  # the bar and the tag have one colour
    assert [TAGS["mind"][0] in ground for ground in grounds] == [True, False, True]


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        (ROWS, "2 connector posts are vacant and 2 have nobody said to supervise them; 1 is both"),
        (ROWS[1:2], "1 connector post is vacant"),
        (ROWS[2:], "1 connector post has nobody said to supervise it"),
        (ROWS[1:], "1 connector post is vacant and 1 has nobody said to supervise it"),
    ],
)
def test_the_finding_counts_what_is_vacant_and_what_nobody_supervises(rows, finding):
    assert seen(told("G9", rows)).finding == finding


def test_full_time_equivalents_are_added_only_where_all_are_known():
    assert "1.4 full-time equivalents vacant" in seen(told("G9", ROWS)).subtitle
    assert "equivalents" not in seen(told("G9", [ROWS[0], post("South", "vacant", fte=None)])).subtitle
