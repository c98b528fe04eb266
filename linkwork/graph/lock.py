"""One writer at a time in a project; any number of readers."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from linkwork.errors import LinkworkError

LOCK = ".linkwork-lock"
#: Held for a moment by whoever adds a line to what commands write to that only read: the trail and its like.
MOMENT = ".audit-lock"
#: How long one line waits for another, in seconds.
PATIENCE = 30
#: What a disk says that cannot lock a file, as some network shares and folders of the cloud.
WITHOUT = frozenset({errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOLCK})


@contextmanager
def one_writer(folder: Path) -> Iterator[None]:
    """Hold the project's lock; it goes with the process, so a writer that was killed leaves none behind.

    Raises LinkworkError at once if another process holds it, and where the disk has no locks.
    """
    # A lock that is the file's being there would outlive a writer that was killed.
    lock = FileLock(folder / LOCK, timeout=0, fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout:
        busy = f"Another Linkwork is writing in {folder} just now. Nothing was changed."
        raise LinkworkError(f"{busy} Wait until it is done and run this again.") from None
    except OSError as error:
        if error.errno in WITHOUT:
            raise LinkworkError(
                f"The disk of {folder} has no locks ({error.strerror}), so two could write at once. Nothing was "
                "changed. Keep the project on a disk that has locks, or have this one mounted with them."
            ) from error
        raise LinkworkError(
            f"{folder} cannot be written to: {error.strerror or error}. Nothing was changed."
        ) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def one_line(folder: Path) -> Iterator[None]:
    """Hold, as long as it takes to add a line, what readers of a project write to as well, waiting for who holds it.

    Raises OSError where it cannot be had; its `strerror` is None where another process did not let go of it.
    """
    with FileLock(folder / MOMENT, timeout=PATIENCE, fallback_to_soft=False):
        yield
