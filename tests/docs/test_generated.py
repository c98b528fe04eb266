"""The generated pages are as the code would write them now."""

from collections.abc import Callable
from pathlib import Path

import pytest

from linkwork.queries import catalogue
from tools.pages.written import DOCS, PAGES
from tools.pages.written import pages as written


@pytest.fixture(scope="module")
def pages(put_demonstration: Callable[[str, Path], Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("made")
    return written({key: put_demonstration(key, folder / key) for key in ("millbrook", "tower-hamlets")})


def test_the_generated_pages_are_current(pages: dict[str, str]) -> None:
    assert tuple(pages) == PAGES
    stale = [name for name in PAGES if (DOCS / name).read_text(encoding="utf-8") != pages[name]]
    assert stale == [], "run `make pages`"


def test_the_page_of_questions_has_each_with_an_answer_how_to_read_it_and_its_query(pages: dict[str, str]) -> None:
    sections = pages["questions.md"].split("\n### ")[1:]
    questions = catalogue().questions.values()
    assert len(sections) == len(questions)
    for section, question in zip(sections, questions, strict=True):
        assert section.startswith(f'<a id="{question.id.lower()}"></a>{question.id} {question.title}\n')
        assert question.question in section
        assert "made up." in section or "\n> " in section
        assert "*How to read it.*" in section
        assert question.cypher.strip() in section
