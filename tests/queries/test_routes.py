"""P1, P2, P3 and P9 on Weston, each expected value written out by hand."""

import pytest

from linkwork.errors import LinkworkError
from linkwork.graph.schema import SCHEMA
from linkwork.queries import ask, catalogue
from tests.queries.route_town import weston
from tests.queries.town import Town

STEPS = "route step from to wait_days total_wait waits_not_known eligibility_ok reason_if_not"


@pytest.fixture
def answer(weston_town, question):
    return lambda id_, **parameters: ask(weston_town, question(id_), parameters)


def test_every_step_of_every_route_is_a_row_the_best_route_first(weston_town, rows):
    # Cafe's own wait of 3 days stands for the surgery's link, which gives none.
    assert rows(weston_town, "P1", STEPS, **{"from": "Surgery", "need": "Mood"}) == [
        (1, 1, "Surgery", "Cafe", 3, 3, 0, True, None),
        (2, 1, "Surgery", "Link", 5, 5, 0, True, None),
        (3, 1, "Surgery", "Link", 5, 5, 0, True, None),
        (3, 2, "Link", "Club", 10, 15, 0, True, None),
    ]


def test_a_step_says_how_people_are_sent_by_whom_and_by_which_link(weston_town, rows):
    how = "kind channel via onward_allowed feedback door need from_id to_id via_id link_id"
    assert rows(weston_town, "P1", how, **{"from": "surgery", "need": "mood"})[2:] == [
        ("referral", "form", None, True, True, "Surgery", "Mood", "org-surgery", "service-link", None,
         "REFERS_TO|org-surgery|service-link|referral"),
        (None, None, "Coach", None, None, "Surgery", "Mood", "service-link", "service-club", "role-coach",
         "REFERS_TO|role-coach|service-club|"),
    ]  # fmt: skip


def test_people_may_come_by_themselves(weston_town, rows):
    columns = "step from to kind wait_days waits_not_known from_id link_id"
    to_club = "REFERS_TO|service-cafe|service-club|warm_handover"
    assert rows(weston_town, "P1", columns, **{"from": "Self", "need": "mood"}) == [
        (1, "people who come by themselves", "Cafe", None, 3, 0, None, None),
        (1, "people who come by themselves", "Cafe", None, 3, 0, None, None),
        (
            2,
            "Cafe",
            "Club",
            "warm_handover",
            None,
            1,
            "service-cafe",
            to_club,
        ),
    ]


def test_without_door_and_need_it_is_the_best_route_of_each_pair(weston_town, rows):
    pairs = "route door need to total_wait waits_not_known"
    last = {row[0]: row for row in rows(weston_town, "P1", pairs)}
    assert list(last.values()) == [
        (1, "Surgery", "Debt", "Post", 2, 0),
        (2, "Surgery", "Mood", "Cafe", 3, 0),
        (3, "people who come by themselves", "Mood", "Cafe", 3, 0),
        (4, "Surgery", "Benefits", "Advice", 19, 0),
        (5, "Matron", "Benefits", "Advice", 0, 1),
        (6, "Matron", "Debt", "Advice", 0, 1),
        (7, "Matron", "Mood", "Link", 6, 1),
    ]


def test_a_door_or_a_need_alone_narrows_the_pairs(weston_town, rows):
    pairs = "route door need to"
    assert rows(weston_town, "P1", pairs, **{"from": "matron"}) == [
        (1, "Matron", "Benefits", "Advice"),
        (2, "Matron", "Debt", "Advice"),
        (3, "Matron", "Mood", "Advice"),
        (3, "Matron", "Mood", "Link"),
    ]
    assert rows(weston_town, "P1", pairs, need="money") == [
        (1, "Surgery", "Debt", "Post"),
        (2, "Surgery", "Benefits", "Link"),
        (2, "Surgery", "Benefits", "Advice"),
        (3, "Matron", "Benefits", "Advice"),
        (4, "Matron", "Debt", "Advice"),
    ]


def test_a_limit_keeps_the_best_routes_and_says_so(answer):
    found = answer("P1", **{"from": "surgery", "need": "mood", "limit": 2})
    assert [row["to"] for row in found.rows] == ["Cafe", "Link"]
    assert "2 of 3 routes are shown; ask for more with limit." in found.assumptions


