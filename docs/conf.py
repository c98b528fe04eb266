"""How Sphinx makes a site of the pages, read by `make docs`; the pages themselves know nothing of it.

The pages are Markdown with links from file to file, as a code host shows them. What Sphinx wants beyond that is made
here while a page is read: the navigation out of the lists in docs/index.md, and places that links may lead to.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from pygments.lexers.graph import CypherLexer
from pygments.lexers.special import TextLexer
from pygments.token import Name, Operator
from sphinx.application import Sphinx
from sphinx.util import logging

ROOT = Path(__file__).parents[1]
START = ROOT / "docs" / "index.md"

project = "Linkwork"
html_title = project
language = "en-GB"
extensions = ["myst_parser"]
include_patterns = ["*.md", "docs/**.md"]
# Not looked into at all: an environment holds many Markdown files of other people.
exclude_patterns = sorted(path.name for path in ROOT.iterdir() if path.is_dir() and path.name != "docs")
root_doc = "docs/index"
#: Headings down to this level can be linked to by their words, as on a code host.
myst_heading_anchors = 4
# A hyphen and a quotation mark stay what was typed.
smartquotes = False
html_theme = "furo"
# The help of a command, a hundred letters wide, fits into the column.
html_theme_options = {"light_css_variables": {"code-font-size": "74%"}}
html_copy_source = False
html_use_index = False
# Excerpts would be fetched page by page, which a browser refuses a page that was opened as a file.
html_show_search_summary = False
html_show_copyright = False
html_show_sphinx = False

FIRST = """\
<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Linkwork</title>
<meta http-equiv="refresh" content="0; url=docs/index.html"><p><a href="docs/index.html">Linkwork</a></p></html>
"""
_HEADING = re.compile(r"## (.+)")
_LISTED = re.compile(r"- \[(.+)\]\((.+)\)")
_FOLDER = re.compile(r"\[([^]]+)\]\(((?:[\w.-]+/)+)\)")
#: What a browser would fetch from elsewhere to show a page.
_ELSEWHERE = re.compile(
    r"""<(?:script|link|img|iframe|source)\b[^>]*?\s(?:src|href)=["'](?:https?:)?//[^>]*>"""  # in a page
    r"""|url\(["']?(?:https?:)?//"""  # in a style sheet
)
_PLACE = re.compile(r'^(#+ )<a id="([\w-]+)"></a>', re.MULTILINE)


class Cypher(CypherLexer):  # type: ignore[misc]  # Pygments says nothing of its types
    """Cypher with parameters and arithmetic, which Pygments' own does not know."""

    tokens: ClassVar = {
        **CypherLexer.tokens,
        "root": [*CypherLexer.tokens["root"], (r"\$\w+", Name.Variable), (r"[+/%-]", Operator)],
    }


def read(app: Sphinx, page: str, source: list[str]) -> None:
    """Sphinx reads the page with places in place of HTML, folders that lead to their list, and the navigation."""
    path = ROOT / f"{page}.md"
    text = source[0]
    if path == START:
        text = "\n".join([*_opened(text), *_navigation(text)])
    text = _FOLDER.sub(lambda found: _linked(found[1], path.parent / found[2], path.parent), text)
    source[0] = _PLACE.sub(r"(\2)=\n\1", text)


def finish(app: Sphinx, problem: Exception | None) -> None:
    """The site can be opened at its folder; a page that would ask the network for anything is said."""
    site = Path(app.outdir)
    (site / "index.html").write_text(FIRST, encoding="utf-8")
    for path in sorted([*site.rglob("*.html"), *site.rglob("*.css")]):
        for found in _ELSEWHERE.findall(path.read_text(encoding="utf-8")):
            logging.getLogger(__name__).warning("%s asks the network: %s", path.relative_to(site), found)


def _opened(text: str) -> Iterator[str]:
    """The lines of the start page, with the pages of a folder in place of the folder."""
    for line in text.splitlines():
        listed = _LISTED.fullmatch(line)
        if listed and listed[2].endswith("/"):
            yield from (f"- [{_title(path)}]({listed[2]}{path.name})" for path in _pages(listed[2]))
        else:
            yield line


def _navigation(text: str) -> Iterator[str]:
    """What stands beside every page: a part for each heading of the start page, with what it lists in its words."""
    for part in re.split(r"^(?=## )", text, flags=re.MULTILINE)[1:]:
        heading, *lines = part.splitlines()
        yield from ("", "```{toctree}", ":hidden:", f":caption: {heading.removeprefix('## ')}", "")
        for listed in filter(None, map(_LISTED.fullmatch, lines)):
            if listed[2].endswith("/"):
                yield from (_name(path) for path in _pages(listed[2]))
            else:
                yield f"{listed[1]} <{_name(START.parent / listed[2])}>"
        yield "```"


def _pages(folder: str) -> list[Path]:
    return sorted((START.parent / folder).glob("*.md"))


def _name(path: Path) -> str:
    """A page as Sphinx names it."""
    return f"/{os.path.relpath(path, ROOT).removesuffix('.md')}"


def _title(path: Path) -> str:
    return path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")


def _linked(words: str, folder: Path, here: Path) -> str:
    """A link to a folder: to where the start page lists its pages; words alone where it holds no pages."""
    heading = ""
    for line in START.read_text(encoding="utf-8").splitlines():
        heading = found[1] if (found := _HEADING.fullmatch(line)) else heading
        listed = _LISTED.fullmatch(line)
        if listed and (START.parent / listed[2]).resolve() == folder.resolve():
            return f"[{words}]({os.path.relpath(START, here)}#{heading.lower().replace(' ', '-')})"
    return f"`{words}`" if folder.is_dir() else f"[{words}]({folder})"


def setup(app: Sphinx) -> None:
    """Sphinx calls `read` for every page, and `finish` when all are written."""
    app.add_lexer("cypher", Cypher)
    app.add_lexer("csv", TextLexer)
    app.connect("source-read", read)
    app.connect("build-finished", finish)
