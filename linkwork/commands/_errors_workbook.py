"""The user's own sheets back, with a note in every bad cell: ready to be corrected and loaded."""

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from linkwork.commands._session import warn
from linkwork.errors import InputRefused, Problem
from linkwork.loaders._sheets import read_sheets

COLOUR = "FFF2B8B5"
#: A sheet's name in a workbook may not be longer, and may hold none of these.
LONGEST, FORBIDDEN = 31, str.maketrans(dict.fromkeys("[]:*?/\\", "-"))
#: Headings stand within these rows.
ABOVE = 12


@contextmanager
def marked(paths: Sequence[Path], target: Path | None) -> Iterator[None]:
    """Where what is done inside is refused and a target is named, leave the sheets there with every bad cell marked."""
    try:
        yield
    except InputRefused as refused:
        if target is not None and _leave(paths, target, refused.problems):
            warn(f"The sheets with every bad cell marked are in {target}: correct them there and load that file.")
        raise


def _leave(paths: Sequence[Path], target: Path, problems: Sequence[Problem]) -> bool:
    """Write the workbook; False where the files cannot be read as sheets at all."""
    if target.exists():
        warn(f"{target} is there already and may hold somebody's work, so no workbook was written: name another file.")
        return False
    try:
        target.write_bytes(errors_workbook(paths, problems))
    except (InputRefused, OSError, ValueError, KeyError, BadZipFile):
        return False
    return True


def errors_workbook(paths: Sequence[Path], problems: Sequence[Problem]) -> bytes:
    """A workbook with every sheet of the files, the cells of the problems coloured and each problem in a note.

    A problem of a whole row is noted in its first cell, one of a whole sheet or file in the sheet's first cell.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    sheets = {(file, name): book.create_sheet(title) for file, name, title in _titles(paths, book)}
    for (file, name), sheet in sheets.items():
        _fill(sheet, _cells(paths, file, name))
    for problem in problems:
        own = [sheet for (file, name), sheet in sheets.items() if file == problem.file and problem.sheet in ("", name)]
        for sheet in own[:1] or list(sheets.values())[:1]:
            _mark(_cell(sheet, problem), problem)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(one for one in path.iterdir() if one.is_file()) if path.is_dir() else [path]


def _is_workbook(path: Path) -> bool:
    return path.suffix.lower() in (".xlsx", ".xlsm")


def _titles(paths: Sequence[Path], book: Any) -> Iterator[tuple[str, str, str]]:  # noqa: ANN401 - openpyxl's own
    """File, sheet and a title of its own for every sheet there is."""
    taken: set[str] = set()
    for path in _files(paths):
        for name in _names(path):
            plain = (name or path.stem).translate(FORBIDDEN)[:LONGEST]
            title, number = plain, 2
            while title.casefold() in taken:
                title, number = f"{plain[: LONGEST - 3]} {number}", number + 1
            taken.add(title.casefold())
            yield path.name, name, title


def _names(path: Path) -> list[str]:
    if not _is_workbook(path):
        return [path.stem if path.suffix.lower() in (".csv", ".tsv", ".txt", ".gz") else ""]
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True)
    try:
        return list(book.sheetnames)
    finally:
        book.close()


def _cells(paths: Sequence[Path], file: str, name: str) -> Iterator[tuple[int, int, object]]:
    """Row, column and value of every filled cell, as the file has them."""
    path = next(one for one in _files(paths) if one.name == file)
    if _is_workbook(path):
        from openpyxl import load_workbook

        sheet: Any = load_workbook(path, data_only=True)[name]
        for row in sheet.iter_rows():
            yield from ((cell.row, cell.column, cell.value) for cell in row if cell.value is not None)
        return
    for table in read_sheets(path):
        yield from ((1, column, heading) for column, heading in enumerate(table.headings, start=1))
        for row in table.rows.iter_rows(named=True):
            cells = ((row["_row"], column, row[heading]) for column, heading in enumerate(table.headings, start=1))
            yield from (cell for cell in cells if cell[2] is not None)


def _fill(sheet: Any, cells: Iterable[tuple[int, int, object]]) -> None:  # noqa: ANN401 - openpyxl's own
    for row, column, value in cells:
        cell = sheet.cell(row, column, value)
        if isinstance(value, str):
            cell.data_type = "s"  # what begins with = is what somebody typed, not a formula to be run


def _cell(sheet: Any, problem: Problem) -> Any:  # noqa: ANN401 - openpyxl's own
    """The cell that a problem is about."""
    if problem.row is None:
        return sheet.cell(1, 1)
    wanted = problem.column.casefold()
    for row in sheet.iter_rows(max_row=min(ABOVE, problem.row)):
        for cell in row:
            if wanted and str(cell.value or "").strip().casefold() == wanted:
                return sheet.cell(problem.row, cell.column)
    return sheet.cell(problem.row, 1)


def _mark(cell: Any, problem: Problem) -> None:  # noqa: ANN401 - openpyxl's own
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    said = f"{cell.comment.text}\n" if cell.comment else ""
    note = Comment(f"{said}{problem.message}", "Linkwork")
    note.width, note.height = 360, 140
    cell.comment = note
    cell.fill = PatternFill("solid", fgColor=COLOUR)
