"""P2 as a picture: each dead end between who sends people there and what stays unmet."""

from linkwork.visualise._style import WRONG
from tests.visualise.asked import groups, outlines_in, overlapping, sheet, texts

END = {
    "service": "Noticeboard", "service_id": "s1", "referrals_in": 2, "provider": "The council",
    "why_stopped": "it refers nobody on", "senders": ["Navigators"], "entry_points_affected": ["The practice"],
    "needs_left_unmet": ["Debt", "Food"],
}  # fmt: skip


def test_a_dead_end_stands_between_who_sends_and_what_stays_unmet():
    found = sheet("P2", P2=[END])
    assert found.finding == "people are sent no further at 1 service, and 2 needs that they bring stay unmet there"
    drawn = texts(found)
    assert drawn.index("The practice") < drawn.index("Navigators") < drawn.index("Noticeboard") < drawn.index("Debt")
    assert {"2 referrals", "It refers nobody on."} <= set(drawn)
    assert outlines_in(groups(found)["Noticeboard"])[1].fill == WRONG


def test_a_sender_that_is_a_door_is_drawn_once():
    found = sheet("P2", P2=[{**END, "senders": ["The practice"], "needs_left_unmet": ["Debt"]}])
    assert found.finding == "people are sent no further at 1 service, and 1 need that they bring stays unmet there"
    assert texts(found).count("The practice") == 1


def test_where_no_door_leads_that_is_said():
    found = sheet("P2", P2=[END, {**END, "service": "Night desk", "entry_points_affected": []}])
    assert "no door leads here" in texts(found)
    assert found.finding.startswith("people are sent no further at 2 services")


def test_what_a_row_does_not_say_is_left_out():
    found = sheet("P2", P2=[{"service": "Noticeboard", "service_id": "s1"}])
    assert found.finding == "people are sent no further at 1 service there"
    assert "no door from which people get to one" in found.subtitle


def test_more_than_ten_are_counted():
    found = sheet("P2", P2=[{**END, "service": f"End {n}"} for n in range(12)])
    assert "showing 10 of 12, those with most referrals" in found.subtitle
    assert overlapping(found) == []
