"""A look into the parts of a workbook for what calamine does not say: failed formulas, and cells far from the others.

Reading every part also shows whether the file is whole: zipfile compares each with its check sum.
"""

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from posixpath import join, normpath
from xml.parsers.expat import ParserCreate

from linkwork.loaders._cells import UNCALCULATED, letters

BLOCK = 1 << 20

_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]+)(\d+)"(?:[^>]*[^>/])?>')
#: A cell beyond column CZ or below row 99,999. A sheet without one has fewer cells than any that is refused.
_FAR = re.compile(rb'r="(?:[A-Z]{3}|[D-Z][A-Z]\d|[A-Z]+\d{6})')
_FAILED = re.compile(rb'<(?:\w+:)?c\s(?=[^>]*\bt="e")[^>]*?\br="([A-Z]+)(\d+)"[^>]*>.*?<(?:\w+:)?v>([^<]*)<', re.DOTALL)
#: A formula without a value: text that it gave may be empty (t="str"), anything else was never calculated.
_BARE = re.compile(
    rb'<(?:\w+:)?c\s(?![^>]*\bt="(?:str|e)")[^>]*?\br="([A-Z]+)(\d+)"[^>]*>\s*'
    rb"<(?:\w+:)?f\b(?:[^>]*/>|[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_ODS = re.compile(
    rb'<table:table\s[^>]*?table:name="([^"]*)"|<table:table-row\b([^>]*)>|<table:(?:covered-)?table-cell\b([^>]*)>'
)


@dataclass(slots=True)
class Extent:
    """How far a sheet is filled; formulas that failed or have no value: row number -> column index -> what it shows.

    Of a workbook's sheet without a cell beyond column CZ and row 99,999 it is not worked out: it is not far.
    """

    rows: int = 0
    columns: int = 0
    failed: dict[int, dict[int, str]] = field(default_factory=dict)

    @property
    def corner(self) -> str:
        """The cell in the last filled row and the last filled column."""
        return f"{letters(self.columns - 1)}{self.rows}"

    def reach(self, rows: int, columns: int) -> None:
        """Stretch as far as this."""
        self.rows, self.columns = max(self.rows, rows), max(self.columns, columns)


def xlsx_extents(archive: zipfile.ZipFile, only: Callable[[str], bool] | None = None) -> dict[str, Extent]:
    """The extent of each worksheet by name. Raises zipfile.BadZipFile where a part is not as it was written.

    With `only` no part is looked at but the sheets that are called so.
    """
    names = {part: name for part, name in _sheet_names(archive).items() if only is None or only(name)}
    extents = {name: Extent() for name in names.values()}
    for member in archive.infolist():
        if member.filename in names:
            extent, far = extents[names[member.filename]], False
            for piece in _pieces(archive, member, (b"<c ", b":c ")):
                far = far or _FAR.search(piece) is not None
                _take_failed(extent, piece)
            if far:
                for piece in _pieces(archive, member, (b"<c ", b":c ")):
                    _take_reach(extent, piece)
        elif only is None:
            _read_through(archive, member)
    return extents


def ods_extents(archive: zipfile.ZipFile) -> dict[str, Extent]:
    """The extent of each table by name. Raises BadZipFile or ExpatError where a part is not as it was written."""
    extents: dict[str, Extent] = {}
    reading = _Ods(extents)
    for member in archive.infolist():
        if member.filename == "content.xml":
            well_formed = ParserCreate()  # calamine never comes back from a content.xml that is not
            for piece in _pieces(archive, member, (b"<table:",)):
                well_formed.Parse(piece)
                reading.take(piece)
            well_formed.Parse(b"", True)
        else:
            _read_through(archive, member)
    return extents


def _read_through(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    with archive.open(member) as stream:
        while stream.read(BLOCK):
            pass


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo, starts: tuple[bytes, ...]) -> Iterator[bytes]:
    """A part in pieces, each cut before one of `starts`, so that no cell is cut in two."""
    rest = b""
    with archive.open(member) as stream:
        while block := stream.read(BLOCK):
            block = rest + block
            cut = max(block.rfind(start) for start in starts)
            cut = cut if cut >= 0 else max(0, len(block) - 100)
            yield block[:cut]
            rest = block[cut:]
    yield rest


def _take_reach(extent: Extent, piece: bytes) -> None:
    cells = _CELL.findall(piece)
    if cells:
        columns = {column for column, _ in cells}
        extent.reach(max(int(row) for _, row in cells), max(_index(column) for column in columns) + 1)


def _take_failed(extent: Extent, piece: bytes) -> None:
    if b't="e"' in piece:
        for column, row, shown in _FAILED.findall(piece):
            extent.failed.setdefault(int(row), {})[_index(column)] = shown.decode(errors="replace")
    if b"<f" in piece or b":f" in piece:
        for column, row in _BARE.findall(piece):
            extent.failed.setdefault(int(row), {})[_index(column)] = UNCALCULATED


def _index(column: bytes) -> int:
    index = 0
    for letter in column:
        index = index * 26 + letter - 64
    return index - 1


def _sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """Part name -> sheet name, by the workbook's list of sheets and its list of parts."""
    try:
        book = archive.read("xl/workbook.xml").decode()
        links = archive.read("xl/_rels/workbook.xml.rels").decode()
    except (KeyError, UnicodeDecodeError):  # calamine will say whether it can be read at all
        return {}
    parts = re.findall(r"<(?:\w+:)?Relationship\s[^>]*>", links)
    targets = {_attribute(tag, "Id"): _attribute(tag, "Target") for tag in parts}
    sheets = re.findall(r"<(?:\w+:)?sheet\s[^>]*>", book)
    return {
        normpath(join("/xl", targets.get(_attribute(tag, r"\w+:id"), ""))).lstrip("/"): _attribute(tag, "name")
        for tag in sheets
    }


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf"""\s{name}=("[^"]*"|'[^']*')""", tag)
    return unescape(found[1][1:-1]) if found else ""


class _Ods:
    """Where the reader of content.xml has come to: rows and cells may stand for many alike."""

    def __init__(self, extents: dict[str, Extent]) -> None:
        self.extents = extents
        self.extent = Extent()
        self.row = self.repeated = self.column = 0

    def take(self, piece: bytes) -> None:
        """Go on by one piece of content.xml."""
        for found in _ODS.finditer(piece):
            name, row, cell = found.groups()
            if name is not None:
                self.extent = self.extents.setdefault(unescape(name.decode()), Extent())
                self.row = self.repeated = 0
            elif row is not None:
                self.row += self.repeated
                self.repeated, self.column = _repeats(row, b"rows"), 0
            else:
                self._cell(cell, piece[found.end() : found.end() + 100])

    def _cell(self, attributes: bytes, after: bytes) -> None:
        times = _repeats(attributes, b"columns")
        if b"office:value-type" in attributes:
            self.extent.reach(self.row + self.repeated, self.column + times)
            if b'calcext:value-type="error"' in attributes:
                shown = re.search(rb"<text:p>([^<]*)", after)
                self.extent.failed.setdefault(self.row + 1, {})[self.column] = shown[1].decode() if shown else "#N/A"
        elif b"table:formula" in attributes:
            self.extent.reach(self.row + 1, self.column + times)
            self.extent.failed.setdefault(self.row + 1, {})[self.column] = UNCALCULATED
        self.column += times


def _repeats(attributes: bytes, what: bytes) -> int:
    found = re.search(rb'table:number-%s-repeated="(\d+)"' % what, attributes)
    return int(found[1]) if found else 1
