"""What docker-compose.yml says, read once for every way of starting a Neo4j in the tests."""

import os
from pathlib import Path
from typing import Any

import yaml

COMPOSE = Path(__file__).parents[1] / "docker-compose.yml"
#: What a team puts beside it.
TEAM = COMPOSE.with_name("docker-compose.team.yml")
#: The newest calendar release on Maven Central, which what speaks to a server is tried on as well (`make test-newest`).
NEWEST = "2026.08.1"
#: What the image keeps for itself; every other NEO4J_* variable becomes a setting of the server.
NOT_SETTINGS = {"NEO4J_AUTH", "NEO4J_AUTH_PATH", "NEO4J_PLUGINS", "NEO4J_ACCEPT_LICENSE_AGREEMENT"}


def compose(file: Path = COMPOSE) -> dict[str, Any]:
    """The whole file, parsed; `${...}` stands in it as written."""
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def service(file: Path = COMPOSE) -> dict[str, Any]:
    """The one service of the file."""
    (only,) = compose(file)["services"].values()
    return only


def pinned_version() -> str:
    """The version of Neo4j that the image is pinned to: what the tests run unless told otherwise."""
    return service()["image"].partition(":")[2].partition("-")[0]


def wanted_version() -> str:
    """The version that the tests run: LINKWORK_NEO4J_VERSION, where `newest` is one too, else the pinned one."""
    asked = os.environ.get("LINKWORK_NEO4J_VERSION") or pinned_version()
    return NEWEST if asked == "newest" else asked


def setting_name(variable: str) -> str:
    """The setting that the image makes of a variable: `__` is an underscore, a single one is a dot."""
    return variable.removeprefix("NEO4J_").replace("_", ".").replace("..", "_")


def settings(file: Path = COMPOSE) -> dict[str, str]:
    """Every setting in the file by its name in neo4j.conf."""
    given = service(file)["environment"].items()
    return {setting_name(name): str(value) for name, value in given if name not in NOT_SETTINGS}
