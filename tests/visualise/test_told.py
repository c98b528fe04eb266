"""What cells of an answer tell a picture."""

import pytest

from linkwork.visualise._told import brief, figure, listed, name, names, whole


@pytest.mark.parametrize(
    ("cell", "number"),
    [(3, 3.0), (0.25, 0.25), (0, 0.0), (None, None), ("under 5", None), ("not shown", None), (True, None)],
)
def test_a_number_is_a_number_and_what_is_not_told_is_none(cell, number):
    assert figure(cell) == number
    assert whole(cell) == int(number or 0)


@pytest.mark.parametrize(
    ("cell", "said"),
    [(["A", "B\x07"], ("A", "B")), ([], ()), (None, ()), ("", ()), ("not shown", ("not shown",)), ("A; B", ("A; B",))],
)
def test_names_are_those_of_a_list_fit_to_be_shown(cell, said):
    assert names(cell) == said


def test_a_name_that_is_not_known_is_said_so():
    assert [name(None), name(""), name(None, "anywhere"), name("A\nB")] == ["not known", "not known", "anywhere", "A B"]


def test_a_list_in_words_ends_in_how_many_more_there_are():
    assert [listed(letters) for letters in ("", "A", "AB", "ABC", "ABCD", "ABCDE")] == [
        "",
        "A",
        "A and B",
        "A, B and C",
        "A, B, C and D",
        "A, B, C and 2 more",
    ]


def test_a_long_name_is_cut_in_a_finding():
    assert brief("Debt desk") == "Debt desk"
    assert brief("A" * 41) == "A" * 39 + "…"
