"""Files in one file, zip or Office, whose bytes follow from what is in them and not from when they were written."""

import re
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

#: The first moment that a zip file can name stands for no moment.
NO_DAY = date(1980, 1, 1)
_CORE = "docProps/core.xml"
_WRITTEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def zipped(parts: Mapping[str, bytes], day: date = NO_DAY) -> bytes:
    """The parts under their names, in their order, as if written at the beginning of a day of 1980 or later."""
    stamp = (max(NO_DAY.year, day.year), day.month, day.day, 0, 0, 0)
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(ZipInfo(name, stamp), content, ZIP_DEFLATED)
    return file.getvalue()


def settled(office: bytes, day: date = NO_DAY) -> bytes:
    """The same Office file, with that day for when it and every part of it were written."""
    said = day.strftime("%Y-%m-%dT00:00:00Z").encode()
    with ZipFile(BytesIO(office)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped(parts | {_CORE: _WRITTEN.sub(rb"\g<1>" + said, parts[_CORE])}, day)
