"""Which terms are one: those said to mean the same, and those that are each broader than the other."""

import pytest

from linkwork.graph.hierarchy import Hierarchy


@pytest.mark.parametrize(
    ("broader", "same", "one"),
    [
        ([], [], "abcde"),
        ([("b", "a"), ("c", "b")], [], "abcde"),
        ([], [("e", "c"), ("c", "b")], "abbdb"),
        # A term that is as good as its own broader one makes no cycle with itself.
        ([("c", "b")], [("b", "c")], "abbde"),
        ([("b", "a"), ("c", "b"), ("a", "c")], [], "aaade"),
        # Round by way of two that mean the same: a under b, b is d, d under a.
        ([("a", "b"), ("d", "a")], [("b", "d")], "aacae"),
        ([("a", "b"), ("b", "a")], [("d", "e")], "aacdd"),
    ],
)
def test_terms_that_cannot_be_told_apart_go_by_the_first_of_their_ids(broader, same, one):
    assert Hierarchy("edcba", broader, same).one == dict(zip("abcde", one, strict=True))
