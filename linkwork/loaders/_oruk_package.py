"""The tables of a tabular HSDS data package, put together again as the services that the JSON form has.

Every program names its tables and its keys a little otherwise; what is read here is HSDS 2 and 3, and the sample of
the Ohana directory, where a service holds lists of words in one cell.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linkwork.errors import InputRefused, Problem
from linkwork.loaders._sheets import read_every

if TYPE_CHECKING:
    from linkwork.loaders._oruk_files import Found

#: What a table is called in a file's name -> what it is called here.
TABLES = {
    **dict.fromkeys(("services", "service"), "services"),
    **dict.fromkeys(("organizations", "organization", "organisations"), "organizations"),
    **dict.fromkeys(("programs", "program"), "programs"),
    **dict.fromkeys(("locations", "location"), "locations"),
    **dict.fromkeys(("addresses", "address", "physical_addresses"), "addresses"),
    **dict.fromkeys(("service_at_location", "service_at_locations", "services_at_location"), "at_locations"),
    **dict.fromkeys(("service_areas", "service_area"), "service_areas"),
    **dict.fromkeys(("attributes", "attribute"), "attributes"),
    **dict.fromkeys(("service_taxonomies", "service_taxonomy", "services_taxonomy"), "service_taxonomies"),
    **dict.fromkeys(("taxonomy_terms", "taxonomy_term", "taxonomy"), "terms"),
    **dict.fromkeys(("taxonomies",), "taxonomies"),
    **dict.fromkeys(("organization_identifiers", "organization_identifier"), "organization_identifiers"),
    **dict.fromkeys(("languages", "language"), "languages"),
    **dict.fromkeys(("cost_options", "cost_option"), "cost_options"),
    **dict.fromkeys(("schedules", "schedule", "regular_schedules"), "schedules"),
    **dict.fromkeys(("eligibility", "eligibilities", "eligibilitys"), "eligibilitys"),
    **dict.fromkeys(("contacts", "contact"), "contacts"),
    **dict.fromkeys(("phones", "phone"), "phones"),
}
#: Tables of the standard that are known and not read.
LEFT_OUT = frozenset(
    re.findall(
        r"\w+",
        "accessibility accessibility_for_disabilities funding holiday_schedules mail_addresses metadata "
        "meta_table_descriptions payment_accepted required_documents postal_addresses",
    )
)
NUMBERS = frozenset({"minimum_age", "maximum_age", "amount", "latitude", "longitude"})
#: Tables whose rows hang on a service by its id, by the name that the JSON form gives them.
OF_SERVICE = ("service_areas", "languages", "cost_options", "schedules", "eligibilitys", "contacts")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its fields, where it stands, what it is, and whether it was fetched as the detail of another."""

    fields: Mapping[str, Any]
    place: Problem
    sort: str
    detail: bool = False


def read_package(paths: Sequence[Path], found: "Found", name: str = "") -> None:
    """Take the services and organisations of these CSV files; `name` is the zip's that they came in."""
    try:
        sheets = read_every(paths)
    except InputRefused as refused:
        found.problems += [Problem(name or p.file, p.sheet, p.row, p.column, p.message) for p in refused.problems]
        return
    tables: dict[str, list[Row]] = {}
    for sheet in sheets:
        stem = (sheet.name or sheet.file.partition(".")[0]).lower()
        called = TABLES.get(stem)
        if called is not None:
            place = {"_place": Problem(name or sheet.file, sheet.name or stem)}
            rows = tables.setdefault(called, [])
            rows += [place | _row(cells) for cells in sheet.rows.iter_rows(named=True)]
        elif stem not in LEFT_OUT:
            found.mended.note("tables that are not of the standard were not read", sheet.file)
    if "services" not in tables:
        there = ", ".join(sorted({sheet.file for sheet in sheets}))
        found.refuse(name or paths[0].name, f"a table of services (services.csv) is missing; the tables are {there}")
        return
    _Package(tables, found).take()


def _row(cells: Mapping[str, Any]) -> Row:
    """The filled cells; a cell of a column of numbers that holds one becomes it."""
    row = {key.strip().lower(): value for key, value in cells.items() if value is not None}
    for key in NUMBERS & row.keys():
        if re.fullmatch(r"-?\d{1,9}(\.\d+)?", row[key]):
            row[key] = float(row[key])
    return row


def _by(rows: Iterable[Row], key: str) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        if key in row:
            grouped.setdefault(row[key], []).append(row)
    return grouped


