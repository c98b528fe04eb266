"""Things made while those before them are used: the same ones in the same order, one ahead and no more."""

from collections.abc import Iterator

import pytest

from linkwork.graph._ahead import ahead


def test_the_same_things_come_in_the_same_order() -> None:
    assert list(ahead(iter(["a", "b", "c"]))) == ["a", "b", "c"]
    assert list(ahead(iter([]))) == []


def test_no_more_than_one_is_made_before_it_is_asked_for() -> None:
    made = []

    def numbers() -> Iterator[int]:
        for number in range(1, 9):
            made.append(number)
            yield number

    coming = ahead(numbers())
    assert next(coming) == 1
    coming.close()
    assert made in ([1], [1, 2])


def test_what_goes_wrong_in_making_one_is_raised_after_those_before_it() -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise ValueError("no second")

    coming = ahead(broken())
    assert next(coming) == 1
    with pytest.raises(ValueError, match="no second"):
        next(coming)
