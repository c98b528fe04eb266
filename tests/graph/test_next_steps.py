"""Best next steps: the oracle's gains, a town by hand, random towns against trying everything and exact programming."""

from itertools import product
from math import e

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.optimize import Bounds, LinearConstraint, milp

from linkwork.graph.measures.demand import demand, over_demand
from linkwork.graph.measures.footprint import Asked, Landscape, footprint
from linkwork.graph.measures.next_steps import KINDS, next_steps
from tests.graph.cells import area, brute_force, figure, offer, oracle, term, towns
from tests.graph.test_demand import plain_demand_cells, plain_small


def steps(rows, most=50, narrow=None, services=None):
    asked = narrow or Asked()
    return next_steps(over_demand(footprint(rows, asked), demand(rows, asked)), most, services)


def told(found):
    return [(step.offer, step.kind, step.adds, step.gain, step.cells) for step in found.steps]


def test_the_oracle_town_gains_8_then_4_then_4_and_stops():
    found = steps(oracle())
    assert [step.gain for step in found.steps] == [8, 4, 4]
    assert (found.gaps, found.weight) == (16, 16)


TERMS = [
    term("Need", "money"),
    term("Need", "debt", "money"),
    term("Need", "benefits", "money"),
    term("Need", "mood"),
    term("Audience", "carers"),
    term("Audience", "older"),
]
AREAS = [area("borough", "borough"), area("north", "ward", "borough"), area("south", "ward", "borough")]
OFFERS = [
    offer("advice.1", "money", "borough", "carers"),
    offer("cafe.1", "mood", "north", "older"),
    offer("drop.1", "mood", include="older"),
]


def test_every_step_is_the_best_of_what_is_left_and_ties_go_by_offer_then_need_audience_area():
    # Gaps: 4 of older with a money need, 2 of carers with mood, 1 of older with mood in South. Adding older to advice
    # closes 4; advice with mood, as the offer is now, 2; cafe with South the last one.
    assert told(steps(Landscape(OFFERS, TERMS, AREAS))) == [
        ("advice.1", "audience", "older", 4, 4),
        ("advice.1", "need", "mood", 2, 2),
        ("cafe.1", "area", "south", 1, 1),
    ]


def test_it_stops_after_as_many_as_were_asked_for():
    assert told(steps(Landscape(OFFERS, TERMS, AREAS), most=1)) == [("advice.1", "audience", "older", 4, 4)]


def test_only_the_services_asked_for_are_changed():
    found = steps(Landscape(OFFERS, TERMS, AREAS), services={"cafe"})
    # Cafe with benefits, with debt, with carers or in South, 1 each: a need goes before a group before an area.
    assert told(found) == [
        ("cafe.1", "need", "benefits", 1, 1),
        ("cafe.1", "need", "debt", 1, 1),
        ("cafe.1", "audience", "carers", 1, 1),
        ("cafe.1", "area", "south", 1, 1),
    ]


def test_people_in_need_decide_where_they_are_known():
    figures = [
        figure("mood", "south", 50, "older"),
        figure("debt", "north", 30, "older"),
        figure("debt", "north", 9, "carers"),
    ]
    found = steps(Landscape(OFFERS, TERMS, AREAS, figures))
    assert told(found) == [("cafe.1", "area", "south", 50, 1), ("advice.1", "audience", "older", 30, 1)]
    assert (found.gaps, found.weight) == (2, 80)


def test_where_no_figure_names_a_group_a_place_is_met_if_it_is_for_anybody():
    figures = [figure("mood", "south", 50), figure("debt", "north", 30)]
    assert told(steps(Landscape(OFFERS, TERMS, AREAS, figures))) == [("advice.1", "need", "mood", 50, 1)]


def test_how_many_other_offers_would_close_as_much_as_the_first_step_is_counted():
    # Cafe, its twin and walk each close one gap of older people's, by debt or benefits; drop says no area.
    twins = [OFFERS[1], offer("twin.1", "mood", "north", "older"), offer("walk.1", "mood", "south", "older"), OFFERS[2]]
    found = steps(Landscape(twins, TERMS, AREAS))
    assert (told(found)[0], found.ties) == (("cafe.1", "need", "benefits", 1, 1), 2)
    assert steps(Landscape(twins, TERMS, AREAS), services={"walk"}).ties == 0
    assert steps(Landscape([], TERMS, AREAS)).ties == 0


def test_a_step_and_the_gaps_say_whether_they_rest_on_a_number_that_may_not_be_told():
    figures = [
        figure("mood", "south", 50, "older"),
        figure("debt", "north", 30, "older"),
        figure("benefits", "north", 4, "older"),
    ]
    found = steps(Landscape(OFFERS, TERMS, AREAS, figures))
    assert [(step.adds, step.gain, step.small) for step in found.steps] == [("south", 50, False), ("older", 34, True)]
    assert found.small
    # Where what is small has a service, the gaps do not rest on it.
    figures[2] = figure("benefits", "north", 4, "carers")
    assert not steps(Landscape(OFFERS, TERMS, AREAS, figures)).small


