"""A map as a file has it, whatever its format: rows of things and rows of lines, with what each heading stands for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from linkwork.errors import Problem
from linkwork.loaders._columns import plain

What = Literal["nodes", "edges"]
#: Role -> the headings it goes by, in lower case without punctuation, the likeliest first.
NODES = {
    "id": ("id", "node id", "element id", "key"),
    "name": ("label", "name", "title", "vertex names", "node", "element"),
    "type": ("type", "element type", "node type", "kind"),
}
EDGES = {
    "from": ("from", "source", "from id", "source id"),
    "to": ("to", "target", "to id", "target id"),
    "type": ("type", "connection type", "edge type", "link type", "relationship", "relationship type", "relation"),
    "direction": ("direction", "directed"),
    "label": ("label", "name", "title"),
    "id": ("id", "edge id", "connection id"),
}
ROLES = ("from", "to", "id", "name", "type", "direction")
LEAVE_OUT = "leave out"
#: Of mistakes of one sort so many are listed.
LISTED = 20

#: What words say about the direction of a line.
DIRECTIONS = {
    **dict.fromkeys(("directed", "yes", "true", "1", "one way"), "directed"),
    **dict.fromkeys(("undirected", "no", "false", "0", "none"), "undirected"),
    **dict.fromkeys(("mutual", "both", "two way", "bidirectional"), "mutual"),
}


@dataclass(frozen=True, slots=True)
class Rows:
    """The things or the lines of one sheet or one part of a file, as text under headings.

    `rows` has for each its number as the file counts it, and its filled cells by heading.
    """

    file: str
    sheet: str
    what: What
    headings: tuple[str, ...]
    rows: Sequence[tuple[int, Mapping[str, str]]]

    def place(self, row: int | None = None, heading: str = "", message: str = "") -> Problem:
        """A problem in this row under this heading."""
        return Problem(self.file, self.sheet, row, heading, message)


@dataclass(slots=True)
class Drawn:
    """All that the files of a load hold, and what is wrong or odd with them."""

    parts: list[Rows] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def gathered(file: str, sheet: str, what: What, rows: Iterable[tuple[int, Mapping[str, str]]]) -> Rows:
    """Rows whose headings are all that any of them has, in the order they are met."""
    listed = list(rows)
    return Rows(file, sheet, what, tuple(dict.fromkeys(key for _, cells in listed for key in cells)), listed)


def is_edges(headings: Iterable[str], columns: Mapping[str, str]) -> bool:
    """Whether these are the headings of lines: they say from what and to what."""
    found = roles(headings, "edges", columns)
    return "from" in found and "to" in found


def is_nodes(headings: Iterable[str], columns: Mapping[str, str]) -> bool:
    """Whether these are the headings of things: they say which, or what they are called."""
    found = roles(headings, "nodes", columns)
    return "id" in found or "name" in found


def roles(headings: Iterable[str], what: What, columns: Mapping[str, str]) -> dict[str, str]:
    """The heading that has each role; `columns` are the settings, by plain heading, and hold before what is usual."""
    listed = list(headings)
    found = {role: h for h in listed if (role := columns.get(plain(h), "")) in ROLES}
    free = {plain(h): h for h in reversed(listed) if plain(h) not in columns}
    for role, usual in (NODES if what == "nodes" else EDGES).items():
        heading = next((free[word] for word in usual if word in free), None)
        if role not in found and heading is not None:
            found[role] = heading
    return found


def direction(cell: str | None) -> str | None:
    """What a cell says of a line's direction; None for a word that says nothing of it."""
    return DIRECTIONS.get(plain(cell)) if cell else None
