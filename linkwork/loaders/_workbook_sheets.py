"""The sheets of a mapping workbook, each known for the kind it holds and its columns for what they mean."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

import polars as pl

from linkwork.errors import Problem
from linkwork.graph.shapes import LinkKind, NodeKind, Schema
from linkwork.loaders._prefill_marks import CONFIRMED, PREFILLED, Marks, read_marks
from linkwork.loaders._sheets import Sheet
from linkwork.loaders._workbook_headings import EXAMPLE, NO_DATA, THIS_ROUND, Heading, headings, sheet_name

#: How the template's example rows are called, and the columns that say so: an offer goes by its service.
SHOWN = "Example:"
CALLED = ("name", "service")


@dataclass(slots=True)
class Findings:
    """What is wrong and what is odd, as it comes to light."""

    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class View:
    """One sheet of one kind: `rows` has a text column for each of `columns`, by the schema's name, and `_row`.

    `sheet` is its name as the template spells it, so that it is the same in every round; `written` are the file's own
    headings. `marks` tell which rows of a prefilled sheet nobody said anything by.
    """

    kind: NodeKind | LinkKind
    file: str
    sheet: str
    columns: Mapping[str, Heading]
    written: Mapping[str, str]
    rows: pl.DataFrame
    marks: Marks = Marks()

    def said(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Of these rows of the sheet, those by which somebody says something."""
        return rows.filter(~pl.col("_row").is_in(sorted(self.marks.unchanged)))

    def problem(self, row: int | None, column: str, message: str) -> Problem:
        """A problem at this place, the column by the heading it has in the file."""
        return Problem(self.file, self.sheet, row, self.written.get(column, column), message)

    def place(self) -> list[pl.Expr]:
        """The columns that say where each row was read."""
        return [pl.lit(self.file).alias("_file"), pl.lit(self.sheet).alias("_sheet"), pl.col("_row")]


def spelling(text: str) -> str:
    """Lower case, with spaces and hyphens as underscores: how names of sheets, columns and kinds are compared."""
    return re.sub(r"[\s_-]+", "_", text.strip().lower())


def kinds_by_spelling(schema: Schema) -> dict[str, NodeKind | LinkKind]:
    """Every kind by the ways its sheet may be called: plural and singular of a node, the name of a link."""
    links = {spelling(name): link for link in schema.links for name in (link.name, sheet_name(link, schema))}
    return links | {spelling(name): node for node in schema.nodes for name in (node.name, node.plural)}


def title(sheet: Sheet) -> str:
    """What the sheet is called: its own name, or that of the CSV it is."""
    return sheet.name or sheet.file.partition(".")[0]


def is_round(called: str) -> bool:
    """Whether a sheet that is called so says what the file is about."""
    return spelling(called) == spelling(THIS_ROUND)


def round_sheets(sheets: Iterable[Sheet]) -> list[Sheet]:
    """The sheets that say what the file is about."""
    return [sheet for sheet in sheets if is_round(title(sheet))]


def views(sheets: Iterable[Sheet], schema: Schema, findings: Findings) -> list[View]:
    """The sheets that hold data, in their order, without example rows; notes unknown sheets and columns."""
    known = kinds_by_spelling(schema)
    passed_over = {spelling(name) for name in (*NO_DATA, THIS_ROUND)}
    found = []
    for sheet in sheets:
        called = spelling(title(sheet))
        if called in passed_over or not sheet.headings:
            continue
        if called in known:
            found.append(_view(sheet, _told_apart(sheet, known[called], schema), schema, findings))
        else:
            findings.problems.append(_unknown_sheet(sheet, schema))
    return found


def _told_apart(sheet: Sheet, kind: NodeKind | LinkKind, schema: Schema) -> NodeKind | LinkKind:
    """The kind, or the link that is spelt like it where the sheet has the columns of a link."""
    alike = schema.link.get(title(sheet).strip().upper())
    is_link = {"from", "to"} <= {spelling(heading) for heading in sheet.headings}
    return alike if alike and is_link else kind


def near(word: str, known: Iterable[str]) -> str:
    """The known word that this one is probably meant for, as a question with a blank before it; else ""."""
    by_spelling = {spelling(name): name for name in known}
    close = get_close_matches(spelling(word), by_spelling, n=1, cutoff=0.7)
    return f" Did you mean {by_spelling[close[0]]}?" if close else ""


