"""Every example, mock and feed of the standards: what comes out of each, or why it is refused."""

import csv
import json

import pytest

from linkwork.graph.check import check
from linkwork.graph.identity import Names
from linkwork.graph.schema import SCHEMA
from linkwork.loaders import loader

KINDS = ("Organisation", "Service", "Offer", "Need", "Audience", "Area", "Site")
NO_SERVICE = "there is no usable service in it; its records are "
#: A file or a folder below shared/data -> the counts by KINDS and whether the round is partial, or the reason.
FULL = (1, 1, 1, 1, 1, 1, 1, False)
LISTED = (1, 1, 1, 0, 1, 0, 0, False)
BY_PLACE = (1, 1, 1, 0, 1, 0, 1, False)
HSDS, MOCKS, ORUK = "standards/hsds-3.0/examples", "standards/oruk-mocks", "standards/oruk/public/specifications/3.0"
TABLE = {
    "feeds/bristol-services-page1.v3.json": (3, 3, 3, 0, 2, 0, 0, True),
    "feeds/bristol-service-detail.v3.json": (1, 1, 1, 0, 2, 2, 0, False),
    "feeds": (3, 3, 3, 0, 2, 2, 0, True),
    "hsds-samples/ohana": (8, 23, 23, 6, 0, 8, 22, False),
    HSDS: (1, 1, 1, 1, 1, 1, 1, True),
    f"{HSDS}/csv": (1, 1, 1, 0, 1, 1, 1, False),
    f"{HSDS}/service_full.json": FULL,
    f"{HSDS}/organization_full.json": FULL,
    f"{HSDS}/service_at_location_full.json": FULL,
    f"{HSDS}/service_list.json": (*LISTED[:-1], True),  # of ten, one is there
    f"{HSDS}/service_at_location_list.json": (*BY_PLACE[:-1], True),
    f"{HSDS}/organization_list.json": "1 of the sort 'organisation'",
    f"{HSDS}/location.json": "1 of the sort 'location'",
    f"{HSDS}/taxonomy.json": "1 of the sort 'term or vocabulary'",
    f"{HSDS}/taxonomy_list.json": "1 of the sort 'term or vocabulary'",
    f"{HSDS}/taxonomy_term.json": "1 of the sort 'term or vocabulary'",
    f"{HSDS}/taxonomy_term_list.json": "1 of the sort 'term or vocabulary'",
    f"{HSDS}/base.json": "1 of the sort 'other thing'",
    f"{HSDS}/tabular.json": "1 of the sort 'other thing'",
    f"{MOCKS}/V1.0-UK-Default/V1_DashboardResponse.json": "11 of the sort 'other thing'",
    f"{MOCKS}/V1.0-UK-Default/V1_ValidateResponse.json": "1 of the sort 'other thing'",
    f"{MOCKS}/V3.0-UK-Default": (10, *FULL[1:]),
    f"{MOCKS}/V3.0-UK-Default/dashboard_services_response.json": "1 of the sort 'other thing'",
    f"{MOCKS}/V3.0-UK-Default/dashboard_service_details_response.json": "1 of the sort 'other thing'",
    f"{MOCKS}/V3.0-UK-Default/organization.json": FULL,
    f"{MOCKS}/V3.0-UK-Default/organization_list.json": "10 of the sort 'organisation'",
    f"{MOCKS}/V3.0-UK-Warn/organization_full.json": FULL,
    f"{MOCKS}/V3.0-UK-Warn/organization_list.json": "1 of the sort 'organisation'",
    f"{ORUK}/examples/organization_full.json": FULL,
    f"{ORUK}/examples/organization_list.json": "1 of the sort 'organisation'",
    **{
        f"{folder}/{name}": expected
        for folder in (f"{MOCKS}/V3.0-UK-Default", f"{MOCKS}/V3.0-UK-Warn", f"{ORUK}/examples")
        for name, expected in {
            "service_full.json": FULL,
            "service_list.json": LISTED,
            "service_at_location_full.json": FULL,
            "service_at_location_list.json": BY_PLACE,
            "taxonomy.json": "1 of the sort 'term or vocabulary'",
            "taxonomy_list.json": "1 of the sort 'term or vocabulary'",
            "taxonomy_term.json": "1 of the sort 'term or vocabulary'",
            "taxonomy_term_list.json": "1 of the sort 'term or vocabulary'",
        }.items()
    },
    f"{ORUK}/examples/service_list.json": (*LISTED[:-1], True),
    f"{ORUK}/examples/service_at_location_list.json": (*BY_PLACE[:-1], True),
    **{f"{MOCKS}/V3.0-UK-{sort}/api_details.json": "1 of the sort 'other thing'" for sort in ("Default", "Warn")},
}


