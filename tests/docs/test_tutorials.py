"""The tutorials are walked through, step by step, in an empty folder; what is printed is what they show."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.docs.tutorials import Walk, lines_of, shown
from tests.neo4j_server import NeoServer

PAGES = Path(__file__).parents[2] / "docs" / "tutorials"
#: The demonstration is made once a run of the tests; how it is made, and what it prints, is tested elsewhere.
DEMO = "linkwork demo --place millbrook --out millbrook"


@pytest.fixture
def walk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, put_demonstration: Callable[[str, Path], Path]) -> Walk:
    monkeypatch.chdir(tmp_path)
    return Walk(monkeypatch, {DEMO: lambda: put_demonstration("millbrook", Path("millbrook"))})


def page(name: str) -> str:
    return (PAGES / f"{name}.md").read_text(encoding="utf-8")


def steps(text: str) -> int:
    """How many blocks and tables to be typed a page has: none may be passed over."""
    return len(re.findall(r"^```\w|^<!--", text, re.MULTILINE))


@pytest.mark.parametrize("name", ["install", "convener", "second-round", "analyst"])
def test_a_tutorial_can_be_done_as_it_stands(walk: Walk, name: str) -> None:
    assert walk.do(page(name)) == steps(page(name))


def test_the_tutorial_for_a_server_can_be_done_on_one(
    walk: Walk, neo4j_empty: NeoServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in neo4j_empty.environment.items():
        monkeypatch.setenv(name, value)
    text = page("server").replace("bolt://localhost:7687", neo4j_empty.uri)
    assert walk.do(text) == steps(text) > 10


def test_every_tutorial_is_tested_and_its_steps_are_numbered() -> None:
    names = {"analyst", "convener", "second-round", "server"}
    assert {path.stem for path in PAGES.glob("*.md")} == names | {"install"}
    for name in names:
        numbers = [int(number) for number in re.findall(r"^## (\d+)\. ", page(name), re.MULTILINE)]
        assert numbers == list(range(1, len(numbers) + 1))
        assert f"({name}.md)" in page("install")


@pytest.mark.parametrize(
    ("text", "printed", "same"),
    [
        ("Kept it.\n", "\nKept it.  \n", True),
        ("Kept it.\n", "Kept it, twice.\n", False),
        ("Kept ...\n", "Kept it.\n", True),
        ("Kept ...\n", "Lost it.\n", False),
        ("first\n...\nlast\n", "first\nsecond\nthird\nlast\n", True),
        ("first\n...\nlast\n", "first\nsecond\nlast\nmore\n", False),
        ("first\n", "first\nsecond\n", False),
    ],
)
def test_what_is_shown_is_what_is_printed_but_for_what_dots_leave_out(text: str, printed: str, same: bool) -> None:
    assert bool(shown(text).fullmatch(lines_of(printed))) == same
