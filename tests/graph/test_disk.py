"""A file is replaced whole or not at all, and a round is not there until all of it is."""

import os
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from zlib import crc32

import pytest

from linkwork.disk import replaced
from linkwork.errors import LinkworkError, Problem
from linkwork.graph._embedded_files import LENGTHS
from linkwork.graph.decisions import FILE, Decision, Decisions, read_decisions, write_decisions
from linkwork.graph.embedded import is_graph
from linkwork.graph.records import Scope
from linkwork.graph.rounds import RoundStore, Statement
from tests.graph.said import tables
from tools.faults.disks import limited

SAID = "Organisation: id | name\norg-1 | One"


def statement(file: Path) -> Statement:
    file.write_text("as it came")
    return Statement("a", "2024-01-01", "test", True, Scope(), (file,))


def test_a_file_for_which_there_is_no_room_is_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("before")
    for name in ("kept.txt", "new.txt"):
        with limited(64), pytest.raises(OSError, match="File too large"):
            replaced(tmp_path / name, b"a" * 65)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"kept.txt": "before"}


def test_a_file_keeps_who_may_read_it_and_a_link_to_it_stays_one(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("before")
    (tmp_path / "kept.txt").chmod(0o600)
    (tmp_path / "link.txt").symlink_to(tmp_path / "kept.txt")
    replaced(tmp_path / "link.txt", b"after")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "kept.txt").read_text() == "after"
    assert (tmp_path / "kept.txt").stat().st_mode & 0o777 == 0o600


def test_two_that_replace_a_file_at_once_each_leave_it_whole(tmp_path: Path) -> None:
    said = [letter * 50_000 for letter in "abcdefgh"]
    with ThreadPoolExecutor(len(said)) as writers:
        for _ in range(10):
            list(writers.map(lambda text: replaced(tmp_path / "kept.txt", text.encode()), said))
            assert (tmp_path / "kept.txt").read_text() in said
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


def test_what_one_that_was_killed_had_begun_goes_with_the_next_and_what_another_is_writing_stays(
    tmp_path: Path,
) -> None:
    here, killed, other = f"{crc32(socket.gethostname().encode()):08x}", 2**31 - 1, os.getppid()
    elsewhere, long_ago = f"0000000a-{killed}-1-kept.txt", f"0000000b-{killed}-1-kept.txt"
    stay = (f"{here}-{killed}-1-more-kept.txt", f"{here}-{other}-1-kept.txt", elsewhere)
    for name in (f"{here}-{killed}-1-kept.txt", long_ago, *stay):
        (tmp_path / f".unfinished-{name}").write_text("half")
    os.utime(tmp_path / f".unfinished-{long_ago}", (1_700_000_000, 1_700_000_000))
    replaced(tmp_path / "kept.txt", b"whole")
    assert {path.name for path in tmp_path.iterdir()} == {"kept.txt", *(f".unfinished-{name}" for name in stay)}


def test_a_graph_in_which_one_that_was_killed_left_something_is_known_for_one(tmp_path: Path) -> None:
    (tmp_path / f".unfinished-7-7-{LENGTHS}").touch()
    assert is_graph(tmp_path)


def test_what_is_no_file_is_written_to_as_it_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=replaced, args=(pipe, b"through"))
    writer.start()
    assert pipe.read_bytes() == b"through"
    writer.join()
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]


def test_decisions_for_which_there_is_no_room_are_as_they_were(tmp_path: Path) -> None:
    before = Decisions((Decision(1, "retire", "nhs", decided_on="2024-03-31"),))
    write_decisions(tmp_path, before)
    with limited(64), pytest.raises(LinkworkError, match=rf"{FILE} could not be written: .* Nothing was changed\."):
        write_decisions(tmp_path, before.add(Decision(0, "retire", "joy", decided_on="2024-03-31")))
    assert read_decisions(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


@pytest.mark.parametrize("size", [64, 900])
def test_a_round_for_which_there_is_no_room_leaves_nothing(tmp_path: Path, size: int) -> None:
    store, said = RoundStore(tmp_path / "rounds"), statement(tmp_path / "said.csv")
    with limited(size), pytest.raises(LinkworkError, match=r"could not be written .* Nothing was kept\."):
        store.keep(said, tables(SAID), {})
    assert list(store.folder.iterdir()) == []
    assert store.keep(said, tables(SAID), {}).id == "2024-01-01_a_1"


def test_a_round_is_not_there_until_all_of_it_is(tmp_path: Path) -> None:
    store = RoundStore(tmp_path / "rounds")
    seen: list[list[str]] = []

    class Looked(list[Problem]):
        """Rows that were left out, which are written last but for the manifest: meanwhile somebody looks."""

        def __iter__(self) -> Iterator[Problem]:
            seen.append([path.name for path in store.folder.iterdir() if not path.name.startswith(".")])
            return super().__iter__()

    store.keep(statement(tmp_path / "said.csv"), tables(SAID), {}, Looked([Problem("said.csv")]))
    assert seen == [[]]
    assert store.ids() == ["2024-01-01_a_1"]
