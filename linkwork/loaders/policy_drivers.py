"""Policies and their lines, from a CSV with a row a line.

A row whose kind is `placeholder` stands for lines whose names are not known: it is loaded as such and counted as
unknown, and no names are made up for it.
"""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from linkwork.errors import Problem
from linkwork.graph.identity import Names
from linkwork.graph.records import PLACE, Reading, Table
from linkwork.loaders import Column, Loader
from linkwork.loaders._columns import Taken, Wanted, mapped, read_tables, required_cells, unnamed_cells

COLUMNS = (
    Column("driver_id", "what the policy is known by, such as NHS-LTP; the same in each of its rows", True),
    Column("driver", "the policy's name", True),
    Column("published", "when it was published: a year, a month (2019-01) or a day"),
    Column("issuer", "who issued it"),
    Column("scope", "where it holds: a country (England, UK) is national, any other place is a borough"),
    Column("item_id", "what the line is known by; blank where a policy has no lines", True),
    Column("item", "what the line says, which is also its name", True),
    Column("kind", "sort of line; `placeholder` stands for lines whose names are not known"),
    Column("status", "current..., historic, superseded... or ...(ended)"),
    Column("source_url", "where it can be read; the policy keeps the first"),
)
WANTED = tuple(Wanted(column, column.name) for column in COLUMNS)
COUNTRIES = frozenset(
    {"england", "scotland", "wales", "northern ireland", "uk", "united kingdom", "great britain", "england and wales"}
)
#: Column here -> property of Policy. A policy has one of each, so its rows must agree.
OF_POLICY = {"driver": "name", "published": "published_on", "issuer": "issuer", "scope": "level", "status": "state"}
STATES = "'current', 'historic', 'superseded' or '(ended)', with or without more words"


def load(paths: Sequence[Path], names: Names) -> Reading:
    """Policies, their lines as Priorities, and IN_POLICY between them."""
    return read_tables(paths, WANTED, lambda taken, rows: _read(taken, rows, names))


def _read(taken: Taken, rows: pl.DataFrame, names: Names) -> Reading:
    problems = required_cells(taken, ["driver_id"], "every row names its policy")
    nameless = rows.filter(pl.col("item_id").is_null() & pl.col("item").is_not_null())["_row"]
    why = "every line has an id of its own"
    problems += [taken.problem(row, "item_id", f"this cell is blank; {why}") for row in nameless]
    problems += unnamed_cells(taken, "item_id", why)
    if "status" in taken.headings:
        state, strange = mapped(taken, "status", _state, STATES)
        rows = rows.with_columns(status=state)
        problems += strange
    if "scope" in taken.headings:
        rows = rows.with_columns(scope=_level())
    rows = rows.filter(pl.col("driver_id").is_not_null()).with_columns(
        policy_id=_ids("Policy", "driver_id", names), priority_id=_ids("Priority", "item_id", names)
    )
    problems += [problem for key in OF_POLICY if key in taken.headings for problem in _disagreements(taken, rows, key)]
    lines = rows.filter(pl.col("item_id").is_not_null())
    return Reading((_policies(taken, rows), _priorities(taken, lines), _links(taken, lines)), tuple(problems))


def _state(words: str) -> str | None:
    text = words.casefold()
    if text.startswith("current"):
        return "current"
    if text.startswith(("historic", "superseded")):
        return "superseded"
    return "ended" if text.endswith("(ended)") or text.startswith("ended") else None


def _level() -> pl.Expr:
    place = pl.col("scope").str.to_lowercase()
    level = pl.when(place.is_in(list(COUNTRIES))).then(pl.lit("national")).otherwise(pl.lit("borough"))
    return pl.when(place.is_not_null()).then(level)


def _ids(kind: str, key: str, names: Names) -> pl.Expr:
    return pl.col(key).map_elements(lambda given: names.by_id(kind, given), return_dtype=pl.Utf8)


def _disagreements(taken: Taken, rows: pl.DataFrame, key: str) -> list[Problem]:
    """A problem for each row that says another thing of its policy than the policy's first row does."""
    said = rows.filter(pl.col(key).is_not_null())
    first = said.unique("policy_id", keep="first", maintain_order=True).select("policy_id", first=key, at="_row")
    other = said.join(first, on="policy_id", maintain_order="left").filter(pl.col(key) != pl.col("first"))
    raw = dict(taken.sheet.rows.select("_row", taken.headings[key]).iter_rows())
    return [
        taken.problem(row, key, f"{raw[row]!r} differs from {raw[at]!r} in row {at}; a policy has one {key}")
        for row, at in other.select("_row", "at").iter_rows()
    ]


def _policies(taken: Taken, rows: pl.DataFrame) -> Table:
    said = {key: name for key, name in {**OF_POLICY, "source_url": "url"}.items() if key in taken.headings}
    columns = [pl.col(key).drop_nulls().first().alias(name) for key, name in said.items()]
    nodes = rows.group_by("policy_id", maintain_order=True).agg(*columns, *(pl.col(name).first() for name in PLACE))
    headings = {name: taken.headings[key] for key, name in said.items()} | {"id": taken.headings["driver_id"]}
    return Table("Policy", nodes.rename({"policy_id": "id"}), headings)


def _priorities(taken: Taken, lines: pl.DataFrame) -> Table:
    columns = [pl.col("priority_id").alias("id"), pl.col("item").alias("name"), pl.col("item").alias("text")]
    headings = {"id": "item_id", "name": "item", "text": "item"}
    if "status" in taken.headings:
        columns.append(pl.col("status").alias("state"))
        headings["state"] = "status"
    if "kind" in taken.headings:
        stands = pl.col("kind").str.to_lowercase().eq_missing(pl.lit("placeholder"))
        columns.append(pl.when(stands).then(pl.lit("yes")).otherwise(pl.lit("no")).alias("placeholder"))
        headings["placeholder"] = "kind"
    shown = {name: taken.headings[key] for name, key in headings.items()}
    return Table("Priority", lines.select(*columns, *PLACE), shown)


def _links(taken: Taken, lines: pl.DataFrame) -> Table:
    rows = lines.select(
        pl.lit("Priority").alias("from_kind"),
        pl.col("priority_id").alias("from_id"),
        pl.lit("Policy").alias("to_kind"),
        pl.col("policy_id").alias("to_id"),
        *PLACE,
    )
    return Table("IN_POLICY", rows, {"from_id": taken.headings["item_id"], "to_id": taken.headings["driver_id"]})


LOADER = Loader(
    name="policy-drivers",
    description="Policies, their lines and whether they still hold",
    reads="a CSV (or workbook) with a row for each line of a policy",
    columns=COLUMNS,
    load=load,
    source="policy-drivers",
)
