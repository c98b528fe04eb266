"""P5 on Ferry, each expected value written out by hand."""

import pytest

from linkwork.graph.schema import SCHEMA
from linkwork.queries import ask, catalogue
from tests.queries.closing_town import ferry
from tests.queries.town import rests_on

COLUMNS = "service_or_link kind routes_lost is_cut_point"
ALONE = "people who come by themselves"


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    with ferry().built(tmp_path_factory.mktemp("ferry")) as engine:
        yield engine


def test_what_loses_most_routes_stands_first_then_services_before_links_before_offers(town, rows):
    # Surgery gets to debt, benefits, mood and sleep; those who come by themselves to food, mood and sleep.
    assert rows(town, "P5", COLUMNS) == [
        ("Walks", "service", 4, True),
        ("Hub", "service", 3, True),
        ("Kitchen", "service", 3, False),
        ("Surgery refers to Hub", "link", 3, False),
        ("Advice", "service", 2, False),
        ("Club", "service", 2, False),
        ("Coach refers to Advice", "link", 2, True),
        ("Kitchen refers to Walks", "link", 2, True),
        ("Walks refers to Club", "link", 2, True),
        ("Club (Club)", "offer", 2, None),
        ("Walks (Walks)", "offer", 2, None),
        ("Hub refers to Walks", "link", 1, False),
        ("Ben (Advice)", "offer", 1, None),
        ("Debt (Advice)", "offer", 1, None),
        ("Kitchen (Kitchen)", "offer", 1, None),
    ]


def test_a_row_says_which_needs_and_doors_are_cut_and_what_nobody_gets_to_any_more(town, rows):
    what = "service_or_link needs_lost entry_points_cut needs_lost_everywhere door_ids need_ids"
    assert rows(town, "P5", what, kind="service", limit=3) == [
        ("Walks", ["Mood", "Sleep"], ["Surgery", ALONE], ["Mood", "Sleep"], ["org-surgery"],
         ["need-mood", "need-sleep"]),
        ("Hub", ["Benefits", "Debt", "Sleep"], ["Surgery"], ["Benefits", "Debt"], ["org-surgery"],
         ["need-benefits", "need-debt", "need-sleep"]),
        ("Kitchen", ["Food", "Mood", "Sleep"], [ALONE], ["Food"], [], ["need-food", "need-mood", "need-sleep"]),
    ]  # fmt: skip


def test_a_row_names_what_closes_by_its_ids(town, rows):
    ids = "service_id offer_id link_id from_id provider"
    link = "REFERS_TO|org-surgery|service-hub|"
    assert rows(town, "P5", ids, kind="link", limit=1) == [("service-hub", None, link, "org-surgery", "Council")]
    assert rows(town, "P5", ids, kind="offer", limit=1) == [("service-club", "offer-club", None, None, "")]
    assert rows(town, "P5", ids, kind="service", limit=2)[1] == ("service-hub", None, None, None, "Council")


def test_with_a_group_or_an_area_an_offer_also_holds_up_what_lies_behind_its_service(town, rows):
    adults = rows(town, "P5", COLUMNS, kind="offer", audience="adult")
    assert adults[0] == ("Walks (Walks)", "offer", 4, None)
    assert adults[1] == ("Hub (Hub)", "offer", 3, None)
    # No child is taken by Hub or Walks: only Food is left, for those who come by themselves.
    assert rows(town, "P5", COLUMNS, audience="child") == [
        ("Kitchen", "service", 1, False),
        ("Kitchen (Kitchen)", "offer", 1, None),
    ]
    # In the south nobody is taken at Kitchen, so for those who come by themselves there is no route to lose.
    south = rows(town, "P5", "service_or_link routes_lost entry_points_cut", kind="service", area="south")
    assert south == [
        ("Hub", 2, ["Surgery"]),
        ("Walks", 2, ["Surgery"]),
        ("Advice", 1, ["Surgery"]),
        ("Club", 1, ["Surgery"]),
    ]


def test_a_need_narrows_to_itself_and_what_is_narrower(town, rows):
    assert rows(town, "P5", COLUMNS, kind="service", need="money") == [
        ("Advice", "service", 2, False),
        ("Hub", "service", 2, True),
    ]


def test_an_answer_says_how_many_pairs_there_are_and_how_many_things_hold_some_up(town, question):
    said = ask(town, question("P5"), {"limit": 2}).assumptions
    assert (
        "7 pairs of door and need have a route today, from 2 doors; 15 things would each lose some of them by closing "
        "alone."
    ) in said
    assert "2 of 15 things that would lose routes are shown; ask for more with limit." in said


def test_a_row_rests_on_what_closes_on_who_refers_there_and_on_what_is_lost(town, question):
    link = rests_on(town, question("P5"), kind="link", need="benefits")[1]
    assert link == {"role-coach", "service-hub", "service-advice", "REFERS_TO|role-coach|service-advice|",
                    "STAFFED_BY|service-hub|role-coach", "org-surgery", "need-benefits"}  # fmt: skip
    service = rests_on(town, question("P5"), kind="service", need="sleep")[0]
    assert {"service-club", "offer-club", "REFERS_TO|service-walks|service-club|", "service-walks"} <= service


def test_one_link_taken_out_changes_the_answer(tmp_path, question):
    with ferry().built(tmp_path) as engine:
        engine.remove_links(SCHEMA.link["REFERS_TO"], ["REFERS_TO|service-hub|service-walks|"])
        found = {row["service_or_link"]: row["routes_lost"] for row in ask(engine, question("P5")).rows}
    # The surgery gets no further than Walks, whose own people may not be referred on.
    assert (found["Walks"], found["Hub"], found["Club"]) == (3, 2, 1)


def test_where_no_door_leads_to_a_need_the_answer_says_so(town):
    found = ask(town, catalogue().find("P5"), {"audience": "child", "need": "sleep"})
    assert (found.rows, found.nothing_because) == ((), "No door leads to any need.")
