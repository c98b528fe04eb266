"""Dots of room for people in need: the order, what is uncertain, and what is said of each."""

import pytest

from tests.visualise.told import fills, seen, told


def spot(need, area, capacity, demand, wait=None, *, not_said=0):
    ratio = capacity / demand if isinstance(demand, int) and capacity is not None else None
    ids = {"need_id": f"need-{need}", "area_id": f"area-{area}", "services": ["Debt desk"]}
    said = {"capacity": capacity, "demand": demand, "wait_days": wait, "capacity_not_said": not_said}
    return {"need": need, "area": area, "ratio": ratio, **said, **ids}


ROWS = [spot("Debt", "North", 25, 500, 9.5), spot("Food", "North", 60, 120), spot("Debt", "South", 90, 100, not_said=1)]


def test_dots_stand_in_the_order_of_the_answer_and_say_room_need_and_wait():
    drawn = seen(told("G4", ROWS))
    assert list(drawn.marks) == [
        "Debt in North: room for 25 of 500, 9.5 days' wait; 1 service: Debt desk",
        "Food in North: room for 60 of 120; 1 service: Debt desk",
        "Debt in South: room for 90 of 100; 1 service: Debt desk",
    ]
    assert "So for Debt in North there is room for 25 people in a year, of 500 in need." in drawn.read


def test_what_is_not_certain_is_a_ring():
    marks = list(seen(told("G4", ROWS)).marks.values())
    assert ["#0b4377" in fills(group) for group in marks] == [True, True, False]


LESS = "in {} of need and area there is less room than need; thinnest is Debt in North, room for {}"


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        (ROWS, LESS.format("3 combinations", "1 in 20")),
        ([spot("Debt", "North", 20, 100)], LESS.format("1 combination", "1 in 5")),
        ([spot("Debt", "North", 45, 100)], LESS.format("1 combination", "45 of 100")),
        ([spot("Debt", "North", 70, 100)], LESS.format("1 combination", "70 of 100")),
        ([spot("Debt", "North", 996, 1000)], LESS.format("1 combination", "99 of 100")),
        ([spot("Debt", "North", 0, 9)], LESS.format("1 combination", "none")),
        (
            [spot("Debt", "North", 90, 9)],
            "in 1 combination of need and area there is room for everybody in need, as far as is said",
        ),
        (
            [spot("Debt", "North", None, 9)],
            "in 1 combination of need and area nobody says how many people can be taken on",
        ),
    ],
)
def test_the_finding_names_the_thinnest(rows, finding):
    assert seen(told("G4", rows)).finding == finding


def test_what_has_no_figure_is_in_the_table_only_and_what_does_not_fit_is_said():
    rows = [spot(f"N{n:02}", "North", 10, 100 + n) for n in range(40)]
    drawn = seen(told("G4", [*rows, spot("Grief", "North", 3, "under 5")]))
    assert "showing 34 of 40, the first of the list" in drawn.subtitle
    assert "1 without a figure are in the table only" in drawn.subtitle
    assert len(drawn.marks) == 34
