"""`linkwork pack`: the chosen questions, in order, in one file; what is private only if asked for."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from linkwork.project.packing import ENOUGH, USUAL
from linkwork.queries import catalogue
from tests.commands.steps import run


@pytest.fixture(scope="module")
def millbrook(tmp_path_factory: pytest.TempPathFactory, put_demonstration: Callable[[str, Path], Path]) -> Path:
    return put_demonstration("millbrook", tmp_path_factory.mktemp("pack") / "demo")


@pytest.fixture
def chosen(millbrook: Path):
    """Writes a list of questions into the project's settings, and takes it away again."""
    settings = millbrook / "linkwork.toml"
    before = settings.read_text()

    def choose(text: str) -> None:
        settings.write_text(f"{before}\n[pack]\n{text}\n")

    yield choose
    settings.write_text(before)


def sheets(file: Path) -> list[str]:
    return load_workbook(io.BytesIO(file.read_bytes())).sheetnames


def test_a_pack_has_the_questions_of_the_settings_in_their_order_with_what_they_ask(
    millbrook: Path, chosen: Callable[[str], None], tmp_path: Path
) -> None:
    chosen('questions = ["P2", { question = "G3", need = "Debt" }, "needs-without-service"]')
    file = tmp_path / "pack.xlsx"
    said = run("pack", file, "--project", millbrook).output
    assert said.splitlines() == [f"Wrote {file}: 3 of 3 questions answered.", "made up: no real place, body or person"]
    book = load_workbook(file)
    assert book.sheetnames == ["About this pack", "P2", "G3", "G1", "Columns"]
    needs = {row[0].value for row in book["G3"].iter_rows(min_row=5)}
    assert book["G3"]["A2"].value == "What hangs on a single provider? Asked with need: Debt."
    assert needs == {"Debt"}
    # All rows, though the question itself gives two hundred at most unless told otherwise.
    assert book["G1"].max_row == 4 + 11


def test_a_group_in_the_settings_is_written_as_on_the_command_line(
    millbrook: Path, chosen: Callable[[str], None], tmp_path: Path
) -> None:
    chosen('questions = [{ question = "G3", group = "Carers" }]')
    run("pack", tmp_path / "pack.xlsx", "--project", millbrook)
    said = load_workbook(tmp_path / "pack.xlsx")["G3"]["A2"].value
    assert said == "What hangs on a single provider? Asked with group: Carers."
    chosen('questions = [{ question = "G3", group = "Crers" }]')
    wrong = run("pack", tmp_path / "pack.xlsx", "--project", millbrook, code=1).output
    assert "number 1: group: there is no audience 'Crers'. Did you mean 'Carers'?" in wrong
    chosen('questions = [{ question = "G3", group = "Carers", audience = "Young people" }]')
    wrong = " ".join(run("pack", tmp_path / "pack.xlsx", "--project", millbrook, code=1).output.split())
    assert "group or audience, which are one and the same, not both" in wrong


def test_a_day_in_the_settings_needs_no_quotation_marks(
    millbrook: Path, chosen: Callable[[str], None], tmp_path: Path
) -> None:
    chosen('questions = [{ question = "C1", start = 2025-03-31, end = "2026-03-31" }]')
    run("pack", tmp_path / "pack.xlsx", "--project", millbrook)
    said = load_workbook(tmp_path / "pack.xlsx")["C1"]["A2"].value
    assert said.endswith("Asked with start: 2025-03-31, end: 2026-03-31.")


def test_questions_on_the_command_go_before_those_of_the_settings(
    millbrook: Path, chosen: Callable[[str], None], tmp_path: Path
) -> None:
    chosen('questions = ["P2"]')
    run("pack", tmp_path / "pack.xlsx", "--project", millbrook, "--question", "g1", "--question", "P9")
    assert sheets(tmp_path / "pack.xlsx") == ["About this pack", "G1", "P9", "Columns"]


def test_without_a_list_a_pack_has_what_a_meeting_mostly_asks_for(millbrook: Path, tmp_path: Path) -> None:
    run("pack", tmp_path / "pack.xlsx", "--project", millbrook)
    assert sheets(tmp_path / "pack.xlsx")[1:-1] == list(USUAL)
    assert {one.id for one in catalogue().questions.values()} >= set(USUAL)
    assert 8 <= len(USUAL) <= 10


