"""Who joins sectors that otherwise do not meet (B2), expected values written out by hand."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkwork.graph.schema import SCHEMA
from linkwork.queries import Settings, ask, catalogue
from tests.queries.people_town import southgate
from tests.queries.town import Town, rests_on

ROLES = "organisation sector pairs_joined gatekeeper representative liaison itinerant coordinator constraint contacts"
INTERNAL = Settings(internal=True)


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    with southgate().built(tmp_path_factory.mktemp("southgate")) as engine:
        yield engine


def test_a_body_joins_those_that_reach_each_other_only_through_its_services(town, rows):
    # Team: Advice to Choir (itinerant), Council to Choir (representative); Club has no sector. Advice: Surgery and
    # Trust to Team. Nobody's contacts know each other, so the constraint is 1 / contacts.
    assert rows(town, "B2", ROLES) == [
        ("Team", "council", 2, 0, 1, 0, 1, 0, 0.25, 4),
        ("Advice", "vcse", 2, 0, 0, 2, 0, 0, 0.3333, 3),
    ]


def test_those_that_join_nobody_are_shown_if_asked_for(town, rows):
    every = rows(town, "B2", "organisation pairs_joined constraint", at_least=0)
    assert every[2:] == [("Choir", 0, 1.0), ("Council", 0, 1.0), ("Surgery", 0, 1.0), ("Trust", 0, 1.0)]
    assert rows(town, "B2", "organisation", sector="vcse") == [("Advice",)]
    assert rows(town, "B2", "organisation", organisation="team") == [("Team",)]


def test_who_sits_on_a_board_together_has_a_tie_both_ways(town, rows):
    # Club and Advice meet on no board, but Club has no sector; all others of Care know each other.
    assert rows(town, "B2", "organisation", ties="boards") == []
    assert rows(town, "B2", "organisation contacts", ties="boards", organisation="council", at_least=0) == [
        ("Council", 4)
    ]


def test_who_was_rated_as_working_together_is_shown_with_internal_alone(town, question):
    found = ask(town, question("B2"), {"ties": "works_with"}, settings=INTERNAL)
    # Advice works with Choir of its own sector and with Team of another, which do not work together.
    assert [tuple(row[name] for name in ROLES.split()) for row in found.rows] == [
        ("Advice", "vcse", 2, 1, 1, 0, 0, 0, 0.5, 2)
    ]
    hidden = ask(town, question("B2"), {"ties": "works_with"})
    assert (hidden.rows, hidden.assumptions) == (
        (),
        ("To be part of a body, or to be paid by one, is not counted as a tie.",),
    )
    assert hidden.nothing_because.startswith("Who was rated as working with whom is confidential")


def test_what_is_not_counted_is_said(town, question):
    assert ask(town, question("B2"), {"limit": 1}).assumptions[1:] == (
        "7 organisations have a tie of this sort with another.",
        "The sector of 1 of them is not known, so it counts in no pair.",
        "1 referral is left out: within one organisation, from a role, or of a service whose provider is not known.",
        "1 of 2 organisations are shown; ask for more with limit.",
    )


def test_a_row_rests_on_its_ties_those_of_its_contacts_and_who_provides_what(town, question):
    found = rests_on(town, question("B2"), organisation="advice")[0]
    assert {"REFERS_TO|org-surgery|service-bank|", "REFERS_TO|service-bank|service-walks|", "org-trust",
            "PROVIDES|org-advice|service-bank", "PROVIDES|org-team|service-walks"} <= found  # fmt: skip
    assert "REFERS_TO|service-walks|service-tea|" in found
    assert not any(id_.startswith(("WORKS_WITH", "MEMBER_OF", "role")) for id_ in found)


def test_one_referral_taken_out_of_the_graph_takes_a_broker_out(tmp_path, rows):
    with southgate().built(tmp_path) as engine:
        engine.remove_links(SCHEMA.link["REFERS_TO"], ["REFERS_TO|service-bank|service-walks|"])
        assert rows(engine, "B2", "organisation pairs_joined") == [("Team", 1)]


def test_pairs_of_ones_own_sector_are_told_and_do_not_count_as_joined(tmp_path, rows):
    town = Town().add("org-a", "org-b", "org-c", sector="vcse").add("service-b", "service-c")
    town.join("org-b", "PROVIDES", "service-b").join("org-c", "PROVIDES", "service-c")
    town.join("org-a", "REFERS_TO", "service-b").join("org-b", "REFERS_TO", "service-c")
    with town.built(tmp_path) as engine:
        assert rows(engine, "B2", "organisation") == []
        assert rows(engine, "B2", "pairs_joined coordinator", organisation="b", at_least=0) == [(0, 1)]


def test_where_no_tie_is_known_nobody_is_said_to_join_nobody(tmp_path, question):
    with Town().add("org-a", sector="nhs").built(tmp_path) as engine:
        found = ask(engine, question("B2"), {"ties": "boards"})
    assert found.nothing_because == (
        "No two seats of organisations on one board have been loaded, so this is not known yet."
    )


@st.composite
def referring(draw):
    """Five bodies of some sector or none, services of one or two of them, and referrals at random."""
    town = Town()
    for n in range(5):
        town.add(f"org-{n}", sector=draw(st.sampled_from(["nhs", "vcse", "council", None])))
    for n in range(4):
        town.add(f"service-{n}", live=draw(st.booleans()) or draw(st.booleans()))
        for m in draw(st.sets(st.integers(0, 4), max_size=2)):
            town.join(f"org-{m}", "PROVIDES", f"service-{n}", live=draw(st.booleans()) or draw(st.booleans()))
        for sender in draw(st.sets(st.sampled_from([id_ for id_ in town.nodes if id_ != f"service-{n}"]), max_size=3)):
            town.join(sender, "REFERS_TO", f"service-{n}", live=draw(st.booleans()) or draw(st.booleans()))
    return town


def slow_brokers(town):
    """Triple by triple: for each body of a known sector that has a tie, how many pairs it joins in each role."""
    live = {(kind, a, b) for kind, a, b, facts in town.links.values() if facts["live"]}
    ties = set()
    for kind, a, b in live:
        if kind == "REFERS_TO":
            senders = [a] if a.startswith("org") else [x for k, x, y in live if (k, y) == ("PROVIDES", a)]
            ties |= {(x, y) for x in senders for k, y, z in live if (k, z) == ("PROVIDES", b) and x != y}
    of = {id_: facts["sector"] for id_, facts in town.nodes.items() if id_.startswith("org")}
    found = {x: [0, 0, 0, 0, 0] for pair in ties for x in pair if of[x]}
    for a, b, c in permutations(of, 3):
        if of[a] and of[b] and of[c] and (a, b) in ties and (b, c) in ties and (a, c) not in ties:
            if of[a] == of[b] == of[c]:
                role = 4
            elif of[b] == of[c]:
                role = 0
            elif of[a] == of[b]:
                role = 1
            else:
                role = 3 if of[a] == of[c] else 2
            found[b][role] += 1
    return found


@settings(max_examples=30, deadline=None)
@given(town=referring())
def test_roles_are_those_of_walking_through_every_triple(tmp_path_factory, town):
    with town.built(tmp_path_factory.mktemp("referring")) as engine:
        rows = ask(engine, catalogue().find("B2"), {"at_least": 0}).rows
    names = ("gatekeeper", "representative", "liaison", "itinerant", "coordinator")
    assert {row["organisation_id"]: [row[name] for name in names] for row in rows} == slow_brokers(town)
