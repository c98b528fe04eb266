"""What a command waits for before it begins: only the packages that it uses."""

import subprocess
import sys

import click
import pytest

from linkwork.cli import COMMANDS, Linkwork, Listed, cli

#: What is slow to import: tables, numbers, drawing, documents, and both engines.
HEAVY = frozenset(
    [
        "arcadedb",
        "docx",
        "igraph",
        "jinja2",
        "matplotlib",
        "neo4j",
        "networkx",
        "numpy",
        "openpyxl",
        "polars",
        "pptx",
        "python_calamine",
        "pyvis",
        "rapidfuzz",
        "rich",
        "scipy",
    ]
)


def imported(*words: object) -> set[str]:
    """The packages that a process has imported when it has done what the command line says."""
    after = "import atexit, sys; atexit.register(lambda: print(*{name.partition('.')[0] for name in sys.modules}))"
    line = f"{after}\nfrom linkwork.cli import cli\ncli(prog_name='linkwork')"
    done = subprocess.run(
        [sys.executable, "-c", line, *map(str, words)], capture_output=True, text=True, check=True, timeout=60
    )
    return set(done.stdout.splitlines()[-1].split())


def test_the_help_waits_for_nothing_heavy() -> None:
    seen = imported("--help")
    assert "click" in seen
    assert seen & HEAVY == set()


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_of_each_what_its_own_help_begins_with(name: str) -> None:
    _, command, _ = cli.resolve_command(click.Context(cli), [name])
    assert command is not None
    assert not isinstance(command, Listed)
    assert command.name == name
    assert COMMANDS[name][1] == command.get_short_help_str(limit=1000)


def test_a_line_of_the_list_that_names_something_else_is_refused() -> None:
    tool = Linkwork("tool")
    tool.add_command(Listed("odd", "asking.since_option", "Nothing."))
    with pytest.raises(TypeError, match=r"asking\.since_option is no command"):
        tool.resolve_command(click.Context(tool), ["odd"])
