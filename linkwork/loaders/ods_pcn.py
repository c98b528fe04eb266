"""Primary care networks and their practices, from ePCN.xlsx as NHS ODS publishes it.

A practice's network is a link for each row without a last day. Last days are published ahead, with the network that
comes next: a row whose day is not past at the load is a link, with that day, where its practice has no row without one.
An ended row gives no link, but its practice is still a node. A network is open until its closing day, which no property
holds: the file that is loaded after it closes it. Practices and networks are two tables because the file says less of
practices.
"""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl

from linkwork.errors import Problem
from linkwork.graph.identity import Names
from linkwork.graph.records import PLACE, Reading, Scope, Table
from linkwork.graph.schema import SCHEMA
from linkwork.loaders import Column, Loader
from linkwork.loaders._columns import Taken, Wanted, required_cells, tables_of, take
from linkwork.loaders._sheets import Sheet, read_every

_SUB_ICB = r"(ccg|clinical commissioning group|sub icb)( loc| location)?"
NETWORKS = (
    Wanted(Column("PCN Code", "the network's ODS code: U and five digits", True), "ods_code"),
    Wanted(Column("PCN Name", "the network's name, kept as published", True), "name"),
    Wanted(
        Column("Current Sub ICB Loc Code", "code of its sub-ICB location; CCG Code before July 2022", True),
        "sub_icb_code",
        rf"(current )?{_SUB_ICB} code",
    ),
    Wanted(Column("Close Date", "day it closed, as 20230331; blank while it is open", True), "closed"),
    Wanted(Column("Postcode", "postcode of its address", True), "postcode"),
)
PARTNERS = (
    Wanted(
        Column("Partner Organisation Code", "the practice's ODS code", True),
        "ods_code",
        r"(partner( organisation)?|practice) code",
    ),
    Wanted(Column("Partner Name", "the practice's name, kept as published", True), "name", "(partner|practice) name"),
    Wanted(
        Column("Practice Parent Sub ICB Loc Code", "code of the practice's sub-ICB location", True),
        "sub_icb_code",
        rf"practice (parent )?{_SUB_ICB} code",
    ),
    Wanted(Column("PCN Code", "the network it is a core partner of", True), "pcn_code"),
    Wanted(
        Column("Practice to PCN Relationship Start Date", "first day in the network, as 20190701", True),
        "starts",
        "(practice to pcn relationship )?start date",
    ),
    Wanted(
        Column("Practice to PCN Relationship End Date", "last day in the network; blank while it goes on", True),
        "ends",
        "(practice to pcn relationship )?end date",
    ),
)
#: Columns of the published file that say nothing more: names change with reorganisations, addresses are not kept.
LEFT_OUT = (
    rf"open date|address line \d|addr ?\d|(current )?{_SUB_ICB}( name)?|(practice|pcn) (parent )?{_SUB_ICB} name"
    rf"|pcn (parent )?{_SUB_ICB} code|pcn name|(practice )?{_SUB_ICB}( and pcn {_SUB_ICB})? match"
)
PCN_CODE = (r"(?i)^U\d{5}$", "a PCN code: U and five digits, such as U08803")
ODS_CODE = (r"(?i)^[A-Z0-9]{5,6}$", "an ODS code: five or six letters and digits, such as F84676")
DATE = "a date: eight digits for year, month and day, such as 20190701"
SUB_ICB_CODE = (r"(?i)^[A-Z0-9]{3,5}$", "a sub-ICB location code: three to five letters and digits, such as A3A8R")
ORGANISATION = pl.lit(f"{SCHEMA.node['Organisation'].prefix}-ods-")


