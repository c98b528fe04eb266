"""Text that begins as a formula does: no formula in any table, and the same again when it is loaded."""

import csv
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from linkwork.commands._errors_workbook import errors_workbook
from linkwork.commands._output import render
from linkwork.errors import Problem
from linkwork.loaders._sheets import read_sheets
from linkwork.spreadsheets import as_text, not_a_formula, without_mark

TEXTS = ("=1+1", "+44 club", "-5", "@sum", "'=1+1", "''-5", "\uff1d1", "it's", "'quoted'", "Mill", "5-a-side", "'")
ROWS = [{"name": text, "days": -5} for text in TEXTS]


def read(path: Path) -> list[str]:
    (sheet,) = read_sheets(path)
    return sheet.rows["name"].to_list()


def test_the_mark_stands_before_what_begins_as_a_formula_does_or_as_if_it_were_marked() -> None:
    assert [not_a_formula(text) for text in TEXTS] == [
        *("'=1+1", "'+44 club", "'-5", "'@sum", "''=1+1", "'''-5", "'\uff1d1"),
        *("it's", "'quoted'", "Mill", "5-a-side", "'"),
    ]
    assert [without_mark(not_a_formula(text)) for text in TEXTS] == list(TEXTS)
    assert [without_mark(text) for text in ("it's", "'quoted'", "'", "=1")] == ["it's", "'quoted'", "'", "=1"]


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_a_table_that_is_saved_and_loaded_says_the_same_and_its_numbers_are_numbers(
    format_: str, tmp_path: Path
) -> None:
    content = render(ROWS, ["name", "days"], format_, ROWS)
    (tmp_path / f"t.{format_}").write_bytes(content if isinstance(content, bytes) else content.encode())
    assert read(tmp_path / f"t.{format_}") == list(TEXTS)
    if format_ == "csv":
        rows = list(csv.reader(str(content).splitlines()))[1:]
        assert not [row for row in rows if row[0][:1] in tuple("=+-@\uff1d")]
        assert {row[1] for row in rows} == {"-5"}


def test_a_workbook_has_no_formula_and_says_what_is_text_whoever_edits_it(tmp_path: Path) -> None:
    content = render(ROWS, ["name", "days"], "xlsx", ROWS)
    assert isinstance(content, bytes)
    sheet = openpyxl.load_workbook(BytesIO(content)).worksheets[0]
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells if cell.quotePrefix] == ["=1+1", "+44 club", "-5", "@sum", "\uff1d1"]
    assert {row[1].value for row in sheet.iter_rows(min_row=2)} == {-5}


def test_a_workbook_of_errors_gives_back_what_it_was_made_of(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["name"])
    for row, text in enumerate(TEXTS, start=2):
        as_text(book.active.cell(row, 1), text)
    book.save(tmp_path / "town.xlsx")
    (tmp_path / "town.csv").write_text("name\n" + "\n".join(map(not_a_formula, TEXTS)) + "\n", encoding="utf-8")
    for name in ("town.xlsx", "town.csv"):
        made = errors_workbook([tmp_path / name], [Problem(name, "", 2, "name", "=1+1 is not allowed")])
        (tmp_path / f"errors-{name}.xlsx").write_bytes(made)
        assert read(tmp_path / f"errors-{name}.xlsx") == list(TEXTS)
        cells = [row[0] for row in openpyxl.load_workbook(BytesIO(made)).worksheets[0].iter_rows()]
        assert "f" not in {cell.data_type for cell in cells}


def test_a_file_with_control_characters_in_it_has_a_workbook_of_errors_too(tmp_path: Path) -> None:
    (tmp_path / "town.csv").write_text("name,days\n\x1b[31mMill\x07,x\n", encoding="utf-8")
    made = errors_workbook([tmp_path / "town.csv"], [Problem("town.csv", "", 2, "days", "'\x1b' is no number")])
    sheet = openpyxl.load_workbook(BytesIO(made)).worksheets[0]
    assert sheet["A2"].value == "\ufffd[31mMill\ufffd"
    assert sheet["B2"].comment.text == "'\ufffd' is no number"
