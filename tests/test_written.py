"""The list of files that may tell who somebody is: commands that only read add to it, and two of them at once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from linkwork.errors import LinkworkError
from linkwork.personal_data.written import FILE, note_written, read_written
from tools.faults.disks import limited


def test_no_line_is_lost_where_many_note_a_file_at_once(tmp_path: Path) -> None:
    names = [f"answer-{number}.csv" for number in range(16)]
    with ThreadPoolExecutor(8) as commands:
        list(commands.map(lambda name: note_written(tmp_path, "ask D7", tmp_path / name), names))
    assert sorted(one.file for one in read_written(tmp_path)) == sorted(names)


def test_a_list_for_which_there_is_no_room_is_as_it_was_and_said_in_a_sentence(tmp_path: Path) -> None:
    note_written(tmp_path, "ask D7", tmp_path / "a.csv")
    with limited(64), pytest.raises(LinkworkError, match=rf"{FILE} could not be written: .*\. Run the same again\."):
        note_written(tmp_path, "ask D7", tmp_path / "b.csv")
    assert [one.file for one in read_written(tmp_path)] == ["a.csv"]
