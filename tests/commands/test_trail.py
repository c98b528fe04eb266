"""Who did what and when: the audit trail, which every command that writes goes through."""

import ast
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from linkwork import cli as command_line
from linkwork.cli import Listed, cli
from linkwork.commands._trail import WRITES, writing
from linkwork.errors import LinkworkError
from linkwork.personal_data.audit import FILE, broken, read_trail, record
from tests.commands.steps import load, run

PACKAGE = Path(command_line.__file__).parent
#: The rooms that write to a project; the graph's has what they call.
ROOMS = ("commands", "load", "personal_data")
#: What only reads: a command that is in neither list is new, and has to be put into one.
READS = {
    *("ask", "atlas", "audit", "changes", "check", "cypher", "doctor", "draw", "duplicates", "export", "loaders"),
    *("pack", "personal-data", "rounds", "route", "serve", "sources", "status", "survey", "survey map", "template"),
    *("whatif", "whatif add", "whatif best", "whatif close", "whatif move"),
}
#: What makes a folder that holds nothing yet, of which there is nothing to tell.
BEGINS = {"init"}
#: What changes a project: only where these are called may a command write.
CHANGING = {"write_decisions", "write_erased", "make_project", "keep", "build", "erase", "bring_up_to_date"}


def every(group: click.Group, before: str = "") -> Iterator[str]:
    """Every command by its words; the questions of `ask` and the drawings of `draw` only read."""
    for name, listed in group.commands.items():
        command = listed.loaded() if isinstance(listed, Listed) else listed
        yield f"{before}{name}"
        if isinstance(command, click.Group):
            yield from every(command, f"{before}{name} ")


def calls(tree: ast.AST) -> set[str]:
    """The names of the functions and methods that are called."""
    called = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {
        *(one.id for one in called if isinstance(one, ast.Name)),
        *(
            node.func.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            if isinstance(node.func, ast.Attribute)
        ),
    }


@pytest.fixture
def trail(project: Path) -> Path:
    """A project with three lines."""
    for number in (1, 2, 3):
        record(project, "build", "done", {"nodes": number})
    return project


def test_every_command_is_known_to_write_or_to_read() -> None:
    assert set(every(cli)) == READS | WRITES | BEGINS
    assert not READS & WRITES


def test_only_what_holds_the_lock_and_notes_it_writes_to_a_project() -> None:
    files = [path for room in ROOMS for path in sorted((PACKAGE / room).glob("*.py"))]
    trees = {f"{path.parent.name}/{path.name}": ast.parse(path.read_text()) for path in files}
    locking = [name for name, tree in trees.items() if "one_writer" in calls(tree)]
    assert locking == ["commands/_trail.py"]
    changing = {name for name, tree in trees.items() if calls(tree) & CHANGING}
    noting = {name for name, tree in trees.items() if {"writing", "record"} & calls(tree)}
    # What load and forget call, under the lock that those two hold.
    assert changing - noting == {"load/erased_before.py", "load/listed_names.py", "personal_data/forgetting.py"}


def test_a_command_that_held_the_lock_and_noted_nothing_is_a_mistake(project: Path) -> None:
    with pytest.raises(RuntimeError, match="noted nothing"), writing(project):
        pass