class _Package:
    """The tables by the keys that join them."""

    def __init__(self, tables: Mapping[str, list[Row]], found: "Found") -> None:
        self.found = found
        self.tables = {key: tables.get(key, []) for key in dict.fromkeys(TABLES.values())}
        phones = _by(self.tables["phones"], "contact_id")
        self.tables["contacts"] = [
            row | ({"phones": phones[row["id"]]} if row.get("id") in phones else {}) for row in self.tables["contacts"]
        ]
        self.of_service = {key: _by(self.tables[key], "service_id") for key in OF_SERVICE}
        self.at_service = _by(self.tables["at_locations"], "service_id")
        self.tagged = _by(self.tables["attributes"], "link_id")
        self.old_tagged = _by(self.tables["service_taxonomies"], "service_id")
        taxonomies = {row.get("id"): row.get("name") for row in self.tables["taxonomies"]}
        self.terms: dict[str, Row] = {}
        for row in self.tables["terms"]:
            key = row.get("id") or row.get("taxonomy_id") or ""
            named = row.get("taxonomy") or row.get("vocabulary") or taxonomies.get(row.get("taxonomy_id"))
            self.terms[key] = {**row, "id": key} | ({"taxonomy": named} if named else {})
        addresses = _by(self.tables["addresses"], "location_id")
        met = _by(self.tables["contacts"], "location_id")
        self.locations = {
            row.get("id", ""): row
            | {"addresses": addresses.get(row.get("id", ""), []), "contacts": met.get(row.get("id", ""), [])}
            for row in self.tables["locations"]
        }
        numbers = _by(self.tables["organization_identifiers"], "organization_id")
        contacts = _by(self.tables["contacts"], "organization_id")
        self.organisations = {
            row.get("id", ""): row
            | ({"organization_identifiers": numbers[row["id"]]} if row.get("id") in numbers else {})
            | ({"contacts": contacts[row["id"]]} if row.get("id") in contacts else {})
            for row in self.tables["organizations"]
        }
        self.programs = {row.get("id"): row.get("organization_id") for row in self.tables["programs"]}

    def take(self) -> None:
        """Afterwards every row of the services and the organisations is a record."""
        for row in self.tables["services"]:
            self._add(self._service(row), "service")
        for row in self.tables["organizations"]:
            self._add(self.organisations[row.get("id", "")] if "id" in row else row, "organisation")
        services = {row.get("id") for row in self.tables["services"]}
        for link in (key for key in self.tagged if key not in services):
            self.found.mended.note("attributes of things that are no services of these tables were not read", link)

    def _add(self, row: Row, sort: str) -> None:
        place = row["_place"]
        fields = {key: value for key, value in row.items() if not key.startswith("_")}
        self.found.records.append(Record(fields, Problem(place.file, place.sheet, row["_row"]), sort))

    def _service(self, row: Row) -> Row:
        id_ = row.get("id", "")
        whole = dict(row)
        for key, rows in self.of_service.items():
            if self.tables[key]:
                whole[key] = rows.get(id_, [])
            elif isinstance(row.get(key), str):
                whole[key] = [{"name": word.strip()} for word in row[key].split(",")]
        places = [link["location_id"] for link in self.at_service.get(id_, []) if "location_id" in link]
        places += [row["location_id"]] if "location_id" in row else []
        if self.tables["locations"]:
            held = [self.locations[place] for place in places if place in self.locations]
            whole["service_at_locations"] = [{"location": location} for location in held]
            if len(held) < len(places):
                self.found.mended.note("locations that no row describes were left out", f"one of service {id_}")
        self._tags(row, whole)
        whole |= self._provider(row, places)
        return whole

    def _tags(self, row: Row, whole: Row) -> None:
        """The terms of a service: of its attributes, or named in a cell."""
        links = [*self.tagged.get(row.get("id", ""), []), *self.old_tagged.get(row.get("id", ""), [])]
        named = [(link, link.get("taxonomy_term_id") or link.get("taxonomy_id", "")) for link in links]
        named += [({}, word.strip()) for word in row.get("taxonomy_ids", "").split(",") if word.strip()]
        tags = []
        for link, id_ in named:
            if id_ in self.terms:
                tags.append({**link, "taxonomy_term": self.terms[id_]})
            else:
                self.found.mended.note("terms that no row describes were left out", id_)
        if self.tables["attributes"] or self.tables["service_taxonomies"] or "taxonomy_ids" in row:
            whole["attributes"] = tags

    def _provider(self, row: Row, places: Sequence[str]) -> Row:
        """The organisation of a service: named by it, by its programme, or by the place where it is given."""
        near = [self.locations[place].get("organization_id") for place in places if place in self.locations]
        ids = [row.get("organization_id"), self.programs.get(row.get("program_id")), *near]
        id_ = next((each for each in ids if each), None)
        if id_ is None:
            return {}
        return {"organization": self.organisations[id_]} if id_ in self.organisations else {"organization_id": id_}
