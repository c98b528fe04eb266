"""The mapping workbook, written from the schema: a sheet a kind, with notes, drop-downs and example rows."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from linkwork.graph.parsing import expectation
from linkwork.graph.schema import SCHEMA
from linkwork.graph.shapes import LinkKind, NodeKind, Schema
from linkwork.loaders._cells import cell_text
from linkwork.loaders._prefill_marks import mark
from linkwork.loaders._template_text import (
    EXAMPLES,
    FIRST,
    LINK_SHEETS,
    MARK_NOTES,
    PERSONAL_WARNING,
    PREFILLED_LINES,
    ROUND_FIELDS,
    START_LINES,
    STRONG,
)
from linkwork.loaders._workbook_headings import (
    EXAMPLE,
    START,
    THIS_ROUND,
    Heading,
    headings,
    sheet_name,
    template_kinds,
)
from linkwork.spreadsheets import as_text
from linkwork.zipped import settled

#: How far down a sheet drop-downs reach. More rows are read all the same.
ROWS = 5000
#: openpyxl would write the time of day; a fixed one gives the same bytes each run.
WRITTEN = datetime(2024, 1, 1)

FILLS = {
    wanted: PatternFill("solid", start_color=colour)
    for wanted, colour in (("required", "1F4E79"), ("expected", "9DC3E6"), ("optional", "E7E6E6"))
}
TO_FILL_IN = PatternFill("solid", start_color="FFF2CC")
WORDS = {
    "required": "Must be filled in.",
    "expected": "Please fill in: blanks are counted as unknown.",
    "optional": "May stay blank.",
}
TABS = {"first": "548235", "personal": "C00000", "node": "1F4E79", "link": "7F7F7F", "about": "BF8F00"}
WRAPPED = Alignment(wrap_text=True, vertical="top")
LINE = Border(bottom=Side(style="thin", color="7F7F7F"))
GREY = Font(name="Calibri", italic=True, color="7F7F7F")


@dataclass(frozen=True, slots=True)
class Filling:
    """What a workbook is filled with: the rows of each kind, by heading, and who is to say it."""

    rows: Mapping[str, Sequence[Mapping[str, str | int | float]]] = field(default_factory=dict)
    source: str = ""


def template(schema: Schema = SCHEMA, example: bool = True, filling: Filling | None = None) -> bytes:
    """The mapping workbook as an .xlsx: the same bytes each run. `example` puts an example row on the main sheets.

    With `filling` it holds those rows, to be confirmed or changed, and no example.
    """
    book = Workbook()
    book.properties.creator = "Linkwork"
    book.properties.created = WRITTEN
    front = book.active
    if not isinstance(front, Worksheet):  # openpyxl's own type allows for a book without sheets
        raise TypeError("a new workbook has no sheet")
    _start_sheet(front, schema, filling)
    _round_sheet(book.create_sheet(THIS_ROUND), filling)
    for kind in template_kinds(schema):
        sheet = book.create_sheet(sheet_name(kind, schema))
        _kind_sheet(sheet, kind, schema)
        if filling is not None:
            _filled_rows(sheet, headings(kind, schema), filling.rows.get(kind.name, ()))
        elif example and kind.name in EXAMPLES:
            _example_row(sheet, headings(kind, schema), EXAMPLES[kind.name])
    kept = io.BytesIO()
    book.save(kept)
    return settled(kept.getvalue(), WRITTEN)


def _start_sheet(sheet: Worksheet, schema: Schema, filling: Filling | None) -> None:
    lines: Sequence[tuple[str, str]] = START_LINES
    if filling is not None:
        rest = START_LINES[START_LINES.index(("", ""), 3) :]
        lines = (*PREFILLED_LINES, *(line for line in rest if line[0] != "Example rows"))
    sheet.title = START
    sheet.sheet_properties.tabColor = TABS["about"]
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width = 30
    sheet.column_dimensions["B"].width = 96
    for row, (left, right) in enumerate(lines, start=1):
        sheet.cell(row, 1, left).font = _font(bold=True, size=16 if row == 1 else 11)
        sheet.cell(row, 2, right).font = _font(bold=left == STRONG)
    row = _legend(sheet, len(lines) + 2)
    last = _contents(sheet, row + 1, schema)
    for row in range(2, last + 1):
        _tall_enough(sheet, row, 2, 96)
    _print_whole(sheet)


def _legend(sheet: Worksheet, row: int) -> int:
    sheet.cell(row, 1, "Colours of headings").font = _font(bold=True)
    for place, (wanted, words) in enumerate(WORDS.items(), start=row + 1):
        _headed(sheet, place, 1, wanted)
        sheet.cell(place, 1).value = wanted
        sheet.cell(place, 2, words).font = _font()
    return row + 1 + len(WORDS)


def _contents(sheet: Worksheet, row: int, schema: Schema) -> int:
    sheet.cell(row, 1, "The sheets").font = _font(bold=True)
    kinds = template_kinds(schema)
    for place, kind in enumerate(kinds):
        row += 1
        if isinstance(kind, LinkKind) and isinstance(kinds[place - 1], NodeKind):
            sheet.cell(row + 1, 1, "Sheets for links").font = _font(bold=True)
            sheet.cell(row + 1, 2, LINK_SHEETS).font = _font()
            row += 2
        name = sheet_name(kind, schema)
        cell = sheet.cell(row, 1, name)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{name}'!A1", display=name)
        cell.font = Font(name="Calibri", underline="single", color="0563C1", bold=name in FIRST)
        sheet.cell(row, 2, _what_it_holds(kind)).font = _font()
    return row


def _what_it_holds(kind: NodeKind | LinkKind) -> str:
    if isinstance(kind, NodeKind):
        words = f"{kind.meaning}."
    else:
        ends = " or ".join(kind.kinds("from")).lower(), " or ".join(kind.kinds("to")).lower()
        words = f"Which {ends[0]} {kind.reads} which {ends[1]}."
    return f"{words} PERSONAL DATA." if kind.privacy == "personal" else words


def _round_sheet(sheet: Worksheet, filling: Filling | None) -> None:
    said = {} if filling is None else {"source": filling.source, "complete": "no"}
    sheet.sheet_properties.tabColor = TABS["about"]
    for column, (name, width) in enumerate((("field", 18), ("value", 36), ("note", 90)), start=1):
        sheet.cell(1, column, name)
        _headed(sheet, 1, column, "required")
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, (name, note) in enumerate(ROUND_FIELDS.items(), start=2):
        sheet.cell(row, 1, name).font = _font(bold=True)
        _written(sheet.cell(row, 2), said.get(name) or None)
        sheet.cell(row, 2).fill = TO_FILL_IN
        sheet.cell(row, 3, note).font = _font()
        for cell in sheet[row]:
            cell.border = LINE
        _tall_enough(sheet, row, 3, 90)
    answer = 2 + list(ROUND_FIELDS).index("complete")
    _choice(sheet, ("yes", "no"), f"B{answer}")
    sheet.freeze_panes = "A2"
    _print_whole(sheet)


def _kind_sheet(sheet: Worksheet, kind: NodeKind | LinkKind, schema: Schema) -> None:
    sheet.sheet_properties.tabColor = TABS[_tab(kind)]
    columns = headings(kind, schema)
    for place, heading in enumerate(columns, start=1):
        letter = get_column_letter(place)
        sheet.cell(1, place, heading.name)
        _headed(sheet, 1, place, heading.wanted)
        sheet.cell(1, place).comment = _note(kind, heading)
        dimension = sheet.column_dimensions[letter]
        dimension.width = _width(heading)
        dimension.alignment = WRAPPED
        # As text, what is typed is what is loaded: no lost noughts, and no months turned into days.
        dimension.number_format = "General" if heading.prop and heading.prop.type in ("integer", "number") else "@"
        _drop_down(sheet, heading, f"{letter}2:{letter}{ROWS}", schema)
    if kind.privacy == "personal":
        _prompt(sheet, PERSONAL_WARNING)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{ROWS}"
    sheet.page_setup.orientation = "landscape"
    sheet.print_title_rows = "1:1"
    sheet.print_title_cols = "A:B"


def _tab(kind: NodeKind | LinkKind) -> str:
    if kind.privacy == "personal":
        return "personal"
    if isinstance(kind, LinkKind):
        return "link"
    return "first" if kind.plural in FIRST else "node"


def _headed(sheet: Worksheet, row: int, column: int, wanted: str) -> None:
    cell = sheet.cell(row, column)
    cell.fill = FILLS[wanted]
    cell.font = _font(bold=wanted == "required", colour="FFFFFF" if wanted == "required" else "000000")
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    cell.border = LINE


def _note(kind: NodeKind | LinkKind, heading: Heading) -> Comment:
    note = Comment("\n".join(_note_lines(kind, heading)), "Linkwork")
    note.width, note.height = 320, 190
    return note


def _note_lines(kind: NodeKind | LinkKind, heading: Heading) -> Iterator[str]:
    yield heading.meaning
    if heading.refers:
        yield from _reference_lines(heading)
    elif heading.prop:
        yield f"Write {expectation(heading.prop)}."
    yield WORDS[heading.wanted]
    if heading.personal or kind.privacy == "personal":
        yield PERSONAL_WARNING
    elif heading.prop and heading.prop.privacy == "small":
        yield "A count under 5 is not shown."
    elif heading.prop and heading.prop.privacy == "confidential":
        yield "Confidential: not shown unless the row says published."


def _reference_lines(heading: Heading) -> Iterator[str]:
    if len(heading.refers) > 1:
        yield (
            f"Write a name, or the kind and the name where it could be either, such as '{heading.refers[0]}: its name'."
        )
    else:
        yield "Write a name. The list offers those already in the workbook; others are allowed."
    if heading.column:
        yield "For several, put ; between them."
    if "Offer" in heading.refers:
        yield "Where two services have an offer of one name: 'its service / its name'."


def _width(heading: Heading) -> int:
    if heading.name in ("name", "from", "to", "description", "text"):
        return 34
    if heading.refers or (heading.prop and heading.prop.type == "list"):
        return 26
    return max(14, len(heading.name) + 4)


def _drop_down(sheet: Worksheet, heading: Heading, cells: str, schema: Schema) -> None:
    if heading.prop and heading.prop.allowed:
        _choice(sheet, heading.prop.allowed, cells)
    elif heading.prop and heading.prop.type == "yes_no":
        _choice(sheet, ("yes", "no"), cells)
    elif len(heading.refers) == 1:
        _names_of(sheet, schema.node[heading.refers[0]], cells, schema)


def _choice(sheet: Worksheet, allowed: tuple[str, ...], cells: str) -> None:
    rule = DataValidation(
        "list",
        formula1=f'"{",".join(allowed)}"',
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="Not one of these",
        error=f"Choose one of {', '.join(allowed)}.",
    )
    rule.add(cells)
    sheet.add_data_validation(rule)


def _names_of(sheet: Worksheet, kind: NodeKind, cells: str, schema: Schema) -> None:
    """A drop-down of the names on another sheet, as far as they go; other values and `;` lists are allowed."""
    place = [heading.name for heading in headings(kind, schema)].index("name") + 1
    letter = get_column_letter(place)
    column = f"'{kind.plural}'!${letter}$2:${letter}${ROWS}"
    first = f"'{kind.plural}'!${letter}$2"
    rule = DataValidation(
        "list", formula1=f"OFFSET({first},0,0,MAX(1,COUNTA({column})),1)", allow_blank=True, showErrorMessage=False
    )
    rule.add(cells)
    sheet.add_data_validation(rule)


def _prompt(sheet: Worksheet, words: str) -> None:
    rule = DataValidation(allow_blank=True, showInputMessage=True, promptTitle="Personal data", prompt=words)
    rule.add(f"A2:A{ROWS}")
    sheet.add_data_validation(rule)


def _example_row(sheet: Worksheet, columns: tuple[Heading, ...], example: dict[str, str]) -> None:
    values = {"id": EXAMPLE} | example
    sheet.row_dimensions[2].height = 48
    for place, heading in enumerate(columns, start=1):
        cell = sheet.cell(2, place, values.get(heading.name))
        numeric = heading.prop is not None and heading.prop.type in ("integer", "number")
        if numeric and cell.value is not None:
            cell.value = int(str(cell.value))
        cell.font = GREY
        cell.alignment = WRAPPED
        cell.number_format = "General" if numeric else "@"


def _filled_rows(
    sheet: Worksheet, columns: tuple[Heading, ...], rows: Sequence[Mapping[str, str | int | float]]
) -> None:
    """The rows, and the two columns by which a loader tells what was confirmed and what was changed."""
    last = len(columns) + 2
    for place, (name, words) in enumerate(MARK_NOTES.items(), start=last - 1):
        sheet.cell(1, place, name).comment = Comment(words, "Linkwork", height=90, width=320)
        _headed(sheet, 1, place, "expected")
    letter = get_column_letter(last - 1)
    sheet.column_dimensions[letter].width = 14
    sheet.column_dimensions[get_column_letter(last)].hidden = True
    reach = max(ROWS, len(rows) + 1)
    _choice(sheet, ("yes",), f"{letter}2:{letter}{reach}")
    sheet.auto_filter.ref = f"A1:{get_column_letter(last)}{reach}"
    for number, cells in enumerate(rows, start=2):
        for place, heading in enumerate(columns, start=1):
            if heading.name in cells:
                _written(sheet.cell(number, place), cells[heading.name])
                sheet.cell(number, place).alignment = WRAPPED
        sheet.cell(number, last - 1).fill = TO_FILL_IN
        texts = {name: text for name, value in cells.items() if (text := cell_text(value))}
        _written(sheet.cell(number, last), mark(texts))


def _written(cell: Any, value: str | int | float | None) -> None:  # noqa: ANN401 - a cell, or one of a merged range
    """Put a value into a cell as what it is: text is never a formula, a date or an error."""
    if value is None or isinstance(value, str):
        cell.number_format = "@"
    if isinstance(value, str):
        as_text(cell, value)
    else:
        cell.value = value


def _tall_enough(sheet: Worksheet, row: int, column: int, width: int) -> None:
    """Wrap a row and give it the height its text needs: a height left open is guessed, and guessed badly."""
    lines = -(-len(str(sheet.cell(row, column).value or "")) // width) or 1
    sheet.row_dimensions[row].height = 15.5 * lines
    for cell in sheet[row]:
        cell.alignment = WRAPPED


def _font(*, bold: bool = False, size: int = 11, colour: str = "000000") -> Font:
    return Font(name="Calibri", bold=bold, size=size, color=colour)


def _print_whole(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
