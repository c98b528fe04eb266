"""How many sources say each fact: what rests on one alone, and the share that two say alike (docs/measures.md).

A fact is one value shown of a live record, or that a live link is there. A source counts for it if it still speaks of
the record and what it last said of the property is the value shown.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from linkwork.graph._values import statements_of
from linkwork.graph.difference import names_of
from linkwork.graph.fold import Folding, View
from linkwork.graph.rounds import RoundStore
from linkwork.graph.shapes import LinkKind, NodeKind, Property
from linkwork.graph.views import current_view, statements

#: What each source says in its own way; to differ in these is no disagreement, and to agree no support.
NOT_FACTS = ("aliases", "confidence")


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that fewer than two sources say: a property of a record, "" for a link's being there.

    `still_said` is False where its source no longer speaks of the record and nobody else says the same.
    """

    kind: str
    id: str
    field: str
    source: str
    date: str
    still_said: bool


@dataclass(frozen=True)
class Sole:
    """The facts that fewer than two sources say, by kind, id and field, and how many facts there are in all."""

    facts: tuple[Fact, ...]
    total: int
    names: Mapping[str, str]


def sole(store: RoundStore, kinds: Sequence[str]) -> Sole:
    """Those facts of these kinds of node and link, how many facts there are, and what records are called.

    As on the store's day where it has one.
    """
    view, (said, by) = current_view(store), statements(store)
    found: list[Fact] = []
    total = 0
    for kind in (k for k in store.schema.kinds if k.name in said and k.name in kinds):
        for fact, number in _of_kind(kind, said[kind.name], by, view):
            total += number
            found += fact
    found.sort(key=lambda f: (f.kind, f.id, f.field))
    return Sole(tuple(found), total, names_of(view))


def _of_kind(
    kind: NodeKind | LinkKind, tables: Sequence[pl.DataFrame], by: Folding, view: View
) -> Iterator[tuple[list[Fact], int]]:
    """For each property of the kind, and for a link's being there, the lone facts and the number of all."""
    frame = (view.links if isinstance(kind, LinkKind) else view.nodes)[kind.name].filter(pl.col("live"))
    speak = by.stale(tables, kind).filter(pl.col("stale").is_null()).select("id", "_source", "_order")
    if isinstance(kind, LinkKind):
        there = frame.select("id").join(speak, on="id", how="inner")
        yield _lone(kind, "", there.with_columns(_speaks=pl.lit(True)), by)
    for prop in kind.properties:
        having = [table for table in tables if prop.name in table.columns]
        if having and prop.name not in NOT_FACTS:
            yield _lone(kind, prop.name, _agreeing(frame, statements_of(having, prop), speak, prop), by)


def _agreeing(frame: pl.DataFrame, statements: pl.DataFrame, speak: pl.DataFrame, prop: Property) -> pl.DataFrame:
    """The statements that give the value shown, each with whether its source still speaks of the record."""
    shown = frame.filter(pl.col(prop.name).is_not_null()).select("id", pl.col(prop.name).alias("_shown"))
    alike = statements.join(shown, on="id", how="inner").filter(pl.col(prop.name) == pl.col("_shown"))
    now = speak.select("id", "_source", pl.lit(True).alias("_speaks"))
    return alike.join(now, on=["id", "_source"], how="left").with_columns(pl.col("_speaks").fill_null(False))


def _lone(kind: NodeKind | LinkKind, field: str, rows: pl.DataFrame, by: Folding) -> tuple[list[Fact], int]:
    """The facts that fewer than two sources still say; one that none does is its last speaker's."""
    number = rows["id"].n_unique()
    lone = (
        rows.with_columns(pl.col("_speaks").sum().over("id").alias("_n"))
        .filter((pl.col("_n") < 2) & (pl.col("_speaks") | (pl.col("_n") == 0)))
        .sort("_order")
        .unique(subset="id", keep="last", maintain_order=True)
    )
    cells = lone.select("id", "_source", "_order", "_speaks").iter_rows()
    return [Fact(kind.name, id_, field, source, by.rounds[n].as_of, there) for id_, source, n, there in cells], number
