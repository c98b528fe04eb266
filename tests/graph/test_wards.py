"""Wards by postcode: a directory kept once, joined in the fold to whatever names a postcode. Everything is made up."""

from pathlib import Path

import polars as pl
import pytest

from linkwork.errors import LinkworkError
from linkwork.graph.difference import changes
from linkwork.graph.evidence import evidence
from linkwork.graph.fold import View, fold
from linkwork.graph.place import Place
from linkwork.graph.rounds import RoundStore
from linkwork.graph.rules import Rules
from linkwork.graph.schema import SCHEMA
from tests.graph.said import keep

EAST, WEST = "area-e05000001", "area-e05000002"
DIRECTORY = """
postcodes: postcode | ward | ended
ZZ11AA | E05000001 |
ZZ11AB | E05000002 |
ZZ11AC | E05000002 | 199606
ZZ11AD | E99999999 |
ZZ11AE | E05000001 |
ZZ11AE | E05000002 |"""
AREAS = """
Area: id | name | level
area-e05000001 | East | ward
area-e05000002 | West | ward
area-e09000001 | Borough | borough"""
BODIES = """
Organisation: id | name | postcode
org-mill | Mill Surgery | ZZ1 1AA
org-blank | No Address |

Site: id | name | postcode
site-hall | The Hall | ZZ1 1AB"""


@pytest.fixture
def store(tmp_path: Path) -> RoundStore:
    return RoundStore(tmp_path / "rounds")


def view(store: RoundStore, rules: Rules | None = None) -> View:
    return fold(store.folded(), SCHEMA, rules=rules or Rules())


def wards(found: View) -> dict[str, str]:
    """The areas of everything by its id, of links that are not stale."""
    frame = found.links.get("IN_AREA")
    if frame is None:
        return {}
    current = frame.filter(pl.col("stale_since").is_null())
    return dict(current.select("from_id", "to_id").iter_rows())


def stamps(found: View, from_id: str) -> tuple[object, ...]:
    frame = found.links["IN_AREA"].filter(pl.col("from_id") == from_id)
    return frame.select("first_round", "stale_since", "sources", "live", "loose").row(0)


def found_of(found: View) -> dict[str, str]:
    return dict(found.places.select("id", "found").iter_rows())


@pytest.mark.parametrize("first", ["directory", "bodies"])
def test_what_has_a_postcode_is_in_its_ward_whichever_was_loaded_first(store: RoundStore, first: str) -> None:
    rounds = {"directory": ("ons 2024-02-01", DIRECTORY), "bodies": ("list 2024-03-01", f"{BODIES}\n{AREAS}")}
    for name in sorted(rounds, key=lambda name: name != first):
        keep(store, *rounds[name])
    found = view(store)
    assert wards(found) == {"org-mill": EAST, "site-hall": WEST}
    assert stamps(found, "org-mill") == ("2024-03-01", None, ["list", "ons"], True, False)
    assert found_of(found) == {"org-mill": "found", "site-hall": "found"}
    assert "COVERS" not in found.links


def test_without_a_directory_or_a_postcode_nothing_follows(store: RoundStore) -> None:
    keep(store, "list 2024-03-01", BODIES)
    assert (wards(view(store)), view(store).places.height) == ({}, 0)
    other = RoundStore(store.folder.parent / "other")
    keep(other, "ons 2024-02-01", DIRECTORY)
    assert (view(other).links, view(other).places.height) == ({}, 0)


def test_a_ward_that_no_round_describes_waits_and_joins_when_it_is(store: RoundStore) -> None:
    keep(store, "ons 2024-02-01", DIRECTORY)
    keep(store, "list 2024-03-01", BODIES)
    assert view(store).loose() == 2
    assert stamps(view(store), "org-mill")[-2:] == (False, True)
    keep(store, "map 2024-04-01", AREAS)
    assert view(store).loose() == 0


