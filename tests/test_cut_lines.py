"""The line to Neo4j cut, two at once, and whoever held the lock gone: a clear line, and nothing is lost."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from linkwork.graph.lock import LOCK
from tests.commands.steps import run
from tests.neo4j_server import NeoServer
from tests.proxy import Line, line_to

NODES = "MATCH (n) RETURN properties(n) AS p ORDER BY n.id"
LINKS = "MATCH (a)-[r]->(b) RETURN r.id AS id, properties(r) AS p ORDER BY id"
BUSY = "Another Linkwork is writing in"


@pytest.fixture
def town(tmp_path: Path, put_project: Callable[[Path], Path]) -> Path:
    return put_project(tmp_path / "town")


def sheets(folder: Path, number: int) -> Path:
    """So many bodies, each with a service."""
    folder.mkdir()
    bodies = [f"Trust {n}" for n in range(number)]
    (folder / "Organisations.csv").write_text("name,sector\n" + "".join(f"{name},vcse\n" for name in bodies))
    services = "".join(f"Walks of {name},open,{name}\n" for name in bodies)
    (folder / "Services.csv").write_text("name,status,provider\n" + services)
    return folder


def loading(project: Path, files: Path, day: str, *more: object) -> list[str]:
    said = ["load", "mapping-workbook", files, "--as-of", day, "--source", files.name, "--project", project, *more]
    return [str(word) for word in said]


def contents(project: Path, *graph: str) -> list[object]:
    return [
        json.loads(run("cypher", query, "--format", "json", "--project", project, *graph).stdout)
        for query in (NODES, LINKS)
    ]


def test_a_line_that_is_cut_in_a_batch_is_said_soon_and_the_next_build_makes_the_graph_whole(
    town: Path, neo4j_named: NeoServer
) -> None:
    run(*loading(town, sheets(town.parent / "mapping", 20), "2024-03-31"))
    whole = contents(town)
    port = int(neo4j_named.uri.rpartition(":")[2])
    with line_to(port) as line:
        build = ("build", "--from-scratch", "--project", town, "--graph", f"bolt://127.0.0.1:{line.port}")
        run(*build)
        line.sent, line.left = 0, int(line.sent * 0.7)
        is_given_up(build, line, 30)
    assert "broken off" in run("status", "--project", town).output
    run("build", "--project", town)
    assert contents(town) == whole


def test_a_server_restarted_between_commands_and_a_line_that_falls_silent_lose_nothing(
    town: Path, neo4j_to_restart: NeoServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = neo4j_to_restart
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    run(*loading(town, sheets(town.parent / "mapping", 20), "2024-03-31"))
    server.stop()
    load = loading(town, sheets(town.parent / "again", 5), "2024-04-30")
    away = run(*load, code=1).output
    assert "Kept round 2024-04-30_again_1" in away
    assert "Error: No Neo4j answers at bolt://127.0.0.1:" in away
    assert "No Neo4j answers at" in " ".join(run("status", "--project", town).output.split())
    # Whoever calls is told to give up a server that has not been heard for twice as long.
    server.start({"server.bolt.connection_keep_alive": "1s"})
    assert "the graph is behind the rounds" in run("status", "--project", town).output
    run(*load)
    assert sorted(one.name for one in (town / "rounds").iterdir()) == ["2024-03-31_mapping_1", "2024-04-30_again_1"]
    assert "the graph holds what the rounds say" in run("status", "--project", town).output
    whole = contents(town)
    a_silent_line_is_given_up(town, int(server.uri.rpartition(":")[2]))
    run("build", "--project", town)
    assert contents(town) == whole


def is_given_up(build: tuple[object, ...], line: Line, seconds: float) -> None:
    """The build says in one line that the server is gone, so soon after the line was cut."""
    said = run(*build, code=1).output
    assert said.startswith("Error: No Neo4j answers at bolt://127.0.0.1:"), said
    assert "or it stopped answering" in said
    assert line.cut is not None
    assert time.monotonic() - line.cut < seconds


def a_silent_line_is_given_up(town: Path, port: int) -> None:
    """In the middle of a build nothing comes through any more, and neither end is told."""
    with line_to(port) as line:
        build = ("build", "--from-scratch", "--project", town, "--graph", f"bolt://127.0.0.1:{line.port}")
        run(*build)
        line.sent, line.left, line.silent = 0, line.sent // 2, True
        is_given_up(build, line, 60)
    assert "broken off" in run("status", "--project", town).output


def test_of_two_loads_at_once_one_is_told_to_wait_and_nothing_is_lost(town: Path) -> None:
    words = [loading(town, sheets(town.parent / name, 20), "2024-03-31") for name in ("one", "two")]
    begun = [subprocess.Popen([sys.executable, "-m", "linkwork", *one], stderr=subprocess.PIPE) for one in words]
    ends = [process.communicate()[1].decode() for process in begun]
    codes = [process.returncode for process in begun]
    assert 0 in codes
    for words_again, code, said in zip(words, codes, ends, strict=True):
        if code:
            assert (code, said.startswith(f"Error: {BUSY}")) == (1, True), said
            run(*words_again)
    assert sorted(path.name for path in (town / "rounds").iterdir()) == ["2024-03-31_one_1", "2024-03-31_two_1"]
    assert "the graph holds what the rounds say" in run("status", "--project", town).output


def test_a_lock_whose_owner_was_killed_holds_nobody_up(town: Path) -> None:
    holding = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from linkwork.graph.lock import one_writer\n"
        "with one_writer(Path(sys.argv[1])):\n"
        "    print('held', flush=True)\n"
        "    time.sleep(60)\n"
    )
    load = loading(town, sheets(town.parent / "mapping", 1), "2024-03-31")
    with subprocess.Popen([sys.executable, "-c", holding, str(town)], stdout=subprocess.PIPE) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == b"held\n"
        for words in (load, ["build", "--project", str(town)]):
            assert run(*words, code=1).output.startswith(f"Error: {BUSY} {town} just now. Nothing was changed.")
        owner.kill()
    assert (town / LOCK).exists()
    run(*load)


def test_two_people_with_one_graph_and_a_folder_each_do_not_undo_each_other(town: Path, tmp_path: Path) -> None:
    graph = ("--graph", str(tmp_path / "graph"))
    run(*loading(town, sheets(tmp_path / "first", 1), "2024-01-31"), *graph)
    other = shutil.copytree(town, tmp_path / "other")
    run(*loading(town, sheets(tmp_path / "mine", 2), "2024-02-29"), *graph)
    theirs = loading(other, sheets(tmp_path / "theirs", 3), "2024-03-31")
    said = run(*theirs, *graph, code=1).output
    assert "The graph was built from rounds this folder lacks: 2024-02-29_mine_1. Nothing was changed." in said
    assert "rounds this folder lacks" in run("status", "--project", other, *graph).output
    shutil.copytree(town / "rounds" / "2024-02-29_mine_1", other / "rounds" / "2024-02-29_mine_1")
    run(*theirs, *graph)
    assert sorted(path.name for path in (other / "rounds").iterdir()) == [
        "2024-01-31_first_1",
        "2024-02-29_mine_1",
        "2024-03-31_theirs_1",
    ]
    assert "the graph holds what the rounds say" in run("status", "--project", other, *graph).output


def test_two_people_with_one_folder_and_a_graph_each_have_the_same_graph(town: Path, tmp_path: Path) -> None:
    run(*loading(town, sheets(tmp_path / "first", 2), "2024-01-31"), "--graph", tmp_path / "hers")
    run("build", "--project", town, "--graph", tmp_path / "his")
    run(*loading(town, sheets(tmp_path / "second", 3), "2024-02-29"), "--graph", tmp_path / "his")
    behind = run("status", "--project", town, "--graph", tmp_path / "hers").output
    assert "the graph is behind the rounds: linkwork build" in behind
    run("build", "--project", town, "--graph", tmp_path / "hers")
    assert contents(town, "--graph", str(tmp_path / "hers")) == contents(town, "--graph", str(tmp_path / "his"))
    assert not os.path.lexists(town / "graph")
