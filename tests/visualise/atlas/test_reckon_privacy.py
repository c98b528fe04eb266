"""What the atlas page may hold of people in need: no small number, only what may be said of one."""

from itertools import combinations, product

import pytest

from linkwork.graph.measures.footprint import Landscape
from linkwork.graph.measures.referrals import Known
from linkwork.graph.measures.supposing import Rows
from linkwork.graph.privacy import SMALL
from linkwork.project._reckoning_figures import _sums
from linkwork.project.reckoning import reckoning
from linkwork.visualise._words import json_for_page
from tests.visualise.atlas.reckon_towns import whatif_by_python

GROUPS = ["audience-carers", "audience-older", "audience-young"]


def town(*people: int, everybody: int | None = None) -> Rows:
    """One ward, one need, a service for each group, and how many of each group are in need; and how many in all."""
    services = [{"id": f"service-{n}", "name": f"{n}", "access": None, "wait_days": None} for n in range(len(GROUPS))]
    blank = {"offer": None, "providers": [], "exclude_ids": [], "evidence": []}
    offers = [
        {"offer_id": f"offer-{n}", "service_id": f"service-{n}", "service": f"{n}", "include_ids": [group]}
        | {"need_ids": ["need-debt"], "area_ids": ["area-north"]}
        | blank
        for n, group in enumerate(GROUPS)
    ]
    ids = [("Need", "need-debt"), *(("Audience", group) for group in GROUPS)]
    terms = [{"kind": kind, "id": id_, "name": id_, "broader_ids": [], "same_ids": []} for kind, id_ in ids]
    areas = [{"id": "area-north", "name": "North", "level": "ward", "within_ids": []}]
    known = [*zip(GROUPS, people, strict=False), *([(None, everybody)] if everybody is not None else [])]
    year = {"need_id": "need-debt", "area_id": "area-north", "year": 2023, "method": "survey"}
    demand = [{"id": f"demand {group}", "audience_id": group, "people": number} | year for group, number in known]
    return Rows(Known([], services), Landscape(offers, terms, areas, demand))


def held(*people: int, everybody: int | None = None, internal: bool = False) -> str:
    return json_for_page(reckoning(town(*people, everybody=everybody), internal=internal))


def test_which_small_number_it_is_makes_no_difference_to_the_page():
    assert len({held(number, 12, 30) for number in range(SMALL)}) == 1
    assert len({held(12, 40, everybody=number) for number in range(SMALL)}) == 1
    assert held(4, 12, 30) != held(5, 12, 30)


def test_a_sum_that_would_give_a_small_number_away_is_not_in_the_page():
    found = reckoning(town(3, 12, 30))["figures"]
    assert found["cells"] == [[0, 0, 0, "under 5", 0], [0, 1, 0, 12, 0], [0, 2, 0, 30, 0]]
    assert found["places"] == [[0, 0, None]]
    # 44 in all less 42 that may be shown leaves 2.
    assert reckoning(town(2, 12, 30, everybody=44))["figures"]["places"] == [[0, 0, None]]


def test_numbers_of_which_the_command_line_says_the_same_are_the_same_in_the_page():
    # Each alone is under 5, and any two of them are not.
    assert held(2, 3, 3) == held(4, 4, 4) == held(3, 3, 2)
    # Any are under 5 together.
    assert held(0, 1, 1) == held(2, 1, 1) == held(0, 0, 4)
    # The first two are under 5 together, and so is no other sum.
    assert held(1, 2, 4) == held(1, 3, 4) == held(2, 2, 3)
    assert held(2, 2, 3) != held(2, 3, 2)


def test_the_page_says_of_small_numbers_what_the_command_line_says():
    """Closing two services leaves two groups with nobody: how many they are is said where it is under 5."""
    said = {
        people: whatif_by_python(town(*people), ["service-0", "service-1"])["gaps_opened"][0]["people"]
        for people in ((2, 2, 9), (2, 3, 9))
    }
    assert said == {(2, 2, 9): "under 5", (2, 3, 9): None}
    assert held(2, 2, 9) != held(2, 3, 9)


def test_with_internal_the_numbers_themselves_are_there():
    assert [cell[3] for cell in reckoning(town(3, 12, 30), internal=True)["figures"]["cells"]] == [3, 12, 30]
    assert held(3, 12, 30, internal=True) != held(4, 12, 30, internal=True)


@pytest.mark.parametrize("size", range(1, 6))
def test_whether_a_sum_is_small_is_told_of_every_sum(size):
    for people in product(range(SMALL), repeat=size):
        sorts, least = _sums(people)
        for number in range(1, size + 1):
            for some in combinations(range(size), number):
                many = [sum(sorts[i] == sort for i in some) for sort in range(1, max(sorts) + 1)]
                over = any(all(have >= need for have, need in zip(many, needed, strict=True)) for needed in least)
                assert over == (sum(people[i] for i in some) >= SMALL)


@pytest.mark.parametrize("size", [2, 3, 4])
def test_what_is_told_of_sums_is_the_same_for_all_numbers_of_which_it_is_true(size):
    by_truth: dict[tuple[bool, ...], set] = {}
    for people in product(range(SMALL), repeat=size):
        every = (some for number in range(1, size + 1) for some in combinations(people, number))
        by_truth.setdefault(tuple(sum(some) < SMALL for some in every), set()).add(_sums(people))
    assert {len(told) for told in by_truth.values()} == {1}
