"""Parts of slides that python-pptx has no words for: wide paper, alternative texts, slide numbers, language."""

from typing import TYPE_CHECKING, Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from linkwork.visualise._text import wrapped
from linkwork.visualise.pack._fit import Fitted
from linkwork.visualise.pack._office import BAND, FONT, HEAD, INK, LANGUAGE

if TYPE_CHECKING:
    from pptx.presentation import Presentation as PresentationType
    from pptx.slide import Slide

#: A slide of 16 to 9, in points; the paper that python-pptx begins with is narrower and as high.
WIDE, HIGH = 960.0, 540.0
NARROW = 720.0
#: Of the layouts that python-pptx begins with, those that the pack uses.
FIRST, LIST, ALONE = "Title Slide", "Title and Content", "Title Only"
#: The letters of a title on two lines, and the smallest that one has.
TWO_LINES, SMALLEST = 24.0, 16.0
Frame = tuple[float, float, float, float]


def widen(deck: "PresentationType") -> None:
    """Give the deck wide paper, one typeface, a title at the head of every layout, and only the layouts it uses."""
    deck.slide_width, deck.slide_height = Pt(WIDE), Pt(HIGH)
    _typeface(deck)
    master = deck.slide_master
    for layout in [one for one in master.slide_layouts if one.name not in (FIRST, LIST, ALONE)]:
        master.slide_layouts.remove(layout)
    for holder in (master, *master.slide_layouts):
        for shape in holder.placeholders:
            if shape.element.spPr.find(qn("a:xfrm")) is not None:
                shape.left, shape.width = Emu(int(shape.left * WIDE / NARROW)), Emu(int(shape.width * WIDE / NARROW))
    _places(deck)
    for style in master.element.iter(qn("p:titleStyle")):
        for level in style:
            level.set("algn", "l")


def _places(deck: "PresentationType") -> None:
    """Where titles and what is below them stand, on every slide and on the first."""
    for shape in deck.slide_master.placeholders:
        kind = shape.element.xpath(".//p:nvPr/p:ph/@type")
        if kind == ["title"]:
            _place(shape, (34, 18, WIDE - 68, 62))
            shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        elif kind == ["body"]:
            _place(shape, (34, 96, WIDE - 68, HIGH - 140))
    first = next(layout for layout in deck.slide_layouts if layout.name == FIRST)
    title, below = list(first.placeholders)[:2]
    _place(title, (34, 120, WIDE - 68, 90))
    _place(below, (34, 216, WIDE - 68, 240))


def _typeface(deck: "PresentationType") -> None:
    """One typeface that most machines have, in place of that of the theme."""
    for relation in deck.slide_master.part.rels.values():
        if relation.reltype.endswith("/theme"):
            theme: Any = relation.target_part
            theme._blob = theme.blob.replace(b'typeface="Calibri"', f'typeface="{FONT}"'.encode())


def add_slide(deck: "PresentationType", layout: str, title: str, size: float) -> "Slide":
    """A slide of that layout with its title."""
    slide: Slide = deck.slides.add_slide(deck.slide_layouts.get_by_name(layout) or deck.slide_layouts[0])
    set_title(slide, title, size)
    return slide


def set_title(slide: "Slide", words: str, size: float) -> None:
    """The slide's title, in letters as large as two lines allow."""
    title = slide.shapes.title
    if title is None:  # pragma: no cover - every layout that is used has one
        return
    if size > TWO_LINES and len(wrapped(words, size, WIDE - 90, 9, True)) > 1:
        size = TWO_LINES
    while size > SMALLEST and len(wrapped(words, size, WIDE - 90, 9, True)) > 2:
        size -= 2
    title.text_frame.text = words
    title.text_frame.margin_left = title.text_frame.margin_top = title.text_frame.margin_bottom = Pt(0)
    for run in title.text_frame.paragraphs[0].runs:
        run.font.size, run.font.bold = Pt(size), True
        run.font.color.rgb = _colour(INK)


def fill(frame: Any, lines: list[str], size: float, plain: bool) -> None:  # noqa: ANN401 - python-pptx's own
    """Put the lines into a placeholder, at the left and in ink; without bullets where they are to be plain."""
    frame.text = lines[0]
    frame.margin_left = Pt(0)
    for words in lines[1:]:
        frame.add_paragraph().text = words
    for line in frame.paragraphs:
        line.alignment, line.space_after = PP_ALIGN.LEFT, Pt(6)
        if plain:
            about = line._p.get_or_add_pPr()
            about.set("marL", "0")
            about.set("indent", "0")
            about.append(parse_xml(f"<a:buNone {nsdecls('a')}/>"))
        for run in line.runs:
            run.font.size, run.font.color.rgb = Pt(size), _colour(INK)


