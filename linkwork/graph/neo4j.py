"""Neo4j behind the seam: the official driver, managed transactions, and only what is Linkwork's touched.

Every node that Linkwork writes has the label `Linkwork` beside that of its kind, and is looked up by both, so that a
node of somebody else's is never changed even if it has the same kind and id.
"""

import logging
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime, time
from itertools import islice
from typing import Any, Self

import neo4j
from neo4j import exceptions

from linkwork.errors import GraphUnavailable, LinkworkError
from linkwork.graph.engine import MARKER, OWN, WRITTEN_MEANWHILE, GraphAddress, Limits, Part, Row, TookTooLong
from linkwork.graph.reading_only import refuse_more_than_reading
from linkwork.graph.shapes import LinkKind, NodeKind, Schema, ends_of

#: Rows in one transaction. Between 1,000 and 20,000 the rate on a warm server changes little.
BATCH = 10_000
OLDEST = (5, 0)
#: What people are told, by a part of the server's code for what went wrong; the first that fits.
SENTENCES = {
    "Unauthorized": "The Neo4j at {place} does not let this user in. Set NEO4J_USERNAME and NEO4J_PASSWORD.",
    "DatabaseNotFound": "{place} has no database {database!r}. Set NEO4J_DATABASE to one it has.",
    "Forbidden": "This user may not do that at {place}: {said}. Nothing was changed.",
    "ReadOnly": "The database at {place} may only be read: {said}. Nothing was changed.",
    "Schema.Constraint": "{place} holds something of the same kind and id that is not Linkwork's: {said}. "
    "Give Linkwork a database of its own.",
    "Statement": "The graph did not understand the query: {said}",
}
# What the driver has to say beside its errors would otherwise come to the terminal, where there is no log.
logging.getLogger("neo4j").addHandler(logging.NullHandler())
#: Seconds before a server that does not answer counts as absent, and before a transaction is given up.
CONNECT, RETRY = 1.5, 5.0


