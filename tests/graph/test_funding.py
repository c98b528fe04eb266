"""Where several funders pay for one cell, against plain loops on random towns, and amounts in bands."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkwork.graph.measures.footprint import footprint
from linkwork.graph.measures.funding import band, paid_twice
from tests.graph.cells import brute_force, landscapes

PAID = st.dictionaries(st.sampled_from(["s0", "s1", "s2", "s3"]), st.frozensets(st.sampled_from("xyz"), max_size=3))


@settings(deadline=None)
@given(landscapes(), PAID, st.integers(2, 3))
def test_the_cells_with_several_funders_are_those_that_plain_loops_find(rows, funders, at_least):
    cells = footprint(rows)
    found = {}
    twice = paid_twice(cells, funders, at_least)
    for number, place in zip(twice.funders, twice.spread.places(), strict=True):
        assert number == len({who for i in place.services for who in funders[cells.services[i]]})
        for audience in place.audiences:
            assert (place.need, audience, place.area) not in found
            found[place.need, audience, place.area] = [cells.services[i] for i in place.services]
    every, reached = brute_force(rows)
    expected = {}
    for cell in every:
        paid = sorted(s for s in reached if cell in reached[s] and funders.get(s))
        if len({who for s in paid for who in funders[s]}) >= at_least:
            expected[cell] = paid
    assert found == expected


@settings(deadline=None)
@given(landscapes(), PAID)
def test_groups_with_the_same_paid_services_stand_together(rows, funders):
    places = paid_twice(footprint(rows), funders).spread.places()
    keys = [(place.need, place.area, place.services) for place in places]
    assert len(keys) == len(set(keys))


@settings(deadline=None)
@given(landscapes(), PAID, st.integers(1, 30))
def test_the_first_places_are_those_of_all_in_order_and_those_alike_with_the_last(rows, funders, limit):
    twice = paid_twice(footprint(rows), funders)
    # By funders alone, so that many are alike.
    every = sorted(zip(twice.funders.tolist(), twice.spread.places(), strict=True), key=lambda pair: -pair[0])
    expected = [pair for pair in every if pair[0] >= every[min(limit, len(every)) - 1][0]]
    assert twice.first([], limit) == expected


@settings(deadline=None)
@given(landscapes(), PAID, st.frozensets(st.integers(0, 3)))
def test_only_places_with_a_chosen_paid_service_are_kept(rows, funders, some):
    cells = footprint(rows)
    chosen = np.array([i in some for i in range(len(cells.services))], dtype=bool)
    every = paid_twice(cells, funders).spread.places()
    found = paid_twice(cells, funders, chosen=chosen).spread.places()
    assert found == [place for place in every if some & set(place.services)]


@pytest.mark.parametrize(
    ("pounds", "words"),
    [
        (None, "amount not known"),
        (0, "under £10,000"),
        (9_999.99, "under £10,000"),
        (10_000, "£10,000 to £50,000"),
        (50_000, "£50,000 to £100,000"),
        (249_999, "£100,000 to £250,000"),
        (999_999, "£250,000 to £1 million"),
        (3_000_000, "£1 million or more"),
    ],
)
def test_an_amount_is_told_in_bands_that_have_their_lower_end(pounds, words):
    assert band(pounds) == words
