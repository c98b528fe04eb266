"""Every block of code on a page is run, or it is said here who runs it; and no page names a command that is none."""

import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from linkwork.cli import cli
from linkwork.graph.erasing import called
from linkwork.graph.rounds import RoundStore
from tests.commands.steps import ORGANISATIONS, SERVICES, load
from tests.docs.snippets import ROOT, Block, Trial, blocks

#: Pages, and folders of pages, whose blocks are tried elsewhere, and where.
PAGES_ELSEWHERE = {
    "CONTRIBUTING.md": "tests/docs/test_contributing.py",
    "docs/commands.md": "tests/docs/test_generated.py",
    "docs/deployment.md": "tests/docs/test_deployment.py",
    "docs/python.md": "tests/docs/test_generated.py",
    "docs/questions.md": "tests/docs/test_generated.py",
    "docs/tutorials": "tests/docs/test_tutorials.py",
}
#: Blocks that are not run here, by page and first line: the file that tries the same, or why nobody can. A block may
#: say so itself: ```sh not-run: needs Docker
ELSEWHERE = {
    ("README.md", "make demo"): ".ci/run",
    ("README.md", ".venv/bin/linkwork demo --place millbrook"): "tests/conftest.py",
    ("README.md", "python3 -m venv .venv"): "Makefile",
    ("README.md", "uv venv .venv"): "needs uv and the network; the installing is that of make",
    ("README.md", "py -3.11 -m venv .venv"): "needs Windows, as the page says",
    (
        "docs/asking.md",
        "Note: waits/long_waits.cypher, line 15: there is no property wait_day of Service. Did you mean 'wait_days'?",
    ): "tests/docs/test_asking.py",
    ("docs/moving-off-py2neo.md", "import os"): "tests/test_py2neo.py",
    ("docs/neo4j.md", "export NEO4J_URI=neo4j+s://graph.example.org NEO4J_USERNAME=neo4j NEO4J_PASSWORD=..."): (
        "tests/test_both_engines.py"
    ),
    ("docs/neo4j.md", "NEO4J_PASSWORD=at-least-8-letters docker compose up -d"): "tests/test_compose.py",
    ("docs/neo4j.md", "neo4j stop"): "tests/graph/test_import_files.py",
}
#: Pages that speak of people; the others are tried on Millbrook.
OF_PEOPLE = ("docs/data-protection.md", "docs/people.md")
PEOPLE = (
    "name,job_title,work_email,lawful_basis,keep_until,contact_for\n"
    "Jane Example,Lead,jane@example.org,public task,2024-12-31,Friday Walks\n"
    "Joan Example,Lead,joan@example.org,public task,2024-12-31,Friday Walks\n"
)
#: The number that the pages give to somebody; numbers are drawn when people are loaded.
SOMEBODY = "person-9f2c04d1b7aa"
#: What the README's table names that is not tried on Millbrook, and why.
NOT_OF_THE_TABLE = {
    "serve": "does not end by itself: tests/test_serving.py",
    "atlas": "tests/commands/test_atlas.py makes one",
    "pack": "docs/pack.md makes one",
}
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "docs" / "tutorials").glob("*.md")])
#: What a page means by a command and a word in capitals, as in `linkwork ask QUESTION --since DATE`.
#: W1 is the question that docs/asking.md makes.
FOR_EXAMPLE = {("ask",): ("ask", "O1"), ("ask", "W1"): ("ask", "O1"), ("whatif",): ("whatif", "close")}
SPAN = re.compile(r"`linkwork ([^`]+)`")
Put = Callable[..., Path]


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def to_run(page: Path) -> list[Block]:
    """The blocks of a page that are run here."""
    if {name(page), name(page.parent)} & PAGES_ELSEWHERE.keys():
        return []
    return [one for one in blocks(page) if (one.page, one.first) not in ELSEWHERE and not one.not_run]


@pytest.fixture
def trial(tmp_path: Path, put_demonstration: Put, monkeypatch: pytest.MonkeyPatch) -> Trial:
    """Millbrook, open to be asked, in a folder that is also its user's home."""
    monkeypatch.setenv("HOME", str(tmp_path))
    project = put_demonstration("millbrook", tmp_path / "demo-output-millbrook")
    (tmp_path / "my-project").symlink_to(project)
    (project / "query.cypher").write_text("MATCH (s:Service) RETURN s.id AS id LIMIT 3")
    return Trial(project)


def fill_in(trial: Trial) -> None:
    """Somebody fills in the workbook that `init` left."""
    for path in trial.project.rglob("mapping-round.xlsx"):
        book = load_workbook(path)
        sheet = book["Organisations"]
        named = [cell.value for cell in sheet[1]].index("name") + 1
        sheet.cell(sheet.max_row + 1, named, "Riverside Trust")
        book.save(path)


