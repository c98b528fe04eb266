"""Columns that look like data about patients are refused by name, whichever loader reads them, and nothing else is."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwork.data import place, places
from linkwork.errors import InputRefused
from linkwork.graph.identity import Names
from linkwork.loaders import loaders
from linkwork.loaders._patients import LOOKS, is_nhs_number, vouched
from linkwork.loaders._sheets import looked_over
from tests.commands.steps import run
from tests.loaders.workbook_town import book

#: Numbers of nobody: of the range that is kept for tests.
NUMBERS = ("999 000 0018", "9990000026", "999-000-0034")
SAID = "this looks like data about patients ({what}, in {rows}), which Linkwork is not for; take the column out of the "
TABLES = (
    "areas",
    "attendance",
    "contacts",
    "demand",
    "edges",
    "mapping-workbook",
    "ods-pcn",
    "policy-drivers",
    "roles",
)


def looked(folder: Path, *lines: str) -> list[str]:
    """What is wrong with a CSV of these lines."""
    (folder / "list.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return [str(problem) for problem in looked_over([folder / "list.csv"])[1]]


def test_the_check_digit_tells_the_numbers_that_may_be_nhs_numbers() -> None:
    assert [is_nhs_number(n) for n in ("9434765919", "9434765918", "9990000018", "0000000000")] == [
        True,
        False,
        True,
        False,
    ]


@given(st.integers(0, 999_999_999))
def test_of_ten_numbers_with_the_same_nine_digits_one_at_most_is_right(nine: int) -> None:
    assert sum(is_nhs_number(f"{nine:09}{last}") for last in range(10)) <= 1


def test_nhs_numbers_are_refused_whatever_the_heading_and_never_quoted(tmp_path: Path) -> None:
    (said,) = looked(tmp_path, "name,our reference", *(f"A{n},{number}" for n, number in enumerate(NUMBERS)))
    assert said.startswith(f"list.csv, column our reference: {SAID.format(what='NHS numbers', rows='3 rows')}")
    assert said.endswith('file, or where it is something else add --not-patient-data "our reference"')
    assert "999" not in said


def test_nhs_numbers_within_notes_are_refused(tmp_path: Path) -> None:
    (said,) = looked(tmp_path, "notes", "seen (NHS 999 000 0018) today", "moved", "9990000026: call back")
    assert "NHS numbers, in 3 rows" in said


def test_a_file_without_headings_is_not_quoted_either(tmp_path: Path) -> None:
    (said,) = looked(tmp_path, "999 000 0042", *NUMBERS)
    assert said.startswith("list.csv, column A: ")


@pytest.mark.parametrize(
    ("heading", "what"),
    [
        ("NHS No.", "NHS numbers"),
        ("nhs_number", "NHS numbers"),
        ("CHI number", "NHS numbers"),
        ("DOB", "dates of birth"),
        ("Date of Birth", "dates of birth"),
        ("Client's date of birth", "dates of birth"),
        ("Primary diagnosis", "diagnoses"),
        ("ICD-10 code", "diagnoses"),
        ("SNOMED CT concept ID", "diagnoses"),
        ("Medical history", "diagnoses"),
        ("Home address", "home addresses"),
        ("home postcode", "home addresses"),
        ("Patient name", "patients"),
        ("Patient's postcode", "patients"),
        ("Service user ID", "patients"),
    ],
)
def test_a_column_is_refused_by_its_heading(tmp_path: Path, heading: str, what: str) -> None:
    (said,) = looked(tmp_path, f"name,{heading}", "A,x", "B,")
    assert said.startswith(f"list.csv, column {heading}: {SAID.format(what=what, rows='1 row')}")
    assert looked(tmp_path, f"name,{heading}", "A,", "B,") == []


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Telephone", ["020 7946 0917", "+44 207 946 0452", "0207 946 0018"]),
        ("Charity number", ["1034374", "SC004401", "1034375"]),
        ("Company number", ["01234567", "12345678", "OC301234"]),
        ("ODS code", ["F84676", "RBQ", "U12345"]),
        ("UPRN", ["100023336956", "10008315742", "6033544"]),
        ("Grant", ["1000000000", "1000000001", "1000000002", "1000000003"]),
        ("Reference", ["9990000018", "the only one"]),
        ("Registered patients", ["9120", "8744"]),
        ("Client groups", ["Carers", "Adults"]),
        ("Address", ["1 High Street", "2 High Street"]),
        ("Patient participation group", ["yes", "no"]),
        ("Birthday club", ["yes", "no"]),
        ("Read more", ["https://example.org"]),
    ],
)
def test_numbers_of_bodies_and_words_about_services_are_not_refused(
    tmp_path: Path, heading: str, cells: list[str]
) -> None:
    assert looked(tmp_path, f"{heading},name", *(f"{cell},A" for cell in cells)) == []


@pytest.mark.parametrize("name", TABLES)
def test_every_loader_of_tables_refuses_them(tmp_path: Path, name: str) -> None:
    (tmp_path / "list.csv").write_text("name,date of birth\nA,1980-01-01\n")
    try:
        said = str(loaders()[name].load([tmp_path / "list.csv"], Names("town")).problems)
    except InputRefused as refused:
        said = str(refused)
    assert SAID.format(what="dates of birth", rows="1 row") in said
    assert "1980" not in said


def test_what_somebody_says_is_something_else_is_read(tmp_path: Path) -> None:
    with vouched(["Our Reference"]):
        assert looked(tmp_path, "our reference", *NUMBERS) == []
    assert len(looked(tmp_path, "our reference", *NUMBERS)) == 1


def test_check_and_load_refuse_them_and_take_a_persons_word_that_it_is_something_else(
    put_project: Callable[[Path], Path], tmp_path: Path
) -> None:
    project = put_project(tmp_path / "town")
    rows = [["name", "status", "provider", "diagnoses"], ["Walks", "open", "Riverside", "any"]]
    book(tmp_path / "town.xlsx", {"Services": rows})
    words = ("mapping-workbook", tmp_path / "town.xlsx", "--project", project)
    for command, more in (("check", ()), ("load", ("--as-of", "2024-03-31"))):
        refused = run(command, *words, *more, "--with-people", "--errors", tmp_path / "back.xlsx", code=2)
        assert "column diagnoses: this looks like data about patients" in refused.output
        assert not (tmp_path / "back.xlsx").exists()
        run(command, *words, *more, "--not-patient-data", "Diagnoses")


def test_a_project_may_say_so_once_for_all(put_project: Callable[[Path], Path], tmp_path: Path) -> None:
    project = put_project(tmp_path / "town")
    (tmp_path / "Needs.csv").write_text("name,diagnosis\nDebt,any\n")
    words = ("check", "mapping-workbook", tmp_path / "Needs.csv", "--project", project)
    run(*words, code=2)
    settings = (project / "linkwork.toml").read_text()
    (project / "linkwork.toml").write_text(
        settings.replace('# not_patient_data = ["Our reference"]', 'not_patient_data = ["Diagnosis"]')
    )
    assert "1 Need" in run(*words).output


@pytest.mark.parametrize("name", places())
def test_no_file_of_a_demonstration_is_refused(name: str) -> None:
    files = [path for path in place(name).folder.rglob("*") if path.suffix in (".csv", ".xlsx")]
    assert files
    assert [str(problem) for problem in looked_over(files)[1] if LOOKS in problem.message] == []
