"""P5 as a picture: what would cut most, ranked, and what the worst would cut."""

import pytest

from tests.visualise.asked import groups, lines_in, overlapping, sheet, texts


def loss(what, lost, kind="service", **more):
    said = {"needs_lost": ["Debt", "Food"], "entry_points_cut": ["The practice"], "provider": "The trust"}
    return {"service_or_link": what, "kind": kind, "routes_lost": lost, **said, **more}


def test_the_worst_stands_first_and_what_it_would_cut_is_drawn_below():
    found = sheet("P5", P5=[loss("Pantry", 4, is_cut_point=True), loss("A refers to B", 1, "link")])
    assert found.finding == "Pantry, if it closed, would cut 4 routes from a door to a need, more than any other"
    assert "Pantry: 4 routes lost; 4: 2 needs from 1 door; the network would fall apart" in groups(found)
    assert {"a service closes", "a referral link ends"} <= set(texts(found))
    assert "an offer of a service ends" not in texts(found)
    assert lines_in(groups(found)["Debt, Food"]) == ["Debt", "Food"]


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        ([loss("A refers to B", 1, "link")], "A refers to B, if it ended, would cut 1 route from a door to a need"),
        (
            [loss("A", 2), loss("B", 2)],
            "A, if it closed, would cut 2 routes from a door to a need, and so would 1 other",
        ),
    ],
)
def test_one_and_alike_are_said(rows, finding):
    assert sheet("P5", P5=rows).finding.startswith(finding)


def test_what_nobody_could_get_to_any_more_is_said():
    found = sheet("P5", P5=[loss("Pantry", 4, needs_lost_everywhere=["Food"])])
    assert "one closure would leave nobody a way to Food" in found.subtitle


def test_more_than_twelve_are_counted():
    found = sheet("P5", P5=[loss(f"Service {n:02}", 20 - n) for n in range(14)])
    assert "showing 12 of 14, the worst" in found.subtitle
    assert "Service 12" not in texts(found)
    assert overlapping(found) == []
