"""Who must be in the room: the topic in the middle, round it everybody who has to do with it, and who was not heard."""

from collections.abc import Iterator, Sequence

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import Row, names_in, word_in
from linkwork.visualise._sheet import (
    EDGE,
    Piece,
    Sheet,
    in_words,
    nothing_sheet,
    rows_of,
)
from linkwork.visualise._small_network import Look, Node, SmallNetwork, Stroke, Tie, high_on, network_piece
from linkwork.visualise._style import FAINT_INK, PAPER
from linkwork.visualise._words import plain
from linkwork.visualise.people._sectors import sector_look, sector_words
from linkwork.words import counted

NAME = "who-must-be-in-the-room"
MOST = 40
MIDDLE = "the topic"
TOPIC = Look("", PAPER, "house")
#: The first word of a reason and how its line looks; the first of these that somebody has is drawn.
TIES = {
    "provides": Stroke("provides a service", "#005f96", width=2.4),
    "commissions": Stroke("commissions one", "#9a4b00", (9, 4), 1.8),
    "pays": Stroke("pays for one", "#9a4b00", (3, 3), 1.8),
    "hosts": Stroke("hosts one", "#00735a", (10, 3, 2, 3), 1.8),
    "refers": Stroke("only refers people", FAINT_INK, (1.5, 3), 1.4),
}
OWN = Stroke("owns it, acts on it or sits on its board", "#83477a", (6, 2, 1.5, 2, 1.5, 2), 1.8)


def sheet(view: GraphView) -> Sheet:
    """Everybody who has to do with the topic, by sector, those with most of its services largest."""
    rows = rows_of(view, "B1")
    if not rows:
        return nothing_sheet(view, NAME, ("B1",), "Nothing was asked about who must be in the room.")
    answer = view.answers["B1"]
    topic = plain(answer.asked["topic"]) if answer.asked.get("topic") else ""
    found = _network(rows[:MOST], topic)
    said = Said(NAME, "B1", _finding(rows, topic), _counts(rows), _how_to_read(rows))
    return sheet_about(view, said, lambda top, wide: _body(found, top, wide))


def _body(found: SmallNetwork, top: float, wide: float) -> Piece:
    return network_piece(found, (EDGE, top), wide - 2 * EDGE, high_on(top))


def _network(rows: Sequence[Row], topic: str) -> SmallNetwork:
    largest = max(len(names_in(row, "services")) for row in rows)
    nodes = [Node(MIDDLE, topic or "all services", TOPIC, topic or "all services", 1.0)]
    ties: list[Tie] = []
    for row in rows:
        id_, name = str(row["organisation_id"]), in_words(row["organisation"]) or "(no name)"
        size = len(names_in(row, "services")) / max(largest, 1)
        last = word_in(row, "last_engaged")
        why = "; ".join(names_in(row, "why"))
        title = f"{name} ({sector_words(row.get('sector'))}): {why}; {f'last heard {last}' if last else 'not heard'}"
        seat = bool(names_in(row, "boards"))
        look = sector_look(row.get("sector"))
        nodes.append(Node(id_, name, look, title, size, sector_words(row.get("sector")), seat, not last))
        ties.append(Tie(MIDDLE, id_, _stroke(names_in(row, "why")), why))
    return SmallNetwork(
        tuple(nodes), tuple(ties), MIDDLE, "sits on a board", "not heard in any round or engagement that is known", True
    )


def _stroke(why: Sequence[str]) -> Stroke:
    firsts = {reason.split(" ")[0] for reason in why}
    return next((stroke for word, stroke in TIES.items() if word in firsts and word != "refers"), None) or (
        TIES["refers"] if firsts <= {"refers"} else OWN
    )


def _unheard(rows: Sequence[Row]) -> int:
    return sum(1 for row in rows if not row.get("last_engaged"))


def _finding(rows: Sequence[Row], topic: str) -> str:
    what = f"{topic}" if topic else "the services here"
    have = "has" if len(rows) == 1 else "have"
    said = f"{counted(len(rows), 'organisation')} {have} to do with {what}"
    unheard = _unheard(rows)
    if not unheard:
        return f"{said}, and {'it was' if len(rows) == 1 else 'all were'} heard at least once"
    if unheard == len(rows) > 1:
        return f"{said}, and none of them was ever heard as far as is known"
    if unheard == len(rows):
        return f"{said}, and it was never heard as far as is known"
    return f"{said}, and {unheard:,} of them {'was' if unheard == 1 else 'were'} never heard as far as is known"


def _counts(rows: Sequence[Row]) -> Iterator[str]:
    if len(rows) > MOST:
        yield f"showing {MOST} of {len(rows):,} organisations, those with most services of the topic"
    sectors: dict[str, int] = {}
    for row in rows:
        sectors[sector_words(row.get("sector"))] = sectors.get(sector_words(row.get("sector")), 0) + 1
    yield ", ".join(f"{number:,} {words}" for words, number in sorted(sectors.items(), key=lambda s: (-s[1], s[0])))


def _how_to_read(rows: Sequence[Row]) -> tuple[str, ...]:
    first = rows[0]
    why = "; ".join(names_in(first, "why"))
    example = f"{in_words(first.get('organisation'))} stands for most: it {why}." if why else ""
    return (
        "Every mark is an organisation; the more services of the topic it has to do with, the larger. Those of one "
        "sector stand together, and the line says what ties it to the topic most closely.",
        example,
        "People who use the services are on no list: ask them too.",
    )


DRAWING = Drawing(
    name=NAME,
    title="Who must be in the room",
    question="Who must be in the room for this topic, and who of them was not heard?",
    sheet=sheet,
    asks=(Asks("B1"),),
    needs_graph=False,
    of="B1",
)
