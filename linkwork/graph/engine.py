"""The seam between Linkwork and whatever holds the graph. Nothing outside this room knows which engine is running."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, Self

from linkwork.errors import LinkworkError
from linkwork.graph.shapes import LinkKind, NodeKind, Schema

Row = dict[str, Any]
#: The label of the one node that says whose graph it is and what it was built from, and on a server that of all others.
MARKER, OWN = "LinkworkMarker", "Linkwork"


@dataclass(frozen=True)
class Limits:
    """How long a query may take, in seconds, and how many rows it may give."""

    seconds: float = 30.0
    rows: int = 10_000


@dataclass(frozen=True, slots=True)
class Part:
    """The first rows of a query; `whole` where there are no more."""

    rows: list[Row]
    whole: bool


class TookTooLong(LinkworkError):
    """A query that was stopped because it took longer than it may."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(f"The query took longer than {limits.seconds:g} seconds and was stopped. Ask for less.")


#: What is said of a graph that `damaged` tells of.
DAMAGED = (
    "The graph is damaged: it no longer says whose it is and what it was built from. Nothing was changed. "
    "Make it again from the rounds: `linkwork build --from-scratch`."
)


def damaged(marker: Row | None) -> bool:
    """Whether a build has left this marker and something has taken out of it what every build says."""
    return marker is not None and not {"project", "state"} <= marker.keys()


#: What is said of an answer that may be of two states: nobody can tell which part is of which.
WRITTEN_MEANWHILE = (
    "Somebody wrote to the graph while this was read from it, so nothing is said: it might be neither the old nor the "
    "new. Run this again."
)


class Writer(Protocol):
    """What nodes and links are written through. Both methods raise GraphUnavailable when the place does not answer."""

    def put_nodes(self, kind: NodeKind, rows: Sequence[Row]) -> None:
        """Add or overwrite nodes of one kind: each row has `id` and `properties`; what is absent or None is unset."""

    def put_links(self, kind: LinkKind, ends: tuple[str, str], rows: Sequence[Row]) -> None:
        """Add or overwrite links between two kinds: each row has `id`, `from_id`, `to_id` and `properties`."""


class Reader(Protocol):
    """What questions and their parts are read from."""

    def read(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """The rows of a query, as mappings of column to value. Raises LinkworkError if the query would write."""


class Engine(Writer, Reader, Protocol):
    """A place to keep the graph. Every method raises GraphUnavailable when the place does not answer."""

    name: str

    def prepare(self, schema: Schema) -> None:
        """Make the constraints or tables that the schema calls for. Safe to repeat."""

    def filling(self) -> AbstractContextManager[Writer] | None:
        """A faster writer for a graph that holds nothing, or None where there is none or the graph holds something.

        It takes each node once and before its links, and each link once; all of it is there when the writer is left.
        A graph whose filling was broken off is to be wiped: what it holds cannot be mended.
        """

    def remove_nodes(self, kind: NodeKind, ids: Sequence[str]) -> None:
        """Take nodes of one kind out, with whatever links they have."""

    def remove_links(self, kind: LinkKind, ids: Sequence[str]) -> None:
        """Take links of one kind out; an id that is held more than once is named more than once."""

    def read_within(self, cypher: str, limits: Limits) -> Part:
        """The first rows of a query, which is stopped if it takes too long. Raises TookTooLong then, else as `read`."""

    def wipe(self) -> None:
        """Take out everything that Linkwork wrote, the marker too."""

    def marker(self) -> Row | None:
        """What the last build wrote about itself, or None in a graph that no build has touched."""

    def put_marker(self, marker: Row) -> None:
        """Replace the marker; values are text, numbers or lists of text."""

    def close(self) -> None:
        """Let go of the graph."""

    def __enter__(self) -> Self:
        """The engine itself, to be closed on leaving."""

    def __exit__(self, *exc: object) -> None:
        """Close. Raises GraphUnavailable where it was opened for reading and another wrote to it meanwhile."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose graph it is: the project's id, the name and the note that its outputs bear where there are no settings."""

    id: str
    name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class GraphAddress:
    """Where the graph is and how to be let in. The password is in no representation of it.

    `place` is a folder or an address; `beside` allows a server that holds other things too.
    """

    place: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    database: str | None = None
    beside: bool = False


def holds_a_graph(address: GraphAddress) -> bool:
    """Whether it is a folder with a graph and nothing else in it, readable or not, or one still to be made."""
    if "://" in address.place:
        return False
    from linkwork.graph.embedded import is_graph

    return is_graph(Path(address.place))


def clear_graph(address: GraphAddress) -> None:
    """Remove the graph in a folder that holds one, whether or not it can be opened: the rounds can make it again.

    What else is in the folder stays.
    """
    from linkwork.graph.embedded import clear

    clear(Path(address.place))


def open_engine(address: GraphAddress, writing: bool = False) -> Engine:
    """Open a graph: a folder is the embedded engine, a `bolt://` or `neo4j://` address a Neo4j server.

    A folder opened for reading must hold a graph. Raises LinkworkError for any other address, and GraphUnavailable
    where nothing answers or nobody is let in.
    """
    scheme, found, _ = address.place.partition("://")
    if not found:
        from linkwork.graph.embedded import EmbeddedEngine

        return EmbeddedEngine(Path(address.place), writing)
    if scheme in ("bolt", "neo4j", "bolt+s", "neo4j+s"):
        from linkwork.graph.neo4j import Neo4jEngine

        return Neo4jEngine(address, writing)
    if scheme in ("bolt+ssc", "neo4j+ssc"):
        raise LinkworkError(f"{scheme}:// does not check who answers. Use {scheme.removesuffix('sc')}://, which does.")
    raise LinkworkError(
        f"Linkwork cannot keep a graph at {scheme}://. Give a folder, or the bolt:// or neo4j:// address of a server."
    )
