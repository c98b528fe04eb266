"""The changes summed up in a sentence, and those that follow from others set apart."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from linkwork.graph.change_rows import Change
from linkwork.graph.difference import MOVES, Changes
from linkwork.graph.schema import SCHEMA
from linkwork.words import counted, listed

#: Sorts of record that one part of the sentence names; the rest are counted together.
NAMED = 3


@dataclass(frozen=True, slots=True)
class Apart:
    """Changes apart: those that stand `alone`, and those whose coming or going is `following` from one of them."""

    alone: Changes
    following: Sequence[Change]


def changes_alone(found: Changes) -> Apart:
    """The changes without those that follow from others, and those.

    What follows: a link of something that is itself new or gone, the offers of a service that is, and the two links
    behind a move. That a known body is now part of a new one is told all the same.
    """
    moved = {(row["field"], row["id"]) for row in found.changed if row["field"] in MOVES}
    following: list[Change] = []

    def alone(rows: Sequence[Change]) -> list[Change]:
        nodes = {row["id"] for row in rows if "from_id" not in row}
        offers = {row["to_id"] for row in rows if row["kind"] == "HAS_OFFER" and row["from_id"] in nodes}
        kept: list[Change] = []
        for row in rows:
            ends = {row.get("from_id"), *(() if row["kind"] in MOVES else (row.get("to_id"),))}
            follows = ends & nodes or (row["kind"], row.get("from_id")) in moved or row["id"] in offers
            (following if follows else kept).append(row)
        return kept

    new, gone = alone(found.new), alone(found.gone)
    return Apart(Changes(found.sources, new, gone, found.changed, found.corrections, found.periods), following)


def summary(apart: Apart, opening: str) -> str:
    """What changed in one sentence, the records first, then the links; empty where nothing could be compared."""
    found = apart.alone
    if not any(not one.note for one in found.sources):
        return "" if found.sources else "No round has been loaded yet."
    parts = [*_records(found), *_moves(found), *_otherwise(found), *_links(found)]
    if found.corrections:
        parts.append(f"{counted(len(found.corrections), 'correction')} by a revision")
    return f"{opening}: {'; '.join(parts)}." if parts else f"{opening}: nothing is new, gone or different."


def _records(found: Changes) -> Iterator[str]:
    for word, rows in (("new", found.new), ("gone", found.gone)):
        yield from _said((row for row in rows if "from_id" not in row), ("is", "are"), word)


def _moves(found: Changes) -> Iterator[str]:
    """Who has moved, and who has joined or left without moving."""
    yield from _said((row for row in found.changed if row["field"] in MOVES), ("has", "have"), "moved")
    for kind in MOVES:
        rest = SCHEMA.link[kind].reads.removeprefix("is ")
        for how, rows in (("now", found.new), ("no longer", found.gone)):
            mine = [row for row in rows if row["kind"] == kind]
            for to in sorted({row["to_sort"] for row in mine}):
                yield from _said(
                    (row for row in mine if row["to_sort"] == to), ("is", "are"), f"{how} {rest} {_one(to)}"
                )


def _otherwise(found: Changes) -> Iterator[str]:
    """What has another name, and what is said otherwise in any other way; a record with both has the name counted."""
    rows = [row for row in found.changed if "from_id" not in row and row["field"] not in MOVES]
    renamed = {row["id"] for row in rows if row["field"] == "name"}
    yield from _said((row for row in rows if row["id"] in renamed), ("has", "have"), "another name")
    yield from _said((row for row in rows if row["id"] not in renamed), ("is", "are"), "described otherwise")


def _links(found: Changes) -> Iterator[str]:
    """The other links, counted together: there are many sorts, and each has its section."""
    ways = (("new", found.new), ("gone", found.gone), ("described otherwise", found.changed))
    other = {
        word: {row["id"] for row in rows if "from_id" in row and (row["kind"] not in MOVES or row["field"])}
        for word, rows in ways
    }
    said = [f"{len(ids):,} {'is' if len(ids) == 1 else 'are'} {word}" for word, ids in other.items() if ids]
    if said:
        number, _, rest = said[0].partition(" ")
        noun = "link between records" if number == "1" else "links between records"
        yield f"{number} {noun} {', '.join([rest, *said[1:]])}"


def _said(rows: Iterable[Change], verbs: tuple[str, str], what: str) -> Iterator[str]:
    """`3 services and 1 practice are new`, each record counted once; nothing where there are none."""
    sorts = Counter(dict(sorted({(row.get("from_id") or row["id"]): row["sort"] for row in rows}.items())).values())
    if not sorts:
        return
    ranked = sorted(sorts.items(), key=lambda pair: (-pair[1], pair[0]))
    named = NAMED if len(ranked) > NAMED + 1 else len(ranked)
    counts = [counted(number, sort) for sort, number in ranked[:named]]
    if others := sum(number for _, number in ranked[named:]):
        counts.append(counted(others, "other record"))
    yield f"{listed(counts)} {verbs[0] if sorts.total() == 1 else verbs[1]} {what}"


def _one(noun: str) -> str:
    """`a PCN`, `an organisation`. A capital is taken as read out letter by letter only where it is: PCN, ICB, NHS."""
    vowel = noun[:1].lower() in "aeio" or noun.startswith("NHS")
    return f"{'an' if vowel else 'a'} {noun}"
