"""The register of charities of England and Wales, as the Charity Commission publishes it (publicextract.charity).

A charity is known by its number. One that is registered as part of another has the other's number and one of its own
after it, as 1053467-2 is written on the register: it is a body too, and part of the other from the day it was
registered until it was removed. Removed is closed. Addresses but for the postcode, telephone numbers, e-mail addresses,
money and what charities say of themselves are not kept. A registered charity is of the voluntary sector.
"""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from linkwork.errors import InputRefused, Problem
from linkwork.graph.identity import Names
from linkwork.graph.records import PLACE, About, Reading, Scope, Table
from linkwork.graph.schema import SCHEMA
from linkwork.loaders import Column, Loader
from linkwork.loaders._bodies import companies, counted, one_line_column, postcodes
from linkwork.loaders._columns import Taken, Wanted, required_cells, take
from linkwork.loaders._register_files import Kept, read_extract

COLUMNS = (
    Column("registered_charity_number", "the charity's number", True),
    Column("linked_charity_number", "0, or which part of that charity it is", True),
    Column("charity_name", "its name, kept as published", True),
    Column("charity_registration_status", "Registered or Removed", True),
    Column("date_of_registration", "of a part: since when"),
    Column("date_of_removal", "of a part: until when"),
    Column("charity_contact_postcode", "postcode of its address; the rest of it is not kept"),
    Column("charity_contact_web", "its web address"),
    Column("charity_company_registration_number", "Companies House number, if it is a company"),
    Column("date_of_extract", "the day the extract speaks of"),
)
WANTED = tuple(Wanted(column, column.name, column.name.replace("_", " ")) for column in COLUMNS)
LEFT_OUT = r"organisation number|latest .*|charity .*|cio .*|date cio .*"
KEPT = Kept(WANTED, LEFT_OUT)
STATUS = {"registered": "open", "removed": "closed"}
NUMBER = r"^\d{5,8}$"
BODY = pl.lit(f"{SCHEMA.node['Organisation'].prefix}-chc-")
DATES = ("date_of_extract", "date_of_registration", "date_of_removal")


def load(paths: Sequence[Path], names: Names) -> Reading:
    """An Organisation for each charity, and PART_OF from those that are parts of another."""
    tables: list[Table] = []
    problems: list[Problem] = []
    warnings: list[str] = []
    days: list[str] = []
    for path in paths:
        try:
            sheets, wrong = read_extract(path, KEPT)
        except InputRefused as refused:
            problems += refused.problems
            continue
        problems += wrong
        for sheet in (sheet for sheet in sheets if sheet.headings):
            taken = take(sheet, WANTED, LEFT_OUT)
            problems += taken.problems
            warnings += taken.warnings
            if taken.rows is not None:
                rows, unclear = _rows(taken, taken.rows)
                problems += unclear
                warnings += _odd(taken, rows)
                tables += [_organisations(taken, rows), _parts(rows)]
                days += rows["date_of_extract"].drop_nulls().unique().to_list()
    return Reading(tuple(tables), tuple(problems), tuple(warnings), About(as_of=max(days, default=None)))


def _rows(taken: Taken, rows: pl.DataFrame) -> tuple[pl.DataFrame, list[Problem]]:
    """The rows with `id`, `whole`, the id of what a part is part of, and the other facts as they are kept."""
    rows = rows.with_columns(pl.lit(None, pl.Utf8).alias(c.name) for c in COLUMNS if c.name not in rows.columns)
    number, linked = "registered_charity_number", "linked_charity_number"
    problems = required_cells(taken, [number, linked], "every charity has both numbers")
    for key, shape, what in (
        (number, NUMBER, "a charity number: five to eight digits"),
        (linked, r"^\d{1,4}$", "0 or a part's number"),
    ):
        wrong = rows.filter(~pl.col(key).str.contains(shape)).select(key, "_row")
        problems += [taken.problem(row, key, f"{cell!r} is not {what}") for cell, row in wrong.iter_rows()]
    part = pl.col(linked).str.strip_chars_start("0")
    whole = pl.when(part != "").then(BODY + pl.col(number))
    rows = rows.drop_nulls([number, linked]).with_columns(
        pl.when(part == "").then(pl.col(number)).otherwise(pl.concat_str(number, pl.lit("-"), part)).alias("_number"),
        whole.alias("_whole"),
        one_line_column("charity_name"),
        pl.col("charity_registration_status")
        .str.to_lowercase()
        .replace_strict(STATUS, default=None, return_dtype=pl.Utf8)
        .alias("_status"),
        companies("charity_company_registration_number").alias("_company"),
        *(pl.col(key).str.replace(r"[T ]\d{2}:\d{2}.*$", "") for key in DATES),
    )
    return rows.with_columns(
        postcodes(rows["charity_contact_postcode"]).alias("_postcode"), (BODY + pl.col("_number")).alias("id")
    ), problems


def _organisations(taken: Taken, rows: pl.DataFrame) -> Table:
    said = {
        "charity_contact_postcode": ("_postcode", "postcode"),
        "charity_contact_web": ("charity_contact_web", "website"),
        "charity_company_registration_number": ("_company", "company_no"),
    }
    kept = {ours: column for key, (column, ours) in said.items() if key in taken.headings}
    nodes = rows.select(
        "id",
        pl.col("charity_name").alias("name"),
        pl.col("_status").alias("status"),
        pl.col("_number").alias("charity_no"),
        *(pl.col(column).alias(ours) for ours, column in kept.items()),
        pl.lit("charity").alias("category"),
        pl.lit("vcse").alias("sector"),
        *PLACE,
    )
    headings = {"id": taken.headings["registered_charity_number"], "name": taken.headings["charity_name"]}
    return Table("Organisation", nodes, headings)


def _parts(rows: pl.DataFrame) -> Table:
    links = rows.drop_nulls("_whole").select(
        pl.lit("Organisation").alias("from_kind"),
        pl.col("id").alias("from_id"),
        pl.lit("Organisation").alias("to_kind"),
        pl.col("_whole").alias("to_id"),
        pl.col("date_of_registration").alias("starts"),
        pl.col("date_of_removal").alias("ends"),
        *PLACE,
    )
    return Table("PART_OF", links, {"starts": "date_of_registration", "ends": "date_of_removal"})


def _odd(taken: Taken, rows: pl.DataFrame) -> list[str]:
    """A line for each sort of cell that is left blank though it says something."""
    sorts = (
        ("charity_registration_status", "_status", "is not a status known here", "are not statuses known here"),
        ("charity_contact_postcode", "_postcode", "is not a postcode", "are not postcodes"),
        ("charity_company_registration_number", "_company", "is not a company number", "are not company numbers"),
    )
    lines = []
    for key, ours, one, more in sorts:
        found = rows.filter(pl.col(ours).is_null() & pl.col(key).is_not_null())
        lines += counted(taken, found, key, (one, more), "the cell is left blank")
    return lines


LOADER = Loader(
    name="charity-register",
    description="Charities of England and Wales, as the Charity Commission publishes its register",
    reads="publicextract.charity as JSON or as text with tabs, taken out of its zip",
    columns=COLUMNS,
    load=load,
    source="charity-register",
    scope=Scope(kinds=("Organisation", "PART_OF"), links=("PART_OF",)),
)
