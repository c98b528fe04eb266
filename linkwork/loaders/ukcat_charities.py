"""Charities with the tags that the UK-CAT project gave them, and what the tags say they do.

A charity's tags become one context Service with one Offer (docs/loaders.md): the needs and audiences that a written
table finds in the tags, with low confidence, since the body itself has said none of it. Where it works is not known:
its registered postcode does not say. Tags that say neither stay in the service's description, which lists them all. A
charity none of whose tags says anything is an Organisation alone. Several rows of one charity, as where two people
tagged it, are one: their tags are put together. The table is tables/ukcat_terms.csv; a copy that has
been reviewed goes before it where it is loaded beside the charities. Tags of several levels stand side by side: one
that is wide does not stand for those that are narrower.

A registered charity is of the voluntary sector; its income and the day it was registered have no place in the model.
"""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from linkwork.errors import Problem
from linkwork.graph.identity import Names
from linkwork.graph.records import PLACE, Reading, Scope, Table
from linkwork.graph.schema import SCHEMA
from linkwork.loaders import Column, Loader
from linkwork.loaders._bodies import body, companies, counted, one_line_column, postcodes
from linkwork.loaders._columns import Taken, Wanted, mapped, required_cells, take
from linkwork.loaders._sheets import read_every
from linkwork.loaders._ukcat_terms import WANTED as OF_TABLE
from linkwork.loaders._ukcat_terms import Said, is_table, terms, what_tags_say

WANTED = (
    Wanted(Column("org_id", "who it is: GB-CHC-, GB-SC- or GB-NIC- and its number", True), "given", "org ?id"),
    Wanted(Column("name", "the charity's name, kept as published", True), "name"),
    Wanted(Column("postcode", "postcode of its registered address; it does not say where it works"), "postcode"),
    Wanted(Column("active", "True while it is on the register", True), "active"),
    Wanted(Column("company_number", "Companies House number, if it is a company"), "company", "company (number|no)"),
    Wanted(Column("UKCAT", "codes of its tags, with ; between", True), "tags", "ukcat|uk cat( codes| tags)?"),
)
LEFT_OUT = "date registered|income"
ACTIVE = {**dict.fromkeys(("true", "yes", "1"), "open"), **dict.fromkeys(("false", "no", "0"), "closed")}
EVIDENCE = "tag, not confirmed by the body"
_PREFIX = {kind: SCHEMA.node[kind].prefix for kind in ("Organisation", "Service", "Offer")}


def load(paths: Sequence[Path], names: Names) -> Reading:
    """Organisations, and for those whose tags say something a Service, its Offer, Needs and Audiences."""
    sheets = [sheet for sheet in read_every(paths) if sheet.headings]
    said = what_tags_say([sheet for sheet in sheets if is_table(sheet)], names)
    tables: list[Table] = []
    problems, warnings = list(said.problems), list(said.warnings)
    used: list[pl.DataFrame] = []
    for sheet in sheets:
        if is_table(sheet):
            continue
        taken = take(sheet, WANTED, LEFT_OUT)
        problems += taken.problems
        warnings += taken.warnings
        if taken.rows is not None:
            rows, wrong = _charities(taken, taken.rows, names)
            problems += wrong
            tags = _tags(rows, said)
            once, wrong = _once(taken, rows)
            problems += wrong
            tables += [_organisations(taken, once), *_services(once, tags)]
            used.append(tags.drop_nulls("term"))
            warnings += _odd(taken, rows, tags)
    return Reading((*tables, *(terms(pl.concat(used)) if used else ())), tuple(problems), tuple(warnings))


