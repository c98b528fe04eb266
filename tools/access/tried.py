"""Every form of writing and reaching out, in every disguise, on both engines and by every way there is to ask."""

import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from linkwork.errors import LinkworkError
from linkwork.graph.engine import Engine, GraphAddress, open_engine
from tests.neo4j_server import from_jars
from tests.queries.town import eastwick
from tools.access.forms import DISGUISES, WRITES, reaches

WORDS = "Ada Thistlewood"
#: The command, which takes a second to start, is given one form in so many.
EVERY = 3
#: What a server is asked by somebody else, besides what an engine says of its own graph.
OF_A_SERVER = ("SHOW USERS YIELD user RETURN user", "SHOW DATABASES YIELD name RETURN name", "CALL db.propertyKeys()")


@dataclass(frozen=True)
class Tried:
    """What was tried, how many times, what got through, and what else was seen."""

    what: str
    count: int
    wrong: tuple[str, ...]
    seen: str


@dataclass(frozen=True)
class Place:
    """A graph under trial: where it is, a file that it could read, as a query names it, and what a server tells."""

    address: GraphAddress
    file: str
    told: Callable[[], list[str]]


def engines_tried() -> list[Tried]:
    """What came of every form on the embedded engine and on a Neo4j."""
    found: list[Tried] = []
    with tempfile.TemporaryDirectory(prefix="access-") as folder:
        secret = Path(folder) / "secret.csv"
        secret.write_text(WORDS, encoding="utf-8")
        address = GraphAddress(str(Path(folder) / "graph"))
        found += _tried("embedded engine", Place(address, str(secret).removeprefix("/"), list))
    with from_jars() as server:
        if server.jars:
            (server.jars.home / "import" / "secret.csv").write_text(WORDS, encoding="utf-8")
        address = server.address
        told = Place(address, "secret.csv", lambda: [str(server.rows(query)) for query in OF_A_SERVER])
        found += _tried(f"Neo4j {server.version}", told)
    return found


def _tried(name: str, place: Place) -> list[Tried]:
    with open_engine(place.address, writing=True) as engine:
        eastwick().write(engine)
    with _listening() as ear, open_engine(place.address) as engine:
        queries = [*WRITES, *reaches(place.file, ear.getsockname()[1])]
        disguised = [(change(query), way) for query in queries for way, change in DISGUISES.items()]
        before = [*held(engine), *place.told()]
        wrong = [said for query, way in disguised if (said := _wrong(engine, query, way))]
        wrong += _called(ear)
        asked = queries[::EVERY]
        commands = [said for query in asked if (said := _by_command(place, query))]
        after = [*held(engine), *place.told()]
    changed = ("the graph is another afterwards",) if before != after else ()
    seen = f"{len(queries)} forms in {len(DISGUISES)} disguises; {len(before)} things held, all as before"
    return [
        Tried(f"{name}: forms of writing and reaching out", len(disguised), (*wrong, *changed), seen),
        Tried(f"{name}: the same by `linkwork cypher`", len(asked), tuple(commands), "one line each"),
    ]


def _wrong(engine: Engine, query: str, way: str) -> str:
    """What is wrong with how a query is taken; empty where it is refused in a line."""
    try:
        rows = engine.read(query)
    except LinkworkError as error:
        said = str(error)
        return f"{way}: not a line without the file's words: {said}" if "\n" in said or WORDS in said else ""
    return f"{way}: answered with {str(rows)[:80]}: {query}"


def _by_command(place: Place, query: str) -> str:
    """The same of the command, in a process of its own: it has to fail with one `Error:` line."""
    known = {"NEO4J_USERNAME": place.address.user or "", "NEO4J_PASSWORD": place.address.password or ""}
    words = [sys.executable, "-m", "linkwork", "cypher", "-", "--graph", place.address.place]
    done = subprocess.run(  # noqa: S603
        words, input=query, env={**os.environ, **known}, capture_output=True, text=True, check=False
    )
    lines = done.stderr.splitlines()
    is_a_line = done.returncode == 1 and len(lines) == 1 and lines[0].startswith("Error: ") and not done.stdout
    return "" if is_a_line else f"`cypher` said {done.stderr[-200:]!r} {done.stdout[:80]!r}: {query}"


def held(engine: Engine) -> list[str]:
    """All that the graph holds, and its indexes."""
    nodes = engine.read("MATCH (n) RETURN labels(n) AS labels, properties(n) AS facts")
    links = engine.read("MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS kind, b.id AS b, properties(r) AS facts")
    indexes = engine.read("SHOW INDEXES YIELD name RETURN name")
    return sorted(json.dumps(row, sort_keys=True, default=str) for row in (*nodes, *links, *indexes))


@contextmanager
def _listening() -> Iterator[socket.socket]:
    """A port of this computer, to see whether somebody comes."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def _called(ear: socket.socket) -> list[str]:
    try:
        ear.accept()[0].close()
    except BlockingIOError:
        return []
    return ["somebody called at a port that a query named"]
