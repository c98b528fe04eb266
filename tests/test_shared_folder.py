"""A project folder that a cloud or git keeps in step: what came twice or in part counts for nothing, or is said."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.steps import ORGANISATIONS, SERVICES, load, run

ROUND = "2024-03-31_our-mapping_1"
AGREES = "the graph holds what the rounds say"


@pytest.fixture
def town(tmp_path: Path, put_project: Callable[[Path], Path]) -> Path:
    project, mapping = put_project(tmp_path / "town"), tmp_path / "mapping"
    mapping.mkdir()
    (mapping / "Organisations.csv").write_text(ORGANISATIONS)
    (mapping / "Services.csv").write_text(SERVICES)
    load(project, mapping, "--source", "our-mapping")
    assert [path.name for path in (project / "rounds").iterdir()] == [ROUND]
    return project


@pytest.mark.parametrize("ending", ["-DESKTOP-AB12", " (1)", " (Ann's conflicted copy 2024-04-01)"])
def test_a_conflict_copy_of_a_round_counts_for_nothing(town: Path, ending: str) -> None:
    shutil.copytree(town / "rounds" / ROUND, town / "rounds" / f"{ROUND}{ending}")
    assert AGREES in run("status", "--check", "--project", town).output
    assert run("doctor", "--project", town).output == "Nothing is wrong.\n"
    assert "nothing was written" in run("build", "--project", town).output


@pytest.mark.parametrize("lacking", ["manifest.json", "00-Organisation.parquet", "names.parquet"])
def test_a_round_of_which_a_file_has_not_come_yet_is_named_until_it_has(town: Path, lacking: str) -> None:
    (town / "rounds" / ROUND / lacking).rename(town / "on its way")
    said = run("status", "--project", town, code=1).output
    assert said.startswith(f"Error: The round {ROUND} is damaged: {lacking}")
    (town / "on its way").rename(town / "rounds" / ROUND / lacking)
    assert AGREES in run("status", "--check", "--project", town).output


def test_decisions_with_the_marks_of_a_conflict_are_said_to_be_damaged(town: Path) -> None:
    run("withdraw", ROUND, "--reason", "columns swapped", "--project", town)
    file = town / "decisions.csv"
    head, ours = file.read_text().splitlines()
    merged = [
        head,
        "<<<<<<< HEAD",
        ours,
        "=======",
        ours.replace("columns swapped", "wrong file"),
        ">>>>>>> theirs",
        "",
    ]
    file.write_text("\n".join(merged))
    for command in ("status", "build", "doctor"):
        said = run(command, "--project", town, code=1).output
        assert said.startswith(f"Error: {file} is damaged: row 2 ends early. Nothing was changed.")
    assert file.read_text() == "\n".join(merged)


def test_lines_of_two_audit_trails_put_together_are_said_to_have_been_changed(town: Path, tmp_path: Path) -> None:
    other = shutil.copytree(town, tmp_path / "other")
    before = len((town / "audit.jsonl").read_text().splitlines())
    run("withdraw", ROUND, "--reason", "columns swapped", "--project", town)
    run("build", "--project", other)
    theirs = (other / "audit.jsonl").read_text().splitlines(keepends=True)[before:]
    with (town / "audit.jsonl").open("a") as trail:
        trail.writelines(theirs)
    said = run("doctor", "--project", town, "--format", "csv", code=1).output
    assert "a line before it was taken out, put in or changed" in said
