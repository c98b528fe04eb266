"""Who must be in the room for a topic (B1), expected values written out by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkwork.graph.schema import SCHEMA
from linkwork.queries import ask, catalogue
from tests.queries.people_town import southgate
from tests.queries.town import Town, rests_on


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    with southgate().built(tmp_path_factory.mktemp("southgate")) as engine:
        yield engine


def test_for_a_need_those_are_listed_who_have_to_do_with_the_services_that_meet_it(town, rows):
    # Money is met by Bank alone, which meets Debt. The funds are no organisations; the link worker is a role.
    what = "organisation sector why boards services last_engaged contacts"
    assert rows(town, "B1", what, topic="money") == [
        ("Council", "council", ["commissions Bank", "pays for Bank", "hosts Bank"], ["Care", "Homes"], ["Bank"], None,
         1),
        ("Surgery", "nhs", ["hosts Bank", "refers to Bank"], [], ["Bank"], None, None),
        ("Advice", "vcse", ["provides Bank"], ["Care"], ["Bank"], "2024-01-10", 2),
        ("Trust", "nhs", ["refers to Bank"], ["Care"], ["Bank"], "2024-02-01", None),
    ]  # fmt: skip
    assert rows(town, "B1", what, topic="area-south") == rows(town, "B1", what, topic="need-debt")


def test_a_sector_narrows_the_organisations_and_not_the_services(town, rows):
    # Bank is provided by a charity; those of the NHS who have to do with it are in the room all the same.
    assert rows(town, "B1", "organisation services", topic="money", sector="nhs") == [
        ("Surgery", ["Bank"]),
        ("Trust", ["Bank"]),
    ]


def test_for_a_service_those_are_listed_who_refer_by_a_service_they_provide(town, rows):
    # Choir came last in 2023: what is not dated, or later than the graph, does not count.
    assert rows(town, "B1", "organisation why last_engaged contacts", topic="tea") == [
        ("Choir", ["provides Tea", "hosts Tea"], "2023-03-31", 1),
        ("Team", ["refers to Tea"], None, 1),
    ]


def test_for_a_priority_those_who_sit_on_the_board_that_owns_it_are_listed_too(town, rows):
    seat = "sits on Care, which owns it"
    assert rows(town, "B1", "organisation why service_ids", topic="living") == [
        ("Council", ["commissions Bank", "pays for Bank", "hosts Bank", seat], ["service-bank"]),
        ("Advice", ["provides Bank", seat], ["service-bank"]),
        ("Surgery", ["hosts Bank", "refers to Bank"], ["service-bank"]),
        ("Trust", ["refers to Bank", seat], ["service-bank"]),
        ("Team", [seat], []),
    ]


def test_for_a_policy_its_lines_count_and_for_a_board_what_it_owns(town, rows):
    found = dict(rows(town, "B1", "organisation why", topic="plan"))
    assert found["Trust"] == ["refers to Bank", "owns it", "sits on Care, which owns a line of it"]
    assert found["Team"] == ["provides Walks", "sits on Care, which owns a line of it"]
    assert rows(town, "B1", "organisation why", topic="care", sector="vcse") == [
        ("Advice", ["provides Bank", "sits on Care"])
    ]
    assert dict(rows(town, "B1", "organisation why", topic="care"))["Team"] == ["sits on Care"]


def test_for_a_recommendation_those_who_are_to_act_endorsed_it_or_are_meant_are_listed(town, rows):
    # Over, which endorsed it too, is closed.
    seat = "sits on Homes, which endorsed it"
    assert rows(town, "B1", "organisation why", topic="one") == [
        ("Choir", ["provides Tea", "hosts Tea"]),
        ("Team", ["refers to Tea", seat]),
        ("Club", [seat, "it is about them"]),
        ("Council", [seat]),
        ("Energy", ["is to carry it out"]),
    ]


def test_without_a_topic_all_services_count_and_an_organisation_may_be_asked_for(town, rows, question):
    every = rows(town, "B1", "organisation services")
    assert every[0] == ("Council", ["Bank", "Walks"])
    assert rows(town, "B1", "organisation why", organisation="choir") == [("Choir", ["provides Tea", "hosts Tea"])]
    found = ask(town, question("B1"), {"limit": 2}).assumptions
    assert found == (
        "No topic was asked for, so all services count: name one with topic.",
        "2 of 7 organisations are shown; ask for more with limit.",
    )
    assert ask(town, question("B1"), {"topic": "living"}).assumptions == ("1 service belongs to this topic.",)


def test_people_are_counted_and_never_shown(town, question):
    assert "person" not in str(ask(town, question("B1")).as_json()["rows"]).lower()


def test_a_row_rests_on_its_ties_on_what_makes_the_topic_and_on_its_seats_engagements_and_contacts(town, question):
    found = rests_on(town, question("B1"), topic="living", organisation="advice")[0]
    assert found == {
        "org-advice", "PROVIDES|org-advice|service-bank", "service-bank", "ALIGNS_WITH|service-bank|priority-living",
        "priority-living", "board-care", "MEMBER_OF|org-advice|board-care", "OWNS|board-care|priority-living",
        "ASKED|org-advice|source-mapping", "source-mapping", "person-1", "CONTACT_FOR|person-1|service-bank",
        "person-2", "CONTACT_FOR|person-2|service-bank",
    }  # fmt: skip
    need = rests_on(town, question("B1"), topic="money", organisation="trust")[0]
    assert {"offer-bank", "MEETS|offer-bank|need-debt", "REFERS_TO|org-trust|service-bank|"} <= need


def test_one_link_taken_out_of_the_graph_takes_a_body_out_of_the_room(tmp_path, rows):
    with southgate().built(tmp_path) as engine:
        engine.remove_links(SCHEMA.link["REFERS_TO"], ["REFERS_TO|service-walks|service-tea|"])
        assert rows(engine, "B1", "organisation", topic="tea") == [("Choir",)]


@st.composite
def rooms(draw):
    """Four bodies and three services with ties at random, each service with an offer that meets a need or none."""
    town = Town().add("area-a", level="ward").add("need-a", "need-b", "need-c").add("org-0", "org-1", "org-2", "org-3")
    town.join("need-b", "BROADER", "need-a")
    for n in range(3):
        town.add(f"service-{n}", live=n == 0 or draw(st.booleans()))
        town.offer(f"offer-{n}", f"service-{n}", draw(st.sampled_from(["", "a", "b", "c", "b c"])), "a")
    for n in range(3):
        for tie in ("PROVIDES", "COMMISSIONS", "FUNDS"):
            for m in draw(st.sets(st.integers(0, 3), max_size=2)):
                town.join(f"org-{m}", tie, f"service-{n}", live=draw(st.booleans()) or draw(st.booleans()))
        for sender in draw(st.sets(st.sampled_from(["org-0", "service-0", "service-1", "service-2"]), max_size=2)):
            town.join(sender, "REFERS_TO", f"service-{n}", live=draw(st.booleans()) or draw(st.booleans()))
    return town


def slow_room(town, needs):
    """Service by service and link by link: for each body the services that meet one of the needs, and how."""
    live = [(kind, a, b) for kind, a, b, facts in town.links.values() if facts["live"]]
    met = {offer: need for kind, offer, need in live if kind == "MEETS" and need in needs}
    mine = {service for kind, service, offer in live if kind == "HAS_OFFER" and offer in met}
    found = {}
    for kind, a, b in live:
        if b in mine and kind in ("PROVIDES", "COMMISSIONS", "FUNDS", "REFERS_TO"):
            bodies = [a] if a.startswith("org") else [x for k, x, y in live if (k, y) == ("PROVIDES", a)]
            for body in bodies:
                ways, services = found.setdefault(body, (set(), set()))
                ways.add(kind)
                services.add(b)
    return {body: (len(ways), services) for body, (ways, services) in found.items()}


@settings(max_examples=25, deadline=None)
@given(town=rooms())
def test_a_room_is_that_of_walking_through_services_and_links(tmp_path_factory, town):
    with town.built(tmp_path_factory.mktemp("rooms")) as engine:
        rows = ask(engine, catalogue().find("B1"), {"topic": "need-a"}).rows
    found = {row["organisation_id"]: (len(row["why"]), set(row["service_ids"])) for row in rows}
    assert found == slow_room(town, {"need-a", "need-b"})
