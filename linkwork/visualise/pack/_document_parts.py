"""Parts of a Word document that python-docx has no words for: fields, contents, bookmarks, table heads, language."""

from typing import TYPE_CHECKING, Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from linkwork.visualise.pack._fit import Fitted
from linkwork.visualise.pack._office import BAND, HEAD, LANGUAGE

#: The style of a table's cells, which blank ones have too: they would be higher than the others otherwise.
CELL = "Table text"

if TYPE_CHECKING:
    from docx.document import Document as DocumentType
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph


def say_language(document: "DocumentType") -> None:
    """Say for the whole document which language it is in."""
    for language in document.styles.element.iter(qn("w:lang")):
        for name in ("val", "eastAsia", "bidi"):
            language.attrib.pop(qn(f"w:{name}"), None)
        language.set(qn("w:val"), LANGUAGE)
    theme = document.settings.element.find(qn("w:themeFontLang"))
    if theme is not None:
        theme.set(qn("w:val"), LANGUAGE)


def add_field(line: "Paragraph", code: str, shown: str) -> None:
    """Add a field to a line, which shows this until it is worked out again."""
    for step, words in (("begin", ""), ("", code), ("separate", ""), ("text", shown), ("end", "")):
        run = line.add_run()
        if step == "text":
            run.text = words
        elif step:
            mark = _made("w:fldChar")
            mark.set(qn("w:fldCharType"), step)
            run._r.append(mark)
        else:
            said = _made("w:instrText")
            said.text = f" {words} "
            said.set(qn("xml:space"), "preserve")
            run._r.append(said)


def add_contents(document: "DocumentType", titles: list[str]) -> None:
    """The contents as a field that Word can make anew, filled with links to the chapters.

    They bear no page numbers: only a program that lays the pages out knows them, and a wrong one is worse than none.
    """
    if titles:
        document.add_heading("Contents", 1)
    for number, title in enumerate(titles, start=1):
        line = document.add_paragraph()
        line.paragraph_format.space_after = Pt(3)
        if number == 1:
            _mark(line, "begin")
            said = _made("w:instrText")
            said.text = ' TOC \\o "1-1" \\n \\h \\z '
            said.set(qn("xml:space"), "preserve")
            line.add_run()._r.append(said)
            _mark(line, "separate")
        link = _made("w:hyperlink")
        link.set(qn("w:anchor"), _bookmark(number))
        link.set(qn("w:history"), "1")
        run = line.add_run(title)
        link.append(run._r)
        line._p.append(link)
        if number == len(titles):
            _mark(line, "end")


def add_bookmark(heading: "Paragraph", number: int) -> None:
    """Let the contents lead to this heading."""
    start, end = _made("w:bookmarkStart"), _made("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), _bookmark(number))
    heading._p.insert(1 if heading._p.pPr is not None else 0, start)
    heading._p.append(end)


def add_table(document: "DocumentType", fitted: Fitted, words: str) -> None:
    """A plain table whose first row is marked as its head, repeated on every page; no row is torn between two pages."""
    table = document.add_table(rows=1 + len(fitted.rows), cols=len(fitted.columns), style="Table Grid")
    table.autofit = False
    about = table._tbl.tblPr
    for name, said in (("w:tblCaption", words), ("w:tblDescription", f"Columns: {', '.join(fitted.columns)}.")):
        mark = _made(name)
        mark.set(qn("w:val"), said)
        about.append(mark)
    _look(about)
    for place, wide in enumerate(fitted.widths):
        table.columns[place].width = Pt(wide)
    for number, (row, texts) in enumerate(zip(table.rows, (fitted.columns, *fitted.rows), strict=True)):
        behaviour = row._tr.get_or_add_trPr()
        behaviour.append(_made("w:cantSplit"))
        if number == 0:
            behaviour.append(_made("w:tblHeader"))
        for cell, text, wide in zip(row.cells, texts, fitted.widths, strict=True):
            cell.width = Pt(wide)
            _write(cell, text, number)


def _look(about: Any) -> None:  # noqa: ANN401 - lxml's own
    """Only the first row is a head: the first column is not."""
    look = about.find(qn("w:tblLook"))
    if look is None:
        look = _made("w:tblLook")
        about.append(look)
    for name, on in (
        ("firstRow", 1),
        ("lastRow", 0),
        ("firstColumn", 0),
        ("lastColumn", 0),
        ("noHBand", 1),
        ("noVBand", 1),
    ):
        look.set(qn(f"w:{name}"), str(on))
    look.set(qn("w:val"), "0620")


def _write(cell: "_Cell", text: str, row: int) -> None:
    line = cell.paragraphs[0]
    line.style = CELL
    run = line.add_run(text)
    if row == 0:
        run.bold = True
        run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
    fill = HEAD if row == 0 else BAND if row % 2 == 0 else ""
    if fill:
        shade = _made("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)


def _mark(line: "Paragraph", step: str) -> None:
    mark = _made("w:fldChar")
    mark.set(qn("w:fldCharType"), step)
    line.add_run()._r.append(mark)


def _bookmark(number: int) -> str:
    return f"_Toc{number:08d}"


def _made(name: str) -> Any:  # noqa: ANN401 - lxml's own
    return OxmlElement(name)
