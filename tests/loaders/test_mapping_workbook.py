"""A mapping workbook read: small towns written in the test, ids and links written out by hand."""

import io
from datetime import date
from string import ascii_letters, digits

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from linkwork.errors import InputRefused
from linkwork.graph.check import check
from linkwork.graph.identity import Names, slug
from linkwork.graph.records import About, Scope
from linkwork.graph.schema import SCHEMA
from linkwork.graph.shapes import NodeKind
from linkwork.loaders._template import template
from linkwork.loaders._workbook_headings import headings, other_ends, sheet_name, template_kinds
from linkwork.loaders.mapping_workbook import LOADER

TOWN = {
    "Organisations": ["name,sector,aliases", "Riverside,vcse,Riverside Advice; RAC", "Hill Council,council,"],
    "Services": ["name,status,provider", "Debt advice,open,Riverside", "Walks,open,hill council"],
    "Needs": ["name", "Money", "Loneliness"],
    "Offers": ["name,service,needs", "main,Debt advice,Money; loneliness", "main,Walks,Loneliness"],
}
TWO_WALKS = ["name,status,provider", "Walks,open,Riverside", "Walks,open,Hill Council"]


# Ids


def test_a_row_gets_its_id_from_a_number_else_the_id_column_else_its_name(tmp_path):
    reading = load(
        tmp_path,
        {
            "Organisations": [
                "id,name,ods_code,charity_no",
                "x,Mill Practice,F84012,",
                "riverside,Riverside,,1034374",
                "hill,Hill,,",
                ",Dale,,",
            ]
        },
    )
    assert ids(reading, "Organisation") == ["org-ods-f84012", "org-chc-1034374", "org-hill", "org-town-dale"]


def test_an_area_goes_by_its_code(tmp_path):
    reading = load(tmp_path, {"Areas": ["name,gss_code", "Bow East,E05009317"]})
    assert ids(reading, "Area") == ["area-e05009317"]


def test_a_service_is_known_within_its_provider_and_an_offer_within_its_service(tmp_path):
    reading = load(tmp_path, TOWN)
    assert reading.problems == ()
    assert ids(reading, "Service") == ["service-town-riverside-debt-advice", "service-town-hill-council-walks"]
    assert ids(reading, "Offer") == ["offer-town-riverside-debt-advice-main", "offer-town-hill-council-walks-main"]


def test_two_services_of_one_name_by_two_providers_are_two(tmp_path):
    reading = load(
        tmp_path,
        TOWN
        | {"Services": TWO_WALKS, "Offers": ["name,service", "main,Riverside / Walks", "main,Hill Council / Walks"]},
    )
    assert reading.problems == ()
    assert ids(reading, "Service") == ["service-town-riverside-walks", "service-town-hill-council-walks"]
    assert links(reading, "HAS_OFFER") == [
        ("service-town-riverside-walks", "offer-town-riverside-walks-main"),
        ("service-town-hill-council-walks", "offer-town-hill-council-walks-main"),
    ]


def test_a_post_goes_by_its_role_where_it_has_no_name(tmp_path):
    town = TOWN | {"Posts": ["name,service,role", ",Walks,Link worker", "Second seat,Walks,Link worker"]}
    reading = load(tmp_path, town)
    assert ids(reading, "Post") == [
        "post-town-hill-council-walks-link-worker",
        "post-town-hill-council-walks-second-seat",
    ]
    assert table(reading, "Post")["name"].to_list() == ["Link worker", "Second seat"]


def test_a_person_gets_a_random_id_that_the_register_keeps(tmp_path):
    people = {"People": ["name,work_email", "Ada Byron,ada@town.example"]}
    names = Names("town")
    first = ids(load(tmp_path, people, names), "Person")
    assert first[0].startswith("person-")
    assert "ada" not in first[0]
    assert ids(load(tmp_path, people, later(names)), "Person") == first


