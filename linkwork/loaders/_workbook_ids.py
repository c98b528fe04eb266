"""The id of every row of a mapping workbook: made once and kept for good, whatever the row is called later.

A row keeps the id it had before, known by an official number, by its id column, by its name or by an alias, in that
order; a row that is new gets one from the first of these that it has. Whatever a row is given is remembered, so that it
is found again by any of it. A name that two rows share does not tell which of them had it before.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from linkwork.errors import Problem
from linkwork.graph.identity import slug
from linkwork.graph.shapes import NodeKind, Schema
from linkwork.loaders._workbook_names import HOLDER, WITHIN, Resolver, says_unknown
from linkwork.loaders._workbook_sheets import Findings, View

#: The cells of a row by column; None where blank.
Cells = Mapping[str, str | None]


@dataclass(slots=True)
class Row:
    """What may tell who a row is: `given` are the ids its numbers and its id column stand for, `own` the latter."""

    view: View
    number: int
    name: str
    aliases: list[str]
    given: list[str]
    own: str | None
    within: str = ""
    id: str | None = None

    @property
    def was(self) -> str | None:
        """The name it was filled in with, where it still has the id that it was filled in with; else None."""
        return self.view.marks.was.get(self.number)

    @property
    def said(self) -> bool:
        """Whether somebody says something by it."""
        return self.number not in self.view.marks.unchanged

    @property
    def kind(self) -> str:
        """The name of its kind."""
        return self.view.kind.name


@dataclass(slots=True)
class Roll:
    """The rows of one kind, and how often each name occurs within its holder and at all."""

    rows: list[Row]
    here: Counter[tuple[str, str]] = field(default_factory=Counter)
    anywhere: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.here.update((row.within, slug(row.name)) for row in self.rows)
        self.anywhere.update(slug(row.name) for row in self.rows)

    def alone(self, row: Row) -> bool:
        """Whether no other row in the same holder has this row's name."""
        return self.here[row.within, slug(row.name)] == 1


def in_order(schema: Schema) -> list[NodeKind]:
    """The kinds, those that are known within something after what they are known within."""
    return sorted(schema.nodes, key=lambda kind: [*WITHIN].index(kind.name) + 1 if kind.name in WITHIN else 0)


def with_ids(views: Sequence[View], resolver: Resolver, findings: Findings) -> list[pl.DataFrame]:
    """For each of these views of one kind, the rows that could be told apart, with their `id`.

    Rows without a name, and rows that share an id with an earlier one, are left out and noted.
    """
    roll = Roll([row for view in views for row in _rows(view, resolver, findings)])
    # Those with numbers last: a row known by name alone has the first claim to the id kept for the name.
    for row in sorted(roll.rows, key=lambda row: bool(row.given)):
        # The id in a prefilled row is that of the record it was filled in from, whoever has its number besides.
        row.id = row.own if row.own and row.was is not None else _id(row, roll, resolver)
    _drop_doubles(roll, findings)
    _introduce(roll, resolver)
    found = []
    for view in views:
        ids = {row.number: row.id for row in roll.rows if row.view is view}
        column = pl.Series("id", [ids.get(number) for number in view.rows["_row"]], pl.Utf8)
        found.append(view.rows.with_columns(column).filter(pl.col("id").is_not_null()))
    return found


def _rows(view: View, resolver: Resolver, findings: Findings) -> Iterator[Row]:
    kind = view.kind.name
    numbers = [p.name for p in view.kind.properties if p.scheme is not None]
    read = [name for name in ("id", "name", "aliases", "role", WITHIN.get(kind, ""), *numbers) if name in view.columns]
    unplaced = []
    for cells in view.rows.select("_row", *read).iter_rows(named=True):
        number = cells["_row"]
        findings.problems += list(_empty_numbers(cells, numbers, number, view))
        name = _name(cells, number, view, findings)
        if name is None:
            continue
        aliases = [part.strip() for part in (cells.get("aliases") or "").split(";") if part.strip()]
        given = list(_given(cells, view, resolver))
        own = resolver.names.by_id(kind, cells["id"]) if cells.get("id") and slug(cells["id"]) else None
        if own and view.kind.privacy == "personal" and not _is_persons(own, number, view, resolver):
            # What people write here may be a name, and an id stands in the graph: it is kept as one more name.
            aliases, given, own = [*aliases, str(cells["id"])], [], None
        row = Row(view, number, name, aliases, given, own, _holder(cells, kind, resolver))
        unplaced += [] if _placed(row, resolver) else [row]
        yield row
    if unplaced:
        column = WITHIN[kind]
        more = f" So do {len(unplaced) - 1} more rows." if len(unplaced) > 1 else ""
        message = f"the sheet has no column {column!r}, and this new {kind} needs one.{more}"
        findings.problems.append(view.problem(unplaced[0].number, column, message))


def _is_persons(own: str, number: int, view: View, resolver: Resolver) -> bool:
    """Whether an id was made for a person: in this source, or in any where the row was filled in with it."""
    return resolver.is_known(own) or (number in view.marks.was and resolver.is_described(own))


