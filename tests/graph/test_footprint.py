"""Cells, overlap and coverage: a town written out by hand, the oracle's town, and random towns against brute force."""

from itertools import combinations, product
from random import Random

import pytest
from hypothesis import given, settings

from linkwork.graph.measures.footprint import ANYONE_ELSE, Asked, Landscape, footprint
from linkwork.graph.measures.overlap import coverage, overlaps
from tests.graph.cells import area, brute_force, cells_of, landscapes, offer, oracle, term

TERMS = [
    term("Need", "money"),
    term("Need", "debt", "money"),
    term("Need", "benefits", "money"),
    term("Need", "isolation"),
    term("Need", "loneliness", same="isolation"),
    term("Need", "mood"),
    term("Audience", "adults"),
    term("Audience", "carers", "adults"),
    term("Audience", "older", "adults"),
    term("Audience", "children"),
]
AREAS = [
    area("borough", "borough"),
    area("north", "ward", "borough"),
    area("south", "ward", "borough"),
    area("north-1", "lsoa", "north"),
]
OFFERS = [
    offer("advice.1", "money", "borough"),
    offer("link.1", "debt", "north", include="adults"),
    offer("link.2", "loneliness", "borough", include="adults", exclude="carers"),
    offer("cafe.1", "isolation", "north", exclude="children"),
    offer("cafe.2", "", "south"),
    offer("lunch.1", "isolation", "south", include="older"),
    offer("drop.1", "mood", ""),
    offer("walk.1", "mood", "north-1"),
]
TOWN = Landscape(OFFERS, TERMS, AREAS)


def test_the_cells_of_a_service_are_written_out():
    assert cells_of(footprint(TOWN)) == {
        # Money is Debt and Benefits; no audience is everyone, also those who are in no group; the borough is its wards.
        "advice": set(product(("debt", "benefits"), ("carers", "older", "children", ANYONE_ELSE), ("north", "south"))),
        # Two offers: no cell of the one with the other's need or place. Loneliness is Isolation.
        "link": {("debt", "carers", "north"), ("debt", "older", "north"), ("isolation", "older", "north")}
        | {("isolation", "older", "south")},
        # Everyone but children; the offer without a need has no cells.
        "cafe": {("isolation", who, "north") for who in ("carers", "older", ANYONE_ELSE)},
        "lunch": {("isolation", "older", "south")},
        # An unknown area, and a part of a ward.
        "drop": set(),
        "walk": set(),
    }


def test_an_offer_without_a_need_or_an_area_is_unknown_and_a_part_of_a_ward_is_not_the_ward():
    cells = footprint(TOWN)
    assert cells.unknown == {"cafe.2": ("need",), "drop.1": ("area",), "walk.1": ("area",)}
    assert cells.partial == {"walk.1": ("north-1",)}


def test_the_sizes_and_the_coverage_are_those_counted_by_hand():
    cells = footprint(TOWN)
    assert dict(zip(cells.services, cells.sizes, strict=True)) == {
        "advice": 16, "cafe": 3, "drop": 0, "link": 4, "lunch": 1, "walk": 0,
    }  # fmt: skip
    found = coverage(cells)
    # 4 leaf needs by 4 audiences by 2 wards; advice reaches 16, the others 4 cells of isolation besides.
    assert (found.cells, found.covered, found.single, found.gaps) == (32, 20, 16, 12)
    assert cells.needs.ids == ("benefits", "debt", "isolation", "mood")
    assert found.services.tolist() == [[1, 1], [2, 1], [2, 2], [0, 0]]
    assert found.whole.tolist() == [[True, True], [True, True], [False, False], [False, False]]


def test_a_service_without_offers_has_no_row():
    row = offer("x.1") | {"offer_id": None}
    assert footprint(Landscape([row], TERMS, AREAS)).services == ()


def test_anyone_else_is_a_cell_only_where_some_offer_is_for_everyone():
    only = footprint(Landscape([offer("a.1", "debt", "north", include="older")], TERMS, AREAS))
    assert only.audiences.ids == ("older",)


def test_demand_names_audiences_too():
    cells = footprint(
        Landscape([offer("a.1", "debt", "north", include="older")], TERMS, AREAS, [{"audience_id": "children"}])
    )
    assert cells.audiences.ids == ("children", "older")
    assert coverage(cells).covered == 1


def test_an_offer_that_leaves_everybody_out_reaches_nobody_but_is_known():
    cells = footprint(Landscape([offer("a.1", "debt", "north", include="older", exclude="adults")], TERMS, AREAS))
    assert (cells.sizes.tolist(), cells.unknown) == ([0.0], {})


def test_narrowing_keeps_the_cells_of_what_was_asked_for():
    cells = footprint(TOWN, Asked(need="money", audience="carers", area="north"))
    assert cells_of(cells)["advice"] == {("debt", "carers", "north"), ("benefits", "carers", "north")}
    assert cells_of(cells)["link"] == {("debt", "carers", "north")}
    assert cells.count == 2


def test_another_level_of_areas_can_be_asked_for():
    cells = footprint(TOWN, Asked(level="lsoa"))
    assert cells.areas.ids == ("north-1",)
    assert cells_of(cells)["walk"] == {("mood", who, "north-1") for who in cells.audiences.ids}


