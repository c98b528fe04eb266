"""`linkwork serve`: the page of the graph as it is now, in a process of its own, read by a client and by a browser."""

import http.client
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit

import pytest

from linkwork.graph.engine import GraphAddress, open_engine
from tests.commands.steps import load, run
from tests.neo4j_server import NeoServer

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
LATER = "name,status,provider\nFriday Walks,open,Riverside Trust\nSunday Chess,open,Riverside Trust\n"
PEOPLE = "name,job_title,lawful_basis,keep_until,contact_for\nAda Thistlewood,Lead,public task,2999,Friday Walks\n"
STOPPED = "Stopped. The address works no more; nothing was changed."


@dataclass
class Served:
    """A server in a process of its own; `said` and `warned` are what it wrote, once it has stopped."""

    process: subprocess.Popen[str]
    address: str
    cookie: str = ""
    said: str = ""
    warned: str = ""

    def get(self, path: str = "/", **headers: str) -> tuple[int, str]:
        """What it answers to a visitor with the cookie, if there is one."""
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=60)
        try:
            connection.request("GET", path, headers={"Cookie": self.cookie, **headers})
            answer = connection.getresponse()
            self.cookie = (answer.headers["Set-Cookie"] or self.cookie).partition(";")[0]
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def enter(self) -> None:
        """Use the address."""
        assert self.get(urlsplit(self.address).path)[0] == 303

    def stop(self) -> None:
        """Ctrl-C."""
        self.process.send_signal(signal.SIGINT)
        said, self.warned = self.process.communicate(timeout=60)
        self.said += said


@contextmanager
def serving(project: Path, environment: Mapping[str, str] | None = None) -> Iterator[Served]:
    command = [sys.executable, "-m", "linkwork", "serve", "--project", str(project)]
    shell = {**os.environ, **(environment or {})}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=shell, start_new_session=True
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("The atlas is at http://127.0.0.1:"), line + process.communicate()[1]
        try:
            yield Served(process, line.split()[-1], said=line)
        finally:
            if process.poll() is None:
                process.kill()


def browser(folder: Path) -> str:
    """A browser that writes the address it is given to the file `opened`."""
    script = folder / "browser"
    script.write_text(f'#!/bin/sh\nprintf %s "$1" > {folder}/opened\n')
    script.chmod(0o755)
    return str(script)


def contents(project: Path) -> list[str]:
    """All that the graph holds, and every file of the project outside it."""
    run("export", "jsonl", project / "held.jsonl", "--all", "--project", project)
    files = sorted(f"{path.relative_to(project)} {path.stat().st_size}" for path in (project / "rounds").rglob("*"))
    return [*(project / "held.jsonl").read_text(encoding="utf-8").splitlines(), *files]


def test_a_later_load_is_seen_and_the_graph_is_let_go_between_visits(
    project: Path, workbook: Path, tmp_path: Path
) -> None:
    (workbook / "People.csv").write_text(PEOPLE)
    load(project, workbook)
    with serving(project, {"BROWSER": browser(tmp_path)}) as served:
        assert served.get()[0] == 403
        served.enter()
        status, page = served.get()
        assert status == 200
        assert "Friday Walks" in page
        assert "Sunday Chess" not in page
        assert "Thistlewood" not in page
        before = contents(project)
        assert served.get()[1] == page
        assert served.get(**{"Cache-Control": "no-cache"})[1] == page
        assert contents(project) == before
        (workbook / "Services.csv").write_text(LATER)
        run("load", "mapping-workbook", workbook, "--as-of", "2024-04-30", "--project", project)
        assert "Sunday Chess" in served.get()[1]
        with open_engine(GraphAddress(str(project / "graph")), writing=True):
            status, said = served.get()
        assert status == 503
        assert said.startswith("The graph in ")
        assert "is being written by another Linkwork" in said
        assert served.get()[0] == 200
        served.stop()
    assert served.process.returncode == 0
    assert served.said.splitlines()[-1] == STOPPED
    assert served.warned == ""
    assert served.said.count(served.address.rpartition("/")[2]) == 1
    assert not (tmp_path / "opened").exists()  # there is no terminal


