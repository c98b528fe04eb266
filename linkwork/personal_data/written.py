"""Which files Linkwork wrote that may tell who somebody is, so that an erasure can find them.

`written.csv` in the project folder: a line a file, with the day, the command, and where it is: from the project folder
where it lies within, else the whole path.
"""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path

from linkwork.disk import replaced
from linkwork.errors import LinkworkError
from linkwork.graph.lock import one_line

FILE = "written.csv"
#: The workbook that `linkwork init` leaves to be filled in: it is in no list, and may be full of people.
WORKBOOK = "mapping-round.xlsx"


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written, by which command and on which day; `file` is as `written.csv` has it."""

    written_on: str
    command: str
    file: str

    def path(self, folder: Path) -> Path:
        """Where it is, seen from the project folder."""
        return folder / self.file


COLUMNS = tuple(field.name for field in fields(Written))


def note_written(folder: Path, command: str, file: Path) -> None:
    """From now on the file is known, on the disk, as one that may tell who somebody is."""
    home, whole = folder.resolve(), file.resolve()
    place = whole.relative_to(home).as_posix() if whole.is_relative_to(home) else str(whole)
    with changing(folder):
        known = read_written(folder)
        if all(one.file != place for one in known):
            write_written(folder, (*known, Written(date.today().isoformat(), command, place)))


def read_written(folder: Path) -> tuple[Written, ...]:
    """The files, in the order in which they were first written. Raises LinkworkError for a list that is not one."""
    path = folder / FILE
    if not path.exists():
        return ()
    try:
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        return tuple(Written(*(row[name] for name in COLUMNS)) for row in rows if row["file"])
    except (OSError, UnicodeDecodeError, csv.Error, KeyError, TypeError) as error:
        raise LinkworkError(
            f"{path} cannot be read: it has not the columns {', '.join(COLUMNS)}. Nothing was changed."
        ) from error


@contextmanager
def changing(folder: Path) -> Iterator[None]:
    """Hold the list from when it is read to when it is written: commands that only read add to it, two at once.

    Raises LinkworkError where it cannot be held, and where what is done meanwhile raises OSError.
    """
    try:
        with one_line(folder):
            yield
    except OSError as error:
        reason = error.strerror or "another Linkwork holds it"
        raise LinkworkError(f"{folder / FILE} could not be written: {reason}. Run the same again.") from error


def write_written(folder: Path, files: tuple[Written, ...]) -> None:
    """Write the list whole or not at all. Whoever read it for that holds it meanwhile, by `changing`."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(one) for one in files)
    replaced(folder / FILE, out.getvalue().encode())
