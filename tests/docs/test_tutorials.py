"""The tutorials are walked through, step by step, in an empty folder; what is printed is what they show."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.docs.snippets import Block, blocks
from tests.docs.tutorials import Walk, lines_of, shown
from tests.neo4j_server import NeoServer

PAGES = Path(__file__).parents[2] / "docs" / "tutorials"
#: The demonstration is made once a run of the tests; how it is made, and what it prints, is tested elsewhere.
DEMO = "linkwork demo --place millbrook --out millbrook"


@pytest.fixture
def walk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, put_demonstration: Callable[[str, Path], Path]) -> Walk:
    monkeypatch.chdir(tmp_path)
    made = {DEMO: lambda: put_demonstration("millbrook", Path("millbrook"))}
    return Walk(tmp_path, patch=monkeypatch, instead=made)


def page(name: str) -> str:
    return (PAGES / f"{name}.md").read_text(encoding="utf-8")


def do(walk: Walk, name: str) -> list[Block]:
    """The steps of a tutorial, each done and, where it may be run, seen to do something."""
    steps = list(blocks(PAGES / f"{name}.md"))
    assert [one for one in steps if not walk.run(one) and not one.not_run] == []
    assert not walk.failed
    return steps


@pytest.mark.parametrize("name", ["install", "convener", "second-round", "analyst"])
def test_a_tutorial_can_be_done_as_it_stands(walk: Walk, name: str) -> None:
    assert do(walk, name)


def test_the_tutorial_for_a_server_can_be_done_on_one(walk: Walk, neo4j_named: NeoServer) -> None:
    assert len(do(replace(walk, stands_for={"bolt://localhost:7687": neo4j_named.uri}), "server")) > 10


def test_a_command_that_fails_ends_a_tutorial_that_does_not_show_it(walk: Walk) -> None:
    def block(language: str, text: str) -> Block:
        return Block("a page", 1, language, (), text)

    walk.run(block("sh", "linkwork ask O1\n"))
    with pytest.raises(AssertionError, match="linkwork ask O1"):
        walk.run(block("sh", "linkwork status\n"))
    walk.run(block("text", "Error: ...\n"))
    walk.run(block("sh", "linkwork --version\n"))
    assert not walk.failed


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
