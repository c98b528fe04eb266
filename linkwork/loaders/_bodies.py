"""Bodies as registers number them, and as organisation identifiers such as GB-CHC-1034374 do (org-id.guide).

The number of a charity is that of its register: of Scotland with SC before it, of Northern Ireland with NIC. A
company's is filled up with noughts to eight, as Companies House writes it.
"""

import re
from dataclasses import dataclass

import polars as pl

from linkwork.errors import Problem
from linkwork.graph.identity import Names, slug
from linkwork.graph.parsing import parse
from linkwork.graph.schema import SCHEMA
from linkwork.loaders._columns import Taken

#: Register -> the property that holds its numbers, what stands before each, and how one looks.
_CHARITY = r"\d{5,8}(-\d{1,3})?"
REGISTERS = {
    "GB-CHC": ("charity_no", "", rf"(SC|NIC)?{_CHARITY}"),
    "GB-SC": ("charity_no", "SC", r"(SC)?\d{5,6}"),
    "GB-NIC": ("charity_no", "NIC", r"(NIC)?\d{5,6}"),
    "GB-COH": ("company_no", "", r"\d{1,8}|[A-Z]{1,2}\d{4,6}[A-Z]?"),
    "GB-NHS": ("ods_code", "", r"[A-Z0-9]{3,8}"),
}
#: Identifiers that are the same whoever writes them: of a list of org-id.guide, or of one who publishes grants.
_GLOBAL = re.compile(r"(360G|[A-Z]{2,3}-[A-Z0-9_]+)-.+", re.IGNORECASE)
NUMBERS = ("charity_no", "company_no", "ods_code")
_SCHEMES = {p.name: p.scheme or "" for p in SCHEMA.node["Organisation"].properties}
#: So many of one sort are shown in a line.
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Body:
    """The id that an organisation identifier stands for, and the number in it by the property that holds it."""

    id: str
    number: tuple[str, str] | None = None

    def of(self, prop: str) -> str | None:
        """The number, if this property holds it."""
        return self.number[1] if self.number and self.number[0] == prop else None


def body(given: str, names: Names) -> Body | None:
    """Whom an organisation identifier stands for; None where it has no number to know a body by, as GB-COH-n/a."""
    text = given.strip()
    beginning = "-".join(text.upper().split("-", 2)[:2]) if text.count("-") > 1 else ""
    register = beginning if beginning in REGISTERS else None
    if register:
        prop, before, shape = REGISTERS[register]
        value = re.sub(r"\s", "", text[len(register) + 1 :]).upper()
        return _numbered(names, prop, before + value.removeprefix(before)) if re.fullmatch(shape, value) else None
    if not any(letter.isdigit() for letter in text) and not _GLOBAL.fullmatch(text):
        return None
    if not slug(text):
        return None
    return Body(names.by_identifier("Organisation", "" if _GLOBAL.fullmatch(text) else slug(names.source), text))


def by_number(prop: str, value: str, names: Names) -> Body | None:
    """Whom a number in a column of its own stands for; None where it is none, as n/a."""
    register = "GB-CHC" if prop == "charity_no" else "GB-COH"
    return body(f"{register}-{value}", names)


def _numbered(names: Names, prop: str, value: str) -> Body:
    number = value.zfill(8) if prop == "company_no" and value.isdigit() else value
    return Body(names.by_identifier("Organisation", _SCHEMES[prop], number), (prop, number))


def companies(column: str) -> pl.Expr:
    """Company numbers as Companies House writes them; null for what is none. A spreadsheet may have added .0."""
    bare = pl.col(column).str.to_uppercase().str.replace_all(r"\s", "").str.strip_suffix(".0")
    shaped = bare.str.contains(f"^({REGISTERS['GB-COH'][2]})$")
    return pl.when(shaped & bare.str.contains(r"^\d+$")).then(bare.str.zfill(8)).when(shaped).then(bare)


def postcodes(cells: pl.Series) -> pl.Series:
    """Postcodes in capitals with their space; null for what is none."""
    prop = SCHEMA.node["Organisation"].property("postcode")
    assert prop is not None  # noqa: S101 - the schema has it
    return parse(cells, prop)


def one_line_column(column: str) -> pl.Expr:
    """A name with single spaces, null where nothing is left."""
    text = pl.col(column).str.replace_all(r"\s+", " ").str.strip_chars()
    return pl.when(text != "").then(text)


def counted(taken: Taken, found: pl.DataFrame, key: str, words: tuple[str, str], then: str) -> list[str]:
    """A line that counts the rows of `found`, shows the first and says what becomes of them; none for no rows.

    `words` follow the count, for one row and for more of them.
    """
    if not found.height:
        return []
    first, row = found.select(key, "_row").row(0)
    place = Problem(taken.sheet.file, taken.sheet.name, None, taken.headings.get(key, ""))
    number = f"1 row {words[0]}" if found.height == 1 else f"{found.height:,} rows {words[1]}"
    example = f", as {first!r} in row {row}" if first is not None else f", the first row {row}"
    return [f"{place}{number}{example}; {then}"]
