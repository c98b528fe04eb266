"""What nobody has confirmed since the latest complete round: let go by its sources, or merely not said again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from linkwork.graph.difference import names_of
from linkwork.graph.fold import View
from linkwork.graph.rounds import Round, RoundStore
from linkwork.graph.scope import Located, in_scope
from linkwork.graph.shapes import NodeKind
from linkwork.graph.views import current_view, statements


@dataclass(frozen=True, slots=True)
class Left:
    """One record: the day it was last said and by whom, and whether the latest round covers such records.

    It covers a record that is in its scope, of a kind that its source has ever spoken of.
    `stale_since` is the day of the round by which all its sources had let it go; None where some source still stands.
    """

    kind: str
    id: str
    name: str
    last: str
    sources: tuple[str, ...]
    owner: str | None
    in_scope: bool
    stale_since: str | None


@dataclass(frozen=True)
class Unconfirmed:
    """Such records by kind and id; the day and the sources of the latest complete round ("" if there is none).

    `records` is how many records there are of which some source still speaks.
    """

    left: tuple[Left, ...]
    day: str
    sources: tuple[str, ...]
    records: int


def unconfirmed(store: RoundStore, kinds: Sequence[str]) -> Unconfirmed:
    """The live records of these kinds that no round of that day or a later one says, and those let go since.

    Let go since means that it was the latest complete round of a source that did: what was let go before is history.
    Several complete rounds of that one day count as one. All as on the store's day where it has one.
    """
    rounds = store.folded()
    complete = [r for r in rounds if r.complete and not r.is_directory]
    day = max((r.as_of for r in complete), default="")
    last = [r for r in complete if r.as_of == day]
    if not last:
        return Unconfirmed((), "", (), 0)
    view = current_view(store)
    names, newest = names_of(view), {r.source: r.as_of for r in complete}
    # Where things lie is asked only of rounds that cover some areas.
    located = statements(store)[1].located if any(r.scope.areas for r in last) else Located([])
    found: list[Left] = []
    for kind in (k for k in store.schema.nodes if k.name in kinds and k.name in view.nodes):
        rows = _since(view.nodes[kind.name], _mentions(rounds, kind), day, frozenset(newest.values()))
        if not rows.height:
            continue
        speaks = {r.source for r in rounds if any(table.kind == kind.name for table in r.tables)}
        covered = _covered(kind, [r for r in last if r.source in speaks], located)
        found += _left(rows.with_columns(covered.alias("_covered")), kind, names)
    return Unconfirmed(tuple(found), day, tuple(r.source for r in last), _records(view, kinds))


def _mentions(rounds: Sequence[Round], kind: NodeKind) -> pl.DataFrame:
    """Every mention of a record of a kind: its id, the day and the source of the round, and the sheet."""
    return pl.concat(
        table.rows.select("id", "_sheet", pl.lit(r.as_of).alias("_as_of"), pl.lit(r.source).alias("_source"))
        for r in rounds
        for table in r.tables
        if table.kind == kind.name
    )


def _since(frame: pl.DataFrame, mentions: pl.DataFrame, day: str, newest: frozenset[str]) -> pl.DataFrame:
    """The records with the day (`_last`), the sources and the sheets of their last mention, if that is before a day."""
    let_go = pl.col("stale_since").is_in(sorted(newest))
    said_since = mentions.filter(pl.col("_as_of") >= day)
    left = frame.filter(pl.col("live") | let_go).join(said_since, on="id", how="anti")
    at_last = pl.col("_as_of") == pl.col("_as_of").max()
    last = (
        mentions.join(left, on="id", how="semi")
        .group_by("id")
        .agg(
            pl.col("_as_of").max().alias("_last"),
            pl.col("_source").filter(at_last).unique().sort().alias("_by"),
            pl.col("_sheet").filter(at_last).unique(),
        )
    )
    return left.join(last, on="id").sort("id")


def _covered(kind: NodeKind, last: Sequence[Round], located: Located) -> pl.Expr:
    """Whether any of the latest rounds covers each of these records."""
    return pl.any_horizontal([pl.lit(False), *(in_scope(round_.scope, kind, located) for round_ in last)])


def _left(rows: pl.DataFrame, kind: NodeKind, names: dict[str, str]) -> Iterator[Left]:
    owner = pl.col("owner") if "owner" in rows.columns else pl.lit(None, dtype=pl.Utf8)
    cells = rows.select("id", "_last", "_by", owner.alias("owner"), "_covered", "stale_since").iter_rows()
    for id_, last, by, owns, covered, stale in cells:
        yield Left(kind.name, id_, names.get(id_, id_), last, tuple(by), owns, covered, stale)


def _records(view: View, kinds: Sequence[str]) -> int:
    return sum(int(frame["live"].sum()) for name, frame in view.nodes.items() if name in kinds)
