"""What a workbook may unfold into: it is a zip, so that a small file may hold more than a memory does.

Excel's own limit of a cell is 32,767 characters. A document type is the only way in XML to make a small part unfold
into a large one or to name other files; no workbook has any use for one.
"""

import zipfile
from collections.abc import Iterator
from copy import copy

#: Bytes of all parts of a workbook, unpacked; of a part that is read whole; of one cell; and how many parts there are.
LARGEST, WHOLE, LONGEST_CELL, MOST_PARTS = 1_000_000_000, 20_000_000, 4_000_000, 10_000
#: Characters of all cells together: the text of one may stand in many.
MOST_TEXT = 500_000_000
LONG = f"one cell has over {LONGEST_CELL // 1_000_000} MB of text; clear it and save the workbook"
BLOCK = 1 << 20
#: Of one block the end is looked at again with the next, in which a mark may go on.
OVER = 100


class Refused(Exception):
    """Why this workbook cannot be read, and the sheet where that is known."""

    def __init__(self, message: str, sheet: str = "") -> None:
        super().__init__(message)
        self.sheet = sheet


def check_size(archive: zipfile.ZipFile) -> None:
    """Raises Refused where the parts, as the zip's directory has them, are too many or too large unpacked."""
    members = archive.infolist()
    size = sum(member.file_size for member in members)
    if size > LARGEST:
        raise Refused(
            f"unpacked this workbook has {size // 1_000_000:,} MB and at most {LARGEST // 1_000_000:,} are read"
        )
    if len(members) > MOST_PARTS:
        raise Refused(f"this workbook has {len(members):,} parts and at most {MOST_PARTS:,} are read")


def read_through(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part block by block. Raises BadZipFile where it is not as it was written, or longer than the directory says.

    Raises Refused where it has a document type.
    """
    longer = copy(member)  # a part that goes on after the length it is said to have would go on in the memory of others
    longer.file_size += 1
    before, read = b"", 0
    with archive.open(longer) as stream:
        while block := stream.read(BLOCK):
            read += len(block)
            if b"<!DOCTYPE" in before + block:
                raise Refused("this workbook has a document type (DOCTYPE) in it, which is not read for safety")
            before = block[-OVER:]
            yield block
    if read > member.file_size:
        raise zipfile.BadZipFile(member.filename)


def read_whole(archive: zipfile.ZipFile, name: str) -> str:
    """A small part as text. Raises KeyError where it is not there, UnicodeDecodeError for other letters than UTF-8."""
    member = archive.getinfo(name)
    if member.file_size > WHOLE:
        raise Refused(f"its part {name} has {member.file_size // 1_000_000:,} MB, as no workbook's has")
    return b"".join(read_through(archive, member)).decode()


def pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo, starts: tuple[bytes, ...], sheet: str) -> Iterator[bytes]:
    """A part in pieces, each cut before the element of one of `starts`, so that no cell is cut in two.

    Raises Refused where a cell goes on for more than LONGEST_CELL.
    """
    rest = b""
    for block in read_through(archive, member):
        whole = rest + block
        # A start without its < follows a prefix, which belongs to the cell.
        cut = max(whole.rfind(b"<", 0, whole.rfind(start) + 1) for start in starts)
        cut = cut if cut >= 0 else max(0, len(whole) - OVER)
        yield whole[:cut]
        rest = whole[cut:]
        if len(rest) > LONGEST_CELL:
            raise Refused(LONG, sheet)
    yield rest


def check_text(characters: int, sheet: str) -> None:
    """Raises Refused where the cells hold more text than is read."""
    if characters > MOST_TEXT:
        raise Refused(f"its cells hold over {MOST_TEXT // 1_000_000} million characters; load it in parts", sheet)
