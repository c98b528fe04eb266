"""Rules of the drawings that are made of answers: what is on the page, and that it can be read."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from functools import cache

import pytest

from linkwork.graph.view import GraphView
from linkwork.queries._words import left_out
from linkwork.visualise import drawing
from linkwork.visualise._axis import in_figures
from linkwork.visualise._grid import SHADES, ink_on
from linkwork.visualise._scene import Scene, Words, hatching
from linkwork.visualise._scene_print import LEAST, MISSING, _artists
from linkwork.visualise._sheet import in_words, table_of
from linkwork.visualise._text import shortened, width
from tests.visualise import answers, towns
from tests.visualise.test_style import brightness

SVG = "{http://www.w3.org/2000/svg}"
#: Those of which the towns tell the answers; the pictures of other questions are in test_question_pictures.py.
MADE_OF_ANSWERS = ["need-by-area", "overlap-matrix", "referral-map"]
PAPERS = ((1123, 794), (794, 1123), (1587, 1123), (1123, 1587))


@cache
def svg(name, town):
    return ET.fromstring(drawing(name).make(getattr(towns, town)(), ".svg").content)


@pytest.fixture(params=MADE_OF_ANSWERS)
def name(request):
    return request.param


@pytest.fixture(params=["hamlet", "millbrook", "hostile"])
def town(request):
    return request.param


def boxes(root):
    """The box of every line of text, worked out from the file, and the text."""
    for text in (one for one in root.iter(f"{SVG}text") if one.text):
        size, x, y = (float(text.get(what)) for what in ("font-size", "x", "y"))
        wide = width(text.text, size, text.get("font-weight") == "bold")
        left = {"start": 0, "middle": wide / 2, "end": wide}[text.get("text-anchor", "start")]
        if text.get("transform"):
            assert text.get("transform").startswith("rotate(-90 ")
            yield (x - size * 0.72, y - wide + left, x, y + left), text.text
        else:
            yield (x - left, y - size * 0.72, x - left + wide, y), text.text


def test_no_words_cover_other_words_or_leave_the_page(name, town):
    root = svg(name, town)
    found = list(boxes(root))
    assert len(found) > 10
    for n, (box, words) in enumerate(found):
        assert box[0] >= 0, words
        assert box[1] >= 0, words
        assert box[2] <= float(root.get("width")) + 1, words
        assert box[3] <= float(root.get("height")), words
        for other, theirs in found[n + 1 :]:
            apart = box[2] <= other[0] or other[2] <= box[0] or box[3] <= other[1] or other[3] <= box[1]
            assert apart, f"{words!r} covers {theirs!r}"


def test_a_borough_fits_a_paper_and_no_words_are_small_on_it(name):
    root = svg(name, "millbrook")
    wide, high = float(root.get("width")), float(root.get("height"))
    assert any(wide == paper[0] and high <= paper[1] for paper in PAPERS), (wide, high)
    assert min(float(text.get("font-size")) for text in root.iter(f"{SVG}text")) * 0.75 >= 7


def test_the_page_has_a_table_of_every_answer_how_to_read_it_and_what_it_does_not_mean(name):
    page = drawing(name).make(towns.hamlet(), ".html").content.decode()
    for asked in drawing(name).asks:
        assert f"What does {asked.question} ask?" in page
        assert f"How {asked.question} is read." in page
        assert f"What {asked.question} does not mean." in page
        assert f"What {asked.question} takes for granted." in page
    assert page.count("<table>") == len(drawing(name).asks)
    assert "How to read the picture" in page


def test_where_an_answer_has_no_rows_the_page_says_why_and_draws_nothing(name):
    told = [answers.answer(asked.question, nothing="Nobody was asked.") for asked in drawing(name).asks]
    view = answers.told(GraphView("Nowhere", (), ()), *told)
    for ending in (".svg", ".html"):
        text = drawing(name).make(view, ending).content.decode()
        assert "Nowhere: there is nothing to draw" in text
        assert "Nobody was asked." in text
        assert "What the" not in text


def test_of_several_answers_it_is_said_which_were_cut():
    seen = towns.hamlet()
    cut = (*left_out(3, 8, "dead ends"), "Of 5 links 2 are shown here.")
    seen = answers.told(seen, *[replace(one, assumptions=cut if one.id == "P2" else ()) for one in answers.little()])
    said = ET.fromstring(drawing("referral-map").make(seen, ".svg").content).findtext(f"{SVG}desc")
    assert " · the answer to P2 has 3 of 8 dead ends · rounds: " in said
    assert said.count("the answer to") == 1


def test_words_stand_out_from_the_shade_they_are_on():
    def ratio(a, b):
        light, dark = sorted((brightness(a), brightness(b)), reverse=True)
        return (light + 0.05) / (dark + 0.05)

    assert all(ratio(shade, ink_on(shade)) >= 4.5 for shade in SHADES)
    lights = [brightness(shade) for shade in SHADES]
    assert lights == sorted(lights, reverse=True)


def test_in_print_no_words_are_under_seven_points_and_unknown_letters_are_marked():
    words = ("Housing Help Desk and Employment Service", "住房 advice", "مركز الصحة", "$x_1$")
    scene = Scene(600, 200, "T", "D", tuple(Words(text, 10, 20, 11, bold=bold) for text in words for bold in (0, 1)))
    from matplotlib.transforms import IdentityTransform

    printed = _artists(scene, IdentityTransform())
    assert min(one.get_fontsize() for one in printed) >= LEAST
    assert f"{MISSING}{MISSING} advice" in [one.get_text() for one in printed]
    assert {"مركز الصحة", "$x_1$"} <= {one.get_text() for one in printed}


def test_hatching_stays_within_its_cell():
    points = [values for _, values in hatching((10, 20, 50, 32), "#000000").stretches]
    assert len(points) >= 10
    assert all(10 <= x <= 50 and 20 <= y <= 32 for x, y in points)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        ("", ""),
        (True, "yes"),
        (0, "0"),
        (1234, "1,234"),
        (0.3333, "0.33"),
        ("under 5", "under 5"),
        (["b", "a\nc"], "b, a c"),
        (1234567.0, "1,234,567"),
        (12345.67, "12,345.67"),
        (123456.78, "123,456.78"),
        (999999.5, "999,999.5"),
        (1000000.5, "1,000,000"),
        (0.004, "0.004"),
        (-0.001, "-0.001"),
        (0.00004, "nearly 0"),
        (-0.0, "0"),
        ([1500.25, True, None, ""], "1,500.25, yes, not known, (no name)"),
    ],
)
def test_a_value_is_shown_in_words(value, words):
    assert in_words(value) == words


def test_a_number_of_a_scale_keeps_its_digits():
    said = [in_figures(value) for value in (0, 0.25, 0.000001, 1234.5, 123456.78, 1234567.0)]
    assert said == ["0", "0.25", "0.000001", "1,234.5", "123,456.78", "1,234,567"]


def test_a_table_leaves_out_ids_and_says_how_many_rows_are_missing():
    rows = [answers.stop((f"service-{n}", f"Service {n}")) for n in range(2003)]
    table = table_of(answers.answer("P2", rows))
    assert [column for column, _ in table.columns] == [
        "service",
        "referrals in",
        "why stopped",
        "needs left unmet",
        "entry points affected",
        "senders",
        "provider",
    ]
    assert len(table.rows) == 2000
    assert table.left_out == 3
    assert table.rows[0] == ("Service 0", "1", "it refers nobody on", "", "", "", "")


def test_a_long_name_is_cut_where_the_room_ends():
    assert shortened("Debt advice", 12, 200) == "Debt advice"
    cut = shortened("Employment and Skills Service", 12, 80)
    assert re.fullmatch(r"Employm.*…", cut)
    assert width(cut, 12) <= 80
