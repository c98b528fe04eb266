"""Wards for what has a postcode, by the ONS Postcode Directory (ONSPD) or the National Statistics Postcode Lookup.

Beside the directory stands a table of places, with their ids and postcodes: what the project knows, which
`linkwork cypher "MATCH (o:Organisation) RETURN o.id AS id, o.postcode AS postcode" --format csv --save places.csv`
writes. What is kept is IN_AREA from each of them to its ward. Wards are described by the loader `areas`: a link to one
that no round describes yet waits for it. A postcode that ended is still where it was, and is counted. One of the
Channel Islands or the Isle of Man, or without a place, has no ward; nor has one to which two rows give different wards.
"""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from linkwork.errors import InputRefused, Problem
from linkwork.graph.identity import Names
from linkwork.graph.postcodes import ENDED, NOT_LISTED, NOWHERE, UNCLEAR, wards_of
from linkwork.graph.records import ENDS, PLACE, Reading, Scope, Table
from linkwork.loaders import Column, Loader
from linkwork.loaders._bodies import listed
from linkwork.loaders._columns import Taken, Wanted, required_cells, take
from linkwork.loaders._postcode_files import read_files

LOOKUP = (
    Wanted(
        Column("pcds", "of the directory: a postcode; pcd, pcd7 and pcd8 are read too", True),
        "postcode",
        "pcds?|pcd ?[278]",
    ),
    Wanted(Column("osward", "of the directory: the ward, of any year (wd25cd)", True), "ward", r"osward|ward|wd\d\dcd"),
    Wanted(Column("doterm", "of the directory: when the postcode ended; blank while it is in use"), "ended", "doterm"),
)
PLACES = (
    Wanted(Column("id", "of the table of places: an organisation or site, such as org-ods-f84676", True), "id"),
    Wanted(Column("postcode", "of the table of places: its postcode", True), "postcode", "post ?code"),
)
#: The directory has some fifty columns more, and a table of places may have others.
LEFT_OUT = ".*"
KINDS = ("Organisation", "Site")
A_DIRECTORY = "the ONS Postcode Directory, a CSV with the columns pcds, osward (or wd25cd) and doterm"
A_TABLE = (
    "the places whose wards are asked for, a CSV with the columns id and postcode, as `linkwork cypher "
    '"MATCH (o:Organisation) RETURN o.id AS id, o.postcode AS postcode" --format csv --save places.csv` writes it'
)
#: What is said of the postcodes of places, of one and of more.
SAID = {
    ENDED: ("has a postcode that is", "have postcodes that are", "no longer in use; the ward is that where it was"),
    NOT_LISTED: ("has a postcode that", "have postcodes that", "the directory does not list; no ward is given"),
    NOWHERE: ("has a postcode", "have postcodes", "without a ward"),
    UNCLEAR: (
        "has a postcode",
        "have postcodes",
        "with two wards; no ward is given; load one edition of the directory",
    ),
}


def load(paths: Sequence[Path], names: Names) -> Reading:
    """IN_AREA from each place to the ward of its postcode, with the row of the directory that says so."""
    problems: list[Problem] = []
    lookups: list[pl.DataFrame] = []
    places: list[pl.DataFrame] = []
    for path in paths:
        try:
            sheets = [sheet for sheet in read_files([path], LOOKUP) if sheet.headings]
        except InputRefused as refused:
            problems += refused.problems
            continue
        for sheet in sheets:
            is_places = all(any(want.fits(heading) for heading in sheet.headings) for want in PLACES)
            taken = take(sheet, PLACES if is_places else LOOKUP, LEFT_OUT)
            problems += taken.problems
            if taken.rows is not None and is_places:
                rows, wrong = _places(taken, taken.rows, names)
                places.append(rows)
                problems += wrong
            elif taken.rows is not None:
                lookups.append(_lookup(taken.rows))
    if not problems:
        lacking = [(what, kept) for what, kept in ((A_DIRECTORY, lookups), (A_TABLE, places)) if not kept]
        problems += [
            Problem(paths[0].name, message=f"this is not enough; give beside it {what}") for what, _ in lacking
        ]
    if problems:
        return Reading((), tuple(problems))
    found = wards_of(pl.concat(places), pl.concat(lookups))
    links = found.drop_nulls("to_id").select(*ENDS, *PLACE)
    return Reading((Table("IN_AREA", links),), (), tuple(_odd(found, paths[0].name)))


def _lookup(rows: pl.DataFrame) -> pl.DataFrame:
    if "ended" not in rows.columns:
        rows = rows.with_columns(ended=pl.lit(None, pl.Utf8))
    return rows.select("postcode", "ward", "ended", *PLACE)


def _places(taken: Taken, rows: pl.DataFrame, names: Names) -> tuple[pl.DataFrame, list[Problem]]:
    """The places with their kind, and a problem for each id that is of another."""
    problems = required_cells(taken, ["id"], "every place has an id")
    known = {id_: names.schema.kind_of_id(id_) for id_ in rows["id"].drop_nulls().unique()}
    kinds = {id_: kind for id_, kind in known.items() if kind in KINDS}
    wrong = rows.filter(pl.col("id").is_not_null() & ~pl.col("id").is_in(list(kinds))).select("id", "_row")
    problems += [
        taken.problem(row, "id", f"{id_!r} is not the id of an organisation or a site, such as org-ods-f84676")
        for id_, row in wrong.iter_rows()
    ]
    kind = pl.col("id").replace_strict(kinds, default=None, return_dtype=pl.Utf8).alias("kind")
    return rows.select(kind, "id", "postcode").drop_nulls("kind"), problems


def _odd(found: pl.DataFrame, file: str) -> list[str]:
    """A line for each sort of place whose ward is not known, or not by a postcode in use."""
    lines = []
    for sort, (one, more, then) in SAID.items():
        own = found.filter(pl.col("found") == sort)
        codes, number = own["postcode"].unique().sort().to_list(), own.height
        if number:
            count = f"1 place {one}" if number == 1 else f"{number:,} places {more}"
            lines.append(f"{file}: {count} {then}: {listed(codes)}")
    return lines


LOADER = Loader(
    name="postcodes",
    description="Wards for what has a postcode, by the ONS Postcode Directory",
    reads="the directory as CSV (whole, or the part of a postcode area) and a table of places with id and postcode",
    columns=tuple(want.column for want in (*LOOKUP, *PLACES)),
    load=load,
    source="ons-postcodes",
    scope=Scope(kinds=("IN_AREA",), links=("IN_AREA",)),
)
