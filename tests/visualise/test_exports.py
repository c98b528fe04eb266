"""Rules that every export keeps, whichever are found."""

import copy
import hashlib
import json
import os
import socket
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

import linkwork.visualise.exports
from linkwork.errors import LinkworkError
from linkwork.graph.view import GraphView
from linkwork.visualise import drawings
from linkwork.visualise.exports import export, exports
from tests.visualise import towns
from tests.visualise.oruk_town import town

VIEWS = {
    "hamlet": towns.hamlet(),
    "borough": towns.borough(),
    "hostile": towns.hostile(),
    "empty": GraphView("Nowhere", (), ()),
}
EVERY = [(name, ending) for name, one in exports().items() for ending in one.formats]


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
@pytest.mark.parametrize("one", EVERY, ids="".join)
def test_the_same_view_gives_the_same_bytes_and_is_not_changed(one, view, tmp_path, monkeypatch):
    def refuse(*_):
        raise AssertionError("an export opened a connection")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    before = copy.deepcopy(view)
    assert export(one[0]).make(view, one[1]) == export(one[0]).make(view, one[1])
    assert view == before
    assert list(tmp_path.iterdir()) == []


#: Makes every export it is told of, and says a digest of each.
ELSEWHERE = """
import hashlib, json, sys
from linkwork.visualise.exports import export
from tests.visualise.oruk_town import town
made = [export(name).make(town(), ending).content for name, ending in json.loads(sys.argv[1])]
print(json.dumps([hashlib.sha256(content).hexdigest() for content in made]))
"""


@pytest.fixture(scope="module")
def elsewhere():
    """Digests of the exports of a town, made in one other process with other hashes."""
    here = os.pathsep.join([str(Path(__file__).parents[2]), *(part for part in sys.path if part)])
    other = subprocess.run(
        [sys.executable, "-c", ELSEWHERE, json.dumps(EVERY)],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "4242", "PYTHONPATH": here},
    )
    return dict(zip(EVERY, json.loads(other.stdout), strict=True))


@pytest.mark.parametrize("one", EVERY, ids="".join)
def test_another_process_with_other_hashes_gives_the_same_bytes(one, elsewhere):
    assert elsewhere[one] == hashlib.sha256(export(one[0]).make(town(), one[1]).content).hexdigest()


@pytest.mark.parametrize("one", EVERY, ids="".join)
def test_the_note_is_in_the_file(one):
    made_up = GraphView("Nowhere", (), (), note="Made up by nobody")
    content = export(one[0]).make(made_up, one[1]).content
    if zipfile.is_zipfile(BytesIO(content)):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            content = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Made up by nobody" in content


@pytest.mark.parametrize("one", exports().values(), ids=lambda one: one.name)
def test_an_ending_it_cannot_have_is_refused(one):
    with pytest.raises(LinkworkError, match=r"cannot end in \.doc: it can end in .*Nothing was written"):
        one.make(VIEWS["empty"], ".doc")
    with pytest.raises(LinkworkError, match=r"cannot be without an ending"):
        one.make(VIEWS["empty"], "")


def test_a_misspelt_export_gets_the_nearest():
    with pytest.raises(LinkworkError, match="Did you mean oruk"):
        export("orku")


def test_an_export_is_found_by_being_there_and_is_no_drawing(tmp_path, monkeypatch):
    (tmp_path / "headcount.py").write_text(
        "from linkwork.visualise import Artifact\n"
        "from linkwork.visualise.exports import Export\n"
        "def write(view, ending):\n"
        "    return Artifact('headcount.txt', 'text/plain', str(len(view.nodes)).encode())\n"
        "EXPORT = Export('headcount', 'How many', ('.txt',), write)\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(linkwork.visualise.exports, "__path__", [*linkwork.visualise.exports.__path__, str(tmp_path)])
    exports.cache_clear()
    drawings.cache_clear()
    try:
        assert export("headcount").make(VIEWS["empty"], "txt").content == b"0"
        assert export("headcount").says(VIEWS["empty"]) == ()
        assert "headcount" not in drawings()
        assert "exports" not in drawings()
    finally:
        exports.cache_clear()
        sys.modules.pop("linkwork.visualise.exports.headcount", None)