@pytest.mark.parametrize(
    ("postcode", "ward", "what"),
    [
        ("zz1  1ab", WEST, "found"),
        ("ZZ1 1AC", WEST, "ended"),
        ("ZZ1 1AD", None, "no ward"),
        ("ZZ1 1AE", None, "unclear"),
        ("ZZ9 9ZZ", None, "not listed"),
    ],
)
def test_why_a_place_has_a_ward_or_none_is_known(store: RoundStore, postcode: str, ward: str, what: str) -> None:
    keep(store, "ons 2024-02-01", DIRECTORY)
    keep(store, "list 2024-03-01", f"Organisation: id | name | postcode\norg-a | A | {postcode}")
    found = view(store)
    assert (wards(found).get("org-a"), found_of(found)) == (ward, {"org-a": what})


@pytest.mark.parametrize(
    ("rows", "ward", "what"),
    [
        ("ZZ11AA | E05000001 | 199606\nZZ11AA | E05000002 |", WEST, "found"),
        ("ZZ11AA | E05000002 | 201206\nZZ11AA | E05000001 | 199606", WEST, "ended"),
        ("ZZ11AA | E05000002 |\nZZ11AA | E05000002 |", WEST, "found"),
        ("ZZ11AA | n08000301 |", "area-n08000301", "found"),
        ("ZZ11AA | M99999999 |", None, "no ward"),
        ("ZZ11AA | E05999999 |", None, "no ward"),
        ("ZZ11AA | |", None, "no ward"),
    ],
)
def test_the_row_in_use_counts_then_the_last_that_ended_and_a_code_that_stands_for_no_ward_is_none(
    store: RoundStore, rows: str, ward: str, what: str
) -> None:
    keep(store, "ons 2024-02-01", f"postcodes: postcode | ward | ended\n{rows}")
    keep(store, "list 2024-03-01", BODIES)
    assert (wards(view(store)).get("org-mill"), found_of(view(store))["org-mill"]) == (ward, what)


def test_a_ward_that_a_source_states_wins_until_that_source_drops_it(store: RoundStore) -> None:
    keep(store, "ons 2024-02-01", DIRECTORY)
    keep(store, "list 2024-03-01", f"{BODIES}\n{AREAS}")
    keep(store, "map 2024-03-02", f"IN_AREA: from | to\norg-mill | {WEST}")
    found = view(store)
    assert wards(found) == {"org-mill": WEST, "site-hall": WEST}
    assert found_of(found)["org-mill"] == "stated"
    assert stamps(found, "org-mill") == ("2024-03-02", None, ["map"], True, False)
    keep(store, "map 2024-04-01", f"IN_AREA: from | to\nsite-hall | {WEST}")
    assert wards(view(store))["org-mill"] == EAST


def test_a_stated_borough_leaves_room_for_the_ward_and_an_area_of_unknown_size_does_not(store: RoundStore) -> None:
    keep(store, "ons 2024-02-01", DIRECTORY)
    keep(store, "list 2024-03-01", f"{BODIES}\n{AREAS}\narea-quarter | The Quarter |")
    keep(store, "map 2024-03-02", "IN_AREA: from | to\norg-mill | area-e09000001\nsite-hall | area-quarter")
    pairs = sorted(view(store).links["IN_AREA"].select("from_id", "to_id").rows())
    assert pairs == [("org-mill", EAST), ("org-mill", "area-e09000001"), ("site-hall", "area-quarter")]


def test_a_link_that_its_source_dropped_and_that_follows_from_the_postcode_is_one_link_again(store: RoundStore) -> None:
    keep(store, "map 2024-01-01", f"IN_AREA: from | to\norg-mill | {EAST}\nsite-hall | {WEST}")
    keep(store, "map 2024-01-02", f"IN_AREA: from | to\nsite-hall | {WEST}")
    keep(store, "list 2024-03-01", f"{BODIES}\n{AREAS}")
    assert stamps(view(store), "org-mill")[1] == "2024-01-02"
    keep(store, "ons 2024-04-01", DIRECTORY)
    assert stamps(view(store), "org-mill") == ("2024-01-01", None, ["list", "map", "ons"], True, False)
    assert view(store).as_stated().links["IN_AREA"].height == 2


