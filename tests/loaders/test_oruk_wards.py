"""The ward that a place lies in, by its boundary: holes, parts, edges, and an oracle that counts crossings."""

import json
import random
from itertools import pairwise

import pytest

from linkwork.graph.identity import Names
from linkwork.loaders import loader
from linkwork.loaders._boundaries import wards_of
from tests.loaders.test_oruk import facts, joined, write

SQUARE = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]
HOLE = [[1, 1], [3, 1], [3, 3], [1, 3], [1, 1]]
ISLE = [[10, 0], [12, 0], [12, 2], [10, 2], [10, 0]]
EAST = [[4, 0], [8, 0], [8, 4], [4, 4], [4, 0]]
NORTH, SOUTH, WEST = "E05000001", "E05000002", "E05000003"


def ward(code, geometry, year=25):
    return {"type": "Feature", "properties": {f"WD{year}CD": code}, "geometry": geometry}


def town(*features):
    return {"type": "FeatureCollection", "features": list(features)}


def shape(kind, coordinates):
    return {"type": kind, "coordinates": coordinates}


WARDS = town(
    ward(SOUTH, shape("MultiPolygon", [[SQUARE, HOLE], [ISLE]])),
    ward(NORTH, shape("Polygon", [EAST])),
    ward(WEST, shape("Polygon", [HOLE])),
)


@pytest.mark.parametrize(
    ("east", "north", "code"),
    [
        (0.5, 0.5, SOUTH),
        (2, 2, WEST),  # the hole of one ward is another
        (11, 1, SOUTH),  # its second part
        (6, 2, NORTH),
        (4, 2, NORTH),  # on the boundary of two: the lower code
        (1, 2, SOUTH),
        (9, 1, None),
        (-60, 40, None),
    ],
)
def test_a_point_lies_in_the_ward_whose_boundary_is_round_it(east, north, code):
    for features in (WARDS["features"], WARDS["features"][::-1]):  # in whatever order they come
        wards, problems = wards_of([("town.geojson", town(*features))])
        assert problems == []
        assert wards.of([(north, east)]) == [code]


def test_no_points_have_no_wards():
    assert wards_of([("town.geojson", WARDS)])[0].of([]) == []


def crossings(east, north, rings):
    """Whether a point is inside by the even-odd rule: a line from it to the east crosses the rings oddly often."""
    inside = False
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > north) != (y2 > north) and east < (x2 - x1) * (north - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside


def test_random_points_of_a_real_borough_have_the_ward_that_crossings_give(shared):
    held = json.loads((shared / "data/areas/ward25_E09000030.geojson").read_bytes())
    chance = random.Random(7)
    points = [(chance.uniform(51.48, 51.55), chance.uniform(-0.085, 0.01)) for _ in range(2000)]
    rings = {}
    for feature in held["features"]:
        parts = feature["geometry"]["coordinates"]
        parts = parts if feature["geometry"]["type"] == "MultiPolygon" else [parts]
        rings[feature["properties"]["WD25CD"]] = [ring for part in parts for ring in part]
    by_hand = [
        next((code for code, own in sorted(rings.items()) if crossings(east, north, own)), None)
        for north, east in points
    ]
    wards, _ = wards_of([("wards.geojson", held)])
    assert wards.of(points) == by_hand
    assert len(set(by_hand)) == 21  # its twenty wards, and outside them


@pytest.mark.parametrize(
    ("feature", "why"),
    [
        (ward("E05", shape("Polygon", [SQUARE])), "'E05' is not an ONS code"),
        ({"properties": {"name": "A"}}, "no property such as WD25CD"),
        (7, "no property such as WD25CD"),
        (ward(NORTH, None), "no boundary of the shape Polygon or MultiPolygon"),
        (ward(NORTH, shape("Point", [1, 1])), "no boundary of the shape"),
        (ward(NORTH, shape("Polygon", [[[535607, 182735], [1, 1], [2, 2], [535607, 182735]]])), "in degrees"),
        (ward(NORTH, shape("Polygon", [[[0, 0], [1, 1]]])), "a ring has at least four points"),
        (ward(NORTH, shape("Polygon", "x")), "no boundary of the shape"),
        (ward(NORTH, shape("MultiPolygon", [[]])), "no boundary of the shape"),
        (ward(NORTH, shape("Polygon", [[[float("nan"), 0], [1, 1], [2, 0], [0, 0]]])), "no boundary of the shape"),
        (ward(NORTH, shape("Polygon", [[[10**400, 0], [1, 1], [2, 0], [0, 0]]])), "no boundary of the shape"),
    ],
)
def test_a_feature_that_is_no_ward_is_a_problem_with_its_place(tmp_path, feature, why):
    wards = write(tmp_path, town(ward(WEST, shape("Polygon", [HOLE])), feature), "wards.geojson")
    service = write(tmp_path, {"id": "1", "name": "A"})
    (problem,) = loader("oruk").load([service, wards], Names("town")).problems
    assert why in problem.message
    assert (problem.file, problem.row) == ("wards.geojson", 2)


def test_a_boundary_that_crosses_itself_still_has_an_inside():
    bow = [[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]
    wards, problems = wards_of([("town.geojson", town(ward(NORTH, shape("Polygon", [bow]))))])
    assert problems == []
    assert wards.of([(1, 0.2), (1, 1.8), (1.9, 1)]) == [NORTH, NORTH, None]


def test_places_get_their_ward_and_those_without_one_are_counted(tmp_path):
    def at(id_, **point):
        return {"id": id_, "name": f"Service {id_}", "locations": [{"id": f"l{id_}", "name": f"Place {id_}", **point}]}

    services = [
        at("1", latitude=2, longitude=6),
        at("2", latitude=2, longitude=60),
        at("3"),
        at("4", latitude="2", longitude=2),
    ]
    boundaries = write(tmp_path, WARDS, "wards.json")
    reading = loader("oruk").load([write(tmp_path, services), boundaries], Names("town"))
    assert joined(reading, "IN_AREA") == [("site-town-l1", "area-e05000001"), ("site-town-l4", "area-e05000003")]
    assert facts(reading, "Area") == []  # wards are described by `linkwork load areas`
    assert "IN_AREA" in reading.about.scope.links
    assert [line for line in reading.warnings if "no ward" in line] == [
        "places outside all the wards given have no ward: 1, such as Place 2",
        "places without latitude and longitude have no ward: 1, such as Place 3",
    ]
    without = loader("oruk").load([write(tmp_path, services)], Names("town"))
    assert joined(without, "IN_AREA") == []
    assert "IN_AREA" not in without.about.scope.links


def test_boundaries_alone_are_no_directory(tmp_path):
    (problem,) = loader("oruk").load([write(tmp_path, WARDS, "wards.geojson")], Names("town")).problems
    assert "there is no usable service in it" in problem.message