def test_a_row_keeps_its_id_when_its_name_changes_and_the_old_one_is_an_alias(tmp_path):
    names = Names("town")
    load(tmp_path, {"Organisations": ["name", "Riverside"]}, names)
    names = later(names)
    reading = load(tmp_path, {"Organisations": ["name,aliases", "Bankside,Riverside"]}, names)
    assert ids(reading, "Organisation") == ["org-town-riverside"]
    reading = load(tmp_path, {"Organisations": ["name", "Bankside"]}, later(names))
    assert ids(reading, "Organisation") == ["org-town-riverside"]


def test_a_row_keeps_its_id_when_its_name_changes_and_its_id_column_or_number_stays(tmp_path):
    names = Names("town")
    load(tmp_path, {"Organisations": ["id,name,ods_code", "river,Riverside,", ",Mill,F84012"]}, names)
    reading = load(tmp_path, {"Organisations": ["id,name,ods_code", "river,Bankside,", ",Weir,F84012"]}, later(names))
    assert ids(reading, "Organisation") == ["org-river", "org-ods-f84012"]


def test_a_row_known_by_name_keeps_its_id_when_it_gets_a_number_and_then_another_name(tmp_path):
    names = Names("town")
    load(tmp_path, {"Organisations": ["name", "Mill"]}, names)
    names = later(names)
    reading = load(tmp_path, {"Organisations": ["name,ods_code", "Mill,F84012"]}, names)
    assert ids(reading, "Organisation") == ["org-town-mill"]
    reading = load(tmp_path, {"Organisations": ["name,ods_code", "Weir,F84012"]}, later(names))
    assert ids(reading, "Organisation") == ["org-town-mill"]


def test_a_row_with_the_id_that_linkwork_gave_it_keeps_it_whatever_else_changes(tmp_path):
    names = Names("town")
    load(tmp_path, {"Organisations": ["name", "Mill"]}, names)
    reading = load(tmp_path, {"Organisations": ["id,name,ods_code", "org-town-mill,Weir,F84012"]}, later(names))
    assert ids(reading, "Organisation") == ["org-town-mill"]


def test_two_bodies_of_one_name_stay_two_where_one_has_an_id_of_its_own(tmp_path):
    rows = ["id,name", ",Health Centre", "hc-2,Health Centre"]
    for order in (rows, [rows[0], rows[2], rows[1]]):
        names = Names("town")
        for _ in range(2):
            reading = load(tmp_path, {"Organisations": order}, names)
            assert reading.problems == ()
            assert sorted(ids(reading, "Organisation")) == ["org-hc-2", "org-town-health-centre"]
            names = later(names)


def test_an_alias_that_is_another_rows_name_does_not_join_them_in_either_order(tmp_path):
    rows = ["name,aliases", "Town Together,TT", "TT,"]
    for order in (rows, [rows[0], rows[2], rows[1]]):
        reading = load(tmp_path, {"Organisations": order})
        assert reading.problems == ()
        assert sorted(ids(reading, "Organisation")) == ["org-town-town-together", "org-town-tt"]


def test_two_rows_with_one_id_are_a_problem_that_names_both(tmp_path):
    rows = ["id,name,ods_code", "a,Mill,", "b,Weir,F84012", "a,Dale,", ",Lock,f84012"]
    reading = load(tmp_path, {"Organisations": rows})
    assert said(reading) == [
        "Organisations.csv, sheet Organisations, row 4, column id: this row and Organisations.csv, sheet "
        "Organisations, "
        "row 2 are the same Organisation: both would have the id org-a. Make them one row, or give each an id of its "
        "own.",
        "Organisations.csv, sheet Organisations, row 5, column id: this row and Organisations.csv, sheet "
        "Organisations, "
        "row 3 are the same Organisation: both would have the id org-ods-f84012. Make them one row, or give each an "
        "id of "
        "its own.",
    ]


def test_two_people_of_one_name_are_a_problem_that_does_not_say_the_name(tmp_path):
    reading = load(tmp_path, {"People": ["name", "Ada Byron", "ada byron"]})
    assert len(reading.problems) == 1
    assert "row 2" in said(reading)[0]
    assert "ada" not in said(reading)[0].lower()


