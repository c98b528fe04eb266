"""A project's needs and audiences, and how its words stand to those of other vocabularies.

A row is a term: one of the project's own, with an id (need-debt), or one of another vocabulary, with its taxonomy and
code (need-ukcat-so100). `broader` and `same_as` name terms by id, by code, by TAXONOMY:CODE, or by a name in the same
file; a term that no row and no earlier round describes makes a link that waits for its end.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from linkwork.errors import Problem
from linkwork.graph.identity import Names, slug
from linkwork.graph.records import About, Reading, Scope, Table, link_table, node_table
from linkwork.loaders import Column, Loader
from linkwork.loaders._columns import Taken, Wanted, required_cells, take
from linkwork.loaders._crosswalk import OTHER, Term, Terms, a, circles
from linkwork.loaders._sheets import read_every
from linkwork.loaders._terms import scheme

COLUMNS = (
    Column("kind", "need or audience", True),
    Column("id", "what this project calls the term, such as debt or need-debt; blank where it has a code"),
    Column("code", "the term's code in its vocabulary, such as SO100"),
    Column("name", "what people call it", True),
    Column("taxonomy", "the vocabulary it comes from, such as UK-CAT; blank for the project's own"),
    Column("broader", "wider terms of the same kind, with ; between"),
    Column("same_as", "terms of other vocabularies that mean the same, with ; between"),
    Column("category", "of an audience: age, condition, circumstance or community"),
    Column("min_age", "of an audience: youngest age in years"),
    Column("max_age", "of an audience: oldest age in years"),
    Column("term_uri", "the term's address in its vocabulary"),
    Column("also_called", "other names, with ; between"),
)
PATTERNS = {"also_called": "also called|aliases"}
WANTED = tuple(Wanted(column, column.name, PATTERNS.get(column.name, "")) for column in COLUMNS)
KINDS = {"need": "Need", "audience": "Audience"}
OF_AUDIENCE = ("category", "min_age", "max_age")
NO_TERM = "this row does not say which term it is; write an id, or a taxonomy and a code"
NO_COLUMN = "no column says which term a row is: there has to be an id, or a taxonomy and a code"
LINKS = {"broader": "BROADER", "same_as": "SAME_TERM"}


def load(paths: Sequence[Path], names: Names) -> Reading:
    """Needs and Audiences, BROADER and SAME_TERM between them; the source of a SAME_TERM is the load's own."""
    problems: list[Problem] = []
    warnings: list[str] = []
    read: list[tuple[Taken, list[Term]]] = []
    for sheet in read_every(paths):
        if sheet.headings:
            taken = take(sheet, WANTED)
            problems += taken.problems
            warnings += taken.warnings
            if taken.rows is None:
                # What can be said of the other columns is said along with those that are missing.
                taken = take(sheet, [replace(want, column=replace(want.column, required=False)) for want in WANTED])
            if taken.rows is not None:
                found, wrong = _terms(taken, taken.rows, names)
                read.append((taken, found))
                problems += wrong
    terms = Terms([term for _, found in read for term in found], names)
    tables = [table for taken, found in read for table in _nodes(taken, found)]
    for key, kind in LINKS.items():
        if columned := [(taken, found) for taken, found in read if key in taken.headings]:
            rows = [row for taken, found in columned for row in _joined(taken, found, key, terms, problems)]
            tables.append(link_table(kind, rows, ("source",) if kind == "SAME_TERM" else ()))
    problems += circles([table for table in tables if table.kind == "BROADER"])
    for term in terms.every:
        # Other vocabularies, among them one of the project's own that has codes, give names where nothing else does.
        foreign = bool(term.cells.get("taxonomy"))
        for name in (term.cells.get("name"), *term.aliases):
            names.called(term.kind, name or "", term.id, foreign)
    links = tuple(kind for key, kind in LINKS.items() if any(key in taken.headings for taken, _ in read))
    said = Scope(kinds=("Need", "Audience", *LINKS.values()), links=links)
    return Reading(tuple(tables), tuple(problems), tuple(warnings), About(scope=said))


