"""What could be done by an output where it is opened: looked for in each as what opens it would."""

import csv
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO, StringIO
from pathlib import Path
from xml.etree import ElementTree

import openpyxl

from linkwork.spreadsheets import FORMULA

#: What a page may hold that is run, and what may lead away from it.
_ACTIVE = re.compile(r"(?i)^(on\w+)$")
#: Parts of an Office file that would run, or fetch.
_RUN = re.compile(r"(?i)vbaProject|externalLink|oleObject|activeX|attachedTemplate")
_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?(e[-+]?\d+)?", re.IGNORECASE)


def wrong(file: Path, shown: bool) -> list[str]:
    """Everything wrong with a file, by its ending; pages are looked at in a browser besides.

    `shown` is whether it is what a command said, for a terminal may have shown it.
    """
    look = _LOOKS.get(file.suffix)
    return [*(look(file) if look else []), *(_terminal(file) if shown else [])]


def _terminal(file: Path) -> Iterator[str]:
    text = file.read_text(encoding="utf-8")
    for character in sorted({ch for ch in text if not ch.isprintable() and ch != "\n"}):
        yield f"a character that a terminal obeys: U+{ord(character):04X}"


def _markdown(file: Path) -> Iterator[str]:
    text = file.read_text(encoding="utf-8")
    if re.search(r"<(?=[a-z/!])", text, re.IGNORECASE):
        yield "markup that a reader of Markdown would run"
    if re.search(r"(?<!\\)\]\((javascript|http://evil)", text):
        yield "a link or a picture that a name made"


def _json(file: Path) -> Iterator[str]:
    yield from ()
    json.loads(file.read_text(encoding="utf-8"))


def _lines(file: Path) -> Iterator[str]:
    for line in file.read_text(encoding="utf-8").split("\n"):
        if line:
            json.loads(line)
    yield from ()


def _csv(file: Path) -> Iterator[str]:
    yield from _cells(file.read_text(encoding="utf-8"))


def _cells(text: str) -> Iterator[str]:
    for row in csv.reader(StringIO(text, newline="")):
        for cell in row:
            if cell.startswith(FORMULA) and not _NUMBER.fullmatch(cell):
                yield f"a cell that is a formula: {cell[:40]!r}"


def _xml(file: Path) -> Iterator[str]:
    root = ElementTree.fromstring(file.read_bytes())  # noqa: S314 -- our own output
    for element in root.iter():
        name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if name.lower() in ("script", "foreignobject", "iframe", "image") and file.suffix == ".svg":
            yield f"an element that runs or fetches: {name}"
        for attribute, value in element.attrib.items():
            if _ACTIVE.match(attribute) or (attribute.endswith("href") and not value.startswith("#")):
                yield f"an attribute that runs or leads away: {attribute}={value[:40]!r}"


def _office(file: Path) -> Iterator[str]:
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            if _RUN.search(name):
                yield f"a part that runs or fetches: {name}"
            if name.endswith((".xml", ".rels")):
                content = archive.read(name)
                ElementTree.fromstring(content)  # noqa: S314 -- our own output
                if b'TargetMode="External"' in content and b"javascript:" in content:
                    yield f"a link that runs: {name}"
                fields = b" ".join(re.findall(rb"<w:instrText[^>]*>([^<]*)", content))
                if re.search(rb"(?i)DDE|INCLUDE|HYPERLINK", fields):
                    yield f"a field that runs or fetches: {name}"
    if file.suffix == ".xlsx":
        yield from _workbook(file)


def _workbook(file: Path) -> Iterator[str]:
    book = openpyxl.load_workbook(BytesIO(file.read_bytes()))
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if cell.data_type == "f":
                yield f"a formula in {sheet.title}!{cell.coordinate}: {str(cell.value)[:40]!r}"
            elif isinstance(cell.value, str) and cell.value.startswith(FORMULA) and not cell.quotePrefix:
                yield f"text that is a formula once edited, in {sheet.title}!{cell.coordinate}: {cell.value[:40]!r}"


def _zip(file: Path) -> Iterator[str]:
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            if name.endswith(".csv"):
                yield from _cells(archive.read(name).decode())


def _pdf(file: Path) -> Iterator[str]:
    content = file.read_bytes()
    for word in (b"/JavaScript", b"/Launch", b"/URI", b"/OpenAction"):
        if word in content:
            yield f"something that runs or leads away: {word.decode()}"


_LOOKS: dict[str, Callable[[Path], Iterator[str]]] = {
    ".md": _markdown,
    ".json": _json,
    ".jsonl": _lines,
    ".csv": _csv,
    ".svg": _xml,
    ".graphml": _xml,
    ".gexf": _xml,
    ".xlsx": _office,
    ".docx": _office,
    ".pptx": _office,
    ".zip": _zip,
    ".pdf": _pdf,
}
