"""Rounds on disk: whole or not at all, and never changed."""

from pathlib import Path

import pytest

from linkwork.errors import LinkworkError
from linkwork.graph.lock import one_writer
from linkwork.graph.records import Scope
from linkwork.graph.rounds import RoundStore, Statement
from tests.graph.said import keep, tables

ONE = "Organisation: id | name\norg-1 | One"


@pytest.fixture
def store(tmp_path: Path) -> RoundStore:
    return RoundStore(tmp_path / "rounds")


def statement(tmp_path: Path, content: str, **changes: object) -> Statement:
    file = tmp_path / "said.csv"
    file.write_text(content)
    said = {
        "source": "a",
        "as_of": "2024-01-01",
        "loader": "test",
        "complete": True,
        "scope": Scope(),
        "files": (file,),
    }
    return Statement(**(said | changes))  # type: ignore[arg-type]


def test_the_same_bytes_of_one_source_and_day_are_the_same_round(store: RoundStore, tmp_path: Path) -> None:
    said = statement(tmp_path, "x")
    kept = store.keep(said, tables(ONE), {})
    assert store.same(said) is not None
    assert store.same(said).id == kept.id == "2024-01-01_a_1"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "change", [{"source": "b"}, {"as_of": "2024-01-02"}, {"complete": False}, {"scope": Scope(kinds=("Service",))}]
)
def test_the_same_bytes_said_otherwise_are_another_round(
    store: RoundStore, tmp_path: Path, change: dict[str, object]
) -> None:
    store.keep(statement(tmp_path, "x"), tables(ONE), {})
    assert store.same(statement(tmp_path, "x", **change)) is None


def test_other_bytes_are_another_round_and_the_name_of_the_file_is_not_part_of_them(
    store: RoundStore, tmp_path: Path
) -> None:
    store.keep(statement(tmp_path, "x"), tables(ONE), {})
    assert store.same(statement(tmp_path, "y")) is None
    (tmp_path / "other.csv").write_text("x")
    assert store.same(statement(tmp_path, "x", files=(tmp_path / "other.csv",))) is not None


def test_what_a_broken_load_left_is_no_round_and_goes_with_the_next_load(store: RoundStore, tmp_path: Path) -> None:
    left = store.folder / ".unfinished-2024-01-01_a_1"
    left.mkdir(parents=True)
    (left / "manifest.json").write_text("{")
    assert store.rounds() == []
    store.keep(statement(tmp_path, "x"), tables(ONE), {})
    assert [p.name for p in store.folder.iterdir()] == ["2024-01-01_a_1"]


def test_a_round_that_cannot_be_written_leaves_nothing(store: RoundStore, tmp_path: Path) -> None:
    store.folder.write_text("a file where the folder should be")
    with pytest.raises(LinkworkError, match=r"could not be written .* Nothing was kept\."):
        store.keep(statement(tmp_path, "x"), tables(ONE), {})


def test_a_damaged_round_is_found_by_its_hash_and_named(store: RoundStore, tmp_path: Path) -> None:
    store.keep(statement(tmp_path, "x"), tables(ONE), {})
    file = store.folder / "2024-01-01_a_1" / "00-Organisation.parquet"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    with pytest.raises(LinkworkError, match=r"2024-01-01_a_1 is damaged: 00-Organisation\.parquet"):
        _ = store.rounds()[0].tables


def test_the_first_id_made_for_a_name_is_the_one_that_is_kept(store: RoundStore, tmp_path: Path) -> None:
    key = ("Organisation", "a", "one")
    store.keep(statement(tmp_path, "x", as_of="2024-02-01"), tables(ONE), {key: "org-a-one"})
    store.keep(statement(tmp_path, "y"), tables(ONE), {key: "org-a-other"})
    assert store.known_names() == {key: "org-a-one"}


def test_two_spellings_of_one_source_are_refused(store: RoundStore, tmp_path: Path) -> None:
    store.keep(statement(tmp_path, "x", source="joy-export"), tables(ONE), {})
    with pytest.raises(LinkworkError, match="already rounds of a source 'joy-export'"):
        store.keep(statement(tmp_path, "x", source="Joy export"), tables(ONE), {})


@pytest.mark.parametrize("source", ["***", ""], ids=["asterisks", "none"])
def test_a_source_without_a_letter_or_digit_is_refused_and_nothing_is_written(
    store: RoundStore, tmp_path: Path, source: str
) -> None:
    with pytest.raises(LinkworkError, match=r"no letter or digit in it to call its rounds by\. Nothing was kept"):
        store.keep(statement(tmp_path, "x", source=source), tables(ONE), {})
    assert not store.folder.exists()


def test_a_round_of_such_a_source_that_was_kept_before_is_seen_again(store: RoundStore) -> None:
    kept = keep(store, "a 2024-01-01", ONE)
    kept.folder.rename(store.folder / "2024-01-01__1")
    assert store.ids() == ["2024-01-01__1"]


def test_a_store_of_the_past_knows_no_later_rounds(store: RoundStore) -> None:
    keep(store, "a 2024-01-01", ONE)
    keep(store, "a 2024-02-01", ONE)
    assert [r.id for r in RoundStore(store.folder, until="2024-01-31").folded()] == ["2024-01-01_a_1"]


def test_two_writers_at_once_are_refused_in_a_sentence(tmp_path: Path) -> None:
    with one_writer(tmp_path), pytest.raises(LinkworkError, match="Another Linkwork is writing"), one_writer(tmp_path):
        pass
    with one_writer(tmp_path):
        assert (tmp_path / ".linkwork-lock").exists()
