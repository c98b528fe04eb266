"""Which areas records and changes concern."""

from pathlib import Path

import pytest

from linkwork.graph.change_areas import Placed, areas_of, placed
from linkwork.graph.difference import Changes, changes
from linkwork.graph.fold import fold
from linkwork.graph.rounds import RoundStore
from linkwork.graph.schema import SCHEMA
from linkwork.graph.whereabouts import Gazetteer, Whereabouts, link_areas
from tests.graph.said import keep

AREAS = """
Area: id | name | level | aliases | gss_code
area-town | Town | borough | |
area-east | East | locality | |
area-quay | Quay | ward | The Docks | E05009317
area-hill | Hill | ward | |
area-moor | Moor | ward | |

WITHIN: from | to
area-east | area-town
area-quay | area-east
area-hill | area-east
area-moor | area-town"""
#: Walks is given in Quay and at the hall, which is on the Hill; Choir says no area; Tea covers the Moor.
TOWN = """
Organisation: id | name
org-trust | Trust
org-band | Band
org-shop | Shop

Site: id | name
site-hall | Hall

Service: id | name | status
service-walks | Walks | open
service-choir | Choir | open
service-tea | Tea | open

Offer: id | name
offer-walks-main | main
offer-choir-main | main
offer-tea-main | main

Post: id | name
post-guide | Guide

Need: id | name
need-company | Company

Recommendation: id | name | text
recommendation-more | More walks | More

PROVIDES: from | to
org-trust | service-walks
org-trust | service-tea
org-band | service-choir

HAS_OFFER: from | to
service-walks | offer-walks-main
service-choir | offer-choir-main
service-tea | offer-tea-main

COVERS: from | to
offer-walks-main | area-quay
offer-tea-main | area-moor

DELIVERED_AT: from | to
offer-walks-main | site-hall

IN_AREA: from | to
site-hall | area-hill
org-shop | area-moor

IN_SERVICE: from | to
post-guide | service-walks

ABOUT: from | to
recommendation-more | service-walks

HAS_DEMAND: from | to | people
area-moor | need-company | 40"""


@pytest.fixture
def store(tmp_path: Path) -> RoundStore:
    return RoundStore(tmp_path / "rounds")


def test_what_lies_where_follows_offers_sites_services_and_providers(store: RoundStore) -> None:
    keep(store, "a 2024-03-01", AREAS + "\n" + TOWN)
    view = Whereabouts(fold(store.folded(), SCHEMA))
    ids = [id_ for frame in fold(store.folded(), SCHEMA).nodes.values() for id_ in frame["id"]]
    assert {id_: sorted(areas) for id_, areas in view.of(ids).items()} == {
        **{f"area-{name}": [f"area-{name}"] for name in ("town", "east", "quay", "hill", "moor")},
        "site-hall": ["area-hill"],
        "offer-walks-main": ["area-hill", "area-quay"],
        "offer-tea-main": ["area-moor"],
        "service-walks": ["area-hill", "area-quay"],
        "service-tea": ["area-moor"],
        "post-guide": ["area-hill", "area-quay"],
        "org-trust": ["area-hill", "area-moor", "area-quay"],
        "org-shop": ["area-moor"],
        "recommendation-more": ["area-hill", "area-quay"],
    }


def test_a_view_without_areas_places_nothing(store: RoundStore) -> None:
    keep(store, "a 2024-03-01", "Organisation: id | name\norg-1 | One")
    assert Whereabouts(fold(store.folded(), SCHEMA)).of(["org-1"]) == {}


def test_areas_are_found_by_id_name_other_name_and_code_and_know_what_lies_in_them(store: RoundStore) -> None:
    keep(store, "a 2024-03-01", AREAS)
    gazetteer = Gazetteer([Whereabouts(fold(store.folded(), SCHEMA))])
    for text in ("area-quay", "quay", "THE DOCKS", "e05009317"):
        assert [area.words for area in gazetteer.called(text)] == ["Quay (ward)"]
    assert gazetteer.called("Quey") == []
    assert gazetteer.inside("area-east") == {"area-east", "area-quay", "area-hill"}
    assert gazetteer.around("area-quay") == {"area-quay", "area-east", "area-town"}


def test_the_smallest_area_around_several_holds_them_all(store: RoundStore) -> None:
    keep(store, "a 2024-03-01", AREAS + "\n\nArea: id | name\narea-isle | Isle")
    gazetteer = Gazetteer([Whereabouts(fold(store.folded(), SCHEMA))])
    around = {
        "quay": "area-quay",
        "quay hill": "area-east",
        "quay east": "area-east",
        "quay moor": "area-town",
        "quay isle": None,
        "": None,
    }
    found = {names: gazetteer.smallest_around(frozenset(f"area-{name}" for name in names.split())) for names in around}
    assert found == around


