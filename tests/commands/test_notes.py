"""A project that says something of itself, such as that a borough is made up, says it on every output."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.commands.steps import load, run

NOTE = "Made up: no real place"
COMMANDS = (
    ("ask", "D1"),
    ("ask",),
    ("changes",),
    ("status",),
    ("rounds",),
    ("sources",),
    ("cypher", "MATCH (o:Organisation) RETURN o.name AS name"),
)


@pytest.fixture
def made_up(project: Path, workbook: Path) -> Path:
    settings = project / "linkwork.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('note = ""', f'note = "{NOTE}"'), encoding="utf-8")
    load(project, workbook)
    return project


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: "-".join(words[:2]))
def test_a_page_says_it_once(made_up: Path, words: tuple[str, ...]) -> None:
    assert run(*words, "--project", made_up).output.count(NOTE) == 1


@pytest.mark.parametrize("words", [words for words in COMMANDS if words[0] != "changes"], ids=lambda w: "-".join(w[:2]))
def test_every_row_of_a_table_for_programs_says_it(made_up: Path, words: tuple[str, ...]) -> None:
    lines = run(*words, "--format", "csv", "--project", made_up).output.splitlines()
    assert lines[0].endswith(",note")
    assert len(lines) > 1
    assert all(line.endswith(f",{NOTE}") for line in lines[1:])


def test_a_workbook_and_json_say_it(made_up: Path, tmp_path: Path) -> None:
    run("ask", "D1", "--save", tmp_path / "d1.xlsx", "--project", made_up)
    sheet = load_workbook(BytesIO((tmp_path / "d1.xlsx").read_bytes())).active
    assert sheet is not None
    assert {row[-1].value for row in sheet.iter_rows(min_row=2)} == {NOTE}
    assert json.loads(run("ask", "D1", "--format", "json", "--project", made_up).output)["caveats"][0] == NOTE
    assert json.loads(run("changes", "--format", "json", "--project", made_up).output)["note"] == NOTE
    assert {row["note"] for row in json.loads(run("rounds", "--format", "json", "--project", made_up).output)} == {NOTE}


def test_a_graph_asked_without_its_project_says_it(made_up: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(made_up.parent)
    said = run("ask", "D1", "--graph", made_up / "graph", "--format", "md").output
    assert said.count(NOTE) == said.count("\n") - 2


def test_a_real_place_says_nothing_of_the_sort(loaded: Path) -> None:
    assert "note" not in run("ask", "D1", "--format", "csv", "--project", loaded).output
    assert "note" not in json.loads(run("changes", "--format", "json", "--project", loaded).output)
