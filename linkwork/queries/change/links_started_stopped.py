"""C2: links that started, stopped or stayed between two dates, and how stable they were."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from linkwork.errors import LinkworkError
from linkwork.graph.parsing import dates_of
from linkwork.graph.schema import SCHEMA
from linkwork.graph.stability import stability
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._landscape import percent
from linkwork.queries._parameters import did_you_mean
from linkwork.queries._words import left_out
from linkwork.words import are, counted

if TYPE_CHECKING:
    from linkwork.graph.stability import Ties

ORDER = ("new", "ended", "kept")
STATED = {"new": ("not stated", "stated"), "ended": ("stated", "not stated"), "kept": ("stated", "stated")}
ENDS = {
    (True, True): "yes",
    (False, True): "where it starts is not named at both dates",
    (True, False): "where it ends is not named at both dates",
    (False, False): "neither end is named at both dates",
}


def finish(found: Found) -> Finished:
    """New links, then ended, then kept, each in order of kind, ends and source."""
    source, kind = (str(found.parameters[name] or "") for name in ("source", "kind"))
    start, end = dates_of(found.parameters["start"], found.parameters["end"])
    if kind and kind not in SCHEMA.link:
        raise LinkworkError(f"There is no kind of link {kind!r}.{did_you_mean(kind, list(SCHEMA.link))}")
    known = found.rounds.ties(start, end, source or None)
    links = known.links.filter(pl.col("kind") == kind) if kind else known.links
    counts = _counts(links)
    wanted = links if found.parameters["show"] == "all" else links.filter(pl.col("change") != "kept")
    first = _in_order(wanted, known.names).head(found.parameters["limit"])
    shares = {
        key: _share(one for one in counts if (one.source, one.kind) == key)
        for key in {(one.source, one.kind) for one in counts}
    }
    rows = [_row(link, shares[link["source"], link["kind"]]) for link in first.iter_rows(named=True)]
    said = list(_headline(known, counts, kind))
    nothing = "" if known.sources else "No rounds have been loaded, so there is nothing to compare yet."
    if known.sources and all(one.note for one in known.sources):
        nothing = f"Nothing could be compared. {' '.join(said)}"
    return Finished(rows, [*said, *left_out(len(rows), wanted.height, "links")], nothing)


class _Count(NamedTuple):
    """How many links of one kind of one source did what, among those whose ends both dates name or the others."""

    source: str
    kind: str
    change: str
    known: bool
    links: int


def _counts(links: pl.DataFrame) -> list[_Count]:
    groups = links.group_by("source", "kind", "change", pl.col("from_known") & pl.col("to_known")).len()
    return [_Count(*row) for row in groups.rows()]


def _numbers(counts: Iterable[_Count]) -> Counter[str]:
    numbers = Counter[str]()
    for one in counts:
        numbers[one.change] += one.links
    return numbers


def _share(counts: Iterable[_Count]) -> float | None:
    number = _numbers(counts)
    return stability(number["kept"], number["new"], number["ended"])


def _headline(known: "Ties", counts: Sequence[_Count], kind: str) -> Iterator[str]:
    """For each source what was compared, how many links stayed, and the same of those whose ends both dates name."""
    for one in known.sources:
        if one.note:
            yield f"{one.source}: {one.note}."
            continue
        own = [some for some in counts if some.source == one.source]
        number = _numbers(own)
        words = f"{number['kept']:,} kept, {number['new']:,} new, {number['ended']:,} ended"
        share = _share(own)
        stable = f": link stability is {percent(share)}" if share is not None else ""
        yield f"{one.source}: {one.start} compared with {one.end}: {words}{stable}."
        among = _share(some for some in own if some.known)
        if among is not None and among != share:
            yield f"{one.source}: among links whose ends are named at both dates it is {percent(among)}."
        left = sum(n for (by, name), n in known.uncovered.items() if by == one.source and kind in ("", name))
        if left:
            yield f"{one.source}: {counted(left, 'link')} {are(left)} left out, which only one of the rounds covers."


def _row(link: Mapping[str, Any], share: float | None) -> Row:
    before, after = STATED[link["change"]]
    return {
        "from": link["from"],
        "to": link["to"],
        "kind": link["kind"],
        "change": link["change"],
        "before": before,
        "after": after,
        "real_change": None if link["change"] == "kept" else ENDS[link["from_known"], link["to_known"]],
        "stability": None if share is None else round(share, 4),
        "source": link["source"],
        "id": link["id"],
        "from_id": link["from_id"],
        "to_id": link["to_id"],
        "evidence": [link["id"]],
    }


def _in_order(links: pl.DataFrame, names: Mapping[str, str]) -> pl.DataFrame:
    """The links with the names of their ends, `from` and `to`, in the order in which they are shown."""
    ends = {
        end: pl.Series([names.get(id_, id_) for id_ in links[f"{end}_id"]], dtype=pl.Utf8) for end in ("from", "to")
    }
    place = pl.col("change").replace_strict(ORDER, range(len(ORDER)), return_dtype=pl.Int8)
    return links.with_columns(**ends).sort(place, "kind", "from", "to", "source", "id")
