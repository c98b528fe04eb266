"""A cell is read the same in a short column and in a long one, where each cell that differs is read once."""

import polars as pl
import pytest

from linkwork.graph.parsing import COLUMN, MANY, parse
from linkwork.graph.shapes import Property

CELLS = {
    "text": (Property("status", "", allowed=("open", "not known")), ["Open ", "not-known", "shut", " ", None]),
    "integer": (Property("n", "", "integer", low=0, high=5_000), ["4", "£1,200", "-1", "9999", "1.5", "", None]),
    "number": (Property("share", "", "number"), ["0.5", "1,000.25", "1e3", " 7 ", None]),
    "yes_no": (Property("published", "", "yes_no"), ["Yes", "0", "perhaps", "", None]),
    "date": (Property("starts", "", "date"), ["2024-03-31", "31/03/2024", "2024", "2024-13", "", None]),
    "list": (Property("aliases", "", "list"), ["a; b", " ; ", "c", "", None]),
    "postcode": (Property("postcode", "", "postcode"), ["e16la", "E1  6LA", "London", "", None]),
    "nothing": (Property("year", "", "integer"), [None]),
}


@pytest.mark.parametrize(("prop", "cells"), CELLS.values(), ids=CELLS)
def test_a_long_column_is_read_as_each_of_its_cells_by_itself(prop, cells):
    short = pl.Series(prop.name, cells, pl.Utf8)
    long = pl.concat([short] * MANY)
    read = parse(long, prop)
    assert read.name == prop.name
    assert read.dtype == COLUMN[prop.type]
    assert read.to_list() == parse(short, prop).to_list() * MANY


def test_a_long_column_whose_cells_all_differ_is_read_as_they_stand():
    cells = pl.Series("n", [str(number) for number in range(2 * MANY)])
    assert parse(cells, Property("n", "", "integer")).to_list() == list(range(2 * MANY))
