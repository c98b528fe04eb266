"""P7 on Weston, each expected value written out by hand, and on random places beside every simple path."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwork.graph.schema import SCHEMA
from linkwork.queries import Found, ask
from linkwork.queries.pathways.reach_by_door import finish
from tests.graph.route_towns import Rows, places
from tests.graph.test_routes_properties import FEW, NEEDS, doors, order, paths, valid
from tests.queries.route_town import weston
from tests.queries.town import Town, rests_on

COLUMNS = "entry_point needs_reached needs_not_reached completeness median_steps median_wait waits_not_known door_id"
ALONE = "people who come by themselves"


def test_each_door_says_which_needs_it_reaches_and_how_far_they_are(weston_town, rows):
    # Surgery: Debt by Post, 2 days; Mood by Cafe, 3; Benefits by Link and Advice, 5 + 14. Matron: nobody knows how long
    # Advice takes, so no route of hers has a length in days. Those who come by themselves get to Cafe.
    assert rows(weston_town, "P7", COLUMNS) == [
        (ALONE, ["Mood"], ["Benefits", "Debt", "Sleep"], 0.25, 1, 3, 0, None),
        ("Matron", ["Benefits", "Debt", "Mood"], ["Sleep"], 0.75, 1, None, 3, "role-matron"),
        ("Surgery", ["Benefits", "Debt", "Mood"], ["Sleep"], 0.75, 1, 3, 0, "org-surgery"),
    ]


def test_a_middle_of_two_lies_halfway_between_them(tmp_path, rows):
    town = Town().add("need-debt", "need-mood", "org-surgery", "service-a", "service-b")
    town.offer("offer-a", "service-a", "debt").offer("offer-b", "service-b", "mood")
    town.join("org-surgery", "REFERS_TO", "service-a", wait_days=2)
    town.join("service-a", "REFERS_TO", "service-b", wait_days=1)
    with town.built(tmp_path) as engine:
        assert rows(engine, "P7", "median_steps median_wait completeness") == [(1.5, 2.5, 1.0)]


def test_how_many_pairs_of_door_and_need_have_a_route_and_what_no_door_reaches_is_said(weston_town, question):
    assert ask(weston_town, question("P7")).assumptions[2:] == (
        "A route leads to 7 of 12 pairs of door and need.",
        "No door reaches Sleep.",
    )


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        # Nobody takes children but Club, Post and Desk, and no door leads to Desk; Post helps with debt.
        ({"audience": "child", "area": "south"}, [("Matron", []), (ALONE, []), ("Surgery", ["Debt"])]),
        ({"need": "money", "from": "surgery"}, [("Surgery", ["Benefits", "Debt"])]),
        ({"from": "self"}, [(ALONE, ["Mood"])]),
        # Idle is no door; asked for, it is one that leads nowhere.
        ({"from": "idle"}, [("Idle", [])]),
        ({"limit": 1}, [(ALONE, ["Mood"])]),
    ],
)
def test_doors_can_be_asked_for_by_group_area_need_and_name(weston_town, rows, asked, expected):
    assert rows(weston_town, "P7", "entry_point needs_reached", **asked) == expected


def test_a_row_rests_on_the_door_the_needs_the_steps_and_the_offers_of_the_services_on_them(weston_town, question):
    assert rests_on(weston_town, question("P7"), **{"from": "self"}) == [
        {
            "need-benefits", "need-debt", "need-mood", "need-sleep", "service-cafe", "offer-cafe",
            "HAS_OFFER|service-cafe|offer-cafe", "MEETS|offer-cafe|need-mood", "COVERS|offer-cafe|area-north",
            "FOR_AUDIENCE|offer-cafe|audience-child",
        }
    ]  # fmt: skip


def test_taking_one_link_out_of_the_graph_changes_the_answer(tmp_path, rows):
    with weston().built(tmp_path) as engine:
        engine.remove_links(SCHEMA.link["REFERS_TO"], ["REFERS_TO|org-surgery|service-post|"])
        # Without Post the surgery's people get to Debt by Link and Advice only.
        assert rows(engine, "P7", "median_steps median_wait", **{"from": "surgery"}) == [(2, 19)]


def found(town: Rows, group: str, area: str) -> Found:
    """What the engine would give the finishing function of a random place."""
    offers = town.referrals().offers
    parts = {
        "referrals": town.links,
        "senders": list(town.senders.values()),
        "staffing": town.staffing,
        "offers": [row | {"providers": [], "evidence": []} for row in offers.offers],
        "terms": offers.terms,
        "places": offers.areas,
    }
    asked = {"from": "", "need": "", "audience": group, "area": area, "limit": 1000}
    return Found(town.services, parts, asked)


def middle(numbers):
    ordered = sorted(numbers)
    half = len(ordered) // 2
    if not ordered:
        return None
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


@FEW
@given(places(), st.sampled_from(["", "group-old", "group-child"]), st.sampled_from(["", "north"]))
def test_shares_and_middles_are_those_of_the_best_of_every_simple_path(town, group, area):
    expected = {}
    for door in doors(town):
        best = []
        for need in NEEDS:
            every = [order(path) for path in paths(town, door, (door,)) if valid(town, path, (need, group, area))]
            best += [min(every)] if every else []
        known = [days for unknown, days, _, _ in best if not unknown]
        steps = [number for _, _, number, _ in best]
        expected[door] = (len(best) / len(NEEDS), middle(steps), middle(known), len(best) - len(known))
    rows = list(finish(found(town, group, area)).rows)
    what = ("completeness", "median_steps", "median_wait", "waits_not_known")
    assert {row["door_id"] or "self": tuple(row[name] for name in what) for row in rows} == expected
    assert [row["n_reached"] for row in rows] == sorted(row["n_reached"] for row in rows)
