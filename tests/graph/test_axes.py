"""The sides of cells and their matrix: ids that stand together are one class, and any number is spelt out at a time."""

import pytest
from hypothesis import given, settings

from linkwork.graph.measures.axes import axis, matrix
from linkwork.graph.measures.footprint import footprint
from tests.graph.cells import brute_force, cells_of, landscapes

ADULTS, OLDER, NOBODY = frozenset("abc"), frozenset("bc"), frozenset[str]()


def test_ids_that_the_same_offers_hold_are_one_class_numbered_in_the_order_of_their_first_ids():
    side = axis("abcde", [OLDER, ADULTS, NOBODY, ADULTS])
    # b and c stand in both sets, a in one, and d and e in none.
    assert side.class_of.tolist() == [0, 1, 1, 2, 2]
    assert side.sizes.tolist() == [1, 2, 2]
    assert {own: side.classes(own).tolist() for own in side.number} == {OLDER: [1], ADULTS: [0, 1], NOBODY: []}


def test_a_side_without_ids_or_sets_has_no_class():
    assert axis([], []).class_of.tolist() == []
    assert axis("a", []).sizes.tolist() == [1]


@pytest.mark.parametrize("spelt", [1, 5, 2**20])
def test_the_matrix_has_every_cell_of_a_service_once_however_many_are_spelt_out_at_a_time(monkeypatch, spelt):
    monkeypatch.setattr("linkwork.graph.measures.axes.SPELT", spelt)
    needs, areas = axis("mn", [frozenset("m"), frozenset("mn")]), axis("xy", [frozenset("x"), frozenset("xy"), NOBODY])
    owners = ["two", "one", "two", "none"]
    held = [
        [frozenset("m"), frozenset("mn"), frozenset("mn"), frozenset("m")],
        [frozenset("xy"), frozenset("xy"), frozenset("x"), NOBODY],
    ]
    found = matrix(["none", "one", "two"], owners, held, [needs, areas])
    # The columns are m-x, m-y, n-x and n-y; two has m-x by both of its offers.
    assert found.toarray().tolist() == [[0, 0, 0, 0], [1, 1, 1, 1], [1, 1, 1, 0]]


@pytest.mark.parametrize("spelt", [1, 30])
def test_random_towns_have_the_cells_of_brute_force_however_many_are_spelt_out_at_a_time(monkeypatch, spelt):
    monkeypatch.setattr("linkwork.graph.measures.axes.SPELT", spelt)

    @settings(max_examples=60, deadline=None)
    @given(landscapes())
    def holds(rows):
        assert cells_of(footprint(rows)) == brute_force(rows)[1]

    holds()
