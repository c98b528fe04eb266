"""Workbooks of many rows: header frozen, filters on, text that stays text, the same bytes whenever they are made."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from linkwork.errors import LinkworkError
from linkwork.spreadsheets import FORMULA, MARK, as_text
from linkwork.visualise.exports._facts import Value, distinct, in_words
from linkwork.zipped import settled

#: What a workbook can hold: characters in a cell, rows in a sheet, digits in a number, characters in a sheet's name.
LONGEST, ROWS, DIGITS, TITLE = 32_767, 1_048_576, 10**15, 31
A4 = 9
#: A line of text is so many points high: a row's height left open is guessed, and guessed badly.
LINE = 15.5
#: Columns are as wide as their longest text, between the first two; of text to be read, up to the third.
NARROW, WIDE, WIDEST = 8, 60, 90
#: So many rows are looked at for the width of their columns.
LOOKED_AT = 200
_NOT_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet. `table` says whether its first row is a heading; without one it is text to be read, wrapped."""

    title: str
    rows: Sequence[Sequence[Value | None]]
    table: bool = True


def workbook(title: str, pages: Sequence[Page]) -> bytes:
    """The sheets in their order, under a title in the file's properties.

    Raises LinkworkError for one with more rows than a sheet can have.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.creator, book.properties.title = "Linkwork", title
    for page, name in zip(pages, titles([page.title for page in pages]), strict=True):
        if len(page.rows) > ROWS:
            raise LinkworkError(
                f"The sheet {name} would have {len(page.rows):,} rows, and a workbook holds {ROWS:,}. Export it as "
                "csv or jsonl instead. Nothing was written."
            )
        _fill(book.create_sheet(name), page)
    file = BytesIO()
    book.save(file)
    return settled(file.getvalue())


def titles(wanted: Sequence[str]) -> list[str]:
    """The names as sheets can have them: short, of characters that are allowed, none twice."""
    short = (" ".join(name.translate(_NOT_IN_TITLES).split())[: TITLE - 4] or "Sheet" for name in wanted)
    return distinct(short)


def cell(value: Value | None) -> Value | None:
    """A value as a cell has it: yes and no, no more text than fits, no number that would lose digits."""
    if isinstance(value, bool):
        return in_words(value)
    if isinstance(value, int | float):
        return value if abs(value) < DIGITS else str(value)
    return None if value is None else value[:LONGEST]


def _fill(sheet: Any, page: Page) -> None:  # noqa: ANN401 - openpyxl has no type for a sheet that is only written
    from openpyxl.utils import get_column_letter

    widths = list(_widths(page))
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.page_setup.paperSize = A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    if not page.table:
        for number, row in enumerate(page.rows, start=1):
            lines = max(-(-len(str(value)) // width) for value, width in zip(row, widths, strict=True))
            sheet.row_dimensions[number].height = LINE * lines
    if page.table:
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = f"A1:{get_column_letter(max(len(page.rows[0]), 1))}{len(page.rows)}"
    for cells in _cells(sheet, page):
        sheet.append(cells)


def _widths(page: Page) -> Iterator[int]:
    looked_at = page.rows[:LOOKED_AT]
    for column in zip(*looked_at, strict=True):
        longest = max(len(str(value)) for value in column if value is not None)
        yield min(max(longest + 2, NARROW), WIDE if page.table else WIDEST)


def _cells(sheet: Any, page: Page) -> Iterator[list[Any]]:  # noqa: ANN401 - as above
    """The rows as openpyxl takes them; text that it would make a formula or an error of (#N/A) is told it is text."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ERROR_CODES
    from openpyxl.styles import Alignment, Font

    bold, wrapped = Font(name="Calibri", size=11, bold=True), Alignment(wrap_text=True, vertical="top")
    for number, row in enumerate(page.rows):
        made: list[Any] = [cell(value) for value in row]
        for place, value in enumerate(made):
            headed = number == 0 if page.table else place == 0
            if headed or not page.table or value in ERROR_CODES or _odd(value):
                told: Any = WriteOnlyCell(sheet, None if isinstance(value, str) else value)
                if isinstance(value, str):
                    as_text(told, value)
                if headed:
                    told.font = bold
                if not page.table:
                    told.alignment = wrapped
                made[place] = told
        yield made


def _odd(value: object) -> bool:
    return isinstance(value, str) and value.startswith((*FORMULA, MARK))
