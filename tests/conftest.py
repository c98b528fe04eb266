"""What tests in every room may ask for."""

import os
from pathlib import Path

import pytest

from linkwork.graph.engine import GraphAddress

pytest_plugins = ["tests.neo4j_server"]


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
    server = request.getfixturevalue("neo4j_empty")
    return GraphAddress(server.uri, server.user, server.password, server.database)
