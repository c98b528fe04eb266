"""P1 as a picture: routes told from door to need, the best first, and why there is none."""

from linkwork.visualise._style import WRONG
from tests.visualise.asked import groups, lines_in, outlines_in, overlapping, sheet, step, texts

ONE = step(1, 1, "Pantry", wait_days=3, total_wait=3, waits_not_known=0, kind="warm_handover", channel="form")
TWO = [
    step(2, 1, "Navigators", wait_days=None, total_wait=None, waits_not_known=1),
    step(2, 2, "Lunch club", wait_days=5, total_wait=5, waits_not_known=1, via="Care navigator"),
]


def test_a_route_is_told_from_its_door_to_its_need_with_its_waits():
    found = sheet("P1", P1=[ONE])
    assert found.finding == "one route leads from The practice to Food: 3 days in 1 step"
    drawn = texts(found)
    start = drawn.index("Route 1")
    assert drawn[start : start + 7] == [
        "Route 1", "3 days", "3 days", "warm handover, form", "The practice", "Pantry", "Food"
    ]  # fmt: skip
    assert not any(WRONG in {o.stroke, o.fill} for g in groups(found).values() for o in outlines_in(g))


def test_the_best_stands_first_and_waits_that_nobody_knows_are_said():
    found = sheet("P1", P1=[*TWO, ONE])
    assert found.finding == "the quickest of 2 routes leads from The practice to Food: 3 days in 1 step"
    drawn = texts(found)
    assert drawn.index("Route 1") < drawn.index("Route 2")
    assert {"wait not known", "through Care navigator", "2 steps"} <= set(drawn)
    assert "5 days, and 1 wait not known" in " ".join(drawn)


def test_routes_that_differ_by_their_need_alone_share_a_way():
    mood = {**ONE, "route": 2, "need": "Low mood", "need_id": "need-mood"}
    found = sheet("P1", P1=[ONE, mood])
    assert found.finding.startswith("2 of 2 routes are the quickest, 3 days in 1 step; the first leads from")
    assert "Routes 1 and 2" in texts(found)
    assert lines_in(groups(found)["Food, Low mood"]) == ["Food", "Low mood"]


def test_where_no_route_can_be_taken_the_reasons_stand_below_the_best_there_would_be():
    barred = {**ONE, "eligibility_ok": False, "reason_if_not": "it takes only carers"}
    found = sheet("P1", P1=[barred])
    assert found.finding == "no route that such a person can take leads from The practice to Food"
    assert "Step 1: it takes only carers." in texts(found)
    assert "a step that such people cannot take" in texts(found)
    assert outlines_in(groups(found)["Food"])[0].dash


def test_more_ways_than_fit_are_counted():
    found = sheet("P1", P1=[{**step(n, 1, f"Service {n}", total_wait=n), "wait_days": n} for n in range(1, 15)])
    assert "showing 12 of 14 ways, the quickest" in found.subtitle
    assert "Service 12" in texts(found)
    assert "Service 13" not in texts(found)
    assert overlapping(found) == []
