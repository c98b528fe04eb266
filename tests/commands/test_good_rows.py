"""A file with problems: its good rows kept, its bad cells given back marked, what would change said beforehand."""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.commands.steps import load, run

BAD = "name,sector,postcode\nRiverside Trust,vcse,E1 6LA\nHill Council,Health,E1\nDale,vcse,\n"


@pytest.fixture
def messy(workbook: Path) -> Path:
    (workbook / "Organisations.csv").write_text(BAD)
    (workbook / "Services.csv").write_text(
        "name,status,provider\nFriday Walks,open,Riverside Trust\nLunch,open,Hill Council\nSong,opne,Dale\n"
    )
    return workbook


def names(project: Path, kind: str) -> list[str]:
    rows = json.loads(
        run(
            "cypher", f"MATCH (n:{kind}) RETURN n.name AS name ORDER BY name", "--format", "json", "--project", project
        ).stdout
    )
    return [row["name"] for row in rows]


def d6(project: Path) -> list[tuple[object, ...]]:
    rows = json.loads(run("ask", "D6", "--format", "json", "--project", project).stdout)["rows"]
    return [(row["file"], row["row"], row["column"], row["value"], row["suggestion"]) for row in rows]


def test_the_good_rows_become_a_partial_round_and_the_others_can_be_asked_for(project: Path, messy: Path) -> None:
    said = load(project, messy, "--keep-good-rows").output
    assert "(partial)" in said
    assert "rejected 2 rows (so the round is partial" in said
    assert "loose    1 waits for an end" in said
    assert names(project, "Organisation") == ["Dale", "Riverside Trust"]
    assert names(project, "Service") == ["Friday Walks", "Lunch"]
    assert [row[:4] for row in d6(project)] == [
        ("Organisations.csv", 3, "postcode", "E1"),
        ("Organisations.csv", 3, "sector", "Health"),
        ("Services.csv", 4, "status", "opne"),
    ]
    assert d6(project)[1][4] == "one of nhs, council, vcse, national, private."


def test_the_same_file_again_keeps_nothing(project: Path, messy: Path) -> None:
    load(project, messy, "--keep-good-rows")
    assert "Already loaded as round 2024-03-31_mapping_1" in load(project, messy, "--keep-good-rows").output


def test_a_file_without_problems_is_complete_and_makes_the_others_good(project: Path, messy: Path) -> None:
    load(project, messy, "--keep-good-rows")
    (messy / "Organisations.csv").write_text(BAD.replace("Health,E1", "council,E1 1AA"))
    (messy / "Services.csv").write_text("name,status,provider\nFriday Walks,open,Riverside Trust\n")
    said = load(project, messy, "--keep-good-rows").output
    assert "(complete)" in said
    assert d6(project) == []


def test_a_problem_of_a_whole_sheet_is_refused_whatever_is_good(project: Path, messy: Path) -> None:
    (messy / "Organisations.csv").write_text("nom\nRiverside\n")
    assert "Nothing was kept" in load(project, messy, "--keep-good-rows", code=2).output


def test_the_users_sheets_come_back_with_every_bad_cell_marked_and_load_when_corrected(
    project: Path, messy: Path, tmp_path: Path
) -> None:
    target = tmp_path / "to-correct.xlsx"
    said = load(project, messy, "--errors", str(target), code=2).output
    assert f"The sheets with every bad cell marked are in {target}" in " ".join(said.split()).replace("- ", "-")
    book = load_workbook(target)
    assert book.sheetnames == ["Organisations", "Services"]
    marked = {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }
    assert marked == {("Organisations", "B3"): "Health", ("Organisations", "C3"): "E1", ("Services", "B4"): "opne"}
    assert "is not one of nhs, council" in book["Organisations"]["B3"].comment.text
    assert book["Organisations"]["B3"].fill.fgColor.rgb == "FFF2B8B5"
    book["Organisations"]["B3"], book["Organisations"]["C3"], book["Services"]["B4"] = "council", "E1 1AA", "open"
    book.save(target)
    assert "Kept round" in load(project, target).output
    assert len(names(project, "Service")) == 3


def test_what_is_there_already_is_not_written_over(project: Path, messy: Path, tmp_path: Path) -> None:
    target = tmp_path / "to-correct.xlsx"
    target.write_text("my work")
    assert "is there already" in load(project, messy, "--errors", str(target), code=2).output
    assert target.read_text() == "my work"


def test_a_workbook_with_two_sheets_comes_back_as_it_was(project: Path, tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Organisations"
    for row in (["name", "sector"], ["=1+1", "Health"], ["Hill", None]):
        book["Organisations"].append(row)
    book["Organisations"]["A2"].data_type = "s"
    book.create_sheet("Needs").append(["name"])
    book.save(tmp_path / "mine.xlsx")
    load(project, tmp_path / "mine.xlsx", "--errors", str(tmp_path / "back.xlsx"), code=2)
    back = load_workbook(tmp_path / "back.xlsx")
    assert [[cell.value for cell in row] for row in back["Organisations"].iter_rows()] == [
        ["name", "sector"],
        ["=1+1", "Health"],
        ["Hill", None],
    ]
    assert back["Organisations"]["A2"].data_type == "s"
    assert back["Needs"]["A1"].value == "name"


def test_the_mark_is_in_the_sheet_that_holds_the_cell_whichever_of_its_names_it_has(
    project: Path, tmp_path: Path
) -> None:
    book = Workbook()
    book.active.title = "Read me"
    for title, row in (("organisation", ["Hill", "Health"]), ("service", ["Walks", "opne"])):
        book.create_sheet(title).append(["name", "sector" if title == "organisation" else "status"])
        book[title].append(row)
    book["service"]["C1"], book["service"]["C2"] = "provider", "Hill"
    book.save(tmp_path / "mine.xlsx")
    load(project, tmp_path / "mine.xlsx", "--errors", str(tmp_path / "back.xlsx"), code=2)
    back = load_workbook(tmp_path / "back.xlsx")
    found = {
        (sheet.title, cell.coordinate) for sheet in back for row in sheet.iter_rows() for cell in row if cell.comment
    }
    assert found == {("organisation", "B2"), ("service", "B2")}


def test_a_dry_run_says_every_change_and_keeps_nothing(loaded: Path, workbook: Path) -> None:
    (workbook / "Organisations.csv").write_text("name,sector,postcode\nRiverside Trust,nhs,E1 6LA\n")
    (workbook / "Services.csv").write_text("name,status,provider\nSong,open,Riverside Trust\n")
    more = ("--as-of", "2024-06-30", "--dry-run", "--project", loaded)
    said = run("load", "mapping-workbook", workbook, *more).output
    assert "Riverside Trust: sector is now nhs, was vcse" in said
    assert "Song (service) is new" in said
    assert "Friday Walks (service) is gone" in said
    found = json.loads(run("load", "mapping-workbook", workbook, *more, "--format", "json").stdout)
    assert [(row["id"], row["field"], row["before"], row["after"]) for row in found["changed"]] == [
        ("org-mapping-riverside-trust", "sector", "vcse", "nhs")
    ]
    assert len(list((loaded / "rounds").iterdir())) == 1
    load(loaded, workbook, "--format", "json", code=1)
