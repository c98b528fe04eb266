"""A6 on Priory, each expected value written out by hand."""

import pytest

from linkwork.graph.schema import SCHEMA
from linkwork.queries import ask
from tests.queries.policy_town import priory
from tests.queries.town import rests_on

COLUMNS = "service provider platform state since funder funds_not_published blocks services_behind"


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    with priory().built(tmp_path_factory.mktemp("priory")) as engine:
        yield engine


def test_each_use_says_how_far_it_has_come_since_when_who_pays_and_what_stands_in_the_way(town, rows):
    # The council also provides Advice, which speaks for itself, and Hub, which does not.
    assert rows(town, "A6", COLUMNS) == [
        (None, ["Council"], "Cogwheel", "live", "2023-04-01", ["Open"], None, None, 1),
        ("Choir", ["Charity"], "Cogwheel", "planned", None, ["Council", "Open"], ["Quiet"], None, None),
        ("Advice", ["Council"], "Cogwheel", "none", None, ["Open"], None, "no licences", None),
        ("Choir", ["Charity"], "Quill", "not said", None, ["Council", "Open"], ["Quiet"], None, None),
    ]


def test_services_that_use_none_are_told_apart_from_those_of_which_nobody_has_said_anything(town, rows, question):
    assert rows(town, "A6", "service platform state", state="none") == [("Advice", "Cogwheel", "none")]
    # Hub is the council's, which uses Cogwheel; the trust's system and the charity's use are no longer live.
    assert rows(town, "A6", "service provider platform state", show="not-said") == [
        ("Kiosk", [], None, "not said"),
        ("Night", ["Trust"], None, "not said"),
        ("Walks", ["Charity"], None, "not said"),
    ]
    assert ask(town, question("A6")).assumptions == (
        "Cogwheel: 1 live, 1 planned, 1 none.",
        "Quill: 1 not said.",
        "Of 6 services, 2 are said to use a system or not; of 1 it is said only of who provides them; of 3 nobody has "
        "said anything.",
    )


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"platform": "quill"}, [("Choir", "Quill")]),
        ({"platform": "quill", "show": "all"}, [("Choir", "Quill")]),
        ({"state": "not-said", "show": "all", "provider": "charity"}, [("Choir", "Quill"), ("Walks", None)]),
        ({"sector": "council"}, [(None, "Cogwheel"), ("Advice", "Cogwheel")]),
        ({"sector": "nhs", "show": "all"}, [("Night", None)]),
        ({"limit": 1}, [(None, "Cogwheel")]),
    ],
)
def test_uses_can_be_asked_for_by_system_state_provider_and_sector(town, rows, asked, expected):
    assert rows(town, "A6", "service platform", **asked) == expected


def test_a_row_rests_on_who_uses_what_who_provides_it_who_pays_and_who_is_behind(town, question):
    assert rests_on(town, question("A6"), platform="cogwheel")[::2] == [
        {
            "org-council", "USES|org-council|platform-cogwheel", "platform-cogwheel", "fund-open",
            "FUNDS|fund-open|org-council", "service-hub", "PROVIDES|org-council|service-hub",
        },
        {
            "service-advice", "USES|service-advice|platform-cogwheel", "platform-cogwheel", "org-council",
            "PROVIDES|org-council|service-advice", "fund-open", "FUNDS|fund-open|service-advice",
        },
    ]  # fmt: skip


def test_a_fund_that_is_not_published_is_in_a_column_that_is_shown_on_request_only(town, question):
    columns = {column.name: column.privacy for column in ask(town, question("A6")).columns}
    assert (columns["funder"], columns["funds_not_published"]) == ("public", "confidential")


def test_taking_one_link_out_of_the_graph_changes_the_answer(tmp_path, rows):
    with priory().built(tmp_path) as engine:
        engine.remove_links(SCHEMA.link["USES"], ["USES|org-council|platform-cogwheel"])
        assert [row[0] for row in rows(engine, "A6", "service")] == ["Choir", "Advice", "Choir"]
        assert [row[0] for row in rows(engine, "A6", "service", show="not-said")] == ["Hub", "Kiosk", "Night", "Walks"]
