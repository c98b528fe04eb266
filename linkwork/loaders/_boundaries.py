"""Which ward a point lies in, by the wards' boundaries: polygons with holes and wards of several parts."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from linkwork.errors import Problem
from linkwork.loaders._areas import A_CODE, GSS
from linkwork.loaders._geojson import LISTED, WHAT

if TYPE_CHECKING:
    from shapely import Geometry, STRtree

_WARD = re.compile(r"WD\d\dCD")
#: The shapes that have an inside, and how deep their lists of numbers are nested.
_SHAPES = {"Polygon": 3, "MultiPolygon": 4}


@dataclass(frozen=True, slots=True)
class Wards:
    """Wards by their boundaries."""

    codes: tuple[str, ...]
    tree: "STRtree"

    def of(self, points: Sequence[tuple[float, float]]) -> list[str | None]:
        """The ward's code for each (latitude, longitude); None outside them all.

        On a boundary that wards share it is the ward with the lowest code.
        """
        import shapely

        if not points:
            return []
        drawn = shapely.points([(east, north) for north, east in points])
        found: list[str | None] = [None] * len(points)
        for number, ward in self.tree.query(drawn, predicate="intersects").T.tolist():
            code, earlier = self.codes[ward], found[number]
            found[number] = code if earlier is None else min(code, earlier)
        return found


def wards_of(collections: Sequence[tuple[str, Mapping[str, Any]]]) -> tuple[Wards | None, list[Problem]]:
    """The wards of these GeoJSON FeatureCollections, by file; every problem in them, and None where there is one."""
    from shapely import STRtree

    codes: list[str] = []
    shapes: list[Geometry] = []
    problems: list[Problem] = []
    for file, held in collections:
        wrong: list[Problem] = []
        for number, feature in enumerate(_features(held), start=1):
            code, shape, message = _ward(feature)
            if shape is None:
                wrong.append(Problem(file, row=number, message=message))
            else:
                codes.append(code)
                shapes.append(shape)
        if not wrong and not _features(held):
            wrong.append(Problem(file, message=f"it has no features, so there is no ward in it; allowed are {WHAT}"))
        problems += wrong[:LISTED]
        if len(wrong) > LISTED:
            problems.append(Problem(file, message=f"{len(wrong) - LISTED} more problems of this sort; allowed: {WHAT}"))
    return (None if problems else Wards(tuple(codes), STRtree(shapes))), problems


def _features(held: Mapping[str, Any]) -> Sequence[Any]:
    features = held.get("features")
    return features if isinstance(features, list) else ()


def _ward(feature: object) -> "tuple[str, Geometry | None, str]":
    """The code and the shape of a ward, or None and what is wrong."""
    import shapely

    properties = feature.get("properties") if isinstance(feature, dict) else None
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    keys = (
        sorted((key for key in properties if _WARD.fullmatch(key)), reverse=True)
        if isinstance(properties, dict)
        else []
    )
    if not isinstance(properties, dict) or not keys:
        return "", None, f"this feature has no property such as WD25CD, so it is no ward; allowed are {WHAT}"
    code = properties[keys[0]]
    if not (isinstance(code, str) and GSS.fullmatch(code)):
        return "", None, f"{str(code)[:40]!r} is not {A_CODE}"
    parts = _parts(geometry)
    if parts is None:
        return code, None, f"the ward {code} has no boundary of the shape Polygon or MultiPolygon, in degrees"
    try:
        drawn = [shapely.Polygon(rings[0], rings[1:]) for rings in parts]
    except (shapely.errors.GEOSException, ValueError):
        return code, None, f"the boundary of the ward {code} is not whole: a ring has at least four points"
    whole = shapely.MultiPolygon(drawn)
    # A line that crosses itself has no inside until it is parted where it does.
    return code, whole if whole.is_valid else shapely.make_valid(whole), ""


def _parts(geometry: object) -> list[list[list[tuple[float, float]]]] | None:
    """The polygons of a shape, each as its rings of (longitude, latitude), outline first; None where it is none."""
    if not isinstance(geometry, dict) or geometry.get("type") not in _SHAPES:
        return None
    held = geometry.get("coordinates")
    polygons = [held] if geometry["type"] == "Polygon" else held
    try:
        found = [[list(_points(ring)) for ring in polygon] for polygon in polygons]  # type: ignore[union-attr]
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return found if found and all(found) else None


def _points(ring: Sequence[Sequence[float]]) -> Iterator[tuple[float, float]]:
    for point in ring:
        east, north = float(point[0]), float(point[1])
        if not (abs(east) <= 180 and abs(north) <= 90):
            raise ValueError
        yield east, north
