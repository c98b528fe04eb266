"""Documents that are easily changed, and how each is written as files: tables, JSON, XML and text.

In a cell text that begins with RAW stands for the XML of a cell of a workbook, with its place as {}; in JSON text that
begins with BARE stands without its quote marks, and a key that begins with AGAIN without that word, so that it may be
there twice.
"""

import gzip
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from typing import Any
from xml.sax.saxutils import escape, quoteattr

RAW, BARE, AGAIN = "raw:", "bare:", "again:"
#: How tables may be written. Those of several sheets are a folder of files in all but the workbook.
FORMS = ("csv", "semicolon", "tsv", "gz", "utf-16", "cp1252", "xlsx", "zip")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

Files = Mapping[str, bytes]
Rows = list[list[Any]]


@dataclass(slots=True)
class Sheets:
    """Tables by name, the first row of each its headings."""

    stem: str
    sheets: dict[str, Rows]


@dataclass(slots=True)
class Tree:
    """What a JSON file holds."""

    name: str
    held: Any


@dataclass(slots=True)
class Element:
    """An element of XML: its name, its attributes, and the text and elements in it."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: list["Element | str"] = field(default_factory=list)


@dataclass(slots=True)
class Markup:
    """An XML file."""

    name: str
    root: Element


@dataclass(slots=True)
class Lines:
    """A text file, line by line."""

    name: str
    lines: list[str]


Document = Sheets | Tree | Markup | Lines


def written(document: Document, form: str) -> Files:
    """The files of a document by their paths; `form` is one of FORMS and says how tables are written."""
    if isinstance(document, Sheets):
        return _tables(document, form)
    if isinstance(document, Tree):
        return {document.name: _json(document.held)}
    if isinstance(document, Markup):
        return {document.name: _bytes(f'<?xml version="1.0" encoding="UTF-8"?>{_xml(document.root)}')}
    return {document.name: _bytes("\n".join(document.lines) + "\n")}


def _tables(document: Sheets, form: str) -> Files:
    if form == "xlsx":
        return {f"{document.stem}.xlsx": workbook(document.sheets)}
    tables = {_file_name(name): _table(rows, form) for name, rows in document.sheets.items()}
    if form == "zip":
        return {f"{document.stem}.zip": packed({f"{name}.csv": content for name, content in tables.items()})}
    ending = {"tsv": ".tsv", "gz": ".csv.gz"}.get(form, ".csv")
    if len(tables) == 1:
        return {document.stem + ending: next(iter(tables.values()))}
    return {f"{document.stem}/{name}{ending}": content for name, content in tables.items()}


def workbook(sheets: Mapping[str, Rows]) -> bytes:
    """A small .xlsx with these sheets, the text in the cells themselves."""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>' for n, name in zip(numbers, sheets, strict=True)
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>',
        **{f"xl/worksheets/sheet{n}.xml": _sheet(rows) for n, rows in zip(numbers, sheets.values(), strict=True)},
    }
    return packed({name: _bytes(text) for name, text in parts.items()})


def packed(parts: Files) -> bytes:
    """The parts as a zip."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def letters(column: int) -> str:
    """The letters over a column of a spreadsheet, counted from 0."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _file_name(name: str) -> str:
    """A sheet's name as a file may have it."""
    return re.sub(r"[\x00/\ud800-\udfff]", "_", name)[:40] or "_"


def _sheet(rows: Rows) -> str:
    made = (
        f'<row r="{n}">{"".join(_cell(f"{letters(place)}{n}", value) for place, value in enumerate(row))}</row>'
        for n, row in enumerate(rows, start=1)
    )
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(made)}</sheetData></worksheet>'


def _cell(place: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(RAW):
        return value.removeprefix(RAW).replace("{}", place)
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def _table(rows: Rows, form: str) -> bytes:
    separator = {"semicolon": ";", "tsv": "\t"}.get(form, ",")
    out = StringIO()
    for row in rows:  # csv.writer refuses what a hostile file may hold
        out.write(separator.join(_quoted("" if value is None else str(value), separator) for value in row) + "\r\n")
    if form in ("utf-16", "cp1252"):
        return out.getvalue().encode(form, "replace")
    content = _bytes(out.getvalue())
    return gzip.compress(content, mtime=0) if form == "gz" else content


def _quoted(text: str, separator: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in (separator, '"', "\n", "\r")) else text


def _json(held: object) -> bytes:
    text = json.dumps(held, ensure_ascii=False)
    text = re.sub(rf'"{BARE}([^"]*)"', r"\1", text)
    return _bytes(text.replace(f'"{AGAIN}', '"'))


def _xml(one: Element | str) -> str:
    if isinstance(one, str):
        return one.removeprefix(RAW) if one.startswith(RAW) else escape(one)
    attributes = "".join(f" {name}={quoteattr(value)}" for name, value in one.attributes.items())
    return f"<{one.name}{attributes}>{''.join(map(_xml, one.inside))}</{one.name}>"


def names_of(files: Files) -> Sequence[str]:
    """What a person would name to load these files: files, and folders instead of what is in them."""
    return list(dict.fromkeys(path.partition("/")[0] for path in files))
