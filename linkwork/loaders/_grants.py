"""Grants of several sheets gathered, and the tables they make: funds, bodies, and who funds whom."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from linkwork.errors import Problem
from linkwork.graph.identity import Names, slug
from linkwork.graph.parsing import parse
from linkwork.graph.records import ENDS, PLACE, Table
from linkwork.graph.schema import SCHEMA
from linkwork.loaders._bodies import NUMBERS, SHOWN, body, by_number, counted, one_line_column, postcodes
from linkwork.loaders._columns import Taken, required_cells
from linkwork.loaders._grants_json import PART, PARTS
from linkwork.words import first_few

#: The recipient and the funder, as the keys of their columns begin.
SIDES = ("to", "by")
#: Of a body, what a side's columns hold.
FACTS = ("given", "name", "charity_no", "company_no", "postcode", "website", "sort")
DATES = ("awarded", "planned_starts", "planned_ends", "actual_starts", "actual_ends")
PEOPLE = ("individual", "sole trader")
POUNDS = ("GBP", "£")
WHO = {"to": "received it", "by": "gave it"}


@dataclass
class Grants:
    """The grants read so far: a frame for each sheet, with its headings, and what is wrong or odd."""

    names: Names
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    read: list[tuple[Mapping[str, str], pl.DataFrame]] = field(default_factory=list)
    spellings: dict[str, str] = field(default_factory=dict)

    def take(self, taken: Taken, rows: pl.DataFrame) -> None:
        """Add the grants of a sheet; `_person` marks what goes to an individual."""
        missing = [f"{side}_{fact}" for side in SIDES for fact in FACTS]
        missing += ["currency", "planned_months", "actual_months", *DATES]
        rows = rows.with_columns(pl.lit(None, pl.Utf8).alias(key) for key in missing if key not in rows.columns)
        person = pl.col("_person") | pl.col("to_sort").str.to_lowercase().is_in(PEOPLE).fill_null(False)
        went = rows.filter(person).with_columns(pl.lit(None, pl.Utf8).alias("grant"))
        self._say(taken, went, "grant", "goes to an individual", "go to individuals", "left out")
        rows = rows.filter(~person).with_columns(one_line_column("to_name"), one_line_column("by_name"))
        taken = replace(taken, rows=rows)
        self.problems += required_cells(taken, ["grant"], "every grant has an id")
        rows = self._money(taken, self._dated(taken, rows))
        for side in SIDES:
            rows = self._bodies(taken, rows, side)
        known = rows.drop_nulls(["grant", "to_id", "by_id"])
        self.read.append((taken.headings, known.with_columns(self._fund_ids(known["grant"]))))

    def _say(self, taken: Taken, found: pl.DataFrame, key: str, *words: str) -> None:
        one, more, then = words
        self.warnings += counted(taken, found, key, (one, more), then)

    def _dated(self, taken: Taken, rows: pl.DataFrame) -> pl.DataFrame:
        """The rows with their days as ISO text and `starts` and `ends`; a cell that is no day is a problem."""
        starts = SCHEMA.node["Fund"].property("starts")
        assert starts is not None  # noqa: S101 - the schema has it
        for key in DATES:
            day = parse(rows[key].str.replace(r"[T ]\d{2}:\d{2}.*$", ""), starts)
            wrong = rows.filter(day.is_null() & rows[key].is_not_null()).select(key, "_row")
            says = "is not a date such as 2024-03-31, 31/03/2024, 2024-03 or 2024"
            self.problems += [taken.problem(row, key, f"{cell!r} {says}") for cell, row in wrong.iter_rows()]
            rows = rows.with_columns(day.alias(key))
        rows = rows.with_columns(starts=pl.coalesce("actual_starts", "planned_starts", "awarded"))
        rows = rows.with_columns(ends=pl.coalesce("actual_ends", "planned_ends", _after("actual"), _after("planned")))
        once = rows.filter(pl.col(PART) == 0)
        words = ("does not say how long it lasts", "do not say how long they last", "each counts as going on")
        self._say(taken, once.filter(pl.col("ends").is_null()), "grant", *words)
        back = once.filter(pl.col("ends") < pl.col("starts"))
        self._say(taken, back, "grant", "ends before it starts", "end before they start", "kept as said")
        return rows

    def _money(self, taken: Taken, rows: pl.DataFrame) -> pl.DataFrame:
        """The rows with `amount` blank where it is not in pounds, and `_pounds`, a number or null."""
        other = pl.col("currency").is_not_null() & ~pl.col("currency").str.to_uppercase().is_in(POUNDS)
        self._say(
            taken,
            rows.filter(other & pl.col("amount").is_not_null() & (pl.col(PART) == 0)),
            "currency",
            "is in another currency than pounds",
            "are in other currencies than pounds",
            "the amounts are left out",
        )
        amount = SCHEMA.node["Fund"].property("amount")
        assert amount is not None  # noqa: S101 - the schema has it
        rows = rows.with_columns(pl.when(~other).then("amount").alias("amount"))
        return rows.with_columns(parse(rows["amount"], amount).alias("_pounds"))

    def _bodies(self, taken: Taken, rows: pl.DataFrame, side: str) -> pl.DataFrame:
        """The rows with the side's `_id`, its numbers, and its postcode as it is kept; what is unclear is noted."""
        keys = [f"{side}_{fact}" for fact in FACTS[:4]]
        asked = rows.select(keys).unique(maintain_order=True)
        found = pl.DataFrame(
            [self._known(*cells) for cells in asked.iter_rows()],
            schema=dict.fromkeys((f"{side}_id", *(f"_{side}_{name}" for name in NUMBERS), f"_{side}_named"), pl.Utf8),
            orient="row",
        )
        rows = rows.join(pl.concat([asked, found], how="horizontal"), on=keys, nulls_equal=True, maintain_order="left")
        said = f"this row does not say who {WHO[side]}; write an organisation identifier such as GB-CHC-1034374, a name"
        for row in rows.filter(pl.col(f"{side}_id").is_null())["_row"].unique(maintain_order=True):
            self.problems.append(taken.problem(row, f"{side}_name", said))
        named = rows.filter(pl.col(f"{side}_id").is_not_null() & pl.col(f"_{side}_named").is_not_null())
        who = "recipient" if side == "to" else "funder"
        words = (f"has no number to know its {who} by", f"have no number to know the {who} by")
        self._say(taken, named, f"{side}_name", *words, "known by the name, within this source")
        code = postcodes(rows[f"{side}_postcode"])
        wrong = rows.filter(code.is_null() & pl.col(f"{side}_postcode").is_not_null())
        self._say(taken, wrong, f"{side}_postcode", "is not a postcode", "are not postcodes", "the cell is left blank")
        return rows.with_columns(code.alias(f"{side}_postcode"))

    def _fund_ids(self, given: pl.Series) -> pl.Series:
        """An id for each grant: those of 360Giving are the same in every file, others are the source's own."""
        scope = slug(self.names.source)
        made = [
            self.names.by_identifier("Fund", "" if text.upper().startswith("360G-") else scope, text) for text in given
        ]
        return pl.Series("_fund", made, pl.Utf8)

    def _known(self, given: str | None, name: str | None, charity: str | None, company: str | None) -> list[str | None]:
        """The id of a body, its three numbers, and its name where that is all it is known by; blanks for no body."""
        numbers = {
            prop: found
            for prop, cell in (("charity_no", charity), ("company_no", company))
            if cell and (found := by_number(prop, cell, self.names))
        }
        known = body(given, self.names) if given else None
        if known and given and known.number is None:
            self._same_spelling(given, known.id)
        known = known or next(iter(numbers.values()), None)
        if known:
            own = [known.of(prop) or (numbers[prop].of(prop) if prop in numbers else None) for prop in NUMBERS]
            return [known.id, *own, None]
        if not name or not slug(name):
            return [None] * 5
        return [self.names.by_name("Organisation", name), None, None, None, name]

    def _same_spelling(self, given: str, id_: str) -> None:
        first = self.spellings.setdefault(id_, given)
        if first.casefold() != given.casefold():
            message = f"{first!r} and {given!r} would both have the id {id_}; give one of them another identifier"
            self.problems.append(Problem("organisation identifiers", message=message))


