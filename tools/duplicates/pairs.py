"""Pairs whose answer is known: two lists that give the same numbers, which are hidden from what is measured."""

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

EPRACCUR_CODE, EPRACCUR_NAME, EPRACCUR_POSTCODE, EPRACCUR_SETTING = 0, 1, 9, 25
GP_PRACTICE = "4"


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list: its number or numbers, what it is called there, and its postcode if the list has one."""

    numbers: frozenset[str]
    name: str
    postcode: str | None

    @property
    def tuning(self) -> bool:
        """Whether it is of the half that the rules were chosen on; else it is held out."""
        return zlib.crc32(min(self.numbers).encode()) % 2 == 0


@dataclass(frozen=True, slots=True)
class Lists:
    """Two lists to be joined. `halves` is false where there are too few to hold some out."""

    title: str
    left: tuple[Listed, ...]
    right: tuple[Listed, ...]
    halves: bool = True


def known_pairs(shared: Path) -> Iterator[Lists]:
    """Each pair of lists in a folder of the open data."""
    ods = shared / "ods"
    before, after = (_practices(ods / f"epraccur_{day}.csv.gz") for day in ("2021-11", "2024-01"))
    yield Lists("Practices of November 2021 and January 2024, with postcodes", before, after)
    partners = _table(ods / "epcncorepartnerdetails_2022-05.csv.gz", "practice_code", "practice_name", "")
    yield Lists("Core partners of PCNs of May 2022 (no postcodes) and practices of January 2024", partners, after)
    networks = [
        _table(ods / f"epcn_{day}.csv.gz", "pcn_code", "pcn_name", "postcode") for day in ("2022-05", "2023-02")
    ]
    yield Lists("PCNs of May 2022 and February 2023, with postcodes", networks[0], networks[1])
    charities, paid = _charities(shared / "charities"), _paid(shared / "grants")
    yield Lists("Charities and those who received grants, with postcodes", charities, paid, halves=False)


def registers(numbers: frozenset[str]) -> set[str]:
    """The registers of charities that the numbers are of: a body may be in more than one."""
    return {number[:6] for number in numbers if number.startswith(("GB-CHC", "GB-SC-", "GB-NIC"))}


def _rows(path: Path) -> Iterator[list[str]]:
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    yield from csv.reader(io.StringIO(raw.decode("utf-8", "replace")))


def _practices(path: Path) -> tuple[Listed, ...]:
    columns = (EPRACCUR_CODE, EPRACCUR_NAME, EPRACCUR_POSTCODE)
    wanted = ([row[n] for n in columns] for row in _rows(path) if row[EPRACCUR_SETTING] == GP_PRACTICE)
    return tuple(Listed(frozenset([code]), name, place or None) for code, name, place in wanted)


def _table(path: Path, code: str, name: str, postcode: str) -> tuple[Listed, ...]:
    """The lines of a table with headings, one a code."""
    heading, *rows = _rows(path)
    dicts = [dict(zip(heading, row, strict=True)) for row in rows]
    found = {row[code]: Listed(frozenset([row[code]]), row[name], row.get(postcode) or None) for row in dicts}
    return tuple(found[key] for key in sorted(found))


def _company(number: str) -> str:
    return f"company {number.zfill(8)}"


def _charities(folder: Path) -> tuple[Listed, ...]:
    found: dict[tuple[str, str], Listed] = {}
    for file in ("charities_sample_ukcat.csv.gz", "charities_tower_hamlets_ukcat.csv"):
        heading, *rows = _rows(folder / file)
        for row in (dict(zip(heading, cells, strict=True)) for cells in rows):
            company = {_company(row["company_number"])} if row["company_number"] else set()
            one = Listed(frozenset({row["org_id"]} | company), row["name"], row["postcode"] or None)
            found.setdefault((row["org_id"], row["name"]), one)
    return tuple(found.values())


def _paid(folder: Path) -> tuple[Listed, ...]:
    """Everyone who received a grant, once for each number and name."""
    found: dict[tuple[str, str], Listed] = {}
    grants = json.loads((folder / "360g_power_to_change.json").read_text(encoding="utf-8"))["grants"]
    for body in (body for grant in grants for body in grant["recipientOrganization"]):
        numbers = {_number(body["id"])}
        numbers |= {f"GB-CHC-{body['charityNumber']}"} if body.get("charityNumber") else set()
        numbers |= {_company(str(body["companyNumber"]))} if body.get("companyNumber") else set()
        one = Listed(frozenset(numbers), body["name"], body.get("postalCode"))
        found.setdefault((body["id"], body["name"]), one)
    heading, *rows = _rows(folder / "grants_tower_hamlets.csv")
    for row in (dict(zip(heading, cells, strict=True)) for cells in rows):
        one = Listed(frozenset({_number(row["recipient_id"])}), row["recipient"], row["postcode"] or None)
        found.setdefault((row["recipient_id"], row["recipient"]), one)
    return tuple(found.values())


def _number(org_id: str) -> str:
    company = org_id.removeprefix("GB-COH-")
    return org_id if company == org_id else _company(company)
