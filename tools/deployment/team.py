"""A team's server and its project: what both hold, and the ways in which the page has it kept and moved."""

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from linkwork.cli import cli
from linkwork.graph.engine import open_engine
from linkwork.queries import Settings, ask, catalogue
from tests.neo4j_jars import USER, JarServer, gist
from tests.neo4j_server import NeoServer

PAGE = Path(__file__).parents[2] / "docs" / "deployment.md"
#: Where the page keeps its dumps.
DUMPS = "/dumps"
NODES = "MATCH (n) RETURN labels(n) AS labels, properties(n) AS facts ORDER BY n.id"
LINKS = "MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS kind, b.id AS b, properties(r) AS facts ORDER BY r.id"
CONSTRAINTS = "SHOW CONSTRAINTS YIELD name, type, labelsOrTypes, properties RETURN * ORDER BY name"


@dataclass(frozen=True)
class Held:
    """What a server holds, its marker among the nodes, and what Linkwork says of it."""

    nodes: list[dict[str, Any]] = field(repr=False)
    links: list[dict[str, Any]] = field(repr=False)
    constraints: list[dict[str, Any]] = field(repr=False)
    answers: dict[str, Any] = field(repr=False)
    status: list[dict[str, Any]] = field(repr=False)

    def departs(self, other: "Held") -> list[str]:
        """The parts in which two servers differ."""
        return [one.name for one in fields(self) if getattr(self, one.name) != getattr(other, one.name)]

    def __str__(self) -> str:
        return f"{len(self.nodes):,} nodes, {len(self.links):,} links, {len(self.answers)} answers"


@dataclass
class Team:
    """A server from jars and the project whose graph is on it."""

    server: JarServer
    project: Path

    @property
    def running(self) -> NeoServer:
        """The server as the tests see one."""
        return NeoServer(self.server.uri, USER, self.server.password, "from jars", jars=self.server)

    def linkwork(self, *words: str, **environment: str) -> Result:
        """What a command comes to, run in the project against the server."""
        there = {"NEO4J_URI": self.server.uri, "NEO4J_USERNAME": USER, "NEO4J_PASSWORD": self.server.password}
        return CliRunner(env={**there, **environment}).invoke(cli, [*words, "--project", str(self.project)])

    def built(self) -> str:
        """What a build says. Raises RuntimeError where it fails."""
        done = self.linkwork("build")
        if done.exit_code:
            raise RuntimeError(done.output)
        return done.output.strip()

    def held(self) -> Held:
        """Everything in the server, every answer that it gives, and its status but for where it is."""
        running = self.running
        with open_engine(running.address) as engine:
            asked = [question for question in catalogue().questions.values() if question.source == "graph"]
            answers = {
                one.id: [dict(row) for row in ask(engine, one, settings=Settings(internal=True)).rows] for one in asked
            }
        said = json.loads(self.linkwork("status", "--format", "json").stdout)
        status = [row for row in said if row["what"] not in ("graph", "project", "rounds")]
        nodes = [{**row, "labels": sorted(row["labels"])} for row in running.rows(NODES)]
        return Held(nodes, running.rows(LINKS), running.rows(CONSTRAINTS), answers, status)

    def admin(self, line: str, dumps: Path) -> tuple[int, str]:
        """How a command of the page ends on this server, with its folder of dumps elsewhere, and what it says."""
        words = [word.replace(DUMPS, str(dumps)) for word in shlex.split(line)[1:]]
        done = self.server.admin(*words)
        return done.returncode, gist(done.stdout + done.stderr)


@contextmanager
def team(version: str, project: Path) -> Iterator[Team]:
    """A server of this version, not started and with an empty folder, gone afterwards."""
    server = JarServer(version)
    try:
        server.prepare()
        yield Team(server, project)
    finally:
        server.remove()


def shown(what: str, page: Path = PAGE) -> str:
    """The one command of neo4j-admin that the page shows for this, such as `database dump`; in Docker it is the same.

    Raises ValueError where it shows none, or two that differ.
    """
    lines = re.findall(rf"(neo4j-admin {what} [^\n#`]*)", page.read_text(encoding="utf-8"))
    found = {line.strip() for line in lines}
    if len(found) != 1:
        raise ValueError(f"{page.name} shows {len(found)} commands for {what}: {sorted(found)}")
    (line,) = found
    return str(line)


def settings_of(given: Mapping[str, str], folder: Path) -> dict[str, str]:
    """The settings of docker-compose.team.yml, with the certificates where they are here."""
    kept = {name: value for name, value in given.items() if "advertised_address" not in name}
    return {name: value.replace("/ssl", str(folder)) for name, value in kept.items()}
