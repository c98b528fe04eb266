import pytest

from benchmarks import _overlap_rivals as rivals
from benchmarks import overlap
from benchmarks.clock import Clock


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


@pytest.mark.parametrize("work", ["whole", "with_numpy", "with_sets", "with_networkx", "with_cypher"])
def test_a_rival_gives_the_same_pairs_in_the_same_order(country, pairs, work):
    assert getattr(overlap, work)(Clock(), country)["pairs"] == pairs
