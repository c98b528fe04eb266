"""The next round's workbook: what a view holds, as rows of the mapping workbook, to be confirmed or changed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from linkwork.graph.fold import AS_SAID, View
from linkwork.graph.identity import slug
from linkwork.graph.personal import GROUND, people_rows
from linkwork.graph.privacy import Allowed, may_leave, rated
from linkwork.graph.rounds import Round
from linkwork.graph.rules import Rules
from linkwork.graph.schema import SCHEMA
from linkwork.graph.shapes import LinkKind, ListColumn, NodeKind, Schema
from linkwork.loaders._prefill_cells import CHARACTERS, Cell, Ends, Facts, comes_back, may_be_written, written
from linkwork.loaders._prefill_choice import End, Part, the_part_of
from linkwork.loaders._template import Filling
from linkwork.loaders._workbook_headings import REFERRING, other_ends
from linkwork.loaders._workbook_links import beyond
from linkwork.loaders._workbook_names import WITHIN

NOT_KNOWN = "not known"
BETWEEN_PARTS = "; "
#: What is held of a person until another is said, whatever is left blank.
HELD = {*GROUND, "opted_out"}
#: Why something was left out of a workbook.
NO_NAME = "records whose name a cell cannot hold"
NO_END = "links to what has no row: stale, or not loaded"
NO_SHEET = "links that no sheet of this workbook has a place for"
NO_CELL = "values that a cell cannot hold"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Of whom a workbook is to be ("": everything), who is to say it, and how much that is private may stand in it.

    `people` are the personal values by id.
    """

    organisation: str = ""
    source: str = ""
    allowed: Allowed = Allowed()
    people: Mapping[str, Facts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filled:
    """What a workbook is filled with, and how many things were left out of it, by why."""

    filling: Filling
    left_out: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Link:
    """A link, and where it stands: in a list column of one of its ends' sheets (`column`), on its own (`alone`)."""

    kind: LinkKind
    first: End
    last: End
    facts: Facts
    column: ListColumn | None = None
    alone: bool = False

    @property
    def holder(self) -> End:
        """The end on whose sheet the list column is."""
        return self.first if self.column is None or self.column.on == "from" else self.last

    @property
    def other(self) -> End:
        """The end that the list column names."""
        return self.last if self.holder == self.first else self.first


@dataclass(slots=True)
class _Work:
    """A workbook as it is filled: the records that get a row, by kind and id, and how they are named."""

    schema: Schema
    allowed: Allowed
    rows: dict[str, dict[str, Facts]]
    ends: Ends
    left_out: Counter[str] = field(default_factory=Counter)


def people_values(rounds: Sequence[Round], rules: Rules = AS_SAID) -> dict[str, Facts]:
    """The personal values of everybody in these rounds, given in fold order, that count: as a fold has any other value.

    What a source's complete round leaves blank is no longer its word. But a ground, a day and a wish not to be
    contacted hold until another is said, as they do in the register.
    """
    said: dict[str, dict[str, dict[str, Any]]] = {}
    for round_ in rounds:
        cells = [
            (row["id"], name, value) for row in people_rows([round_]) for name, value in row.items() if name[0] != "_"
        ]
        # A blank takes back nothing that the same round says.
        for id_, name, value in sorted(cells, key=lambda cell: cell[2] is not None):
            by_source = said.setdefault(id_, {}).setdefault(name, {})
            if value is not None or (round_.complete and name not in HELD):
                by_source.pop(round_.source, None)
            if value is not None:
                by_source[round_.source] = value
    return {id_: dict(_counting(values, rules)) for id_, values in said.items()}


def _counting(values: Mapping[str, dict[str, Any]], rules: Rules) -> Iterator[tuple[str, Any]]:
    """Of what sources say of each property, the latest last: that of the first to be believed, else the latest."""
    for name, by_source in values.items():
        order = (*rules.order("Person", name), *reversed(by_source))
        if by_source:
            yield name, by_source[next(source for source in order if source in by_source)]


def prefill(view: View, wanted: Wanted, schema: Schema = SCHEMA) -> Filled:
    """The rows for everything in the view that is not stale, or for one organisation's part of it, in order of name."""
    work = _Work(schema, wanted.allowed, {}, Ends(schema))
    for node in schema.nodes:
        work.rows[node.name] = dict(_records(view, node, wanted, work.left_out))
    links = [one for kind in schema.links for one in _links(view, kind, work)]
    part = None
    if wanted.organisation:
        part = the_part_of(wanted.organisation, [(one.kind.name, one.first, one.last) for one in links])
        for name, own in work.rows.items():
            work.rows[name] = {id_: facts for id_, facts in own.items() if id_ in part.rows}
    placed = [one for link in links if (one := _placed(link, work, part)) is not None]
    _know(placed, work)
    placed = _short_enough(placed, work)
    sheets = {node.name: _node_rows(node, placed, work) for node in schema.nodes}
    sheets |= {
        kind.name: _link_rows(kind, [o for o in placed if o.kind is kind and o.alone], work) for kind in schema.links
    }
    return Filled(Filling({name: rows for name, rows in sheets.items() if rows}, wanted.source), +work.left_out)


def _records(view: View, kind: NodeKind, wanted: Wanted, left_out: Counter[str]) -> Iterator[tuple[str, Facts]]:
    """The records of a kind that may stand in the workbook."""
    frame = view.nodes.get(kind.name)
    if frame is None or (kind.privacy == "personal" and not wanted.allowed.people):
        return
    for row in frame.filter(pl.col("stale_since").is_null()).iter_rows(named=True):
        facts = row | dict(wanted.people.get(row["id"], {}))
        name = facts["name"] or ""
        if not (comes_back(name) and slug(name)):
            left_out[NO_NAME] += 1
        elif may_leave(kind, facts, wanted.allowed):
            yield row["id"], facts


def _links(view: View, kind: LinkKind, work: _Work) -> Iterator[_Link]:
    """The links of a kind that may stand in the workbook."""
    frame = view.links.get(kind.name)
    if frame is None or (kind.privacy == "personal" and not work.allowed.people) or rated(kind):
        return
    for row in frame.filter(pl.col("stale_since").is_null()).iter_rows(named=True):
        ends = ((row["from_kind"], row["from_id"]), (row["to_kind"], row["to_id"]))
        if not may_leave(kind, row, work.allowed) or any(_withheld(end, work) for end in ends):
            continue
        if all(id_ in work.rows[name] for name, id_ in ends):
            yield _Link(kind, ends[0], ends[1], row)
        else:
            work.left_out[NO_END] += 1


def _withheld(end: End, work: _Work) -> bool:
    """Whether a record has no row because it is private."""
    everything = work.allowed.people and work.allowed.internal
    return work.schema.node[end[0]].privacy != "public" and end[1] not in work.rows[end[0]] and not everything


def _placed(link: _Link, work: _Work, part: Part | None) -> _Link | None:
    """The link with its place; None, and counted, where there is none; None for what is not of this part."""
    ours = part is None or part.touches(link.first, link.last)
    if not ours and not (part and part.inside(link.first, link.last)):
        return None
    column = next((c for c in link.kind.columns if _fits(link, c, work)), None)
    said = {p.name for p in link.kind.properties if link.facts[p.name] is not None}
    plain = column is not None and said == {name for name, _ in column.sets}
    if not ours:
        return replace(link, column=column) if plain else None
    alone = not plain and bool(link.kind.properties)
    column = column if plain or (column is not None and column.required) else None
    if column is None and not alone:
        work.left_out[NO_SHEET] += 1
        return None
    return replace(link, column=column, alone=alone)


def _fits(link: _Link, column: ListColumn, work: _Work) -> bool:
    """Whether a list column would stand for the same link: its holder has a row, and what tells links apart is so."""
    holder, other = (link.first, link.last) if column.on == "from" else (link.last, link.first)
    sets = dict(column.sets)
    return (
        holder[1] in work.rows[holder[0]]
        and other[0] in other_ends(link.kind, column, holder[0])
        and all(link.facts[name] == sets.get(name) for name in {*link.kind.key, *sets})
    )


def _know(placed: Sequence[_Link], work: _Work) -> None:
    """Make the rows known by name, each within the first thing that its row says it belongs to."""
    within: dict[str, str] = {}
    for one in placed:
        if one.column and one.column.name == WITHIN.get(one.holder[0]):
            within[one.holder[1]] = min(one.other[1], within.get(one.holder[1], one.other[1]))
    for kind, rows in work.rows.items():
        for id_, facts in rows.items():
            work.ends.add(kind, id_, facts, within.get(id_, ""))


def _short_enough(placed: Sequence[_Link], work: _Work) -> list[_Link]:
    """The links, those of a list that no cell could hold on the sheet for links, if there is one."""
    lengths: Counter[tuple[End, str]] = Counter()
    for one in placed:
        if one.column:
            lengths[one.holder, one.column.name] += len(_named(one, work)) + len(BETWEEN_PARTS)
    found = []
    for one in placed:
        if one.column is None or lengths[one.holder, one.column.name] <= CHARACTERS:
            found.append(one)
        elif one.kind.properties:
            found.append(replace(one, column=None, alone=True))
        else:
            work.left_out[NO_CELL] += 1
    return found


def _named(link: _Link, work: _Work) -> str:
    """The link's other end as its list column names it."""
    if link.column is None:
        raise TypeError(f"{link.kind.name} is in no list")
    return work.ends.cell(*link.other, other_ends(link.kind, link.column, link.holder[0]))


def _node_rows(kind: NodeKind, placed: Sequence[_Link], work: _Work) -> list[dict[str, Cell]]:
    rows = work.rows[kind.name]
    ids = sorted(rows, key=lambda id_: (rows[id_]["name"].casefold(), id_))
    cells = _written(kind, [rows[id_] for id_ in ids], work)
    by_id: dict[str, dict[str, Cell]] = {id_: {"id": id_, **row} for id_, row in zip(ids, cells, strict=True)}
    lists: dict[tuple[str, str], list[_Link]] = {}
    for one in placed:
        if one.column and one.holder[0] == kind.name:
            lists.setdefault((one.holder[1], one.column.name), []).append(one)
    for (id_, name), links in lists.items():
        # In order of id, as `_know` takes the first of them for what the row belongs to.
        by_id[id_][name] = BETWEEN_PARTS.join(_named(one, work) for one in sorted(links, key=lambda o: o.other[1]))
    for _, column in work.schema.columns_on(kind.name):
        if column.required:
            for row in by_id.values():
                row.setdefault(column.name, NOT_KNOWN)
    return list(by_id.values())


def _link_rows(kind: LinkKind, links: Sequence[_Link], work: _Work) -> list[dict[str, Cell]]:
    rows: list[dict[str, Cell]] = []
    for link, cells in zip(links, _written(kind, [link.facts for link in links], work), strict=True):
        if any(link.facts[name] is not None and name not in cells for name in kind.key):
            work.left_out[NO_CELL] += 1  # without what tells it apart it would be another link
            continue
        for name, kinds in ((p.name, REFERRING.get((kind.name, p.name))) for p in kind.properties):
            if kinds and name in cells:
                cells[name] = work.ends.cell(kinds[0], str(cells[name]), kinds)
        first = work.ends.cell(*link.first, kind.kinds("from"))
        last = work.ends.cell(*link.last, beyond(kind, 0, link.first[0]))
        rows.append({"from": first, "to": last, **cells})
    return sorted(rows, key=lambda row: [str(cell).casefold() for cell in row.values()])


def _written(kind: NodeKind | LinkKind, records: Sequence[Facts], work: _Work) -> list[dict[str, Cell]]:
    """The properties of these records as cells, without those that are blank, private or cannot be written."""
    found: list[dict[str, Cell]] = [{} for _ in records]
    for prop in kind.properties:
        values = [facts.get(prop.name) for facts in records]
        values = [
            None if value in (None, []) or not may_be_written(prop, facts, work.allowed) else value
            for value, facts in zip(values, records, strict=True)
        ]
        for row, cell, value in zip(found, written(values, prop), values, strict=True):
            if cell is not None:
                row[prop.name] = cell
            elif value is not None:
                work.left_out[NO_CELL] += 1
    return found