def test_a_row_without_a_name_is_a_problem(tmp_path):
    reading = load(tmp_path, {"Organisations": ["name,sector", ",nhs", "???,nhs"], "Services": ["status", "open"]})
    assert said(reading) == [
        "Organisations.csv, sheet Organisations, row 2, column name: an Organisation needs a name and this cell is "
        "blank.",
        "Organisations.csv, sheet Organisations, row 3, column name: '???' has no letters or digits to know it by.",
        "Services.csv, sheet Services, column name: the sheet has no column 'name', which every row needs.",
    ]


def test_a_number_that_is_a_dash_is_a_problem(tmp_path):
    reading = load(tmp_path, {"Organisations": ["name,ods_code", "Mill,-"]})
    assert said(reading) == [
        "Organisations.csv, sheet Organisations, row 2, column ods_code: "
        "'-' has no letters or digits. "
        "Leave the cell blank if there is none."
    ]


# Names in cells


def test_lists_become_links_with_the_ends_the_schema_says(tmp_path):
    reading = load(tmp_path, TOWN)
    assert links(reading, "PROVIDES") == [
        ("org-town-riverside", "service-town-riverside-debt-advice"),
        ("org-town-hill-council", "service-town-hill-council-walks"),
    ]
    assert links(reading, "MEETS") == [
        ("offer-town-riverside-debt-advice-main", "need-town-money"),
        ("offer-town-riverside-debt-advice-main", "need-town-loneliness"),
        ("offer-town-hill-council-walks-main", "need-town-loneliness"),
    ]
    meets = table(reading, "MEETS")
    assert meets.columns == ["from_kind", "from_id", "to_kind", "to_id", "_file", "_sheet", "_row"]
    assert meets.row(2) == (
        "Offer",
        "offer-town-hill-council-walks-main",
        "Need",
        "need-town-loneliness",
        "Offers.csv",
        "Offers",
        3,
    )


def test_audiences_are_taken_in_and_not_for_leaves_out(tmp_path):
    town = TOWN | {"Offers": ["name,service,audiences,not_for", "main,Walks,Adults; Carers,Children"]}
    reading = load(tmp_path, town)
    rows = [
        (row["to_id"], row["rule"])
        for t in reading.tables
        if t.kind == "FOR_AUDIENCE"
        for row in t.rows.iter_rows(named=True)
    ]
    assert rows == [
        ("audience-town-adults", "include"),
        ("audience-town-carers", "include"),
        ("audience-town-children", "exclude"),
    ]


def test_one_audience_both_taken_in_and_left_out_is_a_problem(tmp_path):
    town = TOWN | {"Offers": ["name,service,audiences,not_for", "main,Walks,Adults,adults"]}
    assert said(load(tmp_path, town)) == [
        "Offers.csv, sheet Offers, row 2, column not_for: audience-town-adults is named here and under audiences. "
        "Name it in one of them."
    ]


@pytest.mark.parametrize(
    ("cell", "id_"),
    [
        ("Riverside", "org-town-riverside"),
        ("RIVERSIDE", "org-town-riverside"),
        ("Riverside Advice", "org-town-riverside"),
        ("rac", "org-town-riverside"),
        ("org-town-riverside", "org-town-riverside"),
        ("Organisation: Riverside", "org-town-riverside"),
        ("organisations: RAC", "org-town-riverside"),
        ("ods:F84012", "org-ods-f84012"),
        ("chc: 1034374", "org-chc-1034374"),
        ("charity_no:1034374", "org-chc-1034374"),
        ("org-ods-f84012", "org-ods-f84012"),
        ("Nobody yet", "org-town-nobody-yet"),
    ],
)
def test_a_cell_may_hold_a_name_an_alias_an_id_or_a_number(tmp_path, cell, id_):
    reading = load(tmp_path, TOWN | {"Boards": ["name", "Forum"], "MEMBER_OF": ["from,to,seat", f"{cell},Forum,chair"]})
    assert reading.problems == ()
    assert links(reading, "MEMBER_OF") == [(id_, "board-town-forum")]


