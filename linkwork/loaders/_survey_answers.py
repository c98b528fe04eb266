"""The answers of a survey as Microsoft Forms, Google Forms and SmartSurvey export them: questions over responses.

A question is a column, or with two rows of headings (SmartSurvey) a block of columns, one an option. Every cell is read
as it stands. It is somebody's own words, and is quoted in no message but where it should name a body, a place or a term
and is to be settled, and there only if it has no word of what anybody answered about themselves.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, islice, pairwise

import polars as pl

from linkwork.errors import Problem
from linkwork.loaders._cells import Layout, Row, Sheet, letters

#: What stands in the column of an option that was chosen, or was not, where it is not the option itself.
CHOSEN = frozenset({"1", "yes", "y", "x", "true", "✓", "✔", "selected", "checked"})
NOT_CHOSEN = frozenset({"0", "no", "n", "false", "not selected", "unchecked"})
#: What stands under a question that has no options.
NO_OPTION = re.compile(r"(open[- ]ended )?(response|answer|text)s?", re.IGNORECASE)
#: Between a question and one of its options, where the option's column is a question by itself.
BETWEEN = " | "
#: How times are written: ISO, Google Forms with its zone, and day or month first, with or without seconds.
_CLOCK = r"(?:,?[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap]m)?)?.*"
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})" + _CLOCK, re.IGNORECASE)
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})" + _CLOCK, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AsItStands(Layout):
    """Columns called by their letters, so that headings come as a row like any other."""

    def over(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows under the letters of as many columns as the first two that hold anything are wide."""
        filled = ((number, cells) for number, cells in rows if any(cell is not None for cell in cells))
        first = list(islice(filled, 2))
        width = max((len(cells) for _, cells in first), default=0)
        if width:
            yield 0, [letters(index) for index in range(width)]
        yield from chain(first, filled)


RAW = AsItStands((), "")


@dataclass(frozen=True, slots=True)
class Question:
    """A question by its heading: its columns by letter, with the option that each stands for ("" for none)."""

    heading: str
    columns: tuple[tuple[str, str], ...]

    @property
    def options(self) -> tuple[str, ...]:
        """Its options, where it is a block of columns."""
        return tuple(option for _, option in self.columns if option)

    def parts(self) -> tuple["Question", ...]:
        """Each option's column as a question by itself; none for a question of one column."""
        if len(self.columns) < 2:
            return ()
        return tuple(Question(f"{self.heading}{BETWEEN}{option}", ((column, ""),)) for column, option in self.columns)


@dataclass(frozen=True, slots=True)
class Answers:
    """A sheet of answers: its questions, and its responses as rows of text with `_row`."""

    file: str
    sheet: str
    questions: tuple[Question, ...]
    rows: pl.DataFrame
    problems: tuple[Problem, ...] = ()
    heading_rows: int = 1

    def question(self, heading: str) -> Question | None:
        """The question or the option's column of that heading."""
        every = chain(self.questions, *(question.parts() for question in self.questions))
        return next((question for question in every if question.heading == heading), None)

    def problem(self, row: int | None, heading: str, message: str) -> Problem:
        """A problem at this response and question."""
        return Problem(self.file, self.sheet, row, heading, message)

    def cells(self, question: Question) -> list[tuple[str, ...]]:
        """What each response says to the question: nothing, a cell, or the options chosen."""
        columns = [self.rows[column].to_list() for column, _ in question.columns]
        options = [option for _, option in question.columns]
        return [tuple(_chosen(cells, options)) for cells in zip(*columns, strict=True)]


@dataclass(frozen=True, slots=True)
class Moments:
    """When each response was completed, as far as can be told; later is greater. `day` is the last day, ISO."""

    at: tuple[datetime | None, ...] = ()
    day: str | None = field(default=None)


def answers_of(sheet: Sheet, heading_rows: int | None = None) -> Answers:
    """The answers in a sheet that was read with RAW. `heading_rows` is 1 or 2; None to see which."""
    if not sheet.rows.height:
        return Answers(sheet.file, sheet.name, (), sheet.rows)
    letters_ = list(sheet.headings)
    first, second = (_row(sheet, number, letters_) for number in (0, 1))
    count = heading_rows or (2 if _has_options(first, second) else 1)
    body = sheet.rows.slice(count)
    questions, problems = _questions(sheet, body, first, second if count == 2 else [None] * len(first))
    return Answers(sheet.file, sheet.name, tuple(questions), body, tuple(problems), count)


