"""A look into the parts of a workbook for what calamine does not say: failed formulas, and cells far from the others.

Reading every part also shows whether the file is whole: zipfile compares each with its check sum.
"""

import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import unescape
from posixpath import join, normpath
from xml.parsers.expat import ParserCreate

from linkwork.loaders._bounds import pieces, read_through, read_whole
from linkwork.loaders._cells import UNCALCULATED, letters
from linkwork.loaders._shared_text import check_shared

#: A cell beyond column CZ or below row 99,999, or a row there: however it is written. A sheet without one has fewer
#: cells than any that is refused.
_FAR = re.compile(rb"""\sr\s*=\s*["'](?:[A-Za-z]{3}|[D-Zd-z][A-Za-z]\d|[A-Za-z]*\d{6})""")
_PLACE = re.compile(r"([A-Za-z]+)(\d+)")
#: More letters or digits than these name no cell of any sheet, and calamine believes them.
MOST_LETTERS, MOST_DIGITS = 6, 9
_CELLS = re.compile(rb"(?=<(?:\w{1,40}:)?c\s)")
_FAILED = re.compile(
    rb'<(?:\w+:)?c\s(?=[^>]{0,500}\bt="e")[^>]{0,500}?\br="([A-Z]{1,6})(\d{1,9})"[^>]{0,500}>.*?<(?:\w+:)?v>([^<]*)<',
    re.DOTALL,
)
#: A formula without a value: text that it gave may be empty (t="str"), anything else was never calculated.
_BARE = re.compile(
    rb'<(?:\w+:)?c\s(?![^>]{0,500}\bt="(?:str|e)")[^>]{0,500}?\br="([A-Z]{1,6})(\d{1,9})"[^>]{0,500}>\s*'
    rb"<(?:\w+:)?f\b(?:[^>]*/>|[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
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
            _look_at(archive, member, names[member.filename], extents)
        elif only is None or not member.filename.startswith("xl/worksheets/"):
            for _ in read_through(archive, member):  # calamine would follow a part that goes on and on
                pass
    check_shared(archive, names)
    return extents


def _look_at(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, extents: Mapping[str, Extent]) -> None:
    far = False
    for piece in pieces(archive, member, (b"<c ", b":c "), name):
        far = far or _FAR.search(piece) is not None
        _take_failed(extents[name], piece)
    if far:
        reader, counting = ParserCreate(), _Far(extents[name])
        reader.StartElementHandler, reader.EndElementHandler = counting.start, counting.end
        for block in read_through(archive, member):
            reader.Parse(block)
        reader.Parse(b"", True)


class _Far:
    """Where the reader of a sheet has come to that has cells far away: it counts as calamine does, cell by cell."""

    def __init__(self, extent: Extent) -> None:
        self.extent = extent
        self.row = self.column = 0
        self.place: tuple[int, int] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins: a row, a cell, or what fills a cell."""
        name = name.rpartition(":")[2]
        if name == "row":
            said = attributes.get("r", "")
            self.row, self.column = int(said[:MOST_DIGITS]) if said.isdecimal() else self.row + 1, 0
        elif name == "c":
            found = _PLACE.fullmatch(attributes.get("r", ""))
            if found:
                letters_, digits = found[1][:MOST_LETTERS], found[2][:MOST_DIGITS]
                self.row, self.column = int(digits), _index(letters_.upper().encode())
            self.place = (self.row, self.column + 1)
            self.column += 1
        elif self.place:  # styled cells to the end of the sheet hold nothing
            self.extent.reach(*self.place)
            self.place = None

    def end(self, name: str) -> None:
        """An element ends."""
        if name.rpartition(":")[2] == "c":
            self.place = None


def _take_failed(extent: Extent, piece: bytes) -> None:
    if b't="e"' not in piece and b"<f" not in piece and b":f" not in piece:
        return
    for cell in _CELLS.split(piece):  # one by one: a pattern may not go looking for its end in the cells that follow
        if found := _FAILED.match(cell):
            extent.failed.setdefault(int(found[2]), {})[_index(found[1])] = found[3].decode(errors="replace")
        elif found := _BARE.match(cell):
            extent.failed.setdefault(int(found[2]), {})[_index(found[1])] = UNCALCULATED


def _index(column: bytes) -> int:
    index = 0
    for letter in column:
        index = index * 26 + letter - 64
    return index - 1


def _sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """Part name -> sheet name, by the workbook's list of sheets and its list of parts."""
    try:
        book = read_whole(archive, "xl/workbook.xml")
        links = read_whole(archive, "xl/_rels/workbook.xml.rels")
    except (KeyError, UnicodeDecodeError):  # calamine will say whether it can be read at all
        return {}
    parts = re.findall(r"<(?:\w{1,40}:)?Relationship\s[^>]{0,2000}>", links)
    targets = {_attribute(tag, "Id"): _attribute(tag, "Target") for tag in parts}
    sheets = re.findall(r"<(?:\w{1,40}:)?sheet\s[^>]{0,2000}>", book)
    return {
        normpath(join("/xl", targets.get(_attribute(tag, r"\w+:id"), ""))).lstrip("/"): _attribute(tag, "name")
        for tag in sheets
    }


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf"""\s{name}=("[^"]*"|'[^']*')""", tag)
    return unescape(found[1][1:-1]) if found else ""
