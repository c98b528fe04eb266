"""docs/data-protection.md and SECURITY.md: what may be asked for is there, every article is linked."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.commands.steps import ORGANISATIONS, SERVICES, load, run
from tests.docs.snippets import blocks

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "docs" / "data-protection.md", ROOT / "SECURITY.md")
PEOPLE = (
    "name,job_title,work_email,lawful_basis,keep_until,contact_for\n"
    "Jane Example,Lead,jane@example.org,public task,2024-12-31,Friday Walks\n"
)


@pytest.fixture
def town(tmp_path: Path, put_project: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a person past her day; the commands are run standing in it."""
    project, mapping = put_project(tmp_path / "town"), tmp_path / "mapping"
    mapping.mkdir()
    for name, text in (("Organisations", ORGANISATIONS), ("Services", SERVICES), ("People", PEOPLE)):
        (mapping / f"{name}.csv").write_text(text)
    load(project, mapping)
    monkeypatch.chdir(project)
    return project


def test_what_somebody_may_ask_for_is_in_the_filled_workbook_and_leaves_in_no_export_past_the_day(town: Path) -> None:
    run("template", "held.xlsx", "--prefill", "--with-people")
    run("export", "xlsx", "people.xlsx", "--with-people")
    held, leaves = (
        [str(cell) for sheet in load_workbook(name) for row in sheet.iter_rows(values_only=True) for cell in row]
        for name in ("held.xlsx", "people.xlsx")
    )
    assert {"Jane Example", "jane@example.org", "public task"} <= set(held)
    assert not any("Jane" in cell or "jane@" in cell for cell in leaves)


def test_what_was_taken_back_is_not_in_the_workbook_and_the_block_of_the_page_prints_it(
    town: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    mapping = town.parent / "mapping"
    (mapping / "People.csv").write_text(PEOPLE.replace("Lead", ""))
    load(town, mapping, "--as-of", "2025-03-31")
    run("template", "held.xlsx", "--prefill", "--with-people")
    (row,) = list(load_workbook("held.xlsx")["People"].iter_rows(min_row=2, max_row=2, values_only=True))
    assert "jane@example.org" in row
    assert "Lead" not in row
    monkeypatch.chdir(town.parent)
    Path("my-project").symlink_to(town)
    (code,) = [block.text for block in blocks(PAGES[0]) if block.language == "python"]
    exec(code, {})
    printed = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in printed if line.startswith("20")] == [
        "2024-03-31_mapping_1",
        "2025-03-31_mapping_1",
    ]
    assert ["'job_title': 'Lead'" in line for line in printed if line.startswith("20")] == [True, False]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_article_that_is_named_is_linked(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert set(re.findall(r"\]\[(\w+)\]", text)) == set(re.findall(r"^\[(\w+)\]: https://www\.legislation", text, re.M))


def test_both_are_linked_from_the_first_page() -> None:
    first = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "(SECURITY.md)" in first
    assert "(docs/data-protection.md)" in first


def test_the_example_says_that_its_borough_does_not_exist() -> None:
    text = PAGES[0].read_text(encoding="utf-8")
    assert "This is that of **Millbrook, a borough that does not exist**" in text
    assert "It is no legal advice" in text
