import pytest

from linkwork.graph.schema import SCHEMA
from linkwork.queries import ask
from tests.queries.town import eastwick

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


def test_what_was_left_out_or_taken_for_granted_is_said(town, question):
    assert ask(town, question("O1")).assumptions == (
        "Every cell counts as one: it is not weighed by how many people are in need.",
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
