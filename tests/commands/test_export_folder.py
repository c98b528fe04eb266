"""`linkwork export neo4j-import`: a folder from the rounds alone, the commands to type, and what comes of them."""

import json
from pathlib import Path
from shutil import rmtree

import pytest

from linkwork.graph.engine import GraphAddress, open_engine
from tests.commands.steps import run


def test_the_folder_is_listed_among_the_exports(project: Path) -> None:
    rows = json.loads(run("export", "--format", "json", "--project", project).output)
    assert ("neo4j-import", ["a folder"]) in [(row["name"], row["formats"]) for row in rows]
    assert [row["name"] for row in rows] == sorted(row["name"] for row in rows)
    assert "Did you mean neo4j-import?" in run("export", "neo4j-imports", "--project", project, code=1).output


def test_it_needs_no_graph_and_says_what_to_type(loaded: Path, tmp_path: Path) -> None:
    rmtree(loaded / "graph")
    output = run("export", "neo4j-import", tmp_path / "a town", "--internal", "--project", loaded).output
    assert output.splitlines() == [
        f"Wrote {tmp_path / 'a town'}: 2 nodes and 1 link in 4 tables.",
        "It holds what the graph holds, confidential values too, and no names of people. Keep it as safe as the graph.",
        "On the server's machine, with the folder on it. Whatever its database neo4j holds is replaced:",
        "  neo4j stop",
        f"  cd '{tmp_path / 'a town'}'",
        "  neo4j-admin database import full @import.args --overwrite-destination=true neo4j",
        "  neo4j start",
        "Then here, which makes the constraints and has nothing else to write:",
        "  linkwork build --graph bolt://localhost:7687",
    ]
    assert (tmp_path / "a town" / "import.args").is_file()
    assert not (loaded / "graph").exists()


def test_the_commands_name_the_server_and_the_database_that_are_meant(
    loaded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_URI", "neo4j+s://graph.example.org")
    monkeypatch.setenv("NEO4J_DATABASE", "town")
    output = run("export", "neo4j-import", tmp_path / "out", "--internal", "--project", loaded).output
    assert "--overwrite-destination=true town\n" in output
    assert "linkwork build --graph neo4j+s://graph.example.org\n" in output


def test_standard_output_is_no_folder(project: Path) -> None:
    output = run("export", "neo4j-import", "-", "--project", project, code=1).output
    assert output == "Error: neo4j-import is a folder, which standard output cannot be. Nothing was written.\n"


def test_an_imported_graph_asks_for_one_build_which_writes_nothing(loaded: Path) -> None:
    with open_engine(GraphAddress(str(loaded / "graph")), writing=True) as engine:
        engine.put_marker({**(engine.marker() or {}), "state": "imported"})
    assert "imported and has no constraints yet: linkwork build" in flat(run("status", "--project", loaded).output)
    assert "nothing was written to it" in run("build", "--project", loaded).output
    assert "the graph holds what the rounds say" in flat(run("status", "--project", loaded).output)


def flat(output: str) -> str:
    return " ".join(output.split())
