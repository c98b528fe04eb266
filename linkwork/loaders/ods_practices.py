"""General practices and what else prescribes in primary care, from epraccur.csv as NHS ODS publishes it.

The file has 27 columns and no headings. It lists prescribing cost centres; those whose setting is a GP practice are
practices, the others get a category in plain words. A dormant one is neither open nor closed by what the file says, so
its status is left blank. Commissioners' codes are kept, their names, addresses and telephone numbers are not.
"""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from linkwork.errors import Problem
from linkwork.graph.identity import Names
from linkwork.graph.parsing import parse
from linkwork.graph.records import PLACE, Reading, Scope, Table
from linkwork.graph.schema import SCHEMA
from linkwork.loaders import Column, Loader
from linkwork.loaders._columns import Taken, Wanted, read_tables, required_cells
from linkwork.loaders._sheets import Layout

WANTED = (
    Wanted(
        Column("Organisation Code", "the ODS code: six letters and digits", True),
        "ods_code",
        "(organisation|practice) code|code",
    ),
    Wanted(Column("Name", "the name, kept as published", True), "name", "((organisation|practice) )?name"),
    Wanted(Column("Postcode", "postcode of its address", True), "postcode"),
    Wanted(
        Column("Status Code", "A active, C closed, D dormant, P proposed", True),
        "status",
        "status( code)?",
    ),
    Wanted(Column("Commissioner", "code of its sub-ICB location", True), "sub_icb_code"),
    Wanted(Column("Prescribing Setting", "4 is a GP practice; another number is another service", True), "setting"),
)
ADDRESS = tuple(f"Address Line {n}" for n in range(1, 6))
LAYOUT = Layout(
    (
        *("Organisation Code", "Name", "National Grouping", "High Level Health Geography", *ADDRESS, "Postcode"),
        *("Open Date", "Close Date", "Status Code", "Organisation Sub-Type Code", "Commissioner"),
        *("Join Provider/Purchaser Date", "Left Provider/Purchaser Date", "Contact Telephone Number"),
        *("Null 1", "Null 2", "Null 3", "Amended Record Indicator", "Null 4", "Provider/Purchaser", "Null 5"),
        *("Prescribing Setting", "Null 6"),
    ),
    first=r"(?=.*\d)[A-Za-z0-9]{5,6}",
)
#: Columns of the published layout that are known and not kept.
LEFT_OUT = (
    r"national grouping|h(igh )?l(evel)? health geog(raphy)?|addr(ess line )?\d|(open|close) date"
    r"|org(anisation)? sub ?type( code)?|(join|left)( provider purchaser)? date|(contact telephone number|phone)"
    r"|n(ull )?\d|amended( record indicator)?|provider purchaser"
)
ODS_CODE = r"(?i)^[A-Z0-9]{5,6}$"
SUB_ICB_CODE = r"(?i)^[A-Z0-9]{3,5}$"
A_CODE = "an ODS code: five or six letters and digits, such as F84676"
#: None: what the file says is none of the three that a status may be.
STATUS = {
    **dict.fromkeys(("A", "ACTIVE"), "open"),
    **dict.fromkeys(("C", "CLOSED", "INACTIVE"), "closed"),
    **dict.fromkeys(("P", "PROPOSED"), "planned"),
    **dict.fromkeys(("D", "DORMANT"), None),
}
PRACTICE = "practice"
OUT_OF_HOURS, WALK_IN = "out-of-hours service", "walk-in centre"
#: Prescribing setting -> category: the numbers of the published layout, and the role codes that later files have.
SETTINGS = {
    **dict.fromkeys(("0", "RO72"), "other prescribing service"),
    **dict.fromkeys(("1", "RO87"), WALK_IN),
    **dict.fromkeys(("2", "RO80"), OUT_OF_HOURS),
    "3": f"{OUT_OF_HOURS} and {WALK_IN}",
    **dict.fromkeys(("4", "RO76"), PRACTICE),
    **dict.fromkeys(("5", "25", "RO82"), "prison"),
    **dict.fromkeys(("8", "RO255"), "public health service"),
    **dict.fromkeys(("9", "RO247"), "community health service"),
    **dict.fromkeys(("10", "RO250"), "hospital service"),
    **dict.fromkeys(("11", "RO252"), "optometry service"),
    **dict.fromkeys(("12", "RO259"), "urgent and emergency care"),
    **dict.fromkeys(("13", "RO249"), "hospice"),
    **dict.fromkeys(("14", "RO246"), "care home"),
    **dict.fromkeys(("15", "RO245"), "border force"),
    **dict.fromkeys(("16", "RO260"), "young offender institution"),
    **dict.fromkeys(("17", "RO257"), "secure training centre"),
    **dict.fromkeys(("18", "RO256"), "secure children's home"),
    **dict.fromkeys(("19", "RO251"), "immigration removal centre"),
    **dict.fromkeys(("20", "RO248"), "court"),
    **dict.fromkeys(("21", "RO254"), "police custody"),
    **dict.fromkeys(("22", "RO258"), "sexual assault referral centre"),
    **dict.fromkeys(("24", "RO253"), "other service of the justice estate"),
    **dict.fromkeys(("26", "RO321"), "service of a primary care network"),
    **dict.fromkeys(("27", "RO323"), "independent pharmacy"),
}
ORGANISATION = pl.lit(f"{SCHEMA.node['Organisation'].prefix}-ods-")