def test_of_loads_and_visits_at_the_same_time_none_is_lost(loaded: Path, workbook: Path) -> None:
    seen: list[tuple[int, str]] = []
    with serving(loaded) as served:
        served.enter()
        over = Event()

        def visit() -> None:
            while not over.is_set():
                seen.append(served.get(**{"Cache-Control": "no-cache"}))

        visitor = Thread(target=visit)
        visitor.start()
        try:
            for number in range(5):
                (workbook / "Services.csv").write_text(f"{LATER}Chess {number},open,Riverside Trust\n")
                words = ("--as-of", f"2024-04-1{number}", "--partial", "--project", loaded)
                said = run("load", "mapping-workbook", workbook, *words).output
                assert f"Kept round 2024-04-1{number}" in said
        finally:
            over.set()
            visitor.join()
        assert {status for status, _ in seen} <= {200, 503}
        for page in (page for status, page in seen if status == 200):
            numbers = {int(number) for number in re.findall(r"Chess (\d)", page)}
            assert numbers == set(range(len(numbers)))  # whatever a page shows, it shows what was there before it too
        assert "Chess 4" in served.get()[1]
        served.stop()
    assert served.warned == ""
    assert "the graph holds what the rounds say" in run("status", "--project", loaded).output


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: the page was not opened in a browser")
def test_in_a_browser_the_token_is_gone_from_the_address_and_a_reload_shows_a_later_load(
    project: Path, workbook: Path
) -> None:
    from playwright.sync_api import sync_playwright

    load(project, workbook)
    with serving(project) as served, sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = chromium.new_page()
        wrong: list[str] = []
        asked: list[str] = []
        page.on("console", lambda said: wrong.append(said.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(served.address)
        here = served.address.partition("/enter/")[0] + "/"
        assert page.url == here
        assert page.evaluate("document.cookie") == ""
        assert "Sunday Chess" not in page.content()
        (workbook / "Services.csv").write_text(LATER)
        run("load", "mapping-workbook", workbook, "--as-of", "2024-04-30", "--project", project)
        page.reload()
        assert "Sunday Chess" in page.content()
        assert wrong == []
        assert [url for url in asked if url != served.address] == [here, here]
        again = page.goto(served.address)
        assert again is not None
        assert (again.status, page.url) == (200, here)
        stranger = chromium.new_context().new_page()
        refused = stranger.goto(served.address)
        assert refused is not None
        assert refused.status == 403
        assert "it works once, in one browser" in stranger.inner_text("body")
        chromium.close()


def test_on_neo4j_a_reload_shows_what_was_changed_by_hand_and_nothing_is_written(
    project: Path, workbook: Path, neo4j_named: NeoServer
) -> None:
    load(project, workbook)
    with serving(project) as served:
        served.enter()
        before = neo4j_named.rows("MATCH (n) RETURN properties(n) AS p ORDER BY n.id")
        assert "Friday Walks" in served.get()[1]
        assert neo4j_named.rows("MATCH (n) RETURN properties(n) AS p ORDER BY n.id") == before
        neo4j_named.rows("MATCH (s:Service) SET s.name = 'Walks by hand'")
        assert "Walks by hand" in served.get()[1]
        served.stop()
    assert served.process.returncode == 0
    assert neo4j_named.password not in served.said + served.warned


def test_without_a_graph_it_says_so_and_does_not_begin(project: Path) -> None:
    found = run("serve", "--project", project, code=1)
    assert found.output.count("Error:") == 1
    assert "The atlas is at" not in found.output


@pytest.mark.parametrize(("words", "opened"), [((), True), (("--no-open",), False)])
def test_the_browser_is_opened_at_a_terminal_unless_told_not_to(
    loaded: Path, tmp_path: Path, words: tuple[str, ...], opened: bool
) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "linkwork", "serve", "--project", str(loaded), *words]
    shell = {**os.environ, "BROWSER": browser(tmp_path), "TERM": "dumb", "COLUMNS": "200"}
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, env=shell, start_new_session=True) as process:
        os.close(theirs)
        shown = b""
        while b"Ctrl-C stops." not in shown:
            shown += os.read(ours, 65536)
        until = time.monotonic() + 10
        while opened and not (tmp_path / "opened").exists() and time.monotonic() < until:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
    os.close(ours)
    assert (tmp_path / "opened").exists() == opened
    if opened:
        assert (tmp_path / "opened").read_text() in shown.decode()
