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
def put_demonstration(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, given_environment: dict[str, str]
) -> Callable[[str, Path], Path]:
    """Puts a place's demonstration, on the embedded engine, into a new folder: made once a run, and then copied."""
    kept = tmp_path_factory.getbasetemp()
    if hasattr(request.config, "workerinput"):
        kept = kept.parent  # all workers see it

    def put(place: str, folder: Path) -> Path:
        made = kept / f"made-{place}"
        with FileLock(kept / f"made-{place}.lock"):
            if not made.exists():
                unfinished = kept / f"unfinished-{place}"
                result = CliRunner().invoke(cli, ["demo", "--place", place, "--out", str(unfinished)])
                assert result.exit_code == 0, result.output
                unfinished.rename(made)
        return shutil.copytree(made, folder)

    return put


@pytest.fixture(scope="session")
def put_project(tmp_path_factory: pytest.TempPathFactory, given_environment: dict[str, str]) -> Callable[[Path], Path]:
    """Puts the project of "Our town" with nothing loaded into a new folder: made once a worker, and then copied."""
    made = tmp_path_factory.mktemp("new") / "town"
    result = CliRunner().invoke(cli, ["init", str(made), "--name", "Our town"])
    assert result.exit_code == 0, result.output
    return lambda folder: shutil.copytree(made, folder)
