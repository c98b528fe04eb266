"""Sheets and columns of a mapping workbook."""

import pytest

from linkwork.errors import InputRefused
from linkwork.graph.check import check
from linkwork.graph.identity import Names
from linkwork.graph.schema import SCHEMA
from linkwork.loaders.mapping_workbook import LOADER
from tests.loaders.workbook_town import TOWN, book, ids, links, load, said, table


def test_sheets_and_columns_are_known_in_any_spelling(tmp_path):
    book(
        tmp_path / "town.xlsx",
        {
            "ORGANISATION": [["Name", "ODS code", "Sub-ICB code"], ["Mill", "F84012", "A3A8R"]],
            "Refers to": [["From", "TO"], ["Organisation: Mill", "Walks"]],
            "Start here": [["whatever"], ["x"]],
            "Read me": [["notes"], ["y"]],
        },
    )
    reading = LOADER.load([tmp_path / "town.xlsx"], Names("town"))
    assert reading.problems == ()
    assert reading.warnings == ()
    assert table(reading, "Organisation").row(0) == (
        "org-ods-f84012",
        "Mill",
        "F84012",
        "A3A8R",
        "town.xlsx",
        "Organisations",
        2,
    )
    assert next(t for t in reading.tables if t.kind == "Organisation").headings["sub_icb_code"] == "Sub-ICB code"
    assert links(reading, "REFERS_TO") == [("org-ods-f84012", "service-town-walks")]


def test_funds_are_told_from_funds_links_by_their_columns(tmp_path):
    reading = load(tmp_path, TOWN | {"FUNDS": ["from,to,amount", "Hill Council,Walks,500"]})
    assert links(reading, "FUNDS") == [("org-town-hill-council", "service-town-hill-council-walks")]
    assert table(reading, "FUNDS")["amount"].to_list() == ["500"]
    (tmp_path / "FUNDS.csv").rename(tmp_path / "FUNDS links.csv")
    (tmp_path / "Funds.csv").write_text("name,amount\nPot,500\n")
    reading = LOADER.load([tmp_path], Names("town"))
    assert (ids(reading, "Fund"), len(links(reading, "FUNDS"))) == (["fund-town-pot"], 1)


def test_an_unknown_sheet_is_a_problem_that_names_the_nearest(tmp_path):
    assert said(load(tmp_path, {"Servces": ["name", "Walks"]})) == [
        "Servces.csv, sheet Servces: 'Servces' is not a sheet of the mapping workbook. Did you mean Services? "
        "A sheet of notes may be called 'Read me'."
    ]


def test_a_filled_column_nobody_reads_is_a_warning_and_an_empty_one_is_not(tmp_path):
    reading = load(tmp_path, {"Organisations": ["name,sectr,colour,blank", "Mill,nhs,red,", "Weir,nhs,,"]})
    assert reading.problems == ()
    assert reading.warnings == (
        "Organisations.csv, sheet Organisations, column sectr: this column is not read, and has 2 filled cells. "
        "Did you mean sector?",
        "Organisations.csv, sheet Organisations, column colour: this column is not read, and has 1 filled cell.",
    )


def test_two_headings_for_one_column_are_a_problem(tmp_path):
    assert said(load(tmp_path, {"Organisations": ["name,ods code,ods_code", "Mill,A,B"]})) == [
        "Organisations.csv, sheet Organisations, column ods_code: 'ods code' and 'ods_code' are the same column "
        "ods_code. "
        "Keep one of them."
    ]


def test_a_table_has_only_the_columns_that_the_sheet_has(tmp_path):
    reading = load(tmp_path, {"Organisations": ["name,website,area", "Mill,,Bow"]})
    assert table(reading, "Organisation").columns == ["id", "name", "website", "_file", "_sheet", "_row"]
    assert table(reading, "Organisation")["website"].to_list() == [None]


def test_values_stay_as_they_were_written(tmp_path):
    reading = load(tmp_path, {"Organisations": ["name,aliases,sector", "Mill,A; b ;C,Health"]})
    assert table(reading, "Organisation").select("aliases", "sector").row(0) == ("A; b ;C", "Health")


def test_a_link_said_twice_on_a_sheet_is_kept_once_with_a_warning(tmp_path):
    reading = load(
        tmp_path,
        TOWN
        | {"PART_OF": ["from,to,starts", "Riverside,Hill Council,2024-01-01", "riverside,Hill Council,2024-01-01"]},
    )
    assert links(reading, "PART_OF") == [("org-town-riverside", "org-town-hill-council")]
    assert reading.warnings == (
        "PART_OF.csv, sheet PART_OF: rows said twice are kept once: 3 say what an earlier row says.",
    )


