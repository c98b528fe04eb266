"""Kinds of worker, from a CSV with a row a role."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from linkwork.graph.identity import Names
from linkwork.graph.records import PLACE, Reading, Table
from linkwork.loaders import Column, Loader
from linkwork.loaders._columns import Taken, Wanted, mapped, read_tables, required_cells

COLUMNS = (
    Column("role_id", "what the role is known by, such as SPLW", True),
    Column("role", "the role's name", True),
    Column("scheme", "the scheme that defines or pays for it, such as ARRS"),
    Column("personalised_care_role", "yes, connector (brings people to services) or no (a clinical role)"),
)
WANTED = tuple(Wanted(column, column.name) for column in COLUMNS)
#: Remarks on the row and where it was found: known, and not part of a role.
LEFT_OUT = "note|source url"
FAMILIES = {"yes": "personalised_care", "connector": "connector", "no": "clinical"}


def load(paths: Sequence[Path], names: Names) -> Reading:
    """A Role for each row."""
    return read_tables(paths, WANTED, lambda taken, rows: _read(taken, rows, names), LEFT_OUT)


def _read(taken: Taken, rows: pl.DataFrame, names: Names) -> Reading:
    problems = required_cells(taken, ["role_id"], "every role has an id of its own")
    columns = [
        pl.col("role_id").map_elements(lambda given: names.by_id("Role", given), return_dtype=pl.Utf8).alias("id"),
        pl.col("role").alias("name"),
    ]
    headings = {"id": taken.headings["role_id"], "name": taken.headings["role"]}
    if "scheme" in taken.headings:
        columns.append(pl.col("scheme"))
        headings["scheme"] = taken.headings["scheme"]
    if "personalised_care_role" in taken.headings:
        allowed = ", ".join(FAMILIES)
        family, strange = mapped(taken, "personalised_care_role", lambda word: FAMILIES.get(word.casefold()), allowed)
        columns.append(family.alias("family"))
        headings["family"] = taken.headings["personalised_care_role"]
        problems += strange
    kept = rows.filter(pl.col("role_id").is_not_null())
    return Reading((Table("Role", kept.select(*columns, *PLACE), headings),), tuple(problems))


LOADER = Loader(
    name="roles",
    description="Kinds of worker, and the group of roles each belongs to",
    reads="a CSV (or workbook) with a row for each role",
    columns=COLUMNS,
    load=load,
    source="roles",
)
