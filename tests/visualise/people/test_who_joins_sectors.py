"""Who joins sectors: which ties are drawn, who is large, and what the title says."""

from dataclasses import replace

import pytest

from linkwork.graph.view import ViewLink, ViewNode
from linkwork.visualise.people.who_joins_sectors import pairs, sheet
from tests.visualise.hand_made import texts, titles, told

NODES = (
    ViewNode("board", "Board", "Forum"),
    ViewNode("council", "Organisation", "Council", facts={"sector": "council"}),
    ViewNode("gone", "Organisation", "Gone", live=False),
    ViewNode("practice", "Organisation", "Practice", facts={"sector": "nhs"}),
    ViewNode("role", "Role", "Navigator"),
    ViewNode("trust", "Organisation", "Trust", facts={"sector": "nhs"}),
    ViewNode("walkers", "Organisation", "Walkers", facts={"sector": "vcse"}),
    ViewNode("walks", "Service", "Walks"),
)
LINKS = (
    ViewLink("1", "PROVIDES", "walkers", "walks"),
    ViewLink("2", "REFERS_TO", "practice", "trust"),
    ViewLink("3", "REFERS_TO", "trust", "walks"),
    ViewLink("4", "REFERS_TO", "council", "walks", live=False),
    ViewLink("5", "REFERS_TO", "role", "walks"),
    ViewLink("6", "MEMBER_OF", "council", "board"),
    ViewLink("7", "MEMBER_OF", "walkers", "board"),
    ViewLink("8", "MEMBER_OF", "gone", "board"),
    ViewLink("9", "WORKS_WITH", "trust", "council"),
)


def joins(name, number, sector="nhs", **roles):
    row = {"organisation": name, "sector": sector, "pairs_joined": number, "gatekeeper": 0, "representative": 0}
    return {**row, "liaison": 0, "itinerant": 0, **roles, "organisation_id": name.lower()}


def town(*rows, **asked):
    return replace(told("B2", rows, **asked), nodes=NODES, links=LINKS)


def test_ties_are_between_those_who_refer_or_provide_what_is_referred_to():
    assert sorted(pairs(town(), "referrals")) == [("practice", "trust"), ("trust", "walkers")]
    assert list(pairs(town(), "boards")) == [("council", "walkers")]
    assert list(pairs(town(), "works_with")) == [("trust", "council")]


def test_who_sat_together_on_a_board_that_is_closed_has_no_tie_by_it():
    closed = tuple(replace(node, facts={"state": "closed"}) if node.kind == "Board" else node for node in NODES)
    assert list(pairs(replace(town(), nodes=closed), "boards")) == []
    active = tuple(replace(node, facts={"state": "active"}) if node.kind == "Board" else node for node in NODES)
    assert list(pairs(replace(town(), nodes=active), "boards")) == [("council", "walkers")]


def test_ties_across_sectors_are_counted_and_told_from_those_within():
    made = sheet(town(joins("Trust", 1, representative=1)))
    assert made.finding == "Trust alone joins sectors: 1 pair of organisations would not meet without it"
    assert made.subtitle.startswith("1 organisation joins sectors · 1 tie between sectors · ")
    assert "Of the pairs of Trust, it joins 1 as representative." in made.read
    said = texts(made)
    assert {"Trust (1)", "Practice", "Walkers", "a tie between two sectors", "a tie within one sector"} <= set(said)
    assert "Council" not in said  # it has no tie of this sort
    assert "joins two sectors that are both not its own" not in said


def test_the_first_of_several_is_named_and_a_liaison_is_ringed():
    made = sheet(town(joins("Trust", 5, liaison=2), joins("Walkers", 2, "vcse"), ties="referrals"))
    assert made.finding == "Trust joins most across sectors: 5 pairs of organisations that have no tie themselves"
    assert "joins two sectors that are both not its own" in texts(made)
    assert "Walkers (VCSE) joins 2 pairs across sectors" in titles(made)


def test_where_nobody_joins_any_it_is_said():
    made = sheet(town(joins("Trust", 0)))
    assert made.finding == "no organisation joins two of different sectors that have no tie themselves"


@pytest.mark.parametrize("number", [41, 60])
def test_more_than_forty_are_said_to_be_more(number):
    rows = [joins(f"Body {n}", 100 - n) for n in range(number)]
    made = sheet(replace(town(*rows), links=()))
    assert made.subtitle.startswith(
        f"showing 40 of {number} organisations, those that join most and those with most ties"
    )
