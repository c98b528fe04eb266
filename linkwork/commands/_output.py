"""Tables for people and for programs: on the terminal, JSON, CSV, Markdown, or a workbook."""

import csv
import io
import json
import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, JustifyMethod
from rich.table import Table
from rich.text import Text

from linkwork.commands._files import write
from linkwork.commands._session import escaped, printable, session, warn
from linkwork.errors import LinkworkError
from linkwork.spreadsheets import as_text, not_a_formula
from linkwork.words import in_a_cell

Row = Mapping[str, Any]
FORMATS = ("table", "json", "csv", "xlsx", "md")


def format_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --format and --save to a command that gives a table."""
    command = click.option(
        "--save",
        "save",
        type=click.Path(path_type=Path, allow_dash=True),
        metavar="FILE",
        help="Write to this file (- is standard output); the format follows its ending.",
    )(command)
    return click.option(
        "--format", "format_", type=click.Choice(FORMATS), help="How to print it: a table unless said."
    )(command)


def emit(
    rows: Sequence[Row], columns: Sequence[str], format_: str | None, save: Path | None, data: object = None
) -> None:
    """Print or save rows. `data` is what JSON gives where it is more than the rows.

    What the project says of itself on every output stands under a table, and in every row of the other formats.
    """
    ending = save.suffix.lstrip(".").lower() if save is not None else ""
    chosen = format_ or (ending if ending in FORMATS else "table")
    if save is not None and not format_ and chosen == "table" and str(save) != "-":
        raise LinkworkError(
            f"{save.name} does not say which format. End it in .json, .csv, .xlsx or .md, or add --format."
        )
    if format_ and ending in FORMATS and format_ != ending:
        raise LinkworkError(f"--format {format_} and {save} do not agree. Nothing was written: give one of the two.")
    content = noted(rows, columns, chosen, data)
    if save is None or str(save) == "-":
        click.echo(content, nl=False)
        return
    # Brought in here: most commands save nothing.
    from linkwork.graph.personal import names_people

    write(content, save, names_people(rows))
    warn(f"Wrote {save}.")


def noted(rows: Sequence[Row], columns: Sequence[str], format_: str, data: object = None) -> str | bytes:
    """The rows as `render` gives them, with the session's note."""
    note = session().note()
    if format_ == "table":
        return table_text(rows, columns) + (f"\n{note}\n" if note else "")
    if note:
        rows, columns = [{**row, "note": note} for row in rows], [*columns, "note"]
    return render(rows, columns, format_, rows if data is None else data)


def render(rows: Sequence[Row], columns: Sequence[str], format_: str, data: object) -> str | bytes:
    """The rows in one of FORMATS; bytes for a workbook, text for the rest, with a line end after the last line."""
    if format_ == "json":
        return escaped(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"
    if format_ == "csv":
        return _csv(rows, columns)
    if format_ == "md":
        return _markdown(rows, columns)
    if format_ == "xlsx":
        return _workbook(rows, columns)
    return table_text(rows, columns)


def plain(value: object) -> str:
    """A cell as people read it, without what could make a terminal do things."""
    return printable(in_a_cell(value))


def safe(value: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = plain(value)
    return text if isinstance(value, int | float) else not_a_formula(text)


def _csv(rows: Sequence[Row], columns: Sequence[str]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([safe(row.get(name)) for name in columns] for row in rows)
    return out.getvalue()


def _markdown(rows: Sequence[Row], columns: Sequence[str]) -> str:
    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(map(_in_markdown, cells)) + " |"

    lines = [line([heading(c) for c in columns]), line(["-"] * len(columns))]
    return "\n".join(lines + [line([plain(row.get(c)) for c in columns]) for row in rows]) + "\n"


def _in_markdown(cell: str) -> str:
    """A cell in one line, in which nothing is markup: no tag, no link, no picture, no code and no other cell."""
    return re.sub(r"([\\|\[\]`])", r"\\\1", cell).replace("<", "&lt;").replace("\n", " ")


def _workbook(rows: Sequence[Row], columns: Sequence[str]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.create_sheet("Linkwork", 0)
    book.remove(book.worksheets[1])
    sheet.append([heading(c) for c in columns])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, row in enumerate(rows, start=2):
        for place, value in enumerate((row.get(c) for c in columns), start=1):
            if isinstance(value, int | float) and not isinstance(value, bool):
                sheet.cell(number, place, value)
            else:
                as_text(sheet.cell(number, place), plain(value))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def table_text(rows: Sequence[Row], columns: Sequence[str]) -> str:
    """A table as wide as the terminal, without anything that only a terminal understands.

    Where that would break words, a block of lines a row instead.
    """
    width = _width()
    room = _room(rows, columns, width)
    if room is None:
        return _blocks(rows, columns, width)
    page = io.StringIO()
    console = Console(file=page, force_terminal=False, width=width)
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        numbers = all(isinstance(row.get(name), int | float | None) for row in rows)
        justify: JustifyMethod = "right" if numbers and rows else "left"
        table.add_column(heading(name), justify=justify, overflow="fold", width=room[name])
    for row in rows:
        table.add_row(*(Text(plain(row.get(name))) for name in columns))
    console.print(table)
    return "\n".join(line.rstrip() for line in page.getvalue().splitlines()) + "\n"


def _room(rows: Sequence[Row], columns: Sequence[str], width: int) -> dict[str, int] | None:
    """How wide each column is to be, so that no word of a table is broken; None where that does not go.

    Every column has its longest word, and of what is left a share by how much more its longest cell wants.
    """
    texts = {name: [heading(name), *(plain(row.get(name)) for row in rows)] for name in columns}
    least = {
        name: max((cell_len(word) for text in of for word in text.split()), default=1) for name, of in texts.items()
    }
    wants = {name: max(map(cell_len, of)) - least[name] for name, of in texts.items()}
    # Three between two columns, and one at either edge.
    left = width - sum(least.values()) - 3 * (len(columns) - 1) - 2
    if rows and left < 0:
        return None
    share = min(1.0, max(left, 0) / max(1, sum(wants.values())))
    return {name: least[name] + int(wants[name] * share) for name in columns}


def _blocks(rows: Sequence[Row], columns: Sequence[str], width: int) -> str:
    """Every row as a block of lines, one for each column that says something."""
    label = max(len(heading(name)) for name in columns)
    blocks = []
    for row in rows:
        lines = [
            textwrap.fill(
                plain(row.get(name)),
                max(width, label + 30),
                initial_indent=f" {heading(name):{label}}  ",
                subsequent_indent=" " * (label + 3),
            )
            for name in columns
            if plain(row.get(name))
        ]
        blocks.append("\n".join(lines))
    return "\n" + "\n\n".join(blocks) + "\n"


def heading(column: str) -> str:
    """A column's name as a heading: `wait_days` is "wait days"."""
    return column.replace("_", " ")


def _width() -> int:
    """The terminal's width; wide where there is no terminal, so that a pipe is not cut."""
    out = Console()
    return out.width if out.is_terminal else 160