def _terms(taken: Taken, rows: pl.DataFrame, names: Names) -> tuple[list[Term], list[Problem]]:
    """The terms of a sheet, and a problem for each row that does not say which term it is or says what it cannot."""
    needed = [key for key in ("kind", "name") if key in taken.headings]
    problems = required_cells(taken, needed, "every term has a kind and a name")
    found: list[Term] = []
    if "id" not in taken.headings and not {"code", "taxonomy"} <= taken.headings.keys():
        return found, [*problems, taken.problem(None, "", NO_COLUMN)]
    for cells in rows.iter_rows(named=True):
        row, word = cells["_row"], cells.get("kind")
        kind = KINDS.get((word or "").casefold())
        if word and kind is None:
            problems.append(taken.problem(row, "kind", f"{word!r} is not one of {', '.join(KINDS)}"))
        if kind is None:
            problems += [] if _names_a_term(cells) else [taken.problem(row, "id", NO_TERM)]
            continue
        id_, why = _id(cells, kind, names)
        if id_ is None:
            problems.append(taken.problem(row, "id", why))
            continue
        for key in OF_AUDIENCE:
            if kind == "Need" and cells.get(key):
                problems.append(taken.problem(row, key, f"a need has no {key}; leave this cell blank"))
        found.append(Term(kind, id_, cells))
    return found, problems


def _id(cells: dict[str, str | None], kind: str, names: Names) -> tuple[str | None, str]:
    """The id a row gives its term, or None and what to write."""
    given, code, taxonomy = cells.get("id"), cells.get("code"), cells.get("taxonomy")
    if given:
        called = names.schema.kind_of_id(slug(given))
        if called == OTHER[kind]:
            return None, f"{given!r} is the id of {a(called)}, and this row is {a(kind)}"
        return (names.by_id(kind, given), "") if slug(given) else (None, f"{given!r} has no letters or digits")
    if code and taxonomy and slug(code) and scheme(taxonomy):
        return names.by_identifier(kind, scheme(taxonomy), code), ""
    return None, NO_TERM


def _names_a_term(cells: dict[str, str | None]) -> bool:
    """Whether a row whose kind is not known has what would tell which term it is."""
    return bool(cells.get("id") or (cells.get("code") and cells.get("taxonomy")))


def _nodes(taken: Taken, terms: Sequence[Term]) -> Iterator[Table]:
    """A table of needs and one of audiences, with the properties that the sheet has columns for."""
    for kind in KINDS.values():
        own = [term for term in terms if term.kind == kind]
        keys = ["name", "taxonomy", "term_uri", *(OF_AUDIENCE if kind == "Audience" else ())]
        written = {key: taken.headings[key] for key in keys if key in taken.headings}
        if "also_called" in taken.headings:
            written["aliases"] = taken.headings["also_called"]
        rows = [{**term.cells, "id": term.id, "aliases": term.cells.get("also_called")} for term in own]
        if rows:
            yield node_table(kind, rows, written, written)


def _joined(
    taken: Taken, own: Sequence[Term], key: str, terms: Terms, problems: list[Problem]
) -> Iterator[dict[str, object]]:
    """The links that a column of terms stands for, each pair once; what is unclear is noted."""
    for term in own:
        done: set[str] = set()
        for part in (term.cells.get(key) or "").split(";"):
            if not part.strip():
                continue
            id_, why = terms.meant(part.strip(), term)
            if id_ is None:
                problems.append(taken.problem(term.cells["_row"], key, why))
            elif id_ not in done:
                done.add(id_)
                ends = {"from_kind": term.kind, "from_id": term.id, "to_kind": term.kind, "to_id": id_}
                place = {name: term.cells[name] for name in ("_file", "_sheet", "_row")}
                yield {**ends, **place, "source": terms.names.source}


LOADER = Loader(
    name="terms",
    description="Needs and audiences, and how one vocabulary's words stand to another's",
    reads="a CSV (or workbook) with a row for each need or audience",
    columns=COLUMNS,
    load=load,
    source="terms",
    scope=Scope(kinds=("Need", "Audience", *LINKS.values())),
)
