"""What public-sector accessibility asks of the pack's documents, read back by python-docx, python-pptx and openpyxl."""

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from linkwork.visualise._scene import rectangle
from linkwork.visualise._sheet import Piece
from linkwork.visualise.pack import make
from linkwork.visualise.pack._chapters import chapters
from linkwork.visualise.pack._workbook import in_one_cell, left_out
from tests.visualise.pack_town import GAPS, gaps_sheet, pack_town

ALT = (
    "2 gaps, both of debt. 2 needs · rounds: our-directory (2025-09-30); our-mapping (2026-03-31). A box is an area. "
    "Note: made up: no real place, body or person. Sources: our-directory (2025-09-30); our-mapping (2026-03-31)"
)
SOFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def document():
    return Document(io.BytesIO(make(pack_town(), ".docx").content))


@pytest.fixture(scope="module")
def deck():
    return Presentation(io.BytesIO(make(pack_town(), ".pptx").content))


@pytest.fixture(scope="module")
def book():
    return load_workbook(io.BytesIO(make(pack_town(), ".xlsx").content))


def headings(document) -> list[tuple[int, str]]:
    styled = [(p.style.name, p.text) for p in document.paragraphs]
    return [(int(name[-1]), text) for name, text in styled if name.startswith("Heading")]


def test_headings_of_the_document_go_down_a_level_at_a_time(document) -> None:
    assert headings(document) == [
        (1, "Contents"),
        (1, "Sources and their rounds"),
        (1, "G1: 2 gaps, both of debt"),
        (2, "Table"),
        (2, "How to read it"),
        (2, "What to mind, and what was assumed"),
        (2, "Sources and evidence"),
        (1, "G3: What hangs on one provider: 40 rows (need: Debt)"),
        (2, "Table"),
        (2, "How to read it"),
        (2, "Sources and evidence"),
        (1, "What could not be answered, and why"),
        (2, "P2: Where do routes stop (dead ends)?"),
    ]
    assert [p.text for p in document.paragraphs if p.style.name == "Title"] == ["Little Ford: meeting pack"]


def test_the_picture_of_the_document_has_an_alternative_text_and_a_numbered_caption(document) -> None:
    [about] = [shape._inline.docPr for shape in document.inline_shapes]
    assert about.get("descr") == ALT
    captions = [p.text for p in document.paragraphs if p.style.name == "Caption"]
    assert captions == [
        "Picture 1: 2 gaps, both of debt",
        "Table 1: 2 gaps, both of debt",
        "Table 2: What hangs on one provider: 40 rows (need: Debt)",
    ]
    assert document.element.xml.count("SEQ Picture") == 1


def test_tables_of_the_document_have_one_repeated_head_no_blank_head_and_no_merged_cell(document) -> None:
    first, second = document.tables
    assert [cell.text for cell in first.rows[0].cells] == ["need", "area", "people in need", "remark", "last confirmed"]
    assert [[cell.text for cell in row.cells] for row in first.rows][1:] == [
        ["Debt", "Quay", "120", "=HYPERLINK(1)", "2026-03-31"],
        ["Debt", "Mill", "", "", ""],
    ]
    for table in (first, second):
        heads = [bool(row._tr.trPr is not None and row._tr.trPr.findall(qn("w:tblHeader"))) for row in table.rows]
        assert heads == [True] + [False] * (len(table.rows) - 1)
        assert all(cell.text for cell in table.rows[0].cells)
        assert not table._tbl.findall(f".//{qn('w:gridSpan')}")
        assert not table._tbl.findall(f".//{qn('w:vMerge')}")
        assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))


def test_rows_that_the_document_has_no_room_for_are_said_to_be_in_the_workbook(document) -> None:
    shown = len(document.tables[1].rows) - 1
    assert shown < 40
    assert f"And {40 - shown} more rows (40 in all), in the workbook of this pack (linkwork pack FILE.xlsx)." in [
        p.text for p in document.paragraphs
    ]


