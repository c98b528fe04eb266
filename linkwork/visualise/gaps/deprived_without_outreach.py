"""Deprived areas without outreach: a map of all areas; the most deprived say whether any service seeks people out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._axis import in_figures
from linkwork.visualise._cells import name_in, names_in, number_in
from linkwork.visualise._grid import EMPTY, PALE, SHADES, Cell
from linkwork.visualise._sheet import EDGE, Sheet, fitted, nothing_sheet, rows_of
from linkwork.visualise._tiles import MOST, Area, Tile, Tiles, areas_like, tiles_piece
from linkwork.visualise._words import brief, in_per_cent
from linkwork.words import counted, listed

DRAWING_NAME = "deprived-without-outreach"
#: From which share of small areas in deciles 1 and 2 each shade is used.
SHARES = ((0.0, 0, "under a quarter"), (0.25, 1, "a quarter to a half"), (0.5, 2, "a half or more"))
#: The same by an LSOA's own decile, up to which each shade is used.
DECILES = ((2, 2, "decile 1 or 2"), (5, 1, "decile 3 to 5"), (10, 0, "decile 6 to 10"))


@dataclass(frozen=True, slots=True)
class Place:
    """One of the most deprived areas: whether any service seeks people out there, which, and the nearest if none."""

    id: str
    name: str
    outreach: str
    services: tuple[str, ...]
    nearest: str


def sheet(view: GraphView) -> Sheet:
    """The map; a page that says why there is none where there are no rows."""
    rows = rows_of(view, "G6")
    if not rows:
        return nothing_sheet(view, DRAWING_NAME, ("G6",), "Nothing was asked about deprived areas.")
    places = {str(row["area_id"]): _place(row) for row in rows}
    areas = _areas(view, rows)
    tiles = _tiles(areas, places)
    said = Said(DRAWING_NAME, "G6", _finding(list(places.values())), _counts(areas, places), _how_to_read(areas))
    drawn = sheet_about(view, said, lambda top, wide: tiles_piece(tiles, top, wide, EDGE))
    return fitted(drawn, 760.0)


def _place(row: Mapping[str, object]) -> Place:
    near, away = name_in(row, "nearest", "not known"), number_in(row, "nearest_km")
    return Place(
        id=str(row["area_id"]),
        name=name_in(row, "area"),
        outreach=name_in(row, "outreach", "not known"),
        services=names_in(row, "outreach_services"),
        nearest=f"{near}, {in_figures(round(away, 1))} km" if away is not None else "",
    )


def _areas(view: GraphView, rows: Sequence[Mapping[str, object]]) -> list[Area]:
    """All areas of the size of those in the answer, the most deprived first; only those in it without a graph."""
    told = {str(row["area_id"]): Area(str(row["area_id"]), name_in(row, "area"), row, None) for row in rows}
    every = {**told, **{area.id: area for area in areas_like(view, list(told))}}
    return sorted(every.values(), key=lambda area: (-_deprived(area), area.id not in told, area.name, area.id))


def _deprived(area: Area) -> float:
    """How deprived an area is, 0 to 1, by its share of areas in deciles 1 and 2, else its decile; -1 if not known."""
    share, decile = number_in(area.facts, "core20_share"), number_in(area.facts, "imd_decile")
    if share is not None:
        return share
    return -1.0 if decile is None else (10 - decile) / 9


def _look(area: Area) -> tuple[str, str, str]:
    """The fill of an area's tile, how deprived it is as a cell says it, and the words for its shade."""
    share, decile = number_in(area.facts, "core20_share"), number_in(area.facts, "imd_decile")
    if share is not None:
        _, shade, words = next(step for step in reversed(SHARES) if share >= step[0])
        return SHADES[shade], in_per_cent(share), f"{words} of its small areas in deciles 1 and 2"
    if decile is not None:
        _, shade, words = next((step for step in DECILES if decile <= step[0]), DECILES[-1])
        return SHADES[shade], f"decile {decile:.0f}", words
    return PALE, "?", "it is not known how deprived it is"


