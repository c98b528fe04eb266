"""The user's own sheets back, with a note in every bad cell: ready to be corrected and loaded."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from linkwork.commands._session import printable, session, warn
from linkwork.commands._trail import running
from linkwork.disk import replaced
from linkwork.errors import InputRefused, Problem
from linkwork.graph.schema import SCHEMA
from linkwork.loaders._columns import plain
from linkwork.loaders._patients import LOOKS
from linkwork.loaders._sheets import Sheet, looked_over, read_sheets
from linkwork.loaders._workbook_sheets import kinds_by_spelling, spelling
from linkwork.personal_data.rows import ABOVE, OF_PEOPLE
from linkwork.personal_data.written import note_written
from linkwork.spreadsheets import as_text, without_mark

COLOUR = "FFF2B8B5"
#: A sheet's name in a workbook may not be longer, and may hold none of these.
LONGEST, FORBIDDEN = 31, str.maketrans(dict.fromkeys("[]:*?/\\", "-"))
#: A note may have so many characters.
LONGEST_NOTE = 32_767
#: Row, column and value.
Cell = tuple[int, int, object]


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
    """Write the workbook; False where the files cannot be read as sheets, or hold what may not be in it."""
    if target.exists():
        warn(f"{target} is there already and may hold somebody's work, so no workbook was written: name another file.")
        return False
    try:
        sheets, wrong = looked_over(_files(paths))
        if any(problem.message.startswith(LOOKS) for problem in wrong):
            return False
        if not session().people and (sheet := next(_of_people(sheets), "")):
            warn(f"{target} was not written: {sheet} holds people. Add --with-people for a workbook with them in it.")
            return False
        # It holds the sheets as they are, whoever is in them.
        note_written(session().project().folder, running(), target)
        replaced(target, errors_workbook(paths, problems))
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
    sheets: dict[tuple[str, str], Any] = {}
    taken: set[str] = set()
    for path in _files(paths):
        for name, cells in _sheets(path):
            sheets[path.name, name] = book.create_sheet(_title(name or path.stem, taken))
            _fill(sheets[path.name, name], cells)
    for problem in problems:
        sheet = _sheet(sheets, problem)
        _mark(_cell(sheet, problem), problem)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _of_people(sheets: Iterable[Sheet]) -> Iterator[str]:
    """Each sheet that holds what is personal, by its kind or by a heading, in words."""
    kinds = kinds_by_spelling(SCHEMA)
    for sheet in sheets:
        called = sheet.name or Path(sheet.file).stem
        kind = kinds.get(spelling(called))
        if sheet.rows.height and (
            (kind and kind.privacy == "personal") or any(OF_PEOPLE.search(plain(h)) for h in sheet.headings)
        ):
            yield f"the sheet {called}"


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(one for one in path.iterdir() if one.is_file()) if path.is_dir() else [path]


def _is_workbook(path: Path) -> bool:
    return path.suffix.lower() in (".xlsx", ".xlsm")


def _title(name: str, taken: set[str]) -> str:
    """A title for a sheet that no other has; it is taken from now on."""
    plain = printable(name).translate(FORBIDDEN)[:LONGEST].strip("'") or "Sheet"
    title, number = plain, 2
    while title.casefold() in taken:
        title, number = f"{plain[: LONGEST - 3]} {number}", number + 1
    taken.add(title.casefold())
    return title


def _sheets(path: Path) -> Iterator[tuple[str, Iterator[Cell]]]:
    """The name of every sheet of a file, and its filled cells as the file has them."""
    if not _is_workbook(path):
        name = path.stem if path.suffix.lower() in (".csv", ".tsv", ".txt", ".gz") else ""
        yield name, (cell for table in read_sheets(path) for cell in _of_table(table))
        return
    from openpyxl import load_workbook

    book: Any = load_workbook(path, data_only=True)
    for sheet in book.worksheets:
        rows = sheet.iter_rows()
        yield (
            sheet.title,
            ((cell.row, cell.column, _bare(cell.value)) for row in rows for cell in row if cell.value is not None),
        )


def _bare(value: object) -> object:
    """A value as it will be loaded: what is put before it again when it is written is taken away."""
    return without_mark(value) if isinstance(value, str) else value


def _of_table(table: Sheet) -> Iterator[Cell]:
    yield from ((1, column, heading) for column, heading in enumerate(table.headings, start=1))
    for row in table.rows.iter_rows(named=True):
        cells = ((row["_row"], column, row[heading]) for column, heading in enumerate(table.headings, start=1))
        yield from (cell for cell in cells if cell[2] is not None)


def _sheet(sheets: Mapping[tuple[str, str], Any], problem: Problem) -> Any:  # noqa: ANN401 - openpyxl's own
    """The sheet that a problem is in, whichever of the names it may go by it has; else the first."""
    own = {name: sheet for (file, name), sheet in sheets.items() if file == problem.file} or {
        name: sheet for (_, name), sheet in sheets.items()
    }
    if problem.sheet in own:
        return own[problem.sheet]
    kinds = kinds_by_spelling(SCHEMA)
    kind = kinds.get(spelling(problem.sheet))
    alike = [sheet for name, sheet in own.items() if kind is not None and kinds.get(spelling(name)) is kind]
    return next(iter(alike or own.values()))


def _fill(sheet: Any, cells: Iterable[Cell]) -> None:  # noqa: ANN401 - openpyxl's own
    for row, column, value in cells:
        cell = sheet.cell(row, column)
        if isinstance(value, str):
            as_text(cell, value)  # what begins with = is what somebody typed, not a formula to be run
        else:
            cell.value = value


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
    note = Comment(f"{said}{printable(problem.message)}"[:LONGEST_NOTE], "Linkwork")
    note.width, note.height = 360, 140
    cell.comment = note
    cell.fill = PatternFill("solid", fgColor=COLOUR)
