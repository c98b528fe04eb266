"""The pages as plain Markdown: each is listed where people begin, and each link leads to a file.

`make docs` makes a site of them in `.ci/run`, and looks at the anchors too; the tests do without Sphinx.
"""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
START = ROOT / "docs" / "index.md"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^ *(```+).*?^ *\1$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")


def links(page: Path) -> list[Path]:
    """The files and folders that a page leads to."""
    text = BLOCK.sub("", page.read_text(encoding="utf-8"))
    return [(page.parent / link.split("#")[0]).resolve() for link in LINK.findall(text) if "://" not in link]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    assert [path for path in links(page) if not path.exists()] == []


def test_the_start_page_lists_every_page_once_by_itself_or_by_its_folder() -> None:
    listed = links(START)
    assert len(listed) == len(set(listed)) > 20
    found = [page for path in listed for page in (sorted(path.glob("*.md")) if path.is_dir() else [path])]
    assert sorted([*found, START]) == PAGES


def test_a_page_holds_nothing_that_is_for_sphinx_alone() -> None:
    directive = re.compile(r"^(?:`{3,}|:{3,})\{|\{(?:doc|ref|download)\}`|^\([\w-]+\)=$", re.MULTILINE)
    assert [page.name for page in PAGES if directive.search(page.read_text(encoding="utf-8"))] == []


def test_the_readme_leads_to_the_start_page() -> None:
    assert START in links(ROOT / "README.md")
