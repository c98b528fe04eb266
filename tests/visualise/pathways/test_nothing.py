"""A picture of a question of pathways of which there is nothing says so in words."""

import pytest

from tests.visualise.asked import sheet


@pytest.mark.parametrize("id_", ["P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "P10"])
def test_where_there_is_nothing_the_reason_stands_in_words(id_):
    found = sheet(id_, **{id_: []})
    assert found.finding == "there is nothing to draw"
    assert found.nothing == f"Of {id_} there is nothing."
    assert [table.asked for table in found.tables] == [id_]
