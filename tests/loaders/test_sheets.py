"""CSVs and folders of CSVs as people make them, and the files that are refused."""

import csv
import gzip
import io
import os
import string

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linkwork.errors import InputRefused
from linkwork.loaders._sheets import read_every, read_sheets
from linkwork.spreadsheets import without_mark

TOWN = 'name,founded,note\r\n"Café, the",2001,"two\r\nlines"\r\n\r\nSt John’s,,£5\r\n'
TOWN_ROWS = [("Café, the", "2001", "two\nlines", 2), ("St John’s", None, "£5", 4)]


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def said(*paths):
    """The problems that stop these files, as sentences."""
    with pytest.raises(InputRefused) as refused:
        read_every(paths)
    return [str(problem) for problem in refused.value.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_reads_alike_in_every_encoding_and_with_every_separator(tmp_path, encoding, separator):
    rows = csv.reader(io.StringIO(TOWN))
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    (sheet,) = read_sheets(write(tmp_path / "town.csv", out.getvalue().encode(encoding)))
    assert (sheet.file, sheet.name, sheet.headings) == ("town.csv", "", ("name", "founded", "note"))
    assert sheet.rows.rows() == TOWN_ROWS
    assert sheet.rows.schema == {"name": pl.Utf8, "founded": pl.Utf8, "note": pl.Utf8, "_row": pl.Int64}


@pytest.mark.parametrize("ending", [".csv", ".CSV", ".tsv", ".txt"])
def test_every_ending_of_a_text_table_is_read(tmp_path, ending):
    (sheet,) = read_sheets(write(tmp_path / f"town{ending}", TOWN))
    assert sheet.rows.rows() == TOWN_ROWS


def test_a_compressed_csv_is_read(tmp_path):
    (sheet,) = read_sheets(write(tmp_path / "town.csv.gz", gzip.compress(TOWN.encode())))
    assert (sheet.file, sheet.name, sheet.rows.rows()) == ("town.csv.gz", "", TOWN_ROWS)


def test_utf_16_in_either_byte_order_is_read(tmp_path):
    for name, mark, encoding in (("le", b"\xff\xfe", "utf-16-le"), ("be", b"\xfe\xff", "utf-16-be")):
        (sheet,) = read_sheets(write(tmp_path / f"{name}.csv", mark + TOWN.encode(encoding)))
        assert sheet.rows.rows() == TOWN_ROWS


def test_old_mac_line_ends_are_read(tmp_path):
    (sheet,) = read_sheets(write(tmp_path / "mac.csv", "a,b\r1,2\r3,4\r"))
    assert sheet.rows.rows() == [("1", "2", 2), ("3", "4", 3)]


def test_a_first_line_that_only_names_the_separator_is_not_counted(tmp_path):
    (sheet,) = read_sheets(write(tmp_path / "sep.csv", "sep=;\r\na;b\r\n1;2\r\n"))
    assert (sheet.headings, sheet.rows.rows()) == (("a", "b"), [("1", "2", 2)])


def test_the_separator_is_the_one_that_fits_the_rows_not_only_the_headings(tmp_path):
    (sheet,) = read_sheets(write(tmp_path / "s.csv", "needs (x;y;z),area\nfalls,E1\nwork;home,E2\n"))
    assert sheet.headings == ("needs (x;y;z)", "area")
    assert sheet.rows.rows() == [("falls", "E1", 2), ("work;home", "E2", 3)]


def test_a_csv_of_one_column_is_read(tmp_path):
    (sheet,) = read_sheets(write(tmp_path / "one.csv", "name\nA\nB\n"))
    assert sheet.rows.rows() == [("A", 2), ("B", 3)]


def test_headings_lose_line_breaks_and_edges_and_cells_lose_edges(tmp_path):
    text = '" PCN\nParent\r\n Code ",note\n"\u00a0x ","  "\n'
    (sheet,) = read_sheets(write(tmp_path / "h.csv", text))
    assert sheet.headings == ("PCN Parent Code", "note")
    assert sheet.rows.rows() == [("x", None, 2)]


def test_row_numbers_stay_true_past_blank_rows_and_line_breaks_in_cells(tmp_path):
    text = '\n,\na,b\n1,"x\ny\nz"\n , \n\n2,\n'
    (sheet,) = read_sheets(write(tmp_path / "r.csv", text))
    assert sheet.rows.rows() == [("1", "x\ny\nz", 4), ("2", None, 7)]


def test_empty_columns_without_a_heading_are_left_out(tmp_path):
    (sheet,) = read_sheets(write(tmp_path / "t.csv", "a,,b,,\n1,,2,,\n3,,4,,,,\n"))
    assert (sheet.headings, sheet.rows.rows()) == (("a", "b"), [("1", "2", 2), ("3", "4", 3)])


def test_headings_without_rows_are_a_sheet_without_rows(tmp_path):
    (sheet,) = read_sheets(write(tmp_path / "t.csv", "a,b\n"))
    assert (sheet.headings, sheet.rows.height, sheet.rows.columns) == (("a", "b"), 0, ["a", "b", "_row"])


def test_many_rows_keep_their_numbers(tmp_path):
    text = "n\n" + "".join(f"{n}\n" for n in range(2, 25_002))
    (sheet,) = read_sheets(write(tmp_path / "n.csv", text))
    assert sheet.rows.height == 25_000
    assert sheet.rows.filter(pl.col("n") != pl.col("_row").cast(pl.Utf8)).is_empty()


def test_a_folder_is_its_csvs_by_name_without_lock_files_and_notes(tmp_path):
    for name in ("Services.csv", "Areas.csv.gz", "~$Services.csv", ".~lock.Areas.csv#", "._Areas.csv", "readme.txt"):
        content = b"name\nX\n"
        write(tmp_path / "town" / name, gzip.compress(content) if name.endswith(".gz") else content)
    sheets = read_sheets(tmp_path / "town")
    assert [(s.file, s.name) for s in sheets] == [("Areas.csv.gz", "Areas"), ("Services.csv", "Services")]


def test_everything_wrong_in_a_folder_is_said_at_once(tmp_path):
    write(tmp_path / "a.csv", "x,x\n1,2\n")
    write(tmp_path / "b.csv", "")
    write(tmp_path / "c.csv", "x\n1\n")
    write(tmp_path / "c.tsv", "x\n1\n")
    assert said(tmp_path) == [
        "a.csv, sheet a, row 1, column x: the heading 'x' stands over columns A, B; give each its own heading",
        "b.csv: this file is empty; save it again, or get a fresh copy of it",
        "c.tsv: c.csv in the same folder is the same sheet; keep one of them",
    ]


def test_a_folder_without_csvs_is_refused(tmp_path):
    write(tmp_path / "town" / "town.xlsx", b"x")
    assert said(tmp_path / "town") == [
        "town: this folder holds no .csv file; name the file to load, or save each sheet as a CSV in the folder"
    ]


def test_a_missing_file_is_refused(tmp_path):
    assert said(tmp_path / "no.csv") == ["no.csv: there is no such file; check its name and its folder"]


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n\n", b",,\n,,\n", b'"",""\n'])
def test_a_file_that_holds_nothing_is_refused(tmp_path, content):
    (sentence,) = said(write(tmp_path / "e.csv", content))
    assert sentence.startswith(("e.csv: this file is empty;", "e.csv: this file holds nothing;"))


def test_a_file_that_cannot_be_opened_is_refused(tmp_path):
    path = tmp_path / "loop.csv"
    path.symlink_to(path)
    assert said(path) == ["loop.csv: this file is locked or may not be read; close it in Excel and run this again"]


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="file rights are set in another way here")
def test_a_file_that_may_not_be_read_is_refused(tmp_path):
    path = write(tmp_path / "mine.csv", "a\n1\n")
    path.chmod(0)
    as_root = os.geteuid() == 0
    if as_root:  # who runs as root may read everything, so become somebody else for a moment
        os.seteuid(65534)
    try:
        sentences = said(path)
    finally:
        if as_root:
            os.seteuid(0)
    assert sentences == ["mine.csv: this file is locked or may not be read; close it in Excel and run this again"]


