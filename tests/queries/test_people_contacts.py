"""What rests on one contact (B7) and ratings of working relationships (B8), expected values written out by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkwork.graph.schema import SCHEMA
from linkwork.queries import Settings, ask, catalogue
from tests.queries.people_town import southgate
from tests.queries.town import Town, rests_on

CONTACTS = "service provider n_contacts deputies contact_confirmed other_services"
RATED = "org_a org_b intensity trust_mean value_mean raters"
INTERNAL = Settings(internal=True)


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    with southgate().built(tmp_path_factory.mktemp("southgate")) as engine:
        yield engine


def test_a_service_with_one_contact_is_listed_with_what_else_rests_on_the_same_person(town, rows):
    assert rows(town, "B7", CONTACTS) == [
        ("Tea", "Choir", 1, 0, "2024-03-31", 2),
        ("Walks", "Team", 1, 0, "2024-03-31", 2),
    ]
    assert rows(town, "B7", CONTACTS, at_most=2)[0] == ("Bank", "Advice", 2, 1, "2024-03-31", None)


def test_contacts_can_be_asked_for_by_need_group_area_provider_sector_and_service(town, rows):
    # Tea has no offer, so it meets no need and covers no area.
    assert rows(town, "B7", "service", at_most=9, need="money") == [("Bank",)]
    assert rows(town, "B7", "service", at_most=9, area="south") == [("Bank",)]
    assert rows(town, "B7", "service", at_most=9, area="north") == [("Bank",), ("Walks",)]
    assert rows(town, "B7", "service", provider="choir") == [("Tea",)]
    assert rows(town, "B7", "service", sector="council") == [("Walks",)]
    assert rows(town, "B7", "service", service="tea") == [("Tea",)]
    assert rows(town, "B7", "service", service="bank") == []


def test_how_many_services_have_one_contact_more_or_none_is_said(town, question):
    said = ask(town, question("B7"), {"limit": 1}).assumptions
    assert said == (
        "2 of 3 services have one contact and 1 more than one.",
        "1 of 2 services are shown; ask for more with limit.",
    )


def test_people_are_counted_and_never_shown(town, question):
    answer = ask(town, question("B7"), {"at_most": 9})
    assert "person" not in str(answer.as_json()["rows"]).lower()


def test_a_contact_rests_on_the_service_its_provider_the_person_and_all_that_the_person_answers_for(town, question):
    assert rests_on(town, question("B7"), service="walks") == [
        {"service-walks", "org-team", "PROVIDES|org-team|service-walks", "person-2",
         "CONTACT_FOR|person-2|service-walks", "CONTACT_FOR|person-2|service-tea", "CONTACT_FOR|person-2|service-bank"}
    ]  # fmt: skip


def test_one_contact_taken_out_of_the_graph_leaves_the_other_alone(tmp_path, rows):
    with southgate().built(tmp_path) as engine:
        engine.remove_links(SCHEMA.link["CONTACT_FOR"], ["CONTACT_FOR|person-1|service-bank"])
        assert rows(engine, "B7", "n_contacts other_services", service="bank") == [(1, 2)]


def test_two_bodies_have_the_mean_of_what_each_rater_gave_and_none_from_fewer_than_three(town, question):
    # A rated Council and Trust both ways: intensity (4 + 2) / 2 = 3, trust 2.5. Only A and C said what it is worth.
    found = ask(town, question("B8"), settings=INTERNAL)
    assert [tuple(row[name] for name in RATED.split()) for row in found.rows] == [
        ("Council", "Trust", 3.0, 2.17, None, 3),
        ("Advice", "Team", 2.0, 4.0, 4.0, 3),
    ]
    assert found.assumptions == (
        "1 pair of organisations was rated by fewer than 3 people and is left out, even with --internal.",
        "1 rating does not say who rated and is not counted.",
    )


def test_relationships_can_be_asked_for_by_organisation_and_sector(town, question):
    def pairs(**asked):
        return [(row["org_a"], row["org_b"]) for row in ask(town, question("B8"), asked, settings=INTERNAL).rows]

    assert pairs(organisation="team") == [("Advice", "Team")]
    assert pairs(sector="nhs") == [("Council", "Trust")]
    assert pairs(organisation="choir") == []
    assert pairs(limit=1) == [("Council", "Trust")]


def test_without_internal_nothing_of_the_ratings_is_shown_counted_or_cited(town, question):
    asked = []

    def evidence_of(ids):
        asked.extend(ids)
        return {}

    found = ask(town, question("B8"), {}, evidence_of)
    assert (found.rows, found.assumptions, asked) == ((), (), [])
    assert found.nothing_because == (
        "Ratings of working relationships are confidential, so nothing is shown. Where you may see them, ask again "
        "with --internal."
    )


def test_one_rating_taken_out_of_the_graph_leaves_too_few(tmp_path, question):
    with southgate().built(tmp_path) as engine:
        engine.remove_links(SCHEMA.link["WORKS_WITH"], ["WORKS_WITH|org-advice|org-team|B"])
        assert [row["org_a"] for row in ask(engine, question("B8"), settings=INTERNAL).rows] == ["Council"]


@st.composite
def rated(draw):
    """Three bodies rated by up to five people at random, some of whom did not say everything or do not say who."""
    town = Town().add("org-0", "org-1", "org-2")
    for a in range(3):
        for b in range(3):
            for who in draw(st.sets(st.sampled_from(["A", "B", "C", "D", None]))):
                said = {name: draw(st.none() | st.integers(1, 4)) for name in ("intensity", "trust", "value")}
                alive = draw(st.booleans()) or draw(st.booleans())
                town.join(f"org-{a}", "WORKS_WITH", f"org-{b}", rated_by=who, live=alive, **said)
    return town


def slow_means(town):
    """Pair by pair and person by person."""
    live = [(a, b, facts) for _, a, b, facts in town.links.values() if facts["live"] and facts["rated_by"]]
    found = {}
    for a, b in (("org-0", "org-1"), ("org-0", "org-2"), ("org-1", "org-2")):
        said = [facts for x, y, facts in live if {x, y} == {a, b}]
        people = {facts["rated_by"] for facts in said}
        if len(people) < 3:
            continue
        means = []
        for name in ("intensity", "trust", "value"):
            each = []
            for who in people:
                own = [facts[name] for facts in said if facts["rated_by"] == who and facts[name] is not None]
                if own:
                    each.append(sum(own) / len(own))
            means.append(pytest.approx(sum(each) / len(each), abs=0.0051) if len(each) >= 3 else None)
        found[a, b] = (*means, len(people))
    return found


@settings(max_examples=25, deadline=None)
@given(town=rated())
def test_means_are_those_of_walking_through_pairs_and_people(tmp_path_factory, town):
    with town.built(tmp_path_factory.mktemp("rated")) as engine:
        rows = ask(engine, catalogue().find("B8"), settings=INTERNAL).rows
    names = ("intensity", "trust_mean", "value_mean", "raters")
    assert {(r["org_a_id"], r["org_b_id"]): tuple(r[name] for name in names) for r in rows} == slow_means(town)


@st.composite
def contacted(draw):
    """Three services and three people who are contacts for some of them; some not live."""
    town = Town().add("service-0").add("service-1", live=draw(st.booleans())).add("service-2")
    for n in range(3):
        town.add(f"person-{n}", live=draw(st.booleans()) or draw(st.booleans()))
        for m in draw(st.sets(st.integers(0, 2))):
            town.join(f"person-{n}", "CONTACT_FOR", f"service-{m}", live=draw(st.booleans()) or draw(st.booleans()))
    return town


def slow_contacts(town):
    """Service by service, all who are its contact, and what else the only one is contact for."""
    live = {(a, b) for _, a, b, facts in town.links.values() if facts["live"]}
    found = {}
    for service in ("service-0", "service-1", "service-2"):
        people = [a for a, b in live if b == service]
        if people:
            others = len([1 for a, b in live if a == people[0] and b != service]) if len(people) == 1 else None
            found[service] = (len(people), others)
    return found


@settings(max_examples=25, deadline=None)
@given(town=contacted())
def test_contacts_are_those_of_walking_through_services_and_people(tmp_path_factory, town):
    with town.built(tmp_path_factory.mktemp("contacted")) as engine:
        rows = ask(engine, catalogue().find("B7"), {"at_most": 9}).rows
    assert {r["service_id"]: (r["n_contacts"], r["other_services"]) for r in rows} == slow_contacts(town)
