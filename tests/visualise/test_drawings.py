"""Rules that every drawing of a whole place keeps; those of one question are in test_question_pictures.py."""

import copy
import hashlib
import json
import os
import re
import socket
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

import linkwork.visualise
from linkwork.errors import LinkworkError
from linkwork.graph.view import GraphView, ViewNode
from linkwork.visualise import MEDIA_TYPES, Artifact, by_name, drawing, drawings
from tests.visualise import towns

VIEWS = {
    "hamlet": towns.hamlet(),
    "borough": towns.borough(),
    "hostile": towns.hostile(),
    "empty": GraphView("Nowhere", (), ()),
    "all closed": GraphView("Nowhere", (ViewNode("org-a", "Organisation", "A", live=False),), ()),
}
EVERY = [(name, ending) for name, one in drawings().items() if not one.of for ending in one.formats]
#: Those that are text, whose every word and attribute can be read.
WRITTEN = [one for one in EVERY if one[1] in {".svg", ".html"}]
FETCHING = {"src", "href", "srcset", "action", "formaction", "data", "poster", "background", "cite", "ping", "manifest"}


def made(name, ending, view):
    return drawing(name).make(view, ending)


@cache
def kept(name, ending, called):
    """The drawing of a view of that name, made once for all tests that only read it."""
    return made(name, ending, VIEWS[called])


class Page(HTMLParser):
    """Tags, attributes and text of a page, as a browser would find them."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.texts, self.inside = [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.inside.append(tag)

    def handle_endtag(self, tag):
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data):
        if not self.inside or self.inside[-1] not in {"script", "style"}:
            self.texts.append(data)

    @property
    def text(self):
        return " ".join(self.texts)


def words_of(artifact, ending):
    """The words of a drawing; those that a picture for print says of itself."""
    if ending == ".png":
        with Image.open(BytesIO(artifact.content)) as picture:
            return " ".join(picture.text.values())
    if ending == ".pdf":
        return pdf_words(artifact.content)
    text = artifact.content.decode("utf-8")
    return " ".join(ET.fromstring(text).itertext()) if ending == ".svg" else Page(text).text


def pdf_words(content):
    """Title and subject of a PDF, from its description."""
    found = [re.search(rb"/%s \((.*?)(?<!\\)\)" % name, content, re.DOTALL).group(1) for name in (b"Title", b"Subject")]
    plain = [re.sub(rb"\\(.)", rb"\1", text) for text in found]
    return " ".join(t.decode("utf-16") if t.startswith(b"\xfe\xff") else t.decode("ascii") for t in plain)


@pytest.fixture(params=EVERY, ids="".join)
def one(request):
    return request.param


@pytest.fixture(params=WRITTEN, ids="".join)
def written(request):
    return request.param


@pytest.fixture(params=VIEWS, ids=str)
def called(request):
    return request.param


def test_the_same_view_gives_the_same_bytes(one, called):
    assert made(*one, VIEWS[called]) == kept(*one, called)


#: Makes every drawing it is told of, and says a digest of each.
ELSEWHERE = """
import hashlib, json, sys
from linkwork.visualise import drawing
from tests.visualise import towns
made = [drawing(name).make(towns.borough(), ending).content for name, ending in json.loads(sys.argv[1])]
print(json.dumps([hashlib.sha256(content).hexdigest() for content in made]))
"""


@pytest.fixture(scope="module")
def elsewhere():
    """Digests of the drawings of the borough, made in one other process with other hashes and threads."""
    here = os.pathsep.join([str(Path(__file__).parents[2]), *(part for part in sys.path if part)])
    other = subprocess.run(
        [sys.executable, "-c", ELSEWHERE, json.dumps(EVERY)],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "4242", "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": here},
    )
    return dict(zip(EVERY, json.loads(other.stdout), strict=True))


def test_another_process_with_other_hashes_and_threads_gives_the_same_bytes(one, elsewhere):
    assert elsewhere[one] == hashlib.sha256(kept(*one, "borough").content).hexdigest()


def test_a_drawing_changes_nothing_writes_nothing_and_calls_nobody(one, called, tmp_path, monkeypatch):
    def refuse(*_):
        raise AssertionError("a drawing opened a connection")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    view, before = VIEWS[called], copy.deepcopy(VIEWS[called])
    made(*one, view)
    assert view == before
    assert list(tmp_path.iterdir()) == []


def test_the_file_is_what_its_ending_says(one, called):
    artifact = kept(*one, called)
    ending = one[1]
    assert isinstance(artifact, Artifact)
    assert artifact.name.endswith(ending)
    assert artifact.media_type == MEDIA_TYPES[ending]
    if ending == ".png":
        with Image.open(BytesIO(artifact.content)) as picture:
            assert picture.format == "PNG"
            assert [round(dots) for dots in picture.info["dpi"]] == [300, 300]
            assert picture.text["Title"]
            assert picture.text["Description"]
    if ending == ".pdf":
        assert artifact.content.startswith(b"%PDF-1.")
        assert b"Date" not in artifact.content
        assert pdf_words(artifact.content)
    if ending == ".svg":
        root = ET.fromstring(artifact.content)
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert root.findtext("{http://www.w3.org/2000/svg}title")
        assert root.findtext("{http://www.w3.org/2000/svg}desc")
    if ending == ".html":
        text = artifact.content.decode("utf-8")
        page = Page(text)
        assert text.startswith("<!DOCTYPE html>")
        assert ("html", "lang", "en-GB") in page.attributes
        assert re.search(r"<title>[^<]+</title>", text)


def attributes(text, ending):
    if ending == ".svg":
        return [(el.tag, name, value) for el in ET.fromstring(text).iter() for name, value in el.attrib.items()]
    return Page(text).attributes


def test_nothing_is_fetched_from_anywhere(written, called):
    text = kept(*written, called).content.decode("utf-8")
    for tag, name, value in attributes(text, written[1]):
        if name.rpartition("}")[2] in FETCHING:
            assert value.startswith(("#", "data:,")), f"<{tag} {name}={value!r}>"
        if name == "style":
            assert "url(" not in value
    for style in re.findall(r"<style.*?</style>", text, re.DOTALL):
        assert "url(" not in style
        assert "@import" not in style


def test_names_with_markup_are_shown_as_they_are_written(written):
    text = kept(*written, "hostile").content.decode("utf-8")
    assert not [name for _, name, _ in attributes(text, written[1]) if name.lower().startswith("on")]
    if written[1] == ".svg":
        root = ET.fromstring(text)
        words = " ".join(root.itertext())
        tags = {el.tag.rpartition("}")[2] for el in root.iter()}
        assert not tags & {"script", "foreignObject", "image", "a", "img", "b", "s", "u", "i"}
    else:
        page = Page(text)
        words = page.text
        usual = Page(kept(*written, "hamlet").content.decode("utf-8"))
        assert page.tags.count("script") == usual.tags.count("script")
        assert set(page.tags) <= {*usual.tags, "p"}
    for name in ("<script>alert('a')</script>", "</script><img src=x onerror=alert(1)>", "{{ 7 * 7 }}", "مركز الصحة"):
        assert name in words


def test_no_control_character_or_direction_mark_is_passed_on(written):
    text = kept(*written, "hostile").content.decode("utf-8")
    shown = re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]", shown)


@pytest.mark.parametrize("name", ["empty", "all closed"])
def test_an_empty_graph_is_said_in_words(one, name):
    words = words_of(kept(*one, name), one[1])
    assert "Nowhere" in words
    assert "nothing" in words.lower()


def test_the_place_the_note_the_sources_and_the_dates_are_on_every_drawing(one):
    words = words_of(kept(*one, "borough"), one[1])
    for said in ("Northside", "Made up: no real place", "nhs-ods-pcn", "2023-02-28", "town-mapping", "2024-05-01"):
        assert said in words


@pytest.mark.parametrize("name", drawings())
def test_a_drawing_says_what_it_answers(name):
    found = drawing(name)
    assert found.name == name
    assert found.title
    assert found.question.endswith("?")
    assert found.formats
    assert set(found.formats) <= MEDIA_TYPES.keys()


@pytest.mark.parametrize("name", drawings())
def test_an_ending_is_taken_with_or_without_its_dot_and_in_capitals(name):
    ending = drawing(name).formats[0]
    assert drawing(name).make(VIEWS["hamlet"], ending.lstrip(".").upper()).name.endswith(ending)


def test_an_ending_that_a_drawing_lacks_is_refused_with_those_it_has():
    with pytest.raises(
        LinkworkError,
        match=re.escape(
            "The drawing network-map cannot be made as .docx: it can be .html, .svg, .png or .pdf. Nothing was written."
        ),
    ):
        drawing("network-map").make(VIEWS["hamlet"], "docx")


def test_a_drawing_that_is_not_there_is_refused_with_the_nearest():
    with pytest.raises(LinkworkError, match=r"There is no drawing 'netwrk-map'. Did you mean network-map\?"):
        drawing("netwrk-map")


NEW = """
from linkwork.visualise import Artifact, Drawing

