"""A view that was folded is remembered for as long as it is true, and taken for no other."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from linkwork.graph.check import check
from linkwork.graph.conflicts import conflicts
from linkwork.graph.difference import changes
from linkwork.graph.fold import View, fold
from linkwork.graph.place import Place
from linkwork.graph.records import Reading, Scope
from linkwork.graph.rounds import Round, RoundStore, Statement
from linkwork.graph.rules import Rules
from linkwork.graph.schema import SCHEMA
from linkwork.graph.sole import sole
from linkwork.graph.unconfirmed import unconfirmed
from linkwork.graph.views import HELD, current_view, view_of
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


ON, RETIRED = "2024-12-31", Rules(retired={"list": "2025-06-30"})


@pytest.fixture
def past(tmp_path: Path) -> RoundStore:
    """The end of 2024 as it is looked back on: a list that was retired in the next year, and a map that says less."""
    made = RoundStore(tmp_path / "rounds", until=ON, rules=RETIRED)
    keep(
        made,
        "list 2024-05-31",
        "Organisation: id | name\norg-1 | One\norg-2 | Two\n\nPART_OF: from | to\norg-2 | org-1",
    )
    keep(
        made,
        "map 2024-05-31",
        "Organisation: id | name\norg-1 | Uno\norg-2 | Two\n\nBoard: id | name\nboard-1 | Health",
    )
    keep(made, "map 2024-06-30", "Organisation: id | name\norg-1 | Uno\n\nBoard: id | name\nboard-1 | Health")
    return made


def test_a_source_that_was_retired_after_the_day_still_speaks_on_it(past: RoundStore) -> None:
    kinds = ["Organisation", "PART_OF"]
    assert [(one.id, one.used, one.other) for one in conflicts(past)] == [("org-1", "Uno", "One")]
    assert [(fact.id, fact.field) for fact in sole(past, kinds).facts] == [
        ("org-1", "name"),
        ("org-2", "name"),
        ("PART_OF|org-2|org-1", ""),
    ]
    assert [(one.id, one.stale_since) for one in unconfirmed(past, kinds).left] == [("org-2", None)]
    (gone,) = changes(past).gone
    assert gone["in_words"].endswith("from map; list still has it")


def test_what_has_ended_by_the_day_is_not_counted_on_it(tmp_path: Path) -> None:
    store = RoundStore(tmp_path / "rounds", until=ON)
    spans = "PART_OF: from | to | ends\norg-2 | org-1 | 2024-09-30\norg-3 | org-1 |"
    keep(store, "a 2024-05-31", f"Organisation: id | name\norg-1 | One\norg-2 | Two\norg-3 | Three\n\n{spans}")
    assert [fact.id for fact in sole(store, ["PART_OF"]).facts] == ["PART_OF|org-3|org-1"]
    assert current_view(store).as_of == ON
