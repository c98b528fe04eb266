"""What moved between Millbrook's two mappings is what its plan says, all of it and nothing else.

What must be found was worked out without Linkwork: see tests/millbrook_expected.py.
"""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

import linkwork
from linkwork.api import Linkwork
from tests.millbrook_expected import EXPECTED


@pytest.fixture(scope="module")
def millbrook(tmp_path_factory: pytest.TempPathFactory, put_demonstration: Callable[[str, Path], Path]) -> Linkwork:
    return linkwork.open(put_demonstration("millbrook", tmp_path_factory.mktemp("millbrook") / "demo"))


def test_what_nobody_confirmed_is_what_the_last_mapping_does_not_name(millbrook: Linkwork) -> None:
    found = [
        {"id": row["id"], "last": row["said_on"], "stale": row["state"] == "stale"} for row in millbrook.ask("C5").rows
    ]
    assert sorted(found, key=lambda row: row["id"]) == EXPECTED["C5"]


def test_links_that_started_stopped_and_stayed_are_those_of_the_plan_kind_by_kind(millbrook: Linkwork) -> None:
    # The first mapping asked nobody about overlaps, so links of that kind are outside what both rounds cover.
    expected = {kind: row for kind, row in EXPECTED["C2"].items() if kind != "JUDGED"}
    rows = millbrook.ask("C2", show="all", limit=100_000, internal=True).rows
    found: dict[str, Counter[str]] = {}
    shares = {}
    for row in rows:
        if row["kind"] != "WORKS_WITH":
            found.setdefault(row["kind"], Counter())[row["change"]] += 1
            shares[row["kind"]] = row["stability"]
    words = ("kept", "new", "ended")
    assert {kind: [number[w] for w in words] for kind, number in found.items()} == {
        kind: [row[w] for w in words] for kind, row in expected.items()
    }
    assert shares == {kind: row["share"] for kind, row in expected.items()}


#: What the plan calls a measure, and what C3 does.
MEASURES = {
    "live_services": "live services",
    "overlapping_pairs": "overlapping pairs: services that share half or more",
    "cells": "combinations of need, group and area",
    "cells_covered": "of these, with a service",
    "cells_with_one_service": "of these, with one service alone",
    "cells_with_one_provider": "of these, with one provider alone",
    "gaps": "gaps: pairs of need and area without a service",
    "pairs_with_a_way": "pairs of door and need with a route",
    "pairs": "pairs of door and need",
    "dead_ends": "dead ends",
    "loops": "loops",
    "unreachable": "services nobody can reach",
}


def test_what_is_counted_at_each_mapping_is_what_the_plan_counts(millbrook: Linkwork) -> None:
    rows = {row["measure"]: row for row in millbrook.ask("C3").rows}
    for column, year in (("round_1", "2025"), ("round_2", "2026")):
        assert {key: rows[name][column] for key, name in MEASURES.items()} == EXPECTED["C3"][year]
    assert {row["why_not"] for row in rows.values()} == {"millbrook-directory was not loaded for 2025-03-31", None}


def test_the_needs_and_wards_that_moved_are_those_of_the_plan(millbrook: Linkwork) -> None:
    def key(id_: str) -> str:
        return id_.partition("-")[2]

    rows = millbrook.ask("C4", show="all").rows
    moves = Counter(f"{row['before']} > {row['after']}" for row in rows)
    found = [
        {
            "need": key(row["need_id"]),
            "area": key(row["area_id"]),
            "before": row["before"],
            "after": row["after"],
            "came": sorted(map(key, row["came_ids"])),
            "went": sorted(map(key, row["went_ids"])),
        }
        for row in rows
        if row["before"] != row["after"]
    ]
    by_place = ("need", "area")
    expected = sorted(EXPECTED["C4"]["moved"], key=lambda row: [row[name] for name in by_place])
    assert sorted(found, key=lambda row: [row[name] for name in by_place]) == expected
    assert dict(moves) == EXPECTED["C4"]["places"]


def test_how_much_of_a_change_is_real_is_what_the_plan_says(millbrook: Linkwork) -> None:
    rows = {row["measure"]: row for row in millbrook.ask("C6").rows}
    names = {
        "cells_covered": "met by some service",
        "cells_with_one_service": "met by one service alone",
        "gaps": "gaps",
        "overlapping_pairs": "overlapping services",
    }
    columns = ("coverage_before", "coverage_after", "same_items_change", "newly_seen_change")
    for name, measure in names.items():
        assert [rows[measure][c] for c in columns] == list(EXPECTED["C6"][name].values())
