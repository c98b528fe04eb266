"""A1 as a picture: how strongly each service supports each priority."""

from linkwork.visualise._grid import PALE, SHADES
from tests.visualise.asked import groups, lines_in, outlines_in, overlapping, sheet, texts


def aim(priority, *services, policy="Together", **more):
    named = {"priority": priority, "priority_id": priority and f"priority-{priority}"}
    ids = [f"service-{one}" for one in services]
    return {
        **named,
        "policy": policy,
        "policy_id": f"policy-{policy}",
        "services": list(services),
        "service_ids": ids,
        **more,
    }


def strength(priority, service, number, **more):
    """A line of sight that says how strongly the service supports the priority."""
    return {
        "priority_id": priority and f"priority-{priority}",
        "service_id": f"service-{service}",
        "strength": number,
        **more,
    }


def test_each_cell_says_the_strength_that_a_line_of_sight_has():
    rows = [aim("Company", "Lunch", "Choir"), aim(None, "Lunch", policy="Plan", state="superseded")]
    lines = [strength("Company", "Lunch", 3), strength(None, "Lunch", 1, national_policy_id="policy-Plan")]
    found = sheet("A1", A1=rows, A4=lines, A2=[{"priority": "Swim", "support": "none"}])
    assert found.finding == (
        "2 services and roles support 1 priority and 1 policy as a whole, 1 of them as a main purpose"
    )
    assert found.subtitle.startswith("1 of a policy that no longer holds · 1 of 3 links only in passing")
    said = groups(found)
    main, passing = (
        said["Lunch for Company: the main purpose"],
        said["Lunch for (the policy as a whole): named in passing"],
    )
    unsaid = said["Choir for Company: nobody says how strongly"]
    assert [lines_in(cell) for cell in (main, passing, unsaid)] == [["3"], ["1"], ["?"]]
    assert [outlines_in(cell)[0].fill for cell in (main, passing, unsaid)] == [SHADES[4], SHADES[0], PALE]
    assert len(outlines_in(passing)) == 3
    assert "Plan (superseded)" in texts(found)
    assert "1 more priority has no service behind it: the picture of A2 names it." in found.read
    assert overlapping(found) == []


def test_the_service_that_supports_most_stands_first():
    found = sheet("A1", A1=[aim("Company", "Choir", "Lunch"), aim("Food", "Lunch")], A4=[], A2=[])
    assert texts(found).index("Lunch") < texts(found).index("Choir")
    assert found.finding == "2 services and roles support 2 priorities"


def test_one_is_said():
    assert sheet("A1", A1=[aim("Food", "Lunch")], A4=[], A2=[]).finding == "1 service or role supports 1 priority"


def test_more_than_fit_are_counted():
    services = [f"Service {n:02}" for n in range(42)]
    found = sheet("A1", A1=[aim(f"Priority {n:02}", *services) for n in range(32)], A4=[], A2=[])
    assert (
        "showing 30 of 32 priorities · showing 40 of 42 services and roles, those that support most" in found.subtitle
    )
