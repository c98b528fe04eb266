"""The links of a mapping workbook: `;` lists on the sheets of nodes, and the sheets of links."""

from collections.abc import Iterator
from itertools import pairwise

import polars as pl

from linkwork.errors import Problem
from linkwork.graph.records import ENDS, PLACE, Table
from linkwork.graph.shapes import LinkKind, NodeKind
from linkwork.loaders._workbook_headings import Heading
from linkwork.loaders._workbook_names import End, Resolver, says_unknown
from linkwork.loaders._workbook_sheets import Findings, View


def listed(view: View, rows: pl.DataFrame, resolver: Resolver, findings: Findings) -> list[Table]:
    """The links that the list columns of a node's sheet stand for, a table a column; unclear names are noted.

    `rows` are the sheet's rows with their `id`.
    """
    tables: list[Table] = []
    for heading in view.columns.values():
        if heading.link and heading.column:
            if heading.wanted == "required":
                findings.problems += _blanks(view, rows, heading)
            tables.append(_listed(view, rows, heading, (resolver, findings)))
    findings.problems += _contradictions(view, tables)
    return tables


def linked(view: View, resolver: Resolver, findings: Findings) -> Table:
    """The links of a link's own sheet; unclear and blank ends are noted, and a row said twice is kept once."""
    rows = view.said(view.rows)
    link = view.kind
    if not isinstance(link, LinkKind):
        raise TypeError(f"{link.name} is not a link")
    every = _pairs(view, rows, _Joins(link, resolver), findings)
    clear = pl.Series([pair is not None for pair in every], dtype=pl.Boolean)
    rows = _referred(view, rows, resolver, findings).filter(clear).drop("from", "to", strict=False)
    pairs = [pair for pair in every if pair is not None]
    columns = [pl.Series(name, [getattr(pair[place], part) for pair in pairs], pl.Utf8) for name, place, part in _PARTS]
    whole = rows.with_columns(*columns, *view.place())
    once = _once(view, whole.select(*ENDS, *(c for c in rows.columns if c != "_row"), *PLACE), findings)
    return Table(link.name, once, dict(view.written))


_PARTS = (("from_kind", 0, "kind"), ("from_id", 0, "id"), ("to_kind", 1, "kind"), ("to_id", 1, "id"))


def _blanks(view: View, rows: pl.DataFrame, heading: Heading) -> Iterator[Problem]:
    article = "an" if view.kind.name[0] in "AEIOU" else "a"
    for number in rows.filter(pl.col(heading.name).is_null())["_row"]:
        message = f"{article} {view.kind.name} needs a {heading.name} and this cell is blank."
        yield view.problem(number, heading.name, f"{message} Write 'not known' if nobody knows.")


def _listed(view: View, rows: pl.DataFrame, heading: Heading, work: tuple[Resolver, Findings]) -> Table:
    resolver, findings = work
    parts = rows.select("id", "_row", part=pl.col(heading.name).str.split(";")).explode("part")
    parts = parts.with_columns(pl.col("part").str.strip_chars()).filter(pl.col("part") != "")
    parts = parts.filter(~pl.col("part").map_elements(says_unknown, return_dtype=pl.Boolean))
    ends = {part: resolver.resolve(part, heading.refers) for part in parts["part"].unique(maintain_order=True)}
    wrong = {part: end.unclear for part, end in ends.items() if end.unclear}
    for number, part in parts.filter(pl.col("part").is_in(list(wrong))).select("_row", "part").iter_rows():
        findings.problems.append(view.problem(number, heading.name, wrong[part]))
    parts = parts.filter(~pl.col("part").is_in(list(wrong)))
    others = [ends[part] for part in parts["part"]]
    return _list_table(view, parts, heading, others)


def _list_table(view: View, parts: pl.DataFrame, heading: Heading, others: list[End]) -> Table:
    link, column = heading.link, heading.column
    if link is None or column is None:
        raise TypeError(f"{heading.name} is not a list of links")
    own, other = ("from", "to") if column.on == "from" else ("to", "from")
    frame = parts.select(
        pl.lit(view.kind.name).alias(f"{own}_kind"),
        pl.col("id").alias(f"{own}_id"),
        pl.Series(f"{other}_kind", [end.kind for end in others], pl.Utf8),
        pl.Series(f"{other}_id", [end.id for end in others], pl.Utf8),
        *(pl.lit(value).alias(name) for name, value in column.sets),
        *view.place(),
    ).unique(subset=list(ENDS), keep="first", maintain_order=True)
    order = [*ENDS, *(name for name, _ in column.sets), *PLACE]
    return Table(link.name, frame.select(order), {name: view.written[heading.name] for name, _ in column.sets})


def _contradictions(view: View, tables: list[Table]) -> Iterator[Problem]:
    """One thing named in two list columns that say opposite things of it: audiences and not_for."""
    every = zip(tables, _lists(view), strict=True)
    sets = [(table, heading) for table, heading in every if heading.column and heading.column.sets]
    for (first, one), (second, two) in pairwise(sets):
        if first.kind == second.kind:
            both = second.rows.join(first.rows.select("from_id", "to_id"), on=["from_id", "to_id"], how="semi")
            for number, id_ in both.select("_row", "to_id").iter_rows():
                message = f"{id_} is named here and under {one.name}. Name it in one of them."
                yield view.problem(number, two.name, message)


