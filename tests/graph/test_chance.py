"""The chance of an overlap: the oracle's figure, a town worked out by hand, random towns against counting."""

from itertools import combinations
from math import comb

import pytest
from hypothesis import given, settings

from linkwork.graph.measures.chance import chance
from linkwork.graph.measures.footprint import Landscape
from tests.graph.cells import Plain, landscapes, offer, oracle, term


def test_the_oracle_town_gives_its_published_chance():
    # 5 needs in all; the link workers meet 4 of them, the navigators 2, and both of these.
    found = chance(oracle())
    assert found.total == 5
    assert found.of("SPLW", "CommNav")[0] == pytest.approx(0.6)
    assert found.of("CommNav", "SPLW") == found.of("SPLW", "CommNav")


def test_broader_needs_are_spelt_out_and_needs_that_mean_the_same_are_one():
    terms = [
        term("Need", "money"),
        term("Need", "debt", "money"),
        term("Need", "benefits", "money"),
        term("Need", "isolation"),
        term("Need", "loneliness", same="isolation"),
        term("Need", "mood"),
    ]
    # Nobody meets mood, so 3 needs in all. Where an offer is, or whether that is known, makes no difference.
    offers = [
        offer("a.1", "money", "north"),
        offer("b.1", "debt"),
        offer("b.2", "loneliness"),
        offer("c.1", "isolation"),
    ]
    found = chance(Landscape(offers, terms, []))
    assert (found.total, found.pairs) == (3, 2)
    # P(2 of 3 drawn from {debt, isolation, benefits} hold at least 1 of 2) = 1 - 0 = 1; P(isolation among 2 of 3).
    assert found.of("a", "b") == (pytest.approx(1.0), pytest.approx(1.0))
    assert found.of("b", "c") == (pytest.approx(2 / 3), pytest.approx(1.0))
    assert found.of("a", "c") == (1.0, 1.0)


def test_the_adjusted_form_is_that_of_benjamini_and_hochberg():
    terms = [term("Need", x) for x in "abcdef"]
    offers = [offer("p.1", "a b c"), offer("q.1", "a b c"), offer("r.1", "c d"), offer("s.1", "d e f")]
    found = chance(Landscape(offers, terms, []))
    # p-q: 3 of 3 out of 6, 1/20. p-r, q-r: 1 - C(3,2)/C(6,2) = 0.8. r-s: the same. p-s and q-s share nothing.
    assert found.pairs == 4
    assert found.of("p", "q") == (pytest.approx(0.05), pytest.approx(0.05 * 4 / 1))
    for pair in ("pr", "qr", "rs"):
        assert found.of(*pair) == (pytest.approx(0.8), pytest.approx(0.8))


def test_nothing_loaded_gives_nothing():
    found = chance(Landscape([], [], []))
    assert (found.total, found.pairs, found.of("a", "b")) == (0, 0, (1.0, 1.0))


def brute(rows):
    """Both values of every pair that shares a need, by counting combinations."""
    needs, own = Plain(rows.terms, "Need"), {}
    for row in rows.offers:
        own.setdefault(row["service_id"], set()).update(x for x in needs.leaves() if needs.under(x, row["need_ids"]))
    total = len(set().union(*own.values())) if own else 0
    p = {}
    for a, b in combinations(sorted(own), 2):
        shared, first, second = len(own[a] & own[b]), len(own[a]), len(own[b])
        if shared:
            ways = sum(comb(first, k) * comb(total - first, second - k) for k in range(shared, min(first, second) + 1))
            p[a, b] = ways / comb(total, second)
    ordered = sorted(p.values())
    adjusted = {
        pair: min(
            min(1, other * len(p) / sum(x <= other + 1e-12 for x in ordered))
            for other in ordered
            if other >= one - 1e-12
        )
        for pair, one in p.items()
    }
    return total, {pair: (p[pair], adjusted[pair]) for pair in p}


def town_of(*services):
    """Services that meet the needs of these numbers."""
    offers = [offer(f"{i}.1", " ".join(f"n{n}" for n in needs)) for i, needs in enumerate(services)]
    return Landscape(offers, [term("Need", f"n{n}") for n in sorted(set().union(*services))], [])


@pytest.mark.parametrize(
    "services",
    [
        # More needs than a word has bits, and more in common than a byte can say.
        (range(70), range(60, 90), range(20, 150, 3)),
        (range(300), range(1, 301), range(200, 310)),
        # Most meet the same as another.
        ((1, 2, 3), (1, 2, 3), (1, 2, 3), (3, 4), (3, 4), (4, 5), (4, 5), (1, 4, 5), (1, 4, 5), (6, 7)),
    ],
)
def test_services_with_very_many_needs_or_the_same_as_others_have_the_chances_of_counting(services):
    rows = town_of(*services)
    found, (total, expected) = chance(rows), brute(rows)
    assert (found.total, found.pairs) == (total, len(expected))
    assert {pair: found.of(*pair) for pair in expected} == {
        pair: (pytest.approx(one), pytest.approx(two)) for pair, (one, two) in expected.items()
    }


@pytest.mark.parametrize("block", [1, 500])
def test_random_towns_have_the_chances_of_counting(monkeypatch, block):
    monkeypatch.setattr("linkwork.graph.measures.chance.BLOCK", block)

    @settings(max_examples=100, deadline=None)
    @given(landscapes())
    def holds(rows):
        found, (total, expected) = chance(rows), brute(rows)
        assert (found.total, found.pairs) == (total, len(expected))
        for (a, b), values in expected.items():
            assert found.of(a, b) == (pytest.approx(values[0]), pytest.approx(values[1]))

    holds()
