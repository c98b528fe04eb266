"""`linkwork ask Q --since EARLIER`: an answer of two days on one page and in every format."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.commands.steps import ORGANISATIONS, run

FIRST = "name,status,provider,access\nFriday Walks,open,Riverside Trust,\nTea Club,open,Riverside Trust,self\n"
SECOND = "name,status,provider,access\nFriday Walks,open,Riverside Trust,self\nSewing,open,Riverside Trust,\n"
MINE = (
    "// id: X1\n// title: Ways in\n// question: How do people get into each service?\n// read: A row is a service.\n"
    "// column service: its name\n// column access: how people get in\n// column service_id (Service): the service\n"
    "MATCH (s:Service) WHERE s.live\nRETURN s.name AS service, s.access AS access, s.id AS service_id, "
    "[s.id] AS evidence ORDER BY service, service_id\n"
)


@pytest.fixture
def town(project: Path, tmp_path: Path) -> Path:
    (project / "queries" / "ways_in.cypher").write_text(MINE)
    for day, source, services in (("2024-01-31", "map", FIRST), ("2024-02-29", "map", SECOND)):
        folder = tmp_path / day
        folder.mkdir()
        (folder / "Organisations.csv").write_text(ORGANISATIONS)
        (folder / "Services.csv").write_text(services)
        run("load", "mapping-workbook", folder, "--as-of", day, "--source", source, "--project", project, "--yes")
    return project


def test_the_page_says_what_is_new_gone_and_different(town: Path) -> None:
    said = run("ask", "X1", "--since", "2024-01-31", "--project", town).output
    assert "The answer for 2024-02-29, beside that for 2024-01-31." in said
    assert [part.split()[0] for part in said.split("New: 1 row.")[1].splitlines()[3:4]] == ["Sewing"]
    assert [part.split()[0] for part in said.split("Gone: 1 row.")[1].splitlines()[3:4]] == ["Tea"]
    assert "Different: 1 row.\n  Friday Walks: access was blank, is self." in said
    assert (
        "Rounds for 2024-01-31: map of 2024-01-31\n\nRounds for 2024-02-29: map of 2024-01-31, map of 2024-02-29"
        in said
    )


def test_json_has_both_answers_grounds_and_the_differences(town: Path) -> None:
    found = json.loads(run("ask", "X1", "--since", "2024-01-31", "--format", "json", "--project", town).output)
    assert (found["since"]["date"], found["as_of"]["date"]) == ("2024-01-31", "2024-02-29")
    assert found["since"]["rounds"] == [{"source": "map", "date": "2024-01-31"}]
    assert [row["service"] for row in found["new"]] == ["Sewing"]
    assert [row["service"] for row in found["gone"]] == ["Tea Club"]
    (different,) = found["different"]
    assert different["row"]["service"] == "Friday Walks"
    assert different["changes"] == [{"column": "access", "before": None, "after": "self"}]
    assert different["row"]["evidence"][0]["date"] == "2024-02-29"


def test_a_table_for_programs_has_a_line_a_difference(town: Path, tmp_path: Path) -> None:
    lines = run("ask", "X1", "--since", "2024-01-31", "--format", "csv", "--project", town).output.splitlines()
    assert lines[0] == "compared,differs_in,was_before,is_now,service,access,service_id,last_confirmed"
    assert [line.split(",")[:6] for line in lines[1:]] == [
        ["new", "", "", "", "Sewing", ""],
        ["gone", "", "", "", "Tea Club", "self"],
        ["different", "access", "", "self", "Friday Walks", "self"],
    ]
    run("ask", "X1", "--since", "2024-01-31", "--save", tmp_path / "x.xlsx", "--project", town)
    assert load_workbook(tmp_path / "x.xlsx").active.max_row == 4


def test_two_days_before_now_can_be_compared_and_must_be_in_order(town: Path) -> None:
    said = run("ask", "X1", "--since", "2024-01-31", "--as-of", "2024-02-01", "--project", town).output
    assert "Nothing is new, gone or different." in said
    wrong = run("ask", "X1", "--since", "2024-02-29", "--as-of", "2024-01-31", "--project", town, code=1).output
    assert "2024-02-29 is not earlier than 2024-01-31" in wrong
    early = run("ask", "X1", "--since", "2023-01-01", "--project", town, code=1).output
    assert "As of 2023-01-01: No round is dated 2023-01-01 or earlier." in early


def test_a_source_loaded_since_is_said(town: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "Organisations.csv").write_text(ORGANISATIONS)
    (tmp_path / "other" / "Services.csv").write_text("name,status,provider\nChoir,open,Riverside Trust\n")
    load = ("load", "mapping-workbook", tmp_path / "other", "--as-of", "2024-03-01", "--source", "directory")
    run(*load, "--project", town)
    said = " ".join(run("ask", "X1", "--since", "2024-02-29", "--project", town).output.split())
    assert "directory was not loaded for 2024-02-29 and is for 2024-03-01" in said
    assert "may be newly known" in said


def test_a_day_after_the_last_round_is_refused_since_nothing_would_be_compared(town: Path) -> None:
    said = run("ask", "X1", "--since", "2027-01-01", "--project", town, code=1).output
    assert "No round is as late as 2027-01-01: the latest is of 2024-02-29. Give an earlier --since." in said


def test_a_limit_cuts_neither_answer_before_they_are_compared(town: Path) -> None:
    limited = "// parameter limit (integer 1 to 1000, default 1): how many rows to show\n// column service: its name"
    mine = (
        MINE.replace("// column service: its name", limited, 1).replace("X1", "X2").replace("Ways in", "Some ways in")
    )
    (town / "queries" / "some_ways_in.cypher").write_text(f"{mine.rstrip()} LIMIT $limit\n")
    words = ("--since", "2024-01-31", "--format", "json", "--project", town)
    found = json.loads(run("ask", "X2", "--limit", "1", *words).output)
    assert [[row["service"] for row in found[word]] for word in ("new", "gone")] == [["Sewing"], ["Tea Club"]]
    assert len(found["different"]) == 1