def tables(grants: Grants) -> tuple[Table, ...]:
    """Funds by sheet, and the bodies and links of all sheets; bodies that go by several names are said.

    A grant that is there twice stays two funds, for the check to refuse, and counts once in all else. What a funder
    gave a body is added up before that check: it stands in the row of the first of its grants, and goes with that row.
    """
    if not grants.read:
        return ()
    frames = [rows for _, rows in grants.read]
    rows = pl.concat(frames, how="diagonal").unique(["_fund", PART], keep="first", maintain_order=True)
    headings = {key: heading for said, _ in reversed(grants.read) for key, heading in said.items()}
    return (*(_funds(said, own) for said, own in grants.read), _organisations(rows, headings, grants), _links(rows))


def _funds(headings: Mapping[str, str], rows: pl.DataFrame) -> Table:
    called = pl.concat_str(
        pl.lit("Grant from "),
        pl.coalesce("by_name", "by_id"),
        pl.lit(" to "),
        pl.coalesce("to_name", "to_id"),
        pl.when(pl.col("awarded").is_not_null()).then(pl.lit(", ") + pl.col("awarded")).otherwise(pl.lit("")),
    )
    several = pl.concat_str(pl.lit("Grant from "), pl.coalesce("by_name", "by_id"), pl.lit(" to several bodies"))
    nodes = rows.filter(pl.col(PART) == 0).select(
        pl.col("_fund").alias("id"),
        pl.when(pl.col(PARTS) == 1).then(called).otherwise(several).alias("name"),
        pl.lit("grant").alias("category"),
        "amount",
        pl.lit("yes").alias("published"),
        "starts",
        "ends",
        *PLACE,
    )
    return Table("Fund", nodes, {**headings, "id": headings["grant"]})


