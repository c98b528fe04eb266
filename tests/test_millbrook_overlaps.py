"""What is known beforehand of Millbrook's overlaps is found, all of it and no other: O2, O5, O6, O7 and O8."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from linkwork.cli import cli
from tests.millbrook_expected import EXPECTED

#: How many groups there are: nine, and anyone else.
GROUPS = 10
Row = dict[str, Any]
Ask = Callable[..., list[Row]]


def run(*words: object) -> str:
    result = CliRunner().invoke(cli, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory, put_demonstration: Callable[[str, Path], Path]) -> Ask:
    """Asks Millbrook, on the embedded engine, a question and gives all its rows."""
    project = put_demonstration("millbrook", tmp_path_factory.mktemp("millbrook") / "demo")

    def asked(question: str, *given: object) -> list[Row]:
        words = ("ask", question, "--limit", "10000", *given, "--format", "json", "--project", project)
        rows: list[Row] = json.loads(run(*words))["rows"]
        return rows

    return asked


def key(id_: str) -> str:
    """An id as the expected answers have it, without what says its kind."""
    return id_.partition("-")[2]


def test_the_judged_overlaps_are_those_that_the_board_judged(ask: Ask) -> None:
    found = [
        {"a": key(row["service_a_id"]), "b": key(row["service_b_id"])}
        | {name: row[name] for name in ("overlap", "reason", "decided_by", "decided_on", "review_on")}
        for row in ask("O8")
    ]
    assert found == EXPECTED["O8"]


def test_the_roles_that_share_functions_are_those_of_the_plan(ask: Ask) -> None:
    rows = ask("O2")
    connectors = {row["role_a_id"] for row in ask("O2", "--family", "connector")}
    connectors |= {row["role_b_id"] for row in ask("O2", "--family", "connector")}
    found = [
        {
            "a": key(row["role_a_id"]),
            "b": key(row["role_b_id"]),
            **{name: _functions(row[name]) for name in ("only_a", "only_b")},
            "shared": _functions(row["shared_functions"]),
            "coefficient": row["overlap_coefficient"],
            "connectors": {row["role_a_id"], row["role_b_id"]} <= connectors,
            "settings": [row["settings_a"] or [], row["settings_b"] or []],
        }
        for row in rows
    ]
    assert sorted(found, key=lambda row: (row["a"], row["b"])) == EXPECTED["O2"]
    assert [row["connectors"] for row in found] == sorted((row["connectors"] for row in found), reverse=True)


#: What a function is called, where that is not the key of the plan with a capital.
CALLED = {"reach out": "outreach", "plan care": "care-plan"}


def _functions(names: list[str]) -> list[str]:
    return sorted(CALLED.get(name.lower(), name.lower()) for name in names)


def test_the_adjacent_services_that_overlap_the_core_roles_are_those_of_the_plan(ask: Ask) -> None:
    found = [
        {
            "role": key(row["core_role_id"]),
            "service": key(row["adjacent_service_id"]),
            "shared": _functions(row["shared_functions"]),
            "groups": GROUPS if row["shared_groups"] == ["everyone"] else len(row["shared_groups"]),
            "areas": [area.lower() for area in row["shared_areas"]],
            "staffed_by_it": row["staffed_by_role"],
        }
        for row in ask("O7")
    ]
    assert sorted(found, key=lambda row: (row["role"], row["service"])) == EXPECTED["O7"]


def test_the_practices_and_networks_with_several_roles_are_those_of_the_plan(ask: Ask) -> None:
    found = {key(row["pcn_or_practice_id"]): row for row in ask("O6", "--family", "")}
    expected = {row["body"]: row for row in EXPECTED["O6"]}
    assert found.keys() == expected.keys()
    for body, row in found.items():
        names = ("roles", "posts", "fte", "fte_hosted")
        told = [sorted(map(key, row["role_ids"])), sorted(map(key, row["post_ids"])), row["fte"], row["fte_hosted"]]
        assert told == [expected[body][name] for name in names]
        assert sorted(map(key, row["service_ids"])) == expected[body]["provides_or_hosts"]
    connectors = {key(row["pcn_or_practice_id"]): row for row in ask("O6")}
    assert {body: sorted(map(key, row["role_ids"])) for body, row in connectors.items()} == {
        body: row["connectors"] for body, row in expected.items() if len(row["connectors"]) > 1
    }
    for body, row in connectors.items():
        assert _functions(row["shared_functions"]) == expected[body]["shared"]


def test_the_places_that_two_funders_pay_for_are_those_of_the_plan(ask: Ask) -> None:
    found = [
        {
            "need": key(row["need_id"]),
            "area": key(row["area_id"]),
            "groups": GROUPS if row["group"] == ["everyone"] else len(row["group"]),
            "funders": sorted(row["all_funder_ids"]),
            "services": sorted(map(key, row["service_ids"])),
        }
        for row in ask("O5", "--internal")
    ]
    names = ("need", "area", "funders", "services")
    assert sorted(found, key=lambda row: [row[name] for name in names]) == sorted(
        EXPECTED["O5"], key=lambda row: [row[name] for name in names]
    )


def test_a_fund_that_was_not_published_is_not_named(ask: Ask) -> None:
    rows = ask("O5")
    assert "Community line" not in str(rows)
    assert "fund-community" not in str(rows)
    assert any("a fund that was not published" in row["funders"] for row in rows)
