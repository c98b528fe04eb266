"""A source that is loaded every night is kept when it says something else, and when it is asked to be."""

from pathlib import Path

import pytest

from tests.commands.steps import ORGANISATIONS, SERVICES, run
from tests.feed_server import Feed, serving

PEOPLE = (
    "name,job_title,work_email,lawful_basis,keep_until\nJane Example,Lead,jane@example.org,public task,2034-12-31\n"
)
SAME = "Nothing has changed since round 2024-03-31_mapping_1: no new round was kept."


def nightly(project: Path, files: Path, day: str, *more: str, code: int = 0) -> str:
    words = ("load", "mapping-workbook", files, "--as-of", day, "--source", "mapping", "--only-if-changed")
    return run(*words, "--project", project, *more, code=code).output


def kept(project: Path) -> list[str]:
    return sorted(path.name for path in (project / "rounds").iterdir())


@pytest.fixture
def loaded(project: Path, workbook: Path) -> Path:
    """The small workbook, with a person in it, loaded for the first night."""
    (workbook / "People.csv").write_text(PEOPLE)
    (workbook / "Services.csv").write_text(SERVICES + "Tea,open,Riverside Trust\n")
    assert "Kept round 2024-03-31_mapping_1" in nightly(project, workbook, "2024-03-31")
    return project


def test_the_same_rows_of_a_later_day_are_not_kept_wherever_they_stand(loaded: Path, workbook: Path) -> None:
    head, walks, tea = (workbook / "Services.csv").read_text().splitlines()
    (workbook / "Services.csv").write_text("\n".join([head, tea, walks, ""]))
    said = nightly(loaded, workbook, "2024-04-01")
    assert SAME in said
    assert "nothing was written to it" in said
    assert kept(loaded) == ["2024-03-31_mapping_1"]


def test_without_being_asked_for_a_later_day_is_a_round_that_confirms(loaded: Path, workbook: Path) -> None:
    words = ("load", "mapping-workbook", workbook, "--as-of", "2024-04-01", "--source", "mapping", "--project", loaded)
    assert "Kept round 2024-04-01_mapping_1" in run(*words).output


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("Services", SERVICES.replace("open", "closed") + "Tea,open,Riverside Trust\n"),
        ("Services", SERVICES),
        ("Services", SERVICES.replace("Friday", "Monday") + "Tea,open,Riverside Trust\n"),
        ("Services", "name,status,provider,wait_days\nFriday Walks,open,Riverside Trust,\nTea,open,Riverside Trust,\n"),
        ("Organisations", ORGANISATIONS + "Riverside Council,council,\n"),
        ("People", PEOPLE.replace("jane@", "j.example@")),
    ],
    ids=["a value", "a row less", "a name", "a column that is blank", "a row more", "a person's address"],
)
def test_whatever_differs_is_kept(loaded: Path, workbook: Path, file: str, text: str) -> None:
    (workbook / f"{file}.csv").write_text(text)
    said = nightly(loaded, workbook, "2024-04-01", "--yes")
    assert "Kept round 2024-04-01_mapping_1" in said
    assert len(kept(loaded)) == 2


def test_another_completeness_or_an_earlier_day_is_kept(loaded: Path, workbook: Path) -> None:
    assert "Kept round" in nightly(loaded, workbook, "2024-03-30")
    assert "Kept round" in nightly(loaded, workbook, "2024-04-01", "--partial")
    assert "Kept round" in nightly(loaded, workbook, "2024-04-02")


def test_what_was_said_before_the_last_round_is_kept_again(loaded: Path, workbook: Path) -> None:
    before = (workbook / "Services.csv").read_text()
    (workbook / "Services.csv").write_text(before.replace("open", "closed"))
    nightly(loaded, workbook, "2024-04-01")
    (workbook / "Services.csv").write_text(before)
    assert "Kept round 2024-04-02_mapping_1" in nightly(loaded, workbook, "2024-04-02")


def test_a_graph_that_is_behind_is_brought_up_to_date_all_the_same(
    loaded: Path, workbook: Path, tmp_path: Path
) -> None:
    said = nightly(loaded, workbook, "2024-04-01", "--graph", str(tmp_path / "other"))
    assert SAME in said
    assert "The graph is up to date" in said


def test_a_feed_that_says_the_same_on_another_day_is_kept_once(project: Path) -> None:
    load = ("load", "oruk", "--only-if-changed", "--project", project)
    with serving(Feed()) as feed:
        run(*load, feed.address, "--as-of", "2024-03-31")
        again = run(*load, feed.address, "--as-of", "2024-04-01").output
        feed.count = 6
        for held in (project / "fetched").glob("*/feed.json"):  # as if a day had passed: it is fetched anew
            held.write_text(held.read_text().replace('"began": "', '"began": "1'))
        more = run(*load, feed.address, "--as-of", "2024-04-02").output
    assert "Nothing has changed since round 2024-03-31" in again
    assert "Kept round 2024-04-02" in more
    assert len(kept(project)) == 2
