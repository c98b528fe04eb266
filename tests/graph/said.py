"""Rounds written down as small tables of text, for the tests of this room.

A block begins with a kind and a colon, then its column names; each line under it is a row. A blank cell is a blank; a
column that is not there says nothing. Link columns `from` and `to` are ids; their kinds follow from the ids.
"""

from pathlib import Path

import polars as pl

from linkwork.graph.check import check
from linkwork.graph.records import DIRECTORY, POSTCODES, Reading, Scope, Table, link_table, node_table
from linkwork.graph.rounds import Round, RoundStore, Statement
from linkwork.graph.schema import SCHEMA


def tables(text: str) -> tuple[Table, ...]:
    """The tables that the text writes down."""
    found: list[Table] = []
    for block in text.strip().split("\n\n"):
        head, *lines = block.strip().splitlines()
        kind, _, names = head.partition(":")
        columns = [name.strip() for name in names.split("|")]
        rows = [
            {"_file": "town.csv", "_sheet": kind.strip(), "_row": number, **_cells(columns, line)}
            for number, line in enumerate(lines, start=2)
        ]
        found.append(_table(kind.strip(), columns, rows))
    return tuple(found)


def keep(store: RoundStore, statement: str, text: str, scope: Scope | None = None) -> Round:
    """Keep a round; `statement` is "source date" or "source date partial"."""
    source, date, *how = statement.split()
    folder = store.folder.parent / "files"
    folder.mkdir(exist_ok=True)
    file: Path = folder / f"{source}-{date}-{len(list(folder.iterdir()))}.txt"
    file.write_text(text)
    said = Statement(source, date, "test", "partial" not in how, scope or Scope(), (file,))
    return store.keep(said, check(Reading(tables(text)), SCHEMA), {})


def _cells(columns: list[str], line: str) -> dict[str, str | None]:
    cells = [cell.strip() or None for cell in line.split("|")]
    return dict(zip(columns, cells, strict=True))


def _table(kind: str, columns: list[str], rows: list[dict[str, object]]) -> Table:
    if kind == POSTCODES:
        return Table(kind, pl.DataFrame(rows, schema=DIRECTORY))
    if kind in SCHEMA.node:
        return node_table(kind, rows, [c for c in columns if c != "id"])
    for row in rows:
        for end in ("from", "to"):
            row[f"{end}_id"] = row.pop(end)
            row[f"{end}_kind"] = SCHEMA.kind_of_id(str(row[f"{end}_id"]))
    return link_table(kind, rows, [c for c in columns if c not in ("from", "to")])
