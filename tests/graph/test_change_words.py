"""Changes in plain words."""

import pytest

from linkwork.graph.change_words import came_or_went, joined_or_left, moved, said_otherwise, value_words
from linkwork.graph.schema import SCHEMA
from linkwork.words import counted, day_words, plural


@pytest.mark.parametrize(
    ("kind", "new", "words"),
    [
        ("PART_OF", True, "A is now part of B"),
        ("PART_OF", False, "A is no longer part of B"),
        ("REFERS_TO", True, "A now refers to B"),
        ("HAS_OFFER", False, "A no longer has the offer B"),
        ("ASKED", True, "A was asked by B (newly said)"),
        ("ENDORSED", False, "A endorsed B (no longer said)"),
    ],
)
def test_a_link_that_comes_or_goes_is_a_sentence(kind: str, new: bool, words: str) -> None:
    assert joined_or_left(SCHEMA.link[kind], ("A", "B"), new) == words


def test_no_link_of_the_schema_is_said_in_capitals() -> None:
    said = [joined_or_left(link, ("a", "b"), new) for link in SCHEMA.links for new in (True, False)]
    assert [words for words in said if any(word.isupper() for word in words.split())] == []


def test_an_audience_that_is_left_out_is_not_said_to_be_served() -> None:
    assert joined_or_left(SCHEMA.link["FOR_AUDIENCE"], ("A", "B"), True, "exclude") == "A now leaves out B"


def test_what_a_record_says_otherwise_has_the_new_before_the_old() -> None:
    assert said_otherwise("Walks", "wait_days", 5, 10) == "Walks: days to wait is now 10, was 5"
    assert said_otherwise("Walks", "funded_until", None, "2026-06-30") == (
        "Walks: funded until is now 30 June 2026, was not said"
    )
    assert said_otherwise("Walks", "languages", ["Lao", "Urdu"], None) == (
        "Walks: languages was Lao, Urdu, is no longer said"
    )
    assert said_otherwise("Walks", "name", "Strolls", "Walks") == "Strolls is now called Walks"


def test_what_sort_a_record_is_is_said_where_its_name_does_not_say_so() -> None:
    assert came_or_went("Art Table", "service", new=True) == "Art Table (service) is new"
    assert came_or_went("SPARCELLS PCN", "PCN", new=False) == "SPARCELLS PCN is gone"


def test_a_move_says_from_where_to_where() -> None:
    assert moved(SCHEMA.link["PART_OF"], "One", ["Pcn A"], ["Pcn B", "Pcn C"]) == (
        "One has moved: it was part of Pcn A, and is now part of Pcn B and Pcn C"
    )


def test_values_days_and_numbers_are_read_as_people_read_them() -> None:
    said = [value_words(value) for value in (True, False, 2024, 68400, 0.5, "2024-05-31", "2024-05", ["a", "b"])]
    assert said == ["yes", "no", "2024", "68,400", "0.5", "31 May 2024", "2024-05", "a, b"]
    assert day_words("2024-31-31") == "2024-31-31"


def test_one_is_one_and_more_are_more() -> None:
    assert [plural(noun) for noun in ("practice", "charity", "survey", "person", "church", "bus")] == [
        "practices",
        "charities",
        "surveys",
        "people",
        "churches",
        "buses",
    ]
    assert (counted(1, "PCN"), counted(1200, "policy")) == ("1 PCN", "1,200 policies")
