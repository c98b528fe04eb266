from linkwork.graph.schema import SCHEMA
from linkwork.queries import ask
from tests.queries.town import eastwick

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
    assert answer.assumptions == ("1 of 6 service records say everything they should.",)


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
