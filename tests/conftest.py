"""What tests in every room may ask for."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from filelock import FileLock

from linkwork.cli import cli
from linkwork.graph.engine import GraphAddress

pytest_plugins = ["tests.neo4j_server", "tests.parallel"]
MADE_IN = "<where it was made>"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real open data that lies beside a working copy; tests that need it are skipped without it."""
    beside = Path(__file__).parents[2] / "shared"
    folder = Path(os.environ.get("LINKWORK_SHARED", beside))
    if not (folder / "data").is_dir():
        pytest.skip(f"the real open data is not in {folder}; set LINKWORK_SHARED to the folder that holds data/")
    return folder


@pytest.fixture(params=["embedded", "neo4j"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> GraphAddress:
    """An empty graph that a test may fill, once on each engine."""
    if request.param == "embedded":
        return GraphAddress(str(tmp_path / "graph"))
    server: GraphAddress = request.getfixturevalue("neo4j_prepared").address
    return server


@pytest.fixture(scope="session")
def made_demonstration(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, given_environment: dict[str, str]
) -> Callable[[str], tuple[Path, str]]:
    """Makes a place's demonstration, on the embedded engine, once a run: its folder, and what was said as it was made.

    In what was said, MADE_IN stands for the folder.
    """
    kept = tmp_path_factory.getbasetemp()
    if hasattr(request.config, "workerinput"):
        kept = kept.parent  # all workers see it

    def made(place: str) -> tuple[Path, str]:
        folder, said = kept / f"made-{place}", kept / f"said-{place}.txt"
        with FileLock(kept / f"made-{place}.lock"):
            if not folder.exists():
                unfinished = kept / f"unfinished-{place}"
                result = CliRunner().invoke(cli, ["demo", "--place", place, "--out", str(unfinished)])
                assert result.exit_code == 0, result.output
                said.write_text(result.output.replace(str(unfinished), MADE_IN), encoding="utf-8")
                unfinished.rename(folder)
        return folder, said.read_text(encoding="utf-8")

    return made


@pytest.fixture(scope="session")
def put_demonstration(made_demonstration: Callable[[str], tuple[Path, str]]) -> Callable[[str, Path], Path]:
    """Puts a place's demonstration into a new folder."""
    return lambda place, folder: shutil.copytree(made_demonstration(place)[0], folder)


@pytest.fixture(scope="session")
def said_of_demonstration(made_demonstration: Callable[[str], tuple[Path, str]]) -> Callable[[str, Path], str]:
    """What `linkwork demo` says as it makes a place's demonstration in that folder."""
    return lambda place, folder: made_demonstration(place)[1].replace(MADE_IN, str(folder))


@pytest.fixture(scope="session")
def put_project(tmp_path_factory: pytest.TempPathFactory, given_environment: dict[str, str]) -> Callable[[Path], Path]:
    """Puts the project of "Our town" with nothing loaded into a new folder: made once a worker, and then copied."""
    made = tmp_path_factory.mktemp("new") / "town"
    result = CliRunner().invoke(cli, ["init", str(made), "--name", "Our town"])
    assert result.exit_code == 0, result.output
    return lambda folder: shutil.copytree(made, folder)
