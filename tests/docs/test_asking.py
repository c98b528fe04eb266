"""docs/asking.md shows a question of one's own; here it is asked."""

import json
from pathlib import Path

import pytest

from tests.commands.steps import ORGANISATIONS, load, run
from tests.docs.snippets import blocks

PAGE = Path(__file__).parents[2] / "docs" / "asking.md"
SERVICES = "name,status,provider,wait_days\nWalks,open,Riverside Trust,21\nTea,open,Riverside Trust,3\n"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A project with two services and the page's question, as the page has it."""
    project, folder = tmp_path / "town", tmp_path / "mapping"
    run("init", project)
    folder.mkdir()
    (folder / "Organisations.csv").write_text(ORGANISATIONS)
    (folder / "Services.csv").write_text(SERVICES)
    load(project, folder)
    (block,) = (block for block in blocks(PAGE) if block.language == "cypher")
    (project / "queries" / "waits").mkdir()
    (project / "queries" / "waits" / "long_waits.cypher").write_text(block.text)
    return project


def test_it_is_listed_answered_helped_and_saved_like_the_others(town: Path, tmp_path: Path) -> None:
    listed = json.loads(run("ask", "--format", "json", "--project", town).output)
    assert listed[-1].items() >= {"id": "W1", "name": "long-waits", "group": "waits"}.items()
    answer = json.loads(run("ask", "W1", "--sector", "vcse", "--format", "json", "--project", town).output)
    (row,) = answer["rows"]
    assert (row["service"], row["wait_days"], row["providers"]) == ("Walks", 21, ["Riverside Trust"])
    assert {said["file"] for said in row["evidence"]} == {"Services.csv"}
    said = run("ask", "long-waits", "--at-least", "0", "--project", town).output
    assert said.index("Walks") < said.index("Tea")
    assert "Mind: A service that does not say how long people wait is not in the list." in said
    assert "the shortest wait to show, in days" in run("ask", "W1", "--help", "--project", town).output
    for ending in ("csv", "xlsx", "md", "json"):
        run("ask", "W1", "--save", tmp_path / f"w1.{ending}", "--project", town)
        assert (tmp_path / f"w1.{ending}").stat().st_size > 50
    assert "Nothing is new, gone or different." in run("ask", "W1", "--since", "2024-03-31", "--project", town).output


def test_what_is_wrong_with_it_is_said_with_file_and_line_wherever_one_looks(town: Path) -> None:
    path = town / "queries" / "waits" / "long_waits.cypher"
    path.write_text(path.read_text().replace("s.wait_days >=", "s.wait_day >="))
    wrong = "waits/long_waits.cypher, line 15: there is no property wait_day of Service. Did you mean 'wait_days'?"
    listing = run("ask", "--project", town)
    assert listing.stderr == f"Note: {wrong}\n"
    assert "how-complete" in listing.stdout
    assert wrong in run("ask", "long-waits", "--project", town, code=1).output
    found = json.loads(run("doctor", "--format", "json", "--project", town, code=1).output)
    assert found == [{"finding": wrong, "mend": "mend the question's file, or take it out of queries/"}]
    assert f"Note: {wrong}" in PAGE.read_text(encoding="utf-8")
