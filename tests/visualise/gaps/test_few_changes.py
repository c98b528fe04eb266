"""The gain curve: what so many changes close together, and the changes beside it."""

import pytest

from tests.visualise.told import seen, told, words


def change(rank, words_, cells, people, share):
    said = {"change": words_, "cells": cells, "people_reached": people, "cumulative_share": share}
    return {"rank": rank, "assumption": "The offer has the room.", **said}


ROWS = [change(1, "Lunch also for Grief", 8, 2811, 0.7107), change(2, "Walks also in Quay", 1, 469, 1.0)]


def test_the_curve_and_the_list_say_the_same_change_in_full():
    drawn = seen(told("G7", ROWS))
    assert list(drawn.marks) == [
        "1. Lunch also for Grief: closes 8 gaps, 2,811 people; 71% of all gaps closed by then",
        "2. Walks also in Quay: closes 1 gap, 469 people; 100% of all gaps closed by then",
    ]
    assert words(drawn.marks["2. Walks also in Quay: closes 1 gap, 469 people; 100% of all gaps closed by then"]) == [
        "2",
        "Walks also in Quay",
        "closes 1 gap, 469 people",
    ]
    assert {"71%", "100%"} <= set(drawn.texts)
    assert "Taken for granted: The offer has the room." in drawn.read


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        (ROWS, "2 changes would close all of the gaps; the first alone 71%"),
        (ROWS[:1], "one change would close 71% of the gaps"),
        ([change(1, "A", 1, None, 0.999)], "one change would close 99% of the gaps"),
        ([change(1, "A", 2, None, None), change(2, "B", 1, None, None)], "2 changes close 3 gaps"),
        ([change(1, "A", 1, None, None), change(2, "B", 1, None, 0.5)], "2 changes would close 50% of the gaps"),
    ],
)
def test_the_finding_says_how_much_so_many_changes_close(rows, finding):
    assert seen(told("G7", rows)).finding == finding


def test_a_share_that_may_not_be_told_is_left_out_of_the_curve_and_said_to_be():
    drawn = seen(told("G7", [change(1, "A", 1, None, None), change(2, "B", 1, 9, 0.5)]))
    assert "not told" in drawn.texts
    assert "1. A: closes 1 gap, people not known" in drawn.marks


def test_more_changes_than_are_legible_are_said_to_be_more():
    drawn = seen(told("G7", [change(n, f"C{n}", 1, 9, n / 20) for n in range(1, 21)]))
    assert "showing 12 of 20" in drawn.subtitle
    assert "20 changes would close all of the gaps" in drawn.finding
