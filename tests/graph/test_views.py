"""A view that was folded is remembered for as long as it is true, and taken for no other."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from linkwork.graph.check import check
from linkwork.graph.fold import View, fold
from linkwork.graph.place import Place
from linkwork.graph.records import Reading, Scope
from linkwork.graph.rounds import Round, RoundStore, Statement
from linkwork.graph.rules import Rules
from linkwork.graph.schema import SCHEMA
from linkwork.graph.views import HELD, view_of
from tests.graph.said import keep, tables

EARLIER = "Organisation: id | name | ods_code\norg-ods-u1 | Bow Network | U1\norg-ods-u2 | Leeds Network | U2"
LATER = "Organisation: id | name | ods_code\norg-ods-u1 | Bow and Poplar | U1\norg-ods-u2 | Leeds Network | U2"


@pytest.fixture
def store(tmp_path: Path) -> RoundStore:
    made = RoundStore(tmp_path / "rounds")
    keep(made, "a 2024-01-01", EARLIER)
    return made


def proposed(store: RoundStore, text: str) -> tuple[Round, Statement]:
    """The round of 1 February that a file with this text would become."""
    file = store.folder.parent / "later.txt"
    file.write_text(text)
    said = Statement("a", "2024-02-01", "test", complete=True, scope=Scope(), files=(file,))
    return store.propose(said, check(Reading(tables(text)), SCHEMA)), said


def names(view: View) -> list[str]:
    return view.nodes["Organisation"]["name"].to_list()


def test_what_was_folded_of_a_proposed_round_is_the_view_once_it_is_kept(store: RoundStore) -> None:
    planned, said = proposed(store, LATER)
    before = view_of(store, store.folded(proposed=planned), store.rules)
    store.keep(said, check(Reading(tables(LATER)), SCHEMA), {})
    after = view_of(store, store.folded(), store.rules)
    assert after is before
    assert names(after) == ["Bow and Poplar", "Leeds Network"] == names(fold(store.folded(), SCHEMA))


def test_another_proposal_of_the_same_day_is_folded_by_itself(store: RoundStore) -> None:
    first, _ = proposed(store, LATER)
    view_of(store, store.folded(proposed=first), store.rules)
    other, _ = proposed(store, LATER.replace("Leeds Network", "Leeds"))
    assert names(view_of(store, store.folded(proposed=other), store.rules)) == ["Bow and Poplar", "Leeds"]


def test_other_rules_are_folded_by_themselves(store: RoundStore) -> None:
    view_of(store, store.folded(), store.rules)
    retired = view_of(store, store.folded(), Rules(retired={"a": "2024-01-01"}))
    assert retired.nodes["Organisation"]["stale_since"].to_list() == ["2024-01-01", "2024-01-01"]


def test_a_day_is_folded_once_whether_it_is_named_or_is_that_of_the_latest_round(store: RoundStore) -> None:
    latest = view_of(store, store.folded(), store.rules)
    assert view_of(store, store.folded(), store.rules, "2024-01-01") is latest
    assert view_of(store, store.folded(), Rules(retired={"a": "2024-01-02"}), "2024-01-01") is latest
    later = view_of(store, store.folded(), Rules(retired={"a": "2024-01-02"}))
    assert later.nodes["Organisation"]["stale_since"].to_list() == ["2024-01-02", "2024-01-02"]
    assert view_of(store, store.folded(), store.rules, "2024-01-02").as_of == "2024-01-02"


def test_a_place_is_taken_from_the_view_of_everything(store: RoundStore) -> None:
    everything = view_of(store, store.folded(), store.rules)
    bow = replace(store.rules, place=Place(pcns=("U1",)))
    here = view_of(store, store.folded(), bow)
    assert names(everything) == ["Bow Network", "Leeds Network"]
    assert (names(here), here.outside) == (["Bow Network"], frozenset({"org-ods-u2"}))
    assert here.nodes["Organisation"].equals(fold(store.folded(), SCHEMA, rules=bow).nodes["Organisation"])


def test_no_more_is_held_than_a_load_weighs(store: RoundStore) -> None:
    for month in range(2, 6):
        keep(store, f"a 2024-0{month}-01", f"{EARLIER}\norg-{month} | Another |")
        view_of(store, store.folded(), store.rules)
    assert len(store.views) == HELD
    assert isinstance(view_of(store, store.folded(), store.rules).nodes["Organisation"], pl.DataFrame)
