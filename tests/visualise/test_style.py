"""Marks and lines that can be told apart, in colour and without."""

import dataclasses

import pytest

from linkwork.graph.schema import SCHEMA
from linkwork.graph.shapes import NodeKind, Schema
from linkwork.visualise._style import LINES, MARKS, OTHER, SPARE, line, mark, marks


def test_every_kind_has_a_mark_and_a_shape_of_its_own():
    assert list(marks()) == [kind.name for kind in SCHEMA.nodes]
    assert MARKS.keys() == {kind.name for kind in SCHEMA.nodes}
    assert len({one.path for one in MARKS.values()}) == len(MARKS)


def test_a_kind_added_to_the_schema_has_a_mark_that_no_other_has():
    new = [NodeKind(f"New{n}", f"News{n}", f"new{n}", "not thought of yet", ()) for n in range(10)]
    found = marks(Schema((*SCHEMA.nodes, *new), ()))
    assert len(set(found.values())) == len(SCHEMA.nodes) + 10


def test_a_kind_nobody_knows_is_drawn_all_the_same():
    assert mark("Dragon") == SPARE[0]
    assert line("BREATHES_ON") == OTHER


def test_every_kind_of_link_belongs_to_one_group():
    grouped = [kind for kinds in LINES.values() for kind in kinds]
    assert len(grouped) == len(set(grouped))
    assert set(grouped) == {kind.name for kind in SCHEMA.links}


def test_lines_are_told_apart_by_dash_or_width_as_well_as_colour():
    plain = [dataclasses.replace(one, words="", colour="") for one in (*LINES, OTHER)]
    assert len(set(plain)) == len(plain)
    assert len({one.colour for one in (*LINES, OTHER)}) == len(plain)


def brightness(colour):
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("one", [*LINES, OTHER], ids=lambda one: one.words)
def test_lines_stand_out_from_the_paper(one):
    assert 1.05 / (brightness(one.colour) + 0.05) >= 4.5
