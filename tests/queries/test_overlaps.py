import pytest

from linkwork.graph.schema import SCHEMA
from linkwork.queries import ask
from tests.queries.town import eastwick, rests_on, supplied, twins

FIGURES = "service_a service_b shared_cells containment_a_in_b containment_b_in_a overlap_coefficient jaccard"


def test_two_services_overlap_where_they_reach_the_same_cells(town, rows):
    # Advice reaches 16 cells, Link 4, Lunch 1: see tests/graph/test_footprint.py, where they are written out.
    assert rows(town, "O1", FIGURES) == [
        ("Link", "Lunch", 1, 0.25, 1.0, 1.0, 0.25),
        ("Advice", "Link", 2, 0.125, 0.5, 0.5, 0.1111),
    ]


def test_an_overlap_says_what_is_shared_by_whom_and_whether_it_was_judged(town, rows):
    columns = "provider_a provider_b shared_needs shared_groups shared_areas intentional service_a_id service_b_id"
    assert rows(town, "O1", columns) == [
        ("Pcn", "Charity", ["Isolation"], ["Older"], ["South"], "deliberate", "service-link", "service-lunch"),
        ("Council", "Pcn", ["Debt"], ["Carers", "Older"], ["North"], None, "service-advice", "service-link"),
    ]


def test_a_smaller_containment_shows_more_pairs_and_a_limit_fewer(town, rows):
    pairs = "service_a service_b"
    assert rows(town, "O1", pairs, at_least="0.3") == [("Link", "Lunch"), ("Cafe", "Link"), ("Advice", "Link")]
    assert rows(town, "O1", pairs, at_least=0.3, limit=1) == [("Link", "Lunch")]


def test_how_many_pairs_are_left_out_is_said(town, question):
    said = ask(town, question("O1"), {"at_least": 0.3, "limit": 1}).assumptions
    assert "1 of 3 pairs are shown; ask for more with limit." in said


def test_narrowing_compares_only_that_part(town, rows):
    figures = "service_a service_b shared_cells containment_a_in_b containment_b_in_a"
    assert rows(town, "O1", figures, area="North") == [("Advice", "Link", 2, 0.25, 0.6667)]
    assert rows(town, "O1", figures, need="Money", at_least=0) == [("Advice", "Link", 2, 0.125, 1.0)]
    assert rows(town, "O1", figures, need="loneliness") == [
        ("Link", "Lunch", 1, 0.5, 1.0),
        ("Cafe", "Link", 1, 0.3333, 0.5),
    ]
    assert rows(town, "O1", figures, audience="Carers") == [("Advice", "Link", 1, 0.25, 1.0)]


def test_a_provider_or_a_sector_shows_the_pairs_it_is_in(town, rows):
    pairs = "service_a service_b"
    assert rows(town, "O1", pairs, provider="Council") == [("Advice", "Link")]
    assert rows(town, "O1", pairs, sector="vcse") == [("Link", "Lunch")]
    assert rows(town, "O1", pairs, sector="vcse", provider="Council") == []


def test_the_pairs_with_one_service_can_be_asked_for(town, rows):
    pairs = "service_a service_b"
    assert rows(town, "O1", pairs, service="Advice") == [("Advice", "Link")]
    assert rows(town, "O1", pairs, service="Cafe", at_least=0.3) == [("Cafe", "Link")]
    assert rows(town, "O1", pairs, service="Bare") == []


def test_what_was_left_out_or_taken_for_granted_is_said(town, question):
    assert ask(town, question("O1")).assumptions == (
        "Every cell counts as one: it is not weighed by how many people are in need.",
        "Chance looks at needs alone, over all 4 needs that somebody meets and all 4 pairs of services that share one, "
        "whatever the question is narrowed to.",
        "2 of 6 services are left out: no offer of theirs says both which need it meets and which area it covers. "
        "Question D1 lists them.",
        "4 of 7 offers do not say for whom: they count as for everyone.",
        "Counted as one: Isolation, Loneliness.",
    )


def test_the_answer_follows_the_engine_alone(tmp_path, rows):
    with eastwick().built(tmp_path) as engine:
        engine.remove_links(SCHEMA.link["MEETS"], ["MEETS|offer-lunch|need-isolation"])
        assert rows(engine, "O1", "service_a service_b") == [("Advice", "Link")]


def test_a_stale_link_counts_again_when_it_is_live(tmp_path, rows):
    town = eastwick().join("offer-lunch", "COVERS", "area-north")
    with town.built(tmp_path) as engine:
        assert rows(engine, "O1", "service_a service_b shared_cells") == [
            ("Link", "Lunch", 2),
            ("Cafe", "Lunch", 1),
            ("Advice", "Link", 2),
        ]


