"""Where each fact came from: the rows of the rounds that say it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from linkwork.graph.judgements import FILE, LINK, SOURCE, Judgement
from linkwork.graph.rounds import Round
from linkwork.graph.schema import SCHEMA
from linkwork.graph.wards import rows_behind


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
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
    wanted = pl.Series("id", sorted(set(ids)), dtype=pl.Utf8).to_frame()
    kinds = _kinds_of(ids)
    found: dict[str, dict[str, Evidence]] = {}
    for round_ in rounds:
        for table in round_.tables_of(kinds):
            rows = table.rows.select("id", "_file", "_sheet", "_row").join(wanted, on="id", how="semi")
            for id_, file, sheet, row in rows.iter_rows():
                seen = Evidence(round_.as_of, round_.source, file, sheet or "", row)
                found.setdefault(id_, {})[round_.source] = seen
    for id_, round_, (file, sheet, row) in rows_behind(rounds, ids):
        found.setdefault(id_, {}).setdefault(
            round_.source, Evidence(round_.as_of, round_.source, file, sheet or "", row)
        )
    return {id_: sorted(rows.values(), reverse=True) for id_, rows in found.items()}


def _kinds_of(ids: Sequence[str]) -> set[str] | None:
    """The kinds that these ids may be of, by how they begin; None, for all kinds, where an id begins otherwise."""
    begun: dict[str, set[str]] = {kind.name: {kind.name} for kind in SCHEMA.links}
    for kind in SCHEMA.nodes:
        begun.setdefault(_beginning(kind.prefix), set()).add(kind.name)
    heads = {_beginning(id_) for id_ in ids}
    return set().union(*(begun[head] for head in heads)) if heads <= begun.keys() else None


def _beginning(id_: str) -> str:
    """The kind of a link's id; the prefix of a node's, or the first word of it."""
    return id_.partition("|")[0].partition("-")[0]


def judged_evidence(ids: Sequence[str], judged: Sequence[Judgement]) -> Mapping[str, list[Evidence]]:
    """For the ids of overlaps that were judged in the project, the row of its decisions; other ids are left out."""
    by_pair = {one.pair: one for one in judged}
    found = {}
    for id_ in ids:
        link, *ends = id_.split("|")
        if link == LINK and (one := by_pair.get(frozenset(ends))):
            found[id_] = [Evidence(one.decided_on, SOURCE, FILE, "", one.row)]
    return found