def test_where_no_area_of_the_level_is_loaded_the_smallest_stand_in_and_it_is_said():
    cells = footprint(TOWN, Asked(level="locality"))
    assert cells.areas.ids == ("north-1", "south")
    assert cells.notes == (
        "No area of the level locality is loaded, so the smallest areas that are loaded are compared.",
    )


def test_terms_that_are_broader_than_each_other_are_one_and_nothing_hangs():
    terms = [term("Need", "a", "b"), term("Need", "b", "c"), term("Need", "c", "a"), term("Need", "d", "a")]
    areas = [area("x", "ward", "y"), area("y", "borough", "x")]
    cells = footprint(Landscape([offer("s.1", "b", "x")], terms, areas))
    assert cells_of(cells) == {"s": {("d", ANYONE_ELSE, "x")}}


def test_overlaps_stand_in_order_and_can_be_cut_short():
    cells = footprint(TOWN)
    found = overlaps(cells, least=0.3)
    pairs = [(cells.services[p.a], cells.services[p.b], p.shared) for p in found.pairs]
    assert pairs == [("link", "lunch", 1), ("cafe", "link", 1), ("advice", "link", 2)]
    assert overlaps(cells, least=0.3, limit=2).pairs == found.pairs[:2]
    assert overlaps(cells, least=0.3, limit=2).total == 3


def test_nothing_loaded_gives_nothing():
    cells = footprint(Landscape([], [], []))
    assert (cells.count, overlaps(cells).pairs, coverage(cells).share) == (0, (), 0.0)
    assert coverage(footprint(Landscape([], TERMS, AREAS))).services.tolist() == [[0, 0]] * 4


def test_where_nobody_knows_for_whom_nowhere_is_there_a_service_for_everybody():
    found = coverage(footprint(Landscape([], [term("Need", "debt")], [area("north", "ward")])))
    assert (found.cells, found.whole.tolist()) == (0, [[False]])


def test_the_oracle_town_has_its_published_coverage():
    found = coverage(footprint(oracle()))
    assert (found.cells, found.gaps, found.single) == (60, 16, 28)
    assert found.share == pytest.approx(0.7333, abs=5e-5)
    assert found.fragile == pytest.approx(28 / 60)


@pytest.mark.parametrize("block", [7, 1000])
@pytest.mark.parametrize(("sparse", "dense"), [(0, 0), (0, 1e9), (1e9, 0)])
def test_services_compared_in_blocks_and_by_every_product_share_the_same_cells(monkeypatch, block, sparse, dense):
    draw = Random(5)
    wards = [f"w{n}" for n in range(4)]
    some = [
        " ".join(draw.sample(x, draw.randint(1, 3))) for x in (list("abcd"), list("efgh"), wards) for _ in range(60)
    ]
    offers = [offer(f"s{n:02}.1", some[n], some[120 + n], some[60 + n] if n % 3 else "") for n in range(60)]
    terms = [term("Need", x) for x in "abcd"] + [term("Audience", x) for x in "efgh"]
    town = Landscape(offers, terms, [area(ward, "ward") for ward in wards])
    monkeypatch.setattr("linkwork.graph.measures.overlap.BLOCK", block)
    monkeypatch.setattr("linkwork.graph.measures.overlap.SPARSE", sparse)
    monkeypatch.setattr("linkwork.graph.measures.overlap.DENSE", dense)
    cells, (_, own) = footprint(town), brute_force(town, {ward: {ward} for ward in wards})
    found = overlaps(cells, least=0, limit=10_000)
    assert {(cells.services[p.a], cells.services[p.b]): p.shared for p in found.pairs} == {
        (a, b): len(own[a] & own[b]) for a, b in combinations(sorted(own), 2) if own[a] & own[b]
    }


@settings(max_examples=150, deadline=None)
@given(landscapes())
def test_cells_overlaps_and_coverage_are_those_of_brute_force(rows):
    every, expected = brute_force(rows)
    cells = footprint(rows)
    assert cells_of(cells) == expected
    assert cells.count == len(every)
    counts = [sum(cell in own for own in expected.values()) for cell in every]
    found = coverage(cells)
    assert (found.covered, found.single) == (sum(n > 0 for n in counts), counts.count(1))
    for (i, need), (j, place) in product(enumerate(cells.needs.ids), enumerate(cells.areas.ids)):
        assert found.services[i, j] == sum(
            any(c[0] == need and c[2] == place for c in own) for own in expected.values()
        )
    pairs = {(cells.services[p.a], cells.services[p.b]): p for p in overlaps(cells, least=0.5).pairs}
    for a, b in combinations(cells.services, 2):
        shared, smaller = len(expected[a] & expected[b]), min(len(expected[a]), len(expected[b]))
        assert ((a, b) in pairs) == (shared > 0 and shared >= smaller / 2)
        if (a, b) in pairs:
            pair = pairs[a, b]
            assert pair.shared == shared
            assert pair.containment_a_in_b == shared / len(expected[a])
            assert pair.containment_b_in_a == shared / len(expected[b])
            assert pair.jaccard == shared / len(expected[a] | expected[b])
            assert set(product(*cells.shared(pair.a, pair.b))) >= expected[a] & expected[b]
