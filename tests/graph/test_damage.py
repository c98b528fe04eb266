"""A round that is not as it was kept is named, whatever befell which of its files; what is whole is not."""

from pathlib import Path
from random import Random

import pytest

from linkwork.errors import LinkworkError, Problem
from linkwork.graph.records import Scope
from linkwork.graph.rounds import RoundStore, Statement
from tests.graph.said import tables
from tools.faults.damage import DAMAGES

ID = "2024-03-31_mapping_1"
FILES = (
    "00-Organisation.parquet",
    "01-Person.parquet",
    "02-PART_OF.parquet",
    "manifest.json",
    "names.parquet",
    "people/01-Person.parquet",
    "people/names.parquet",
    "rejected.parquet",
)
SAID = """
Organisation: id | name
org-1 | One

Person: id | name
person-1 | Ada Alpha

PART_OF: from | to
org-1 | org-9
"""


@pytest.fixture
def store(tmp_path: Path) -> RoundStore:
    (tmp_path / "mapping.csv").write_text("as it came")
    said = Statement("mapping", "2024-03-31", "test", True, Scope(), (tmp_path / "mapping.csv",))
    minted = {("Organisation", "mapping", "one"): "org-1", ("Person", "mapping", "ada-alpha"): "person-1"}
    made = RoundStore(tmp_path / "rounds")
    made.keep(said, tables(SAID), minted, [Problem("mapping.csv", "People", 3, "name", "it is blank")])
    return made


def test_every_file_of_a_round_is_among_those_that_are_tried(store: RoundStore) -> None:
    folder = store.folder / ID
    there = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert there == sorted(FILES)
    store.must_be_whole()


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("file", FILES)
def test_whatever_befalls_a_file_of_a_round_is_found_and_named(store: RoundStore, file: str, damage: str) -> None:
    path = store.folder / ID / file
    whole = path.read_bytes()
    for seed in range(40 if damage == "a flipped bit" else 1):
        DAMAGES[damage](path, Random(seed))
        with pytest.raises(LinkworkError, match=rf"^The round {ID} is damaged: {file} (is not as it was kept|cannot)"):
            store.must_be_whole()
        if path.is_file():
            path.write_bytes(whole)


def test_a_damaged_round_is_withdrawn_and_the_rest_goes_on(store: RoundStore) -> None:
    for file in ("manifest.json", "names.parquet"):
        (store.folder / ID / file).write_bytes(b"")
        with pytest.raises(LinkworkError, match=f"`linkwork withdraw {ID} --reason damaged` goes on without it"):
            store.known_names()
        without = RoundStore(store.folder, withdrawn={ID: "damaged"})
        without.must_be_whole()
        assert without.folded() == []
        assert without.known_names() == {}
        assert without.ids() == [ID]


def test_a_manifest_with_the_line_ends_of_another_system_is_as_it_was_kept(store: RoundStore) -> None:
    manifest = store.folder / ID / "manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b"\n", b"\r\n") + b"\r\n")
    store.must_be_whole()
    assert [round_.id for round_ in store.rounds()] == [ID]


def test_a_manifest_that_has_lost_its_hash_is_not_taken_for_an_old_one(store: RoundStore) -> None:
    manifest = store.folder / ID / "manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b' "seal": ', b' "sea`": '))
    with pytest.raises(LinkworkError, match=r"manifest\.json is not as it was kept"):
        store.rounds()


def test_a_manifest_of_before_there_was_a_hash_in_it_is_read(store: RoundStore) -> None:
    manifest = store.folder / ID / "manifest.json"
    lines = manifest.read_text().splitlines()
    assert (lines[1], lines[-2][:9]) == (' "sealed": true,', ' "seal": ')
    manifest.write_text("\n".join([lines[0], *lines[2:-3], lines[-3].rstrip(","), "}"]))
    store.must_be_whole()
    assert store.rounds()[0].source == "mapping"
