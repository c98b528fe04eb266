"""Workbooks as programs write them, read alike whoever wrote them; and workbooks that are refused."""

import re
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from linkwork.errors import InputRefused
from linkwork.loaders import _bounds
from linkwork.loaders._sheets import read_sheets
from tests.loaders.workbook_parts import WRITERS, as_excel, as_opendocument, ods, ods_cell, ods_row, package

HEADINGS = ("Name", "Opened on", "People", "Share", "Open now", "Note")
ROWS = [
    ("Café Ünïon", "2024-03-01", "3", "0.5", "yes", None, 2),
    ("St John's", "2024-03-01T09:30:00", "1200", "12.25", "no", "two\nlines", 4),
]
DAMAGED = "this workbook is damaged or cut short; open it and save it again, or get a fresh copy of it"


def said(path: Path):
    with pytest.raises(InputRefused) as refused:
        read_sheets(path)
    return [str(problem) for problem in refused.value.problems]


@pytest.mark.parametrize("writer", WRITERS)
def test_a_workbook_reads_alike_whoever_wrote_it(tmp_path, writer):
    path = writer(tmp_path)
    services, notes = read_sheets(path)
    assert (services.file, services.name, services.headings) == (path.name, "Services", HEADINGS)
    assert services.rows.rows() == ROWS
    assert set(services.rows.drop("_row").schema.values()) == {pl.Utf8}
    assert (notes.name, notes.headings, notes.rows.height) == ("Notes", (), 0)


def test_a_table_away_from_the_corner_keeps_its_row_numbers(tmp_path):
    book = openpyxl.Workbook()
    book.active["C3"], book.active["C5"] = "name", "A"
    book.save(tmp_path / "t.xlsx")
    (sheet,) = read_sheets(tmp_path / "t.xlsx")
    assert (sheet.headings, sheet.rows.rows()) == (("name",), [("A", 5)])


def test_numbers_dates_and_codes_become_the_text_people_see(tmp_path):
    book = openpyxl.Workbook()
    values = [3.0, 0.1 + 0.2, -2, 1e20, "007", date(1999, 12, 31), datetime(2024, 2, 29), True]
    for row, value in enumerate(["value", *values], 1):
        book.active.cell(row, 1, value)
    book.save(tmp_path / "t.xlsm")
    (sheet,) = read_sheets(tmp_path / "t.xlsm")
    seen = ["3", "0.3", "-2", "100000000000000000000", "007", "1999-12-31", "2024-02-29", "yes"]
    assert sheet.rows["value"].to_list() == seen


def failed_rows() -> str:
    return (
        '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>2</v></c></row>'
        '<row r="2"><c r="A2" t="s"><v>7</v></c><c r="B2" t="e"><f>VLOOKUP(1,A:A,1)</f><v>#N/A</v></c></row>'
        '<row r="4"><c r="A4" s="1" t="e"><v>#REF!</v></c></row></sheetData>'
    )


def test_formulas_that_failed_are_refused_though_the_reader_shows_them_as_blank(tmp_path):
    failed = "is a formula that failed; write the value in its place, or leave the cell blank"
    cells = ods_row(ods_cell("string", "", "Name"), ods_cell("string", "", "People"))
    cells += ods_row(ods_cell("string", "", "St John's"), ods_cell("error", 'office:string-value=""', "#N/A"))
    cells += ods_row('<table:table-cell table:number-columns-repeated="9"/>')
    cells += ods_row(ods_cell("error", 'table:formula="of:=#REF!"', "#REF!"))
    for path in (package(tmp_path / "t.xlsx", failed_rows(), names=["A & B"]), ods(tmp_path, cells)):
        sheet = "A & B" if path.suffix == ".xlsx" else "Services"
        assert said(path) == [
            f"{path.name}, sheet {sheet}, row 2, column People: '#N/A' {failed}",
            f"{path.name}, sheet {sheet}, row 4, column Name: '#REF!' {failed}",
        ]


