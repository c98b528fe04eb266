"""Judgements on the command line: kept as decisions, shown by O1 and O8, before what sources state, and undone."""

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from linkwork.graph import decisions as kept
from tests.commands.steps import load, run

SERVICES = "id,name,status,provider\nlunch,Lunch Club,open,a\ntable,Warm Table,open,a\nwalks,Friday Walks,open,a\n"
OFFERS = "name,service,needs,areas\nx,lunch,company,north\ny,table,company,north\n"
STATED = (
    "from,to,overlap,reason,decided_on\ntable,lunch,accidental,one grant,{day}\nlunch,walks,deliberate,choice,{day}\n"
)
SAY = ("--reason", "women only")
PAIR = ("Warm Table", "Lunch Club")


@pytest.fixture
def town(project: Path, workbook: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (workbook / "Organisations.csv").write_text("id,name,sector\na,Hub,vcse\n")
    (workbook / "Services.csv").write_text(SERVICES)
    (workbook / "Offers.csv").write_text(OFFERS)
    (workbook / "Needs.csv").write_text("id,name\ncompany,Company\n")
    (workbook / "Areas.csv").write_text("id,name,level\nnorth,North,ward\n")
    (workbook / "JUDGED.csv").write_text(STATED.format(day="2024-01-31"))
    load(project, workbook)
    monkeypatch.setattr("linkwork.commands.judging.today", lambda: "2024-04-02")
    return project


def rows(project: Path, id_: str, *more: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("ask", id_, *more, "--format", "json", "--project", project).stdout)[
        "rows"
    ]
    return found


def judged(project: Path) -> list[tuple[Any, ...]]:
    names = ["pair", "overlap", "reason", "decided_by", "decided_on", "review_on"]
    return [tuple(row[name] for name in names) for row in rows(project, "O8")]


WALKS = ("Lunch Club and Friday Walks", "deliberate", "choice", None, "2024-01-31", None)
GRANT = ("Lunch Club and Warm Table", "accidental", "one grant", None, "2024-01-31", None)
WOMEN = ("Lunch Club and Warm Table", "deliberate", "women only", "Board", "2024-04-02", "2025-04-01")


def test_a_judgement_goes_before_what_a_source_states_and_can_be_undone(town: Path) -> None:
    assert judged(town) == [WALKS, GRANT]
    more = ("--by", "Board", "--review-on", "2025-04-01")
    said = run("judge", *PAIR, "deliberate", *SAY, *more, "--project", town).output
    assert "Decision 1: service-lunch and service-table overlap deliberately." in said
    assert judged(town) == [WOMEN, WALKS]
    assert [row["intentional"] for row in rows(town, "O1")] == ["deliberate"]
    assert "Nothing is wrong" in run("doctor", "--project", town).output
    run("judge", *reversed(PAIR), "--undo", "--project", town)
    assert judged(town) == [WALKS, GRANT]


def test_a_judgement_rests_on_its_row_of_the_decisions_and_on_nothing_a_source_said_of_it(town: Path) -> None:
    run("judge", *PAIR, "deliberate", *SAY, "--project", town)
    (row,) = [row for row in rows(town, "O8") if row["decided_on"] == "2024-04-02"]
    assert (row["decided_by"], row["last_confirmed"]) == ("not said", "2024-04-02")
    place = {"source": "decisions", "date": "2024-04-02", "file": "decisions.csv", "sheet": None, "row": 2}
    assert row["evidence"][0] == place
    assert not [one for one in row["evidence"] if one["file"] == "JUDGED.csv"]
    (shown,) = rows(town, "O1")
    assert place in shown["evidence"]


def test_a_later_judgement_of_the_pair_takes_the_place_of_the_earlier_in_whichever_order(town: Path) -> None:
    run("judge", *PAIR, "deliberate", *SAY, "--project", town)
    said = run("judge", *reversed(PAIR), "accidental", "--reason", "nobody planned it", "--project", town).output
    assert "This no longer holds: decision 1" in said
    assert "Decision 2: service-lunch and service-table overlap by accident." in said
    assert [row[1:3] for row in judged(town)] == [("deliberate", "choice"), ("accidental", "nobody planned it")]
    with (town / "decisions.csv").open(newline="") as file:
        assert [(row["decision"], row["undone_on"]) for row in csv.DictReader(file)] == [
            ("deliberate", "2024-04-02"),
            ("accidental", ""),
        ]


def test_a_judgement_holds_for_later_rounds_and_does_not_move_the_day_of_the_graph(town: Path, workbook: Path) -> None:
    run("judge", *PAIR, "deliberate", *SAY, "--by", "Board", "--review-on", "2025-04-01", "--project", town)
    read = "MATCH (s:Service) WHERE s.live RETURN count(s) AS n"
    assert json.loads(run("cypher", read, "--format", "json", "--project", town).stdout) == [{"n": 3}]
    (workbook / "JUDGED.csv").write_text(STATED.format(day="2025-02-01"))
    run("load", "mapping-workbook", workbook, "--as-of", "2025-06-30", "--project", town, "--yes")
    assert judged(town)[0] == WOMEN
    assert rows(town, "O8")[0]["review"] == "look again: the day has passed"
    earlier = rows(town, "O8", "--as-of", "2024-03-31")
    assert {row["reason"] for row in earlier} == {"choice", "one grant"}


def test_a_judgement_follows_a_service_that_became_a_name_of_another(town: Path) -> None:
    run("judge", "Lunch Club", "Friday Walks", "accidental", *SAY, "--project", town)
    run("decide", "accept", "service-table", "service-lunch", "--project", town)
    assert [row[:3] for row in judged(town)] == [("Warm Table and Friday Walks", "accidental", "women only")]
    run("judge", "Warm Table", "Friday Walks", "--undo", "--project", town)
    assert [row[1:3] for row in judged(town)] == [("deliberate", "choice")]


def test_a_judgement_is_nobodys_statement_so_it_is_not_in_the_prefilled_workbook(town: Path, tmp_path: Path) -> None:
    run("judge", *PAIR, "deliberate", *SAY, "--project", town)
    run("template", tmp_path / "next.xlsx", "--prefill", "--project", town)
    cells = [cell.value for row in openpyxl.load_workbook(tmp_path / "next.xlsx")["JUDGED"].iter_rows() for cell in row]
    assert "one grant" in cells
    assert "women only" not in cells


WRONG = (
    (("Warm Tabel", "Lunch Club", "deliberate", *SAY), "there is no service 'Warm Tabel'. Did you mean 'Warm Table'?"),
    (("Warm Table", "service-table", "deliberate", *SAY), "'Warm Table' and 'service-table' are one service."),
    ((*PAIR, "delibrate", *SAY), "'delibrate' is not deliberate or accidental. Did you mean 'deliberate'?"),
    ((*PAIR, *SAY), "Say what the overlap is: deliberate or accidental."),
    ((*PAIR, "deliberate"), "Say why with --reason"),
    ((*PAIR, "deliberate", *SAY, "--review-on", "next year"), "'next year' is not a day."),
    ((*PAIR, "deliberate", *SAY, "--review-on", "2024-04-02"), "--review-on: 2024-04-02 is not after today."),
    ((*PAIR, "--undo"), "No judgement of service-lunch and service-table was made here"),
)


@pytest.mark.parametrize(("words", "message"), WRONG, ids=lambda value: str(value)[-40:])
def test_what_cannot_be_judged_is_refused_and_nothing_is_changed(
    town: Path, words: tuple[str, ...], message: str
) -> None:
    said = run("judge", *words, "--project", town, code=1).output
    assert message in said
    assert said.rstrip().endswith("Nothing was changed.")
    assert not (town / kept.FILE).exists()


def test_the_same_judgement_again_is_refused(town: Path) -> None:
    run("judge", *PAIR, "deliberate", *SAY, "--project", town)
    again = run("judge", *reversed(PAIR), "deliberate", *SAY, "--project", town, code=1).output
    assert "That has been decided already, as decision 1" in again
