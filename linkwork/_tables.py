"""What notebooks get: tables that show themselves, and turn into those of pandas and polars."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

from linkwork.errors import LinkworkError
from linkwork.graph.difference import Changes
from linkwork.project.supposing import COLUMNS, table_rows
from linkwork.queries import Answer, Beside, rounds_line
from linkwork.words import counted, in_a_cell

if TYPE_CHECKING:
    import pandas
    import polars

Row = Mapping[str, Any]
#: Rows that a notebook shows of a table; all are in `rows`, `to_pandas()` and `to_polars()`.
SHOWN = 30
#: What every row of an answer has beside the question's columns. Evidence is a list, and stays in `rows`.
EVIDENCE, CONFIRMED = "evidence", "last_confirmed"


@dataclass(frozen=True, repr=False)
class Table:
    """Rows as mappings of column to value, in order, with the columns and what they mean.

    `title` and `notes` are what a notebook shows above and below the rows.
    """

    rows: Sequence[Row]
    columns: tuple[str, ...]
    meanings: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    notes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<{self.title} ({counted(len(self.rows), 'row')})>"

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def to_polars(self) -> "polars.DataFrame":
        """The rows as a polars table. A column that holds more than one sort of value is text; blanks are null."""
        import polars

        return polars.DataFrame([polars.Series(name, self._values(name), strict=False) for name in self.columns])

    def to_pandas(self) -> "pandas.DataFrame":
        """The rows as a pandas table, in pandas' own types that can be blank: whole numbers stay whole beside `<NA>`.

        Raises LinkworkError, saying what to install, where pandas is not here: Linkwork itself does without it.
        """
        try:
            import pandas
        except ImportError:
            raise LinkworkError(
                "pandas is not installed here. Install it (`pip install pandas`), or use .to_polars(), which needs "
                "nothing more."
            ) from None
        return pandas.DataFrame({name: self._values(name) for name in self.columns}).convert_dtypes()

    def _values(self, name: str) -> list[Any]:
        return [row[name] for row in self.rows]

    def _repr_html_(self) -> str:
        """The table as a notebook shows it, with how to read it."""
        head = "".join(f'<th title="{escape(self.meanings.get(c, ""))}">{escape(_words(c))}</th>' for c in self.columns)
        body = "\n".join(
            f"<tr>{''.join(f'<td>{escape(in_a_cell(row[c]))}</td>' for c in self.columns)}</tr>"
            for row in self.rows[:SHOWN]
        )
        more = len(self.rows) - SHOWN
        notes = [*([f"... and {more:,} more rows"] if more > 0 else []), *self.notes]
        table = f"<table><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table>" if self.rows else ""
        below = "\n".join(f"<p>{escape(note)}</p>" for note in notes)
        return f"<p><strong>{escape(self.title)}</strong></p>\n{table}\n{below}"


@dataclass(frozen=True, repr=False)
class AnswerTable(Table):
    """The answer to one question, fit to be shown: `rows` have the columns, `evidence` and `last_confirmed`.

    `answer` is the whole of it. An answer without rows says why in `nothing_because`.
    """

    answer: Answer = field(kw_only=True)

    @property
    def id(self) -> str:
        """The question's id."""
        return self.answer.question.id

    @property
    def question(self) -> str:
        """The question in words."""
        return self.answer.question.question

    @property
    def parameters(self) -> Mapping[str, str | int | float | bool]:
        """What was asked with, names turned into ids."""
        return self.answer.parameters

    @property
    def how_to_read(self) -> str:
        """What a row says."""
        return self.answer.how_to_read

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What was assumed for this answer."""
        return self.answer.assumptions

    @property
    def caveats(self) -> tuple[str, ...]:
        """What the answer does not mean; first, what the place says of itself (that it is made up)."""
        return (*([self.answer.note] if self.answer.note else []), *self.answer.caveats)

    @property
    def rounds(self) -> tuple[Mapping[str, str], ...]:
        """Source and date of every round that the answer rests on."""
        return self.answer.rounds

    @property
    def nothing_because(self) -> str:
        """Why there are no rows; empty where there are some."""
        return self.answer.nothing_because


@dataclass(frozen=True, repr=False)
class WhatIfTable(Table):
    """What some changes would do: `rows` are the measures, then the gaps and the routes that open and close.

    `found` has the whole, as `linkwork whatif --format json` gives it.
    """

    found: Mapping[str, Any] = field(kw_only=True)

    @property
    def before(self) -> Mapping[str, Any]:
        """The measures as things are."""
        return self._side("before")

    @property
    def after(self) -> Mapping[str, Any]:
        """The measures with the changes made."""
        return self._side("after")

    @property
    def difference(self) -> Mapping[str, Any]:
        """After less before, the people affected and who else is there."""
        return self._side("difference")

    def _side(self, name: str) -> Mapping[str, Any]:
        side: Mapping[str, Any] = self.found[name]
        return side


@dataclass(frozen=True, repr=False)
class BesideTable(Table):
    """The answers of two dates, compared: `rows` are the differences, one for each row or column that differs.

    `both` has the whole: what is new, gone and different, and either answer.
    """

    both: Beside = field(kw_only=True)

    @property
    def new(self) -> tuple[Row, ...]:
        """Rows that only the later answer has."""
        return self.both.new

    @property
    def gone(self) -> tuple[Row, ...]:
        """Rows that only the earlier answer has."""
        return self.both.gone

    @property
    def caveats(self) -> tuple[str, ...]:
        """What the differences do not mean."""
        return (*([self.both.later.note] if self.both.later.note else []), *self.both.caveats)


def of_answer(found: Answer) -> AnswerTable:
    """An answer as a table for a notebook."""
    notes = [*([found.note] if found.note else []), *([found.nothing_because] if found.nothing_because else [])]
    notes += [f"How to read it: {found.how_to_read}", *(f"Mind: {text}" for text in found.caveats)]
    notes += [*(f"Assumed: {text}" for text in found.assumptions), f"Rounds: {rounds_line(found.rounds)}"]
    meanings = {c.name: c.meaning for c in found.columns} | {CONFIRMED: "the last day on which a source said so"}
    title = f"{found.question.id}  {found.question.question}"
    return AnswerTable(found.rows, tuple(meanings), meanings, title, tuple(notes), answer=found)


def of_beside(both: Beside) -> BesideTable:
    """Two answers side by side as a table for a notebook."""
    counts = f"{len(both.new)} new, {len(both.gone)} gone, {len(both.different)} different, {both.alike} alike"
    notes = [*([both.later.note] if both.later.note else []), f"{both.as_of} beside {both.since}: {counts}"]
    notes += [f"Rows are matched by {', '.join(both.matched_by)}", f"How to read it: {both.later.how_to_read}"]
    notes += [f"Mind: {text}" for text in both.caveats]
    title = f"{both.question.id}  {both.question.question}"
    return BesideTable(both.rows, tuple(both.columns), both.columns, title, tuple(notes), both=both)


def of_changes(found: Changes) -> Table:
    """What changed as one table: a row a change, with its sort in `change`."""
    sorts = {"new": found.new, "gone": found.gone, "changed": found.changed, "corrected": found.corrections}
    columns = ("change", "kind", "id", "name", "field", "before", "after", "source", "in_words")
    rows = [{**dict.fromkeys(columns), **row, "change": word} for word, some in sorts.items() for row in some]
    notes = [f"{c.source}: {c.note or f'{c.start} compared with {c.end}'}" for c in found.sources]
    return Table(rows, columns, {}, "What changed", tuple(notes))


def _words(column: str) -> str:
    return column.replace("_", " ")


def of_what_if(found: Mapping[str, Any]) -> WhatIfTable:
    """What `linkwork.project.supposing.what_if` found, as a table; what a row has not is blank."""
    rows = [{name: row.get(name) for name in COLUMNS} for row in table_rows(found)]
    notes = (*found["caveats"], *(f"Assumed: {text}" for text in found["assumptions"]))
    return WhatIfTable(rows, COLUMNS, {}, found["question"], notes, found=found)