def test_a_cell_with_a_prefix_is_not_cut_in_two_between_blocks(tmp_path, monkeypatch):
    monkeypatch.setattr(_bounds, "BLOCK", 90)
    cells = "".join(f'<x:c r="A{n}" t="e"><x:v>#N/A</x:v></x:c>' for n in range(40))
    with zipfile.ZipFile(tmp_path / "t.zip", "w") as archive:
        archive.writestr("sheet.xml", cells)
    with zipfile.ZipFile(tmp_path / "t.zip") as archive:
        found = list(_bounds.pieces(archive, archive.infolist()[0], (b"<c ", b":c "), "t"))
    assert b"".join(found) == cells.encode()
    assert [piece[:5] for piece in found if piece] == [b"<x:c "] * len([piece for piece in found if piece])


def test_a_formula_that_failed_in_a_way_of_its_own_is_refused_whatever_it_shows(tmp_path):
    shown = {"Err:508": "'Err:508' is a formula that failed", "#WERT!": "a formula that failed stands here"}
    cells = ods_row(ods_cell("string", "", "Name")) + "".join(ods_row(ods_cell("error", "", text)) for text in shown)
    place, advice = "town.ods, sheet Services, row", "write the value in its place, or leave the cell blank"
    assert said(ods(tmp_path, cells)) == [
        f"{place} {row}, column Name: {words}; {advice}" for row, words in enumerate(shown.values(), 2)
    ]


def test_formulas_that_nothing_has_calculated_are_refused_and_those_that_give_no_text_are_blank(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["name", "capacity", "note"])
    book.active.append(["Walks", "=6*2", "x"])
    book.active.append(["=A2", 4, "y"])
    book.save(tmp_path / "t.xlsx")
    bare = (
        "a formula stands here whose value is not in the file; open the workbook in Excel or LibreOffice and save it, "
        "or write the value in its place"
    )
    assert said(tmp_path / "t.xlsx") == [
        f"t.xlsx, sheet Sheet, row 2, column capacity: {bare}",
        f"t.xlsx, sheet Sheet, row 3, column name: {bare}",
    ]
    rows = (
        '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>2</v></c></row>'
        '<row r="2"><c r="A2"><f>6*2</f><v>12</v></c><c r="B2" t="str"><f>""</f><v></v></c></row>'
        '<row r="3"><c r="A3"><f t="shared" si="0"/><v>7</v></c></row></sheetData>'
    )
    (sheet,) = read_sheets(package(tmp_path / "u.xlsx", rows, names=["A"]))
    assert [row[:2] for row in sheet.rows.rows()] == [("12", None), ("7", None)]
    cells = ods_row(ods_cell("string", "", "Name")) + ods_row('<table:table-cell table:formula="of:=6*2"/>')
    assert said(ods(tmp_path, cells)) == [f"town.ods, sheet Services, row 2, column Name: {bare}"]


def test_one_filled_cell_in_the_far_corner_is_refused_not_read_into_all_the_memory(tmp_path):
    far = '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    far += '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    cells = ods_row(ods_cell("string", "", "Name")) + ods_row("<table:table-cell/>", times=1048574)
    cells += ods_row('<table:table-cell table:number-columns-repeated="16383"/>', ods_cell("string", "", "x"))
    for path in (package(tmp_path / "t.xlsx", far, names=["Services"]), ods(tmp_path, cells)):
        assert said(path) == [
            f"{path.name}, sheet Services: the sheet is filled as far as cell XFD1048576; "
            "clear the stray cells and save the workbook"
        ]


@pytest.mark.parametrize(
    ("right", "low", "corner"),
    [("DA1", "A999999", "DA999999"), ("B1", "AC1048576", "AC1048576"), ("XFD1", "A2000", "XFD2000")],
)
def test_two_stray_cells_between_which_there_is_too_much_room_are_refused(tmp_path, right, low, corner):
    cells = [f'<row r="{re.sub("[A-Z]", "", at)}"><c r="{at}"><v>1</v></c></row>' for at in (right, low)]
    path = package(tmp_path / "t.xlsx", f"<sheetData>{''.join(cells)}</sheetData>", names=["Services"])
    advice = "clear the stray cells and save the workbook"
    assert said(path) == [f"t.xlsx, sheet Services: the sheet is filled as far as cell {corner}; {advice}"]


