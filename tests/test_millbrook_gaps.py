"""Millbrook's known gaps (G2, G4, G5, G6, G8, G9), all of them and no others.

What must be found was worked out from the plan of the town without Linkwork: see tests/millbrook_expected.py.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

import pytest

import linkwork
from tests.millbrook_expected import EXPECTED

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory, put_demonstration: Callable[[str, Path], Path]) -> Iterator[Any]:
    """Asks a question and gives its rows, all there are."""
    project = linkwork.open(put_demonstration("millbrook", tmp_path_factory.mktemp("millbrook") / "demo"))

    def asked(question: str, **given: object) -> Rows:
        return [dict(row) for row in project.ask(question, **{"limit": 100_000, **given}).rows]

    yield asked


def key(id_: str) -> str:
    """The id as the plan has it, without the kind: service-money-line is money-line."""
    return id_.partition("-")[2]


def keys(ids: list[str]) -> list[str]:
    return sorted(key(id_) for id_ in ids)


def test_where_the_only_way_in_is_by_a_professional(ask: Callable[..., Rows]) -> None:
    found = [
        {
            "need": key(row["need_id"]),
            "area": key(row["area_id"]),
            "professional": keys(row["professional_ids"]),
            "closed": keys(row["closed_ids"]),
            "outreach": keys(row["outreach_ids"]),
        }
        for row in ask("G5")
    ]

    def place(row: dict[str, Any]) -> tuple[str, str]:
        return row["need"], row["area"]

    assert sorted(found, key=place) == sorted(EXPECTED["G5"], key=place)


def test_the_connector_posts_that_are_vacant_or_that_nobody_supervises(ask: Callable[..., Rows]) -> None:
    vacant = {key(row["post_id"]): row["vacant_since"] for row in ask("G9", show="vacant")}
    assert vacant == EXPECTED["G9"]["vacant"]
    alone = [key(row["post_id"]) for row in ask("G9", show="unsupervised")]
    assert sorted(alone) == sorted(EXPECTED["G9"]["unsupervised"])


def test_in_the_most_deprived_ward_nobody_seeks_people_out(ask: Callable[..., Rows]) -> None:
    found = [
        {"area": key(row["area_id"]), "core20": row["core20_share"], "outreach": keys(row["outreach_ids"])}
        for row in ask("G6", show="all", most=8)
    ]
    assert found == EXPECTED["G6"]
    without = [row["area"] for row in EXPECTED["G6"][:2] if not row["outreach"]]
    assert [key(row["area_id"]) for row in ask("G6")] == without == ["station"]


def test_where_capacity_is_thinner_than_demand(ask: Callable[..., Rows]) -> None:
    found = {
        (key(row["need_id"]), key(row["area_id"])): (
            row["ratio"],
            row["wait_days"],
            row["wait_shortest"],
            row["wait_longest"],
            row["n_services"] - row["wait_not_said"],
        )
        for row in ask("G4")
    }
    assert found == {
        (row["need"], row["area"]): (
            pytest.approx(row["ratio"], abs=0.0011),
            median(row["waits"]) if row["waits"] else None,
            min(row["waits"], default=None),
            max(row["waits"], default=None),
            len(row["waits"]),
        )
        for row in EXPECTED["G4"]
    }


def test_what_becomes_a_gap_as_funding_ends_day_by_day(ask: Callable[..., Rows]) -> None:
    names = {row["need_id"]: row["need"] for row in ask("O3")} | {row["area_id"]: row["area"] for row in ask("O3")}
    found = ask("G8")
    assert [(row["date"], row["cells_lost"], row["places_lost"], row["people_affected"] or 0) for row in found] == [
        (
            row["day"],
            row["cells"],
            sorted(f"{names[f'need-{need}']} in {names[f'area-{area}']}" for need, area in row["places"]),
            # Where no place is left without anybody, people affected are blank: those of lost groups are not known.
            row["people"],
        )
        for row in EXPECTED["G8"]["days"]
    ]
    assert {row["when"] for row in found[1:]} == {"is to come"}
    assert found[0]["when"] == "has ended already"


def test_which_funding_ends_on_each_day_what_it_alone_covers_and_who_pays(ask: Callable[..., Rows]) -> None:
    expected = EXPECTED["G8"]["services"]
    # The one fund that is not published is not named.
    secret = "fund-community"
    for row in ask("G8"):
        alone = dict(zip((key(id_) for id_ in row["service_ids"]), row["alone"], strict=True))
        assert alone == {one["service"]: one["alone"] for one in expected if one["day"] == row["date"]}
        funders = {funder for one in expected if one["day"] == row["date"] for funder in one["funders"]}
        assert set(row["funder_ids"]) == funders - {secret}
        assert ("a fund that is not published" in row["funder"]) == (secret in funders)


def test_the_groups_that_nobody_serves_and_who_says_they_are_not_for_them(ask: Callable[..., Rows]) -> None:
    found = {
        (key(row["need_id"]), key(row["audience_id"] or "audience-anyone else"), key(row["area_id"])): row
        for row in ask("G2")
    }
    assert found.keys() == {
        (need, group, ward)
        for need, groups in EXPECTED["G2"]["wards"].items()
        for group, wards in groups.items()
        for ward in wards
    }
    excluded = {(row["need"], row["group"], row["area"]): set(row["offers"]) for row in EXPECTED["G2"]["excluded_by"]}
    assert {place for place, row in found.items() if row["excluded_by"]} == excluded.keys()
    for place, offers in excluded.items():
        assert all(any(offer.startswith(name) for offer in offers) for name in keys(found[place]["excluded_by_ids"]))
