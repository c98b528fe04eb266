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
