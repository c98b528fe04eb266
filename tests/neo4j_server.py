"""A real Neo4j for the tests, a pytest plugin: found or started once a worker, and never emptied if it is not ours.

In this order: the server at NEO4J_URI if it is empty on arrival; a container where a Docker engine answers; a server
from Maven Central's jars where Java and Maven are; else the tests that need one are skipped with the reason, or fail
where LINKWORK_REQUIRE_NEO4J=1. `neo4j_empty` is what most tests ask for.
"""

import gc
import os
import time
import warnings
from collections.abc import Collection, Generator, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from typing import Any, NoReturn

import pytest
from neo4j import Driver, GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

from linkwork.graph.engine import GraphAddress
from linkwork.graph.neo4j import MARKER, OWN
from linkwork.graph.schema import SCHEMA
from tests import neo4j_compose
from tests.neo4j_jars import USER, JarServer
from tests.neo4j_java import NotHere
from tools import shell

FOUND = pytest.StashKey[list[str]]()
#: Everything a test may leave behind: nodes in bites that fit any memory, then what the schema made.
EMPTY_NODES = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"
CONSTRAINTS = "SHOW CONSTRAINTS YIELD name"
INDEXES = (
    "SHOW INDEXES YIELD name, type, owningConstraint WHERE type <> 'LOOKUP' AND owningConstraint IS NULL RETURN name"
)


#: The constraints that a build makes (`prepare` in linkwork/graph/neo4j.py).
OF_LINKWORK = {f"{label.lower()}_id" for label in (OWN, MARKER, *(kind.name for kind in SCHEMA.nodes))}


class NotOurs(Exception):
    """Why a server that was named must not be used, in words."""


@dataclass
class NeoServer:
    """A server that answers; `pid`, `kill`, `start` and `restart` are for the one that was started from jars."""

    uri: str
    user: str
    password: str = field(repr=False)
    how: str
    database: str | None = None
    jars: JarServer | None = field(default=None, repr=False)
    version: str = field(init=False)

    def __post_init__(self) -> None:
        components = "CALL dbms.components() YIELD name, versions RETURN name, versions"
        self.version = {row["name"]: row["versions"][0] for row in self.rows(components)}["Neo4j Kernel"]

    @property
    def pid(self) -> int | None:
        """The process id of a running server that was started from jars, else None."""
        return self.jars.pid if self.jars else None

    @property
    def address(self) -> GraphAddress:
        """The graph on this server, in the database that was named."""
        return GraphAddress(self.uri, self.user, self.password, self.database)

    @property
    def environment(self) -> dict[str, str]:
        """What a person would set to use this server."""
        return naming(self.address)

    def driver(self, **options: Any) -> Driver:
        """A driver of the caller's own, to be closed by the caller."""
        auth = (self.user, self.password) if self.password else None
        return GraphDatabase.driver(self.uri, auth=auth, **options)

    def rows(self, cypher: str, **parameters: Any) -> list[dict[str, Any]]:
        """What a statement of the test returns; it commits by itself."""
        with (
            self.driver(notifications_min_severity="OFF") as driver,
            driver.session(database=self.database) as session,
        ):
            return session.run(cypher, parameters).data()

    def contents(self) -> list[str]:
        """What is in the database besides what Neo4j puts there itself, in words."""
        nodes = self.rows("MATCH (n) RETURN count(n) AS nodes")[0]["nodes"]
        counts = {"nodes": nodes, "constraints": len(self.rows(CONSTRAINTS)), "indexes": len(self.rows(INDEXES))}
        return [f"{count} {what}" for what, count in counts.items() if count]

    def wipe(self, keep: Collection[str] = ()) -> None:
        """Leave nothing in the database: no node, no index, and no constraint but those of these names."""
        with (
            self.driver(notifications_min_severity="OFF") as driver,
            driver.session(database=self.database) as session,
        ):
            session.run(EMPTY_NODES).consume()
            for sort, listing in (("CONSTRAINT", CONSTRAINTS), ("INDEX", INDEXES)):
                for name in set(session.run(listing).value("name")).difference(keep):
                    session.run(f"DROP {sort} `{name}`").consume()

    def kill(self) -> None:
        """End the server as a power cut would; what it had acknowledged is there after `start`."""
        self._own().kill()

    def stop(self) -> None:
        """Stop the server in good order."""
        self._own().stop()

    def start(self, extra: Mapping[str, str] | None = None) -> None:
        """Start it again, same folder, port and password, with settings besides its own until the next start."""
        self._own().start(extra)

    def restart(self, extra: Mapping[str, str] | None = None) -> None:
        """Stop and start."""
        self.stop()
        self.start(extra)

    def _own(self) -> JarServer:
        if self.jars is None:
            pytest.skip(f"needs a server that the tests can stop, which one {self.how} is not")
        return self.jars


