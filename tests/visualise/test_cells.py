"""What cells of an answer tell a picture, and how names and lists are said in a line."""

import pytest

from linkwork.visualise._cells import days, figure, ids_in, name_in, names_in, number_in, whole_in, word_in
from linkwork.visualise._words import brief, in_per_cent
from linkwork.words import listed


@pytest.mark.parametrize(
    ("cell", "number"),
    [(3, 3.0), (0.25, 0.25), (0, 0.0), (None, None), ("under 5", None), ("not shown", None), (True, None)],
)
def test_a_number_is_a_number_and_what_is_not_told_is_none(cell, number):
    assert figure(cell) == number
    assert number_in({"people": cell}, "people") == number
    assert whole_in({"people": cell}, "people") == int(number or 0)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (["A", "B\x07"], ("A", "B")),
        ([], ()),
        (None, ()),
        ("", ()),
        ("not shown", ("not shown",)),
        ("A; B", ("A; B",)),
        (["A", "", None, 1500.5], ("A", "(no name)", "not known", "1,500.5")),
    ],
)
def test_names_are_those_of_a_list_fit_to_be_shown(cell, said):
    assert names_in({"services": cell}, "services") == said


def test_a_name_that_is_not_known_is_said_so():
    row = {"service": None, "area": "", "need": "A\nB"}
    assert [name_in(row, column) for column in row] == ["(no name)", "(no name)", "A B"]
    assert name_in(row, "area", "anywhere") == "anywhere"


def test_a_column_that_a_row_does_not_have_is_not_known():
    said = [read({}, "people") for read in (word_in, name_in, names_in, ids_in, number_in, whole_in)]
    assert said == ["", "(no name)", (), (), None, 0]


def test_ids_are_those_of_a_list_and_days_are_said_with_their_number():
    assert [ids_in({"ids": cell}, "ids") for cell in (["a", None, "b"], "a")] == [("a", "b"), ("a",)]
    assert [days(count) for count in (None, 1, 12.5)] == ["wait not known", "1 day", "12.5 days"]


def test_a_list_in_words_ends_in_how_many_more_there_are():
    assert [listed(letters, most=4) for letters in ("", "A", "AB", "ABC", "ABCD", "ABCDE")] == [
        "",
        "A",
        "A and B",
        "A, B and C",
        "A, B, C and D",
        "A, B, C and 2 more",
    ]
    assert listed("ABCDE") == "A, B, C, D and E"


def test_a_long_name_is_cut_in_a_finding():
    assert brief("Debt desk") == "Debt desk"
    assert brief("A" * 41) == "A" * 39 + "…"


def test_all_and_nothing_are_said_only_where_it_is_so():
    said = [in_per_cent(share) for share in (0, 0.001, 0.255, 0.996, 1, 1.5, -0.2, 12.5)]
    assert said == ["0%", "1%", "26%", "99%", "100%", "150%", "-20%", "1,250%"]
