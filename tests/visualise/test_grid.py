"""Grids: names have the room that they need, and what marks a cell is seen on every shade."""

import pytest

from linkwork.visualise._grid import (
    SHADES,
    Cell,
    Grid,
    Head,
    cell_group,
    counts_in_words,
    grid_piece,
    shade_of,
    step_of,
)
from linkwork.visualise._scene import Outline, Words, flat


def grid(name, row_words="needs"):
    return Grid([Head("row", name)], [Head("column", "North")], {}, (40.0, 24.0), row_words, "areas")


@pytest.mark.parametrize("name", ["Brackenmoor Practice", "Ford", "A name that is rather longer than most"])
def test_a_name_for_which_there_is_room_is_whole(name):
    said = [item.text for item in flat(grid_piece(grid(name), (30, 0)).items) if isinstance(item, Words)]
    assert name in said


def test_the_words_over_the_rows_stay_on_the_page():
    piece = grid_piece(grid("Ford", "practices and networks"), (30, 0))
    over = next(item for item in flat(piece.items) if isinstance(item, Words) and item.text.startswith("down:"))
    assert over.text == "down: practices and networks"
    assert over.anchor == "end"
    assert over.x - 30 > 100


def test_rows_that_are_not_said_to_be_anything_have_no_words_over_them():
    said = [item.text for item in flat(grid_piece(grid("Ford", ""), (30, 0)).items) if isinstance(item, Words)]
    assert not [words for words in said if words.startswith("down")]


@pytest.mark.parametrize(("shade", "light"), [(0, False), (2, False), (3, True), (4, True)])
def test_a_hatch_is_light_on_dark_and_dark_on_light(shade, light):
    drawn = flat([cell_group(Cell("", SHADES[shade], hatched=True), (0, 0, 40, 24))])
    (hatch,) = [item for item in drawn if isinstance(item, Outline) and len(item.stretches) > 8]
    assert (hatch.stroke == "#dbe4ec") is light


def test_the_shade_of_a_count_is_darker_from_each_of_five_counts_on():
    assert [SHADES.index(shade_of(count)) for count in (1, 2, 3, 4, 5, 9, 10, 500)] == [0, 1, 2, 2, 3, 3, 4, 4]
    assert counts_in_words("gap", "gaps") == ("1 gap", "2 gaps", "3 or 4 gaps", "5 to 9 gaps", "10 gaps or more")
    assert [step_of(share, (0.25, 0.5, 1.0)) for share in (0.1, 0.25, 0.49, 0.5, 1.0)] == [0, 0, 0, 1, 2]