def test_a_cell_may_hold_what_the_id_column_holds_and_an_area_its_code(tmp_path):
    reading = load(
        tmp_path,
        {"Organisations": ["id,name,area", "r1,Riverside,gss:E05009317", ",Team,"], "PART_OF": ["from,to", "Team,r1"]},
    )
    assert links(reading, "PART_OF") == [("org-town-team", "org-r1")]
    assert links(reading, "IN_AREA") == [("org-r1", "area-e05009317")]


def test_a_name_of_two_services_is_a_problem_that_names_both(tmp_path):
    town = TOWN | {"Services": TWO_WALKS, "Offers": ["name,service", "main,Walks"]}
    assert said(load(tmp_path, town)) == [
        "Offers.csv, sheet Offers, row 2, column service: 'Walks' is the name of 2 Services: "
        "service-town-riverside-walks "
        "and service-town-hill-council-walks. Write the id of the one you mean, or 'its organisation / its name'."
    ]


def test_a_name_of_two_kinds_is_a_problem_until_the_kind_is_written(tmp_path):
    town = TOWN | {"Services": ["name,status,provider", "Riverside,open,Riverside", "Walks,open,Hill Council"]}
    town |= {"Offers": ["name,service", "main,Walks"]}
    sheet = ["from,to", "Riverside,Walks"]
    assert said(load(tmp_path, town | {"REFERS_TO": sheet})) == [
        "REFERS_TO.csv, sheet REFERS_TO, row 2, column from: 'Riverside' is the name of a Service and an Organisation. "
        "Write which you mean, as in 'Service: its name'."
    ]
    sheet = ["from,to", "Organisation: Riverside,Walks", "Service: Riverside,Walks"]
    assert links(load(tmp_path, town | {"REFERS_TO": sheet}), "REFERS_TO") == [
        ("org-town-riverside", "service-town-hill-council-walks"),
        ("service-town-riverside-riverside", "service-town-hill-council-walks"),
    ]


def test_a_name_nobody_has_where_several_kinds_may_stand_is_a_problem(tmp_path):
    assert said(load(tmp_path, TOWN | {"REFERS_TO": ["from,to", "Front desk,Walks"]})) == [
        "REFERS_TO.csv, sheet REFERS_TO, row 2, column from: 'Front desk' is not in this workbook and could be a "
        "Service, "
        "an Organisation or a Role. Write which, as in 'Service: its name'."
    ]


def test_a_kind_that_may_not_stand_in_a_cell_is_a_problem(tmp_path):
    assert said(load(tmp_path, TOWN | {"Offers": ["name,service,needs", "main,Walks,Area: Bow"]})) == [
        "Offers.csv, sheet Offers, row 2, column needs: Area is not what may be named here: write a Need."
    ]


def test_a_name_that_may_be_a_persons_is_not_quoted(tmp_path):
    reading = load(tmp_path, {"Engagements": ["name", "Survey"], "INVITED": ["from,to", "Ada Byron,Survey"]})
    assert said(reading) == [
        "INVITED.csv, sheet INVITED, row 2, column from: this name (not shown, because it may be personal) is not in "
        "this "
        "workbook and could be an Organisation or a Person. Write which, as in 'Organisation: its name'."
    ]


def test_the_kind_of_one_end_tells_the_kind_of_the_other(tmp_path):
    reading = load(
        tmp_path,
        {
            "Needs": ["name", "Older people", "Falls"],
            "Audiences": ["name", "Older people", "Adults"],
            "SAME_TERM": ["from,to", "Older people,Falls", "Adults,Older people"],
        },
    )
    assert reading.problems == ()
    assert links(reading, "SAME_TERM") == [
        ("need-town-older-people", "need-town-falls"),
        ("audience-town-adults", "audience-town-older-people"),
    ]


def test_an_offer_nobody_has_is_a_problem_because_a_label_alone_says_nothing(tmp_path):
    assert said(load(tmp_path, TOWN | {"COVERS": ["from,to", "evening,Bow"]})) == [
        "COVERS.csv, sheet COVERS, row 2, column from: 'evening' is not an offer in this workbook. "
        "Write 'its service / its name'."
    ]


