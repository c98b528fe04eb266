"""Where things stand: always the same place, apart from each other, and much the same place next round."""

import math
import random
import statistics

import pytest
from scipy.spatial import cKDTree

from linkwork.visualise._layout import EXACT, GAP, layout
from linkwork.visualise._packing import pack
from tests.visualise import towns


def parts(view):
    return [node.id for node in view.nodes], [(link.from_id, link.to_id) for link in view.links]


def nearest(places):
    return cKDTree(list(places.values())).query(list(places.values()), k=2)[0][:, 1].min()


STAR = (["hub", *(f"leaf-{n}" for n in range(40))], [("hub", f"leaf-{n}") for n in range(40)])
LADDER = ([f"n{n}" for n in range(12)], [(f"n{n}", f"n{n + 1}") for n in range(11)])
MANY = ([f"p{n}" for n in range(60)], [(f"p{n}", f"p{n + 1}") for n in range(0, 40, 2)])
CROWD = ([f"c{n}" for n in range(30)], [(f"c{a}", f"c{b}") for a in range(30) for b in range(a)])
SHAPES = {
    "star": STAR,
    "ladder": LADDER,
    "pairs and loners": MANY,
    "all to all": CROWD,
    "one": (["a"], []),
    "a loop": (["a", "b"], [("a", "a"), ("a", "b"), ("b", "a")]),
    "borough": parts(towns.borough()),
}


@pytest.mark.parametrize("name", SHAPES)
def test_every_id_has_one_place_and_the_same_one_each_time_whatever_the_order(name):
    ids, joins = SHAPES[name]
    once = layout(ids, joins)
    assert list(once) == sorted(ids)
    mixed = random.Random(3)
    other_ids, other_joins = list(ids), [pair[:: mixed.choice((1, -1))] for pair in joins]
    mixed.shuffle(other_ids)
    mixed.shuffle(other_joins)
    assert layout(other_ids, other_joins) == once


@pytest.mark.parametrize("name", [name for name in SHAPES if name != "one"])
def test_no_two_stand_nearer_than_the_gap(name):
    assert nearest(layout(*SHAPES[name])) >= GAP


def test_nothing_gives_no_places():
    assert layout([], []) == {}


def test_links_to_things_that_are_not_there_are_passed_over():
    assert layout(["a"], [("a", "ghost"), ("ghost", "b")]) == layout(["a"], [])


def test_joined_things_stand_nearer_than_others():
    ids, joins = parts(towns.borough())
    places = layout(ids, joins)
    joined = statistics.median(math.dist(places[a], places[b]) for a, b in joins)
    other = statistics.median(math.dist(places[a], places[b]) for a in ids for b in ids if a < b)
    assert joined < other / 2


def test_groups_do_not_overlap():
    ids, joins = MANY
    places = layout(ids, joins)
    pairs = [{a, b} for a, b in joins]
    for one in pairs:
        for other in pairs:
            if one != other:
                middle = [statistics.mean(places[id_][axis] for id_ in one) for axis in (0, 1)]
                assert min(math.dist(middle, places[id_]) for id_ in other) >= GAP / 2


def test_two_thousand_things_fit():
    ids, joins = parts(towns.city())
    places = layout(ids, joins)
    assert len(places) == 2000
    assert nearest(places) >= GAP


def test_a_group_too_large_to_measure_throughout_is_laid_out_too_and_alike():
    ids = [f"n{n}" for n in range(EXACT + 1)]
    joins = [(f"n{(n - 1) // 3}", f"n{n}") for n in range(1, len(ids))]
    places = layout(ids, joins)
    assert nearest(places) >= GAP
    state = random.getstate()
    assert layout(ids, joins) == places
    assert random.getstate() == state


def moved(before, after):
    return statistics.median(math.dist(before[id_], after[id_]) for id_ in before.keys() & after.keys())


@pytest.mark.parametrize("gone", ["org-p03", "org-p20", "priority-3", "role-slw", "org-p30"])
def test_a_picture_keeps_its_shape_when_one_thing_goes(gone):
    ids, joins = parts(towns.borough())
    before = layout(ids, joins)
    after = layout([id_ for id_ in ids if id_ != gone], joins)
    wide = max(x for x, _ in before.values()) - min(x for x, _ in before.values())
    assert moved(before, after) < wide / 10


def test_known_places_are_kept_exactly_and_new_things_stand_by_their_neighbours():
    ids, joins = parts(towns.hamlet())
    before = layout(ids, joins)
    ids, joins = (
        [*ids, "org-new", "org-next", "zz-1", "zz-2"],
        [*joins, ("org-new", "org-pcn"), ("zz-1", "zz-2"), ("org-next", "org-new")],
    )
    after = layout(ids, joins, before)
    assert {id_: after[id_] for id_ in before} == before
    assert nearest(after) >= GAP
    assert math.dist(after["org-new"], after["org-pcn"]) < 5 * GAP
    assert after["zz-1"][1] > max(y for _, y in before.values())
    assert layout(ids[::-1], joins[::-1], before) == after


def test_packed_boxes_do_not_overlap_and_waste_little():
    chance = random.Random(5)
    boxes = sorted(((chance.uniform(20, 300), chance.uniform(20, 200)) for _ in range(40)), key=lambda b: -b[0] * b[1])
    corners = pack(boxes)
    held = [(x, y, x + w, y + h) for (w, h), (x, y) in zip(boxes, corners, strict=True)]
    for n, a in enumerate(held):
        assert not [
            b
            for b in held[:n]
            if a[0] < b[2] - 1e-6 and b[0] < a[2] - 1e-6 and a[1] < b[3] - 1e-6 and b[1] < a[3] - 1e-6
        ]
    sheet = max(box[2] for box in held) * max(box[3] for box in held)
    assert sum(w * h for w, h in boxes) > sheet * 0.6
    assert pack([]) == []
