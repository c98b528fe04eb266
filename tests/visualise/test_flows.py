"""Flows between columns: as thick as what goes that way, nothing over another, few crossings."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from linkwork.visualise._flows import LEAST_BLOCK, UNKNOWN, Block, Flow, Flows, flows_piece, legend_piece, places
from linkwork.visualise._scene import Group, Words, flat


def town(*flows, fixed=False, names=("ab", "xy")):
    blocks = tuple(Block(id_, f"Name of {id_}", n) for n, ids in enumerate(names) for id_ in ids)
    return Flows(("who gives", "who takes"), blocks, tuple(Flow(*flow) for flow in flows), fixed)


def bands(found):
    """Every band as it is drawn, by the words of its title."""
    names = {block.name for block in found.blocks}
    groups = [item for item in flows_piece(found, (0, 0), 500, 300).items if isinstance(item, Group)]
    return {group.title: group.items[0] for group in groups if group.title not in names}


def test_a_band_is_as_thick_as_what_goes_that_way():
    found = bands(town(("a", "x", 30, "much"), ("a", "y", 10, "little")))
    thick = {title: band.stretches[2][1][1] - band.stretches[1][1][-1] for title, band in found.items()}
    assert round(thick["much"] / thick["little"], 6) == 3
    assert thick["little"] > 1.5


def test_a_block_is_as_high_as_what_goes_out_or_comes_in_whichever_is_more():
    placed = places(town(("a", "x", 30), ("b", "x", 10), ("b", "y", 40)), (0, 0), 500, 400)
    high = {id_: box[3] - box[1] for id_, box in placed.boxes.items()}
    assert round(high["a"] / high["b"], 6) == 30 / 50
    assert round(high["x"] - high["y"], 6) == 0


def test_a_block_of_which_little_is_known_is_still_high_enough_for_its_name():
    placed = places(town(("a", "x", 1000), ("b", "y", None)), (0, 0), 500, 300)
    assert placed.boxes["b"][3] - placed.boxes["b"][1] == LEAST_BLOCK
    assert placed.end <= 300 + 1e-6


def test_what_is_not_known_is_a_dashed_line_and_not_a_band():
    line = bands(town(("a", "x", None, "nobody said")))["nobody said"]
    assert (line.fill, line.dash, len(line.stretches)) == ("", UNKNOWN, 2)


def test_blocks_stand_where_fewer_bands_cross_unless_the_order_is_given():
    crossing = (("a", "y", 5), ("b", "x", 5))
    placed = places(town(*crossing), (0, 0), 500, 300).boxes
    assert (placed["a"][1], placed["b"][1]) == (placed["y"][1], placed["x"][1])
    kept = places(town(*crossing, fixed=True), (0, 0), 500, 300).boxes
    assert kept["a"][1] < kept["b"][1]
    assert kept["x"][1] < kept["y"][1]


def test_every_column_has_its_heading_and_every_block_its_name():
    words = [
        item.text for item in flat(flows_piece(town(("a", "x", 1)), (0, 0), 900, 300).items) if isinstance(item, Words)
    ]
    assert words == ["who gives", "who takes", "Name of a", "Name of b", "Name of x", "Name of y"]


def test_the_legend_breaks_its_rows_within_the_room():
    entries = [(Flow("", "", 1 if n % 2 else None), f"what band number {n} means") for n in range(6)]
    piece = legend_piece(entries, (30, 0), 400)
    words = [item for item in piece.items if isinstance(item, Words)]
    assert len({item.y for item in words}) > 3
    assert max(item.y for item in words) < piece.end


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"), st.one_of(st.none(), st.integers(0, 500))), max_size=9
    ),
    st.integers(40, 600),
)
def test_nothing_lies_over_another_and_all_is_below_the_top_and_within_the_width(flows, room):
    found = town(*flows, names=("abc", "xyz"))
    placed = places(found, (10, 20), 500, room)
    assert placed == places(found, (10, 20), 500, room)
    for ids in ("abc", "xyz"):
        boxes = sorted((placed.boxes[id_] for id_ in ids), key=lambda box: box[1])
        assert boxes[0][1] >= 20 - 1e-6
        assert boxes[-1][3] <= placed.end + 1e-6
        assert all(b[1] >= a[3] + 1 for a, b in pairwise(boxes))
    assert min(box[0] for box in placed.boxes.values()) == 10
    assert round(max(box[2] for box in placed.boxes.values()), 6) == 510