def test_areas_within_each_other_in_a_ring_do_no_harm(store: RoundStore) -> None:
    keep(
        store,
        "a 2024-03-01",
        "Area: id | name\narea-a | A\narea-b | B\n\nWITHIN: from | to\narea-a | area-b\narea-b | area-a",
    )
    gazetteer = Gazetteer([Whereabouts(fold(store.folded(), SCHEMA))])
    assert gazetteer.around("area-a") == {"area-a", "area-b"}
    assert gazetteer.smallest_around(frozenset({"area-a", "area-b"})) == "area-a"


def test_a_link_concerns_what_its_ends_share_else_what_either_does() -> None:
    one, two = frozenset({"area-quay", "area-hill"}), frozenset({"area-quay"})
    assert link_areas(one, two) == two
    assert link_areas(two, frozenset({"area-moor"})) == {"area-quay", "area-moor"}
    assert link_areas(one, frozenset()) == one


def where(found: Changes) -> dict[str, list[str]]:
    rows = (*found.new, *found.gone, *found.changed)
    return {f"{row['id']} {row['field'] or ''}".strip(): sorted(areas_of(row)) for row in rows}


@pytest.fixture
def moved(store: RoundStore) -> Placed:
    """Tea leaves the Moor for the Quay, Walks waits longer, the Choir is gone, the Moor's demand has grown."""
    keep(store, "places 2024-12-01", AREAS)
    keep(store, "a 2024-03-01", TOWN)
    later = TOWN.replace("offer-tea-main | area-moor", "offer-tea-main | area-quay").replace(
        "need-company | 40", "need-company | 60"
    )
    later = later.replace("service-walks | Walks | open", "service-walks | Long Walks | open")
    for line in ("service-choir | Choir | open\n", "offer-choir-main | main\n"):
        later = later.replace(line, "")
    for line in ("org-band | service-choir\n", "service-choir | offer-choir-main\n"):
        later = later.replace(line, "")
    keep(store, "a 2024-05-01", later)
    return placed(store, changes(store))


def test_what_is_gone_lies_where_it_lay_and_what_is_new_where_it_lies_now(moved: Placed) -> None:
    assert where(moved.found) == {
        "COVERS|offer-tea-main|area-quay": ["area-quay"],
        "COVERS|offer-tea-main|area-moor": ["area-moor"],
        "service-choir": [],
        "offer-choir-main": [],
        "PROVIDES|org-band|service-choir": [],
        "HAS_OFFER|service-choir|offer-choir-main": [],
        "service-walks name": ["area-hill", "area-quay"],
        "HAS_DEMAND|area-moor|need-company||| people": ["area-moor"],
    }
    assert moved.found.new[0]["areas"] == [{"id": "area-quay", "name": "Quay"}]


def test_an_area_has_what_concerns_it_and_what_lies_in_it(moved: Placed) -> None:
    assert set(where(moved.within("area-moor"))) == {
        "COVERS|offer-tea-main|area-moor",
        "HAS_DEMAND|area-moor|need-company||| people",
    }
    assert set(where(moved.within("area-east"))) == {"COVERS|offer-tea-main|area-quay", "service-walks name"}
    assert moved.around("area-moor") == 0


def test_what_concerns_only_a_wider_area_is_counted_apart(store: RoundStore) -> None:
    keep(store, "a 2024-03-01", AREAS)
    keep(store, "a 2024-05-01", AREAS.replace("area-town | Town |", "area-town | The Town |"))
    found = placed(store, changes(store))
    assert where(found.within("area-quay")) == {}
    assert found.around("area-quay") == 1


def test_what_nobody_had_placed_by_then_lies_where_it_was_placed_later(store: RoundStore) -> None:
    keep(store, "a 2024-03-01", "Organisation: id | name\norg-1 | One")
    keep(store, "a 2024-05-01", "Organisation: id | name\norg-1 | Uno")
    keep(
        store,
        "places 2024-12-01",
        AREAS + "\n\nOrganisation: id | name\norg-1 | Uno\n\nIN_AREA: from | to\norg-1 | area-quay",
    )
    found = placed(store, changes(store, "2024-03-01", "2024-05-01", "a"))
    assert where(found.found) == {"org-1 name": ["area-quay"]}
