"""Ways from left to right: what stands where, what is counted, and how stops and breaks are told."""

from linkwork.visualise._paths import (
    BARRED,
    BROKEN,
    CLOSED,
    LOST,
    MISSING,
    STOPPED_HERE,
    Step,
    Stop,
    Way,
    legend_piece,
    narrowest,
    paths_piece,
)
from linkwork.visualise._scene import Group, Outline, Words, flat
from linkwork.visualise._style import WRONG

PRACTICE, TEAM, FOOD = Stop(("The practice",), "door"), Stop(("The team",)), Stop(("Food",), "need")
LONG = Way((PRACTICE, TEAM, FOOD), (Step("3 days", "by letter"), Step()), ("Route 1", "3 days"), "a word after")
SHORT = Way((TEAM, FOOD), (Step(),))


def drawn(*ways, wide=900.0):
    return paths_piece(ways, (30, 100), wide)


def texts(piece):
    return [item.text for item in flat(piece.items) if isinstance(item, Words)]


def boxes(piece):
    """The outermost edges of each box, by its title."""
    found = {}
    for group in piece.items:
        if isinstance(group, Group):
            path = next(item for item in flat([group]) if isinstance(item, Outline))
            across = [value for _, values in path.stretches for value in values[::2]]
            down = [value for _, values in path.stretches for value in values[1::2]]
            found.setdefault(group.title, (min(across), min(down), max(across), max(down)))
    return found


def red(piece):
    """How many outlines are drawn in red, or filled with it."""
    return sum(WRONG in {item.stroke, item.fill} for item in flat(piece.items) if isinstance(item, Outline))


def test_a_way_is_told_from_left_to_right_with_its_words():
    piece = drawn(LONG)
    assert texts(piece) == [
        "Route 1",
        "3 days",
        "3 days",
        "by letter",
        "The practice",
        "The team",
        "Food",
        "a word after",
    ]
    found = boxes(piece)
    assert found["The practice"][2] < found["The team"][0] < found["The team"][2] < found["Food"][0]
    assert red(piece) == 0


def test_ways_stand_below_one_another_and_their_boxes_in_columns():
    piece = drawn(SHORT, Way((PRACTICE, Stop(("Debt",), "need")), (Step(),)))
    found = boxes(piece)
    assert found["The team"][3] < found["The practice"][1]
    assert found["The team"][0] == found["The practice"][0] == 30
    assert found["Food"][0] == found["Debt"][0]
    assert max(box[3] for box in found.values()) < piece.end


def test_more_than_four_names_in_a_box_are_counted():
    four, five = Stop(tuple("abcd")), Stop(tuple("abcde"), below="who they are")
    assert texts(drawn(Way((four,), ()))) == ["a", "b", "c", "d"]
    assert texts(drawn(Way((five,), ()))) == ["a", "b", "c", "and 2 more", "who they are"]


def test_what_is_the_matter_is_told_by_shape_as_well_as_in_red():
    plain = len(list(flat(drawn(SHORT).items)))
    for mark in (BROKEN, BARRED):
        piece = drawn(Way((TEAM, FOOD), (Step(mark=mark),)))
        assert len(list(flat(piece.items))) == plain + 3
        assert red(piece) > 3
    missing = drawn(Way((TEAM, FOOD), (Step(mark=MISSING),)))
    assert [item.dash for item in flat(missing.items) if isinstance(item, Outline) and item.dash]
    stopped = drawn(Way((Stop(("The team",), mark=STOPPED_HERE), FOOD), (Step(),)))
    assert len(list(flat(stopped.items))) == plain + 1
    for mark in (CLOSED, LOST):
        grey = drawn(Way((Stop(("The team",), mark=mark), FOOD), (Step(),)))
        assert [item.dash for item in flat(grey.items) if isinstance(item, Outline) and item.dash]


def test_the_legend_has_what_occurs_and_has_words_and_nothing_else():
    said = {
        "door": "people start here",
        "service": "a service",
        "stop": "it ends",
        "step": "they go on",
        "broken": "no",
    }
    piece = legend_piece([Way((PRACTICE, Stop(("x",), mark=STOPPED_HERE)), (Step(),))], said, (30, 0), 900)
    assert texts(piece)[1:] == ["people start here", "it ends", "they go on"]


def test_a_long_way_needs_a_wide_page_and_stays_within_it():
    far = Way(
        (PRACTICE, TEAM, TEAM, TEAM, TEAM, TEAM, FOOD), tuple(Step("12 days", "referral, by letter") for _ in range(6))
    )
    least = narrowest([far])
    assert 1123 < least < 1587
    assert max(box[2] for box in boxes(drawn(far, wide=least)).values()) <= 30 + least + 1e-6
