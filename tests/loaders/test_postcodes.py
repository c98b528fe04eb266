"""Wards by postcode: a made-up directory with the real headings of three of its years, and the join on its own."""

import polars as pl
import pytest

from linkwork.graph.check import check
from linkwork.graph.identity import Names
from linkwork.graph.postcodes import ENDED, FOUND, NOT_LISTED, NOWHERE, UNCLEAR, wards_of
from linkwork.graph.schema import SCHEMA
from linkwork.loaders._postcode_files import LARGE
from linkwork.loaders.postcodes import LOADER
from tests.commands.steps import run

HEAD_2020 = "pcd,pcd2,pcds,dointr,doterm,oscty,ced,oslaua,osward,parish,lsoa11,lat,long\n"
HEAD_2025 = "pcd7,pcd8,pcds,dointr,doterm,usrtypind,lad25cd,wd25cd,lsoa21cd,lat,long\n"
HEAD_NSPL = "pcd,pcd2,pcds,dointr,doterm,usertype,laua,ward,lsoa21,lat,long\n"
ROWS_2020 = (
    '"E1 6LA","E1   6LA","E1 6LA","198001","","E99999999","E99999999","E09000030","E05009317","E43000220",,51.5,-0.07\n'
    '"E1 7SS","E1   7SS","E1 7SS","198001","199606","E99999999","E99999999","E09000030","E05009318",,,51.5,-0.07\n'
    '"JE2 3AA","JE2  3AA","JE2 3AA","198001","","L99999999","L99999999","L99999999","L99999999",,,99.999999,0\n'
)
ROWS_2025 = "E1 6LA,E1   6LA,E1 6LA,198001,,0,E09000030,E05009317,E01004307,51.5,-0.07\n"
PLACES = "id,postcode\norg-ods-f00001,e16la\nsite-hall,E1  7SS\norg-mill,JE2 3AA\norg-far,E99 9ZZ\norg-blank,\n"


def written(folder, **files):
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text)
    return [folder / f"{name}.csv" for name in files]


def read(*paths):
    return LOADER.load(paths, Names("ons-postcodes"))


def ends(reading):
    (table,) = check(reading, SCHEMA)
    assert table.kind == "IN_AREA"
    return table.rows.select("from_kind", "from_id", "to_id", "_file", "_row").rows()


def test_organisations_and_sites_get_the_wards_of_their_postcodes_and_the_others_are_counted(tmp_path):
    reading = read(*written(tmp_path, ONSPD=HEAD_2020 + ROWS_2020, places=PLACES))
    assert ends(reading) == [
        ("Organisation", "org-ods-f00001", "area-e05009317", "ONSPD.csv", 2),
        ("Site", "site-hall", "area-e05009318", "ONSPD.csv", 3),
    ]
    assert (reading.problems, reading.warnings) == (
        (),
        (
            "ONSPD.csv: 1 place has a postcode that is no longer in use; the ward is that where it was: E1  7SS",
            "ONSPD.csv: 1 place has a postcode that the directory does not list; no ward is given: E99 9ZZ",
            "ONSPD.csv: 1 place has a postcode without a ward: JE2 3AA",
        ),
    )


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (HEAD_2025, ROWS_2025),
        (HEAD_NSPL, ROWS_2025),
        ("PCDS,DOTERM,WD24CD\n", "E1 6LA,,E05009317\n"),
        ("pcd8,ward\n", "E1   6LA,E05009317\n"),
    ],
    ids=["2025", "NSPL", "capitals", "eight letters"],
)
def test_the_headings_of_every_year_are_known_by_their_pattern(tmp_path, head, row):
    reading = read(*written(tmp_path, directory=head + row, places="id,postcode\norg-a,E1 6LA\n"))
    assert ends(reading) == [("Organisation", "org-a", "area-e05009317", "directory.csv", 2)]
    assert reading.warnings == ()


def test_a_large_directory_says_the_same_as_a_small_one(tmp_path):
    far = "".join(
        f"ZZ{n // 676} {n % 9}AA,,ZZ{n},199001,,0,E09000001,E05000026,E01000001,51.5,-0.1\n" for n in range(90000)
    )
    small, places = written(tmp_path, small=HEAD_2025 + ROWS_2025, places=PLACES)
    (tmp_path / "whole").mkdir()
    (large,) = written(tmp_path / "whole", large=HEAD_2025 + far + ROWS_2025)
    assert large.stat().st_size > LARGE
    kept = [row[:3] for row in ends(read(small, places))]
    assert kept == [("Organisation", "org-ods-f00001", "area-e05009317")]
    assert ends(read(large, places)) == ends(read(tmp_path / "whole", places)) == [(*kept[0], "large.csv", 90002)]


def test_a_large_directory_that_is_cut_in_a_quotation_is_refused_in_a_sentence(tmp_path):
    (large, places) = written(tmp_path, large=HEAD_2025 + ROWS_2025 * 80000 + '"E1 6LB\n', places=PLACES)
    assert large.stat().st_size > LARGE
    (problem,) = map(str, read(large, places).problems)
    assert problem.startswith("large.csv: ")
    assert "get a fresh copy" in problem