def _lists(view: View) -> list[Heading]:
    return [heading for heading in view.columns.values() if heading.link and heading.column]


class _Joins:
    """What the ends of a link stand for, worked out where each first comes: a sheet of links has them in many rows."""

    def __init__(self, link: LinkKind, resolver: Resolver) -> None:
        self.link = link
        self.kinds = (link.kinds("from"), link.kinds("to"))
        self.resolver = resolver
        self.starts: dict[str, End] = {}
        self.lasts: dict[tuple[str, str], End] = {}

    def pair(self, start: str, end: str) -> tuple[End, End]:
        """Both ends of a link, each of a kind that may be joined to the other's."""
        first = self.starts.get(start)
        if first is None:
            first = self.starts[start] = self.resolver.resolve(start, self.kinds[0])
        last = self.lasts.get((first.kind, end))
        if last is None:
            kinds = beyond(self.link, 0, first.kind) or self.kinds[1]
            last = self.lasts[first.kind, end] = self.resolver.resolve(end, kinds)
        if first.unclear and not last.unclear:
            first = self.resolver.resolve(start, beyond(self.link, 1, last.kind))
        return first, last


def beyond(link: LinkKind, end: int, kind: str) -> tuple[str, ...]:
    """The kinds that may stand at the other end of a link from this kind."""
    return tuple(dict.fromkeys(pair[1 - end] for pair in link.ends if pair[end] == kind))


def _no_end(view: View, number: int, first: str | None, last: str | None) -> Iterator[Problem]:
    for column, cell in (("from", first), ("to", last)):
        if not cell:
            yield view.problem(number, column, f"a {view.kind.name} row needs both ends and this cell is blank.")


def _pairs(view: View, rows: pl.DataFrame, joins: _Joins, findings: Findings) -> list[tuple[End, End] | None]:
    """The two ends of each row; None where one is blank or unclear, which is noted: first the blank ones."""
    if not {"from", "to"} <= set(view.columns):
        return [None] * rows.height
    found: list[tuple[End, End] | None] = []
    unclear: list[Problem] = []
    for number, first, last in rows.select("_row", "from", "to").iter_rows():
        pair = joins.pair(first, last) if first and last else None
        if pair is None:
            findings.problems += _no_end(view, number, first, last)
        elif pair[0].unclear or pair[1].unclear:
            ends = zip(("from", "to"), pair, strict=True)
            unclear += [view.problem(number, column, end.unclear) for column, end in ends if end.unclear]
            pair = None
        found.append(pair)
    findings.problems += unclear
    return found


def _referred(view: View, rows: pl.DataFrame, resolver: Resolver, findings: Findings) -> pl.DataFrame:
    """The rows with names in properties that refer to a node (HAS_DEMAND.audience) turned into ids."""
    for heading in view.columns.values():
        if heading.prop and heading.refers:
            cells = rows[heading.name]
            ends = {cell: resolver.resolve(cell, heading.refers) for cell in cells.unique() if cell}
            for number, cell in rows.select("_row", heading.name).iter_rows():
                if cell and ends[cell].unclear:
                    findings.problems.append(view.problem(number, heading.name, ends[cell].unclear))
            ids = pl.Series(heading.name, [ends[cell].id if cell else None for cell in cells], pl.Utf8)
            rows = rows.with_columns(ids)
    return rows


def _once(view: View, rows: pl.DataFrame, findings: Findings) -> pl.DataFrame:
    facts = [name for name in rows.columns if name not in PLACE]
    once = rows.unique(subset=facts, keep="first", maintain_order=True)
    if once.height < rows.height:
        again = rows.filter(~pl.struct(facts).is_first_distinct())["_row"].to_list()
        numbers = ", ".join(str(number) for number in again[:10]) + (", ..." if len(again) > 10 else "")
        message = f"rows said twice are kept once: {numbers} say what an earlier row says."
        findings.warnings.append(str(Problem(view.file, view.sheet, message=message)))
    return once


def node_table(view: View, rows: pl.DataFrame) -> Table:
    """The nodes of a sheet, with the properties it has columns for. `rows` are its rows with their `id`."""
    kind = view.kind
    if not isinstance(kind, NodeKind):
        raise TypeError(f"{kind.name} is not a node")
    columns = [heading.name for heading in view.columns.values() if heading.prop]
    if kind.name == "Post" and "role" in view.columns:
        # A post without a name of its own goes by its role.
        name = pl.col("name") if "name" in columns else pl.lit(None, pl.Utf8)
        rows = rows.with_columns(pl.coalesce(name, pl.col("role")).alias("name"))
        columns = ["name", *(column for column in columns if column != "name")]
    return Table(kind.name, rows.select("id", *columns, *view.place()), dict(view.written))
