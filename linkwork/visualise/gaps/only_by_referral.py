"""No way in without a professional: for each area and need the ways into the services there."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import name_in, names_in, number_in
from linkwork.visualise._grid import EMPTY, PALE, SHADES, Cell, Grid, Head, beside, shade_of
from linkwork.visualise._sheet import EDGE, Sheet, fitted, in_words, nothing_sheet, rows_of
from linkwork.words import counted

DRAWING_NAME = "only-by-referral"
MOST = 34
SELF, OUTREACH, PEOPLE = "self", "outreach", "people"
#: The ways in as the answer calls them, and as people read them.
ROUTES = {
    SELF: "people come by themselves",
    "professional": "a professional sends them",
    "not said": "not said how people get in",
    "closed": "closed: takes nobody",
    OUTREACH: "seeks people out",
    PEOPLE: "people in need",
}
ALONE = {
    "yes": "people may also come by themselves",
    "no": "nobody may come by themselves",
    "not known": "it is not known whether they may come by themselves",
}
_ROUTE = re.compile(r"(.+): (\d+)")


@dataclass(frozen=True, slots=True)
class Door:
    """One need in one area: services by their way in, whether people may come by themselves, and who seeks them out."""

    id: str
    need: str
    area_id: str
    area: str
    routes: Mapping[str, int]
    alone: str
    outreach: str
    seekers: int
    people: str

    @property
    def shut(self) -> bool:
        """Whether there is no known way in but a professional."""
        return self.alone in {"no", "not known"}


def sheet(view: GraphView) -> Sheet:
    """The matrix, area by area; a page that says why there is none where there are no rows."""
    rows = rows_of(view, "G5")
    if not rows:
        return nothing_sheet(view, DRAWING_NAME, ("G5",), "Nothing was asked about ways in.")
    doors = [_door(row) for row in rows]
    grid = _grid(doors)
    said = Said(DRAWING_NAME, "G5", _finding(doors), _counts(doors), _how_to_read(doors))
    drawn = sheet_about(view, said, lambda top, wide: beside(grid, top, wide, EDGE))
    return fitted(drawn, grid.across + 2 * EDGE)


def _door(row: Mapping[str, object]) -> Door:
    found = (_ROUTE.fullmatch(said) for said in names_in(row, "access_routes"))
    people = number_in(row, "people_in_need")
    return Door(
        id=f"{row['area_id']} {row['need_id']}",
        need=name_in(row, "need"),
        area_id=str(row["area_id"]),
        area=name_in(row, "area", "anywhere"),
        routes={one[1]: int(one[2]) for one in found if one},
        alone=name_in(row, "self_referral", "not known"),
        outreach=name_in(row, "outreach", "not known"),
        seekers=len(names_in(row, "outreach_services")),
        people=f"{people:,.0f}" if people is not None else in_words(row["people_in_need"]),
    )


def _grid(doors: Sequence[Door]) -> Grid:
    """The first of the answer, under the names of their areas, the areas with most of them first."""
    kept = doors[:MOST]
    shut = Counter(door.area_id for door in kept if door.shut)
    ordered = sorted(kept, key=lambda door: (-shut[door.area_id], door.area, door.area_id))
    used = {SELF, "professional", OUTREACH, *(route for door in kept for route in door.routes)}
    columns = [Head(id_, words) for id_, words in ROUTES.items() if id_ in used]
    columns += [Head(PEOPLE, ROUTES[PEOPLE])] if any(door.people for door in kept) else []
    cells = {(door.id, head.id): cell for door in ordered for head in columns if (cell := _cell(door, head))}
    rows = [Head(door.id, door.need, door.area) for door in ordered]
    legend = list(_legend(cells))
    return Grid(rows, columns, cells, (92.0, 22.0), "needs in each area", "ways in, and services", legend=legend)


def _cell(door: Door, head: Head) -> Cell | None:
    where = f"{door.need} in {door.area}"
    if head.id == PEOPLE:
        return Cell(f"{where}: people in need: {door.people or 'not known'}", PALE, door.people or "?")
    if head.id == OUTREACH and not door.seekers:
        return (
            Cell(f"{where}: not known whether any service seeks people out", PALE, "?")
            if door.outreach == "not known"
            else None
        )
    number = door.seekers if head.id == OUTREACH else door.routes.get(head.id, 0)
    if number:
        hatched = head.id in {"closed", "not said"}
        return Cell(
            f"{where}: {head.name}: {counted(number, 'service')}", shade_of(number), str(number), hatched=hatched
        )
    if head.id == SELF and door.alone == "no":
        return Cell(f"{where}: nobody may come by themselves", EMPTY, "no", sign="cross")
    if head.id == SELF:
        return Cell(f"{where}: not known whether people may come by themselves", PALE, "?")
    return None


def _legend(cells: Mapping[tuple[str, str], Cell]) -> Iterator[tuple[Cell, str]]:
    every = list(cells.values())
    if any(cell.sign for cell in every):
        yield Cell("", EMPTY, "no", sign="cross"), "no service there says that people may come by themselves"
    if any(cell.text == "?" for cell in every):
        yield Cell("", PALE, "?"), "not known: ask before calling it shut"
    yield Cell("", SHADES[1], "2"), "so many services, the darker the more"
    if any(cell.hatched for cell in every):
        yield Cell("", SHADES[0], "1", hatched=True), "so many services, but no way in that is known"
    yield Cell("", EMPTY), "no service"
    if any(key[1] == PEOPLE for key in cells):
        yield Cell("", PALE, "120"), "people who have the need there"


def _finding(doors: Sequence[Door]) -> str:
    shut = [door for door in doors if door.shut]
    if not shut:
        return f"people may come by themselves in each of {counted(len(doors), 'combination')} of need and area"
    without = sum(1 for door in shut if not door.seekers and door.outreach == "no")
    of = f" of {len(doors):,}" if len(shut) < len(doors) else ""
    places = f"{len(shut):,}{of} {'combination' if len(doors) == 1 else 'combinations'} of need and area"
    nobody = f"; in {without:,} of them nobody seeks people out either" if without else ""
    return f"in {places} the only known way in is by a professional{nobody}"


def _counts(doors: Sequence[Door]) -> Iterator[str]:
    needs, areas = len({door.need for door in doors}), len({door.area_id for door in doors})
    yield f"{counted(needs, 'need')} in {counted(areas, 'area')}"
    if len(doors) > MOST:
        yield f"showing {MOST} of {len(doors)} combinations, the first of the list"


def _how_to_read(doors: Sequence[Door]) -> tuple[str, ...]:
    door = doors[0]
    sends = door.routes.get("professional", 0)
    return (
        "Each row is a need in an area; the cells count the services there by the way in.",
        f"So for {door.need} in {door.area} a professional can send people to {counted(sends, 'service')}, and "
        f"{ALONE.get(door.alone, ALONE['not known'])}.",
        "A referral may be asked for with good reason, such as safety. People may still come by way of another need.",
    )


DRAWING = Drawing(
    name=DRAWING_NAME,
    title="No way in without a professional",
    question="Where is there no way in but a professional referral?",
    sheet=sheet,
    asks=(Asks("G5"),),
    needs_graph=False,
    of="G5",
)
