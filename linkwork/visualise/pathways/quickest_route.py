"""The quickest route: the steps from a door to a need from left to right, the best route first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import Row, days, name_in, number_in, word_in
from linkwork.visualise._paths import BARRED, LOST, Step, Stop, Way, legend_piece, narrowest, paths_piece
from linkwork.visualise._sheet import EDGE, Piece, Sheet, fitted, nothing_sheet, rows_of
from linkwork.words import counted, listed

NAME = "quickest-route"
#: So many ways are drawn at most; needs to which the same steps lead share one.
MOST = 12
SAID = {
    "door": "where people start",
    "service": "a service that takes them",
    "need": "the need it meets",
    "step": "a step, with its wait",
    BARRED: "a step that such people cannot take",
    LOST: "a need that is not reached",
}


@dataclass(frozen=True, slots=True)
class Route:
    """One route: its number, its rows in order of step, and the need it leads to."""

    number: int
    rows: tuple[Row, ...]
    need: str

    @property
    def last(self) -> Row:
        """Its last step."""
        return self.rows[-1]

    @property
    def open(self) -> bool:
        """Whether every step can be taken."""
        return all(row.get("eligibility_ok") is not False for row in self.rows)

    @property
    def key(self) -> tuple[str, ...]:
        """What it shares with others that differ by their need alone."""
        return (name_in(self.rows[0], "door"), *(f"{row.get('to_id')} {row.get('link_id')}" for row in self.rows))

    @property
    def waits(self) -> str:
        """How long it takes, in words."""
        unknown = int(number_in(self.last, "waits_not_known") or 0)
        total = number_in(self.last, "total_wait")
        if unknown >= len(self.rows) or total is None:
            return "wait not known"
        more = f", and {counted(unknown, 'wait')} not known" if unknown else ""
        return f"{days(total)}{more}"


def sheet(view: GraphView) -> Sheet:
    """The routes as ways from left to right; those that cannot be taken say at which step and why."""
    rows = rows_of(view, "P1")
    if not rows:
        return nothing_sheet(view, NAME, ("P1",), "Nothing was asked about routes.")
    routes = _routes(rows)
    groups: dict[tuple[str, ...], list[Route]] = {}
    for route in routes:
        groups.setdefault(route.key, []).append(route)
    ways = [_way(group) for group in list(groups.values())[:MOST]]

    def body(top: float, wide: float) -> Piece:
        legend = legend_piece(ways, SAID, (EDGE, top), wide - 2 * EDGE)
        drawn = paths_piece(ways, (EDGE, legend.end + 4), wide - 2 * EDGE)
        return Piece([*legend.items, *drawn.items], drawn.end)

    said = Said(NAME, "P1", _finding(routes), _counts(routes, len(groups)), _how_to_read(routes))
    whole = sheet_about(view, said, body)
    return fitted(whole, narrowest(ways) + 2 * EDGE)


def _routes(rows: Sequence[Row]) -> list[Route]:
    numbered: dict[int, list[Row]] = {}
    for row in rows:
        numbered.setdefault(int(number_in(row, "route") or 0), []).append(row)
    return [
        Route(n, tuple(sorted(steps, key=lambda row: number_in(row, "step") or 0)), name_in(steps[0], "need"))
        for n, steps in sorted(numbered.items())
    ]


def _way(group: Sequence[Route]) -> Way:
    """One way for routes that differ by their need alone."""
    route = group[0]
    numbers = [str(one.number) for one in group]
    label = f"Route {numbers[0]}" if len(group) == 1 else f"Routes {listed(numbers)}"
    met = "" if route.open else LOST
    stops = [Stop((name_in(route.rows[0], "door"),), "door")]
    stops += [
        Stop((name_in(row, "to"),), below=f"through {word_in(row, 'via')}" if word_in(row, "via") else "")
        for row in route.rows
    ]
    stops.append(Stop(tuple(dict.fromkeys(one.need for one in group)), "need", mark=met))
    steps = [_step(row) for row in route.rows]
    reasons = [
        f"Step {in_order}: {word_in(row, 'reason_if_not')}."
        for in_order, row in enumerate(route.rows, start=1)
        if word_in(row, "reason_if_not")
    ]
    said = (label, route.waits, "" if len(route.rows) == 1 else counted(len(route.rows), "step"))
    return Way(tuple(stops), (*steps, Step(mark=BARRED if met else "")), tuple(filter(None, said)), " ".join(reasons))


def _step(row: Row) -> Step:
    how = ", ".join(filter(None, (word_in(row, "kind").replace("_", " "), word_in(row, "channel"))))
    barred = row.get("eligibility_ok") is False
    return Step(days(number_in(row, "wait_days")), how, BARRED if barred else "")


def _finding(routes: Sequence[Route]) -> str:
    taken = [route for route in routes if route.open]
    first = (taken or list(routes))[0]
    door, need = name_in(first.rows[0], "door"), first.need
    ends = {(name_in(route.rows[0], "door"), route.need) for route in routes}
    if not taken:
        where = f"from {door} to {need}" if len(ends) == 1 else "from any of these doors to any of these needs"
        return f"no route that such a person can take leads {where}"
    takes = f"{first.waits} in {counted(len(first.rows), 'step')}"
    alike = sum(1 for route in taken if (route.waits, len(route.rows)) == (first.waits, len(first.rows)))
    if len(taken) == 1:
        return f"one route leads from {door} to {need}: {takes}"
    if alike == 1:
        return f"the quickest of {len(taken)} routes leads from {door} to {need}: {takes}"
    return f"{alike} of {len(taken)} routes are the quickest, {takes}; the first leads from {door} to {need}"


def _counts(routes: Sequence[Route], ways: int) -> Iterator[str]:
    doors, needs = {name_in(route.rows[0], "door") for route in routes}, {route.need for route in routes}
    yield f"{counted(len(routes), 'route')} from {counted(len(doors), 'door')} to {counted(len(needs), 'need')}"
    closed = sum(1 for route in routes if not route.open)
    if closed:
        yield f"{closed} cannot be taken"
    if ways > MOST:
        yield f"showing {MOST} of {ways} ways, the quickest"


def _how_to_read(routes: Sequence[Route]) -> Iterator[str]:
    yield "Each row runs from left to right: where people start, the services that take them, and the need that is met."
    yield "Above a line stands the wait of that step, below it how people are sent."
    if any(not route.open for route in routes):
        yield "A cross stands where such a person cannot go on; the words below say why."
    yield "A route on paper says nothing of whether there is room."


DRAWING = Drawing(
    name=NAME,
    title="Quickest route",
    question="What is the quickest route from a door to a need, step by step, or why is there none?",
    sheet=sheet,
    asks=(Asks("P1"),),
    needs_graph=False,
    of="P1",
)
