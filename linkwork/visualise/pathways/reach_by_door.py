"""What each front door reaches: doors by needs, each cell the fewest steps of the quickest route, the gaps crossed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import Row, days, name_in, names_in, number_in, word_in
from linkwork.visualise._grid import EMPTY, SHADES, Cell, Grid, Head, beside
from linkwork.visualise._sheet import EDGE, Sheet, fitted, nothing_sheet, rows_of
from linkwork.words import counted

NAME = "reach-by-door"
MOST_DOORS, MOST_NEEDS = 36, 30
#: The shade for so many steps: the fewer, the darker. Reached, but not known in how many, has the palest.
STEPS = {1: 4, 2: 3, 3: 2}
FAR, UNKNOWN = 1, 0


@dataclass(frozen=True, slots=True)
class Reach:
    """One door: its row, the needs it reaches and misses by name, and the routes to those reached, where known."""

    row: Row
    reached: tuple[str, ...]
    missed: tuple[str, ...]
    routes: Mapping[str, Row]

    @property
    def id(self) -> str:
        """The door's id; people who come by themselves have none of their own."""
        return str(self.row.get("door_id") or "")


def sheet(view: GraphView) -> Sheet:
    """The doors that reach least first, and the needs that fewest doors reach at the right."""
    rows = rows_of(view, "P7")
    if not rows:
        return nothing_sheet(view, NAME, ("P7",), "Nothing was asked about what doors reach.")
    routes = _routes(rows_of(view, "P1"))
    doors = [_reach(row, routes) for row in rows]
    needs = _needs(doors)
    if not needs:
        return nothing_sheet(view, NAME, ("P7",), "Nobody has named any need that a door could lead to.")
    grid = _grid(doors, needs)
    said = Said(NAME, "P7", _finding(doors, needs), _counts(doors, needs, grid), _how_to_read(doors))
    whole = sheet_about(view, said, lambda top, wide: beside(grid, top, wide, EDGE))
    return fitted(whole, grid.across + 2 * EDGE)


def _routes(rows: Sequence[Row]) -> dict[tuple[str, str], Row]:
    """The last step of the best route that can be taken from each door to each need, by the door's id and its name."""
    barred = {row.get("route") for row in rows if row.get("eligibility_ok") is False}
    found: dict[tuple[str, str], Row] = {}
    best: dict[tuple[str, str], float] = {}
    for row in rows:
        key = str(row.get("door_id") or ""), word_in(row, "need")
        route, step = number_in(row, "route"), number_in(row, "step")
        if route is None or step is None or row.get("route") in barred or best.setdefault(key, route) != route:
            continue
        if key not in found or step > (number_in(found[key], "step") or 0):
            found[key] = row
    return found


def _reach(row: Row, routes: Mapping[tuple[str, str], Row]) -> Reach:
    door, reached = str(row.get("door_id") or ""), names_in(row, "needs_reached")
    known = {need: routes[door, need] for need in reached if (door, need) in routes}
    return Reach(row, reached, names_in(row, "needs_not_reached"), known)


def _needs(doors: Sequence[Reach]) -> list[Head]:
    """The needs, those that most doors reach first. The answer's ids are not in the order of its names."""
    reached = Counter(need for door in doors for need in door.reached)
    names = {need for door in doors for need in (*door.reached, *door.missed)}
    return [Head(need, need) for need in sorted(names, key=lambda need: (-reached[need], need))]


def _grid(doors: Sequence[Reach], needs: Sequence[Head]) -> Grid:
    shown = [Head(door.id, f"{name_in(door.row, 'entry_point')} · {_of(door)}") for door in doors[:MOST_DOORS]]
    kept = needs if len(needs) <= MOST_NEEDS else needs[-MOST_NEEDS:]
    cells = {(door.id, need.id): _cell(door, need) for door in doors for need in kept}
    across = min(62.0, max(26.0, 620.0 / max(len(kept), 1)))
    return Grid(
        shown,
        kept,
        {key: cell for key, cell in cells.items() if cell.title},
        (across, 26.0 if len(shown) <= 18 else 20.0),
        "front doors",
        "needs, those that most doors reach first",
        260.0,
        legend=list(_legend(doors)),
    )


