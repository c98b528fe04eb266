"""D8 and D9 on Listen, each expected value written out by hand."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linkwork.graph.privacy import Allowed
from linkwork.graph.schema import SCHEMA
from linkwork.project.asking import fit_to_show
from linkwork.queries import Found, ask, catalogue
from linkwork.queries.quality.counts_not_to_add import finish
from tests.queries.heard_town import listen
from tests.queries.town import MARKER, Town, rests_on

ASKED = "organisation services asked_on answered reminders waiting_days asked_by"
COUNTS = "engagement n counting_note overlaps_with set"


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    with listen().built(tmp_path_factory.mktemp("listen")) as engine:
        yield engine


def test_bodies_that_were_asked_and_did_not_answer_are_listed_with_their_live_services(town, rows):
    assert rows(town, "D8", ASKED) == [
        ("No", ["Cafe", "Choir"], None, "no", None, None, "Census"),
        ("No", ["Cafe", "Choir"], "2024-03-01", "no", 2, 30, "Mapping"),
        ("Unsaid", ["Bus"], "2024-03-01", "not known", None, 30, "Mapping"),
        ("Late", [], "2024-04-01", "no", None, None, "Mapping"),
        ("Month", [], "2024-02", "no", 0, 31, "Mapping"),
    ]


def test_who_answered_can_be_asked_for_too_and_how_many_did_is_said(town, rows, question):
    assert rows(town, "D8", ASKED, show="all")[5:] == [("Yes", [], "2024-03-01", "yes", 0, None, "Mapping")]
    assert ask(town, question("D8")).assumptions == (
        "1 of 6 bodies that were asked answered.",
        "Of 1 it is not known whether they answered.",
        "Days of waiting are counted to 2024-03-31, the day of the graph, and not to today.",
    )


def test_bodies_are_narrowed_by_who_asked_and_by_sector(town, rows):
    assert rows(town, "D8", "organisation source_id", source="Census") == [("No", "source-census")]
    assert rows(town, "D8", "organisation service_ids", sector="nhs") == [("Late", [])]


def test_a_body_asked_rests_on_its_records_and_those_of_its_services(town, question):
    assert rests_on(town, question("D8"), source="Census") == [
        {"org-no", "ASKED|org-no|source-census", "PROVIDES|org-no|service-cafe", "PROVIDES|org-no|service-choir",
         "service-cafe", "service-choir"}
    ]  # fmt: skip


def test_one_link_taken_out_of_the_graph_leaves_one_body_fewer_to_ask_again(tmp_path, rows):
    with listen().built(tmp_path) as engine:
        engine.remove_links(SCHEMA.link["ASKED"], ["ASKED|org-month|source-mapping"])
        assert ("Month",) not in rows(engine, "D8", "organisation")


def test_where_the_graph_does_not_say_its_day_nobody_has_waited_a_number_of_days(tmp_path, rows):
    with listen().built(tmp_path) as engine:
        engine.put_marker({name: value for name, value in MARKER.items() if name != "as_of"})
        assert {days for (days,) in rows(engine, "D8", "waiting_days")} == {None}


def test_engagements_that_may_count_the_same_people_stand_in_sets(town, rows):
    assert rows(town, "D9", COUNTS) == [
        ("Cafe", 20, None, ["Forum", "Walks"], 1),
        ("Forum", 4, "some had been at the cafe", ["Cafe"], 1),
        ("Walks", None, None, ["Cafe"], 1),
        ("Pair a", 6, None, ["Pair b"], 2),
        ("Pair b", 6, None, ["Pair a"], 2),
    ]


def test_engagements_that_stand_alone_can_be_asked_for_and_their_notes_are_counted(town, rows, question):
    assert rows(town, "D9", COUNTS, show="all")[5:] == [
        ("Old", 9, None, [], None),
        ("Survey", 12, "counts bodies", [], None),
    ]
    assert ask(town, question("D9")).assumptions == (
        "5 of 7 engagements may count the same people as another, in 2 sets. Their counts may not be added up.",
        "2 stand alone; 1 of these has a note on how people were counted, to be read before adding (show all).",
    )


def test_one_engagement_is_shown_with_those_that_hang_together_with_it(town, rows):
    assert rows(town, "D9", "engagement_id overlap_ids", engagement="Walks") == [
        ("engagement-cafe", ["engagement-forum", "engagement-walks"]),
        ("engagement-forum", ["engagement-cafe"]),
        ("engagement-walks", ["engagement-cafe"]),
    ]
    assert rows(town, "D9", "engagement", engagement="Old") == []


def test_a_small_count_is_not_shown(town, question):
    shown = fit_to_show(ask(town, question("D9")), Allowed())
    assert [row["n"] for row in shown.rows] == [20, "under 5", None, 6, 6]


def test_a_count_rests_on_the_links_that_say_it_overlaps(town, question):
    assert rests_on(town, question("D9"))[2] == {
        "engagement-walks",
        "engagement-cafe",
        "OVERLAPS_WITH|engagement-cafe|engagement-walks",
    }


def test_one_link_taken_out_of_the_graph_takes_an_engagement_out_of_its_set(tmp_path, rows):
    with listen().built(tmp_path) as engine:
        engine.remove_links(SCHEMA.link["OVERLAPS_WITH"], ["OVERLAPS_WITH|engagement-cafe|engagement-walks"])
        assert [name for (name,) in rows(engine, "D9", "engagement")] == ["Cafe", "Forum", "Pair a", "Pair b"]


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=6))
def test_sets_are_those_that_walking_from_one_to_the_next_finds(pairs):
    near = {n: {b for a, b in pairs if a == n != b} | {a for a, b in pairs if b == n != a} for n in range(6)}
    rows = [
        {"id": str(n), "name": str(n), "date": None, "n_invited": None, "n_took_part": n, "counting_note": None,
         "overlap_ids": [str(x) for x in sorted(near[n])], "evidence": []}
        for n in range(6)
    ]  # fmt: skip
    answer = finish(Found(rows, {}, {"show": "overlapping", "engagement": "", "limit": 10}))
    found = {row["engagement_id"]: row["set"] for row in answer.rows}

    def reached(n):
        there, new = {n}, {n}
        while new:
            new = {x for y in new for x in near[y]} - there
            there |= new
        return there

    assert set(found) == {str(n) for n in range(6) if near[n]}
    for a, its in found.items():
        for b, other in found.items():
            assert (its == other) == (int(b) in reached(int(a)))


def test_what_has_not_been_loaded_is_said(tmp_path):
    with Town().add("org-a").built(tmp_path) as engine:
        because = [ask(engine, catalogue().find(id_)).nothing_because for id_ in ("D8", "D9")]
    assert because == [
        "No records of who was asked have been loaded, so this is not known yet.",
        "No interviews, surveys and meetings have been loaded, so this is not known yet.",
    ]
