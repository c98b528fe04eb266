"""The timeline of funding: under which day each service stands, which are shown, and what is lost."""

import pytest

from tests.visualise.told import seen, told


def ending(day, lost, by_then, places=(), past=False, **services):
    return {
        **{"date": day, "when": "has ended already" if past else "is to come", "cells_lost": lost},
        **{"cells_lost_by_then": by_then, "places_lost": list(places), "funder": ["Council"]},
        **{"service": [name.replace("_", " ") for name in services], "alone": list(services.values())},
        "people_affected": 12,
    }


ROWS = [
    ending("2025-12-31", 2, 2, past=True, Choir=2),
    ending("2026-06-30", 5, 7, ["Debt in North"], Lunch=0, Debt_desk=4),
]


def test_services_stand_under_the_day_on_which_their_funding_ends_with_what_they_alone_cover():
    drawn = seen(told("G8", ROWS))
    wanted = {
        "2025-12-31: 2 combinations lost",
        "Choir",
        "alone in 2",
        "2026-06-30: 5 combinations lost, 7 by then; nobody left for anybody in Debt in North",
        "Debt desk",
        "alone in 4",
        "Lunch",
        "others are there",
    }
    assert [text for text in drawn.texts if text in wanted] == [
        "2025-12-31: 2 combinations lost",
        "Choir",
        "alone in 2",
        "2026-06-30: 5 combinations lost, 7 by then; nobody left for anybody in Debt in North",
        "Debt desk",
        "alone in 4",
        "Lunch",
        "others are there",
    ]
    assert "Choir: funding ended 2025-12-31; alone in 2" in drawn.marks
    assert "Debt desk: funding ends 2026-06-30; alone in 4" in drawn.marks


def test_the_legend_has_only_the_bars_that_are_there():
    texts = seen(told("G8", ROWS[1:])).texts
    assert "funding has ended already" not in texts
    assert "others cover all that it does" in texts


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        (
            ROWS,
            "if nothing is renewed, 7 combinations of need, group and area lose the last service by 2026-06-30; "
            "2026-06-30 is the worst day, with 5",
        ),
        (
            [ending("2026-06-30", 1, 1, Lunch=1)],
            "if nothing is renewed, 1 combination of need, group and area loses the last service by 2026-06-30",
        ),
        (
            [ending("2026-06-30", 0, 0, Lunch=0)],
            "nothing loses its last service when the funding that is known ends",
        ),
    ],
)
def test_the_finding_says_what_is_lost_in_the_end(rows, finding):
    assert seen(told("G8", rows)).finding == finding


def test_of_many_services_every_day_has_some_and_the_rest_are_those_that_alone_cover_most():
    many = {f"S{n:02}": n for n in range(40)}
    drawn = seen(told("G8", [ending("2026-06-30", 5, 5, A=0, B=0), ending("2027-03-31", 700, 705, **many)]))
    assert "showing 28 of 42 services, those that alone cover most" in drawn.subtitle
    shown = [text for text in drawn.texts if text in {"A", "B", *many}]
    assert shown == ["A", "B", *(f"S{n:02}" for n in range(39, 13, -1))]


def test_where_no_day_is_known_it_is_said():
    assert seen(told("G8", [{"date": None, "service": ["Lunch"]}])).nothing == "No day on which funding ends is known."


def test_two_services_of_one_name_whose_funding_ends_on_one_day_are_two():
    twice = {**ending("2026-06-30", 5, 5), "service": ["Befriending", "Befriending"], "alone": [3, 3]}
    drawn = seen(told("G8", [twice]))
    assert drawn.subtitle.startswith("funding of 2 services ends on 1 day · ")
    assert drawn.texts.count("Befriending") == 2