def test_the_ward_of_what_goes_stale_is_stale_from_that_day_and_of_what_closed_not_live(store: RoundStore) -> None:
    keep(store, "ons 2024-02-01", DIRECTORY)
    keep(store, "list 2024-03-01", f"{BODIES}\n{AREAS}")
    closed = "Site: id | name | postcode | status\nsite-hall | The Hall | ZZ1 1AB | closed"
    keep(store, "list 2024-04-01", f"{closed}\n{AREAS}")
    found = view(store)
    assert stamps(found, "org-mill")[1:4] == ("2024-04-01", ["list", "ons"], False)
    assert stamps(found, "site-hall")[1:4] == (None, ["list", "ons"], False)


def test_a_newer_directory_answers_and_the_link_is_as_old_as_the_ward(store: RoundStore) -> None:
    keep(store, "list 2024-01-01", f"{BODIES}\n{AREAS}")
    keep(store, "ons 2024-02-01", DIRECTORY)
    keep(store, "ons 2024-05-01", "postcodes: postcode | ward | ended\nZZ11AA | E05000002 |\nZZ11AB | E05000002 |")
    found = view(store)
    assert wards(found) == {"org-mill": WEST, "site-hall": WEST}
    assert stamps(found, "org-mill")[0] == "2024-05-01"
    assert stamps(found, "site-hall")[0] == "2024-02-01"
    earlier = fold(RoundStore(store.folder, until="2024-04-01").folded(), SCHEMA)
    assert wards(earlier) == {"org-mill": EAST, "site-hall": WEST}


def test_a_complete_directory_replaces_and_a_partial_one_adds(store: RoundStore) -> None:
    keep(store, "list 2024-01-01", f"{BODIES}\n{AREAS}")
    keep(store, "ons 2024-02-01", DIRECTORY)
    part = "postcodes: postcode | ward | ended\nZZ11AA | E05000002 |"
    keep(store, "ons 2024-03-01 partial", part)
    assert wards(view(store)) == {"org-mill": WEST, "site-hall": WEST}
    keep(store, "ons 2024-04-01", part)
    assert wards(view(store)) == {"org-mill": WEST}
    assert found_of(view(store))["site-hall"] == "not listed"


def test_what_rests_on_a_retired_directory_is_stale_from_that_day_unless_another_lists_it(store: RoundStore) -> None:
    keep(store, "list 2024-01-01", f"{BODIES}\n{AREAS}")
    keep(store, "ons 2024-02-01", DIRECTORY)
    retired = Rules(retired={"ons": "2024-06-01"})
    assert stamps(view(store, retired), "org-mill")[1:3] == ("2024-06-01", ["list", "ons"])
    keep(store, "lookup 2024-01-15", "postcodes: postcode | ward | ended\nZZ11AA | E05000001 |")
    assert stamps(view(store, retired), "org-mill")[1:3] == (None, ["list", "lookup"])


def test_a_postcode_that_changes_moves_the_ward_and_leaves_nothing_behind(store: RoundStore) -> None:
    keep(store, "ons 2024-02-01", DIRECTORY)
    keep(store, "list 2024-03-01", f"{BODIES}\n{AREAS}")
    keep(store, "list 2024-04-01", f"{BODIES.replace('ZZ1 1AA', 'ZZ1 1AB')}\n{AREAS}")
    found = view(store)
    assert wards(found) == {"org-mill": WEST, "site-hall": WEST}
    assert found.links["IN_AREA"].height == 2
    assert stamps(found, "org-mill")[0] == "2024-04-01"


def test_the_evidence_is_the_row_that_says_the_postcode_and_the_row_that_lists_it(store: RoundStore) -> None:
    keep(store, "ons 2024-02-01", DIRECTORY)
    keep(store, "list 2024-03-01", BODIES)
    keep(store, "other 2024-03-02", "Organisation: id | name | postcode\norg-mill | Mill | ZZ1 1AB")
    links = [f"IN_AREA|org-mill|{EAST}", f"IN_AREA|site-hall|{WEST}", f"IN_AREA|org-blank|{WEST}"]
    said = evidence(store.folded(), links)
    assert {id_: [(e.source, e.date, e.sheet, e.row) for e in rows] for id_, rows in said.items()} == {
        links[0]: [("list", "2024-03-01", "Organisation", 2), ("ons", "2024-02-01", "postcodes", 2)],
        links[1]: [("list", "2024-03-01", "Site", 2), ("ons", "2024-02-01", "postcodes", 3)],
    }


