"""`linkwork atlas`: what is written, what may not be in it, and what it says of itself."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from linkwork.project.atlas import atlas_of
from linkwork.project.opened import Opened
from linkwork.queries import catalogue
from tests.commands.steps import ORGANISATIONS, SERVICES, load, run

PEOPLE = """name,job_title,lawful_basis,keep_until,opted_out,contact_for
Ada Thistlewood,Leader,public task,2999-12-31,,Friday Walks
Bram Oakenfold,Leader,public task,2999-12-31,yes,Friday Walks
Cressida Pell,Leader,public task,2020-12-31,,Friday Walks
"""
NAMES = ("Ada Thistlewood", "Bram Oakenfold", "Cressida Pell")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, put_project: Callable[[Path], Path]) -> Path:
    """A body, a service with three contacts, and a fund that nobody has published."""
    folder = tmp_path_factory.mktemp("atlas")
    project, workbook = put_project(folder / "town"), folder / "mapping"
    workbook.mkdir()
    sheets = {"Organisations": ORGANISATIONS, "Services": SERVICES, "People": PEOPLE, "Funds": "name\nSecret Fund\n"}
    for name, text in sheets.items():
        (workbook / f"{name}.csv").write_text(text)
    (workbook / "FUNDS links.csv").write_text("from,to\nSecret Fund,Friday Walks\n")
    load(project, workbook)
    return project


@pytest.fixture(scope="module")
def plain(town: Path) -> tuple[str, str]:
    """What the command said, and the page without anything asked for."""
    said = run("atlas", town / "plain.html", "--project", town).output
    return said, (town / "plain.html").read_text(encoding="utf-8")


def map_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script id="map-data" type="application/json">(.*?)</script>', page)
    assert found
    held: dict[str, Any] = json.loads(found[1])
    return held


def test_every_question_of_the_catalogue_is_in_it(plain: tuple[str, str]) -> None:
    parts = re.findall(r'<section id="question-(\w+)"', plain[1])
    assert sorted(parts) == sorted(question.id for question in catalogue().questions.values())


def test_it_says_what_it_wrote_and_how_large_it_is(plain: tuple[str, str]) -> None:
    assert re.search(r"Wrote .*plain\.html \(\d\.\d MB\)\. It opens in a browser without a network\.", plain[0])


def test_a_card_has_the_row_that_says_it(plain: tuple[str, str]) -> None:
    held = map_of(plain[1])
    number = [row[2] for row in held["nodes"]].index("Friday Walks")
    ((file, *rows),) = held["evidence"][number]
    evidence = re.search(r'<script id="evidence" type="application/json">(.*?)</script>', plain[1])
    assert evidence
    assert json.loads(evidence[1])["files"][file] == "mapping of 2024-03-31: Services.csv"
    assert rows == [2]


def test_nobody_and_nothing_confidential_is_in_it_unasked(plain: tuple[str, str]) -> None:
    assert [name for name in (*NAMES, "Secret Fund", "Thistlewood", "person-") if name in plain[1]] == []
    assert {row[1] for row in map_of(plain[1])["nodes"]} >= {"Organisation", "Service"}
    assert "Person" not in {row[1] for row in map_of(plain[1])["nodes"]}


def test_people_and_confidential_values_are_in_it_if_asked_for_and_it_says_so(town: Path) -> None:
    said = run("atlas", town / "full.html", "--project", town, "--with-people", "--internal").output
    page = (town / "full.html").read_text(encoding="utf-8")
    assert "It holds personal data: names of people.\nIt holds confidential values." in said
    assert "This page holds personal data" in page
    assert "This page holds confidential values" in page
    shown = {row[2] for row in map_of(page)["nodes"]}
    assert {"Ada Thistlewood", "Secret Fund"} <= shown
    assert shown.isdisjoint({"Bram Oakenfold", "Cressida Pell"})


def test_the_same_graph_gives_the_same_bytes(town: Path, plain: tuple[str, str]) -> None:
    opened = Opened(project_folder=town)
    with opened.engine() as engine:
        assert atlas_of(opened, engine).content.decode("utf-8") == plain[1]


def test_what_is_no_page_is_refused_before_anything_is_asked(town: Path) -> None:
    found = run("atlas", town / "a.pdf", "--project", town, code=1)
    assert "an atlas is an .html file. Nothing was written." in found.output
    assert not (town / "a.pdf").exists()
