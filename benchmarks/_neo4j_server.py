"""A Neo4j to measure on: a server of its own, from the tests' jars, as people run one; warmed, counted and emptied."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests import neo4j_compose
from tests.neo4j_jars import USER, JarServer, gist
from tests.neo4j_server import NeoServer

#: What is in the graph, in three numbers that differ if a node, a link or a property is lost.
NODES = "MATCH (n) WHERE NOT n:LinkworkMarker RETURN count(n) AS number, sum(size(keys(n))) AS properties"
LINKS = "MATCH ()-[r]->() RETURN count(r) AS number, sum(size(keys(r))) AS properties"


class WarmServer(JarServer):
    """The tests' server with Java's compiler at its full strength: longer to warm, and then faster."""

    flags = ("-Xms1g", "-Xmx2g", "-XX:+UseSerialGC")


@contextmanager
def server() -> Iterator[NeoServer]:
    """A running server, gone afterwards with all it held. Raises NotHere without Java or Maven."""
    own = WarmServer(neo4j_compose.wanted_version())
    try:
        own.start()
        yield NeoServer(own.uri, USER, own.password, "from Maven Central's jars", jars=own)
    finally:
        own.remove()


def address(of: NeoServer) -> dict[str, Any]:
    """Where the server is, as the benchmarks' functions take it."""
    return {"uri": of.uri, "user": of.user, "password": of.password}


def held(of: NeoServer) -> list[int]:
    """Nodes and their properties, links and theirs; the marker and what people call constraints are not counted."""
    return [row[name] for cypher in (NODES, LINKS) for row in of.rows(cypher) for name in ("number", "properties")]


def spent(of: NeoServer) -> float:
    """Seconds of the processor that the server has used since it was started; 0 where that cannot be told."""
    stat = Path(f"/proc/{of.pid}/stat")
    if not stat.exists():
        return 0.0
    fields = stat.read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def import_full(of: NeoServer, words: list[str]) -> None:
    """Run `neo4j-admin database import full` on the stopped server. Raises RuntimeError with what it said."""
    jars = of.jars
    if jars is None:
        raise RuntimeError("only a server that was started from jars can be stopped for an import")
    report = f"--report-file={jars.home / 'import.report'}"
    done = jars.admin("database", "import", "full", "neo4j", "--overwrite-destination", report, *words)
    if done.returncode:
        raise RuntimeError(f"the import failed: {gist(done.stdout + done.stderr)}")
