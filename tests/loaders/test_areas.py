"""Wards, LSOAs, deprivation and households: a borough of two wards, and the real files of one."""

import json
from pathlib import Path

import pytest

import linkwork.data
from linkwork.graph.check import check
from linkwork.graph.identity import Names
from linkwork.graph.records import Scope
from linkwork.graph.schema import SCHEMA
from linkwork.loaders import loader

BOROUGH, EAST, WEST = "E09000001", "E05000001", "E05000002"
LOOKUP = (
    "lsoa21_code,lsoa21_name,ward24_code,ward24_name,ltla24_code,ltla24_name\n"
    f"E01000001,Millbrook 001A,{EAST},Old East,{BOROUGH},Millbrook\n"
    f"E01000002,Millbrook 001B,{EAST},Old East,{BOROUGH},Millbrook\n"
    f"E01000003,Millbrook 002A,{WEST},West,{BOROUGH},Millbrook\n"
)
IMD = "lsoa21_code,IMD_decile,IMD_rank\nE01000001,1.0,3\nE01000002,2,9\nE01000003,7.0,4000\n"
CENSUS = (
    "Electoral wards and divisions Code,Electoral wards and divisions,"
    "Household deprivation (6 categories) Code,Household deprivation (6 categories),Observation\n"
    + "".join(
        f"{EAST},East (Millbrook),{code},words,{n}\n"
        for code, n in ((-8, 0), (1, 40), (2, 30), (3, 20), (4, 9), (5, 1))
    )
    + "".join(f"{WEST},West,{code},words,{n}\n" for code, n in ((1, 80), (2, 20), (3, 0), (4, 0), (5, 0)))
)
TABLES = {"lookup.csv": LOOKUP, "imd.csv": IMD, "census.csv": CENSUS}


def ward(code, name, **more):
    said = {"WD25CD": code, "WD25NM": name, "LAD25CD": BOROUGH, "LAD25NM": "Millbrook", "LAT": 51.5, "LONG": -0.05}
    return {"type": "Feature", "properties": {**said, **more}, "geometry": None}


def geojson(*features):
    return json.dumps({"type": "FeatureCollection", "features": features})


WARDS = geojson(ward(EAST, "East"), ward(WEST, "West", LAT=51.25, LONG=0.125))


