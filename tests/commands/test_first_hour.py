"""What somebody meets who has just begun: each message says what to do next."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from linkwork.cli import CHAPTERS, COMMANDS
from tests.commands.steps import load, run

OFFERS = "name,service,needs,areas\nmain,Friday Walks,Company,Quay\n"


def typed_over(workbook: Path, sheet: str, **cells: str) -> None:
    """The example row of a sheet, with some of its cells written over."""
    book = load_workbook(workbook)
    headings = [cell.value for cell in book[sheet][1]]
    for name, value in cells.items():
        book[sheet].cell(2, headings.index(name) + 1).value = value
    book.save(workbook)


def test_the_list_of_commands_has_each_once_and_says_the_whole_of_what_it_does() -> None:
    assert sorted(name for names in CHAPTERS.values() for name in names) == sorted(COMMANDS)
    said = " ".join(run("--help").output.split())
    assert "..." not in said.replace("[ARGS]...", "")
    for name, (_, does) in COMMANDS.items():
        assert f" {name} {does}" in said


def test_a_workbook_nobody_wrote_in_is_refused_with_where_to_begin(project: Path) -> None:
    said = run("check", "mapping-workbook", project / "mapping-round.xlsx", "--project", project, code=2).output
    assert "it holds no rows, so there is nothing to load. The grey example rows never are" in said
    assert "The sheet 'Start here' says where to begin." in said


def test_an_example_row_that_was_typed_over_is_said_to_be_left_out(project: Path) -> None:
    file = project / "mapping-round.xlsx"
    typed_over(file, "Organisations", name="Riverside Trust")
    typed_over(file, "Offers", service="Friday Walks")
    said = run("check", "mapping-workbook", file, "--project", project, code=2).output
    left_out = "row 2, column id: this row is not loaded, because its id begins with 'example'. If it is meant, clear"
    assert f"Note: mapping-round.xlsx, sheet Organisations, {left_out}" in said
    assert f"Note: mapping-round.xlsx, sheet Offers, {left_out}" in said
    assert "sheet Services, row 2" not in said


def test_where_nothing_is_loaded_every_command_says_how_to_begin(project: Path) -> None:
    begin = "linkwork load mapping-workbook mapping-round.xlsx"
    (found,) = json.loads(run("doctor", "--format", "json", "--project", project, code=1).stdout)
    assert found["finding"] == "no round has been loaded"
    assert found["mend"].startswith(f"fill in mapping-round.xlsx, then {begin}")
    assert begin in run("status", "--format", "json", "--project", project).output
    assert begin in run("ask", "O1", "--project", project, code=1).output
    assert "`linkwork doctor` says how to begin" in run("rounds", "--project", project).stderr


@pytest.mark.parametrize(
    ("more", "sheets"),
    [({}, "sheets Needs and Areas of"), ({"Needs.csv": "name\nCompany\n"}, "sheet Areas of")],
)
def test_what_an_offer_names_and_nobody_listed_is_said_with_the_sheets_to_list_it_on(
    project: Path, workbook: Path, more: dict[str, str], sheets: str
) -> None:
    for name, text in {"Offers.csv": OFFERS, **more}.items():
        (workbook / name).write_text(text)
    way_out = f"give what is missing a row of its own (on the {sheets} a mapping workbook), or mend its name"
    said = load(project, workbook).output
    assert f"    To join them, {way_out}; then load again.\n" in said
    (found,) = json.loads(run("doctor", "--format", "json", "--project", project, code=1).stdout)
    assert found["mend"] == f"{way_out}; then load again"


def test_the_pages_for_a_beginner_name_the_sheets_that_offers_need(project: Path) -> None:
    front = load_workbook(project / "mapping-round.xlsx")["Start here"]
    words = " ".join(str(cell.value) for row in front.iter_rows() for cell in row if cell.value)
    for text in (words, (project / "START-HERE.txt").read_text()):
        assert all(sheet in text for sheet in ("Organisations", "Services", "Offers", "Needs", "Audiences", "Areas"))
        assert "never loaded" in text


@pytest.mark.parametrize("command", ["check", "load"])
def test_a_file_without_a_loader_before_it_is_told_where_the_loader_belongs(project: Path, command: str) -> None:
    said = run(command, "mapping-round.xlsx", "--project", project, code=2).output
    assert (
        f"is no loader: say first which one reads it, as in `linkwork {command} mapping-workbook mapping-round" in said
    )
    assert "Missing argument 'PATH...'." in run(command, "areas", "--project", project, code=2).output
    assert "Missing argument 'LOADER'." in run(command, "--project", project, code=2).output


def test_the_doctor_finds_settings_that_nothing_reads(loaded: Path) -> None:
    assert run("doctor", "--project", loaded).output == "Nothing is wrong.\n"
    file = loaded / "linkwork.toml"
    mistaken = file.read_text().replace("ignore = []", "ignored = []").replace("areas = []", "places = []")
    file.write_text(mistaken + '[plac]\nx = 1\n[sources."our-mapping"]\nscop = "Services"\n')
    found = json.loads(run("doctor", "--format", "json", "--project", loaded, code=1).stdout)
    assert [one["finding"] for one in found] == [
        "linkwork.toml: [plac] is read by nothing. Did you mean [place]?",
        "linkwork.toml: places is read by nothing. What may stand there: pcns, areas, cell_level.",
        "linkwork.toml: ignored is read by nothing. Did you mean ignore?",
        "linkwork.toml: scop of our-mapping is read by nothing. Did you mean scope of our-mapping?",
    ]
    assert {one["mend"] for one in found} == {"mend its name in linkwork.toml, or take it out"}
