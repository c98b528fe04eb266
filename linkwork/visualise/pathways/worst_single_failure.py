"""The worst single failure: what would cut most routes if it closed, ranked, and the ways that the worst would cut."""

from collections.abc import Iterator, Sequence

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._bars import Bar, Bars, Look, bars_piece
from linkwork.visualise._cells import Row, name_in, names_in, number_in, word_in
from linkwork.visualise._grid import SHADES
from linkwork.visualise._paths import CLOSED, LOST, MISSING, Step, Stop, Way, legend_piece, paths_piece
from linkwork.visualise._scene import TEXT, Words
from linkwork.visualise._sheet import EDGE, Piece, Sheet, fitted, nothing_sheet, rows_of
from linkwork.visualise._style import PAPER
from linkwork.words import counted, listed

NAME = "worst-single-failure"
MOST = 12
LOOKS = {
    "service": Look("a service closes", SHADES[3]),
    "link": Look("a referral link ends", SHADES[1], hatched=True),
    "offer": Look("an offer of a service ends", PAPER),
}
OTHER = Look("something else ends", SHADES[0])
SAID = {
    "door": "doors that are cut",
    CLOSED: "what closes",
    LOST: "needs that people there could no longer get to",
    "step": "the way today",
    MISSING: "no way any more",
}


def sheet(view: GraphView) -> Sheet:
    """The ranked bars, and below them the way through the first of them."""
    rows = rows_of(view, "P5")
    if not rows:
        return nothing_sheet(view, NAME, ("P5",), "Nothing was asked about closures.")
    shown = rows[:MOST]
    chart = Bars([_bar(row) for row in shown], "routes lost: pairs of a door and a need", label_room=330.0)
    ways = [_way(rows[0])]

    def body(top: float, wide: float) -> Piece:
        bars = bars_piece(chart, top, wide, EDGE)
        head = Words("What the first of them would cut", EDGE, bars.end + 26, TEXT, bold=True)
        drawn = paths_piece(ways, (EDGE, bars.end + 34), wide - 2 * EDGE)
        legend = legend_piece(ways, SAID, (EDGE, drawn.end + 6), wide - 2 * EDGE)
        return Piece([*bars.items, head, *drawn.items, *legend.items], legend.end)

    read = (
        "Each bar counts pairs of a door and a need: people at that door can get to that need today, and without "
        "this one thing they no longer could, by whatever way.",
        "That routes hang on one service is not a fault of the service. It is where a closure would be felt most.",
    )
    said = Said(NAME, "P5", _finding(rows), _counts(rows), read)
    whole = sheet_about(view, said, body)
    return fitted(whole, 900.0)


def _bar(row: Row) -> Bar:
    lost, what, after = number_in(row, "routes_lost") or 0.0, name_in(row, "service_or_link"), "; ".join(_after(row))
    title = f"{what}: {counted(int(lost), 'route')} lost; {after}"
    return Bar(what, ((lost, LOOKS.get(word_in(row, "kind"), OTHER)),), title, after)


def _after(row: Row) -> Iterator[str]:
    lost, doors = len(names_in(row, "needs_lost")), len(names_in(row, "entry_points_cut"))
    yield f"{number_in(row, 'routes_lost') or 0:g}: {counted(lost, 'need')} from {counted(doors, 'door')}"
    if gone := names_in(row, "needs_lost_everywhere"):
        yield f"nobody could get to {listed(gone)}" if len(gone) <= 2 else f"{len(gone)} needs that nobody could get to"
    if row.get("is_cut_point") is True:
        yield "the network would fall apart"


def _way(row: Row) -> Way:
    closed = Stop((name_in(row, "service_or_link"),), below=word_in(row, "provider"), mark=CLOSED)
    doors = Stop(names_in(row, "entry_points_cut") or ("doors not known",), "door")
    needs = Stop(names_in(row, "needs_lost") or ("needs not known",), "need", mark=LOST)
    return Way((doors, closed, needs), (Step(), Step(mark=MISSING)))


def _finding(rows: Sequence[Row]) -> str:
    worst = number_in(rows[0], "routes_lost") or 0.0
    alike = sum(1 for row in rows if number_in(row, "routes_lost") == worst) - 1
    also = f", and so would {counted(alike, 'other')} of those listed" if alike > 0 else ", more than any other"
    closes = "ended" if word_in(rows[0], "kind") in {"link", "offer"} else "closed"
    lost = f"would cut {counted(int(worst), 'route')} from a door to a need"
    return f"{name_in(rows[0], 'service_or_link')}, if it {closes}, {lost}{also}"


def _counts(rows: Sequence[Row]) -> Iterator[str]:
    yield f"{counted(len(rows), 'service, link or offer', 'services, links and offers')} that some route hangs on alone"
    gone = sorted({need for row in rows for need in names_in(row, "needs_lost_everywhere")})
    if gone:
        which = listed(gone) if len(gone) <= 4 else f"one of {len(gone)} needs"
        yield f"one closure would leave nobody a way to {which}"
    if len(rows) > MOST:
        yield f"showing {MOST} of {len(rows)}, the worst"


DRAWING = Drawing(
    name=NAME,
    title="The worst single failure",
    question="Which single service or link would cut most routes if it closed, and which would they be?",
    sheet=sheet,
    asks=(Asks("P5"),),
    needs_graph=False,
    of="P5",
)
