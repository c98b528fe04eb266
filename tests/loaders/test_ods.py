"""Records of the ODS API: a small town of made-up bodies, the real record, and files that are none."""

import json
from pathlib import Path

import pytest

from linkwork.graph.check import check
from linkwork.graph.identity import Names
from linkwork.graph.schema import SCHEMA
from linkwork.loaders import loader
from tests.commands.steps import run


def record(code, name, primary, *more, status="Active", cls="RC1", **parts):
    """A record of the ODS API; `more` are its other roles, each with the status they have."""
    roles = [{"id": primary, "primaryRole": True, "Status": status}]
    roles += [{"id": role, "Status": state} for role, state in more]
    body = {"Name": name, "OrgId": {"extension": code}, "Status": status, "orgRecordClass": cls}
    return {"Organisation": {**body, "Roles": {"Role": roles}, **parts}}


def rel(kind, target, role, start, end=None):
    dates = {"Type": "Operational", "Start": start} | ({"End": end} if end else {})
    target = {"OrgId": {"extension": target}, "PrimaryRoleId": {"id": role}}
    return {"id": kind, "Status": "Inactive" if end else "Active", "Date": [dates], "Target": target}


def rels(*every):
    return {"Rels": {"Rel": list(every)}}


MILL = record(
    "f00001",
    "MILL  SURGERY",
    "RO177",
    ("RO76", "Active"),
    ("RO87", "Inactive"),
    GeoLoc={"Location": {"AddrLn1": "1 HIGH ST", "PostCode": "e16la", "UPRN": 1}},
    Contacts={"Contact": [{"type": "tel", "value": "1"}, {"type": "http", "value": "HTTPS://WWW.MILL.TEST/About"}]},
    **rels(
        rel("RE8", "U00001", "RO272", "2020-07-01", "2021-03-31"),
        rel("RE8", "U00001", "RO272", "2022-04-01"),
        rel("RE8", "U00002", "RO272", "2021-04-01", "2022-03-31"),
        rel("RE4", "A3A8R", "RO98", "2022-07-01"),
        rel("RE4", "08V", "RO98", "2013-04-01", "2022-06-30"),
        rel("RE6", "AXX01", "RO172", "2020-01-01"),
    ),
)
BRANCH = record("F00001001", "MILL BRANCH", "RO96", cls="RC2", **rels(rel("RE6", "F00001", "RO177", "2001-01-01")))
BOARD = record(
    "QXX", "EASTWICK BOARD", "RO261", ("RO318", "Active"), ("RO262", "Inactive"), **rels(rel("RE5", "Y56", "RO209", ""))
)
OLD = record(
    "RXA",
    "OLD TRUST",
    "RO197",
    ("RO57", "Inactive"),
    status="Inactive",
    Succs={"Succ": [{"Type": "Successor", "Target": {"OrgId": {"extension": "RXB"}}}]},
)
NETWORK = record("U00001", "EAST NETWORK", "RO272")
WALK_IN = record("Y00001", "OLD WALK-IN", "RO177", ("RO87", "Inactive"), status="Inactive")
COUNCIL = record("211", "EASTWICK COUNCIL", "RO141", GeoLoc={"Location": {"PostCode": "NOWHERE"}})
STRANGE = record("9ZZ", "SOMETHING ELSE", "RO999", status="Dormant")
TOWN = [MILL, BRANCH, BOARD, OLD, NETWORK, WALK_IN, COUNCIL, STRANGE]


