"""Whoever got every cell of the mapping workbook wrong sees every problem once, mends them in one go, and loads it."""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from linkwork.graph.schema import SCHEMA
from linkwork.graph.shapes import LinkKind, NodeKind, Property
from linkwork.loaders._workbook_headings import Heading, headings, sheet_name, template_kinds
from tests.commands.steps import run

ROW = 2
NAME = "a b c {}"
#: Written into a cell that nothing may be written into so, by the type of its property.
WRONG = {"integer": "2.5", "number": "many", "date": "31/02/2024", "yes_no": "perhaps", "postcode": "E1"}
RIGHT = {"date": "2024-03-31", "yes_no": "yes", "postcode": "E1 6LA"}
Place = tuple[str, str]


def wrong(heading: Heading, odd: bool) -> str | None:
    """A value that the cell may not hold; None for a blank where one is required, "" where any text will do.

    Of numbers every second is out of range in place of being none.
    """
    prop = heading.prop
    if heading.name == "name" or (heading.column and heading.column.required and odd):
        return None
    if prop is None or heading.refers or prop.scheme is not None:
        return "???"
    if prop.allowed:
        return "Helth"
    if odd and prop.low is not None:
        return f"{prop.low - 1:g}"
    return WRONG.get(prop.type, "")


def right(heading: Heading, kind: NodeKind | LinkKind) -> str | int | None:
    """A value that the cell may hold; None where it may be blank."""
    if heading.name == "name":
        return NAME.format(kind.name)
    if heading.name in ("from", "to") and isinstance(kind, LinkKind):
        end = kind.ends[0][heading.name == "to"]
        return f"{end}: {NAME.format(end)}"
    if heading.column:
        return NAME.format(heading.refers[0]) if heading.column.required else None
    return _fitting(heading.prop) if heading.prop and not heading.refers else None


def _fitting(prop: Property) -> str | int | None:
    if prop.scheme is not None:
        return None
    if prop.allowed:
        return prop.allowed[0]
    return int(prop.low or 0) if prop.type in ("integer", "number") else RIGHT.get(prop.type)


def every_cell_wrong(book: Workbook) -> set[Place]:
    """Write into every cell of one row of every sheet what it may not hold; the cells, as sheet and heading."""
    cells: set[Place] = set()
    for kind in template_kinds(SCHEMA):
        title = sheet_name(kind, SCHEMA)
        sheet = book[title]
        sheet.delete_rows(ROW, sheet.max_row)
        by_name = {heading.name: heading for heading in headings(kind, SCHEMA)}
        for cell in sheet[1]:
            value = wrong(by_name[cell.value], odd=cell.column % 2 == 1)
            sheet.cell(ROW, cell.column).value = value
            if value != "" and (title, cell.value) != ("Posts", "name"):  # a post may go by its role
                cells.add((title, cell.value))
    return cells


def marked(book: Workbook) -> dict[Place, list[str]]:
    """The notes of every cell that has any, by sheet and heading; a note a line."""
    return {
        (sheet.title, str(sheet.cell(1, cell.column).value)): str(cell.comment.text).splitlines()
        for sheet in book
        for cell in sheet[ROW]
        if cell.comment
    }


def correct(book: Workbook, cells: set[Place]) -> None:
    for kind in template_kinds(SCHEMA):
        sheet = book[sheet_name(kind, SCHEMA)]
        by_name = {heading.name: heading for heading in headings(kind, SCHEMA)}
        for cell in sheet[1]:
            if (sheet.title, cell.value) in cells:
                sheet.cell(ROW, cell.column).value = right(by_name[cell.value], kind)
    book["Posts"].cell(ROW, 2).value = NAME.format("Post")


@pytest.fixture
def town(tmp_path: Path) -> Path:
    run("init", tmp_path / "town")
    return tmp_path / "town"


def test_every_wrong_cell_is_said_and_marked_once_and_the_corrected_sheets_load(town: Path, tmp_path: Path) -> None:
    book = load_workbook(town / "mapping-round.xlsx")
    cells = every_cell_wrong(book)
    assert len(cells) == 290
    book.save(tmp_path / "wrong.xlsx")
    words = ("mapping-workbook", tmp_path / "wrong.xlsx", "--project", town, "--errors", tmp_path / "back.xlsx")
    said = run("check", *words, "--with-people", code=2).output
    lines = re.findall(rf"^  wrong\.xlsx, sheet (.+), row {ROW}, column (\w+): (.+)$", said, re.MULTILINE)
    assert sorted((sheet, column) for sheet, column, _ in lines) == sorted(cells)
    assert f"{len(cells)} problems in the input. Nothing was kept and nothing was changed." in said
    back = load_workbook(tmp_path / "back.xlsx")
    assert marked(back) == {(sheet, column): [message] for sheet, column, message in lines}
    correct(back, cells)
    back.save(tmp_path / "back.xlsx")
    words = ("mapping-workbook", tmp_path / "back.xlsx", "--project", town)
    assert "No problems in back.xlsx" in run("check", *words).output
    loaded = run("load", *words, "--as-of", "2024-03-31", "--source", "mapping").output
    assert "Kept round 2024-03-31_mapping_1" in loaded
    assert "rejected nothing" in loaded
    assert "loose    nothing" in loaded
