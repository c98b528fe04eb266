"""D2: pairs that may be one thing, as people are asked about them."""

import json

import pytest

from linkwork.graph.duplicates import Candidate
from linkwork.queries import Settings, ask
from tests.commands.steps import load, run

PAIRS = [
    Candidate("org-5", "org-6", "Organisation", 1.0, ("same ODS code F84016",), "E", "F", "different", "2024-05-01"),
    Candidate("org-3", "org-4", "Organisation", 0.85, ("same name: 'C'", "caution: far"), "C", "C"),
    Candidate("board-1", "board-2", "Board", 0.9, ("names alike (0.90): 'A', 'B'",), "A", "B"),
    Candidate("org-1", "org-2", "Organisation", 0.9, ("same name: 'X'",), "X", "X"),
    Candidate("org-7", "org-8", "Organisation", 0.0, ("one door",), "G", "H", "same", "2024-06-01"),
]


class Rounds:
    """Pairs of a town, written out by hand."""

    def __init__(self, pairs=PAIRS):
        self.pairs = pairs
        self.asked = None

    def duplicates(self, at_least):
        self.asked = at_least
        return self.pairs


def answer(question, rounds, **given):
    return ask(None, question("D2"), given, settings=Settings(rounds=rounds))


def test_pairs_that_wait_for_a_decision_stand_in_order_of_score_then_id(question):
    found = answer(question, Rounds())
    assert [(row["a_id"], row["b_id"], row["score"]) for row in found.rows] == [
        ("board-1", "board-2", 0.9),
        ("org-1", "org-2", 0.9),
        ("org-3", "org-4", 0.85),
    ]
    assert found.assumptions == ("3 pairs wait for a decision; 2 decided.",)


def test_names_score_and_reasons_stand_first_and_the_reasons_are_one_text(question):
    found = answer(question, Rounds(PAIRS[1:2]))
    (row,) = found.rows
    assert list(row)[:6] == ["a", "b", "score", "reasons", "decision", "decided_on"]
    assert (row["a"], row["b"], row["reasons"]) == ("C", "C", "same name: 'C'; caution: far")
    assert found.assumptions == ("1 pair waits for a decision; 0 decided.",)


def test_decided_pairs_are_shown_when_asked_for_the_latest_first(question):
    found = answer(question, Rounds(), show="decided")
    assert [(r["a_id"], r["score"], r["decision"], r["decided_on"]) for r in found.rows] == [
        ("org-7", None, "same", "2024-06-01"),
        ("org-5", 1.0, "different", "2024-05-01"),
    ]


def test_all_of_them_the_open_ones_first(question):
    found = answer(question, Rounds(), show="all")
    assert [row["a_id"] for row in found.rows] == ["board-1", "org-1", "org-3", "org-7", "org-5"]


def test_a_kind_a_score_and_a_limit_narrow(question):
    rounds = Rounds()
    found = answer(question, rounds, kind="Organisation", at_least="0.7", limit="1")
    assert rounds.asked == 0.7
    assert [row["a_id"] for row in found.rows] == ["org-1"]
    assert found.assumptions[1] == "1 of 2 pairs are shown; ask for more with limit."


@pytest.mark.parametrize(
    ("pairs", "show", "words"),
    [
        ([], "open", "No two records are alike enough to ask about."),
        ([], "decided", "No pair of this sort has been decided yet."),
        (PAIRS[:1], "open", "Every pair has been decided (1); `--show decided` lists them."),
    ],
)
def test_why_there_is_nothing(question, pairs, show, words):
    assert answer(question, Rounds(pairs), show=show).nothing_because == words


def test_asked_of_a_project_it_finds_the_pair_and_where_each_was_said(tmp_path):
    project, workbook = tmp_path / "town", tmp_path / "workbook"
    workbook.mkdir()
    names = "name\nTower Hamlets Together\nTHT\nThe Hub\n"
    (workbook / "Organisations.csv").write_text(names, encoding="utf-8")
    run("init", project)
    load(project, workbook)
    (project / "names.csv").write_text(
        "kind,name,means\nOrganisation,The Hub,Tower Hamlets Together\n", encoding="utf-8"
    )
    listed = json.loads(run("ask", "D2", "--project", project, "--format", "json").stdout)["rows"]
    assert [(row["a"], row["b"], row["score"]) for row in listed] == [
        ("The Hub", "Tower Hamlets Together", 1.0),
        ("THT", "Tower Hamlets Together", 0.81),
    ]
    assert listed[0]["reasons"] == "the list of names says that 'The Hub' means 'Tower Hamlets Together'"
    assert [said["row"] for said in listed[1]["evidence"]] == [2, 3]
    run("decide", "reject", listed[0]["a_id"], listed[0]["b_id"], "--project", project)
    left = json.loads(run("ask", "D2", "--project", project, "--format", "json").stdout)["rows"]
    assert [row["a"] for row in left] == ["THT"]
