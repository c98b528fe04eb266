"""What changed between two dates."""

from pathlib import Path

import pytest

from linkwork.errors import LinkworkError
from linkwork.graph.difference import changes
from linkwork.graph.rounds import RoundStore
from tests.graph.said import keep

MARCH = """
Organisation: id | name | postcode
org-1 | One | E1 6LA
org-2 | Two | E2 9PL
org-p | Pcn A |
org-q | Pcn B |

PART_OF: from | to | starts
org-1 | org-p | 2020
org-2 | org-p | 2020"""
MAY = """
Organisation: id | name | postcode
org-1 | Uno | E1 6LA
org-3 | Three |
org-p | Pcn A |
org-q | Pcn B |

PART_OF: from | to | starts
org-1 | org-q | 2024
org-3 | org-p | 2024"""


@pytest.fixture
def store(tmp_path: Path) -> RoundStore:
    return RoundStore(tmp_path / "rounds")


def ids(rows: list[dict[str, object]]) -> list[object]:
    return [row["id"] for row in rows]


def test_without_dates_the_last_two_complete_rounds_of_each_source_are_compared(store: RoundStore) -> None:
    keep(store, "a 2024-03-01", MARCH)
    keep(store, "a 2024-05-01", MAY)
    keep(store, "b 2024-04-01", "Board: id | name\nboard-1 | Board")
    found = changes(store)
    assert ids(found.new) == ["org-3", "PART_OF|org-1|org-q", "PART_OF|org-3|org-p"]
    assert ids(found.gone) == ["org-2", "PART_OF|org-1|org-p", "PART_OF|org-2|org-p"]
    assert [(row["id"], row["field"], row["before"], row["after"]) for row in found.changed] == [
        ("org-1", "name", "One", "Uno"),
        ("org-1", "PART_OF", ["org-p"], ["org-q"]),
    ]
    assert [(c.source, c.start, c.end, bool(c.note)) for c in found.sources] == [
        ("a", "2024-03-01", "2024-05-01", False),
        ("b", None, "2024-04-01", True),
    ]


def test_a_revision_that_was_withdrawn_corrects_nothing_and_is_not_read_where_it_is_damaged(store: RoundStore) -> None:
    keep(store, "a 2024-03-01", MARCH)
    keep(store, "a 2024-05-01", MAY)
    second = keep(store, "a 2024-05-01", MAY.replace("Three", "Drei"))
    assert ids(changes(store).corrections) == ["org-3"]
    (second.folder / "00-Organisation.parquet").write_bytes(b"damaged")
    assert changes(RoundStore(store.folder, withdrawn={second.id: "damaged"})).corrections == []


def test_who_still_has_what_is_gone_is_who_has_not_let_go_of_it_too(store: RoundStore) -> None:
    for source in "abc":
        keep(store, f"{source} 2024-01-31", "Organisation: id | name\norg-1 | One\norg-x | Xeno")
    for source, day in (("c", "2024-02-29"), ("b", "2024-03-31")):
        keep(store, f"{source} {day}", "Organisation: id | name\norg-1 | One")
    (gone,) = changes(store, source="b").gone
    assert gone["in_words"] == "Xeno (organisation) is gone from b; a still has it"


def test_a_source_that_gave_parts_alone_has_no_complete_round_to_compare(store: RoundStore) -> None:
    keep(store, "a 2024-03-01 partial", MARCH)
    (one,) = changes(store).sources
    assert one.note == "no complete round so far, so there is nothing to compare"
    with pytest.raises(LinkworkError, match="Give both dates to compare, or neither"):
        changes(store, "2024-01-01")


def test_a_change_of_a_link_names_both_ends(store: RoundStore) -> None:
    keep(store, "a 2024-03-01", MARCH)
    keep(store, "a 2024-05-01", MAY)
    row = changes(store).new[1]
    assert {k: row[k] for k in ("kind", "from_id", "to_id", "name", "source")} == {
        "kind": "PART_OF",
        "from_id": "org-1",
        "to_id": "org-q",
        "name": "Uno > Pcn B",
        "source": "a",
    }


def test_a_partial_round_makes_nothing_gone(store: RoundStore) -> None:
    keep(store, "a 2024-03-01", MARCH)
    keep(store, "a 2024-05-01 partial", MAY)
    found = changes(store, "2024-03-01", "2024-05-01")
    assert found.gone == []
    assert "org-3" in ids(found.new)


def test_between_two_dates_every_source_is_compared(store: RoundStore) -> None:
    keep(store, "a 2024-03-01", MARCH)
    keep(store, "b 2024-04-01", "Board: id | name\nboard-1 | Board")
    assert ids(changes(store, "2024-03-15", "2024-06-01").new) == ["board-1"]


def test_a_revision_is_a_correction_and_not_a_change(store: RoundStore) -> None:
    keep(store, "a 2024-03-01", MARCH)
    keep(store, "a 2024-05-01", MARCH.replace("Two", "Typing error"))
    keep(store, "a 2024-05-01", MARCH)
    found = changes(store)
    assert (found.new, found.gone, found.changed) == ([], [], [])
    assert [(c["id"], c["before"], c["after"]) for c in found.corrections] == [("org-2", "Typing error", "Two")]


def test_a_correction_is_listed_whatever_the_dates_round_it(store: RoundStore) -> None:
    keep(store, "a 2024-03-01", MARCH.replace("Two", "Typing error"))
    keep(store, "a 2024-03-01", MARCH)
    found = changes(store, "2024-01-01", "2024-12-31")
    assert [(c["id"], c["before"], c["after"]) for c in found.corrections] == [("org-2", "Typing error", "Two")]


def test_a_source_that_has_said_nothing_is_refused_with_those_that_have(store: RoundStore) -> None:
    keep(store, "a 2024-03-01", MARCH)
    with pytest.raises(LinkworkError, match=r"no round of a source 'z'\. The sources are: a\."):
        changes(store, source="z")


def test_what_only_another_source_describes_is_called_by_its_name(store: RoundStore) -> None:
    keep(store, "b 2024-01-01", "Board: id | name\nboard-1 | Steering Group")
    keep(store, "a 2024-03-01", MARCH)
    keep(store, "a 2024-05-01", MARCH + "\n\nMEMBER_OF: from | to\norg-1 | board-1")
    assert [row["in_words"] for row in changes(store, source="a").new] == ["One is now a member of Steering Group"]
