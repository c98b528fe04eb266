"""People in need as weights: a town written out by hand, and random towns against a plain reading."""

from itertools import combinations, product

import pytest
from hypothesis import given, settings

from linkwork.graph.measures.demand import demand, over_demand, weighed
from linkwork.graph.measures.footprint import ANYONE_ELSE, EVERYONE, Asked, Landscape, footprint
from linkwork.graph.measures.overlap import coverage, overlaps
from tests.graph.cells import area, brute_demand, brute_force, figure, offer, term, towns

TERMS = [
    term("Need", "money"),
    term("Need", "debt", "money"),
    term("Need", "benefits", "money"),
    term("Need", "isolation"),
    term("Need", "loneliness", same="isolation"),
    term("Audience", "adults"),
    term("Audience", "carers", "adults"),
    term("Audience", "older", "adults"),
    term("Audience", "pensioners", "older"),
]
AREAS = [area("borough", "borough"), area("north", "ward", "borough"), area("south", "ward", "borough")]
# Debt for carers and older in both wards; Debt for older in North.
OFFERS = [offer("advice.1", "debt", "borough", "adults"), offer("link.1", "debt", "north", "older")]


def town(*figures, offers=OFFERS):
    return Landscape(offers, TERMS, AREAS, figures)


def people(figures):
    return {key: value.people for key, value in figures.items()}


def test_the_latest_year_counts_and_of_its_methods_the_first_by_name():
    found = demand(
        town(
            figure("debt", "north", 90, year=2023),
            figure("debt", "north", 40, year=2024, method="survey"),
            figure("debt", "north", 50, year=2024, method="census"),
        )
    )
    assert people(found.whole) == {("debt", "north"): 50}
    assert found.whole["debt", "north"].ids == ("debt None north 2024 census",)


def test_places_with_several_methods_in_their_latest_year_are_counted_and_said():
    rows = town(
        figure("debt", "north", 90, year=2023),
        figure("debt", "north", 40, year=2024, method="survey"),
        figure("debt", "north", 50, year=2024, method="census"),
        figure("benefits", "north", 50, year=2024, method="census"),
        figure("benefits", "north", 50, year=2023, method="survey"),
        figure("isolation", "south", 20),
        figure("loneliness", "south", 30),
    )
    found = demand(rows)
    assert found.several == 1
    assert found.notes() == (
        "1 place has figures by several methods in the latest year: the first method by name is used, and the others "
        "are left aside.",
    )


def test_each_audience_has_its_own_latest_year():
    found = demand(
        town(figure("debt", "north", 7, "carers", year=2022), figure("debt", "north", 9, "older", year=2024))
    )
    assert people(found.by_cell) == {("debt", "carers", "north"): 7, ("debt", "pensioners", "north"): 9}


def test_needs_that_mean_the_same_are_not_counted_twice():
    found = demand(town(figure("isolation", "north", 5), figure("loneliness", "north", 8)))
    assert people(found.whole) == {("isolation", "north"): 5}


def test_a_broad_need_a_borough_or_a_broad_group_belongs_to_no_single_cell():
    found = demand(
        town(
            figure("money", "north", 90),
            figure("debt", "borough", 90),
            figure("debt", "north", 90, "adults"),
            figure("debt", "north", 90, "people nobody has loaded"),
        )
    )
    assert (found.by_cell, found.whole, found.left_out) == ({}, {}, 4)
    assert found.notes() == (
        "4 figures of people in need are for a broad need, for an area of another level or for several groups at "
        "once: they belong to no single cell and are not split.",
    )


def test_a_broad_term_with_one_narrower_is_that_one():
    found = demand(town(figure("debt", "north", 6, "older")))
    assert people(found.by_cell) == {("debt", "pensioners", "north"): 6}


def test_a_figure_without_a_number_says_nothing():
    found = demand(town(figure("debt", "north", None)))
    assert (found.whole, found.left_out) == ({}, 0)


def test_a_place_has_the_figure_for_everybody_else_the_sum_over_groups():
    found = demand(
        town(
            figure("debt", "north", 7, "carers"),
            figure("debt", "north", 9, "older"),
            figure("debt", "north", 12),
            figure("debt", "south", 4, "carers"),
            figure("debt", "south", 5, "older"),
        )
    )
    assert people(found.places()) == {("debt", "north"): 12, ("debt", "south"): 9}


