"""One writer at a time in a project; any number of readers."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from linkwork.errors import LinkworkError

LOCK = ".linkwork-lock"


@contextmanager
def one_writer(folder: Path) -> Iterator[None]:
    """Hold the project's lock; it goes with the process, so a writer that was killed leaves none behind.

    Raises LinkworkError at once if another process holds it.
    """
    lock = FileLock(folder / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        busy = f"Another Linkwork is writing in {folder} just now. Nothing was changed."
        raise LinkworkError(f"{busy} Wait until it is done and run this again.") from None
    except OSError as error:
        raise LinkworkError(
            f"{folder} cannot be written to: {error.strerror or error}. Nothing was changed."
        ) from error
    try:
        yield
    finally:
        lock.release()
