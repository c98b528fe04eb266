"""The page on reliability is made of the figures that were kept, and of nothing else."""

import json

import pytest

from tools.reliability import kept
from tools.reliability.kept import PAGE, Part, keep, page


def test_the_page_is_that_of_what_was_kept():
    assert PAGE.read_text(encoding="utf-8") == page()


@pytest.fixture
def docs(tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "KEPT", tmp_path / "reliability")
    monkeypatch.setattr(kept, "PAGE", tmp_path / "reliability.md")
    return tmp_path


def test_what_was_tried_comes_onto_the_page_with_its_day_in_the_order_of_the_page(docs, capsys):
    keep(Part("fuzz", "Broken files", "make fuzz", ("loader", "inputs"), [["survey", "10,000"]], ["None hung."]))
    keep(Part("faults", "Killed", "make faults", ("moment", "lost"), [["load", "none"]]))
    day = json.loads((docs / "reliability" / "fuzz.json").read_bytes())["tried_on"]
    text = (docs / "reliability.md").read_text(encoding="utf-8")
    assert text.index("## Killed") < text.index("## Broken files")
    for said in (f"`make fuzz`, {day}, ", "| loader | inputs |", "| survey | 10,000 |", "- None hung."):
        assert said in text
    assert "## Broken files" in capsys.readouterr().out
