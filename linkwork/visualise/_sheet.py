"""A page made of answers: what it says in words, its picture, the same facts as tables, in the format asked for."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from linkwork.graph.view import AnswerView, GraphView
from linkwork.visualise import MEDIA_TYPES, Artifact
from linkwork.visualise._captions import rounds_in_words, sources_in_words
from linkwork.visualise._scene import A3, A4, SMALL, TEXT, TITLE, Item, Scene, Words, rectangle, rule
from linkwork.visualise._style import NOTE, NOTE_FRAME
from linkwork.visualise._text import width, wrapped
from linkwork.visualise._words import figure_in_words, plain

EDGE = 30.0
#: Papers in the order in which they are tried, wide and high: A4 lying down and upright, A3 the same.
PAPERS = ((A4, 794.0), (794.0, A4), (A3, A4), (A4, A3))
#: How an answer says that it was cut (`left_out` of the questions): how many are there, of how many, and of what.
_CUT = re.compile(r"(\d+ of \d+ .+) are shown; ask for more with limit\.")
#: A table of a page has so many rows at most; the answer itself has them all.
MOST_ROWS = 2000


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of the page: what is on it, and where it ends, downwards."""

    items: list[Item]
    end: float


@dataclass(frozen=True, slots=True)
class Table:
    """An answer as it stands under the picture: what it asks, the cells in words, and how to take them."""

    question: str
    asked: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]
    left_out: int
    how_to_read: str
    mind: tuple[str, ...]
    nothing: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything a page says. `nothing` says why there is no picture; `script` names the page's script, if it has one.

    `body` draws the picture from a top edge down, on a page of a width; `wide` is the page's width. `finding` is the
    title without the place before it.
    """

    name: str
    title: str
    subtitle: str
    note: str
    sources: str
    read: tuple[str, ...] = ()
    nothing: str = ""
    wide: float = A4
    body: Callable[[float, float], Piece] = field(default=lambda top, wide: Piece([], top))
    tables: tuple[Table, ...] = ()
    script: str = ""
    finding: str = ""


def answers_of(view: GraphView, asked: Iterable[str]) -> list[AnswerView]:
    """The answers of those ids that the view has, in that order."""
    return [view.answers[name] for name in asked if name in view.answers]


def rows_of(view: GraphView, asked: str) -> tuple[dict[str, object], ...]:
    """The rows of one answer; none where it was not asked."""
    return tuple(dict(row) for row in view.answers[asked].rows) if asked in view.answers else ()


def cut_short(view: GraphView) -> Iterator[str]:
    """`the answer has 500 of 810 rows` for each answer of the view that was cut at its limit; nothing of whole ones."""
    for answer in view.answers.values():
        which = f"the answer to {plain(answer.id)}" if len(view.answers) > 1 else "the answer"
        yield from (f"{which} has {plain(cut[1])}" for said in answer.assumptions if (cut := _CUT.fullmatch(said)))


def sheet_of(view: GraphView, name: str, finding: str, counts: Sequence[str]) -> Sheet:
    """A sheet with what every page says: the place and the finding, counts and rounds, the note and the sources.

    Beside the counts it says of how many rows an answer has some, where it was cut at its limit.
    """
    return Sheet(
        name=name,
        title=f"{plain(view.title or 'This place')}: {finding}",
        subtitle=" · ".join([*counts, *cut_short(view), rounds_in_words(view)]),
        note=plain(view.note) if view.note else "",
        sources=sources_in_words(view),
        finding=finding,
    )


def nothing_sheet(view: GraphView, name: str, asked: Sequence[str], otherwise: str) -> Sheet:
    """A sheet that says in words why there is no picture."""
    found = answers_of(view, asked)
    reasons = dict.fromkeys(plain(answer.nothing) for answer in found if answer.nothing)
    return replace(
        sheet_of(view, name, "there is nothing to draw", ()),
        nothing=" ".join(reasons) or otherwise,
        tables=tuple(table_of(answer) for answer in found),
    )


def table_of(answer: AnswerView) -> Table:
    """The answer's columns that people read, those that hold no ids, with every value in words."""
    columns = tuple(c for c in answer.columns if not (c[0] in {"id", "ids"} or c[0].endswith(("_id", "_ids"))))
    rows = tuple(tuple(in_words(row.get(name)) for name, _ in columns) for row in answer.rows[:MOST_ROWS])
    return Table(
        question=plain(answer.question),
        asked=plain(answer.id),
        columns=tuple((plain(name.replace("_", " ")), plain(meaning)) for name, meaning in columns),
        rows=rows,
        left_out=max(0, len(answer.rows) - MOST_ROWS),
        how_to_read=plain(answer.how_to_read) if answer.how_to_read else "",
        mind=tuple(plain(text) for text in (*answer.caveats, *answer.assumptions)),
        nothing=plain(answer.nothing) if answer.nothing else "",
    )


