"""Boxes in columns: nothing over another, in few crossings, the same every time."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from linkwork.visualise._layers import BOX, LEAST_LINE, LINE, _apart, layers


def test_a_ladder_is_put_straight():
    found = layers([["a", "b", "c"], ["x", "y", "z"]], [("a", "z"), ("b", "y"), ("c", "x")], 500)
    middles = found.middles
    assert [middles["a"] - middles["z"], middles["b"] - middles["y"], middles["c"] - middles["x"]] == [0, 0, 0]
    assert sorted(middles.values()) == [18, 18, 54, 54, 90, 90]
    assert found.high == 108
    assert found.passing == ((), (), ())


def test_a_line_has_a_place_in_every_column_it_passes_in_the_order_of_its_way():
    columns = [["a"], ["b"], ["c"], ["d"]]
    found = layers(columns, [("a", "d"), ("d", "b")], 500)
    assert [len(heights) for heights in found.passing] == [2, 1]
    assert abs(found.passing[1][0] - found.middles["c"]) >= (BOX + LINE) / 2


def test_lines_lie_closer_where_the_room_is_short_but_not_on_one_another():
    columns = [[f"a{n}" for n in range(10)], ["b"], [f"c{n}" for n in range(10)]]
    links = [(f"a{n}", f"c{m}") for n in range(10) for m in range(10)]
    assert layers(columns, links, 10_000).high == BOX + 100 * LINE
    assert round(layers(columns, links, 400).high, 6) == 400
    assert layers(columns, links, 100).high == 360
    assert round(layers(columns, links * 2, 100).high, 6) == BOX + 200 * LEAST_LINE


@st.composite
def networks(draw):
    number = draw(st.integers(1, 4))
    columns = [[f"{c}.{n}" for n in range(draw(st.integers(1, 4)))] for c in range(number)]
    ids = [id_ for column in columns for id_ in column]
    pairs = st.tuples(st.sampled_from(ids), st.sampled_from(ids)).filter(lambda pair: pair[0] != pair[1])
    return columns, draw(st.lists(pairs, max_size=12))


@given(networks())
def test_nothing_lies_over_another_and_all_is_within_the_height(network):
    columns, links = network
    found = layers(columns, links, 300)
    assert layers(columns, links, 300) == found
    where = {id_: n for n, column in enumerate(columns) for id_ in column}
    spans = {
        n: [(found.middles[id_] - BOX / 2, found.middles[id_] + BOX / 2) for id_ in c] for n, c in enumerate(columns)
    }
    for (a, b), heights in zip(links, found.passing, strict=True):
        step = 1 if where[b] > where[a] else -1
        between = list(range(where[a] + step, where[b], step)) if where[a] != where[b] else []
        assert len(between) == len(heights)
        for n, height in zip(between, heights, strict=True):
            spans[n].append((height - LEAST_LINE / 2, height + LEAST_LINE / 2))
    for column in spans.values():
        ordered = sorted(column)
        assert ordered[0][0] >= -1e-6
        assert ordered[-1][1] <= found.high + 1e-6
        assert all(b[0] >= a[1] - 1e-6 for a, b in pairwise(ordered))


@given(st.lists(st.tuples(st.floats(-50, 250), st.floats(1, 40)), min_size=1, max_size=8))
def test_places_keep_their_order_and_are_nearest_to_those_wanted(wishes):
    wanted, sizes = [want for want, _ in wishes], [size for _, size in wishes]
    high = sum(sizes) + 60
    places = _apart(wanted, sizes, high)

    def off(some):
        return sum((place - want) ** 2 for place, want in zip(some, wanted, strict=True))

    for n, (place, size) in enumerate(zip(places, sizes, strict=True)):
        assert place - size / 2 >= -1e-6
        assert place + size / 2 <= high + 1e-6
        if n:
            assert place - places[n - 1] >= (size + sizes[n - 1]) / 2 - 1e-6
    for step in (-0.5, 0.5):  # no run of neighbours may be moved, within the rules, to come nearer
        for first in range(len(places)):
            for last in range(first, len(places)):
                moved = [place + step * (first <= n <= last) for n, place in enumerate(places)]
                fits = all(
                    moved[n + 1] - moved[n] >= (sizes[n] + sizes[n + 1]) / 2 - 1e-9 for n in range(len(moved) - 1)
                )
                if fits and moved[0] >= sizes[0] / 2 and moved[-1] <= high - sizes[-1] / 2:
                    assert off(moved) >= off(places) - 1e-6
