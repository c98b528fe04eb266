"""Rules that a meeting pack keeps in every format, and what is said before there is a format."""

import copy
import io
import zipfile
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from linkwork.errors import LinkworkError
from linkwork.visualise._scene import Group, Scene, Words, rectangle
from linkwork.visualise.pack import MEDIA_TYPES, check, make
from linkwork.visualise.pack._chapters import chapters, cover, unanswered
from linkwork.visualise.pack._fit import Room, fit
from linkwork.visualise.pack._tight import RIM, tight
from tests.visualise.pack_town import ALONE, pack_town


@pytest.mark.parametrize("ending", MEDIA_TYPES)
def test_a_pack_is_the_same_bytes_every_time_and_leaves_its_view_as_it_was(ending: str) -> None:
    view = pack_town()
    before = copy.deepcopy([one.answer for one in view.questions])
    first = make(view, ending)
    assert first.content == make(pack_town(), ending).content
    assert [one.answer for one in view.questions] == before
    assert (first.name, first.media_type) == (f"pack{ending}", MEDIA_TYPES[ending])


@pytest.mark.parametrize("ending", [".docx", ".pptx", ".xlsx"])
def test_every_part_of_a_pack_bears_the_day_of_the_latest_round(ending: str) -> None:
    with zipfile.ZipFile(io.BytesIO(make(pack_town(), ending).content)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(2026, 3, 31, 0, 0, 0)}
        assert parts.read("docProps/core.xml").count(b">2026-03-31T00:00:00Z<") == 2


def test_the_foot_of_a_page_has_the_day_of_the_latest_round_and_none_where_there_are_no_rounds() -> None:
    view = pack_town()
    assert cover(view).foot == "Little Ford: meeting pack · made up: no real place, body or person · 2026-03-31"
    assert cover(replace(view, rounds=(), note="")).foot == "Little Ford: meeting pack"


@pytest.mark.parametrize("ending", [".docx", ".pptx"])
def test_a_note_with_what_no_file_may_hold_is_said_without_it(ending: str) -> None:
    view = replace(pack_town(), note="made up\x07\nfor a talk")
    assert cover(view).foot == "Little Ford: meeting pack · made up for a talk · 2026-03-31"
    assert make(view, ending).content.startswith(b"PK")


def test_an_ending_that_a_pack_cannot_have_is_refused_with_those_it_can() -> None:
    with pytest.raises(LinkworkError) as refused:
        make(pack_town(), ".odt")
    assert str(refused.value) == (
        "A pack cannot be made as .odt: end the file in .docx, .pptx, .xlsx or .html. Nothing was written."
    )
    assert check(".DOCX") == ".docx"


def test_the_first_page_says_place_rounds_that_it_is_made_up_and_what_is_left_out() -> None:
    said = cover(pack_town())
    assert said.title == "Little Ford: meeting pack"
    assert said.subtitle == "2 of 3 questions answered, from 2 rounds of 2025-09-30 to 2026-03-31"
    assert said.warned == ("Made up: no real place, body or person.",)
    assert said.told[0] == "Confidential values, small counts and the names of people are left out."
    assert said.sources == ("our-directory: 2025-09-30", "our-mapping: 2026-03-31")


def test_the_first_page_says_where_confidential_values_or_people_are_in_the_pack() -> None:
    said = cover(replace(pack_town(), internal=True, people=True))
    assert said.warned[1:] == (
        "Confidential values are in this pack (it was made with --internal). Do not publish it or pass it on.",
        "Personal data may be in this pack (it was made with --with-people). Do not publish it or pass it on.",
    )
    assert not [words for words in said.told if "left out" in words]


