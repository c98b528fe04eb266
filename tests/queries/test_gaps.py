from linkwork.graph.schema import SCHEMA
from linkwork.queries import ask
from tests.queries.town import Town, eastwick

COLUMNS = "need area people_in_need core20_share possible need_id area_id"


def test_a_need_that_nobody_meets_is_a_gap_in_every_ward_most_people_first(town, rows):
    # 90 people were counted the year before; the latest year stands. Drop meets Mood but does not say where.
    assert rows(town, "G1", COLUMNS) == [
        ("Mood", "South", 40, 0.5, 1, "need-mood", "area-south"),
        ("Mood", "North", None, None, 1, "need-mood", "area-north"),
    ]


def test_how_much_is_covered_is_said(town, question):
    said = ask(town, question("G1")).assumptions
    assert said[0] == "6 of 8 pairs of need and area have a service, 2 of them for some groups only."


def test_taking_one_link_out_of_the_graph_opens_a_gap(tmp_path, rows):
    with eastwick().built(tmp_path) as engine:
        engine.remove_links(SCHEMA.link["MEETS"], ["MEETS|offer-advice|need-money"])
        assert rows(engine, "G1", "need area") == [
            ("Mood", "South"),
            ("Benefits", "North"),
            ("Benefits", "South"),
            ("Debt", "South"),
            ("Mood", "North"),
        ]


def test_a_gap_can_be_asked_for_in_one_place_or_for_one_need(town, rows):
    assert rows(town, "G1", "need area", area="North") == [("Mood", "North")]
    assert rows(town, "G1", "need area", area="Borough") == [("Mood", "South"), ("Mood", "North")]
    assert rows(town, "G1", "need area", need="Money") == []


def test_a_full_answer_says_so(town, question):
    answer = ask(town, question("G1"), {"need": "Money"})
    assert answer.nothing_because == "Nothing in the graph fits what was asked for (need Money)."


def test_without_areas_a_need_counts_as_met_if_anybody_meets_it(tmp_path, question):
    town = Town().add("need-debt", "need-mood", "service-a").offer("offer-a", "service-a", "debt")
    with town.built(tmp_path) as engine:
        answer = ask(engine, question("G1"))
        assert [(row["need"], row["area"]) for row in answer.rows] == [("Mood", None)]
        assert (
            "No areas have been loaded, so a need counts as met if any service meets it anywhere." in answer.assumptions
        )


def test_where_no_needs_are_loaded_nothing_is_known_and_it_says_so(empty, question):
    answer = ask(empty, question("G1"))
    assert answer.rows == ()
    assert (
        answer.nothing_because == "No needs or links from services to needs have been loaded, so this is not known yet."
    )


def test_where_nobody_says_what_they_meet_no_need_is_called_a_gap(tmp_path, question):
    with Town().add("need-debt", "service-a").built(tmp_path) as engine:
        answer = ask(engine, question("G1"))
        assert (answer.rows, answer.nothing_because) == (
            (),
            "No links from services to needs have been loaded, so this is not known yet.",
        )
