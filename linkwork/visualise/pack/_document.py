"""The pack as a Word document, by python-docx: real headings, captions, table heads, alternative texts, properties."""

import io
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from linkwork.visualise._scene import Scene
from linkwork.visualise._scene_print import printed
from linkwork.visualise.pack import PackView
from linkwork.visualise.pack._chapters import (
    UNANSWERED,
    WORKBOOK,
    Chapter,
    Cover,
    Unanswered,
    chapters,
    cover,
    unanswered,
)
from linkwork.visualise.pack._document_parts import CELL, add_bookmark, add_contents, add_field, add_table, say_language
from linkwork.visualise.pack._fit import Room, fit
from linkwork.visualise.pack._office import FONT, INK, LANGUAGE, moment
from linkwork.zipped import settled

if TYPE_CHECKING:
    from docx.document import Document as DocumentType
    from docx.section import Section
    from docx.text.paragraph import Paragraph

#: A4 in millimetres, and the paper left at each edge.
SHORT, LONG, EDGE = 210.0, 297.0, 16.0
#: Points to a CSS pixel and to a millimetre.
POINT, MILLIMETRE = 0.75, 72 / 25.4
#: What of the page's height the heading, the question and the caption have, in points.
ABOVE = 128.0
#: What the heading of the table, its caption and what stands below it have.
BESIDE = 96.0
#: Lines of text are no longer than this, in millimetres: longer ones are hard to follow.
READABLE = 190.0
#: The letters of the text and of the table, and how high a table is at most on paper that lies down, in points.
TEXT, SIZE, HIGHEST = 12.0, 10.0, 320.0
#: Below this the smallest letters of a picture have less than five points.
LEGIBLE = 0.6


def made(view: PackView) -> bytes:
    """The document. The same view gives the same bytes."""
    document = Document()
    said, found, lacking = cover(view), chapters(view), unanswered(view)
    _styles(document)
    _properties(document, said)
    _lie(document.sections[0], True)
    _footer(document, said)
    _first_page(document, said)
    add_contents(document, [one.headed for one in found] + ([UNANSWERED] if lacking else []))
    _sources(document, said)
    for chapter in found:
        _chapter(document, chapter)
    if lacking:
        _unanswered(document, lacking, len(found) + 1)
    out = io.BytesIO()
    document.save(out)
    return settled(out.getvalue(), moment(said.day))


def _styles(document: "DocumentType") -> None:
    say_language(document)
    document.styles.add_style(CELL, WD_STYLE_TYPE.PARAGRAPH)
    sizes = {"Normal": TEXT, "Title": 28, "Subtitle": 14, "Heading 1": 18, "Heading 2": 12.5, "Caption": 10, CELL: SIZE}
    for name, size in sizes.items():
        style = document.styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for mark in list(fonts.attrib):
            del fonts.attrib[mark]
        for apart in style.element.rPr.findall(qn("w:spacing")):
            style.element.rPr.remove(apart)
        style.font.name, style.font.size, style.font.italic = FONT, Pt(size), False
        style.font.color.rgb = RGBColor.from_string(INK)
    document.styles["Normal"].paragraph_format.space_after = Pt(5)
    document.styles["Heading 1"].paragraph_format.space_before = Pt(0)
    document.styles["Heading 1"].paragraph_format.space_after = Pt(4)
    document.styles["Heading 2"].paragraph_format.space_before = Pt(9)
    document.styles["Heading 2"].paragraph_format.space_after = Pt(2)
    document.styles["Caption"].paragraph_format.space_after = Pt(6)
    document.styles[CELL].paragraph_format.space_before = document.styles[CELL].paragraph_format.space_after = Pt(1.5)


def _properties(document: "DocumentType", said: Cover) -> None:
    core = document.core_properties
    core.title, core.subject, core.keywords = said.title, said.subtitle, said.keywords
    core.author = core.last_modified_by = "Linkwork"
    core.language, core.comments, core.category = LANGUAGE, " ".join(said.warned), "Meeting pack"
    core.created = core.modified = moment(said.day)
    core.revision = 1


def _lie(section: "Section", down: bool) -> None:
    """A4, lying down or upright."""
    section.orientation = WD_ORIENT.LANDSCAPE if down else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(LONG), Mm(SHORT)) if down else (Mm(SHORT), Mm(LONG))
    section.left_margin = section.right_margin = section.top_margin = Mm(EDGE)
    section.bottom_margin = Mm(EDGE + 2)
    section.footer_distance = Mm(9)


def _footer(document: "DocumentType", said: Cover) -> None:
    line = document.sections[0].footer.paragraphs[0]
    line.add_run(f"{said.foot} · page ")
    add_field(line, "PAGE", "1")
    line.add_run(" of ")
    add_field(line, "NUMPAGES", "1")
    for run in line.runs:
        run.font.size = Pt(9)


