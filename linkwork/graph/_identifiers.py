"""The numbers that others give to things, written one way, so that equal ones are equal texts."""

import re
from collections.abc import Mapping

#: Property -> what people call it. A charity number is of the register that its letters show.
CALLED = {
    "ods_code": "ODS code",
    "charity_no": "charity number",
    "company_no": "company number",
    "uprn": "UPRN",
    "gss_code": "ONS code",
    "term_uri": "term",
}
#: A body may be in the register of each country, under a number in each.
_REGISTERS = (("SC", "Scottish charity number"), ("NI", "Northern Irish charity number"))
#: Register as published lists name it before a number -> the letters that its numbers begin with.
_NAMED_BEFORE = {"GB-CHC-": "", "GB-SC-": "SC", "GB-NIC-": "NIC"}


def identifiers(row: Mapping[str, object]) -> dict[str, str]:
    """What identifies a record: the scheme as people call it, and the value. Blank or unreadable ones are left out."""
    found = {}
    for name in CALLED:
        value = re.sub(r"\s+", "", str(row.get(name) or ""))
        scheme, number = _written_one_way(name, value if name == "term_uri" else value.upper(), row)
        if number:
            found[scheme] = number
    return found


def _written_one_way(name: str, value: str, row: Mapping[str, object]) -> tuple[str, str]:
    """The scheme and the number; charity numbers are of the register that their letters show."""
    if name == "charity_no":
        number = _with_letters(value).lstrip("0")
        return next((register for letters, register in _REGISTERS if number.startswith(letters)), CALLED[name]), number
    if name == "company_no":
        number = value.removeprefix("GB-COH-")
        return CALLED[name], number.zfill(8) if number else ""
    if name == "term_uri" and row.get("taxonomy"):
        return f"term of {row['taxonomy']}", value
    return CALLED[name], value.lstrip("0") if name == "uprn" else value


def _with_letters(charity_no: str) -> str:
    """A number that names its register before it, as GB-NIC-100012 does, with the letters of that register instead."""
    for register, letters in _NAMED_BEFORE.items():
        if charity_no.startswith(register):
            number = charity_no.removeprefix(register)
            return number if number.startswith(letters) else letters + number
    return charity_no


def conflict(ours: Mapping[str, str], theirs: Mapping[str, str]) -> bool:
    """Whether one scheme gives the two different numbers: they are then two things, whatever else is alike."""
    return any(theirs.get(scheme, value) != value for scheme, value in ours.items())


def agree(ours: Mapping[str, str], theirs: Mapping[str, str]) -> tuple[str, ...]:
    """A sentence for each scheme that gives the two the same number."""
    return tuple(f"same {scheme} {value}" for scheme, value in ours.items() if theirs.get(scheme) == value)