# Typed from oracles/town.out: shared cells, containment both ways, overlap coefficient, Jaccard.
ORACLE_PAIRS = {
    ("SPLW", "CareNav"): (8, 0.500, 0.333, 0.500, 0.250),
    ("SPLW", "MHConn"): (12, 0.750, 0.500, 0.750, 0.429),
    ("SPLW", "CommNav"): (4, 0.250, 1.000, 1.000, 0.250),
    ("SPLW", "Advice"): (4, 0.250, 1.000, 1.000, 0.250),
    ("SPLW", "Walks"): (1, 0.062, 0.500, 0.500, 0.059),
    ("CareNav", "MHConn"): (8, 0.333, 0.333, 0.333, 0.200),
    ("CareNav", "CommNav"): (2, 0.083, 0.500, 0.500, 0.077),
    ("CareNav", "Advice"): (2, 0.083, 0.500, 0.500, 0.077),
    ("CareNav", "Walks"): (2, 0.083, 1.000, 1.000, 0.083),
    ("MHConn", "CommNav"): (2, 0.083, 0.500, 0.500, 0.077),
    ("MHConn", "Advice"): (2, 0.083, 0.500, 0.500, 0.077),
    ("MHConn", "Walks"): (1, 0.042, 0.500, 0.500, 0.040),
    ("CommNav", "Advice"): (1, 0.250, 0.250, 0.250, 0.143),
    ("CommNav", "Walks"): (1, 0.250, 0.500, 0.500, 0.200),
}


def test_the_oracle_town_gives_its_published_figures(oracle_town, rows):
    found = {}
    for a, b, shared, a_in_b, b_in_a, coefficient, jaccard in rows(oracle_town, "O1", FIGURES, at_least=0):
        pair, turned = ((a, b), False) if (a, b) in ORACLE_PAIRS else ((b, a), True)
        ways = (b_in_a, a_in_b) if turned else (a_in_b, b_in_a)
        found[pair] = (shared, *ways, coefficient, jaccard)
    assert found.keys() == ORACLE_PAIRS.keys()
    for pair, figures in ORACLE_PAIRS.items():
        assert found[pair] == pytest.approx(figures, abs=0.0006), pair


def test_the_chance_of_an_overlap_stands_beside_it_and_does_not_change_with_what_is_asked(oracle_town, rows):
    columns = "service_a service_b p_value p_adjusted"
    found = {frozenset(row[:2]): row[2:] for row in rows(oracle_town, "O1", columns, at_least=0)}
    assert found[frozenset(["SPLW", "CommNav"])][0] == 0.6
    # 14 pairs: the least two are 0.4, the greatest 1; 13 are 0.9 or less, so 0.9 x 14 / 13 holds for those as well.
    assert found[frozenset(["SPLW", "MHConn"])] == (0.4, 0.9692)
    assert found[frozenset(["SPLW", "CareNav"])] == (1.0, 1.0)
    narrowed = rows(oracle_town, "O1", columns, at_least=0, area="SW", need="Housing")
    assert {frozenset(row[:2]): row[2:] for row in narrowed}.items() <= found.items()


def test_overlap_is_weighed_by_people_where_they_are_known_for_every_cell(tmp_path, rows, question):
    with twins().built(tmp_path) as engine:
        # Big reaches 4 cells with 100 people, small one of them with 60.
        figures = "shared_cells containment_a_in_b containment_b_in_a jaccard"
        assert rows(engine, "O1", figures) == [(1, 0.6, 1.0, 0.6)]
        assert rows(engine, "O1", figures, audience="Carers", at_least=0) == []
        assert ask(engine, question("O1")).assumptions[:3] == (
            "Nobody has judged yet which overlaps are deliberate.",
            "Every cell is weighed by the number of people in need there.",
            "Chance looks at needs alone, over all 2 needs that somebody meets and the one pair of services that "
            "shares one, whatever the question is narrowed to.",
        )
        assert rows(engine, "O4", "service also_covered unique_cells") == [("Small", 1.0, 0), ("Big", 0.6, 3)]


CROWDING = "need area n_services n_providers capacity effective_providers demand capacity_per_1000 single"


def test_crowding_is_said_for_every_need_and_area(tmp_path, rows):
    with supplied().built(tmp_path) as engine:
        assert rows(engine, "O3", CROWDING) == [
            # 60 places: 40 of Advice for 4 groups, 20 of Link for 2 of them. 60 * 60 / (40 * 40 + 20 * 20) = 1.8.
            ("Debt", "North", 2, 2, 60.0, 1.8, 500, 120.0, False),
            ("Isolation", "North", 2, 2, 40.0, 1.6, None, None, False),
            # 10 of Link and 25 of Lunch; 3 people in need are too few to be shown in any way.
            ("Isolation", "South", 2, 2, 35.0, 1.69, 3, None, False),
            ("Benefits", "North", 1, 1, 40.0, 1.0, None, None, True),
            ("Benefits", "South", 1, 1, 40.0, 1.0, None, None, True),
            ("Debt", "South", 1, 1, 40.0, 1.0, None, None, True),
            ("Mood", "North", 0, 0, 0.0, 0.0, None, None, False),
            ("Mood", "South", 0, 0, 0.0, 0.0, 40, 0.0, False),
        ]


