"""The graph and the rounds: build, doctor, and what is damaged."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from linkwork.errors import GraphBusy, GraphUnavailable
from linkwork.graph._embedded_files import LENGTHS
from linkwork.graph.embedded import EmbeddedEngine
from linkwork.graph.engine import GraphAddress, open_engine
from linkwork.project.opened import Opened
from tests.commands.steps import load, run

HOLDS = """
import sys
from linkwork.graph.engine import GraphAddress, open_engine
with open_engine(GraphAddress(sys.argv[1]), writing=True):
    print("open", flush=True)
    sys.stdin.read()
"""


def test_build_from_scratch_gives_the_same_graph(loaded: Path) -> None:
    everything = (
        "cypher",
        "MATCH (n) RETURN properties(n) AS p ORDER BY n.id",
        "--format",
        "json",
        "--project",
        loaded,
    )
    before = run(*everything).output
    assert "2 nodes and 1 link written" in run("build", "--from-scratch", "--project", loaded).output
    assert run(*everything).output == before


def test_doctor_finds_a_graph_that_is_behind_and_names_the_command(project: Path, workbook: Path) -> None:
    assert "linkwork loaders" in run("doctor", "--project", project, code=1).output
    load(project, workbook)
    assert run("doctor", "--project", project).output == "Nothing is wrong.\n"
    copy = project / "rounds" / "2024-03-31_mapping_1"
    copy.rename(project / "elsewhere")
    assert "rounds this folder lacks" in run("doctor", "--project", project, code=1).output


def test_doctor_names_a_damaged_round(loaded: Path) -> None:
    file = loaded / "rounds" / "2024-03-31_mapping_1" / "00-Organisation.parquet"
    file.write_bytes(file.read_bytes()[:-1])
    said = run("doctor", "--project", loaded, "--format", "json", code=1).output
    assert "2024-03-31_mapping_1 is damaged" in said


def test_build_from_scratch_with_a_damaged_round_leaves_the_graph_as_it_was(loaded: Path) -> None:
    file = loaded / "rounds" / "2024-03-31_mapping_1" / "00-Organisation.parquet"
    whole = file.read_bytes()
    file.write_bytes(whole[:-1])
    assert "is damaged" in run("build", "--from-scratch", "--project", loaded, code=1).output
    file.write_bytes(whole)
    count = ("cypher", "MATCH (n:Organisation) RETURN count(n) AS n", "--format", "json", "--project", loaded)
    assert json.loads(run(*count).output) == [{"n": 1}]


def test_build_from_scratch_leaves_a_graph_that_another_is_writing(loaded: Path) -> None:
    graph = loaded / "graph"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(graph)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as another:
        assert another.stdin is not None
        assert another.stdout is not None
        another.stdout.readline()
        before = set(graph.iterdir())
        with pytest.raises(GraphBusy):
            open_engine(GraphAddress(str(graph)), writing=True)
        assert "written by another Linkwork" in run("build", "--from-scratch", "--project", loaded, code=1).output
        assert before <= set(graph.iterdir())
        another.stdin.close()


def test_a_graph_that_says_nothing_of_itself_is_let_go_of(loaded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(_: EmbeddedEngine) -> None:
        raise GraphUnavailable("it does not answer")

    monkeypatch.setattr(EmbeddedEngine, "marker", silent)
    with pytest.raises(GraphUnavailable) as said:
        Opened(loaded).engine(writing=True)
    open_engine(GraphAddress(str(loaded / "graph")), writing=True).close()
    assert "does not answer" in str(said.value)


def test_a_manifest_that_cannot_be_read_is_named(loaded: Path) -> None:
    (loaded / "rounds" / "2024-03-31_mapping_1" / "manifest.json").write_text("{")
    for command in ("status", "doctor", "rounds"):
        assert "The round 2024-03-31_mapping_1 is damaged" in run(command, "--project", loaded, code=1).output


def test_a_register_of_names_that_is_gone_is_found(loaded: Path) -> None:
    (loaded / "rounds" / "2024-03-31_mapping_1" / "names.parquet").unlink()
    assert "names.parquet is not as it was kept" in run("doctor", "--project", loaded, "--format", "md", code=1).output


def test_a_graph_is_not_made_in_a_folder_that_holds_other_things(project: Path, workbook: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("mine")
    load(project, workbook)
    for words in (("build",), ("build", "--from-scratch")):
        said = run(*words, "--graph", tmp_path / "mine", "--project", project, code=1).output
        assert "holds other things. Nothing was changed." in said
    assert [p.name for p in (tmp_path / "mine").iterdir()] == ["thesis.txt"]


def test_a_persons_id_never_holds_what_was_written_as_one(project: Path, workbook: Path) -> None:
    (workbook / "People.csv").write_text("id,name\nann.other,Ann Other\n")
    load(project, workbook)
    query = "MATCH (p:Person) RETURN p.id AS id"
    first = json.loads(run("cypher", query, "--format", "json", "--project", project).output)
    assert "ann" not in first[0]["id"]
    (workbook / "People.csv").write_text("id,name\nann.other,Ann Another\n")
    run("load", "mapping-workbook", workbook, "--as-of", "2024-05-31", "--project", project)
    assert json.loads(run("cypher", query, "--format", "json", "--project", project).output) == first


def test_a_graph_that_cannot_be_read_is_not_said_to_be_none(loaded: Path) -> None:
    nobody = run("status", "--project", loaded, "--graph", "bolt://127.0.0.1:1").output
    assert "No Neo4j answers at bolt://127.0.0.1:1" in nobody
    assert "No Neo4j answers" in run("doctor", "--project", loaded, "--graph", "bolt://127.0.0.1:1", code=1).output
    dictionary = next((loaded / "graph").glob("*.dict"))
    for spoilt, said in ((dictionary.unlink, "could not be opened"), (emptied(dictionary), "The graph is damaged")):
        (loaded / "graph" / LENGTHS).unlink()  # as whoever was killed while writing leaves it
        spoilt()
        found = run("doctor", "--project", loaded, "--format", "json", code=1).output
        assert said in found
        assert "build --from-scratch" in found
        assert said in " ".join(run("status", "--project", loaded).output.split())
        assert said in run("ask", "O1", "--project", loaded, code=1).output
        assert said in run("build", "--project", loaded, code=1).output
        run("build", "--from-scratch", "--project", loaded)
        assert "the graph holds what the rounds say" in run("status", "--project", loaded).output


def emptied(file: Path) -> Callable[[], object]:
    return lambda: file.write_bytes(b"")