def naming(graph: GraphAddress) -> dict[str, str]:
    """What a person would set so that commands use this graph when they are told of none."""
    said = {"URI": graph.place, "USERNAME": graph.user, "PASSWORD": graph.password, "DATABASE": graph.database}
    return {f"NEO4J_{name}": value for name, value in said.items() if value}


@contextmanager
def at_address(given: Mapping[str, str]) -> Iterator[NeoServer]:
    """The server at NEO4J_URI, left as empty as it was. Raises NotOurs if it does not answer or holds anything."""
    uri = given["NEO4J_URI"]
    user, password = given.get("NEO4J_USERNAME") or USER, given.get("NEO4J_PASSWORD", "")
    try:
        server = NeoServer(uri, user, password, "at NEO4J_URI", given.get("NEO4J_DATABASE") or None)
        held = server.contents()
    except (DriverError, Neo4jError, ValueError) as error:
        raise NotOurs(f"NEO4J_URI is set to {uri}, which does not let the tests in: {error}") from None
    if held:
        raise NotOurs(
            f"the database at {uri} holds {', '.join(held)}; tests never delete what they did not create. "
            "Name an empty one in NEO4J_URI, or unset it and the tests start a server of their own."
        )
    yield server
    server.wipe()


@contextmanager
def in_container() -> Iterator[NeoServer]:
    """A server in a container with docker-compose.yml's image and settings. Raises NotHere where no engine answers."""
    try:
        from docker.errors import DockerException
        from testcontainers.community.neo4j import Neo4jContainer
    except ImportError as error:
        raise NotHere(f"testcontainers is not installed ({error.name})") from None
    ping_engine()
    image = neo4j_compose.service()["image"].replace(neo4j_compose.pinned_version(), neo4j_compose.wanted_version())
    variables = {name: str(value) for name, value in neo4j_compose.service()["environment"].items()}
    container = Neo4jContainer(image, username=USER, password="for-this-run-of-the-tests-alone")
    for name in variables.keys() - neo4j_compose.NOT_SETTINGS:
        container.with_env(name, variables[name])
    try:
        try:
            container.start()
        except DockerException as error:
            raise NotHere(f"the Docker engine gives no container of {image}: {str(error)[:200]}") from None
        yield NeoServer(container.get_connection_url(), USER, container.password, "in a container")
    finally:
        container.stop()


def ping_engine() -> None:
    """Raise NotHere unless a Docker engine answers: the client alone, which many machines have, is none."""
    import docker

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # docker leaves its socket open when nobody answers
        try:
            with closing(docker.from_env(timeout=10)) as engine:
                engine.ping()
            return
        except docker.errors.DockerException:
            pass
        gc.collect()
    raise NotHere("no Docker engine answers")


class PlansOnce(JarServer):
    """The server of a worker: what it has planned for one small town it does not plan again for the next."""

    def settings(self) -> dict[str, str]:
        return {**super().settings(), "dbms.cypher.min_replan_interval": "1h"}


@contextmanager
def from_jars() -> Iterator[NeoServer]:
    """A server from Maven Central's jars, gone afterwards with all it wrote. Raises NotHere without Java or Maven."""
    own = PlansOnce(neo4j_compose.wanted_version())
    try:
        own.start()
        yield NeoServer(own.uri, USER, own.password, "from Maven Central's jars", jars=own)
    finally:
        own.remove()


