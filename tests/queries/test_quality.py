import pytest

from linkwork.graph.engine import open_engine
from linkwork.graph.evidence import Evidence
from linkwork.graph.schema import SCHEMA
from linkwork.queries import Found, ask
from tests.queries.town import MARKER, Town, eastwick

COLUMNS = "field required completeness detail"


def test_what_a_service_record_lacks_is_listed_with_how_complete_it_is(town, rows):
    # 13 things should be said: 7 properties, provider, funder, priority, offer, need and area. Cafe says 6.
    assert rows(town, "D1", COLUMNS, service="Cafe") == [
        ("access", "expected", 0.4615, "not said: who may send people"),
        ("approach", "expected", 0.4615, "not said: whether it seeks people out or waits for them"),
        ("description", "expected", 0.4615, "not said: what it does, in a sentence"),
        ("funded_until", "expected", 0.4615, "not said: day its present funding ends"),
        ("funder", "expected", 0.4615, "nobody is said to pay for it"),
        ("need", "expected", 0.4615, "1 of 2 offers say no need that can be used"),
        ("scope", "expected", 0.4615, "not said: how near it is to social prescribing"),
    ]


def test_the_least_complete_service_stands_first_and_a_complete_one_is_counted(town, question):
    answer = ask(town, question("D1"))
    services = list(dict.fromkeys(row["service"] for row in answer.rows))
    assert services == ["Bare", "Drop", "Cafe", "Link", "Lunch"]
    assert answer.assumptions == ("1 of 6 service records says everything it should.",)


def test_a_service_without_offer_or_provider_lacks_what_is_required(town, rows):
    assert rows(town, "D1", "field detail", service="Bare")[:2] == [
        ("offer", "it has no offer, so nobody knows what it does for whom"),
        ("provider", "nobody is said to provide it"),
    ]


def test_support_for_lines_without_a_name_counts_as_unknown(town, rows):
    details = dict(rows(town, "D1", "field detail", service="Link"))
    assert details["priority"] == "it supports only lines of a policy whose names are not known"


def test_all_shows_what_is_filled_too(town, rows):
    found = rows(town, "D1", "field filled", service="Advice", show="all")
    assert len(found) == 13
    assert all(filled for _, filled in found)


def test_records_can_be_asked_for_by_provider_and_sector(town, rows):
    assert {name for (name,) in rows(town, "D1", "service", provider="Charity")} == {"Cafe", "Lunch"}
    assert {name for (name,) in rows(town, "D1", "service", sector="nhs")} == {"Link"}


def test_taking_one_link_out_of_the_graph_leaves_a_record_less_complete(tmp_path, rows):
    with eastwick().built(tmp_path) as engine:
        engine.remove_links(SCHEMA.link["FUNDS"], ["FUNDS|org-council|service-advice"])
        assert rows(engine, "D1", "field completeness", service="Advice") == [("funder", 0.9231)]


AGES = "name age_days expected_refresh overdue_days why"


def registry() -> Town:
    """Services said by a list of January 2023 or by the mapping of 2024-03-31, which is the day of the view."""
    town = Town().add("service-new", sources=["Mapping"])
    town.add("service-old", "org-old", sources=["Old list"]).add("service-both", sources=["Mapping", "Old list"])
    town.add("service-unheard", sources=["Hearsay"])
    town.add("service-shut", live=False, sources=["Old list"])
    for name, day in {
        "day": "2024-03-30",
        "month": "2024-02",
        "year": "2023",
        "same-day": "2024-03-31",
        "same-month": "2024-03",
        "same-year": "2024",
    }.items():
        town.add(f"service-{name}", expected_refresh=day)
    town.nodes["service-year"] |= {"sources": ["Old list"], "owner": "Access team"}
    return town


@pytest.fixture(scope="module")
def registered(tmp_path_factory):
    with registry().built(tmp_path_factory.mktemp("registry")) as engine:
        engine.put_marker({**MARKER, "rounds": ["2023-01-31_old-list_1", "2024-03-31_mapping_1"]})
        yield engine


PASSED = "its date for confirming, {}, has passed; it was last said on 2024-03-31: check it and set a new date"
OLD = "it was last confirmed on 2023-01-31, 425 days before 2024-03-31"


