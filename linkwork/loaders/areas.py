"""Wards, their LSOAs, deprivation and households: any of four published files, joined on codes and never on names.

Ward names change from year to year and differ between files, so the newest boundaries' name holds and the others are
kept as aliases. What is worked out:
core20_share = LSOAs in deciles 1 and 2 of the Index of Multiple Deprivation / LSOAs, for a ward and for a borough;
households = the sum of the five categories of Census table TS011;
deprived_share = households deprived in at least one dimension (categories 2 to 5) / households.
All files of one load are one round, so the files of a place are given together.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import polars as pl

from linkwork.errors import InputRefused, Problem
from linkwork.graph.identity import Names, slug
from linkwork.graph.records import About, Reading, Scope, link_table, node_table
from linkwork.loaders import Column, Loader
from linkwork.loaders._areas import A_CODE, Gathered, Mention, add_core20, links_of, places, rows_of, unmatched
from linkwork.loaders._columns import Taken, Wanted, required_cells, take
from linkwork.loaders._geojson import ENDINGS, WHAT, read_wards
from linkwork.loaders._sheets import IN_FOLDERS, Sheet, read_every

_LSOA = r"lsoa(\d\d)? ?(code|cd)( \d{4})?"
LOOKUP = (
    Wanted(Column("lsoa21_code", "the LSOA", True), "lsoa", _LSOA),
    Wanted(Column("lsoa21_name", "the LSOA's name", True), "lsoa_name", r"lsoa(\d\d)? ?(name|nm)( \d{4})?"),
    Wanted(Column("ward24_code", "the ward it lies in", True), "ward", r"(ward|wd)\d\d ?(code|cd)"),
    Wanted(Column("ward24_name", "the ward's name", True), "ward_name", r"(ward|wd)\d\d ?(name|nm)"),
    Wanted(Column("ltla24_code", "the borough the ward lies in", True), "borough", r"(ltla|lad)\d\d ?(code|cd)"),
    Wanted(Column("ltla24_name", "the borough's name", True), "borough_name", r"(ltla|lad)\d\d ?(name|nm)"),
)
IMD = (
    Wanted(Column("lsoa21_code", "the LSOA", True), "lsoa", _LSOA),
    Wanted(
        Column("IMD_decile", "its decile of deprivation, 1 the most deprived", True),
        "decile",
        "(index of multiple deprivation )?imd decile.*",
    ),
    Wanted(Column("lsoa21_name", "the LSOA's name"), "lsoa_name", r"lsoa(\d\d)? ?(name|nm)( \d{4})?"),
)
_CATEGORY = r"household deprivation( 6 categories)?"
CENSUS = (
    Wanted(
        Column("Electoral wards and divisions Code", "the ward", True), "ward", "electoral wards and divisions code"
    ),
    Wanted(Column("Electoral wards and divisions", "the ward's name", True), "ward_name"),
    Wanted(
        Column(
            "Household deprivation (6 categories) Code", "1 not deprived; 2 to 5 deprived in so many less one", True
        ),
        "category",
        f"{_CATEGORY} code",
    ),
    Wanted(Column("Observation", "households of that ward and category", True), "observation"),
)
WARDS = (
    Column("WD25CD", "of a GeoJSON: the ward, with any year"),
    Column("WD25NM", "of a GeoJSON: the ward's name"),
    Column("LAD25CD", "of a GeoJSON: the borough it lies in"),
    Column("LAD25NM", "of a GeoJSON: the borough's name"),
    Column("LAT", "of a GeoJSON: degrees north of the ward's middle"),
    Column("LONG", "of a GeoJSON: degrees east of the ward's middle"),
)
#: Sort of table -> its columns, and the headings of others in it that are known and not read.
FORMS = {
    "lookup": (LOOKUP, r".*nmw|object ?id|fid|global ?id|.*welsh.*"),
    "imd": (IMD, r".*(decile|rank|score).*|lsoa(\d\d)? ?(name|nm)( \d{4})?|local authority.*"),
    "census": (CENSUS, _CATEGORY),
}
ALLOWED = (
    f"{WHAT}; an LSOA to ward lookup with {', '.join(w.column.name for w in LOOKUP)}; deprivation by LSOA with "
    f"{', '.join(w.column.name for w in IMD if w.column.required)}; Census table TS011 by ward with "
    f"{', '.join(w.column.name for w in CENSUS)}"
)
NOT_COUNTED = ("-8", "0")
CATEGORIES = ("1", "2", "3", "4", "5")


def load(paths: Sequence[Path], names: Names) -> Reading:
    """Boroughs, wards and LSOAs as Areas, WITHIN between them, and what the files say of each."""
    gathered = Gathered()
    boundaries, tables = _sorted(paths)
    for path in boundaries:
        read_wards(path, gathered)
    try:
        sheets = read_every(tables)
    except InputRefused as refused:
        gathered.problems += refused.problems
        sheets = ()
    for sheet in sheets:
        _read(sheet, gathered)
    if gathered.problems:
        return Reading((), tuple(gathered.problems), tuple(gathered.warnings))
    return _reading(gathered, names)


def _sorted(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """The GeoJSON files among the paths and in their folders, and the paths to read as tables."""
    boundaries: list[Path] = []
    tables: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(entry for entry in path.iterdir() if not entry.name.startswith((".", "~$")))
            drawn = [entry for entry in inside if entry.name.lower().endswith(ENDINGS)]
            boundaries += drawn
            if not drawn or any(entry.name.lower().endswith(IN_FOLDERS) for entry in inside):
                tables.append(path)
        else:
            (boundaries if path.name.lower().endswith(ENDINGS) else tables).append(path)
    return boundaries, tables


def _read(sheet: Sheet, gathered: Gathered) -> None:
    if not sheet.headings:
        return
    for sort, (wanted, left_out) in FORMS.items():
        if all(any(want.fits(h) for h in sheet.headings) for want in wanted if want.column.required):
            taken = take(sheet, wanted, left_out)
            gathered.warnings += taken.warnings
            problems = [p for want in wanted if want.key in _CODES for p in _code_problems(taken, want.key)]
            gathered.problems += problems
            if not problems:
                _READERS[sort](taken, gathered)
            return
    there = ", ".join(sheet.headings[:12]) + (", ..." if len(sheet.headings) > 12 else "")
    message = f"this is none of the files that are read here; its headings are {there}; allowed are {ALLOWED}"
    gathered.problems.append(Problem(sheet.file, sheet.name, message=message))


_CODES = ("lsoa", "ward", "borough")


def _code_problems(taken: Taken, key: str) -> list[Problem]:
    wrong = taken.table.filter(~pl.col(key).str.contains("^[A-Z][0-9]{8}$")).select(key, "_row")
    said = [taken.problem(row, key, f"{code!r} is not {A_CODE}") for code, row in wrong.iter_rows()]
    return required_cells(taken, [key], f"write {A_CODE}") + said


def _year(taken: Taken, key: str) -> int:
    """The last two digits of the year in a heading; 0 where it has none."""
    numbers = re.findall(r"\d+", taken.headings[key])
    return int(numbers[-1][-2:]) if numbers else 0


def _place(taken: Taken, row: int) -> Problem:
    return Problem(taken.sheet.file, taken.sheet.name, row)


def _lookup(taken: Taken, gathered: Gathered) -> None:
    years = {key: _year(taken, key) for key in _CODES}
    rows = taken.table
    for row, lsoa in rows.filter(~pl.col("lsoa").is_first_distinct()).select("_row", "lsoa").iter_rows():
        gathered.problems.append(taken.problem(row, "lsoa", f"{lsoa} is in an earlier row too; an LSOA has one row"))
    for one in rows.iter_rows(named=True):
        place = _place(taken, one["_row"])
        gathered.say(
            "lookup",
            Mention("lsoa", one["lsoa"], one["lsoa_name"], one["ward"], years["lsoa"], place),
        )
    for one in rows.unique(
        ["ward", "ward_name", "borough", "borough_name"], keep="first", maintain_order=True
    ).iter_rows(named=True):
        place = _place(taken, one["_row"])
        ward = Mention("ward", one["ward"], one["ward_name"], one["borough"], years["ward"], place)
        gathered.say(
            "lookup", ward, Mention("borough", one["borough"], one["borough_name"], None, years["borough"], place)
        )


def _imd(taken: Taken, gathered: Gathered) -> None:
    year = _year(taken, "lsoa")
    rows = taken.table.with_columns(pl.col("decile").str.strip_suffix(".0"))
    for row, lsoa in rows.filter(~pl.col("lsoa").is_first_distinct()).select("_row", "lsoa").iter_rows():
        gathered.problems.append(taken.problem(row, "lsoa", f"{lsoa} is in an earlier row too; an LSOA has one row"))
    wrong = rows.filter(~pl.col("decile").str.contains(r"^([1-9]|10)$")).select("decile", "_row")
    for decile, row in wrong.iter_rows():
        gathered.problems.append(
            taken.problem(row, "decile", f"{decile!r} is not a decile: a whole number from 1 to 10")
        )
    for one in rows.iter_rows(named=True):
        facts = {"imd_decile": one["decile"]} if one["decile"] else {}
        place = _place(taken, one["_row"])
        gathered.say("imd", Mention("lsoa", one["lsoa"], one.get("lsoa_name"), None, year, place, facts))


def _census(taken: Taken, gathered: Gathered) -> None:
    gathered.problems += required_cells(
        taken, ["category", "observation"], "every row counts the households of a category"
    )
    counted: dict[str, dict[str, int]] = {}
    first: dict[str, tuple[int, str | None]] = {}
    for one in taken.table.drop_nulls(["category", "observation"]).iter_rows(named=True):
        ward, category, count, row = one["ward"], one["category"], one["observation"], one["_row"]
        first.setdefault(ward, (row, one["ward_name"]))
        if category in NOT_COUNTED:
            continue
        problem = _census_problem(one, counted.get(ward, {}))
        if problem:
            gathered.problems.append(taken.problem(row, *problem))
        else:
            counted.setdefault(ward, {})[category] = int(count.replace(",", ""))
    for ward, (row, name) in first.items():
        counts = counted.get(ward, {})
        if lacking := [category for category in CATEGORIES if category not in counts]:
            message = (
                f"{ward} has no count for category {', '.join(lacking)}; each ward has the five of {CATEGORIES[0]} to 5"
            )
            gathered.problems.append(taken.problem(row, "category", message))
            continue
        gathered.say("census", Mention("ward", ward, name, None, 0, _place(taken, row), _households(counts)))


def _census_problem(one: dict[str, str], counts: dict[str, int]) -> tuple[str, str] | None:
    """The column and the sentence of what is wrong with a row, if anything is."""
    category, count = one["category"], one["observation"]
    if category not in CATEGORIES:
        return "category", f"{category!r} is not one of the categories {', '.join((*CATEGORIES, *NOT_COUNTED))}"
    if not re.fullmatch(r"\d{1,9}|\d{1,3}(,\d{3})+", count):
        return "observation", f"{count!r} is not a whole number of households"
    return ("category", f"{one['ward']} has an earlier row of category {category}") if category in counts else None


def _households(counts: dict[str, int]) -> dict[str, str]:
    """Households, and the share of them in the categories that are deprived in a dimension or more."""
    every = sum(counts.values())
    share = {"deprived_share": f"{(every - counts[CATEGORIES[0]]) / every:.6f}"} if every else {}
    return {"households": str(every), **share}


_READERS: dict[str, Callable[[Taken, Gathered], None]] = {"lookup": _lookup, "imd": _imd, "census": _census}


def _reading(gathered: Gathered, names: Names) -> Reading:
    named = _named(gathered, names)
    found = places(gathered, named)
    sorts = {sort for sort, _ in gathered.codes}
    if {"imd", "lookup"} <= sorts:
        add_core20(found, gathered.warnings)
    gathered.warnings += unmatched(gathered)
    every = [area for level in found.values() for area in level.values()]
    ids = {area.code: names.by_identifier("Area", "", area.code) for area in every}
    ids |= {area.within: names.by_identifier("Area", "", area.within) for area in every if area.within}
    for area in every:
        for name in (area.name, *area.aliases):
            names.called("Area", name or "", ids[area.code])
    tables = [
        node_table("Area", rows_of(areas, name, ids), [*said, *_columns(name, sorts)])
        for name, level in found.items()
        for said, areas in (
            (("name", "aliases"), [area for area in level.values() if area.name]),
            # Of an area that the project knows by name, and these files by code alone, nothing is said of its name.
            ((), [area for area in level.values() if not area.name]),
        )
        if areas
    ]
    links = [row for level in found.values() for row in links_of(level.values(), ids)]
    if links:
        tables.append(link_table("WITHIN", links))
    # Where no file says what lies in what, silence about it means nothing.
    said = Scope(kinds=("Area", "WITHIN"), links=("WITHIN",) if links else ())
    return Reading(tuple(tables), tuple(gathered.problems), tuple(gathered.warnings), About(scope=said))


def _named(gathered: Gathered, names: Names) -> set[str]:
    """The codes of those of these areas that an earlier round gave a name, which is more than a code."""
    codes = {names.by_identifier("Area", "", code): code for _, codes in gathered.codes.items() for code in codes}
    known = ((id_, called) for (kind, _, called), id_ in names.known.items() if kind == "Area" and id_ in codes)
    return {codes[id_] for id_, called in known if called not in (id_, slug(codes[id_]))}


def _columns(level: str, sorts: set[str]) -> list[str]:
    """The properties, but for names, that these sorts of file have for areas of a level; no other is cleared."""
    return ["level", "gss_code", *_spoken_of(level, sorts)]


def _spoken_of(level: str, sorts: set[str]) -> Iterator[str]:
    if level == "ward" and "wards" in sorts:
        yield from ("latitude", "longitude")
    if level == "ward" and "census" in sorts:
        yield from ("households", "deprived_share")
    if level != "lsoa" and {"imd", "lookup"} <= sorts:
        yield "core20_share"
    if level == "lsoa" and "imd" in sorts:
        yield "imd_decile"


LOADER = Loader(
    name="areas",
    description="Wards, LSOAs, deprivation and households, as ONS and the housing ministry publish them",
    reads="ward boundaries (.geojson), an LSOA to ward lookup, deprivation by LSOA, Census TS011 by ward; or a folder",
    columns=(*(w.column for w in LOOKUP), IMD[1].column, *(w.column for w in CENSUS), *WARDS),
    load=load,
    source="areas",
    scope=Scope(kinds=("Area", "WITHIN")),
)
