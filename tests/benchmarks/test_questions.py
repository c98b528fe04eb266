"""Every question is asked by the clock, and what grows faster than n log n is named."""

from benchmarks.clock import Clock, Took
from benchmarks.growth import _steep
from benchmarks.questions import _target, asked
from linkwork.queries import catalogue


def test_every_question_is_asked_and_its_rows_are_counted(tmp_path):
    clock = Clock()
    took = asked(clock, str(tmp_path), 100, again=0)
    assert list(took) == [question.id for question in catalogue().questions.values()]
    assert all(0 < again == first for first, again, _ in took.values())
    assert took["A1"][2] > 0
    assert clock.waited >= 0.9 * sum(first for first, _, _ in took.values())


def test_a_question_over_its_limit_is_named():
    assert _target("embedded", {"O1": (9.0, 0.1, 5)}).met
    slow = _target("embedded", {"O1": (9.0, 0.1, 5), "O2": (0.1, 0.3, 5), "O3": (0.1, 0.4, 5)})
    assert (slow.met, slow.reached) == (False, "not by 2: O3 0.40 s, O2 0.30 s")


def test_a_question_that_grows_with_the_square_is_named_and_one_that_writes_more_is_not():
    before = {"line": (0.1, 0, 5), "square": (0.1, 0, 5), "output": (0.1, 0, 10), "small": (0.001, 0, 5)}
    after = {"line": (1.3, 0, 5), "square": (10.0, 0, 5), "output": (10.0, 0, 1000), "small": (0.1, 0, 5)}
    took = [Took(0, 0, 0, before), Took(0, 0, 0, after)]
    assert _steep([10_000, 100_000], took) == {"square": 100.0}