def _tiles(areas: Sequence[Area], places: Mapping[str, Place]) -> Tiles:
    tiles = [Tile(area.id, area.name, _cell(area, places.get(area.id)), area.at) for area in areas[:MOST]]
    legend = list(_legend(areas[:MOST], places))
    return Tiles(tiles, "in order of deprivation, the most deprived first", legend)


def _cell(area: Area, place: Place | None) -> Cell:
    fill, deprived, _ = _look(area)
    title = f"{area.name}: deprivation {deprived}"
    if place is None:
        return Cell(f"{title}; not among the most deprived", fill, deprived)
    if place.outreach == "no":
        near = f"; nearest: {place.nearest}" if place.nearest else ""
        return Cell(f"{title}; no service seeks people out{near}", fill, deprived, "no outreach", sign="cross")
    if place.outreach == "yes":
        who = listed(place.services, most=9)
        return Cell(f"{title}; outreach: {who}", fill, deprived, "outreach", sign="disc")
    return Cell(f"{title}; not known whether any service seeks people out", fill, deprived, "not known", hatched=True)


def _legend(areas: Sequence[Area], places: Mapping[str, Place]) -> Iterator[tuple[Cell, str]]:
    met = {place.outreach for id_, place in places.items() if id_ in {area.id for area in areas}}
    if "no" in met:
        yield Cell("", EMPTY, sign="cross"), "among the most deprived, and no service seeks people out"
    if "yes" in met:
        yield Cell("", EMPTY, sign="disc"), "among the most deprived, and some service seeks people out"
    if met - {"no", "yes"}:
        yield Cell("", EMPTY, hatched=True), "among the most deprived; it is not known whether any does: ask"
    looks = {words: fill for fill, _, words in map(_look, areas)}
    for words, fill in sorted(looks.items(), key=lambda look: (look[1] == PALE, -_shade(look[1]), look[0])):
        yield Cell("", fill), words


def _shade(fill: str) -> int:
    return SHADES.index(fill) if fill in SHADES else 0


def _finding(places: Sequence[Place]) -> str:
    without = [place for place in places if place.outreach == "no"]
    unknown = [place for place in places if place.outreach not in {"no", "yes"}]
    of = counted(len(places), "most deprived area")
    if without:
        among = f"{len(without)} of the {of}" if len(without) < len(places) else of
        called = listed([brief(place.name) for place in without], most=3)
        return f"{among} {'is' if len(without) == 1 else 'are'} without outreach: {called}"
    if unknown:
        which = f"{len(unknown)} of the {of}" if len(unknown) < len(places) else of
        return f"it is not known whether any service seeks people out in {which}"
    return f"some service seeks people out in {'each of ' if len(places) > 1 else ''}{of}"


def _counts(areas: Sequence[Area], places: Mapping[str, Place]) -> Iterator[str]:
    yield f"{counted(len(areas), 'area')}, {len(places)} of them in the answer as most deprived"
    if len(areas) > MOST:
        yield f"showing {MOST} of {len(areas)} areas, the most deprived"


def _how_to_read(areas: Sequence[Area]) -> tuple[str, ...]:
    by_share = any(number_in(area.facts, "core20_share") is not None for area in areas)
    said = "the share of its small areas in deprivation deciles 1 and 2" if by_share else "its decile of deprivation"
    return (
        f"Each tile is an area, and its number {said}; a crossed one is among the most deprived and has no outreach.",
        "A service counts in an area if it covers it, for whatever need and group; it may seldom be there.",
        "Many deprived people live outside the most deprived areas.",
    )


DRAWING = Drawing(
    name=DRAWING_NAME,
    title="Deprived areas without outreach",
    question="Which most-deprived areas have no proactive outreach?",
    sheet=sheet,
    asks=(Asks("G6", {"show": "all"}),),
    of="G6",
)
