"""A timeline: where a day is, what runs on, and that nothing covers anything."""

from dataclasses import replace
from datetime import date

import pytest

from linkwork.graph.view import GraphView
from linkwork.visualise._scene import Group, Outline, Scene, Words, flat
from linkwork.visualise._scene_svg import svg_file
from linkwork.visualise._sheet import A4, sheet_of
from linkwork.visualise._timeline import LOOKS, Span, Spot, Timeline, Track, day_of, timeline_piece
from tests.visualise.test_ledger import apart
from tests.visualise.towns import HOSTILE

VIEW = GraphView("Hamlet", (), ())
MARCH, APRIL, LATE = date(2026, 3, 31), date(2026, 4, 1), date(2027, 3, 31)


def drawn(*tracks, **more):
    return timeline_piece(Timeline(tracks, **more), 0, A4)


def titled(piece, title):
    """The outlines under that title."""
    for item in piece.items:
        for inner in item.items if isinstance(item, Group) else ():
            if isinstance(inner, Group) and inner.title == title:
                return [one for one in flat(inner.items) if isinstance(one, Outline)]
    raise AssertionError(title)


def sides(outline):
    across = [value[0] for name, value in outline.stretches if name != "Z"]
    return min(across), max(across)


def test_a_longer_time_is_a_longer_bar_and_all_bars_are_on_one_scale():
    piece = drawn(
        Track("a", (Span(APRIL, date(2026, 10, 1), "half a year"),)), Track("b", (Span(APRIL, LATE, "a year"),))
    )
    half, year = sides(titled(piece, "half a year")[0]), sides(titled(piece, "a year")[0])
    assert half[0] == year[0]
    assert (half[1] - half[0]) / (year[1] - year[0]) == pytest.approx(183 / 364)


def test_what_has_no_end_runs_to_the_edge_with_a_point():
    piece = drawn(Track("a", (Span(APRIL, None, "goes on"), Span(None, MARCH, "was there")), (Spot(LATE, "ends"),)))
    assert len(titled(piece, "goes on")) == 2
    assert len(titled(piece, "was there")) == 2
    assert sides(titled(piece, "goes on")[1])[1] > sides(titled(piece, "ends")[0])[1]


@pytest.mark.parametrize(
    ("last", "ticks"),
    [
        (date(2026, 7, 1), ["Apr 2026", "May 2026", "Jun 2026", "Jul 2026"]),
        (date(2036, 3, 31), [str(year) for year in range(2026, 2037)]),
    ],
)
def test_ticks_are_the_first_of_a_month_and_as_many_as_there_is_room_for(last, ticks):
    piece = drawn(Track("a", (), (Spot(APRIL, "x"), Spot(last, "y"))))
    said = [item.text for item in flat(piece.items) if isinstance(item, Words)]
    assert said[: said.index("a")] == ticks


def test_the_day_of_the_latest_round_is_said():
    piece = drawn(Track("a", (), (Spot(LATE, "x"),)), now=MARCH)
    assert "latest round, 2026-03-31" in [item.text for item in flat(piece.items) if isinstance(item, Words)]


@pytest.mark.parametrize(
    ("text", "day"), [("2026-03-31", MARCH), ("2026-03-31T10:00", MARCH), ("soon", None), (None, None), ("", None)]
)
def test_a_day_is_read_from_text(text, day):
    assert day_of(text) == day


def test_nothing_covers_anything_whatever_the_names_are():
    tracks = tuple(
        Track(name * 3, (Span(APRIL, None, "x", look),), (Spot(MARCH, "y", "cross"),), "after " * 30, name)
        for name, look in zip(HOSTILE, [*LOOKS] * 3, strict=False)
    )
    legend = tuple((sort, "what it means to everybody here " * 2) for sort in (*LOOKS, "disc", "cross", "triangle"))
    sheet = sheet_of(VIEW, "x", "found", ())
    line = Timeline(tracks, legend, MARCH)
    assert apart(replace(sheet, body=lambda top, wide: timeline_piece(line, top, wide)))


def test_the_ends_of_the_calendar_are_no_trouble():
    piece = drawn(Track("a", (Span(date.min, date.max, "all of time"),)))
    assert svg_file(Scene(A4, piece.end, "T", "D", tuple(piece.items)))
