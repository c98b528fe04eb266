"""Whose voice is missing (B4), expected values written out by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkwork.graph.schema import SCHEMA
from linkwork.queries import ask, catalogue
from tests.queries.people_town import southgate
from tests.queries.town import Town, rests_on

COUNTS = "sector organisations asked answered invited took_part engaged rate"
SILENT = "sector not_heard services_unrepresented"


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    with southgate().built(tmp_path_factory.mktemp("southgate")) as engine:
        yield engine


def test_each_sector_has_who_was_asked_invited_and_heard_in_the_year_to_the_day_of_the_graph(town, rows):
    # Choir answered too long ago and came to what is undated, too old or yet to come. Surgery's answer is not live.
    assert rows(town, "B4", COUNTS) == [
        ("council", 2, 2, 0, 0, 0, 0, 0.0),
        ("private", 1, 0, 0, 0, 0, 0, 0.0),
        ("nhs", 2, 0, 0, 2, 1, 1, 0.5),
        ("vcse", 2, 1, 1, 0, 0, 1, 0.5),
        (None, 1, 0, 0, 0, 0, 0, 0.0),
    ]
    assert rows(town, "B4", SILENT) == [
        ("council", ["Council", "Team"], ["Walks"]),
        ("private", ["Energy"], []),
        ("nhs", ["Surgery"], []),
        ("vcse", ["Choir"], ["Tea"]),
        (None, ["Club"], []),
    ]


def test_how_far_back_counts_can_be_set_and_a_sector_asked_for(town, rows):
    # With a day more Choir's old engagement counts: 2023-03-31 is 366 days before.
    assert rows(town, "B4", "engaged not_heard", sector="vcse", days=367) == [(2, [])]
    assert rows(town, "B4", "engaged", sector="vcse", days=366) == [(1,)]
    assert rows(town, "B4", "asked engaged", sector="vcse", days=3660) == [(2, 2)]


def test_a_service_is_spoken_for_by_a_body_of_another_sector_whichever_sector_is_asked_for(tmp_path, rows):
    town = southgate().join("org-advice", "PROVIDES", "service-tea")
    with town.built(tmp_path) as engine:
        assert rows(engine, "B4", "engaged services_unrepresented", sector="vcse") == [(1, [])]
        town.join("org-team", "PROVIDES", "service-bank").write(engine)
        assert rows(engine, "B4", "services_unrepresented", sector="council") == [(["Walks"],)]


def test_what_is_not_dated_or_not_said_is_said_to_be_so(town, question):
    assert ask(town, question("B4")).assumptions == (
        "Counted is what was asked or held in the 365 days up to 2024-03-31, the day of the graph.",
        "3 invitations or other links do not say when and are not counted.",
        "Of 2 requests nobody says whether there was an answer: they count as not answered.",
    )


def test_a_sector_rests_on_its_bodies_on_what_counts_and_on_the_services_nobody_speaks_for(town, question):
    assert rests_on(town, question("B4"), sector="vcse")[0] == {
        "org-advice", "org-choir", "ASKED|org-advice|source-mapping", "source-mapping", "service-tea",
        "PROVIDES|org-choir|service-tea",
    }  # fmt: skip


def test_one_answer_taken_out_of_the_graph_leaves_a_service_unrepresented(tmp_path, rows):
    with southgate().built(tmp_path) as engine:
        engine.remove_links(SCHEMA.link["ASKED"], ["ASKED|org-advice|source-mapping"])
        assert rows(engine, "B4", "engaged services_unrepresented", sector="vcse") == [(0, ["Bank", "Tea"])]


def test_where_nobody_was_asked_or_invited_the_answer_is_not_known(tmp_path, question):
    with Town().add("org-a", sector="nhs").built(tmp_path) as engine:
        found = ask(engine, question("B4"))
    assert found.rows == ()
    assert found.nothing_because.startswith("No answers to rounds, invitations or engagements")


DAYS = ("2023-03-31", "2023-04-01", "2024-03-31", "2024-04-01", None)


@st.composite
def heard(draw):
    """Bodies that were asked and came, or not, and services of one or two of them, at random."""
    town = Town().add("source-a", "org-0", sector="nhs")
    for n, day in enumerate(DAYS):
        town.add(f"engagement-{n}", date=day)
    for n in range(1, 4):
        town.add(f"org-{n}", sector=draw(st.sampled_from(["nhs", "vcse", None])), live=draw(st.booleans()))
    for n in range(4):
        if draw(st.booleans()):
            said = {"asked_on": draw(st.sampled_from(DAYS)), "answered": draw(st.none() | st.booleans())}
            town.join(f"org-{n}", "ASKED", "source-a", live=draw(st.booleans()), **said)
        for m in draw(st.sets(st.integers(0, 4), max_size=2)):
            town.join(f"org-{n}", "TOOK_PART", f"engagement-{m}", live=draw(st.booleans()))
    for n in range(2):
        town.add(f"service-{n}", live=draw(st.booleans()) or draw(st.booleans()))
        for m in draw(st.sets(st.integers(0, 3), max_size=2)):
            town.join(f"org-{m}", "PROVIDES", f"service-{n}")
    return town


def slow_voices(town):
    """Body by body and service by service."""
    live = [(kind, a, b, facts) for kind, a, b, facts in town.links.values() if facts["live"]]

    def counts(day):
        end = date(2024, 3, 31)
        return day is not None and end - timedelta(days=365) < date.fromisoformat(day) <= end

    ears = {a for kind, a, _, facts in live if kind == "ASKED" and facts["answered"] and counts(facts["asked_on"])}
    ears |= {a for kind, a, b, _ in live if kind == "TOOK_PART" and counts(town.nodes[b]["date"])}
    found = {}
    for id_, facts in town.nodes.items():
        if id_.startswith("org") and facts["live"]:
            bodies, engaged, services = found.setdefault(facts["sector"], (set(), set(), set()))
            bodies.add(id_)
            engaged |= {id_} & ears
            for service in (b for kind, a, b, _ in live if kind == "PROVIDES" and a == id_):
                if not any(kind == "PROVIDES" and b == service and a in ears for kind, a, b, _ in live):
                    services.add(service)
    return found


@settings(max_examples=25, deadline=None)
@given(town=heard())
def test_voices_are_those_of_walking_through_bodies_and_services(tmp_path_factory, town):
    with town.built(tmp_path_factory.mktemp("heard")) as engine:
        rows = ask(engine, catalogue().find("B4")).rows
    live = any(k in ("ASKED", "INVITED", "TOOK_PART") and facts["live"] for k, _, _, facts in town.links.values())
    found = {r["sector"]: (r["organisations"], r["engaged"], set(r["service_ids"])) for r in rows}
    slow = {
        sector: (len(bodies), len(ears), services) for sector, (bodies, ears, services) in slow_voices(town).items()
    }
    assert found == (slow if live else {})
