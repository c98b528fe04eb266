"""The embedded engine: ArcadeDB's native build, in this process, in one folder. No server and no Java."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from fnmatch import fnmatch
from itertools import islice
from pathlib import Path
from typing import Any, Self

from linkwork.disk import UNFINISHED
from linkwork.errors import GraphBusy, GraphUnavailable, LinkworkError, NoGraphYet
from linkwork.graph._embedded_files import LENGTHS, changed_length, forget_lengths, note_lengths, stamps
from linkwork.graph.engine import MARKER, WRITTEN_MEANWHILE, Limits, Part, Row, Writer
from linkwork.graph.reading_only import refuse_more_than_reading
from linkwork.graph.shapes import LinkKind, NodeKind, Schema, ends_of

# Read by the engine when it is first imported: it would otherwise write its log to the terminal.
os.environ.setdefault("ARCADEDB_LOG_CONSOLE", "off")

import arcadedb

#: Rows in one transaction: measured flat between 5,000 and 20,000, and small enough to keep memory low.
BATCH = 10_000
#: Names that nobody else gives a file: one of them tells that what else is there is the engine's too. A log is the
#: first file that it makes in a new folder.
TELLING = (
    "txlog_*.wal",
    "database.lck",
    "dictionary.*.dict",
    "*.bucket",
    "*.umtidx",
    "*.notunidx",
    "last-tx-id.bin",
    "last-tx-id.bin.tmp",
    "schema*.json.*.tmp",
    "configuration.json.*.tmp",
    f"{UNFINISHED}*{LENGTHS}",
)
#: The names of the files that the engine keeps in a folder, and of those that it has begun to write.
OURS = (*TELLING, "schema*.json", "configuration.json", "statistics.json", LENGTHS)


class EmbeddedEngine:
    """A folder opened for reading (by many processes at once) or for writing (by one)."""

    name = "embedded"

    def __init__(self, folder: Path, writing: bool) -> None:
        self.folder = folder
        self._writing_to_it = writing
        self._database = self._open(writing)
        # A reader holds nobody up, and the engine reads pages as they are when they are asked for. Opening and closing
        # tidy up what a killed process left, so what is compared is how the files stand in between.
        self._found = None if writing else stamps(folder)

    def _open(self, writing: bool) -> arcadedb.Database:
        try:
            return self._opened(writing)
        except arcadedb.ArcadeDBError as error:
            raise _unavailable(self.folder, error) from error

    def _opened(self, writing: bool) -> arcadedb.Database:
        # The engine takes a relative path from where the process began, not from where it is now.
        factory = arcadedb.DatabaseFactory(str(self.folder.absolute()))
        # The engine goes by `schema.json`, which may be anybody's.
        if factory.exists() and any(map(_tells, self.folder.iterdir())):
            self._must_be_whole()
            opened = factory.open(read_only=not writing)
            if writing:
                forget_lengths(self.folder)
            return opened
        if writing:
            self._must_be_ours()
            # What a process killed while it made the graph has left would stand in the way.
            clear(self.folder)
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            return factory.create()
        raise NoGraphYet(
            f"There is no graph in {self.folder} yet. Load a file first (`linkwork load mapping-workbook "
            "mapping-round.xlsx`; `linkwork loaders` lists other sources). Of rounds that are loaded already, "
            "`linkwork build` makes it."
        )

    def _must_be_whole(self) -> None:
        if file := changed_length(self.folder):
            raise GraphUnavailable(
                f"The graph in {self.folder} is damaged: {file} is not as long as it was left. Nothing was changed. "
                "Make it again from the rounds: `linkwork build --from-scratch`."
            )

    def _must_be_ours(self) -> None:
        if not is_graph(self.folder):
            other = f"{self.folder} holds other things. Nothing was changed."
            raise GraphUnavailable(f"{other} Name a new or empty folder with --graph.")

    def prepare(self, schema: Schema) -> None:
        """Make a type and a unique index for each kind of node, and a type for each kind of link."""
        existing = {row["name"] for row in self._query("sql", "SELECT name FROM schema:types", {})}
        for node in schema.nodes:
            if node.name not in existing:
                self._command(f"CREATE CONSTRAINT FOR (n:{node.name}) REQUIRE n.id IS UNIQUE")
        for link in schema.links:
            if link.name not in existing:
                self._database.schema.create_edge_type(link.name)
        if MARKER not in existing:
            self._command(f"CREATE CONSTRAINT FOR (n:{MARKER}) REQUIRE n.id IS UNIQUE")

    def filling(self) -> AbstractContextManager[Writer] | None:
        """The engine's own bulk functions, for a graph without a node."""
        empty = not self._query("opencypher", "MATCH (n) RETURN 1 AS one LIMIT 1", {})
        return self._filling() if empty else None

    @contextmanager
    def _filling(self) -> Iterator[Writer]:
        from linkwork.graph._filling import Filling

        try:
            # Written ahead to the log, or a process that is killed could leave what nothing can open or wipe.
            with self._database.graph_batch(use_wal=True) as batch:
                yield Filling(batch)
        except arcadedb.ArcadeDBError as error:
            raise _unavailable(self.folder, error) from error

    def put_nodes(self, kind: NodeKind, rows: Sequence[Row]) -> None:
        """Add or overwrite nodes, a transaction a batch."""
        self._batches(f"UNWIND $rows AS row MERGE (n:{kind.name} {{id: row.id}}) SET n = row.properties", rows)

    def put_links(self, kind: LinkKind, ends: tuple[str, str], rows: Sequence[Row]) -> None:
        """Add or overwrite links, a transaction a batch."""
        self._batches(
            f"UNWIND $rows AS row MATCH (a:{ends[0]} {{id: row.from_id}}), (b:{ends[1]} {{id: row.to_id}}) "
            f"MERGE (a)-[r:{kind.name} {{id: row.id}}]->(b) SET r = row.properties",
            rows,
        )

    def remove_nodes(self, kind: NodeKind, ids: Sequence[str]) -> None:
        """Take nodes out, with their links."""
        self._batches(f"UNWIND $rows AS row MATCH (n:{kind.name} {{id: row}}) DETACH DELETE n", ids)

    def remove_links(self, kind: LinkKind, ids: Sequence[str]) -> None:
        """Take links out, found from the node that they begin at, which is in their id.

        The engine has no index on links: one pass over the kind is made only where fewer are found than were named.
        """
        for start in range(0, len(ids), BATCH):
            batch = list(ids[start : start + BATCH])
            with self._writing():
                if sum(self._cut(kind, begin, batch) for begin in dict.fromkeys(a for a, _ in kind.ends)) < len(batch):
                    self._command(f"MATCH ()-[r:{kind.name}]->() WHERE toString(r.id) IN $ids DELETE r", {"ids": batch})

    def _cut(self, kind: LinkKind, begin: str, ids: Sequence[str]) -> int:
        """Take out those of the links that begin at a node of one kind, as their ids say, and say how many did."""
        rows = [{"id": id_, "from_id": ends[0]} for id_ in ids if (ends := ends_of(id_))]
        cypher = (
            f"UNWIND $rows AS row MATCH (a:{begin} {{id: row.from_id}})-[r:{kind.name}]->() WHERE r.id = row.id "
            "WITH r, r.id AS id DELETE r RETURN count(id) AS taken"
        )
        return sum(int(row["taken"]) for row in self._database.command("opencypher", cypher, {"rows": rows}).to_list())

    def read(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """The rows of a query; the engine itself refuses one that would write."""
        refuse_more_than_reading(cypher)
        return self._query("opencypher", cypher, dict(parameters or {}))

    def read_within(self, cypher: str, limits: Limits) -> Part:
        """The first rows of a query, which runs in a process of its own that is ended if it takes too long.

        The graph may be open for reading only: the other process could not read it beside a writer.
        """
        from linkwork.graph._apart import read_apart

        refuse_more_than_reading(cypher)
        return read_apart(self.folder, cypher, limits)

    def first(self, cypher: str, rows: int) -> list[Row]:
        """The first rows of a query; the engine works out no more than it has to for them."""
        try:
            found = self._database.query("opencypher", cypher, {})
            return [dict(row) for row in islice(found.iter_dicts(), rows)]
        except arcadedb.ArcadeDBError as error:
            raise _query_refused(error) from error

    def wipe(self) -> None:
        """Begin again with an empty folder: killed half-way, it leaves no graph, and the rounds can make one."""
        self._must_be_ours()
        self._database.close()
        clear(self.folder)
        self._database = self._open(writing=True)

    def marker(self) -> Row | None:
        """The marker's values, or None."""
        rows = self._query("opencypher", f"MATCH (m:{MARKER}) RETURN properties(m) AS marker", {})
        return dict(rows[0]["marker"]) if rows else None

    def put_marker(self, marker: Row) -> None:
        """Replace the marker."""
        with self._writing():
            values = {"marker": {**marker, "id": MARKER}}
            self._command(f"MERGE (m:{MARKER} {{id: '{MARKER}'}}) SET m = $marker", values)

    def close(self) -> None:
        """Close the folder, so that another process can write to it."""
        self._found = None  # what is written from now on is no matter of whoever has read
        if self._database.is_open():
            self._database.close()
            if self._writing_to_it:
                note_lengths(self.folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        written = self._found is not None and self._found != stamps(self.folder)
        self.close()
        if written and not any(exc):
            raise GraphUnavailable(WRITTEN_MEANWHILE)

    def _batches(self, cypher: str, rows: Sequence[Any]) -> None:
        for start in range(0, len(rows), BATCH):
            with self._writing():
                self._command(cypher, {"rows": list(rows[start : start + BATCH])})

    def _query(self, language: str, text: str, parameters: dict[str, Any]) -> list[Row]:
        try:
            rows: list[Row] = self._database.query(language, text, parameters).to_list()
            return rows
        except arcadedb.ArcadeDBError as error:
            raise _query_refused(error) from error

    def _command(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> None:
        try:
            self._database.command("opencypher", cypher, dict(parameters or {}))
        except arcadedb.ArcadeDBError as error:
            raise _unavailable(self.folder, error) from error

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            with self._database.transaction():
                yield
        except arcadedb.ArcadeDBError as error:
            raise _unavailable(self.folder, error) from error


def _query_refused(error: Exception) -> LinkworkError:
    text = str(error)
    if "QueryNotIdempotent" in text or "not idempotent" in text:
        return LinkworkError("That query would change the graph. Only queries that read are run.")
    reason = (text.partition("Exception: ")[2] or text).partition(" (caused by")[0]
    return LinkworkError(f"The graph did not understand the query: {reason.strip().partition(chr(10))[0]}")


def is_graph(folder: Path) -> bool:
    """Whether the folder holds only what the engine keeps, readable or not; an empty one and none at all do.

    Names that others give a file too, such as `configuration.json`, are the engine's only beside one that tells.
    """
    held = list(folder.iterdir()) if folder.exists() else []
    return all(_is_ours(path) for path in held) and (not held or any(_tells(path) for path in held))


def clear(folder: Path) -> None:
    """Remove what the engine keeps in the folder, and nothing else. Of a folder that `is_graph` says is one."""
    for path in in_clearing_order(folder):
        path.rmdir() if path.is_dir() else path.unlink()


def in_clearing_order(folder: Path) -> list[Path]:
    """What the engine keeps in the folder, what tells whose it is last: so what is left by a kill is known for its."""
    held = folder.iterdir() if folder.exists() else ()
    return sorted((path for path in held if _is_ours(path)), key=_tells)


def _tells(path: Path) -> bool:
    return any(fnmatch(path.name, pattern) for pattern in TELLING)


def _is_ours(path: Path) -> bool:
    """Whether the engine keeps a file of that name; an empty folder in place of one holds nothing of anybody's."""
    empty = path.is_dir() and not any(path.iterdir())
    return (path.is_file() or empty) and any(fnmatch(path.name, pattern) for pattern in OURS)


def _unavailable(folder: Path, error: Exception) -> GraphUnavailable:
    text = str(error)
    busy = f"The graph in {folder} is being written by another Linkwork."
    if "locked by another process" in text or "LockException" in text:
        return GraphBusy(f"{busy} Wait until it is done and run this again.")
    if "needs recovery" in text:
        return GraphBusy(f"{busy[:-1]}, or a write was broken off. Wait, or run `linkwork build`.")
    return GraphUnavailable(
        f"The graph in {folder} could not be opened or written ({text.partition(' (caused by')[0]}). "
        "It can always be made again from the rounds: `linkwork build --from-scratch`."
    )
