"""The ONS Postcode Directory (ONSPD) or the National Statistics Postcode Lookup: the ward of every postcode.

It is loaded once and kept whole, its wards alone: each organisation and site with a postcode is then in the ward of it,
whoever names it, before or after (docs/rounds.md). Wards are described by the loader `areas`: a link to one that no
round describes yet waits for it. A postcode that ended is still where it was. One of the Channel Islands or the Isle of
Man, or without a place, has no ward; nor has one to which two rows give different wards.
"""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from linkwork.errors import InputRefused, Problem
from linkwork.graph.identity import Names
from linkwork.graph.postcodes import WARD, bare
from linkwork.graph.records import DIRECTORY, POSTCODES, Reading, Scope, Table
from linkwork.loaders import Column, Loader
from linkwork.loaders._columns import Taken, Wanted, take
from linkwork.loaders._postcode_files import read_directory

WANTED = (
    Wanted(Column("pcds", "a postcode; pcd, pcd7 and pcd8 are read too", True), "postcode", "pcds?|pcd ?[278]"),
    Wanted(Column("osward", "the code of its ward, of any year (wd25cd)", True), "ward", r"osward|ward|wd\d\dcd"),
    Wanted(Column("doterm", "when the postcode ended; blank while it is in use"), "ended", "doterm"),
)
#: The directory has some fifty columns more.
LEFT_OUT = ".*"


def load(paths: Sequence[Path], names: Names) -> Reading:
    """Every postcode of the directory with its ward, from one file or the files of its postcode areas."""
    problems: list[Problem] = []
    found: list[pl.DataFrame] = []
    warnings: list[str] = []
    for path in paths:
        try:
            sheets = [sheet for sheet in read_directory(path, WANTED) if sheet.headings]
        except InputRefused as refused:
            problems += refused.problems
            continue
        for sheet in sheets:
            taken = take(sheet, WANTED, LEFT_OUT)
            problems += taken.problems
            if taken.rows is not None:
                rows = _rows(taken.rows)
                problems += _no_wards(taken, rows)
                warnings += _blank(sheet.file, taken.rows.height - rows.height)
                found.append(rows)
    if problems or not found:
        return Reading((), tuple(problems))
    return Reading((Table(POSTCODES, pl.concat(found)),), (), tuple(warnings))


def _rows(rows: pl.DataFrame) -> pl.DataFrame:
    if "ended" not in rows.columns:
        rows = rows.with_columns(ended=pl.lit(None, pl.Utf8))
    return rows.with_columns(bare("postcode")).drop_nulls("postcode").select(list(DIRECTORY))


def _no_wards(taken: Taken, rows: pl.DataFrame) -> list[Problem]:
    """A problem where there are rows and not one has the code of a ward."""
    if not rows.height or rows.select(pl.col("ward").str.to_uppercase().str.contains(WARD).any()).item():
        return []
    return [taken.problem(None, "ward", "no cell here is the code of a ward, such as E05009317")]


def _blank(file: str, number: int) -> list[str]:
    if not number:
        return []
    return [f"{file}: {'1 row' if number == 1 else f'{number:,} rows'} without a postcode left out"]


LOADER = Loader(
    name="postcodes",
    description="The ward of every postcode, which puts organisations and sites of any source in their wards",
    reads="the ONS Postcode Directory as CSV: whole, a postcode area of it, or a folder of them",
    columns=tuple(want.column for want in WANTED),
    load=load,
    source="ons-postcodes",
    scope=Scope(kinds=("IN_AREA",), links=("IN_AREA",)),
)