WRONG = [
    ({"places": PLACES}, "places.csv: this is not enough; give beside it the ONS Postcode Directory"),
    (
        {"ONSPD": HEAD_2020 + ROWS_2020},
        "ONSPD.csv: this is not enough; give beside it the places whose wards are asked",
    ),
    ({"ONSPD": "pcds,doterm\nE1 6LA,\n", "places": PLACES}, "ONSPD.csv: the column 'osward' is missing"),
    (
        {"ONSPD": HEAD_2020 + ROWS_2020, "places": "id,postcode\nservice-a,E1 6LA\n,E1 6LA\n"},
        "places.csv, row 2, column id: 'service-a' is not the id of an organisation or a site",
    ),
    (
        {"ONSPD": HEAD_2020 + ROWS_2020, "places": "id,postcode\n,E1 6LA\n"},
        "places.csv, row 2, column id: this cell is blank; every place has an id",
    ),
]


@pytest.mark.parametrize(("files", "message"), WRONG, ids=[message[:45] for _, message in WRONG])
def test_what_is_wrong_is_said_with_its_place(tmp_path, files, message):
    assert any(str(problem).startswith(message) for problem in read(*written(tmp_path, **files)).problems)


def answered(asked, lookup):
    """(ward's id, what became of it) of one postcode in a lookup of (postcode, ward, ended)."""
    places = pl.DataFrame({"kind": ["Site"], "id": ["site-a"], "postcode": [asked]})
    rows = pl.DataFrame(lookup, schema=["postcode", "ward", "ended"], orient="row", infer_schema_length=None).cast(
        pl.Utf8
    )
    return wards_of(places, rows).select("to_id", "found").row(0)


@pytest.mark.parametrize(
    ("asked", "lookup", "expected"),
    [
        ("e1  6la", [("E16LA", "E05009317", None)], ("area-e05009317", FOUND)),
        ("E16LA", [("E1 6LA", "E05009317", "199606"), ("E1 6LA", "E05009318", "")], ("area-e05009318", FOUND)),
        ("E16LA", [("E1 6LA", "E05009317", "201206"), ("E1 6LA", "E05009318", "199606")], ("area-e05009317", ENDED)),
        ("E16LA", [("E1 6LA", "E05009317", None)] * 2, ("area-e05009317", FOUND)),
        ("E16LA", [("E1 6LA", "E05009317", None), ("E16LA", "E05009318", None)], (None, UNCLEAR)),
        ("BT1 1AA", [("BT1 1AA", "N08000301", None)], ("area-n08000301", FOUND)),
        ("IM1 1AA", [("IM1 1AA", "M99999999", None)], (None, NOWHERE)),
        ("E1 0AA", [("E1 0AA", "E99999999", None)], (None, NOWHERE)),
        ("E1 0AA", [("E1 0AA", "E05999999", None)], (None, NOWHERE)),
        ("E1 0AA", [("E1 0AA", None, None)], (None, NOWHERE)),
        ("E1 0AA", [("E1 0AB", "E05009317", None)], (None, NOT_LISTED)),
    ],
)
def test_the_row_in_use_counts_then_the_last_that_ended_and_a_code_that_stands_for_no_ward_is_none(
    asked, lookup, expected
):
    assert answered(asked, lookup) == expected


def test_every_place_is_answered_once_in_its_order_and_one_without_a_postcode_is_not_asked():
    places = pl.DataFrame(
        {
            "kind": ["Site", "Organisation", "Organisation", "Organisation"],
            "id": ["site-b", "org-a", "org-c", "org-a"],
            "postcode": ["E1 6LA", "E1 6LA", None, "E16LA"],
        }
    )
    lookup = pl.DataFrame(
        {"postcode": ["E1 6LA"], "ward": ["E05009317"], "ended": [None]}, schema_overrides={"ended": pl.Utf8}
    )
    assert wards_of(places, lookup)["from_id"].to_list() == ["site-b", "org-a"]


def test_practices_of_a_project_get_wards_and_the_same_files_again_write_nothing(tmp_path):
    town = tmp_path / "town"
    run("init", town)
    (tmp_path / "Organisations.csv").write_text("name,sector,postcode,ods_code\nMill Surgery,nhs,E1 6LA,F00001\n")
    (tmp_path / "Areas.csv").write_text("name,level,gss_code\nEast,ward,E05009317\n")
    for sheet in ("Organisations", "Areas"):
        path = tmp_path / f"{sheet}.csv"
        (tmp_path / sheet).mkdir()
        path.rename(tmp_path / sheet / path.name)
        run("load", "mapping-workbook", tmp_path / sheet, "--as-of", "2026-01-01", "--source", sheet, "--project", town)
    query = "MATCH (o:Organisation) RETURN o.id AS id, o.postcode AS postcode ORDER BY id"
    run("cypher", query, "--format", "csv", "--save", tmp_path / "places.csv", "--project", town)
    (directory,) = written(tmp_path, ONSPD=HEAD_2020 + ROWS_2020)
    words = ("load", "postcodes", directory, tmp_path / "places.csv", "--as-of", "2026-02-01", "--project", town)
    assert "loose    nothing" in run(*words).output
    query = "MATCH (o:Organisation)-[r:IN_AREA]->(a:Area) WHERE r.live RETURN o.id + ' ' + a.name AS said"
    assert "org-ods-f00001 East" in run("cypher", query, "--format", "csv", "--project", town).output
    again = run(*words).output
    assert "no new round was kept" in again
    assert "nothing was written to it" in again
