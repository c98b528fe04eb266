"""What would be, against the same place built without the thing; against every cell and every path tried by itself."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkwork.errors import LinkworkError
from linkwork.graph.measures.demand import demand, over_demand
from linkwork.graph.measures.footprint import ANYONE_ELSE, Landscape, footprint
from linkwork.graph.measures.next_steps import next_steps
from linkwork.graph.measures.overlap import coverage
from linkwork.graph.measures.referrals import Known
from linkwork.graph.measures.routes import Offers, Referrals
from linkwork.graph.measures.supposing import (
    Add,
    CloseFund,
    CloseLink,
    CloseOffer,
    CloseService,
    Move,
    Rows,
    Widen,
    supposed,
)
from linkwork.graph.measures.whatif import best_steps, whatif
from tests.graph.cells import Plain, area, brute_force, figure, offer, term, towns

FEW = settings(max_examples=60, deadline=None)
SERVICES = ["s0", "s1", "s2", "s3"]
WORDS = {"service": "", "offer": "", "providers": [], "sectors": [], "capacity": None, "evidence": []}


@st.composite
def places(draw) -> Rows:
    """A random landscape whose services refer to each other and are referred to by two bodies."""
    rows = draw(towns())
    services = [
        {"id": id_, "name": id_, "access": draw(st.sampled_from([None, "self", "closed"])), "wait_days": None}
        for id_ in SERVICES
    ]
    links = [
        {"id": f"{a}>{b}", "from_id": a, "to_id": b, "wait_days": None,
         "onward_allowed": draw(st.sampled_from([None, False]))}
        for a in [*SERVICES, "org-x", "org-y"]
        for b in draw(st.lists(st.sampled_from(SERVICES), max_size=2, unique=True))
    ]  # fmt: skip
    senders = [{"id": id_, "name": id_, "door": False} for id_ in ("org-x", "org-y")]
    funding = [
        {"funder_id": funder, "service_id": service}
        for funder in ("fund-a", "fund-b")
        for service in draw(st.lists(st.sampled_from(SERVICES), max_size=3, unique=True))
    ]
    return Rows(Known(links, services, senders), rows, funding)


def built_without(rows: Rows, services: set[str]) -> Rows:
    """The place as it would be loaded if these had never been there."""
    own, known = rows.landscape, rows.known
    return Rows(
        Known(
            [r for r in known.links if r["from_id"] not in services and r["to_id"] not in services],
            [r for r in known.services if r["id"] not in services],
            known.senders,
        ),
        replace(own, offers=[r for r in own.offers if r["service_id"] not in services]),
        [],
    )


def referrals(rows: Rows) -> Referrals:
    return Referrals(rows.known, Offers(rows.landscape.offers, rows.landscape.terms, rows.landscape.areas))


@FEW
@given(places(), st.lists(st.sampled_from(SERVICES), min_size=1, max_size=2, unique=True))
def test_closing_is_as_if_the_place_had_been_built_without(rows, closed):
    found = whatif(rows, [CloseService(id_) for id_ in closed])
    rest = built_without(rows, set(closed))
    # Needs that nobody meets in an area, and who gets where: what G1 and P7 would count there.
    assert found.after.places_without == int((coverage(footprint(rest.landscape)).services == 0).sum())
    now, then = (referrals(side).reach() for side in (rows, rest))
    assert set(found.routes_lost) == now.valid - then.valid
    assert not found.routes_won
    assert (found.before.routes, found.after.routes) == (len(now.valid), len(now.valid & then.valid))
    assert found.before.pairs == found.after.pairs == len(now.doors) * len(now.needs)


@FEW
@given(places(), st.sampled_from(SERVICES))
def test_gaps_and_fragile_cells_are_those_of_every_cell_tried_by_itself(rows, closed):
    found = whatif(rows, [CloseService(closed)])
    every, reached = brute_force(rows.landscape)
    left = {service: cells for service, cells in reached.items() if service != closed}
    sides = [(found.before, reached), (found.after, left)]
    for state, services in sides:
        counts = [sum(cell in cells for cells in services.values()) for cell in every]
        assert (state.cells, state.gaps, state.fragile) == (len(every), counts.count(0), counts.count(1))
    opened = set().union(*reached.values()) - set().union(*left.values())
    assert {(gap.need, who, gap.area) for gap in found.opened for who in gap.audiences} == opened
    assert not found.closed
    shrunk = {one.service: one for one in found.shrunk}
    assert shrunk.keys() == ({closed} if reached.get(closed) else set())
    for one in found.shrunk:
        others = {id_: len(cells & reached[closed]) for id_, cells in left.items() if cells & reached[closed]}
        assert dict(one.others) == others
        assert (one.cells, one.covered) == (len(reached[closed]), len(reached[closed] - opened))


@FEW
@given(places(), st.sampled_from(SERVICES))
def test_people_who_lose_a_service_are_those_of_the_cells_with_demand_that_nobody_reaches_any_more(rows, closed):
    found = whatif(rows, [CloseService(closed)])
    figures = demand(rows.landscape)
    whole = over_demand(footprint(rows.landscape), figures)
    if whole.by != "people":
        assert (found.losing, found.before.people_covered) == (None, None)
        return
    every, reached = brute_force(rows.landscape)
    left = set().union(*(cells for service, cells in reached.items() if service != closed))
    had = set().union(*reached.values())
    # Where there is no offer there is no group either, and so no cell; places there are all the same.
    if not every or any(need in {x for x, _, _ in every} for need, _ in figures.whole):
        had, left = ({(n, a) for n, _, a in cells} for cells in (had, left))
        known = figures.places()
    else:
        known = figures.by_cell
    losing = [known[cell] for cell in had - left if cell in known]
    expected = None if any(figure.small for figure in losing) else sum(figure.people for figure in losing)
    assert found.losing == expected
    assert (found.before.people_covered is None) == any(figure.small for figure in known.values())


@FEW
@given(places(), st.sampled_from(["Na", "Nb"]), st.sampled_from(["w1", "B"]), st.sampled_from(SERVICES))
def test_to_add_a_service_and_close_it_is_nothing_and_to_add_it_alone_is_the_place_with_it(rows, need, where, sender):
    new = Add("new", "New", (need,), (where,), refers_from={"org-x": "X", sender: sender, "org-new": "N", "self": ""})
    nothing = whatif(rows, [new, CloseService("new")])
    assert nothing.before == nothing.after
    assert (nothing.opened, nothing.closed, nothing.routes_lost, nothing.routes_won) == ((), (), (), ())
    found = whatif(rows, [new])
    added = offer("new.1", need, where)
    with_it = replace(rows.landscape, offers=[*rows.landscape.offers, added])
    every, reached = brute_force(with_it)
    assert (found.after.cells, found.after.gaps) == (len(every), len(every - set().union(*reached.values())))
    assert not found.routes_lost
    leaves = Plain(rows.landscape.terms, "Need")
    met = {leaf for leaf in leaves.leaves() if leaves.under(leaf, [need])}
    # Whoever is sent straight there, or may just come, gets to what it meets.
    now = referrals(rows).reach()
    straight = {(door, leaf) for door in ("org-x", "org-new", "self") for leaf in met}
    assert straight - now.valid <= set(found.routes_won)
    assert found.after.pairs == len({*now.doors, "org-x", "org-new", "self"}) * len(now.needs)


@FEW
@given(places())
def test_a_fund_closes_what_only_it_pays_for_and_two_funds_what_only_they_do(rows):
    paid = {f: {r["service_id"] for r in rows.funding if r["funder_id"] == f} for f in ("fund-a", "fund-b")}
    alone = whatif(rows, [CloseFund("fund-a")])
    assert alone == whatif(rows, [CloseService(id_) for id_ in sorted(paid["fund-a"] - paid["fund-b"])])
    both = whatif(rows, [CloseFund("fund-a"), CloseFund("fund-b")])
    assert both == whatif(rows, [CloseService(id_) for id_ in sorted(paid["fund-a"] | paid["fund-b"])])


@FEW
@given(places())
def test_the_best_changes_are_the_steps_of_g7_and_close_what_those_say_they_close(rows):
    weighed = over_demand(footprint(rows.landscape), demand(rows.landscape))
    steps = best_steps(rows, 3)
    assert steps == next_steps(weighed, 3).steps
    found = whatif(rows, [Widen(step.offer, step.kind, step.adds) for step in steps])
    assert not found.opened
    if weighed.by == "equal":
        assert found.before.gaps - found.after.gaps == sum(step.cells for step in steps)
    elif not weighed.small:
        assert found.gaining == pytest.approx(sum(step.gain for step in steps))


def town() -> Rows:
    """A borough of three wards; Debt is met by two, Mood by one; Pals is for carers in the borough; 40 need Mood."""
    terms = [term("Need", "debt"), term("Need", "mood"), term("Audience", "carer"), term("Audience", "old")]
    areas = [area("B", "borough"), area("w1", "ward", "B"), area("w2", "ward", "B"), area("w3", "ward", "B")]
    offers = [
        offer("cafe.1", "debt", "w1"),
        offer("advice.1", "debt", "w1 w2", "carer"),
        offer("advice.2", "mood", "w2"),
        offer("pals.1", "mood", "B", "carer"),
    ]
    offers = [WORDS | row for row in offers]
    people = [figure("mood", "w2", 40, "old"), figure("mood", "w2", 3, "carer"), figure("mood", "w3", 10, "carer")]
    services = [{"id": x, "name": x, "access": None, "wait_days": None} for x in ("cafe", "advice", "pals")]
    blank = {"wait_days": None, "onward_allowed": None}
    links = [
        blank | {"id": f"{a}>{b}", "from_id": a, "to_id": b}
        for a, b in [("org-x", "cafe"), ("cafe", "advice"), ("org-x", "pals")]
    ]
    known = Known(links, services, [{"id": "org-x", "name": "X", "door": False}])
    return Rows(known, Landscape(offers, terms, areas, people))


def gaps(found):
    return [(gap.need, gap.area, gap.audiences, gap.people and gap.people.people) for gap in found.opened]


def test_an_offer_that_ends_leaves_its_own_cells_and_the_service_stays_on_the_way():
    found = whatif(town(), [CloseOffer("advice.2")])
    # Carers are still met by Pals; how many of anyone else need it nobody has said.
    assert gaps(found) == [("mood", "w2", ("old", ANYONE_ELSE), None)]
    assert (found.losing, found.small) == (40, True)
    assert (found.before.coverage, found.before.people_covered) == (None, None)
    assert found.routes_lost == ()
    assert [(one.service, one.cells, one.covered, one.others) for one in found.shrunk] == [
        ("advice", 3, 1, (("pals", 1),))
    ]


def test_a_figure_under_5_is_neither_told_nor_in_a_sum():
    found = whatif(town(), [CloseService("pals"), CloseOffer("advice.2")])
    assert gaps(found) == [
        ("mood", "w1", ("carer",), None),
        ("mood", "w2", ("carer", "old", ANYONE_ELSE), 43),
        ("mood", "w3", ("carer",), 10),
    ]
    assert found.opened[1].people.shown is None
    assert found.losing is None
    assert whatif(town(), [CloseOffer("advice.2")]).losing == 40


def test_an_offer_that_is_for_anyone_else_too_names_no_group_that_nobody_named():
    rows = town()
    terms = [*rows.landscape.terms, term("Audience", "refugee")]
    rows = replace(rows, landscape=replace(rows.landscape, terms=terms))
    found = whatif(rows, [Widen("advice.1", "audience", ANYONE_ELSE)])
    # Two needs, three groups (carers, old people, anyone else) and three wards; it is Debt in w2 that nobody else met.
    assert (found.before.cells, found.before.gaps - found.after.gaps) == (18, 1)
    assert [(gap.need, gap.area, gap.audiences) for gap in found.closed] == [("debt", "w2", (ANYONE_ELSE,))]


def test_a_link_that_ends_takes_the_routes_over_it_and_no_cell():
    found = whatif(town(), [CloseLink("cafe", "advice")])
    # Cafe itself still meets Debt, and Pals Mood.
    assert (found.routes_lost, found.before.gaps) == ((), found.after.gaps)
    found = whatif(town(), [CloseLink("org-x", "cafe")])
    assert (found.routes_lost, found.before.pairs, found.after.pairs) == ((("org-x", "debt"),), 2, 2)


def test_a_role_becomes_no_door_because_the_service_it_worked_in_closes():
    rows = town()
    links = [*rows.known.links, rows.known.links[0] | {"id": "coach>advice", "from_id": "role-c", "to_id": "advice"}]
    staffing = [{"id": "cafe<c", "service_id": "cafe", "role_id": "role-c", "role": "Coach"}]
    senders = [*rows.known.senders, {"id": "role-c", "name": "Coach", "door": False}]
    rows = replace(rows, known=replace(rows.known, links=links, staffing=staffing, senders=senders))
    found = whatif(rows, [CloseService("cafe")])
    # With Cafe gone nobody is referred to where the coach works, and the coach still refers to Advice.
    assert (found.routes_lost, found.routes_won) == ((("org-x", "debt"),), ())
    assert (found.before.pairs, found.after.pairs) == (2, 2)


def test_to_move_a_service_leaves_where_it_was_and_reaches_where_it_goes():
    found = whatif(town(), [Move("cafe", "w3")])
    assert gaps(found) == [("debt", "w1", ("old", ANYONE_ELSE), None)]
    assert [(gap.need, gap.area, gap.audiences) for gap in found.closed] == [
        ("debt", "w3", ("carer", "old", ANYONE_ELSE))
    ]


def test_to_move_a_part_of_what_a_wide_offer_covers_keeps_the_rest():
    after = supposed(town(), [Move("pals", "w1", "w2")])
    assert [row["area_ids"] for row in after.landscape.offers if row["service_id"] == "pals"] == [["w1", "w3"]]
    after = supposed(town(), [Move("advice", "w3", "w2")])
    moved = [row["area_ids"] for row in after.landscape.offers if row["service_id"] == "advice"]
    assert moved == [["w1", "w3"], ["w3"]]


def test_what_is_not_there_cannot_be_moved():
    with pytest.raises(LinkworkError, match="it has none there"):
        whatif(town(), [Move("cafe", "w3", "w2")])


def test_what_is_supposed_leaves_the_rows_as_they_were():
    rows = town()
    whatif(
        rows,
        [
            CloseService("cafe"),
            Move("advice", "w3"),
            Add("new", "New", ("debt",), ("w3",)),
            Widen("pals.1", "need", "debt"),
        ],
    )
    assert rows == town()


def test_a_group_that_only_a_closed_service_names_is_counted_on_both_sides():
    rows = town()
    rows = replace(rows, landscape=replace(rows.landscape, demand=[]))
    only = replace(rows, landscape=replace(rows.landscape, offers=[WORDS | offer("pals.1", "mood", "w1", "carer")]))
    found = whatif(only, [CloseService("pals")])
    assert (found.before.cells, found.after.cells, found.after.gaps) == (6, 6, 6)
