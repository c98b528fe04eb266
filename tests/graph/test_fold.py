"""What the rounds say together: docs/rounds.md, a rule a test."""

from pathlib import Path

import polars as pl
import pytest

from linkwork.graph.fold import View, fold
from linkwork.graph.records import Scope
from linkwork.graph.rounds import RoundStore
from linkwork.graph.schema import SCHEMA
from tests.graph.said import keep


@pytest.fixture
def store(tmp_path: Path) -> RoundStore:
    return RoundStore(tmp_path / "rounds")


def view(store: RoundStore) -> View:
    return fold(store.folded(), SCHEMA)


def cell(found: View, id_: str, column: str) -> object:
    frame = next(f for f in (*found.nodes.values(), *found.links.values()) if id_ in f["id"].to_list())
    return frame.filter(pl.col("id") == id_)[column].to_list()[0]


def test_the_latest_date_wins_whatever_the_order_of_loading(store: RoundStore) -> None:
    keep(store, "a 2024-02-01", "Organisation: id | name\norg-1 | Later")
    keep(store, "a 2024-01-01", "Organisation: id | name\norg-1 | Earlier")
    assert cell(view(store), "org-1", "name") == "Later"
    assert cell(view(store), "org-1", "first_round") == "2024-01-01"


def test_at_one_date_the_source_whose_name_comes_last_wins(store: RoundStore) -> None:
    keep(store, "b 2024-01-01", "Organisation: id | name\norg-1 | From b")
    keep(store, "a 2024-01-01", "Organisation: id | name\norg-1 | From a")
    assert cell(view(store), "org-1", "name") == "From b"
    assert cell(view(store), "org-1", "sources") == ["a", "b"]


def test_a_blank_in_a_complete_round_clears_what_the_source_said(store: RoundStore) -> None:
    keep(store, "a 2024-01-01", "Organisation: id | name | postcode\norg-1 | One | E1 6LA")
    keep(store, "a 2024-02-01", "Organisation: id | name | postcode\norg-1 | One |")
    assert cell(view(store), "org-1", "postcode") is None


def test_a_blank_clears_only_what_its_own_source_said(store: RoundStore) -> None:
    keep(store, "a 2024-01-01", "Organisation: id | name | postcode\norg-1 | One | E1 6LA")
    keep(store, "b 2024-02-01", "Organisation: id | name | postcode\norg-1 | One |")
    assert cell(view(store), "org-1", "postcode") == "E1 6LA"


def test_an_absent_column_says_nothing(store: RoundStore) -> None:
    keep(store, "a 2024-01-01", "Organisation: id | name | postcode\norg-1 | One | E1 6LA")
    keep(store, "a 2024-02-01", "Organisation: id | name\norg-1 | One")
    assert cell(view(store), "org-1", "postcode") == "E1 6LA"


def test_a_blank_in_a_partial_round_says_nothing(store: RoundStore) -> None:
    keep(store, "a 2024-01-01", "Organisation: id | name | postcode\norg-1 | One | E1 6LA")
    keep(store, "a 2024-02-01 partial", "Organisation: id | name | postcode\norg-1 | Uno |")
    assert cell(view(store), "org-1", "postcode") == "E1 6LA"
    assert cell(view(store), "org-1", "name") == "Uno"


def test_absence_from_a_complete_round_makes_stale_and_from_a_partial_one_does_not(store: RoundStore) -> None:
    keep(store, "a 2024-01-01", "Organisation: id | name\norg-1 | One\norg-2 | Two")
    keep(store, "a 2024-02-01 partial", "Organisation: id | name\norg-1 | One")
    assert cell(view(store), "org-2", "stale_since") is None
    keep(store, "a 2024-03-01", "Organisation: id | name\norg-1 | One")
    found = view(store)
    assert cell(found, "org-2", "stale_since") == "2024-03-01"
    assert cell(found, "org-2", "live") is False
    assert cell(found, "org-2", "name") == "Two"


def test_stale_needs_every_source_that_mentioned_the_record_to_have_dropped_it(store: RoundStore) -> None:
    keep(store, "a 2024-01-01", "Organisation: id | name\norg-1 | One\norg-2 | Two")
    keep(store, "b 2024-01-15", "Organisation: id | name\norg-2 | Two\norg-3 | Three")
    keep(store, "a 2024-02-01", "Organisation: id | name\norg-1 | One")
    assert cell(view(store), "org-2", "stale_since") is None
    keep(store, "b 2024-03-01", "Organisation: id | name\norg-3 | Three")
    assert cell(view(store), "org-2", "stale_since") == "2024-03-01"


def test_a_record_that_comes_back_is_live_again(store: RoundStore) -> None:
    keep(store, "a 2024-01-01", "Organisation: id | name\norg-1 | One\norg-2 | Two")
    keep(store, "a 2024-02-01", "Organisation: id | name\norg-1 | One")
    keep(store, "a 2024-03-01", "Organisation: id | name\norg-1 | One\norg-2 | Two")
    assert cell(view(store), "org-2", "stale_since") is None


