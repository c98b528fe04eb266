"""Overlaps that people of the project have judged, as links: what is decided goes before what a source states.

A judgement holds for later rounds until it is undone or another of the same two services takes its place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from linkwork.graph.parsing import COLUMN, STAMPED
from linkwork.graph.records import ENDS, link_id
from linkwork.graph.shapes import LinkKind

LINK = "JUDGED"
#: The source that the links name, and the file that they stand in.
SOURCE, FILE = "decisions", "decisions.csv"


@dataclass(frozen=True, slots=True)
class Judgement:
    """That two services overlap deliberately or by accident, who said so, and when to look again.

    `row` is where it stands in the project's file of decisions, as a spreadsheet counts it.
    """

    a: str
    b: str
    overlap: str
    reason: str = ""
    decided_by: str = ""
    decided_on: str = ""
    review_on: str = ""
    row: int = 0

    @property
    def pair(self) -> frozenset[str]:
        """The two services, in no order."""
        return frozenset((self.a, self.b))


def until(judged: Sequence[Judgement], as_of: str | None) -> list[Judgement]:
    """Those that had been made on a day; all where None is given."""
    return [one for one in judged if as_of is None or one.decided_on <= as_of]


def with_judgements(stated: pl.DataFrame | None, judged: Sequence[Judgement], kind: LinkKind) -> pl.DataFrame:
    """The links that sources state, with those judged in their place: one link a pair, whichever way it was stated.

    A link keeps the way in which a source has it, so that its id stays.
    """
    frame = pl.DataFrame(schema=_shape(kind)) if stated is None else stated
    ways = {frozenset(ends): ends for ends in frame.select("from_id", "to_id").iter_rows()}
    rows = [_row(one, ways.get(one.pair, (one.a, one.b))) for one in judged]
    decided = pl.DataFrame(rows, schema=frame.schema)
    both = {end for one in judged for end in ((one.a, one.b), (one.b, one.a))}
    kept = [ends not in both for ends in frame.select("from_id", "to_id").iter_rows()]
    return pl.concat([frame.filter(pl.Series(kept, dtype=pl.Boolean)), decided]).sort("id")


def _shape(kind: LinkKind) -> dict[str, Any]:
    """The columns of a folded frame of such links."""
    return {"id": pl.Utf8, **ENDS, **STAMPED, **{prop.name: COLUMN[prop.type] for prop in kind.properties}}


def _row(one: Judgement, ends: tuple[str, str]) -> dict[str, object]:
    facts = {
        name: getattr(one, name) or None for name in ("overlap", "reason", "decided_by", "decided_on", "review_on")
    }
    return {
        "id": link_id(LINK, *ends),
        "from_kind": "Service",
        "from_id": ends[0],
        "to_kind": "Service",
        "to_id": ends[1],
        "first_round": one.decided_on,
        "stale_since": None,
        "sources": [SOURCE],
        **facts,
    }
