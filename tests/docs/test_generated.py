"""The generated pages are as the code would write them now."""

import importlib.util
from pathlib import Path

import pytest

from linkwork.queries import catalogue

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made: dict[str, str] = module.pages()
    return made


@pytest.mark.parametrize("name", ["model.md", "commands.md", "questions.md", "gallery.md"])
def test_a_generated_page_is_current(pages: dict[str, str], name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == pages[name], "run `make docs`"


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
