"""Needs that no service meets: the gaps by need and area, and a map of the areas with the number of gaps in each."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import name_in, number_in, whole_in
from linkwork.visualise._grid import EMPTY, SHADES, Cell, Grid, Head, beside
from linkwork.visualise._scene import TEXT, Words
from linkwork.visualise._sheet import EDGE, Piece, Sheet, fitted, in_words, nothing_sheet, rows_of
from linkwork.visualise._tiles import MOST, Area, Tile, Tiles, areas_like, tiles_piece
from linkwork.visualise._words import brief, in_per_cent
from linkwork.words import counted

DRAWING_NAME = "needs-without-service"
MOST_NEEDS, MOST_AREAS = 24, 20
#: From how many gaps a tile has its shade.
STEPS = ((1, 1, "1 gap"), (2, 2, "2 gaps"), (3, 3, "3 or 4 gaps"), (5, 4, "5 gaps or more"))
NOWHERE = "no area"


@dataclass(frozen=True, slots=True)
class Gap:
    """A need that nobody meets in an area: the people in need in words, and services that do not say where they are."""

    need: str
    area: str
    people: str
    possible: int
    weight: float


@dataclass(frozen=True, slots=True)
class Account:
    """The gaps, the needs they are in and all areas, those with most gaps first."""

    gaps: tuple[Gap, ...]
    needs: tuple[Head, ...]
    areas: tuple[Area, ...]

    @property
    def on_map(self) -> tuple[Area, ...]:
        """The areas that have a tile: `anywhere` is none."""
        return tuple(area for area in self.areas if area.id != NOWHERE)

    def of_area(self, area: str) -> int:
        """How many needs nobody meets in an area."""
        return sum(1 for gap in self.gaps if gap.area == area)


def sheet(view: GraphView) -> Sheet:
    """The grid above the map; a page that says why there is no picture where there are no rows."""
    rows = rows_of(view, "G1")
    if not rows:
        return nothing_sheet(view, DRAWING_NAME, ("G1",), "Nothing was asked about needs without a service.")
    found = account(rows, view)
    grid, tiles = _grid(found), _tiles(found)
    said = Said(DRAWING_NAME, "G1", _finding(found, rows), _counts(found), _how_to_read(found))
    drawn = sheet_about(view, said, lambda top, wide: _both(grid, tiles, top, wide))
    return fitted(drawn, max(grid.across + 2 * EDGE, 760.0))


def account(rows: Sequence[Mapping[str, object]], view: GraphView) -> Account:
    """The gaps with their needs and areas; where the view holds the graph also areas of that level without a gap."""
    gaps = [
        Gap(
            need=str(row["need_id"]),
            area=str(row["area_id"] or NOWHERE),
            people=in_words(row["people_in_need"]),
            possible=whole_in(row, "possible"),
            weight=number_in(row, "people_in_need") or 0.0,
        )
        for row in rows
    ]
    called = {str(row["need_id"]): name_in(row, "need") for row in rows}
    by_need, by_area = Counter(gap.need for gap in gaps), Counter(gap.area for gap in gaps)
    needs = sorted(called, key=lambda id_: (-by_need[id_], called[id_], id_))
    told = {
        str(row["area_id"] or NOWHERE): Area(
            str(row["area_id"] or NOWHERE),
            name_in(row, "area", "anywhere"),
            {"core20_share": row["core20_share"]},
            None,
        )
        for row in rows
    }
    areas = {**told, **{area.id: area for area in areas_like(view, list(told))}}
    order = sorted(areas.values(), key=lambda area: (-by_area[area.id], area.name, area.id))
    return Account(tuple(gaps), tuple(Head(id_, called[id_]) for id_ in needs), tuple(order))


def _grid(found: Account) -> Grid:
    areas = found.areas[:MOST_AREAS]
    columns = [Head(area.id, area.name + _share(area)) for area in areas]
    called = {head.id: head.name for head in (*found.needs, *columns)}
    most = max(gap.weight for gap in found.gaps)
    cells = {
        (gap.need, gap.area): _cell(gap, called, _heat(gap, most))
        for gap in found.gaps
        if gap.area in called and gap.need in called
    }
    across = min(92.0, max(38.0, 640.0 / len(columns)))
    legend = list(_legend(found))
    return Grid(
        found.needs[:MOST_NEEDS], columns, cells, (across, 30.0), "needs", "areas, most gaps first", legend=legend
    )


def _share(area: Area) -> str:
    share = number_in(area.facts, "core20_share")
    return f" ({in_per_cent(share)})" if share is not None else ""


def _heat(gap: Gap, most: float) -> str:
    """The ground of a gap: the darker the more people are in need, in thirds of the largest number, else white."""
    return SHADES[min(2, int(3 * gap.weight / most))] if gap.weight else EMPTY


def _cell(gap: Gap, called: Mapping[str, str], heat: str) -> Cell:
    people = f"; people in need: {gap.people}" if gap.people else ""
    maybe = f"; {counted(gap.possible, 'service')} may be there without saying so" if gap.possible else ""
    title = f"{called[gap.need]} in {called[gap.area]}: no service{people}{maybe}"
    if gap.possible:
        return Cell(title, heat, "maybe", gap.people, hatched=True)
    return Cell(title, heat, "gap", gap.people, sign="cross")


def _legend(found: Account) -> Iterator[tuple[Cell, str]]:
    if any(not gap.possible for gap in found.gaps):
        yield Cell("", EMPTY, "gap", sign="cross"), "no service meets the need there"
    if any(gap.possible for gap in found.gaps):
        yield (
            Cell("", EMPTY, "maybe", hatched=True),
            "a gap, unless a service that does not say where is there: ask",
        )
    if any(gap.people for gap in found.gaps):
        yield Cell("", EMPTY, "", "120"), "people who have the need there: the more they are, the darker the cell"
    if len(found.gaps) < len(found.needs) * len(found.areas):
        yield Cell("", EMPTY), "not in the list of gaps: some service meets the need there for somebody"
    if any(_share(area) for area in found.areas):
        yield Cell("", EMPTY, "20%"), "beside an area: the share of its small areas in deprivation deciles 1 and 2"


def _tiles(found: Account) -> Tiles:
    tiles = []
    for area in found.on_map[:MOST]:
        gaps = found.of_area(area.id)
        shade = max([shade for least, shade, _ in STEPS if gaps >= least], default=0)
        title = f"{area.name}: {counted(gaps, 'gap')}{_share(area)}"
        cell = Cell(title, SHADES[shade] if gaps else EMPTY, str(gaps), "gap" if gaps == 1 else "gaps")
        tiles.append(Tile(area.id, area.name, cell, area.at))
    used = {tile.cell.fill for tile in tiles}
    legend = [(Cell("", SHADES[shade], str(least)), words) for least, shade, words in STEPS if SHADES[shade] in used]
    return Tiles(tiles, "in the order of the grid, those with most gaps first", [*legend, *_without(tiles)])


def _without(tiles: Sequence[Tile]) -> Iterator[tuple[Cell, str]]:
    if any(tile.cell.fill == EMPTY for tile in tiles):
        yield Cell("", EMPTY, "0"), "no gap"


def _both(grid: Grid, tiles: Tiles, top: float, wide: float) -> Piece:
    above = beside(grid, top, wide, EDGE)
    if not tiles.tiles:
        return above
    head = Words("Needs that nobody meets, area by area", EDGE, above.end + 30, TEXT, bold=True)
    below = tiles_piece(tiles, above.end + 38, wide, EDGE)
    return Piece([*above.items, head, *below.items], below.end)


def _finding(found: Account, rows: Sequence[Mapping[str, object]]) -> str:
    gaps, needs = len(found.gaps), len(found.needs)
    areas = len({gap.area for gap in found.gaps} - {NOWHERE})
    have = "has" if needs == 1 else "have"
    where = f"in one or more of {counted(areas, 'area')}" if areas > 1 else "in one area" if areas else "anywhere"
    largest = max(found.gaps, key=lambda gap: gap.weight)
    row = rows[found.gaps.index(largest)]
    most = ""
    if largest.weight and gaps > 1:
        need, area = brief(name_in(row, "need", "not known")), brief(name_in(row, "area", "not known"))
        most = f"; the largest is {need} in {area}, {largest.weight:,.0f} people"
    every = f", {gaps:,} gaps in all" if gaps > 1 else ""
    return f"{counted(needs, 'need')} {have} no service {where}{every}{most}"


def _counts(found: Account) -> Iterator[str]:
    needs, areas, tiles = len(found.needs), len(found.areas), len(found.on_map)
    lacking = sum(1 for area in found.on_map if found.of_area(area.id))
    of = f" and {'' if lacking == tiles else f'{lacking} of '}{counted(tiles, 'area')}" if tiles else ""
    yield f"{counted(len(found.gaps), 'gap')} in {counted(needs, 'need')}{of}"
    if needs > MOST_NEEDS:
        yield f"showing {MOST_NEEDS} of {needs} needs, those with most gaps"
    if areas > MOST_AREAS:
        yield f"showing {MOST_AREAS} of {areas} areas in the grid"
    if tiles > MOST:
        yield f"showing {MOST} of {tiles} areas on the map"


def _how_to_read(found: Account) -> Iterator[str]:
    yield "A crossed cell is a need that no service meets in that area, for any group of people."
    if any(gap.people for gap in found.gaps):
        yield "The number below is people who have that need there; do not add them up, as one may have many needs."
    yield "A gap on paper may be met by something nobody has told us of."
    yield "A need that is met for some groups only is not here."


DRAWING = Drawing(
    name=DRAWING_NAME,
    title="Needs that no service meets",
    question="Which needs have no service in which areas?",
    sheet=sheet,
    asks=(Asks("G1"),),
    of="G1",
)