def test_narrowing_looks_for_gaps_there_alone():
    found = steps(Landscape(OFFERS, TERMS, AREAS), narrow=Asked(need="mood", area="south"))
    assert told(found) == [("advice.1", "need", "mood", 1, 1), ("cafe.1", "area", "south", 1, 1)]


def test_nothing_loaded_and_nothing_to_close_give_no_steps():
    assert steps(Landscape([], [], [])).steps == ()
    assert steps(Landscape([], TERMS, AREAS, [figure("debt", "north", 5)])).gaps == 1
    full = [offer("a.1", "money mood", "borough", "carers older")]
    assert steps(Landscape(full, TERMS, AREAS)).gaps == 0


def candidates(rows):
    """The gaps that each candidate closes, by (offer, kind, added), tried cell by cell."""
    every, _ = brute_force(rows)
    weights, reached = plain_demand_cells(rows)
    gaps = {cell: weight for cell, weight in weights.items() if cell not in reached}
    whole = bool(gaps) and len(next(iter(gaps))) == 2
    axes = [sorted({cell[k] for cell in every}) for k in range(3)]
    found = {}
    for row in rows.offers:
        sides = [{cell[k] for cell in own_cells(rows, row)} for k in range(3)]
        for k, added in [(axis, added) for axis in range(3) for added in axes[axis]]:
            wider = set(product(*(side | {added} if i == k else side for i, side in enumerate(sides))))
            closed = {(need, where) for need, _, where in wider} if whole else wider
            found[row["offer_id"], KINDS[k], added] = {cell: gaps[cell] for cell in closed & gaps.keys()}
    return found, gaps


def own_cells(rows, row):
    """The cells of one offer of the town by itself, among all the audiences that the town names."""
    named = {x for other in rows.offers for x in (*other["include_ids"], *other["exclude_ids"])}
    demand = [*rows.demand, *({"audience_id": x} for x in sorted(named))]
    return brute_force(Landscape([row], rows.terms, rows.areas, demand))[1][row["service_id"]]


def best_exact(found, gaps, most):
    """The greatest weight that so many candidates can close together, by integer programming."""
    cells, picks = sorted(gaps), sorted(found)
    n, m = len(picks), len(cells)
    # Pick x, close y: y is at most the picks that reach it; at most so many picks.
    rows = [[*(-float(cell in found[pick]) for pick in picks), *(float(c == cell) for c in cells)] for cell in cells]
    rows.append([1.0] * n + [0.0] * m)
    limits = LinearConstraint(np.array(rows), -np.inf, [*([0.0] * m), float(most)])
    cost = np.array([0.0] * n + [-float(gaps[cell]) for cell in cells])
    result = milp(cost, constraints=limits, integrality=np.ones(n + m), bounds=Bounds(0, 1))
    return round(-result.fun)


def with_cells(rows):
    """The offers that have cells: what adding to the others would do is the business of the tests by hand."""
    return Landscape([row for row in rows.offers if own_cells(rows, row)], rows.terms, rows.areas, rows.demand)


@settings(max_examples=60, deadline=None)
@given(towns())
def test_random_towns_gain_what_trying_everything_gains_and_enough_of_the_optimum(rows):
    rows = with_cells(rows)
    found, gaps = candidates(rows)
    result = steps(rows)
    assert (result.gaps, result.weight) == (len(gaps), sum(gaps.values()))
    small, left = plain_small(rows), dict(gaps)
    assert result.small == bool(small & gaps.keys())
    for step in result.steps:
        gains = {pick: sum(left[cell] for cell in closed if cell in left) for pick, closed in found.items()}
        assert step.gain == max(gains.values())
        best = [pick for pick, gain in gains.items() if gain == step.gain]
        first = min(best, key=lambda pick: (pick[0], KINDS.index(pick[1]), pick[2] == "anyone else", pick[2]))
        assert (step.offer, step.kind, step.adds) == first
        if step == result.steps[0]:
            assert result.ties == len({offer for offer, _, _ in best}) - 1
        closed = found[first]
        assert step.small == bool(small & closed.keys() & left.keys())
        assert step.cells == len(closed.keys() & left.keys())
        left = {cell: weight for cell, weight in left.items() if cell not in closed}
    assert not found or max(sum(left[c] for c in closed if c in left) for closed in found.values()) == 0
    for most in (1, 2, 3) if gaps and found else ():
        optimum = best_exact(found, gaps, most)
        gained = sum(step.gain for step in result.steps[:most])
        assert gained >= (1 - 1 / e) * optimum - 1e-9
        assert gained <= optimum
        assert most > 1 or gained == pytest.approx(optimum)
