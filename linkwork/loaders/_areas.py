"""What the files of areas say, gathered: every mention of an area, and what becomes of them together."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from linkwork.errors import Problem

GSS = re.compile("[A-Z][0-9]{8}")
A_CODE = "an ONS code: a letter and eight digits, such as E05009317"
#: Deciles of the most deprived fifth of England, which NHS England calls Core20.
CORE20 = (1, 2)
EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Mention:
    """What one row of one file says of an area; `within` is the code of what it lies in.

    `year` is the last two digits of the year of the file's codes, 0 where it bears none: of two names the newer holds.
    """

    level: str
    code: str
    name: str | None
    within: str | None
    year: int
    place: Problem
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Gathered:
    """The mentions of all files, the codes each sort of file has, and what is wrong or odd."""

    mentions: list[Mention] = field(default_factory=list)
    codes: dict[tuple[str, str], dict[str, None]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def say(self, sort: str, *mentions: Mention) -> None:
        """Take what a file of this sort says."""
        for mention in mentions:
            self.mentions.append(mention)
            self.codes.setdefault((sort, mention.level), {})[mention.code] = None


@dataclass(slots=True)
class Place:
    """One area as all files together describe it.

    `said` and `placed` say where it and what it lies in were read, `year` of which year's codes the latter is.
    """

    code: str
    name: str
    aliases: list[str]
    within: str | None
    facts: dict[str, str]
    said: Problem
    placed: Problem
    year: int = 0


Level = dict[str, Place]


def places(gathered: Gathered, named: Container[str] = ()) -> dict[str, Level]:
    """The areas by level and code. Of two that a newer and an older file say, the newer holds; other names are aliases.

    An area that no file names goes by its code; one whose code is among the `named`, which the project knows by name,
    has none here. Two files of one year that place an area differently are a problem.
    """
    found: dict[str, Level] = {"borough": {}, "ward": {}, "lsoa": {}}
    moved: dict[str, list[str]] = {}
    for one in sorted(gathered.mentions, key=lambda mention: -mention.year):
        place = found[one.level].get(one.code)
        if place is None:
            place = Place(one.code, one.name or "", [], one.within, dict(one.facts), one.place, one.place, one.year)
            found[one.level][one.code] = place
            continue
        place.name = place.name or one.name or ""
        if one.name and one.name != place.name and one.name not in place.aliases:
            place.aliases.append(one.name)
        if one.within and place.within and one.within != place.within:
            if one.year == place.year:
                gathered.problems.append(_in_two(one, place))
            else:
                moved.setdefault(one.level, []).append(one.code)
        if one.within and not place.within:
            place.within, place.placed, place.year = one.within, one.place, one.year
        place.facts = {**one.facts, **place.facts}
    for level, codes in moved.items():
        what = f"in one {_UP[level]} by one file and in another by a newer, which was taken"
        gathered.warnings.append(_counted(level, codes, what))
    _by_code(found, gathered.warnings, named)
    return found


def _by_code(found: Mapping[str, Level], warnings: list[str], named: Container[str]) -> None:
    """Call each area without a name by its code, unless it is among the `named`; how many is said."""
    for level, areas in found.items():
        nameless = [area for area in areas.values() if not area.name and area.code not in named]
        if nameless:
            what = "that no file names, so their codes stand for them"
            warnings.append(_counted(level, [area.code for area in nameless], what))
        for area in nameless:
            area.name = area.code


def _in_two(one: Mention, place: Place) -> Problem:
    up, where = _UP[one.level], place.placed.place
    said = f"the {one.level} {one.code} lies in the {up} {one.within} here and in {place.within} in {where}"
    return replace(one.place, message=f"{said}; it lies in one {up}")


_UP = {"lsoa": "ward", "ward": "borough"}
_WORDS = {"lsoa": "LSOAs", "ward": "wards", "borough": "boroughs"}


def add_core20(found: Mapping[str, Level], warnings: list[str]) -> None:
    """Give each ward and borough `core20_share`: its LSOAs in deciles 1 and 2 / all its LSOAs.

    Nothing is given to an area without LSOAs, nor to one of whose LSOAs a decile is not known; the latter is said.
    """
    wards, boroughs = found["ward"], found["borough"]
    deciles: dict[str, list[str | None]] = {}
    for lsoa in found["lsoa"].values():
        ward = wards.get(lsoa.within or "")
        for code in (lsoa.within, ward.within if ward else None):
            if code:
                deciles.setdefault(code, []).append(lsoa.facts.get("imd_decile"))
    for level in (wards, boroughs):
        for code, area in level.items():
            known = deciles.get(code, [])
            if known and None not in known:
                share = sum(int(decile or 0) in CORE20 for decile in known) / len(known)
                area.facts["core20_share"] = f"{share:.6f}"
    for name, level in (("ward", wards), ("borough", boroughs)):
        if lacking := [code for code in level if None in deciles.get(code, [])]:
            what = "without core20_share, because deciles of their LSOAs are not in these files"
            warnings.append(_counted(name, lacking, what))


#: Files that should hold the same codes: level, sort, the others it is held against, and how both are called.
_COMPARED = (
    ("lsoa", "lookup", ("imd",), "the LSOA to ward lookup", "the deprivation file"),
    ("lsoa", "imd", ("lookup",), "the deprivation file", "the LSOA to ward lookup"),
    ("ward", "wards", ("lookup",), "the ward boundaries", "the LSOA to ward lookup"),
    ("ward", "lookup", ("wards",), "the LSOA to ward lookup", "the ward boundaries"),
    ("ward", "census", ("wards", "lookup"), "the census table", "the other files"),
    ("ward", "wards", ("census",), "the ward boundaries", "the census table"),
)


def unmatched(gathered: Gathered) -> Iterator[str]:
    """A sentence for each two sorts of file that do not hold the same codes; every area is kept."""
    for level, sort, others, here, there in _COMPARED:
        beside = [gathered.codes[other, level] for other in others if (other, level) in gathered.codes]
        own = gathered.codes.get((sort, level), {})
        if own and beside:
            missing = [code for code in own if not any(code in codes for codes in beside)]
            if missing:
                yield _counted(level, missing, f"in {here} and not in {there}")


def _counted(level: str, codes: Sequence[str], what: str) -> str:
    once = sorted(set(codes))
    return f"{_WORDS[level]} {what}: {len(once):,}, such as {', '.join(once[:EXAMPLES])}"


def rows_of(level: Iterable[Place], name: str, ids: Mapping[str, str]) -> list[dict[str, object]]:
    """The areas of one level as rows of a table of nodes; `ids` are the ids by code."""
    return [
        {
            "id": ids[area.code],
            "name": area.name,
            "aliases": "; ".join(area.aliases),
            "level": name,
            "gss_code": area.code,
            **area.facts,
            **_place(area.said),
        }
        for area in level
    ]


def links_of(level: Iterable[Place], ids: Mapping[str, str]) -> list[dict[str, object]]:
    """What each area of one level lies in, as rows of a table of links."""
    return [
        {
            "from_kind": "Area",
            "from_id": ids[area.code],
            "to_kind": "Area",
            "to_id": ids[area.within],
            **_place(area.placed),
        }
        for area in level
        if area.within
    ]


def _place(said: Problem) -> dict[str, object]:
    return {"_file": said.file, "_sheet": said.sheet, "_row": said.row}
