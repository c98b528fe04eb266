"""Groups by needs: in how many areas nobody serves them, and what marks a cell."""

import pytest

from tests.visualise.told import lines, seen, told, words


def gap(group, need, area, others=True, shut=()):
    said = {"group": group, "need": need, "area": area, "others_served": others, "excluded_by": list(shut)}
    id_ = None if group == "anyone else" else f"audience-{group}"
    return {**said, "audience_id": id_, "need_id": f"need-{need}", "area_id": f"area-{area}"}


ROWS = [
    gap("Carers", "Food", "North"),
    gap("Carers", "Food", "South", others=False),
    gap("Carers", "Grief", "North", others=False),
    gap("Under 18s", "Food", "North", shut=["Lunch"]),
    gap("anyone else", "Food", "North"),
    gap("anyone else", "Food", "South"),
]


def test_a_cell_counts_areas_and_says_where_nobody_is_served_at_all():
    marks = seen(told("G2", ROWS)).marks
    some = marks["Food for Carers: nobody in North and South; in 1 of them for no other group either"]
    none = marks["Grief for Carers: nobody in North; in 1 of them for no other group either"]
    assert words(some) == ["2"]
    assert lines(some) == 1
    assert lines(none) > 8  # hatched


def test_a_service_that_is_not_for_the_group_is_marked_by_a_disc():
    drawn = seen(told("G2", ROWS))
    assert lines(drawn.marks["Food for Under 18s: nobody in North; not for this group: Lunch"]) == 2
    assert "some service there says that it is not for this group" in " ".join(drawn.texts)


def test_groups_left_out_most_stand_first_and_anyone_else_last():
    texts = seen(told("G2", [*ROWS, gap("Under 18s", "Grief", "South")])).texts
    assert [text for text in texts if text in {"Carers", "Under 18s", "anyone else"}] == [
        "Under 18s",
        "Carers",
        "anyone else",
    ]


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        (
            [*ROWS, gap("Under 18s", "Grief", "South")],
            "in 5 of 7 combinations of need, group and area without a service others are served; "
            "the group left out most is Under 18s, in 2",
        ),
        (ROWS[2:3], "in 1 combination of need, group and area nobody is served, whichever the group"),
        (
            ROWS[4:],
            "in 2 of 2 combinations of need, group and area without a service others are served; "
            "the group left out most is anyone else, in 2",
        ),
    ],
)
def test_the_finding_counts_where_others_are_served(rows, finding):
    assert seen(told("G2", rows)).finding == finding


def test_more_groups_and_needs_than_are_legible_are_said_to_be_more():
    drawn = seen(told("G2", [gap(f"G{n}", f"N{n}", "North") for n in range(30)]))
    assert "showing 26 of 30 groups, those left out most" in drawn.subtitle
    assert "showing 24 of 30 needs" in drawn.subtitle
