"""The project says which level of areas its answers compare: `cell_level` under [place] in linkwork.toml."""

import json
from pathlib import Path

import pytest

from linkwork.project.settings import open_project
from tests.commands.steps import load, run

SHEETS = {
    "Areas": "id,name,level,within\narea-b,Borough,borough,\narea-e,East,locality,area-b\narea-w,West,locality,area-b\n"
    "area-n,North,ward,area-e\n",
    "Needs": "id,name\nneed-debt,Debt\n",
    "Organisations": "name,sector\nRiverside Trust,vcse\n",
    "Services": "id,name,status,provider\nservice-walks,Friday Walks,open,Riverside Trust\n",
    "Offers": "id,name,service,needs,areas\noffer-walks,main,service-walks,need-debt,area-b\n",
}


@pytest.fixture
def town(project: Path, tmp_path: Path) -> Path:
    """A borough of two localities, one of which has a ward, and one service for all of it."""
    folder = tmp_path / "sheets"
    folder.mkdir()
    for name, text in SHEETS.items():
        (folder / f"{name}.csv").write_text(text)
    load(project, folder)
    return project


def say(project: Path, line: str) -> None:
    settings = project / "linkwork.toml"
    said = settings.read_text(encoding="utf-8")
    assert '# cell_level = "ward"' in said
    settings.write_text(said.replace('# cell_level = "ward"', line), encoding="utf-8")


def areas(*given: object) -> list[str]:
    rows = json.loads(run("ask", "O3", "--format", "json", *given).stdout)["rows"]
    return sorted(row["area"] for row in rows)


def test_wards_are_compared_unless_the_project_says_otherwise(town: Path) -> None:
    assert open_project(town, None).cell_level == "ward"
    assert areas("--project", town) == ["North"]


def test_the_level_that_the_project_says_is_compared(town: Path) -> None:
    say(town, 'cell_level = "locality"')
    assert areas("--project", town) == ["East", "West"]
    assert areas("--project", town, "--as-of", "2024-03-31") == ["East", "West"]


def test_a_graph_asked_by_itself_without_a_project_compares_wards(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(town, 'cell_level = "locality"')
    monkeypatch.chdir(tmp_path)
    assert areas("--graph", town / "graph") == ["North"]
    assert areas("--graph", town / "graph", "--project", town) == ["East", "West"]


def test_a_project_that_is_named_and_not_there_is_said_where_a_graph_is_named_too(town: Path, tmp_path: Path) -> None:
    asked = ("cypher", "MATCH (n:Area) RETURN n.name", "--internal", "--graph", town / "graph")
    for command in (asked, ("ask", "O3", "--graph", town / "graph")):
        said = run(*command, "--project", tmp_path / "twon", code=1).output
        assert said.startswith(f"Error: {tmp_path / 'twon'} is not a Linkwork project: ")
        assert "East" not in said


def test_a_graph_asked_by_itself_says_that_a_day_is_read_from_the_rounds(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = (
        "What was so on a day is read from the rounds, and there is no rounds folder here. Ask it in the project's "
        "folder, or add --project DIR.\n"
    )
    graph = ("--graph", town / "graph")
    assert run("ask", "O3", *graph, "--as-of", "2024-03-31", code=1).output == f"Error: {said}"
    assert run("ask", "O3", *graph, "--since", "2024-03-31", code=1).output == f"Error: As of 2024-03-31: {said}"


@pytest.mark.parametrize("wrong", ['"street"', "3", '["ward"]'])
def test_a_level_that_no_area_has_is_refused_with_those_that_are_allowed(project: Path, wrong: str) -> None:
    say(project, f"cell_level = {wrong}")
    output = " ".join(run("ask", "O3", "--project", project, code=1).output.split())
    assert "[place] cell_level" in output
    assert output.endswith("is not one of region, borough, locality, ward, lsoa.")
