"""P8 on Jetty, each expected value written out by hand, and on random towns beside plain loops."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkwork.graph.measures.systems import InUse
from linkwork.graph.schema import SCHEMA
from linkwork.queries import ask
from tests.queries.handoff_town import jetty
from tests.queries.town import Town, rests_on

COLUMNS = "from platform_from said_of_from to platform_to said_of_to exchange volume"
OWN, PROVIDERS = "its own", "its provider's"


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    with jetty().built(tmp_path_factory.mktemp("jetty")) as engine:
        yield engine


def test_hand_offs_between_systems_that_do_not_talk_are_listed_with_what_is_said_of_the_two(town, rows):
    assert rows(town, "P8", COLUMNS) == [
        ("Surgery", ["Quill"], OWN, "Clinic", ["Ledger"], PROVIDERS, "none", 3),
        ("Hub", ["Abacus"], OWN, "Choir", ["Cogwheel"], PROVIDERS, "not said", 4),
        ("Hub", ["Abacus"], OWN, "Clinic", ["Ledger"], PROVIDERS, "planned", None),
        ("Night", ["Ledger"], PROVIDERS, "Hub", ["Abacus"], OWN, "planned", None),
    ]


def test_a_side_of_which_no_system_is_known_is_not_known_and_not_broken(town, rows):
    assert rows(town, "P8", COLUMNS, show="not-known") == [
        ("Hub", ["Abacus"], OWN, "Walks", [], "not known", "not known", None),
        ("Navigator", [], "not known", "Choir", ["Cogwheel"], PROVIDERS, "not known", 2),
        ("Walks", [], "not known", "Hub", ["Abacus"], OWN, "not known", None),
    ]


def test_one_system_for_both_and_two_that_exchange_data_are_no_break(town, rows):
    assert rows(town, "P8", "from to exchange", show="all")[-2:] == [
        ("Surgery", "Hub", "exchanges"),
        ("Clinic", "Night", "same platform"),
    ]


def test_how_many_links_stay_within_a_system_cross_two_or_are_not_known_is_said(town, question):
    assert ask(town, question("P8")).assumptions[3:] == (
        "Of 9 referral links, 1 stays within one system, 1 crosses two that exchange data and 4 cross two that do not "
        "talk (2 planned, 1 none, 1 not said); of 3 it is not known which systems both ends use.",
    )


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"platform": "cogwheel"}, [("Hub", "Choir")]),
        ({"sender": "night"}, [("Night", "Hub")]),
        ({"receiver": "choir"}, [("Hub", "Choir")]),
        ({"kind": "signpost"}, [("Hub", "Choir")]),
        ({"provider": "charity"}, [("Hub", "Choir")]),
        ({"sector": "nhs", "limit": 1}, [("Surgery", "Clinic")]),
    ],
)
def test_hand_offs_can_be_asked_for_by_system_ends_provider_and_sector(town, rows, asked, expected):
    assert rows(town, "P8", "from to", **asked) == expected


def test_a_row_rests_on_the_link_both_ends_their_systems_and_what_is_said_of_the_two(town, question):
    assert rests_on(town, question("P8"), sender="surgery") == [
        {
            "REFERS_TO|org-surgery|service-clinic|", "org-surgery", "service-clinic", "platform-quill",
            "USES|org-surgery|platform-quill", "platform-ledger", "USES|org-trust|platform-ledger",
            "PROVIDES|org-trust|service-clinic", "org-trust", "EXCHANGES_WITH|platform-ledger|platform-quill|",
        }
    ]  # fmt: skip


def test_taking_one_link_out_of_the_graph_changes_the_answer(tmp_path, rows):
    with jetty().built(tmp_path) as engine:
        engine.remove_links(SCHEMA.link["EXCHANGES_WITH"], ["EXCHANGES_WITH|platform-quill|platform-abacus|open"])
        # What is left of these two is that it is planned.
        assert rows(engine, "P8", "exchange", sender="surgery", receiver="hub") == [("planned",)]


def test_where_no_system_of_both_ends_is_known_nothing_is_said_to_be_well(tmp_path, question):
    town = Town().add("service-a", "service-b", "platform-quill").join("service-a", "REFERS_TO", "service-b")
    town.join("service-a", "USES", "platform-quill", state="live")
    with town.built(tmp_path) as engine:
        assert ask(engine, question("P8")).nothing_because == (
            "Of no referral link is it known which systems both ends use, so this is not known yet."
        )


STATES = st.sampled_from([None, "live", "trial", "planned", "none"])
PLATFORMS = st.sampled_from(["p", "q", "r"])
TOWNS = st.tuples(
    st.dictionaries(st.tuples(st.sampled_from(["a", "b", "x", "y"]), PLATFORMS), STATES, max_size=8),
    st.sets(st.tuples(st.sampled_from(["x", "y"]), st.sampled_from(["a", "b"]))),
    st.lists(st.tuples(PLATFORMS, PLATFORMS, STATES), max_size=4),
)


def plainly(uses, providing, user):
    """The systems of a service by the words of the definition."""
    own = {p for (who, p), state in uses.items() if who == user and state in ("live", "trial", None)}
    if own:
        return own
    others = {p for (body, service) in providing if service == user for (who, p), state in uses.items()
              if who == body and state not in ("planned", "none")}  # fmt: skip
    return {p for p in others if (user, p) not in uses}


@settings(max_examples=300, deadline=None)
@given(TOWNS)
def test_what_two_services_have_between_them_is_what_plain_loops_find(drawn):
    uses, providing, exchanges = drawn
    in_use = InUse(
        [{"id": f"{w}{p}", "user_id": w, "platform_id": p, "platform": p, "state": s} for (w, p), s in uses.items()],
        [{"id": f"{body}{service}", "provider_id": body, "service_id": service} for body, service in providing],
        [{"id": str(i), "a_id": a, "b_id": b, "state": s} for i, (a, b, s) in enumerate(exchanges)],
    )
    ours, theirs = plainly(uses, providing, "a"), plainly(uses, providing, "b")
    said = [s for a, b, s in exchanges if (a in ours and b in theirs) or (b in ours and a in theirs)]
    words = [("live", "exchanges"), ("trial", "on trial"), ("planned", "planned"), ("none", "none")]
    expected = next((word for state, word in words if state in said), "not said")
    if ours & theirs:
        expected = "same platform"
    if not ours or not theirs:
        expected = "not known"
    one, other = in_use.of("a"), in_use.of("b")
    assert (set(one.platforms), set(other.platforms)) == (ours, theirs)
    assert in_use.between(one, other)[0] == in_use.between(other, one)[0] == expected
