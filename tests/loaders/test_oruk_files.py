"""The files that directories of services come in: envelopes, folders, zips, tables, and what is none of them."""

import json
import zipfile

import pytest

from linkwork.graph.check import check
from linkwork.graph.identity import Names
from linkwork.graph.schema import SCHEMA
from linkwork.loaders import loader
from linkwork.loaders.oruk import load_with_people
from tests.loaders.test_oruk import facts, joined, write

ONE = {"id": "s1", "name": "Walks", "status": "active", "organization_id": "o1"}
TWO = {"id": "s2", "name": "Talks", "status": "active", "organization_id": "o1"}
TABLES = {
    "organizations.csv": "id,name\no1,Riverside Trust\no2,Food Bank\n",
    "organization_identifiers.csv": "id,organization_id,identifier_scheme,identifier\ni1,o1,GB-CHC,1034374\n",
    "services.csv": "id,organization_id,program_id,name,status,minimum_age,maximum_age\n"
    "s1,o1,,Walks,active,18,-1\ns2,,p1,Talks,inactive,,\n",
    "programs.csv": "id,organization_id,name\np1,o2,Words\n",
    "service_at_location.csv": "id,service_id,location_id\nx1,s1,l1\n",
    "locations.csv": "id,name,latitude,longitude\nl1,Park Gate,51.5,-0.03\n",
    "addresses.csv": "id,location_id,postal_code\na1,l1,E1 6LA\n",
    "service_areas.csv": "id,service_id,name,extent\nb1,s1,Bow East,E05009318\n",
    "attributes.csv": "id,link_id,taxonomy_term_id\nc1,s1,t1\nc2,s1,t9\nc3,o1,t1\n",
    "taxonomy_terms.csv": "id,code,name,taxonomy_id\nt1,SO100,Loneliness,v1\n",
    "taxonomies.csv": "id,name\nv1,UKCAT\n",
    "languages.csv": "id,service_id,name\nd1,s1,Bengali\n",
    "cost_options.csv": "id,service_id,option,amount\ne1,s1,Tea,1.50\n",
    "datapackage.json": "../../datapackage.json",
}


def load(*paths):
    return loader("oruk").load(list(paths), Names("town"))


def tables_in(folder):
    folder.mkdir(exist_ok=True)
    for name, text in TABLES.items():
        (folder / name).write_text(text)
    return folder


def names_of(reading):
    return [row["name"] for row in facts(reading, "Service")]


@pytest.mark.parametrize(
    "held",
    [
        [ONE, TWO],
        {"services": [ONE, TWO]},
        {"total_items": 2, "total_pages": 1, "page_number": 1, "last_page": True, "contents": [ONE, TWO]},
        {"totalElements": 2, "totalPages": 1, "number": 1, "last": True, "content": [ONE, TWO]},
        {"totalElements": 2, "perPage": 50, "last": True, "content": [ONE, TWO]},
        {"totalelements": 2, "totalpages": 1, "last": False, "content": [ONE, TWO]},
        {"contents": [{"id": "x", "service": ONE, "location": {"id": "l"}}, {"service": TWO, "location": {"id": "m"}}]},
        {"id": "o1", "name": "Trust", "services": [ONE, TWO]},
    ],
    ids=["list", "services", "3.0", "1.0", "perPage", "lower case", "by place", "organisation"],
)
def test_every_envelope_is_opened(tmp_path, held):
    reading = load(write(tmp_path, held))
    assert (names_of(reading), reading.problems, reading.about.complete) == (["Walks", "Talks"], (), None)


def test_pages_in_a_folder_are_one_round_and_too_few_of_them_a_partial_one(tmp_path):
    write(tmp_path, {"total_items": 2, "last_page": False, "contents": [ONE]}, "page-1.json")
    alone = load(tmp_path)
    assert alone.about.complete is False
    assert alone.warnings == (
        "totals that do not add up: the pages say that there are 2 services, and 1 are here: read as a partial round, "
        "which adds and changes and makes nothing stale",
    )
    write(tmp_path, {"total_items": 2, "last_page": True, "contents": [TWO]}, "page-2.json")
    both = load(tmp_path)
    assert (names_of(both), both.about.complete, both.warnings) == (["Walks", "Talks"], None, ())


@pytest.mark.parametrize("total", [10**400, -1, float("inf"), float("nan")])
def test_a_total_that_is_no_count_is_none(tmp_path, total):
    reading = load(write(tmp_path, {"total_items": total, "contents": [ONE]}))
    assert (names_of(reading), reading.about.complete, reading.warnings) == (["Walks"], None, ())


def test_a_page_that_says_more_follow_without_a_total_is_partial(tmp_path):
    reading = load(write(tmp_path, {"last": False, "content": [ONE]}))
    assert reading.about.complete is False
    assert "more follow" in reading.warnings[0]


