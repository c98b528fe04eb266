"""docs/deployment.md: what it shows runs, what it says of exit codes is so, and what was not tried says so."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from linkwork.cli import COMMANDS, Listed
from tests.commands.steps import ORGANISATIONS, SERVICES, load, run
from tests.docs.snippets import blocks
from tests.feed_server import Feed, serving
from tools.deployment.team import PAGE, Held, shown

ROOT = PAGE.parents[1]
TEXT = PAGE.read_text(encoding="utf-8")
BLOCKS = [(block.language, block.text) for block in blocks(PAGE)]
TRIED = [block for kind, block in BLOCKS if kind == "sh" and "not tried" not in block]
(SCRIPT,) = [block for block in TRIED if block.startswith("#!/bin/sh\n")]
LINES = [line for block in TRIED if block != SCRIPT for line in block.splitlines()]
UNITS = {Path(re.match(r"# (\S+)\n", block)[1]).name: block for kind, block in BLOCKS if kind == "ini"}
FEED = "https://feed.example.org/v3"


@pytest.fixture
def project(tmp_path: Path, put_project: Callable[[Path], Path]) -> Path:
    return put_project(tmp_path / "town")


def test_every_command_that_is_shown_runs(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mapping = tmp_path / "mapping"
    mapping.mkdir()
    (mapping / "Organisations.csv").write_text(ORGANISATIONS)
    (mapping / "Services.csv").write_text(SERVICES)
    load(project, mapping)
    monkeypatch.chdir(project)
    assert len(LINES) >= 4
    for line in LINES:
        program, *words = shlex.split(line, comments=True)
        assert program == "linkwork"
        run(*words)


def test_a_block_that_was_not_tried_says_so_and_why() -> None:
    for _, block in BLOCKS:
        if "docker compose" in block or "GRANT" in block or "pipx" in block or "example.org:" in block:
            assert re.match(r"(#|//) not tried( in Docker)?: \S", block), block
    assert {"sh", "ini", "cypher", "text"} == {kind for kind, _ in BLOCKS}


def test_every_command_and_option_that_is_named_is_one() -> None:
    named = re.findall(
        r"\blinkwork ([a-z]+)((?: +[^\s`|>#]+)*)", "\n".join([*re.findall(r"`([^`\n]+)`", TEXT), *LINES, SCRIPT])
    )
    assert {"build", "load", "status", "doctor", "check", "cypher"} <= {command for command, _ in named}
    for command, words in named:
        where, does = COMMANDS[command]
        known = {name for one in Listed(command, where, does).loaded().params for name in one.opts}
        assert {word for word in words.split() if word.startswith("--")} <= known | {"--project"}, command


def test_there_is_one_way_to_dump_and_one_to_load_and_both_may_be_done_again() -> None:
    assert shown("database dump").endswith("neo4j --to-path=/dumps --overwrite-destination=true")
    assert shown("database load").endswith("neo4j --from-path=/dumps --overwrite-destination=true")


def test_two_servers_are_alike_only_where_everything_is() -> None:
    first = Held([{"id": "a"}], [], [], {"O1": []}, [])
    assert first.departs(Held([{"id": "a"}], [], [], {"O1": []}, [])) == []
    assert first.departs(Held([{"id": "b"}], [{}], [], {"O1": [], "O2": []}, [])) == ["nodes", "links", "answers"]


def test_every_link_leads_somewhere() -> None:
    for link in re.findall(r"\]\(([^)]+)\)", TEXT):
        file, _, heading = link.partition("#")
        page = (PAGE.parent / file).read_text(encoding="utf-8")
        headings = {
            re.sub(r"[^\w -]", "", one).lower().replace(" ", "-") for one in re.findall(r"^#+ (.*)$", page, re.M)
        }
        assert not heading or heading in headings, link
    assert "(docs/deployment.md)" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def nightly(project: Path, tmp_path: Path) -> Callable[[str], tuple[int, str]]:
    """Runs the page's script on a feed, with a graph of its own; its exit code, and what the log would have."""
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "linkwork"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m linkwork "$@"\n')
    program.chmod(0o755)
    (tmp_path / "graph.env").write_text(f"NEO4J_URI={tmp_path / 'server'}\n")
    path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"

    def runs(address: str) -> tuple[int, str]:
        script = SCRIPT
        for word, here in (
            ("/srv/linkwork/borough", str(project)),
            ("/etc/linkwork/graph.env", str(tmp_path / "graph.env")),
            (FEED, address),
        ):
            assert word in script
            script = script.replace(word, here)
        (tmp_path / "nightly.sh").write_text(script)
        done = subprocess.run(
            ["sh", tmp_path / "nightly.sh", "--only-if-changed"],
            env={**os.environ, "PATH": path},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout

    return runs


def test_the_nightly_script_logs_what_came_of_it_and_ends_as_the_load_did(
    nightly: Callable[[str], tuple[int, str]], project: Path, tmp_path: Path
) -> None:
    with serving(Feed()) as feed:
        code, log = nightly(feed.address)
        address = feed.address
    assert (code, log.splitlines()[-1].endswith("ended with 0")) == (0, True), log
    assert "Kept round" in log
    assert (tmp_path / "server").is_dir()
    shutil.rmtree(project / "fetched")
    code, log = nightly(address)
    assert (code, log.splitlines()[-1].endswith("ended with 1")) == (1, True)
    assert "could not be fetched" in log


def test_the_exit_codes_are_those_of_the_table(project: Path, tmp_path: Path) -> None:
    with serving(Feed()) as feed:
        load = ("load", "oruk", feed.address, "--only-if-changed", "--project", project)
        run(*load, "--as-of", "2024-03-31")
        assert "Nothing has changed" in run(*load, "--as-of", "2024-04-01").output
        shutil.rmtree(project / "fetched")
        feed.count = 3
        assert "--yes" in run(*load, "--as-of", "2024-04-02", code=1).output
    (tmp_path / "wrong.json").write_text("[{}]")
    run("load", "oruk", tmp_path / "wrong.json", "--as-of", "2024-04-03", "--project", project, code=2)
    assert len(list((project / "rounds").iterdir())) == 1


def test_a_feed_that_breaks_off_is_kept_as_a_part_that_makes_nothing_stale(project: Path) -> None:
    with serving(Feed()) as feed:
        load = ("load", "oruk", feed.address, "--only-if-changed", "--project", project)
        run(*load, "--as-of", "2024-03-31")
        shutil.rmtree(project / "fetched")
        feed.odd["/v3/services?page=3"] = [lambda one: one.send({}, 404)]
        said = run(*load, "--as-of", "2024-04-01").output
    assert "(partial)" in said
    assert "stale    nothing" in said


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
def test_systemd_takes_the_service_and_the_timer(tmp_path: Path) -> None:
    script = tmp_path / "nightly.sh"
    script.write_text(SCRIPT)
    script.chmod(0o755)
    assert sorted(UNITS) == ["linkwork-nightly.service", "linkwork-nightly.timer"]
    for name, unit in UNITS.items():
        (tmp_path / name).write_text(
            unit.replace("/srv/linkwork/nightly.sh", str(script)).replace("User=linkwork\n", "")
        )
    command = ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / name) for name in UNITS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, [line for line in done.stderr.splitlines() if "nightly" in line]) == (0, [])