def written(folder, content, name="town.json"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def read(*paths):
    return loader("ods").load(paths, Names("nhs-ods"))


def tables(reading):
    return {table.kind: table.rows for table in check(reading, SCHEMA)}


def said(reading):
    return [str(problem).removeprefix("town.json") for problem in reading.problems]


def test_a_town_of_records_is_bodies_with_what_their_roles_say(tmp_path):
    facts = ["id", "name", "ods_code", "category", "sector", "status", "postcode", "website", "sub_icb_code", "_row"]
    bodies = tables(read(written(tmp_path, TOWN)))["Organisation"]
    assert bodies.select(facts).rows() == [
        (
            *("org-ods-f00001", "MILL SURGERY", "F00001", "practice", "nhs", "open", "E1 6LA"),
            *("https://www.mill.test/About", "A3A8R", 1),
        ),
        ("org-ods-f00001001", "MILL BRANCH", "F00001001", "branch surgery", "nhs", "open", None, None, None, 2),
        ("org-ods-qxx", "EASTWICK BOARD", "QXX", "icb", "nhs", "open", None, None, None, 3),
        ("org-ods-rxa", "OLD TRUST", "RXA", "trust", "nhs", "closed", None, None, None, 4),
        ("org-ods-u00001", "EAST NETWORK", "U00001", "pcn", "nhs", "open", None, None, None, 5),
        ("org-ods-y00001", "OLD WALK-IN", "Y00001", "walk-in centre", None, "closed", None, None, None, 6),
        ("org-ods-211", "EASTWICK COUNCIL", "211", "council", "council", "open", None, None, None, 7),
        ("org-ods-9zz", "SOMETHING ELSE", "9ZZ", "ODS role RO999", None, None, None, None, None, 8),
    ]


def test_only_what_makes_a_body_part_of_another_is_a_link_with_its_days(tmp_path):
    links = tables(read(written(tmp_path, TOWN)))["PART_OF"]
    assert links.select("from_id", "to_id", "starts", "ends", "_row").rows() == [
        ("org-ods-f00001", "org-ods-u00001", "2022-04-01", None, 1),
        ("org-ods-f00001", "org-ods-u00002", "2021-04-01", "2022-03-31", 1),
        ("org-ods-f00001001", "org-ods-f00001", "2001-01-01", None, 2),
    ]


def test_what_is_not_kept_is_counted_in_one_line_for_each_sort(tmp_path):
    assert [warning.removeprefix("town.json: ") for warning in read(written(tmp_path, TOWN)).warnings] == [
        "contacts left out, being telephone numbers or no web address: 1",
        "earlier periods of a membership not kept: 1",
        "further roles not kept: 3 (RO262 1, RO57 1, RO87 1)",
        "postcodes left blank, which cannot be read: 1",
        "relationships not kept, since none of them makes a body part of another: 3 (is commissioned by RE4 1, "
        "is located in the geography of RE5 1, is operated by RE6 1)",
        "statuses left blank, being neither Active nor Inactive: 1 (Dormant 1)",
        "successions not kept, for a body that merged is not the body it merged into: 1",
    ]


def test_a_record_a_file_a_list_and_a_folder_say_the_same(tmp_path):
    folder = tmp_path / "records"
    folder.mkdir()
    for number, one in enumerate(TOWN):
        written(folder, one, f"{number}.json")
    written(folder, b"not read", "notes.txt")
    listed, several = tables(read(written(tmp_path, TOWN))), tables(read(folder))
    assert listed.keys() == several.keys() == {"Organisation", "PART_OF"}
    for kind, rows in listed.items():
        assert rows.drop("_file", "_row").rows() == several[kind].drop("_file", "_row").rows()


def test_two_sub_icb_locations_at_once_leave_the_code_blank(tmp_path):
    both = record("F00002", "TWO", "RO177", **rels(*(rel("RE4", code, "RO98", "2022-07-01") for code in ("A1", "B1"))))
    reading = read(written(tmp_path, both))
    assert tables(reading)["Organisation"]["sub_icb_code"].to_list() == [None]
    assert any("several commissioning sub-ICB locations" in warning for warning in reading.warnings)


def test_a_single_thing_that_is_no_list_and_a_part_that_is_not_there_are_read(tmp_path):
    one = record("RXC", "ONE TRUST", "RO197")
    one["Organisation"]["Roles"]["Role"] = one["Organisation"]["Roles"]["Role"][0]
    assert tables(read(written(tmp_path, one)))["Organisation"]["category"].to_list() == ["trust"]
    bare = {"Organisation": {"Name": "BARE", "OrgId": {"extension": "RXD"}}}
    assert tables(read(written(tmp_path, bare)))["Organisation"]["name"].to_list() == ["BARE"]


WRONG = [
    (b"", ": this file is empty; save it again, or get a fresh copy of it"),
    (b"{", ": this is not JSON (line 1); get a fresh copy of it; allowed are {allowed}"),
    (b"[" * 200_000, ": this is nested too deeply to be read; allowed are {allowed}"),
    (b'{"Organisation": {"Name": ' + b"9" * 5000 + b"}}", ": this is not JSON; get a fresh copy of it; {allowed}"),
    ([], ": its list of records is empty"),
    ({"Organisations": [{"OrgId": "RBQ"}]}, ", row 1: this is a list found by searching, without roles and {more}"),
    ({"services": []}, ", row 1: there is no Organisation here; allowed are {allowed}"),
    ([7, None], ", row 1: there is no Organisation here; allowed are {allowed}"),
    (
        {"Organisation": {"OrgId": {"extension": "R B"}}},
        ", row 1, column Organisation.OrgId.extension: 'R B' is not an ODS code: letters and digits{more}",
    ),
    (
        {"Organisation": {"Name": ["x"], "OrgId": {"extension": "RBQ"}}},
        ", row 1, column Organisation.Name: every organisation has a name and this one is blank",
    ),
]


@pytest.mark.parametrize(("content", "message"), WRONG, ids=[message[:60] for _, message in WRONG])
def test_what_is_no_record_is_said_with_its_place(tmp_path, content, message):
    problems = said(read(written(tmp_path, content)))
    assert problems[0].startswith(message.partition("{")[0])
    assert all(file.startswith((":", ", row")) for file in problems)


def test_every_problem_is_said_at_once_and_a_long_list_of_them_is_cut(tmp_path):
    written(tmp_path, [record("", "", "RO1")] * 50)
    written(tmp_path, b"{", "other.json")
    reading = read(tmp_path)
    assert str(reading.problems[0]).startswith("other.json: this is not JSON")
    assert len(reading.problems) == 1 + 20 + 1
    assert said(reading)[-1].startswith(": 80 more problems with its records")


def test_one_body_in_two_files_is_refused(tmp_path):
    paths = [written(tmp_path, MILL, "a.json"), written(tmp_path, MILL, "b.json")]
    with pytest.raises(Exception, match="two rows are the same Organisation, org-ods-f00001"):
        check(read(*paths), SCHEMA)


def test_text_that_no_table_can_keep_is_cleaned(tmp_path):
    odd = b'{"Organisation": {"Name": "A\\ud800 \\u0000B\\nC", "OrgId": {"extension": "RXE"}, "Rels": [[1], 2]}}'
    assert tables(read(written(tmp_path, odd)))["Organisation"]["name"].to_list() == ["A B C"]


def test_a_web_address_that_is_none_is_left_out(tmp_path):
    for address in ("javascript:alert(1)", "file:///etc/passwd", "not an address", "http://a b.test", "a" * 5000):
        one = record("RXF", "X", "RO197", Contacts={"Contact": [{"type": "http", "value": address}]})
        assert tables(read(written(tmp_path, one)))["Organisation"]["website"].to_list() == [None]


def test_the_real_record_says_what_it_says_and_no_more(shared):
    path = shared / "data" / "ods" / "ord-sample-RBQ.json"
    body = json.loads(path.read_text(encoding="utf-8"))["Organisation"]
    reading = read(path)
    found = tables(reading)
    assert found.keys() == {"Organisation"}
    kept = found["Organisation"].row(0, named=True)
    expected = {
        "id": "org-ods-rbq",
        "name": body["Name"],
        "ods_code": "RBQ",
        "category": "trust",
        "sector": "nhs",
        "status": "open",
        "postcode": body["GeoLoc"]["Location"]["PostCode"],
        "website": "https://www.lhch.nhs.uk/",
        "sub_icb_code": None,
    }
    assert {key: kept[key] for key in expected} == expected
    assert len(body["Rels"]["Rel"]) == 4
    assert any(": 4 (is located in the geography of RE5 3, is partner to RE8 1)" in said for said in reading.warnings)
    assert not any(body["GeoLoc"]["Location"]["AddrLn1"] in str(value) for value in kept.values())


def test_records_loaded_again_write_nothing_and_others_make_none_of_them_stale(tmp_path):
    town = tmp_path / "town"
    run("init", town)
    first = ("load", "ods", written(tmp_path, TOWN), "--as-of", "2024-01-31", "--project", town)
    output = run(*first).output
    assert "as nhs-ods of 2024-01-31 (partial). It holds 8 Organisation, 3 PART_OF." in output
    assert "loose    1 waits for an end:" in output
    again = run(*first).output
    assert "no new round was kept" in again
    assert "nothing was written to it" in again
    other = written(tmp_path, [NETWORK], "other.json")
    assert "stale    nothing" in run("load", "ods", other, "--as-of", "2024-02-29", "--project", town).output
    query = "MATCH (a:Organisation)-[r:PART_OF]->(b) WHERE r.live RETURN a.id AS a, b.id AS b ORDER BY a"
    live = json.loads(run("cypher", query, "--format", "json", "--project", town).output)
    assert [(row["a"], row["b"]) for row in live] == [
        ("org-ods-f00001", "org-ods-u00001"),
        ("org-ods-f00001001", "org-ods-f00001"),
    ]


def test_ten_thousand_records_are_read_in_seconds(tmp_path):
    from time import process_time

    many = [record(f"X{n:05}", f"BODY {n}", "RO197", **rels(rel("RE5", "Y56", "RO209", ""))) for n in range(10_000)]
    path: Path = written(tmp_path, many)
    start = process_time()
    assert tables(read(path))["Organisation"].height == 10_000
    assert process_time() - start < 10
