"""Hand-offs between systems that do not talk: who sends, from which system to which, and where the data stops."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import Row, name_in, names_in, number_in, word_in
from linkwork.visualise._paths import BROKEN, LOST, MISSING, Step, Stop, Way, legend_piece, narrowest, paths_piece
from linkwork.visualise._sheet import EDGE, Piece, Sheet, fitted, nothing_sheet, rows_of
from linkwork.words import counted

NAME = "systems-that-do-not-talk"
MOST = 12
UNKNOWN = "not known"
#: The same, of a number of hand-offs.
COUNTED = {
    "none": "between systems that do not exchange",
    "not said": "between systems of which nobody says that they exchange",
    "planned": "where exchange is planned",
    "on trial": "where exchange is on trial",
}
#: What is said of two systems, in words over the break; those that talk have none.
BREAKS = {
    "none": "they do not exchange",
    "not said": "nobody says that they exchange",
    "planned": "planned, not yet",
    "on trial": "on trial",
}
SAID = {
    "service": "who sends, and who receives",
    "system": "the system that they use",
    LOST: "which system is not known",
    "step": "data goes along",
    BROKEN: "people go on, the data does not",
    MISSING: "not known whether data goes along",
}


@dataclass(frozen=True, slots=True)
class Handoff:
    """One sender's links over the same two systems, of which the same is said."""

    sender: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    exchange: str


def sheet(view: GraphView) -> Sheet:
    """A way a sender and pair of systems, with the break between the two systems."""
    rows = rows_of(view, "P8")
    if not rows:
        return nothing_sheet(view, NAME, ("P8",), "Nothing was asked about systems.")
    groups = _groups(rows)
    ways = [_way(found, links) for found, links in groups[:MOST]]

    def body(top: float, wide: float) -> Piece:
        legend = legend_piece(ways, SAID, (EDGE, top), wide - 2 * EDGE)
        drawn = paths_piece(ways, (EDGE, legend.end + 4), wide - 2 * EDGE)
        return Piece([*legend.items, *drawn.items], drawn.end)

    read = (
        "Each row begins with who sends people and ends with who receives them; between them stand their systems. "
        "Where the line is broken, what is known of a person must be told or typed again.",
        "The number after a name is people a month. A system may be that of whoever provides the service; the box "
        "says so.",
    )
    said = Said(NAME, "P8", _finding(rows), _counts(rows, groups[:MOST]), read)
    whole = sheet_about(view, said, body)
    return fitted(whole, narrowest(ways) + 2 * EDGE)


def _groups(rows: Sequence[Row]) -> list[tuple[Handoff, list[Row]]]:
    """The links by sender and systems: those that break first, of these those with most links, then most people."""
    found: dict[Handoff, list[Row]] = {}
    for row in rows:
        systems = names_in(row, "platform_from"), names_in(row, "platform_to")
        found.setdefault(Handoff(name_in(row, "from"), *systems, word_in(row, "exchange")), []).append(row)
    order = list(BREAKS)

    def place(one: tuple[Handoff, list[Row]]) -> tuple[bool, int, float, int, str]:
        said = one[0].exchange
        people = sum(number_in(row, "volume") or 0 for row in one[1])
        rank = order.index(said) if said in order else len(order)
        return said not in BREAKS, -len(one[1]), -people, rank, one[0].sender

    return sorted(found.items(), key=place)


def _way(found: Handoff, links: Sequence[Row]) -> Way:
    receivers = tuple(f"{name_in(row, 'to')}{_people(row)}" for row in links)
    before, after = _system(found.before, links[0], "said_of_from"), _system(found.after, links[0], "said_of_to")
    mark = BROKEN if found.exchange in BREAKS else MISSING if found.exchange in {UNKNOWN, ""} else ""
    crossing = Step(BREAKS.get(found.exchange, found.exchange or UNKNOWN), mark=mark)
    stops = (Stop((found.sender,)), before, after, Stop(receivers))
    return Way(stops, (Step(), crossing, Step()))


def _people(row: Row) -> str:
    people = word_in(row, "volume")
    return f" · {people}" if people else ""


def _system(systems: tuple[str, ...], row: Row, said: str) -> Stop:
    if not systems:
        return Stop(("system not known",), "system", mark=LOST)
    return Stop(systems, "system", below="(its provider's)" if word_in(row, said) == "its provider's" else "")


def _finding(rows: Sequence[Row]) -> str:
    broken = [row for row in rows if word_in(row, "exchange") in BREAKS]
    if not broken:
        return f"none of {counted(len(rows), 'hand-off')} is known to cross two systems that do not talk"
    pairs = {frozenset((names_in(row, "platform_from"), names_in(row, "platform_to"))) for row in broken}
    crosses = "crosses" if len(broken) == 1 else "cross"
    return f"{counted(len(broken), 'hand-off')} {crosses} {counted(len(pairs), 'pair')} of systems that do not talk"


def _counts(rows: Sequence[Row], shown: Sequence[tuple[Handoff, list[Row]]]) -> Iterator[str]:
    by = Counter(word_in(row, "exchange") for row in rows)
    yield from [f"{by[key]:,} {said}" for key, said in COUNTED.items() if by[key]]
    if unknown := by[UNKNOWN] + by[""]:
        yield f"{unknown:,} of which a system is not known"
    links = sum(len(group) for _, group in shown)
    if links < len(rows):
        yield f"showing {links:,} of {len(rows):,} hand-offs, those of the senders with most"


DRAWING = Drawing(
    name=NAME,
    title="Hand-offs between systems that do not talk",
    question="Where does a hand-off cross two systems that do not talk, and who has to type it again?",
    sheet=sheet,
    asks=(Asks("P8"),),
    needs_graph=False,
    of="P8",
)
