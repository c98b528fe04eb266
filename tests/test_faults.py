"""A sample of `make faults`: commands killed at random moments, and commands without room on the disk."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from linkwork.graph.build import build
from linkwork.graph.engine import Owner, open_engine
from linkwork.graph.rounds import RoundStore
from tests.neo4j_server import NeoServer
from tools.faults.disks import may_mount
from tools.faults.kills import BY_CLOCK, TRIALS

ROOT = Path(__file__).parents[1]
#: Those that write a graph in ways of their own: the rest is the same on either engine.
ON_NEO4J = ("load", "build", "withdraw")
#: One that keeps a round, one that writes the graph alone, one that adds a line, and one for each way of saving a file.
WITHOUT_ROOM = ("load", "build", "decide", "init", "ask", "import")


def tried(*words: str, environment: dict[str, str] | None = None) -> str:
    """What `python -m tools.faults` prints; it begins with a process that has opened nothing yet."""
    command = [sys.executable, "-W", "ignore", "-m", "tools.faults", *words]
    known = {**os.environ, **(environment or {}), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=known, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_command_killed_at_a_random_moment_is_finished_by_the_same_command(tmp_path: Path) -> None:
    names = [trial.name for trial in TRIALS if trial.name != "forget"]
    assert json.loads(tried("sample", str(tmp_path), str(len(names)), "2", *names)) == [[]] * len(names)


def test_an_erasure_killed_at_a_call_or_by_the_clock_is_finished_by_the_same_command(tmp_path: Path) -> None:
    assert json.loads(tried("sample", str(tmp_path), str(BY_CLOCK), "2", "forget")) == [[]] * BY_CLOCK


def test_a_command_killed_while_it_writes_to_neo4j_is_finished_by_the_same_command(
    neo4j_empty: NeoServer, tmp_path: Path
) -> None:
    number = len(ON_NEO4J)
    said = tried("sample", str(tmp_path), str(number), "3", *ON_NEO4J, environment=neo4j_empty.environment)
    assert json.loads(said) == [[]] * number


def test_the_graph_of_another_project_is_not_taken_for_the_trials_own(neo4j_empty: NeoServer, tmp_path: Path) -> None:
    address = neo4j_empty.address
    with open_engine(address, writing=True) as engine:
        build(RoundStore(tmp_path / "rounds"), engine, Owner("somebody-else"))
    with pytest.raises(AssertionError, match="holds the graph of another project"):
        tried("sample", str(tmp_path), "1", "2", "load", environment=neo4j_empty.environment)
    with open_engine(address) as engine:
        assert (engine.marker() or {})["project"] == "somebody-else"


def test_a_command_that_has_no_room_says_so_and_loses_nothing(tmp_path: Path) -> None:
    said = tried("disk", str(tmp_path), "no file longer than 64 bytes", *WITHOUT_ROOM)
    assert json.loads(said) == {name: [] for name in WITHOUT_ROOM}


@pytest.mark.parametrize("disk", ["a disk with 0 bytes left", "a folder that may only be read"])
def test_a_disk_that_is_full_or_may_only_be_read_is_said_and_nothing_is_lost(tmp_path: Path, disk: str) -> None:
    if not may_mount(tmp_path / "probe"):
        pytest.skip("this process may not make a disk of its own")
    names = ["load", "draw"]
    assert json.loads(tried("disk", str(tmp_path), disk, *names)) == {name: [] for name in names}


def test_of_a_damaged_graph_comes_the_right_answer_or_a_clear_line(tmp_path: Path) -> None:
    assert json.loads(tried("graph", str(tmp_path), "6", "2")) == []