@pytest.mark.parametrize(
    ("figures", "shown"),
    [
        ([("carers", 40), ("pensioners", 5)], 45),
        # 43 less the 40 carers, who may be shown, would tell of the 3.
        ([("carers", 40), ("pensioners", 3)], None),
        ([("carers", 40), ("pensioners", 3), (None, 43)], None),
        # 60 less 40 are more than the group under 5 can be: the two groups are not all there are.
        ([("carers", 40), ("pensioners", 3), (None, 60)], 60),
        ([("carers", 4), ("pensioners", 4), (None, 8)], None),
        ([("carers", 4), ("pensioners", 4), (None, 9)], 9),
        # Under 5 by itself: what shows answers hides it.
        ([("carers", 2), ("pensioners", 2)], 4),
        ([(None, 3)], 3),
    ],
)
def test_a_number_from_which_one_under_5_could_be_worked_out_is_not_shown(figures, shown):
    found = demand(town(*(figure("debt", "north", n, who) for who, n in figures)))
    assert found.places()["debt", "north"].shown == shown


def test_where_one_group_is_looked_at_only_its_own_figures_count():
    rows = town(figure("debt", "north", 7, "carers"), figure("debt", "north", 9, "older"), figure("debt", "south", 12))
    found = demand(rows, Asked(audience="carers"))
    assert people(found.places()) == {("debt", "north"): 7}


def test_overlap_is_weighed_by_people_where_every_cell_compared_has_a_figure():
    figures = [
        figure("debt", where, n, who)
        for where, who, n in [
            ("north", "carers", 30),
            ("north", "older", 10),
            ("south", "carers", 40),
            ("south", "older", 20),
        ]
    ]
    rows = town(*figures)
    found = weighed(footprint(rows), demand(rows))
    (pair,) = overlaps(found.cells, least=0).pairs
    assert (found.by, pair.size_a, pair.size_b, pair.shared) == ("people", 100, 10, 10)
    assert found.says == "Every cell is weighed by the number of people in need there."
    # One figure less, and every cell of the whole answer counts as one.
    rows = town(*figures[:-1])
    found = weighed(footprint(rows), demand(rows))
    (pair,) = overlaps(found.cells, least=0).pairs
    assert (found.by, pair.size_a, pair.size_b, pair.shared) == ("equal", 4, 1, 1)
    assert found.says == (
        "Every cell counts as one: it is not weighed by how many people are in need. There are figures for 3 of the "
        "4 cells compared."
    )


def test_a_number_under_5_weighs_2_so_that_no_share_tells_of_it():
    offers = [offer("advice.1", "debt", "borough"), offer("link.1", "debt", "north")]
    for small in (0, 3, 4):
        rows = town(figure("debt", "north", small), figure("debt", "south", 10), offers=offers)
        found = weighed(footprint(rows), demand(rows))
        assert (found.by, found.cells.sizes.tolist()) == ("people", [12, 2])
        assert found.says == (
            "Every cell is weighed by the number of people in need there. A number under 5, which may not be shown, "
            "counts as 2."
        )


def test_a_figure_for_everybody_is_a_cells_own_only_where_no_group_is_told_apart():
    figures = [figure("debt", "north", 30), figure("debt", "south", 10)]
    rows = town(*figures, offers=[offer("advice.1", "debt", "borough"), offer("link.1", "debt", "north")])
    found = weighed(footprint(rows), demand(rows))
    assert (found.by, found.cells.audiences.ids, found.cells.sizes.tolist()) == ("people", (ANYONE_ELSE,), [40, 30])
    rows = town(*figures)
    assert weighed(footprint(rows), demand(rows)).by == "equal"


def test_coverage_is_over_the_cells_with_demand():
    rows = town(figure("debt", "north", 30, "carers"), figure("benefits", "south", 10, "carers"))
    found = over_demand(footprint(rows), demand(rows))
    result = coverage(found.cells)
    assert (result.cells, result.covered, result.gaps, result.share) == (2, 1, 1, 0.75)
    assert found.says == (
        "Weighed by people in need: their number is known for 2 of 12 combinations of need, group and area, and only "
        "those count."
    )


def test_where_a_figure_names_no_group_a_need_is_met_if_it_is_for_anybody():
    rows = town(figure("debt", "north", 30), figure("debt", "south", 20, "older"), figure("benefits", "north", 10))
    found = over_demand(footprint(rows), demand(rows))
    result = coverage(found.cells)
    assert found.cells.audiences.ids == (EVERYONE,)
    assert (result.cells, result.covered, result.weight, result.weight_covered) == (3, 2, 60, 50)
    assert found.says == (
        "Weighed by people in need: their number is known for 3 of 6 pairs of need and area, and only those count, "
        "whatever the group."
    )


def test_without_demand_every_cell_counts_as_one():
    found = over_demand(footprint(town()), demand(town()))
    result = coverage(found.cells)
    # Debt in both wards for carers and older, of 3 needs, 2 groups and 2 wards.
    assert (found.by, result.cells, result.covered, result.share) == ("equal", 12, 4, pytest.approx(1 / 3))
    assert found.says == (
        "Counted over all 12 combinations of need, group and area, each as one: how many people are in need is not "
        "known for any of them."
    )


