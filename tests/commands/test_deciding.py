"""Decisions on the command line: they are kept in a file that can be read, hold for later rounds, and can be undone."""

import csv
import json
from pathlib import Path

import pytest

from linkwork.graph.decisions import Decision, read_decisions, write_decisions
from tests.commands.steps import load, run

NAMES = "id,name,sector\na,Riverside Trust,vcse\nb,Riverside Trust Ltd,vcse\nc,Hill Council,council\n"


@pytest.fixture
def twins(project: Path, workbook: Path) -> Path:
    (workbook / "Organisations.csv").write_text(NAMES)
    (workbook / "Services.csv").write_text("name,status,provider\nWalks,open,a\nLunch,open,b\n")
    load(project, workbook)
    return project


def rows(project: Path, cypher: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run("cypher", cypher, "--format", "json", "--project", project).stdout)
    return found


def providers(project: Path) -> list[str]:
    query = "MATCH (o:Organisation)-[r:PROVIDES]->(:Service) WHERE r.live RETURN o.id AS id ORDER BY id"
    return [str(row["id"]) for row in rows(project, query)]


def test_of_two_that_are_one_links_move_and_it_can_be_undone(twins: Path) -> None:
    said = run("decide", "accept", "org-a", "org-b", "--reason", "same charity", "--project", twins).output
    assert "Decision 1: org-a and org-b are one." in said
    assert providers(twins) == ["org-a", "org-a"]
    assert rows(twins, "MATCH (o:Organisation {id: 'org-a'}) RETURN o.aliases AS a")[0]["a"] == [
        "Riverside Trust Ltd",
        "org-b",
    ]
    assert (
        "This no longer holds: decision 1: org-a and org-b are one."
        in run("decide", "--undo", "1", "--project", twins).output
    )
    assert providers(twins) == ["org-a", "org-b"]
    with (twins / "decisions.csv").open(newline="") as file:
        (kept,) = csv.DictReader(file)
    assert (kept["decision"], kept["reason"], bool(kept["undone_on"])) == ("same", "same charity", True)


def test_a_name_is_answered_with_the_ids_that_bear_it(twins: Path) -> None:
    said = run("decide", "accept", "riverside trust", "org-b", "--project", twins, code=1).output
    assert "'riverside trust' is a name. Give the id: org-a. Nothing was changed." in said


def test_a_decision_holds_for_later_rounds(twins: Path, workbook: Path) -> None:
    run("decide", "accept", "org-a", "org-b", "--project", twins)
    (workbook / "Services.csv").write_text("name,status,provider\nWalks,open,b\nLunch,open,b\n")
    run("load", "mapping-workbook", workbook, "--as-of", "2024-06-30", "--project", twins, "--yes")
    assert providers(twins) == ["org-a", "org-a"]
    assert "Nothing is wrong" in run("doctor", "--project", twins).output


def test_a_file_of_decisions_is_taken_whole_or_not_at_all(twins: Path, tmp_path: Path) -> None:
    file = tmp_path / "decided.csv"
    file.write_text("a,b,decision,reason\norg-a,org-b,accept,same\norg-a,org-c,rejct,\n")
    assert "row 3: it says 'rejct' of 'org-a' and 'org-c'" in run("decide", file, "--project", twins, code=2).output
    assert not (twins / "decisions.csv").exists()
    file.write_text("a,b,decision,reason\norg-a,org-b,accept,same\norg-a,org-c,reject,\norg-b,org-c,,\n")
    run("decide", file, "--by", "Mapping lead", "--project", twins)
    listed = json.loads(run("decide", "--format", "json", "--project", twins).stdout)
    assert [(row["decision"], row["subject"], row["other"], row["decided_by"]) for row in listed] == [
        ("same", "org-a", "org-b", "Mapping lead"),
        ("different", "org-a", "org-c", "Mapping lead"),
    ]


WRONG = (
    (("accept", "org-a", "org-x"), "There is no record 'org-x'."),
    (("accept", "org-a", "service-a-walks"), "org-a is of the kind Organisation, service-a-walks of the kind Service"),
    (("accept", "org-a"), "Write `accept A B` or `reject A B`"),
    (("merge", "org-a", "org-b"), "Write `accept A B` or `reject A B`"),
    (("--undo", "4"), "There is no decision 4 to undo"),
)


@pytest.mark.parametrize(("words", "message"), WRONG, ids=lambda value: str(value)[:30])
def test_what_cannot_be_decided_is_refused(twins: Path, words: tuple[str, ...], message: str) -> None:
    assert message in run("decide", *words, "--project", twins, code=1).output
    assert not (twins / "decisions.csv").exists()


def test_a_round_is_withdrawn_with_a_reason_and_put_back(twins: Path, workbook: Path) -> None:
    assert "Say why with --reason" in run("withdraw", "2024-03-31_mapping_1", "--project", twins, code=1).output
    run("withdraw", "2024-03-31_mapping_1", "--reason", "test data", "--project", twins)
    assert rows(twins, "MATCH (o:Organisation) RETURN count(o) AS n") == [{"n": 0}]
    (listed,) = json.loads(run("rounds", "--format", "json", "--project", twins).stdout)
    assert (listed["counts"], listed["withdrawn"]) == (False, "test data")
    refused = load(twins, workbook, code=1).output
    assert "withdrawn: test data" in refused
    assert "linkwork withdraw 2024-03-31_mapping_1 --undo" in " ".join(refused.split())
    run("withdraw", "2024-03-31_mapping_1", "--undo", "--project", twins)
    assert providers(twins) == ["org-a", "org-b"]
    assert run("withdraw", "2024-03-31_mapping_1", "--undo", "--project", twins, code=1).output == (
        "Error: 2024-03-31_mapping_1 is not withdrawn, so there is nothing to undo. Nothing was changed.\n"
    )


