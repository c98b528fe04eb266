from itertools import combinations

import pytest

from benchmarks import _overlap_rivals as rivals
from benchmarks import overlap
from benchmarks._overlap_answers import Chance
from benchmarks.clock import Clock
from linkwork.graph.engine import GraphAddress, open_engine
from linkwork.graph.measures.chance import chance
from linkwork.queries import Found
from linkwork.queries._landscape import provision
from linkwork.queries._reading import read_parts


@pytest.fixture(scope="module")
def country(tmp_path_factory):
    folder = tmp_path_factory.mktemp("country")
    overlap.made(folder, 600)
    return str(folder)


@pytest.fixture(scope="module")
def pairs(country):
    return overlap.ours(Clock(), country)["pairs"]


def test_the_services_that_are_alike_overlap_by_half_or_more(pairs):
    assert len(pairs) > 5
    assert all(max(share_of_a, share_of_b) >= rivals.LEAST for _, _, _, share_of_a, share_of_b, _ in pairs)


@pytest.fixture(scope="module")
def whole(country):
    return overlap.whole(Clock(), country)


@pytest.mark.parametrize("work", ["with_numpy", "with_sets", "with_networkx", "with_cypher"])
def test_a_rival_gives_the_same_pairs_in_the_same_order(country, pairs, work):
    assert getattr(overlap, work)(Clock(), country)["pairs"] == pairs


def test_the_whole_answer_has_the_same_pairs(whole, pairs):
    assert whole["pairs"] == pairs


@pytest.mark.parametrize("work", ["whole_with_numpy", "whole_with_sets"])
def test_a_whole_answer_by_hand_has_the_same_rows_with_the_same_evidence(country, whole, work):
    assert getattr(overlap, work)(Clock(), country)["rows"] == whole["rows"]


def test_rows_that_are_compared_say_what_is_shared_and_where_it_stands(whole):
    assert all(row["shared_needs"] and row["shared_areas"] and len(row["evidence"]) > 10 for row in whole["rows"])


def test_chance_by_hand_is_that_of_o1_for_every_pair_that_shares_a_need(country):
    with open_engine(GraphAddress(f"{country}/graph")) as engine:
        by_hand = Chance(rivals.stated(engine))
        odds = chance(provision(Found([], read_parts(engine, ("offers", "terms", "places", "demand")), {})).rows)
    pairs = [(a, b) for a, b in combinations(sorted(odds.needs), 2) if odds.needs[a] & odds.needs[b]]
    assert len({odds.of(*pair) for pair in pairs}) > 20
    assert [by_hand.of(*pair) for pair in pairs] == [pytest.approx(odds.of(*pair), rel=1e-12) for pair in pairs]
