"""The pack as a workbook, by openpyxl: a sheet a question with every row and column, and a first sheet that explains.

It follows what the Government Analysis Function asks of spreadsheets: a title in the first cell, one marked table a
sheet, no blank rows or columns, no merged cells (Releasing statistics in spreadsheets, 2021).
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from linkwork.spreadsheets import as_text
from linkwork.visualise._words import plain
from linkwork.visualise.pack import Answered, PackView
from linkwork.visualise.pack._chapters import (
    UNANSWERED,
    Chapter,
    Cover,
    backed,
    chapters,
    chapters_of,
    cover,
    unanswered,
)
from linkwork.visualise.pack._office import FONT, HEAD, INK, LANGUAGE, LINK, moment
from linkwork.zipped import settled

#: Rows of a sheet, letters of a cell: Excel takes no more.
MOST_ROWS, MOST_LETTERS = 1_000_000, 32_000
#: The letters at the end of a list that say how many more there are.
ROOM_FOR_MORE = 24
#: What stands between the parts of a list in one cell.
JOINED = "; "
#: The row in which the table of a question begins.
HEADINGS = 4
ABOUT, COLUMNS, LACKING = "About this pack", "Columns", "Not answered"
NARROWEST, WIDEST, WIDER = 10, 48, 80
#: The height of a line in points, and how many of them a row shows at most; its cells hold the rest.
LINE, MOST_LINES = 14.5, 12


def made(view: PackView) -> bytes:
    """The workbook. The same view gives the same bytes."""
    book = Workbook()
    said, found = cover(view), chapters(view)
    pairs = list(zip(found, chapters_of(view), strict=True))
    _about(book.worksheets[0], view, said, found)
    for chapter, one in pairs:
        _question(book.create_sheet(chapter.key), chapter, one)
    meanings = [(chapter.key, name, meaning) for chapter, one in pairs for name, meaning in _meanings(one)]
    _listing(book.create_sheet(COLUMNS), "What the columns mean", ("sheet", "column", "meaning"), meanings)
    if lacking := [(one.question, one.why) for one in unanswered(view)]:
        _listing(book.create_sheet(LACKING), UNANSWERED, ("question", "why"), lacking)
    _properties(book, said)
    out = io.BytesIO()
    book.save(out)
    return settled(out.getvalue(), moment(said.day))


def _properties(book: Workbook, said: Cover) -> None:
    core = book.properties
    core.title, core.subject, core.keywords = said.title, said.subtitle, said.keywords
    core.creator = core.lastModifiedBy = "Linkwork"
    core.language, core.description, core.category = LANGUAGE, " ".join(said.warned), "Meeting pack"
    core.created = core.modified = moment(said.day)


def _about(sheet: Worksheet, view: PackView, said: Cover, found: Sequence[Chapter]) -> None:
    """What this is, when it was, of which rounds; then a table of the sheets, each with how to read it."""
    sheet.title = ABOUT
    lines = [said.title, said.subtitle, *said.warned, *(words for words in said.told if "workbook" not in words)]
    lines += [f"Source: {words}" for words in said.sources]
    lines += left_out(view, found)
    lines.append(f"What each column means is on the sheet {COLUMNS}. The table below leads to the other sheets.")
    for number, words in enumerate(lines, start=1):
        bold, size = number == 1 or words in said.warned, 16 if number == 1 else 11
        _write(sheet.cell(number, 1), words, bold, size, wrap=False)
    rows = [(one.key, one.title, one.question, " ".join(one.read), " ".join(one.mind), one.total) for one in found]
    rows += (
        [(LACKING, UNANSWERED, "", "", "", len(view.questions) - len(found))]
        if len(found) < len(view.questions)
        else []
    )
    top = len(lines) + 1
    heads = ("sheet", "finding", "question", "how to read it", "what to mind, and what was assumed", "rows")
    _table(sheet, top, heads, rows, "Sheets")
    for number in range(top + 1, top + 1 + len(rows)):
        _lead(sheet.cell(number, 1), str(sheet.cell(number, 1).value))
    _page(sheet)


def left_out(view: PackView, found: Sequence[Chapter]) -> Iterator[str]:
    """What a workbook has no room for, in words: rows of a long answer, and parts of a list."""
    for chapter in found:
        if chapter.total > MOST_ROWS:
            rows = f"the first {MOST_ROWS:,} of its {chapter.total:,} rows"
            yield f"The sheet {chapter.key} has {rows}. All are in linkwork ask {chapter.id} --save FILE.csv."
    if any(len(JOINED.join(parts)) > MOST_LETTERS for one in chapters_of(view) for parts in _lists(one)):
        yield f"A cell has room for {MOST_LETTERS:,} letters: a list that is longer ends in how many more there are."


def _lists(one: Answered) -> Iterator[Sequence[str]]:
    """Everything that a sheet has in one cell as a list."""
    yield from one.answer.evidence
    for row in one.answer.rows:
        yield from (tuple(map(plain, value)) for value in row.values() if isinstance(value, list | tuple | set))


def in_one_cell(parts: Sequence[str]) -> str:
    """The parts with `;` between them; where a cell has no room for all, `… and 120 more` after those it has.

    A part that alone is too long is cut, with `…` where it was.
    """
    whole, room = JOINED.join(parts), MOST_LETTERS - ROOM_FOR_MORE
    if len(whole) <= MOST_LETTERS:
        return whole
    if len(parts[0]) + len(JOINED) > room:
        return JOINED.join([f"{parts[0][: room - 1]}…", *([f"… and {len(parts) - 1:,} more"] if parts[1:] else [])])
    ends = accumulate(len(part) + len(JOINED) for part in parts)
    kept = sum(1 for end in ends if end <= room)
    return JOINED.join([*parts[:kept], f"… and {len(parts) - kept:,} more"])


def _question(sheet: Worksheet, chapter: Chapter, one: Answered) -> None:
    """The finding, the question, the way back; then every row, with when and by whom it was said, ids last."""
    for number, words in enumerate((chapter.title, chapter.question), start=1):
        _write(sheet.cell(number, 1), words, bold=number == 1, size=14 if number == 1 else 11, wrap=False)
    back = f"Back to the sheet {ABOUT}, which says how to read this and what to mind"
    _lead(sheet.cell(HEADINGS - 1, 1, back), ABOUT)
    answer, names = one.answer, [name for name, _ in one.answer.columns]
    ids = [name for name in names if _is_id(name)]
    read = [name for name in names if name not in ids]
    heads = _apart([name.replace("_", " ") for name in (*read, "last_confirmed", "evidence", *ids)])
    rows = [
        (*(_value(row.get(name)) for name in read), day, in_one_cell(said), *(_value(row.get(name)) for name in ids))
        for row, (day, said) in zip(answer.rows[:MOST_ROWS], backed(answer), strict=False)
    ]
    _table(sheet, HEADINGS, heads, rows, f"Table_{chapter.key.replace('-', '_')}")
    sheet.freeze_panes = f"B{HEADINGS + 1}"
    _page(sheet)


def _lead(cell: Any, name: str) -> None:  # noqa: ANN401 - openpyxl's own
    """Let the cell lead to the head of a sheet."""
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{name}'!A1")
    cell.font = Font(name=FONT, size=11, underline="single", color=LINK)


def _meanings(one: Answered) -> list[tuple[str, str]]:
    more = (
        ("last confirmed", "the latest day on which a source said what the row rests on"),
        ("evidence", "source, day, file, sheet and row of everything that the row rests on"),
    )
    return [*((plain(name.replace("_", " ")), plain(meaning)) for name, meaning in one.answer.columns), *more]


def _is_id(name: str) -> bool:
    return name in {"id", "ids"} or name.endswith(("_id", "_ids"))


def _apart(heads: Sequence[str]) -> list[str]:
    """The headings, each different from the others: a table of a workbook may not have one twice."""
    found: list[str] = []
    for head in map(plain, heads):
        taken = {other.casefold() for other in found}
        free = (f"{head} ({number})" if number > 1 else head for number in range(1, len(heads) + 1))
        found.append(next(one for one in free if one.casefold() not in taken))
    return found


def _listing(sheet: Worksheet, title: str, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    _write(sheet.cell(1, 1), title, bold=True, size=14, wrap=False)
    _table(sheet, 2, heads, rows, f"Table_{sheet.title.replace(' ', '_')}")
    sheet.freeze_panes = "A3"
    _page(sheet)


def _table(sheet: Worksheet, top: int, heads: Sequence[str], rows: Sequence[Sequence[object]], name: str) -> None:
    """A table marked as one, with filters on; columns as wide and rows as high as their cells, within reason."""
    for place, head in enumerate(heads, start=1):
        cell = sheet.cell(top, place)
        _write(cell, head, bold=True)
        cell.fill = PatternFill("solid", start_color=HEAD)
        cell.font = Font(name=FONT, size=11, bold=True, color="FFFFFF")
    area = f"A{top}:{get_column_letter(len(heads))}{top + max(1, len(rows))}"
    marked = Table(displayName=name, ref=area)
    marked.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    sheet.add_table(marked)
    wide = [_wide(head, [row[place] for row in rows]) for place, head in enumerate(heads)]
    for place, letters in enumerate(wide, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = letters
    for number, row in enumerate(rows, start=top + 1):
        for place, value in enumerate(row, start=1):
            _write(sheet.cell(number, place), value)
        lines = max(-(-len(str(value)) // (letters - 3)) for value, letters in zip(row, wide, strict=True))
        sheet.row_dimensions[number].height = LINE * min(max(lines, 1), MOST_LINES)


def _wide(head: str, values: Sequence[object]) -> int:
    """How many letters wide a column is: more where its cells are long, so that rows do not grow too high."""
    longest = max((len(str(value)) for value in values), default=0)
    return min(WIDEST if longest <= 6 * WIDEST else WIDER, max(NARROWEST, longest + 3, len(head) + 5))


def _write(cell: object, value: object, bold: bool = False, size: float = 11, wrap: bool = True) -> None:
    """A number as a number; anything else as text that no spreadsheet takes for a formula."""
    assert isinstance(cell, Cell)  # noqa: S101 - no cell is merged
    if isinstance(value, int | float) and not isinstance(value, bool):
        cell.value = value
        cell.alignment = Alignment(vertical="top")
    else:
        as_text(cell, str(value)[:MOST_LETTERS])
        cell.alignment = Alignment(wrap_text=wrap, vertical="top")
    cell.font = Font(name=FONT, size=size, bold=bold, color=INK)


def _value(value: object) -> object:
    """A number as it is; lists with `;`, yes and no; blank for what is not known."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return value
    if isinstance(value, Mapping):
        return plain("; ".join(f"{name}: {inner}" for name, inner in value.items()))
    return in_one_cell(tuple(map(plain, value))) if isinstance(value, list | tuple | set) else plain(value)


def _page(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