def _name(cells: Cells, number: int, view: View, findings: Findings) -> str | None:
    """The row's name (a post without one goes by its role), or None if it has none, which is noted."""
    kind = view.kind.name
    name = cells.get("name") or (cells.get("role") if kind == "Post" else None)
    if name and slug(name):
        return name
    if name and not cells.get("name"):
        return None  # the role is noted where it is read as one
    if name:
        shown = repr(name) if view.kind.privacy == "public" else "the name"
        findings.problems.append(view.problem(number, "name", f"{shown} has no letters or digits to know it by."))
    elif "name" in view.columns or kind == "Post":
        article = "an" if kind[0] in "AEIOU" else "a"
        findings.problems.append(view.problem(number, "name", f"{article} {kind} needs a name and this cell is blank."))
    return None


def _given(cells: Cells, view: View, resolver: Resolver) -> Iterator[str]:
    """The ids that a row's official numbers and its id column stand for."""
    kind = view.kind.name
    for prop in view.kind.properties:
        value = cells.get(prop.name)
        if prop.scheme is not None and value and slug(value):
            yield resolver.names.by_identifier(kind, prop.scheme, value)
    own = cells.get("id")
    if own and slug(own):
        yield resolver.names.by_id(kind, own)


def _empty_numbers(cells: Cells, numbers: Sequence[str], number: int, view: View) -> Iterator[Problem]:
    for column in ("id", *numbers):
        value = cells.get(column)
        if value and not slug(value):
            message = f"{value!r} has no letters or digits. Leave the cell blank if there is none."
            yield view.problem(number, column, message)


def _holder(cells: Cells, kind: str, resolver: Resolver) -> str:
    """The id of the first thing a row says it belongs to; "" if none or unclear, which is noted with the links."""
    cell = cells.get(WITHIN.get(kind, "")) or ""
    first = next((part.strip() for part in cell.split(";") if part.strip() and not says_unknown(part)), "")
    return resolver.resolve(first, (HOLDER[kind],)).id if first else ""


def _placed(row: Row, resolver: Resolver) -> bool:
    """Whether a row says what it belongs to, or is known without, or need not be."""
    if row.kind not in ("Service", "Offer") or WITHIN[row.kind] in row.view.columns or row.given:
        return True
    return len(resolver.known_within(row.kind, row.name)) == 1


def _id(row: Row, roll: Roll, resolver: Resolver) -> str:
    names = resolver.names
    for given in row.given:
        if kept := names.recall(row.kind, given):
            return kept
    if row.own and resolver.is_known(row.own):
        return row.own
    before = _before(row, roll, resolver)
    if not row.given:
        return before or names.by_name(row.kind, row.name, row.within)
    # An id that came from a number or an id column belongs to whatever has that one.
    if before and roll.alone(row) and names.recall(row.kind, before) is None:
        return before
    return row.given[0]


def _before(row: Row, roll: Roll, resolver: Resolver) -> str | None:
    """The id kept for this row's name or an alias, unless the alias is the name of another row."""
    aliases = [alias for alias in row.aliases if not roll.here[row.within, slug(alias)]]
    for called in (row.name, *aliases):
        if kept := resolver.names.recall(row.kind, called, row.within):
            return kept
    if row.kind not in WITHIN or roll.anywhere[slug(row.name)] > 1:
        return None
    # Named by a link before its row came, so without what it belongs to.
    loose = resolver.names.recall(row.kind, row.name)
    if loose and not resolver.is_within(loose):
        return loose
    known = resolver.known_within(row.kind, row.name)
    return next(iter(known)) if not row.within and len(known) == 1 else None


def _drop_doubles(roll: Roll, findings: Findings) -> None:
    """Keep the first of the rows that share an id, and note the others."""
    first: dict[str, Row] = {}
    for row in roll.rows:
        keys = {str(row.id), row.own or str(row.id)}
        other = next((first[key] for key in sorted(keys) if key in first), None)
        if other is None:
            first |= dict.fromkeys(keys, row)
            continue
        place = other.view.problem(other.number, "", "").place
        message = (
            f"this row and {place} are the same {row.kind}: both would have the id {row.own or row.id}. "
            "Make them one row, or give each an id of its own."
        )
        findings.problems.append(row.view.problem(row.number, "id", message))
        row.id = None


def _introduce(roll: Roll, resolver: Resolver) -> None:
    """Make the rows known by everything they may be called, in this workbook and from now on."""
    index = resolver.index
    for row in roll.rows:
        if row.id is None:
            continue
        index.add(row.kind, row.name, row.id, row.within)
        if row.was and slug(row.was) != slug(row.name):
            # Renamed by hand: the lists of other rows still name it as it was filled in.
            index.add_alias(row.kind, row.was, row.id, row.within)
        for alias in row.aliases:
            index.add_alias(row.kind, alias, row.id)
        for given in row.given:
            index.given[row.kind, given] = row.id
        if row.said:
            _remember(row, row.id, roll, resolver)
    for row in roll.rows:
        # An id stands for its own row even where another row gives the same number second.
        if row.id and row.given:
            index.given[row.kind, row.id] = row.id
            if row.said:
                resolver.names.name_as(row.kind, row.id, row.id)


def _remember(row: Row, id_: str, roll: Roll, resolver: Resolver) -> None:
    names = resolver.names
    for alias in row.aliases:
        if not roll.here[row.within, slug(alias)]:
            # So that an older file, loaded later and using the old name, finds the same id.
            names.name_as(row.kind, alias, id_, row.within)
    for given in row.given:
        names.name_as(row.kind, given, id_)
    if not row.given or roll.alone(row):
        names.name_as(row.kind, row.name, id_, row.within)