def test_the_document_says_its_title_its_language_and_the_day_of_the_latest_round(document) -> None:
    core = document.core_properties
    assert (core.title, core.author, core.language) == ("Little Ford: meeting pack", "Linkwork", "en-GB")
    assert core.subject == "2 of 3 questions answered, from 2 rounds of 2025-09-30 to 2026-03-31"
    assert core.keywords == "social prescribing, mapping, Little Ford"
    assert core.created.replace(tzinfo=None) == datetime(2026, 3, 31)
    languages = {mark.get(qn("w:val")) for mark in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}


def test_every_page_of_the_document_is_a4_and_bears_the_note_and_its_number(document) -> None:
    for section in document.sections:
        assert sorted((round(section.page_width.mm), round(section.page_height.mm))) == [210, 297]
        assert section.footer.is_linked_to_previous or "made up" in section.footer.paragraphs[0].text
    fields = [mark.text.strip() for mark in document.sections[0].footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_an_upright_picture_has_an_upright_page() -> None:
    view = pack_town()
    turned = replace(gaps_sheet(), body=lambda top, _: _upright(top))
    document = Document(
        io.BytesIO(make(replace(view, questions=(replace(view.questions[0], sheet=turned),)), ".docx").content)
    )
    [picture] = document.inline_shapes
    page = document.sections[1]
    assert page.page_height > page.page_width
    assert picture.width <= page.page_width - page.left_margin - page.right_margin
    assert picture.height <= page.page_height - page.top_margin - page.bottom_margin


def _upright(top: float) -> Piece:
    return Piece([rectangle((100.0, top, 800.0, top + 1300.0), "#b9d9ee")], top + 1400.0)


def test_contents_of_the_document_lead_to_its_chapters(document) -> None:
    links = {link.get(qn("w:anchor")) for link in document.element.iter(qn("w:hyperlink"))}
    marks = {mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))}
    assert len(links) == 3
    assert links == marks


def test_every_slide_has_a_title_of_its_own_that_is_read_first(deck) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert titles == [
        "Little Ford: meeting pack",
        "Contents",
        "G1: 2 gaps, both of debt",
        "G1: 2 gaps, both of debt: the table",
        "G3: What hangs on one provider: 40 rows (need: Debt)",
        "What could not be answered, and why",
        "How to take this pack, and its sources",
    ]
    assert all(slide.shapes[0].shape_id == slide.shapes.title.shape_id for slide in deck.slides)
    assert [shape.name for shape in deck.slides[2].shapes][1:] == ["Question", "Picture 1", "Footer"]


def test_picture_and_tables_of_the_slides_have_alternative_texts_and_a_marked_head(deck) -> None:
    picture = deck.slides[2].shapes[2]
    assert picture._element.xpath(".//p:cNvPr/@descr") == [ALT]
    [table] = [shape for shape in deck.slides[3].shapes if shape.has_table]
    assert table._element.xpath(".//p:cNvPr/@descr")[0].startswith("2 gaps, both of debt. Which needs")
    assert table.table.first_row
    assert [cell.text for cell in table.table.rows[0].cells] == ["need", "area", "people in need", "remark"]


def test_nothing_on_a_slide_is_outside_it(deck) -> None:
    assert (deck.slide_width * 9, deck.slide_height) == (deck.slide_height * 16, 6858000)
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


def test_the_notes_of_a_slide_say_how_to_read_it_and_where_the_evidence_is(deck) -> None:
    said = deck.slides[2].notes_slide.notes_text_frame.text
    assert "Every row is a need that nobody meets there." in said
    assert "Rows rest on our-directory of 2025-09-30 (1 row); our-mapping of 2026-03-31 (1 row)." in said
    assert "sheet G1 of the workbook of this pack" in said