def add_text(slide: "Slide", name: str, words: str, frame: Frame, size: float) -> None:
    """A line or two of text in a frame of left, top, width and height."""
    box = slide.shapes.add_textbox(*(Pt(value) for value in frame))
    box.name = name
    box.text_frame.word_wrap = True
    box.text_frame.auto_size = MSO_AUTO_SIZE.NONE
    box.text_frame.margin_left = box.text_frame.margin_right = box.text_frame.margin_top = Pt(0)
    line = box.text_frame.paragraphs[0]
    line.text = words
    for run in line.runs:
        run.font.size = Pt(size)
        run.font.color.rgb = _colour(INK)


def add_footer(slide: "Slide", words: str, number: int) -> None:
    """The place, the note and the day at the foot, and the slide's number, which stays right when slides are moved."""
    add_text(slide, "Footer", f"{words} · slide ", (34, HIGH - 26, WIDE - 68, 20), 10)
    line: Any = slide.shapes[-1]._element.findall(f".//{qn('a:p')}")[0]
    line.append(
        parse_xml(
            f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
            f'<a:rPr lang="{LANGUAGE}" sz="1000"/><a:t>{number}</a:t></a:fld>'
        )
    )


def add_table(slide: "Slide", fitted: Fitted, at: tuple[float, float], size: float, said: tuple[str, str]) -> None:
    """A table of the slide's own, its first row marked as its head; `said` is its name and its alternative text."""
    rows = (fitted.columns, *fitted.rows)
    frame = slide.shapes.add_table(
        len(rows), len(fitted.columns), Pt(at[0]), Pt(at[1]), Pt(sum(fitted.widths)), Pt(len(rows) * (size * 1.25 + 8))
    )
    describe(frame, *said)
    table = frame.table
    table.first_row, table.horz_banding = True, False
    for place, wide in enumerate(fitted.widths):
        table.columns[place].width = Pt(wide)
    for number, texts in enumerate(rows):
        table.rows[number].height = Pt(size * 1.25 + 8)
        for place, text in enumerate(texts):
            _write(table.cell(number, place), text, size, number)


def _write(cell: Any, text: str, size: float, row: int) -> None:  # noqa: ANN401 - python-pptx's own
    cell.margin_left = cell.margin_right = Pt(6)
    cell.margin_top = cell.margin_bottom = Pt(3)
    cell.text = text
    cell.fill.solid()
    cell.fill.fore_color.rgb = _colour(HEAD if row == 0 else BAND if row % 2 == 0 else "FFFFFF")
    line = cell.text_frame.paragraphs[0]
    line.alignment = PP_ALIGN.LEFT
    if not text:
        # A blank cell would be as high as a line of 18 points.
        line._p.append(parse_xml(f'<a:endParaRPr {nsdecls("a")} lang="{LANGUAGE}" sz="{int(size * 100)}"/>'))
    for run in line.runs:
        run.font.size, run.font.bold = Pt(size), row == 0
        run.font.color.rgb = _colour("FFFFFF" if row == 0 else INK)


def describe(shape: Any, name: str, words: str) -> None:  # noqa: ANN401 - python-pptx's own
    """Name a picture or table and say what is on it to who cannot see it."""
    about = shape._element.xpath(".//p:cNvPr")[0]
    about.set("name", name)
    about.set("descr", words)


def say_language(deck: "PresentationType") -> None:
    """Say of every piece of text, on slides and in notes, which language it is in."""
    for slide in deck.slides:
        for part in (slide, slide.notes_slide) if slide.has_notes_slide else (slide,):
            for run in part.element.iter(qn("a:r")):
                run.get_or_add_rPr().set("lang", LANGUAGE)


def _colour(said: str) -> RGBColor:
    made: RGBColor = RGBColor.from_string(said)  # type: ignore[no-untyped-call]
    return made


def _place(shape: Any, frame: Frame) -> None:  # noqa: ANN401 - python-pptx's own
    shape.left, shape.top, shape.width, shape.height = (Pt(value) for value in frame)