def load(paths: Sequence[Path], names: Names) -> Reading:
    """Networks and practices as Organisations, and PART_OF for each practice in a network now."""
    sheets = [sheet for sheet in read_every(paths) if sheet.headings]
    found = {part: [sheet for sheet in sheets if _part(sheet) == part] for part in ("networks", "partners")}
    warnings = [f"{_place(sheet)} is not read" for sheet in sheets if _part(sheet) is None]
    if problems := _missing(found, sheets, paths):
        return Reading((), tuple(problems), tuple(warnings))
    networks = tables_of(found["networks"], NETWORKS, _networks, LEFT_OUT)
    partners = tables_of(found["partners"], PARTNERS, _partners, LEFT_OUT)
    tables, problems = networks.tables + partners.tables, [*networks.problems, *partners.problems]
    return Reading(tables, tuple(problems), (*warnings, *networks.warnings, *partners.warnings))


def _part(sheet: Sheet) -> str | None:
    """What a sheet holds, by what it is called, else by its columns: people rename what they cut out for a place."""
    name = re.sub(r"[^a-z]", "", (sheet.name or sheet.file).lower())
    if "corepartner" in name:
        return "partners"
    if name.startswith(("pcndetails", "epcn")):
        return "networks"
    parts = (("partners", PARTNERS), ("networks", NETWORKS))
    return next((part for part, wanted in parts if take(sheet, wanted).rows is not None), None)


def _place(sheet: Sheet) -> str:
    return Problem(sheet.file, sheet.name).place


def _missing(found: dict[str, list[Sheet]], sheets: list[Sheet], paths: Sequence[Path]) -> list[Problem]:
    there = ", ".join(sheet.name or sheet.file for sheet in sheets) or "none"
    titles = {"networks": "PCNDetails", "partners": "PCN Core Partner Details"}
    file = ", ".join(path.name for path in paths)
    return [
        Problem(file, message=f"the sheet {titles[part]!r} is missing; the sheets are {there}")
        for part, sheets_found in found.items()
        if not sheets_found
    ]


def _networks(taken: Taken, written: pl.DataFrame) -> Reading:
    rows = _tidy(written, ("ods_code", "sub_icb_code"), ("closed",))
    problems = [
        *_code_problems(taken, written, "ods_code", PCN_CODE),
        *_code_problems(taken, written, "sub_icb_code", SUB_ICB_CODE),
        *_date_problems(taken, rows, "closed"),
    ]
    nodes = rows.drop_nulls("ods_code").select(
        _id("ods_code").alias("id"),
        "name",
        "ods_code",
        pl.lit("pcn").alias("category"),
        pl.lit("nhs").alias("sector"),
        pl.when(_goes_on("closed")).then(pl.lit("open")).otherwise(pl.lit("closed")).alias("status"),
        "postcode",
        "sub_icb_code",
        *PLACE,
    )
    headings = {**taken.headings, "status": taken.headings["closed"]}
    return Reading((Table("Organisation", nodes, headings),), tuple(problems))


def _partners(taken: Taken, written: pl.DataFrame) -> Reading:
    rows = _tidy(written, ("ods_code", "pcn_code", "sub_icb_code"), ("starts", "ends"))
    problems = [
        *_code_problems(taken, written, "ods_code", ODS_CODE),
        *_code_problems(taken, written, "pcn_code", PCN_CODE),
        *_code_problems(taken, written, "sub_icb_code", SUB_ICB_CODE),
        *_date_problems(taken, rows, "starts"),
        *_date_problems(taken, rows, "ends"),
    ]
    # What is said of a practice in its current row holds before what its ended rows say, the latest first.
    rows = rows.drop_nulls("ods_code").sort(
        "ends", "starts", "_row", descending=[True, True, False], nulls_last=[False, True, True]
    )
    practices = rows.unique("ods_code", keep="first", maintain_order=True).sort("_row")
    nodes = practices.select(
        _id("ods_code").alias("id"),
        "name",
        "ods_code",
        pl.lit("practice").alias("category"),
        pl.lit("nhs").alias("sector"),
        "sub_icb_code",
        *PLACE,
    )
    warnings = [text for key in ("name", "sub_icb_code") for text in _disagreements(taken, rows, practices, key)]
    ends = {"from_id": taken.headings["ods_code"], "to_id": taken.headings["pcn_code"]}
    links = Table("PART_OF", _links(rows), {**taken.headings, **ends})
    return Reading((Table("Organisation", nodes, taken.headings), links), tuple(problems), tuple(warnings))


