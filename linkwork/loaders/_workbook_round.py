"""The sheet "This round": what a mapping workbook says of its source, date, completeness and scope."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TypeVar

from linkwork.errors import Problem
from linkwork.graph.records import About, Scope
from linkwork.graph.shapes import Schema
from linkwork.loaders._sheets import Sheet
from linkwork.loaders._template_text import ROUND_FIELDS
from linkwork.loaders._workbook_headings import THIS_ROUND, sheet_name
from linkwork.loaders._workbook_sheets import Findings, kinds_by_spelling, near, round_sheets, spelling

T = TypeVar("T")
#: A field's cell and the row it stands in.
Cell = tuple[Sheet, int, str]
YES_NO = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}


def about_round(sheets: Iterable[Sheet], schema: Schema, findings: Findings) -> About:
    """What the workbook says of itself; None where it says nothing or what it says is wrong, which is noted.

    Kinds and sheets of the scope are spelt as in the schema; areas are as they were written.
    """
    cells = _cells(round_sheets(sheets), findings)
    kinds = {known: kind.name for known, kind in kinds_by_spelling(schema).items()}
    names = {known: sheet_name(kind, schema) for known, kind in kinds_by_spelling(schema).items()}
    areas = tuple(_parts(cells["scope_areas"][2])) if "scope_areas" in cells else ()
    scope = Scope(
        tuple(_known(cells.get("scope_kinds"), "kind", kinds, findings)),
        areas,
        tuple(_known(cells.get("scope_sheets"), "sheet", names, findings)),
    )
    return About(
        cells["source"][2] if "source" in cells else None,
        _read(cells.get("date"), _day, "a date such as 2024-03-31 or 31/03/2024, with its day", findings),
        scope if scope != Scope() else None,
        _read(cells.get("complete"), lambda text: YES_NO.get(text.lower()), "yes or no", findings),
    )


def _cells(sheets: Iterable[Sheet], findings: Findings) -> dict[str, Cell]:
    """The filled fields by name; notes fields nobody knows and fields that two sheets fill in differently."""
    known = {spelling(name): name for name in ROUND_FIELDS}
    known |= {name.removeprefix("scope_"): known[name] for name in known}
    found: dict[str, Cell] = {}
    for sheet in sheets:
        for row, name, value in _lines(sheet):
            if spelling(name) not in known:
                message = f"{name!r} is not a field of this sheet.{near(name, ROUND_FIELDS)}"
                message += f" The fields are {', '.join(ROUND_FIELDS)}."
                findings.problems.append(Problem(sheet.file, THIS_ROUND, row, message=message))
                continue
            field = known[spelling(name)]
            first = found.setdefault(spelling(field), (sheet, row, value))
            if first[2] != value:
                other = f"{first[0].file}, row {first[1]} says {first[2]!r}"
                message = f"this says {value!r} and {other}. One load is one round."
                findings.problems.append(Problem(sheet.file, THIS_ROUND, row, field, message))
    return found


def _lines(sheet: Sheet) -> Iterator[tuple[int, str, str]]:
    """Row, field and value of each filled line, whether or not the line of headings is still there."""
    headings = sheet.headings
    if len(headings) < 2:
        return
    if spelling(headings[0]) != "field":
        yield 1, headings[0], headings[1]
    for row, name, value in sheet.rows.select("_row", *headings[:2]).iter_rows():
        if name and value:
            yield row, name, value


def _read(cell: Cell | None, reader: Callable[[str], T | None], allowed: str, findings: Findings) -> T | None:
    if cell is None:
        return None
    sheet, row, text = cell
    value = reader(text)
    if value is None:
        findings.problems.append(Problem(sheet.file, THIS_ROUND, row, "value", f"{text!r} is not {allowed}."))
    return value


def _day(text: str) -> str | None:
    """The ISO form of a whole day, or None."""
    british = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", text)
    iso = f"{british[3]}-{int(british[2]):02}-{int(british[1]):02}" if british else text
    try:
        return date.fromisoformat(iso).isoformat() if re.fullmatch(r"\d{4}-\d{2}-\d{2}", iso) else None
    except ValueError:
        return None


def _known(cell: Cell | None, noun: str, known: dict[str, str], findings: Findings) -> Iterator[str]:
    if cell is None:
        return
    sheet, row, text = cell
    for part in _parts(text):
        if spelling(part) in known:
            yield known[spelling(part)]
        else:
            message = f"{part!r} is not a {noun} of the mapping workbook.{near(part, known.values())}"
            findings.problems.append(Problem(sheet.file, THIS_ROUND, row, "value", message))


def _parts(text: str) -> Iterator[str]:
    return (part.strip() for part in text.split(";") if part.strip())
