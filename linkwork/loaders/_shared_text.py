"""How much text the cells of a workbook hold when every text that they share is put into each of them."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from xml.parsers.expat import ParserCreate

from linkwork.loaders._bounds import LONG, LONGEST_CELL, MOST_TEXT, Refused, check_text, read_through

SHARED = "xl/sharedStrings.xml"
_ITEM = re.compile(rb"<(?:\w{1,40}:)?si\b")


def check_shared(archive: zipfile.ZipFile, names: Mapping[str, str]) -> None:
    """Raises Refused where a shared text is longer than a cell, or the cells of these sheets hold too much text.

    They are added up only where as many texts as there are values, each as long as the longest, would be too much.
    """
    found = next((one for one in archive.infolist() if one.filename.casefold() == SHARED.casefold()), None)
    if found is None:
        return
    longest = _longest(archive, found)
    sheets = {member: names[member.filename] for member in archive.infolist() if member.filename in names}
    values = {member: _values(archive, member) for member in sheets}
    if longest * sum(values.values()) <= MOST_TEXT:
        return
    lengths = _lengths(archive, found)
    total = 0
    for member, name in sheets.items():
        for characters in _texts(archive, member, lengths):
            total += characters
            check_text(total, name)


def _longest(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> int:
    """The bytes of the longest text, with its marks."""
    longest = begun = at = 0
    for block in read_through(archive, member):
        for found in _ITEM.finditer(block):
            longest, begun = max(longest, at + found.start() - begun), at + found.start()
        at += len(block)
        if at - begun > LONGEST_CELL + len(block):
            raise Refused(LONG)
    return max(longest, at - begun)


def _values(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> int:
    """At most so many cells of a sheet have a value."""
    return sum(block.count(b"<v") + block.count(b":v") for block in read_through(archive, member))


def _lengths(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> list[int]:
    """The characters of every text."""
    lengths: list[int] = []
    reader = ParserCreate()
    reader.StartElementHandler = lambda name, _: lengths.append(0) if name.rpartition(":")[2] == "si" else None

    def add(text: str) -> None:
        if lengths:
            lengths[-1] += len(text)

    reader.CharacterDataHandler = add
    for block in read_through(archive, member):
        reader.Parse(block)
    return lengths


def _texts(archive: zipfile.ZipFile, member: zipfile.ZipInfo, lengths: list[int]) -> Iterator[int]:
    """How many characters the cells of each block of a sheet hold, by the texts that they name."""
    named: list[str] = []
    inside = False
    reader = ParserCreate()
    reader.buffer_text = True

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal inside
        inside = name.rpartition(":")[2] == "v"

    def end(_: str) -> None:
        nonlocal inside
        inside = False

    reader.StartElementHandler, reader.EndElementHandler = start, end
    reader.CharacterDataHandler = lambda text: named.append(text) if inside else None
    for block in read_through(archive, member):
        reader.Parse(block)
        places = [int(text) for text in named if text.strip().isdecimal() and len(text) < 10]
        yield sum(lengths[place] for place in places if place < len(lengths))
        named.clear()
