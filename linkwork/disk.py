"""Files that are on the disk when a function comes back, so that a round is there whole or not at all."""

import hashlib
import os
import re
import shutil
import socket
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

from linkwork.errors import LinkworkError

#: How the name of a file or folder begins that is being written; it is not there yet.
UNFINISHED = ".unfinished-"
#: How `replaced` calls one: on which computer, by which process and thread, in place of which file.
BEGUN = re.compile(rf"{re.escape(UNFINISHED)}(?P<here>[0-9a-f]{{8}})-(?P<process>\d+)-\d+-(?P<of>.+)", re.DOTALL)
#: In seconds: nobody writes one file for so long.
A_DAY = 24 * 3600


def sealed(folder: Path, file: str) -> dict[str, Any]:
    """A file that was written, on the disk, with its hash."""
    sync(folder / file)
    return {"file": file, "sha256": digest(folder / file)}


def save(path: Path, content: bytes) -> None:
    """The content is in the file, on the disk."""
    path.write_bytes(content)
    sync(path)


def sync(path: Path) -> None:
    """Wait until the file or folder is on the disk. Windows cannot sync a folder and does not need to."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() or os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def fingerprint(files: Iterable[Path]) -> str:
    """SHA-256 over the bytes of the files (of every file in a folder), whatever they are called."""
    singles = [one for path in files for one in (sorted(path.rglob("*")) if path.is_dir() else [path]) if one.is_file()]
    return hashlib.sha256("\n".join(sorted(map(digest, singles))).encode()).hexdigest()


def digest(path: Path) -> str:
    """SHA-256 of one file, read by and by: a directory of postcodes has more than a gigabyte."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def replaced(path: Path, content: bytes) -> None:
    """The content is in the file, on the disk, in place of what was there; broken off, the old is there whole.

    Of two that do it at once the later is kept. What is no file, a pipe say, is written to as it is. Raises OSError,
    with no half of anything left.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    path = path.resolve()  # of a link to a file, the file
    unfinished = _beside(path)
    try:
        save(unfinished, content)
        if path.exists():
            shutil.copymode(path, unfinished)
        unfinished.replace(path)
    except OSError:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise
    _sweep(path)
    sync(path.parent)


def _beside(path: Path) -> Path:
    """Where this thread of this process writes what is to take the file's place; another writes elsewhere."""
    return path.with_name(f"{UNFINISHED}{_here()}-{os.getpid()}-{threading.get_native_id()}-{path.name}")


@cache
def _here() -> str:
    """The computer among those that may share a folder, in eight digits."""
    return f"{crc32(socket.gethostname().encode()):08x}"


def _sweep(path: Path) -> None:
    """Take away what processes that are no more had begun to write in place of this file, as far as that can be."""
    with suppress(OSError):
        for one in filter(is_left, begun_for(path)):
            one.unlink(missing_ok=True)


def begun_for(path: Path) -> list[Path]:
    """What `replaced` has begun to write in place of a file, and has not done. Raises OSError."""
    # A folder of what was fetched has thousands of files, each written so: names alone are looked through.
    names = [name for name in os.listdir(path.parent) if name.startswith(UNFINISHED)]  # noqa: PTH208
    return [path.with_name(name) for name in names if (one := BEGUN.fullmatch(name)) and one["of"] == path.name]


def is_left(unfinished: Path) -> bool:
    """Whether nobody is writing there any more.

    Of another computer's process, and on Windows, where to ask after one is to end it, that is so after a day.
    """
    begun = BEGUN.fullmatch(unfinished.name)
    if begun is None:
        return True  # of an earlier version, or a folder that a load or an export had begun under the project's lock
    if begun["here"] == _here() and os.name != "nt":
        return _is_over(int(begun["process"]))
    return time.time() - unfinished.stat().st_mtime > A_DAY


def _is_over(process: int) -> bool:
    """Whether there is no such process."""
    try:
        os.kill(process, 0)
    except (OSError, OverflowError) as error:
        return isinstance(error, ProcessLookupError)
    return False


def written(path: Path, content: bytes) -> None:
    """The same for whoever is told in a sentence: raises LinkworkError where it cannot be, with all as it was."""
    try:
        replaced(path, content)
    except OSError as error:
        raise LinkworkError(f"{path} could not be written: {error.strerror or error}. Nothing was changed.") from error
