"""Which links started, stopped or stayed between two dates, source by source: kept / (kept + new + ended).

Only what both rounds cover is compared (MODEL.md section 4), or a wider round would look like change. A link of which
one end is newly named, or named no longer, may be no change in the town; that is said of each.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from linkwork.graph.difference import Compared, Period, dates_compared, names_of, period_of, private_ids, stated
from linkwork.graph.fold import View, by_source
from linkwork.graph.records import Scope
from linkwork.graph.rounds import Round, RoundStore
from linkwork.graph.scope import PLACING, Located, in_scope
from linkwork.graph.shapes import LinkKind
from linkwork.graph.views import view_of

SIDES = ("before", "after")
#: Whether a link is among those of the earlier and of the later date, in a word.
WORDS = {(True, True): "kept", (False, True): "new", (True, False): "ended"}


@dataclass(frozen=True, slots=True)
class Tie:
    """One link of one source: kept, new or ended, and whether each end is named at both dates."""

    id: str
    kind: str
    from_id: str
    to_id: str
    change: str
    source: str
    known: tuple[bool, bool]


@dataclass(frozen=True)
class Ties:
    """The links of every source that could be compared, by source, kind and id; the names of records by id."""

    sources: tuple[Compared, ...]
    ties: tuple[Tie, ...]
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

    What follows from postcodes alone is left out, and so is a link to or from what may not be shown.
    """
    rounds = [r for r in store.folded() if source in (None, r.source)]
    compared, found, uncovered = list[Compared](), list[Tie](), dict[tuple[str, str], int]()
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
        frames = [_tied(kind, views, period) for kind in every]
        uncovered |= {(name, kind.name): left for kind, (_, left) in zip(every, frames, strict=True)}
        named = _named(views)
        found += [
            one for kind, (frame, _) in zip(every, frames, strict=True) for one in _ties(kind.name, frame, name, named)
        ]
    view = view_of(store, store.folded(), store.rules)
    shown = (t for t in found if not {t.from_id, t.to_id} & (hidden | view.outside))
    return Ties(tuple(compared), tuple(shown), names_of(view), uncovered)


def _named(views: tuple[View, View]) -> frozenset[str]:
    """The ids of the records that both views state now."""
    first, second = (
        {id_ for frame in view.nodes.values() for id_ in frame.filter(pl.col("stale_since").is_null())["id"]}
        for view in views
    )
    return frozenset(first & second)


def _tied(kind: LinkKind, views: tuple[View, View], period: Period) -> tuple[pl.DataFrame, int]:
    """The links of a kind that either view states, `before` and `after`; and how many only one round covers."""
    sides = [_stated(view, kind).with_columns(pl.lit(True).alias(n)) for view, n in zip(views, SIDES, strict=True)]
    both = sides[0].join(sides[1], on=["id", "from_kind", "from_id", "to_id"], how="full", coalesce=True)
    both = both.with_columns(pl.col(*SIDES).fill_null(False)).sort("id")
    rounds = [*period.earlier, *period.later]
    both = both.join(_sheets(kind, rounds), on="id", how="left").with_columns(pl.col("_sheet").fill_null([]))
    placing = [_stated(view, None) for view in views]
    located = Located([frame.select("from_id", "to_id") for frame in placing])
    covers = [in_scope(_scope(side), kind, located) for side in (period.earlier, period.later)]
    shared = both.filter(pl.all_horizontal(covers))
    return shared, both.height - shared.height


def _stated(view: View, kind: LinkKind | None) -> pl.DataFrame:
    """The links of a kind, or those that say where things are, that a view states now."""
    columns = ["id", "from_kind", "from_id", "to_id"]
    names = [kind.name] if kind else list(PLACING)
    frames = [view.links[name].filter(pl.col("stale_since").is_null()) for name in names if name in view.links]
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


def _ties(kind: str, frame: pl.DataFrame, source: str, named: frozenset[str]) -> Iterator[Tie]:
    for id_, start, end, before, after in frame.select("id", "from_id", "to_id", *SIDES).iter_rows():
        yield Tie(id_, kind, start, end, WORDS[before, after], source, (start in named, end in named))
