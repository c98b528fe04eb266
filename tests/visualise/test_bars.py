"""Bars, dots and histograms: how long, in which order, and what they say."""

import pytest

from linkwork.visualise._axis import Scale, ticks
from linkwork.visualise._bars import Bar, Bars, Look, bars_piece, histogram_piece, looks_piece
from linkwork.visualise._scene import Group, Outline, Words, flat
from linkwork.visualise._words import in_per_cent

SOLID, HATCHED = Look("also by others", "#8dbadd"), Look("by it alone", "#ffffff", hatched=True)


def bar(name, *values, after="", group=""):
    return Bar(name, list(zip(values, (SOLID, HATCHED), strict=False)), f"{name}: {values}", after, group)


def groups(piece):
    return {item.title: item for item in piece.items if isinstance(item, Group)}


def words(items):
    return [item.text for item in flat(items) if isinstance(item, Words)]


def boxes(items):
    """Left and right edge of every filled outline."""
    every = [item for item in flat(items) if isinstance(item, Outline) and item.fill]
    return [(min(v[0] for _, v in o.stretches if v), max(v[0] for _, v in o.stretches if v)) for o in every]


@pytest.mark.parametrize(
    ("most", "marks"),
    [
        (0, (0, 1)),
        (1, (0, 0.2, 0.4, 0.6, 0.8, 1)),
        (7, (0, 2, 4, 6, 8)),
        (48, (0, 10, 20, 30, 40, 50)),
        (1200, (0, 500, 1000, 1500)),
    ],
)
def test_a_scale_goes_in_round_numbers_up_to_what_is_there(most, marks):
    assert ticks(most) == marks


def test_what_is_beyond_the_end_of_a_scale_lies_at_it():
    scale = Scale(100, 200, (0, 5, 10))
    assert [scale.at(value) for value in (-1, 0, 5, 10, 99)] == [100, 100, 150, 200, 200]


def test_parts_of_a_bar_stand_one_after_the_other_and_are_as_long_as_their_numbers():
    found = groups(bars_piece(Bars([bar("Debt advice", 6, 2), bar("Walks", 4)], "cells"), 0, 1000, 30))
    (a, b), (c, d) = boxes(found["Debt advice: (6, 2)"].items)
    assert b == c
    assert (b - a) / (d - c) == pytest.approx(3)
    ((e, f),) = boxes(found["Walks: (4,)"].items)
    assert e == a
    assert (f - e) / (b - a) == pytest.approx(4 / 6)


def test_a_part_of_nothing_is_not_drawn_and_not_in_the_legend():
    piece = bars_piece(Bars([bar("Debt advice", 6, 0)], "cells"), 0, 1000, 30)
    assert len(boxes(groups(piece)["Debt advice: (6, 0)"].items)) == 1
    assert "also by others" in words(piece.items)
    assert "by it alone" not in words(piece.items)


def test_rows_keep_their_order_under_the_name_of_their_group():
    piece = bars_piece(
        Bars([bar("b", 1, group="East"), bar("a", 2, group="East"), bar("c", 3, group="West")], "n"), 0, 900, 30
    )
    said = [text for text in words(piece.items) if text in {"a", "b", "c", "East", "West"}]
    assert said == ["East", "b", "a", "West", "c"]


def test_the_words_after_a_bar_stand_beyond_its_end_and_within_the_page():
    piece = bars_piece(
        Bars([bar("a", 8, after="8 cells, until 2026-03-31"), bar("b", 1, after="one")], "n"), 0, 700, 30
    )
    for title, said in (("a: (8,)", "8 cells, until 2026-03-31"), ("b: (1,)", "one")):
        items = groups(piece)[title].items
        after = next(item for item in flat(items) if isinstance(item, Words) and item.text == said)
        assert after.x > boxes(items)[0][1]
        assert after.x < 670


def test_a_long_name_is_shortened_and_said_in_full_in_the_title():
    name = "The very long name of a service that goes on for longer than there is room for it"
    piece = bars_piece(Bars([bar(name, 1)], "n"), 0, 700, 30)
    shown = words(groups(piece)[f"{name}: (1,)"].items)[0]
    assert shown.endswith("…")
    assert name.startswith(shown.removesuffix("…"))


def test_dots_are_places_and_not_added_up():
    chart = Bars([Bar("a", ((0.5, SOLID), (0.25, HATCHED)), "a")], "share", most=1.0, said=in_per_cent, dots=True)
    piece = bars_piece(chart, 0, 1000, 30)
    (a, b), (c, d) = boxes(groups(piece)["a"].items)
    marks = [item for item in flat(piece.items) if isinstance(item, Words) and item.text in {"0%", "100%"}]
    start, end = (mark.x for mark in marks)
    assert (a + b) / 2 == pytest.approx(start + 0.5 * (end - start))
    assert (c + d) / 2 == pytest.approx(start + 0.25 * (end - start))


def test_a_legend_goes_on_in_another_line_where_it_does_not_fit():
    looks = [Look(f"a meaning in several words, the {n}th", "#ffffff") for n in range(4)]
    one, two = looks_piece(looks, (0, 0), 2000), looks_piece(looks, (0, 0), 500)
    assert one.end < two.end
    assert words(one.items) == words(two.items) == [look.words for look in looks]


def test_a_histogram_stands_as_high_as_its_numbers_with_its_names_below():
    piece = histogram_piece(
        Bars([bar("2024", 4, after="4"), bar("2025", 2, after="2")], "services"), (30, 0), (600, 300)
    )
    heights = []
    for title in ("2024: (4,)", "2025: (2,)"):
        (outline,) = [i for i in flat(groups(piece)[title].items) if isinstance(i, Outline)]
        ys = [v[1] for _, v in outline.stretches if v]
        heights.append(max(ys) - min(ys))
    assert heights[0] == pytest.approx(2 * heights[1])
    assert [text for text in words(piece.items) if text.startswith("202")] == ["2024", "2025"]
