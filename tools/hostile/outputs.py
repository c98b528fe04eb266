"""Every output of a project: each command that writes for people or programs, and where it wrote."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from linkwork.cli import cli
from linkwork.queries import catalogue
from linkwork.visualise import drawings
from linkwork.visualise.exports import exports
from tools.hostile.names import nasty

FORMATS = ("table", "json", "csv", "xlsx", "md")
#: Commands that tell of the project on the terminal.
TOLD = ("status", "doctor", "rounds", "sources", "duplicates", "loaders", "ask", "draw")
PACKS = (".docx", ".pptx", ".xlsx", ".html")


@dataclass(frozen=True)
class Output:
    """What was run, and the file with what came of it: what the command wrote, or said."""

    words: tuple[str, ...]
    file: Path
    code: int
    shown: bool = False
    broke: str = ""


class Writing:
    """The commands of one project, run one after the other; each writes a file of its own."""

    def __init__(self, project: Path, folder: Path) -> None:
        self.project, self.folder, self.number = project, folder, 0
        folder.mkdir(parents=True)

    def told(self, *words: str, ending: str = ".txt") -> Output:
        """What a command says, on either stream."""
        done = CliRunner().invoke(cli, [*words, "--project", str(self.project)])
        file = self._next(ending)
        file.write_bytes(done.output.encode("utf-8", "surrogatepass"))
        broke = done.exception and not isinstance(done.exception, SystemExit)
        said = f"a traceback: {type(done.exception).__name__} {done.exception}" if broke else ""
        return Output(words, file, done.exit_code, shown=True, broke=said)

    def written(self, *words: str, ending: str) -> Iterator[Output]:
        """What a command writes into a file, whose name is its last word, and what it says."""
        file = self._next(ending)
        told = self.told(*words, str(file))
        yield told
        if file.exists():
            yield Output(words, file, told.code)

    def _next(self, ending: str) -> Path:
        self.number += 1
        return self.folder / f"{self.number}{ending}"


def every(writing: Writing, sort: str) -> Iterator[Output]:
    """All outputs of one of SORTS."""
    yield from SORTS[sort](writing)


def _asked(writing: Writing) -> Iterator[Output]:
    for question in catalogue().questions.values():
        for format_ in FORMATS:
            if format_ == "xlsx":
                yield from writing.written("ask", question.id, "--save", ending=".xlsx")
            else:
                ending = {"table": ".txt"}.get(format_, f".{format_}")
                yield writing.told("ask", question.id, "--format", format_, ending=ending)


def _drawn(writing: Writing) -> Iterator[Output]:
    for drawing in drawings().values():
        for ending in drawing.formats:
            yield from writing.written("draw", drawing.name, "--save", ending=ending)


def _exported(writing: Writing) -> Iterator[Output]:
    for export in exports().values():
        for ending in export.formats:
            yield from writing.written("export", export.name, ending=ending)


def _packed(writing: Writing) -> Iterator[Output]:
    for ending in PACKS:
        yield from writing.written("pack", ending=ending)
    yield from writing.written("atlas", ending=".html")
    yield writing.told("changes", "2025-04-01", "2026-03-31", "--by", "area")
    yield from writing.written("changes", "2025-04-01", "2026-03-31", "--save", ending=".md")
    yield from writing.written("changes", "2025-04-01", "2026-03-31", "--save", ending=".xlsx")
    yield from writing.written("template", "--prefill", ending=".xlsx")


def _told(writing: Writing) -> Iterator[Output]:
    for word in TOLD:
        yield writing.told(word)
    everything = "MATCH (n) RETURN n.name AS name, n.description AS description ORDER BY name"
    for format_, ending in (("table", ".txt"), ("json", ".json"), ("csv", ".csv"), ("md", ".md")):
        yield writing.told("cypher", everything, "--format", format_, ending=ending)
    yield writing.told("changes", "2025-04-01", "2026-03-31")
    yield from _refused(writing)


def _refused(writing: Writing) -> Iterator[Output]:
    """A round with something wrong in every row: what is said of it, and the workbook of errors."""
    folder = writing.folder / "wrong"
    folder.mkdir()
    with (folder / "Services.csv").open("w", encoding="utf-8", newline="") as file:
        rows = [[f"{text} x", f"{text} y", f"{text} z"] for text in nasty()]
        csv.writer(file).writerows([["name", "status", "wait_days"], *rows])
    yield from writing.written("check", "mapping-workbook", str(folder), "--errors", ending=".xlsx")


SORTS: dict[str, Callable[[Writing], Iterator[Output]]] = {
    "told": _told,
    "ask": _asked,
    "draw": _drawn,
    "export": _exported,
    "pack": _packed,
}
