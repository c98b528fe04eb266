from linkwork.graph.schema import SCHEMA
from linkwork.queries import ask
from linkwork.queries._landscape import percent
from linkwork.queries.gaps.hangs_on_one_provider import funded_until, risk
from tests.queries.town import Town, eastwick, rests_on, supplied, twins

#: What an answer says where something is left out.
NOT_TOLD = (
    "A number of people under 5 may not be shown, so sums and shares of people that would give one away are left out, "
    "even with --internal."
)


def few() -> Town:
    """The twins, but only 3 older people with low mood."""
    older = {"people": 3, "year": 2024, "method": "survey", "audience": "audience-older"}
    return twins().join("area-north", "HAS_DEMAND", "need-mood", **older)


COLUMNS = "need area people_in_need core20_share possible need_id area_id"


def test_a_need_that_nobody_meets_is_a_gap_in_every_ward_most_people_first(town, rows):
    # 90 people were counted the year before; the latest year stands. Drop meets Mood but does not say where.
    assert rows(town, "G1", COLUMNS) == [
        ("Mood", "South", 40, 0.5, 1, "need-mood", "area-south"),
        ("Mood", "North", None, None, 1, "need-mood", "area-north"),
    ]


def test_how_much_is_covered_is_said(town, question):
    said = ask(town, question("G1")).assumptions
    assert said[:2] == (
        "6 of 8 pairs of need and area have a service, 2 of them for some groups only.",
        "Weighed by people in need: their number is known for 1 of 8 pairs of need and area, and only those count, "
        "whatever the group. A service is there for 0% of these people.",
    )


def test_people_in_need_decide_how_much_is_covered_and_what_belongs_to_no_cell_is_said(tmp_path, question):
    with supplied().built(tmp_path) as engine:
        said = ask(engine, question("G1")).assumptions
        # 500 with debt in North and 3 who are lonely in South are reached, 40 with low mood in South are not: a share
        # of 543 people would tell of the 3.
        assert said[1].endswith("known for 3 of 8 pairs of need and area, and only those count, whatever the group. "
                                f"{NOT_TOLD}")  # fmt: skip
        assert said[2].startswith("2 figures of people in need are for a broad need")
    town = supplied()
    town.join("area-south", "HAS_DEMAND", "need-loneliness", people=60, year=2024, method="survey")
    with town.built(tmp_path / "more") as engine:
        # 560 of 600.
        assert ask(engine, question("G1")).assumptions[1].endswith("A service is there for 93% of these people.")


def test_the_other_methods_of_a_year_are_said_to_be_left_aside(tmp_path, question):
    town = eastwick().join("area-south", "HAS_DEMAND", "need-mood", people=30, year=2023, method="census")
    with town.built(tmp_path) as engine:
        answer = ask(engine, question("G1"))
        assert answer.rows[0]["people_in_need"] == 30
        assert any(text.startswith("1 place has figures by several methods") for text in answer.assumptions)


def test_a_sum_over_groups_that_would_tell_of_a_small_group_is_not_shown(tmp_path, rows, question):
    with few().built(tmp_path) as engine:
        engine.remove_links(SCHEMA.link["MEETS"], ["MEETS|offer-big|need-mood"])
        # 20 carers and 3 older people; debt is met.
        assert rows(engine, "G1", "need area people_in_need") == [("Mood", "North", None)]
        said = ask(engine, question("G1")).assumptions
        assert sum(NOT_TOLD in text for text in said) == 1
        assert not any("% of these people" in text for text in said)


def test_a_share_is_never_said_to_be_all_or_nothing_where_it_is_not():
    assert [percent(share) for share in (0, 0.001, 0.73, 0.999, 1)] == ["0%", "under 1%", "73%", "over 99%", "100%"]


def test_people_known_group_by_group_are_added_up(tmp_path, rows):
    with twins().built(tmp_path) as engine:
        engine.remove_links(SCHEMA.link["MEETS"], ["MEETS|offer-big|need-mood"])
        assert rows(engine, "G1", "need area people_in_need") == [("Mood", "North", 30)]


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
    answer = ask(town, question("G1"), {"need": "Money", "limit": 1000})  # a limit is never why there are no rows
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


HANGS = "need group area only_service provider funded_until risk"


