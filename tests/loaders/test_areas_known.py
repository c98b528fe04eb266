"""Areas that the project knows already, and files that place one ward in two boroughs."""

from linkwork.graph.identity import Names
from tests.loaders.test_areas import BOROUGH, EAST, IMD, LOOKUP, TABLES, facts, folder, geojson, read, said, ward


def known(tmp_path, **files):
    """The names of a project that has loaded these files of the folder."""
    names = Names("areas")
    place = folder(tmp_path, wards=None, **files)
    read(*(place / name for name in TABLES if (place / name).exists()), names=names)
    return Names("areas", names.minted)


def test_deprivation_alone_says_nothing_of_the_name_of_an_area_that_the_project_knows(tmp_path):
    names = known(tmp_path, imd=None, census=None)
    (tmp_path / "imd.csv").write_text(IMD + "E01000009,4\n")
    reading = read(tmp_path / "imd.csv", names=names)
    code = {"id": "area-e01000009", "name": "E01000009", "level": "lsoa", "imd_decile": 4}
    assert facts(reading)["E01000009"] == code
    assert facts(reading)["E01000001"] == {"id": "area-e01000001", "level": "lsoa", "imd_decile": 1}
    unsaid = [table for table in reading.tables if "name" not in table.rows.columns]
    assert [(table.rows.height, "aliases" in table.rows.columns) for table in unsaid] == [(3, False)]
    assert reading.warnings == ("LSOAs that no file names, so their codes stand for them: 1, such as E01000009",)


def test_a_code_that_stood_for_a_name_is_no_name_that_the_project_knows(tmp_path):
    names = known(tmp_path, lookup=None, census=None)
    assert facts(read(tmp_path / "imd.csv", names=names))["E01000001"]["name"] == "E01000001"


def test_names_in_the_deprivation_file_are_read(tmp_path):
    (tmp_path / "imd.csv").write_text("LSOA code (2021),LSOA name (2021),IMD_decile\nE01000001,Millbrook 001A,1\n")
    reading = read(tmp_path / "imd.csv")
    assert facts(reading)["E01000001"]["name"] == "Millbrook 001A"
    assert (reading.problems, reading.warnings) == ((), ())


def test_a_ward_in_two_boroughs_of_one_year_is_a_problem_with_both_places(tmp_path):
    lookup = LOOKUP.replace(f"E01000002,Millbrook 001B,{EAST},Old East,{BOROUGH}", f"E01000002,B,{EAST},East,E09000002")
    place = folder(tmp_path, lookup=lookup, imd=None, census=None, wards=None)
    lies = f"the ward {EAST} lies in the borough E09000002 here and in {BOROUGH} in lookup.csv, row 2"
    assert said(read(place / "lookup.csv")) == [f"lookup.csv, row 3: {lies}; it lies in one borough"]
    # Of two files of one year too; a newer file than the other is taken.
    (place / "lookup.csv").write_text(LOOKUP)
    (place / "wards.geojson").write_text(geojson(ward(EAST, "East", LAD25CD="E09000002")).replace("25", "24"))
    (problem,) = said(read(place / "lookup.csv", place / "wards.geojson"))
    assert "lookup.csv, row 2" in problem
    assert "wards.geojson, row 1" in problem
