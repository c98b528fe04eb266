"""The fold of docs/rounds.md once more, slow and obvious: dictionaries and loops, no tables.

It is the oracle of `test_fold_properties`: it shares no code with `fold` but the rounds themselves.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from linkwork.graph.records import Scope
from linkwork.graph.rounds import Round
from linkwork.graph.shapes import LinkKind, NodeKind, Schema

ENDS = ("from_kind", "from_id", "to_kind", "to_id")
PLACING = ("IN_AREA", "COVERS", "DELIVERED_AT", "HAS_OFFER", "WITHIN")
Record = dict[str, Any]


@dataclass(frozen=True)
class Mention:
    """One row of one round that says something of a record; `order` is the place of the round in the fold."""

    order: int
    round: Round
    row: Mapping[str, Any]


def slow_fold(kept: Sequence[Round], schema: Schema) -> dict[str, dict[str, Record]]:
    """The current view of every round that was ever kept: kind, then id, then the record with its stamps."""
    rounds = counting(kept)
    said = mentions(rounds)
    within = placed(rounds, said, schema)
    as_of = max((r.as_of for r in rounds), default="")
    view: dict[str, dict[str, Record]] = {}
    for kind in schema.kinds:
        records = {id_: record(told, kind, rounds, within) for id_, told in said.get(kind.name, {}).items()}
        for one in records.values():
            one["live"] = live_alone(one, as_of)
        view[kind.name] = records
    for link in schema.links:
        for one in view[link.name].values():
            ends = [view.get(one[f"{end}_kind"], {}).get(one[f"{end}_id"]) for end in ("from", "to")]
            one["loose"] = None in ends
            one["live"] = one["live"] and all(end is not None and end["live"] for end in ends)
    return {kind: records for kind, records in view.items() if records}


def counting(kept: Sequence[Round]) -> list[Round]:
    """Of each source and date the last complete round and every partial one, in the order in which they fold."""
    counted = []
    for one in kept:
        later = [r for r in kept if r.complete and (r.source, r.as_of) == (one.source, one.as_of)]
        if not (one.complete and any(r.number > one.number for r in later)):
            counted.append(one)
    return sorted(counted, key=lambda r: (r.as_of, r.source, not r.complete, r.number))


def mentions(rounds: Sequence[Round]) -> dict[str, dict[str, list[Mention]]]:
    """Kind, then id, then every row about it in the order of the rounds."""
    said: dict[str, dict[str, list[Mention]]] = {}
    for order, round_ in enumerate(rounds):
        for table in round_.tables:
            for row in table.rows.iter_rows(named=True):
                said.setdefault(table.kind, {}).setdefault(row["id"], []).append(Mention(order, round_, row))
    return said


def record(
    told: Sequence[Mention],
    kind: NodeKind | LinkKind,
    rounds: Sequence[Round],
    within: Sequence[tuple[str, str]],
) -> Record:
    """One record: its ends, the shown value of each property, and who first and who last said it."""
    sources = sorted({m.round.source for m in told})
    gone = [dropped([m for m in told if m.round.source == source][-1], kind, rounds, within) for source in sources]
    found: Record = {"id": told[0].row["id"]}
    if isinstance(kind, LinkKind):
        found |= {end: told[0].row[end] for end in ENDS}
    found |= {prop.name: shown(told, prop.name) for prop in kind.properties}
    found["first_round"] = min(m.round.as_of for m in told)
    found["sources"] = sources
    found["stale_since"] = None if None in gone else max(day for day in gone if day is not None)
    return found


def shown(told: Sequence[Mention], prop: str) -> object:
    """What the source that spoke last of this property says; a blank in its complete round takes its word back."""
    statement: dict[str, tuple[int, object]] = {}
    for mention in told:
        if prop in mention.row and (mention.round.complete or mention.row[prop] is not None):
            statement[mention.round.source] = (mention.order, mention.row[prop])
    standing = [(order, value) for order, value in statement.values() if value is not None]
    return max(standing, key=lambda pair: pair[0])[1] if standing else None


def dropped(
    last: Mention,
    kind: NodeKind | LinkKind,
    rounds: Sequence[Round],
    within: Sequence[tuple[str, str]],
) -> str | None:
    """The day of the first complete round of the same source, in scope, after the last one with the record."""
    for order, round_ in enumerate(rounds):
        later = order > last.order and round_.source == last.round.source and round_.complete
        if later and covers(round_.scope, kind, last.row, within):
            return round_.as_of
    return None


def covers(
    scope: Scope,
    kind: NodeKind | LinkKind,
    row: Mapping[str, Any],
    within: Sequence[tuple[str, str]],
) -> bool:
    """Whether silence about this row means something: a link needs its type and its from-end to be covered."""
    if isinstance(kind, NodeKind):
        named = not scope.kinds or kind.name in scope.kinds
    else:
        types = [word for word in scope.kinds if word == word.upper()]
        kinds = [word for word in scope.kinds if word != word.upper()]
        named = (not types or kind.name in types) and (not kinds or row["from_kind"] in kinds)
        named = named and (scope.links is None or kind.name in scope.links)
    here = row["id"] if isinstance(kind, NodeKind) else row["from_id"]
    in_sheets = not scope.sheets or row["_sheet"] in scope.sheets
    return named and in_sheets and (not scope.areas or any(place in scope.areas for place in places(here, within)))


def places(id_: str, within: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The record itself and everything it lies in, by any number of steps."""
    seen, waiting = {id_}, [id_]
    while waiting:
        here = waiting.pop()
        yield here
        new = {beyond for start, beyond in within if start == here} - seen
        seen |= new
        waiting += new


def placed(rounds: Sequence[Round], said: Mapping[str, Any], schema: Schema) -> list[tuple[str, str]]:
    """What lies in what now: the placing links that some source still says, as rounds that cover places judge it."""
    found = []
    for name in PLACING:
        for told in said.get(name, {}).values():
            lasts = {m.round.source: m for m in told}.values()
            if any(dropped(last, schema.link[name], rounds, []) is None for last in lasts):
                found.append((told[0].row["from_id"], told[0].row["to_id"]))
    return found


def live_alone(one: Record, as_of: str) -> bool:
    """Not stale, open or unsaid, and not ended before the day of the view; a month ends when all of it has."""
    ends = one.get("ends")
    over = ends is not None and ends < as_of[: len(ends)]
    return one["stale_since"] is None and one.get("status") in (None, "open") and not over
