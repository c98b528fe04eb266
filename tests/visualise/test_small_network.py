"""A small network: places that stay, looks that are in the legend, and names that cover nothing."""

import math
from dataclasses import replace

import pytest

from linkwork.graph.view import GraphView
from linkwork.visualise._scene import Group, Words, flat
from linkwork.visualise._sheet import A4, EDGE, sheet_of
from linkwork.visualise._small_network import Look, Node, SmallNetwork, Stroke, Tie, network_piece, places
from linkwork.visualise._words import plain
from tests.visualise.test_ledger import apart
from tests.visualise.towns import HOSTILE

NHS, VCSE = Look("NHS", "#0072b2"), Look("VCSE", "#009e73", "triangle")
STARTED, KEPT = Stroke("new", "#0a5a2a", sign="+"), Stroke("still there", "#57606a", (4, 3))
BOX = (0.0, 0.0, 1000.0, 500.0)


def ego(number):
    """A topic with that many bodies about it, of two sectors in turn."""
    nodes = [Node("topic", "Debt", Look("", "#ffffff"), "Debt")]
    nodes += [
        Node(f"org-{n:02}", f"Body {n}", (NHS, VCSE)[n % 2], f"title {n}", n / number, "ab"[n % 2])
        for n in range(number)
    ]
    ties = [Tie("topic", f"org-{n:02}", (STARTED, KEPT)[n % 2], f"tie {n}") for n in range(number)]
    return SmallNetwork(tuple(nodes), tuple(ties), "topic", "on a board", "not heard", True)


def texts(piece):
    return [item.text for item in flat(piece.items) if isinstance(item, Words)]


def test_the_legend_has_what_is_on_the_page_and_nothing_else():
    found = ego(6)
    said = texts(network_piece(found, (EDGE, 0), 1000, 500))
    assert {"NHS", "VCSE", "new", "still there", "Debt"} <= set(said)
    assert "on a board" not in said
    ringed = replace(found, nodes=(*found.nodes[:-1], replace(found.nodes[-1], ringed=True, dashed=True)))
    assert {"on a board", "not heard"} <= set(texts(network_piece(ringed, (EDGE, 0), 1000, 500)))


def moved(before, after):
    return sorted(math.dist(before[id_], after[id_]) for id_ in before)


def test_on_a_ring_one_body_more_moves_nearly_nobody():
    assert moved(places(ego(16), BOX), places(ego(17), BOX))[-2] == 0
    assert moved(places(ego(20), BOX), places(ego(21), BOX))[10] < 110  # there are more seats in a group now


def test_off_the_ring_one_body_more_moves_the_others_little():
    before, after = (places(replace(ego(number), ring=False), BOX) for number in (20, 21))
    assert moved(before, after)[10] < 40


@pytest.mark.parametrize("ring", [True, False])
def test_the_order_of_nodes_and_lines_moves_nothing(ring):
    found = replace(ego(20), ring=ring)
    assert places(replace(found, nodes=found.nodes[::-1], ties=found.ties[::-1]), BOX) == places(found, BOX)


def test_a_group_may_be_larger_than_any_row_of_seats():
    nodes = tuple(Node(f"n{n}", "x", NHS, "x") for n in range(300))
    assert len(set(places(SmallNetwork(nodes, (), ring=True), BOX).values())) == 300


def test_bodies_of_a_group_stand_nearer_to_one_another_than_to_the_other_group():
    found = ego(20)
    at = places(found, BOX)

    def mean(same):
        far = [
            math.dist(at[a.id], at[b.id])
            for a in found.nodes[1:]
            for b in found.nodes[1:]
            if a.id < b.id and (a.group == b.group) == same
        ]
        return sum(far) / len(far)

    assert mean(True) < mean(False)


def test_a_sign_says_what_is_new_without_colour():
    piece = network_piece(ego(2), (EDGE, 0), 1000, 500)
    new, kept = (next(i for i in piece.items if isinstance(i, Group) and i.title == f"tie {n}") for n in (0, 1))
    assert len(new.items) == 4  # the line, and a plus in a disc
    assert [item.dash for item in kept.items] == [(4, 3)]


def test_two_lines_between_the_same_two_are_kept_apart():
    found = ego(1)
    both = replace(found, ties=(found.ties[0], replace(found.ties[0], stroke=KEPT, title="again")))
    piece = network_piece(both, (EDGE, 0), 1000, 500)
    lines = [i.items[0].stretches for i in piece.items if isinstance(i, Group) and i.title in {"tie 0", "again"}]
    assert lines[0] != lines[1]


def test_names_cover_nothing_whatever_they_are_and_stay_on_the_page():
    nodes = tuple(Node(f"n{n}", plain(name) * 2, (NHS, VCSE)[n % 2], name) for n, name in enumerate(HOSTILE * 5))
    ties = tuple(Tie(f"n{n}", f"n{n * 3 % 50}", STARTED) for n in range(50) if n != n * 3 % 50)
    sheet = sheet_of(GraphView("Hamlet", (), ()), "x", "found", ())
    drawn = SmallNetwork(nodes, ties, "n0")
    made = replace(sheet, body=lambda top, wide: network_piece(drawn, (EDGE, top), wide - 2 * EDGE, 560))
    assert apart(made)
    assert all(
        0 <= w.x <= A4 for w in flat(network_piece(drawn, (EDGE, 0), A4 - 60, 560).items) if isinstance(w, Words)
    )


@pytest.mark.parametrize("ring", [True, False])
def test_each_of_thirty_marks_has_its_name(ring):
    said = texts(network_piece(replace(ego(30), ring=ring), (EDGE, 0), 1000, 500))
    assert [n for n in range(30) if f"Body {n}" not in said] == []


def test_a_network_of_one_and_of_none_is_drawn():
    assert texts(network_piece(SmallNetwork((), ()), (EDGE, 0), 1000, 500)) == ["What the marks and lines mean"]
    assert "Debt" in texts(network_piece(ego(0), (EDGE, 0), 1000, 500))
