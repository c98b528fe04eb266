"""A search of every file of a folder for what tells who somebody is: the proof that it is gone.

Files are read as they are, and what is packed is opened: workbooks and documents, zip and gzip files, and Parquet. In
the files of the embedded graph a value is found wherever its bytes are, also where the engine holds them no longer.
"""

import csv
import gzip
import zipfile
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

import polars as pl

from linkwork.graph.traces import Traces

#: So much is looked through at a time; what stands across two pieces is found within the overlap.
PIECE, OVERLAP = 1 << 20, 4096
#: A packed file within a packed file is opened so often.
DEEP = 3
TAG = b"<"
#: Kinds of file that are packed in ways that are not opened here.
SHUT = (".pdf", ".png", ".jpg", ".jpeg")
#: Endings of the embedded graph's files, in which the length of a text stands before it.
GRAPH = (".bucket", ".umtidx", ".notunidx", ".dict", ".wal")
#: What opening a file ends in that is damaged, has a password or is not what its name says: a part that cannot be
#: unpacked, a table that is none, a cell as long as a book, XML that is not whole, and whatever openpyxl trips over.
UNREADABLE = (
    *(OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error, pl.exceptions.PolarsError, csv.Error),
    *(ValueError, LookupError, TypeError, AttributeError, SyntaxError),
)


@dataclass
class Search:
    """What was looked through, where something was found, and what could not be looked into."""

    files: int = 0
    records: int = 0
    bytes: int = 0
    found: list[str] = field(default_factory=list)
    shut: list[str] = field(default_factory=list)

    def add(self, other: "Search") -> None:
        """Count another search as a part of this one."""
        self.files += other.files
        self.bytes += other.bytes
        self.records += other.records
        self.found += other.found
        self.shut += other.shut


def search_folder(folder: Path, traces: Traces, but: Collection[str] = ()) -> Search:
    """Look through every file of a folder and their names, all but the files of these names directly in it."""
    search = Search()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.relative_to(folder).as_posix() not in but:
            search.add(search_file(path, traces, path.relative_to(folder).as_posix()))
    return search


def search_file(path: Path, traces: Traces, name: str) -> Search:
    """Look through one file and its name; a file that cannot be read is one that could not be looked into."""
    search = Search(files=1)
    if traces.text.search(name):
        search.found.append(f"the name of {traces.taken_out(name)}")
    try:
        search.bytes = path.stat().st_size
        if path.suffix.lower() in SHUT:
            search.shut.append(name)
        with path.open("rb") as content:
            if _holds(content, path.suffix.lower(), traces):
                search.found.append(name)
    except UNREADABLE:
        search.shut.append(name)
    return search


def _holds(content: IO[bytes], ending: str, traces: Traces, depth: int = 0) -> bool:
    """Whether some value is in it, or in what is packed in it."""
    start = content.read(4)
    content.seek(0)
    if start == b"PAR1":
        return _in_table(content, traces)
    if start == b"PK\x03\x04" and depth < DEEP:
        return _in_zip(content, traces, depth)
    if start[:2] == b"\x1f\x8b" and depth < DEEP:
        with gzip.open(content) as inner:
            return _in_bytes(cast(IO[bytes], inner), traces, ending)
    return _in_bytes(content, traces, ending)


def _in_bytes(content: IO[bytes], traces: Traces, ending: str) -> bool:
    pattern = traces.raw if ending in GRAPH else traces.content
    before = b""
    while piece := content.read(PIECE):
        whole = before + piece
        tagged = pattern is traces.content and TAG in whole
        if pattern.search(whole) or (tagged and pattern.search(_without_tags(whole))):
            return True
        before = whole[-OVERLAP:]
    return False


def _without_tags(content: bytes) -> bytes:
    """The text of a page or of a part of a document: a name may have a tag within it."""
    return b"".join(part.partition(b">")[2] if number else part for number, part in enumerate(content.split(TAG)))


def _in_zip(content: IO[bytes], traces: Traces, depth: int) -> bool:
    with zipfile.ZipFile(content) as packed:
        for one in packed.infolist():
            if traces.text.search(one.filename):
                return True
            with packed.open(one) as inner:
                if _holds(inner, Path(one.filename).suffix.lower(), traces, depth + 1):
                    return True
    return False


def _in_table(content: IO[bytes], traces: Traces) -> bool:
    frame = pl.read_parquet(content.read())
    return any(traces.text.search(value) for value in _texts(frame))


def _texts(frame: pl.DataFrame) -> Iterator[str]:
    for name, kept in frame.schema.items():
        values = frame[name].explode() if kept == pl.List(pl.Utf8) else frame[name]
        if values.dtype == pl.Utf8:
            yield from (value for value in values.unique().to_list() if value)
