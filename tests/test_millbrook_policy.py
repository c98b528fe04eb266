"""Millbrook's known answers about policy are found, all of them and no others (see tests/millbrook_expected.py)."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from linkwork.cli import cli
from tests.millbrook_expected import EXPECTED

Answer = dict[str, Any]
Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory, put_demonstration: Callable[[str, Path], Path]) -> Ask:
    """Asks Millbrook a question, with all its rows, and gives the whole answer."""
    project = put_demonstration("millbrook", tmp_path_factory.mktemp("policy") / "demo")

    def asked(question: str, *given: str) -> Answer:
        words = ["ask", question, *given, "--limit", "10000", "--format", "json", "--project", str(project)]
        result = CliRunner().invoke(cli, words)
        assert result.exit_code == 0, result.output
        answer: Answer = json.loads(result.output)
        return answer

    return asked


def test_the_services_that_support_no_stated_priority(ask: Ask) -> None:
    found = [row["service_id"].removeprefix("service-") for row in ask("A3")["rows"]]
    assert sorted(found) == EXPECTED["A3"]


def test_how_far_each_recommendation_has_come_and_what_it_waits_for(ask: Ask) -> None:
    def key(id_: str) -> str:
        return id_.partition("-")[2]

    found = [
        {
            "recommendation": key(row["recommendation_id"]),
            "rank": row["rank"],
            "state": row["state"],
            "due": row["due"] or "",
            "endorsed": (sorted(key(board) for board in row["board_ids"]), row["endorsed_on"]),
            "owner": ", ".join(key(owner) for owner in row["owner_ids"]),
            "days_open": row["days_open"],
            "overdue": row["overdue"] == "yes",
            "waits_for": sorted(key(other) for other in row["waits_for_ids"]),
        }
        for row in ask("A5")["rows"]
    ]
    expected = [
        {name: value for name, value in row.items() if name != "depends_on"}
        | {"endorsed": (sorted(row["endorsed"]), min(row["endorsed"].values(), default=None))}
        for row in EXPECTED["A5"]
    ]
    assert found == expected
