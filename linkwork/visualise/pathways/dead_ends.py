"""Where routes stop: who sends people to each dead end, from which doors, and what they came for."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import Row, name_in, names_in, number_in, word_in
from linkwork.visualise._paths import (
    LOST,
    MISSING,
    STOPPED_HERE,
    Step,
    Stop,
    Way,
    legend_piece,
    narrowest,
    paths_piece,
)
from linkwork.visualise._sheet import EDGE, Piece, Sheet, fitted, nothing_sheet, rows_of
from linkwork.words import counted

NAME = "dead-ends"
MOST = 10
SAID = {
    "door": "doors from which people get there",
    "service": "who refers people to it",
    STOPPED_HERE: "dead end",
    f"{LOST} need": "needs that stay unmet",
    f"{LOST} door": "no door leads there",
    "step": "referral",
    MISSING: "nothing leads there",
}


def sheet(view: GraphView) -> Sheet:
    """A way a dead end, from its doors to the needs that stay unmet there."""
    rows = rows_of(view, "P2")
    if not rows:
        return nothing_sheet(view, NAME, ("P2",), "Nothing was asked about dead ends.")
    ways = [_way(row) for row in rows[:MOST]]

    def body(top: float, wide: float) -> Piece:
        legend = legend_piece(ways, SAID, (EDGE, top), wide - 2 * EDGE)
        drawn = paths_piece(ways, (EDGE, legend.end + 4), wide - 2 * EDGE)
        return Piece([*legend.items, *drawn.items], drawn.end)

    read = (
        "Each row ends at a service that people are referred to, that refers nobody on and that meets none of the "
        "needs they come with; these stand at the right.",
        "A dead end on paper may be a record that is not filled in: ask the service before calling it one.",
    )
    said = Said(NAME, "P2", _finding(rows), _counts(rows), read)
    whole = sheet_about(view, said, body)
    return fitted(whole, narrowest(ways) + 2 * EDGE)


def _way(row: Row) -> Way:
    doors, senders, needs = (
        names_in(row, "entry_points_affected"),
        names_in(row, "senders"),
        names_in(row, "needs_left_unmet"),
    )
    links = number_in(row, "referrals_in")
    end = Stop((name_in(row, "service"),), below=word_in(row, "provider"), mark=STOPPED_HERE)
    into = Step("" if links is None else counted(int(links), "referral"))
    stops, steps = [end], []
    if needs:
        stops, steps = [end, Stop(needs, "need", mark=LOST)], [Step(mark=MISSING)]
    if senders:
        stops, steps = [Stop(senders), *stops], [into, *steps]
    if not set(doors) <= set(senders):
        stops, steps = [Stop(doors, "door"), *stops], [Step(), *steps]
    elif doors:
        stops[0] = replace(stops[0], sort="door")
    elif senders:
        stops, steps = [Stop(("no door leads here",), "door", mark=LOST), *stops], [Step(mark=MISSING), *steps]
    first = 2 - stops.index(end)
    return Way(tuple(stops), tuple(steps), after=_sentence(word_in(row, "why_stopped")), first=first)


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}." if text else ""


def _needs(rows: Sequence[Row]) -> int:
    return len({need for row in rows for need in names_in(row, "needs_left_unmet")})


def _finding(rows: Sequence[Row]) -> str:
    needs = _needs(rows)
    unmet = f", and {counted(needs, 'need')} that they bring {'stays' if needs == 1 else 'stay'} unmet" if needs else ""
    at = "at 1 service" if len(rows) == 1 else f"at {len(rows):,} services"
    return f"people are sent no further {at}{unmet} there"


def _counts(rows: Sequence[Row]) -> Iterator[str]:
    yield counted(len(rows), "dead end")
    doors = len({door for row in rows for door in names_in(row, "entry_points_affected")})
    yield f"{counted(doors, 'door')} from which people get to one" if doors else "no door from which people get to one"
    if len(rows) > MOST:
        yield f"showing {MOST} of {len(rows):,}, those with most referrals"


DRAWING = Drawing(
    name=NAME,
    title="Where routes stop",
    question="At which services do routes stop, who sends people there, and what do they go without?",
    sheet=sheet,
    asks=(Asks("P2"),),
    needs_graph=False,
    of="P2",
)
