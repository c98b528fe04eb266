"""Millbrook's known answers about policy are found, all of them and no others (see tests/millbrook_expected.py)."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.millbrook_expected import EXPECTED, Ask, asking


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory, put_demonstration: Callable[[str, Path], Path]) -> Ask:
    """Asks Millbrook a question, with all its rows, and gives the whole answer."""
    return asking(put_demonstration("millbrook", tmp_path_factory.mktemp("policy") / "demo"))


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


def test_who_uses_which_system_and_who_pays_as_far_as_it_is_published(ask: Ask) -> None:
    found = [
        {
            "user": row["organisation_id"] or row["service_id"],
            "platform": row["platform_id"].removeprefix("platform-"),
            "state": row["state"],
            "since": row["since"] or "",
            "blocks": row["blocks"] or "",
            "funders": len(row["funder"]) + bool(row["funds_not_published"]),
        }
        for row in ask("A6")["rows"]
    ]
    # No service here has two funds that are confidential, so the one that is hidden counts as one.
    expected = [row | {"funders": len(row["funders"])} for row in EXPECTED["A6"]]
    assert sorted(found, key=str) == sorted(expected, key=str)