def test_what_is_done_stands_in_the_trail_with_who_when_and_how_many(
    project: Path, workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINKWORK_USER", "analyst, public health")
    load(project, workbook)
    run("withdraw", "2024-03-31_mapping_1", "--reason", "as Jane Bright said", "--project", project)
    run("build", "--from-scratch", "--project", project)
    lines = read_trail(project)
    assert [(one.command, one.state) for one in lines] == [
        *(("load", "began"), ("load", "done"), ("withdraw", "began"), ("withdraw", "done")),
        *(("build", "began"), ("build", "done")),
    ]
    assert {one.who for one in lines} == {"analyst, public health"}
    done = {"loader": "mapping-workbook", "people": 0, "round": "2024-03-31_mapping_1", "rows": 3}
    assert lines[1].what == done
    assert lines[3].what == {"made": [1], "undone": []}
    text = (project / FILE).read_text()
    assert "Jane Bright" not in text
    assert str(project) not in text
    assert "Organisations.csv" not in text


def test_what_failed_is_told_as_that_without_what_it_said(project: Path, workbook: Path) -> None:
    load(project, workbook)
    shutil.rmtree(project / "rounds" / "2024-03-31_mapping_1")
    run("build", "--project", project, code=1)
    last = read_trail(project)[-1]
    assert (last.command, last.state, last.what) == ("build", "failed", {"how": "changes", "why": "GraphUnavailable"})


def test_reading_leaves_no_line_unless_people_or_confidential_values_are_shown(project: Path, workbook: Path) -> None:
    load(project, workbook)
    before = len(read_trail(project))
    run("ask", "D7", "--project", project)
    run("rounds", "--project", project)
    assert len(read_trail(project)) == before
    run("ask", "D7", "--with-people", "--project", project)
    run("--internal", "export", "jsonl", "-", "--project", project)
    assert [(one.command, one.state, one.what) for one in read_trail(project)[before:]] == [
        ("ask D7", "shown", {"people": True}),
        ("export", "shown", {"internal": True, "format": "jsonl"}),
    ]


def test_nothing_is_shown_where_it_cannot_be_noted(project: Path, workbook: Path) -> None:
    load(project, workbook)
    (project / FILE).unlink()
    (project / FILE).mkdir()
    said = run("ask", "D7", "--with-people", "--project", project, code=1).output
    assert "What this does must be noted there, so nothing was done." in said
    assert "How to read it" not in said


@pytest.mark.parametrize("number", [0, 1, 2], ids=["first", "middle", "last"])
def test_a_line_that_was_taken_out_or_changed_is_found(trail: Path, number: int) -> None:
    assert broken(trail) == []
    lines = (trail / FILE).read_text().splitlines(keepends=True)
    (trail / FILE).write_text("".join(lines[:number] + lines[number + 1 :]))
    assert broken(trail) != []
    lines[number] = lines[number].replace('"done"', '"shown"')
    (trail / FILE).write_text("".join(lines))
    assert f"{FILE}, line {number + 1}: it is not as it was written" in broken(trail)
    assert "it is not as it was written" in run("doctor", "--project", trail, "--format", "csv", code=1).output


def test_who_gives_a_command_may_be_called_by_any_letters(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINKWORK_USER", "a\u2028b\u2029c\u0085d\x0be")
    for _ in range(2):
        record(project, "build", "done", {})
    assert broken(project) == []
    assert [one.who for one in read_trail(project)] == ["a\u2028b\u2029c\u0085d\x0be"] * 2


def test_a_line_that_was_put_in_is_found(trail: Path) -> None:
    elsewhere = shutil.copytree(trail, trail.parent / "other")
    record(elsewhere, "load", "done", {})
    with (trail / FILE).open("a") as lines:
        lines.write((elsewhere / FILE).read_text().splitlines(keepends=True)[0])
    assert "line 4: a line before it was taken out, put in or changed" in " ".join(broken(trail))


def test_a_line_is_added_whole_or_not_at_all(trail: Path) -> None:
    before = (trail / FILE).read_bytes()
    pid = os.fork()
    if pid == 0:  # in a process of its own, which may write no more than there is
        import resource
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 20, len(before) + 20))
        try:
            record(trail, "build", "done", {})
        except LinkworkError:
            os._exit(7)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 7
    assert (trail / FILE).read_bytes() == before
    assert broken(trail) == []


def test_the_trail_is_listed_from_a_day_on(trail: Path) -> None:
    rows = json.loads(run("audit", "--since", "2000-01-01", "--format", "json", "--project", trail).output)
    assert [(row["command"], row["state"], row["what"]) for row in rows] == [
        *(("build", "done", {"nodes": number}) for number in (1, 2, 3)),
    ]
    assert json.loads(run("audit", "--since", "2999-01-01", "--format", "json", "--project", trail).output) == []
    assert "nodes 2" in run("audit", "--project", trail).output
