"""`linkwork survey map`: a draft from the questions alone, which a person finishes before anything is loaded."""

import re
import tomllib
from pathlib import Path

import pytest
from openpyxl import Workbook

from linkwork.loaders._survey_mapping import read_mapping
from tests.commands.steps import run

HEADINGS = {
    "ID": ("1", "response"),
    "Start time": ("2026-03-01 09:00:00", "leave out"),
    "Completion time": ("2026-03-01 09:10:00", "completed"),
    "Email": ("ann@quill.test", "leave out"),
    "Name": ("Ann Quill", "leave out"),
    "Last modified time": ("", "leave out"),
    "Which organisation do you work for?": ("Riverside", "Organisation"),
    "What is your charity number?": ("1034374", "Organisation.charity_no"),
    "What is your service called?": ("Walks", "Service"),
    "Is the service open or closed?": ("open", "Service.status"),
    "How many days do people wait?": ("10", "Service.wait_days"),
    "When does your funding end?": ("31/03/2027", "Service.funded_until"),
    "Which languages do you speak?": ("Sylheti;English", ("Service.languages", ";")),
    "Which needs does it meet?": ("Debt;Loneliness;", ("Offer.needs", ";")),
    "Which wards do you cover?": ("East, West", ("Offer.areas", ",")),
    "What works well?": ("It is warm", "Insight"),
    "capacity": ("40", "Service.capacity"),
}


def answers(folder: Path, headings: dict[str, str]) -> Path:
    path = folder / "answers.xlsx"
    book = Workbook()
    book.active.title = "Form1"
    book.active.append(list(headings))
    book.active.append([cell or None for cell in headings.values()])
    book.save(path)
    return path


def drafted(path: Path, *more: str) -> dict[str, object]:
    return tomllib.loads(run("survey", "map", path, *more).output)


def test_the_questions_of_forms_are_known_by_their_headings_and_words(tmp_path: Path) -> None:
    draft = drafted(answers(tmp_path, {heading: cell for heading, (cell, _) in HEADINGS.items()}))
    assert draft["survey"] == {"source": "answers", "sheet": "Form1", "headings": 1, "complete": False}
    found = {}
    for heading, what in draft["questions"].items():
        if isinstance(what, dict):
            found[heading] = (what["is"], what["separator"]) if "separator" in what else what["is"]
        else:
            found[heading] = what
    assert found == {heading: says for heading, (_, says) in HEADINGS.items()}


@pytest.mark.parametrize(
    ("heading", "cell", "why"),
    [
        ("Favourite colour", "blue", ""),
        (
            "How long is the wait in days?",
            "about two weeks",
            " perhaps Service.wait_days, but not every answer is a whole",
        ),
        ("Is the service open?", "sort of", " perhaps Service.status, but not every answer is one of open, planned"),
    ],
)
def test_what_it_cannot_tell_is_left_out_and_marked_for_a_person(
    tmp_path: Path, heading: str, cell: str, why: str
) -> None:
    text = run("survey", "map", answers(tmp_path, {heading: cell})).output
    assert f'"{heading}" = "leave out"  # ?{why}' in text
    assert cell not in text


def test_a_draft_holds_no_answer_and_is_the_same_every_time(tmp_path: Path) -> None:
    path = answers(tmp_path, {heading: cell for heading, (cell, _) in HEADINGS.items()})
    first, second = (run("survey", "map", path).output for _ in range(2))
    assert first == second
    body = first.partition("[questions]")[2]
    for cell in ("Quill", "quill", "Riverside", "1034374", "Sylheti", "Loneliness", "It is warm", "2026-03-01"):
        assert cell not in body


def test_google_and_smartsurvey_are_known_too(tmp_path: Path) -> None:
    (tmp_path / "google.csv").write_text(
        "Timestamp,Email address,Comments\n2026/03/31 9:15:00 AM GMT+1,a@b.test,Fine\n"
    )
    assert drafted(tmp_path / "google.csv")["questions"] == {
        "Timestamp": "completed",
        "Email address": "leave out",
        "Comments": "Insight",
    }
    lines = [
        "UserID,IP Address,Ended,Which needs do you meet?,,How far do you agree?,",
        ",,,Debt,Loneliness,It is easy,It is quick",
        "7,10.0.0.1,13/03/2026 10:00,Debt,,Strongly,Not at all",
    ]
    (tmp_path / "smart.csv").write_text("\n".join(lines) + "\n")
    draft = drafted(tmp_path / "smart.csv")
    assert draft["survey"]["headings"] == 2
    assert draft["questions"] == {
        "UserID": "response",
        "IP Address": "leave out",
        "Ended": "completed",
        "Which needs do you meet?": "Offer.needs",
        "How far do you agree? | It is easy": "leave out",
        "How far do you agree? | It is quick": "leave out",
    }


def test_headings_that_would_break_the_file_are_written_so_that_it_can_be_read(tmp_path: Path) -> None:
    strange = ['Say "why" # ?', "back\\slash = [x]", "new\nline", "Ünïcode 🙂", "same", "same"]
    book = Workbook()
    book.active.append(strange)
    book.active.append(["x"] * len(strange))
    book.save(tmp_path / "strange.xlsx")
    text = run("survey", "map", tmp_path / "strange.xlsx").output
    questions = ['Say "why" # ?', "back\\slash = [x]", "new line", "Ünïcode 🙂", "same", "same [2]"]
    assert list(tomllib.loads(text)["questions"]) == questions
    (tmp_path / "m.toml").write_text(text)
    assert len(read_mapping(tmp_path / "m.toml")[1]) == len(questions)
    (tmp_path / "m.toml").write_text(re.sub(r"  # \?.*", "", text))
    assert read_mapping(tmp_path / "m.toml")[1] == []


def test_a_draft_is_saved_never_over_a_file_and_not_loaded_until_it_is_finished(project: Path, tmp_path: Path) -> None:
    path = answers(tmp_path, {"Which organisation do you work for?": "Riverside", "Favourite colour": "blue"})
    mapping = tmp_path / "mapping.toml"
    said = run("survey", "map", path, "--save", mapping).output
    assert '1 question waits for you, marked "# ?"' in said
    assert "may hold somebody's work" in run("survey", "map", path, "--save", mapping, code=1).output
    words = ("load", "survey", path, mapping, "--as-of", "2026-04-01", "--project", project)
    refused = run(*words, code=2).output
    assert "this question is not decided yet; write what it is, or keep" in refused
    assert list((project / "rounds").iterdir()) == []
    mapping.write_text(mapping.read_text().replace("  # ?", ""))
    assert "new      1 Organisation" in run(*words).output


def test_of_several_sheets_one_is_named(tmp_path: Path) -> None:
    path = answers(tmp_path, {"Favourite colour": "blue"})
    from openpyxl import load_workbook

    book = load_workbook(path)
    book.create_sheet("Notes").append(["Pet"])
    book.save(path)
    assert "it has 2; name one with --sheet: Form1, Notes" in run("survey", "map", path, code=2).output
    assert list(drafted(path, "--sheet", "Notes")["questions"]) == ["Pet"]


def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "noise.xlsx").write_bytes(bytes(range(256)) * 40)
    assert "noise.xlsx: this is not a workbook" in run("survey", "map", tmp_path / "noise.xlsx", code=2).output


def test_the_help_lists_what_a_question_may_be_with_an_example() -> None:
    said = run("survey", "map", "--help").output
    assert "Example: linkwork survey map answers.xlsx --save mapping.toml" in said
    assert '"Service.wait_days": usual days from referral to first contact' in said
