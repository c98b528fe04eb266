"""Which tables of a round are read for evidence: each is a file of its own."""

from pathlib import Path

import pytest

from linkwork.errors import LinkworkError
from linkwork.graph.evidence import evidence
from linkwork.graph.rounds import RoundStore
from tests.graph.said import keep

TOWN = """
Organisation: id | name
org-a | Riverside

Service: id | name
service-walks | Friday Walks

PROVIDES: from | to
org-a | service-walks
"""


@pytest.fixture
def store(tmp_path: Path) -> RoundStore:
    made = RoundStore(tmp_path / "rounds")
    kept = keep(made, "a 2024-01-31", TOWN)
    (damaged,) = kept.folder.glob("*Organisation.parquet")
    damaged.write_bytes(b"")
    return made


@pytest.mark.parametrize("id_", ["service-walks", "PROVIDES|org-a|service-walks"])
def test_only_the_tables_of_the_kinds_that_are_asked_about_are_read(store: RoundStore, id_: str) -> None:
    (said,) = evidence(store.folded(), [id_])[id_]
    assert (said.source, said.row) == ("a", 2)


@pytest.mark.parametrize("id_", ["org-a", "unheard-of", "odd"])
def test_an_id_that_does_not_tell_its_kind_is_looked_for_in_every_table(store: RoundStore, id_: str) -> None:
    with pytest.raises(LinkworkError, match=r"Organisation\.parquet is not as it was kept"):
        evidence(store.folded(), ["service-walks", id_])
