"""The terms of one load by everything they may be named by, and the circles in what is broader than what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from linkwork.errors import Problem
from linkwork.graph.identity import Names, slug
from linkwork.graph.records import Table
from linkwork.loaders._terms import coded_id, scheme, written_id

OTHER = {"Need": "Audience", "Audience": "Need"}


@dataclass(frozen=True, slots=True)
class Term:
    """A row that is a term; `cells` are its cells by the names of the columns, with its place."""

    kind: str
    id: str
    cells: Mapping[str, Any]

    @property
    def aliases(self) -> list[str]:
        """Its other names."""
        return [part.strip() for part in (self.cells.get("also_called") or "").split(";") if part.strip()]


@dataclass
class Terms:
    """Every term of a load; `meant` says which of them, or of the project's others, a cell names."""

    every: Sequence[Term]
    names: Names
    _named: dict[tuple[str, str, str], dict[str, None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for term in self.every:
            code, taxonomy = term.cells.get("code"), term.cells.get("taxonomy") or ""
            if code and taxonomy:
                coded = self.names.by_identifier(term.kind, scheme(taxonomy), code)
                self._add("id", term.kind, coded, term.id)
            if code:
                self._add("code", term.kind, f"{scheme(taxonomy)}:{slug(code)}", term.id)
                self._add("any code", term.kind, slug(code), term.id)
            self._add("id", term.kind, term.id, term.id)
            for name in (term.cells.get("name") or "", *term.aliases):
                self._add("name", term.kind, slug(name), term.id)

    def _add(self, sort: str, kind: str, called: str, id_: str) -> None:
        self._named.setdefault((sort, kind, called), {})[id_] = None

    def meant(self, cell: str, by: Term) -> tuple[str | None, str]:
        """The id of the term that a cell of this term's row names, or None and what is wrong with it.

        The nearest first: an id, a code of the row's own vocabulary, a name in the file, any code in it, a name known
        in any source. What is none of these is taken for an id, or a vocabulary and code, that is yet to be described.
        """
        found = self._found(cell, by.kind, by)
        if len(found) > 1:
            return None, f"{cell!r} may mean {' or '.join(found)}; write the id of the one meant"
        if not found and (self._found(cell, OTHER[by.kind], by) or written_id(cell, OTHER[by.kind], self.names)):
            return (
                None,
                f"{cell!r} is {a(OTHER[by.kind])} and this row is {a(by.kind)}; only terms of a kind are joined",
            )
        if not found and not slug(cell):
            return None, f"{cell!r} has no letters or digits to know a term by"
        id_ = found[0] if found else coded_id(cell, by.kind, self.names) or self.names.by_id(by.kind, cell)
        return (None, "a term is not joined to itself; leave it out") if id_ == by.id else (id_, "")

    def _found(self, cell: str, kind: str, by: Term) -> list[str]:
        """What the cell may mean among the terms of a kind, by the first way of naming that finds any."""
        own = scheme(by.cells.get("taxonomy") or "")
        prefix = f"{self.names.schema.node[kind].prefix}-"
        ways = [
            ("id", written_id(cell, kind, self.names) or ""),
            ("id", coded_id(cell, kind, self.names) or ""),
            ("code", f"{own}:{slug(cell)}"),
            ("name", slug(cell)),
            ("id", prefix + slug(cell)),
            ("any code", slug(cell)),
        ]
        for sort, called in ways:
            if called and (hits := self._named.get((sort, kind, called))):
                return list(hits)
        if given := written_id(cell, kind, self.names):
            return [given]
        return self.names.anywhere(kind, cell) if slug(cell) else []


def a(kind: str) -> str:
    """The kind in words."""
    return "an audience" if kind == "Audience" else "a need"


def circles(tables: Sequence[Table]) -> Iterator[Problem]:
    """A problem for each circle in BROADER, in the row of its link that was read last."""
    up: dict[str, list[tuple[str, Problem]]] = {}
    for table in tables:
        for row in table.rows.iter_rows(named=True):
            place = Problem(row["_file"], row["_sheet"] or "", row["_row"], "broader")
            way = _way(up, row["to_id"], row["from_id"])
            if way:
                said = " -> ".join([row["from_id"], *way])
                message = f"these terms would each be broader than themselves: {said}; take one of them out"
                yield Problem(place.file, place.sheet, place.row, place.column, message)
            else:
                up.setdefault(row["from_id"], []).append((row["to_id"], place))


def _way(up: Mapping[str, list[tuple[str, Problem]]], start: str, goal: str) -> list[str]:
    """The terms from one up to another by what is broader; empty if there is no way."""
    came: dict[str, str] = {start: ""}
    waiting = [start]
    while waiting:
        at = waiting.pop()
        if at == goal:
            way = [at]
            while came[way[-1]]:
                way.append(came[way[-1]])
            return way[::-1]
        for above, _ in up.get(at, []):
            if above not in came:
                came[above] = at
                waiting.append(above)
    return []
