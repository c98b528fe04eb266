"""All that a file holds as one run of bytes: unpacked, decompressed, decoded, so that it can be searched."""

import base64
import gzip
import html
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress

#: A data address in a page, and a compressed stream in a PDF.
_BASE64 = re.compile(rb"base64,([A-Za-z0-9+/=]{16,})")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_UTF16 = re.compile(rb"<([0-9A-Fa-f]{4,})>")
PNG, ZIP, GZIP = b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", b"\x1f\x8b"


def unpacked(content: bytes) -> bytes:
    """The content with everything that is packed in it beside it."""
    return b"\n".join(_parts(content))


def _parts(content: bytes) -> Iterator[bytes]:
    if content.startswith(ZIP):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                yield member.filename.encode()
                yield from _parts(archive.read(member))
        return
    yield content
    if content.startswith(GZIP):
        yield from _parts(gzip.decompress(content))
    elif content.startswith(PNG):
        yield from _chunks(content)
    elif content.startswith(b"%PDF"):
        yield from _streams(content)
    else:
        yield from _decoded(content)


def _decoded(content: bytes) -> Iterator[bytes]:
    """What pages and data say in another spelling: entities, JSON's escapes, base64."""
    for found in _BASE64.finditer(content):
        with suppress(ValueError):
            yield from _parts(base64.b64decode(found[1], validate=True))
    if b"&" in content:
        yield html.unescape(content.decode("utf-8", "replace")).encode("utf-8", "replace")
    if b"\\u" in content:
        with suppress(ValueError):
            yield json.dumps(json.loads(content), ensure_ascii=False).encode("utf-8", "replace")


def _chunks(content: bytes) -> Iterator[bytes]:
    """The text of a PNG, packed or not."""
    place = len(PNG)
    while place + 8 <= len(content):
        length = int.from_bytes(content[place : place + 4])
        sort, data = content[place + 4 : place + 8], content[place + 8 : place + 8 + length]
        if sort in (b"zTXt", b"iTXt"):
            for start in range(len(data)):
                with suppress(zlib.error):
                    yield zlib.decompress(data[start:])
                    break
        if sort != b"IDAT":
            yield data
        place += 12 + length


def _streams(content: bytes) -> Iterator[bytes]:
    """What a PDF's streams hold, and its texts that are written as hexadecimal UTF-16."""
    for found in _STREAM.finditer(content):
        with suppress(zlib.error):
            yield zlib.decompressobj().decompress(found[1])
    for found in _UTF16.finditer(content):
        with suppress(ValueError):
            yield bytes.fromhex(found[1].decode()).decode("utf-16-be", "replace").encode()
