"""A4 as a picture: which lines run all the way, where they break, and what no longer holds."""

from linkwork.visualise._style import FORWARD, WRONG
from tests.visualise.asked import groups, outlines_in, overlapping, sheet, texts


def line(top=None, middle=None, service=None, strength=None, broken=None, **more):
    """One line: a national policy, a borough priority and a service, each named as its id."""
    ids = {"national_policy_id": top, "priority_id": middle, "service_id": service}
    named = {"national_policy": top, "borough_priority": middle, "service": service}
    return {**ids, **named, "strength": strength, "broken_at": broken, **more}


WHOLE = line("Plan", "Company", "Lunch club", 3, policy="Together")
NO_SERVICE = line("Plan", "Warm rooms", broken="no service or role is linked to it")
NO_DRIVER = line(None, "Swimming", "Pool", 1, "no national or regional policy is said to drive it")
PAST = line("Order", "Walking", "Walks", broken="the national policy has ended", state="ended")
BESIDE = line("Stocktake", None, "Team", 1, "no borough priority stands between the policy and the service")


def crosses(group):
    """How many discs with a cross a group has."""
    return sum(item.stroke == WRONG and len(item.stretches) > 6 for item in outlines_in(group))


def test_a_whole_line_runs_on_and_a_broken_one_is_dashed_and_red():
    found = sheet("A4", A4=[WHOLE, PAST])
    assert found.finding == "1 of 2 borough priorities can be followed from a national driver down to a service"
    assert found.subtitle.startswith("2 lines, of which 1 breaks")
    said = groups(found)
    whole = outlines_in(said["Company to Lunch club (strength 3)"])[0]
    broken = outlines_in(said["Walking to Walks (breaks: the national policy has ended)"])[0]
    assert (whole.stroke, whole.dash, whole.width) == (FORWARD, (), 4.2)
    assert (broken.stroke, bool(broken.dash)) == (WRONG, True)
    assert outlines_in(said["Order (ended)"])[0].dash
    assert {"strength 3: the main purpose", "no longer holds, or is not known by name", "of Together"} <= set(
        texts(found)
    )


def test_a_part_that_some_whole_line_runs_through_is_whole():
    said = groups(sheet("A4", A4=[NO_SERVICE, WHOLE, line("Plan", "Company", broken="something else")]))
    assert outlines_in(said["Plan to Company"])[0].stroke == FORWARD


def test_a_cross_stands_at_the_side_where_something_is_missing():
    said = groups(sheet("A4", A4=[NO_SERVICE, NO_DRIVER, line("Charter", broken="nothing follows"), WHOLE]))
    missing = {name: crosses(said[name]) for name in ("Warm rooms", "Swimming", "Charter", "Plan", "Lunch club")}
    assert missing == {"Warm rooms": 1, "Swimming": 1, "Charter": 1, "Plan": 0, "Lunch club": 0}
    warm, swimming = (outlines_in(said[name])[0].stretches for name in ("Warm rooms", "Swimming"))
    assert warm[1][1][0] > warm[0][1][0]  # to the right, where the service should be
    assert swimming[1][1][0] < swimming[0][1][0]


def test_a_line_past_the_priorities_has_a_cross_in_their_layer():
    found = sheet("A4", A4=[BESIDE])
    title = f"Stocktake to Team (strength 1; breaks: {BESIDE['broken_at']})"
    assert crosses(groups(found)[title]) == 1
    assert found.finding == "no priority of the borough stands between the policies and the services"


def test_what_is_not_known_by_name_is_grey_and_what_nobody_rated_is_dotted():
    unnamed = line("Plan", "Seven priorities", "Team", broken="the priority is not known by name")
    said = groups(sheet("A4", A4=[unnamed, line("Plan", "Company", "Lunch club")]))
    assert outlines_in(said["Seven priorities"])[0].dash
    assert outlines_in(said["Company to Lunch club"])[0].dash == (1.8, 3.0)


def test_none_is_said_and_policies_from_which_nothing_follows_are_counted():
    found = sheet("A4", A4=[NO_DRIVER, line("Charter", broken="nothing follows")])
    assert found.finding.startswith("none of 1 borough priority can be followed")
    assert "1 policy from which nothing follows here" in found.subtitle


def test_more_boxes_than_fit_are_counted_by_their_lines_the_whole_ones_kept():
    rows = [line(f"Policy {n:02}", broken="nothing follows") for n in range(24)]
    found = sheet("A4", A4=[*rows, WHOLE])
    assert "showing 20 of 25 lines, those that run furthest" in found.subtitle
    assert "Lunch club" in texts(found)
    assert overlapping(found) == []
