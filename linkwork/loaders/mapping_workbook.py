"""The mapping workbook: one sheet a kind, filled in by hand, as `linkwork template` writes it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from linkwork.errors import InputRefused, Problem
from linkwork.graph.identity import Names
from linkwork.graph.records import About, Reading, Scope, Table
from linkwork.graph.schema import SCHEMA
from linkwork.graph.shapes import NodeKind
from linkwork.loaders import Column, Loader
from linkwork.loaders._prefill_marks import Sort, told
from linkwork.loaders._sheets import read_every
from linkwork.loaders._workbook_headings import THIS_ROUND, headings
from linkwork.loaders._workbook_ids import in_order, with_ids
from linkwork.loaders._workbook_links import linked, listed, node_table
from linkwork.loaders._workbook_names import Resolver
from linkwork.loaders._workbook_rest import rest
from linkwork.loaders._workbook_round import about_round
from linkwork.loaders._workbook_sheets import Findings, View, is_round, round_sheets, views

#: Of the sheets without rows so many are named: an untouched template has some fifty.
MOST_NAMED = 8


def about(paths: Sequence[Path]) -> About:
    """What the sheet "This round" says; None where it says nothing, or something wrong that `load` will report."""
    try:
        sheets = read_every(paths, only=is_round)
    except InputRefused:
        return About()
    return about_round(sheets, SCHEMA, Findings())


def load(paths: Sequence[Path], names: Names) -> Reading:
    """The tables of every sheet, with every problem and everything odd.

    A scope that the workbook does not state is the sheets that have rows: an empty sheet was not asked about.
    Of a prefilled workbook, the rows that nobody confirmed or changed are left out, and the round is partial.
    Raises InputRefused for a file that cannot be opened.
    """
    sheets = read_every(paths)
    findings = Findings()
    said = about_round(sheets, names.schema, findings)
    found = views(sheets, names.schema, findings)
    resolver = Resolver(names)
    tables = _tables(found, resolver, findings)
    file = next((sheet.file for sheet in round_sheets(sheets)), "")
    if counts := _counted(found):
        said = _partial(said, findings)
        if silent := _silent(counts, findings):
            return Reading((), tuple(findings.problems), tuple(findings.warnings), said, silent)
    about_ = _about(said, [replace(view, rows=view.said(view.rows)) for view in found], resolver, findings, file)
    # A prefilled workbook is about what is in it: nobody was asked to fill in the rest.
    findings.warnings += [] if counts else _not_asked(found, said)
    return Reading(tuple(tables), tuple(findings.problems), tuple(findings.warnings), about_)


def _counted(found: Sequence[View]) -> Counter[Sort]:
    """How many rows of prefilled sheets, and of the other sheets of such a workbook, are of each sort."""
    if not any(view.marks.there and view.marks.counts.total() > view.marks.counts["new"] for view in found):
        return Counter()
    counts: Counter[Sort] = Counter()
    for view in found:
        if view.marks.there:
            counts.update(view.marks.counts)
        else:
            counts["new"] += view.rows.height
    return counts


def _silent(counts: Counter[Sort], findings: Findings) -> str:
    """Why there is nothing to keep, where no row was confirmed, changed or added; else "", and the counts are noted."""
    if counts["unchanged"] == counts.total():
        rows = "the one row is" if counts.total() == 1 else f"all {counts.total():,} rows are"
        return f"{rows} as they were filled in and none is confirmed: nobody said anything, so nothing was kept."
    findings.warnings.append(f"{told(counts)}.")
    return ""


def _partial(said: About, findings: Findings) -> About:
    """What a prefilled workbook says, as a partial round: what it lacks may not have been filled in to begin with."""
    if said.complete:
        findings.warnings.append(
            "this workbook was prefilled, so it adds and changes only: 'complete: yes' is not taken. What has gone is "
            "said by a status or an end date."
        )
    return replace(said, complete=False)


def _tables(found: Sequence[View], resolver: Resolver, findings: Findings) -> list[Table]:
    """Nodes first, so that every name is known before a link uses it."""
    with_rows = []
    for kind in in_order(resolver.schema):
        own = [view for view in found if view.kind is kind]
        with_rows += list(zip(own, with_ids(own, resolver, findings), strict=True))
    with_rows = [(view, view.said(rows)) for view, rows in with_rows]
    tables = [node_table(view, rows) for view, rows in with_rows]
    for view, rows in with_rows:
        tables += listed(view, rows, resolver, findings)
        rest(view, rows["_row"], resolver, findings)
    for view in found:
        if not isinstance(view.kind, NodeKind):
            tables.append(linked(view, resolver, findings))
            rest(view, tables[-1].rows["_row"], resolver, findings)
    return [table for table in tables if table.rows.height]


def _about(said: About, found: Sequence[View], resolver: Resolver, findings: Findings, file: str) -> About:
    """What the workbook says, its scope with ids for areas, or else the sheets that have rows.

    A column or sheet of links that is not there was not asked about, whatever the scope.
    """
    asked = said.scope.sheets if said.scope else ()
    links = tuple(sorted({name for view in found if view.rows.height or view.sheet in asked for name in _links(view)}))
    if said.scope is None:
        filled = tuple(dict.fromkeys(view.sheet for view in found if view.rows.height))
        if not filled:
            findings.warnings.append("no sheet has any rows: there is nothing to load.")
        # Complete and without rows, it would say that everything is gone.
        return replace(said, scope=Scope(sheets=filled, links=links), complete=said.complete if filled else False)
    ends = [resolver.resolve(area, ("Area",)) for area in said.scope.areas]
    for area, end in zip(said.scope.areas, ends, strict=True):
        if end.unclear:
            findings.problems.append(Problem(file, THIS_ROUND, None, "value", f"scope area {area!r}: {end.unclear}"))
    return replace(said, scope=replace(said.scope, areas=tuple(end.id for end in ends), links=links))


def _links(view: View) -> Iterator[str]:
    """The kinds of link that a sheet has a column for, or is itself."""
    if not isinstance(view.kind, NodeKind):
        yield view.kind.name
    yield from (heading.link.name for heading in view.columns.values() if heading.link)


def _not_asked(found: Sequence[View], said: About) -> list[str]:
    """Warnings about sheets without rows, one for those nobody asked about and one for those somebody did."""
    filled = {view.sheet for view in found if view.rows.height}
    empty = list(dict.fromkeys(view.sheet for view in found if view.sheet not in filled))
    asked = said.scope.sheets if said.scope else ()
    warnings = []
    if none := [sheet for sheet in empty if sheet in asked]:
        warnings.append(f"{_sheets(none)} no rows, though in the scope: taken to say that there is none.")
    silent = [sheet for sheet in empty if sheet not in asked]
    if silent and filled:
        warnings.append(f"{_sheets(silent)} no rows: taken as not asked about.")
    return warnings


def _sheets(names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"sheet {names[0]} has"
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f"sheets {', '.join(names[:MOST_NAMED])}{more} have"


def _columns() -> tuple[Column, ...]:
    return tuple(
        Column(f"{kind.plural}.{heading.name}", heading.meaning, heading.wanted == "required")
        for kind in SCHEMA.nodes
        for heading in headings(kind, SCHEMA)
    )


LOADER = Loader(
    name="mapping-workbook",
    description="What people mapped by hand: the workbook that `linkwork template` writes",
    reads="an .xlsx with one sheet a kind, or a folder with one CSV a kind",
    columns=_columns(),
    load=load,
    about=about,
    empty=" The grey example rows never are: write your own below them. The sheet 'Start here' says where to begin.",
)
