"""No room on the disk, or a folder that may only be read: a clear line, nothing lost, and later the same works."""

import os
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from linkwork.personal_data.audit import FILE as TRAIL
from linkwork.personal_data.audit import HEAD as TRAIL_HEAD
from linkwork.personal_data.audit import broken
from tools.faults.children import apart, command
from tools.faults.kills import dumped, put_sheets

Disk = Callable[[Path], Any]
#: Every command that writes, with what it may leave: `{out}` is an empty folder, `{town}` the project.
WRITING: Mapping[str, tuple[str, ...]] = {
    "load": ("load", "mapping-workbook", "{second}", "--as-of", "2024-02-01", "--source", "town", "--yes"),
    "build": ("build", "--from-scratch"),
    "decide": ("decide", "accept", "org-hill", "org-river"),
    "withdraw": ("withdraw", "2024-01-01_town_1", "--reason", "a trial"),
    "sources": ("sources", "retire", "town"),
    "template": ("template", "{out}/next.xlsx"),
    "init": ("init", "{out}/new"),
    "ask": ("ask", "D1", "--save", "{out}/answer.csv"),
    "draw": ("draw", "network-map", "--save", "{out}/map.svg"),
    "export": ("export", "xlsx", "{out}/graph.xlsx"),
    "import": ("export", "neo4j-import", "{out}/import", "--internal"),
    "pack": ("pack", "{out}/pack.docx", "--question", "D1"),
    "atlas": ("atlas", "{out}/atlas.html"),
    "demo": ("demo", "--place", "millbrook", "--out", "{out}/demo"),
}
#: What may be there in part: the folder of a new project before its settings, and places of things in pictures.
ALLOWED = ("out/new", "out/demo")
#: What has a line more when a command has begun, and what is written anew with what was there in it.
ADDED_TO, WRITTEN_ANEW = (f"town/{TRAIL}",), ("town/decisions.csv", f"town/{TRAIL_HEAD}")
#: Bytes that one file may have.
LIMITS = (64, 4096, 65536)
#: Bytes left on a disk that is all but full.
LEFT = (0, 200_000)


def disks(mounted: bool) -> dict[str, Disk]:
    """Every way to have no room: by a limit, which is always to be had, and on a disk, where one may be made.

    A way makes a folder unfit and is a context; what is done inside meets it.
    """
    limits = {f"no file longer than {size:,} bytes": lambda _, size=size: limited(size) for size in LIMITS}
    full = {f"a disk with {left:,} bytes left": lambda disk, left=left: filled(disk, left) for left in LEFT}
    return limits | (full | {"a folder that may only be read": read_only} if mounted else {})


@contextmanager
def limited(size: int) -> Iterator[None]:
    """No file of this process may become longer."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


@contextmanager
def filled(disk: Path, left: int) -> Iterator[None]:
    """All of the disk but so much is taken."""
    free = os.statvfs(disk)
    filler = disk / ".filler"
    with filler.open("wb") as file:
        file.write(bytes(free.f_bavail * free.f_bsize - left))
    try:
        yield
    finally:
        filler.unlink()


@contextmanager
def read_only(disk: Path) -> Iterator[None]:
    """Nothing can be written to the disk, by the administrator neither."""
    _mount("-o", "remount,ro", str(disk))
    try:
        yield
    finally:
        _mount("-o", "remount,rw", str(disk))


@contextmanager
def disk_of_its_own(folder: Path, mounted: bool) -> Iterator[Path]:
    """A new folder; where disks may be made, one of 40 MB."""
    folder.mkdir()
    if mounted:
        _mount("-t", "tmpfs", "-o", "size=40m", "tmpfs", str(folder))
    try:
        yield folder
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=True)  # noqa: S603, S607 - the system's own
        shutil.rmtree(folder)


def may_mount(folder: Path) -> bool:
    """Whether this process may make a disk of its own."""
    try:
        with disk_of_its_own(folder, mounted=True):
            return True
    except (subprocess.CalledProcessError, FileNotFoundError):
        shutil.rmtree(folder, ignore_errors=True)
        return False


def _mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True, capture_output=True)  # noqa: S603, S607 - the system's own


def without_room(folder: Path, disk: str, names: list[str], mounted: bool) -> Iterator[tuple[str, list[str]]]:
    """For each of these commands, what was found wrong where one disk has no room."""
    put_sheets(folder)
    town = folder / "town"
    first = ("load", "mapping-workbook", str(folder / "first"), "--as-of", "2024-01-01", "--source", "town")
    for made in (["init", str(town)], [*first, "--project", str(town)]):
        if said := apart(lambda: command(made).code).gave:  # noqa: B023 - run before the next turn
            raise RuntimeError(f"{' '.join(made)} ended with {said}")
    for name in names:
        with disk_of_its_own(folder / "disk", mounted) as place:
            shutil.copytree(town, place / "town")
            (place / "out").mkdir()
            words = [word.format(out=place / "out", second=folder / "second") for word in WRITING[name]]
            yield name, list(_wrong(place, [*words, "--project", str(place / "town")], disks(mounted)[disk]))


def _wrong(place: Path, words: list[str], disk: Disk) -> Iterator[str]:
    def tried() -> dict[str, Any]:
        with disk(place):
            return asdict(command(words))

    before, graph = _files(place), dumped(place / "town")
    end = apart(tried)
    said, after = end.gave, _files(place)
    if said["wrong"]:
        yield f"an error that is no sentence: {said['wrong']}"
    if said["code"] and [line.startswith("Error: ") for line in said["text"].splitlines()].count(True) != 1:
        yield f"not one line: {said['text']}"
    if lost := [file for file in before if not _kept(file, before[file], after.get(file))]:
        yield f"lost or changed: {', '.join(lost)}"
    yield from (f"the audit trail: {wrong}" for wrong in apart(lambda: list(broken(place / "town"))).gave)
    unfinished = [file for file in after if ".unfinished" in file]
    begun = [file for file in after if file.startswith("out/") and not file.startswith(ALLOWED)] if said["code"] else []
    if unfinished or begun:
        yield f"left behind: {', '.join(unfinished + begun)}"
    if said["code"] and words[0] in ("ask", "draw", "export", "pack", "atlas") and dumped(place / "town") != graph:
        yield "the graph is another"
    if said["code"] and (again := apart(lambda: asdict(command(words))).gave)["code"]:
        yield f"it does not work later: {again['text']}{again['wrong']}"


def _kept(file: str, was: bytes, now: bytes | None) -> bool:
    """Whether a file is as it was, or has more in it where lines are added."""
    if file in ADDED_TO:
        return now is not None and now.startswith(was)
    return file in WRITTEN_ANEW or now == was


def _files(place: Path) -> dict[str, bytes]:
    """Every file but those of the graph, which the engine rewrites, and the lock, with what it holds."""
    found = (path for path in place.rglob("*") if path.is_file() and path.name not in (".filler", ".linkwork-lock"))
    named = {path.relative_to(place).as_posix(): path for path in found}
    return {name: path.read_bytes() for name, path in named.items() if "/graph/" not in name}