def test_a_path_that_leads_nowhere_is_a_name(tmp_path):
    reading = load(tmp_path, TOWN | {"STAFFED_BY": ["from,to", "Drop-in / telephone,Link worker"]})
    assert links(reading, "STAFFED_BY") == [("service-town-drop-in-telephone", "role-town-link-worker")]
    assert ids(reading, "Organisation") == ["org-town-riverside", "org-town-hill-council"]


def test_a_missing_provider_is_a_problem(tmp_path):
    assert said(load(tmp_path, {"Services": ["name,status,provider", "Walks,open,"]})) == [
        "Services.csv, sheet Services, row 2, column provider: a Service needs a provider and this cell is blank. "
        "Write 'not known' if nobody knows."
    ]
    (tmp_path / "more").mkdir()
    assert said(load(tmp_path / "more", {"Services": ["name,status", "Walks,open", "Talks,open"]})) == [
        "Services.csv, sheet Services, row 2, column provider: the sheet has no column 'provider', and this new "
        "Service "
        "needs one. So do 1 more rows."
    ]


def test_a_known_service_may_be_updated_without_its_provider(tmp_path):
    names = Names("town")
    load(tmp_path, TOWN, names)
    reading = load(tmp_path, {"Services": ["name,wait_days", "Walks,3"]}, later(names))
    assert reading.problems == ()
    assert ids(reading, "Service") == ["service-town-hill-council-walks"]


def test_a_service_named_in_a_later_workbook_is_found_without_its_provider(tmp_path):
    names = Names("town")
    load(tmp_path, TOWN, names)
    reading = load(tmp_path, {"STAFFED_BY": ["from,to", "Walks,Link worker"]}, later(names))
    assert links(reading, "STAFFED_BY") == [("service-town-hill-council-walks", "role-town-link-worker")]


@pytest.mark.parametrize("sheet", ["STAFFED_BY", "PART_OF"])
def test_a_name_without_a_row_keeps_the_id_that_the_row_gets_later(tmp_path, sheet):
    names = Names("town")
    early = {"STAFFED_BY": ["from,to", "Walks,Link worker"], "PART_OF": ["from,to", "Team,Hill Council"]}
    loose = links(load(tmp_path, {sheet: early[sheet]}, names), sheet)[0]
    reading = load(tmp_path, TOWN, later(names))
    assert reading.problems == ()
    if sheet == "STAFFED_BY":
        assert loose[0] == "service-town-walks"
        assert ids(reading, "Service") == ["service-town-riverside-debt-advice", "service-town-walks"]
    else:
        assert loose[1] == "org-town-hill-council"
        assert ids(reading, "Organisation") == ["org-town-riverside", "org-town-hill-council"]


def test_a_loose_service_joins_one_row_and_not_another_provider_s_later(tmp_path):
    names = Names("town")
    load(tmp_path, {"STAFFED_BY": ["from,to", "Walks,Link worker"]}, names)
    names = later(names)
    load(tmp_path, TOWN, names)
    both = {"Services": ["name,status,provider", "Walks,open,Riverside"]}
    reading = load(tmp_path, both, later(names))
    assert ids(reading, "Service") == ["service-town-riverside-walks"]


# Sheets and columns


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


# This round


def test_this_round_says_source_date_scope_and_completeness(tmp_path):
    book(
        tmp_path / "town.xlsx",
        {
            "This round": [
                ["field", "value", "note"],
                ["source", "town-mapping", ""],
                ["date", date(2024, 3, 31), ""],
                ["complete", "Yes", ""],
                ["scope kinds", "services; REFERS_TO", ""],
                ["scope areas", "Bow; gss:E05009317", ""],
                ["scope sheets", "organisations", ""],
            ],
            "Areas": [["name"], ["Bow"]],
        },
    )
    said_ = LOADER.about([tmp_path / "town.xlsx"])
    assert said_ == About(
        "town-mapping",
        "2024-03-31",
        Scope(("Service", "REFERS_TO"), ("Bow", "gss:E05009317"), ("Organisations",)),
        True,
    )
    reading = LOADER.load([tmp_path / "town.xlsx"], Names("town-mapping"))
    assert reading.problems == ()
    assert reading.about.scope == Scope(
        ("Service", "REFERS_TO"), ("area-town-mapping-bow", "area-e05009317"), ("Organisations",), links=()
    )


