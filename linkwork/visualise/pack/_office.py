"""What the three Office formats share: one time for every part, and a picture that is sharp at any size."""

import io
import re
import zipfile
from datetime import datetime

#: A zip file knows no earlier day.
FIRST = 1980
_WRITTEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
FONT = "Arial"
INK, HEAD, BAND, LINK = "1F2328", "1F4E79", "F2F5F9", "0B4F9E"
LANGUAGE = "en-GB"


def moment(day: str) -> datetime:
    """Midnight of a day written as 2026-03-31."""
    return datetime.fromisoformat(day)


def settled(content: bytes, day: str) -> bytes:
    """The same file with that day for the time of writing: the same pack gives the same bytes on every run."""
    when = moment(day)
    stamp = (max(FIRST, when.year), when.month, when.day, 0, 0, 0)
    said = when.strftime("%Y-%m-%dT00:00:00Z").encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = _WRITTEN.sub(rb"\g<1>" + said, part)
            new.writestr(zipfile.ZipInfo(name, stamp), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()
