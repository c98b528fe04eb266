"""A load that is killed: nothing is lost, and the same command again gives the graph of an undisturbed one."""

import json
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner

from linkwork.cli import cli
from tests.neo4j_server import NeoServer

KILLER = Path(__file__).with_name("killed_load.py")
POINTS = 20
FIRST = {
    "Organisations": "name,postcode\nHill Trust,E1 6LA\nRiver Trust,E2 9PL\n",
    "Services": "name,status,provider\nWalks,open,Hill Trust\nTalks,open,River Trust\n",
}
SECOND = {
    "Organisations": "name,postcode\nHill Trust,E3 2LR\nRiver Trust,E2 9PL\nLake Trust,\n",
    "Services": "name,status,provider\nWalks,closed,Hill Trust\nSwims,open,Lake Trust\nNobody's,open,Sea Trust\n",
}


def workbook(folder: Path, sheets: dict[str, str]) -> Path:
    folder.mkdir(parents=True)
    for name, text in sheets.items():
        (folder / f"{name}.csv").write_text(text)
    return folder


def load(project: Path, files: Path, day: str) -> list[str]:
    return [
        "load",
        "mapping-workbook",
        str(files),
        "--as-of",
        day,
        "--source",
        "town",
        "--yes",
        "--project",
        str(project),
    ]


def run(words: list[str]) -> str:
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 0, result.output
    return result.output


def findings(project: Path) -> list[str]:
    """What the doctor finds wrong."""
    said = CliRunner().invoke(cli, ["doctor", "--format", "json", "--project", str(project)]).stdout
    return [row["finding"] for row in json.loads(said)]


def project(folder: Path, name: str) -> Path:
    """A project with the first round loaded; all of them have one id, so that their graphs can be compared."""
    made = folder / name
    run(["init", str(made), "--name", "Town"])
    text = (made / "linkwork.toml").read_text().splitlines()
    (made / "linkwork.toml").write_text("\n".join('id = "same"' if line.startswith("id = ") else line for line in text))
    run(load(made, folder / "first", "2024-01-01"))
    return made


def graph(made: Path) -> list[object]:
    queries = (
        "MATCH (n) RETURN properties(n) AS p ORDER BY n.id",
        "MATCH (a)-[r]->(b) RETURN a.id AS a, b.id AS b, properties(r) AS p ORDER BY r.id",
    )
    return [json.loads(run(["cypher", q, "--format", "json", "--project", str(made)])) for q in queries]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("killed")
    workbook(base / "first", FIRST)
    workbook(base / "second", SECOND)
    return base


def killed(point: int, words: list[str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(KILLER), str(point), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_a_load_killed_at_any_of_twenty_points_is_made_whole_by_the_same_command(folder: Path) -> None:
    before = project(folder, "before")
    undisturbed = shutil.copytree(before, folder / "undisturbed")
    whole = killed(0, load(undisturbed, folder / "second", "2024-02-01"))
    calls = int(whole.stdout.rpartition("points: ")[2])
    points = [1 + calls * n // POINTS for n in range(POINTS)]
    made = {point: shutil.copytree(before, folder / f"killed-{point}") for point in points}
    with ThreadPoolExecutor(2) as two_at_a_time:
        ends = list(two_at_a_time.map(lambda p: killed(p, load(made[p], folder / "second", "2024-02-01")), points))
    assert [end.returncode for end in ends] == [-signal.SIGKILL] * POINTS
    expected = graph(undisturbed)
    waiting = findings(undisturbed)
    assert [found.split(":")[0] for found in waiting] == ["1 link waits for an end"]
    for point in points:
        for manifest in (made[point] / "rounds").glob("[!.]*"):
            assert (manifest / "manifest.json").exists()
        run(load(made[point], folder / "second", "2024-02-01"))
        assert graph(made[point]) == expected, f"killed at call {point} of {calls}"
        # The town's one link without an end is found as it is where nothing was killed, and nothing else is.
        assert findings(made[point]) == waiting


def test_a_build_on_neo4j_killed_at_any_of_twenty_points_is_finished_by_the_same_command(
    folder: Path, neo4j_empty: NeoServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in neo4j_empty.environment.items():
        monkeypatch.setenv(name, value)
    made = project(folder, "on-neo4j")
    kept_first = graph(made)
    run([*load(made, folder / "second", "2024-02-01")])
    expected = graph(made)
    words = ["build", "--project", str(made)]
    run([*words, "--from-scratch"])
    calls = whole_build(neo4j_empty, words)
    for point in (1 + calls * n // POINTS for n in range(POINTS)):
        neo4j_empty.wipe()
        assert killed(point, words).returncode == -signal.SIGKILL
        run(words)
        assert graph(made) == expected, f"killed at call {point} of {calls}"
    assert kept_first != expected


def whole_build(server: NeoServer, words: list[str]) -> int:
    """The calls of an undisturbed build on an empty server."""
    server.wipe()
    return int(killed(0, words).stdout.rpartition("points: ")[2])