def test_a_link_needs_both_ends(tmp_path):
    assert said(load(tmp_path, {"PART_OF": ["from,to", "Riverside,"], "MEMBER_OF": ["from", "Mill"]})) == [
        "MEMBER_OF.csv, sheet MEMBER_OF, column to: the sheet has no column 'to', which every row needs.",
        "PART_OF.csv, sheet PART_OF, row 2, column to: a PART_OF row needs both ends and this cell is blank.",
    ]


def test_a_link_may_stand_in_a_list_and_on_its_own_sheet(tmp_path):
    reading = load(tmp_path, TOWN | {"PROVIDES": ["from,to,starts", "Riverside,Debt advice,2020-01-01"]})
    provides = [t.rows for t in reading.tables if t.kind == "PROVIDES"]
    assert [rows.height for rows in provides] == [2, 1]
    assert provides[1]["to_id"].to_list() == ["service-town-riverside-debt-advice"]


def test_the_audience_of_a_demand_becomes_its_id(tmp_path):
    reading = load(
        tmp_path,
        {
            "Audiences": ["name", "Adults"],
            "HAS_DEMAND": ["from,to,people,audience", "Bow,Falls,80,adults", "Bow,Money,9,"],
        },
    )
    assert table(reading, "HAS_DEMAND")["audience"].to_list() == ["audience-town-adults", None]


def test_example_rows_are_not_loaded_and_a_row_typed_over_one_is_a_warning(tmp_path):
    reading = load(tmp_path, {"Organisations": ["id,name", "example,Example: Riverside", "Example 2,Mill", ",Weir"]})
    assert ids(reading, "Organisation") == ["org-town-weir"]
    assert reading.warnings == (
        "Organisations.csv, sheet Organisations, row 3, column id: this row is not loaded, because its id begins with "
        "'example'. If it is meant, clear its id.",
    )


def test_several_files_are_one_reading(tmp_path):
    book(tmp_path / "a.xlsx", {"Organisations": [["name"], ["Mill"]]})
    book(tmp_path / "b.xlsx", {"Organisations": [["name", "part_of"], ["Weir", "mill"]]})
    reading = LOADER.load([tmp_path / "a.xlsx", tmp_path / "b.xlsx"], Names("town"))
    assert sorted(ids(reading, "Organisation")) == ["org-town-mill", "org-town-weir"]
    assert links(reading, "PART_OF") == [("org-town-weir", "org-town-mill")]


def test_a_folder_of_windows_csvs_with_semicolons_is_read(tmp_path):
    (tmp_path / "Organisations.csv").write_bytes("name;sector\r\nCafé Müller – Bow;vcse\r\n".encode("cp1252"))
    (tmp_path / "Services.csv").write_bytes(
        'name;status;provider;languages\r\nTea;open;café müller – bow;"English; Sylheti"\r\n'.encode("cp1252")
    )
    reading = LOADER.load([tmp_path], Names("town"))
    assert reading.problems == ()
    assert table(reading, "Organisation")["name"].to_list() == ["Café Müller – Bow"]
    assert links(reading, "PROVIDES") == [(ids(reading, "Organisation")[0], ids(reading, "Service")[0])]
    assert check(reading, SCHEMA)[1].rows["languages"].to_list() == [["English", "Sylheti"]]


def test_a_file_that_cannot_be_opened_is_refused(tmp_path):
    (tmp_path / "town.xlsx").write_bytes(b"")
    with pytest.raises(InputRefused):
        LOADER.load([tmp_path / "town.xlsx"], Names("town"))


def test_all_problems_come_at_once(tmp_path):
    reading = load(
        tmp_path,
        {
            "Nonsense": ["name", "x"],
            "This round": ["field,value", "date,soon"],
            "Services": ["name,status,provider", "Walks,open,", ",open,Mill"],
        },
    )
    assert len(reading.problems) == 4


def test_what_is_said_to_be_not_known_is_no_problem_and_no_link(tmp_path):
    reading = load(tmp_path, {"Services": ["name,status,provider", "Walks,open,not known", "Talks,open,Unknown"]})
    assert reading.problems == ()
    assert [table.kind for table in reading.tables] == ["Service"]
    assert reading.tables[0].rows["id"].to_list() == ["service-town-walks", "service-town-talks"]
