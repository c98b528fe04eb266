"""What may not leave: the rules one by one, each on a town of a few rows."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from linkwork.graph.fold import fold
from linkwork.graph.personal import not_to_be_named
from linkwork.graph.privacy import hidden, quoted, standing
from linkwork.graph.rounds import RoundStore
from linkwork.graph.schema import SCHEMA
from linkwork.project.opened import Opened
from linkwork.project.picturing import pictures_of
from tests.commands.steps import ORGANISATIONS, SERVICES, run
from tools.people.searched import unpacked

PEOPLE = """name,job_title,lawful_basis,keep_until,opted_out,contact_for
Ada Thistlewood,Leader,public task,2999-12-31,,Friday Walks
Bram Oakenfold,Leader,public task,2999-12-31,yes,Friday Walks
Cressida Pell,Leader,public task,2020-12-31,,Friday Walks
"""
FUNDED = "from,to,amount\nFund: Secret Purse,Friday Walks,7000\nFund: Secret Chest,Friday Walks,many\n"
SHEETS = {
    "Organisations": ORGANISATIONS,
    "Services": SERVICES,
    "People": PEOPLE,
    "Funds": "name,category\nSecret Sack,grant\n",
    "FUNDS links": FUNDED,
    "CONTACT_FOR": "from,to\nDov Marchbank,Friday Walks\n",
}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, put_project: Callable[[Path], Path]) -> Path:
    """A service with three contacts, two funds that nothing describes, and a person whom nothing does."""
    folder = tmp_path_factory.mktemp("leave")
    for name, text in SHEETS.items():
        (folder / f"{name}.csv").write_text(text)
    files = [folder / f"{name}.csv" for name in SHEETS]
    town = put_project(folder / "town")
    said = run(
        "load", "mapping-workbook", *files, "--as-of", "2024-03-31", "--keep-good-rows", "--project", town
    ).output
    (town / "said.txt").write_text(said)
    return town


@pytest.mark.parametrize(
    ("value", "privacy", "said"),
    [
        ("many", "public", "'many'"),
        ("12 or so", "small", "'12 or so'"),
        ("-1", "small", "'-1'"),
        ("2.5", "small", "the value (not shown, because it may be a small count)"),
        ("about 4", "small", "the value (not shown, because it may be a small count)"),
        ("7000 or so", "confidential", "the value (not shown, because it is confidential)"),
        ("Ann", "personal", "the value (not shown, because it is personal)"),
    ],
)
def test_a_message_quotes_no_value_that_may_not_leave(value: str, privacy: str, said: str) -> None:
    assert quoted(value, privacy) == said  # type: ignore[arg-type]


def test_a_count_under_5_is_not_shown_and_one_of_5_is() -> None:
    assert [hidden(count, "small") for count in (0, 4, 5, None)] == ["under 5", "under 5", 5, None]


def test_counts_that_are_not_shown_stand_alike_below_all_others() -> None:
    assert [standing(count) for count in (0, 1, 4, 5, 60)] == [4, 4, 4, 5, 60]


def test_a_link_that_waits_names_neither_a_person_nor_what_is_confidential(town: Path) -> None:
    said = " ".join(((town / "said.txt").read_text() + run("doctor", "--project", town, code=1).output).split())
    assert "a fund (not shown, because it is confidential) funds 'service-" in said
    assert "no round describes a fund (not shown, because it is confidential)." in said
    assert "a person (not shown, because it is personal) is the contact for" in said
    assert [word for word in ("secret", "Secret", "many", "7000") if word in said] == []
    # The one number of a person is that of who must go, with the command that erases her.
    (overdue,) = set(re.findall(r"person-\w+", said))
    assert f"{overdue} is held past the day, 2020-12-31" in said


def test_the_nearest_name_of_something_confidential_is_not_offered(town: Path) -> None:
    assert "nearest known name" not in (town / "said.txt").read_text()


def test_a_link_to_a_fund_that_nothing_describes_is_no_public_change(town: Path) -> None:
    assert "FUNDS" not in run("changes", "2024-01-01", "2024-12-31", "--format", "csv", "--project", town).output
    assert (
        "fund-" in run("changes", "2024-01-01", "2024-12-31", "--format", "csv", "--internal", "--project", town).output
    )


def test_whoever_opted_out_or_is_past_the_day_is_not_to_be_named(town: Path) -> None:
    rounds = RoundStore(town / "rounds").folded()
    named = {row["name"]: row["id"] for round_ in rounds for t in round_.people for row in t.rows.iter_rows(named=True)}
    assert not_to_be_named(rounds, date(2026, 1, 1)) == {named["Bram Oakenfold"], named["Cressida Pell"]}


@pytest.mark.parametrize(
    ("asked", "names"), [(True, ["Ada Thistlewood", "a contact", "a contact"]), (False, ["a contact"] * 3)]
)
def test_pictures_name_only_who_may_be_named(town: Path, asked: bool, names: list[str]) -> None:
    with pictures_of(Opened(town, people=asked)) as pictures:
        assert sorted(node.name for node in pictures.graph.nodes if node.kind == "Person") == names


@pytest.mark.parametrize("file", ["people.svg", "people.html"])
def test_a_picture_counts_people_off_unless_they_are_asked_for(town: Path, tmp_path: Path, file: str) -> None:
    for flag, holds in (("--internal", (True, False)), ("--with-people", (False, True))):
        run("draw", "personal-data", "--save", tmp_path / file, flag, "--project", town)
        page = unpacked((tmp_path / file).read_bytes())
        assert (b"person 1" in page, b"person-" in page) == holds


def test_the_folder_for_neo4j_is_written_only_for_whoever_asks_for_what_is_confidential(
    town: Path, tmp_path: Path
) -> None:
    said = run("export", "neo4j-import", tmp_path / "out", "--project", town, code=1).output
    assert "add --internal. Nothing was written." in " ".join(said.split())
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("sheet", ["People", "Contacts", "HOLDS"])
def test_sheets_with_people_come_back_marked_only_for_whoever_asks_for_people(
    town: Path, tmp_path: Path, sheet: str
) -> None:
    (tmp_path / f"{sheet}.csv").write_text("name,E-mail\nAda Thistlewood,a@b.example\n")
    (tmp_path / "Services.csv").write_text("name,status\nFriday Walks,opne\n")
    files = (tmp_path / f"{sheet}.csv", tmp_path / "Services.csv")
    words = ("check", "mapping-workbook", *files, "--errors", tmp_path / "back.xlsx", "--project", town)
    said = " ".join(run(*words, code=2).output.split())
    assert f"was not written: the sheet {sheet} holds people. Add --with-people" in said
    assert not (tmp_path / "back.xlsx").exists()
    run(*words, "--with-people", code=2)
    assert b"Ada Thistlewood" in unpacked((tmp_path / "back.xlsx").read_bytes())


def test_nothing_in_the_view_knows_a_person_by_more_than_an_id(town: Path) -> None:
    view = fold(RoundStore(town / "rounds").folded(), SCHEMA)
    assert view.nodes["Person"]["name"].null_count() == 3