def test_records_past_their_day_or_unconfirmed_for_over_a_year_are_out_of_date(registered, rows, question):
    again = "it was to be confirmed again by"
    assert rows(registered, "D5", AGES) == [
        ("Unheard", None, None, None, "nobody says when it was last confirmed"),
        ("Year", 425, "2023", 91, f"{again} 2023, 91 days before 2024-03-31; {OLD}"),
        ("Old", 425, None, None, OLD),
        ("Month", 0, "2024-02", 31, PASSED.format("2024-02")),
        ("Day", 0, "2024-03-30", 1, PASSED.format("2024-03-30")),
    ]
    answer = ask(registered, question("D5"))
    assert [row["last_confirmed"] for row in answer.rows][:3] == [None, "2023-01-31", "2023-01-31"]
    assert answer.assumptions == (
        "Ages are counted to 2024-03-31, the day of the graph, and not to today.",
        "5 of 10 records are out of date.",
        "4 of 10 do not say when they should be confirmed again.",
    )


def test_one_that_was_said_on_the_last_of_its_days_was_to_be_confirmed_again(registered, question):
    def rounds(ids):
        return {id_: [Evidence("2024-02-29", "Mapping", "list.csv", "", 7)] for id_ in ids}

    why = {row["name"]: row["why"] for row in ask(registered, question("D5"), {}, rounds).rows}
    assert why == {
        "Year": PASSED.format("2023").replace("2024-03-31", "2024-02-29"),
        "Month": "it was to be confirmed again by 2024-02, 31 days before 2024-03-31",
        "Day": "it was to be confirmed again by 2024-03-30, 1 day before 2024-03-31",
    }


def test_the_same_is_out_of_date_on_each_engine(address, rows):
    with open_engine(address, writing=True) as engine:
        found = rows(registry().write(engine), "D5", "name age_days", kind="all")
        assert found == [("Year", None), ("Old", None), ("Old", None), ("Unheard", None), ("Month", 0), ("Day", 0)]


def test_out_of_date_is_more_than_the_days_asked_for(registered, rows):
    assert ("Old",) in rows(registered, "D5", "name", older_than=424)
    assert ("Old",) not in rows(registered, "D5", "name", older_than=425)


def test_other_sorts_of_record_can_be_asked_for_and_all_at_once(registered, rows):
    assert rows(registered, "D5", "id kind owner", kind="Organisation") == [("org-old", "Organisation", None)]
    assert rows(registered, "D5", "id kind owner", kind="all", limit=3)[1:] == [
        ("service-year", "Service", "Access team"),
        ("org-old", "Organisation", None),
    ]


def test_where_no_record_of_the_sort_is_live_nothing_is_known_of_its_age(registered, question):
    answer = ask(registered, question("D5"), {"kind": "Policy"})
    assert answer.nothing_because == "No live policies have been loaded, so this is not known yet."
    everything_fresh = ask(registered, question("D5"), {"kind": "Organisation", "older_than": 500})
    assert everything_fresh.nothing_because.startswith("Nothing in the graph fits what was asked for")


def test_where_there_are_rounds_they_say_when_a_record_was_last_confirmed(registered, question):
    def rounds(ids):
        return {id_: [Evidence("2023-12-31", "Old list", "list.csv", "", 7)] for id_ in ids}

    answer = ask(registered, question("D5"), {"older_than": 90}, rounds)
    assert len(answer.rows) == 10
    assert {(row["age_days"], row["last_confirmed"]) for row in answer.rows} == {(91, "2023-12-31")}


def test_a_graph_that_does_not_say_its_day_gives_no_ages(tmp_path, question):
    with registry().built(tmp_path) as engine:
        engine.put_marker({name: value for name, value in MARKER.items() if name != "as_of"})
        answer = ask(engine, question("D5"))
        assert answer.rows == ()
        assert answer.nothing_because.startswith("The graph does not say of which day it is, so")


def test_a_finishing_function_is_told_the_latest_day_on_which_each_record_was_said():
    said = {
        "service-a": [Evidence("2023-01-31", "x", "", "", None), Evidence("2024-03-31", "y", "", "", None)],
        "FUNDS|org-a|service-a": [Evidence("2022-01-01", "x", "", "", None)],
        "service-b": [Evidence("", "z", "", "", None)],
    }
    found = Found([], {}, {}, evidence_of=lambda ids: {id_: said[id_] for id_ in ids if id_ in said})
    assert found.confirmed([*said, "service-c"]) == {"service-a": "2024-03-31", "FUNDS|org-a|service-a": "2022-01-01"}
    assert found.as_of == ""
    assert Found([], {}, {}).confirmed(["service-a"]) == {}
