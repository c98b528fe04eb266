"""P7 as a picture: doors by needs, with the steps of the best route, and what is not reached crossed."""

from tests.visualise.asked import groups, lines_in, outlines_in, sheet, step, texts


def reach(door, reached, missed):
    """A front door; its ids are in another order than its names, as they are in the answer."""
    ids = {"Debt": "need-z", "Food": "need-y", "Mood": "need-x"}
    return {
        "entry_point": door,
        "door_id": f"org-{door}",
        "needs_reached": reached,
        "needs_not_reached": missed,
        "reached_ids": sorted(ids[need] for need in reached),
        "not_reached_ids": sorted(ids[need] for need in missed),
        "n_reached": len(reached),
        "n_needs": 3,
    }


ROWS = (reach("Surgery", ["Debt"], ["Food", "Mood"]), reach("Hall", ["Debt", "Food"], ["Mood"]))


def test_each_cell_says_the_steps_of_the_best_route_to_the_need_of_that_name():
    routes = [
        {**step(1, 1, "A", total_wait=2), "door_id": "org-Hall", "need": "Food"},
        {**step(2, 1, "B", total_wait=2), "door_id": "org-Hall", "need": "Debt"},
        {**step(2, 2, "C", total_wait=9), "door_id": "org-Hall", "need": "Debt"},
        {**step(3, 1, "D", total_wait=30), "door_id": "org-Hall", "need": "Debt"},
        {**step(4, 1, "E", total_wait=1, eligibility_ok=False), "door_id": "org-Surgery", "need": "Debt"},
    ]
    found = sheet("P7", P7=ROWS, P1=routes)
    assert found.finding == "Surgery reaches 1 of 3 needs, and the widest door 2; no door reaches Mood"
    said = groups(found)
    assert lines_in(said["Hall to Food: 1 step, 2 days"]) == ["1"]
    assert lines_in(said["Hall to Debt: 2 steps, 9 days"]) == ["2"]
    assert lines_in(said["Surgery to Debt: reached"]) == ["yes"]
    assert len(outlines_in(said["Surgery to Food: no route"])) == 3


def test_doors_that_reach_least_stand_first_and_needs_that_most_reach():
    drawn = texts(sheet("P7", P7=ROWS, P1=[]))
    assert drawn.index("Surgery · 1 of 3") < drawn.index("Hall · 2 of 3")
    assert drawn.index("Debt") < drawn.index("Food") < drawn.index("Mood")


def test_where_all_reach_the_same_no_door_is_named():
    alike = [reach("Surgery", ["Debt"], []), reach("Hall", ["Debt"], [])]
    assert sheet("P7", P7=alike, P1=[]).finding == "every door reaches 1 of 1 need"
    none = [reach("Hall", [], ["Debt", "Food"])]
    assert sheet("P7", P7=none, P1=[]).finding == "Hall reaches none of 2 needs; no door reaches 2 of them"


def test_more_doors_and_needs_than_fit_are_counted():
    needs = [f"Need {n:02}" for n in range(32)]
    rows = [{"entry_point": f"Door {n}", "door_id": str(n), "needs_not_reached": needs} for n in range(40)]
    found = sheet("P7", P7=rows, P1=[])
    assert "showing 36 of 40 doors, those that reach least" in found.subtitle
    assert "showing 30 of 32 needs, those that fewest doors reach" in found.subtitle
