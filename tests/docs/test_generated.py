"""The generated pages are as the code would write them now."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from linkwork.queries import catalogue

DOCS = Path(__file__).parents[2] / "docs"


def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GENERATE = generate()


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    made: dict[str, str] = GENERATE.pages()
    assert tuple(sorted(made)) == tuple(sorted(GENERATE.PAGES))
    return made


@pytest.mark.parametrize("name", GENERATE.PAGES)
def test_a_generated_page_is_current(pages: dict[str, str], name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == pages[name], "run `make pages`"


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
