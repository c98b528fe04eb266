"""Line of sight: national drivers, borough priorities and services in three layers, and a cross where a line breaks."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import Row, name_in, names_in, number_in, word_in
from linkwork.visualise._sheet import Sheet, fitted, nothing_sheet, rows_of
from linkwork.visualise.policy._sight import Line, Sight, Thing, sight_piece
from linkwork.words import counted

NAME = "line-of-sight"
#: So many boxes of a layer at most.
MOST = 20
GONE = ("superseded", "ended")
#: What the answer says where a priority stands for lines whose names are not known.
UNNAMED = "not known by name"


def sheet(view: GraphView) -> Sheet:
    """The lines from layer to layer; what none of them reaches has a cross at the side where something is missing."""
    rows = rows_of(view, "A4")
    if not rows:
        return nothing_sheet(view, NAME, ("A4",), "Nothing was asked about policies.")
    shown = _that_fit(rows)
    found = _sight(shown)
    said = Said(NAME, "A4", _finding(rows), _counts(rows, len(shown)), _how_to_read(rows))
    whole = sheet_about(view, said, lambda top, wide: sight_piece(found, top, wide))
    return fitted(whole, 960.0)


def _ends(row: Row) -> tuple[str, str, str]:
    """The policy, the priority (or a borough policy as a whole) and the service by id; blank where there is none."""
    priority = row.get("priority_id") or row.get("policy_id")
    return _id(0, row.get("national_policy_id")), _id(1, priority), _id(2, row.get("service_id"))


def _id(layer: int, id_: object) -> str:
    return f"{layer} {id_}" if id_ else ""


def _whole(row: Row) -> bool:
    """Whether the line runs all the way."""
    return not word_in(row, "broken_at") and all(_ends(row))


def _that_fit(rows: Sequence[Row]) -> list[Row]:
    """The rows for whose boxes there is room: those that run all the way first, then those with a priority."""
    taken: list[set[str]] = [set(), set(), set()]
    kept = []
    for row in sorted(rows, key=lambda row: (not _whole(row), not _ends(row)[1])):
        new = [some | ({id_} if id_ else set()) for some, id_ in zip(taken, _ends(row), strict=True)]
        if all(len(some) <= MOST for some in new):
            taken = new
            kept.append(row)
    return kept


def _sight(rows: Sequence[Row]) -> Sight:
    lines: dict[tuple[str, str], Line] = {}
    for row in rows:
        ends = [id_ for id_ in _ends(row) if id_]
        for a, b in pairwise(ends):
            line = _line(row, a, b)
            before = lines.get((a, b), line)
            lines[a, b] = replace(before, whole=before.whole or line.whole)
    leads = {a for a, _ in lines}, {b for _, b in lines}
    things = {thing.id: thing for row in rows for thing in _things(row)}
    return Sight(
        tuple(_with_gaps(things[id_], leads) for id_ in sorted(things)), tuple(lines[k] for k in sorted(lines))
    )


def _line(row: Row, start: str, end: str) -> Line:
    names = {thing.id: thing.name for thing in _things(row)}
    supports = end.startswith("2 ")
    strength = number_in(row, "strength") if supports else None
    through = names_in(row, "through") if start.startswith("0 ") else ()
    more = [
        f"through {', '.join(through)}" if through else "",
        f"strength {strength:g}" if strength is not None else "",
    ]
    more.append(f"breaks: {word_in(row, 'broken_at')}" if word_in(row, "broken_at") else "")
    said = "; ".join(part for part in more if part)
    return Line(
        start, end, _whole(row), strength, f"{names[start]} to {names[end]}{f' ({said})' if said else ''}", supports
    )


def _things(row: Row) -> Iterator[Thing]:
    top, middle, service = _ends(row)
    if top:
        gone = word_in(row, "state") if word_in(row, "state") in GONE else ""
        yield Thing(top, name_in(row, "national_policy"), 0, gone, bool(gone))
    if middle and row.get("priority_id"):
        below = f"of {word_in(row, 'policy')}" if word_in(row, "policy") else ""
        yield Thing(middle, name_in(row, "borough_priority"), 1, below, UNNAMED in word_in(row, "broken_at"))
    elif middle:
        yield Thing(middle, name_in(row, "policy"), 1, "the policy as a whole")
    if service:
        yield Thing(service, name_in(row, "service"), 2)


def _with_gaps(thing: Thing, leads: tuple[set[str], set[str]]) -> Thing:
    """The thing, with the sides at which nothing leads to it or from it."""
    lacks = set()
    if thing.layer < 2 and thing.id not in leads[0]:
        lacks.add("after")
    if thing.layer > 0 and thing.id not in leads[1]:
        lacks.add("before")
    return replace(thing, lacks=frozenset(lacks))


def _finding(rows: Sequence[Row]) -> str:
    priorities = {str(row["priority_id"]) for row in rows if row.get("priority_id")}
    followed = {str(row["priority_id"]) for row in rows if row.get("priority_id") and _whole(row)}
    if not priorities:
        return "no priority of the borough stands between the policies and the services"
    every = counted(len(priorities), "borough priority", "borough priorities")
    some = "none" if not followed else f"{len(followed):,}"
    return f"{some} of {every} can be followed from a national driver down to a service"


def _counts(rows: Sequence[Row], shown: int) -> Iterator[str]:
    broken = sum(1 for row in rows if not _whole(row))
    yield f"{counted(len(rows), 'line')}, of which {broken:,} {'breaks' if broken == 1 else 'break'}"
    idle = {row.get("national_policy_id") for row in rows if row.get("national_policy_id") and not any(_ends(row)[1:])}
    if idle:
        yield f"{counted(len(idle), 'policy', 'policies')} from which nothing follows here"
    if shown < len(rows):
        yield f"showing {shown:,} of {len(rows):,} lines, those that run furthest"


def _how_to_read(rows: Sequence[Row]) -> Iterator[str]:
    yield "Lines run from the policies at the left through the borough's priorities to the services that support them."
    if any(not _whole(row) for row in rows):
        yield "A cross stands where something is missing; it may mean that nobody has looked yet."
    if any(_ends(row)[2] and not _ends(row)[1] for row in rows):
        yield "A line with a cross in the middle goes past the borough's priorities."
    yield "A whole line shows that the papers agree, not that the service does any good."


DRAWING = Drawing(
    name=NAME,
    title="Line of sight",
    question="Which borough priorities can be followed from a national driver to a service, and where do lines break?",
    sheet=sheet,
    asks=(Asks("A4"),),
    needs_graph=False,
    of="A4",
)
