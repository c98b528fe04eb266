"""The files of an embedded graph: whether another wrote to them, and whether they lost anything since they were closed.

The engine takes a file that was cut short for one with less in it, and would answer from the rest.
"""

import json
import os
from contextlib import suppress
from pathlib import Path

from linkwork.disk import replaced

#: Where the length of every file is noted by whoever wrote to the graph and closed it.
LENGTHS = "lengths.json"
#: What whoever only reads writes too, or clears where a process was killed: locks, counts of openings, logs that hold
#: nothing. As long as the graph is read and not written, what it holds is in none of these.
PASSING = (".lck", ".bin", ".wal", "statistics.json", LENGTHS)


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """When each file was last written, in ns, and its length in bytes: while these stay, so does what they hold."""
    try:
        found = {one.name: one.stat() for one in os.scandir(folder) if not one.name.endswith(PASSING)}
    except OSError:
        return {}  # a file went in between: the next look will differ
    return {name: (one.st_mtime_ns, one.st_size) for name, one in found.items()}


def note_lengths(folder: Path) -> None:
    """The length of every file is noted; where there is no room for that, nothing is, and nothing is held to it."""
    lengths = {name: length for name, (_, length) in stamps(folder).items()}
    with suppress(OSError):
        replaced(folder / LENGTHS, json.dumps(lengths, indent=0, sort_keys=True).encode())


def forget_lengths(folder: Path) -> None:
    """Nothing is noted: somebody is about to write."""
    with suppress(OSError):
        (folder / LENGTHS).unlink(missing_ok=True)


def changed_length(folder: Path) -> str | None:
    """A file that is not as long as it was when the graph was closed, or is gone; None where there is no such file.

    A graph that was being written when its process was killed has nothing noted: its marker tells of that.
    """
    noted = _noted(folder)
    now = stamps(folder)
    found = next((name for name, length in noted.items() if now.get(name, (0, -1))[1] != length), None)
    # Whoever writes forgets what is noted first and notes it anew last: if it stands, nobody has written in between.
    return found if found and _noted(folder) == noted else None


def _noted(folder: Path) -> dict[str, int]:
    """The length of each file, in bytes; a note that cannot be read is a file that has lost something itself."""
    try:
        return dict(json.loads((folder / LENGTHS).read_bytes()))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError):
        return {LENGTHS: -2}
