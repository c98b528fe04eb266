"""Columns that look like data about patients, which Linkwork is not for: refused by name, and never quoted.

By the heading: NHS, CHI and H&C numbers, dates of birth, diagnoses and the codes they are written in, home addresses
and what else is of one patient. By the cells: NHS numbers, whatever the heading, by their check digit. The last of the
ten digits follows from the others (NHS Data Dictionary, "NHS NUMBER": weights 10 to 2, modulus 11), so that one in
eleven numbers of ten digits is right by chance. A column is refused where a third or more of its different ten-digit
numbers are right, and so many would be by chance in fewer than one of a hundred columns: two of two, three of five. One
such number alone, as in a note, tells nothing.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import comb

import polars as pl

from linkwork.errors import Problem
from linkwork.loaders._cells import Sheet, letters

#: What a heading says, in lower case with single spaces for all but letters and digits, and what it then is.
HEADINGS = {
    "NHS numbers": r"(patient s )?(nhs|chi|h c|health and care) ?(no|num|number|id)s?",
    "dates of birth": r".*\b(dob|d o b|dates? of birth|birth ?dates?|year of birth)\b.*|born( on)?",
    "diagnoses": r".*\bdiagnos[ei]s\b.*|.*\b(icd|snomed|ctv3|read) ?(ct|9|10|11)? ?(code|concept|term|id)s?( id)?\b.*"
    r"|icd ?(9|10|11)|snomed( ct)?|medical (history|conditions?)|medications?|prescriptions?",
    "home addresses": r"((patient|client) s )?(home|residential|private) (address|post ?code|(tele)?phone)"
    r"( line)?( \d)?",
    "patients": r"(patient|client|service user|resident) s? ?(name|surname|forename|first name|last name|initials|id|no"
    r"|number|address|post ?code|phone|e ?mail)",
}
_FITS = {what: re.compile(pattern) for what, pattern in HEADINGS.items()}
TEN = r"(?:^|[^\d+])(\d{3}[ -]?\d{3}[ -]?\d{4})(?:$|[^\d])"
#: Where chance would give so many right numbers in less than this share of columns, and one in so many is right.
CHANCE, SHARE = 0.01, 3
#: More than this many numbers tell no more.
ENOUGH = 2_000
#: How what is said of such a column begins; it quotes no cell.
LOOKS = "this looks like data about patients"
#: The columns of which somebody has said that they are no patients' data, as their headings are written.
VOUCHED: ContextVar[frozenset[str]] = ContextVar("vouched", default=frozenset())


@contextmanager
def vouched(columns: Iterable[str]) -> Iterator[None]:
    """Inside, columns of these headings are read whatever they look like."""
    token = VOUCHED.set(frozenset(_plain(column) for column in columns))
    try:
        yield
    finally:
        VOUCHED.reset(token)


def patients(sheet: Sheet) -> list[Problem]:
    """A problem for every filled column that looks like data about patients: what it looks like, in how many rows."""
    found = []
    for place, heading in enumerate(sheet.headings):
        cells = sheet.rows[heading].drop_nulls()
        if not cells.len():
            continue
        first = str(cells[0]) if letters(place) == heading else ""
        if VOUCHED.get() & {_plain(heading), _plain(first or heading)}:
            continue
        what = next((what for what, fits in _FITS.items() if fits.fullmatch(_plain(first or heading))), "")
        if what or _are_nhs_numbers(cells):
            found.append(_refusal(sheet, place, what or "NHS numbers", cells.len()))
    return found


def is_nhs_number(digits: str) -> bool:
    """Whether the last of ten digits is the check digit of the others; ten times one digit is none."""
    check = 11 - sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), digits, strict=False)) % 11
    return len(set(digits)) > 1 and check % 11 == int(digits[9])


def _are_nhs_numbers(cells: pl.Series) -> bool:
    """Whether more of the different ten-digit numbers in these cells are right than chance would make so."""
    if cells.dtype != pl.Utf8:
        return False
    ten = cells.filter(cells.str.len_bytes() >= 10).str.extract(TEN).drop_nulls().str.replace_all("[ -]", "")
    numbers = ten.unique().sort().head(ENOUGH).to_list()
    right = sum(map(is_nhs_number, numbers))
    return right > 1 and right * SHARE >= len(numbers) and _by_chance(right, len(numbers)) < CHANCE


def _by_chance(right: int, of: int) -> float:
    """The chance that so many or more of these numbers are right, each with a chance of one in eleven."""
    fewer: int = sum(comb(of, k) * int(10 ** (of - k)) for k in range(right))
    return 1 - fewer / int(11**of)


def _refusal(sheet: Sheet, place: int, what: str, rows: int) -> Problem:
    heading = sheet.headings[place]
    # A file without headings has a value in their place.
    called = heading if re.search("[A-Za-z]", heading) and not re.search(r"\d{5}", heading) else letters(place)
    many = "1 row" if rows == 1 else f"{rows:,} rows"
    message = (
        f"{LOOKS} ({what}, in {many}), which Linkwork is not for; take the column out of the "
        f'file, or where it is something else add --not-patient-data "{called}"'
    )
    return Problem(sheet.file, sheet.name, None, called, message)


def _plain(heading: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", heading.lower()))
