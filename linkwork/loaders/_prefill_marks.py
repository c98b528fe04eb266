"""The two columns that a prefilled sheet has more: what a row was filled in with, and whether somebody confirms it.

A row says something of its own where somebody ticked it, changed it or added it. The others are left out of the round:
nobody said them.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

CONFIRMED, PREFILLED = "confirmed", "prefilled"
#: Between the hashes of a row's cells and the name it was filled in with.
THEN_NAME = "|"
TICKED = {"yes": True, "y": True, "true": True, "x": True, "1": True}
NOT_TICKED = frozenset({"no", "n", "false", "0"})
Sort = Literal["confirmed", "changed", "unchanged", "new"]
#: The cells of a row by heading; None where blank.
Cells = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Marks:
    """What the hidden column tells of a sheet's rows, by row number; of a sheet without it, nothing.

    `unchanged` are those that nobody confirmed or changed, `cleared` those that hold nothing but the mark. `was` gives,
    for each row that still has the id it was filled in with, the name it was filled in with.
    """

    there: bool = False
    unchanged: frozenset[int] = frozenset()
    cleared: frozenset[int] = frozenset()
    was: Mapping[int, str] = field(default_factory=dict)
    counts: Counter[Sort] = field(default_factory=Counter)
    unclear: Mapping[int, str] = field(default_factory=dict)


def mark(cells: Mapping[str, str]) -> str:
    """What the hidden column says of a row with these filled cells: a short hash of each, and the row's name.

    A hash a cell, so that deleting or moving a column is no change of its rows.
    """
    hashes = " ".join(f"{heading}:{_hash(heading, text)}" for heading, text in sorted(cells.items()))
    return f"{hashes}{THEN_NAME}{cells.get('name', '')}"


def read_marks(rows: pl.DataFrame, columns: Sequence[str]) -> Marks:
    """The marks of a sheet whose own columns are these; `rows` has the two columns besides."""
    if PREFILLED not in rows.columns:
        return Marks()
    unchanged, cleared, was, unclear = set(), set(), {}, {}
    counts: Counter[Sort] = Counter()
    for number, said in _by_row(rows):
        cells = {name: said[name] for name in columns}
        held, name = _parts(said[PREFILLED])
        word = (said.get(CONFIRMED) or "").strip()
        if held and not word and not any(cells.values()):
            cleared.add(number)
            continue
        if word and word.lower() not in TICKED and word.lower() not in NOT_TICKED:
            unclear[number] = word
        sort = _sort(cells, held, word.lower() in TICKED)
        counts[sort] += 1
        if sort == "unchanged":
            unchanged.add(number)
        if cells.get("id") and held.get("id") == _hash("id", str(cells["id"])):
            was[number] = name
    return Marks(True, frozenset(unchanged), frozenset(cleared), was, counts, unclear)


def told(counts: Counter[Sort]) -> str:
    """How many rows were confirmed, changed, left as they were and added, on one line."""
    rows = "1 row" if counts["confirmed"] == 1 else f"{counts['confirmed']:,} rows"
    return (
        f"{rows} confirmed, {counts['changed']:,} changed, {counts['unchanged']:,} unchanged and not confirmed "
        f"(left out), {counts['new']:,} new"
    )


def _by_row(rows: pl.DataFrame) -> Iterator[tuple[int, dict[str, str | None]]]:
    for cells in rows.iter_rows(named=True):
        yield cells["_row"], cells


def _sort(cells: Cells, held: Mapping[str, str], ticked: bool) -> Sort:
    # A row without its id was copied to begin a new one.
    if not held or ("id" in cells and not cells["id"]):
        return "new"
    if any(held.get(name) != (_hash(name, text) if text else None) for name, text in cells.items()):
        return "changed"
    return "confirmed" if ticked else "unchanged"


def _parts(cell: str | None) -> tuple[dict[str, str], str]:
    """The hash of each cell by heading, and the name."""
    hashes, _, name = (cell or "").partition(THEN_NAME)
    pairs = (part.partition(":") for part in hashes.split())
    return {heading: hashed for heading, _, hashed in pairs}, name.strip()


def _hash(heading: str, text: str) -> str:
    return hashlib.sha256(f"{heading}\n{text}".encode()).hexdigest()[:8]
