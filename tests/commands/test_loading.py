"""Loading: what is kept, what is refused, and what is said of it."""

import json
from pathlib import Path

import pytest

from tests.commands.steps import ORGANISATIONS, load, run


def test_init_leaves_a_project_with_a_workbook_and_a_page_and_never_overwrites_one(project: Path) -> None:
    assert {p.name for p in project.iterdir()} == {
        "linkwork.toml",
        "rounds",
        "queries",
        "mapping-round.xlsx",
        "START-HERE.txt",
        "names.csv",
    }
    result = run("init", project, code=1)
    assert result.output.startswith("Error: ")
    assert "is a project already. Nothing was changed." in result.output


def test_load_says_what_is_new_and_the_same_file_again_writes_nothing(project: Path, workbook: Path) -> None:
    first = load(project, workbook).output
    assert "Kept round 2024-03-31_mapping_1" in first
    assert "new      1 Organisation, 1 Service, 1 PROVIDES" in first
    assert "2 nodes and 1 link written" in first
    again = load(project, workbook).output
    assert "Already loaded as round 2024-03-31_mapping_1: no new round was kept." in again
    assert "nothing was written to it" in again


def test_a_dry_run_says_the_same_and_keeps_nothing(project: Path, workbook: Path) -> None:
    said = load(project, workbook, "--dry-run").output
    assert "Would keep a round" in said
    assert "new      1 Organisation, 1 Service, 1 PROVIDES" in said
    assert list((project / "rounds").iterdir()) == []


def test_every_problem_is_listed_with_exit_code_2_and_nothing_is_kept(project: Path, workbook: Path) -> None:
    (workbook / "Organisations.csv").write_text("name,sector,postcode\nRiverside Trust,Health,E1\n")
    result = load(project, workbook, code=2)
    assert result.output.splitlines() == [
        "Error: 2 problems in the input. Nothing was kept and nothing was changed.",
        "  Organisations.csv, sheet Organisations, row 2, column postcode: 'E1' is not a postcode such as E1 6LA.",
        "  Organisations.csv, sheet Organisations, row 2, column sector: "
        "'Health' is not one of nhs, council, vcse, national, private.",
    ]
    assert list((project / "rounds").iterdir()) == []


def test_check_keeps_nothing(project: Path, workbook: Path) -> None:
    assert "No problems in mapping" in run("check", "mapping-workbook", workbook, "--project", project).output
    assert list((project / "rounds").iterdir()) == []


def test_a_source_without_a_date_is_asked_for_one(project: Path, workbook: Path) -> None:
    result = run("load", "mapping-workbook", workbook, "--project", project, code=2)
    assert "does not say which day it speaks of. Add the day it speaks of, such as --as-of 2024-03-31." in result.output


def test_a_round_that_makes_much_stale_stops_where_there_is_no_terminal(loaded: Path, workbook: Path) -> None:
    (workbook / "Organisations.csv").write_text("name,sector\nHill Trust,vcse\n")
    (workbook / "Services.csv").write_text("name,status,provider\nMonday Walks,open,Hill Trust\n")
    later = ("load", "mapping-workbook", workbook, "--as-of", "2024-04-30", "--project", loaded)
    result = run(*later, code=1)
    assert "would make 100% of what mapping says stale" in result.output
    assert "If these files are only a part of what it says, add --partial." in result.output
    assert "Add --yes to go on" in result.output
    assert len(list((loaded / "rounds").iterdir())) == 1
    assert "stale    1 Organisation, 1 Service, 1 PROVIDES" in run(*later, "--yes").output


def test_loose_links_are_reported_with_their_place(project: Path, workbook: Path) -> None:
    (workbook / "Services.csv").write_text("name,status,provider\nFriday Walks,open,Nobody Ltd\n")
    said = load(project, workbook).output
    assert "loose    1 waits for an end:" in said
    assert "Services.csv, sheet Services, row 2" in said


def test_init_keeps_a_workbook_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "mapping-round.xlsx").write_bytes(b"somebody's work")
    run("init", tmp_path)
    assert (tmp_path / "mapping-round.xlsx").read_bytes() == b"somebody's work"


def test_the_demonstration_is_not_poured_into_somebodys_project(project: Path) -> None:
    assert "a project of somebody's own" in run("demo", "--out", project, code=1).output
    assert list((project / "rounds").iterdir()) == []