def _first_page(document: "DocumentType", said: Cover) -> None:
    document.add_paragraph(said.title, style="Title")
    document.add_paragraph(said.subtitle, style="Subtitle")
    for words in said.warned:
        _text(document, words).runs[0].bold = True
    for words in said.told:
        _text(document, words)


def _sources(document: "DocumentType", said: Cover) -> None:
    document.add_heading("Sources and their rounds", 1)
    for words in said.sources or ("No round has been loaded.",):
        document.add_paragraph(words, style="List Bullet")


def _chapter(document: "DocumentType", chapter: Chapter) -> None:
    """A new page: the finding, the question, the picture; then the table and how to take both."""
    down = chapter.picture is None or _scale(chapter.picture, True) >= 0.95 * _scale(chapter.picture, False)
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _lie(section, down)
    add_bookmark(document.add_heading(chapter.headed, 1), chapter.number)
    _text(document, chapter.question)
    taken = _picture(document, chapter, chapter.picture, down) if chapter.picture else 0.0
    _table(document, chapter, down, taken)
    if chapter.read:
        document.add_heading("How to read it", 2)
    for words in chapter.read:
        _text(document, words)
    if chapter.mind:
        document.add_heading("What to mind, and what was assumed", 2)
    for words in chapter.mind:
        _text(document, words, "List Bullet").paragraph_format.space_after = Pt(1)
    document.add_heading("Sources and evidence", 2)
    _text(document, f"Rows rest on {chapter.rests_on or 'no source that is named'}. {chapter.where}")


def _picture(document: "DocumentType", chapter: Chapter, picture: Scene, down: bool) -> float:
    """Put the picture on the page, with its caption; how high it is, in points."""
    scale = _scale(picture, down)
    line = document.add_paragraph()
    line.paragraph_format.keep_with_next = True
    drawn = line.add_run().add_picture(io.BytesIO(printed(picture, ".png")), width=Pt(picture.wide * POINT * scale))
    about = drawn._inline.docPr
    about.set("name", f"Picture {chapter.figure}")
    about.set("descr", chapter.alt)
    _caption(document, "Picture", chapter.figure, chapter.title)
    if scale < LEGIBLE:
        _text(document, "The picture has much in it: it is as large as you like in the pack as .html.")
    return picture.high * POINT * scale


def _scale(picture: Scene, down: bool) -> float:
    """How much smaller the picture is on paper that lies down, or stands; never larger than it was made."""
    wide, high = (LONG, SHORT) if down else (SHORT, LONG)
    across, below = (wide - 2 * EDGE) * MILLIMETRE, (high - 2 * EDGE) * MILLIMETRE - ABOVE
    return min(1.0, across / (picture.wide * POINT), below / (picture.high * POINT))


def _table(document: "DocumentType", chapter: Chapter, down: bool, taken: float) -> None:
    """The table, below a picture that has so many points of the page, or on the next page where it would be torn."""
    across = ((LONG if down else SHORT) - 2 * EDGE) * MILLIMETRE
    high = (HIGHEST if down else 1.5 * HIGHEST) - (0 if chapter.picture else ABOVE / 2)
    room = Room(across, high, SIZE, across=12.0)
    headings = [*(name for name, _ in chapter.columns), "last confirmed"]
    rows = [[*row, day] for row, day in zip(chapter.rows, chapter.confirmed, strict=True)]
    fitted = fit(headings, rows, room)
    page = ((SHORT if down else LONG) - 2 * EDGE) * MILLIMETRE - ABOVE - BESIDE
    heading = document.add_heading("Table", 2)
    heading.paragraph_format.page_break_before = taken > 0 and taken + fitted.high > page
    _caption(document, "Table", chapter.number, chapter.title, keep=True)
    add_table(document, fitted, f"{chapter.title}. {chapter.question}")
    if left := fitted.left_out(chapter.total, WORKBOOK):
        _text(document, left).paragraph_format.space_before = Pt(4)


def _caption(document: "DocumentType", what: str, number: int, words: str, keep: bool = False) -> None:
    line = document.add_paragraph(style="Caption")
    line.add_run(f"{what} ")
    add_field(line, f"SEQ {what} \\* ARABIC", str(number))
    line.add_run(f": {words}")
    line.paragraph_format.keep_with_next = keep


def _unanswered(document: "DocumentType", lacking: list[Unanswered], number: int) -> None:
    _lie(document.add_section(WD_SECTION.NEW_PAGE), True)
    add_bookmark(document.add_heading(UNANSWERED, 1), number)
    for one in lacking:
        document.add_heading(one.question, 2)
        _text(document, one.why)


def _text(document: "DocumentType", words: str, style: str | None = None) -> "Paragraph":
    """A paragraph whose lines are of a readable length, whatever the page's width."""
    line = document.add_paragraph(words, style=style)
    page = document.sections[-1]
    room = (page.page_width or Mm(SHORT)).mm - 2 * EDGE
    line.paragraph_format.right_indent = Mm(max(0.0, room - READABLE))
    return line