def test_the_slides_say_their_language_title_and_day(deck) -> None:
    core = deck.core_properties
    assert (core.title, core.author, core.language) == ("Little Ford: meeting pack", "Linkwork", "en-GB")
    assert core.modified == datetime(2026, 3, 31)
    runs = [run for slide in deck.slides for run in slide.element.xpath(".//a:r/a:rPr | .//a:fld/a:rPr")]
    assert {run.get("lang") for run in runs} == {"en-GB"}
    assert not [run for slide in deck.slides for run in slide.element.xpath(".//a:r[not(a:rPr)]")]


def test_the_workbook_has_a_sheet_a_question_with_filters_and_a_frozen_head(book) -> None:
    assert book.sheetnames == ["About this pack", "G1", "G3", "Columns", "Not answered"]
    for name, last in (("G1", "G6"), ("G3", "E44")):
        [table] = book[name].tables.values()
        assert table.ref == f"A4:{last}"
        assert table.autoFilter.ref == table.ref
        assert table.headerRowCount == 1
        assert book[name].freeze_panes == "B5"
        assert not book[name].merged_cells.ranges
    assert [cell.value for cell in book["G1"][4]] == [
        "need",
        "area",
        "people in need",
        "remark",
        "last confirmed",
        "evidence",
        "area id",
    ]


def test_every_row_of_the_workbook_has_its_evidence_and_numbers_are_numbers(book) -> None:
    assert [cell.value for cell in book["G1"][5]] == [
        "Debt",
        "Quay",
        120,
        "=HYPERLINK(1)",
        "2026-03-31",
        "our-mapping of 2026-03-31: Needs.csv row 4; our-directory of 2025-09-30: Areas.csv row 2",
        "area-quay",
    ]
    assert book["G3"].max_row == 44
    assert book["G3"]["C44"].value == 0.4


def test_no_cell_of_the_workbook_is_a_formula(book) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert [cell.quotePrefix for cell in cells if str(cell.value)[:1] == "="] == [True]


def test_the_first_sheet_explains_the_others_and_leads_to_them(book) -> None:
    about = book["About this pack"]
    assert about["A1"].value == "Little Ford: meeting pack"
    listed = {row[0].value: row for row in about.iter_rows(min_row=2) if row[0].value in book.sheetnames}
    assert list(listed) == ["G1", "G3", "Not answered"]
    assert listed["G1"][1].value == "2 gaps, both of debt"
    assert "Every row is a need that nobody meets there." in listed["G1"][3].value
    assert {name: row[0].hyperlink.location for name, row in listed.items()} == {
        name: f"'{name}'!A1" for name in listed
    }
    assert ["G1", "people in need", "how many have it"] in [
        [cell.value for cell in row] for row in book["Columns"].iter_rows(min_row=3)
    ]


def test_a_list_that_a_cell_has_no_room_for_ends_in_how_many_more_there_are() -> None:
    said = tuple(f"our-mapping of 2026-03-31: Services.csv row {n:06}" for n in range(1, 1001))  # 50 letters each
    view = pack_town()
    long = replace(GAPS, evidence=(said, said[:2]))
    view = replace(view, questions=(replace(view.questions[0], answer=long),))
    book = load_workbook(io.BytesIO(make(view, ".xlsx").content))
    cell = book["G1"]["F5"].value
    assert cell.endswith("Services.csv row 000614; … and 386 more")
    assert len(cell) <= 32_000
    assert book["G1"]["F6"].value == "; ".join(said[:2])
    words = "A cell has room for 32,000 letters: a list that is longer ends in how many more there are."
    assert words in [row[0].value for row in book["About this pack"].iter_rows()]


def test_the_first_sheet_speaks_of_no_room_only_where_something_is_left_out(book) -> None:
    assert not [row[0].value for row in book["About this pack"].iter_rows() if "room for" in str(row[0].value)]
    assert in_one_cell(["a" * 20_000, "b" * 20_000, "c"]) == f"{'a' * 20_000}; … and 2 more"
    assert in_one_cell(["a" * 40_000, "b"]) == f"{'a' * 31_975}…; … and 1 more"