def test_a_chapter_has_finding_question_picture_table_and_what_it_rests_on() -> None:
    gaps, alone = chapters(pack_town())
    assert (gaps.number, gaps.key, gaps.title) == (1, "G1", "2 gaps, both of debt")
    assert gaps.question == "Which needs have no service in which areas?"
    assert gaps.alt.startswith("2 gaps, both of debt. 2 needs · rounds: our-directory (2025-09-30)")
    assert [name for name, _ in gaps.columns] == ["need", "area", "people in need", "remark"]
    assert gaps.rows == (("Debt", "Quay", "120", "=HYPERLINK(1)"), ("Debt", "Mill", "", ""))
    assert gaps.read == (
        "The picture: A box is an area.",
        "The table: Every row is a need that nobody meets there.",
    )
    assert gaps.mind == (
        "Mind: A gap on paper may be a service not yet mapped.",
        "Assumed: 3 of 9 services say no area.",
    )
    assert gaps.rests_on == "our-directory of 2025-09-30 (1 row); our-mapping of 2026-03-31 (1 row)"
    assert alone.picture is None
    assert alone.title == "What hangs on one provider: 40 rows (need: Debt)"
    assert alone.question == "What hangs on a single provider? Asked with need: Debt."


def test_a_question_without_rows_is_no_chapter_but_says_why() -> None:
    [one] = unanswered(pack_town())
    assert one.question == "P2: Where do routes stop (dead ends)?"
    assert one.why == "No referral links have been loaded, so this is not known yet."


def test_a_question_that_is_asked_twice_has_two_keys_and_so_two_titles() -> None:
    view = pack_town()
    twice = chapters(replace(view, questions=(view.questions[0], view.questions[0])))
    assert [one.key for one in twice] == ["G1", "G1-2"]
    assert [one.headed for one in twice] == ["G1: 2 gaps, both of debt", "G1-2: 2 gaps, both of debt"]
    assert [one.figure for one in twice] == [1, 2]


def test_a_key_is_fit_to_name_a_sheet_whatever_id_a_question_has() -> None:
    view = pack_town()
    odd = replace(view.questions[0], answer=replace(view.questions[0].answer, id="who/pays: for [what] in this place?"))
    twice = replace(view, questions=(odd, odd))
    assert [one.key for one in chapters(twice)] == ["who-pays-for-what-in-this-p", "who-pays-for-what-in-this-p-2"]
    book = load_workbook(io.BytesIO(make(twice, ".xlsx").content))
    assert book.sheetnames[1:3] == ["who-pays-for-what-in-this-p", "who-pays-for-what-in-this-p-2"]


def test_a_picture_ends_where_its_outlines_and_words_end() -> None:
    box = (100.0, 50.0, 300.0, 150.0)
    # A word that stands on its foot at the height of 45 and reads upwards.
    upwards = Words("Up", 120.0, 45.0, 10.0, turn=-90.0)
    found = tight(Scene(1000.0, 800.0, "", "", (Group((rectangle(box, "#fff"),)), upwards)))
    assert found is not None
    assert found.wide == 200 + 2 * RIM
    assert 105 + 2 * RIM < found.high < 125 + 2 * RIM


def test_a_picture_of_nothing_is_none() -> None:
    assert tight(Scene(10.0, 10.0, "", "", ())) is None


def test_rows_that_do_not_fit_are_counted_and_said_to_be_in_the_workbook() -> None:
    names, rows = ["service", "provider"], [[f"Walks {n}", "Ford Trust"] for n in range(30)]
    found = fit(names, rows, Room(wide=300.0, high=100.0, size=10.0, down=7.5))
    assert len(found.rows) == 4
    assert found.left_out(30, "the workbook") == "And 26 more rows (30 in all), in the workbook."


def test_columns_that_do_not_fit_or_are_blank_are_named() -> None:
    names, rows = ["service", "blank", "remark", "last"], [["Walks", "", "word " * 40, "x"]] * 2
    found = fit(names, rows, Room(wide=90.0, high=1000.0, size=10.0, lines=2))
    assert found.columns == ("service", "remark")
    assert found.left_out(2, "the workbook") == (
        "The workbook also has the columns blank, last; and the full text of cells that end with “…” here."
    )


def test_a_table_is_never_wider_or_higher_than_its_room() -> None:
    rows = [[str(row[name]) for name, _ in ALONE.columns] for row in ALONE.rows]
    for wide in (60.0, 200.0, 700.0):
        found = fit([name for name, _ in ALONE.columns], rows, Room(wide, 120.0, 10.0))
        assert found.rows
        assert sum(found.widths) <= wide + 0.01 or len(found.columns) == 1
