"""Ward codes, names and middles from the boundaries that ONS publishes as GeoJSON; the boundaries are not kept.

Features are counted from 1, as rows. Only the standard library's JSON is used, and everything in it is looked at before
it is believed.
"""

import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from linkwork.errors import Problem
from linkwork.loaders._areas import A_CODE, GSS, Gathered, Mention
from linkwork.loaders._whole_json import FileRefused, Json, one_line, read_json, writable

ENDINGS = (".geojson", ".json")
SMALLER = "take the most generalised boundaries, or those of your place alone"
#: Of features that cannot be read so many are listed.
LISTED = 20
WHAT = "ward boundaries as GeoJSON: a FeatureCollection whose features have the properties WD25CD, WD25NM and LAD25CD"
_WARD = re.compile(r"WD(\d\d)CD")


def read_wards(path: Path, gathered: Gathered) -> None:
    """Afterwards the wards and boroughs of the file are gathered, or what is wrong with it is."""
    held, unread = read_json(path, WHAT, instead=SMALLER)
    if unread:
        gathered.problems.append(unread)
        return
    try:
        features = _features(held)
        year = _year(features)
    except FileRefused as refused:
        gathered.problems.append(Problem(path.name, message=str(refused)))
        return
    seen: dict[str, int] = {}
    problems: list[Problem] = []
    for number, feature in enumerate(features, start=1):
        mentions, wrong = _feature(feature, year, Problem(path.name, row=number))
        for ward in mentions[:1]:
            if ward.code in seen:
                message = f"the ward {ward.code} is in feature {seen[ward.code]} too; each ward is one feature"
                wrong.append(Problem(path.name, row=number, message=message))
            seen.setdefault(ward.code, number)
        gathered.say("wards", *mentions)
        problems += wrong
    gathered.problems += problems[:LISTED]
    if len(problems) > LISTED:
        message = f"{len(problems) - LISTED} more problems of this sort; the features are not as expected: {WHAT}"
        gathered.problems.append(Problem(path.name, message=message))


def _features(held: Json) -> list[Any]:
    features = held.get("features") if isinstance(held, dict) else None
    if not isinstance(features, list):
        raise FileRefused(f"this JSON has no list of features; allowed are {WHAT}")
    if not features:
        raise FileRefused("its list of features is empty, so there is no ward in it")
    return features


def _year(features: list[Any]) -> str:
    """The two digits in the name of the property that holds the wards' codes, the newest if there are several."""
    named = [key for feature in features for key in _properties(feature) or {}]
    years = {found[1] for key in dict.fromkeys(named) if (found := _WARD.fullmatch(key))}
    if not years:
        there = ", ".join(map(writable, list(dict.fromkeys(named))[:12])) or "none"
        raise FileRefused(f"no feature has a property such as WD25CD; the properties are {there}; allowed are {WHAT}")
    return max(years)


def _properties(feature: object) -> Mapping[str, Any] | None:
    found = feature.get("properties") if isinstance(feature, dict) else None
    return found if isinstance(found, dict) else None


def _feature(feature: object, year: str, place: Problem) -> tuple[list[Mention], list[Problem]]:
    """The ward and the borough that a feature speaks of, and what is wrong with it."""
    properties = _properties(feature)
    if properties is None:
        message = "this feature has no properties, so there is no telling which ward it is"
        return [], [Problem(place.file, row=place.row, message=message)]
    ward = properties.get(f"WD{year}CD")
    years = sorted((key[3:5] for key in properties if re.fullmatch(r"LAD\d\dCD", key)), reverse=True)
    lad = f"LAD{years[0]}" if years else ""
    borough = properties.get(f"{lad}CD") if lad else None
    problems = list(_wrong(properties, {f"WD{year}CD": ward} | ({f"{lad}CD": borough} if borough else {}), place))
    if problems:
        return [], problems
    facts = {
        name: f"{properties[key]:.6f}"
        for key, name in (("LAT", "latitude"), ("LONG", "longitude"))
        if properties.get(key) is not None
    }
    found = [Mention("ward", str(ward), _text(properties.get(f"WD{year}NM")), borough, int(year), place, facts)]
    if borough:
        found.append(Mention("borough", borough, _text(properties.get(f"{lad}NM")), None, int(years[0]), place))
    return found, []


def _wrong(properties: Mapping[str, Any], codes: Mapping[str, object], place: Problem) -> Iterator[Problem]:
    for key, code in codes.items():
        if not (isinstance(code, str) and GSS.fullmatch(code)):
            yield Problem(place.file, row=place.row, column=key, message=f"{_shown(code)} is not {A_CODE}")
    for key, most in (("LAT", 90), ("LONG", 180)):
        number = properties.get(key)
        if number is not None and not (_is_number(number) and abs(number) <= most):
            message = f"{_shown(number)} is not a number of degrees from -{most} to {most}"
            yield Problem(place.file, row=place.row, column=key, message=message)


def _is_number(value: object) -> bool:
    if isinstance(value, int):  # of any size, which isfinite cannot take
        return not isinstance(value, bool)
    return isinstance(value, float) and math.isfinite(value)


def _shown(value: object) -> str:
    return "nothing" if value is None else repr(value)[:40]


def _text(value: object) -> str | None:
    """A name in one line; None for a blank one and for what is no text."""
    return one_line(value) if isinstance(value, str) else None
