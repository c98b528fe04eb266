"""Workbooks as Excel, LibreOffice and Google Sheets write them, read by calamine."""

import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from xml.parsers.expat import ExpatError

import polars as pl
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    load_workbook,
)

from linkwork.errors import Problem
from linkwork.loaders._bounds import Refused, check_size, read_whole
from linkwork.loaders._cells import FAILED, OTHERWISE, Layout, Row, Sheet, cell_text, shape
from linkwork.loaders._ods_parts import ods_extents
from linkwork.loaders._parts import Extent, xlsx_extents
from linkwork.loaders._regular import RARE_IN_CELLS, Kind, Unusual, no_failed, read_head, tidy

#: How an OLE container begins: an old .xls, or a workbook with a password.
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
#: More cells than this between A1 and the last filled one is one stray cell far away; reading would fill the memory.
MOST_CELLS = 30_000_000
DAMAGED = "this workbook is damaged or cut short; open it and save it again, or get a fresh copy of it"
PASSWORD = "this workbook is protected by a password; save a copy without one and load that"  # noqa: S105 - a sentence


#: What letters that no reader knows, or that are no letters, give rise to.
OF_LETTERS = (ValueError, LookupError)
OLD = "this is an old Excel workbook (.xls) under another name; open it and save it as .xlsx"
NO_WORKBOOK = "this is not a workbook, though its name says so; get a fresh copy of the file"
TEXT = "this is a text file under the name of a workbook; if it is a CSV, rename it to end in .csv"


def read_workbook(
    path: Path, layout: Layout | None = None, only: Callable[[str], bool] | None = None
) -> tuple[list[Sheet], list[Problem]]:
    """Every worksheet, hidden ones too, and every problem in them. OSError where the file may not be read.

    `layout` gives the headings of sheets that have none. With `only` nothing is looked at but the sheets called so.
    """
    try:
        extents = _look_inside(path, only)
        workbook = load_workbook(str(path))
        metas = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        names = [meta.name for meta in metas if only is None or only(meta.name)]
        sheets, problems = _sheets(path.name, workbook, {name: extents.get(name, Extent()) for name in names}, layout)
    except Refused as refused:
        return [], [Problem(path.name, refused.sheet, message=str(refused))]
    except PasswordError:
        return [], [Problem(path.name, message=PASSWORD)]
    except (CalamineError, ExpatError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, *OF_LETTERS):
        return [], [Problem(path.name, message=DAMAGED)]
    if only is None and not problems and not any(sheet.headings for sheet in sheets):
        problems = [Problem(path.name, message="this workbook holds nothing; its sheets should have headings in row 1")]
    return sheets, problems


def _sheets(
    file: str, workbook: CalamineWorkbook, extents: dict[str, Extent], layout: Layout | None
) -> tuple[list[Sheet], list[Problem]]:
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    for name, extent in extents.items():
        try:
            rows = workbook.get_sheet_by_name(name)
        except CalamineError:
            problems.append(Problem(file, name, message="this sheet is damaged; get a fresh copy of the file"))
            continue
        if not extent.failed and (regular := _regular(rows, Kind(file, name, layout=layout))):
            sheets.append(regular)
            continue
        records = _rows(rows, extent.failed)
        sheet, wrong = shape(file, name, layout.over(records) if layout else records)
        sheets.append(sheet)
        problems += wrong
    return sheets, problems


def _regular(sheet: CalamineSheet, kind: Kind) -> Sheet | None:
    """The sheet read a column at a time, as `shape` makes it; None where anything is out of the ordinary."""
    try:
        head = read_head(_rows(sheet, {}), kind)
        rows = sheet.to_python(skip_empty_area=False)
        width = len(rows[0]) if rows else 0
        columns = [_column(str(place), [row[place] for row in rows]) for place in range(width)]
        cells = pl.DataFrame(columns)
        cells = cells.select(tidy(cells.columns, thorough=False))
        no_failed(cells)
        numbers = pl.int_range(1, cells.height + 1, dtype=pl.Int64, eager=True)
        return Sheet(kind.file, kind.name, head.named, head.under(cells, numbers))
    except Unusual:
        return None


def _column(name: str, cells: Sequence[object]) -> pl.Series:
    """The cells of a column as text; text as it stands, unless there is in it what polars does not take away."""
    if set(map(type, cells)) == {str}:
        column = pl.Series(name, cells, pl.Utf8)
        if not column.str.contains(RARE_IN_CELLS).any():
            return column
    return pl.Series(name, [cell_text(cell) for cell in cells], pl.Utf8)


def _rows(sheet: CalamineSheet, failed: dict[int, dict[int, str]]) -> Iterator[Row]:
    """The rows from row 1 and column A; calamine shows a formula without a value as blank, so those are put back."""
    left = sheet.start[1] if sheet.start else 0
    number = 0
    for number, values in enumerate(sheet.iter_rows(), 1):
        cells = [*[None] * left, *(cell_text(value) for value in values)]
        yield number, _with_failed(cells, failed.get(number, {}))
    for later in sorted(row for row in failed if row > number):
        yield later, _with_failed([], failed[later])


def _with_failed(cells: list[str | None], failed: dict[int, str]) -> list[str | None]:
    for column, shown in failed.items():
        cells += [None] * (column + 1 - len(cells))
        cells[column] = shown if shown in FAILED else OTHERWISE
    return cells


def _look_inside(path: Path, only: Callable[[str], bool] | None) -> dict[str, Extent]:
    """How far each sheet goes and which formulas failed. Raises Refused for what is not a whole, open workbook."""
    with path.open("rb") as stream:
        start = stream.read(512)
        if start.startswith(OLE):
            protected = "EncryptedPackage".encode("utf-16-le") in start + stream.read()
            raise Refused(PASSWORD if protected else OLD)
    if not start.startswith(b"PK"):
        raise Refused(NO_WORKBOOK if b"\0" in start else TEXT)
    with zipfile.ZipFile(path) as archive:
        check_size(archive)
        _check_kind(path, archive)
        extents = ods_extents(archive) if path.suffix.lower() == ".ods" else xlsx_extents(archive, only)
    for name, extent in extents.items():
        if extent.rows * extent.columns > MOST_CELLS:
            message = f"the sheet is filled as far as cell {extent.corner}; clear the stray cells and save the workbook"
            raise Refused(message, name)
    return extents


def _check_kind(path: Path, archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if any(member.flag_bits & 1 for member in archive.infolist()):
        raise Refused(PASSWORD)
    if "xl/workbook.bin" in names:
        raise Refused("this is a binary workbook (.xlsb); open it and save it as .xlsx")
    excel = "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names)
    if not excel and "content.xml" not in names:
        raise Refused(NO_WORKBOOK)
    right = ".xlsx" if excel else ".ods"
    if excel == (path.suffix.lower() == ".ods"):
        raise Refused(f"this workbook has the wrong ending; rename it to end in {right}")
    manifest = "META-INF/manifest.xml"
    if not excel and manifest in names and "encryption-data" in read_whole(archive, manifest):
        raise Refused(PASSWORD)
