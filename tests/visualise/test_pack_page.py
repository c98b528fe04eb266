"""The pack as a page: it needs nothing else, says the same as the other formats, and can be read in every way."""

import io
import re
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import replace
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader

from linkwork.visualise.pack import make
from tests.visualise.pack_town import GAPS, pack_town
from tests.visualise.test_network_map import Visit, browser, browsing

__all__ = ["browser"]


def page_of(view=None) -> str:
    return make(view or pack_town(), ".html").content.decode("utf-8")


@pytest.fixture(scope="module")
def tree() -> ET.Element:
    """The page as XML: its void elements closed, so that a strict reader can take it."""
    text = re.sub(r"<(meta|link)([^>]*)>", r"<\1\2/>", page_of())
    return ET.fromstring(text.removeprefix("<!DOCTYPE html>"))


def test_headings_of_the_page_go_down_a_level_at_a_time(tree: ET.Element) -> None:
    levels = [int(one.tag[1]) for one in tree.iter() if re.fullmatch(r"h\d", one.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert [one.text for one in tree.iter("h2")] == [
        "Sources and their rounds",
        "Contents",
        "G1: 2 gaps, both of debt",
        "G3: What hangs on one provider: 40 rows (need: Debt)",
        "What could not be answered, and why",
    ]


def test_the_page_says_its_language_title_and_author(tree: ET.Element) -> None:
    assert tree.get("lang") == "en-GB"
    assert tree.findtext("head/title") == "Little Ford: meeting pack"
    named = {one.get("name"): one.get("content") for one in tree.iter("meta")}
    assert (named["author"], named["keywords"]) == ("Linkwork", "social prescribing, mapping, Little Ford")


def test_every_id_of_the_page_is_there_once_and_every_reference_leads_to_one(tree: ET.Element) -> None:
    ids = Counter(one.get("id") for one in tree.iter() if one.get("id"))
    assert set(ids.values()) == {1}
    wanted = [name for one in tree.iter() for name in (one.get("aria-labelledby") or "").split()]
    wanted += [one.get("href", "")[1:] for one in tree.iter("a")]
    assert wanted
    assert set(wanted) <= set(ids)


def test_two_pictures_of_a_page_have_names_of_their_own() -> None:
    view = pack_town()
    text = page_of(replace(view, questions=(view.questions[0], view.questions[0])))
    assert re.findall(r'<title id="(picture-\d-title)">', text) == ["picture-1-title", "picture-2-title"]
    assert re.findall(r'aria-labelledby="(picture-\d-title) ', text) == ["picture-1-title", "picture-2-title"]


def test_tables_of_the_page_have_a_caption_and_heads_that_say_what_they_head(tree: ET.Element) -> None:
    first, second = tree.iter("table")
    assert first.findtext("caption") == "Table 1: 2 gaps, both of debt"
    assert [(one.text, one.get("scope")) for one in first.iter("th")] == [
        ("need", "col"),
        ("area", "col"),
        ("people in need", "col"),
        ("remark", "col"),
        ("last confirmed", "col"),
    ]
    assert len(list(second.iter("tr"))) == 1 + 20
    assert "And 20 more rows (40 in all), in the workbook of this pack (linkwork pack FILE.xlsx)." in page_of()


def test_what_a_source_wrote_is_shown_and_never_run() -> None:
    view = pack_town()
    bad = replace(GAPS, rows=({**GAPS.rows[0], "remark": "<script>alert(1)</script>"},), nothing="")
    text = page_of(replace(view, questions=(replace(view.questions[0], answer=bad),)))
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "default-src 'none'" in unescape(text)
    assert "unsafe-inline" not in text


@browsing
def test_the_page_asks_for_nothing_reflows_at_320_px_and_prints_on_a4(browser, tmp_path: Path) -> None:
    file = tmp_path / "pack.html"
    file.write_text(page_of(), encoding="utf-8")
    visit = Visit(browser, file, "main")
    visit.page.set_viewport_size({"width": 320, "height": 800})
    assert visit.page.evaluate("document.documentElement.scrollWidth") == 320
    assert visit.page.evaluate("getComputedStyle(document.querySelector('thead th')).color") == "rgb(255, 255, 255)"
    printed = PdfReader(io.BytesIO(visit.page.pdf(prefer_css_page_size=True)))
    assert {tuple(round(float(side)) for side in page.mediabox[2:]) for page in printed.pages} == {(842, 595)}
    assert [page.extract_text().splitlines()[0] for page in printed.pages][:2] == [
        "Little Ford: meeting pack",
        "G1: 2 gaps, both of debt",
    ]
    assert visit.requests == [file.as_uri()]
    assert visit.wrong == []
