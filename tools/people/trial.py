"""The marked town made, everything asked of it, and all that came out searched."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner

from linkwork.cli import cli
from linkwork.commands.serving import CurrentPage
from linkwork.project.opened import Opened
from linkwork.project.places import FILE as PLACES
from tools.people.searched import unpacked
from tools.people.town import FIRST, Writing
from tools.people.ways import Way

#: What differs from run to run and says nothing: ids of people, and moments.
_PERSON_ID = re.compile(rb"person-[0-9a-f]{12}")
#: What the register of personal data is there to show, the ground and the day, and a word of every run that holds it.
GROUND = ("basis", "until")
REGISTER = ("D7", "personal-data")
#: The marks that --with-people and --internal are there to show.
ASKED_FOR = frozenset(
    ("person", "aka", "email", "phone", "job", "basis", "until", "insight", "said", "theme", "fund", "amount", "grant")
)
#: Runs that list people, or links of theirs, in the order of ids that are made by chance.
BY_PERSON = ("changes ", "load mapping")
#: Where a line of a text or a row of a sheet begins, and what a cell says of its place.
_ROW, _CELL = re.compile(rb"\n|<row [^>]*>"), re.compile(rb' r="[A-Z]+\d+"')
_MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*(Z|\+00:00)?")


@dataclass(frozen=True, slots=True)
class Town:
    """One writing of the town as a project, with its files; `said` is what making it put out."""

    folder: Path
    files: Path
    graph: str | None = None
    said: list[bytes] = field(default_factory=list)

    def run(self, words: Sequence[str], out: Path) -> bytes:
        """All that one run of a command puts out: what it says, its traceback, and every file that it writes."""
        given = [word.replace("OUT", str(out)).replace("FILES", str(self.files)) for word in words if word]
        where = ["--project", str(self.folder), *(["--graph", self.graph] if self.graph else [])]
        result = CliRunner().invoke(cli, [*given, *where])
        broken = "" if result.exception is None or isinstance(result.exception, SystemExit) else repr(result.exc_info)
        written = sorted(path for path in out.rglob("*") if path.is_file())
        said = unpacked(result.stdout_bytes) + result.stderr_bytes
        parts = [said, broken.encode(), *(unpacked(path.read_bytes()) for path in written)]
        # A picture that is kept leaves its places for the next, and people have theirs by ids that chance makes.
        (self.folder / PLACES).unlink(missing_ok=True)
        return b"\n".join(part.replace(str(out).encode(), b"OUT") for part in parts)


def made(writing: Writing, folder: Path, graph: str | None = None) -> Town:
    """The town of this writing, its rounds loaded, the rows that cannot be read left out."""
    town = Town(folder / "town", folder / "files", graph)
    with TemporaryDirectory() as out:
        town.said.append(town.run(["init", str(town.folder), "--name", "Marked town"], Path(out)))
        for path in writing.write(town.files):
            good = ["--keep-good-rows"] if path.name == "other" else []
            town.said.append(town.run(["load", "mapping-workbook", str(path), "--yes", *good], Path(out)))
    return town


def outputs(town: Town, ways: Iterable[Way], flags: Sequence[str] = ()) -> dict[str, bytes]:
    """What every run puts out, by the run in words."""
    found = {f"making {number}": said for number, said in enumerate(town.said)} if not flags else {}
    for way in ways:
        with TemporaryDirectory() as out:
            found[way.said] = town.run([*way.command.split(), *way.words, *flags], Path(out))
    return found


def served(town: Town, people: bool = False, internal: bool = False) -> bytes:
    """The page that `serve` shows."""
    return unpacked(CurrentPage(Opened(town.folder, town.graph, people, internal))(True))


def differences(towns: tuple[Town, Town], ways: Iterable[Way], found: Mapping[str, bytes]) -> list[str]:
    """The runs that put out something else in the second town than they had put out in the first."""
    first, second = towns
    again = outputs(second, ways)
    return [said for said in again if _alike(said, again[said], second) != _alike(said, found[said], first)]


def _alike(said: str, content: bytes, town: Town) -> bytes:
    """The content without what differs from run to run and says nothing."""
    plain = _PERSON_ID.sub(b"PERSON", content.replace(str(town.folder.parent).encode(), b"HERE"))
    plain = _MOMENT.sub(b"THEN", plain)
    return b"\n".join(sorted(_ROW.split(_CELL.sub(b"", plain)))) if said.startswith(BY_PERSON) else plain


def holding(found: Mapping[str, bytes], marks: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each run and the name of each mark that it put out."""
    for said, content in found.items():
        for name, text in marks.items():
            if text.encode() in content:
                yield said, name


def leaks(found: Mapping[str, bytes], ways: Iterable[Way]) -> list[tuple[str, str]]:
    """Each run that put out something private, and the mark; `ways` are those that ran."""
    as_it_is = {way.said for way in ways if way.as_it_is}
    personal = [
        one
        for one in holding(found, FIRST.personal)
        if one[1] not in GROUND or not any(word in one[0] for word in REGISTER)
    ]
    return personal + [one for one in holding(found, FIRST.confidential) if one[0] not in as_it_is]


def on_disk(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, unpacked, by its path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): unpacked(path.read_bytes()) for path in files}
