"""Where each fact came from: the rows of the rounds that say it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import polars as pl

from linkwork.graph.judgements import FILE, LINK, SOURCE, Judgement
from linkwork.graph.rounds import Round
from linkwork.graph.schema import SCHEMA
from linkwork.graph.shapes import ends_of
from linkwork.graph.wards import rows_behind

#: The columns of a row that mentions a record: its id, and then as Evidence has them.
MENTIONS = {"id": pl.Utf8, "date": pl.Utf8, "source": pl.Utf8, "file": pl.Utf8, "sheet": pl.Utf8, "row": pl.Int64}


class Evidence(NamedTuple):
    """One row of one source that mentions a record."""

    date: str
    source: str
    file: str
    sheet: str
    row: int | None


def evidence(rounds: Sequence[Round], ids: Sequence[str]) -> Mapping[str, list[Evidence]]:
    """For each id that some round mentions, the latest row of each source, the newest first.

    A link that follows from a postcode has the rows that say the postcode and the row of the directory that lists it.
    """
    # The last row of a source counts: what stands behind a postcode only where the source has no row of the link's own.
    said = pl.concat([_behind(rounds, ids).reverse(), _mentions(rounds, ids)])
    last = said.unique(["id", "source"], keep="last", maintain_order=True)
    found: dict[str, list[Evidence]] = {}
    ordered = last.sort(Evidence._fields, descending=True)
    pieces = map(Evidence._make, zip(*(ordered[name].to_list() for name in Evidence._fields), strict=True))
    for id_, piece in zip(ordered["id"].to_list(), pieces, strict=True):
        found.setdefault(id_, []).append(piece)
    return found


def _behind(rounds: Sequence[Round], ids: Sequence[str]) -> pl.DataFrame:
    """The rows behind links that follow from a postcode."""
    rows = [
        (id_, round_.as_of, round_.source, file, sheet or "", row)
        for id_, round_, (file, sheet, row) in rows_behind(rounds, ids)
    ]
    return pl.DataFrame(rows, schema=MENTIONS, orient="row")


def _mentions(rounds: Sequence[Round], ids: Sequence[str]) -> pl.DataFrame:
    """Every row that mentions one of these ids, in the order of the rounds."""
    wanted = pl.Series("id", sorted(set(ids)), dtype=pl.Utf8).to_frame()
    kinds = _kinds_of(ids)
    found = [pl.DataFrame(schema=MENTIONS)]
    for round_ in rounds:
        for table in round_.tables_of(kinds):
            by = (pl.lit(round_.as_of).alias("date"), pl.lit(round_.source).alias("source"))
            rows = table.rows.select("id", *by, file="_file", sheet=pl.col("_sheet").fill_null(""), row="_row")
            found.append(rows.join(wanted, on="id", how="semi", maintain_order="left"))
    return pl.concat(found)


def _kinds_of(ids: Sequence[str]) -> set[str] | None:
    """The kinds that these ids may be of, by how they begin; None, for all kinds, where an id begins otherwise."""
    begun: dict[str, set[str]] = {kind.name: {kind.name} for kind in SCHEMA.links}
    for kind in SCHEMA.nodes:
        begun.setdefault(_beginning(kind.prefix), set()).add(kind.name)
    # Ids are many and mostly of links, whose kinds are few.
    heads = {_beginning(head) for head in {id_.partition("|")[0] for id_ in ids}}
    return set().union(*(begun[head] for head in heads)) if heads <= begun.keys() else None


def _beginning(id_: str) -> str:
    """The kind of a link's id; the prefix of a node's, or the first word of it."""
    return id_.partition("|")[0].partition("-")[0]


def judged_evidence(ids: Sequence[str], judged: Sequence[Judgement]) -> Mapping[str, list[Evidence]]:
    """For the ids of overlaps that were judged in the project, the row of its decisions; other ids are left out."""
    by_pair = {one.pair: one for one in judged}
    found = {}
    for id_ in ids:
        ends = ends_of(id_) if id_.startswith(f"{LINK}|") else None
        if ends and (one := by_pair.get(frozenset(ends))):
            found[id_] = [Evidence(one.decided_on, SOURCE, FILE, "", one.row)]
    return found
