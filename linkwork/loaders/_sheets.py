"""Sheets of a source file as text, with the row each came from: workbooks, CSVs and folders of CSVs."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import polars as pl

from linkwork.errors import InputRefused, Problem
from linkwork.loaders._cells import Layout, Sheet
from linkwork.loaders._delimited import read_delimited
from linkwork.loaders._patients import patients
from linkwork.loaders._workbooks import OLE, read_workbook
from linkwork.spreadsheets import MARK, MARKED

__all__ = ["Layout", "Sheet", "looked_over", "read_every", "read_sheets"]

WORKBOOKS = (".xlsx", ".xlsm", ".ods")
TABLES = (".csv", ".csv.gz", ".tsv", ".tsv.gz", ".txt", ".txt.gz")
#: In a folder, text files are as likely to be notes.
IN_FOLDERS = (".csv", ".csv.gz", ".tsv", ".tsv.gz")
LOCKED = "this file is locked or may not be read; close it in Excel and run this again"
ALLOWED = ".xlsx, .xlsm, .ods, .csv, .csv.gz, .tsv, .txt or a folder of CSV files"
GZIP = b"\x1f\x8b"
#: How other files than CSVs begin, and what to do when one is called .csv.
OTHERWISE = {
    b"PK\x03\x04": "this is a workbook or a zip under another name; rename a workbook to end in .xlsx or .ods",
    OLE: "this is an Excel workbook under another name; open it in Excel and save it as .xlsx without a password",
    GZIP: "this file is compressed; rename it to end in .csv.gz",
}

Found = tuple[list[Sheet], list[Problem]]
#: Whether a sheet of that name is to be read.
Only = Callable[[str], bool]


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """Every sheet of a workbook, a CSV or a folder of CSVs, in their order (a folder's by name).

    Raises InputRefused with everything that is wrong with the file or the folder.
    """
    return read_every([path])


def read_every(paths: Iterable[Path], layout: Layout | None = None, only: Only | None = None) -> tuple[Sheet, ...]:
    """The sheets of several files or folders. Raises InputRefused with everything that is wrong in any of them.

    `layout` gives the headings of sheets that have none. With `only` nothing is read but sheets that are called so, and
    nothing is said of the others; a CSV that is no part of a folder is called as its file, without the ending. Columns
    that look like data about patients are wrong too.
    """
    sheets, problems = looked_over(paths, layout, only)
    if problems:
        raise InputRefused(problems)
    return tuple(sheets)


def looked_over(paths: Iterable[Path], layout: Layout | None = None, only: Only | None = None) -> Found:
    """The sheets of several files or folders as far as they can be read, and everything that is wrong in them."""
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    for path in paths:
        found, wrong = _one(path, layout, only)
        sheets += found
        problems += wrong
    sheets = list(map(_without_marks, sheets))
    return sheets, problems + [problem for sheet in sheets for problem in patients(sheet)]


def _without_marks(sheet: Sheet) -> Sheet:
    """The sheet without the apostrophes that Linkwork's own outputs put before what begins as a formula does."""
    marked = [name for name in sheet.headings if sheet.rows[name].str.starts_with(MARK).any()]
    rows = sheet.rows.with_columns(pl.col(name).str.replace(MARKED, "${1}") for name in marked)
    return replace(sheet, rows=rows)


def _one(path: Path, layout: Layout | None, only: Only | None) -> Found:
    try:
        return _folder(path, layout, only) if path.is_dir() else _file(path, "", layout, only)
    except FileNotFoundError:
        return [], [Problem(path.name, message="there is no such file; check its name and its folder")]
    except OSError:  # is_dir and iterdir say no as well as open
        return [], [Problem(path.name, message=LOCKED)]


def _folder(path: Path, layout: Layout | None, only: Only | None) -> Found:
    files = sorted(entry for entry in path.iterdir() if _ending(entry, IN_FOLDERS) and not _is_lock(entry))
    if not files:
        advice = "this folder holds no .csv file; name the file to load, or save each sheet as a CSV in the folder"
        return [], [Problem(path.name or str(path), message=advice)]
    stems: dict[str, Path] = {}
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    for file in files:
        stem = file.name[: -len(_ending(file, IN_FOLDERS))]
        if stem.casefold() in stems:
            other = stems[stem.casefold()].name
            message = f"{other} in the same folder is the same sheet; keep one of them"
            problems.append(Problem(file.name, message=message))
            continue
        stems[stem.casefold()] = file
        found, wrong = _file(file, stem, layout, only)
        sheets += found
        problems += wrong
    return sheets, problems


def _file(path: Path, name: str, layout: Layout | None, only: Only | None) -> Found:
    try:
        with path.open("rb") as stream:
            start = stream.read(8)
        if message := _misnamed(path, start):
            return [], [Problem(path.name, message=message)]
        if _ending(path, WORKBOOKS):
            return read_workbook(path, layout, only)
        if only is not None and not only(name or path.name.partition(".")[0]):
            return [], []
        sheet, problems = read_delimited(path, name, layout)
        return [sheet] if sheet else [], problems
    except PermissionError:  # here too, so that in a folder the other files are still read
        return [], [Problem(path.name, message=LOCKED)]


def _misnamed(path: Path, start: bytes) -> str | None:
    """What to do about a file whose name does not fit what is in it; None where it does."""
    if not _ending(path, WORKBOOKS + TABLES):
        if path.suffix.lower() == ".xls":
            return "this is an old Excel workbook (.xls); open it, save it as .xlsx, and load that"
        return f"files that end in {path.suffix or 'nothing'} are not read; allowed are {ALLOWED}"
    if not start:
        return "this file is empty; save it again, or get a fresh copy of it"
    if _ending(path, WORKBOOKS) or (start[:2] == GZIP and path.name.lower().endswith(".gz")):
        return None  # read_workbook looks closer
    return next((advice for begins, advice in OTHERWISE.items() if start.startswith(begins)), None)


def _ending(path: Path, endings: tuple[str, ...]) -> str:
    """Which of the endings the file's name has; "" if none."""
    name = path.name.lower()
    return next((ending for ending in endings if name.endswith(ending)), "")


def _is_lock(path: Path) -> bool:
    # Excel's "~$x.xlsx", LibreOffice's ".~lock.x.csv#" and macOS's "._x.csv" lie beside files and are not them.
    return path.name.startswith(("~$", "."))
