"""A look into an OpenDocument spreadsheet: how far each table goes, which formulas failed, how much text it holds.

In it a row or a cell may stand for many alike, so that a few bytes can say more than a memory holds.
"""

import zipfile
from xml.parsers.expat import ParserCreate

from linkwork.loaders._bounds import LONG, LONGEST_CELL, Refused, check_text, read_through
from linkwork.loaders._cells import UNCALCULATED
from linkwork.loaders._parts import Extent

CONTENT = "content.xml"
#: No sheet has more rows or columns; what says so is taken for this many.
MOST_REPEATED = 1_048_576


def ods_extents(archive: zipfile.ZipFile) -> dict[str, Extent]:
    """The extent of each table by name. Raises BadZipFile or ExpatError where a part is not as it was written.

    calamine never comes back from a content.xml that is not whole XML.
    """
    reading = _Reading()
    for member in archive.infolist():
        reader = ParserCreate() if member.filename == CONTENT else None
        if reader:
            reader.buffer_text = True
            reader.StartElementHandler, reader.EndElementHandler = reading.start, reading.end
            reader.CharacterDataHandler = reading.text
        for block in read_through(archive, member):
            if reader:
                reader.Parse(block)
        if reader:
            reader.Parse(b"", True)
    return reading.extents


class _Reading:
    """Where the reader of content.xml has come to."""

    def __init__(self) -> None:
        self.extents: dict[str, Extent] = {}
        self.extent, self.table = Extent(), ""
        self.row = self.repeated = self.column = 0
        self.cell: dict[str, str] | None = None
        self.shown: list[str] = []
        self.characters = self.total = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == "table:table":
            self.table = attributes.get("table:name", "")
            self.extent = self.extents.setdefault(self.table, Extent())
            self.row = self.repeated = 0
        elif name == "table:table-row":
            self.row += self.repeated
            self.repeated, self.column = _repeats(attributes, "rows"), 0
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self.cell, self.shown, self.characters = attributes, [], 0
        elif name == "text:s" and self.cell is not None:
            self._count(_number(attributes.get("text:c", "1"), LONGEST_CELL + 1))

    def text(self, text: str) -> None:
        """Characters, of a cell or between elements."""
        if self.cell is not None:
            self._count(len(text))
            if len(self.shown) < 20:
                self.shown.append(text)

    def end(self, name: str) -> None:
        """An element ends."""
        if name in ("table:table-cell", "table:covered-table-cell") and self.cell is not None:
            self._close(self.cell)
            self.cell = None

    def _count(self, characters: int) -> None:
        self.characters += characters
        if self.characters > LONGEST_CELL:
            raise Refused(LONG, self.table)

    def _close(self, attributes: dict[str, str]) -> None:
        """Take a whole cell."""
        times = _repeats(attributes, "columns")
        if "office:value-type" in attributes:
            self.extent.reach(self.row + self.repeated, self.column + times)
            self.total += self.characters * times * self.repeated
            check_text(self.total, self.table)
            if attributes.get("calcext:value-type") == "error":
                self.extent.failed.setdefault(self.row + 1, {})[self.column] = "".join(self.shown).strip() or "#N/A"
        elif "table:formula" in attributes:
            self.extent.reach(self.row + 1, self.column + times)
            self.extent.failed.setdefault(self.row + 1, {})[self.column] = UNCALCULATED
        self.column += times


def _repeats(attributes: dict[str, str], what: str) -> int:
    return _number(attributes.get(f"table:number-{what}-repeated", "1"), MOST_REPEATED)


def _number(said: str, most: int) -> int:
    """A number as written, `most` for one that is larger, 1 for what is none."""
    text = said.strip()
    return 1 if not text.isdecimal() else most if len(text) > 10 else min(int(text), most)
