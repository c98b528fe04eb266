"""The register of personal data, and the doctor's word on who must go."""

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from linkwork.graph.rounds import RoundStore
from linkwork.personal_data.register import people_held, wrong_people
from tests.commands.steps import load, run

CONTACTS = """\
name,job_title,work_email,organisation,lawful_basis,keep_until,opted_out
Jane Bright,Manager,jane@riverside.example,Riverside Trust,public task,2098-03-31,
Tom Hale,,tom@riverside.example,Riverside Trust,consent,2099,yes
"""
FUNDS = "name,amount,published\nSpring Fund,1000,no\nOpen Fund,10,yes\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, put_project: Callable[[Path], Path]) -> Path:
    folder = tmp_path_factory.mktemp("register")
    town = put_project(folder / "town")
    (folder / "contacts.csv").write_text(CONTACTS)
    (folder / "Funds.csv").write_text(FUNDS)
    run("load", "contacts", folder / "contacts.csv", "--as-of", "2024-04-30", "--project", town)
    run("load", "mapping-workbook", folder / "Funds.csv", "--as-of", "2024-04-30", "--project", town)
    return town


@pytest.fixture
def town(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "town")


def test_everybody_is_listed_by_number_with_what_is_held_and_until_when(town: Path) -> None:
    said = json.loads(run("personal-data", "--format", "json", "--project", town).output)
    facts = [{name: row[name] for name in row if name not in ("person", "erase")} for row in said["people"]]
    common = {"links": ["is the contact for"], "overdue": "no", "overdue_days": None, "sources": ["contacts"]}
    common["rounds"] = ["2024-04-30_contacts_1"]
    jane = {"fields": ["job_title", "name", "work_email"], "basis": "public task", "keep_until": "2098-03-31"}
    tom = {"fields": ["name", "opted_out", "work_email"], "basis": "consent", "keep_until": "2099"}
    assert facts == [{**jane, "opted_out": "no", **common}, {**tom, "opted_out": "yes", **common}]
    assert said["other"] == [{"kind": "Fund", "what": "confidential unless published", "records": 1}]


def test_who_opted_out_with_one_body_stays_out_whatever_another_says(town: Path, tmp_path: Path) -> None:
    def said(source: str, day: str, word: str) -> tuple[str, bool]:
        """What the register says of Tom and whether an export names him, once a source has said this."""
        (tmp_path / "contacts.csv").write_text(CONTACTS.replace("2099,yes", f"2099,{word}"))
        words = ("--as-of", day, "--source", source, "--project", town)
        run("load", "contacts", tmp_path / "contacts.csv", *words)
        people = json.loads(run("personal-data", "--format", "json", "--project", town).output)["people"]
        (tom,) = (row for row in people if row["basis"] == "consent")
        run("export", "jsonl", tmp_path / "out.jsonl", "--with-people", "--project", town)
        return tom["opted_out"], tom["person"] in (tmp_path / "out.jsonl").read_text()

    assert said("council", "2024-05-31", "no") == ("yes", False)
    assert said("contacts", "2024-06-30", "") == ("yes", False)
    assert said("contacts", "2024-07-31", "no") == ("no", True)
    assert said("council", "2024-08-31", "yes") == ("yes", False)


def test_names_stand_in_it_only_if_asked_for(town: Path) -> None:
    without = run("personal-data", "--project", town).output
    assert "Also held: 1 Fund, confidential unless published." in without
    assert "Jane" not in without
    assert "riverside.example" not in without
    rows = list(
        csv.DictReader(io.StringIO(run("personal-data", "--with-people", "--format", "csv", "--project", town).output))
    )
    assert [row["name"] for row in rows] == ["Jane Bright", "Tom Hale"]


def test_those_past_their_day_stand_first_with_the_command_that_erases_them(town: Path) -> None:
    store = RoundStore(town / "rounds")
    rows = people_held(store, "2099-12-31")
    assert [(row["keep_until"], row["overdue"], row["overdue_days"]) for row in rows] == [
        ("2098-03-31", "yes", 640),
        ("2099", "no", None),  # a year is up on its last day
    ]
    assert rows[0]["erase"] == f"linkwork forget {rows[0]['person']}"
    assert list(wrong_people(town, store, "2099-12-31")) == [
        (f"{rows[0]['person']} is held past the day, 2098-03-31", f"linkwork forget {rows[0]['person']}")
    ]
    assert "Nobody is held past the day" in run("personal-data", "--overdue", "--project", town).output


def test_of_made_up_people_who_are_held_past_the_day_the_doctor_says_that_they_are_made_up(
    project: Path, workbook: Path
) -> None:
    (workbook / "People.csv").write_text(
        "name,lawful_basis,keep_until,contact_for\nAda Thistlewood,public task,2024-04-30,Friday Walks\n"
    )
    load(project, workbook)
    settings = project / "linkwork.toml"
    settings.write_text(settings.read_text().replace("[project]", '[project]\ndemo = "millbrook"'))
    said = run("doctor", "--project", project)
    (ada,) = people_held(RoundStore(project / "rounds"), "2024-05-01")
    assert said.stderr.splitlines() == [
        "Note: The people of this demonstration are made up, so none of them has to go. Were they real:",
        f"  {ada['person']} is held past the day, 2024-04-30: linkwork forget {ada['person']}",
    ]
    assert said.stdout == "Nothing is wrong.\n"


def test_a_person_who_comes_back_with_an_old_copy_of_a_round_is_told_by_the_doctor(town: Path, tmp_path: Path) -> None:
    old = shutil.copytree(town / "rounds", tmp_path / "copy")
    run("forget", "tom@riverside.example", "--yes", "--project", town)
    assert "was erased" not in run("doctor", "--project", town, code=1).output  # a link waits for the trust
    shutil.rmtree(town / "rounds")
    shutil.copytree(old, town / "rounds")
    said = run("doctor", "--project", town, "--format", "csv", code=1).output
    assert "is in 2024-04-30_contacts_1: from an old copy?,linkwork forget person-" in said
    assert "the graph is behind the rounds" in said