def test_where_there_is_no_route_the_nearest_is_shown_with_what_hinders_each_step(answer):
    found = answer("P1", **{"from": "surgery", "need": "benefits", "audience": "child"})
    assert [tuple(row[name] for name in STEPS.split()) for row in found.rows] == [
        (1, 1, "Surgery", "Link", 5, 5, 0, False, "Link is not for Child"),
        (1, 2, "Link", "Gym", 1, 6, 0, False, "Gym takes nobody new"),
        (1, 3, "Gym", "Desk", 1, 7, 0, True, None),
    ]
    assert found.nothing_because == ""
    assert found.assumptions[2:] == (
        "There is no route: Surgery refers to Link, but Link is not for Child.",
        "Whatever the group, there is 1 route, the best to Advice (19 days).",
    )


def test_the_last_service_says_which_of_the_needs_it_meets_and_whom_it_takes(weston_town, rows):
    # Link's offer for Mood is for adults; Cafe's for all but children; Club's for everyone.
    whom = "route to meets takes"
    assert rows(weston_town, "P1", whom, **{"from": "surgery", "need": "mood"}) == [
        (1, "Cafe", ["Mood"], ["everyone but Child"]),
        (2, "Link", ["Mood"], ["Adult"]),
        (3, "Link", ["Mood"], []),
        (3, "Club", ["Mood"], []),
    ]
    assert rows(weston_town, "P1", whom, **{"from": "matron", "need": "money"}) == [
        (1, "Advice", ["Benefits", "Debt"], ["everyone but Child"]),
    ]
    # Asked for carers: the offer for Debt is not for them, and whom it takes is what was asked.
    assert rows(weston_town, "P1", whom, **{"from": "matron", "need": "money", "audience": "carer"}) == [
        (1, "Advice", ["Benefits"], []),
    ]
    (first, *_) = rows(
        weston_town, "P1", "to meets eligibility_ok", need="debt", audience="child", **{"from": "matron"}
    )
    assert first == ("Advice", ["Debt"], False)


def test_asked_for_no_need_where_every_service_says_none_a_sentence_says_so(tmp_path, question):
    town = Town().add("need-debt", "service-a", "service-b", "org-x").offer("offer-b", "service-b", "debt")
    with town.join("org-x", "REFERS_TO", "service-a").built(tmp_path) as engine:
        found = ask(engine, question("P1"))
    assert found.nothing_because == "There is no route: no door leads to a service that says which need it meets."


def test_what_there_would_be_with_less_asked_is_said_one_by_one(answer):
    found = answer("P1", **{"from": "matron", "need": "debt", "audience": "carer", "area": "north"})
    assert found.assumptions[2:] == (
        "There is no route: Matron refers to Advice, but what Advice does for Debt is not for Carer.",
        "Whatever the group, there is 1 route, the best to Advice (1 wait is not known).",
        "Whatever the area, there is no route either.",
        "Whatever the group and the area, there is 1 route, the best to Advice (1 wait is not known).",
    )


def test_a_service_that_meets_the_need_itself_is_said_to(answer):
    found = answer("P1", **{"from": "advice", "need": "debt"})
    assert found.rows == ()
    assert found.nothing_because == "There is no route: no referral leads from Advice to any service that meets Debt."
    assert found.assumptions[-1] == "Advice meets Debt itself."


@pytest.mark.parametrize(
    ("door", "need", "why"),
    [
        ("surgery", "sleep", "no live service meets Sleep"),
        ("idle", "debt", "Idle refers nobody to a live service"),
        ("self", "debt", "no referral leads from people who come by themselves to any service that meets Debt"),
    ],
)
def test_where_not_even_a_failing_route_is_known_a_sentence_says_so(answer, door, need, why):
    found = answer("P1", **{"from": door, "need": need})
    assert (found.rows, found.nothing_because) == ((), f"There is no route: {why}.")