def plain_weights(rows):
    """What overlap weighs each reached cell by: people if there is a figure for every one, else 1."""
    every, own = brute_force(rows)
    figures, reached = brute_demand(rows), set().union(*own.values()) if own else set()
    alone = {who for _, who, _ in every} == {ANYONE_ELSE}
    found = {}
    for need, who, where in reached:
        key = (need, None, where) if alone else (need, who, where)
        known = figures.get(key)
        found[need, who, where] = 2 if known is not None and known < 5 else known
    known = bool(found) and None not in found.values()
    return ("people", found) if known else ("equal", dict.fromkeys(found, 1))


@settings(max_examples=150, deadline=None)
@given(towns())
def test_weighed_overlaps_are_those_of_brute_force(rows):
    (by, weights), (_, own) = plain_weights(rows), brute_force(rows)
    found = weighed(footprint(rows), demand(rows))
    assert found.by == by
    weight = {service: sum(weights[cell] for cell in cells) for service, cells in own.items()}
    assert dict(zip(found.cells.services, found.cells.sizes.tolist(), strict=True)) == weight
    pairs = {(found.cells.services[p.a], found.cells.services[p.b]): p for p in overlaps(found.cells, least=0).pairs}
    for a, b in combinations(sorted(own), 2):
        shared = sum(weights[cell] for cell in own[a] & own[b])
        assert ((a, b) in pairs) == (shared > 0)
        if (a, b) in pairs:
            union = sum(weights[cell] for cell in own[a] | own[b])
            assert pairs[a, b].jaccard == shared / union
            assert pairs[a, b].containment_a_in_b == shared / weight[a]


def plain_demand_cells(rows):
    """The cells that coverage is over with their weights, and those of them that some service reaches."""
    every, own = brute_force(rows)
    reached, figures = set().union(*own.values()) if own else set(), brute_demand(rows)
    figures = {key: n for key, n in figures.items() if key[1] is None or key in every}
    if not figures:
        return dict.fromkeys(every, 1), reached
    if all(who for _, who, _ in figures):
        return figures, reached
    places = {(need, where) for need, _, where in figures}
    sums = {
        place: figures.get((place[0], None, place[1]),
                           sum(n for (need, _, where), n in figures.items() if (need, where) == place))
        for place in places
    }  # fmt: skip
    return sums, {(need, where) for need, _, where in reached}


def plain_small(rows):
    """The cells (or places) of `plain_demand_cells` whose number may not be told, nor a sum with it."""
    every, _ = brute_force(rows)
    figures = {key: n for key, n in brute_demand(rows).items() if key[1] is None or key in every}
    if all(who for _, who, _ in figures):
        return {cell for cell, n in figures.items() if n < 5}
    found = set()
    for need, where in {(need, where) for need, _, where in figures}:
        groups = [n for (x, who, y), n in figures.items() if (x, y) == (need, where) and who]
        whole, small = figures.get((need, None, where)), [n for n in groups if n < 5]
        rest = None if whole is None else whole - sum(n for n in groups if n >= 5)
        if (whole is not None and whole < 5) or (small and (rest is None or rest <= 4 * len(small))):
            found.add((need, where))
    return found


@settings(max_examples=150, deadline=None)
@given(towns())
def test_what_may_not_be_told_is_that_of_brute_force(rows):
    found = over_demand(footprint(rows), demand(rows)).small
    expected = plain_small(rows)
    assert found == {cell if len(cell) == 3 else (cell[0], EVERYONE, cell[1]) for cell in expected}


@settings(max_examples=150, deadline=None)
@given(towns())
def test_weighed_coverage_is_that_of_brute_force(rows):
    weights, reached = plain_demand_cells(rows)
    result = coverage(over_demand(footprint(rows), demand(rows)).cells)
    assert (result.cells, result.covered) == (len(weights), len(weights.keys() & reached))
    assert result.weight == sum(weights.values())
    assert result.weight_covered == sum(n for cell, n in weights.items() if cell in reached)


@settings(max_examples=100, deadline=None)
@given(towns())
def test_the_weight_of_every_single_cell_adds_up_to_that_of_the_classes(rows):
    found = over_demand(footprint(rows), demand(rows))
    weights, counts = found.spread()
    expected, _ = plain_demand_cells(rows)
    assert (weights.sum(), counts.sum()) == (found.cells.weights.sum(), found.cells.count)
    ids = [axis.ids for axis in found.cells.axes]
    cells = {cell: weights[at] for cell, at in zip(product(*ids), product(*map(range, weights.shape)), strict=True)}
    for cell, weight in expected.items():
        assert cells[cell if len(cell) == 3 else (cell[0], EVERYONE, cell[1])] == weight