TWO_KINDS = "Organisation: id | name\norg-1 | One\n\nBoard: id | name\nboard-1 | Board"


def test_absence_outside_the_kinds_of_the_scope_means_nothing(store: RoundStore) -> None:
    keep(store, "a 2024-01-01", TWO_KINDS)
    keep(store, "a 2024-02-01", "Organisation: id | name\norg-2 | Two", Scope(kinds=("Organisation",)))
    found = view(store)
    assert cell(found, "board-1", "stale_since") is None
    assert cell(found, "org-1", "stale_since") == "2024-02-01"


def test_absence_outside_the_sheets_of_the_scope_means_nothing(store: RoundStore) -> None:
    keep(store, "a 2024-01-01", TWO_KINDS)
    keep(store, "a 2024-02-01", "Organisation: id | name\norg-2 | Two", Scope(sheets=("Organisation",)))
    found = view(store)
    assert cell(found, "board-1", "stale_since") is None
    assert cell(found, "org-1", "stale_since") == "2024-02-01"


def test_absence_outside_the_areas_of_the_scope_means_nothing_and_what_has_no_area_is_outside(
    store: RoundStore,
) -> None:
    town = """
Area: id | name
area-n | North
area-n1 | Ward in the north
area-s | South

Organisation: id | name
org-n | Northern
org-s | Southern
org-x | Nowhere

WITHIN: from | to
area-n1 | area-n

IN_AREA: from | to
org-n | area-n1
org-s | area-s"""
    keep(store, "a 2024-01-01", town)
    keep(store, "a 2024-02-01", "Area: id | name\narea-n | North", Scope(areas=("area-n",)))
    found = view(store)
    stale = {id_: cell(found, id_, "stale_since") for id_ in ("org-n", "org-s", "org-x", "area-s", "area-n1")}
    assert stale == {"org-n": "2024-02-01", "org-s": None, "org-x": None, "area-s": None, "area-n1": "2024-02-01"}
    assert cell(found, "IN_AREA|org-n|area-n1", "stale_since") == "2024-02-01"
    assert cell(found, "IN_AREA|org-s|area-s", "stale_since") is None


def test_a_link_is_in_scope_if_its_type_and_its_from_end_are(store: RoundStore) -> None:
    town = "Organisation: id | name\norg-1 | One\norg-2 | Two\n\nPART_OF: from | to\norg-1 | org-2"
    keep(store, "a 2024-01-01", town)
    only = "Organisation: id | name\norg-1 | One\norg-2 | Two"
    keep(store, "a 2024-02-01", only, Scope(kinds=("Organisation", "HOSTS")))
    assert cell(view(store), "PART_OF|org-1|org-2", "stale_since") is None
    keep(store, "a 2024-03-01", only, Scope(kinds=("Organisation", "PART_OF")))
    assert cell(view(store), "PART_OF|org-1|org-2", "stale_since") == "2024-03-01"


def test_silence_about_links_that_the_files_had_no_room_for_means_nothing(store: RoundStore) -> None:
    town = "Organisation: id | name\norg-1 | One\norg-2 | Two\n\nPART_OF: from | to\norg-1 | org-2"
    keep(store, "a 2024-01-01", town)
    only = "Organisation: id | name\norg-1 | One\norg-2 | Two"
    keep(store, "a 2024-02-01", only, Scope(links=("HOSTS",)))
    assert cell(view(store), "PART_OF|org-1|org-2", "stale_since") is None
    keep(store, "a 2024-03-01", only, Scope(links=("PART_OF",)))
    assert cell(view(store), "PART_OF|org-1|org-2", "stale_since") == "2024-03-01"


def test_a_revision_is_folded_in_place_of_the_round_it_revises(store: RoundStore) -> None:
    keep(store, "a 2024-01-01", "Organisation: id | name\norg-1 | Wrong\norg-2 | Never was")
    keep(store, "a 2024-01-01", "Organisation: id | name\norg-1 | Right")
    found = view(store)
    assert found.nodes["Organisation"]["id"].to_list() == ["org-1"]
    assert cell(found, "org-1", "name") == "Right"
    assert [r.number for r in store.rounds()] == [1, 2]


def test_partial_rounds_of_one_day_add_up(store: RoundStore) -> None:
    keep(store, "a 2024-01-01 partial", "Organisation: id | name\norg-1 | One")
    keep(store, "a 2024-01-01 partial", "Organisation: id | name\norg-2 | Two")
    assert view(store).nodes["Organisation"]["id"].to_list() == ["org-1", "org-2"]


