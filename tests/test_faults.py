"""A sample of `make faults`: commands killed at random moments, and commands without room on the disk."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from linkwork.graph.build import build
from linkwork.graph.engine import GraphAddress, Owner, open_engine
from linkwork.graph.rounds import RoundStore
from tests.neo4j_server import NeoServer
from tools.faults.disks import WRITING, may_mount

ROOT = Path(__file__).parents[1]
KILLS = 5


def tried(*words: str, environment: dict[str, str] | None = None) -> str:
    """What `python -m tools.faults` prints; it begins with a process that has opened nothing yet."""
    command = [sys.executable, "-W", "ignore", "-m", "tools.faults", *words]
    known = {**os.environ, **(environment or {}), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=known, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_command_killed_at_a_random_moment_is_finished_by_the_same_command(tmp_path: Path) -> None:
    assert json.loads(tried("sample", str(tmp_path), str(KILLS), "2")) == [[]] * KILLS


def test_a_command_killed_while_it_writes_to_neo4j_is_finished_by_the_same_command(
    neo4j_empty: NeoServer, tmp_path: Path
) -> None:
    said = tried("sample", str(tmp_path), str(KILLS), "3", environment=neo4j_empty.environment)
    assert json.loads(said) == [[]] * KILLS


def test_the_graph_of_another_project_is_not_taken_for_the_trials_own(neo4j_empty: NeoServer, tmp_path: Path) -> None:
    address = GraphAddress(neo4j_empty.uri, neo4j_empty.user, neo4j_empty.password)
    with open_engine(address, writing=True) as engine:
        build(RoundStore(tmp_path / "rounds"), engine, Owner("somebody-else"))
    with pytest.raises(AssertionError, match="holds the graph of another project"):
        tried("sample", str(tmp_path), "1", "2", environment=neo4j_empty.environment)
    with open_engine(address) as engine:
        assert (engine.marker() or {})["project"] == "somebody-else"


@pytest.mark.parametrize("limit", ["no file longer than 64 bytes"])
def test_a_command_that_has_no_room_says_so_and_loses_nothing(tmp_path: Path, limit: str) -> None:
    names = [name for name in WRITING if name not in ("atlas", "demo", "sources", "withdraw")]
    assert json.loads(tried("disk", str(tmp_path), limit, *names)) == {name: [] for name in names}


@pytest.mark.parametrize("disk", ["a disk with 0 bytes left", "a folder that may only be read"])
def test_a_disk_that_is_full_or_may_only_be_read_is_said_and_nothing_is_lost(tmp_path: Path, disk: str) -> None:
    if not may_mount(tmp_path / "probe"):
        pytest.skip("this process may not make a disk of its own")
    names = ["load", "draw"]
    assert json.loads(tried("disk", str(tmp_path), disk, *names)) == {name: [] for name in names}


def test_of_a_damaged_graph_comes_the_right_answer_or_a_clear_line(tmp_path: Path) -> None:
    assert json.loads(tried("graph", str(tmp_path), "6", "2")) == []