def _unknown_sheet(sheet: Sheet, schema: Schema) -> Problem:
    called = title(sheet)
    names = [sheet_name(kind, schema) for kind in schema.kinds]
    hint = near(called, [*names, THIS_ROUND])
    message = f"{called!r} is not a sheet of the mapping workbook.{hint} A sheet of notes may be called 'Read me'."
    return Problem(sheet.file, called, message=message)


def _view(sheet: Sheet, kind: NodeKind | LinkKind, schema: Schema, findings: Findings) -> View:
    known = {heading.name: heading for heading in headings(kind, schema)}
    written: dict[str, str] = {}
    view = View(kind, sheet.file, sheet_name(kind, schema), known, written, sheet.rows)
    strange = []
    own = _mark_columns(sheet)
    for heading in sheet.headings:
        name = spelling(heading)
        if own.get(name) == heading:
            continue
        if name not in known:
            strange.append(heading)
        elif name in written:
            both = f"{written[name]!r} and {heading!r} are the same column {name}. Keep one of them."
            findings.problems.append(Problem(view.file, view.sheet, None, heading, both))
        else:
            written[name] = heading
    rows = sheet.rows.rename({heading: f"#{heading}" for heading in sheet.headings})
    rows = rows.rename({f"#{heading}": name for name, heading in (written | own).items()})
    rows = _without_examples(rows, view, findings)
    findings.warnings += _unread(rows, strange, view)
    columns = {name: known[name] for name in written}
    kept = replace(view, columns=columns, rows=rows.select("_row", *written))
    kept = _marked(kept, rows.select("_row", *written, *own), findings)
    findings.problems += _missing_columns(kept)
    return kept


def _mark_columns(sheet: Sheet) -> dict[str, str]:
    """The file's headings of the two columns that a prefilled sheet has more; none where the hidden one is gone."""
    found = {spelling(heading): heading for heading in sheet.headings if spelling(heading) in (CONFIRMED, PREFILLED)}
    return found if PREFILLED in found else {}


def _marked(view: View, rows: pl.DataFrame, findings: Findings) -> View:
    marks = read_marks(rows, list(view.columns))
    for row, word in marks.unclear.items():
        message = f"{word!r} is not yes. Write yes, or leave the cell blank."
        findings.problems.append(view.problem(row, CONFIRMED, message))
    return replace(view, rows=view.rows.filter(~pl.col("_row").is_in(sorted(marks.cleared))), marks=marks)


def _without_examples(rows: pl.DataFrame, view: View, findings: Findings) -> pl.DataFrame:
    if "id" not in rows.columns:
        return rows
    is_example = pl.col("id").str.to_lowercase().str.starts_with(EXAMPLE).fill_null(False)
    examples = rows.filter(is_example)
    called = [pl.col(name).str.starts_with(SHOWN).fill_null(False) for name in CALLED if name in rows.columns]
    for row in examples.filter(~pl.any_horizontal(pl.lit(False), *called))["_row"]:
        message = f"this row is not loaded, because its id begins with '{EXAMPLE}'. If it is meant, clear its id."
        findings.warnings.append(str(view.problem(row, "id", message)))
    return rows.filter(~is_example)


def _unread(rows: pl.DataFrame, strange: list[str], view: View) -> Iterator[str]:
    for heading in strange:
        if spelling(heading) == CONFIRMED:
            message = "the hidden column 'prefilled' is not there: every row counts as said, whether confirmed or not."
            yield str(Problem(view.file, view.sheet, None, heading, message))
            continue
        filled = rows[f"#{heading}"].count()
        if filled:
            cells = "1 filled cell" if filled == 1 else f"{filled} filled cells"
            message = f"this column is not read, and has {cells}.{near(heading, view.columns)}"
            yield str(Problem(view.file, view.sheet, None, heading, message))


def _missing_columns(view: View) -> Iterator[Problem]:
    needed = ["name"] if isinstance(view.kind, NodeKind) else ["from", "to"]
    if view.kind.name == "Post" and "role" in view.columns:
        needed = []  # a post may go by its role
    for name in needed:
        if name not in view.columns and view.rows.height:
            message = f"the sheet has no column {name!r}, which every row needs."
            yield Problem(view.file, view.sheet, None, name, message)
