"""What rests on whom: a town written out by hand, the oracle's, and random towns against plain sets."""

import pytest
from hypothesis import given, settings

from linkwork.graph.measures.crowding import supply
from linkwork.graph.measures.demand import demand, weighed
from linkwork.graph.measures.footprint import Asked, Landscape, footprint
from linkwork.graph.measures.reliance import also_covered, covered_by, endings, single_provider
from tests.graph.cells import brute_force, figure, oracle, towns
from tests.graph.test_crowding import AREAS, TERMS, run

# Debt. Big: carers and older in both wards (4 cells, 120 people). Small: carers in South (1 cell, 30 people, 18 of them
# spare). Twin: older in South, by the same body as big. Solo: mood for carers in North.
OFFERS = [
    run("big.1", "council", 120, referrals=6, needs="debt", areas="north south", include="carers older"),
    run("small.1", "charity", 78, referrals=5, needs="debt", areas="south", include="carers"),
    run("twin.1", "council", 10, needs="debt", areas="south", include="older"),
    run("solo.1", "", 20, needs="mood", areas="north", include="carers"),
]
TOWN = Landscape(OFFERS, TERMS, AREAS)


def test_also_covered_is_the_share_that_others_reach_too():
    cells = footprint(TOWN)
    found = also_covered(cells)
    assert cells.services == ("big", "small", "solo", "twin")
    assert (found.share.tolist(), found.unique.tolist()) == ([0.5, 1, 0, 1], [2, 0, 1, 0])
    assert covered_by(cells, range(4)) == [[1, 3], [0], [], [0]]


def test_also_covered_is_weighed_by_people_where_they_are_known():
    figures = [
        figure("debt", "north", 10, "carers"),
        figure("debt", "north", 20, "older"),
        figure("debt", "south", 30, "carers"),
        figure("debt", "south", 60, "older"),
        figure("mood", "north", 0, "carers"),
    ]
    rows = Landscape(OFFERS, TERMS, AREAS, figures)
    cells = weighed(footprint(rows), demand(rows)).cells
    found = also_covered(cells)
    assert found.share.tolist()[:2] == [0.75, 1]
    assert found.share[2] == 0
    # Twin shares 60 people with big, small 30.
    assert covered_by(cells, [0]) == [[3, 1]]


def test_of_two_that_share_as_many_people_the_one_that_shares_more_cells_comes_first():
    offers = [
        run("all.1", "", None, needs="debt", areas="north south", include="carers older"),
        run("few.1", "", None, needs="debt", areas="south", include="carers"),
        run("many.1", "", None, needs="debt", areas="north south", include="older"),
    ]
    figures = [
        figure("debt", "north", 10, "carers"),
        figure("debt", "north", 10, "older"),
        figure("debt", "south", 30, "carers"),
        figure("debt", "south", 20, "older"),
    ]
    rows = Landscape(offers, TERMS, AREAS, figures)
    cells = weighed(footprint(rows), demand(rows)).cells
    assert cells.services == ("all", "few", "many")
    assert covered_by(cells, [0]) == [[2, 1]]


def test_the_oracle_town_is_also_covered_as_published():
    cells = footprint(oracle())
    found = dict(zip(cells.services, also_covered(cells).share, strict=True))
    published = {"SPLW": 0.938, "CareNav": 0.375, "MHConn": 0.5, "CommNav": 1, "Advice": 1, "Walks": 1}
    assert found == {service: pytest.approx(share, abs=0.0006) for service, share in published.items()}


def test_a_cell_hangs_on_one_provider_whether_one_service_of_theirs_is_there_or_two():
    places = single_provider(footprint(TOWN), supply(OFFERS))
    found = [(place.need, place.area, place.audiences, place.services) for place in places]
    # In South, debt for carers has two bodies; for older two services of one body.
    assert found == [
        ("debt", "north", ("carers", "older"), (0,)),
        ("debt", "south", ("older",), (0, 3)),
        ("mood", "north", ("carers",), (2,)),
    ]


def test_the_oracle_town_has_28_single_cells():
    rows = oracle()
    places = single_provider(footprint(rows), supply(rows.offers))
    assert sum(len(place.audiences) for place in places) == 28
    assert {len(place.services) for place in places} == {1}


def ended(rows, limit=100, narrow=None, chosen=None):
    cells = footprint(rows, narrow)
    found = endings(
        (cells, footprint(rows)), supply(rows.offers), limit, chosen and [s in chosen for s in cells.services]
    )
    table = [
        (
            cells.services[e.service], e.place.need, e.place.area, e.place.audiences,
            tuple(cells.services[i] for i in e.place.services), e.people, e.spare, e.uncovered,
        )
        for e in found.rows
    ]  # fmt: skip
    return table, found.total


