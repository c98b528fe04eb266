"""Reads shared parts from a view, as an engine reads them from a graph of it, so that no graph has to be made first.

The parts are written in a few things alone: MATCH and OPTIONAL MATCH of one node or one link, WHERE, WITH that gathers,
RETURN and ORDER BY. Whatever else a query may say is refused, and a test holds every part to the rows of an engine.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from linkwork.errors import LinkworkError
from linkwork.graph.engine import Row
from linkwork.graph.fold import View
from linkwork.graph.readback import columns_of
from linkwork.graph.schema import SCHEMA
from linkwork.graph.tokens import Token, split, tokens
from linkwork.queries._patterns import Link, Node, UnreadablePatternError, patterns
from linkwork.queries._values import UnreadableValueError, gathered, value

OPENS = ("MATCH", "OPTIONAL", "WITH", "RETURN", "ORDER")
#: The number of a row while it is joined with what may not be there.
PLACE = "#"


class Viewed:
    """A view, to be read as an engine is."""

    def __init__(self, view: View) -> None:
        self.view = view

    def read(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """The rows of a query without parameters. Raises LinkworkError where it is not written as parts are."""
        try:
            found = _Reading(self.view, tokens(cypher)).table
        except (UnreadablePatternError, UnreadableValueError) as error:
            raise LinkworkError(f"That query can be read from a graph only: {error}.") from error
        names = found.columns
        return [dict(zip(names, row, strict=True)) for row in zip(*(found[n].to_list() for n in names), strict=True)]


@dataclass
class _Clause:
    """A clause: the word that opens it, the words after it, and those after its WHERE."""

    opens: str
    words: list[Token] = field(default_factory=list)
    where: list[Token] = field(default_factory=list)


def _clauses(words: Sequence[Token]) -> list[_Clause]:
    if not words or words[0].word != "MATCH":
        raise UnreadableValueError(words[0] if words else Token("sign", "", 1), "MATCH")
    found: list[_Clause] = []
    into: list[Token] = []
    for word in words:
        optional = bool(found) and found[-1].opens == "OPTIONAL" and not into
        if word.word in OPENS and not (optional and word.word == "MATCH"):
            found.append(_Clause(word.word))
            into = found[-1].words
        elif word.word == "WHERE":
            into = found[-1].where
        elif word.word != "MATCH":
            into.append(word)
    return found


def _order(clause: _Clause) -> list[str]:
    """The names after ORDER BY: the least first, and null after everything."""
    found = split(clause.words[1:])
    for words in found:
        if len(words) > 1:
            raise UnreadableValueError(words[1], "the end of a name")
    return [word.name for (word,) in found]


def _alias(words: Sequence[Token]) -> tuple[Sequence[Token], str]:
    """What stands before AS, and the name after it; a name alone stays what it is."""
    if len(words) == 1:
        return words, words[0].name
    if len(words) < 3 or words[-2].word != "AS":
        raise UnreadableValueError(words[-1], "a value AS a name")
    return words[:-2], words[-1].name


class _Reading:
    """A query on its way through a view; `table` is what its clauses have come to."""

    def __init__(self, view: View, words: Sequence[Token]) -> None:
        self.view = view
        self.wanted: dict[str, set[str]] = {}
        for a, sign, b in zip(words, words[1:], words[2:], strict=False):
            if sign.text == "." and a.name and b.name != "id":
                self.wanted.setdefault(a.name, set()).add(b.name)
        self.variables: set[str] = set()
        self.table = pl.DataFrame()
        for clause in _clauses(words):
            self._take(clause)

    def _take(self, clause: _Clause) -> None:
        if clause.opens == "ORDER":
            self.table = self.table.sort(_order(clause), nulls_last=True, maintain_order=True)
        elif clause.opens in ("WITH", "RETURN"):
            self.table = self._where(self._named(clause), clause)
        elif self.variables:
            self._match_too(clause)
        else:
            self.table = self._where(self._pattern(clause), clause)

    def _where(self, table: pl.DataFrame, clause: _Clause) -> pl.DataFrame:
        return table.filter(value(clause.where, self.variables)) if clause.where else table

    def _match_too(self, clause: _Clause) -> None:
        """Join what is there already with a pattern; with OPTIONAL a row to which nothing fits stays, with null."""
        before, known = self.table.with_row_index(PLACE), set(self.variables)
        found = self._pattern(clause)
        shared = [f"{name}.id" for name in known if f"{name}.id" in found.columns]
        if not shared:
            raise UnreadableValueError(clause.words[-1], "a pattern with something that is there")
        mine = [name for name in found.columns if name in shared or name not in before.columns]
        fits = self._where(before.join(found.select(mine), on=shared, how="inner"), clause)
        if clause.opens == "OPTIONAL":
            added = fits.select(PLACE, *(name for name in mine if name not in shared))
            fits = before.join(added, on=PLACE, how="left")
        self.table = fits.drop(PLACE)

    def _pattern(self, clause: _Clause) -> pl.DataFrame:
        """What a clause looks for: for every variable its id, its kind and the properties that the query names."""
        found = patterns([Token("name", "MATCH", 1), *clause.words])
        if len(found.links) > 1 or len(found.nodes) != len(found.links) + 1:
            raise UnreadableValueError(clause.words[0], "one node or one link")
        self.variables |= {one.variable for one in found.all}
        return self._link(found.links[0]) if found.links else self._node(found.nodes[0])

    def _node(self, node: Node) -> pl.DataFrame:
        return self._rows(node, node.labels, self.view.nodes)

    def _link(self, link: Link) -> pl.DataFrame:
        found = self._rows(link, link.types, self.view.links)
        for side, node in zip(("from", "to"), link.ends[:: link.way], strict=True):
            kind, id_ = f"{node.variable}:", f"{node.variable}.id"
            found = found.rename({f"{side}_kind": kind, f"{side}_id": id_})
            if node.labels:
                found = found.join(self._node(node), on=[kind, id_], how="inner")
        return found

    def _rows(self, one: Node | Link, kinds: Sequence[str], frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
        """The rows of these kinds; of links those that have both ends, as they are in a graph."""
        odd = isinstance(one, Link) and (one.repeated or not one.way)
        if odd or one.keys or not kinds or not one.variable:
            raise UnreadablePatternError(one.line, "it is no plain pattern of one node or one link with name and kind")
        found = []
        for kind in kinds:
            frame = frames.get(kind, pl.DataFrame(schema=columns_of(SCHEMA.kind(kind))))
            wanted = [name for name in sorted(self.wanted.get(one.variable, ())) if name in frame.columns]
            ends = [name for name in ("from_kind", "from_id", "to_kind", "to_id") if name in frame.columns]
            tied = frame.filter(~pl.col("loose")) if "loose" in frame.columns else frame
            named = [pl.col(name).alias(f"{one.variable}.{name}") for name in ("id", *wanted)]
            found.append(tied.select(pl.lit(kind).alias(f"{one.variable}:"), *ends, *named))
        return pl.concat(found, how="diagonal_relaxed")

    def _named(self, clause: _Clause) -> pl.DataFrame:
        """What WITH or RETURN names; where some of it is gathered, a row for each group of the rest."""
        plain: dict[str, pl.Expr] = {}
        many: dict[str, pl.Expr] = {}
        for words in split(clause.words):
            said, name = _alias(words)
            each = gathered(said, self.variables)
            if each is not None:
                many[name] = each
            elif len(words) == 1 and name in self.variables:
                mine = (f"{name}:", f"{name}.id", *(f"{name}.{fact}" for fact in sorted(self.wanted.get(name, ()))))
                plain |= {column: pl.col(column) for column in mine if column in self.table.columns}
            else:
                plain[name] = value(said, self.variables)
        if not many:
            return self.table.select(**plain)
        rows = self.table.with_columns(**plain)
        return rows.group_by(*plain, maintain_order=True).agg(**many)
