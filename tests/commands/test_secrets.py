"""A password stands in no output, no error, no file and no argument, whatever goes wrong."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from click.testing import CliRunner

from linkwork.cli import cli
from tests.commands.steps import load, run
from tests.neo4j_server import NeoServer
from tests.tls import authority, certified

SECRET = "Pa55-word-of-ours"
COMMANDS = (
    ("status",),
    ("doctor",),
    ("build",),
    ("ask", "O1"),
    ("cypher", "RETURN 1 AS one"),
    ("draw", "network-map", "--save", "map.svg"),
    ("export", "jsonl", "all.jsonl"),
    ("serve", "--no-open"),
)


@pytest.fixture
def garbage() -> Iterator[int]:
    """The port of a server that is no Neo4j and says nonsense."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            while True:
                try:
                    with server.accept()[0] as visitor:
                        visitor.recv(1024)
                        visitor.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                except OSError:
                    return

        thread = threading.Thread(target=answer)
        thread.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


def said_by(words: tuple[str, ...], project: Path) -> str:
    """All that a command says, and what it broke off with; it has to break off in one line if it does."""
    found = CliRunner().invoke(cli, [*words, "--project", str(project)])
    assert found.exception is None or isinstance(found.exception, SystemExit), found.exception
    assert found.output.count("Error:") <= 1
    assert found.exit_code in (0, 1, 2)
    return found.output


def files_that_hold(secret: str, folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and secret.encode() in path.read_bytes()]


def test_no_failure_of_a_server_tells_the_password(
    project: Path, workbook: Path, garbage: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    load(project, workbook)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEO4J_PASSWORD", SECRET)
    with certified(authority(tmp_path)[0], "localhost", ("127.0.0.1", 1)) as (port, _):
        for place in (
            "bolt://127.0.0.1:1",
            f"bolt://127.0.0.1:{garbage}",
            f"bolt+s://localhost:{port}",
            "neo4j+ssc://localhost",
            "http://localhost",
            "bolt://",
            "bolt://[",
            "bolt://localhost:99999",
        ):
            monkeypatch.setenv("NEO4J_URI", place)
            for words in COMMANDS if place == "bolt://127.0.0.1:1" else COMMANDS[4:5]:
                assert SECRET not in said_by(words, project), (place, words)
    assert files_that_hold(SECRET, tmp_path) == []


@pytest.mark.parametrize(
    "place",
    [
        f"bolt://neo4j:{SECRET}@localhost",
        f"neo4j+s://neo4j:{SECRET}@localhost:7687/neo4j",
        f"bolt://neo4j:a/{SECRET}@localhost",
        f"bolt://neo4j:a?{SECRET}#@localhost",
        f"bolt:neo4j:{SECRET}@localhost",
        f"neo4j+s:/neo4j:{SECRET}@localhost",
        f"BOLT://neo4j:{SECRET}@localhost",
        f"bolt://localhost?password={SECRET}",
        f"neo4j://localhost?user=neo4j&password={SECRET}",
    ],
)
def test_an_address_with_a_password_in_it_is_refused_without_being_said(
    project: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = said_by(("cypher", "RETURN 1 AS one", "--graph", place), project)
    assert SECRET not in said
    assert "Set NEO4J_USERNAME and NEO4J_PASSWORD" in said
    monkeypatch.setenv("NEO4J_URI", place)
    assert SECRET not in said_by(("status",), project)
    assert files_that_hold(SECRET, project) == []


def test_the_real_server_lets_nobody_in_without_the_password_and_what_is_loaded_with_it_does_not_hold_it(
    project: Path, workbook: Path, neo4j_named: NeoServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    load(project, workbook)
    for words in (*COMMANDS[:2], ("cypher", "MATCH (n RETURN n"), ("cypher", "CREATE (n:Need)")):
        assert neo4j_named.password not in said_by(words, project)
    run("export", "neo4j-import", tmp_path / "tables", "--internal", "--project", project)
    assert files_that_hold(neo4j_named.password, tmp_path) == []
    monkeypatch.setenv("NEO4J_DATABASE", "nowhere")
    assert neo4j_named.password not in said_by(("status",), project)
    monkeypatch.delenv("NEO4J_DATABASE")
    monkeypatch.setenv("NEO4J_PASSWORD", SECRET)
    said = said_by(("cypher", "RETURN 1 AS one"), project)
    assert "does not let this user in" in said
    assert SECRET not in said


def test_no_process_has_the_password_among_its_arguments(project: Path, workbook: Path) -> None:
    load(project, workbook)
    slow = "UNWIND range(1, 100000) AS x UNWIND range(1, 100000) AS y RETURN sum(x * y) AS n"
    words = [sys.executable, "-m", "linkwork", "cypher", slow, "--seconds", "1", "--project", str(project)]
    seen: list[str] = []
    with subprocess.Popen(
        words, env={**os.environ, "NEO4J_PASSWORD": SECRET}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        while process.poll() is None:
            try:
                tree = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
                seen += [" ".join(one.cmdline()) for one in tree]
            except psutil.Error:
                pass
            time.sleep(0.05)
        said = process.stdout.read() if process.stdout else ""
    assert any("linkwork.graph._apart" in line for line in seen)
    assert SECRET not in "".join(seen) + said
