"""Curves: how high each step is, and what is not told."""

import pytest

from linkwork.visualise._curve import Curve, Step, curve_piece
from linkwork.visualise._scene import Group, Outline, Words, flat

STEPS = [Step("1", 0.5, "the first"), Step("2", 0.75, "the second"), Step("3", 1.0, "the third")]


def discs(piece):
    """The middle of every point of the curve by its title."""
    found = {}
    for item in piece.items:
        if isinstance(item, Group):
            for outline in (one for one in flat([item]) if isinstance(one, Outline)):
                xs, ys = ([v[k] for _, v in outline.stretches if v] for k in (0, 1))
                found[item.title] = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    return found


def words(piece):
    return [item.text for item in flat(piece.items) if isinstance(item, Words)]


def lines(piece):
    return [item for item in piece.items if isinstance(item, Outline) and item.width > 2]


def test_every_step_is_as_high_as_its_share_and_as_far_from_the_last_as_the_others():
    piece = curve_piece(Curve(STEPS, "changes", "share"), (30, 0), (600, 300))
    at = discs(piece)
    zero, whole = 300 - 44, 30
    assert [round((zero - at[s.title][1]) / (zero - whole), 6) for s in STEPS] == [0.5, 0.75, 1.0]
    assert at["the second"][0] - at["the first"][0] == pytest.approx(at["the third"][0] - at["the second"][0])
    assert {"50%", "75%", "100%", "1", "2", "3", "changes", "share"} <= set(words(piece))


def test_a_step_that_is_not_told_has_no_point_and_the_curve_is_dashed_over_it():
    piece = curve_piece(Curve([STEPS[0], Step("2", None, "hidden"), STEPS[2]], "", ""), (30, 0), (600, 300))
    assert set(discs(piece)) == {"the first", "the third"}
    assert "not told" in words(piece)
    assert [bool(line.dash) for line in lines(piece)] == [False, True]


def test_a_curve_of_numbers_ends_at_a_round_one():
    piece = curve_piece(Curve([Step("a", 30.0, "a")], "", "", most=None, said=str), (30, 0), (600, 300))
    assert {"0.0", "10.0", "20.0", "30.0"} <= set(words(piece))
