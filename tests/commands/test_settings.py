"""Settings that are not what they should be: a sentence, and no traceback."""

from pathlib import Path

import pytest

from linkwork.personal_data.audit import FILE as TRAIL
from tests.commands.steps import load, run


@pytest.mark.parametrize("name", ["project", "place", "precedence", "load", "sources", "pack"])
def test_a_setting_where_a_table_should_be_is_said_in_a_sentence(tmp_path: Path, name: str) -> None:
    run("init", tmp_path)
    settings = tmp_path / "linkwork.toml"
    text = "".join(line for line in settings.read_text().splitlines(True) if f"[{name}]" not in line)
    settings.write_text(f'{name} = "Bow"\n{text}' if name != "project" else f'project = "Bow"\n{_without_id(text)}')
    said = run("status", "--project", tmp_path, code=1).output
    assert f"{settings}: {name} is not a table. Write [{name}] on a line of its own" in said


def _without_id(text: str) -> str:
    return "".join(line for line in text.splitlines(True) if not line.startswith(("id", "name", "note")))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ('[sources]\njoy = "Services"\n', "sources.joy is not a table. Write [sources.joy] on a line of its own"),
        ("[load]\nignore = 5\n", '[load] ignore is not a list of columns, such as ["Notes"].'),
    ],
)
def test_a_setting_inside_a_table_is_said_too(tmp_path: Path, given: str, said: str) -> None:
    run("init", tmp_path)
    settings = tmp_path / "linkwork.toml"
    settings.write_text(settings.read_text().replace("[load]\n# Filled", "# Filled").replace("ignore = []", given))
    assert said in run("status", "--project", tmp_path, code=1).output


def test_settings_that_are_wrong_are_not_taken_for_no_project_where_a_graph_is_named(
    project: Path, workbook: Path
) -> None:
    load(project, workbook)
    trail = (project / TRAIL).read_text()
    settings = project / "linkwork.toml"
    settings.write_text(settings.read_text().replace('# cell_level = "ward"', 'cell_level = "wrd"'))
    for words in (
        ("whatif", "close", "Friday Walks"),
        ("whatif", "close", "Friday Walks", "--internal"),
        ("cypher", "RETURN 1 AS one", "--internal"),
        ("ask", "O3"),
        ("pack", project / "pack.docx"),
    ):
        said = run(*words, "--project", project, "--graph", project / "graph", code=1).output
        assert said == (
            f"Error: {settings}: [place] cell_level: 'wrd' is not one of region, borough, locality, ward, lsoa.\n"
        )
    assert (project / TRAIL).read_text() == trail


def test_the_formats_are_listed_whatever_the_settings_say(project: Path) -> None:
    (project / "linkwork.toml").write_text("[place")
    assert "mapping-workbook" in run("loaders", "--project", project).output
