"""A table as a picture: what is cut and said to be, what is marked, and that nothing covers anything."""

import xml.etree.ElementTree as ET

import pytest

from linkwork.graph.view import AnswerView, GraphView
from linkwork.visualise._ledger import Column, Entry, Ledger, ledger_on, ledger_sheet, line_of, tagged
from linkwork.visualise._scene import A4, Words, flat
from linkwork.visualise._sheet import Piece, finished, page, sheet_of
from linkwork.visualise._text import width
from tests.visualise.towns import HOSTILE

VIEW = GraphView("Hamlet", (), (), (("mapping", "2026-03-31"),))


def asked(rows, columns="sort area assets asset_ids", nothing=""):
    names = columns.split()
    return AnswerView(
        id="X1",
        title="Assets by sort",
        question="How many assets of each sort are known?",
        columns=tuple((name, f"what {name} means") for name in names),
        rows=tuple(dict(zip(names, row, strict=True)) for row in rows),
        how_to_read="Every row is one sort.",
        nothing=nothing,
    )


def words(sheet):
    return [item for item in flat(page(sheet).items) if isinstance(item, Words)]


def texts(sheet):
    return [one.text for one in words(sheet)]


def apart(sheet):
    """Whether no line of text covers another."""
    boxes = []
    for one in words(sheet):
        wide = width(one.text, one.size, one.bold)
        left = one.x - {"start": 0, "middle": wide / 2, "end": wide}[one.anchor]
        boxes.append((left, one.y - one.size * 0.72, left + wide, one.y))
    return not any(
        a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for n, a in enumerate(boxes) for b in boxes[n + 1 :]
    )


def test_a_question_of_ones_own_is_drawn_as_its_table_without_ids_and_without_saying_a_value_twice():
    rows = [("park", "North", 3, ["a"]), ("park", "South", 1200, ["b"]), ("school", "South", None, [])]
    sheet = ledger_sheet(VIEW, asked(rows))
    assert (sheet.title, sheet.name) == ("Hamlet: Assets by sort, 3 rows", "answer-x1")
    said = texts(sheet)
    assert [w for w in said if w in {"sort", "area", "assets", "asset ids"}] == ["sort", "area", "assets"]
    cells = [w for w in said if w in {"park", "North", "South", "school", "3", "1,200"}]
    assert cells == ["park", "North", "3", "South", "1,200", "school", "South"]
    assert [w.anchor for w in words(sheet) if w.text in {"assets", "3", "1,200"}] == ["end"] * 3
    assert "Every row is one sort." in " ".join(said)


def test_an_answer_without_rows_says_why():
    sheet = ledger_sheet(VIEW, asked([], nothing="No asset is known."))
    assert sheet.nothing == "No asset is known."
    assert sheet.title == "Hamlet: there is nothing to draw"
    assert ledger_sheet(VIEW, asked([(["a"],)], "asset_ids")).nothing == "No row says anything but ids."


def test_what_does_not_fit_the_page_is_left_out_and_said_to_be():
    sheet = ledger_sheet(VIEW, asked([(f"sort {n}", "North", n, []) for n in range(500)]))
    shown = [text for text in texts(sheet) if text.startswith("sort ")]
    assert 20 <= len(shown) <= 40
    assert shown == [f"sort {n}" for n in range(len(shown))]
    assert sheet.subtitle.startswith(f"showing {len(shown)} of 500 rows · ")
    assert page(sheet).high <= 794
    assert len(sheet.tables[0].rows) == 500


def test_more_columns_than_a_page_holds_are_said_to_be_more():
    names = " ".join(f"column_{letter}" for letter in "abcdefghij")
    sheet = ledger_sheet(VIEW, asked([tuple("abcdefghij")], names))
    assert sheet.subtitle.startswith("showing 8 of 10 columns · ")


def test_a_column_that_says_nothing_is_not_drawn_and_stays_in_the_table():
    sheet = ledger_sheet(VIEW, asked([("park", None, 3, []), ("school", "", 2, [])]))
    assert "area" not in texts(sheet)
    assert [name for name, _ in sheet.tables[0].columns] == ["sort", "area", "assets"]


def test_groups_say_how_many_they_have_and_a_marked_line_is_told_in_the_legend():
    lines = [line_of([Entry("Debt", bold=True), Entry("late", "stop")], "In trouble", True) for _ in range(60)]
    lines.append(line_of(["Walks", Entry("0.50", share=0.5)], "Well"))
    ledger = Ledger((Column("what"), Column("state", number=True)), tuple(lines), "look here first", "share")
    sheet = ledger_on(sheet_of(VIEW, "x", "found", ()), ledger, 61, "thing")
    assert "In trouble (60)" in texts(sheet)
    assert "look here first" in texts(sheet)
    assert "share" not in texts(sheet)  # the line with the bar is on no page
    assert sheet.subtitle.startswith("showing ")
    assert apart(sheet)


def test_what_is_drawn_above_the_ledger_leaves_it_less_room():
    lines = tuple(line_of([f"thing {n}"]) for n in range(60))
    bare = sheet_of(VIEW, "x", "found", ())

    def above(top, wide):
        return Piece([Words("above", 30, top + 11)], top + 200)

    alone = ledger_on(bare, Ledger((Column("what"),), lines), 60, "thing")
    below = ledger_on(bare, Ledger((Column("what"),), lines), 60, "thing", above)
    shown = [sum(text.startswith("thing ") for text in texts(one)) for one in (alone, below)]
    assert shown == [28, 19]
    assert texts(below).index("above") < texts(below).index("thing 0")
    assert page(below).high <= 794


@pytest.mark.parametrize("tag", ["stop", "mind", "good", "plain"])
def test_a_tag_says_its_word_and_is_as_wide(tag):
    sheet = ledger_on(sheet_of(VIEW, "x", "f", ()), Ledger((Column("state"),), (line_of([Entry("waits", tag)]),)), 1)
    assert "waits" in texts(sheet)
    assert tagged("waits", {"waits": tag}) == Entry("waits", tag)
    assert tagged(None, {}) == Entry()


def test_whatever_a_source_wrote_nothing_covers_anything_and_nothing_leaves_the_page():
    long = "Employment and Skills Service for Everybody in the Borough and beyond it " * 4
    rows = [(name, long, long, [name]) for name in (*HOSTILE, "W" * 200)]
    sheet = ledger_sheet(VIEW, asked(rows, "sort of_thing other names"))
    assert apart(sheet)
    assert all(one.x >= 0 and one.x <= A4 for one in words(sheet))
    svg = finished(sheet, ".svg").content
    assert ET.fromstring(svg) is not None
    assert finished(sheet, ".svg").content == svg