def test_without_the_sheet_the_file_says_nothing_and_covers_the_sheets_that_have_rows(tmp_path):
    town = TOWN | {"Boards": ["name"], "Roles": ["name,family"]}
    reading = load(tmp_path, town)
    assert LOADER.about([tmp_path]) == About()
    assert reading.about == About(
        scope=Scope(sheets=("Needs", "Offers", "Organisations", "Services"), links=("HAS_OFFER", "MEETS", "PROVIDES"))
    )
    assert reading.warnings == ("sheets Boards, Roles have no rows: taken as not asked about.",)


def test_an_empty_sheet_in_the_scope_says_that_there_is_none(tmp_path):
    reading = load(
        tmp_path,
        {"Boards": ["name"], "Needs": ["name", "Falls"], "This round": ["field,value", "scope sheets,Needs; Boards"]},
    )
    assert reading.about.scope == Scope(sheets=("Needs", "Boards"), links=())
    assert reading.warnings == ("sheet Boards has no rows, though in the scope: taken to say that there is none.",)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "date,2024-03",
            "row 2, column value: '2024-03' is not a date such as 2024-03-31 or 31/03/2024, with its day.",
        ),
        (
            "date,31/02/2024",
            "row 2, column value: '31/02/2024' is not a date such as 2024-03-31 or 31/03/2024, with its day.",
        ),
        ("complete,maybe", "row 2, column value: 'maybe' is not yes or no."),
        (
            "scope kinds,Servise",
            "row 2, column value: 'Servise' is not a kind of the mapping workbook. Did you mean Service?",
        ),
        (
            "scope sheets,Offer s",
            "row 2, column value: 'Offer s' is not a sheet of the mapping workbook. Did you mean Offers?",
        ),
        (
            "sorce,x",
            "row 2: 'sorce' is not a field of this sheet. Did you mean source? The fields are source, date, "
            "complete, "
            "scope kinds, scope areas, scope sheets.",
        ),
    ],
)
def test_what_is_wrong_in_this_round_is_a_problem_and_then_says_nothing(tmp_path, line, message):
    reading = load(tmp_path, {"This round": ["field,value", line], "Needs": ["name", "Falls"]})
    assert said(reading) == [f"This round.csv, sheet This round, {message}"]
    assert LOADER.about([tmp_path]) == About()


@pytest.mark.parametrize("written", ["2024-03-31", "31/03/2024", "31.3.2024"])
def test_a_day_may_be_written_either_way(tmp_path, written):
    load(tmp_path, {"This round": ["field,value", f"date,{written}"]})
    assert LOADER.about([tmp_path]).as_of == "2024-03-31"


def test_two_files_of_one_load_may_not_say_different_dates(tmp_path):
    for name, day in (("a", "2024-03-31"), ("b", "2024-04-30")):
        book(tmp_path / f"{name}.xlsx", {"This round": [["field", "value"], ["date", day]]})
    reading = LOADER.load([tmp_path / "a.xlsx", tmp_path / "b.xlsx"], Names("town"))
    assert said(reading) == [
        "b.xlsx, sheet This round, row 2, column date: this says '2024-04-30' and a.xlsx, row 2 says '2024-03-31'. "
        "One load is one round."
    ]


# Everything at once