def test_crowding_without_capacity_counts_services_as_equal_and_says_so(town, rows, question):
    columns = "need area n_services capacity effective_providers services"
    assert rows(town, "O3", columns, show="crowded") == [
        ("Debt", "North", 2, None, 2.0, ["Advice", "Link"]),
        ("Isolation", "North", 2, None, 2.0, ["Cafe", "Link"]),
        ("Isolation", "South", 2, None, 2.0, ["Link", "Lunch"]),
    ]
    assert ask(town, question("O3")).assumptions[0] == (
        "4 of 4 services do not say how many people they can take on, so for effective providers every service counts "
        "as one of equal size."
    )


def test_crowding_says_what_its_shares_and_its_people_rest_on(tmp_path, question):
    with supplied().built(tmp_path) as engine:
        said = ask(engine, question("O3")).assumptions
        assert said[:3] == (
            "Shares of providers are by capacity, spread evenly over everything a service does.",
            "A number of people under 5 may not be shown, so sums over groups and figures per 1,000 people that would "
            "give one away are left out, even with --internal.",
            "2 figures of people in need are for a broad need, for an area of another level or for several groups at "
            "once: they belong to no single cell and are not split.",
        )


def test_a_sum_over_groups_that_would_tell_of_a_small_group_is_not_shown(tmp_path, rows, question):
    town = twins()
    town.nodes["service-big"] |= {"capacity": 400}
    town.nodes["service-small"] |= {"capacity": 100}
    small = {"people": 3, "year": 2024, "method": "survey", "audience": "audience-older"}
    town.join("area-north", "HAS_DEMAND", "need-mood", **small)
    with town.built(tmp_path) as engine:
        columns = "need demand capacity_per_1000"
        # 20 carers may be shown, so a sum of 23 may not; nor may it be worked out from the capacity per 1,000.
        assert rows(engine, "O3", columns) == [("Debt", 70, 4285.7), ("Mood", None, None)]
        assert rows(engine, "O3", columns, audience="Carers") == [("Debt", 10, 10000.0), ("Mood", 20, 5000.0)]
        assert rows(engine, "O3", "need demand", audience="Older") == [("Debt", 60), ("Mood", 3)]
        left = [text for text in ask(engine, question("O3")).assumptions if "may not be shown" in text]
        assert len(left) == 1
        assert not [t for t in ask(engine, question("O3"), {"need": "Debt"}).assumptions if "may not be" in t]


def test_services_that_have_room_for_nobody_count_as_equal_and_it_is_said(tmp_path, rows, question):
    town = supplied()
    for id_ in ("service-advice", "offer-link-debt", "offer-link-company"):
        town.nodes[id_] |= {"capacity": 0}
    with town.built(tmp_path) as engine:
        assert rows(engine, "O3", "area n_services capacity effective_providers", need="Debt") == [
            ("North", 2, 0.0, 2.0),
            ("South", 1, 0.0, 1.0),
        ]
        assert (
            "Where services are there but have room for nobody, each counts as one of equal size: so it is in 2 pairs "
            "of need and area."
        ) in ask(engine, question("O3"), {"need": "Debt"}).assumptions


def test_crowding_can_be_narrowed_and_a_part_of_a_service_has_a_part_of_its_capacity(tmp_path, rows):
    with supplied().built(tmp_path) as engine:
        columns = "need area n_services capacity"
        assert rows(engine, "O3", columns, area="North", audience="Older") == [
            ("Debt", "North", 2, 20.0),
            ("Isolation", "North", 2, 20.0),
            ("Benefits", "North", 1, 10.0),
            ("Mood", "North", 0, 0.0),
        ]
        assert rows(engine, "O3", columns, provider="Charity", need="Isolation") == [
            ("Isolation", "North", 2, 40.0),
            ("Isolation", "South", 2, 35.0),
        ]
        assert rows(engine, "O3", columns, show="gaps", limit=1) == [("Mood", "North", 0, 0.0)]
        assert rows(engine, "O3", "need area", show="single", sector="vcse") == []
        assert len(rows(engine, "O3", columns, show="served")) == 6


