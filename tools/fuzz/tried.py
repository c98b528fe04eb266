"""One case: the files are written down, read and checked as `linkwork check` does it, and nothing else may happen."""

import shutil
import traceback
from collections.abc import Sequence
from pathlib import Path

from linkwork.errors import InputRefused, LinkworkError
from linkwork.graph.check import check, good_rows
from linkwork.graph.identity import Names
from linkwork.graph.records import Reading
from linkwork.graph.schema import SCHEMA
from linkwork.loaders import Loader
from tools.fuzz.documents import Files, names_of

#: No message may be longer: it is read on a terminal.
LONGEST = 21_000
#: How the check begins where it blames the loader, which no file may bring about.
BLAME = "The loader"


def tried(loader: Loader, files: Files, folder: Path) -> str | None:
    """What was wrong with how these files were taken, None where nothing was; the folder holds them afterwards."""
    put_down(files, folder)
    paths = [folder / name for name in names_of(files)]
    try:
        return _read(loader, paths)
    except BaseException as error:  # a panic of a library in Rust is no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        where = traceback.extract_tb(error.__traceback__)
        own = [frame for frame in where if "/linkwork/" in frame.filename] or where
        return f"{type(error).__name__} at {Path(own[-1].filename).name}:{own[-1].lineno}: {str(error)[:200]!r}"


def put_down(files: Files, folder: Path) -> None:
    """Afterwards the folder holds these files and nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def known(source: str) -> Names:
    """The names of a project that knows a need and an area already."""
    names = Names(source)
    names.called("Need", "Debt", "need-debt")
    names.called("Area", "West", "area-e05000002")
    return names


def _read(loader: Loader, paths: Sequence[Path]) -> str | None:
    for load in filter(None, (loader.load, loader.with_people)):
        try:
            reading = load(paths, known(loader.about(paths).source or "town"))
            if wrong := _checked(reading):
                return wrong
        except LinkworkError as error:
            if wrong := _unclear(error):
                return wrong
    return None


def _checked(reading: Reading) -> str | None:
    """What is wrong with how it is checked; where it is refused, with what `--keep-good-rows` makes of it too."""
    try:
        check(reading, SCHEMA)
    except LinkworkError as error:
        if wrong := _unclear(error):
            return wrong
        good_rows(reading, SCHEMA)  # if it refuses as well, that is looked at as the first refusal is
    return None


def _unclear(error: LinkworkError) -> str | None:
    """What is wrong with a refusal: each says which file and what."""
    if not isinstance(error, InputRefused):
        return f"no refusal of the input: {error}" if str(error).startswith(BLAME) else None
    for problem in error.problems:
        if not (problem.file and problem.message):
            return f"a problem without a file or a message: {problem!r}"
        if len(str(problem)) > LONGEST:
            return f"a message of {len(str(problem)):,} characters: {str(problem)[:100]!r}"
    return None if error.problems else "a refusal without a problem"
