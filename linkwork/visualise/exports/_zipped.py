"""Files in one file, the same bytes whenever it is made."""

import re
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

#: The first moment that a zip file can name stands for no moment.
NO_TIME = (1980, 1, 1, 0, 0, 0)
_WRITTEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """The parts under their names, in their order, of no time."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(ZipInfo(name, NO_TIME), content, ZIP_DEFLATED)
    return file.getvalue()


def without_times(office: bytes) -> bytes:
    """An Office file without the moment at which it was made."""
    with ZipFile(BytesIO(office)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    core = "docProps/core.xml"
    return zipped(parts | {core: _WRITTEN.sub(rb"\g<1>1980-01-01T00:00:00Z", parts[core])})
