"""Ratings leave as means of three people or more, not one by one: however it is asked, beside earlier answers too."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from linkwork.graph.rounds import RoundStore
from linkwork.project.asking import Rounds
from tests.commands.steps import run

HEAD = "from,to,intensity,trust,value,rated_by\n"
BODIES = "id,name\norg-river,Riverside Trust\norg-hill,Hill Trust\norg-lock,Lock Trust\n"
#: What each of them says of Riverside and Hill on each day; Lock and Hill are rated by two, on every day.
DAYS: Mapping[str, Mapping[str, int]] = {
    "2024-01-31": {"Ann Zeal": 1, "Bob Zest": 2, "Cat Zinc": 3},
    "2024-02-29": {"Ann Zeal": 1, "Bob Zest": 2, "Cat Zinc": 3, "Dov Zone": 4},
    "2024-03-31": {"Ann Zeal": 1, "Bob Zest": 2, "Cat Zinc": 3, "Dov Zone": 4, "Eve Zany": 4, "Fay Zoom": 4},
}
PLAIN = ("WORKS_WITH", "org-river", "org-hill")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, put_project: Callable[[Path], Path]) -> Path:
    """Three bodies, two of which more and more people rate."""
    folder = tmp_path_factory.mktemp("ratings")
    town = put_project(folder / "town")
    for day, said in DAYS.items():
        files = folder / day
        files.mkdir()
        (files / "Organisations.csv").write_text(BODIES)
        rows = [f"org-river,org-hill,{trust},{trust},{trust},{who}" for who, trust in said.items()]
        rows += [f"org-lock,org-hill,4,4,4,{who}" for who in ("Ann Zeal", "Bob Zest")]
        (files / "WORKS_WITH.csv").write_text(HEAD + "\n".join(rows) + "\n")
        run("load", "mapping-workbook", files, "--as-of", day, "--source", "town", "--project", town)
    return town


def b8(town: Path, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        run("ask", "B8", "--format", "json", "--internal", *words, "--project", town).output
    )
    return found


@pytest.mark.parametrize(
    ("day", "means"),
    [("2024-01-31", [2.0]), ("2024-02-29", []), ("2024-03-31", [3.0])],
    ids=["three", "one more", "six"],
)
def test_a_mean_is_shown_only_where_beside_an_earlier_one_it_tells_what_three_said(
    town: Path, day: str, means: list[float]
) -> None:
    answer = b8(town, "--as-of", day)
    assert [row["trust_mean"] for row in answer["rows"]] == means
    few = "1 pair of organisations was rated by fewer than 3 people and is left out, even with --internal."
    assert few in answer["assumptions"]
    assert any("rated anew by fewer than 3 people" in said for said in answer["assumptions"]) is (not means)


def test_no_rating_leaves_one_by_one_even_with_internal(town: Path, tmp_path: Path) -> None:
    texts = {}
    for name in ("jsonl", "graphml"):
        run("export", name, tmp_path / f"town.{name}", "--all", "--internal", "--project", town)
        texts[name] = (tmp_path / f"town.{name}").read_text()
    for words in (("changes",), ("changes", "2024-01-01", "2024-12-31"), *(("ask", id_) for id_ in ("C1", "C2", "D4"))):
        texts[" ".join(words)] = run(*words, "--format", "json", "--internal", "--project", town).output
    run("template", tmp_path / "next.xlsx", "--prefill", "--source", "town", "--internal", "--project", town)
    assert [name for name, text in texts.items() for who in DAYS["2024-03-31"] if who in text] == []
    assert texts["jsonl"].count("|".join(PLAIN)) == 1
    assert '"trust"' not in texts["jsonl"]


def test_a_filled_workbook_holds_no_rating(town: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    run("template", tmp_path / "next.xlsx", "--prefill", "--source", "town", "--internal", "--project", town)
    book = load_workbook(tmp_path / "next.xlsx")
    assert [cell.value for row in book["Organisations"].iter_rows() for cell in row if cell.value == "Hill Trust"]
    cells = {str(cell.value) for row in book["WORKS_WITH"].iter_rows() for cell in row}
    assert cells & set(DAYS["2024-03-31"]) == set()


def test_the_rounds_tell_the_ratings_of_each_day(town: Path) -> None:
    days = Rounds(RoundStore(town / "rounds"), internal=True).ratings()
    assert [len(rows) for rows in days] == [5, 6, 8]
