"""Millbrook's data: written by the generator and nobody else, whole, and saying on every output that it is made up."""

import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from linkwork.cli import cli
from linkwork.data import place
from linkwork.visualise import drawings

FOLDER = place("millbrook").folder
ROUNDS = ("mapping-2025-03", "directory-2025-09", "mapping-2026-03")
#: Not written by the generator.
BY_HAND = {"SOURCES.md", "demo.toml"}
NOTE = "made up: no real place, body or person"


def run(*words: object) -> str:
    result = CliRunner().invoke(cli, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, put_demonstration: Callable[[str, Path], Path]) -> Path:
    return put_demonstration("millbrook", tmp_path_factory.mktemp("millbrook") / "demo")


@pytest.fixture(scope="module")
def said(folder: Path, said_of_demonstration: Callable[[str, Path], str]) -> str:
    return said_of_demonstration("millbrook", folder)


def files(folder: Path) -> Mapping[str, bytes]:
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
    return {name: content for name, content in found.items() if name not in BY_HAND}


def rows(round_: str, sheet: str) -> list[dict[str, str]]:
    with (FOLDER / round_ / f"{sheet}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_generator_writes_what_lies_there_byte_for_byte(tmp_path: Path, seed: str) -> None:
    command = [sys.executable, "-m", "tools.millbrook", str(tmp_path)]
    root = Path(__file__).parents[1]
    subprocess.run(command, check=True, cwd=root, env=os.environ | {"PYTHONHASHSEED": seed})
    assert files(tmp_path) == files(FOLDER)


def test_the_generator_knows_nothing_of_linkwork() -> None:
    programs = sorted((Path(__file__).parents[1] / "tools" / "millbrook").rglob("*.py"))
    assert len(programs) > 10
    assert [p.name for p in programs if re.search(r"^\s*(from|import) linkwork", p.read_text("utf-8"), re.M)] == []


def test_the_files_are_text_with_plain_line_ends() -> None:
    for name, content in files(FOLDER).items():
        assert b"\r" not in content, name
        assert content.decode("utf-8").endswith("\n"), name


def test_each_file_is_small() -> None:
    assert [name for name, content in files(FOLDER).items() if len(content) > 64 * 1024] == []


def test_no_record_bears_a_number_or_a_postcode_of_a_real_body() -> None:
    codes = {"ods_code", "charity_no", "company_no", "gss_code", "uprn", "postcode", "website", "url", "work_email"}
    for name, content in files(FOLDER).items():
        text = content.decode()
        if name.endswith(".csv"):
            assert not codes & set(text.partition("\n")[0].split(",")), name
        assert not re.search(r"\b[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}\b|https?:|E0[0-9]{7}|@", text), name


def test_there_are_as_many_people_posts_needs_and_wards_as_a_small_borough_has() -> None:
    sheets = ("People", "Organisations", "Boards", "Funds", "REFERS_TO")
    counts = {sheet: len(rows("mapping-2026-03", sheet)) for sheet in sheets}
    assert counts == {"People": 25, "Organisations": 28, "Boards": 3, "Funds": 4, "REFERS_TO": 200}
    assert sum(row["level"] == "ward" for row in rows("mapping-2026-03", "Areas")) == 8
    assert all(row["lawful_basis"] and row["keep_until"] for row in rows("mapping-2026-03", "People"))


def test_every_need_has_a_figure_in_every_ward_of_people_in_no_named_group() -> None:
    needs = rows("mapping-2026-03", "Needs")
    leaves = {row["id"] for row in needs} - {row["broader"] for row in needs}
    wards = {row["id"] for row in rows("mapping-2026-03", "Areas") if row["level"] == "ward"}
    figures = rows("mapping-2026-03", "HAS_DEMAND")
    assert {(f["from"], f["to"]) for f in figures if f["year"] == "2025"} == {(w, n) for w in wards for n in leaves}
    assert (len(leaves), "audience" in figures[0]) == (14, False)


@pytest.mark.parametrize("round_", ROUNDS)
def test_each_round_loads_without_a_problem_or_a_warning(tmp_path: Path, round_: str) -> None:
    run("init", tmp_path / "p")
    said = run("check", "mapping-workbook", FOLDER / round_, "--project", tmp_path / "p")
    assert "no problem" in said.lower(), said
    assert "warning" not in said.lower().replace("no warning", ""), said


def test_no_link_waits_for_an_end_after_any_round(tmp_path: Path) -> None:
    run("init", tmp_path / "p")
    for source in place("millbrook").sources:
        said = run("load", source.loader, source.path, "--project", tmp_path / "p", "--yes")
        assert "loose    nothing" in said, said


def test_the_demonstration_can_be_run_again_and_keeps_and_writes_nothing(said: str, folder: Path) -> None:
    again = run("demo", "--place", "millbrook", "--out", folder)
    assert "0 rounds loaded, 3 were there already; 0 nodes and 0 links written" in again
    assert again.split("\n\n")[1:] == said.split("\n\n")[1:]


def test_what_the_demonstration_says_begins_with_made_up(said: str) -> None:
    assert said.startswith(f"Millbrook ({NOTE}): 3 rounds loaded")


def test_the_summary_gives_the_counts_that_were_planned(said: str) -> None:
    for sentence in (
        "8 pairs of services overlap by half or more; most alike are Mental Health Connectors and Talking Space.",
        "11 times a need has no service in a ward; the most people, 549, are in Quay, for Bereavement.",
        "Routes stop at 3 services: dead ends.",
        "People can be sent round in 2 loops.",
        "4 services can be reached by nobody.",
    ):
        assert sentence in said


def test_every_page_table_and_picture_says_made_up(said: str, folder: Path) -> None:
    left = sorted((folder / "answers").iterdir())
    asked = {"", *(headline.question for headline in place("millbrook").headlines)}
    drawn = [name for name, one in drawings().items() if one.of in asked]
    assert {p.name for p in left} >= {"briefing.html", *(f"{name}.{e}" for name in drawn for e in ("html", "svg"))}
    assert [p.name for p in left if "made up" not in p.read_text(encoding="utf-8")] == []


ROUTE = ("route", "--from", "Thrushfield Practice", "--need", "Work and skills")


@pytest.mark.parametrize("command", [("ask", "O1"), ("ask", "C1"), ("changes",), ROUTE], ids=" ".join)
@pytest.mark.parametrize("form", [(), ("--format", "json"), ("--format", "csv"), ("--format", "md")], ids=" ".join)
def test_every_answer_says_made_up_in_every_format(
    said: str, folder: Path, command: tuple[str, ...], form: tuple[str, ...]
) -> None:
    assert NOTE in run(*command, *form, "--project", folder)


def test_a_workbook_and_a_reader_without_the_rounds_see_the_note_too(said: str, folder: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    run("ask", "G1", "--save", tmp_path / "gaps.xlsx", "--project", folder)
    sheet = load_workbook(tmp_path / "gaps.xlsx").active
    assert sheet is not None
    assert {row[-1] for row in sheet.iter_rows(min_row=2, values_only=True)} == {NOTE}


def test_people_are_not_named_without_being_asked_for(said: str, folder: Path) -> None:
    names = [row["name"] for row in rows("mapping-2026-03", "People")]
    shown = said + "".join(p.read_text(encoding="utf-8") for p in (folder / "answers").iterdir())
    assert [name for name in names if name in shown] == []


def test_what_must_be_found_is_kept_beside_the_data_and_says_made_up() -> None:
    assert json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))["made_up"] == NOTE
