"""What the tags of UK-CAT say: a need, an audience, or neither. The written table is beside this file, for review."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from linkwork.errors import Problem
from linkwork.graph.identity import Names
from linkwork.graph.records import PLACE, Table
from linkwork.loaders import Column
from linkwork.loaders._columns import Taken, Wanted, required_cells, take
from linkwork.loaders._sheets import Sheet, read_every
from linkwork.loaders._terms import scheme

TAXONOMY = "UK-CAT"
OWN_TABLE = Path(__file__).parent / "tables" / "ukcat_terms.csv"
WANTED = (
    Wanted(Column("code", "of a table of what tags say: the tag's code, such as SW106", True), "code", "(tag )?code"),
    Wanted(Column("tag", "of such a table: what the tag is called", True), "tag", "tag( name)?"),
    Wanted(Column("says", "of such a table: need, audience or neither", True), "says"),
    Wanted(Column("category", "of such a table: age, condition, circumstance or community"), "category"),
)
#: Columns for those who review the table.
LEFT_OUT = "why|reviewed( by| on)?|notes?|comments?"
KINDS = {"need": "Need", "audience": "Audience"}
NEITHER = "neither"
CATEGORIES = ("age", "condition", "circumstance", "community")


@dataclass(frozen=True, slots=True)
class Said:
    """What tags say: for each code `tag`, `kind` (null where it says neither), `category` and `term`, the id."""

    rows: pl.DataFrame
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()


def is_table(sheet: Sheet) -> bool:
    """Whether a sheet says what tags say."""
    return all(any(want.fits(heading) for heading in sheet.headings) for want in WANTED if want.key in ("code", "says"))


def what_tags_say(own: list[Sheet], names: Names) -> Said:
    """What the written table says, and before it what these sheets of the load say of their tags."""
    problems: list[Problem] = []
    warnings: list[str] = []
    frames = []
    for sheet in [*own, *read_every([OWN_TABLE])]:
        taken = take(sheet, WANTED, LEFT_OUT)
        problems += taken.problems
        warnings += taken.warnings
        if taken.rows is not None:
            rows, wrong = _rows(taken, taken.rows)
            problems += wrong
            frames.append(rows)
    rows = pl.concat(frames, how="diagonal").unique("code", keep="first", maintain_order=True)
    rows = rows.with_columns(kind=pl.col("says").replace_strict(KINDS, default=None, return_dtype=pl.Utf8))
    ids = [
        names.by_identifier(kind, scheme(TAXONOMY), code) if kind else None
        for code, kind in rows.select("code", "kind").iter_rows()
    ]
    return Said(rows.with_columns(pl.Series("term", ids, pl.Utf8)), tuple(problems), tuple(warnings))


def _rows(taken: Taken, rows: pl.DataFrame) -> tuple[pl.DataFrame, list[Problem]]:
    if "category" not in rows.columns:
        rows = rows.with_columns(category=pl.lit(None, pl.Utf8))
    rows = rows.with_columns(
        pl.col("code").str.to_uppercase(), pl.col("says").str.to_lowercase(), pl.col("category").str.to_lowercase()
    )
    problems = required_cells(taken, ["code", "tag", "says"], "every row says of a tag what it means")
    allowed = (*KINDS, NEITHER)
    wrong = rows.filter(~pl.col("says").is_in(allowed)).select("says", "_row")
    problems += [
        taken.problem(row, "says", f"{word!r} is not one of {', '.join(allowed)}") for word, row in wrong.iter_rows()
    ]
    strange = rows.filter(~pl.col("category").is_in(CATEGORIES)).select("category", "_row")
    problems += [
        taken.problem(row, "category", f"{word!r} is not one of {', '.join(CATEGORIES)}")
        for word, row in strange.iter_rows()
    ]
    twice = rows.filter(pl.col("code").is_not_null() & ~pl.col("code").is_first_distinct()).select("code", "_row")
    problems += [
        taken.problem(row, "code", f"{code} is in an earlier row too; a tag says one thing")
        for code, row in twice.iter_rows()
    ]
    return rows.drop_nulls(["code", "tag", "says"]), problems


def terms(used: pl.DataFrame) -> list[Table]:
    """A Need or Audience for each tag used that says one; `used` has `term`, `kind`, `tag`, `category` and places."""
    found = used.unique("term", keep="first", maintain_order=True).sort("term")
    taxonomy = pl.lit(TAXONOMY).alias("taxonomy")
    common = (pl.col("term").alias("id"), pl.col("tag").alias("name"), taxonomy)
    needs = found.filter(pl.col("kind") == "Need").select(*common, *PLACE)
    audiences = found.filter(pl.col("kind") == "Audience").select(*common, "category", *PLACE)
    return [Table(kind, rows) for kind, rows in (("Need", needs), ("Audience", audiences)) if rows.height]
