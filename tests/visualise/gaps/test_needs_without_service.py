"""Gaps by need and area, and the map of areas: what is marked, in which order, and which areas are there."""

import pytest

from linkwork.graph.view import ViewNode
from linkwork.visualise._grid import EMPTY, SHADES
from tests.visualise.told import fills, lines, seen, told, words


def gap(need, area, people=None, possible=0, share=None):
    ids = {"need_id": f"need-{need}", "area_id": f"area-{area}" if area else None}
    return {"need": need, "area": area, "people_in_need": people, "possible": possible, "core20_share": share, **ids}


def ward(name, live=True, **facts):
    return ViewNode(f"area-{name}", "Area", name, live, {"level": "ward", **facts})


ROWS = [
    gap("Grief", "Quay", 549, share=0.4),
    gap("Grief", "Weir", "under 5"),
    gap("Debt", "Quay", possible=2, share=0.4),
]


def test_a_gap_is_crossed_and_says_the_people_and_one_that_may_be_met_is_hatched():
    marks = seen(told("G1", ROWS)).marks
    sure = marks["Grief in Quay (40%): no service; people in need: 549"]
    maybe = marks["Debt in Quay (40%): no service; 2 services may be there without saying so"]
    assert words(sure) == ["gap", "549"]
    assert lines(sure) == 6  # the cell, a cross of two lines, a frame, the grounds of two words
    assert words(maybe) == ["maybe"]
    assert lines(maybe) > 8
    assert words(marks["Grief in Weir: no service; people in need: under 5"]) == ["gap", "under 5"]


def test_a_gap_is_the_darker_the_more_people_are_in_need():
    rows = [gap("A", "X", 300), gap("A", "Y", 120), gap("A", "Z", 90), gap("A", "W", "under 5")]
    marks = seen(told("G1", rows)).marks
    grounds = [fills(group)[0] for title, group in marks.items() if "no service" in title]
    assert grounds == [EMPTY, SHADES[2], SHADES[1], SHADES[0]]


def test_needs_and_areas_with_most_gaps_stand_first():
    texts = seen(told("G1", [gap("A", "X"), gap("B", "X"), gap("B", "Y")])).texts
    assert texts.index("B") < texts.index("A")
    assert texts.index("X") < texts.index("Y")


def test_the_map_has_every_area_of_the_level_with_the_number_of_its_gaps():
    areas = [ward("Quay"), ward("Weir"), ward("Mill"), ward("Gone", live=False), ViewNode("area-T", "Area", "T")]
    marks = seen(told("G1", ROWS, graph=(areas, ()))).marks
    assert words(marks["Quay: 2 gaps"]) == ["Quay", "gaps", "2"]
    assert words(marks["Weir: 1 gap"]) == ["Weir", "gap", "1"]
    assert words(marks["Mill: 0 gaps"]) == ["Mill", "gaps", "0"]
    assert "Gone: 0 gaps" not in marks
    assert "T: 0 gaps" not in marks


def test_areas_without_a_gap_are_not_counted_among_those_that_have_one():
    assert seen(told("G1", ROWS)).subtitle.startswith("3 gaps in 2 needs and 2 areas · ")
    graph = ([ward(name) for name in ("Quay", "Weir", "Mill")], ())
    assert seen(told("G1", ROWS, graph=graph)).subtitle.startswith("3 gaps in 2 needs and 2 of 3 areas · ")


def test_anywhere_is_a_column_but_no_area_and_has_no_tile():
    drawn = seen(told("G1", [gap("Grief", None), gap("Debt", "Quay")]))
    assert drawn.subtitle.startswith("2 gaps in 2 needs and 1 area · ")
    assert "Grief in anywhere: no service" in drawn.marks
    assert [title for title in drawn.marks if title.endswith(": 1 gap")] == ["Quay: 1 gap"]
    alone = seen(told("G1", [gap("Grief", None)]))
    assert alone.subtitle.startswith("1 gap in 1 need · ")
    assert "Needs that nobody meets, area by area" not in alone.texts


@pytest.mark.parametrize("known", [True, False])
def test_it_is_said_whether_the_tiles_stand_where_the_areas_lie(known):
    place = {"latitude": 51.5, "longitude": 0.1} if known else {}
    texts = seen(told("G1", ROWS, graph=([ward("Quay", **place), ward("Weir", **place)], ()))).texts
    assert any(text.startswith("Tiles stand about where the areas lie") for text in texts) is known


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        (
            ROWS,
            "2 needs have no service in one or more of 2 areas, 3 gaps in all; "
            "the largest is Grief in Quay, 549 people",
        ),
        (ROWS[:1], "1 need has no service in one area"),
        ([gap("Grief", None)], "1 need has no service anywhere"),
    ],
)
def test_the_finding_counts_gaps_and_names_the_largest_that_is_known(rows, finding):
    assert seen(told("G1", rows)).finding == finding


def test_more_needs_and_areas_than_are_legible_are_said_to_be_more():
    drawn = seen(told("G1", [gap(f"N{n}", f"A{n}") for n in range(30)]))
    assert "showing 24 of 30 needs, those with most gaps" in drawn.subtitle
    assert "showing 20 of 30 areas in the grid" in drawn.subtitle
