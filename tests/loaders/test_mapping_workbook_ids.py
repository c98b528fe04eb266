"""Ids of rows of a mapping workbook: small towns written in the test, ids written out by hand."""

from linkwork.graph.identity import Names
from tests.loaders.workbook_town import TOWN, TWO_WALKS, ids, later, links, load, said, table


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