def test_where_little_is_known_a_pack_has_the_projects_own_questions_and_says_why_others_have_no_answer(
    tmp_path: Path, put_demonstration: Callable[[str, Path], Path]
) -> None:
    place = put_demonstration("tower-hamlets", tmp_path / "demo")
    said = run("pack", tmp_path / "pack.xlsx", "--project", place).output
    assert f"{ENOUGH} of " in said
    assert "Why there is nothing on O1, O2, G1, G3, G7, P6, P2 stands at its end." in said
    book = load_workbook(tmp_path / "pack.xlsx")
    assert {"T1", "T4", "Not answered"} <= set(book.sheetnames)
    reasons = {row[0].value: row[1].value for row in book["Not answered"].iter_rows(min_row=3)}
    assert reasons["P6: Who refers to whom, how much, and how long does it take?"] == (
        "No referral links have been loaded, so this is not known yet."
    )


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('questions = ["O1", "O99"]', "[pack] questions, number 2: There is no question 'O99'."),
        (
            'questions = [{ question = "G3", nede = "Debt" }]',
            "number 1: hangs-on-one-provider has no parameter 'nede'.",
        ),
        ('questions = ["O1", 7]', "[pack] questions, number 2: it is neither an id or a name, such as"),
        (
            'questions = [{ question = "G3", need = ["Debt"] }]',
            "number 1: need is not text, a number, a day, true or false.",
        ),
        ('questions = "O1"', '[pack] questions is not a list of questions, such as ["O1", "G1"].'),
        ("questions = []", '[pack] questions is not a list of questions, such as ["O1", "G1"].'),
        ('question = ["O1"]', "[pack] question is not a setting: [pack] has questions alone."),
    ],
)
def test_a_list_that_cannot_be_used_is_said_with_its_file_and_its_place_in_it(
    millbrook: Path, chosen: Callable[[str], None], tmp_path: Path, text: str, wrong: str
) -> None:
    chosen(text)
    said = run("pack", tmp_path / "pack.xlsx", "--project", millbrook, code=1).output
    assert f"Error: {millbrook / 'linkwork.toml'}: " in said
    assert wrong in said
    assert ("Nothing was written." in said) or ("Nothing was changed." in said)
    assert not (tmp_path / "pack.xlsx").exists()


def test_a_question_on_the_command_that_there_is_not_is_said_with_the_nearest(millbrook: Path, tmp_path: Path) -> None:
    said = run("pack", tmp_path / "a.docx", "--project", millbrook, "--question", "dead-end", code=1).output
    assert "Error: --question, number 1: There is no question 'dead-end'. Did you mean 'dead-ends'?" in said
    assert not (tmp_path / "a.docx").exists()


def test_another_ending_is_refused_before_anything_is_asked(tmp_path: Path) -> None:
    said = run("pack", tmp_path / "pack.pdf", "--project", tmp_path, code=1).output
    assert "A pack cannot be made as .pdf: end the file in .docx, .pptx, .xlsx or .html. Nothing was written." in said


def test_what_is_confidential_or_small_is_in_a_pack_only_if_asked_for_and_its_first_page_says_so(
    millbrook: Path, tmp_path: Path
) -> None:
    def made(*more: str) -> str:
        file = tmp_path / "pack.html"
        run("pack", file, "--project", millbrook, "--question", "P6", "--question", "B8", *more)
        return file.read_text(encoding="utf-8")

    usual, internal, people = made(), made("--internal"), made("--with-people")
    assert "under 5" in usual
    assert "Confidential values, small counts and the names of people are left out." in usual
    assert "under 5" not in internal.replace("under 5 people", "")
    assert "How strong are working relationships" in internal.partition('id="lacking"')[0]
    assert "B8: How strong are working relationships" in usual.partition('id="lacking"')[2]
    assert "Confidential values are in this pack" in internal
    assert "Personal data may be in this pack" in people
    assert "Confidential values are" not in people


def test_a_new_project_has_the_list_commented_out_and_it_can_be_used_as_it_stands(tmp_path: Path) -> None:
    run("init", tmp_path / "town")
    settings = tmp_path / "town" / "linkwork.toml"
    text = settings.read_text()
    assert '# [pack]\n# questions = ["C1", "O1", { question = "G3", need = "Debt" }]\n' in text
    settings.write_text(text.replace("# [pack]\n# questions", "[pack]\nquestions"))
    assert "Error" not in run("status", "--project", tmp_path / "town").output
