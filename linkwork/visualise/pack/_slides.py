"""The pack as slides, by python-pptx: a finding with its picture, its table on the next slide, the rest in notes."""

import io
from typing import TYPE_CHECKING

from pptx import Presentation
from pptx.util import Pt

from linkwork.visualise._scene import Scene
from linkwork.visualise._scene_print import printed
from linkwork.visualise._text import wrapped
from linkwork.visualise.pack import PackView
from linkwork.visualise.pack._chapters import UNANSWERED, WORKBOOK, Chapter, Cover, chapters, cover, unanswered
from linkwork.visualise.pack._fit import LINE, Fitted, Room, fit
from linkwork.visualise.pack._office import LANGUAGE, moment
from linkwork.visualise.pack._slide_parts import (
    ALONE,
    FIRST,
    HIGH,
    LIST,
    WIDE,
    add_footer,
    add_slide,
    add_table,
    add_text,
    describe,
    fill,
    say_language,
    widen,
)
from linkwork.zipped import settled

if TYPE_CHECKING:
    from pptx.presentation import Presentation as PresentationType
    from pptx.slide import Slide

#: All measures are points. What is left at the edges, where what is below the title begins, and where it ends.
EDGE, TOP, END = 34.0, 108.0, HIGH - 34.0
#: Letters of the question, of lists, of the table.
ASKED, LISTED, CELLS = 14.0, 18.0, 12.0
#: A picture is made larger by so much at most, and points to a CSS pixel.
LARGER, POINT = 1.7, 0.75
#: Below this the smallest letters of a picture have less than six points.
LEGIBLE = 0.72
LARGER_ELSEWHERE = (
    "The picture has much in it: it is larger in the pack as .docx, and as large as you like in that as .html."
)
#: A word in a list never takes more lines than this.
MOST_LINES = 8


def made(view: PackView) -> bytes:
    """The slides. The same view gives the same bytes."""
    deck = Presentation()
    widen(deck)
    said, found, lacking = cover(view), chapters(view), unanswered(view)
    _properties(deck, said)
    _first(deck, said)
    contents = [one.headed for one in found] + ([UNANSWERED] if lacking else [])
    _lists(deck, "Contents", contents, plain=True)
    for chapter in found:
        _chapter(deck, chapter)
    _lists(deck, UNANSWERED, [f"{one.question} {one.why}" for one in lacking])
    _lists(deck, "How to take this pack, and its sources", [*said.told, *said.sources])
    for number, slide in enumerate(deck.slides, start=1):
        if number > 1:
            add_footer(slide, said.foot, number)
    say_language(deck)
    out = io.BytesIO()
    deck.save(out)
    return settled(out.getvalue(), moment(said.day))


def _properties(deck: "PresentationType", said: Cover) -> None:
    core = deck.core_properties
    core.title, core.subject, core.keywords = said.title, said.subtitle, said.keywords
    core.author = core.last_modified_by = "Linkwork"
    core.language, core.comments, core.category = LANGUAGE, " ".join(said.warned), "Meeting pack"
    core.created = core.modified = moment(said.day)
    core.revision = 1


def _first(deck: "PresentationType", said: Cover) -> None:
    slide = add_slide(deck, FIRST, said.title, 44)
    below = slide.placeholders[1].text_frame
    fill(below, [said.subtitle, *said.warned], 20, plain=True)
    for line in below.paragraphs[1:]:
        line.runs[0].font.bold = True
    _note(slide, [*said.told, "Sources:", *said.sources])


def _lists(deck: "PresentationType", title: str, items: list[str], plain: bool = False) -> None:
    """A list on as many slides as it needs, each with a title of its own; no slide where there is nothing to list.

    A plain one has no bullets.
    """
    pages: list[list[str]] = []
    used = END
    for item in items:
        lines = min(len(wrapped(item, LISTED, WIDE - 2 * EDGE - 30, 99)), MOST_LINES)
        high = lines * LISTED * LINE + 8
        if not pages or used + high > END - TOP:
            pages.append([])
            used = 0.0
        pages[-1].append(item)
        used += high
    for number, page in enumerate(pages, start=1):
        slide = add_slide(deck, LIST, title if number == 1 else f"{title} ({number})", 28)
        fill(slide.placeholders[1].text_frame, page, LISTED, plain)


def _chapter(deck: "PresentationType", chapter: Chapter) -> None:
    """A slide with the picture, where there is one, and one with the table; both have the notes."""
    said = [
        *chapter.read,
        *chapter.mind,
        f"Rows rest on {chapter.rests_on or 'no source that is named'}.",
        chapter.where,
    ]
    if chapter.picture is not None:
        slide = _slide(deck, chapter.headed, chapter.question)
        _picture(slide, chapter, chapter.picture)
        _note(slide, said)
    slide = _slide(deck, f"{chapter.headed}: the table" if chapter.picture else chapter.headed, chapter.question)
    _table(slide, chapter)
    _note(slide, said)


def _slide(deck: "PresentationType", title: str, question: str) -> "Slide":
    slide = add_slide(deck, ALONE, title, 26)
    add_text(slide, "Question", question, (EDGE, TOP - 22, WIDE - 2 * EDGE, 22), ASKED)
    return slide


def _picture(slide: "Slide", chapter: Chapter, picture: Scene) -> None:
    """The picture as large as the slide lets it be, in the middle."""
    across, down = WIDE - 2 * EDGE, END - TOP - 12
    scale = min(LARGER, across / (picture.wide * POINT), down / (picture.high * POINT))
    if scale < LEGIBLE:
        scale *= (down - 18) / down
    wide, high = picture.wide * POINT * scale, picture.high * POINT * scale
    left, top = (WIDE - wide) / 2, TOP + 6 + (down - (18 if scale < LEGIBLE else 0) - high) / 2
    drawn = slide.shapes.add_picture(io.BytesIO(printed(picture, ".png")), Pt(left), Pt(top), Pt(wide), Pt(high))
    describe(drawn, f"Picture {chapter.figure}", chapter.alt)
    if scale < LEGIBLE:
        add_text(slide, "Where it is larger", LARGER_ELSEWHERE, (EDGE, END - 16, WIDE - 2 * EDGE, 16), 12)


def _table(slide: "Slide", chapter: Chapter) -> None:
    across, down = WIDE - 2 * EDGE, END - TOP - 12
    names = [name for name, _ in chapter.columns]
    fitted = _fitted(names, chapter, Room(across, down, CELLS, 3, 14.0, 8.0))
    add_table(
        slide, fitted, (EDGE, TOP + 8), CELLS, (f"Table {chapter.number}", f"{chapter.title}. {chapter.question}")
    )
    if left := fitted.left_out(chapter.total, WORKBOOK):
        high = _high(left, across)
        add_text(slide, "What is not here", left, (EDGE, END - high, across, high), 12)


def _fitted(names: list[str], chapter: Chapter, room: Room) -> Fitted:
    """The table, with room below it for the sentence that says what is left out, where something is."""
    whole = fit(names, chapter.rows, room)
    if not whole.left_out(chapter.total, ""):
        return whole
    below = _high(whole.left_out(chapter.total, WORKBOOK), room.wide) + 8
    return fit(names, chapter.rows, Room(room.wide, room.high - below, room.size, room.lines, room.across, room.down))


def _high(words: str, room: float) -> float:
    """The height of so many words of 12 points below a table."""
    return len(wrapped(words, 12, room, 9)) * 16.0


def _note(slide: "Slide", sentences: list[str]) -> None:
    frame = slide.notes_slide.notes_text_frame
    if frame is not None:
        frame.text = "\n".join(sentences)
