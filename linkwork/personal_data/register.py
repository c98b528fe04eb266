"""The register of what is held of people and of other things that are not for everybody, as of today."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from linkwork.graph.days import last_day
from linkwork.graph.erased import read_erased
from linkwork.graph.fold import View
from linkwork.graph.personal import Person, opted_out, register
from linkwork.graph.rounds import RoundStore
from linkwork.graph.schema import SCHEMA
from linkwork.graph.shapes import LinkKind, NodeKind
from linkwork.personal_data.forgetting import broken_off

Row = dict[str, Any]
#: So many people past their day the doctor names.
LISTED = 10
WORDS = {"confidential": "confidential unless published", "small": "counts that are not shown where they are under 5"}


def people_held(store: RoundStore, today: str, names: Mapping[str, str] | None = None) -> list[Row]:
    """A row for everybody of whom some round on the disk holds something, those longest past their day first.

    Then come those without a ground or a day, then the others by day. `names` adds the names, where they may be shown.
    """
    out = opted_out(store.folded())
    held = register(store.rounds(), store.schema).people
    rows = [_row(one, date.fromisoformat(today), one.id in out) for one in held]
    rows.sort(key=lambda row: (-(row["overdue_days"] or 0), row["overdue"] == "no", row["keep_until"], row["person"]))
    return rows if names is None else [{"name": names.get(row["person"], ""), **row} for row in rows]


def names_held(store: RoundStore) -> dict[str, str]:
    """The name of everybody by id, as last said, from every round on the disk."""
    tables = (table.rows for round_ in store.rounds() for table in round_.people if "name" in table.rows.columns)
    return {id_: name for rows in tables for id_, name in rows.select("id", "name").iter_rows() if name}


def _row(one: Person, today: date, out: bool) -> Row:
    past = (today - last_day(one.keep_until)).days if one.keep_until else None
    lacking = past is None or not one.basis
    overdue = "yes" if past is not None and past > 0 else "not known" if lacking else "no"
    return {
        "person": one.id,
        "fields": sorted(one.fields),
        "links": [SCHEMA.link[name].reads for name in sorted(one.links)],
        "basis": one.basis or "",
        "keep_until": one.keep_until or "",
        "overdue": overdue,
        "overdue_days": past if overdue == "yes" else None,
        "opted_out": "yes" if out else "no",
        "sources": sorted(one.sources),
        "rounds": sorted(one.rounds),
        "erase": f"linkwork forget {one.id}" if overdue == "yes" else "",
    }


def wrong_people(folder: Path, store: RoundStore, today: str) -> Iterator[tuple[str, str]]:
    """Who is held past the day, or again after an erasure, and an erasure broken off: each with what mends it."""
    if pending := broken_off(folder).ids:
        yield "an erasure was broken off", f"linkwork forget {' '.join(sorted(pending))}"
    rows, erased = people_held(store, today), read_erased(folder)
    for row in rows:
        line = erased.of_id(row["person"])
        if line is not None and row["person"] not in pending:
            again = f"{row['person']} was erased on {line.on} and is in {', '.join(row['rounds'])}: from an old copy?"
            yield again, f"linkwork forget {row['person']}"
    late = [row for row in rows if row["overdue"] == "yes"]
    for row in late[:LISTED]:
        yield f"{row['person']} is held past the day, {row['keep_until']}", row["erase"]
    if len(late) > LISTED:
        yield f"{len(late) - LISTED} more people are held past the day", "linkwork personal-data --overdue"


def sensitive(view: View) -> list[Row]:
    """How many records hold what is confidential or a small count, a row for each kind that has any."""
    found = []
    for kind in SCHEMA.kinds:
        frame = (view.nodes if isinstance(kind, NodeKind) else view.links).get(kind.name)
        for privacy, words in WORDS.items():
            if frame is not None and (number := _holding(frame, kind, privacy)):
                found.append({"kind": kind.name, "what": words, "records": number})
    return found


def _holding(frame: pl.DataFrame, kind: NodeKind | LinkKind, privacy: str) -> int:
    """How many records of a kind hold something of a sort and say nowhere that it is published."""
    marked = [p.name for p in kind.properties if p.privacy == privacy and p.name in frame.columns]
    whole = kind.privacy == privacy and privacy == "confidential"
    if not whole and not marked:
        return 0
    held = frame if whole else frame.filter(pl.any_horizontal(pl.col(name).is_not_null() for name in marked))
    if privacy == "confidential" and "published" in frame.columns:
        held = held.filter(~pl.col("published").fill_null(value=False))
    return held.height
