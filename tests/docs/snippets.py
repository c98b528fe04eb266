"""The blocks of code on the pages, and how each sort is run: in a folder of the page's own, in their order.

A block begins with its language. `sh` holds commands of linkwork, run in the page's project; `python` runs in the
folder beside it; `cypher` is asked, or kept in the project as the file that `file=` names; `toml` becomes a part of the
project's settings, and the command that reads it is run. A table after `<!-- FILE, sheet SHEET -->` is a block too.
"""

import ast
import contextlib
import re
import shlex
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

from click.testing import CliRunner

from linkwork.cli import cli

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r"^ *(?P<ticks>```+)(?P<info>.*)$")
SHEET = re.compile(r"^<!-- (?P<file>[^,]+), sheet (?P<sheet>.+) -->$")
#: The language of a table that is to be typed; its words are the file and the sheet.
TABLE = "table"
#: The command that reads a part of the settings.
READS = {"[pack]": ("pack", "as-the-page-says.xlsx")}
#: Commands that ask before they do it; `--yes` is the answer of who sits at a terminal.
ASK = ("forget",)


@dataclass(frozen=True)
class Block:
    """A block of a page: where it is, its language, what else is said on its first line, and its text."""

    page: str
    line: int
    language: str
    words: tuple[str, ...]
    text: str

    @property
    def not_run(self) -> str:
        """Why it is not run, where its first line says that it is not: `not-run: needs Docker`."""
        said = " ".join(self.words)
        return said.removeprefix("not-run").strip(": ") or "?" if said.startswith("not-run") else ""

    @property
    def first(self) -> str:
        """Its first line, by which the tests know it."""
        return self.text.split("\n", 1)[0]


def blocks(page: Path) -> Iterator[Block]:
    """Every block of a page, in order."""
    ticks, info, begun, held = "", "", 0, list[str]()
    lines = page.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, start=1):
        fence = FENCE.match(line)
        if not ticks and (sheet := SHEET.match(line)):
            rows = takewhile(lambda row: row.startswith("|"), lines[number + 1 :])
            yield Block(str(page.relative_to(ROOT)), number, TABLE, sheet.groups(), "\n".join(rows) + "\n")
        elif fence and not ticks:
            ticks, info, begun, held = fence["ticks"], fence["info"], number, []
            # Markdown takes such a line for no beginning of a block, and what follows for text.
            assert "`" not in info, f"{page.name}, line {begun}: the first line of a block holds a `"
        elif fence and fence["ticks"] == ticks and not fence["info"]:
            language, *words = info.split() or [""]
            yield Block(str(page.relative_to(ROOT)), begun, language, tuple(words), "\n".join(held) + "\n")
            ticks = ""
        elif ticks:
            held.append(line)
    assert not ticks, f"{page.name}, line {begun}: the block has no end"


@dataclass
class Trial:
    """Runs the blocks of one page in a project; whatever goes wrong says which line of the page.

    `stands_for` says what is typed in place of a word of the page that nobody can know beforehand.
    """

    project: Path
    stands_for: Mapping[str, str] = field(default_factory=dict)
    names: dict[str, object] = field(default_factory=dict)

    def run(self, block: Block) -> int:
        """Do what the block says, and say how many commands, statements or files that was.

        AssertionError where a command fails, or nobody knows how to run such a block.
        """
        ways = self.ways()
        assert block.language in ways, f"{block.page}, line {block.line}: nobody knows how to run {block.language!r}"
        return ways[block.language](block)

    def ways(self) -> dict[str, Callable[[Block], int]]:
        """How each sort of block is run, by its language."""
        return {"sh": self._commands, "python": self._python, "cypher": self._cypher, "toml": self._settings}

    def _commands(self, block: Block) -> int:
        done = 0
        for number, line in enumerate(block.text.splitlines(), start=block.line + 1):
            words = shlex.split(line, comments=True)
            if words:
                assert words[0] == "linkwork", f"{block.page}, line {number}: only linkwork's commands are run: {line}"
                self.command(f"{block.page}, line {number}", words[1:])
                done += 1
        return done

    def command(self, where: str, words: list[str]) -> None:
        """Run a command of linkwork in the project, with what `<` names as its input."""
        words, given = (words[:-2], words[-1]) if words[-2:-1] == ["<"] else (words, "")
        words = [*(self.stands_for.get(word, word) for word in words), *(["--yes"] if words[0] in ASK else [])]
        with contextlib.chdir(self.project):
            said = CliRunner().invoke(cli, words, input=Path(given).read_text(encoding="utf-8") if given else "")
        assert said.exit_code == 0, f"{where}: linkwork {shlex.join(words)}\n{said.output}"

    def _python(self, block: Block) -> int:
        where = f"{block.page} from line {block.line}"
        statements = ast.parse(block.text, where)
        with contextlib.chdir(self.project.parent):
            exec(compile(statements, where, "exec"), self.names)
        return len(statements.body)

    def _cypher(self, block: Block) -> int:
        (name,) = [word.removeprefix("file=") for word in block.words if word.startswith("file=")] or [""]
        if not name:
            self.command(f"{block.page}, line {block.line}", ["cypher", block.text])
            return 1
        (self.project / name).parent.mkdir(parents=True, exist_ok=True)
        (self.project / name).write_text(block.text, encoding="utf-8")
        return 1

    def _settings(self, block: Block) -> int:
        settings = self.project / "linkwork.toml"
        settings.write_text(f"{settings.read_text(encoding='utf-8')}\n{block.text}", encoding="utf-8")
        self.command(f"{block.page}, line {block.line}", list(READS[block.first]))
        return 1
