"""A2 as a picture: priorities ranked by how little stands behind them, or policies by how many of them there are."""

from dataclasses import replace

import pytest

from linkwork.visualise import drawing_of
from tests.visualise.asked import groups, overlapping, sheet, texts, view


def lack(priority, support="none", policy="Together", services=0, **more):
    said = {"priority": priority, "support": support, "policy": policy, "policy_id": f"policy-{policy}"}
    return {**said, "n_services": services, **more}


def test_few_have_a_bar_each_those_without_support_first_and_of_policies_that_hold():
    rows = [
        lack("Swim", "weak", services=1, owner_board=["The board"]),
        lack("Warm rooms", state="ended"),
        lack("Walk"),
        lack("Seven", "unknown", services=None),
    ]
    found = sheet("A2", A2=rows)
    assert found.finding == (
        "2 priorities have no service behind them, 1 priority has only weak support and of 1 priority it is not known"
    )
    drawn = texts(found)
    assert [text for text in drawn if text in {"Walk", "Warm rooms", "Swim", "Seven"}] == [
        "Walk",
        "Warm rooms",
        "Swim",
        "Seven",
    ]
    assert "Swim: weak support; 1 service or role; Together; owned by The board" in groups(found)
    assert "Warm rooms: no service or role; 0 services and roles; Together, ended" in groups(found)
    assert found.subtitle.startswith(
        "3 of these 4 are lines of a policy that holds, as far as anybody says · 3 without"
    )
    assert overlapping(found) == []


@pytest.mark.parametrize(
    ("rows", "finding", "counts"),
    [
        (
            [lack("Walk")],
            "1 priority has no service behind it",
            "a line of a policy that holds, as far as anybody says",
        ),
        ([lack("Swim", "weak"), lack("Run", "weak")], "2 priorities have only weak support", "all are lines"),
    ],
)
def test_one_and_all_are_said(rows, finding, counts):
    found = sheet("A2", A2=rows)
    assert found.finding == finding
    assert found.subtitle.startswith(counts)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({}, "weak: named in passing, or less"),
        ({"weak": "0"}, "weak: said not to support it"),
        ({"weak": "2"}, "weak, as asked for: a stated aim, or less"),
        ({"weak": "3"}, "weak, as asked for: of any strength"),
    ],
)
def test_weak_is_what_was_asked_for_as_weak(asked, words):
    seen = view(A2=[lack("Swim", "weak", services=1)])
    seen = replace(seen, answers={"A2": replace(seen.answers["A2"], asked=asked)})
    assert words in texts(drawing_of("A2").sheet(seen))


def test_many_are_counted_by_policy_those_that_no_longer_hold_last():
    rows = [lack(f"Old {n:02}", policy="Old plan", state="ended") for n in range(20)]
    rows += [lack("Walk"), lack("Swim", "weak"), lack("Run", policy="Other")]
    found = sheet("A2", A2=rows)
    drawn = texts(found)
    assert drawn.index("Together") < drawn.index("Other") < drawn.index("Old plan (ended)")
    assert "Together: 1 no service or role, 1 weak support" in groups(found)
    assert "2: Walk; Swim" in drawn
    assert overlapping(found) == []


def test_more_policies_than_fit_are_counted():
    found = sheet("A2", A2=[lack(f"P{n}", policy=f"Policy {n:02}") for n in range(30)])
    assert "showing 24 of 30 policies" in found.subtitle
