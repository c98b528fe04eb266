"""Where sources disagree: what each says, and what is shown."""

from pathlib import Path

import pytest

from linkwork.graph.conflicts import conflicts
from linkwork.graph.rounds import RoundStore
from linkwork.graph.rules import EVERYTHING, Rules
from tests.graph.said import keep


@pytest.fixture
def store(tmp_path: Path) -> RoundStore:
    made = RoundStore(tmp_path / "rounds")
    keep(
        made,
        "a 2024-01-31",
        "Organisation: id | name | postcode | aliases\norg-1 | One | E1 1AA | Uno\norg-2 | Two | |",
    )
    keep(
        made,
        "b 2024-02-29",
        "Organisation: id | name | postcode | aliases\norg-1 | Eins | E1 1AA | Eins\norg-2 | Two | E2 2AA |",
    )
    return made


def found(store: RoundStore) -> list[tuple[object, ...]]:
    every = conflicts(store)
    return [(c.id, c.field, c.used, c.used_source, c.used_date, c.other, c.other_source, c.other_date) for c in every]


def test_two_sources_that_say_different_things_disagree_and_a_blank_says_nothing(store: RoundStore) -> None:
    assert found(store) == [("org-1", "name", "Eins", "b", "2024-02-29", "One", "a", "2024-01-31")]


def test_what_is_believed_first_is_what_is_used(store: RoundStore) -> None:
    store.rules = Rules(precedence={EVERYTHING: ("a",)})
    assert found(store) == [("org-1", "name", "One", "a", "2024-01-31", "Eins", "b", "2024-02-29")]


@pytest.mark.parametrize(
    ("order", "used", "by_order"), [((), "b", False), (("b",), "b", True), (("a", "b"), "a", True)]
)
def test_it_is_known_whether_the_order_settled_it_even_where_the_later_is_believed(
    store: RoundStore, order: tuple[str, ...], used: str, by_order: bool
) -> None:
    store.rules = Rules(precedence={"Organisation.name": order})
    assert [(c.used_source, c.by_order) for c in conflicts(store)] == [(used, by_order)]


def test_a_source_that_no_longer_speaks_of_a_record_disagrees_no_more(store: RoundStore) -> None:
    keep(store, "a 2024-03-31", "Organisation: id | name\norg-2 | Two")
    assert found(store) == []


def test_a_source_that_changed_its_mind_disagrees_with_nobody(store: RoundStore) -> None:
    keep(store, "a 2024-03-31", "Organisation: id | name\norg-1 | Eins\norg-2 | Two")
    assert found(store) == []


def test_a_retired_source_disagrees_no_more(store: RoundStore) -> None:
    store.rules = Rules(retired={"a": "2024-03-01"})
    assert found(store) == []


def test_three_sources_give_a_row_for_each_that_says_otherwise(store: RoundStore) -> None:
    keep(store, "c 2024-03-31 partial", "Organisation: id | name\norg-1 | Un")
    assert [(row[2], row[5], row[6]) for row in found(store)] == [("Un", "One", "a"), ("Un", "Eins", "b")]


def test_records_that_were_found_to_be_one_are_compared(tmp_path: Path) -> None:
    store = RoundStore(tmp_path / "rounds", rules=Rules(same={"org-b": "org-a"}))
    keep(store, "a 2024-01-31", "Organisation: id | postcode\norg-a | E1 1AA")
    keep(store, "b 2024-02-29", "Organisation: id | postcode\norg-b | E2 2AA")
    assert [(row[0], row[2], row[5]) for row in found(store)] == [("org-a", "E2 2AA", "E1 1AA")]


def test_links_are_compared_too_and_what_is_confidential_is_marked(tmp_path: Path) -> None:
    store = RoundStore(tmp_path / "rounds")
    town = "Organisation: id | name\norg-1 | One\n\nService: id | name | status\nservice-1 | S | open\n\n"
    keep(store, "a 2024-01-31", f"{town}FUNDS: from | to | amount\norg-1 | service-1 | 100")
    keep(store, "b 2024-02-29", f"{town}FUNDS: from | to | amount\norg-1 | service-1 | 200")
    (one,) = conflicts(store)
    assert (one.id, one.field, one.used, one.other, one.privacy) == (
        "FUNDS|org-1|service-1",
        "amount",
        200.0,
        100.0,
        "confidential",
    )