def test_a_filled_row_on_every_sheet_of_the_template_comes_back(tmp_path):
    filled = load_workbook(io.BytesIO(template(example=False)))
    expected = {}
    for kind in template_kinds(SCHEMA):
        row = filled_row(kind)
        expected[kind.name] = row
        sheet = filled[sheet_name(kind, SCHEMA)]
        for cell in sheet[1]:
            sheet.cell(2, cell.column, row[cell.value])
    filled.save(tmp_path / "town.xlsx")
    reading = LOADER.load([tmp_path / "town.xlsx"], Names("town"))
    assert (reading.problems, reading.warnings) == ((), ())
    checked = check(reading, SCHEMA)
    for kind in template_kinds(SCHEMA):
        found = next(t for t in checked if t.kind == kind.name and t.rows["_sheet"][0] == sheet_name(kind, SCHEMA))
        for prop in kind.properties:
            assert found.rows[prop.name].to_list() == [came_back(kind, prop, expected[kind.name][prop.name])], prop.name
    for kind in SCHEMA.nodes:
        for link, column in SCHEMA.columns_on(kind.name):
            own, other = ("from", "to") if column.on == "from" else ("to", "from")
            pairs = [
                (row[f"{own}_kind"], row[f"{other}_kind"])
                for t in checked
                if t.kind == link.name
                for row in t.rows.iter_rows(named=True)
            ]
            assert (kind.name, other_ends(link, column, kind.name)[0]) in pairs


def filled_row(kind):
    row = {"id": f"{kind.name.lower()}-1"}
    for heading in headings(kind, SCHEMA):
        if heading.name == "not_for":
            row[heading.name] = "Audience: Children"
        elif heading.refers:
            row[heading.name] = f"{heading.refers[0]}: The {heading.refers[0]}"
        elif heading.prop:
            row[heading.name] = f"The {kind.name}" if heading.name == "name" else value(heading.prop)
    return row


def value(prop):
    if prop.allowed:
        return prop.allowed[0]
    return {
        "text": f"some {prop.name}",
        "integer": 2,
        "number": 0.5,
        "yes_no": "yes",
        "date": date(2024, 3, 31),
        "list": "one; two",
        "postcode": "e16la",
    }[prop.type]


def came_back(kind, prop, written):
    if prop.name == "audience" and not isinstance(kind, NodeKind):
        return "audience-1"
    return {"yes_no": True, "date": "2024-03-31", "list": ["one", "two"], "postcode": "E1 6LA"}.get(prop.type, written)


LETTERS = st.text(alphabet=ascii_letters + digits + " '’.-&()éüłßত‘中", min_size=1, max_size=12).map(str.strip)


CALLED = LETTERS.filter(lambda name: slug(name) and not name.startswith("Example"))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(CALLED, min_size=1, max_size=6, unique_by=slug), st.sampled_from([str, str.upper, str.lower, str.title])
)
def test_any_name_finds_its_own_row_in_any_capitals(tmp_path_factory, called, recased):
    folder = tmp_path_factory.mktemp("town")
    asked = [name if slug(recased(name)) != slug(name) else recased(name) for name in called]
    lines = [f'"{name}","{other}"' for name, other in zip(called, reversed(asked), strict=True)]
    reading = load(folder, {"Needs": ["name,broader", *lines]})
    assert reading.problems == ()
    own = ids(reading, "Need")
    assert links(reading, "BROADER") == list(zip(own, reversed(own), strict=True))


def load(folder, sheets, names=None):
    """The reading of a folder of CSVs, one for each sheet, and of nothing else in it."""
    for old in folder.glob("*.csv"):
        old.unlink()
    for name, lines in sheets.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return LOADER.load([folder], names or Names("town"))


def book(path, sheets):
    work = Workbook()
    work.remove(work.active)
    for name, rows in sheets.items():
        sheet = work.create_sheet(name)
        for row in rows:
            sheet.append(row)
    work.save(path)


def later(names):
    """The names as the next load finds them: what was made is known."""
    return Names(names.source, {**names.minted, **names.known})


def table(reading, kind):
    return next(t.rows for t in reading.tables if t.kind == kind)


def ids(reading, kind):
    return [id_ for t in reading.tables if t.kind == kind for id_ in t.rows["id"]]


def links(reading, kind):
    return [pair for t in reading.tables if t.kind == kind for pair in t.rows.select("from_id", "to_id").iter_rows()]


def said(reading):
    return sorted(str(problem) for problem in reading.problems)