def test_a_link_with_a_missing_end_is_loose_and_joins_when_the_end_arrives(store: RoundStore) -> None:
    keep(store, "a 2024-01-01", "Organisation: id | name\norg-1 | One\n\nPART_OF: from | to\norg-1 | org-9")
    found = view(store)
    assert (cell(found, "PART_OF|org-1|org-9", "loose"), cell(found, "PART_OF|org-1|org-9", "live")) == (True, False)
    keep(store, "b 2024-02-01", "Organisation: id | name\norg-9 | Nine")
    found = view(store)
    assert (cell(found, "PART_OF|org-1|org-9", "loose"), cell(found, "PART_OF|org-1|org-9", "live")) == (False, True)


def test_a_stale_link_between_live_ends_is_not_live(store: RoundStore) -> None:
    both = "Organisation: id | name\norg-1 | One\norg-2 | Two"
    keep(store, "a 2024-01-01", f"{both}\n\nPART_OF: from | to\norg-1 | org-2")
    keep(store, "a 2024-02-01", both)
    found = view(store)
    assert cell(found, "PART_OF|org-1|org-2", "live") is False
    assert cell(found, "org-1", "live") is True


def test_what_is_closed_or_ended_before_the_view_is_not_live_nor_is_a_link_to_it(store: RoundStore) -> None:
    town = """
Organisation: id | name | status
org-1 | Open | open
org-2 | Shut | closed
org-3 | Unsaid |

PART_OF: from | to | ends
org-1 | org-3 | 2024-05-31
org-3 | org-1 | 2024-06
org-2 | org-1 |"""
    keep(store, "a 2024-06-15", town)
    found = view(store)
    live = {id_: cell(found, id_, "live") for id_ in ("org-1", "org-2", "org-3")}
    assert live == {"org-1": True, "org-2": False, "org-3": True}
    links = ("PART_OF|org-1|org-3", "PART_OF|org-3|org-1", "PART_OF|org-2|org-1")
    assert [cell(found, id_, "live") for id_ in links] == [False, True, False]


def test_parallel_links_are_told_apart_by_their_key(store: RoundStore) -> None:
    town = """
Organisation: id | name
org-1 | One

Service: id | name | status
service-1 | Help | open

HOSTS: from | to | category
org-1 | service-1 | employer
org-1 | service-1 | premises"""
    keep(store, "a 2024-01-01", town)
    assert view(store).links["HOSTS"]["id"].to_list() == [
        "HOSTS|org-1|service-1|employer",
        "HOSTS|org-1|service-1|premises",
    ]


def test_personal_values_are_in_a_file_of_their_own_and_not_in_the_view(store: RoundStore) -> None:
    kept = keep(
        store, "a 2024-01-01", "Person: id | name | work_email | status\nperson-1 | Ann Other | ann@example.org | open"
    )
    assert view(store).nodes["Person"].columns[:2] == ["id", "first_round"]
    assert "Ann Other" not in str(view(store).nodes["Person"].to_dicts())
    assert kept.people[0].rows["name"].to_list() == ["Ann Other"]
    outside = [p for p in kept.folder.rglob("*") if p.is_file() and p.parent.name != "people"]
    assert all(b"Ann Other" not in p.read_bytes() and b"ann@example.org" not in p.read_bytes() for p in outside)


def test_a_filled_cell_goes_before_a_blank_one_of_the_same_round(store: RoundStore) -> None:
    town = "Organisation: id | name\norg-1 | One\norg-2 | Two"
    sheet = "PART_OF: from | to | ends\norg-1 | org-2 |"
    keep(store, "a 2024-01-01", f"{town}\n\n{sheet} 2030-01-01\n\n{sheet}")
    assert cell(view(store), "PART_OF|org-1|org-2", "ends") == "2030-01-01"


def test_what_has_moved_is_judged_by_where_it_is_now(store: RoundStore) -> None:
    town = "Area: id | name\narea-n | North\narea-s | South\n\nOrganisation: id | name\norg-1 | One"
    keep(store, "a 2024-01-01", f"{town}\n\nIN_AREA: from | to\norg-1 | area-n")
    keep(store, "a 2024-02-01", f"{town}\n\nIN_AREA: from | to\norg-1 | area-s")
    keep(store, "a 2024-03-01", "Area: id | name\narea-n | North", Scope(areas=("area-n",)))
    assert cell(view(store), "org-1", "stale_since") is None


def test_a_view_of_the_past_is_live_as_of_the_day_asked_for(store: RoundStore) -> None:
    town = "Organisation: id | name\norg-1 | One\norg-2 | Two"
    keep(store, "a 2024-01-01", f"{town}\n\nPART_OF: from | to | ends\norg-1 | org-2 | 2024-03-31")
    days = {day: fold(store.folded(), SCHEMA, day) for day in ("2024-03-31", "2024-04-01")}
    assert [cell(found, "PART_OF|org-1|org-2", "live") for found in days.values()] == [True, False]