def moments(cells: Sequence[str | None]) -> Moments:
    """The moments that a column of times says. Day comes before month unless a cell shows that it does not.

    Nothing where cells contradict each other on that: then no order can be told.
    """
    slashed = [found for cell in cells if cell and (found := _SLASHED.fullmatch(cell.strip()))]
    day_first = any(int(found[1]) > 12 for found in slashed)
    month_first = any(int(found[2]) > 12 for found in slashed)
    if day_first and month_first:
        return Moments(tuple(None for _ in cells))
    at = tuple(_moment(cell.strip(), month_first) if cell else None for cell in cells)
    last = max((one for one in at if one), default=None)
    return Moments(at, last.date().isoformat() if last else None)


def _moment(cell: str, month_first: bool) -> datetime | None:
    iso, slashed = _ISO.fullmatch(cell), _SLASHED.fullmatch(cell)
    found = iso or slashed
    if found is None:
        return None
    year, month, day = (found[1], found[2], found[3]) if iso else (found[3], found[2], found[1])
    if slashed and month_first:
        month, day = day, month
    hour = int(found[4] or 0)
    if found[7]:
        hour = hour % 12 + (12 if found[7].lower() == "pm" else 0)
    try:
        return datetime(int(year), int(month), int(day), hour, int(found[5] or 0), int(found[6] or 0))
    except ValueError:
        return None


def _row(sheet: Sheet, number: int, columns: list[str]) -> list[str | None]:
    if number >= sheet.rows.height:
        return [None] * len(columns)
    return [" ".join(cell.split()) if cell else None for cell in sheet.rows.select(columns).row(number)]


def _has_options(first: list[str | None], second: list[str | None]) -> bool:
    """Whether the second row holds options: it names no response, and lies under blanks or under one heading twice."""
    if second[0] is not None:
        return False
    pairs = list(zip(first, second, strict=True))
    blank = any(top is None and below for top, below in pairs)
    return blank or any(a == b and c and d and c != d for (a, c), (b, d) in pairwise(pairs) if a)


def _questions(
    sheet: Sheet, body: pl.DataFrame, first: list[str | None], second: list[str | None]
) -> tuple[list[Question], list[Problem]]:
    blocks: list[tuple[str, list[tuple[str, str]]]] = []
    problems: list[Problem] = []
    for column, top, below in zip(sheet.headings, first, second, strict=True):
        option = below if below and not NO_OPTION.fullmatch(below) else ""
        if blocks and option and (top is None or top == blocks[-1][0]):
            blocks[-1][1].append((column, option))
        elif top is not None:
            blocks.append((top, [(column, option)]))
        elif body[column].count():
            message = f"{body[column].count()} answers are in a column that has no heading; give it one, or clear it"
            options = "if row 2 holds options, say headings = 2 in the mapping file"
            problems.append(Problem(sheet.file, sheet.name, None, column, f"{message}; {options}"))
    return [Question(heading, tuple(columns)) for heading, columns in _numbered(blocks)], problems


def _numbered(
    blocks: Sequence[tuple[str, list[tuple[str, str]]]],
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The blocks, those of one heading told apart as `heading [2]`, and options that are alike likewise."""
    seen: Counter[str] = Counter()
    for heading, columns in blocks:
        seen[heading] += 1
        alike: Counter[str] = Counter()
        told = []
        for column, option in columns:
            alike[option] += 1
            told.append((column, option if alike[option] == 1 else f"{option} [{alike[option]}]"))
        yield (heading if seen[heading] == 1 else f"{heading} [{seen[heading]}]"), told


def _chosen(cells: Sequence[str | None], options: Sequence[str]) -> Iterator[str]:
    for cell, option in zip(cells, options, strict=True):
        if cell is None:
            continue
        word = cell.strip().lower()
        if not option:
            yield cell
        elif word in CHOSEN or word == option.lower():
            yield option
        elif word not in NOT_CHOSEN:
            yield cell