def test_what_hangs_on_one_provider_is_in_order_of_when_its_funding_ends(tmp_path, rows, question):
    with supplied().built(tmp_path) as engine:
        # The graph is as of 2024-03-31. Isolation of older people has two providers in both wards.
        assert rows(engine, "G3", HANGS) == [
            ("Isolation", ["Carers", "anyone else"], "North", ["Cafe"], "Charity", "2024-02", "funding has ended"),
            ("Benefits", ["everyone"], "North", ["Advice"], "Council", "2026-03-31", "funding ends 2026-03-31"),
            ("Benefits", ["everyone"], "South", ["Advice"], "Council", "2026-03-31", "funding ends 2026-03-31"),
            (
                "Debt",
                ["Children", "anyone else"],
                "North",
                ["Advice"],
                "Council",
                "2026-03-31",
                "funding ends 2026-03-31",
            ),
            ("Debt", ["everyone"], "South", ["Advice"], "Council", "2026-03-31", "funding ends 2026-03-31"),
        ]
        said = ask(engine, question("G3")).assumptions
        assert (
            "16 of 32 combinations of need, group and area hang on one provider; 5 of 8 pairs of need and area have at "
            "least one such."
        ) in said


def test_funding_that_ends_on_the_day_of_the_graph_or_in_its_month_has_not_ended():
    assert risk("2024-03-31", "2024-03-31") == "funding ends 2024-03-31"
    assert risk("2024-03", "2024-03-31") == "funding ends 2024-03"
    assert risk("2024-03-30", "2024-03-31") == "funding has ended"
    assert risk("2023", "2024-03-31") == "funding has ended"
    assert risk("2024", "2024-03-31") == "funding ends 2024"
    assert risk("2023", "") == "funding ends 2023"
    assert risk(None, "2024-03-31") == "it is not known when funding ends"


def test_of_several_services_of_one_provider_the_last_day_counts(tmp_path, rows):
    town = eastwick().join("org-charity", "PROVIDES", "service-link")
    town.links = {id_: link for id_, link in town.links.items() if id_ != "PROVIDES|org-pcn|service-link"}
    for service, day in (("link", "2025-06-30"), ("lunch", "2024-12-31")):
        town.nodes[f"service-{service}"] |= {"funded_until": day}
    with town.built(tmp_path) as engine:
        assert rows(engine, "G3", HANGS, need="Isolation", audience="Older") == [
            ("Isolation", ["Older"], "South", ["Link", "Lunch"], "Charity", "2025-06-30", "funding ends 2025-06-30"),
            ("Isolation", ["Older"], "North", ["Cafe", "Link"], "Charity", None, "it is not known when funding ends"),
        ]


def test_a_month_or_a_year_of_funding_is_its_last_day():
    assert funded_until(["2027", "2027-03-31"]) == "2027"
    assert funded_until(["2027-03-31", "2027-03"]) == "2027-03-31"
    assert funded_until(["2027-03-30", "2027-03"]) == "2027-03"
    assert funded_until(["2027", None]) is None


def test_what_runs_out_by_a_day_in_the_year_stands_before_what_runs_out_in_that_year(tmp_path, rows):
    town = supplied()
    town.nodes["service-advice"] |= {"funded_until": "2025-06-30"}
    town.nodes["service-cafe"] |= {"funded_until": "2025"}
    with town.built(tmp_path) as engine:
        found = rows(engine, "G3", "only_service funded_until")
        assert [found[0], found[-1]] == [(["Advice"], "2025-06-30"), (["Cafe"], "2025")]


def test_what_hangs_on_one_provider_can_be_asked_for_one_of_them_and_one_place(town, rows):
    columns = "need group area"
    assert rows(town, "G3", columns, provider="Charity") == [("Isolation", ["Carers", "anyone else"], "North")]
    assert rows(town, "G3", columns, sector="nhs") == []
    assert rows(town, "G3", columns, area="South", sector="council") == [
        ("Benefits", ["everyone"], "South"),
        ("Debt", ["everyone"], "South"),
    ]
    assert rows(town, "G3", columns, limit=1) == [("Benefits", ["everyone"], "North")]


def test_the_oracle_town_has_28_single_cells(oracle_town, question):
    answer = ask(oracle_town, question("G3"))
    assert sum(len(row["group"]) for row in answer.rows) == 28
    # All 20 pairs but Money in NW, NE and SE, where two or more services meet it for all those they are for.
    assert (
        "28 of 60 combinations of need, group and area hang on one provider; 17 of 20 pairs of need and area have at "
        "least one such."
    ) in answer.assumptions