def _links(rows: pl.DataFrame) -> pl.DataFrame:
    """The memberships of rows in order of their periods, the latest first."""
    stays = pl.col("ends").is_null()
    return (
        rows.filter(pl.col("pcn_code").is_not_null())
        .filter(stays | (_goes_on("ends") & ~stays.any().over("ods_code")))
        .unique(["ods_code", "pcn_code"], keep="first", maintain_order=True)
        .sort("_row")
        .select(
            pl.lit("Organisation").alias("from_kind"),
            _id("ods_code").alias("from_id"),
            pl.lit("Organisation").alias("to_kind"),
            _id("pcn_code").alias("to_id"),
            "starts",
            "ends",
            *PLACE,
        )
    )


def _goes_on(key: str) -> pl.Expr:
    """Whether a last day is blank or not past."""
    return pl.col(key).is_null() | (pl.col(key) >= date.today().isoformat())


def _id(key: str) -> pl.Expr:
    return ORGANISATION + pl.col(key).str.to_lowercase()


def _tidy(rows: pl.DataFrame, codes: Sequence[str], dates: Sequence[str]) -> pl.DataFrame:
    """Codes in capitals, names in one line, dates in ISO; a date that is none stays as it was written."""
    iso = [
        pl.coalesce(
            pl.when(pl.col(key).str.contains(r"^\d{8}$")).then(pl.col(key)).str.to_date("%Y%m%d", strict=False),
            pl.when(pl.col(key).str.contains(r"^\d{4}-\d\d-\d\d$")).then(pl.col(key)).str.to_date(strict=False),
        )
        .cast(pl.Utf8)
        .fill_null(pl.col(key))
        .alias(key)
        for key in dates
    ]
    return rows.with_columns(
        *iso,
        *(pl.col(key).str.to_uppercase() for key in codes),
        pl.col("name").str.replace_all(r"\s+", " "),
    )


def _code_problems(taken: Taken, rows: pl.DataFrame, key: str, rule: tuple[str, str]) -> list[Problem]:
    pattern, allowed = rule
    wrong = rows.filter(~pl.col(key).str.contains(pattern))
    blank = required_cells(taken, [key], f"write {allowed}") if key != "sub_icb_code" else []
    said = [taken.problem(r, key, f"{v!r} is not {allowed}") for v, r in wrong.select(key, "_row").iter_rows()]
    return blank + said


def _date_problems(taken: Taken, rows: pl.DataFrame, key: str) -> list[Problem]:
    real = pl.col(key).str.to_date("%Y-%m-%d", strict=False)
    wrong = rows.filter(pl.col(key).is_not_null() & real.is_null()).select(key, "_row")
    return [taken.problem(row, key, f"{value!r} is not {DATE}") for value, row in wrong.iter_rows()]


def _disagreements(taken: Taken, rows: pl.DataFrame, chosen: pl.DataFrame, key: str) -> list[str]:
    """A sentence for each practice whose rows do not agree, saying which value was taken."""
    others = rows.join(chosen.select("ods_code", taken=key, at="_row"), on="ods_code")
    others = others.filter(pl.col(key).is_not_null() & pl.col("taken").ne_missing(pl.col(key))).sort("_row")
    return [
        f"{_place(taken.sheet)}, row {row}, column {taken.headings[key]}: {code} is {value!r} here and "
        f"{said!r} in row {at}; {said!r} was taken, from the row that is current or else the latest"
        for row, code, value, said, at in others.select("_row", "ods_code", key, "taken", "at").iter_rows()
    ]


LOADER = Loader(
    name="ods-pcn",
    description="Primary care networks and their practices, as NHS ODS publishes them",
    reads="ePCN.xlsx, or a folder with its two sheets as CSV",
    columns=tuple(wanted.column for wanted in (*NETWORKS, *PARTNERS[:3], *PARTNERS[4:])),
    load=load,
    source="nhs-ods-pcn",
    scope=Scope(kinds=("Organisation", "PART_OF")),
)
