"""Names in the cells of a mapping workbook, and the links they make, written out by hand."""

import pytest

from linkwork.graph.identity import Names
from tests.loaders.workbook_town import TOWN, TWO_WALKS, ids, later, links, load, said, table


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


@pytest.mark.parametrize("turned", [False, True], ids=["the alias first", "the name first"])
def test_a_name_goes_before_an_alias_within_a_provider_whichever_row_comes_first(tmp_path, turned):
    rows = ["service-old,Old advice,Advice,open,Riverside", "service-new,Advice,,open,Riverside"]
    sheets = {
        "Organisations": ["name", "Riverside"],
        "Services": ["id,name,aliases,status,provider", *(reversed(rows) if turned else rows)],
        "Offers": ["name,service", "main,Riverside / Advice"],
    }
    reading = load(tmp_path, sheets)
    assert said(reading) == []
    assert [from_id for from_id, _ in links(reading, "HAS_OFFER")] == ["service-new"]


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


def test_a_place_that_does_not_tell_which_is_a_problem_where_several_kinds_may_lie_in_it(tmp_path):
    town = TOWN | {"Services": TWO_WALKS, "Offers": ["name,service", "main,Hill Council / Walks"]}
    town |= {"Organisations": ["name,sector,aliases", "Riverside,vcse,Walks", "Hill Council,council,Walks"]}
    town |= {"Funds": ["name", "Town fund"], "FUNDS links": ["from,to", "Town fund,Walks / Front desk"]}
    assert said(load(tmp_path, town)) == [
        "FUNDS links.csv, sheet FUNDS links, row 2, column to: 'Walks' is the name of 2 Organisations: "
        "org-town-riverside and org-town-hill-council. Write the id of the one you mean."
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
