"""What a job that watches over a graph goes by: exit codes, and one line in words."""

import shutil
from pathlib import Path

from tests.commands.steps import run

NOBODY = "bolt://127.0.0.1:1"


def test_a_graph_that_holds_what_the_rounds_say_is_well(loaded: Path) -> None:
    assert "the graph holds what the rounds say" in run("status", "--check", "--project", loaded).output
    assert run("doctor", "--project", loaded).output == "Nothing is wrong.\n"


def test_status_says_by_its_exit_code_only_when_asked_to_and_prints_the_same(loaded: Path) -> None:
    shutil.rmtree(loaded / "graph")
    plain = run("status", "--project", loaded).output
    assert "there is no graph yet: linkwork build" in plain
    assert run("status", "--check", "--project", loaded, code=1).output == plain
    run("doctor", "--project", loaded, code=1)


def test_a_server_that_does_not_answer_is_told_by_the_exit_code(loaded: Path) -> None:
    said = run("status", "--check", "--project", loaded, "--graph", NOBODY, "--format", "csv", code=1).output
    assert "No Neo4j answers at bolt://127.0.0.1:1" in said
    assert "No Neo4j answers" in run("doctor", "--project", loaded, "--graph", NOBODY, "--format", "csv", code=1).output


def test_a_damaged_round_is_told_by_the_exit_code(loaded: Path) -> None:
    (round_,) = (loaded / "rounds").iterdir()
    (round_ / "manifest.json").unlink()
    assert "is damaged" in run("status", "--check", "--project", loaded, code=1).output
    assert "is damaged" in run("doctor", "--project", loaded, code=1).output


def test_the_doctor_minds_what_the_check_does_not(loaded: Path, workbook: Path) -> None:
    services = workbook / "Services.csv"
    services.write_text(services.read_text() + "Tea,open,Nobody We Know\n")
    run("load", "mapping-workbook", workbook, "--as-of", "2024-04-30", "--project", loaded)
    run("status", "--check", "--project", loaded)
    assert "1 link waits for an end" in run("doctor", "--project", loaded, code=1).output
