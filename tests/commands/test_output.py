"""Tables for people: no word is broken, however narrow the terminal."""

import pytest

from linkwork.commands import _output
from linkwork.commands._output import table_text

ROWS = [{"service": "Befriending", "area": "Quay", "last_confirmed": "2026-03-31"}]
COLUMNS = ["service", "area", "last_confirmed"]


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_output, "_width", lambda: 24)


def test_a_table_that_fits_is_a_table() -> None:
    lines = [line.split() for line in table_text(ROWS, COLUMNS).splitlines()]
    assert ["Befriending", "Quay", "2026-03-31"] in lines
    assert ["service", "area", "last", "confirmed"] in lines


@pytest.mark.usefixtures("narrow")
def test_a_table_that_would_break_words_is_a_block_a_row() -> None:
    assert table_text([*ROWS, {"service": "Walks", "area": None, "last_confirmed": None}], COLUMNS).splitlines() == [
        "",
        " service         Befriending",
        " area            Quay",
        " last confirmed  2026-03-31",
        "",
        " service         Walks",
    ]


def test_a_table_without_rows_has_its_headings() -> None:
    assert "last confirmed" in table_text([], COLUMNS)


def test_a_long_cell_gives_way_and_no_word_of_another_column_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    long = {"recommendation": "Put every connector on one system", "owner": "Brookshire Integrated Care Board " * 4}
    for width in range(30, 100, 7):
        monkeypatch.setattr(_output, "_width", lambda width=width: width)
        page = table_text([long, {"recommendation": "Befriending", "owner": None}], ["recommendation", "owner"])
        assert max(map(len, page.splitlines())) <= width
        assert {"recommendation", "Befriending", "Integrated", "Brookshire", "connector"} <= set(page.split())
