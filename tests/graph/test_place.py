"""What belongs to a place, of rounds that hold a whole country."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from linkwork.graph.build import Built, build, departures
from linkwork.graph.difference import changes
from linkwork.graph.engine import Engine, GraphAddress, Owner, open_engine
from linkwork.graph.fold import fold
from linkwork.graph.place import Place, unknown_codes
from linkwork.graph.rounds import RoundStore
from linkwork.graph.rules import Rules
from linkwork.graph.schema import SCHEMA
from tests.graph.said import keep

BOW = Place(pcns=("U1",), areas=("E1",))
NETWORKS = """
Organisation: id | name | ods_code
org-ods-u1 | Bow Network | U1
org-ods-u2 | Leeds Network | U2
org-ods-f1 | Bow Road Practice | F1
org-ods-f2 | Leeds Practice | F2
org-ods-f3 | Practice in no network | F3

PART_OF: from | to
org-ods-f1 | org-ods-u1
org-ods-f2 | org-ods-u2
"""
AREAS = """
Area: id | name | level | gss_code
area-e0 | London | region | E0
area-e1 | Bow | borough | E1
area-e2 | Bow East | ward | E2
area-e8 | Leeds | borough | E8
area-e9 | Leeds North | ward | E9
area-corner | The corner | ward |
area-close | A close in Leeds | ward |

WITHIN: from | to
area-e1 | area-e0
area-e2 | area-e1
area-e9 | area-e8
area-close | area-e9
"""
LOCAL = """
Organisation: id | name | ods_code
org-trust | Hospital trust | R1
org-other | Trust with no tie | R2
org-friends | Friends of Bow |
org-hall | Leeds Town Hall |
org-funder | Funder | R3
org-grandee | Body the trust is part of | R4

Service: id | name | status
service-advice | Advice | open
service-leeds | Leeds advice | open
service-both | Advice in both | open
service-nowhere | Advice, place not said | open

Offer: id | name
offer-bow | Bow
offer-leeds | Leeds
offer-both-bow | Bow
offer-both-leeds | Leeds
offer-nowhere | Not said

Site: id | name
site-bow | Bow Hall
site-leeds | Leeds Hall

HAS_OFFER: from | to
service-advice | offer-bow
service-leeds | offer-leeds
service-both | offer-both-bow
service-both | offer-both-leeds
service-nowhere | offer-nowhere

COVERS: from | to
offer-bow | area-e2
offer-leeds | area-e9
offer-both-bow | area-e0
offer-both-leeds | area-e8

IN_AREA: from | to
site-bow | area-e2
site-leeds | area-e9
org-hall | area-e8

PROVIDES: from | to
org-trust | service-advice
org-other | service-leeds

FUNDS: from | to
org-funder | org-friends

