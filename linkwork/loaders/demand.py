"""How many people need what, where: a row for each area, need, audience, year and method.

Areas, needs and audiences are described by other sources, so they are named by id, by code, or by a name that only one
of the kind has in any source of the project. An id that no round describes yet makes a link that waits for its end.
"""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from linkwork.errors import Problem
from linkwork.graph.identity import Names
from linkwork.graph.parsing import expectation, parse
from linkwork.graph.privacy import quoted
from linkwork.graph.records import PLACE, Reading, Scope, Table
from linkwork.graph.schema import SCHEMA
from linkwork.loaders import Column, Loader
from linkwork.loaders._columns import Taken, Wanted, read_tables, required_cells
from linkwork.loaders._terms import find, is_total

COLUMNS = (
    Column("area", "where: an ONS code such as E05009317, an id, or a name", True),
    Column(
        "need", "what is needed: an id such as need-debt, a vocabulary and code such as UKCAT:SO100, or a name", True
    ),
    Column("audience", "whom the figure counts: an id or a name; blank where it counts everyone"),
    Column("people", "how many people: a whole number", True),
    Column("year", "the year of the figure, such as 2024", True),
    Column("method", "how it was worked out: survey, register, estimate"),
)
WANTED = tuple(Wanted(column, column.name) for column in COLUMNS)
YEAR = "^(19|20)[0-9]{2}$"
PEOPLE = next(prop for prop in SCHEMA.link["HAS_DEMAND"].properties if prop.name == "people")
NAMED = {"area": "Area", "need": "Need", "audience": "Audience"}


def load(paths: Sequence[Path], names: Names) -> Reading:
    """HAS_DEMAND for each row."""
    return read_tables(paths, WANTED, lambda taken, rows: _read(taken, rows, names))


def _read(taken: Taken, rows: pl.DataFrame, names: Names) -> Reading:
    warnings: list[str] = []
    problems = required_cells(
        taken, ["area", "need", "people", "year"], "every row says where, what, how many and when"
    )
    wrong = rows.filter(~pl.col("year").str.contains(YEAR)).select("year", "_row")
    problems += [taken.problem(row, "year", f"{year!r} is not a year, such as 2024") for year, row in wrong.iter_rows()]
    written = rows
    clear = pl.lit(True)
    for key, kind in NAMED.items():
        if key in taken.headings:
            ids, unclear = _ids(taken, rows, key, names)
            problems += unclear
            clear &= pl.col(key).is_in(list(ids)) | (pl.col(key).is_null() & (key == "audience"))
            rows = rows.with_columns(pl.col(key).replace_strict(ids, default=None, return_dtype=pl.Utf8))
            if kind == "Audience":
                warnings += _not_described(taken, rows, names)
    named = written.select(clear.fill_null(False).alias("clear"))["clear"]
    problems += _unnamed_problems(taken, written.with_columns(clear=named))
    links = rows.filter(named).select(
        pl.lit("Area").alias("from_kind"),
        pl.col("area").alias("from_id"),
        pl.lit("Need").alias("to_kind"),
        pl.col("need").alias("to_id"),
        *(key for key in ("audience", "people", "year", "method") if key in taken.headings),
        *PLACE,
    )
    headings = {**taken.headings, "from_id": taken.headings["area"], "to_id": taken.headings["need"]}
    return Reading((Table("HAS_DEMAND", links, headings),), tuple(problems), tuple(warnings))


def _unnamed_problems(taken: Taken, rows: pl.DataFrame) -> list[Problem]:
    """What is wrong with rows that make no link because they name something unclear; the rest is checked with links.

    `clear` says which rows do make one.
    """
    if rows["clear"].all():
        return []
    parsed = parse(rows["people"], PEOPLE)
    wrong = rows.filter(~pl.col("clear") & parsed.is_null()).drop_nulls("people").select("people", "_row")
    problems = [
        taken.problem(row, "people", f"{quoted(people, PEOPLE.privacy)} is not {expectation(PEOPLE)}.")
        for people, row in wrong.iter_rows()
    ]
    key = [name for name in ("area", "need", "audience", "year", "method") if name in taken.headings]
    spelt = [pl.col(name).str.to_lowercase().fill_null("") for name in key]
    first: dict[tuple[str, ...], tuple[str, int, bool]] = {}
    for *called, people, row, clear in rows.select(*spelt, "people", "_row", "clear").iter_rows():
        before, earlier, was_clear = first.setdefault(tuple(called), (people, row, clear))
        if row != earlier and people != before and all(called[:2]) and not (clear and was_clear):
            message = f"two rows are the same figure and say different numbers: this one and row {earlier}"
            problems.append(taken.problem(row, "people", message))
    return problems


def _ids(taken: Taken, rows: pl.DataFrame, key: str, names: Names) -> tuple[dict[str, str], list[Problem]]:
    """The id of each cell of a column that names things, and a problem for each row whose cell is unclear."""
    ids: dict[str, str] = {}
    unclear: dict[str, str] = {}
    for cell in rows[key].drop_nulls().unique(maintain_order=True):
        if is_total(cell):
            unclear[cell] = (
                f"{cell!r} is a total, not an audience; leave the cell blank where the figure counts everyone"
                if key == "audience"
                else f"{cell!r} is a total, which would count people twice; leave this row out"
            )
            continue
        found, why = find(cell, NAMED[key], names)
        if found:
            ids[cell] = found
        else:
            unclear[cell] = why
    wrong = rows.filter(pl.col(key).is_in(list(unclear))).select(key, "_row")
    return ids, [taken.problem(row, key, unclear[cell]) for cell, row in wrong.iter_rows()]


def _not_described(taken: Taken, rows: pl.DataFrame, names: Names) -> list[str]:
    """A sentence for the audiences that no source has named: they are no ends of a link, so nothing else says so."""
    known = set(names.known.values())
    strange = sorted({id_ for id_ in rows["audience"].drop_nulls() if id_ not in known})
    if not strange:
        return []
    place = Problem(taken.sheet.file, taken.sheet.name, None, taken.headings["audience"])
    return [f"{place}no source has named {', '.join(strange)}; load the terms that describe them"]


LOADER = Loader(
    name="demand",
    description="How many people need what, where",
    reads="a CSV (or workbook) with a row for each area, need, audience, year and method",
    columns=COLUMNS,
    load=load,
    source="demand",
    scope=Scope(kinds=("HAS_DEMAND",)),
)
