"""The check that every record passes before it is kept: text in, typed columns out, or every problem at once."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import polars as pl

from linkwork.errors import InputRefused, LinkworkError, Problem
from linkwork.graph.parsing import expectation, parse
from linkwork.graph.privacy import guarded, quoted
from linkwork.graph.records import DIRECTORY, ENDS, PLACE, PLACE_COLUMNS, POSTCODES, Reading, Table, link_id
from linkwork.graph.shapes import LinkKind, NodeKind, Property, Schema, ends_of


def check(reading: Reading, schema: Schema) -> tuple[Table, ...]:
    """The reading's tables with typed columns; link tables have their `id` besides.

    Raises InputRefused with every problem that the loader or the schema found.
    """
    checked, problems = _checked(reading, schema)
    if problems:
        raise InputRefused(problems)
    return checked


def cell_problems(table: Table, schema: Schema) -> list[Problem]:
    """What is wrong with the single cells of a table, whose rows need be no records: they may lack ids and ends."""
    kind = _kind(table, schema)
    found: list[Problem] = []
    for prop in kind.properties:
        if prop.name in table.rows.columns:
            parsed = parse(table.rows[prop.name], prop)
            found += _unreadable(table, kind, prop, parsed)
            found += _missing(table, prop, parsed) if prop.need == "required" else []
    return found


def good_rows(reading: Reading, schema: Schema) -> tuple[tuple[Table, ...], tuple[Problem, ...]]:
    """The tables without the rows that have a problem, and those problems.

    A row is left out of every table that it gave rise to. Raises InputRefused where a problem is that of a whole file
    or sheet, or where no row is left of some.
    """
    rejected: list[Problem] = []
    while True:
        checked, problems = _checked(reading, schema)
        if not problems:
            break
        rejected += problems
        if any(problem.row is None for problem in problems):
            raise InputRefused(rejected)
        bad = {(problem.file, problem.sheet, problem.row) for problem in problems}
        reading = replace(reading, problems=(), tables=tuple(_without(table, bad) for table in reading.tables))
    if rejected and not any(table.rows.height for table in checked):
        raise InputRefused(rejected)
    return checked, tuple(sorted(set(rejected)))


def _without(table: Table, bad: Iterable[tuple[str, str, int | None]]) -> Table:
    places = pl.DataFrame(sorted(bad, key=str), schema=PLACE, orient="row")
    marked = table.rows.with_columns(_at=pl.col("_sheet").fill_null(""))
    kept = marked.join(
        places, left_on=["_file", "_at", "_row"], right_on=PLACE_COLUMNS, how="anti", maintain_order="left"
    )
    return replace(table, rows=kept.drop("_at"))


def _checked(reading: Reading, schema: Schema) -> tuple[tuple[Table, ...], list[Problem]]:
    """The tables as far as they can be read, and everything that is wrong with them."""
    problems = list(reading.problems)
    checked: list[Table] = []
    for table in reading.tables:
        if table.kind == POSTCODES:
            checked.append(replace(table, rows=table.rows.select(pl.col(c).cast(t) for c, t in DIRECTORY.items())))
            continue
        typed, wrong = _typed(table, _kind(table, schema))
        problems += wrong
        checked.append(typed)
    problems += _same_id(checked, schema)
    problems += _contradictions(checked, schema)
    return tuple(checked), problems


def _kind(table: Table, schema: Schema) -> NodeKind | LinkKind:
    """The table's kind. Raises LinkworkError where the loader, not the file, is at fault."""
    try:
        kind = schema.kind(table.kind)
    except KeyError:
        raise LinkworkError(f"The loader made rows of a kind {table.kind!r}, which the schema does not have.") from None
    own = {"id"} if isinstance(kind, NodeKind) else ENDS.keys()
    known = own | {p.name for p in kind.properties} | PLACE.keys()
    if strange := [name for name in table.rows.columns if name not in known]:
        raise LinkworkError(f"The loader gave {table.kind} {', '.join(strange)}, which the schema does not have.")
    return kind


def _typed(table: Table, kind: NodeKind | LinkKind) -> tuple[Table, list[Problem]]:
    problems: list[Problem] = []
    rows = table.rows.cast({name: kept for name, kept in PLACE.items() if name in table.rows.columns})
    for prop in kind.properties:
        if prop.name in rows.columns:
            parsed = parse(rows[prop.name], prop)
            problems += _unreadable(table, kind, prop, parsed)
            problems += _missing(table, prop, parsed) if prop.need == "required" else []
            rows = rows.with_columns(parsed)
    if isinstance(kind, NodeKind):
        problems += _blank_ids(table, ("id",))
    else:
        problems += _blank_ids(table, ("from_id", "to_id"))
        problems += _wrong_ends(table, kind)
        rows, double = _link_rows(replace(table, rows=rows), kind)
        problems += double
    return replace(table, rows=rows), problems


def _unreadable(table: Table, kind: NodeKind | LinkKind, prop: Property, parsed: pl.Series) -> Iterator[Problem]:
    raw = table.rows[prop.name]
    if raw.dtype != pl.Utf8 or parsed.null_count() == raw.null_count():
        return
    bad = table.rows.filter(parsed.is_null() & (raw.str.strip_chars(" ;") != ""))
    for row in bad.select(*PLACE_COLUMNS, value=prop.name).iter_rows(named=True):
        yield _problem(
            table, row, prop.name, f"{quoted(row['value'], guarded(kind, prop))} is not {expectation(prop)}."
        )