def _of(door: Reach) -> str:
    return f"{len(door.reached)} of {len(door.reached) + len(door.missed)}"


def _cell(door: Reach, need: Head) -> Cell:
    where = f"{name_in(door.row, 'entry_point')} to {need.name}"
    if need.id in door.missed:
        return Cell(f"{where}: no route", EMPTY, sign="cross")
    if need.id not in door.reached:
        return Cell("")
    route = door.routes.get(need.id)
    steps = number_in(route, "step") if route else None
    if route is None or steps is None:
        return Cell(f"{where}: reached", SHADES[UNKNOWN], "yes")
    waits = "wait not known" if number_in(route, "waits_not_known") else days(number_in(route, "total_wait"))
    return Cell(f"{where}: {counted(int(steps), 'step')}, {waits}", SHADES[STEPS.get(int(steps), FAR)], f"{steps:g}")


def _steps(doors: Sequence[Reach]) -> set[float | None]:
    return {
        number_in(door.routes[need], "step") if need in door.routes else None for door in doors for need in door.reached
    }


def _legend(doors: Sequence[Reach]) -> Iterator[tuple[Cell, str]]:
    used = _steps(doors)
    for steps, shade in STEPS.items():
        if steps in used:
            yield Cell("", SHADES[shade], str(steps)), f"reached in {counted(steps, 'step')} by the quickest route"
    if far := sorted(steps for steps in used if steps is not None and steps not in STEPS):
        yield Cell("", SHADES[FAR], f"{far[0]:g}"), "reached in more steps"
    if None in used:
        yield Cell("", SHADES[UNKNOWN], "yes"), "reached; nobody asked in how many steps"
    if any(door.missed for door in doors):
        yield Cell("", EMPTY, sign="cross"), "no route leads there"


def _finding(doors: Sequence[Reach], needs: Sequence[Head]) -> str:
    nowhere = [need for need in needs if not any(need.id in door.reached for door in doors)]
    least = doors[0]
    most = max(len(door.reached) for door in doors)
    every = f"of {counted(len(needs), 'need')}"
    last = f"; no door reaches {_named(nowhere)}" if nowhere else ""
    if len(least.reached) == most:
        reach = "every door reaches" if len(doors) > 1 else f"{name_in(least.row, 'entry_point')} reaches"
        return f"{reach} {_some(most)} {every}{last}"
    narrow = f"{name_in(least.row, 'entry_point')} reaches {_some(len(least.reached))} {every}"
    return f"{narrow}, and the widest door {most}{last}"


def _some(many: int) -> str:
    return "none" if not many else str(many)


def _named(needs: Sequence[Head]) -> str:
    return needs[0].name if len(needs) == 1 else f"{len(needs)} of them"


def _counts(doors: Sequence[Reach], needs: Sequence[Head], grid: Grid) -> Iterator[str]:
    yield f"{counted(len(doors), 'front door')} and {counted(len(needs), 'need')}"
    if len(grid.rows) < len(doors):
        yield f"showing {len(grid.rows)} of {len(doors)} doors, those that reach least"
    if len(grid.columns) < len(needs):
        yield f"showing {len(grid.columns)} of {len(needs)} needs, those that fewest doors reach"


def _how_to_read(doors: Sequence[Reach]) -> Iterator[str]:
    yield "Each cell says in how many steps the quickest route leads from the door at the left to the need above."
    yield "The doors that reach least stand first; after a door's name stands how many of the needs it reaches."
    if any(door.missed for door in doors):
        yield "A crossed cell has no route. A door may reach little because it has another task, or is not yet mapped."
    yield "A route on paper says nothing of whether there is room."


DRAWING = Drawing(
    name=NAME,
    title="What each front door reaches",
    question="From each front door, which needs can be reached, and in how many steps?",
    sheet=sheet,
    asks=(Asks("P7"), Asks("P1", {}, ("from", "need", "audience", "area"))),
    needs_graph=False,
    of="P7",
)