def test_what_is_left_where_a_service_ends_is_the_spare_capacity_of_the_others():
    # Big has 30 people a cell and 12 spare (120 - 72 = 48 over 4 cells); small 78 people and 18 spare; twin says no
    # referrals, so what it has to spare is not known.
    rows = [
        ("big", "debt", "north", ("carers", "older"), (), 60, 0, 60),
        ("solo", "mood", "north", ("carers",), (), 20, 0, 20),
        ("small", "debt", "south", ("carers",), ("big",), 78, 12, 66),
        ("big", "debt", "south", ("carers",), ("small",), 30, 18, 12),
        ("twin", "debt", "south", ("older",), ("big",), 10, 12, 0),
        ("big", "debt", "south", ("older",), ("twin",), 30, None, None),
    ]
    assert ended(TOWN) == (rows, 6)
    assert ended(TOWN, limit=2) == (rows[:2], 6)
    assert ended(TOWN, narrow=Asked(area="south")) == (rows[2:], 4)


def test_room_and_people_are_those_of_all_the_groups_that_a_place_is_about():
    # A has 100 - 60 = 40 people to spare over two cells, B 50 people in the same two.
    offers = [
        run("a.1", "", 100, referrals=5, needs="debt", areas="south", include="carers older"),
        run("b.1", "", 50, needs="debt", areas="south", include="carers older"),
    ]
    rows = [
        ("b", "debt", "south", ("carers", "older"), ("a",), 50, 40, 10),
        ("a", "debt", "south", ("carers", "older"), ("b",), 100, None, None),
    ]
    assert ended(Landscape(offers, TERMS, AREAS)) == (rows, 2)


def brute_endings(rows):
    _, own = brute_force(rows)
    supplies, found = supply(rows.offers), {}
    for service, cells in own.items():
        for need, who, where in cells:
            others = tuple(sorted(other for other in own if other != service and (need, who, where) in own[other]))
            found.setdefault((service, need, where, others), set()).add(who)
    table = set()
    for (service, need, where, others), who in found.items():
        capacity, spare = supplies[service].capacity, [supplies[other].spare for other in others]
        people = None if capacity is None else capacity / len(own[service]) * len(who)
        room = None
        if None not in spare:
            room = sum(free / len(own[other]) * len(who) for free, other in zip(spare, others, strict=True))
        left = people if not others or people is None else None if room is None else max(0, people - room)
        numbers = (None if x is None else round(x, 3) for x in (people, room, left))
        table.add((service, need, where, frozenset(who), others, *numbers))
    return table


@settings(max_examples=150, deadline=None)
@given(towns())
def test_random_towns_lose_what_plain_sets_say(rows):
    found, total = ended(rows, limit=10_000)
    assert total == len(found)
    plain = {
        (*row[:3], frozenset(row[3]), row[4], *(None if x is None else round(x, 3) for x in row[5:])) for row in found
    }
    assert plain == brute_endings(rows)
    order = [(bool(row[4]), row[7] is None, -round(row[7] or 0, 4)) for row in found]
    assert order == sorted(order)
    for limit in (1, 2, 5):
        assert ended(rows, limit) == (found[:limit], total)


@settings(max_examples=150, deadline=None)
@given(towns())
def test_random_towns_hang_on_whom_plain_sets_say(rows):
    every, own = brute_force(rows)
    supplies, cells = supply(rows.offers), footprint(rows)
    expected = {}
    for need, who, where in every:
        there = tuple(sorted(service for service in own if (need, who, where) in own[service]))
        if len({provider for service in there for provider in supplies[service].providers}) == 1:
            expected.setdefault((need, where, there), set()).add(who)
    found = single_provider(cells, supplies)
    names = {(p.need, p.area, tuple(cells.services[i] for i in p.services)): set(p.audiences) for p in found}
    assert names == expected
    assert len(found) == len(expected)
    shares = dict(zip(cells.services, also_covered(cells).share, strict=True))
    sharing = covered_by(cells, range(len(cells.services)))
    for i, service in enumerate(cells.services):
        also = [cell for cell in own[service] if any(cell in own[other] for other in own if other != service)]
        share = len(also) / len(own[service]) if own[service] else float("nan")
        assert shares[service] == pytest.approx(share, nan_ok=True)
        both = {other: len(own[service] & own[other]) for other in own if other != service}
        wanted = [other for other in sorted(both, key=lambda other: (-both[other], other)) if both[other]]
        assert [cells.services[k] for k in sharing[i]] == wanted
