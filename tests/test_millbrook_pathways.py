"""Millbrook's known answers about referrals are found, all of them and no others (see tests/millbrook_expected.py)."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.millbrook_expected import EXPECTED, Ask, asking

#: The columns with the systems of both ends.
SIDES = ("platform_from_ids", "platform_to_ids")


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory, put_demonstration: Callable[[str, Path], Path]) -> Ask:
    """Asks Millbrook a question, with all its rows, and gives the whole answer."""
    return asking(put_demonstration("millbrook", tmp_path_factory.mktemp("pathways") / "demo"))


def test_the_links_that_only_one_side_reports(ask: Ask) -> None:
    found = [{"id": row["link_id"], "by": row["claimed_by"]} for row in ask("P4")["rows"]]
    assert sorted(found, key=str) == sorted(EXPECTED["one_sided"], key=str)


def test_the_referrals_that_never_report_back_and_how_many_are_not_said(ask: Ask) -> None:
    rows = ask("P10")["rows"]
    assert sorted(row["link_id"] for row in rows if row["feedback"] == "no") == EXPECTED["P10"]["never"]
    assert sum(row["feedback"] == "not said" for row in rows) == EXPECTED["P10"]["not_said"]


def test_what_each_front_door_reaches_and_how_far_it_is(ask: Ask) -> None:
    found = [
        {
            "door": row["door_id"] or "self",
            "not_reached": sorted(need.removeprefix("need-") for need in row["not_reached_ids"]),
            "completeness": round(row["completeness"], 4),
            "steps": row["median_steps"],
            "days": row["median_wait"],
            "ways_with_a_wait_not_known": row["waits_not_known"],
        }
        for row in ask("P7")["rows"]
    ]
    expected = [door | {"not_reached": sorted(door["not_reached"])} for door in EXPECTED["P7"]]
    assert sorted(found, key=lambda row: str(row["door"])) == expected


def test_the_hand_offs_between_two_systems_that_do_not_talk(ask: Ask) -> None:
    answer = ask("P8", "--internal")
    found = [
        (
            row["link_id"],
            [sorted(id_.removeprefix("platform-") for id_ in row[side]) for side in SIDES],
            str(row["volume"]),
        )
        for row in answer["rows"]
    ]
    expected = [(row["link"], [sorted(side) for side in row["systems"]], row["volume"]) for row in EXPECTED["P8"]]
    assert sorted(found) == expected
