"""Tile maps: where each tile stands, and which areas are on them."""

from linkwork.graph.view import GraphView, ViewNode
from linkwork.visualise._grid import Cell
from linkwork.visualise._scene import Group, Outline, Words, flat
from linkwork.visualise._tiles import Tile, Tiles, areas_like, places, places_on_map, tiles_piece


def tile(name, at=None, **cell):
    return Tile(f"area-{name}", name, Cell(f"{name} in words", **cell), at)


#: Five areas as the spots of a die, about the latitude of London.
DIE = [
    tile("nw", (51.60, -0.10)),
    tile("ne", (51.60, 0.00)),
    tile("mid", (51.55, -0.05)),
    tile("sw", (51.50, -0.10)),
    tile("se", (51.50, 0.00)),
]


def test_tiles_stand_as_the_areas_lie_with_the_north_at_the_top():
    found = places_on_map(DIE, 8)
    assert found["area-nw"][0] == found["area-sw"][0] < found["area-ne"][0] == found["area-se"][0]
    assert found["area-nw"][1] == found["area-ne"][1] < found["area-sw"][1] == found["area-se"][1]
    assert found["area-nw"][1] <= found["area-mid"][1] <= found["area-sw"][1]


def test_no_two_tiles_have_one_place_even_where_areas_lie_on_one_point():
    same = [tile(str(n), (51.5, 0.0)) for n in range(7)]
    assert len(set(places_on_map(same, 5).values())) == 7


def test_areas_in_a_line_are_tiles_in_a_line():
    line = [tile(str(n), (51.5, 0.01 * n)) for n in range(4)]
    assert [places_on_map(line, 9)[one.id] for one in line] == [(0, 0), (1, 0), (2, 0), (3, 0)]


def test_the_order_in_which_areas_come_does_not_move_them():
    assert places_on_map(DIE, 8) == places_on_map(DIE[::-1], 8)


def test_without_places_tiles_stand_row_after_row_in_their_order():
    assert places([tile("a"), tile("b"), tile("c")], 2) == {"area-a": (0, 0), "area-b": (1, 0), "area-c": (0, 1)}


def test_it_is_said_whether_the_tiles_stand_where_the_areas_lie():
    assert Tiles(DIE, "by name").said.startswith("Tiles stand about where the areas lie")
    assert Tiles([*DIE, tile("x")], "by name").said == (
        "It is not known where the areas lie, so the tiles stand by name."
    )


def test_a_tile_says_its_name_its_number_and_what_it_is_in_full():
    piece = tiles_piece(Tiles([tile("Quay", text="3", below="of 14 needs")], "by name"), 0, 900, 30)
    (group,) = [item for item in piece.items if isinstance(item, Group) and item.title == "Quay in words"]
    assert [item.text for item in flat([group]) if isinstance(item, Words)] == ["Quay", "of 14 needs", "3"]


def test_tiles_do_not_lie_over_one_another_and_stay_on_the_page():
    piece = tiles_piece(
        Tiles([tile(f"area {n}", (51.5 + n % 7 * 0.01, n // 7 * 0.01)) for n in range(42)], ""), 0, 1123, 30
    )
    frames = []
    for item in piece.items:
        if isinstance(item, Group) and item.title.endswith("in words"):
            ground = next(o for o in flat([item]) if isinstance(o, Outline))
            xs, ys = ([v[k] for _, v in ground.stretches if v] for k in (0, 1))
            frames.append((min(xs), min(ys), max(xs), max(ys)))
    assert len(frames) == 42
    assert all(frame[0] >= 30 and frame[2] <= 1093 and frame[3] <= piece.end for frame in frames)
    assert not [
        (a, b) for a in frames for b in frames if a < b and a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]


def test_areas_are_the_live_ones_of_the_levels_that_are_asked_for():
    def area(name, level, live=True, **facts):
        return ViewNode(f"area-{name}", "Area", name, live, {"level": level, **facts})

    view = GraphView(
        "Town",
        (
            area("a", "ward", latitude=51.5, longitude=0.1),
            area("b", "ward", latitude=51.5),
            area("c", "ward", live=False),
            area("town", "borough"),
        ),
        (),
    )
    assert [(one.name, one.at) for one in areas_like(view, ["area-a"])] == [("a", (51.5, 0.1)), ("b", None)]
    assert areas_like(view, []) == ()
