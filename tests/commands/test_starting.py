"""What a command waits for before it begins: only the packages that it uses."""

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest

from linkwork.cli import COMMANDS, Linkwork, Listed, cli
from tests.commands.steps import load, run

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


#: Of these, what an overlap is worked out with; and what would take as long again, for what O1 does in a line.
FOR_O1 = frozenset(["arcadedb", "numpy", "polars", "rich", "scipy"])
NOT_FOR_O1 = frozenset(
    [
        "linkwork.graph.build",
        "linkwork.graph.difference",
        "linkwork.graph.duplicates",
        "linkwork.loaders",
        "scipy.sparse.csgraph",
        "scipy.spatial",
        "scipy.stats",
    ]
)
OFFERS = """\
name,service,needs,audiences,areas
walk,Friday Walks,Loneliness,Carers,Quay
tea,Tea Club,Loneliness,Carers,Quay
"""


def imported(*words: object) -> set[str]:
    """The modules that a process has imported when it has done what the command line says; an error fails the test."""
    after = "import atexit, sys; atexit.register(lambda: print(*sys.modules))"
    line = f"{after}\nfrom linkwork.cli import cli\ncli(prog_name='linkwork')"
    done = subprocess.run(
        [sys.executable, "-c", line, *map(str, words)], capture_output=True, text=True, check=True, timeout=60
    )
    return set(done.stdout.splitlines()[-1].split())


def test_the_help_waits_for_nothing_heavy() -> None:
    seen = imported("--help")
    assert "click" in seen
    assert seen & HEAVY == set()


def test_a_question_waits_only_for_what_it_is_worked_out_with(project: Path, workbook: Path) -> None:
    (workbook / "Services.csv").write_text("name,status,provider\nFriday Walks,open,A\nTea Club,open,B\n")
    (workbook / "Organisations.csv").write_text("name\nA\nB\n")
    (workbook / "Needs.csv").write_text("name\nLoneliness\n")
    (workbook / "Audiences.csv").write_text("name\nCarers\n")
    (workbook / "Areas.csv").write_text("name,level\nQuay,ward\n")
    (workbook / "Offers.csv").write_text(OFFERS)
    load(project, workbook)
    pairs = json.loads(run("ask", "O1", "--project", project, "--format", "json").output)["rows"]
    assert [(pair["service_a"], pair["service_b"]) for pair in pairs] == [("Friday Walks", "Tea Club")]
    seen = imported("ask", "O1", "--project", project)
    assert seen & HEAVY == FOR_O1
    assert seen & NOT_FOR_O1 == set()


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
