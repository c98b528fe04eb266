"""P3 as a picture: a ring a loop, an arrow a referral, and a heavy frame where nobody hears back."""

from time import process_time

from linkwork.visualise._scene import Outline, Words, flat
from linkwork.visualise._sheet import page
from linkwork.visualise._style import WRONG
from tests.visualise.asked import groups, outlines_in, overlapping, sheet, texts


def loop(names, links, **more):
    """A loop of services, and its referrals as the answer words them."""
    ids = [f"service-{name}" for name in names]
    told = {"loop_members": names, "member_ids": ids, "length": len(names), "links": links}
    return {**told, "link_ids": [f"link {n}" for n in range(len(links))], **more}


PAIR = loop(["Navigators", "Team"], ["Navigators to Team", "Team to Navigators"], volume=33, volumes_known=2)
HEARD = {"feedback": 1, "feedback_not_known": 1}
UNHEARD = {"feedback": 0, "feedback_not_known": 0}


def arrows(found):
    """The arrows of a page: whether each is dashed."""
    bent = [item for item in flat(page(found).items) if isinstance(item, Outline) and len(item.stretches) == 2]
    return [bool(item.dash) for item in bent if item.stretches[1][0] == "C"]


def test_a_loop_is_a_ring_with_an_arrow_a_referral_and_its_numbers_in_words():
    found = sheet("P3", P3=[{**PAIR, **HEARD}])
    assert found.finding == "people can be sent round in 1 loop of 2 services"
    assert "Loop 1: 2 services" in texts(found)
    assert "2 referrals; 33 people a month; 1 reports back; of 1 that is not known" in " ".join(texts(found))
    assert arrows(found) == [False, False]
    assert {"Navigators", "Team"} <= set(groups(found))


def test_a_loop_in_which_nobody_hears_back_is_framed_heavily_and_said():
    found = sheet("P3", P3=[{**PAIR, **HEARD}, {**PAIR, **UNHEARD}])
    assert found.finding.endswith("in 2 loops of 2 services, and in 1 of them no referral reports back")
    frames = [item for item in flat(page(found).items) if isinstance(item, Outline) and item.stroke == WRONG]
    assert [item.width for item in frames] == [2.4]
    assert sheet("P3", P3=[{**PAIR, **UNHEARD}]).finding.endswith("1 loop of 2 services, and no referral reports back")
    assert sheet("P3", P3=[{**PAIR, **UNHEARD}] * 2).finding.endswith("and in all of them no referral reports back")


def test_a_referral_by_a_role_of_the_service_is_dashed():
    links = ["A to B (by post) to C", "C (by its Care navigator) to A to B (by post)"]
    found = sheet("P3", P3=[loop(["A to B (by post)", "C"], links)])
    assert arrows(found) == [False, True]
    assert "A dashed arrow is a referral by a role that works in the service." in found.read


def test_two_services_of_one_name_are_said_to_be_that():
    found = sheet("P3", P3=[loop(["Befriending", "Befriending", "Hub"], ["Befriending to Hub", "Hub to Befriending"])])
    assert "services of one name: the arrows of all of them stand at one box" in " ".join(texts(found))
    assert "of one name" not in " ".join(texts(sheet("P3", P3=[PAIR])))


def test_a_loop_of_hundreds_is_drawn_within_seconds():
    names = [f"Service to people {n:03}" for n in range(300)]
    links = [f"{names[n]} to {names[(n + step) % 300]}" for n in range(300) for step in (1, 7, 31, 100)]
    start = process_time()
    found = sheet("P3", P3=[loop(names, links)])
    assert process_time() - start < 5
    assert "1,200 referrals" in " ".join(texts(found))


def test_what_is_not_known_or_not_shown_of_the_people_is_said():
    def said(**more):
        return " ".join(texts(sheet("P3", P3=[{**PAIR, "volume": None, "volumes_known": 0, **more}])))

    assert "people a month not known" in said()
    assert "people a month not shown" in said(volume="not shown")
    assert "33 people a month on the 1 referral that says" in said(volume=33, volumes_known=1)


def test_a_ring_keeps_to_the_order_in_which_services_refer_to_one_another():
    found = sheet("P3", P3=[loop(["A", "B", "C"], ["A to C", "C to B", "B to A"])])
    boxes = [outlines_in(groups(found)[name])[0].stretches[0][1] for name in "ACB"]
    (top_x, top), (right_x, right), (left_x, left) = boxes
    assert top < left
    assert round(right - left, 6) == 0
    assert left_x < top_x < right_x


def test_large_loops_take_the_width_and_more_services_and_loops_than_fit_are_counted():
    names = [f"Service number {n:02}" for n in range(16)]
    links = [f"{a} to {b}" for a, b in zip(names, [*names[1:], names[0]], strict=True)]
    found = sheet("P3", P3=[loop(names, links)] * 13)
    assert "showing 12 of 13 loops, the smallest" in found.subtitle
    drawn = texts(found)
    assert any("showing 14 of 16 services" in text for text in drawn)
    assert drawn.count("Service number 15") == 0
    assert overlapping(found) == []
    assert max(item.x for item in flat(page(found).items) if isinstance(item, Words)) < found.wide
