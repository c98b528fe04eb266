"""What is unclear in a project: links that wait for an end, and one name for two things."""

import json
from pathlib import Path

import pytest

from tests.commands.steps import load, run

TERMS = "kind,id,name,same_as\nneed,debt,Debt,\nneed,sleep,Sleep,\n"
OFFERS = "name,service,needs\nmain,Friday Walks,{}\n"


@pytest.fixture
def town(project: Path, workbook: Path, tmp_path: Path) -> Path:
    """A project with terms, and a workbook in which one offer may be for anything."""
    (tmp_path / "terms.csv").write_text(TERMS)
    run("load", "terms", tmp_path / "terms.csv", "--as-of", "2024-01-01", "--project", project)
    return project


def findings(project: Path) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(run("doctor", "--format", "json", "--project", project, code=1).stdout)
    return found


@pytest.mark.parametrize(
    ("need", "hint"),
    [
        ("Dept", " The nearest known name is 'Debt' (need-debt)."),
        ("need-map-debt", ""),
        ("Sailing boats", ""),
    ],
)
def test_a_link_that_waits_is_told_the_nearest_name_that_any_source_has(
    town: Path, workbook: Path, need: str, hint: str
) -> None:
    (workbook / "Offers.csv").write_text(OFFERS.format(need))
    said = run("check", "mapping-workbook", workbook, "--project", town).output
    (line,) = [line for line in said.splitlines() if "no round describes" in line]
    assert line.endswith(f".{hint}")
    assert hint or "nearest" not in line
    assert line.strip() in load(town, workbook).output


def test_a_link_that_waits_is_told_what_another_source_calls_so(town: Path, workbook: Path) -> None:
    (workbook / "Offers.csv").write_text(OFFERS.format("need-mapping-sleep"))
    assert "If you mean need-sleep, which another source describes, write that id." in load(town, workbook).output


def test_the_doctor_counts_the_links_that_wait_and_tells_three(town: Path, workbook: Path) -> None:
    (workbook / "Offers.csv").write_text(OFFERS.format("Dept; Hunger; Warmth; Company"))
    load(town, workbook)
    (finding,) = findings(town)
    said = finding["finding"]
    assert said.startswith("4 links wait for an end: Offers.csv, sheet Offers, row 2: ")
    assert said.count("no round describes") == 3
    assert said.endswith(" ... and 1 more")
    lacking = "give what is missing a row of its own (on the sheet Needs of a mapping workbook), or mend its name"
    assert finding["mend"] == f"{lacking}; then load again"


def test_the_doctor_finds_two_needs_of_one_name_until_somebody_says_how_they_stand(
    town: Path, workbook: Path, tmp_path: Path
) -> None:
    (workbook / "Needs.csv").write_text("name\ndebt\nWarmth\n")
    load(town, workbook)
    assert findings(town) == [
        {
            "finding": "two needs are called Debt: need-debt and need-mapping-debt",
            "mend": "if they are one, say same_as in a terms file",
        }
    ]
    (tmp_path / "terms.csv").write_text(TERMS.replace("Debt,", "Debt,need-mapping-debt"))
    run("load", "terms", tmp_path / "terms.csv", "--as-of", "2024-02-01", "--project", town)
    assert run("doctor", "--project", town).output == "Nothing is wrong.\n"


def test_areas_of_one_name_are_two_where_both_have_codes_or_other_sizes(project: Path, workbook: Path) -> None:
    head = "name,level,gss_code\n"
    (workbook / "Areas.csv").write_text(f"{head}Town,ward,E05000001\nTown,ward,E05000002\nTown,borough,\n")
    load(project, workbook)
    assert run("doctor", "--project", project).output == "Nothing is wrong.\n"
    (workbook / "Areas.csv").write_text(f"{head}Town,ward,\n")
    run("load", "mapping-workbook", workbook, "--as-of", "2024-03-31", "--source", "other", "--project", project)
    assert findings(project) == [
        {
            "finding": "3 areas are called Town: area-e05000001, area-e05000002 and area-other-town",
            "mend": "if they are one, write its ONS code in the workbook's column gss_code",
        }
    ]
