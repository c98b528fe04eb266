"""The rows behind each change: those that say what is now so, and those that said what was.

They are looked up only for the changes handed in, so that a page that shows thirty lines of a national difference reads
thirty records and not the whole of both rounds.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from linkwork.graph.change_rows import Change
from linkwork.graph.difference import MOVES, Changes, Period, PeriodKey, period_key
from linkwork.graph.evidence import Evidence
from linkwork.graph.records import PLACE_COLUMNS, link_id
from linkwork.graph.rounds import Round


def with_evidence(rows: Sequence[Change], periods: Mapping[PeriodKey, Period]) -> list[Change]:
    """The rows in their order, each with `evidence`: [{source, date, file, sheet, row}], what is now so first.

    What is new rests on the last row that says it; what is gone on the last that did, since the round that lacks it has
    none to show (`missing_from` names that round); what changed on the row that says the new and the one that said the
    old. A round without the record, or with a column that says nothing, is no evidence.
    """
    found: list[Change] = [dict(row) for row in rows]
    for key in {period_key(row) for row in rows}:
        period = periods.get(key)
        mine = [row for row in found if period_key(row) == key]
        said = _Said.of(mine, period) if period else None
        for row in mine:
            row["evidence"] = [_shape(one) for one in said.behind(row)] if said else []
    return found


def all_with_evidence(found: Changes) -> Changes:
    """The changes, every one with its evidence."""
    return found.each(lambda rows: with_evidence(rows, found.periods))


@dataclass(frozen=True, slots=True)
class _Mention:
    """One row of one round that mentions a record, with the fields of it that were asked for."""

    evidence: Evidence
    complete: bool
    fields: Mapping[str, Any]


#: For each id, the rows that mention it, in fold order.
_Mentions = Mapping[str, list[_Mention]]


@dataclass(frozen=True, slots=True)
class _Said:
    """What the rounds of a period say of some records, before and after."""

    earlier: _Mentions
    later: _Mentions

    @classmethod
    def of(cls, rows: Sequence[Change], period: Period) -> "_Said":
        """What both halves of the period say of the records of these rows, read once a round."""
        wanted = pl.Series("id", sorted({id_ for row in rows for id_ in _records(row)}), dtype=pl.Utf8).to_frame()
        fields: dict[str, set[str]] = {}
        for row in rows:
            move = row["field"] in MOVES
            fields.setdefault(row["field"] if move else row["kind"], set()).update(() if move else {row["field"]})
        return cls(*(_mentions(rounds, wanted, fields) for rounds in (period.earlier, period.later)))

    def behind(self, row: Change) -> Iterator[Evidence]:
        """The rows that one change rests on."""
        field = None if row["field"] in MOVES else row["field"]
        for id_ in _records(row):
            was, now = self.earlier.get(id_, ()), self.later.get(id_, ())
            if field is None:
                # What is gone may have been said last by a partial round of the later ones.
                yield from (said.evidence for said in [*was, *now][-1:])
            else:
                for mentions, value in ((now, row["after"]), (was, row["before"])):
                    yield from (said.evidence for said in _that_say(mentions, field, value)[-1:])


def _records(row: Change) -> list[str]:
    """The ids of the records that a change is read from: the links themselves where something has moved."""
    if row["field"] not in MOVES:
        return [row["id"]]
    ends = [*row["after"], *row["before"]]
    return [link_id(row["field"], row["id"], end) for end in ends]


def _mentions(rounds: Sequence[Round], wanted: pl.DataFrame, fields: Mapping[str, set[str]]) -> _Mentions:
    """Every row of these rounds that mentions a record wanted, of the kinds that have fields here."""
    found: dict[str, list[_Mention]] = {}
    for round_ in rounds:
        for table in (table for table in round_.tables if table.kind in fields):
            names = [name for name in table.rows.columns if name in fields[table.kind]]
            rows = table.rows.select("id", *PLACE_COLUMNS, *names).join(
                wanted, on="id", how="semi", maintain_order="left"
            )
            for id_, file, sheet, number, *values in rows.iter_rows():
                said = Evidence(round_.as_of, round_.source, file, sheet or "", number)
                one = _Mention(said, round_.complete, dict(zip(names, values, strict=True)))
                found.setdefault(id_, []).append(one)
    return found


def _that_say(mentions: Sequence[_Mention], field: str, value: object) -> list[_Mention]:
    """Those that say this value; where it is not theirs to compare (a small count is hidden), those that say any.

    A blank is only a statement in a complete round.
    """
    saying = [m for m in mentions if field in m.fields and (m.complete or m.fields[field] is not None)]
    return [m for m in saying if m.fields[field] == value] or saying


def _shape(said: Evidence) -> dict[str, Any]:
    """Evidence as answers give it."""
    where = {"file": said.file or None, "sheet": said.sheet or None, "row": said.row}
    return {"source": said.source, "date": said.date, **where}