class Neo4jEngine:
    """A Neo4j server, opened for reading or for writing.

    Opening for writing raises GraphUnavailable where the database holds things that are not Linkwork's, unless the
    address says `beside`.
    """

    name = "neo4j"

    def __init__(self, address: GraphAddress, writing: bool) -> None:
        self._address = address
        # What the marker said when it was first asked for, by whoever only reads.
        self._found: list[Row | None] | None = None if writing else []
        auth = (address.user or "neo4j", address.password) if address.password else None
        try:
            self._driver = neo4j.GraphDatabase.driver(
                address.place,
                auth=auth,
                connection_timeout=CONNECT,
                connection_acquisition_timeout=RETRY,
                max_transaction_retry_time=RETRY,
                notifications_min_severity="OFF",
                user_agent="linkwork",
            )
        except (exceptions.ConfigurationError, ValueError) as error:
            raise LinkworkError(f"The address {address.place} cannot be used: {error}.") from error
        try:
            self._greet(writing)
        except BaseException:
            self._driver.close()
            raise

    def _greet(self, writing: bool) -> None:
        with self._said():
            self._driver.verify_connectivity()
            agent = self._driver.get_server_info().agent
        check_version(agent)
        if writing and not self._address.beside and (others := self._others()):
            raise GraphUnavailable(
                f"The database at {self._address.place} holds {others:,} nodes that are not Linkwork's. Nothing was "
                "changed. Give Linkwork a database of its own, or add --beside to keep the graph beside them."
            )

    def _others(self) -> int:
        cypher = f"MATCH (n) WHERE NOT n:{OWN} AND NOT n:{MARKER} RETURN count(n) AS n"
        return int(self.read(cypher)[0]["n"])

    def prepare(self, schema: Schema) -> None:
        """Make a constraint for each kind of node, one for all of Linkwork's, and one for the marker."""
        labels = {f"{label.lower()}_id": label for label in (OWN, MARKER, *(kind.name for kind in schema.nodes))}
        there = {row["name"] for row in self.read("SHOW CONSTRAINTS YIELD name RETURN name")}
        if lacking := [name for name in labels if name not in there]:
            # In one transaction: each by itself takes the server as long as all together.
            with self._session(neo4j.WRITE_ACCESS) as session, session.begin_transaction() as transaction:
                for name in lacking:
                    cypher = f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{labels[name]}) REQUIRE n.id IS UNIQUE"
                    transaction.run(cypher).consume()
                transaction.commit()
            with self._session(neo4j.READ_ACCESS) as session:
                session.run("CALL db.awaitIndexes(60)").consume()

    def filling(self) -> None:
        """A server has no faster writer for a graph that holds nothing."""

    def put_nodes(self, kind: NodeKind, rows: Sequence[Row]) -> None:
        """Add or overwrite nodes, a transaction a batch."""
        self._batches(f"UNWIND $rows AS row MERGE (n:{OWN}:{kind.name} {{id: row.id}}) SET n = row.properties", rows)

    def put_links(self, kind: LinkKind, ends: tuple[str, str], rows: Sequence[Row]) -> None:
        """Add or overwrite links, a transaction a batch."""
        # No two of Linkwork's nodes have one id, so the kind of an end says nothing more; and a query that names both
        # labels takes the server longer to plan than to run. A fresh server has no statistics and would look every end
        # up by scanning, hence the hints.
        a, b = (
            f"MATCH ({x}:{OWN} {{id: row.{end}}}) USING INDEX {x}:{OWN}(id)"
            for x, end in (("a", "from_id"), ("b", "to_id"))
        )
        verb = "CREATE" if self._all_new(kind, rows) else "MERGE"
        put = f"{verb} (a)-[r:{kind.name} {{id: row.id}}]->(b) SET r = row.properties"
        self._batches(f"UNWIND $rows AS row {a} {b} {put}", rows)

    def _all_new(self, kind: LinkKind, rows: Sequence[Row]) -> bool:
        """Whether these links can only be new, so that none need be looked for: one transaction, and none are there.

        Where it is not known whether a transaction was kept, the driver does not repeat it, and the next build mends.
        """
        if len(rows) > BATCH or len({row["id"] for row in rows}) < len(rows):
            return False
        # The server keeps this number; it counts nothing.
        return not self.read(f"MATCH ()-[r:{kind.name}]->() RETURN count(r) AS n")[0]["n"]

    def remove_nodes(self, kind: NodeKind, ids: Sequence[str]) -> None:
        """Take nodes out, with their links."""
        self._batches(f"UNWIND $rows AS row MATCH (n:{OWN}:{kind.name} {{id: row}}) DETACH DELETE n", ids)

    def remove_links(self, kind: LinkKind, ids: Sequence[str]) -> None:
        """Take links out, found from the end they start at, which is in their id.

        One made by hand bears what id it likes: the kind is looked through only where fewer are found than were named.
        """
        rows = [{"id": id_, "from_id": ends[0]} for id_ in ids if (ends := ends_of(id_))]
        taken = self._batches(
            f"UNWIND $rows AS row MATCH (a:{OWN} {{id: row.from_id}}) USING INDEX a:{OWN}(id) "
            f"MATCH (a)-[r:{kind.name} {{id: row.id}}]->() DELETE r",
            rows,
        )
        if taken < len(ids):
            self._batches(f"MATCH (:{OWN})-[r:{kind.name}]->() WHERE toString(r.id) IN $rows DELETE r", ids)

    def read(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """The rows of a query, in read access mode: the server refuses one that would write."""
        refuse_more_than_reading(cypher)

        def work(transaction: neo4j.ManagedTransaction) -> list[Row]:
            found = transaction.run(cypher, dict(parameters or {}))
            return [{key: _plain(record[key]) for key in record.keys()} for record in found]  # noqa: SIM118

        with self._session(neo4j.READ_ACCESS) as session:
            return session.execute_read(work)

    def read_within(self, cypher: str, limits: Limits) -> Part:
        """The first rows of a query in a transaction with a time limit; what lies beyond them is not fetched.

        The server keeps the time, and looks every second or two.
        """
        refuse_more_than_reading(cypher)
        with self._session(neo4j.READ_ACCESS) as session:
            try:
                with session.begin_transaction(timeout=limits.seconds) as transaction:
                    found = islice(transaction.run(cypher), limits.rows + 1)
                    rows = [{key: _plain(record[key]) for key in record.keys()} for record in found]  # noqa: SIM118
            except exceptions.Neo4jError as error:
                if "TransactionTimedOut" in (error.code or ""):
                    raise TookTooLong(limits) from error
                raise
        return Part(rows[: limits.rows], len(rows) <= limits.rows)

    def wipe(self) -> None:
        """Take out every node that carries Linkwork's label, and the marker first: killed, it is no graph any more."""
        self._write(f"MATCH (m:{MARKER}) DETACH DELETE m")
        while self.read(f"MATCH (n:{OWN}) RETURN n.id AS id LIMIT 1"):
            self._write(f"MATCH (n:{OWN}) WITH n LIMIT {BATCH} DETACH DELETE n")

    def marker(self) -> Row | None:
        """The marker's values, or None."""
        rows = self.read(f"MATCH (m:{MARKER}) RETURN properties(m) AS marker")
        marker = dict(rows[0]["marker"]) if rows else None
        if self._found == []:
            self._found.append(marker)
        return marker

    def put_marker(self, marker: Row) -> None:
        """Replace the marker."""
        self._write(f"MERGE (m:{MARKER} {{id: '{MARKER}'}}) SET m = $rows[0]", [{**marker, "id": MARKER}])

    def close(self) -> None:
        """Let go of the server."""
        self._found = None  # what is written from now on is no matter of whoever has read
        self._driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        with closing(self):
            if not any(exc) and self._found and self._found != [self.marker()]:
                raise GraphUnavailable(WRITTEN_MEANWHILE)

    def _batches(self, cypher: str, rows: Sequence[Any]) -> int:
        """Run it for these rows, a transaction a batch, and say how many links it took out."""
        taken = 0
        for start in range(0, len(rows), BATCH):
            taken += self._write(cypher, rows[start : start + BATCH])
        return taken

    def _write(self, cypher: str, rows: Sequence[Any] = ()) -> int:
        """Run it in one transaction, and say how many links it took out."""
        with self._session(neo4j.WRITE_ACCESS) as session:
            return session.execute_write(_run, cypher, list(rows))

    @contextmanager
    def _session(self, mode: str) -> Iterator[neo4j.Session]:
        with self._said(), self._driver.session(default_access_mode=mode, database=self._address.database) as session:
            yield session

    @contextmanager
    def _said(self) -> Iterator[None]:
        """Whatever the driver raises, as a sentence with the way out."""
        try:
            yield
        except (exceptions.Neo4jError, exceptions.DriverError) as error:
            raise in_words(error, self._address) from error
        except OSError as error:
            raise _absent(self._address) from error


def _run(transaction: neo4j.ManagedTransaction, cypher: str, rows: list[Any]) -> int:
    return transaction.run(cypher, {"rows": rows}).consume().counters.relationships_deleted


def check_version(agent: str) -> None:
    """Raise GraphUnavailable if a server that calls itself so ("Neo4j/5.26.30") is too old."""
    version = agent.rpartition("/")[2]
    numbers = tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
    if numbers < OLDEST:
        raise GraphUnavailable(f"The server is Neo4j {version}; Linkwork needs 5.0 or newer. Nothing was changed.")


def in_words(error: exceptions.Neo4jError | exceptions.DriverError, address: GraphAddress) -> LinkworkError:
    """The error that people see for one of the driver's."""
    code = getattr(error, "code", None) or ""
    said = (getattr(error, "message", None) or str(error)).strip().rstrip(".")
    if isinstance(error, exceptions.ServiceUnavailable | exceptions.SessionExpired | exceptions.IncompleteCommit):
        broken = next((cause for cause in _causes(error) if isinstance(cause, ssl.SSLError)), None)
        return _unproven(broken, address) if broken else _absent(address)
    if isinstance(error, exceptions.AuthError) and "Forbidden" not in code:
        code = "Unauthorized"
    if "AccessMode" in code or "read access mode" in said.lower():
        return LinkworkError("That query would change the graph. Only queries that read are run.")
    for part, sentence in SENTENCES.items():
        if part in code:
            filled = sentence.format(place=address.place, database=address.database, said=said.splitlines()[0])
            return LinkworkError(filled) if part == "Statement" else GraphUnavailable(filled)
    return GraphUnavailable(f"The Neo4j at {address.place} could not do that: {said}.")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error, what it came of, and what that came of."""
    if error is not None:
        yield error
        yield from _causes(error.__cause__ or error.__context__)
        for part in getattr(error, "exceptions", ()):
            yield from _causes(part)


def _unproven(error: ssl.SSLError, address: GraphAddress) -> GraphUnavailable:
    """The error for a server that does not prove who it is, or has no way to."""
    if isinstance(error, ssl.SSLCertVerificationError):
        why = f"shows no certificate that this computer trusts: {error.verify_message.rstrip('.')}"
        way = "If it is your own server, set SSL_CERT_FILE to the file of the authority that certified it."
    else:
        why = "does not answer under encryption"
        way = "Have it answer so, or, on this computer alone, use an address without +s."
    return GraphUnavailable(f"The server at {address.place} {why}. It was told nothing and nothing was changed. {way}")


def _absent(address: GraphAddress) -> GraphUnavailable:
    return GraphUnavailable(
        f"No Neo4j answers at {address.place}, or it stopped answering. Start it or check the address, and run this "
        "again: what was half done is then finished. Without --graph and NEO4J_URI the embedded graph is used."
    )


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a query returns
    """A value as JSON can hold it: a node or a link by its properties, a date as ISO text."""
    if isinstance(value, neo4j.graph.Node | neo4j.graph.Relationship):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, neo4j.graph.Path):
        return [_plain(node) for node in value.nodes]
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return value.iso_format() if hasattr(value, "iso_format") else value