def test_everything_wrong_in_a_workbook_is_said_at_once(tmp_path):
    one = '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>0</v></c></row></sheetData>'
    two = '<sheetData><row r="2"><c r="A2" t="s"><v>0</v></c></row><row r="3"><c r="B3"><v>5</v></c></row></sheetData>'
    assert said(package(tmp_path / "t.xlsx", one, two)) == [
        "t.xlsx, sheet Notes, row 3, column B: '5' is in a column that has no heading; "
        "give the column a heading or clear it",
        "t.xlsx, sheet Services, row 1, column Name: the heading 'Name' stands over columns A, C; "
        "give each its own heading",
    ]


def test_a_workbook_of_empty_sheets_is_refused(tmp_path):
    assert said(package(tmp_path / "t.xlsx", "<sheetData/>", "<sheetData/>")) == [
        "t.xlsx: this workbook holds nothing; its sheets should have headings in row 1"
    ]


@pytest.mark.parametrize("writer", WRITERS)
def test_a_workbook_cut_short_anywhere_or_damaged_is_refused(tmp_path, writer):
    path = writer(tmp_path)
    whole = path.read_bytes()
    damaged = f"{path.name}: {DAMAGED}"
    for share in (0.02, 0.3, 0.6, 0.9, 0.99):
        path.write_bytes(whole[: int(len(whole) * share)])
        assert said(path) == [damaged]
    with zipfile.ZipFile(writer(tmp_path)) as archive:
        name = "content.xml" if path.suffix == ".ods" else "xl/styles.xml"
        start = archive.getinfo(name).header_offset + 30 + len(name)
    path.write_bytes(whole[: start + 20] + bytes(8) + whole[start + 28 :])
    assert said(path) == [damaged]


def test_an_ods_whose_content_stops_in_the_middle_is_refused_not_read_for_ever(tmp_path):
    cells = ods_row(ods_cell("string", "", "Name")) + "<table:table-row><table:table-cell>"
    assert said(ods(tmp_path, cells)) == [f"town.ods: {DAMAGED}"]


def compound_file(*names: str) -> bytes:
    """The frame in which Excel keeps both an old .xls and a workbook with a password: a header and a directory."""
    directory = b"".join(name.encode("utf-16-le").ljust(64, b"\0") + bytes(64) for name in ("Root Entry", *names))
    return bytes.fromhex("D0CF11E0A1B11AE1").ljust(512, b"\0") + directory.ljust(512, b"\0")


def test_a_workbook_with_a_password_is_told_from_an_old_one(tmp_path):
    locked, old = tmp_path / "locked.xlsx", tmp_path / "old.xlsx"
    locked.write_bytes(compound_file("EncryptionInfo", "EncryptedPackage"))
    old.write_bytes(compound_file("Workbook"))
    password = "this workbook is protected by a password; save a copy without one and load that"
    assert said(locked) == [f"locked.xlsx: {password}"]
    assert said(old) == [
        "old.xlsx: this is an old Excel workbook (.xls) under another name; open it and save it as .xlsx"
    ]
    assert said(ods(tmp_path, "", '<file-entry full-path="content.xml"><encryption-data/></file-entry>')) == [
        f"town.ods: {password}"
    ]


def test_a_file_under_the_name_of_a_workbook_is_refused_with_what_to_do(tmp_path):
    path = tmp_path / "t.xlsx"
    path.write_text("name,area\nA,E1\n")
    assert said(path) == [
        "t.xlsx: this is a text file under the name of a workbook; if it is a CSV, rename it to end in .csv"
    ]
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    assert said(path) == ["t.xlsx: this is not a workbook, though its name says so; get a fresh copy of the file"]
    path.write_bytes(as_opendocument(tmp_path).read_bytes())
    assert said(path) == ["t.xlsx: this workbook has the wrong ending; rename it to end in .ods"]
    (tmp_path / "t.ods").write_bytes(as_excel(tmp_path).read_bytes())
    assert said(tmp_path / "t.ods") == ["t.ods: this workbook has the wrong ending; rename it to end in .xlsx"]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    assert said(path) == ["t.xlsx: this is not a workbook, though its name says so; get a fresh copy of the file"]
