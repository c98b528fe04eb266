"""Services by priority: which service or role supports what, and how strongly, as a matrix."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import Row, ids_in, name_in, names_in, number_in, word_in
from linkwork.visualise._grid import EMPTY, PALE, SHADES, Cell, Grid, Head, beside
from linkwork.visualise._sheet import EDGE, Sheet, fitted, nothing_sheet, rows_of
from linkwork.words import counted, listed

NAME = "services-by-priority"
MOST_AIMS, MOST_SERVICES = 30, 40
WHOLE = "(the policy as a whole)"
GONE = ("superseded", "ended")
#: What each strength means, its shade, and whether it is hatched: support in passing is weak.
STRENGTHS = {
    3: (SHADES[4], False, "the main purpose"),
    2: (SHADES[2], False, "a stated aim"),
    1: (SHADES[0], True, "named in passing"),
    0: (EMPTY, False, "said not to support it"),
}


@dataclass(frozen=True, slots=True)
class Support:
    """One service or role behind one priority, each by id, and how strongly if anybody says."""

    aim: str
    service: str
    strength: int | None


def sheet(view: GraphView) -> Sheet:
    """The matrix: priorities under the policies they are lines of, the services that support most first."""
    rows = rows_of(view, "A1")
    if not rows:
        return nothing_sheet(view, NAME, ("A1",), "Nothing was asked about support.")
    strengths = _strengths(rows_of(view, "A4"))
    supports = [
        Support(_aim(row), service, strengths.get((_aim(row), service)))
        for row in rows
        for service in ids_in(row, "service_ids")
    ]
    named = [pair for row in rows for pair in zip(ids_in(row, "service_ids"), names_in(row, "services"), strict=False)]
    grid = _grid(rows, supports, dict(named))
    said = Said(NAME, "A1", _finding(rows, supports), _counts(rows, supports, grid), _how_to_read(rows_of(view, "A2")))
    whole = sheet_about(view, said, lambda top, wide: beside(grid, top, wide, EDGE))
    return fitted(whole, grid.across + 2 * EDGE)


def _aim(row: Row) -> str:
    """What is supported: a priority, or a policy as a whole, by id."""
    return str(row.get("priority_id") or row.get("policy_id") or row.get("national_policy_id") or "")


def _strengths(lines: Sequence[Row]) -> dict[tuple[str, str], int]:
    """How strongly each service supports each aim, of what the lines of sight say."""
    found: dict[tuple[str, str], int] = {}
    for line in lines:
        strength = number_in(line, "strength")
        if strength is not None and line.get("service_id"):
            found[_aim(line), str(line["service_id"])] = int(strength)
    return found


def _grid(rows: Sequence[Row], supports: Sequence[Support], names: Mapping[str, str]) -> Grid:
    aims = [Head(_aim(row), word_in(row, "priority") or WHOLE, _policy(row)) for row in rows][:MOST_AIMS]
    many = Counter(support.service for support in supports)
    order = sorted(many, key=lambda id_: (-many[id_], names.get(id_, ""), id_))[:MOST_SERVICES]
    services = [Head(id_, names.get(id_) or "(no name)") for id_ in order]
    said = {head.id: head.name for head in (*aims, *services)}
    cells = {(s.aim, s.service): _cell(s, said) for s in supports if s.aim in said and s.service in said}
    across = 104.0 if len(services) <= 6 else min(60.0, max(24.0, 640.0 / len(services)))
    return Grid(
        aims, services, cells, (across, 26.0), "priorities", "services and roles", 300.0, legend=list(_legend(supports))
    )


def _policy(row: Row) -> str:
    state = word_in(row, "state")
    return f"{name_in(row, 'policy')}{f' ({state})' if state in GONE else ''}"


def _cell(support: Support, said: Mapping[str, str]) -> Cell:
    title = f"{said[support.service]} for {said[support.aim]}"
    if support.strength not in STRENGTHS or support.strength is None:
        return Cell(f"{title}: nobody says how strongly", PALE, "?")
    fill, hatched, meaning = STRENGTHS[support.strength]
    return Cell(f"{title}: {meaning}", fill, str(support.strength), hatched=hatched)


def _legend(supports: Sequence[Support]) -> Iterator[tuple[Cell, str]]:
    used = {support.strength for support in supports}
    for strength, (fill, hatched, meaning) in STRENGTHS.items():
        if strength in used:
            yield Cell("", fill, str(strength), hatched=hatched), meaning
    if used - STRENGTHS.keys():
        yield Cell("", PALE, "?"), "supports it; nobody says how strongly"
    yield Cell("", EMPTY), "no support stated"


def _finding(rows: Sequence[Row], supports: Sequence[Support]) -> str:
    services = len({support.service for support in supports})
    aims = {_aim(row): bool(row.get("priority_id")) for row in rows}
    priorities, policies = sum(aims.values()), len(aims) - sum(aims.values())
    parts = [counted(priorities, "priority", "priorities")] if priorities else []
    if policies:
        parts.append(counted(policies, "policy as a whole", "policies as a whole"))
    support = "supports" if services == 1 else "support"
    main = {support.aim for support in supports if support.strength == 3}
    strong = f", {len(main)} of them as a main purpose" if main else ""
    return f"{counted(services, 'service or role', 'services and roles')} {support} {listed(parts)}{strong}"


def _counts(rows: Sequence[Row], supports: Sequence[Support], grid: Grid) -> Iterator[str]:
    gone = sum(1 for row in rows if word_in(row, "state") in GONE)
    if gone:
        yield f"{gone} of a policy that no longer holds"
    weak = sum(1 for support in supports if support.strength == 1)
    if weak:
        yield f"{weak} of {counted(len(supports), 'link')} only in passing"
    if len(grid.rows) < len(rows):
        yield f"showing {len(grid.rows)} of {len(rows)} priorities"
    services = len({support.service for support in supports})
    if len(grid.columns) < services:
        yield f"showing {len(grid.columns)} of {services} services and roles, those that support most"


def _how_to_read(lacking: Sequence[Row]) -> Iterator[str]:
    yield "Each cell says how strongly the service above supports the priority at the left, 0 to 3, as stated."
    none = sum(1 for row in lacking if word_in(row, "support") == "none")
    if none == 1:
        yield "1 more priority has no service behind it: the picture of A2 names it."
    elif none:
        yield f"{none} more priorities have no service behind them: the picture of A2 names them."
    yield "A link says that somebody stated the support, not that it does any good."


DRAWING = Drawing(
    name=NAME,
    title="Services by priority",
    question="Which services and roles support which priorities, and how strongly?",
    sheet=sheet,
    asks=(Asks("A1"), Asks("A4", {}, ("policy", "priority")), Asks("A2", {}, ("policy",))),
    needs_graph=False,
    of="A1",
)
