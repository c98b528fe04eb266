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
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from linkwork.cli import cli
from tests.docs.snippets import TABLE, Block, Trial

Way = Callable[[Block], int]


@dataclass
class Walk(Trial):
    """Somebody who does what a page says, in a folder of their own; `instead` does commands in another way.

    What `stands_for` names is another thing here, such as a server's address, in what is typed and in what is shown.
    """

    patch: pytest.MonkeyPatch = field(kw_only=True)
    instead: Mapping[str, Callable[[], None]] = field(default_factory=dict)
    books: dict[str, Workbook] = field(default_factory=dict)
    printed: str = ""
    #: What ended with another code than 0 and has not been shown yet.
    failed: str = ""

    def run(self, block: Block) -> int:
        """Do the step, and hold what is printed to what the page shows."""
        if block.language != TABLE:
            self._close()
        if block.language != "text":
            assert not self.failed, f"{block.page}, before line {block.line}: {self.failed}\n{self.printed}"
        if block.not_run:
            assert block.not_run != "?", f"{block.page}, line {block.line}: say why"
            return 0
        text = block.text
        for word, here in self.stands_for.items():
            text = text.replace(word, here)
        return super().run(replace(block, text=text))

    def ways(self) -> dict[str, Way]:
        """What a step may be: typed, a cell of a notebook, a file, rows of a sheet, or what is printed."""
        return {"sh": self._typed, "python": self._cell, "csv": self._file, TABLE: self._rows, "text": self._shown}

    def _close(self) -> None:
        """Save what was typed into: a workbook of fifty sheets takes longer to open than a command to run."""
        while self.books:
            name, book = self.books.popitem()
            book.save(name)

    def _typed(self, block: Block) -> int:
        lines = [line for line in block.text.splitlines() if line]
        self.printed = "".join(self._line(line) for line in lines)
        return len(lines)

    def _line(self, line: str) -> str:
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
            done = CliRunner().invoke(cli, rest)
            self.failed = line if done.exit_code else self.failed
            return done.output
        return ""

    def _cell(self, block: Block) -> int:
        with contextlib.redirect_stdout(io.StringIO()) as out:
            exec(compile(block.text, "<the tutorial>", "exec"), self.names)
        self.printed = out.getvalue()
        return 1

    def _file(self, block: Block) -> int:
        (name,) = block.words
        path = Path(name.removeprefix("file="))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")
        return 1

    def _rows(self, block: Block) -> int:
        file, sheet = block.words
        if file not in self.books:
            self.books[file] = load_workbook(file)
        rows = list(_rows(block.text))
        type_in(self.books[file][sheet], rows)
        return len(rows)

    def _shown(self, block: Block) -> int:
        same = shown(block.text).fullmatch(lines_of(self.printed))
        assert same, f"{block.text}\nis not what is printed:\n{self.printed}"
        self.failed = ""
        return 1


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
