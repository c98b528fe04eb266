"""Rounds folded into the current view: one row a record, with the latest value of each property and the stamps.

The rule, of MODEL.md section 3: what a source last said of a property is its statement (a blank in a complete round
takes its earlier statement back, a blank in a partial one says nothing); of the statements of several sources the one
with the latest date is shown, and at the same date that of the source whose name comes last.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import polars as pl

from linkwork.graph.parsing import COLUMN
from linkwork.graph.place import Place, outside
from linkwork.graph.records import ENDS
from linkwork.graph.rounds import Round
from linkwork.graph.scope import PLACING, Located, in_scope
from linkwork.graph.shapes import LinkKind, NodeKind, Property, Schema

#: Columns that a fold adds to each table for its own use. `_order` is the place of the round in the fold.
MENTION = ("_order", "_source", "_as_of", "_complete", "_sheet")
EVERYWHERE = Place()


@dataclass(frozen=True)
class View:
    """The current view of a set of rounds.

    `nodes` and `links` hold one frame a kind that has rows: `id`, properties, stamps; a link also its ends and `loose`,
    which is true where an end is in no round. `as_of` is the latest date of the rounds ("" if there are none).
    `outside` are the ids of the nodes that were left out because they do not belong to the project's place.
    """

    rounds: tuple[str, ...]
    as_of: str
    nodes: dict[str, pl.DataFrame]
    links: dict[str, pl.DataFrame]
    outside: frozenset[str] = frozenset()

    def loose(self) -> int:
        """The number of links that wait for an end."""
        return sum(int(frame["loose"].sum()) for frame in self.links.values())


def fold(rounds: Sequence[Round], schema: Schema, as_of: str | None = None, place: Place = EVERYWHERE) -> View:
    """The view of these rounds, given in fold order, on a day: that of the latest of them unless another is given.

    Where a place is given, what does not belong to it is left out, and so is every link to it.
    """
    as_of = as_of or max((r.as_of for r in rounds), default="")
    said = _said(rounds)
    located = Located(_placing(said, rounds, schema))
    nodes = {kind.name: _folded(said[kind.name], kind, rounds, located) for kind in schema.nodes if kind.name in said}
    links = {kind.name: _folded(said[kind.name], kind, rounds, located) for kind in schema.links if kind.name in said}
    elsewhere = outside(nodes, links, place)
    nodes = {name: _without(frame, elsewhere, "id") for name, frame in nodes.items()}
    nodes = {name: frame.with_columns(_live_alone(frame, as_of)) for name, frame in nodes.items()}
    everything = _ends_known(nodes)
    links = {
        name: _joined(_without(frame, elsewhere, "from_id", "to_id"), everything, as_of)
        for name, frame in links.items()
    }
    return View(tuple(r.id for r in rounds), as_of, nodes, links, elsewhere)


def _without(frame: pl.DataFrame, ids: frozenset[str], *columns: str) -> pl.DataFrame:
    """The rows none of whose columns holds one of these ids."""
    if not ids:
        return frame
    left_out = pl.Series(sorted(ids), dtype=pl.Utf8)
    return frame.filter(~pl.any_horizontal(pl.col(column).is_in(left_out.implode()) for column in columns))


def _said(rounds: Sequence[Round]) -> dict[str, list[pl.DataFrame]]:
    """Every table of every round, by kind, each row knowing which round said it."""
    said: dict[str, list[pl.DataFrame]] = {}
    for order, round_ in enumerate(rounds):
        mention = {"_order": order, "_source": round_.source, "_as_of": round_.as_of, "_complete": round_.complete}
        for table in round_.tables:
            rows = table.rows.drop("_file", "_row").with_columns(pl.lit(v).alias(k) for k, v in mention.items())
            said.setdefault(table.kind, []).append(rows)
    return said


def _placing(said: dict[str, list[pl.DataFrame]], rounds: Sequence[Round], schema: Schema) -> list[pl.DataFrame]:
    """The links that say where things are now; none where no round's scope names an area.

    Whether such a link is stale is judged by the rounds that cover more than areas, or it would rest on itself.
    """
    if not any(r.scope.areas for r in rounds):
        return []
    nowhere = Located([])
    kinds = [schema.link[name] for name in PLACING if name in said]
    frames = [_latest(said[kind.name], kind) for kind in kinds]
    judged = [_stale(frame, kind, rounds, nowhere) for frame, kind in zip(frames, kinds, strict=True)]
    return [frame.filter(pl.col("stale").is_null()).select("from_id", "to_id") for frame in judged]


def _latest(tables: Sequence[pl.DataFrame], kind: NodeKind | LinkKind) -> pl.DataFrame:
    """For each id and source, the round that last mentioned it, on which sheets, and the date of the first."""
    ends = list(ENDS) if isinstance(kind, LinkKind) else []
    mentions = pl.concat([table.select("id", *ends, *MENTION) for table in tables])
    last = pl.col("_order") == pl.col("_order").max()
    return mentions.group_by("id", "_source", *ends).agg(
        pl.col("_order").max(),
        pl.col("_sheet").filter(last).unique(),
        pl.col("_as_of").min().alias("first"),
    )


def _folded(
    tables: Sequence[pl.DataFrame], kind: NodeKind | LinkKind, rounds: Sequence[Round], located: Located
) -> pl.DataFrame:
    """One row an id: ends, the shown value of each property, first_round, stale_since, sources."""
    ends = list(ENDS) if isinstance(kind, LinkKind) else []
    stale = _stale(_latest(tables, kind), kind, rounds, located)
    frame = stale.group_by("id", *ends).agg(
        pl.col("first").min().alias("first_round"),
        pl.when(pl.col("stale").is_not_null().all()).then(pl.col("stale").max()).alias("stale_since"),
        pl.col("_source").sort().alias("sources"),
    )
    for prop in kind.properties:
        shown = _shown([table for table in tables if prop.name in table.columns], prop)
        if shown is None:
            frame = frame.with_columns(pl.lit(None, dtype=COLUMN[prop.type]).alias(prop.name))
        else:
            frame = frame.join(shown, on="id", how="left")
    return frame.sort("id")


def _shown(tables: Sequence[pl.DataFrame], prop: Property) -> pl.DataFrame | None:
    """The value of one property for each id that has one. In one round a filled cell goes before a blank one."""
    if not tables:
        return None
    value = pl.col(prop.name)
    # A round may be older than the schema, and hold the property as another type.
    typed = value.cast(COLUMN[prop.type], strict=False)
    cells = pl.concat([table.select("id", "_source", "_order", "_complete", typed) for table in tables])
    filled = value.is_not_null()
    statements = cells.filter(pl.col("_complete") | filled).sort("_order", filled, maintain_order=True)
    last = statements.unique(subset=["id", "_source"], keep="last", maintain_order=True)
    return last.filter(filled).unique(subset="id", keep="last", maintain_order=True).select("id", prop.name)


def _stale(latest: pl.DataFrame, kind: NodeKind | LinkKind, rounds: Sequence[Round], located: Located) -> pl.DataFrame:
    """Adds `stale`: the date of the first complete round of the source, in scope, after its last mention of the id."""
    latest = latest.with_columns(stale=pl.lit(None, dtype=pl.Utf8))
    for order, round_ in enumerate(rounds):
        if not round_.complete:
            continue
        missed = (pl.col("_source") == round_.source) & (pl.col("_order") < order) & pl.col("stale").is_null()
        covered = in_scope(round_.scope, kind, located)
        latest = latest.with_columns(
            stale=pl.when(missed & covered).then(pl.lit(round_.as_of)).otherwise(pl.col("stale"))
        )
    return latest


def _live_alone(frame: pl.DataFrame, as_of: str) -> pl.Expr:
    """Whether each row is live by itself: not stale, open or of unknown status, and not ended before `as_of`.

    An end given as a month or a year has passed when the whole of it has.
    """
    live = pl.col("stale_since").is_null()
    if "status" in frame.columns:
        live &= pl.col("status").is_null() | (pl.col("status") == "open")
    if "ends" in frame.columns:
        day = pl.lit(as_of).str.head(pl.col("ends").str.len_chars())
        live &= pl.col("ends").is_null() | (pl.col("ends") >= day)
    return live.alias("live")


def _ends_known(nodes: dict[str, pl.DataFrame]) -> pl.DataFrame:
    shape = {"kind": pl.Utf8, "id": pl.Utf8, "live": pl.Boolean}
    frames = [f.select(pl.lit(kind).alias("kind"), "id", "live") for kind, f in nodes.items()]
    return pl.concat(frames) if frames else pl.DataFrame(schema=shape)


def _joined(links: pl.DataFrame, nodes: pl.DataFrame, as_of: str) -> pl.DataFrame:
    """Links with `loose` and `live`: a link is live if it is so by itself and both its ends are."""
    frame = links.with_columns(_live_alone(links, as_of))
    for end in ("from", "to"):
        known = nodes.select(
            pl.col("kind").alias(f"{end}_kind"), pl.col("id").alias(f"{end}_id"), pl.col("live").alias(f"{end}_live")
        )
        frame = frame.join(known, on=[f"{end}_kind", f"{end}_id"], how="left")
    loose = pl.col("from_live").is_null() | pl.col("to_live").is_null()
    both = pl.col("from_live").fill_null(False) & pl.col("to_live").fill_null(False)
    return frame.with_columns(loose=loose, live=pl.col("live") & both).drop("from_live", "to_live").sort("id")


def by_source(rounds: Sequence[Round]) -> Iterator[tuple[str, list[Round]]]:
    """The rounds of each source, in the order of the sources' names; each source's in fold order."""
    ordered = sorted(rounds, key=lambda r: r.source)
    for source, group in groupby(ordered, key=lambda r: r.source):
        yield source, list(group)
