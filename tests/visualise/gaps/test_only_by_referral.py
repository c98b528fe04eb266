"""Ways in by area and need: who may come by themselves, who is sent, and what is not known."""

import pytest

from tests.visualise.told import lines, seen, told, words


def door(area, need, routes, alone="no", outreach="no", *, seekers=()):
    ids = {"area_id": f"area-{area}", "need_id": f"need-{need}", "outreach_services": list(seekers)}
    return {
        "area": area,
        "need": need,
        "access_routes": list(routes),
        "self_referral": alone,
        "outreach": outreach,
        **ids,
    }


ROWS = [
    {**door("North", "Debt", ["professional: 3", "closed: 1"]), "people_in_need": 1250},
    door("South", "Debt", ["professional: 1", "not said: 2"], "not known", "not known"),
    door("South", "Food", ["professional: 1"], "no", "yes", seekers=["Lunch"]),
]


def test_a_cell_counts_services_by_their_way_in():
    marks = seen(told("G5", ROWS)).marks
    assert words(marks["Debt in North: a professional sends them: 3 services"]) == ["3"]
    assert words(marks["Debt in North: people in need: 1,250"]) == ["1,250"]
    assert words(marks["Food in South: seeks people out: 1 service"]) == ["1"]
    assert lines(marks["Debt in North: closed: takes nobody: 1 service"]) > 8  # hatched


def test_that_nobody_may_come_is_crossed_and_told_from_what_is_not_known():
    marks = seen(told("G5", ROWS)).marks
    assert words(marks["Debt in North: nobody may come by themselves"]) == ["no"]
    assert words(marks["Debt in South: not known whether people may come by themselves"]) == ["?"]
    assert words(marks["Debt in South: not known whether any service seeks people out"]) == ["?"]


def test_needs_stand_under_their_area_the_area_with_most_of_them_first():
    texts = seen(told("G5", ROWS)).texts
    assert [text for text in texts if text in {"North", "South", "Debt", "Food"}] == [
        "South",
        "Debt",
        "Food",
        "North",
        "Debt",
    ]


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        (
            ROWS,
            "in 3 combinations of need and area the only known way in is by a professional; "
            "in 1 of them nobody seeks people out either",
        ),
        (ROWS[2:], "in 1 combination of need and area the only known way in is by a professional"),
        (
            [*ROWS[2:], door("North", "Food", ["self: 2"], "yes")],
            "in 1 of 2 combinations of need and area the only known way in is by a professional",
        ),
        (
            [door("North", "Food", ["self: 2"], "yes")],
            "people may come by themselves in each of 1 combination of need and area",
        ),
    ],
)
def test_the_finding_counts_where_nobody_may_come(rows, finding):
    assert seen(told("G5", rows)).finding == finding


def test_more_than_is_legible_is_said_to_be_more():
    drawn = seen(told("G5", [door("North", f"N{n:02}", ["professional: 1"]) for n in range(50)]))
    assert "showing 34 of 50 combinations, the first of the list" in drawn.subtitle
