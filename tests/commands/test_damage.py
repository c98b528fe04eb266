"""No command answers from a project that is damaged: it names what is, and what mends it."""

import json
import shutil
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from linkwork.cli import cli
from linkwork.graph._embedded_files import LENGTHS
from tests.commands.steps import load, run
from tools.faults.damage import DAMAGES, put_back

ID = "2024-03-31_mapping_1"
FILE = "people/01-Person.parquet"
NAMED = f"Error: The round {ID} is damaged: {FILE} is not as it was kept"
#: Words that read what the rounds say, of which few need what is held of people.
READING = (
    ("ask", "O1"),
    ("ask", "D7"),
    ("ask", "D1", "--as-of", "2024-12-31"),
    ("status",),
    ("changes",),
    ("duplicates",),
    ("build",),
    ("build", "--from-scratch"),
    ("draw", "network-map", "--save", "map.svg"),
    ("export", "neo4j-import", "import", "--internal"),
    ("pack", "pack.docx", "--question", "O1"),
    ("route", "--from", "self", "--need", "Debt"),
    ("template", "next.xlsx", "--prefill"),
)


@pytest.fixture
def town(project: Path, workbook: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (workbook / "People.csv").write_text(
        "name,lawful_basis,keep_until\nAda Alpha,public task,2030-01-01\nBea Beta,public task,2030-01-01\n"
    )
    load(project, workbook)
    monkeypatch.chdir(project.parent)
    return project


def organisations(project: Path) -> int:
    count = ("cypher", "MATCH (n:Organisation) RETURN count(n) AS n", "--format", "json", "--project", project)
    return int(json.loads(run(*count).output)[0]["n"])


def test_whatever_reads_the_rounds_names_a_damaged_one_and_leaves_nothing(town: Path, workbook: Path) -> None:
    DAMAGES["a flipped bit"](town / "rounds" / ID / FILE, Random(1))
    there = sorted(town.parent.iterdir())
    for words in (*READING, ("check", "mapping-workbook", workbook)):
        assert run(*words, "--project", town, code=1).output.startswith(NAMED), words
    assert load(town, workbook, "--source", "other", code=1).output.startswith(NAMED)
    found = json.loads(run("doctor", "--format", "json", "--project", town, code=1).stdout)
    assert [row["mend"] for row in found] == [f"put rounds/{ID} back from a copy"]
    assert sorted(town.parent.iterdir()) == there
    assert [path.name for path in (town / "rounds").iterdir()] == [ID]
    assert organisations(town) == 1


def test_a_round_that_has_no_manifest_any_more_is_not_passed_over(town: Path) -> None:
    (town / "rounds" / ID / "manifest.json").unlink()
    for words in (("rounds",), ("status",), ("build",), ("ask", "O1")):
        assert "manifest.json cannot be read" in run(*words, "--project", town, code=1).output, words


@pytest.mark.parametrize("file", ["manifest.json", "00-Organisation.parquet"])
def test_a_round_that_nobody_has_whole_is_withdrawn_and_the_graph_follows(
    town: Path, workbook: Path, file: str
) -> None:
    (workbook / "Organisations.csv").write_text("name,sector,postcode\nHill Trust,vcse,E1 6LA\n")
    load(town, workbook, "--source", "other")
    assert organisations(town) == 2
    (town / "rounds" / ID / file).write_bytes(b"")
    run("withdraw", ID, "--reason", "damaged", "--project", town)
    assert organisations(town) == 1
    load(town, workbook, "--source", "third")
    shutil.rmtree(town / "rounds" / ID)
    assert "the graph holds what the rounds say" in run("status", "--project", town).output


#: A file of the project, and words that read it.
FILES = {
    "linkwork.toml": ("status",),
    "decisions.csv": ("status",),
    "names.csv": ("duplicates",),
    "places.json": ("draw", "network-map", "--save", "map.svg"),
    ".linkwork-lock": ("build",),
}


def test_whatever_befalls_a_file_of_the_project_there_is_an_answer_or_one_line(town: Path) -> None:
    (town / "names.csv").write_text("kind,name,means\nOrganisation,The Trust,Riverside Trust\n")
    (town / "places.json").write_text('{\n"org-mapping-riverside-trust": [1.0, 2.0]\n}\n')
    run("sources", "retire", "mapping", "--project", town)
    whole = shutil.copytree(town, town.with_name("whole"))
    for file, words in FILES.items():
        for name, damage in DAMAGES.items():
            if (town / file).stat().st_size or name not in ("a flipped bit", "cut short"):
                damage(town / file, Random(7))
                result = CliRunner().invoke(cli, [*words, "--project", str(town)])
                assert result.exception is None or isinstance(result.exception, SystemExit), (file, name)
                assert result.output.count("Error: ") == bool(result.exit_code), (file, name, result.output)
                put_back(town / file, whole / file)


def test_a_graph_of_which_a_file_lost_something_gives_no_answer_and_is_made_again(town: Path) -> None:
    graph = town / "graph"
    whole = shutil.copytree(graph, town.with_name("whole"))
    patterns = ("Organisation_*.bucket", "PROVIDES_*.bucket", "LinkworkMarker_*.umtidx", "schema.json", LENGTHS)
    files = [max(graph.glob(pattern), key=lambda file: file.stat().st_size) for pattern in patterns]
    # A flipped bit is found by the doctor, who holds the graph to the rounds.
    losses = [(file, name) for file in files for name in DAMAGES if name != "a flipped bit"]
    for file, name in losses:
        if (file.name, name) != (LENGTHS, "gone"):  # as whoever was killed while writing leaves it
            DAMAGES[name](file, Random(7))
            said = run("ask", "O1", "--project", town, code=1).output
            assert said.startswith(f"Error: The graph in {graph} is damaged: {file.name} is not as long"), (name, said)
            shutil.rmtree(graph)
            shutil.copytree(whole, graph)
    DAMAGES["cut short"](files[0], Random(7))
    assert "is not as long as it was left" in run("build", "--project", town, code=1).output
    assert run("doctor", "--project", town, code=1).output.count("build --from-scratch")
    run("build", "--from-scratch", "--project", town)
    assert organisations(town) == 1