def _organisations(rows: pl.DataFrame, headings: Mapping[str, str], grants: Grants) -> Table:
    """A row for each body: of what its grants say of it, that of the one awarded last; other names are aliases."""
    facts = ["postcode", *(("website",) if "to_website" in headings else ()), *NUMBERS]
    sides = [
        rows.select(
            pl.col(f"{side}_id").alias("id"),
            pl.col(f"{side}_name").alias("name"),
            *(pl.col(f"_{side}_{fact}" if fact in NUMBERS else f"{side}_{fact}").alias(fact) for fact in facts),
            "awarded",
            *PLACE,
        )
        for side in SIDES
    ]
    said = pl.concat(sides).sort("awarded", nulls_last=False, maintain_order=True)
    last = pl.col("name", *facts).drop_nulls().last()
    found = said.group_by("id", maintain_order=True).agg(
        last, pl.col("name").drop_nulls().unique().sort().alias("_names"), pl.col(*PLACE).last()
    )
    others = pl.col("_names").list.set_difference(pl.concat_list("name")).list.sort()
    found = found.with_columns(pl.when(others.list.len() > 0).then(others).alias("aliases"))
    several = found.filter(pl.col("aliases").is_not_null())
    if several.height:
        names = first_few(several.sort("name")["name"].to_list(), SHOWN)
        count = "1 body goes" if several.height == 1 else f"{several.height:,} bodies go"
        words = f"{count} by several names here; the newest grant's is shown and the others are aliases: {names}"
        grants.warnings.append(f"{several['_file'][0]}: {words}")
    kept = [fact for fact in facts if fact != "postcode" or "to_postcode" in headings or "by_postcode" in headings]
    columns = {"id": "to_given", "name": "to_name", "postcode": "to_postcode", "website": "to_website"}
    known = {ours: headings[key] for ours, key in columns.items() if key in headings}
    return Table("Organisation", found.select("id", "name", "aliases", *kept, *PLACE), known)


def _links(rows: pl.DataFrame) -> Table:
    """FUNDS from each grant to whom it went to, and from each funder to each body, with the sum of its grants."""
    grants = rows.select(*_ends("Fund", "_fund"), pl.lit(None, pl.Utf8).alias("amount"), "starts", "ends", *PLACE)
    # A grant to several bodies does not say how much of it each got.
    alone = pl.when(pl.col(PARTS) == 1).then("_pounds")
    last = pl.when(pl.col("ends").is_not_null().all()).then(pl.col("ends").max())
    between = rows.with_columns(alone.alias("_pounds")).group_by("by_id", "to_id", maintain_order=True)
    sums = between.agg(
        pl.when(pl.col("_pounds").is_not_null().all()).then(pl.col("_pounds").sum().round(2)).alias("amount"),
        pl.col("starts").min(),
        last.alias("ends"),
        pl.col(*PLACE).first(),
    )
    bodies = sums.select(*_ends("Organisation", "by_id"), pl.col("amount").cast(pl.Utf8), "starts", "ends", *PLACE)
    both = pl.concat([bodies, grants]).with_columns(pl.lit("yes").alias("published"))
    return Table("FUNDS", both, {})


def _ends(from_kind: str, column: str) -> Iterator[pl.Expr]:
    values: dict[str, Any] = {"from_kind": pl.lit(from_kind), "from_id": pl.col(column)}
    values |= {"to_kind": pl.lit("Organisation"), "to_id": pl.col("to_id")}
    yield from (values[name].alias(name) for name in ENDS)


def _after(sort: str) -> pl.Expr:
    """The last of so many months from the first day; null where either is not known to the day."""
    start = pl.col("starts").str.to_date("%Y-%m-%d", strict=False)
    months = pl.col(f"{sort}_months").str.strip_suffix(".0").str.extract(r"^(\d{1,3})$", 1)
    return start.dt.offset_by(months + "mo").dt.offset_by("-1d").dt.to_string("%Y-%m-%d")