def counted(reading):
    tables = check(reading, SCHEMA)
    return tuple(sum(table.rows.height for table in tables if table.kind == kind) for kind in KINDS)


@pytest.mark.parametrize("path", TABLE)
def test_each_file_of_the_standards_gives_what_the_table_says(shared, path):
    expected = TABLE[path]
    reading = loader("oruk").load([shared / "data" / path], Names("directory"))
    if isinstance(expected, str):
        assert [problem.message for problem in reading.problems] == [
            f"{NO_SERVICE}{expected}; a service has an id and a name"
        ]
    else:
        assert (reading.problems, (*counted(reading), reading.about.complete is False)) == ((), expected)


def test_the_table_leaves_out_no_example_mock_or_feed(shared):
    data = shared / "data"
    folders = ("feeds", HSDS, f"{MOCKS}/V1.0-UK-Default", f"{MOCKS}/V3.0-UK-Default", f"{MOCKS}/V3.0-UK-Warn")
    there = {
        path.relative_to(data).as_posix()
        for folder in (*folders, f"{ORUK}/examples")
        for path in (data / folder).glob("*.json")
    }
    assert there <= TABLE.keys()
    assert len(there) == 51


def test_the_services_of_the_feeds_are_those_that_json_alone_finds(shared):
    page = json.loads((shared / "data/feeds/bristol-services-page1.v3.json").read_bytes())
    reading = loader("oruk").load([shared / "data/feeds"], Names("bristol"))
    rows = [row for t in reading.tables if t.kind == "Service" for row in t.rows.iter_rows(named=True)]
    assert {row["id"]: row["name"] for row in rows} == {
        f"service-bristol-{record['id']}": record["name"] for record in page["contents"]
    }
    assert all("<" not in row["description"] and "&" not in row["description"] for row in rows)
    everything = repr([table.rows.rows() for table in reading.tables])
    assert not any(word in everything for word in ("@redacted", "@noemail", "enquiries@", "assurer"))


def test_the_services_of_the_tables_are_those_that_csv_alone_finds(shared):
    folder = shared / "data/hsds-samples/ohana"
    with (folder / "services.csv").open(newline="") as file:
        services = list(csv.DictReader(file))
    reading = loader("oruk").load([folder], Names("ohana"))
    tables = check(reading, SCHEMA)
    rows = {r["id"]: r for t in tables if t.kind == "Service" for r in t.rows.iter_rows(named=True)}
    assert {id_: row["name"] for id_, row in rows.items()} == {f"service-ohana-{s['id']}": s["name"] for s in services}
    closed = {f"service-ohana-{s['id']}" for s in services if s["status"] in ("defunct", "inactive")}
    assert {id_ for id_, row in rows.items() if row["status"] == "closed"} == closed
    areas = {name.strip() for s in services for name in s["service_areas"].split(",") if name.strip()}
    assert {row["name"] for t in tables if t.kind == "Area" for row in t.rows.iter_rows(named=True)} == areas
    covers = sum(len({n.strip() for n in s["service_areas"].split(",") if n.strip()}) for s in services)
    assert sum(t.rows.height for t in tables if t.kind == "COVERS") == covers
    tags = {word.strip() for s in services for word in s["taxonomy_ids"].split(",") if word.strip()}
    assert sum(t.rows.height for t in tables if t.kind == "Need") == len(tags)
