"""The check before a round is kept: typed columns, or every problem with its place."""

from dataclasses import replace

import pytest

from linkwork.errors import InputRefused
from linkwork.graph.check import check
from linkwork.graph.privacy import guarded
from linkwork.graph.records import Reading, Table
from linkwork.graph.schema import SCHEMA
from linkwork.graph.shapes import Privacy, Property
from tests.graph.said import tables


def checked(text: str) -> tuple[Table, ...]:
    return check(Reading(tables(text)), SCHEMA)


def problems(text: str) -> list[str]:
    with pytest.raises(InputRefused) as refused:
        checked(text)
    return [str(problem) for problem in refused.value.problems]


def values(text: str, column: str) -> list[object]:
    return checked(text)[0].rows[column].to_list()


def test_cells_become_what_the_schema_says() -> None:
    text = """Service: id | name | status | capacity | languages | funded_until
service-1 | One | Open | 1,200 | Bengali; English | 31/03/2025
service-2 | Two | closed | | | 2025"""
    rows = checked(text)[0].rows
    assert rows["status"].to_list() == ["open", "closed"]
    assert rows["capacity"].to_list() == [1200, None]
    assert rows["languages"].to_list() == [["Bengali", "English"], None]
    assert rows["funded_until"].to_list() == ["2025-03-31", "2025"]


@pytest.mark.parametrize(("cell", "kept"), [("e16la", "E1 6LA"), ("E1  6LA", "E1 6LA"), ("SW1A 1AA", "SW1A 1AA")])
def test_a_postcode_is_written_one_way(cell: str, kept: str) -> None:
    assert values(f"Organisation: id | name | postcode\norg-1 | One | {cell}", "postcode") == [kept]


def test_every_problem_is_said_at_once_with_its_place_and_what_is_allowed() -> None:
    text = """Organisation: id | name | sector | postcode | door
org-1 | | Health | E1 | perhaps"""
    assert problems(text) == [
        "town.csv, sheet Organisation, row 2, column door: 'perhaps' is not yes or no.",
        "town.csv, sheet Organisation, row 2, column name: every Organisation needs a name and this cell is blank.",
        "town.csv, sheet Organisation, row 2, column postcode: 'E1' is not a postcode such as E1 6LA.",
        "town.csv, sheet Organisation, row 2, column sector: "
        "'Health' is not one of nhs, council, vcse, national, private.",
    ]


@pytest.mark.parametrize("cell", ["2024-02-30", "31/04/2024", "2024-13", "soon", "20240301", "45000"])
def test_what_is_no_day_month_or_year_is_refused(cell: str) -> None:
    said = problems(f"Service: id | name | status | funded_until\nservice-1 | One | open | {cell}")
    assert said == [
        f"town.csv, sheet Service, row 2, column funded_until: '{cell}' is not "
        "a date such as 2024-03-31, 31/03/2024, 2024-03 or 2024."
    ]


@pytest.mark.parametrize("cell", ["-1", "1.5", "many", "99999999999999999999"])
def test_what_is_no_whole_number_of_nought_or_more_is_refused(cell: str) -> None:
    assert len(problems(f"Service: id | name | status | capacity\nservice-1 | One | open | {cell}")) == 1


def test_two_rows_with_one_id_are_named_both() -> None:
    said = problems("Organisation: id | name\norg-1 | One\norg-2 | Two\norg-1 | Uno")
    assert said == [
        "town.csv, sheet Organisation, row 4: two rows are the same Organisation, org-1: "
        "this one and town.csv, sheet Organisation, row 2."
    ]


def test_two_rows_with_one_id_are_found_across_tables() -> None:
    assert len(problems("Organisation: id | name\norg-1 | One\n\nOrganisation: id | name\norg-1 | Uno")) == 1


def test_a_personal_value_is_not_quoted() -> None:
    said = problems("Person: id | name | keep_until\nperson-1 | Ann Other | Ann said June")
    assert "Ann" not in said[0]
    assert "not shown, because it is personal" in said[0]


def test_a_link_joins_only_the_kinds_it_may() -> None:
    said = problems("PROVIDES: from | to\nservice-1 | org-1")
    assert said == [
        "town.csv, sheet PROVIDES, row 2: PROVIDES cannot join Service to Organisation; "
        "it joins Organisation to Service."
    ]


def test_a_link_said_twice_alike_is_kept_once_and_said_twice_otherwise_is_refused() -> None:
    once = checked("PART_OF: from | to | starts\norg-1 | org-2 | 2024-01-01\norg-1 | org-2 | 2024-01-01")
    assert once[0].rows["id"].to_list() == ["PART_OF|org-1|org-2"]
    assert len(problems("PART_OF: from | to | starts\norg-1 | org-2 | 2024-01-01\norg-1 | org-2 | 2024-01-02")) == 1


@pytest.mark.parametrize(
    ("kind", "prop", "guarded_as"),
    [
        ("public", "public", "public"),
        ("public", "small", "small"),
        ("confidential", "small", "confidential"),
        ("small", "confidential", "confidential"),
        ("confidential", "personal", "personal"),
    ],
)
def test_a_value_is_guarded_as_the_stricter_of_its_record_and_itself_says(
    kind: Privacy, prop: Privacy, guarded_as: Privacy
) -> None:
    link = replace(SCHEMA.link["WORKS_WITH"], privacy=kind)
    assert guarded(link, Property("number", "how many", privacy=prop)) == guarded_as
