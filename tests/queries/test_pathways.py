from linkwork.graph.schema import SCHEMA
from linkwork.queries import ask
from tests.queries.town import Town, eastwick

COLUMNS = "from to kind volume_month wait_days feedback from_id to_id"


def test_who_refers_to_whom_leaves_stale_links_and_closed_services_out(town, rows):
    # Link to Advice gives no wait, so Advice's own 9 days stand.
    assert rows(town, "P6", COLUMNS) == [
        ("Link", "Advice", "signpost", None, 9, True, "service-link", "service-advice"),
        ("Navigator", "Cafe", None, None, None, None, "role-navigator", "service-cafe"),
        ("Practice", "Link", "referral", 12, 5, None, "org-practice", "service-link"),
    ]


def test_referrals_can_be_asked_for_by_sender_receiver_and_way(town, rows):
    assert rows(town, "P6", "to", sender="navigator") == [("Cafe",)]
    assert rows(town, "P6", "from", receiver="service-link") == [("Practice",)]
    assert rows(town, "P6", "from", kind="signpost") == [("Link",)]


def test_a_limit_keeps_the_referrals_that_carry_most_people(town, rows):
    assert rows(town, "P6", "from", limit=1) == [("Practice",)]
    # Among those of whom nobody says, by id; the rows stay in order of who sends.
    assert rows(town, "P6", "from", limit=2) == [("Navigator",), ("Practice",)]


def test_referrals_that_are_left_out_at_the_limit_are_said(town, question):
    cut = "2 of 3 links are shown; ask for more with limit."
    assert cut in ask(town, question("P6"), {"limit": 2}).assumptions
    assert not [said for said in ask(town, question("P6")).assumptions if "are shown" in said]


def test_which_of_two_small_volumes_is_less_does_not_decide_which_is_kept(tmp_path, rows):
    town = Town().add("service-a", "service-b", "service-c")
    town.join("service-a", "REFERS_TO", "service-b", volume_month=1)
    town.join("service-a", "REFERS_TO", "service-c", volume_month=4)
    with town.built(tmp_path) as engine:
        assert rows(engine, "P6", "to_id", limit=1) == [("service-b",)]


def test_taking_one_link_out_of_the_graph_changes_the_answer(tmp_path, rows):
    with eastwick().built(tmp_path) as engine:
        engine.remove_links(SCHEMA.link["REFERS_TO"], ["REFERS_TO|service-link|service-advice|signpost"])
        assert rows(engine, "P6", "from") == [("Navigator",), ("Practice",)]


def test_no_referral_links_loaded_is_not_an_empty_table(empty, question):
    answer = ask(empty, question("P6"))
    assert answer.nothing_because == "No referral links have been loaded, so this is not known yet."


def test_loaded_but_no_longer_live_is_said_apart(tmp_path, question):
    town = Town().add("service-a", "service-b").join("service-a", "REFERS_TO", "service-b", live=False)
    with town.built(tmp_path) as engine:
        assert ask(engine, question("P6")).nothing_because == (
            "Referral links have been loaded, but none is live now: all are stale, closed or ended."
        )