def _charities(taken: Taken, rows: pl.DataFrame, names: Names) -> tuple[pl.DataFrame, list[Problem]]:
    """The rows with `id`, `charity_no`, `status` and what else is kept, and what is wrong with them."""
    missing = [want.key for want in WANTED if want.key not in rows.columns]
    rows = rows.with_columns(pl.lit(None, pl.Utf8).alias(key) for key in missing)
    problems = required_cells(taken, ["given", "active"], "every charity has a number, and is active or not")
    status, strange = mapped(taken, "active", lambda word: ACTIVE.get(word.lower()), "True and False")
    known = {given: body(given, names) for given in rows["given"].drop_nulls().unique()}
    charities = {given: (one.id, one.of("charity_no")) for given, one in known.items() if one and one.of("charity_no")}
    wrong = rows.filter(pl.col("given").is_not_null() & ~pl.col("given").is_in(list(charities))).select("given", "_row")
    problems += strange
    problems += [
        taken.problem(
            row, "given", f"{given!r} is not a charity's identifier, such as GB-CHC-1034374 or GB-SC-SC004401"
        )
        for given, row in wrong.iter_rows()
    ]
    ids, numbers = ({given: pair[n] for given, pair in charities.items()} for n in (0, 1))
    rows = rows.with_columns(
        pl.col("given").replace_strict(ids, default=None, return_dtype=pl.Utf8).alias("id"),
        pl.col("given").replace_strict(numbers, default=None, return_dtype=pl.Utf8).alias("charity_no"),
        status.alias("status"),
        one_line_column("name"),
        postcodes(rows["postcode"]).alias("_postcode"),
        companies("company").alias("_company"),
    )
    return rows.drop_nulls("id"), problems


def _organisations(taken: Taken, rows: pl.DataFrame) -> Table:
    said = {"postcode": ("_postcode", "postcode"), "company": ("_company", "company_no")}
    kept = [pl.col(column).alias(ours) for key, (column, ours) in said.items() if key in taken.headings]
    nodes = rows.select(
        "id",
        "name",
        "status",
        "charity_no",
        *kept,
        pl.lit("charity").alias("category"),
        pl.lit("vcse").alias("sector"),
        *PLACE,
    )
    return Table("Organisation", nodes, {**taken.headings, "id": taken.headings["given"]})


def _once(taken: Taken, rows: pl.DataFrame) -> tuple[pl.DataFrame, list[Problem]]:
    """The first row of each charity, and a problem for each later one that says something else than other tags."""
    facts = ["name", "status", "_postcode", "_company"]
    first = rows.unique("id", keep="first", maintain_order=True)
    again = rows.join(first.select("id", *facts, "_row"), on="id", maintain_order="left", suffix="_first")
    differ = pl.any_horizontal(pl.col(fact).ne_missing(pl.col(f"{fact}_first")) for fact in facts)
    wrong = again.filter(differ).select("given", "_row", "_row_first")
    return first, [
        taken.problem(
            row, "given", f"{given} is in row {before} too, with other facts; its rows may differ in tags alone"
        )
        for given, row, before in wrong.iter_rows()
    ]


def _tags(rows: pl.DataFrame, said: Said) -> pl.DataFrame:
    """A row for each tag of each charity, once, with what it says; `term` is null where it says neither."""
    tags = rows.select(pl.col("id").alias("charity"), *PLACE, pl.col("tags").str.split(";").alias("code")).explode(
        "code"
    )
    tags = tags.with_columns(pl.col("code").str.strip_chars().str.to_uppercase()).filter(pl.col("code") != "")
    tags = tags.unique(["charity", "code"], keep="first", maintain_order=True)
    return tags.join(said.rows.drop(*PLACE), on="code", how="left", maintain_order="left")


