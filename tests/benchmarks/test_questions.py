"""Every question is asked by the clock, and what grows faster than n log n is named."""

import pytest

from benchmarks.clock import Clock, Took
from benchmarks.growth import _steep, each
from benchmarks.projects import project_of
from benchmarks.questions import _target, asked


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("england")
    project_of(folder, 100)
    return str(folder)


def test_questions_are_asked_by_the_clock_and_their_rows_are_counted(project):
    clock = Clock()
    took = asked(clock, project, again=0, ids=["A1", "O2"])
    assert list(took) == ["A1", "O2"]
    assert all(0 < again == first for first, again, _ in took.values())
    assert took["A1"][2] > 0
    assert clock.waited >= 0.9 * sum(first for first, _, _ in took.values())


def test_each_question_is_asked_in_a_process_of_its_own(project):
    took = each(project, ["A1", "O2"])
    assert list(took) == ["A1", "O2"]
    assert all(one.processor > 0 and one.megabytes > 0 for one in took.values())
    assert took["A1"].said > 0


def test_a_question_over_its_limit_is_named():
    assert _target("embedded", {"O1": (9.0, 0.1, 5)}).met
    slow = _target("embedded", {"O1": (9.0, 0.1, 5), "O2": (0.1, 0.3, 5), "O3": (0.1, 0.4, 5)})
    assert (slow.met, slow.reached) == (False, "not by 2: O3 0.40 s, O2 0.30 s")


def test_a_question_that_grows_with_the_square_is_named_and_one_that_writes_more_is_not():
    before = {"line": (0.1, 5), "square": (0.1, 5), "output": (0.1, 10), "small": (0.001, 5)}
    after = {"line": (1.3, 5), "square": (10.0, 5), "output": (10.0, 1000), "small": (0.1, 5)}
    took = [{name: Took(0, spent, 0, rows) for name, (spent, rows) in at.items()} for at in (before, after)]
    assert _steep([10_000, 100_000], took) == {"square": 100.0}
