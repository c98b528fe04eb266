"""Rows about people in tables that Linkwork wrote: a job title beside a name that is gone still tells who it was."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from linkwork.graph.traces import Traces

#: A table that Linkwork wrote has people in its rows where it has one of these headings.
HEADINGS = {"lawful_basis", "keep_until", "retain_until", "job_title", "work_email", "work_phone", "opted_out"}
#: Headings of anybody's tables, as `plain` of the loaders has them, that say something of a person. They are too wide
#: to take rows out by: a service has a phone as well.
OF_PEOPLE = re.compile(
    r"\b(e ?mail|(tele)?phone|mobile|job title|surname|(full|first|last|fore|contact) ?name|opted out|lawful basis)\b"
)
#: Headings stand within these rows of a sheet.
ABOVE = 12


def without_rows(content: bytes, ending: str, traces: Traces) -> bytes:
    """The table, a CSV or a workbook, without its rows about these people; the same bytes where it has none.

    A row is about a person where a cell holds the name, the address, the number or the id and nothing else.
    """
    return _workbook(content, traces) if ending == ".xlsx" else _csv(content, traces) if ending == ".csv" else content


def _csv(content: bytes, traces: Traces) -> bytes:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig", "replace"))))
    kept = [row for number, row in enumerate(rows) if number == 0 or not _is_about(row, traces)]
    if not _has_people(rows[:1]) or len(kept) == len(rows):
        return content
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(kept)
    return out.getvalue().encode()


def _workbook(content: bytes, traces: Traces) -> bytes:
    from openpyxl import load_workbook

    book: Any = load_workbook(io.BytesIO(content))
    rows = [row for sheet in book.worksheets if _has_people(_top(sheet)) for row in sheet.iter_rows()]
    about = [row for row in rows if _is_about([cell.value for cell in row], traces)]
    for cell in (cell for row in about for cell in row):
        if cell.value is not None or cell.comment is not None:
            cell.value, cell.comment = None, None
    out = io.BytesIO()
    book.save(out)
    return out.getvalue() if about else content


def _top(sheet: Any) -> Iterable[Sequence[object]]:  # noqa: ANN401 - openpyxl's own
    rows: Iterable[Sequence[object]] = sheet.iter_rows(max_row=ABOVE, values_only=True)
    return rows


def _has_people(rows: Iterable[Sequence[object]]) -> bool:
    return any(str(cell or "").strip().casefold().replace(" ", "_") in HEADINGS for row in rows for cell in row)


def _is_about(cells: Sequence[object], traces: Traces) -> bool:
    return any(isinstance(cell, str) and traces.text.fullmatch(cell.strip()) is not None for cell in cells)
