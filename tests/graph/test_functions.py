"""What two share and what one does alone, against plain loops on random roles."""

from hypothesis import given
from hypothesis import strategies as st

from linkwork.graph.measures.functions import Sharing, alone, several, share_of_smaller, sharing

DOES = st.dictionaries(st.sampled_from("abcdef"), st.frozensets(st.sampled_from("uvwxyz"), max_size=5), max_size=6)


def test_two_share_what_both_do_over_what_the_smaller_does() -> None:
    does = {"a": frozenset("uvw"), "b": frozenset("vwxy"), "c": frozenset("z")}
    assert list(sharing(does)) == [Sharing("a", "b", frozenset("vw"), frozenset("u"), frozenset("xy"))]
    assert [round(pair.coefficient, 4) for pair in sharing(does)] == [0.6667]


@given(DOES)
def test_sharing_is_what_plain_loops_find(does: dict[str, frozenset[str]]) -> None:
    found = []
    for a in sorted(does):
        for b in sorted(does):
            both = [f for f in "uvwxyz" if f in does[a] and f in does[b]]
            if a < b and both:
                found.append((a, b, both, len(both) / min(len(does[a]), len(does[b]))))
    assert [(p.a, p.b, sorted(p.shared), p.coefficient) for p in sharing(does)] == found
    for pair in sharing(does):
        assert sorted(pair.only_a) == [f for f in "uvwxyz" if f in does[pair.a] and f not in does[pair.b]]
        assert sorted(pair.only_b) == [f for f in "uvwxyz" if f in does[pair.b] and f not in does[pair.a]]


@given(DOES)
def test_what_one_does_alone_and_what_several_do_are_what_plain_loops_find(does: dict[str, frozenset[str]]) -> None:
    many = {f: [a for a in does if f in does[a]] for f in "uvwxyz"}
    assert several(does) == {f for f in many if len(many[f]) >= 2}
    assert alone(does) == {a: {f for f in does[a] if many[f] == [a]} for a in does}


def test_of_nothing_nothing_is_shared() -> None:
    assert share_of_smaller(frozenset(), frozenset("a")) == 0.0