def _missing(table: Table, prop: Property, parsed: pl.Series) -> Iterator[Problem]:
    if not parsed.null_count():
        return
    raw = table.rows[prop.name].cast(pl.Utf8).str.strip_chars().fill_null("")
    for row in table.rows.filter(parsed.is_null() & (raw == "")).select(PLACE_COLUMNS).iter_rows(named=True):
        allowed = f" It may be {', '.join(prop.allowed)}." if prop.allowed else ""
        yield _problem(
            table, row, prop.name, f"every {table.kind} needs a {prop.name} and this cell is blank.{allowed}"
        )


def _blank_ids(table: Table, columns: Iterable[str]) -> Iterator[Problem]:
    for column in columns:
        for row in table.rows.filter(pl.col(column).is_null()).select(PLACE_COLUMNS).iter_rows(named=True):
            yield _problem(table, row, column, f"this row does not say which {table.kind} it is.")


def _wrong_ends(table: Table, kind: LinkKind) -> Iterator[Problem]:
    allowed = pl.DataFrame(kind.ends, schema=["from_kind", "to_kind"], orient="row")
    for row in table.rows.join(allowed, on=["from_kind", "to_kind"], how="anti").iter_rows(named=True):
        pairs = ", ".join(f"{a} to {b}" for a, b in kind.ends)
        given = f"{row['from_kind']} to {row['to_kind']}"
        yield _problem(table, row, "", f"{kind.name} cannot join {given}; it joins {pairs}.")


def _link_rows(table: Table, kind: LinkKind) -> tuple[pl.DataFrame, list[Problem]]:
    """Link rows with their ids, a row said twice kept once; two rows that differ and share an id are problems."""
    key = [name for name in kind.key if name in table.rows.columns]
    parts = [pl.lit(kind.name), pl.col("from_id"), pl.col("to_id")]
    parts += [pl.col(name).cast(pl.Utf8).fill_null("") if name in key else pl.lit("") for name in kind.key]
    rows = table.rows.with_columns(id=pl.concat_str(parts, separator="|"))
    if _all_differ(rows["id"]):
        return rows, []
    facts = [name for name in rows.columns if name not in PLACE]
    once = rows.unique(subset=facts, keep="first", maintain_order=True)
    return once, list(_doubles(replace(table, rows=once), kind))


def _same_id(tables: Iterable[Table], schema: Schema) -> Iterator[Problem]:
    """Two node rows with one id, in one table or two of a kind."""
    by_kind: dict[str, list[Table]] = {}
    for table in tables:
        if table.kind in schema.node:
            by_kind.setdefault(table.kind, []).append(table)
    for kind, group in by_kind.items():
        columns = ["id", *PLACE_COLUMNS]
        rows = pl.concat([table.rows.select(columns) for table in group])
        yield from _doubles(Table(kind, rows), schema.node[kind])


def _contradictions(tables: Iterable[Table], schema: Schema) -> Iterator[Problem]:
    """One link that two tables of its kind say different things of."""
    for link in schema.links:
        own = [table for table in tables if table.kind == link.name]
        for prop in link.properties if len(own) > 1 else ():
            saying = [t.rows.select("id", prop.name, *PLACE_COLUMNS) for t in own if prop.name in t.rows.columns]
            if len(saying) > 1:
                said = pl.concat(saying).filter(pl.col(prop.name).is_not_null())
                twice = said.filter(pl.col(prop.name).n_unique().over("id") > 1)
                yield from _doubles(Table(link.name, twice), link, f" with another {prop.name}")


def _all_differ(ids: pl.Series) -> bool:
    return ids.n_unique() == len(ids)


def _doubles(table: Table, kind: NodeKind | LinkKind, other: str = "") -> Iterator[Problem]:
    if _all_differ(table.rows["id"]):
        return
    first = table.rows.unique(subset="id", keep="first", maintain_order=True)
    again = table.rows.filter(pl.col("id").is_duplicated() & ~pl.col("id").is_first_distinct())
    earlier = again.join(first, on="id", suffix="_first")
    for row in earlier.iter_rows(named=True):
        where = Problem(row["_file_first"], row["_sheet_first"] or "", row["_row_first"])
        place = where.place
        yield _problem(
            table, row, "", f"two rows are the same {kind.name}{other}, {_told(row['id'], kind)}: this one and {place}."
        )


def _told(id_: str, kind: NodeKind | LinkKind) -> str:
    """An id as a message may say it: of links that who rated them tells apart, and the like, the kind and the ends."""
    if isinstance(kind, LinkKind) and any(guarded(kind, p) != "public" for p in kind.properties if p.name in kind.key):
        return link_id(kind.name, *(ends_of(id_) or ()))
    return id_


def _problem(table: Table, row: dict[str, object], column: str, message: str) -> Problem:
    number = row["_row"]
    heading = table.headings.get(column, column)
    return Problem(
        str(row["_file"]), str(row["_sheet"] or ""), number if isinstance(number, int) else None, heading, message
    )
