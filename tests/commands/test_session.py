"""What every command takes, and where the project comes from."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from linkwork.cli import cli
from linkwork.commands._session import Commands
from tests.commands.steps import run


def test_options_stand_before_or_after_the_command(loaded: Path) -> None:
    before = run("--project", loaded, "rounds", "--format", "json").output
    after = run("rounds", "--format", "json", "--project", loaded).output
    assert before == after
    assert [r["round"] for r in json.loads(after)] == ["2024-03-31_mapping_1"]


def test_the_project_may_come_from_the_environment(
    project: Path, workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINKWORK_PROJECT", str(project))
    assert "project" in run("status").output


def test_without_a_project_the_way_out_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "Make one with `linkwork init`" in run("status", code=1).output


def commands() -> list[str]:
    return sorted(cli.commands)


@pytest.mark.parametrize("name", commands())
def test_every_command_shows_an_example(name: str) -> None:
    assert "Example: linkwork" in run(name, "--help").output


@pytest.mark.parametrize("name", commands())
def test_every_command_takes_the_common_options(name: str) -> None:
    said = run(name, "--help").output
    assert all(option in said for option in ("--project", "--graph", "--with-people", "--internal"))


def test_who_stops_a_command_is_told_what_is_left_and_how_to_go_on() -> None:
    @click.group(cls=Commands)
    def tool() -> None: ...

    @tool.command()
    def long() -> None:
        raise KeyboardInterrupt

    said = CliRunner().invoke(tool, ["long"])
    assert said.exit_code == 1
    assert "Stopped as you asked. What was under way was kept whole or not at all" in said.output
    assert "`linkwork status` says what there is, and the same command again goes on from there." in said.output


def test_ctrl_c_before_anything_is_imported_is_answered_in_words() -> None:
    stopped = (
        "import sys\n"
        "class Stopped:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'click':\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Stopped())\n"
        "from linkwork.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", stopped], capture_output=True, text=True, check=False)
    said = "Error: Stopped as you asked, before anything was begun. Nothing was changed.\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", said)


def test_the_command_begins_where_ctrl_c_is_answered() -> None:
    settings = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    assert settings["project"]["scripts"] == {"linkwork": "linkwork.__main__:main"}