def test_the_last_page_may_stand_anywhere_among_the_files(tmp_path):
    for number in range(1, 12):  # page11 is read before page2
        one = {**ONE, "id": f"s{number}"}
        write(tmp_path, {"last": number == 11, "content": [one]}, f"page{number}.json")
    reading = load(tmp_path)
    assert (len(names_of(reading)), reading.about.complete, reading.warnings) == (11, None, ())


def test_one_service_at_two_places_is_one_service_with_two_sites(tmp_path):
    held = [{"service": ONE, "location": {"id": place, "name": place}} for place in ("north", "south")]
    reading = load(write(tmp_path, held))
    assert joined(reading, "DELIVERED_AT") == [("offer-town-s1", f"site-town-{place}") for place in ("north", "south")]


def test_a_tabular_package_is_put_together_again(tmp_path):
    reading = load(tables_in(tmp_path / "package"))
    assert joined(reading, "PROVIDES") == [
        ("org-chc-1034374", "service-town-s1"),
        ("org-town-o2", "service-town-s2"),  # by its programme
    ]
    assert [(row["name"], row["status"]) for row in facts(reading, "Service")] == [
        ("Walks", "open"),
        ("Talks", "closed"),
    ]
    first = facts(reading, "Service")[0]
    assert (first["languages"], first["cost"]) == (["Bengali"], "Tea 1.50")
    assert joined(reading, "COVERS") == [("offer-town-s1", "area-e05009318")]
    assert joined(reading, "MEETS") == [("offer-town-s1", "need-ukcat-so100")]
    assert joined(reading, "FOR_AUDIENCE") == [("offer-town-s1", "audience-age-18-and-over")]
    assert facts(reading, "Site")[0] | {"id": ""} == {
        "id": "", "name": "Park Gate", "postcode": "E1 6LA", "latitude": 51.5, "longitude": -0.03,
    }  # fmt: skip
    assert [line for line in reading.warnings if "that no row" in line or "that are no services" in line] == [
        "attributes of things that are no services of these tables were not read: 1, such as o1",
        "terms that no row describes were left out: 1, such as t9",
    ]
    assert not any("written as" in line for line in reading.warnings)  # in a table everything is text


def test_a_package_has_its_contacts_numbers_in_a_table_of_their_own(tmp_path):
    folder = tables_in(tmp_path / "package")
    (folder / "contacts.csv").write_text("id,service_id,location_id,name\nf1,s1,,Bea Person\nf2,,l1,Ada Person\n")
    (folder / "phones.csv").write_text("id,contact_id,number\ng1,f1,020 7946 0000\ng2,,020 7946 0001\n")
    reading = load_with_people([folder], Names("town"))
    people = {row["name"]: row.get("work_phone") for row in facts(reading, "Person")}
    assert people == {"Bea Person": "020 7946 0000", "Ada Person": None}


def test_a_contact_at_a_place_makes_room_for_contacts(tmp_path):
    place = {"location": {"id": "l1", "name": "Park Gate", "contacts": [{"name": "Ada Person"}]}}
    reading = load_with_people([write(tmp_path, [{**ONE, "service_at_locations": [place]}])], Names("town"))
    assert len(joined(reading, "CONTACT_FOR")) == 1
    assert "CONTACT_FOR" in reading.about.scope.links


def test_the_same_tables_in_a_zip_and_as_files_say_the_same(tmp_path):
    folder = tables_in(tmp_path / "package")
    with zipfile.ZipFile(tmp_path / "package.zip", "w") as archive:
        for name, text in TABLES.items():
            archive.writestr(f"data/{name}", text)
        archive.writestr("__MACOSX/._services.csv", "noise")
    zipped = load(tmp_path / "package.zip")
    whole = {kind: facts(load(folder), kind) for kind in ("Service", "Site", "Organisation", "MEETS", "COVERS")}
    assert {kind: facts(zipped, kind) for kind in whole} == whole
    assert {kind: facts(load(*sorted(folder.glob("*.csv"))), kind) for kind in whole} == whole
    (table,) = [table for table in zipped.tables if table.kind == "HAS_OFFER"]
    assert table.rows.select("_file", "_sheet", "_row").row(0) == ("package.zip", "services", 2)


def test_pages_in_a_zip_are_read_too(tmp_path):
    with zipfile.ZipFile(tmp_path / "pages.zip", "w") as archive:
        archive.writestr("a/1.json", json.dumps([ONE]))
        archive.writestr("b/1.json", json.dumps([TWO]))
    assert names_of(load(tmp_path / "pages.zip")) == ["Walks", "Talks"]


