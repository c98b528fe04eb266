"""A tutorial as a list of steps: what to type, what is printed, which rows go into which file.

`sh` is typed, line by line; the `text` after it is what is printed, where ` ...` at a line's end stands for the rest of
the line, and a line of dots for any lines. `python` is run as a cell of a notebook, `csv file=NAME` is saved. A table
after `<!-- FILE, sheet SHEET -->` is typed below the rows of that sheet; with the columns row, column and becomes, into
those cells. What bears `not-run` is not run, with the reason beside it.
"""

import contextlib
import io
import os
import re
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from linkwork.cli import cli

STEP = re.compile(
    r"^```(?P<info>[^\n]*)\n(?P<block>.*?)^```$"
    r"|^<!-- (?P<file>[^,\n]+), sheet (?P<sheet>[^\n]+) -->\n\n(?P<table>(?:\|[^\n]*\n)+)",
    re.DOTALL | re.MULTILINE,
)


@dataclass
class Walk:
    """Somebody who does what a page says, in a folder of their own; `instead` does commands in another way."""

    patch: pytest.MonkeyPatch
    instead: Mapping[str, Callable[[], None]] = field(default_factory=dict)
    names: dict[str, Any] = field(default_factory=dict)
    books: dict[str, Workbook] = field(default_factory=dict)
    printed: str = ""

    def do(self, page: str) -> int:
        """Do every step and hold what is printed to what the page shows; how many steps there were."""
        steps = list(STEP.finditer(page))
        for step in steps:
            if step["file"]:
                if step["file"] not in self.books:
                    self.books[step["file"]] = load_workbook(step["file"])
                type_in(self.books[step["file"]][step["sheet"]], list(_rows(step["table"])))
            else:
                self._close()
                self._block(step["info"], step["block"])
        return len(steps)

    def _close(self) -> None:
        """Save what was typed into: a workbook of fifty sheets takes longer to open than a command to run."""
        while self.books:
            name, book = self.books.popitem()
            book.save(name)

    def _block(self, info: str, text: str) -> None:
        sort, _, rest = info.partition(" ")
        if rest.startswith("not-run"):
            assert rest.removeprefix("not-run"), "say why"
        elif sort == "sh":
            self.printed = "".join(self._typed(line) for line in text.splitlines() if line)
        elif sort == "python":
            with contextlib.redirect_stdout(io.StringIO()) as out:
                exec(compile(text, "<the tutorial>", "exec"), self.names)
            self.printed = out.getvalue()
        elif sort == "csv":
            Path(rest.removeprefix("file=")).parent.mkdir(parents=True, exist_ok=True)
            Path(rest.removeprefix("file=")).write_text(text, encoding="utf-8")
        else:
            assert sort == "text", info
            assert shown(text).fullmatch(lines_of(self.printed)), f"{text}\nis not what is printed:\n{self.printed}"

    def _typed(self, line: str) -> str:
        word, *rest = shlex.split(line)
        if line in self.instead:
            self.instead[line]()
        elif word == "cd":
            self.patch.chdir(rest[0])
        elif word == "export":
            for name, _, value in (one.partition("=") for one in rest):
                self.patch.setenv(name, os.environ.get(name, value))
        else:
            assert word == "linkwork", line
            return CliRunner().invoke(cli, rest).output
        return ""


def type_in(sheet: Worksheet, rows: Sequence[Mapping[str, str]]) -> None:
    """The rows are on the sheet, below what was there; or, of a table of corrections, in its cells."""
    headings = [cell.value for cell in sheet[1]]
    below = sheet.max_row
    for number, row in enumerate(rows, start=1):
        if "becomes" in row:
            cell = sheet.cell(int(row["row"]), headings.index(row["column"]) + 1)
            cell.value = row["becomes"] or None
        else:
            for name, value in row.items():
                sheet.cell(below + number, headings.index(name) + 1).value = value or None


def shown(text: str) -> re.Pattern[str]:
    """What a page shows, as the pattern that what is printed has to match."""
    lines = []
    for line in lines_of(text).splitlines():
        exact = re.escape(line.removesuffix(" ..."))
        lines.append(r"(?:[^\n]*\n)*?" if line == "..." else exact + (r"[^\n]*\n" if line.endswith(" ...") else r"\n"))
    return re.compile("".join(lines))


def lines_of(text: str) -> str:
    """The lines that say something, without blanks at their ends."""
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines() if line.strip())


def _rows(table: str) -> Iterator[dict[str, str]]:
    first, _, *rest = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in table.splitlines()]
    for line in rest:
        yield dict(zip(first, line, strict=True))
