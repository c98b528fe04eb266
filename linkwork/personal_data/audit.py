"""The audit trail: who did what in a project and when, in `audit.jsonl`, to which lines are only ever added.

A line is written before what it tells of is done ("began"), and another when it is done or has failed: one that was
killed leaves a beginning alone. Every line holds the hash of the line before, so that a line that was changed, taken
out or put in is found; `.audit-head` holds the number and the hash of the last, so that the end is missed as well.
Nothing in a line tells of anybody but who gave the command: no name or path of a file, no reason, no value.
"""

import getpass
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from linkwork.disk import replaced, sync
from linkwork.errors import LinkworkError
from linkwork.graph.lock import one_line

FILE, HEAD = "audit.jsonl", ".audit-head"
#: Who gives the command, where the name of the account on the computer is not to stand in the trail.
WHO = "LINKWORK_USER"
State = Literal["began", "done", "failed", "shown"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line: when, in UTC; who; the command; whether it began, was done, has failed or showed; and what of it."""

    when: str
    who: str
    command: str
    state: str
    what: Mapping[str, object]
    before: str
    hash: str


def who() -> str:
    """Who gives the command: LINKWORK_USER, else the name of the account."""
    if said := os.environ.get(WHO, "").strip():
        return said
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "not known"


def record(folder: Path, command: str, state: State, what: Mapping[str, object]) -> None:
    """Add a line, on the disk when this comes back. Raises LinkworkError, with nothing added, where it cannot be."""
    try:
        with one_line(folder):
            _add(folder / FILE, {"who": who(), "command": command, "state": state, "what": dict(what)})
    except OSError as error:
        reason = error.strerror or "another Linkwork holds it"
        raise LinkworkError(
            f"{folder / FILE} cannot be written to: {reason}. What this does must be noted there, so nothing was done."
        ) from error


def read_trail(folder: Path) -> list[Line]:
    """The lines that can be read, in order; none if there is no trail."""
    return [line for _, line in _lines(folder / FILE) if line is not None]


def broken(folder: Path) -> list[str]:
    """What is wrong with the trail, in words; nothing where every line is as it was written."""
    found, before, number = [], "", 0
    hashes = [before]
    for number, line in _lines(folder / FILE):
        if line is None:
            found.append(f"{FILE}, line {number}: it cannot be read")
            hashes.append("")
            continue
        if line.hash != _hash(line):
            found.append(f"{FILE}, line {number}: it is not as it was written")
        elif line.before != before:
            found.append(f"{FILE}, line {number}: a line before it was taken out, put in or changed")
        before = line.hash
        hashes.append(line.hash)
    head = _head(folder / HEAD)
    if head is not None and (head[0] > number or hashes[head[0]] != head[1]):
        found.append(f"{FILE}: it had {head[0]} lines, and the last of them is no longer there or not as it was")
    return found


def _add(path: Path, said: Mapping[str, object]) -> None:
    every = _texts(path)
    before = next((line.hash for line in map(_line, reversed(every)) if line is not None), "")
    when = datetime.now(UTC).isoformat(timespec="seconds")
    line = Line(when, str(said["who"]), str(said["command"]), str(said["state"]), _plain(said["what"]), before, "")
    whole = {**asdict(line), "hash": _hash(line)}
    _append(path, (json.dumps(whole, ensure_ascii=False) + "\n").encode())
    head = json.dumps({"lines": len(every) + 1, "hash": whole["hash"]})
    replaced(path.with_name(HEAD), head.encode())


def _plain(what: object) -> dict[str, object]:
    """As it comes back from the file."""
    said: dict[str, object] = json.loads(json.dumps(what, default=str))
    return said


def _append(path: Path, content: bytes) -> None:
    """Write at the end in one go; where not all of it could be, none of it stays."""
    new = not path.exists()
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        size = os.fstat(handle).st_size
        try:
            if os.write(handle, content) < len(content):
                raise OSError(28, "No space left on device")
            os.fsync(handle)
        except OSError:
            os.ftruncate(handle, size)
            raise
    finally:
        os.close(handle)
    if new:
        sync(path.parent)


def _lines(path: Path) -> Iterator[tuple[int, Line | None]]:
    """Every line by its number; None for one that cannot be read."""
    return enumerate(map(_line, _texts(path)), start=1)


def _texts(path: Path) -> list[str]:
    """The lines. Only what ends one when it is written does: a name may hold other signs that stand for an end."""
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n") if path.exists() else []
    return lines if lines and lines[-1] else lines[:-1]


def _line(text: str) -> Line | None:
    try:
        return Line(**json.loads(text))
    except (ValueError, TypeError):
        return None


def _hash(line: Line) -> str:
    """SHA-256 over all of the line but its own hash."""
    said = {name: value for name, value in asdict(line).items() if name != "hash"}
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _head(path: Path) -> tuple[int, str] | None:
    """How many lines there were, and the hash of the last; None where that was not kept."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return int(said["lines"]), str(said["hash"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
