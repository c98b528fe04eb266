"""A sheet read a column at a time is the sheet read row by row, or is left to be read row by row."""

import io
from datetime import date, datetime

import openpyxl
import pytest

from linkwork.loaders import _regular
from linkwork.loaders._cells import Layout, shape
from linkwork.loaders._delimited import _records
from linkwork.loaders._regular import Kind, regular_sheet
from linkwork.loaders._sheets import read_sheets

ALIKE = {
    "plain": "id,name\n1,Debt advice\n2,\n",
    "no newline at the end": "id,name\n1,Debt advice",
    "newlines of Windows": "id,name\r\n1,Debt advice\r\n",
    "quote marks round cells": '"id","na,me"\n"1","say ""hi"""\n"","x"\n',
    "lines in a cell": 'id,name\n1,"Debt\nadvice"\n2,"a\r\nb"\n3,c\n',
    "blanks round and instead of cells": "id,name\n 1 ,\xa0Debt \u200b\n, \n2,\x1cx\x1f\n",
    "short rows": "id,name,note\n1\n2,x\n",
    "rows that hold nothing": "id,name\n,\n1,x\n,\n2,y\n",
    "an empty line": "id,name\n1,x\n\n2,y\n",
    "blank headings over nothing": "id,,name,\n1,,x,\n",
    "headings that are numbers": "1,0\na,b\n",
    "words that mean nothing elsewhere": "id,name\nnull,NA\nnan,None\n",
    "words that begin like a failed formula": "id,name\n#1,Err: none\n",
    "letters of any script": "id,name\né,支援\n",
}
LEFT = {
    "a quote mark in a cell": 'id,name\n1,a"b\n',
    "a quote mark after a blank": 'id,name\n1, "b"\n',
    "a quote mark that is not closed": 'id,name\n1,"b\n',
    "something after a quotation": 'id,name\n1,"b" c\n',
    "a newline of old": "id,name\r1,x\r",
    "a cell left over": "id,name\n1,x,y\n",
    "a cell without a heading": "id,,name\n1,x,y\n",
    "two headings alike": "id,ID\n1,x\n",
    "a formula that failed": "id,name\n1,#REF!\n",
    "one that LibreOffice has numbered": "id,name\n1,Err:508\n",
    "nothing": "\n",
}


@pytest.mark.parametrize("block", [1 << 20, 9])
@pytest.mark.parametrize("text", ALIKE.values(), ids=ALIKE)
def test_a_sheet_read_by_columns_is_the_one_read_row_by_row(text, block, monkeypatch):
    monkeypatch.setattr(_regular, "BLOCK", block)
    by_rows, problems = shape("town.csv", "", _records(io.StringIO(text, newline=""), ","))
    by_columns = regular_sheet(io.StringIO(text, newline=""), Kind("town.csv", ""))
    assert problems == []
    assert by_columns is not None
    assert (by_columns.file, by_columns.headings) == (by_rows.file, by_rows.headings)
    assert by_columns.rows.equals(by_rows.rows)
    assert by_columns.rows.schema == by_rows.rows.schema


@pytest.mark.parametrize("text", LEFT.values(), ids=LEFT)
def test_a_sheet_out_of_the_ordinary_is_left_to_be_read_row_by_row(text):
    assert regular_sheet(io.StringIO(text, newline=""), Kind("town.csv", "")) is None


@pytest.mark.parametrize("text", ["E1,Debt\nE2,Food\n", "code,name\nE1,Debt\nE2,Food\n"])
def test_headings_are_those_of_the_layout_where_the_file_has_none(text):
    layout = Layout(("code", "name"), r"E\d")
    by_columns = regular_sheet(io.StringIO(text, newline=""), Kind("town.csv", "", ",", layout))
    first = text.count("\n") - 1
    assert by_columns is not None
    assert by_columns.rows.rows() == [("E1", "Debt", first), ("E2", "Food", first + 1)]


def test_a_worksheet_read_by_columns_is_the_one_read_row_by_row(tmp_path, monkeypatch):
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        [],
        [" Name ", "1", None, "0"],
        ["Café \u200b", 3, None, date(2024, 3, 1)],
        [None, " ", None, None],
        ["#1", 0.1 + 0.2, None, "a\x0ab"],
        ["\xa0x", True, None, datetime(2024, 3, 1, 9, 30)],
    ):
        sheet.append(row)
    book.save(tmp_path / "town.xlsx")
    by_columns = read_sheets(tmp_path / "town.xlsx")
    monkeypatch.setattr("linkwork.loaders._workbooks._regular", lambda rows, kind: None)
    by_rows = read_sheets(tmp_path / "town.xlsx")
    assert by_columns[0].headings == by_rows[0].headings == ("Name", "1", "0")
    assert by_columns[0].rows.equals(by_rows[0].rows)
    assert by_columns[0].rows.rows() == [
        ("Café", "3", "2024-03-01", 3),
        ("#1", "0.3", "a\nb", 5),
        ("x", "yes", "2024-03-01T09:30:00", 6),
    ]
