"""The map of deprived areas: which tiles are there, how each is marked, and in which order."""

import pytest

from linkwork.graph.view import ViewNode
from tests.visualise.told import lines, seen, told, words


def place(name, outreach="no", share=None, decile=None, services=()):
    said = {"outreach": outreach, "core20_share": share, "imd_decile": decile, "outreach_services": list(services)}
    return {"area": name, "area_id": f"area-{name}", **said}


def ward(name, share):
    return ViewNode(f"area-{name}", "Area", name, True, {"level": "ward", "core20_share": share})


ROWS = [
    {**place("Station", share=0.7), "nearest": "Quay", "nearest_km": 1.24},
    place("Tannery", "yes", 0.67, services=["Night desk"]),
    place("Weir", "not known", 0.5),
]
TOWN = ([ward("Station", 0.7), ward("Tannery", 0.67), ward("Weir", 0.5), ward("Heath", 0.0)], ())


def test_a_tile_says_how_deprived_the_area_is_and_whether_any_service_seeks_people_out():
    marks = seen(told("G6", ROWS, graph=TOWN)).marks
    without = marks["Station: deprivation 70%; no service seeks people out; nearest: Quay, 1.2 km"]
    assert words(without) == ["Station", "no outreach", "70%"]
    assert words(marks["Tannery: deprivation 67%; outreach: Night desk"]) == ["Tannery", "outreach", "67%"]
    unknown = marks["Weir: deprivation 50%; not known whether any service seeks people out"]
    assert lines(unknown) > 20  # hatched
    assert words(marks["Heath: deprivation 0%; not among the most deprived"]) == ["Heath", "0%"]


def test_without_a_graph_only_the_areas_of_the_answer_are_there():
    drawn = seen(told("G6", ROWS))
    assert len(drawn.marks) == 3
    assert drawn.subtitle.startswith("3 areas, 3 of them in the answer as most deprived · ")


def test_where_areas_are_not_known_to_lie_the_most_deprived_stands_first():
    assert [title.partition(":")[0] for title in seen(told("G6", ROWS[::-1], graph=TOWN)).marks] == [
        "Station",
        "Tannery",
        "Weir",
        "Heath",
    ]


def test_a_small_area_says_its_decile():
    marks = seen(told("G6", [place("Tower 001A", decile=1)])).marks
    assert words(marks["Tower 001A: deprivation decile 1; no service seeks people out"]) == [
        "Tower 001A",
        "no outreach",
        "decile 1",
    ]


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        (ROWS, "1 of the 3 most deprived areas is without outreach: Station"),
        (ROWS[:1], "1 most deprived area is without outreach: Station"),
        ([place("A"), place("B")], "2 most deprived areas are without outreach: A and B"),
        (ROWS[1:], "it is not known whether any service seeks people out in 1 of the 2 most deprived areas"),
        (ROWS[1:2], "some service seeks people out in 1 most deprived area"),
        ([ROWS[1], place("B", "yes")], "some service seeks people out in each of 2 most deprived areas"),
    ],
)
def test_the_finding_counts_the_areas_without(rows, finding):
    assert seen(told("G6", rows)).finding == finding


def test_more_areas_than_are_legible_are_said_to_be_more():
    town = ([ward(f"W{n:03}", 0.1) for n in range(240)], ())
    drawn = seen(told("G6", [place("W000", share=0.1)], graph=town))
    assert "showing 200 of 240 areas, the most deprived" in drawn.subtitle
    assert len(drawn.marks) == 200
