"""P4 and P10 on Jetty, each expected value written out by hand."""

import pytest

from linkwork.graph.schema import SCHEMA
from linkwork.queries import ask
from tests.queries.handoff_town import jetty
from tests.queries.town import Town, rests_on


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    with jetty().built(tmp_path_factory.mktemp("jetty")) as engine:
        yield engine


ONE_SIDED = "from to claimed_by kind silent provider_from provider_to from_id to_id"


def test_links_that_only_one_side_says_are_listed_the_senders_first(town, rows):
    assert rows(town, "P4", ONE_SIDED) == [
        ("Navigator", "Choir", "sender", None, ["Choir"], [], ["Charity", "Council"], "role-navigator",
         "service-choir"),
        ("Surgery", "Hub", "sender", "referral", ["Hub"], [], ["Council"], "org-surgery", "service-hub"),
        ("Clinic", "Night", "receiver", "warm_handover", ["Clinic"], ["Trust"], ["Trust"], "service-clinic",
         "service-night"),
        ("Hub", "Walks", "receiver", None, ["Hub"], ["Council"], ["Charity"], "service-hub", "service-walks"),
    ]  # fmt: skip


def test_that_neither_side_says_it_and_that_nobody_noted_it_are_words_of_their_own(town, rows):
    assert rows(town, "P4", "from to claimed_by silent", show="neither") == [
        ("Hub", "Clinic", "neither", ["Hub", "Clinic"])
    ]
    assert rows(town, "P4", "from to claimed_by silent", show="not-said") == [
        ("Hub", "Choir", "not said", ["Hub", "Choir"]),
        ("Walks", "Hub", "not said", ["Walks", "Hub"]),
    ]
    assert rows(town, "P4", "from to claimed_by silent", show="all")[-2:] == [
        ("Night", "Hub", "both", []),
        ("Surgery", "Clinic", "both", []),
    ]


def test_how_many_links_each_side_says_is_said_once_whatever_is_listed(town, question):
    said = (
        "Of 9 referral links, the sender alone says 2, the receiver alone 2, both sides 2 and neither 1. Of 2 nobody "
        "has noted which side said it."
    )
    assert ask(town, question("P4")).assumptions == (said,)
    assert ask(town, question("P4"), {"show": "neither"}).assumptions == (said,)
    assert ask(town, question("P4"), {"limit": 3}).assumptions == (
        said,
        "3 of 4 links are shown; ask for more with limit.",
    )


def test_links_of_which_nobody_noted_who_said_them_are_not_called_confirmed(tmp_path, question):
    unnoted = Town().add("service-a", "service-b").join("service-a", "REFERS_TO", "service-b")
    with unnoted.built(tmp_path) as engine:
        answer = ask(engine, question("P4"))
    assert answer.nothing_because == (
        "Nobody has noted of any of these referral links which side said it, so this is not known yet."
    )


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"sender": "surgery"}, [("Surgery", "Hub")]),
        ({"receiver": "walks"}, [("Hub", "Walks")]),
        ({"kind": "warm_handover"}, [("Clinic", "Night")]),
        ({"provider": "charity"}, [("Navigator", "Choir"), ("Hub", "Walks")]),
        ({"provider": "surgery"}, [("Surgery", "Hub")]),
        ({"sector": "nhs"}, [("Surgery", "Hub"), ("Clinic", "Night")]),
        ({"sector": "vcse", "provider": "council"}, []),
    ],
)
def test_links_can_be_asked_for_by_either_end_its_provider_and_its_sector(town, rows, asked, expected):
    assert rows(town, "P4", "from to", **asked) == expected


def test_a_row_rests_on_the_link_its_ends_and_who_provides_them(town, question):
    assert rests_on(town, question("P4"), receiver="walks") == [
        {
            "REFERS_TO|service-hub|service-walks|", "service-hub", "service-walks", "org-council", "org-charity",
            "PROVIDES|org-council|service-hub", "PROVIDES|org-charity|service-walks",
        }
    ]  # fmt: skip


FEEDBACK = "from to feedback onward_allowed volume kind"


def test_referrals_that_never_report_back_stand_before_those_of_which_nobody_has_said(town, rows):
    assert rows(town, "P10", FEEDBACK) == [
        ("Hub", "Clinic", "no", "not said", None, None),
        ("Navigator", "Choir", "no", "not said", 2, None),
        ("Surgery", "Hub", "no", "no", 12, "referral"),
        ("Clinic", "Night", "not said", "not said", None, "warm_handover"),
        ("Hub", "Choir", "not said", "not said", 4, "signpost"),
        ("Hub", "Walks", "not said", "yes", None, None),
    ]


def test_not_said_is_counted_and_listed_apart_from_no(town, rows, question):
    assert rows(town, "P10", "from to", feedback="no") == [
        ("Hub", "Clinic"),
        ("Navigator", "Choir"),
        ("Surgery", "Hub"),
    ]
    assert rows(town, "P10", "from to", feedback="not-said", provider="trust") == [("Clinic", "Night")]
    answer = ask(town, question("P10"))
    assert answer.assumptions == ("Of 9 referral links, 3 report back and 3 never do; of 3 nobody has said.",)
    assert {column.name: column.privacy for column in answer.columns}["volume"] == "small"


@pytest.mark.parametrize(("id_", "left"), [("P4", 3), ("P10", 5)])
def test_taking_one_link_out_of_the_graph_changes_the_answer(tmp_path, rows, id_, left):
    with jetty().built(tmp_path) as engine:
        engine.remove_links(SCHEMA.link["REFERS_TO"], ["REFERS_TO|org-surgery|service-hub|referral"])
        assert len(rows(engine, id_, "from")) == left
