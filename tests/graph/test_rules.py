"""What a fold goes by: whom to believe, who says no more, which records are one, which rounds no longer count."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from linkwork.errors import LinkworkError
from linkwork.graph.build import Built, build, departures
from linkwork.graph.engine import Engine, GraphAddress, Owner, open_engine
from linkwork.graph.evidence import evidence
from linkwork.graph.fold import View, fold
from linkwork.graph.place import Place
from linkwork.graph.records import Scope
from linkwork.graph.rounds import RoundStore, Statement
from linkwork.graph.rules import EVERYTHING, Rules
from linkwork.graph.schema import SCHEMA
from tests.graph.said import keep

NHS = "Organisation: id | name | postcode\norg-1 | First | E1 1AA\norg-2 | Second | E1 1AB"
OURS = "Organisation: id | name | postcode\norg-1 | First, as we say | E3 3AA"


@pytest.fixture
def store(tmp_path: Path) -> RoundStore:
    return RoundStore(tmp_path / "rounds")


@pytest.fixture
def engine(address: GraphAddress) -> Iterator[Engine]:
    with open_engine(address, writing=True) as opened:
        yield opened


def view(store: RoundStore, as_of: str | None = None) -> View:
    return fold(store.folded(), SCHEMA, as_of, store.rules)


def shown(store: RoundStore, name: str) -> dict[str, object]:
    frame = view(store).nodes["Organisation"]
    return dict(frame.select("id", name).iter_rows())


def test_without_an_order_the_latest_date_is_shown(store: RoundStore) -> None:
    keep(store, "nhs 2024-01-31", NHS)
    keep(store, "ours 2024-02-29", OURS)
    assert shown(store, "name") == {"org-1": "First, as we say", "org-2": "Second"}


@pytest.mark.parametrize(
    ("precedence", "name", "postcode"),
    [
        ({EVERYTHING: ("nhs", "ours")}, "First", "E1 1AA"),
        ({EVERYTHING: ("nhs",)}, "First", "E1 1AA"),
        ({"Organisation.name": ("nhs",)}, "First", "E3 3AA"),
        ({EVERYTHING: ("nhs",), "Organisation.name": ("ours", "nhs")}, "First, as we say", "E1 1AA"),
        ({EVERYTHING: ("somebody else",)}, "First, as we say", "E3 3AA"),
    ],
)
def test_the_first_source_of_the_order_that_says_something_is_believed(
    store: RoundStore, precedence: dict[str, tuple[str, ...]], name: str, postcode: str
) -> None:
    keep(store, "nhs 2024-01-31", NHS)
    keep(store, "ours 2024-02-29", OURS)
    store.rules = Rules(precedence=precedence)
    assert shown(store, "name")["org-1"] == name
    assert shown(store, "postcode")["org-1"] == postcode


def test_a_source_that_is_believed_first_and_says_nothing_leaves_the_others(store: RoundStore) -> None:
    keep(store, "nhs 2024-01-31", "Organisation: id | name | postcode\norg-1 | First | ")
    keep(store, "ours 2024-02-29", OURS)
    store.rules = Rules(precedence={EVERYTHING: ("nhs",)})
    assert shown(store, "postcode") == {"org-1": "E3 3AA"}


def test_what_only_a_retired_source_said_is_stale_from_that_day(store: RoundStore) -> None:
    keep(store, "nhs 2024-01-31", NHS)
    keep(store, "ours 2024-02-29", OURS)
    store.rules = Rules(retired={"nhs": "2024-03-15"})
    assert shown(store, "stale_since") == {"org-1": None, "org-2": "2024-03-15"}
    before = fold(store.folded(), SCHEMA, "2024-03-01", store.rules).nodes["Organisation"]
    assert before["stale_since"].to_list() == [None, None]


def test_a_retired_source_that_speaks_again_is_heard(store: RoundStore) -> None:
    keep(store, "nhs 2024-01-31", NHS)
    store.rules = Rules(retired={"nhs": "2024-03-15"})
    keep(store, "nhs 2024-04-30 partial", "Organisation: id | name\norg-2 | Second")
    assert shown(store, "stale_since") == {"org-1": "2024-03-15", "org-2": None}


TWINS = """
Organisation: id | name | aliases | postcode
org-a | Riverside Trust | RT | E1 1AA
org-b | Riverside Trust Ltd | | E1 1AB

Service: id | name | status
service-x | Advice | open

PROVIDES: from | to
org-a | service-x
org-b | service-x

