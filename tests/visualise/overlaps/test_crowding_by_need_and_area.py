"""Need by area: what is counted, how gaps and single services are marked, and in which order all stands."""

import xml.etree.ElementTree as ET

import pytest

from linkwork.visualise import drawing
from tests.visualise import answers, towns
from tests.visualise.answers import MONEY, MOOD, NORTH, SOUTH, spot

SVG = "{http://www.w3.org/2000/svg}"


def picture(*rows, nodes=(), links=()):
    view = answers.told(towns.view(nodes, links), answers.answer("O3", rows))
    return ET.fromstring(drawing("need-by-area").make(view, ".svg").content)


def titles(root):
    return [title.text for title in root.iter(f"{SVG}title")]


def texts(root):
    return [text.text for text in root.iter(f"{SVG}text")]


def cells(root):
    """What each cell says in full, and its words."""
    groups = [group for group in root.iter(f"{SVG}g") if " in " in group.findtext(f"{SVG}title", "")]
    return {g.findtext(f"{SVG}title"): [text.text for text in g.iter(f"{SVG}text")] for g in groups}


def test_every_need_is_counted_in_every_area_and_gaps_and_people_are_said():
    root = ET.fromstring(drawing("need-by-area").make(towns.hamlet(), ".svg").content)
    assert cells(root) == {
        "Low mood in South (60%): 1 service: Friday walks": ["1"],
        "Low mood in North (20%): no service; people in need: 80": ["gap", "80"],
        "Money in South (60%): 1 service: Link workers; people in need: under 5": ["1", "under 5"],
        "Money in North (20%): 2 services: Debt advice, Link workers; people in need: 120": ["2", "120"],
    }
    assert root.findtext(f"{SVG}title") == (
        "Little Hamlet: 1 gap among 4 combinations of need and area; 2 more hang on one service"
    )
    assert root.findtext(f"{SVG}desc").startswith("2 needs in 2 areas · rounds: ")


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        ([spot(MONEY, NORTH, [])], "1 gap among 1 combination of need and area"),
        (
            [spot(MONEY, NORTH, []), spot(MOOD, NORTH, ["a"])],
            "1 gap among 2 combinations of need and area; 1 more",
        ),
        ([spot(MONEY, NORTH, ["a", "b"])], "no gap among 1 combination of need and area"),
        ([spot(MONEY, NORTH, ["a"])], "no gap among 1 combination of need and area; 1 of them hangs on one service"),
    ],
)
def test_one_and_none_are_said(rows, finding):
    assert titles(picture(*rows))[0].startswith(f"Little Hamlet: {finding}")


def test_a_gap_is_crossed_and_framed_and_a_single_service_is_hatched():
    root = picture(spot(MONEY, NORTH, []), spot(MONEY, SOUTH, ["a"]), spot(MOOD, NORTH, ["a", "b"]))
    lines = {
        group.findtext(f"{SVG}title"): sum(path.get("d").count("M") for path in group.iter(f"{SVG}path"))
        for group in root.iter(f"{SVG}g")
        if " in " in group.findtext(f"{SVG}title", "")
    }
    assert lines["Money in North: no service"] == 5  # the cell, a cross of two lines, a frame, the ground of the word
    assert lines["Money in South: 1 service: a"] > 10
    assert lines["Low mood in North: 2 services: a, b"] == 1
    assert lines["Low mood in South: not in this answer"] == 1


def test_what_the_answer_leaves_out_is_not_called_covered_or_a_gap():
    root = picture(spot(MONEY, NORTH, ["a", "b"]), spot(MOOD, SOUTH, ["a", "b"]))
    assert cells(root)["Money in South: not in this answer"] == []
    assert titles(root)[0] == "Little Hamlet: no gap among 2 combinations of need and area in this answer"


def test_areas_go_by_deprivation_where_it_is_known_and_else_by_name():
    rows = [
        spot(MONEY, NORTH, ["a"], share=0.1),
        spot(MONEY, SOUTH, ["a"], share=0.5),
        spot(MONEY, ("x", "East"), ["a"]),
    ]
    by_share = texts(picture(*rows))
    assert [text for text in by_share if text.split(" (")[0] in {"East", "North", "South"}] == [
        "South (50%)",
        "North (10%)",
        "East",
    ]
    assert "across: areas, the most deprived first (share of small areas in deprivation deciles 1 and 2)" in by_share
    by_name = texts(picture(*[{**row, "core20_share": None} for row in rows]))
    assert [text for text in by_name if text in {"East", "North", "South"}] == ["East", "North", "South"]
    assert "across: areas, by name" in by_name


def test_needs_stand_under_the_broader_need_the_graph_knows():
    nodes = [("need-money", "Need", "Money"), ("need-mood", "Need", "Low mood"), ("need-health", "Need", "Health")]
    root = picture(
        *[spot(need, NORTH, ["a"]) for need in (MONEY, MOOD)],
        nodes=nodes,
        links=[("BROADER", "need-mood", "need-health")],
    )
    said = [text for text in texts(root) if text in {"Money", "Low mood", "Health", "Other needs"}]
    assert said == ["Health", "Low mood", "Other needs", "Money"]


def test_more_needs_and_areas_than_fit_are_said_to_be_more():
    root = ET.fromstring(
        drawing("need-by-area").make(answers.told(towns.view([], []), answers.crowding(50, 40)), ".svg").content
    )
    assert "showing 30 of 50 needs, those with most gaps · showing 24 of 40 areas" in root.findtext(f"{SVG}desc")
    assert len(cells(root)) == 30 * 24


def test_the_legend_has_only_what_is_in_the_picture():
    said = " ".join(texts(picture(spot(MONEY, NORTH, ["a", "b", "c"]))))
    assert "3 or 4 services" in said
    for absent in ("no service meets", "one service alone", "10 services", "not known", "people who have"):
        assert absent not in said