@pytest.mark.parametrize("name", ["town.docx", "town.json", "town.csv.zip", "town"])
def test_an_unknown_ending_is_refused_with_those_that_are_read(tmp_path, name):
    (sentence,) = said(write(tmp_path / name, "a\n1\n"))
    allowed = "allowed are .xlsx, .xlsm, .ods, .csv, .csv.gz, .tsv, .txt or a folder of CSV files"
    assert sentence.endswith(f"are not read; {allowed}")


def test_an_old_excel_workbook_is_refused_with_what_to_do(tmp_path):
    path = write(tmp_path / "town.xls", bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504))
    assert said(path) == ["town.xls: this is an old Excel workbook (.xls); open it, save it as .xlsx, and load that"]


@pytest.mark.parametrize("start", [b"PK\x03\x04", bytes.fromhex("D0CF11E0A1B11AE1"), b"\x1f\x8b\x08\x00"])
def test_other_files_called_csv_are_refused_with_what_to_do(tmp_path, start):
    (sentence,) = said(write(tmp_path / "t.csv", start + bytes(100)))
    assert "rename" in sentence or "save it as .xlsx" in sentence


def test_binary_content_is_refused(tmp_path):
    for number, content in enumerate([b"a,b\n1,\0\n", bytes(range(128)), "a,b\n1,2\n".encode("utf-16-le")]):
        (sentence,) = said(write(tmp_path / f"{number}.csv", content))
        assert "this is not text, though its name says so" in sentence