PART_OF: from | to
org-b | org-a
"""


def test_of_two_records_that_are_one_the_id_that_stays_has_the_links_and_the_other_name(store: RoundStore) -> None:
    keep(store, "mapping 2024-01-31", TWINS)
    store.rules = Rules(same={"org-b": "org-a"})
    found = view(store)
    (row,) = found.nodes["Organisation"].iter_rows(named=True)
    assert (row["id"], row["name"], row["postcode"]) == ("org-a", "Riverside Trust", "E1 1AA")
    assert row["aliases"] == ["RT", "Riverside Trust Ltd", "org-b"]
    assert found.links["PROVIDES"]["id"].to_list() == ["PROVIDES|org-a|service-x"]
    assert found.links["PART_OF"].height == 0


def test_the_later_source_is_shown_whichever_of_the_two_it_spoke_of(store: RoundStore) -> None:
    keep(store, "a 2024-01-31", "Organisation: id | name | postcode\norg-a | Riverside | E1 1AA")
    keep(store, "b 2024-02-29", "Organisation: id | name | postcode\norg-b | Riverside Ltd |")
    store.rules = Rules(same={"org-b": "org-a"})
    (row,) = view(store).nodes["Organisation"].iter_rows(named=True)
    assert (row["id"], row["name"], row["postcode"], row["sources"]) == ("org-a", "Riverside Ltd", "E1 1AA", ["a", "b"])
    assert row["aliases"] == ["Riverside", "org-b"]


def test_what_is_only_a_name_never_renames_the_record_unless_it_has_no_other(store: RoundStore) -> None:
    keep(store, "a 2024-01-31", "Organisation: id | name | aliases\norg-a | Riverside Trust | RT")
    keep(store, "a 2024-02-29", "Organisation: id | name | postcode\norg-b | Riverside | E1 1AA")
    store.rules = Rules(same={"org-b": "org-a"}, only_names=frozenset({"org-b"}))
    (row,) = view(store).nodes["Organisation"].iter_rows(named=True)
    assert (row["name"], row["aliases"], row["postcode"]) == ("Riverside Trust", ["RT", "Riverside", "org-b"], "E1 1AA")
    assert Rules.from_text(store.rules.text) == store.rules
    store.withdrawn = {"2024-01-31_a_1": "a mistake"}
    assert shown(store, "name") == {"org-a": "Riverside"}


def test_a_record_is_not_stale_while_either_of_the_two_is_still_said(store: RoundStore) -> None:
    keep(store, "a 2024-01-31", "Organisation: id | name\norg-a | Riverside\norg-b | Riverside Ltd")
    keep(store, "a 2024-02-29", "Organisation: id | name\norg-b | Riverside Ltd")
    store.rules = Rules(same={"org-b": "org-a"})
    assert shown(store, "stale_since") == {"org-a": None}


def test_evidence_of_the_one_is_that_of_both(store: RoundStore) -> None:
    keep(store, "a 2024-01-31", "Organisation: id | name\norg-a | Riverside")
    keep(store, "b 2024-02-29", "Organisation: id | name\norg-b | Riverside Ltd")
    store.rules = Rules(same={"org-b": "org-a"})
    assert [said.source for said in evidence(store.folded(), ["org-a"])["org-a"]] == ["b", "a"]


def test_a_link_that_is_told_apart_by_its_properties_keeps_what_tells_it_apart(store: RoundStore) -> None:
    links = "REFERS_TO: from | to | category\norg-a | service-x | signpost\norg-b | service-x | referral"
    keep(store, "a 2024-01-31", f"{TWINS}\n{links}")
    store.rules = Rules(same={"org-b": "org-a"})
    assert view(store).links["REFERS_TO"]["id"].to_list() == [
        "REFERS_TO|org-a|service-x|referral",
        "REFERS_TO|org-a|service-x|signpost",
    ]


def test_the_graph_follows_every_rule_and_its_undoing_on_either_engine(store: RoundStore, engine: Engine) -> None:
    keep(store, "mapping 2024-01-31", TWINS)
    keep(store, "nhs 2024-02-29", NHS)
    first = build(store, engine, Owner("p"))
    ids = "MATCH (o:Organisation) RETURN o.id AS id ORDER BY id"
    everyone = [{"id": id_} for id_ in ("org-1", "org-2", "org-a", "org-b")]
    assert engine.read(ids) == everyone
    for rules, left in (
        (Rules(same={"org-b": "org-a"}), [row for row in everyone if row["id"] != "org-b"]),
        (Rules(retired={"nhs": "2024-02-29"}), everyone),
        (Rules(precedence={EVERYTHING: ("nhs",)}), everyone),
        (Rules(), everyone),
    ):
        store.rules = rules
        build(store, engine, Owner("p"))
        assert engine.read(ids) == left
        assert departures(store, engine) == []
        assert build(store, engine, Owner("p")) == Built()
        assert build(store, engine, Owner("p"), how="verify") == Built()
    assert first.nodes_written == 5


def test_a_withdrawn_round_no_longer_counts_and_the_one_it_revised_does(store: RoundStore) -> None:
    keep(store, "nhs 2024-01-31", NHS)
    revision = keep(store, "nhs 2024-01-31", NHS.replace("First", "Erst"))
    assert shown(store, "name")["org-1"] == "Erst"
    store.withdrawn = {revision.id: "typed wrongly"}
    assert shown(store, "name")["org-1"] == "First"


def test_a_withdrawn_round_loaded_again_is_refused_with_the_way_back(store: RoundStore, tmp_path: Path) -> None:
    round_ = keep(store, "nhs 2024-01-31", NHS)
    file = next((tmp_path / "files").iterdir())
    said = Statement("nhs", "2024-01-31", "test", True, Scope(), (file,))
    assert store.same(said) is not None
    store.withdrawn = {round_.id: "typed wrongly"}
    with pytest.raises(LinkworkError, match=r"withdrawn: typed wrongly.*linkwork withdraw 2024-01-31_nhs_1 --undo"):
        store.same(said)


def test_rules_are_read_back_from_their_text() -> None:
    whole = Rules(
        Place(("U1",), ("E1",)), {EVERYTHING: ("a", "b"), "Need.name": ("ü",)}, {"x": "y"}, {"a": "2024-01-01"}
    )
    for rules in (whole, Rules()):
        assert Rules.from_text(rules.text) == rules
    assert Rules().text == ""
