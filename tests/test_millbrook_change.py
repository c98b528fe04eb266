"""What moved between Millbrook's two mappings is what its plan says, all of it and nothing else.

What must be found was worked out without Linkwork: see tests/millbrook_expected.py.
"""

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
