"""What `make wheel` would notice; it itself is a step of .ci/run, since it installs everything anew."""

from pathlib import Path

import pytest

from linkwork.cli import COMMANDS
from linkwork.queries import catalogue
from tools.wheel.__main__ import alone
from tools.wheel.examples import examples, failures


def test_every_command_and_every_question_has_an_example_that_is_run() -> None:
    lines = examples()
    assert {line.split()[1] for line in lines} == set(COMMANDS)
    assert {f"linkwork ask {question.id}" for question in catalogue().questions.values()} <= set(lines)
    assert all(line.startswith("linkwork ") and "\n" not in line for line in lines)


def test_an_example_that_fails_is_said_with_its_words(tmp_path: Path) -> None:
    (wrong,) = failures(tmp_path, ["linkwork loaders demand", "linkwork loaders demands"])
    assert wrong.startswith("linkwork loaders demands\n  1: Error: There is no loader 'demands'. Did you mean demand?")


def test_nothing_of_the_shell_names_a_source_a_project_or_a_graph(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PYTHONPATH", "LINKWORK_PROJECT", "NEO4J_URI", "OTHER"):
        monkeypatch.setenv(name, "somewhere")
    kept = alone(tmp_path)
    assert kept["OTHER"] == "somewhere"
    assert kept["HOME"] == str(tmp_path)
    assert not {"PYTHONPATH", "LINKWORK_PROJECT", "NEO4J_URI"} & set(kept)
