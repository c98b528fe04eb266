"""The rows behind each change."""

from pathlib import Path

import pytest

from linkwork.graph.change_evidence import all_with_evidence
from linkwork.graph.difference import Changes, changes, without_private
from linkwork.graph.rounds import RoundStore
from tests.graph.said import keep
from tests.graph.test_difference import MARCH, MAY

DIARY = """
Service: id | name | status | caseload
service-walks | Walks | open | {caseload}"""


@pytest.fixture
def store(tmp_path: Path) -> RoundStore:
    return RoundStore(tmp_path / "rounds")


def behind(found: Changes, word: str) -> dict[tuple[str, str | None], list[tuple[str, str, int]]]:
    """Day, sheet and row of the evidence of each change in a list, by id and field."""
    rows = getattr(all_with_evidence(found), word)
    return {(row["id"], row["field"]): [(e["date"], e["sheet"], e["row"]) for e in row["evidence"]] for row in rows}


def test_what_is_new_rests_on_the_row_that_says_it_and_what_is_gone_on_the_last_that_did(store: RoundStore) -> None:
    keep(store, "a 2024-03-01", MARCH)
    keep(store, "a 2024-05-01", MAY)
    found = changes(store)
    assert behind(found, "new") == {
        ("org-3", None): [("2024-05-01", "Organisation", 3)],
        ("PART_OF|org-1|org-q", None): [("2024-05-01", "PART_OF", 2)],
        ("PART_OF|org-3|org-p", None): [("2024-05-01", "PART_OF", 3)],
    }
    assert behind(found, "gone") == {
        ("org-2", None): [("2024-03-01", "Organisation", 3)],
        ("PART_OF|org-1|org-p", None): [("2024-03-01", "PART_OF", 2)],
        ("PART_OF|org-2|org-p", None): [("2024-03-01", "PART_OF", 3)],
    }
    assert {row["id"]: row["missing_from"] for row in found.gone}["org-2"] == {"source": "a", "date": "2024-05-01"}


def test_what_changed_rests_on_the_row_that_says_the_new_and_the_one_that_said_the_old(store: RoundStore) -> None:
    keep(store, "a 2024-03-01", MARCH)
    keep(store, "a 2024-05-01", MAY)
    assert behind(changes(store), "changed") == {
        ("org-1", "name"): [("2024-05-01", "Organisation", 2), ("2024-03-01", "Organisation", 2)],
        ("org-1", "PART_OF"): [("2024-05-01", "PART_OF", 2), ("2024-03-01", "PART_OF", 2)],
    }


def test_evidence_has_the_shape_that_answers_give_it(store: RoundStore) -> None:
    keep(store, "a 2024-03-01", MARCH)
    keep(store, "a 2024-05-01", MAY)
    [three, *_] = all_with_evidence(changes(store)).new
    assert three["evidence"] == [
        {"source": "a", "date": "2024-05-01", "file": "town.csv", "sheet": "Organisation", "row": 3}
    ]


def test_a_row_that_leaves_the_cell_blank_in_a_partial_round_is_no_evidence(store: RoundStore) -> None:
    keep(store, "a 2024-03-01", MARCH)
    keep(store, "a 2024-04-01 partial", "Organisation: id | name | postcode\norg-1 | One | E3 4AB")
    keep(store, "a 2024-05-01 partial", "Organisation: id | name | postcode\norg-1 | Uno | ")
    found = changes(store, "2024-03-01", "2024-05-01")
    assert behind(found, "changed") == {
        ("org-1", "name"): [("2024-05-01", "Organisation", 2), ("2024-03-01", "Organisation", 2)],
        ("org-1", "postcode"): [("2024-04-01", "Organisation", 2), ("2024-03-01", "Organisation", 2)],
    }


def test_what_a_partial_round_said_last_and_a_complete_one_lacks_names_both(store: RoundStore) -> None:
    keep(store, "a 2024-03-01", MARCH)
    keep(store, "a 2024-04-01 partial", "Organisation: id | name\norg-2 | Two")
    keep(store, "a 2024-05-01", MAY)
    found = changes(store, "2024-03-01", "2024-12-31")
    assert behind(found, "gone")["org-2", None] == [("2024-04-01", "Organisation", 2)]
    assert found.gone[0]["missing_from"] == {"source": "a", "date": "2024-05-01"}


def test_a_correction_rests_on_both_revisions(store: RoundStore) -> None:
    keep(store, "a 2024-03-01", "Organisation: id | name\norg-1 | One\norg-2 | Tow")
    keep(store, "a 2024-03-01", "Organisation: id | name\norg-2 | Two\norg-1 | One")
    found = changes(store, "2024-01-01", "2024-12-31")
    assert behind(found, "corrections") == {
        ("org-2", "name"): [("2024-03-01", "Organisation", 2), ("2024-03-01", "Organisation", 3)]
    }


def test_a_small_count_is_hidden_in_the_values_and_the_words_and_still_has_its_rows(store: RoundStore) -> None:
    keep(store, "a 2024-03-01", DIARY.format(caseload=3))
    keep(store, "a 2024-05-01", DIARY.format(caseload=12))
    [shown] = without_private(changes(store), internal=False).changed
    assert (shown["before"], shown["after"]) == ("under 5", 12)
    assert shown["in_words"] == "Walks: caseload is now 12, was under 5"
    assert behind(without_private(changes(store), internal=False), "changed") == {
        ("service-walks", "caseload"): [("2024-05-01", "Service", 2), ("2024-03-01", "Service", 2)]
    }
    [asked] = without_private(changes(store), internal=True).changed
    assert (asked["before"], asked["after"]) == (3, 12)
    assert not {"private", "small", "called"} & {*shown, *asked}


FUND = """
Fund: id | name | published
fund-x | Secret grant | no
fund-y | Known grant | yes

Service: id | name | status
service-walks | Walks | open
service-choir | Choir | open"""
PAYS = """

FUNDS: from | to
fund-x | service-walks
fund-y | service-choir"""


def test_a_new_link_from_something_confidential_that_was_there_before_is_not_shown(store: RoundStore) -> None:
    keep(store, "a 2024-03-01", FUND)
    keep(store, "a 2024-05-01", FUND + PAYS)
    assert [row["name"] for row in without_private(changes(store), internal=False).new] == ["Known grant > Choir"]
    assert len(without_private(changes(store), internal=True).new) == 2


def test_a_link_from_something_that_another_source_holds_as_confidential_is_not_shown(store: RoundStore) -> None:
    keep(store, "treasurer 2024-01-01", FUND)
    keep(store, "a 2024-03-01", "Service: id | name | status\nservice-walks | Walks | open")
    keep(store, "a 2024-05-01", "Service: id | name | status\nservice-walks | Walks | open" + PAYS)
    found = changes(store, source="a")
    assert [row["name"] for row in without_private(found, internal=False).new] == ["Known grant > Choir"]
    assert [row["name"] for row in without_private(found, internal=True).new] == [
        "Secret grant > Walks",
        "Known grant > Choir",
    ]


def test_a_value_that_was_confidential_at_one_of_the_dates_is_not_shown(store: RoundStore) -> None:
    money = "Fund: id | name | published | amount\nfund-x | Grant | {} | {}"
    keep(store, "a 2024-03-01", money.format("yes", 100))
    keep(store, "a 2024-05-01", money.format("no", 250))
    assert without_private(changes(store), internal=False).changed == []
    assert {row["field"] for row in without_private(changes(store), internal=True).changed} == {"published", "amount"}