def test_the_detail_of_a_fetched_service_holds_over_its_list(tmp_path):
    (tmp_path / "services").mkdir()
    write(tmp_path, {"contents": [{**ONE, "status": "inactive"}, TWO]}, "page-0001.json")
    write(tmp_path / "services", {**ONE, "description": "Every Friday"}, "1.json")
    write(tmp_path, {"linkwork_feed": 1, "address": "https://www.feed.test/v3", "began": "2026-11-01"}, "feed.json")
    reading = load(tmp_path)
    assert facts(reading, "Service")[0] == {
        "id": "service-town-s1", "name": "Walks", "status": "open", "description": "Every Friday",
    }  # fmt: skip
    assert reading.about.complete is False
    later = write(tmp_path.parent, {**ONE, "status": "defunct"}, "later.json")
    assert facts(load(tmp_path, later), "Service")[0]["status"] == "open"
    said = loader("oruk").about([tmp_path])
    assert (said.source, said.as_of) == ("feed-test", "2026-11-01")


BAD = {
    "services.txt": (b"[]", "files that end in .txt are not read here"),
    "empty.json": (b"", "this file is empty"),
    "cut.json": (b'[{"id": "1", "na', "this is not JSON (line 1)"),
    "latin.json": ('[{"id": "1", "name": "Café"}]'.encode("latin-1"), "this is not JSON"),
    "deep.json": (b"[" * 100_000, "this is nested too deeply"),
    "list.json": (b"[]", "there is no usable service in it; its records are none"),
    "number.json": (b"7", "7 is no record"),
    "words.json": (b'["a", "b"]', "'b' is no record"),
    "term.json": (b'{"id": "1", "name": "A", "taxonomy": "x"}', "1 of the sort 'term or vocabulary'"),
    "body.json": (b'{"id": "1", "name": "A", "logo": "x"}', "1 of the sort 'organisation'"),
    "other.json": (b'{"a": 1}', "1 of the sort 'other thing'"),
    "torn.zip": (b"PK\x03\x04torn", "this is not a whole zip"),
}


@pytest.mark.parametrize("file", BAD)
def test_a_file_without_a_usable_service_is_refused_with_the_reason(tmp_path, file):
    held, why = BAD[file]
    (tmp_path / file).write_bytes(held)
    reading = load(tmp_path / file)
    assert why in " ".join(str(problem) for problem in reading.problems)
    assert all(problem.file == file for problem in reading.problems)
    assert reading.tables == ()


def test_a_package_without_services_names_the_tables_there_are(tmp_path):
    (tmp_path / "organizations.csv").write_text("id,name\n1,A\n")
    (problem,) = load(tmp_path).problems
    assert problem.message == "a table of services (services.csv) is missing; the tables are organizations.csv"


def test_a_zip_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr("linkwork.loaders._oruk_files.LARGEST", 1_000_000)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("services.json", b" " * 5_000_000)
    (problem,) = load(tmp_path / "bomb.zip").problems
    assert "unpacked it has over 1 MB" in problem.message


HOSTILE = {
    "id": "1",
    "name": "A\ud800B\x00C\u202e",
    "description": "<a " * 7000,
    "status": {"x": 1},
    "organization": "Trust",
    "service_areas": [None, 3, {"name": ["x"]}, {"name": {"y": 2}}, {}, {"name": "\ud801"}],
    "service_at_locations": [{"location": {"id": True, "latitude": "x", "longitude": 10**400}}, {"location": []}],
    "attributes": {"taxonomy_term": {"id": [], "name": 5, "taxonomy": {}, "code": "//"}},
    "minimum_age": True,
    "maximum_age": "1e9",
    "cost_options": [{"amount": "9" * 5000}, {"amount": 10**400}],
    "languages": "Bengali",
    "schedules": [{"byday": 7, "opens_at": []}],
    "eligibilitys": [[], {"minimum_age": [1]}],
    "contacts": [{"name": ["x"]}],
    "assured_date": "31/31/2020",
    "alternate_name": "x; y;;",
}


def test_what_is_meant_to_hurt_becomes_words_and_a_table_that_passes_its_checks(tmp_path):
    file = tmp_path / "hostile.json"
    file.write_text(json.dumps([HOSTILE]))
    reading = load(file)
    assert reading.problems == ()
    (service,) = facts(reading, "Service")
    assert service["name"] == "ABC\u202e"
    assert "status" not in service
    assert check(reading, SCHEMA)
    "\n".join(reading.warnings).encode()  # every warning can be printed


def test_a_field_of_another_shape_never_breaks_a_load(tmp_path):
    odd = (None, 0, -1.5, True, "", "x", [], [[]], [None], {}, {"id": 1}, [{"id": {}}], [{"name": 3}])
    for key in HOSTILE.keys() - {"id"}:
        records = [{**HOSTILE, "name": "A", "id": str(number), key: value} for number, value in enumerate(odd)]
        file = tmp_path / "odd.json"
        file.write_text(json.dumps(records))
        reading = load(file)
        if key == "name":
            assert {problem.column for problem in reading.problems} == {"name"}
        else:
            assert len(facts(reading, "Service")) == len(odd)
            assert check(reading, SCHEMA)