def test_the_ward_that_stays_after_a_decision_is_the_one_that_follows(store: RoundStore) -> None:
    rules = Rules(same={EAST: "area-old-east"})
    decided = RoundStore(store.folder, rules=rules)
    keep(store, "ons 2024-02-01", DIRECTORY)
    keep(store, "list 2024-03-01", f"{BODIES}\n{AREAS}\narea-old-east | East End | ward")
    assert wards(fold(decided.folded(), SCHEMA, rules=rules))["org-mill"] == "area-old-east"
    assert list(evidence(decided.folded(), ["IN_AREA|org-mill|area-old-east"])) == ["IN_AREA|org-mill|area-old-east"]


def test_the_place_goes_by_the_wards_of_postcodes_too(store: RoundStore) -> None:
    keep(store, "ons 2024-02-01", DIRECTORY)
    keep(
        store,
        "map 2024-03-01",
        """
Area: id | name | level | gss_code
area-e05000001 | East | ward | E05000001
area-e05000002 | West | ward | E05000002
area-e09000001 | Here | borough | E09000001
area-e09000002 | There | borough | E09000002

WITHIN: from | to
area-e05000001 | area-e09000001
area-e05000002 | area-e09000002""",
    )
    keep(
        store,
        "list 2024-03-01",
        "Organisation: id | name | ods_code | postcode\norg-a | A | F1 | ZZ1 1AA\norg-b | B | F2 | ZZ1 1AB",
    )
    found = view(store, Rules(Place(areas=("E09000001",))))
    assert set(found.nodes["Organisation"]["id"]) == {"org-a"}
    assert (wards(found), found_of(found)) == ({"org-a": EAST}, {"org-a": "found"})


def test_changes_names_the_list_whose_postcode_changed_and_the_directory_whose_ward_did(store: RoundStore) -> None:
    keep(store, "map 2024-01-01", AREAS)
    keep(store, "ons 2024-02-01", DIRECTORY)
    keep(store, "list 2024-03-01", BODIES)
    keep(store, "list 2024-04-01", BODIES.replace("ZZ1 1AA", "ZZ1 1AC"))
    keep(store, "ons 2024-05-01", "postcodes: postcode | ward | ended\nZZ11AC | E05000002 |\nZZ11AB | E05000001 |")
    found = changes(store)
    assert [(r["id"], r["source"]) for r in found.new] == [
        (f"IN_AREA|org-mill|{WEST}", "list"),
        (f"IN_AREA|site-hall|{EAST}", "ons"),
    ]
    assert [r["in_words"] for r in found.changed] == [
        "Mill Surgery: postcode is now ZZ1 1AC, was ZZ1 1AA",
        "Mill Surgery has moved: it was in East, and is now in West",
        "The Hall has moved: it was in West, and is now in East",
    ]
    assert [r["id"] for r in found.gone] == [f"IN_AREA|org-mill|{EAST}", f"IN_AREA|site-hall|{WEST}"]


def test_a_directory_that_is_not_as_it_was_kept_is_named_when_it_is_asked_and_not_before(store: RoundStore) -> None:
    kept = keep(store, "ons 2024-02-01", DIRECTORY)
    (file,) = kept.folder.glob("*postcodes.parquet")
    file.write_bytes(file.read_bytes()[:-1])
    keep(store, "list 2024-03-01", AREAS)
    assert set(view(store).nodes) == {"Area"}
    keep(store, "list 2024-04-01", BODIES)
    with pytest.raises(LinkworkError, match=r"ons_1 is damaged: 00-postcodes\.parquet is not as it was kept"):
        view(store)