def test_a_retired_source_leaves_what_only_it_said_stale(twins: Path) -> None:
    run("sources", "retire", "mapping", "--on", "2024-04-30", "--project", twins)
    assert providers(twins) == []
    assert rows(twins, "MATCH (o:Organisation {id: 'org-a'}) RETURN o.stale_since AS s") == [{"s": "2024-04-30"}]
    (listed,) = json.loads(run("sources", "--format", "json", "--project", twins).stdout)
    assert listed["retired"] == "2024-04-30"
    run("sources", "retire", "mapping", "--undo", "--project", twins)
    assert providers(twins) == ["org-a", "org-b"]


def test_the_day_a_source_is_retired_from_is_taken_as_every_day_is_and_kept_as_the_others_are(twins: Path) -> None:
    refused = run("sources", "retire", "mapping", "--on", "31 March", "--project", twins, code=1).output
    assert "'31 March' is not a day" in refused
    assert not (twins / "decisions.csv").exists()
    run("sources", "retire", "mapping", "--on", "30/04/2024", "--project", twins)
    assert [one.decided_on for one in read_decisions(twins).every] == ["2024-04-30"]


@pytest.mark.parametrize("words", [("withdraw", "2024-03-31_maping_1", "--undo"), ("sources", "retire", "maping")])
def test_a_misspelt_round_or_source_gets_the_nearest(twins: Path, words: tuple[str, ...]) -> None:
    assert "Did you mean" in run(*words, "--project", twins, code=1).output


def test_the_settings_say_whom_to_believe(twins: Path, workbook: Path) -> None:
    (workbook / "Organisations.csv").write_text("id,name\na,Riverside renamed\n")
    more = ("--source", "other", "--as-of", "2024-05-31", "--project", twins)
    run("load", "mapping-workbook", workbook / "Organisations.csv", *more)
    name = "MATCH (o:Organisation {id: 'org-a'}) RETURN o.name AS name"
    assert rows(twins, name) == [{"name": "Riverside renamed"}]
    settings = twins / "linkwork.toml"
    text = settings.read_text(encoding="utf-8").replace("[precedence]\n", '[precedence]\nsources = ["mapping"]\n')
    settings.write_text(text, encoding="utf-8")
    assert "the place, the precedence or a decision is newer" in run("doctor", "--project", twins, code=1).output
    run("build", "--project", twins)
    assert rows(twins, name) == [{"name": "Riverside Trust"}]


@pytest.mark.parametrize(
    ("line", "message"),
    [('"Organisation.nam" = ["a"]', "neither `sources` nor a property"), ('sources = "a"', "is not a list of sources")],
)
def test_a_precedence_that_is_none_is_refused(twins: Path, line: str, message: str) -> None:
    settings = twins / "linkwork.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("[precedence]\n", f"[precedence]\n{line}\n"))
    assert message in run("status", "--project", twins, code=1).output


def test_proposed_pairs_are_saved_filled_in_and_decided(twins: Path, workbook: Path, tmp_path: Path) -> None:
    (workbook / "Organisations.csv").write_text("name,postcode,sector\nRiverside  Trust,E1 6LA,vcse\n")
    (workbook / "Services.csv").unlink()
    run("load", "mapping-workbook", workbook, "--source", "other", "--as-of", "2024-04-30", "--project", twins)
    pairs = tmp_path / "pairs.csv"
    run("duplicates", "--kind", "Organisation", "--save", pairs, "--project", twins)
    with pairs.open(newline="") as file:
        found = [row for row in csv.DictReader(file) if {row["a"], row["b"]} == {"org-a", "org-other-riverside-trust"}]
    assert [(row["a"], row["decision"], bool(row["reasons"])) for row in found] == [("org-a", "", True)]
    text = "a,b,decision,reason\n" + "".join(f"{row['a']},{row['b']},accept,same name\n" for row in found)
    pairs.write_text(text)
    run("decide", pairs, "--project", twins)
    assert "org-other-riverside-trust" not in run("duplicates", "--format", "csv", "--project", twins).output
    assert "accept" in run("duplicates", "--decided", "--format", "csv", "--project", twins).output


def test_where_no_pair_waits_it_is_said(loaded: Path) -> None:
    assert (
        "No two records with a score of 0.8 or more wait for a decision."
        in run("duplicates", "--project", loaded).output
    )


def test_a_decision_that_the_graph_could_not_follow_is_followed_when_it_is_made_again(twins: Path) -> None:
    keep, other = "org-a", "org-b"
    made = Decision(0, "same", keep, other, decided_on="2024-04-01")
    # As a process leaves it that was killed between the two.
    write_decisions(twins, read_decisions(twins).add(made))
    again = ("decide", "accept", keep, other, "--project", twins)
    assert "a decision is newer than the graph" in run("status", "--project", twins).output
    assert providers(twins) == [keep, other]
    assert "That was decided before; the graph did not show it yet. The graph is up to date" in run(*again).output
    assert providers(twins) == [keep, keep]
    assert "That has been decided already" in run(*again, code=1).output
    write_decisions(twins, read_decisions(twins).undo(1, "2024-04-02"))
    assert "the graph did not show it yet" in run("decide", "--undo", 1, "--project", twins).output
    assert providers(twins) == [keep, other]
