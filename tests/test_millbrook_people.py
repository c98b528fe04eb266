"""Millbrook's people and power: all that was worked out without Linkwork, and no others (see millbrook_expected.py)."""

import json

import pytest
from click.testing import CliRunner

from linkwork.cli import cli
from tests.millbrook_expected import EXPECTED


@pytest.fixture(scope="module")
def ask(tmp_path_factory, put_demonstration):
    """Asks a question and gives its rows; with --internal, since what was worked out holds what is confidential."""
    project = put_demonstration("millbrook", tmp_path_factory.mktemp("millbrook") / "demo")

    def asked(question, *given, internal=True):
        words = ["ask", question, *map(str, given), "--format", "json", "--project", str(project)]
        result = CliRunner().invoke(cli, [*words, *(["--internal"] if internal else [])])
        assert result.exit_code == 0, result.output
        return json.loads(result.output)["rows"]

    return asked


def key(id_):
    """The id as the plan has it, without the kind: org-trust is trust."""
    return id_.partition("-")[2]


def keys(ids):
    return sorted(map(key, ids))


def test_boards_have_the_members_that_were_worked_out_and_lack_the_same_sectors(ask):
    found = {
        key(row["board_id"]): (keys(row["organisation_ids"]), row["sectors"], row["missing_sectors"])
        for row in ask("B3")
    }
    assert found == {row["board"]: (row["members"], row["sectors"], row["missing"]) for row in EXPECTED["B3"]}


WAYS = ("employer", "line_management", "clinical_supervision", "premises")


def test_posts_have_the_gaps_and_services_that_were_worked_out_and_the_same_hosts(ask):
    rows = [row for row in ask("B5") if row["post_id"]]
    found = {key(row["post_id"]): (key(row["service_id"] or ""), keys(row["role_ids"])) for row in rows}
    assert found == {row["post"]: (row["service"], [row["role"]]) for row in EXPECTED["B5"]}
    expected = {row["post"]: {**row["of_service"], **row["own"]} for row in EXPECTED["B5"]}
    for row in rows:
        hosts = expected[key(row["post_id"])]
        assert row["gaps"] == [way.replace("_", " ") for way in WAYS if not hosts.get(way)]
        assert keys(row["organisation_ids"]) == sorted({body for some in hosts.values() for body in some})


def test_a_role_without_a_post_is_listed_for_its_service(ask):
    # Nobody in the plan holds these: Home First lists care navigators, Talking Space keyworkers.
    found = [(row["service_id"], row["role_ids"]) for row in ask("B5") if not row["post_id"]]
    assert found == [
        ("service-home-first", ["role-care-navigator"]),
        ("service-talking-space", ["role-keyworker"]),
    ]