def test_a_misspelt_door_is_told_the_nearest_and_self_is_a_word_of_its_own(answer, question):
    with pytest.raises(LinkworkError, match=r"^from: .* 'Surgry'\. Did you mean 'Surgery'\?$"):
        answer("P1", **{"from": "Surgry"})
    with pytest.raises(LinkworkError, match=r"Did you mean 'self'\?$"):
        answer("P1", **{"from": "selff"})
    with pytest.raises(LinkworkError, match=r"'Pirates'\. There are Adult, Carer, Child, Old\.$"):
        answer("P1", audience="Pirates")
    start = question("P1").parameter("from")
    assert start.takes == "the name or id of an organisation or a role or a service or the word self"


OWN = """\
// id: X1
// title: Bodies
// question: Which bodies are there?
// read: One a row.
// parameter start (Organisation or anybody): one of them, or anybody
// column body: its name
// column body_id (Organisation): its id
MATCH (o:Organisation) WHERE o.live AND ($start IN ['', 'anybody'] OR o.id = $start)
RETURN o.name AS body, o.id AS body_id, [o.id] AS evidence
ORDER BY body, body_id
"""


def test_a_question_may_take_words_beside_the_names_of_records(tmp_path, weston_town):
    (tmp_path / "bodies.cypher").write_text(OWN)
    bodies = catalogue(tmp_path).find("X1")
    assert [row["body"] for row in ask(weston_town, bodies, {"start": "Anybody"}).rows] == [
        "Council",
        "Idle",
        "Surgery",
    ]
    assert [row["body"] for row in ask(weston_town, bodies, {"start": "idle"}).rows] == ["Idle"]
    (tmp_path / "bodies.cypher").write_text(OWN.replace("or anybody)", "or Any Body)"))
    (refusal,) = catalogue(tmp_path).refusals
    assert refusal.reason == "parameter start: 'Any Body' is not a word in lower case: write `(Organisation or self)`"


def test_a_route_rests_on_its_links_their_ends_and_the_offers_of_those_it_leads_to(tmp_path, question):
    town = weston()
    town.nodes["offer-link"]["sources"] = ["Directory"]
    with town.built(tmp_path) as engine:
        first = ask(engine, question("P1"), {"from": "surgery", "need": "mood", "audience": "old", "area": "south"})
    assert [row["to"] for row in first.rows] == ["Link", "Link", "Club"]
    assert {said["source"] for said in first.rows[0]["evidence"]} == {"Mapping", "Directory"}
    assert {said["source"] for said in first.rows[2]["evidence"]} == {"Mapping"}


def test_taking_one_link_out_of_the_graph_changes_every_answer(tmp_path, rows):
    with weston().built(tmp_path) as engine:
        engine.remove_links(SCHEMA.link["REFERS_TO"], ["REFERS_TO|service-advice|service-link|"])
        assert rows(engine, "P3", "loop_members") == []
        engine.remove_links(SCHEMA.link["REFERS_TO"], ["REFERS_TO|org-surgery|service-link|referral"])
        assert rows(engine, "P2", "service entry_points_affected") == [("Desk", []), ("Shed", [])]
        assert ("Link",) in rows(engine, "P9", "service")
        assert rows(engine, "P1", "to", **{"from": "surgery", "need": "benefits"}) == []


def test_dead_ends_say_why_and_what_is_left_unmet(weston_town, rows):
    columns = "service referrals_in why_stopped needs_left_unmet entry_points_affected senders provider service_id"
    assert rows(weston_town, "P2", columns) == [
        ("Desk", 1, "it refers nobody on, and meets Benefits, which is not what Gym meets; no door leads to it",
         ["Mood"], [], ["Gym"], "Council", "service-desk"),
        ("Shed", 1, "it refers nobody on, and nobody has said which need it meets",
         ["Mood"], ["Matron", "Surgery"], ["Link"], "", "service-shed"),
    ]  # fmt: skip


def test_a_need_asked_for_at_the_doors_makes_other_services_dead_ends(tmp_path, rows):
    town = Town().add("need-debt", "need-mood", "service-a", "org-x").offer("offer-a", "service-a", "mood")
    with town.join("org-x", "REFERS_TO", "service-a").built(tmp_path) as engine:
        columns = "service why_stopped needs_left_unmet entry_points_affected door_ids need_ids link_ids"
        assert rows(engine, "P2", columns) == []
        assert rows(engine, "P2", columns, need="Debt") == [
            ("A", "it refers nobody on, and meets Mood; it does not meet Debt", ["Debt"], ["X"], ["org-x"],
             ["need-debt"], ["REFERS_TO|org-x|service-a|"]),
        ]  # fmt: skip


