"""How the suite is run, a pytest plugin: how many workers and threads, and the folder that the tests write into."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

#: No more workers than this: each that meets a test on Neo4j starts a server of its own, which takes a gigabyte.
MOST = 4
#: A folder kept in memory, on Linux. A new embedded graph is 130 files, each seen safe on the disk: ten times quicker.
IN_MEMORY = Path("/dev/shm")
#: Room enough for the tests of several workers at once, in bytes.
ROOM = 4 * 1024**3


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """How many workers `-n auto` means: one a processor up to four, and one alone for a server that was named."""
    if os.environ.get("NEO4J_URI"):
        return 1  # there is one such server, and each test empties it
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(MOST, usable or 1)


def pytest_configure(config: pytest.Config) -> None:
    """Write into memory where there is such a folder with room, and nobody asked for another; servers follow.

    A worker beside others has one thread for its tables, unless another number was asked for: most are of ten rows, and
    threads that wait for work take processors from the other workers. Tests in one process have all of them.
    """
    if hasattr(config, "workerinput"):
        os.environ.setdefault("POLARS_MAX_THREADS", "1")  # it is read when the first table is made
    if not os.environ.get("TMPDIR") and in_memory(IN_MEMORY):
        os.environ["TMPDIR"] = str(IN_MEMORY)
        tempfile.tempdir = None  # it is worked out once and kept


def in_memory(folder: Path) -> bool:
    """Whether a folder is there, may be written to, and has room for the tests."""
    return folder.is_dir() and os.access(folder, os.W_OK) and shutil.disk_usage(folder).free >= ROOM