def test_a_correction_can_be_taken_back_by_loading_the_first_again(loaded: Path, workbook: Path) -> None:
    (workbook / "Organisations.csv").write_text(ORGANISATIONS.replace("E1 6LA", "E2 9PL"))
    assert "revision 2" in load(loaded, workbook).output
    (workbook / "Organisations.csv").write_text(ORGANISATIONS)
    assert "revision 3" in load(loaded, workbook).output
    query = "MATCH (o:Organisation) RETURN o.postcode AS p"
    assert json.loads(run("cypher", query, "--format", "json", "--project", loaded).output) == [{"p": "E1 6LA"}]


def test_a_revision_that_takes_much_out_stops_and_says_so(loaded: Path, workbook: Path) -> None:
    (workbook / "Services.csv").unlink()
    (workbook / "Organisations.csv").write_text("name\nHill Trust\n")
    run("load", "mapping-workbook", workbook, "--as-of", "2024-03-31", "--project", loaded, code=1)
    assert "gone     1 Organisation, 1 Service, 1 PROVIDES" in load(loaded, workbook, "--yes").output


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("changes", "x", "y"), "'x' is not a day"),
        (("changes", "2024-02-01", "2024-01-01"), "2024-02-01 is later than 2024-01-01"),
        (("ask", "D1", "--as-of", "2024-13-01"), "'2024-13-01' is not a day"),
    ],
)
def test_what_is_no_day_or_comes_before_its_beginning_is_refused(
    loaded: Path, words: tuple[str, ...], message: str
) -> None:
    assert message in run(*words, "--project", loaded, code=1).output


def test_a_scope_that_is_nothing_is_refused(project: Path, workbook: Path) -> None:
    assert "The scope names Nonsense" in load(project, workbook, "--scope", "Nonsense", code=1).output


def test_a_loose_link_names_what_another_source_calls_so(loaded: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "Services.csv").write_text("name,status,provider\nTalks,open,Riverside Trust\n")
    said = run("load", "mapping-workbook", other, "--as-of", "2024-03-31", "--source", "export", "--project", loaded)
    assert "If you mean org-mapping-riverside-trust, which another source describes, write that id." in said.output


def test_an_old_file_loaded_late_finds_what_was_renamed_since(project: Path, workbook: Path) -> None:
    (workbook / "Organisations.csv").write_text("name,aliases\nHill Trust,Riverside Trust\n")
    (workbook / "Services.csv").unlink()
    run("load", "mapping-workbook", workbook, "--as-of", "2024-06-30", "--source", "mapping", "--project", project)
    (workbook / "Organisations.csv").write_text("name\nRiverside Trust\n")
    load(project, workbook, "--source", "mapping")
    query = "MATCH (o:Organisation) RETURN o.name AS name"
    assert json.loads(run("cypher", query, "--format", "json", "--project", project).output) == [{"name": "Hill Trust"}]


def test_a_loader_tells_its_columns_and_what_it_covers() -> None:
    said = " ".join(run("loaders", "demand").output.split())
    assert "demand: How many people need what, where." in said
    assert "Its source is called demand unless you say --source." in said
    assert "Covers HAS_DEMAND, unless the file or --scope says otherwise." in said
    told = json.loads(run("loaders", "demand", "--format", "json").output)
    assert (told["name"], told["default_source"], told["covers"]) == ("demand", "demand", ["HAS_DEMAND"])
    assert [(c["column"], c["required"]) for c in told["columns"]] == [
        ("area", True),
        ("need", True),
        ("audience", False),
        ("people", True),
        ("year", True),
        ("method", False),
    ]
    assert "Did you mean demand?" in run("loaders", "demnd", code=1).output


def test_a_new_source_that_may_be_a_known_one_is_pointed_out(project: Path, workbook: Path) -> None:
    ending = (
        "; what it names without an id is taken for new. If it is harbour-mapping, load it as that, such as "
        "--source harbour-mapping.\n"
    )
    assert "taken for new" not in load(project, workbook, "--source", "harbour-mapping").stderr
    misspelt = load(project, workbook, "--source", "harbour-maping", "--dry-run").stderr
    assert f"Note: harbour-maping has no round yet{ending}" in misspelt
    left_out = load(project, workbook, "--dry-run").stderr
    assert f"Note: mapping is what the file is called, as nothing else says who says it{ending}" in left_out
    assert "taken for new" not in load(project, workbook, "--source", "hill-survey", "--dry-run").stderr


def test_in_a_project_a_wrong_project_is_answered_by_the_one_at_hand(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    assert run("status", "--project", project.name, code=1).output == (
        f"Error: {project.name} is not a Linkwork project: it has no linkwork.toml. You are in the project {project}: "
        "leave --project out (or LINKWORK_PROJECT, if it is set) to use that one, or name another.\n"
    )
