"""Practices and networks with several connector roles: which roles are attached where, as a matrix."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._axis import in_figures
from linkwork.visualise._cells import name_in, names_in, number_in
from linkwork.visualise._grid import EMPTY, PALE, SHADES, Cell, Grid, Head, beside
from linkwork.visualise._sheet import EDGE, Sheet, fitted, nothing_sheet, rows_of
from linkwork.visualise._words import brief
from linkwork.words import counted, listed

DRAWING_NAME = "practices-with-several-roles"
MOST_PLACES, MOST_ROLES = 34, 14
FTE, SHARED = "column fte", "column shared functions"
HERE, ABOVE = Cell("", SHADES[3], "yes"), Cell("", SHADES[0], "PCN", hatched=True)


@dataclass(frozen=True, slots=True)
class Place:
    """A practice or network: the roles attached to it, those only to what it is part of, and what they come to."""

    id: str
    name: str
    part_of: str
    roles: tuple[str, ...]
    above: tuple[str, ...]
    fte: float | None
    shared: tuple[str, ...]


def sheet(view: GraphView) -> Sheet:
    """The matrix, a practice beside the others of its network; a page that says why there is none without rows."""
    rows = rows_of(view, "O6")
    if not rows:
        return nothing_sheet(view, DRAWING_NAME, ("O6",), "Nothing was asked about practices and roles.")
    places = [_place(row) for row in rows]
    grid = _grid(places)
    said = Said(DRAWING_NAME, "O6", _finding(places), _counts(places), _how_to_read(places))
    drawn = sheet_about(view, said, lambda top, wide: beside(grid, top, wide, EDGE))
    return fitted(drawn, grid.across + 2 * EDGE)


def _place(row: Mapping[str, object]) -> Place:
    return Place(
        id=str(row["pcn_or_practice_id"]),
        name=name_in(row, "pcn_or_practice"),
        part_of=listed(names_in(row, "part_of"), most=3),
        roles=names_in(row, "roles"),
        above=names_in(row, "roles_of_part_of"),
        fte=number_in(row, "fte"),
        shared=names_in(row, "shared_functions"),
    )


def _grid(places: Sequence[Place]) -> Grid:
    """Networks and practices of none first, then practices by their network; roles that are in most places first."""
    shown = sorted(places[:MOST_PLACES], key=lambda place: (place.part_of, -len(place.roles), place.name, place.id))
    grouped = any(place.part_of for place in shown)
    rows = [Head(place.id, place.name, _group(place) if grouped else "") for place in shown]
    columns = [Head(role, role) for role in _roles(places)[:MOST_ROLES]]
    cells: dict[tuple[str, str], Cell] = {}
    for place in shown:
        for role in columns:
            if role.id in place.roles:
                cells[place.id, role.id] = replace(HERE, title=f"{place.name}: {role.name} is attached")
            elif role.id in place.above:
                cells[place.id, role.id] = replace(ABOVE, title=f"{place.name}: {role.name} only by {place.part_of}")
        fte = "?" if place.fte is None else in_figures(place.fte)
        cells[place.id, FTE] = Cell(f"{place.name}: full-time equivalents {fte}", PALE, fte)
        said = f"functions that several of the roles share: {listed(place.shared, most=99) or 'none'}"
        cells[place.id, SHARED] = Cell(f"{place.name}: {said}", PALE, str(len(place.shared)))
    heads = [*columns, Head(FTE, "full-time equivalents"), Head(SHARED, "functions shared")]
    across = min(96.0, max(64.0, 620.0 / len(heads)))
    return Grid(rows, heads, cells, (across, 26.0), "practices and networks", "roles", legend=list(_legend(cells)))


def _group(place: Place) -> str:
    return f"Part of {place.part_of}" if place.part_of else "Not part of another"


def _roles(places: Sequence[Place]) -> list[str]:
    met = Counter(role for place in places for role in place.roles)
    also = {role for place in places for role in place.above}
    return sorted({*met, *also}, key=lambda role: (-met[role], role))


def _legend(cells: Mapping[tuple[str, str], Cell]) -> Iterator[tuple[Cell, str]]:
    yield HERE, "the role is attached: by a post that is hosted there, or by a service that is provided or hosted there"
    if any(cell.hatched for cell in cells.values()):
        yield ABOVE, "attached only to the network that the practice is part of"
    yield Cell("", EMPTY), "not known to be attached"
    yield Cell("", PALE, "2.6"), "full-time equivalents of their posts; ? where nobody says"
    yield Cell("", PALE, "3"), "how many functions more than one of the roles performs"


def _finding(places: Sequence[Place]) -> str:
    several = [place for place in places if len(place.roles) > 1]
    if not several:
        return f"none of {counted(len(places), 'practice or network', 'practices and networks')} has several roles"
    most = max(several, key=lambda place: (len(place.roles), -places.index(place)))
    have = counted(len(several), "practice or network has", "practices and networks have")
    return f"{have} several roles attached; {brief(most.name)} has most, {len(most.roles)}"


def _counts(places: Sequence[Place]) -> Iterator[str]:
    roles = len(_roles(places))
    yield f"{counted(len(places), 'practice or network', 'practices and networks')} and {counted(roles, 'role')}"
    if len(places) > MOST_PLACES:
        yield f"showing {MOST_PLACES} of {len(places)}, those with most roles"
    if roles > MOST_ROLES:
        yield f"showing {MOST_ROLES} of {roles} roles"


def _how_to_read(places: Sequence[Place]) -> tuple[str, ...]:
    place = places[0]
    shared = f" Several of them do the same: {listed(place.shared, most=4)}." if place.shared else ""
    return (
        f"A dark cell is a role that is attached to the place at the left. So {place.name} has "
        f"{listed(place.roles, most=4) or 'none that is known'}.{shared}",
        "Several roles are not too many: they may serve different people. It is where they had better know of each "
        "other. A post that two bodies host stands in both rows, so full-time equivalents are not to be added up.",
    )


DRAWING = Drawing(
    name=DRAWING_NAME,
    title="Practices and PCNs with several connector roles",
    question="Which practices/PCNs have several connector roles attached?",
    sheet=sheet,
    asks=(Asks("O6"),),
    needs_graph=False,
    of="O6",
)