def draw(view, ending):
    return Artifact("count.svg", "image/svg+xml", str(len(view.nodes)).encode())

DRAWING = Drawing("head-count", "Head count", "How many are there?", (".svg",), draw)
"""


@pytest.fixture
def before():
    return set(drawings())


@pytest.fixture
def a_new_file(before, tmp_path, monkeypatch):
    (tmp_path / "head_count.py").write_text(NEW, encoding="utf-8")
    (tmp_path / "_helper.py").write_text("raise AssertionError('a helper is not a drawing')", encoding="utf-8")
    monkeypatch.setattr(linkwork.visualise, "__path__", [*linkwork.visualise.__path__, str(tmp_path)])
    drawings.cache_clear()
    yield
    sys.modules.pop("linkwork.visualise.head_count", None)
    drawings.cache_clear()


@pytest.mark.usefixtures("a_new_file")
def test_a_new_drawing_is_one_new_file(before):
    assert sorted(drawings().keys() - before) == ["head-count"]
    assert drawing("head-count").make(VIEWS["hamlet"], ".svg").content == b"8"


def test_two_of_one_name_are_refused_with_their_modules():
    one = replace(drawing("network-map"), name="copied")
    assert list(by_name([("b", one), ("a", replace(one, name="another"))])) == ["another", "copied"]
    with pytest.raises(ValueError, match=r"gaps\.old and gaps\.copy both say that they are 'copied': name one anew"):
        by_name([("gaps.old", one), ("gaps.copy", one)])
