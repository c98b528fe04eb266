"""P8 as a picture: who sends from which system to which, and where the data stops."""

import pytest

from linkwork.visualise._scene import Outline, flat
from linkwork.visualise._sheet import page
from linkwork.visualise._style import WRONG
from tests.visualise.asked import link, overlapping, sheet, texts


def handoff(sender, receiver, systems, exchange, **more):
    before, after = ([one] if one else [] for one in systems)
    return link(sender, receiver, platform_from=before, platform_to=after, exchange=exchange, **more)


PLANNED = handoff("Ann", "Gym", ("Quill", "Ledger"), "planned", volume=24, said_of_to="its provider's")


def red(found):
    return sum(WRONG in {item.stroke, item.fill} for item in flat(page(found).items) if isinstance(item, Outline))


def test_a_way_breaks_between_two_systems_and_says_what_is_known_of_them():
    found = sheet("P8", P8=[PLANNED])
    assert found.finding == "1 hand-off crosses 1 pair of systems that do not talk"
    assert found.subtitle.startswith("1 where exchange is planned")
    drawn = texts(found)
    assert drawn.index("Ann") < drawn.index("Quill") < drawn.index("Ledger") < drawn.index("Gym · 24")
    assert {"planned, not yet", "(its provider's)"} <= set(drawn)
    assert red(found) > 3


def test_links_of_one_sender_over_the_same_systems_share_a_way_and_those_with_most_stand_first():
    other = handoff("Bob", "Pantry", ("Ledger", "Quill"), "none", volume=90)
    found = sheet("P8", P8=[other, PLANNED, {**PLANNED, "to": "Pool", "volume": 3}])
    drawn = texts(found)
    assert drawn.count("Ann") == 1
    assert drawn.index("Gym · 24") + 1 == drawn.index("Pool · 3")
    assert drawn.index("Ann") < drawn.index("Bob")
    assert found.finding == "3 hand-offs cross 1 pair of systems that do not talk"
    assert overlapping(found) == []


@pytest.mark.parametrize(
    ("row", "words", "broken"),
    [
        (handoff("Ann", "Gym", ("Quill", None), "not known"), "system not known", True),
        (handoff("Ann", "Gym", ("Quill", "Ledger"), "exchanges"), "exchanges", False),
    ],
)
def test_what_talks_or_is_not_known_is_not_counted_as_a_break(row, words, broken):
    found = sheet("P8", P8=[row])
    assert found.finding == "none of 1 hand-off is known to cross two systems that do not talk"
    assert words in texts(found)
    assert bool(red(found)) == broken


def test_more_ways_than_fit_are_counted_by_their_links():
    rows = [handoff(f"Sender {n:02}", "Gym", ("Quill", "Ledger"), "none") for n in range(14)]
    assert "showing 12 of 14 hand-offs, those of the senders with most" in sheet("P8", P8=rows).subtitle
