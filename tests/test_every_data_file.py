"""Every file of the real open data: what comes out of it, counted again without Linkwork, or why it is refused.

A file that is in no row below fails the last test: whoever adds one says here what it is.
"""

import csv
import fnmatch
import gzip
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from linkwork.errors import InputRefused
from linkwork.graph.check import check
from linkwork.graph.identity import Names
from linkwork.graph.schema import SCHEMA
from linkwork.loaders import loader

Counts = dict[str, int]
Count = Callable[..., Counts]
#: What lies beside the data and is nothing to load, by pattern.
NO_DATA = {
    "SOURCES.md": "says where the data is from",
    "review-2024.txt": "text for people",
    "feeds/README_feed_behaviour.md": "says how feeds behave",
    "*/EXPECTED_*.json": "what others counted, for tests",
    "standards/*/schema/*": "schemas",
    "standards/*openapi.json": "schemas",
    "standards/360giving/*": "schemas",
    "standards/hsds-3.0/datapackage.json": "a schema",
    "standards/hsds-3.0/core_tables.csv": "part of a schema",
    "standards/hsds-3.0/examples/make_datapackages.py": "a program",
}


def lines(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV by its headings, by the csv module."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def cells(path: Path) -> list[list[str]]:
    """The rows of a CSV without headings."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def body(path: Path) -> Any:
    return json.loads(path.read_bytes())


def distinct(rows: list[dict[str, str]], *columns: str) -> int:
    return len({row[column] for row in rows for column in columns if row[column]})


def networks_and_practices(pcns: list[list[Any]], partners: list[list[Any]]) -> Counts:
    """A network a row; a practice once however often it moved; a link for each row that has not ended."""
    live = {(row[0], row[4]) for row in partners if not row[9]}
    bodies = {row[0] for row in pcns} | {row[0].upper() for row in partners}
    return {"Organisation": len(bodies), "PART_OF": len(live)}


def pcn_workbook(path: Path) -> Counts:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    by_name = {
        name.replace(" ", ""): list(book[name].iter_rows(min_row=2, values_only=True)) for name in book.sheetnames
    }
    book.close()
    sheets = [[row for row in by_name[name] if row[0]] for name in ("PCNDetails", "PCNCorePartnerDetails")]
    return networks_and_practices(*sheets)


def pcn_tables(pcns: Path, partners: Path) -> Counts:
    return networks_and_practices(cells(pcns)[1:], cells(partners)[1:])


def wards(path: Path) -> Counts:
    features = [feature["properties"] for feature in body(path)["features"]]
    own = [one for one in features if one["LAD25CD"] == "E09000030"]
    assert own == features
    return {"Area": len({one["WD25CD"] for one in own}) + 1, "WITHIN": len(own)}  # the borough, and each ward in it


def lsoas(path: Path) -> Counts:
    rows = lines(path)
    places = distinct(rows, "lsoa21_code", "ward24_code", "ltla24_code")
    return {"Area": places, "WITHIN": distinct(rows, "lsoa21_code") + distinct(rows, "ward24_code")}


def grants(path: Path) -> Counts:
    """Those to organisations: 360Giving marks the others by what the recipient is."""
    kept = [
        one for one in body(path)["grants"] if one["recipientOrganization"][0].get("organisationType") not in PEOPLE
    ]
    ends = {end["id"] for one in kept for end in (*one["recipientOrganization"], *one["fundingOrganization"])}
    return {"Fund": len({one["id"] for one in kept}), "Organisation": len(ends)}


PEOPLE = ("Individual", "Sole Trader")


def directory(path: Path) -> Counts:
    """The services of a page or a record of Open Referral UK, and who provides them."""
    page = body(path)
    items = page.get("contents", page.get("content", [page]))
    services = [one for item in items for one in _services(item, path.name)]
    bodies = {one.get("organization", {}).get("id") or one["by"] for one in services}
    return {"Service": len({one["id"] for one in services}), "Organisation": len(bodies)}


def _services(item: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    if "organization" in name:
        yield from ({**one, "by": item["id"]} for one in item.get("services", []))
    elif "at_location" in name:
        yield item["service"]
    else:
        yield item


def package(*tables: Path) -> Counts:
    """The services and organisations of tables that belong together."""
    by_name = {path.stem: path for path in tables}
    counts = {
        kind: len(lines(by_name[stem])) for kind, stem in (("Service", "services"), ("Organisation", "organizations"))
    }
    return {kind: number for kind, number in counts.items() if number}


@dataclass(frozen=True)
class Case:
    """Files that are loaded together, by which loader, and what then comes out: its counts, or the sentence of refusal.

    `words` is a mapping file that a person would write beside them.
    """

    loader: str
    files: tuple[str, ...]
    expected: Count | str
    words: str = ""


def several(loader_: str, expected: Count | str, *files: str) -> list[Case]:
    """Each file by itself."""
    return [Case(loader_, (file,), expected) for file in files]


BODIES = '[kinds]\n"(no type)" = "Organisation"\n[links]\n"(no type)" = "WORKS_WITH"\n'
ATTENDED = '[columns]\nwoman = "from"\nevent = "to"\n[ends]\nfrom = "Person"\nto = "Engagement"\n'
HSDS, MOCKS = "standards/hsds-3.0/examples", "standards/oruk-mocks"
FOLDERS = (
    f"{MOCKS}/V3.0-UK-Default",
    f"{MOCKS}/V3.0-UK-Warn",
    "standards/oruk/public/specifications/3.0/examples",
    HSDS,
)
NO_SERVICE = "there is no usable service in it"
NETWORKS = ("TCnetworks_TCcnt", "TCnetworks_TCcoll", "emon_Cheyenne")
OHANA = (
    *("addresses", "contacts", "holiday_schedules", "locations", "mail_addresses", "organizations", "phones"),
    *("programs", "regular_schedules", "services", "taxonomy"),
)
TABLES = (
    *("accessibility", "addresses", "attributes", "contacts", "cost_options", "funding", "languages", "locations"),
    *("meta_table_descriptions", "metadata", "organization_identifiers", "organizations", "phones", "programs"),
    *("required_documents", "schedules", "service_areas", "service_at_location", "services", "taxonomies"),
    "taxonomy_terms",
)
SERVICES = ("service_full", "service_list", "service_at_location_full", "service_at_location_list")
TERMS = ("taxonomy", "taxonomy_list", "taxonomy_term", "taxonomy_term_list", "organization_list")

CASES = [
    *several(
        "ods-practices",
        lambda path: {"Organisation": len({row[0] for row in cells(path)})},
        *(f"ods/epraccur_{month}.csv.gz" for month in ("2021-11", "2023-02", "2024-01")),
    ),
    *several(
        "ods-practices",
        lambda path: {"Organisation": distinct(lines(path), "practice_code")},
        *(f"ods/tower-hamlets/epraccur_{month}.csv" for month in ("2021-11", "2023-02", "2024-01")),
    ),
    *several("ods-pcn", pcn_workbook, "ods/ePCN_2022-05.xlsx", "ods/ePCN_2023-02.xlsx"),
    *(
        Case("ods-pcn", tuple(name.format(month) for name in names), pcn_tables)
        for month in ("2022-05", "2023-02")
        for names in (
            ("ods/epcn_{}.csv.gz", "ods/epcncorepartnerdetails_{}.csv.gz"),
            ("ods/tower-hamlets/pcns_{}.csv", "ods/tower-hamlets/pcn_practices_{}.csv"),
        )
    ),
    *several("ods", lambda path: {"Organisation": len([body(path)["Organisation"]])}, "ods/ord-sample-RBQ.json"),
    # Deprivation by practice and network: a practice is in no area here (docs/model.md), so nothing would bear it.
    *several("ods-pcn", "the sheet 'PCNDetails' is missing", "ods/pcn_imd_2023.csv"),
    *several("ods-practices", "the column 'Status Code' is missing", "ods/practice_imd_2023.csv.gz"),
    *several("areas", wards, "areas/ward25_E09000030.geojson"),
    *several("areas", lsoas, "areas/lsoa21_ward24_tower_hamlets.csv"),
    *several(
        "areas", lambda path: {"Area": distinct(lines(path), "lsoa21_code")}, "areas/imd2025_lsoa21_tower_hamlets.csv"
    ),
    *several(
        "areas",
        lambda path: {"Area": distinct(lines(path), "Electoral wards and divisions Code")},
        "areas/census2021_ts011_ward_tower_hamlets.csv",
    ),
    *several(
        "ukcat-charities",
        lambda path: {"Organisation": distinct(lines(path), "org_id")},
        "charities/charities_tower_hamlets_ukcat.csv",
        "charities/charities_sample_ukcat.csv.gz",
    ),
    *several("grants-360", grants, "grants/360g_power_to_change.json"),
    *several(
        "grants-360",
        lambda path: {"Fund": len(lines(path)), "Organisation": distinct(lines(path), "recipient_id", "funder_id")},
        "grants/grants_tower_hamlets.csv",
    ),
    *several(
        "policy-drivers",
        lambda path: {"Policy": distinct(lines(path), "driver_id"), "Priority": distinct(lines(path), "item_id")},
        "policy/policy_drivers.csv",
    ),
    *several("roles", lambda path: {"Role": distinct(lines(path), "role_id")}, "roles/roles.csv"),
    # Vocabularies as published do not say which of their words are needs and which are people: a person writes that.
    *several(
        "terms",
        "the column 'kind' is missing",
        *(f"taxonomies/{name}.csv" for name in ("ukcat", "govuk_lgsl_local_services", "social_prescribing_snomed")),
    ),
    *several("terms", "files that end in .json are not read", "taxonomies/open_eligibility.json"),
    *(
        Case(
            "edges",
            (f"networks/{name}_nodes.csv", f"networks/{name}_edges.csv"),
            lambda nodes, edges: {"Organisation": len(lines(nodes)), "WORKS_WITH": len(lines(edges))},
            BODIES,
        )
        for name in NETWORKS
    ),
    Case(
        "edges",
        ("networks/davis_attendance.csv",),
        lambda path: {"Engagement": distinct(lines(path), "event")},
        ATTENDED,
    ),
    Case("oruk", tuple(f"hsds-samples/ohana/{stem}.csv" for stem in OHANA), package),
    Case("oruk", tuple(f"{HSDS}/csv/{stem}.csv" for stem in TABLES), package),
    *several("oruk", "this is not JSON", f"{HSDS}/csv/datapackage.json"),  # the place of another file, as text
    *several("oruk", directory, "feeds/bristol-services-page1.v3.json", "feeds/bristol-service-detail.v3.json"),
    *several("oruk", directory, *(f"{folder}/{name}.json" for folder in FOLDERS for name in SERVICES)),
    *several("oruk", NO_SERVICE, *(f"{folder}/{name}.json" for folder in FOLDERS for name in TERMS)),
    *several("oruk", directory, f"{FOLDERS[0]}/organization.json"),
    *several("oruk", directory, *(f"{folder}/organization_full.json" for folder in FOLDERS[1:])),
    *several("oruk", NO_SERVICE, *(f"{folder}/api_details.json" for folder in FOLDERS[:2])),
    *several("oruk", NO_SERVICE, *(f"{HSDS}/{name}.json" for name in ("base", "location", "tabular"))),
    *several("oruk", NO_SERVICE, f"{FOLDERS[0]}/dashboard_services_response.json"),
    *several("oruk", NO_SERVICE, f"{FOLDERS[0]}/dashboard_service_details_response.json"),
    *several(
        "oruk", NO_SERVICE, *(f"{MOCKS}/V1.0-UK-Default/V1_{name}Response.json" for name in ("Dashboard", "Validate"))
    ),
]


def id_of(case: Case) -> str:
    return f"{case.loader} {case.files[0]}"


@cache
def there(data: Path) -> frozenset[str]:
    return frozenset(path.relative_to(data).as_posix() for path in data.rglob("*") if path.is_file())


def loaded(case: Case, data: Path, folder: Path) -> Counts:
    """What comes out, by kind. Raises InputRefused."""
    paths = [data / file for file in case.files]
    if len(paths) > 2:
        paths = [paths[0].parent]  # tables that belong together are loaded as their folder
    if case.words:
        (folder / "words.toml").write_text(case.words, encoding="utf-8")
        paths.append(folder / "words.toml")
    ids: dict[str, set[str]] = {}
    for table in check(loader(case.loader).load(paths, Names("town")), SCHEMA):
        ids.setdefault(table.kind, set()).update(table.rows["id"])
    return {kind: len(found) for kind, found in ids.items()}


@pytest.mark.parametrize("case", CASES, ids=id_of)
def test_a_file_gives_what_is_counted_in_it_or_says_why_it_is_refused(case: Case, shared: Path, tmp_path: Path) -> None:
    data = shared / "data"
    if isinstance(case.expected, str):
        with pytest.raises(InputRefused) as refused:
            loaded(case, data, tmp_path)
        assert case.expected in str(refused.value)
        return
    expected = case.expected(*(data / file for file in case.files))
    assert expected
    assert min(expected.values()) > 0
    found = loaded(case, data, tmp_path)
    assert {kind: found.get(kind) for kind in expected} == expected


def test_no_file_of_the_data_is_left_out(shared: Path) -> None:
    files = there(shared / "data")
    listed = [file for case in CASES for file in case.files]
    assert len(listed) == len(set(listed))
    passed_over = {file for file in files for pattern in NO_DATA if fnmatch.fnmatch(file, pattern)}
    assert files - passed_over == set(listed)
    assert all(fnmatch.filter(files, pattern) for pattern in NO_DATA)
