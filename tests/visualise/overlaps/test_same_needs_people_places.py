"""The overlap matrix: which services, in which order, with which shares and signs."""

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from linkwork.visualise import drawing
from linkwork.visualise.overlaps.same_needs_people_places import Pair, clustered, most_alike
from tests.visualise import answers, towns

SVG = "{http://www.w3.org/2000/svg}"


def picture(view):
    return ET.fromstring(drawing("overlap-matrix").make(view, ".svg").content)


def titles(root):
    return [title.text for title in root.iter(f"{SVG}title")]


def pair(a, b, a_in_b, b_in_a, jaccard):
    return Pair(a, b, a_in_b, b_in_a, jaccard, "")


def test_the_title_is_the_finding_and_the_subtitle_the_counts():
    root = picture(towns.hamlet())
    assert root.findtext(f"{SVG}title") == "Little Hamlet: 2 pairs of services overlap by half or more"
    assert root.findtext(f"{SVG}desc").startswith(
        "3 services in 3 pairs where one does a quarter or more of what the other does · 1 judged deliberate"
        " · 1 judged accidental · rounds: nhs-ods-pcn (2023-02-28); town-mapping (2024-05-01)."
    )


@pytest.mark.parametrize(
    ("shares", "finding"),
    [
        ((0.5, 0.1, 0.1), "1 pair of services overlaps by half or more"),
        ((0.49, 0.3, 0.2), "no two services overlap by half; the most is 49%"),
    ],
)
def test_one_pair_and_none_are_said(shares, finding):
    view = answers.told(towns.hamlet(), answers.answer("O1", [answers.overlap(answers.DEBT, answers.WALKS, shares)]))
    assert titles(picture(view))[0] == f"Little Hamlet: {finding}"


@pytest.mark.parametrize(
    ("least", "finding", "where", "blank"),
    [
        ("0", "by half or more", "one does some of what", "neither does any of what"),
        ("0.5", "by half or more", "one does half or more of what", "neither does half of what"),
        ("0.80", "by 80% or more", "one does 80% or more of what", "neither does 80% of what"),
        ("1", "in full", "one does all of what", "neither does all of what"),
    ],
)
def test_the_least_share_said_is_the_one_that_was_asked_for(least, finding, where, blank):
    one = answers.answer("O1", [answers.overlap(answers.DEBT, answers.WALKS, (1.0, 0.6, 0.6))])
    root = picture(answers.told(towns.hamlet(), replace(one, asked={"at_least": least})))
    assert titles(root)[0] == f"Little Hamlet: 1 pair of services overlaps {finding}"
    assert f"2 services in 1 pair where {where} the other does" in root.findtext(f"{SVG}desc")
    assert f"{blank} the other does" in [text.text for text in root.iter(f"{SVG}text")]


def test_a_cell_is_the_share_of_its_row_that_its_column_does_too():
    said = titles(picture(towns.hamlet()))
    assert "100% of what Debt advice does, Link workers does too; judged deliberate" in said
    assert "50% of what Link workers does, Debt advice does too; judged deliberate" in said
    assert "67% of what Friday walks does, Link workers does too; judged accidental" in said
    assert "20% of what Friday walks does, Debt advice does too" in said


def test_numbers_in_the_cells_are_per_cent():
    texts = [text.text for text in picture(towns.hamlet()).iter(f"{SVG}text")]
    assert [text for text in texts if text.isdigit()][:6] == ["100", "30", "50", "40", "20", "67"]


def test_the_like_stand_beside_the_like_and_the_order_begins_with_the_smaller_id():
    pairs = [pair("a", "c", 1, 1, 0.9), pair("b", "d", 1, 1, 0.9), pair("c", "d", 0.3, 0.3, 0.2)]
    assert clustered(["a", "b", "c", "d"], pairs) == ["a", "c", "d", "b"]


@pytest.mark.parametrize("ids", [[], ["a"], ["a", "b"]])
def test_one_or_two_services_need_no_clusters(ids):
    assert clustered(ids, []) == ids


def test_pairs_that_share_most_are_shown_whole_and_ties_go_by_id():
    pairs = [pair("a", "b", 0.5, 0.5, 0.4), pair("c", "d", 1.0, 0.1, 0.1), pair("e", "f", 0.5, 0.5, 0.4)]
    assert most_alike(pairs, 4) == ["a", "b", "c", "d"]
    assert most_alike(pairs, 3) == ["c", "d"]


def test_more_than_forty_services_are_said_to_be_more():
    root = picture(answers.told(towns.hamlet(), answers.landscape(60)))
    assert "showing 40 of 60 services, those of the pairs that share most" in root.findtext(f"{SVG}desc")
    names = {f"Mill {words}" for words in answers.SECOND} | {name for _, name in answers.services(60)}
    heads = [title for title in titles(root) if title in names]
    assert len(heads) == 3 * 40  # at the left, above, and the cell where they meet


def test_the_legend_has_only_what_is_in_the_picture():
    one = answers.answer("O1", [answers.overlap(answers.DEBT, answers.WALKS, (0.6, 0.6, 0.4))])
    words = " ".join(picture(answers.told(towns.hamlet(), one)).itertext())
    assert "a half to three quarters" in words
    for absent in ("less than a quarter", "all of it", "judged deliberate", "judged accidental"):
        assert absent not in words