def test_letters_that_are_in_no_known_encoding_are_refused(tmp_path):
    (sentence,) = said(write(tmp_path / "l.csv", b"a\n\x81\x8d\n"))
    assert "cannot be read as UTF-8, UTF-16 or Windows-1252" in sentence


def test_utf_8_that_is_cut_or_mixed_with_windows_1252_is_refused_not_garbled(tmp_path):
    whole = "name\nCafé Olé’s\n".encode()
    for number, content in enumerate([whole[:-3], whole + b"St John\x92s\n"]):
        (sentence,) = said(write(tmp_path / f"{number}.csv", content))
        assert "some letters are in UTF-8 and some are not (as in 'Ã©')" in sentence


def test_a_cut_or_false_gz_is_refused(tmp_path):
    cut = write(tmp_path / "cut.csv.gz", gzip.compress(TOWN.encode() * 50)[:60])
    false = write(tmp_path / "false.csv.gz", TOWN)
    expected = "this is not a whole .gz file; get a fresh copy of it"
    assert said(cut, false) == [f"cut.csv.gz: {expected}", f"false.csv.gz: {expected}"]


def test_headings_that_stand_twice_are_named(tmp_path):
    assert said(write(tmp_path / "d.csv", "Name,Area,name,Area\n1,2,3,4\n")) == [
        "d.csv, row 1, column Area: the heading 'Area' stands over columns B, D; give each its own heading",
        "d.csv, row 1, column Name: the heading 'Name' stands over columns A, C; give each its own heading",
    ]


def test_the_heading_of_row_numbers_is_kept_for_them(tmp_path):
    assert said(write(tmp_path / "d.csv", "_row,a\n1,2\n")) == [
        "d.csv, row 1, column _row: the heading '_row' is kept for row numbers; call the column something else"
    ]


def test_cells_in_a_column_without_a_heading_are_refused(tmp_path):
    assert said(write(tmp_path / "u.csv", "a,,b\n1,,2\n1,lost,2\n1,also,2\n")) == [
        "u.csv, row 3, column B: 'lost' is in a column that has no heading (2 cells in all); "
        "give the column a heading or clear it"
    ]


def test_a_row_with_more_cells_than_headings_is_refused_by_its_number(tmp_path):
    assert said(write(tmp_path / "w.csv", 'a,b\n"1\n1",2\n1,2,3\n')) == [
        "w.csv, row 3: there are 3 cells under 2 headings, '3' is left over; "
        "put quote marks round a cell that holds the separator, or give every column a heading"
    ]


def test_of_one_sort_of_mistake_twenty_are_listed_and_the_rest_counted(tmp_path):
    sentences = said(write(tmp_path / "w.csv", "a,b\n" + "1,2,3\n" * 100))
    assert len(sentences) == 21
    assert "w.csv: 80 more rows have more cells than there are headings" in sentences


def test_a_quote_mark_that_is_never_closed_is_refused_by_its_row(tmp_path):
    for number, text in enumerate(['a,b\n1,2\n3,"x\n4,5\n', 'a,b\n1,2\n3,"x"y\n']):
        (sentence,) = said(write(tmp_path / f"{number}.csv", text))
        assert sentence.startswith(f"{number}.csv, row 3: a quote mark is out of place or never closed here;")


@pytest.mark.parametrize("shown", ["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#BUSY!", "Err:502", "Err:522"])
def test_a_formula_that_failed_is_refused_in_its_place(tmp_path, shown):
    assert said(write(tmp_path / "f.csv", f"a,b\n1,{shown}\n")) == [
        f"f.csv, row 2, column b: '{shown}' is a formula that failed; "
        "write the value in its place, or leave the cell blank"
    ]


LETTERS = string.ascii_letters + string.digits + " .,;:\t'\"-/&()éÉñüß£€’–\n"
#: A cell of a CSV that begins as one marked as text is read without its mark: tests/test_spreadsheets.py has those.
CELLS = st.text(st.sampled_from(LETTERS), max_size=12).filter(lambda text: without_mark(text.strip()) == text.strip())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=8),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    separator=st.sampled_from([",", ";", "\t"]),
    ends=st.sampled_from(["\n", "\r\n"]),
)
def test_whatever_cells_hold_comes_back_from_every_encoding_and_separator(tmp_path, rows, encoding, separator, ends):
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator=ends)
    writer.writerows([["first", "second", "third"], *rows])
    (sheet,) = read_sheets(write(tmp_path / "h.csv", out.getvalue().encode(encoding)))
    expected = [(*(cell.strip() or None for cell in row), number) for number, row in enumerate(rows, 2)]
    assert sheet.rows.rows() == [row for row in expected if any(cell is not None for cell in row[:3])]
