"""Rounds folded into the current view: one row a record, with the latest value of each property and the stamps.

The rule, of docs/rounds.md: what a source last said of a property is its statement (a blank in a complete round
takes its earlier statement back, a blank in a partial one says nothing); of the statements of several sources the one
of the source that the project believes first is shown ([precedence]), where no order is set the one with the latest
date, and at the same date that of the source whose name comes last.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import groupby

import polars as pl

from linkwork.graph._values import also_called, with_values
from linkwork.graph.judgements import LINK as JUDGED
from linkwork.graph.judgements import with_judgements
from linkwork.graph.place import Place, outside
from linkwork.graph.records import ENDS
from linkwork.graph.rounds import Round
from linkwork.graph.rules import Rules
from linkwork.graph.scope import PLACING, Located, in_scope
from linkwork.graph.shapes import LinkKind, NodeKind, Schema
from linkwork.graph.wards import LINK as IN_AREA
from linkwork.graph.wards import Directories, no_links, no_places, with_wards

#: Columns that a fold adds to each table for its own use. `_order` is the place of the round in the fold.
MENTION = ("_order", "_source", "_as_of", "_complete", "_sheet")
AS_SAID = Rules()


@dataclass(frozen=True)
class View:
    """The current view of a set of rounds.

    `nodes` and `links` hold one frame a kind that has rows: `id`, properties, stamps; a link also its ends and `loose`,
    which is true where an end is in no round. `as_of` is the latest date of the rounds ("" if there are none).
    `outside` are the ids of the nodes that were left out because they do not belong to the project's place.
    `places` has a row for each organisation and site in the view that has a postcode, with the columns of wards.PLACES:
    what became of it, and the `link` to its ward that follows from it, which is among `links` too. It is empty where no
    round is a directory of postcodes.
    """

    rounds: tuple[str, ...]
    as_of: str
    nodes: dict[str, pl.DataFrame]
    links: dict[str, pl.DataFrame]
    outside: frozenset[str] = frozenset()
    places: pl.DataFrame = field(default_factory=no_places)

    def loose(self) -> int:
        """The number of links that wait for an end."""
        return sum(int(frame["loose"].sum()) for frame in self.links.values())

    def by_postcode(self) -> pl.DataFrame:
        """The links that follow from postcodes alone, which no source states by itself or ever did."""
        alone = self.places.filter(pl.col("link").is_not_null() & ~pl.col("restated")).select(
            pl.col("link").alias("id")
        )
        frame = self.links.get(IN_AREA)
        return no_links() if frame is None else frame.join(alone, on="id", how="semi", maintain_order="left")

    def as_stated(self) -> "View":
        """The view without the links that follow from postcodes alone."""
        derived = self.by_postcode()
        if not derived.height:
            return self
        stated = self.links[IN_AREA].join(derived, on="id", how="anti", maintain_order="left")
        return replace(self, links={**self.links, IN_AREA: stated}, places=no_places())


def fold(rounds: Sequence[Round], schema: Schema, as_of: str | None = None, rules: Rules = AS_SAID) -> View:
    """The view of these rounds, given in fold order, on a day: that of the latest of them unless another is given.

    What does not belong to the place of the rules is left out, and so is every link to it. Where a round is a directory
    of postcodes, what has a postcode is in the ward of it. Overlaps that were judged in the project are as
    they were judged, whatever a source states.
    """
    return within(everywhere(rounds, schema, as_of, rules), rules.place)


def everywhere(rounds: Sequence[Round], schema: Schema, as_of: str | None = None, rules: Rules = AS_SAID) -> View:
    """What `fold` gives where the rules name no place: everything, wherever it lies."""
    rules = rules.by(as_of)
    as_of = as_of or max((r.as_of for r in rounds), default="")
    said = said_by(rounds)
    by = folding(said, rounds, schema, rules)
    nodes = {kind.name: _folded(said[kind.name], kind, by) for kind in schema.nodes if kind.name in said}
    links = {kind.name: _folded(said[kind.name], kind, by) for kind in schema.links if kind.name in said}
    if rules.judged:
        links[JUDGED] = with_judgements(links.get(JUDGED), rules.judged, schema.link[JUDGED])
    links, places = with_wards(nodes, links, said, Directories.among(rounds, rules.retired, schema))
    nodes = {name: frame.with_columns(_live_alone(frame, as_of)) for name, frame in nodes.items()}
    everything = _ends_known(nodes)
    links = {name: _joined(frame, everything, as_of) for name, frame in links.items()}
    places = places.join(everything, on=["kind", "id"], how="inner", maintain_order="left")
    return View(tuple(r.id for r in rounds), as_of, nodes, links, frozenset(), places)


def within(view: View, place: Place) -> View:
    """The view of everything, without what does not belong to a place; as it is where none is named."""
    elsewhere = outside(view.nodes, view.links, place)
    if not elsewhere:
        return view
    nodes = {name: _without(frame, elsewhere, "id") for name, frame in view.nodes.items()}
    here = _ends_known(nodes)
    links = {
        name: _joined(_without(frame, elsewhere, "from_id", "to_id"), here, view.as_of)
        for name, frame in view.links.items()
    }
    places = _without(view.places, elsewhere, "id")
    return replace(view, nodes=nodes, links=links, outside=elsewhere, places=places)


@dataclass(frozen=True)
class Folding:
    """What every kind is folded by: the rounds, where things are, and the rules."""

    rounds: Sequence[Round]
    located: Located
    rules: Rules

    def stale(self, tables: Sequence[pl.DataFrame], kind: NodeKind | LinkKind) -> pl.DataFrame:
        """For each id and source that mentions it (`_source`), the day from which that source is silent (`stale`)."""
        return _silent(_stale(_latest(tables, kind), kind, self.rounds, self.located), self)


def folding(said: dict[str, list[pl.DataFrame]], rounds: Sequence[Round], schema: Schema, rules: Rules) -> Folding:
    """What these rounds are folded by."""
    return Folding(rounds, Located(_placing(said, rounds, schema)), rules)


def _without(frame: pl.DataFrame, ids: frozenset[str], *columns: str) -> pl.DataFrame:
    """The rows none of whose columns holds one of these ids."""
    if not ids:
        return frame
    left_out = pl.Series(sorted(ids), dtype=pl.Utf8)
    return frame.filter(~pl.any_horizontal(pl.col(column).is_in(left_out.implode()) for column in columns))


def said_by(rounds: Sequence[Round]) -> dict[str, list[pl.DataFrame]]:
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
    """For each id and source, the round that last mentioned it, on which sheets, and the date of the first.

    `_alone` is whether that mention is one row of a complete round, which says all that the source has to say of it.
    """
    ends = list(ENDS) if isinstance(kind, LinkKind) else []
    mentions = [table.select("id", *ends, *MENTION) for table in tables if table.height]
    by_round: dict[str, dict[int, list[pl.DataFrame]]] = {}
    for table in mentions:
        source, order = table.select("_source", "_order").row(0)
        by_round.setdefault(source, {}).setdefault(order, []).append(table)
    found = [_last_of(_in_round(every) for every in of.values()) for of in by_round.values()]
    return pl.concat(found or [_in_round([table.select("id", *ends, *MENTION) for table in tables])])


def _in_round(tables: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """One row an id from the mentions in one round, with the columns of `_latest`."""
    rows = pl.concat(tables).rename({"_as_of": "first", "_complete": "_alone"})
    if rows["id"].is_unique().all():
        return rows.with_columns(pl.concat_list("_sheet"))
    once = pl.col("_alone") & (pl.len() == 1)
    same = rows.columns
    by = [name for name in same if name not in ("_sheet", "_alone")]
    return rows.group_by(by).agg(pl.col("_sheet").unique(), once.first()).select(same)


def _last_of(rounds: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """One row an id from those of the rounds of one source, in fold order: the last, with the date of the first."""

    def later(earlier: pl.DataFrame, now: pl.DataFrame) -> pl.DataFrame:
        since = earlier.select("id", _since="first")
        again = now.join(since, on="id", how="left").with_columns(first=pl.coalesce("_since", "first")).drop("_since")
        return pl.concat([earlier.join(now, on="id", how="anti"), again])

    return reduce(later, rounds)


def _folded(tables: Sequence[pl.DataFrame], kind: NodeKind | LinkKind, by: Folding) -> pl.DataFrame:
    """One row an id: ends, the shown value of each property, first_round, stale_since, sources."""
    ends = list(ENDS) if isinstance(kind, LinkKind) else []
    stale = by.stale(tables, kind)
    frame = with_values(_stamped(stale, ends), tables, kind, by.rules)
    return (also_called(tables, frame) if isinstance(kind, NodeKind) else frame).sort("id")


def _stamped(stale: pl.DataFrame, ends: Sequence[str]) -> pl.DataFrame:
    """One row an id from one for each id and source: when it was first said, since when nobody says it, and who did.

    `_settled` is the place in the fold of the round that says all there is to show, in one row; null where there is
    none, because several sources speak of it, or the last to do so says only a part.
    """
    if not stale["id"].is_duplicated().any():
        settled = pl.when("_alone").then("_order").alias("_settled")
        stamps = [pl.col("first").alias("first_round"), pl.col("stale").alias("stale_since")]
        return stale.select("id", *ends, settled, *stamps, pl.concat_list("_source").alias("sources"))
    return stale.group_by("id", *ends).agg(
        pl.when(pl.len() == 1, pl.col("_alone").first()).then(pl.col("_order").first()).alias("_settled"),
        pl.col("first").min().alias("first_round"),
        pl.when(pl.col("stale").is_not_null().all()).then(pl.col("stale").max()).alias("stale_since"),
        pl.col("_source").sort().alias("sources"),
    )


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


def _silent(stale: pl.DataFrame, by: Folding) -> pl.DataFrame:
    """Adds to `stale` what a source that was retired had said up to that day."""
    for source, day in by.rules.retired.items():
        earlier = [order for order, round_ in enumerate(by.rounds) if round_.as_of <= day]
        said = (pl.col("_source") == source) & pl.col("_order").is_in(earlier) & pl.col("stale").is_null()
        stale = stale.with_columns(stale=pl.when(said).then(pl.lit(day)).otherwise(pl.col("stale")))
    return stale


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
