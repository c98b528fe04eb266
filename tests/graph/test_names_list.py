"""The project's own list of names: what is read from it, and everything wrong with it at once."""

import pytest

from linkwork.errors import InputRefused
from linkwork.graph.duplicates import KINDS, Meaning
from linkwork.graph.names_list import read_names_list


def test_the_list_is_read_from_the_project_each_line_once_and_other_columns_are_notes(tmp_path):
    assert read_names_list(tmp_path) == ()
    line = "Organisation,THT,Tower Hamlets Together"
    (tmp_path / "names.csv").write_text(f"\ufeffKind, name ,means,note\n{line},old\n\n,,,\n{line},\n", encoding="utf-8")
    assert read_names_list(tmp_path) == (Meaning("Organisation", "THT", "Tower Hamlets Together"),)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("", [(1, "")]),
        ("kind,name\n", [(1, "")]),
        ("kind,name,means\nPerson,Jo,Joe\nBoard,,x\nBoard\n", [(2, "kind"), (3, "name"), (4, "means"), (4, "name")]),
    ],
)
def test_everything_wrong_with_it_is_said_at_once(tmp_path, text, places):
    (tmp_path / "names.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputRefused) as error:
        read_names_list(tmp_path)
    assert sorted((problem.row, problem.column) for problem in error.value.problems) == places


def test_a_kind_that_is_not_compared_is_refused_with_those_that_are(tmp_path):
    (tmp_path / "names.csv").write_text("kind,name,means\nPerson,Jo,Joe\n", encoding="utf-8")
    with pytest.raises(InputRefused, match=f"'Person' is not one of {', '.join(KINDS)}"):
        read_names_list(tmp_path)


def test_a_file_that_is_not_text_is_refused(tmp_path):
    (tmp_path / "names.csv").write_bytes(b"\xff\xfe\x00kind")
    with pytest.raises(InputRefused, match="cannot be read as a CSV in UTF-8"):
        read_names_list(tmp_path)
