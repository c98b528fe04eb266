"""What was measured is kept as data, and the page on performance is made of nothing else."""

import json
import time

import pytest

from benchmarks import report
from benchmarks.clock import Clock, Took, apart, in_turn
from benchmarks.growth import grown
from benchmarks.report import KEPT, PAGE, Chart, Part, Target, keep, page

PART = Part(
    "loading",
    "Loading",
    "make bench",
    ("what", "seconds"),
    [["ours", "1.0"], ["theirs", "2.0"]],
    [Target("No slower than theirs", "half", met=True)],
    ["It was a made-up day."],
    [Chart("Seconds", {"a run": [1.0, 2.0]}, ["ours", "theirs"])],
)


@pytest.fixture
def docs(tmp_path, monkeypatch):
    monkeypatch.setattr(report, "KEPT", tmp_path / "performance")
    monkeypatch.setattr(report, "PAGE", tmp_path / "performance.md")
    return tmp_path


def test_the_page_is_that_of_what_was_kept():
    assert PAGE.read_text(encoding="utf-8") == page()
    assert all(f"performance/{chart.name}" in page() for chart in KEPT.glob("*.svg"))


def test_a_part_is_kept_with_the_day_and_the_machine_and_comes_onto_the_page(docs, capsys):
    keep(PART)
    held = json.loads((docs / "performance" / "loading.json").read_bytes())
    assert held["machine"].endswith(f"Python {held['machine'].rpartition(' ')[2]}")
    text = (docs / "performance.md").read_text(encoding="utf-8")
    for said in (
        "| No slower than theirs | half | yes |",
        "## Loading",
        f"`make bench`, {held['measured_on']}, {held['machine']}.",
        "| ours | 1.0 |",
        "![Seconds](performance/loading-1.svg)",
        "- It was a made-up day.",
    ):
        assert said in text
    assert "## Loading" in capsys.readouterr().out


def test_a_chart_of_the_same_figures_is_the_same_file(docs):
    files = []
    for _ in range(2):
        keep(PART)
        files.append((docs / "performance" / "loading-1.svg").read_bytes())
    assert files[0] == files[1]
    assert b">ours<" in files[0]


def test_only_what_runs_under_the_clock_is_timed():
    clock = Clock()
    time.sleep(0.05)
    with clock.running():
        pass
    assert clock.waited < 0.05


def test_work_is_done_in_a_process_of_its_own_and_what_it_gives_comes_back():
    took = apart("tests.benchmarks.test_report:work", number=20)
    assert (took.said, took.megabytes > 5) == (40, True)
    with pytest.raises(RuntimeError, match="not a number"):
        apart("tests.benchmarks.test_report:work", number=None)


def work(clock, number):
    if number is None:
        raise ValueError("not a number")
    with clock.running():
        return 2 * number


def test_rivals_run_in_turn_and_the_least_of_each_counts():
    order = []

    def one(name, *seconds):
        left = iter(seconds)

        def run():
            order.append(name)
            return Took(next(left), 1.0, 10.0)

        return run

    took = in_turn({"a": one("a", 3.0, 2.0), "b": one("b", 1.0, 4.0)}, 2)
    assert order == ["a", "b", "a", "b"]
    assert [took[name].waited for name in "ab"] == [2.0, 1.0]


def test_n_log_n_of_ten_times_as_much_is_a_little_more_than_ten_times():
    assert grown(1000, 10_000) == pytest.approx(40 / 3)
