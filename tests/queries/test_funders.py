"""O5: where two funders pay for the same need, group and area."""

import pytest

from linkwork.graph.privacy import Allowed
from linkwork.graph.schema import SCHEMA
from linkwork.project.asking import fit_to_show
from linkwork.queries import ask
from tests.queries.overlaps_town import wells
from tests.queries.town import rests_on

PAID = "need group area funders services n_funders"
UNNAMED = "a fund that was not published"


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    with wells().built(tmp_path_factory.mktemp("wells")) as engine:
        yield engine


def test_two_funders_are_found_by_need_group_and_area_by_one_service_or_several(town, rows, question):
    assert rows(town, "O5", PAID) == [
        ("Debt", ["Carers"], "North", ["Council", "Icb", UNNAMED], ["Advice", "Bank"], 3),
        ("Mood", ["Older"], "South", ["Council", "Grant"], ["Choir"], 2),
    ]
    assert "2 of 9 payments are for a role or an organisation: left out." not in ask(town, question("O5")).assumptions
    assert "2 of 7 payments are for a role or an organisation: left out." in ask(town, question("O5")).assumptions


def test_amounts_are_bands_and_those_that_were_not_published_are_not_shown(town, rows, question):
    assert rows(town, "O5", "amount_bands") == [
        (["Council, for Advice: £50,000 to £100,000"],),
        (["Grant, for Choir: £50,000 to £100,000"],),
    ]
    first = rows(town, "O5", "all_funders all_amount_bands", limit=1)[0]
    assert first == (
        ["Council", "Icb", "Quiet"],
        [
            "Council, for Advice: £50,000 to £100,000",
            "Icb, for Bank: under £10,000",
            "Quiet, for Bank: £10,000 to £50,000",
        ],
    )
    assert rows(town, "O5", "all_amount_bands")[1][0][0] == "Council, for Choir: amount not known"
    answer = ask(town, question("O5"))
    for row in fit_to_show(answer, Allowed()).rows:
        assert {row["all_funders"], row["all_amount_bands"], row["all_funder_ids"]} == {"not shown"}
        assert "quiet" not in str(row).lower()
    assert fit_to_show(answer, Allowed(internal=True)).rows == answer.rows


@pytest.mark.parametrize(
    ("narrow", "found"),
    [
        ({"need": "Money"}, [("Debt", "North")]),
        ({"audience": "Older"}, [("Mood", "South")]),
        ({"area": "North"}, [("Debt", "North")]),
        ({"service": "Bank"}, [("Debt", "North")]),
        ({"provider": "Hub"}, [("Debt", "North")]),
        ({"sector": "council"}, []),
        ({"at_least": 3}, [("Debt", "North")]),
        ({"limit": 1}, [("Debt", "North")]),
    ],
)
def test_two_funders_can_be_narrowed(town, rows, narrow, found):
    assert rows(town, "O5", "need area", **narrow) == found


def test_money_for_a_post_counts_for_its_service_while_the_post_is_in_it(tmp_path, rows, question):
    with wells().built(tmp_path) as engine:
        known = rests_on(engine, question("O5"), need="Debt")[0]
        assert {"FUNDS|fund-quiet|post-adviser", "IN_SERVICE|post-adviser|service-bank", "offer-bank"} <= known
        assert {"FUNDS|org-council|service-advice", "need-debt", "area-north", "fund-quiet", "org-icb"} <= known
        engine.remove_links(SCHEMA.link["IN_SERVICE"], ["IN_SERVICE|post-adviser|service-bank"])
        assert rows(engine, "O5", "n_funders", need="Debt") == [(2,)]
        engine.remove_links(SCHEMA.link["FUNDS"], ["FUNDS|org-icb|service-bank"])
        assert rows(engine, "O5", "n_funders", need="Debt") == []


def test_where_nobody_says_who_pays_it_is_said(empty, question):
    assert ask(empty, question("O5")).nothing_because.endswith("have been loaded, so this is not known yet.")
