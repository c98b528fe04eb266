"""The lines of a briefing: a row said in words, with the gaps that blank cells leave closed."""

from pathlib import Path

import pytest

from linkwork.commands._briefing import briefing, briefing_page, in_short
from linkwork.data import Headline, place
from linkwork.queries import Answer, catalogue


def answer(*rows: dict[str, object], nothing: str = "") -> Answer:
    question = catalogue().find("A4")
    found = tuple({**row, "evidence": [], "last_confirmed": None} for row in rows)
    return Answer(question, {}, (), question.columns, found, question.how_to_read, nothing_because=nothing)


ROW = {"a": "Plan", "b": None, "c": "Walks", "share": 0.6667, "number": 2811}
LINES = (
    ("{a} > {b} > {c}", "Plan > Walks"),
    ("{b} > {a} > {c}", "Plan > Walks"),
    ("{a} > {c} > {b}", "Plan > Walks"),
    ("{a}: {b}", "Plan"),
    ("{a} ({b}) {c}", "Plan Walks"),
    ("{a} ({c} {b})", "Plan (Walks)"),
    ("{share:.0%} of {a}", "67% of Plan"),
    ("{number:,} people; {share}", "2,811 people; 0.667"),
    ("{b:.0%} of {a}", "of Plan"),
)


@pytest.mark.parametrize(("line", "said"), LINES)
def test_a_row_is_said_by_its_line(line: str, said: str) -> None:
    text = briefing(Headline("Line of sight", "A4", line), answer(ROW), Path("here"))
    assert text.splitlines()[:2] == ["LINE OF SIGHT", f"  - {said}"]


def test_more_rows_than_are_shown_are_counted_with_the_question_that_shows_them() -> None:
    headline = Headline("Line of sight", "A4", "{a}", show=1, parameters={"show": "broken"})
    assert '... and 2 more: linkwork ask A4 --show "broken" --project here' in briefing(
        headline, answer(ROW, ROW, ROW), Path("here")
    )


def test_the_summary_has_the_findings_of_answers_that_have_rows() -> None:
    led = Headline("Lines", "A4", "{a}", lead="{rows} lines, first {a} with {share:.0%}.")
    silent = Headline("Silent", "A4", "{a}")
    answers = [(led, answer(ROW, ROW)), (led, answer(nothing="None.")), (silent, answer(ROW))]
    assert in_short(answers) == ["2 lines, first Plan with 67%."]


def test_the_page_leads_from_the_summary_to_each_answer_and_names_the_pictures() -> None:
    led = Headline("Lines & <b>", "A4", "{national_policy}", lead="{rows} line.")
    row = {column.name: None for column in catalogue().find("A4").columns}
    page = briefing_page(place("millbrook"), [(led, answer(row))], {"map.html": "The map"})
    assert '<li><a href="#a0">1 line.</a></li>' in page
    assert '<section id="a0">\n<h2>Lines &amp; &lt;b&gt;</h2>' in page
    assert '<a href="map.html">The map</a>' in page


def test_the_page_has_the_columns_asked_for_and_the_first_rows_of_a_long_table() -> None:
    names = [column.name for column in catalogue().find("A4").columns]
    rows = [{name: f"{name} {n}" for name in names} for n in range(50)]
    headline = Headline("Lines", "A4", "{policy}", columns=["policy", "service"])
    page = briefing_page(place("millbrook"), [(headline, answer(*rows))], {})
    assert "the first 40 of 50 rows" in page
    assert "service 39" in page
    assert "service 40" not in page
    assert "national_policy 0" not in page
