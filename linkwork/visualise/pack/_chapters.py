"""What a pack says, before anybody says in which format: the first page, a chapter a question, what has no answer."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linkwork.graph.view import AnswerView
from linkwork.visualise._scene import Scene
from linkwork.visualise._sheet import MOST_ROWS, described, picture, table_of
from linkwork.visualise._words import plain
from linkwork.visualise.pack import Answered, PackView
from linkwork.visualise.pack._tight import tight
from linkwork.words import counted

WORKBOOK = "the workbook of this pack (linkwork pack FILE.xlsx)"
UNANSWERED = "What could not be answered, and why"
#: A sheet's name has 31 letters at most, and a number may follow this many.
LONGEST = 27
#: The day that the files of a pack of no rounds bear; no page says it.
NO_DAY = "2024-01-01"


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page: `told` are sentences in order, `warned` those that nobody should miss, `sources` a line each.

    `foot` stands on every page: the title, the note and the day of the latest round.
    """

    title: str
    subtitle: str
    warned: tuple[str, ...]
    told: tuple[str, ...]
    sources: tuple[str, ...]
    day: str
    keywords: str
    foot: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """One question that has an answer. `key` is no other chapter's; `columns` are heading and meaning.

    `picture` is None where the question has no picture of its own, else `figure` is its number among the pictures.
    `total` is how many rows the answer has, `rows` are the first of them, and `confirmed` the days that go with them.
    """

    number: int
    figure: int
    key: str
    id: str
    title: str
    question: str
    picture: Scene | None
    alt: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]
    total: int
    read: tuple[str, ...]
    mind: tuple[str, ...]
    rests_on: str
    confirmed: tuple[str, ...]

    @property
    def headed(self) -> str:
        """The finding as a title that no other chapter has: it begins with the key."""
        return f"{self.key}: {self.title}"

    @property
    def where(self) -> str:
        """Where the evidence of the rows is."""
        return (
            f"The evidence of every row, with its source, day, file, sheet and row: sheet {self.key} of {WORKBOOK}, "
            f"or linkwork ask {self.id} --format json."
        )


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A chosen question that has nothing to show, and why."""

    question: str
    why: str


def cover(view: PackView) -> Cover:
    """What the first page says of the whole pack."""
    dates = sorted(plain(date) for _, date in view.rounds)
    answered, all_of_them = len(chapters_of(view)), len(view.questions)
    span = (dates[0] if dates[0] == dates[-1] else f"{dates[0]} to {dates[-1]}") if dates else ""
    rounds = f"from {counted(len(dates), 'round')} of {span}" if dates else "from no round"
    title = f"{plain(view.title or 'This place')}: meeting pack"
    return Cover(
        title=title,
        subtitle=f"{answered} of {counted(all_of_them, 'question')} answered, {rounds}",
        warned=tuple(_warned(view)),
        told=tuple(_told(view)),
        sources=tuple(_dated(view)),
        day=dates[-1] if dates else NO_DAY,
        keywords=", ".join(["social prescribing", "mapping", plain(view.title or "this place")]),
        foot=" · ".join([title, *([plain(view.note)] if view.note else []), *dates[-1:]]),
    )


def _warned(view: PackView) -> Iterator[str]:
    if view.note:
        said = plain(view.note)
        yield f"{said[0].upper()}{said[1:]}."
    if view.internal:
        yield "Confidential values are in this pack (it was made with --internal). Do not publish it or pass it on."
    if view.people:
        yield "Personal data may be in this pack (it was made with --with-people). Do not publish it or pass it on."


def _told(view: PackView) -> Iterator[str]:
    if not (view.internal or view.people):
        yield "Confidential values, small counts and the names of people are left out."
    yield "Each finding rests on what the sources named here said in their rounds; what nobody has said is not in it."
    yield f"The tables show as many rows as fit. All rows, every column and the evidence are in {WORKBOOK}."


def _dated(view: PackView) -> list[str]:
    """Every source with the dates of its rounds."""
    dates: dict[str, list[str]] = {}
    for source, date in sorted(view.rounds):
        dates.setdefault(plain(source), []).append(plain(date))
    return [f"{source}: {', '.join(days)}" for source, days in sorted(dates.items())]


def chapters_of(view: PackView) -> list[Answered]:
    """The chosen questions that have rows, in their order."""
    return [one for one in view.questions if one.answer.rows]


def unanswered(view: PackView) -> list[Unanswered]:
    """The chosen questions that have no rows, each with why."""
    return [
        Unanswered(f"{plain(one.answer.id)}: {_question(one)}", plain(one.answer.nothing or "Nothing was found."))
        for one in view.questions
        if not one.answer.rows
    ]


def chapters(view: PackView) -> list[Chapter]:
    """A chapter for every chosen question that has rows, in their order."""
    keys: Counter[str] = Counter()
    found: list[Chapter] = []
    for number, one in enumerate(chapters_of(view), start=1):
        short = _short(one.answer.id)
        keys[short] += 1
        key = f"{short}-{keys[short]}" if keys[short] > 1 else short
        figure = 1 + sum(chapter.picture is not None for chapter in found)
        found.append(_chapter(one, (number, figure), key))
    return found


def _short(id_: str) -> str:
    """The id fit to name a sheet of a workbook and a place on a page: letters, digits and hyphens, and not too many."""
    return re.sub(r"\W+", "-", plain(id_))[:LONGEST].strip("-") or "question"


def _title(one: Answered) -> str:
    """The finding as a title: it begins with a capital letter, and says what was asked for."""
    said = plain(one.sheet.finding or one.answer.title or one.answer.question)
    said = f"{said[0].upper()}{said[1:]}"
    return f"{said} ({', '.join(map(plain, one.given))})" if one.given else said


def _question(one: Answered) -> str:
    said = plain(one.answer.question)
    return f"{said} Asked with {', '.join(map(plain, one.given))}." if one.given else said


def _chapter(one: Answered, numbers: tuple[int, int], key: str) -> Chapter:
    answer, table, title = one.answer, table_of(one.answer), _title(one)
    drawn = None if one.sheet.nothing else tight(picture(one.sheet))
    read = [f"The picture: {' '.join(one.sheet.read)}"] if drawn and one.sheet.read else []
    read += [f"The table: {plain(answer.how_to_read)}"] if answer.how_to_read else []
    return Chapter(
        number=numbers[0],
        figure=numbers[1],
        key=key,
        id=plain(answer.id),
        title=title,
        question=_question(one),
        picture=drawn,
        alt=f"{title}. {described(one.sheet)}",
        columns=table.columns,
        rows=table.rows,
        total=len(answer.rows),
        read=tuple(map(plain, read)),
        mind=tuple(_mind(answer)),
        rests_on=_rests_on(answer.evidence),
        confirmed=tuple(plain(day) if day else "" for day, _ in backed(answer)[:MOST_ROWS]),
    )


def backed(answer: AnswerView) -> list[tuple[str, tuple[str, ...]]]:
    """For each row the day on which it was last confirmed and what it rests on; blank where that is not known."""
    days, evidence = iter(answer.last_confirmed), iter(answer.evidence)
    return [(next(days, ""), next(evidence, ())) for _ in answer.rows]


def _mind(answer: AnswerView) -> Iterator[str]:
    yield from (f"Mind: {plain(text)}" for text in answer.caveats)
    yield from (f"Assumed: {plain(text)}" for text in answer.assumptions)


def _rests_on(evidence: Sequence[Sequence[str]]) -> str:
    """The sources that the rows rest on, the most cited first."""
    cited = Counter(plain(said).partition(": ")[0] for row in evidence for said in row)
    ordered = sorted(cited.items(), key=lambda found: (-found[1], found[0]))
    return "; ".join(f"{source} ({counted(number, 'row')})" for source, number in ordered)
