"""Crowding: a town worked out by hand, and random towns against counting one person after another."""

from itertools import product

import pytest
from hypothesis import given, settings

from linkwork.graph.measures.crowding import Supply, crowding, supply
from linkwork.graph.measures.footprint import Asked, Landscape, footprint
from tests.graph.cells import area, brute_force, offer, term, towns

TERMS = [
    *(term("Need", x) for x in ("debt", "mood")),
    *(term("Audience", x) for x in ("carers", "older")),
]
AREAS = [area("north", "ward"), area("south", "ward")]


def run(id_, provider="", capacity=None, own=None, referrals=None, **cells):
    """An offer with what its service says of itself and what the offer says."""
    facts = {"provider_ids": provider.split(), "service_capacity": capacity, "offer_capacity": own}
    return offer(id_, **cells) | facts | {"referrals_month": referrals}


def test_capacity_is_the_services_own_else_the_sum_of_its_offers_where_all_state_it():
    rows = [
        run("a.1", capacity=100, own=10),
        run("a.2", capacity=100),
        run("b.1", own=30),
        run("b.2", own=12),
        run("c.1", own=30),
        run("c.2"),
    ]
    assert {service: own.capacity for service, own in supply(rows).items()} == {"a": 100, "b": 42, "c": None}


def test_spare_is_what_twelve_months_of_referrals_leave_and_is_not_known_where_they_are_too_few_to_show():
    rows = [
        run("a.1", "p", capacity=100, referrals=5),
        run("b.1", "q p", capacity=100, referrals=9),
        run("c.1", capacity=100, referrals=4),
        run("d.1", capacity=100),
        run("e.1", referrals=9),
    ]
    assert supply(rows) == {
        "a": Supply(100, 40, ("p",)),
        "b": Supply(100, 0, ("p", "q")),
        "c": Supply(100, None, ("c",)),
        "d": Supply(100, None, ("d",)),
        "e": Supply(None, None, ("e",)),
    }


# Debt for carers: big (2 cells, 120 people) in both wards, small (1 cell, 20) in South; shared (2 cells, for carers and
# older in South, 40) is run by two bodies, one of which runs small too.
OFFERS = [
    run("big.1", "council", 120, needs="debt", areas="north south", include="carers"),
    run("small.1", "charity", 20, needs="debt", areas="south", include="carers"),
    run("shared.1", "charity trust", 40, needs="debt", areas="south", include="carers older"),
]


def look(offers, **narrow):
    rows = Landscape(offers, TERMS, AREAS)
    return crowding(footprint(rows, Asked(**narrow)), footprint(rows), supply(offers))


def test_capacity_is_spread_over_the_cells_and_shares_are_by_provider():
    found = look(OFFERS)
    # Debt then Mood; North then South. In South the council has 60, the charity 20 and half of 40, the trust 20.
    assert found.services.tolist() == [[1, 3], [0, 0]]
    assert found.providers.tolist() == [[1, 3], [0, 0]]
    assert found.capacity.tolist() == [[60, 120], [0, 0]]
    assert found.effective.tolist() == [[1, pytest.approx(120**2 / (60**2 + 40**2 + 20**2))], [0, 0]]
    assert (found.lacking, found.reaching) == (0, 3)


def test_one_service_without_capacity_makes_every_service_as_large_as_the_next():
    found = look([*OFFERS[:2], OFFERS[2] | {"service_capacity": None}])
    # One each for big and small, and one for shared that its two bodies halve: 1, 1.5, 0.5 in South.
    assert found.effective[0].tolist() == [1, pytest.approx(3**2 / (1 + 1.5**2 + 0.5**2))]
    assert found.capacity[0].tolist()[0] == 60
    assert str(found.capacity[0, 1]) == "nan"
    assert (found.lacking, found.reaching) == (1, 3)


def test_a_narrowed_answer_still_spreads_capacity_over_everything_a_service_does():
    found = look(OFFERS, area="south", audience="carers")
    assert found.capacity.tolist() == [[60 + 20 + 20], [0]]


def test_where_no_service_takes_anybody_on_each_is_as_large_as_the_next():
    full = {"needs": "debt", "areas": "north", "include": "carers"}
    found = look([run("a.1", "p", 0, **full), run("b.1", "q", 0, **full), *OFFERS[1:]])
    assert (found.services[0, 0], found.capacity[0, 0], found.effective[0, 0]) == (2, 0, 2)
    # Small has 20 in South, shared 40: only North is as said.
    assert found.full.tolist() == [[True, False], [False, False]]
    assert found.effective[0, 1] == pytest.approx(60**2 / (40**2 + 20**2))


def test_a_service_without_cells_does_not_count_as_lacking_capacity():
    found = look([*OFFERS, run("bare.1", "p", needs="debt")])
    assert (found.lacking, found.reaching) == (0, 3)


def brute(rows):
    """For every need and area: services, providers, capacity and effective providers, cell by cell."""
    every, own = brute_force(rows)
    first, offers = {}, {}
    for row in rows.offers:
        first.setdefault(row["service_id"], row)
        offers.setdefault(row["service_id"], []).append(row["offer_capacity"])
    capacity = {
        s: row["service_capacity"] if row["service_capacity"] is not None
        else None if None in offers[s] else sum(offers[s])
        for s, row in first.items()
    }  # fmt: skip
    equal = any(own[s] and capacity[s] is None for s in own)
    found = {}
    for need, where in {(need, where) for need, _, where in every}:
        shares, here, room = {}, 0, 0
        for service, cells in own.items():
            there = [cell for cell in cells if (cell[0], cell[2]) == (need, where)]
            providers = set(first[service]["provider_ids"]) or {service}
            part = capacity[service] / len(cells) * len(there) if there and capacity[service] is not None else None
            here += bool(there)
            room = room if not there else None if part is None or room is None else room + part
            for provider in providers if there else ():
                size, one = shares.get(provider, (0, 0))
                shares[provider] = (size + (part or 0) / len(providers), one + 1 / len(providers))
        full = equal or not any(size for size, _ in shares.values())
        shares = {provider: sizes[full] for provider, sizes in shares.items()}
        total = sum(shares.values())
        effective = 1 / sum((x / total) ** 2 for x in shares.values()) if total else 0
        found[need, where] = (here, len(shares), room, effective)
    return found


@settings(max_examples=150, deadline=None)
@given(towns())
def test_random_towns_are_as_crowded_as_counted_cell_by_cell(rows):
    cells, expected = footprint(rows), brute(rows)
    found = crowding(cells, cells, supply(rows.offers))
    for (i, need), (j, where) in product(enumerate(cells.needs.ids), enumerate(cells.areas.ids)):
        if cells.count:
            services, providers, room, effective = expected[need, where]
            assert (found.services[i, j], found.providers[i, j]) == (services, providers)
            assert found.capacity[i, j] == pytest.approx(float("nan") if room is None else room, nan_ok=True)
            assert found.effective[i, j] == pytest.approx(effective)
