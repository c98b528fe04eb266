"""A3 on Priory, each expected value written out by hand."""

import pytest

from linkwork.graph.schema import SCHEMA
from linkwork.queries import ask
from tests.queries.policy_town import priory
from tests.queries.town import rests_on

COLUMNS = "service provider funder funds_not_published last_reviewed roles_that_support said_not_to_support service_id"


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    with priory().built(tmp_path_factory.mktemp("priory")) as engine:
        yield engine


def test_services_that_nobody_linked_to_a_live_priority_or_policy_are_listed(town, rows):
    # Advice supports a priority, Kiosk and Walks a policy (of Walks nobody says how strongly); Hub's own link is stale.
    assert rows(town, "A3", COLUMNS) == [
        ("Choir", ["Charity"], ["Council", "Open"], ["Quiet"], "2023-11-30", [], ["Company"], "service-choir"),
        ("Hub", ["Council"], [], None, None, ["Coach"], [], "service-hub"),
        ("Night", ["Trust"], [], None, None, [], [], "service-night"),
    ]


def test_a_fund_that_is_not_published_is_in_a_column_that_is_shown_on_request_only(town, question):
    columns = {column.name: column.privacy for column in ask(town, question("A3")).columns}
    assert (columns["funder"], columns["funds_not_published"]) == ("public", "confidential")


def test_how_many_support_none_and_what_is_not_known_of_them_is_said(town, question):
    assert ask(town, question("A3")).assumptions == (
        "3 of 6 services support none.",
        "Of 2 of these it is not known when they were last reviewed.",
        "In 1 of these is a role that supports one.",
    )
    assert ask(town, question("A3"), {"limit": 2}).assumptions[-1] == (
        "2 of 3 services are shown; ask for more with limit."
    )


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"provider": "council"}, ["Hub"]),
        ({"sector": "nhs"}, ["Night"]),
        ({"sector": "nhs", "provider": "council"}, []),
        ({"scope": "core"}, ["Hub"]),
        ({"need": "money"}, ["Hub"]),
        ({"need": "mood"}, ["Choir"]),
    ],
)
def test_services_can_be_asked_for_by_provider_sector_scope_and_need(town, rows, asked, expected):
    assert [row[0] for row in rows(town, "A3", "service", **asked)] == expected


def test_a_row_rests_on_the_service_its_links_its_provider_its_funders_and_its_roles(town, question):
    assert rests_on(town, question("A3"))[:2] == [
        {
            "service-choir", "priority-company", "ALIGNS_WITH|service-choir|priority-company", "org-charity",
            "PROVIDES|org-charity|service-choir", "org-council", "FUNDS|org-council|service-choir", "fund-open",
            "FUNDS|fund-open|service-choir", "fund-quiet", "FUNDS|fund-quiet|service-choir",
        },
        {
            "service-hub", "org-council", "PROVIDES|org-council|service-hub", "role-coach", "priority-company",
            "STAFFED_BY|service-hub|role-coach", "ALIGNS_WITH|role-coach|priority-company",
        },
    ]  # fmt: skip


def test_asked_for_a_need_a_row_rests_on_the_offers_that_meet_it_too(town, question):
    (plain,) = rests_on(town, question("A3"), provider="council")
    (narrowed,) = rests_on(town, question("A3"), provider="council", need="money")
    assert narrowed - plain == {"offer-hub", "HAS_OFFER|service-hub|offer-hub", "MEETS|offer-hub|need-debt"}


def test_taking_one_link_out_of_the_graph_changes_the_answer(tmp_path, rows):
    with priory().built(tmp_path) as engine:
        engine.remove_links(SCHEMA.link["ALIGNS_WITH"], ["ALIGNS_WITH|service-advice|priority-money"])
        assert [row[0] for row in rows(engine, "A3", "service")] == ["Advice", "Choir", "Hub", "Night"]


def test_that_no_links_to_priorities_are_loaded_is_not_that_nothing_is_supported(empty, question):
    assert ask(empty, question("A3")).nothing_because == (
        "No services or links from services to priorities or policies have been loaded, so this is not known yet."
    )