CHANGES = "rank change adds people_reached cells cumulative_share"


def test_the_changes_that_close_most_gaps_come_first_and_it_stops_where_none_closes_any(oracle_town, rows, question):
    assert rows(oracle_town, "G7", CHANGES) == [
        (1, "SPLW (offer Splw, for Adults) also for Ltc", "group Ltc", None, 8, 0.5),
        (2, "CareNav (offer Carenav, for Adults and Ltc) also for Smi", "group Smi", None, 4, 0.75),
        (3, "MHConn (offer Mhconn, for Adults and Smi) also for Money", "need Money", None, 4, 1.0),
    ]
    assert ask(oracle_town, question("G7")).assumptions[:2] == (
        "Counted over all 60 combinations of need, group and area, each as one: how many people are in need is not "
        "known for any of them.",
        "44 of 60 have a service now; the other 16 are gaps.",
    )


def test_the_changes_are_weighed_by_people_where_they_are_known(town, rows, question):
    # The one figure that is known: 40 people with low mood in South. Drop meets it but does not say where.
    assert rows(town, "G7", f"{CHANGES} service provider adds_id offer_id") == [
        (1, "Advice (offer Advice) also for Mood", "need Mood", 40, 1, 1.0, "Advice", "Council", "need-mood",
         "offer-advice"),
    ]  # fmt: skip
    assert ask(town, question("G7")).assumptions[1:4] == (
        "0 of 1 have a service now, 0% by people; the other 1 is a gap.",
        "2 other offers would close as many as the first change; of those that close as many the first by id is taken.",
        "2 offers that do not say which need they meet or where are left as they are.",
    )


def test_changes_can_be_asked_for_one_group_one_place_or_one_provider(town, oracle_town, rows):
    # The figure for South says nothing of carers by themselves, so all cells count. Carers lack Mood in both wards and
    # Isolation in South; Cafe's offer leaves out nobody but children.
    assert rows(town, "G7", "change cells", audience="Carers") == [
        ("Advice (offer Advice) also for Mood", 2),
        ("Advice (offer Advice) also for Isolation", 1),
    ]
    assert rows(town, "G7", "change cells", audience="Carers", provider="Charity", steps=1) == [
        ("Cafe (offer Cafe, for everyone but not Children) also for Mood", 1)
    ]
    assert rows(oracle_town, "G7", "change cells", area="SE", steps=1) == [
        ("SPLW (offer Splw, for Adults) also for Ltc", 2)
    ]
    assert rows(oracle_town, "G7", "change", need="Isolation", area="SE", steps=1) == []


def test_people_reached_and_shares_that_would_tell_of_a_small_number_are_not_shown(tmp_path, rows, question):
    town = few()
    town.add("need-sleep").join("area-north", "HAS_DEMAND", "need-sleep", people=50, year=2024, method="survey",
                                audience="audience-older")  # fmt: skip
    with town.built(tmp_path) as engine:
        columns = "change people_reached cumulative_share cells"
        # Big reaches carers and older with mood; without it 20 and 3 lack it, as 50 lack sleep.
        assert rows(engine, "G7", columns) == [("Big (offer Big, for Carers and Older) also for Sleep", 50, 1.0, 1)]
        assert NOT_TOLD in ask(engine, question("G7")).assumptions
        engine.remove_links(SCHEMA.link["MEETS"], ["MEETS|offer-big|need-mood"])
        assert rows(engine, "G7", columns) == [
            ("Big (offer Big, for Carers and Older) also for Sleep", 50, None, 1),
            ("Big (offer Big, for Carers and Older) also for Mood", None, None, 2),
        ]
        assert ask(engine, question("G7")).assumptions[1] == "2 of 5 have a service now; the other 3 are gaps."


def test_where_there_is_no_gap_it_says_so(oracle_town, question):
    answer = ask(oracle_town, question("G7"), {"need": "Isolation", "audience": "Adults"})
    assert (answer.rows, answer.nothing_because) == ((), "There is no gap: every cell has a service.")


def test_rows_rest_on_what_they_name(town, question):
    assert {"need-benefits", "area-north", "service-advice", "MEETS|offer-advice|need-money"} <= (
        rests_on(town, question("G3"))[0]
    )
    assert {"offer-advice", "need-mood"} <= rests_on(town, question("G7"))[0]
