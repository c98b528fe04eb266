"""Rules that the picture of every question keeps, drawn from Millbrook's answers and from those that are spoilt."""

import copy
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from linkwork.graph.view import AnswerView, GraphView
from linkwork.project.asking import answer_of
from linkwork.project.opened import Opened
from linkwork.project.picturing import Pictures, as_seen, picture_of
from linkwork.queries import catalogue
from linkwork.queries._words import left_out
from linkwork.visualise import drawing_of, drawings
from linkwork.visualise._sheet import described, picture
from linkwork.visualise.people.who_joins_sectors import pairs
from tests.visualise.test_answer_pages import boxes

IDS = [question.id for question in catalogue().questions.values()]
SVG = "{http://www.w3.org/2000/svg}"
NASTY = ("<script>alert('a')</script>", "{{ 7 * 7 }} & \u202egnp", "=1+1\x07", "مركز الصحة " * 9)


@pytest.fixture(scope="module", params=IDS)
def id_(request: pytest.FixtureRequest) -> str:
    """Every question in turn, with all rules of one before the next: a worker has few answers to work out."""
    asked: str = request.param
    return asked


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory, put_demonstration: Callable[[str, Path], Path]) -> Iterator:
    opened = Opened(put_demonstration("millbrook", tmp_path_factory.mktemp("pictures") / "demo"))
    with opened.engine() as engine:
        yield Pictures(engine, opened)


@pytest.fixture(scope="module")
def view_of(pictures: Pictures) -> Callable[[str], GraphView]:
    """The view that the picture of a question is made from: its usual answer beside what else the picture asks."""
    made: dict[str, GraphView] = {}

    def view(id_: str) -> GraphView:
        if id_ not in made:
            question = catalogue().find(id_)
            usual = as_seen(answer_of(pictures.opened, pictures.engine, question, {}, pictures.opened.store_if_any()))
            seen = pictures.view(picture_of(question))
            made[id_] = replace(seen, answers={**seen.answers, id_: usual})
        return made[id_]

    return view


@pytest.fixture(scope="module")
def usual(id_: str, view_of: Callable[[str], GraphView]) -> str:
    """The picture of the usual answer."""
    return svg(id_, view_of(id_))


@pytest.fixture(scope="module")
def hostile(id_: str, view_of: Callable[[str], GraphView]) -> str:
    """The picture of the usual answer with hostile texts in its place."""
    return svg(id_, spoilt(view_of(id_), nasty))


def spoilt(view: GraphView, how: Callable[[str, object], object]) -> GraphView:
    """The view with every cell of its answers but the ids changed."""
    answers: dict[str, AnswerView] = {}
    for id_, one in view.answers.items():
        rows = tuple({name: _spoilt(name, value, how) for name, value in row.items()} for row in one.rows)
        answers[id_] = replace(one, rows=rows)
    return replace(view, answers=answers)


def _spoilt(name: str, value: object, how: Callable[[str, object], object]) -> object:
    return value if re.search(r"(^|_)ids?$", name) else how(name, value)


def nasty(name: str, value: object) -> object:
    if isinstance(value, list):
        return [nasty(name, one) for one in value]
    return NASTY[len(value) % len(NASTY)] if isinstance(value, str) else value


def empty(view: GraphView) -> GraphView:
    answers: Mapping[str, AnswerView] = {
        id_: replace(one, rows=(), evidence=(), last_confirmed=(), nothing=f"Of {id_} nothing has been loaded.")
        for id_, one in view.answers.items()
    }
    return replace(view, answers=answers)


def svg(id_: str, view: GraphView) -> str:
    return picture_of(catalogue().find(id_)).make(view, ".svg").content.decode("utf-8")


def test_every_question_has_a_picture_of_its_own() -> None:
    assert [id_ for id_ in IDS if drawing_of(id_) is None] == []
    pictured = [one.of for one in drawings().values() if one.of]
    assert sorted(pictured) == sorted(set(pictured)), "a question has two pictures"


@pytest.mark.parametrize("sort", ["referrals", "boards"])
def test_who_joins_sectors_has_as_many_ties_of_everybody_as_the_answer_counts(pictures: Pictures, sort: str) -> None:
    view = pictures.view(picture_of(catalogue().find("B2")), {"ties": sort, "at_least": 0})
    ties = {(a, b) for pair in pairs(view, sort) for a, b in (pair, pair[::-1]) if a != b}
    counted = {str(row["organisation_id"]): row["contacts"] for row in view.answers["B2"].rows}
    assert counted
    assert {id_: sum(1 for a, _ in ties if a == id_) for id_ in counted} == counted


def test_its_page_says_finding_place_note_and_rounds_and_is_the_same_every_time(id_: str, view_of, usual: str) -> None:
    view = view_of(id_)
    before = copy.deepcopy(view)
    assert svg(id_, view) == usual
    assert view == before
    words = " ".join(ET.fromstring(usual).itertext())
    for said in ("Millbrook", "made up", view.rounds[-1][1]):
        assert said.casefold() in words.casefold()


def test_it_says_where_its_answer_was_cut(id_: str, view_of) -> None:
    one, view = picture_of(catalogue().find(id_)), view_of(id_)
    cut = replace(view.answers[id_], assumptions=tuple(left_out(5, 12, "things that would lose routes")))
    assert one.sheet is not None
    said = one.sheet(replace(view, answers={**view.answers, id_: cut})).subtitle
    assert "the answer" in said
    assert " has 5 of 12 things that would lose routes · " in said


def test_it_has_a_finding_an_account_in_words_and_the_answer_as_a_table(id_: str, view_of) -> None:
    view = view_of(id_)
    one = picture_of(catalogue().find(id_))
    assert one.sheet is not None
    made = one.sheet(view)
    assert made.title.endswith(made.finding)
    assert made.finding
    assert id_ in [table.asked for table in made.tables]
    assert described(made)
    if view.answers[id_].rows:
        assert made.read
        assert picture(made).items
        assert not made.nothing


def test_its_page_shows_markup_in_names_as_it_is_written(id_: str, view_of, hostile: str) -> None:
    page = picture_of(catalogue().find(id_)).make(spoilt(view_of(id_), nasty), ".html").content.decode("utf-8")
    for text in (hostile, page):
        assert "<script>alert" not in text
        assert not re.search("[\u202a-\u202e\u2066-\u2069\x07]", text)
    tags = {el.tag.removeprefix(SVG) for el in ET.fromstring(hostile).iter()}
    assert not tags & {"script", "foreignObject", "image", "a"}


def test_no_words_cover_other_words_or_leave_the_page(usual: str, hostile: str) -> None:
    for text in (usual, hostile):
        root = ET.fromstring(text)
        found = list(boxes(root))
        for n, (box, words) in enumerate(found):
            assert min(box[:2]) >= 0, words
            assert box[2] <= float(root.get("width")) + 1, words
            assert box[3] <= float(root.get("height")), words
            for other, theirs in found[n + 1 :]:
                apart = box[2] <= other[0] or other[2] <= box[0] or box[3] <= other[1] or other[3] <= box[1]
                assert apart, f"{words!r} covers {theirs!r}"


def test_what_is_not_known_is_left_blank(id_: str, view_of) -> None:
    assert svg(id_, spoilt(view_of(id_), lambda _, value: [] if isinstance(value, list) else None))


def test_where_there_is_nothing_it_says_why(id_: str, view_of) -> None:
    words = " ".join(ET.fromstring(svg(id_, empty(view_of(id_)))).itertext())
    assert f"Of {id_} nothing has been loaded." in words
