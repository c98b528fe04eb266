"""A matrix of links: in which order, what is counted, and what is said of those that do not fit."""

from linkwork.visualise._adjacency import Sides, Tie, adjacency, left_out
from linkwork.visualise._grid import Cell

NAMES = {"a": "Ann's", "b": "Bob's", "c": "Cy's", "x": "Xylophones", "y": "Yoga"}
SIDES = Sides("who refers", "to whom")


def tie(pair, **cell):
    return Tie(pair[0], pair[1], Cell(f"{pair[0]} to {pair[1]}", **cell))


def test_those_with_most_links_stand_first_and_their_links_are_counted():
    ties = [tie(pair) for pair in ("ax", "bx", "by", "cx")]
    grid = adjacency(ties, NAMES, SIDES, ())
    assert [row.name for row in grid.rows] == ["Bob's · 2", "Ann's · 1", "Cy's · 1"]
    assert [column.name for column in grid.columns] == ["Xylophones · 3", "Yoga · 1"]
    assert set(grid.cells) == {("a", "x"), ("b", "x"), ("b", "y"), ("c", "x")}
    assert list(left_out(grid, ties, SIDES)) == []


def test_two_links_between_the_same_two_share_a_cell_that_says_both():
    grid = adjacency([tie("ax", text="R"), tie("ax", text="S", hatched=True), tie("ax", text="R")], NAMES, SIDES, ())
    cell = grid.cells["a", "x"]
    assert (cell.title, cell.text, cell.hatched) == ("a to x; a to x; a to x", "R+S", True)


def test_those_that_do_not_fit_are_counted():
    names = {f"s{n:02}": f"Service {n:02}" for n in range(41)}
    ties = [tie((id_, "s00")) for id_ in names] + [tie(("s00", "s01"))]
    said = "showing 41 of 42 links, 40 of 41 who refer, those with most links"
    assert list(left_out(adjacency(ties, names, SIDES, ()), ties, SIDES)) == [said]
    turned = [Tie(one.to_id, one.from_id, one.cell) for one in ties]
    said = "showing 41 of 42 links, 40 of 41 who are referred to, those with most links"
    assert list(left_out(adjacency(turned, names, SIDES, ()), turned, SIDES)) == [said]
