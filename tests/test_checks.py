"""The checks that must pass before anything lands: here by `.ci/run`, and on a public host by the same command."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests import neo4j_compose

ROOT = Path(__file__).parents[1]
RUN = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def workflow() -> dict[str, Any]:
    text = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    held: dict[Any, Any] = yaml.safe_load(text)
    return {str(name): part for name, part in held.items()}  # YAML 1.1 reads `on` as true


def test_the_host_runs_what_is_run_here_on_the_oldest_python_and_the_newest(workflow: dict[str, Any]) -> None:
    (job,) = workflow["jobs"].values()
    needs = re.search(r'requires-python = ">=([\d.]+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert needs is not None
    assert job["strategy"]["matrix"]["python"] == [needs[1], "3.x"]
    assert job["steps"][-1] == {"run": ".ci/run"}


def test_the_host_may_only_read_and_its_actions_are_pinned_to_a_version(workflow: dict[str, Any]) -> None:
    assert set(workflow) == {"name", "True", "permissions", "jobs"}
    assert workflow["permissions"] == {"contents": "read"}
    (job,) = workflow["jobs"].values()
    used = [step["uses"] for step in job["steps"] if "uses" in step]
    assert [one for one in used if not re.fullmatch(r"actions/[a-z-]+@v\d+\.\d+\.\d+", one)] == []
    assert len(used) == 3


def test_every_step_of_the_checks_is_a_target_and_both_lines_of_neo4j_are_among_them() -> None:
    steps = re.findall(r"^make ([\w-]+)$", RUN, re.M)
    assert {"test", "test-newest", "lint"} <= set(steps)
    assert [step for step in steps if f"\n{step}: " not in MAKEFILE] == []
    assert "\n\tLINKWORK_NEO4J_VERSION=newest " in MAKEFILE
    (listed,) = re.findall(r"^ON_NEO4J := ((?:.*\\\n)*.*)$", MAKEFILE, re.M)
    files = [word.partition("::")[0] for word in listed.replace("\\\n", " ").split()]
    assert len(files) == 4
    assert [file for file in files if not (ROOT / file).is_file()] == []


def test_the_newest_line_of_neo4j_is_a_calendar_release_and_another_than_the_pinned(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LINKWORK_NEO4J_VERSION", "newest")
    newest = neo4j_compose.wanted_version()
    assert re.fullmatch(r"20\d\d\.\d\d\.\d+", newest)
    assert newest != neo4j_compose.pinned_version()
    monkeypatch.setenv("LINKWORK_NEO4J_VERSION", "5.26.1")
    assert neo4j_compose.wanted_version() == "5.26.1"
    monkeypatch.setenv("LINKWORK_NEO4J_VERSION", "")
    assert neo4j_compose.wanted_version() == neo4j_compose.pinned_version()
