"""Which links started, stopped or stayed between two dates, source by source: kept / (kept + new + ended).

Only what both rounds cover is compared (docs/measures.md), or a wider round would look like change. A link of which
one end is newly named, or named no longer, may be no change in the town; that is said of each.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from linkwork.graph.difference import (
    Compared,
    Period,
    dates_compared,
    names_of,
    period_of,
    private_ids,
    rounds_of,
    stated,
)
from linkwork.graph.fold import View, by_source
from linkwork.graph.records import Scope
from linkwork.graph.rounds import Round, RoundStore
from linkwork.graph.scope import PLACING, Located, in_scope
from linkwork.graph.shapes import LinkKind
from linkwork.graph.views import current_view

SIDES = ("before", "after")
#: What the table of links says of each: `change` is new, ended or kept; an end is known if named at both dates.
COLUMNS = {
    "id": pl.Utf8,
    "kind": pl.Utf8,
    "from_id": pl.Utf8,
    "to_id": pl.Utf8,
    "change": pl.Utf8,
    "source": pl.Utf8,
    "from_known": pl.Boolean,
    "to_known": pl.Boolean,
}


@dataclass(frozen=True)
class Ties:
    """The links of every source that could be compared; the names of records by id.

    `links` has a row for each link of each source, with COLUMNS, by source, kind and id: a country has millions.
    """

    sources: tuple[Compared, ...]
    links: pl.DataFrame
    names: Mapping[str, str]
    #: How many links were left out because only one of the two rounds covers them, by source and kind.
    uncovered: Mapping[tuple[str, str], int]


def stability(kept: int, new: int, ended: int) -> float | None:
    """The share of the links of either date that are there at both; None where there are none."""
    return kept / (kept + new + ended) if kept + new + ended else None


def ties(
    store: RoundStore, dates: tuple[str | None, str | None], source: str | None, kinds: Sequence[str], internal: bool
) -> Ties:
    """The links of these kinds between two dates, else between the last two complete rounds of each source.

    What follows from postcodes alone is left out, and so is a link to or from what may not be shown. Raises
    LinkworkError where there is no round of the source asked for.
    """
    rounds = rounds_of(store, source)
    compared, found, uncovered = list[Compared](), [pl.DataFrame(schema=COLUMNS)], dict[tuple[str, str], int]()
    hidden: frozenset[str] = frozenset()
    for name, held in by_source(rounds):
        pair = dates_compared(name, held, *dates)
        compared.append(pair)
        period = period_of(held, pair)
        if pair.note or not (period.earlier and period.later):
            continue
        views = stated(store, period)
        hidden |= private_ids(views, store.schema) if not internal else frozenset()
        every = [kind for kind in store.schema.links if kind.name in kinds]
        located = _located(views)
        frames = [_tied(kind, views, period, located) for kind in every]
        uncovered |= {(name, kind.name): left for kind, (_, left) in zip(every, frames, strict=True)}
        named = _named(views)
        found += [_ties(kind.name, frame, name, named) for kind, (frame, _) in zip(every, frames, strict=True)]
    view = current_view(store)
    away = pl.Series(sorted(hidden | view.outside), dtype=pl.Utf8).implode()
    shown = pl.concat(found).filter(~pl.col("from_id").is_in(away) & ~pl.col("to_id").is_in(away))
    return Ties(tuple(compared), shown, names_of(view), uncovered)


def _named(views: tuple[View, View]) -> pl.Series:
    """The ids of the records that both views state now."""
    none = pl.DataFrame(schema={"id": pl.Utf8})
    first, second = (
        pl.concat([none, *(f.filter(pl.col("stale_since").is_null()).select("id") for f in view.nodes.values())])
        for view in views
    )
    return first.join(second, on="id", how="semi")["id"]


def _tied(kind: LinkKind, views: tuple[View, View], period: Period, located: Located) -> tuple[pl.DataFrame, int]:
    """The links of a kind that either view states, `before` and `after`; and how many only one round covers."""
    sides = [_stated(view, kind.name).with_columns(pl.lit(True).alias(n)) for view, n in zip(views, SIDES, strict=True)]
    both = sides[0].join(sides[1], on=["id", "from_kind", "from_id", "to_id"], how="full", coalesce=True)
    both = both.with_columns(pl.col(*SIDES).fill_null(False)).sort("id")
    scopes = [_scope(side) for side in (period.earlier, period.later)]
    if any(scope.sheets for scope in scopes):
        sheets = _sheets(kind, [*period.earlier, *period.later])
        both = both.join(sheets, on="id", how="left").with_columns(pl.col("_sheet").fill_null([]))
    shared = both.filter(pl.all_horizontal([in_scope(scope, kind, located) for scope in scopes]))
    return shared, both.height - shared.height


def _located(views: tuple[View, View]) -> Located:
    """Where things are by what either view states now."""
    placing = [_stated(view, *PLACING).select("from_id", "to_id") for view in views]
    return Located(placing)


def _stated(view: View, *kinds: str) -> pl.DataFrame:
    """The links of these kinds that a view states now."""
    columns = ["id", "from_kind", "from_id", "to_id"]
    frames = [view.links[name].filter(pl.col("stale_since").is_null()) for name in kinds if name in view.links]
    none = pl.DataFrame(schema=dict.fromkeys(columns, pl.Utf8))
    return pl.concat([none, *(frame.select(columns) for frame in frames)])


def _sheets(kind: LinkKind, rounds: Sequence[Round]) -> pl.DataFrame:
    """The sheets on which each link of a kind stands."""
    none = pl.DataFrame(schema={"id": pl.Utf8, "_sheet": pl.Utf8})
    said = [table.rows.select("id", "_sheet") for r in rounds for table in r.tables if table.kind == kind.name]
    return pl.concat([none, *said]).group_by("id").agg(pl.col("_sheet").unique())


def _scope(rounds: Sequence[Round]) -> Scope:
    """What the last complete of these rounds covers; everything where none is complete."""
    complete = [r.scope for r in rounds if r.complete]
    return complete[-1] if complete else Scope()


def _ties(kind: str, frame: pl.DataFrame, source: str, named: pl.Series) -> pl.DataFrame:
    """The links of one kind of one source, with COLUMNS."""
    before, after = map(pl.col, SIDES)
    kept, new, ended = (pl.lit(word) for word in ("kept", "new", "ended"))
    return frame.select(
        "id",
        pl.lit(kind).alias("kind"),
        "from_id",
        "to_id",
        pl.when(before & after).then(kept).when(after).then(new).otherwise(ended).alias("change"),
        pl.lit(source).alias("source"),
        *(pl.col(f"{end}_id").is_in(named.implode()).alias(f"{end}_known") for end in ("from", "to")),
    )