@contextmanager
def another_server() -> Iterator[NeoServer]:
    """A second server for one test."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(from_jars())
        except NotHere as why:
            without(f"no second Neo4j: {why}")
        yield server


def find(given: Mapping[str, str], stack: ExitStack, workers: int = 1) -> NeoServer:
    """The first server to be had; the stack ends it. Raises NotHere with all reasons, NotOurs for a wrong NEO4J_URI."""
    if given.get("NEO4J_URI"):
        if workers > 1:
            raise NotOurs(
                f"NEO4J_URI names one server, and {workers} workers would empty it under each other's hands. "
                "Run the tests with -n 0, or unset it and each worker starts a server of its own."
            )
        return stack.enter_context(at_address(given))
    reasons = []
    for way in (in_container, from_jars):
        try:
            return stack.enter_context(way())
        except NotHere as why:
            reasons.append(str(why))
    raise NotHere("; ".join(reasons))


def without(reason: str, wrong: bool = False) -> NoReturn:
    """Skip what needs a Neo4j; fail it where one is required, or where the one that was named is the wrong one."""
    if wrong:
        raise pytest.fail.Exception(reason, pytrace=False) from None
    if os.environ.get("LINKWORK_REQUIRE_NEO4J") == "1":
        raise pytest.fail.Exception(f"LINKWORK_REQUIRE_NEO4J=1, and there is {reason}", pytrace=False) from None
    raise pytest.skip.Exception(reason) from None


@pytest.fixture(scope="session", autouse=True)
def given_environment() -> Generator[dict[str, str]]:
    """What this shell says of a server and a project; no test sees it, or it would write into a developer's graph."""
    given = shell.named()
    with pytest.MonkeyPatch.context() as patch:
        for name in given:
            patch.delenv(name)
        yield given


@pytest.fixture(scope="session")
def neo4j_server(given_environment: dict[str, str], request: pytest.FixtureRequest) -> Generator[NeoServer]:
    """The real Neo4j of this worker, for fixtures that outlast a test: it may be stopped or hold what a test left.

    Tests want `neo4j_empty`, and fixtures `emptied`.
    """
    began = time.monotonic()
    workers = getattr(request.config, "workerinput", {}).get("workercount", 1)
    with ExitStack() as stack:
        try:
            server = find(given_environment, stack, workers)
        except (NotHere, NotOurs) as why:
            request.config.stash[FOUND] = [f"no Neo4j: {why}"]
            without(f"no Neo4j: {why}", wrong=isinstance(why, NotOurs))
        took = time.monotonic() - began
        request.config.stash[FOUND] = [f"Neo4j {server.version} {server.how}, answering after {took:.1f} s"]
        yield server


@pytest.fixture
def neo4j_empty(neo4j_server: NeoServer) -> NeoServer:
    """The session's server with nothing in it: it was empty on arrival or is ours, so what is there a test made."""
    return emptied(neo4j_server)


@pytest.fixture
def neo4j_prepared(neo4j_server: NeoServer) -> NeoServer:
    """The session's server with no node in it, and the constraints that the first build made in it.

    To make them takes it longer than a small build, and with them goes every plan that it has made.
    """
    return emptied(neo4j_server, OF_LINKWORK)


@pytest.fixture
def neo4j_to_restart(neo4j_empty: NeoServer) -> Generator[NeoServer]:
    """An empty server that a test may start again with settings of its own: a second one where the first is not ours.

    It is stopped afterwards, and whoever wants it next starts it with the settings that it had.
    """
    if neo4j_empty.jars is None:
        with another_server() as second:
            yield second
        return
    yield neo4j_empty
    neo4j_empty.stop()


@pytest.fixture
def neo4j_named(neo4j_prepared: NeoServer, monkeypatch: pytest.MonkeyPatch) -> NeoServer:
    """The session's server with no node in it, which commands use that are told of no graph."""
    for name, value in neo4j_prepared.environment.items():
        monkeypatch.setenv(name, value)
    return neo4j_prepared


def emptied(server: NeoServer, keep: Collection[str] = ()) -> NeoServer:
    """The session's server with nothing in it but these constraints, for fixtures that last longer than a test."""
    if server.jars and not server.pid:
        server.start()  # the test before killed it
    server.wipe(keep)
    return server


@pytest.fixture
def named(address: GraphAddress, monkeypatch: pytest.MonkeyPatch) -> GraphAddress:
    """An empty graph, once on each engine, which commands use that are told of no graph: `address` tells none of it."""
    for name, value in naming(address).items():
        monkeypatch.setenv(name, value)
    return address


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker hands over what it has to say in the summary, where there are workers."""
    handed = getattr(session.config, "workeroutput", None)
    if handed is not None:
        handed["neo4j"] = session.config.stash.get(FOUND, [])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Keep what a worker that has ended handed over."""
    node.config.stash.setdefault(FOUND, []).extend(getattr(node, "workeroutput", {}).get("neo4j", []))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """One line a server that says which Neo4j the tests ran on, or why on none."""
    for said in config.stash.get(FOUND, []):
        terminalreporter.write_line(said)