def in_words(value: object) -> str:
    """A value of an answer as people read it: blank where it is not known."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return figure_in_words(value)
    if isinstance(value, list | tuple | set):
        return ", ".join(map(item_in_words, value))
    return plain(value)


def item_in_words(item: object) -> str:
    """A thing of a list in words; one that is not known or has no name keeps its place, which may tell which it is."""
    return in_words(item) or ("not known" if item is None else plain(item))


def finished(sheet: Sheet, ending: str) -> Artifact:
    """The sheet as a file of that ending."""
    if ending == ".html":
        from linkwork.visualise._sheet_html import html_page

        content = html_page(sheet).encode("utf-8")
    else:
        content = scene_file(page(sheet), ending)
    return Artifact(f"{sheet.name}{ending}", MEDIA_TYPES[ending], content)


def scene_file(scene: Scene, ending: str) -> bytes:
    """The scene as `.svg`, `.png` or `.pdf`."""
    if ending == ".svg":
        from linkwork.visualise._scene_svg import svg_file

        return svg_file(scene).encode("utf-8")
    from linkwork.visualise._scene_print import printed

    return printed(scene, ending)


def page(sheet: Sheet) -> Scene:
    """The whole page for print: the words, the picture, how to read it, the sources."""
    head = _head(sheet)
    body = sheet.body(head.end + 14, sheet.wide) if not sheet.nothing else Piece([], head.end + 20)
    foot = _foot(sheet, body.end + 14)
    return Scene(sheet.wide, foot.end + 16, sheet.title, described(sheet), (*head.items, *body.items, *foot.items))


def picture(sheet: Sheet) -> Scene:
    """The picture alone, to stand in a page that says the words itself."""
    body = sheet.body(10.0, sheet.wide)
    return Scene(sheet.wide, body.end + 10, sheet.title, described(sheet), tuple(body.items))


def described(sheet: Sheet) -> str:
    """The page in a few sentences for who cannot see it."""
    note = f"Note: {sheet.note}." if sheet.note else ""
    return " ".join(part for part in (f"{sheet.subtitle}.", sheet.nothing, *sheet.read, note, sheet.sources) if part)


def fitted(sheet: Sheet, least: float) -> Sheet:
    """The sheet on the smallest paper that it fits without being made smaller; `least` is the width it needs.

    What fits no paper is on A3 lying down, and higher than it.
    """
    papers = [(wide, high) for wide, high in PAPERS if wide >= least]
    for wide, high in papers:
        tried = replace(sheet, wide=wide)
        if page(tried).high <= high:
            return tried
    return replace(sheet, wide=A3)


def room_below(top: float, wide: float) -> float:
    """How much of the page is left for a picture from that edge down, with the words below it."""
    return dict(PAPERS).get(wide, A4) - top - 92.0


def lines_of(words: str, at: tuple[float, float], room: float, size: float, most: int) -> Piece:
    """Text in lines from a top edge down."""
    rows = wrapped(words, size, room, most)
    step = size * 1.3
    return Piece(
        [Words(row, at[0], at[1] + size + n * step, size) for n, row in enumerate(rows)], at[1] + len(rows) * step
    )


def _head(sheet: Sheet) -> Piece:
    room = sheet.wide - 2 * EDGE
    rows = wrapped(sheet.title, TITLE, room, 2, True)
    items: list[Item] = [
        Words(row, EDGE, EDGE + TITLE * (0.8 + 1.25 * n), TITLE, bold=True) for n, row in enumerate(rows)
    ]
    subtitle = lines_of(sheet.subtitle, (EDGE, EDGE + TITLE * 1.25 * len(rows)), room, TEXT, 3)
    items += subtitle.items
    end = subtitle.end
    if sheet.note:
        words = wrapped(sheet.note, TEXT, room - 20, 1, True)[0]
        frame = (EDGE, end + 6, EDGE + width(words, TEXT, True) + 18, end + 28)
        items += [rectangle(frame, NOTE, NOTE_FRAME), Words(words, EDGE + 9, end + 21.5, TEXT, bold=True)]
        end += 30
    items.append(rule((EDGE, end + 8), (sheet.wide - EDGE, end + 8)))
    return Piece(items, end + 8)


def _foot(sheet: Sheet, top: float) -> Piece:
    room = sheet.wide - 2 * EDGE
    items: list[Item] = []
    if sheet.nothing:
        said = lines_of(sheet.nothing, (EDGE, top), room, TEXT * 1.2, 6)
        items, top = said.items, said.end + 30
    items.append(rule((EDGE, top), (sheet.wide - EDGE, top)))
    top += 6
    for words, most in ((f"How to read it: {' '.join(sheet.read)}" if sheet.read else "", 5), (sheet.sources, 3)):
        if words:
            said = lines_of(words, (EDGE, top), room, SMALL, most)
            items, top = items + said.items, said.end + 3
    return Piece(items, top)
