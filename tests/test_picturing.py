"""What a picture asks: its own question as it was put, and others about the same people and places."""

from linkwork.project.picturing import asked_by
from linkwork.visualise import Asks, Drawing, drawings
from linkwork.visualise._sheet import Sheet

REACH = Drawing(
    name="reach",
    title="Reach",
    question="What does each door reach?",
    sheet=lambda view: Sheet("reach", "", "", "", ""),
    asks=(Asks("P7", {"limit": 9}), Asks("P1", {"limit": 100000}, ("audience", "area"))),
    of="P7",
)


def test_what_is_given_is_for_the_question_the_picture_is_of_and_for_another_as_far_as_it_shares_it():
    assert asked_by(REACH, {"limit": 5, "audience": "carers", "need": "debt"}) == {
        "P7": {"limit": 5, "audience": "carers", "need": "debt"},
        "P1": {"audience": "carers", "limit": 100000},
    }


def test_what_is_left_out_is_shared_with_nobody():
    assert asked_by(REACH, {"audience": "", "area": None})["P1"] == {"limit": 100000}
    assert asked_by(REACH, {}) == {"P7": {"limit": 9}, "P1": {"limit": 100000}}


def test_no_drawing_asks_for_a_part_of_an_answer_by_itself():
    limited = [
        (one.name, wanted.question)
        for one in drawings().values()
        for wanted in one.asks
        if "limit" in wanted.parameters
    ]
    assert limited == []
