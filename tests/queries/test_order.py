"""The first rows of an answer: what is dear to work out is worked out for what may be shown, and for nothing else."""

import pytest

from linkwork.queries._order import first

# How far each house is along the street, and its name.
HOUSES = [(2, "Elm"), (1, "Oak"), (3, "Ash"), (2, "Bay"), (2, "Fir"), (4, "Yew")]


@pytest.mark.parametrize(
    ("limit", "shown", "looked_at"),
    [
        (1, ["Oak"], ["Oak"]),
        # Elm, Bay and Fir are equally far, so that the name of each says which of them comes second.
        (2, ["Oak", "Bay"], ["Bay", "Elm", "Fir", "Oak"]),
        (4, ["Oak", "Bay", "Elm", "Fir"], ["Bay", "Elm", "Fir", "Oak"]),
        (9, ["Oak", "Bay", "Elm", "Fir", "Ash", "Yew"], ["Ash", "Bay", "Elm", "Fir", "Oak", "Yew"]),
    ],
)
def test_the_first_are_told_apart_by_the_finer_order_only_where_it_may_matter(limit, shown, looked_at):
    names = []

    def name(house):
        names.append(house[1])
        return house[1]

    assert [house for _, house in first(HOUSES, limit, lambda house: house[0], name)] == shown
    assert sorted(names) == looked_at


def test_of_nothing_the_first_are_none():
    assert first([], 3, len, len) == []
