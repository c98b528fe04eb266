"""What a list of names means by what the rounds say: a rule a test."""

from pathlib import Path

import pytest

from linkwork.graph.duplicates import Meaning
from linkwork.graph.fold import fold
from linkwork.graph.identity import Names, made_for
from linkwork.graph.listed import Listed
from linkwork.graph.rounds import RoundStore
from linkwork.graph.schema import SCHEMA
from tests.graph.said import keep

TOWN = """\
Organisation: id | name | aliases
org-a | Riverside Trust | RT; The Mill
org-b | The Mill |

Service: id | name | status
service-a-walks | Walks | open

PROVIDES: from | to
org-a | service-a-walks
"""


@pytest.fixture
def listed(tmp_path: Path):
    """A list of names against the town: lines as kind, name and means."""

    def of(*lines: tuple[str, str, str], same: dict[str, str] | None = None) -> Listed:
        store = RoundStore(tmp_path / "rounds")
        keep(store, "mapping 2024-01-01", TOWN)
        meanings = [Meaning(*line, row) for row, line in enumerate(lines, start=2)]
        return Listed(meanings, fold(store.folded(), SCHEMA), same or {})

    return of


@pytest.mark.parametrize(
    ("means", "ids"),
    [
        ("org-a", ["org-a"]),
        ("ORG-A", ["org-a"]),
        ("riverside  trust.", ["org-a"]),
        ("RT", ["org-a"]),
        ("the mill", ["org-b"]),
        ("org-old", ["org-b"]),
        ("Mill", []),
    ],
)
def test_a_line_means_an_id_else_a_name_else_an_alias(listed, means: str, ids: list[str]) -> None:
    found = listed(("Organisation", "x", means), same={"org-old": "org-b"})
    assert found.means(found.lines[0]) == ids
    assert found.of("Organisation", "X!") == (ids[0] if ids else None)


def test_a_line_is_of_one_kind_and_one_that_means_nobody_is_named(listed) -> None:
    found = listed(("Board", "x", "org-a"), ("Organisation", "y", "RT"))
    assert found.unmet() == [Meaning("Board", "x", "org-a")]
    assert (found.of("Organisation", "x"), found.of("Organisation", "y")) == (None, "org-a")


def test_a_service_of_another_provider_is_not_meant(listed) -> None:
    found = listed(("Service", "Strolls", "Walks"), same={"org-c": "org-a"})
    within = {by: found.of("Service", "strolls", by) for by in ("", "org-a", "org-c", "org-b")}
    assert within == {"": "service-a-walks", "org-a": "service-a-walks", "org-c": "service-a-walks", "org-b": None}


def test_a_name_that_the_source_has_an_id_for_keeps_it_unless_it_is_one_with_what_is_meant(listed) -> None:
    known = {("Organisation", "old", "rt"): "org-old-rt"}
    lines = [("Organisation", "RT", "Riverside Trust")]
    assert Names("new", listed=listed(*lines)).meant("Organisation", "RT") == "org-a"
    assert Names("old", known, listed=listed(*lines)).meant("Organisation", "RT") is None
    assert (
        Names("old", known, listed=listed(*lines, same={"org-old-rt": "org-a"})).meant("Organisation", "RT") == "org-a"
    )


def test_what_is_one_with_a_provider_holds_its_services(listed) -> None:
    known = {("Service", "old/org-old-rt", "lunch"): "service-old-rt-lunch"}
    names = Names("old", known, listed=listed(same={"org-old-rt": "org-a"}))
    assert names.by_name("Service", "Lunch", "org-a") == "service-old-rt-lunch"
    assert names.by_name("Service", "Tea", "org-old-rt") == "service-a-tea"
    assert names.recall("Service", "Tea", "org-a") == "service-a-tea"


def test_the_id_made_for_a_name_follows_from_its_scope() -> None:
    names = Names("The Map")
    org = names.by_name("Organisation", "Mill")
    service = names.by_name("Service", "Walks", org)
    assert names.minted == {key: made_for(key) for key in names.minted}
    assert (org, service) == ("org-the-map-mill", "service-the-map-mill-walks")