def load(paths: Sequence[Path], names: Names) -> Reading:
    """An Organisation for each row; what the file leaves open is left blank, and said in a line for each sort."""
    return read_tables(paths, WANTED, _read, LEFT_OUT, LAYOUT)


def _read(taken: Taken, written: pl.DataFrame) -> Reading:
    codes = ("ods_code", "sub_icb_code", "status", "setting")
    rows = written.with_columns(
        *(pl.col(key).str.to_uppercase() for key in codes), pl.col("name").str.replace_all(r"\s+", " ")
    )
    problems = _code_problems(taken, written)
    if rows.height and rows["setting"].null_count() == rows.height:
        message = (
            "no row has a prescribing setting; this is not epraccur.csv, whose rows have 27 cells with the setting "
            "in the last but one"
        )
        problems.append(taken.problem(None, "setting", message))
    postcode = SCHEMA.node["Organisation"].property("postcode")
    assert postcode is not None  # noqa: S101 - the schema has it
    categories = {setting: _category(setting) for setting in rows["setting"].drop_nulls().unique()}
    read = rows.with_columns(
        pl.col("status").replace_strict(STATUS, default=None, return_dtype=pl.Utf8).alias("_status"),
        pl.col("setting").replace_strict(categories, default=None, return_dtype=pl.Utf8).alias("_category"),
        pl.when(pl.col("sub_icb_code").str.contains(SUB_ICB_CODE)).then(pl.col("sub_icb_code")).alias("_sub_icb"),
        parse(rows["postcode"], postcode).alias("_postcode"),
    )
    # A prescriber of another setting may be a charity, a company, a court: the file does not say whose it is.
    nhs = pl.when(pl.col("_category") == PRACTICE).then(pl.lit("nhs"))
    nodes = read.drop_nulls("ods_code").select(
        (ORGANISATION + pl.col("ods_code").str.to_lowercase()).alias("id"),
        "name",
        "ods_code",
        pl.col("_category").alias("category"),
        nhs.alias("sector"),
        pl.col("_status").alias("status"),
        pl.col("_postcode").alias("postcode"),
        pl.col("_sub_icb").alias("sub_icb_code"),
        *PLACE,
    )
    headings = {**taken.headings, "id": taken.headings["ods_code"], "category": taken.headings["setting"]}
    return Reading((Table("Organisation", nodes, headings),), tuple(problems), tuple(_odd(taken, read)))


def _category(setting: str) -> str | None:
    """The category of a setting, or of several with | between them; None where one is not known."""
    words = {SETTINGS.get(part.strip()) for part in setting.split("|")}
    if PRACTICE in words:
        return PRACTICE
    return None if None in words else " and ".join(sorted(word for word in words if word))


def _code_problems(taken: Taken, rows: pl.DataFrame) -> list[Problem]:
    wrong = rows.filter(~pl.col("ods_code").str.contains(ODS_CODE)).select("ods_code", "_row")
    said = [taken.problem(row, "ods_code", f"{code!r} is not {A_CODE}") for code, row in wrong.iter_rows()]
    return required_cells(taken, ["ods_code"], f"write {A_CODE}") + said


def _odd(taken: Taken, rows: pl.DataFrame) -> list[str]:
    """A sentence for each sort of cell that is left blank though it says something."""
    dormant = pl.col("status").is_in([code for code, status in STATUS.items() if status is None])
    unknown = pl.col("_status").is_null() & ~dormant & pl.col("status").is_not_null()
    sorts = (
        ("status", dormant, "dormant, neither open nor closed"),
        ("status", unknown, "not a status known here (A, C, D, P)"),
        ("setting", pl.col("_category").is_null() & pl.col("setting").is_not_null(), "not a setting known here"),
        ("postcode", pl.col("_postcode").is_null() & pl.col("postcode").is_not_null(), "not a postcode"),
        ("sub_icb_code", pl.col("_sub_icb").is_null() & pl.col("sub_icb_code").is_not_null(), "not a code"),
    )
    sentences = []
    for key, which, what in sorts:
        found = rows.filter(which)
        if found.height:
            first, row = found.select(key, "_row").row(0)
            place = Problem(taken.sheet.file, taken.sheet.name, None, taken.headings[key])
            counted = f"{found.height:,} rows are" if found.height > 1 else "1 row is"
            sentences.append(f"{place}{counted} {what}, as {first!r} in row {row}; the cell is left blank")
    return sentences


LOADER = Loader(
    name="ods-practices",
    description="General practices and other prescribers, as NHS ODS publishes them",
    reads="epraccur.csv or .csv.gz, without headings as published, or with them",
    columns=tuple(wanted.column for wanted in WANTED),
    load=load,
    source="nhs-ods-practices",
    scope=Scope(kinds=("Organisation",), links=()),
)