#: What the page asks its reader to do before a block, by the block's page and first line.
BEFORE = {
    ("README.md", "linkwork check mapping-workbook my-place/mapping-round.xlsx --project my-place"): fill_in,
}


@pytest.fixture
def people(tmp_path: Path, put_project: Put, monkeypatch: pytest.MonkeyPatch) -> Trial:
    """A town with two people past their day."""
    monkeypatch.setenv("HOME", str(tmp_path))
    project, mapping = put_project(tmp_path / "town"), tmp_path / "mapping"
    (tmp_path / "my-project").symlink_to(project)
    mapping.mkdir()
    for sheet, text in (("Organisations", ORGANISATIONS), ("Services", SERVICES), ("People", PEOPLE)):
        (mapping / f"{sheet}.csv").write_text(text)
    load(project, mapping)
    (joan,) = called(RoundStore(project / "rounds").rounds(), "Joan Example")
    return Trial(project, {SOMEBODY: joan})


@pytest.mark.parametrize("page", [page for page in PAGES if to_run(page)], ids=name)
def test_the_blocks_of_a_page_run_in_their_order(page: Path, request: pytest.FixtureRequest) -> None:
    trial = request.getfixturevalue("people" if name(page) in OF_PEOPLE else "trial")
    for block in to_run(page):
        BEFORE.get((block.page, block.first), lambda _: None)(trial)
        assert trial.run(block) > 0, f"{block.page}, line {block.line}: a block in which nothing is done"


def test_every_block_says_its_language_and_why_it_is_not_run_where_it_says_so() -> None:
    every = [block for page in PAGES for block in blocks(page)]
    assert [f"{one.page}, line {one.line}" for one in every if not one.language] == []
    assert [f"{one.page}, line {one.line}" for one in every if one.not_run == "?"] == []


def test_what_is_tried_elsewhere_is_there_and_where_it_is_tried_too() -> None:
    there = {(block.page, block.first) for page in PAGES for block in blocks(page)}
    assert ELSEWHERE.keys() <= there
    assert BEFORE.keys() <= there
    tried = [where for where in ELSEWHERE.values() if not where.startswith("needs ")]
    tried += [where for page, where in PAGES_ELSEWHERE.items() if (ROOT / page).exists()]
    assert [where for where in tried if not (ROOT / where).is_file()] == []


def spans() -> Iterator[tuple[str, list[str]]]:
    """Every command that a page names in a line, as words, with the page; what once was is left to the changelog."""
    for page in PAGES:
        if page.name == "CHANGELOG.md":
            continue
        text = page.read_text(encoding="utf-8").replace("\\|", "|")
        for found in SPAN.findall(text):
            yield name(page), shlex.split(found.replace("\n", " "))


def test_a_command_that_is_named_in_a_line_is_one_and_has_the_options_that_are_named() -> None:
    helps: dict[tuple[str, ...], str] = {}
    for page, words in spans():
        named = tuple(_path(words))
        path = FOR_EXAMPLE.get(named, named)
        if path not in helps:
            helps[path] = CliRunner().invoke(cli, [*path, "--help"]).output
        said = helps[path]
        assert said.startswith("Usage: "), f"{page}: linkwork {shlex.join(words)}\n{said}"
        options = [word.split("=")[0] for word in words if word.startswith("--")]
        assert [one for one in options if one not in said] == [], f"{page}: linkwork {shlex.join(words)}"
    assert len(helps) > 30


def _path(words: list[str]) -> Iterator[str]:
    """The words that name the command, and what is asked or done by it where it has commands of its own."""
    if words[0].startswith("-") or _blank(words[0]):
        return
    yield words[0]
    _, command, _ = cli.resolve_command(click.Context(cli, info_name="linkwork"), words[:1])
    if isinstance(command, click.Group) and len(words) > 1 and not words[1].startswith("-") and not _blank(words[1]):
        yield words[1]


def test_the_commands_of_the_first_pages_table_answer_about_millbrook(trial: Trial) -> None:
    rows = re.findall(r"^\| .+ \| (.+) \|$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    lines = [shlex.split(span) for row in rows for span in SPAN.findall(row)]
    asked = [words for words in lines if words[0] not in NOT_OF_THE_TABLE and not any(_blank(w) for w in words)]
    assert len(asked) > 12
    for words in asked:
        trial.command("README.md", words)


def _blank(word: str) -> bool:
    """Whether a word stands for one of the reader's own, as FILE does; an id such as O1 has a number."""
    return word.isupper() and word.isalpha()