def test_rows_that_a_sheet_has_no_room_for_are_counted_on_the_first_sheet() -> None:
    view = pack_town()
    chapter = replace(chapters(view)[0], total=1_000_003)
    assert list(left_out(view, [chapter])) == [
        "The sheet G1 has the first 1,000,000 of its 1,000,003 rows. All are in linkwork ask G1 --save FILE.csv."
    ]


def test_headings_of_a_sheet_are_never_the_same_twice() -> None:
    view = pack_town()
    twice = replace(
        GAPS, columns=(*GAPS.columns, ("evidence", "a mark")), rows=tuple({**r, "evidence": 1} for r in GAPS.rows)
    )
    book = load_workbook(
        io.BytesIO(make(replace(view, questions=(replace(view.questions[0], answer=twice),)), ".xlsx").content)
    )
    assert [cell.value for cell in book["G1"][4]][4:] == ["evidence", "last confirmed", "evidence (2)", "area id"]


@pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice here to convert the pack with")
def test_libreoffice_makes_a_pdf_with_the_pictures_and_the_tables_of_both(tmp_path: Path) -> None:
    for ending in (".docx", ".pptx"):
        (tmp_path / f"{ending[1:]}-pack{ending}").write_bytes(make(pack_town(), ending).content)
    files = sorted(str(path) for path in tmp_path.iterdir())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    for name in ("docx-pack.pdf", "pptx-pack.pdf"):
        pages = PdfReader(tmp_path / name).pages
        text = " ".join(page.extract_text() for page in pages)
        assert len({image.indirect_reference.idnum for page in pages for image in page.images}) == 1
        for words in (
            "2 gaps, both of debt",
            "Quay",
            "Friday Walks 1",
            "last confirmed" if "docx" in name else "share",
        ):
            assert words in " ".join(text.split())
        assert PdfReader(tmp_path / name).metadata.title == "Little Ford: meeting pack"


@pytest.mark.parametrize("ending", [".docx", ".pptx", ".xlsx"])
def test_no_part_of_a_document_points_outside_it(ending: str) -> None:
    with zipfile.ZipFile(io.BytesIO(make(pack_town(), ending).content)) as parts:
        relations = [parts.read(name) for name in parts.namelist() if name.endswith(".rels")]
    assert not [one for one in relations if b'TargetMode="External"' in one]


def test_a_row_whose_evidence_is_not_known_is_in_every_format_all_the_same() -> None:
    view = pack_town()
    bare = replace(GAPS, evidence=(), last_confirmed=())
    view = replace(view, questions=(replace(view.questions[0], answer=bare),))
    book = load_workbook(io.BytesIO(make(view, ".xlsx").content))
    assert [cell.value for cell in book["G1"]["A"]][4:] == ["Debt", "Debt"]
    document = Document(io.BytesIO(make(view, ".docx").content))
    assert len(document.tables[0].rows) == 3
    assert "Rows rest on no source that is named." in "\n".join(p.text for p in document.paragraphs)


def test_what_stands_on_a_slide_stands_apart(deck) -> None:
    for slide in deck.slides:
        frames = sorted((shape.top, shape.top + shape.height) for shape in slide.shapes)
        assert all(below[0] >= above[1] for above, below in pairwise(frames)), slide.shapes.title.text_frame.text


@pytest.mark.parametrize(("high", "begins_a_page"), [(100.0, False), (500.0, True)])
def test_a_table_stands_below_its_picture_where_there_is_room_and_else_on_the_next_page(
    high: float, begins_a_page: bool
) -> None:
    view = pack_town()
    box = replace(
        gaps_sheet(), body=lambda top, _: Piece([rectangle((0.0, top, 900.0, top + high), "#fff")], top + high)
    )
    view = replace(view, questions=(replace(view.questions[0], sheet=box),))
    document = Document(io.BytesIO(make(view, ".docx").content))
    [table] = [p for p in document.paragraphs if p.text == "Table"]
    assert bool(table.paragraph_format.page_break_before) is begins_a_page