PART_OF: from | to
org-trust | org-grandee
"""


@pytest.fixture
def store(tmp_path: Path) -> RoundStore:
    made = RoundStore(tmp_path / "rounds", rules=Rules(BOW))
    keep(made, "ods 2024-01-31", NETWORKS)
    keep(made, "areas 2024-01-31", AREAS)
    keep(made, "mapping 2024-02-28", LOCAL)
    return made


@pytest.fixture
def engine(address: GraphAddress) -> Iterator[Engine]:
    with open_engine(address, writing=True) as opened:
        yield opened


def kept(store: RoundStore, place: Place) -> set[str]:
    view = fold(store.folded(), SCHEMA, rules=Rules(place))
    return {id_ for frame in view.nodes.values() for id_ in frame["id"]}


LEFT_OUT = {
    "org-ods-u2",
    "org-ods-f2",
    "org-ods-f3",
    "area-e8",
    "area-e9",
    "area-close",
    "org-other",
    "org-hall",
    "service-leeds",
    "offer-leeds",
    "offer-both-leeds",
    "site-leeds",
}


def test_no_place_keeps_everything(store: RoundStore) -> None:
    assert kept(store, Place()) == kept(store, BOW) | LEFT_OUT
    assert not kept(store, BOW) & LEFT_OUT


def test_what_was_left_out_is_said_and_no_link_to_it_waits_for_an_end(store: RoundStore) -> None:
    view = fold(store.folded(), SCHEMA, rules=Rules(BOW))
    assert view.outside == LEFT_OUT
    assert view.loose() == 0
    assert sorted(view.links["PART_OF"]["id"]) == ["PART_OF|org-ods-f1|org-ods-u1", "PART_OF|org-trust|org-grandee"]


def test_a_practice_that_left_for_a_network_elsewhere_still_belongs(store: RoundStore) -> None:
    keep(store, "ods 2024-03-31", NETWORKS.replace("org-ods-f1 | org-ods-u1\n", "org-ods-f1 | org-ods-u2\n"))
    view = fold(store.folded(), SCHEMA, rules=Rules(BOW))
    assert "org-ods-f1" in set(view.nodes["Organisation"]["id"])
    links = {row["id"]: row["live"] for row in view.links["PART_OF"].iter_rows(named=True)}
    assert links == {"PART_OF|org-ods-f1|org-ods-u1": False, "PART_OF|org-trust|org-grandee": True}


def test_naming_networks_alone_leaves_every_area_and_naming_areas_alone_every_service_there(store: RoundStore) -> None:
    networks = kept(store, Place(pcns=("U1",)))
    assert {"area-e9", "service-leeds", "org-other"} <= networks
    assert not {"org-ods-f2", "org-ods-u2", "org-ods-f3"} & networks
    areas = kept(store, Place(areas=("E1",)))
    assert "org-ods-f1" not in areas
    assert {"service-advice", "service-both", "org-trust"} <= areas


def test_the_graph_holds_the_place_and_follows_when_the_settings_name_another(
    store: RoundStore, engine: Engine
) -> None:
    build(store, engine, Owner("p"))
    ids = "MATCH (o:Organisation) RETURN o.id AS id ORDER BY id"
    assert "org-ods-f2" not in [row["id"] for row in engine.read(ids)]
    assert build(store, engine, Owner("p")) == Built()
    assert departures(store, engine) == []
    store.rules = Rules(Place(pcns=("U2",), areas=("E8",)))
    built = build(store, engine, Owner("p"))
    assert built.nodes_removed > 0
    assert "org-ods-f2" in [row["id"] for row in engine.read(ids)]
    assert build(store, engine, Owner("p"), how="verify") == Built()


def test_the_same_place_again_writes_nothing_and_the_rounds_stay_whole(store: RoundStore, engine: Engine) -> None:
    build(store, engine, Owner("p"))
    assert build(store, engine, Owner("p")).nothing_written
    national = next(round_ for round_ in store.rounds() if round_.source == "ods")
    assert [(table.kind, table.rows.height) for table in national.tables] == [("Organisation", 5), ("PART_OF", 2)]


def test_changes_are_about_the_place_whichever_source_places_a_body(store: RoundStore) -> None:
    details = "Organisation: id | name\norg-ods-f1 | {}\norg-ods-f2 | {}"
    keep(store, "details 2024-01-31", details.format("Bow Road Practice", "Leeds Practice"))
    keep(store, "details 2024-04-30", details.format("Bow Road Surgery", "Leeds Surgery"))
    found = changes(store, source="details")
    assert [(row["id"], row["after"]) for row in found.changed] == [("org-ods-f1", "Bow Road Surgery")]


UNPLACED = """
Area: id | name | level | gss_code
area-e5 | Ward nobody has placed | ward | E5
area-e6 | A street of that ward | lsoa | E6
area-e7 | Borough beside Bow | borough | E7

Organisation: id | name | ods_code
org-new | New trust | R9

Service: id | name | status
service-new | New advice | open
service-beside | Advice beside Bow | open

Offer: id | name
offer-new | New
offer-beside | Beside

WITHIN: from | to
area-e6 | area-e5
area-e7 | area-e0

HAS_OFFER: from | to
service-new | offer-new
service-beside | offer-beside

COVERS: from | to
offer-new | area-e5
offer-beside | area-e7

PROVIDES: from | to
org-new | service-new
"""
UNSURE = {"area-e5", "area-e6", "offer-new", "service-new", "org-new"}
BESIDE = {"area-e7", "offer-beside", "service-beside"}


def test_an_area_that_nobody_has_placed_belongs_with_what_is_there_until_it_is_placed(store: RoundStore) -> None:
    keep(store, "workbook 2024-03-01", UNPLACED)
    # The borough beside Bow lies in London too, and yet no borough lies in another.
    assert kept(store, Place()) - kept(store, BOW) == LEFT_OUT | BESIDE
    assert kept(store, BOW) >= UNSURE
    keep(store, "lookup 2024-03-02", "WITHIN: from | to\narea-e5 | area-e8\n")
    assert not kept(store, BOW) & UNSURE


def test_what_is_as_broad_as_the_place_is_elsewhere_and_what_is_smaller_may_be_in_it(store: RoundStore) -> None:
    keep(store, "workbook 2024-03-01", UNPLACED)
    london = kept(store, Place(areas=("E0",)))
    assert {"area-e7", "area-e5", "area-e8"} <= london
    ward = kept(store, Place(areas=("E2",)))
    assert {"area-e0", "area-e1", "area-e2"} <= ward
    assert not {"area-e5", "area-e6", "area-e7", "area-e9"} & ward


def test_a_place_none_of_whose_codes_is_known_leaves_nothing_out(store: RoundStore) -> None:
    assert kept(store, Place(areas=("E77",))) == kept(store, Place())
    networks = Place(pcns=("U1",))
    assert kept(store, Place(pcns=("U1",), areas=("E77",))) == kept(store, networks)
    # Of two codes one is known: that one says what is elsewhere.
    assert kept(store, Place(pcns=("U1",), areas=("E77", "E1"))) == kept(store, BOW)


def test_a_code_that_no_record_bears_is_found() -> None:
    assert unknown_codes({}, BOW) == ["U1", "E1"]


def test_a_place_is_read_back_from_its_text() -> None:
    for place in (BOW, Place(), Place(pcns=("U1", "U2")), Place(areas=("E1",))):
        assert Place.from_text(place.text) == place