def test_loops_say_their_services_links_volume_and_what_reports_back(weston_town, rows):
    columns = "loop_members length links volume feedback volumes_known feedback_not_known member_ids link_ids"
    assert rows(weston_town, "P3", columns) == [
        (["Advice", "Link"], 2, ["Advice to Link", "Link to Advice"], 6, 1, 1, 0, ["service-advice", "service-link"],
         ["REFERS_TO|service-advice|service-link|", "REFERS_TO|service-link|service-advice|"]),
    ]  # fmt: skip
    assert rows(weston_town, "P3", "length", service="Link") == [(2,)]
    assert rows(weston_town, "P3", "length", service="Cafe") == []


def test_a_loop_may_go_by_a_role_that_staffs_a_service(tmp_path, rows):
    town = weston().join("service-club", "REFERS_TO", "service-link", category="signpost")
    with town.built(tmp_path) as engine:
        ((members, links),) = rows(engine, "P3", "loop_members links")
    assert members == ["Advice", "Club", "Link"]
    assert links == ["Advice to Link", "Club to Link", "Link to Advice", "Link (by its Coach) to Club"]


def test_what_nobody_can_reach_says_what_is_missing(weston_town, rows):
    columns = "service needs entry_points_tried missing_link provider access service_id sender_ids"
    assert rows(weston_town, "P9", columns) == [
        ("Desk", ["Benefits"], 3, "only Gym refers to it, and no door reaches Gym", "Council", None, "service-desk",
         ["service-gym"]),
        ("Gym", ["Mood"], 3, "it takes nobody new", "", "closed", "service-gym", ["service-link"]),
        ("Lonely", [], 3, "nobody refers to it and people cannot come by themselves", "", "professional",
         "service-lonely", []),
        ("Night", ["Debt"], 3, "Post refers people to it but may not refer on those it received", "", None,
         "service-night", ["service-post"]),
    ]  # fmt: skip


def test_for_a_group_in_an_area_the_reason_is_theirs(weston_town, rows):
    why = dict(rows(weston_town, "P9", "service missing_link", audience="old", area="south"))
    assert why["Cafe"] == "it does not cover South"
    assert why["Night"] == "nobody has said which areas it covers"
    assert why["Shed"] == "nobody has said whom it takes or where"
    assert "Link" not in why
    assert "Club" not in why
    assert dict(rows(weston_town, "P9", "service missing_link", audience="child", area="south"))["Club"] == (
        "Cafe refers people to it but Cafe is not for Child; Link refers people to it but Link is not for Child"
    )


def test_only_services_that_meet_a_need_may_be_asked_for(weston_town, rows):
    assert rows(weston_town, "P9", "service", need="money") == [("Desk",), ("Night",)]
    assert rows(weston_town, "P9", "service", need="money", limit=1) == [("Desk",)]


def test_no_referral_links_loaded_is_said_and_not_an_empty_table(tmp_path, empty, question):
    unknown = "No referral links have been loaded, so this is not known yet."
    for id_ in ("P2", "P3"):
        assert (
            ask(empty, question(id_)).nothing_because == "No referral links have been loaded, so this is not known yet."
        )
    # Services without a single referral are not called out of reach: nobody has said who refers to whom.
    with Town().add("service-a").built(tmp_path) as engine:
        assert ask(engine, question("P9")).nothing_because == unknown


def test_every_parameter_left_out_still_gives_an_answer_where_nothing_is_wrong(tmp_path, question):
    town = Town().add("need-debt", "service-a", "org-x").offer("offer-a", "service-a", "debt")
    with town.join("org-x", "REFERS_TO", "service-a").built(tmp_path) as engine:
        assert [row["to"] for row in ask(engine, question("P1")).rows] == ["A"]
        assert ask(engine, question("P2")).nothing_because == "No service that people are referred to is a dead end."
        assert ask(engine, question("P3")).nothing_because == "No group of services refers people round in a loop."
        assert ask(engine, question("P9")).nothing_because == "Every service can be reached from some door."