def _services(rows: pl.DataFrame, tags: pl.DataFrame) -> list[Table]:
    """Services, offers and the links of the charities whose tags say something; no tables where none does."""
    saying = tags.drop_nulls("term")
    listed = tags.group_by("charity").agg(pl.col("code").str.join("; ").alias("_codes"))
    found = rows.join(saying.select(id="charity").unique(), on="id", how="semi", maintain_order="left").join(
        listed, left_on="id", right_on="charity", how="left", maintain_order="left"
    )
    if not found.height:
        return []
    low = pl.lit("low").alias("confidence")
    called = pl.concat_str(pl.lit("Activities of "), pl.coalesce("name", "charity_no"), pl.lit(", from its tags"))
    services = found.select(
        _made("Service", "id").alias("id"),
        called.alias("name"),
        "status",
        low,
        pl.lit("context").alias("scope"),
        pl.concat_str(pl.lit(f"{EVIDENCE}: "), "_codes").alias("description"),
        *PLACE,
    )
    offers = found.select(_made("Offer", "id").alias("id"), pl.lit("what its tags say").alias("name"), low, *PLACE)
    links = [
        _link("PROVIDES", found, ("Organisation", pl.col("id")), ("Service", _made("Service", "id"))),
        _link("HAS_OFFER", found, ("Service", _made("Service", "id")), ("Offer", _made("Offer", "id"))),
    ]
    for link, kind in (("MEETS", "Need"), ("FOR_AUDIENCE", "Audience")):
        own = saying.filter(pl.col("kind") == kind)
        table = _link(link, own, ("Offer", _made("Offer", "charity")), (kind, pl.col("term")))
        rule = table.rows.with_columns(rule=pl.lit("include")) if link == "FOR_AUDIENCE" else table.rows
        links.append(Table(link, rule))
    return [Table("Service", services), Table("Offer", offers), *(link for link in links if link.rows.height)]


def _made(kind: str, column: str) -> pl.Expr:
    """The id of the service or the offer of a charity: its own, with the kind's prefix."""
    bare = pl.col(column).str.strip_prefix(f"{_PREFIX['Organisation']}-")
    return pl.concat_str(pl.lit(f"{_PREFIX[kind]}-"), bare, pl.lit("-tags"))


def _link(kind: str, rows: pl.DataFrame, from_: tuple[str, pl.Expr], to: tuple[str, pl.Expr]) -> Table:
    ends = (
        pl.lit(from_[0]).alias("from_kind"),
        from_[1].alias("from_id"),
        pl.lit(to[0]).alias("to_kind"),
        to[1].alias("to_id"),
    )
    return Table(kind, rows.select(*ends, *PLACE))


def _odd(taken: Taken, rows: pl.DataFrame, tags: pl.DataFrame) -> list[str]:
    """A line for each sort of cell that is not kept though it says something."""
    none = tags.filter(pl.col("term").is_not_null().any().over("charity").not_()).unique("charity", maintain_order=True)
    strange = tags.filter(pl.col("says").is_null()).unique("code", keep="first", maintain_order=True)
    untagged = rows.filter(pl.col("tags").is_null()).with_columns(tags=pl.col("name"))
    bad = rows.filter(pl.col("_postcode").is_null() & pl.col("postcode").is_not_null())
    number = rows.filter(pl.col("_company").is_null() & pl.col("company").is_not_null())
    heading = {**taken.headings, "code": taken.headings["tags"]}
    said = Taken(taken.sheet, taken.rows, heading)
    again = rows.filter(~pl.col("id").is_first_distinct())
    return [
        *counted(
            said,
            again,
            "given",
            ("repeats a charity of an earlier row", "repeat charities of earlier rows"),
            "the tags of its rows are put together",
        ),
        *counted(said, untagged, "tags", ("has no tags", "have no tags"), "the body alone is kept"),
        *counted(
            said,
            none,
            "code",
            ("has tags of which none says a need or an audience", "have tags of which none says a need or an audience"),
            "the body alone is kept",
        ),
        *counted(
            said,
            strange,
            "code",
            ("has a tag that the table does not know", "have tags that the table does not know"),
            "such a tag says neither a need nor an audience",
        ),
        *counted(said, bad, "postcode", ("is not a postcode", "are not postcodes"), "the cell is left blank"),
        *counted(
            said, number, "company", ("is not a company number", "are not company numbers"), "the cell is left blank"
        ),
    ]


LOADER = Loader(
    name="ukcat-charities",
    description="Charities and what their UK-CAT tags say, not confirmed by them",
    reads="a CSV (or workbook) of charities with tags; beside it, a reviewed table of what the tags say",
    columns=(*(wanted.column for wanted in WANTED), *(wanted.column for wanted in OF_TABLE)),
    load=load,
    source="ukcat-charities",
    scope=Scope(
        kinds=("Organisation", "Service", "Offer", "Need", "Audience"),
        links=("PROVIDES", "HAS_OFFER", "MEETS", "FOR_AUDIENCE"),
    ),
)
