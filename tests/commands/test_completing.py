"""What the shell offers at the TAB key, through click's own machinery, in a process of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from linkwork.cli import cli
from tests.commands.steps import load, run

SERVICES = "name,status,provider\nFriday Walks,open,Riverside Trust\nDebt Line,open,Riverside Trust\n"
NEEDS = "name\nDebt\nOwing money\n"
GROUPS = "name\nCarers\nUnder 18s\n"


@pytest.fixture
def town(project: Path, workbook: Path) -> Path:
    for name, text in {"Services": SERVICES, "Needs": NEEDS, "Audiences": GROUPS}.items():
        (workbook / f"{name}.csv").write_text(text)
    load(project, workbook)
    return project


def offered(*words: object, shell: str = "bash") -> list[str]:
    """What is offered for the last of the words."""
    result = CliRunner().invoke(cli, [], env=typed(*words, shell=shell), prog_name="linkwork")
    assert result.stderr == ""
    return [line for line in result.stdout.splitlines() if line]


def typed(*words: object, shell: str = "bash") -> dict[str, str]:
    """What the shell tells a command that it wants completed."""
    line = ["linkwork", *map(str, words)]
    return {"_LINKWORK_COMPLETE": f"{shell}_complete", "COMP_WORDS": "\n".join(line), "COMP_CWORD": str(len(line) - 1)}


def test_a_process_of_its_own_offers_the_same_and_says_nothing_else(town: Path) -> None:
    for words, wanted in (
        (("--project", town, "--need", "ow"), r"plain,Owing\\ money"),
        (("--graph", "odd://x", "--need", "ow"), ""),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "linkwork"],
            env=os.environ | typed("ask", "O1", *words),
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert (done.stdout, done.stderr) == (f"{wanted}\n", "")


def test_names_of_records_complete_from_the_graph_of_the_project_on_the_line(town: Path) -> None:
    assert offered("ask", "O1", "--project", town, "--need", "") == ["plain,Debt", r"plain,Owing\\ money"]
    assert offered("--project", town, "ask", "O1", "--group", "und") == [r"plain,Under\\ 18s"]
    assert offered("route", "--project", town, "--from", "se") == ["plain,self"]
    assert offered("route", "--project", town, "--audience", "car") == ["plain,Carers"]
    assert offered("ask", "O1", "--project", town, "--need=De") == ["plain,Debt"]


def test_ids_are_offered_once_one_is_begun(town: Path) -> None:
    (first, second) = offered("ask", "O1", "--project", town, "--service", "service-")
    assert first.startswith("plain,service-")
    assert second.startswith("plain,service-")


def test_choices_and_days_and_sources_complete(town: Path) -> None:
    assert offered("ask", "D1", "--show", "m") == ["plain,missing"]
    assert offered("ask", "D1", "--project", town, "--since", "") == ["plain,2024-03-31"]
    assert offered("ask", "C1", "--project", town, "--source", "m") == ["plain,mapping"]
    assert offered("changes", "--project", town, "--source", "") == ["plain,mapping"]
    assert "plain,vcse" in offered("ask", "D1", "--sector", "")


def test_questions_complete_by_id_and_by_name_with_what_they_ask(town: Path) -> None:
    assert {"plain,O1", "plain,O3"} <= set(offered("ask", "o"))
    assert "plain,how-complete" in offered("ask", "how")
    lines = offered("ask", "o1", shell="zsh")
    assert lines[:3] == [
        "plain",
        "O1",
        "Which pairs of services do the same thing for the same people in the same place?",
    ]
    (town / "queries" / "bad.cypher").write_text("MATCH")
    assert "plain,how-complete" in offered("ask", "--project", town, "how")


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("draw", "netw"), "network-map"),
        (("export", "or"), "oruk"),
        (("load", "mapping"), "mapping-workbook"),
        (("loaders", "mapping"), "mapping-workbook"),
        (("demo", "--place", "mill"), "millbrook"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else value,
)
def test_what_there_is_to_name_completes(words: tuple[str, ...], wanted: str) -> None:
    assert f"plain,{wanted}" in offered(*words)


def test_where_there_is_no_graph_nothing_is_offered_and_nothing_is_said(project: Path, tmp_path: Path) -> None:
    assert offered("ask", "O1", "--project", project, "--need", "d") == []
    assert offered("ask", "O1", "--project", tmp_path / "nowhere", "--need", "d") == []
    assert offered("ask", "O1", "--graph", "bolt://127.0.0.1:1", "--need", "d") == []
    assert offered("ask", "O1", "--graph", "odd://x", "--need", "d") == []
    offered("ask", "no-such-question", "--need", "d")
    (project / "linkwork.toml").write_text("[")
    assert offered("ask", "O1", "--project", project, "--need", "d") == []


def test_where_the_settings_are_wrong_nothing_is_said_of_it(project: Path) -> None:
    (project / "linkwork.toml").write_text("[place")
    assert offered("ask", "--project", project, "over") == []
    assert offered("draw", "--project", project, "network") == ["plain,network-map"]
    assert offered("pack", "--project", project, "--question", "over") == []


def test_bash_itself_fills_a_name_of_two_words_in_as_one(town: Path, tmp_path: Path) -> None:
    if not (bash := shutil.which("bash")):
        pytest.skip("there is no bash here")
    (tmp_path / "linkwork").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m linkwork "$@"\n')
    (tmp_path / "linkwork").chmod(0o755)
    script = (
        'eval "$(_LINKWORK_COMPLETE=bash_source linkwork)"; '
        f"COMP_WORDS=(linkwork ask O1 --project '{town}' --need '%s'); COMP_CWORD=6; "
        "_linkwork_completion linkwork; printf '%%s\\n' \"${COMPREPLY[@]}\""
    )
    env = os.environ | {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    for begun, wanted in (("ow", "Owing\\ money"), ("Owing\\ mo", "Owing\\ money"), ('"Owing mo', "Owing money")):
        done = subprocess.run(
            [bash, "-c", script % begun], env=env, capture_output=True, text=True, check=True, timeout=60
        )
        assert done.stdout == f"{wanted}\n"


def test_group_is_another_spelling_of_audience_in_help_and_in_errors(town: Path) -> None:
    assert "--audience, --group VALUE" in run("ask", "O1", "--help").output
    assert "--group, --audience GROUP" in run("route", "--help").output
    for words in (("ask", "G3"), ("ask", "O1"), ("route", "--from", "self", "--need", "Debt")):
        asked = (*words, "--project", town)
        said = run(*asked, "--group", "Crers", code=1).output
        assert said == "Error: group: there is no audience 'Crers'. Did you mean 'Carers'?\n"
        said = run(*asked, "--audience=Crers", code=1).output
        assert said == "Error: audience: there is no audience 'Crers'. Did you mean 'Carers'?\n"
    said = run("ask", "O1", "--since", "2024-03-31", "--group=Crers", "--project", town, code=1).output
    assert said.startswith("Error: group: there is no audience")


def test_a_name_may_not_be_misspelt_without_a_hint(town: Path) -> None:
    assert "Did you mean millbrook?" in run("demo", "--place", "milbrook", code=1).output
    assert "Did you mean mapping?" in run("changes", "--source", "maping", "--project", town, code=1).output


def test_a_question_of_ones_own_with_a_group_keeps_it(project: Path) -> None:
    (project / "queries" / "mine.cypher").write_text(
        "// id: X1\n// title: Mine\n// question: Who?\n// read: A row is a body.\n"
        "// parameter group (text): a word\n// parameter audience (Audience): a group of people\n"
        "// column name: its name\n// column id (Organisation): the body\n"
        "MATCH (o:Organisation) WHERE o.live AND (o.category = $group OR o.id = $audience)\n"
        "RETURN o.name AS name, o.id AS id, [o.id] AS evidence ORDER BY name, id\n"
    )
    said = run("ask", "X1", "--help", "--project", project).output
    assert "--audience VALUE" in said
    assert "--group VALUE" in said
    assert run("ask", "--format", "json", "--project", project).output.count('"X1"') == 1