def folder(tmp_path, **changed):
    """The four files in a folder, some of them changed or, where None, left out."""
    files = {**TABLES, "wards.geojson": WARDS}
    for name, usual in files.items():
        text = changed.get(name.partition(".")[0], usual)
        if text is not None:
            (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def read(*paths, names=None):
    return loader("areas").load(paths, names or Names("areas"))


def said(reading):
    return [str(problem) for problem in reading.problems]


def facts(reading):
    """Every area by its code, without its place and what is blank."""
    return {
        row["gss_code"]: {k: v for k, v in row.items() if v is not None and not k.startswith("_") and k != "gss_code"}
        for table in check(reading, SCHEMA)
        if table.kind == "Area"
        for row in table.rows.iter_rows(named=True)
    }


def within(reading):
    return [
        row
        for table in check(reading, SCHEMA)
        if table.kind == "WITHIN"
        for row in table.rows.select("from_id", "to_id", "_file", "_row").rows()
    ]


def test_four_files_are_a_borough_its_wards_and_their_lsoas(tmp_path):
    reading = read(folder(tmp_path))
    assert (reading.problems, reading.warnings) == ((), ())
    assert facts(reading) == {
        BOROUGH: {"id": "area-e09000001", "name": "Millbrook", "level": "borough", "core20_share": 0.666667},
        EAST: {
            "id": "area-e05000001",
            "name": "East",
            "aliases": ["Old East", "East (Millbrook)"],
            "level": "ward",
            "latitude": 51.5,
            "longitude": -0.05,
            "core20_share": 1.0,
            "households": 100,
            "deprived_share": 0.6,
        },
        WEST: {
            "id": "area-e05000002",
            "name": "West",
            "level": "ward",
            "latitude": 51.25,
            "longitude": 0.125,
            "core20_share": 0.0,
            "households": 100,
            "deprived_share": 0.2,
        },
        "E01000001": {"id": "area-e01000001", "name": "Millbrook 001A", "level": "lsoa", "imd_decile": 1},
        "E01000002": {"id": "area-e01000002", "name": "Millbrook 001B", "level": "lsoa", "imd_decile": 2},
        "E01000003": {"id": "area-e01000003", "name": "Millbrook 002A", "level": "lsoa", "imd_decile": 7},
    }
    assert sorted(within(reading)) == [
        ("area-e01000001", "area-e05000001", "lookup.csv", 2),
        ("area-e01000002", "area-e05000001", "lookup.csv", 3),
        ("area-e01000003", "area-e05000002", "lookup.csv", 4),
        ("area-e05000001", "area-e09000001", "wards.geojson", 1),
        ("area-e05000002", "area-e09000001", "wards.geojson", 2),
    ]


def test_the_files_may_be_named_one_by_one_and_in_any_order(tmp_path):
    place = folder(tmp_path)
    paths = [place / name for name in ("wards.geojson", *TABLES)]
    assert facts(read(*paths)) == facts(read(*reversed(paths))) == facts(read(place))


def test_what_no_file_speaks_of_is_neither_said_nor_cleared(tmp_path):
    reading = read(folder(tmp_path, lookup=None, imd=None, census=None))
    assert [table.kind for table in reading.tables] == ["Area", "Area", "WITHIN"]
    properties = {"name", "aliases", "level", "gss_code", "latitude", "longitude"}
    assert set(reading.tables[1].rows.columns) == {"id", *properties, "_file", "_sheet", "_row"}
    assert reading.about.scope == Scope(kinds=("Area", "WITHIN"), links=("WITHIN",))


def test_deprivation_alone_says_nothing_of_what_lies_where_and_codes_stand_for_names(tmp_path):
    (tmp_path / "imd.csv").write_text(IMD)
    reading = read(tmp_path / "imd.csv")
    assert facts(reading)["E01000001"] == {
        "id": "area-e01000001",
        "name": "E01000001",
        "level": "lsoa",
        "imd_decile": 1,
    }
    assert reading.about.scope == Scope(kinds=("Area", "WITHIN"), links=())
    assert reading.warnings == (
        "LSOAs that no file names, so their codes stand for them: 3, such as E01000001, E01000002, E01000003",
    )


def test_the_headings_of_the_publishers_and_of_other_years_are_known(tmp_path):
    lookup = LOOKUP.replace(
        "lsoa21_code,lsoa21_name,ward24_code,ward24_name,ltla24_code,ltla24_name",
        "LSOA21CD,LSOA21NM,WD23CD,WD23NM,LAD23CD,LAD23NM",
    )
    imd = IMD.replace(
        "lsoa21_code,IMD_decile,IMD_rank",
        "LSOA code (2021),Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs),Index of "
        "Multiple Deprivation (IMD) Rank (where 1 is most deprived)",
    )
    other = read(folder(tmp_path, lookup=lookup, imd=imd, wards=WARDS.replace("25", "26")))
    assert (other.problems, other.warnings) == ((), ())
    assert facts(other)[EAST]["core20_share"] == 1.0


def test_codes_that_one_file_has_and_another_has_not_are_counted_and_kept(tmp_path):
    lookup = LOOKUP + f"E01000004,Millbrook 003A,E05000003,North,{BOROUGH},Millbrook\n"
    reading = read(folder(tmp_path, lookup=lookup, imd=IMD + "E01000009,4\n"))
    assert reading.problems == ()
    assert reading.warnings == (
        "LSOAs that no file names, so their codes stand for them: 1, such as E01000009",
        "wards without core20_share, because deciles of their LSOAs are not in these files: 1, such as E05000003",
        "boroughs without core20_share, because deciles of their LSOAs are not in these files: 1, such as E09000001",
        "LSOAs in the LSOA to ward lookup and not in the deprivation file: 1, such as E01000004",
        "LSOAs in the deprivation file and not in the LSOA to ward lookup: 1, such as E01000009",
        "wards in the LSOA to ward lookup and not in the ward boundaries: 1, such as E05000003",
    )
    found = facts(reading)
    assert {"E01000004", "E01000009", "E05000003"} <= found.keys()
    assert ("core20_share" in found[BOROUGH], found[EAST]["core20_share"]) == (False, 1.0)


def test_a_ward_that_moved_between_boroughs_lies_where_the_newer_file_says(tmp_path):
    reading = read(folder(tmp_path, lookup=LOOKUP.replace(f"West,{BOROUGH},Millbrook", "West,E09000002,Old Borough")))
    assert ("area-e05000002", "area-e09000001", "wards.geojson", 2) in within(reading)
    assert reading.warnings == (
        "wards in one borough by one file and in another by a newer, which was taken: 1, such as E05000002",
    )


CATEGORY = "Household deprivation (6 categories) Code"
WRONG = [
    ("lookup", LOOKUP.replace("E01000001,", "001,"), "lookup.csv, row 2, column lsoa21_code: '001' is not {code}"),
    (
        "lookup",
        LOOKUP.replace(f",{WEST},", ",,"),
        "lookup.csv, row 4, column ward24_code: this cell is blank; write {code}",
    ),
    (
        "lookup",
        LOOKUP + LOOKUP.splitlines()[1] + "\n",
        "lookup.csv, row 5, column lsoa21_code: E01000001 is in an earlier row too; an LSOA has one row",
    ),
    (
        "imd",
        IMD.replace("7.0", "11"),
        "imd.csv, row 4, column IMD_decile: '11' is not a decile: a whole number from 1 to 10",
    ),
    (
        "imd",
        IMD.replace("7.0", "2.5"),
        "imd.csv, row 4, column IMD_decile: '2.5' is not a decile: a whole number from 1 to 10",
    ),
    (
        "census",
        CENSUS.replace(",20\n", ",few\n", 1),
        "census.csv, row 5, column Observation: 'few' is not a whole number of households",
    ),
    (
        "census",
        CENSUS.replace(f"{WEST},West,5,", f"{WEST},West,4,"),
        f"census.csv, row 12, column {CATEGORY}: {WEST} has an earlier row of category 4",
    ),
    (
        "census",
        CENSUS.replace(f"{WEST},West,5,", f"{WEST},West,6,"),
        f"census.csv, row 12, column {CATEGORY}: '6' is not one of the categories 1, 2, 3, 4, 5, -8, 0",
    ),
]


@pytest.mark.parametrize(("file", "text", "message"), WRONG)
def test_what_is_wrong_in_a_table_is_said_with_its_place(tmp_path, file, text, message):
    code = "an ONS code: a letter and eight digits, such as E05009317"
    place = folder(tmp_path, **{file: text})
    reading = read(*(place / name for name in ("wards.geojson", *TABLES)))
    assert said(reading)[0] == message.format(code=code)
    assert reading.tables == ()


def test_a_table_that_is_none_of_them_is_refused_with_what_is_read(tmp_path):
    (tmp_path / "trees.csv").write_text("tree,height\noak,9\n")
    (problem,) = said(read(tmp_path / "trees.csv"))
    assert problem.startswith(
        "trees.csv: this is none of the files that are read here; its headings are tree, height; allowed are ward "
        "boundaries as GeoJSON"
    )
    for allowed in ("WD25CD", "lsoa21_code, lsoa21_name, ward24_code", "lsoa21_code, IMD_decile", "TS011"):
        assert allowed in problem


HOSTILE = [
    ("", "this file is empty; save it again, or get a fresh copy of it"),
    ("{", "this is not JSON (line 1); get a fresh copy of it"),
    (b"\xff\xfe\x00\x01".decode("latin-1"), "this is not JSON"),
    ("[" * 200_000, "this is nested too deeply to be read"),
    ("9" * 10_000, "this is not JSON"),
    ("[1, 2]", "this JSON has no list of features"),
    ('{"features": {"a": 1}}', "this JSON has no list of features"),
    ('{"features": []}', "its list of features is empty, so there is no ward in it"),
    ('{"features": [1, null]}', "no feature has a property such as WD25CD; the properties are none"),
    (
        geojson({"properties": {"LSOA21CD": "E01000001"}}),
        "no feature has a property such as WD25CD; the properties are LSOA21CD",
    ),
    (geojson(ward(EAST, "East"), {"properties": None}), "row 2: this feature has no properties"),
    (geojson(ward(5, "East")), "row 1, column WD25CD: 5 is not an ONS code"),
    (geojson(ward(None, "East")), "row 1, column WD25CD: nothing is not an ONS code"),
    (geojson(ward(["E05000001"], "East")), "row 1, column WD25CD: ['E05000001'] is not an ONS code"),
    (geojson(ward(EAST, "East", LAD25CD=7)), "row 1, column LAD25CD: 7 is not an ONS code"),
    (geojson(ward(EAST, "East", LAT="north")), "row 1, column LAT: 'north' is not a number of degrees from -90 to 90"),
    (geojson(ward(EAST, "East", LAT=True)), "row 1, column LAT: True is not a number of degrees from -90 to 90"),
    (
        geojson(ward(EAST, "East", LAT=0)).replace('"LAT": 0', f'"LAT": {"9" * 401}'),
        "row 1, column LAT: 9999999999999999999999999999999999999999 is not a number of degrees from -90 to 90",
    ),
    (
        geojson(ward(EAST, "East", LONG=float("nan"))),
        "row 1, column LONG: nan is not a number of degrees from -180 to 180",
    ),
    (
        geojson(ward(EAST, "East"), ward(EAST, "East")),
        f"row 2: the ward {EAST} is in feature 1 too; each ward is one feature",
    ),
]


@pytest.mark.parametrize(("text", "message"), HOSTILE, ids=[message[:40] for _, message in HOSTILE])
def test_a_geojson_that_is_none_is_refused_in_a_sentence(tmp_path, text, message):
    (tmp_path / "wards.geojson").write_text(text, encoding="latin-1")
    reading = read(tmp_path / "wards.geojson")
    (problem,) = said(reading)
    assert problem.startswith("wards.geojson")
    assert message in problem
    assert reading.tables == ()


def test_a_geojson_of_many_bad_features_lists_some_and_counts_the_rest(tmp_path):
    (tmp_path / "wards.geojson").write_text(geojson(ward(EAST, "East"), *[{"properties": None}] * 30))
    problems = said(read(tmp_path / "wards.geojson"))
    assert len(problems) == 21
    assert problems[-1].startswith("wards.geojson: 10 more problems of this sort")


def test_a_giant_geojson_is_refused_unread(tmp_path):
    with (tmp_path / "wards.geojson").open("wb") as file:
        file.truncate(100_000_001)
    (problem,) = said(read(tmp_path / "wards.geojson"))
    assert "this file has 100 MB and at most 100 are read; take the most generalised boundaries" in problem


def test_a_geojson_without_names_or_middles_still_has_its_wards(tmp_path):
    bare = geojson({"properties": {"WD25CD": EAST, "WD25NM": None, "LAT": None}})
    (tmp_path / "wards.geojson").write_text(bare)
    reading = read(tmp_path / "wards.geojson")
    assert facts(reading) == {EAST: {"id": "area-e05000001", "name": EAST, "level": "ward"}}


def test_problems_of_all_files_are_said_together(tmp_path):
    place = folder(tmp_path, wards="{", imd=IMD.replace("7.0", "x"))
    paths = [place / name for name in ("wards.geojson", "lookup.csv", "imd.csv")]
    assert {problem.file for problem in read(*paths).problems} == {"wards.geojson", "imd.csv"}
    assert {problem.file for problem in read(*paths, place / "gone.csv").problems} == {"wards.geojson", "gone.csv"}


def test_an_area_can_be_found_by_any_of_its_names_from_another_source(tmp_path):
    names = Names("areas")
    read(folder(tmp_path), names=names)
    other = Names("demand", names.minted)
    assert other.anywhere("Area", "old east") == other.anywhere("Area", "East (Millbrook)") == ["area-e05000001"]
    assert other.anywhere("Area", "Nowhere") == []


BUNDLED = Path(linkwork.data.__file__).parent / "tower_hamlets" / "areas"


def tower_hamlets(reading):
    found = facts(reading)
    deciles = [area["imd_decile"] for area in found.values() if area["level"] == "lsoa"]
    return found, len(deciles), deciles.count(1)


def test_the_bundled_files_of_tower_hamlets_are_the_published_share_in_decile_one():
    found, lsoas, most_deprived = tower_hamlets(read(BUNDLED))
    assert (lsoas, most_deprived, round(100 * most_deprived / lsoas, 2)) == (169, 22, 13.02)
    assert sum(area["level"] == "ward" for area in found.values()) == 20
    assert found["E09000030"]["core20_share"] == round((22 + 51) / 169, 6)
    assert (found["E05009331"]["name"], found["E05009331"]["aliases"]) == (
        "Bethnal Green West",
        ["St Peter's (Tower Hamlets)"],
    )


def test_the_published_files_of_tower_hamlets_say_what_the_bundled_extract_says(shared):
    published, bundled = read(shared / "data" / "areas"), read(BUNDLED)
    assert (published.problems, published.warnings) == ((), ())
    assert facts(published) == facts(bundled)
    assert {row[:2] for row in within(published)} == {row[:2] for row in within(bundled)}