def test_what_others_do_too_stands_first(town, rows):
    columns = "service provider footprint_cells unique_cells also_covered covered_by funded_until"
    assert rows(town, "O4", columns) == [
        ("Link", "Pcn", 4, 0, 1.0, ["Advice", "Cafe", "Lunch"], None),
        ("Lunch", "Charity", 1, 0, 1.0, ["Link"], None),
        ("Cafe", "Charity", 3, 2, 0.3333, ["Link"], None),
        ("Advice", "Council", 16, 14, 0.125, ["Link"], "2026-03-31"),
    ]


def test_services_also_covered_can_be_narrowed(town, rows, question):
    columns = "service footprint_cells also_covered"
    assert rows(town, "O4", columns, at_least=0.5, provider="Charity") == [("Lunch", 1, 1.0)]
    assert rows(town, "O4", columns, area="North", need="Debt") == [("Link", 2, 1.0), ("Advice", 4, 0.5)]
    assert rows(town, "O4", columns, sector="council", audience="Carers") == [("Advice", 4, 0.25)]
    assert "1 of 4 services are shown; ask for more with limit." in ask(town, question("O4"), {"limit": 1}).assumptions


def test_the_oracle_town_is_also_covered_as_published(oracle_town, rows):
    found = dict(rows(oracle_town, "O4", "service also_covered"))
    published = {"SPLW": 0.938, "CareNav": 0.375, "MHConn": 0.5, "CommNav": 1.0, "Advice": 1.0, "Walks": 1.0}
    assert found == {service: pytest.approx(share, abs=0.0006) for service, share in published.items()}


def test_if_a_service_ended_its_people_and_who_is_left_are_said_place_by_place(tmp_path, rows):
    with supplied().built(tmp_path) as engine:
        assert rows(engine, "O9", "service cell other_services spare_capacity uncovered_people people") == [
            ("Advice", "Benefits for everyone in North", [], 0.0, 40.0, 40.0),
            ("Advice", "Benefits for everyone in South", [], 0.0, 40.0, 40.0),
            ("Advice", "Debt for everyone in South", [], 0.0, 40.0, 40.0),
            ("Advice", "Debt for Children and anyone else in North", [], 0.0, 20.0, 20.0),
            ("Cafe", "Isolation for Carers and anyone else in North", [], 0.0, 20.0, 20.0),
            ("Lunch", "Isolation for Older in South", ["Link"], 0.0, 25.0, 25.0),
            ("Advice", "Debt for Carers and Older in North", ["Link"], 0.0, 20.0, 20.0),
            ("Cafe", "Isolation for Older in North", ["Link"], 0.0, 10.0, 10.0),
            ("Link", "Debt for Carers and Older in North", ["Advice"], 12.5, 7.5, 20.0),
            ("Link", "Isolation for Older in North", ["Cafe"], None, None, 10.0),
            ("Link", "Isolation for Older in South", ["Lunch"], None, None, 10.0),
        ]


def test_an_ending_can_be_asked_for_one_service_one_provider_or_one_place(town, rows, question):
    columns = "service need groups area other_services uncovered_people"
    assert rows(town, "O9", columns, service="Lunch") == [("Lunch", "Isolation", ["Older"], "South", ["Link"], None)]
    assert rows(town, "O9", columns, provider="Charity", area="South") == rows(town, "O9", columns, service="Lunch")
    assert rows(town, "O9", columns, need="Money", sector="nhs") == [
        ("Link", "Debt", ["Carers", "Older"], "North", ["Advice"], None)
    ]
    assert rows(town, "O9", columns, audience="Carers", service="Cafe") == [
        ("Cafe", "Isolation", ["Carers"], "North", [], None)
    ]
    said = ask(town, question("O9"), {"limit": 2}).assumptions
    assert "2 of 11 rows are shown; ask for more with limit." in said
    assert "4 of 4 services asked about do not say how many people they can take on." in said


def test_rows_rest_on_the_services_they_name(town, question):
    for id_, narrow in [("O3", {"need": "Debt"}), ("O4", {}), ("O9", {"service": "Link"})]:
        known = rests_on(town, question(id_), **narrow)[0]
        assert {"service-link", "offer-link-debt", "MEETS|offer-link-debt|need-debt"} <= known, id_
        assert "offer-drop" not in known, id_


def test_where_no_service_is_live_every_need_is_a_gap_and_nothing_overlaps_or_ends(tmp_path, rows):
    town = eastwick()
    for id_ in town.nodes:
        if id_.startswith("service"):
            town.add(id_, live=False)
    town.links = {id_: link for id_, link in town.links.items() if "service-" not in id_}
    with town.built(tmp_path) as engine:
        assert {row[2:] for row in rows(engine, "O3", "need area n_services capacity")} == {(0, 0.0)}
        assert [len(rows(engine, id_, "service_id")) for id_ in ("O4", "O9")] == [0, 0]
        assert len(rows(engine, "G1", "need")) == 8
