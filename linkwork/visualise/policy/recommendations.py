"""Where each recommendation stands: a board with a column a state and a card a recommendation, the overdue marked."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import Row, days, name_in, names_in, number_in, word_in
from linkwork.visualise._scene import SMALL, TEXT, Box, Group, Item, Words, hatching, polygon, rectangle
from linkwork.visualise._sheet import EDGE, Piece, Sheet, fitted, nothing_sheet, rows_of
from linkwork.visualise._style import FAINT_INK, HATCH, INK, PAPER, WRONG
from linkwork.visualise._text import shortened, wrapped
from linkwork.words import counted, listed

NAME = "recommendations"
#: The states in the order in which a recommendation comes through them, and those it may end in.
STATES = ("proposed", "endorsed", "committed", "in progress", "done", "dropped")
CLOSED = ("done", "dropped")
NOT_SAID = "not said"
#: So many cards of a column at most.
MOST = 9
GAP, PAD, STEP = 9.0, 7.0, 13.6
#: The ground of a column's head, the darker the further; what was dropped is grey.
GROUNDS = ("#edf3f9", "#d9e7f3", "#c3d9ec", "#a7c9e4", "#8dbadd", "#e4e7ea", "#f3f4f6")


@dataclass(frozen=True, slots=True)
class Card:
    """One recommendation: its place in the list, what is said on it, and whether it is late or waits for others."""

    row: Row
    state: str
    late: bool
    waits: tuple[str, ...]

    @property
    def rank(self) -> str:
        """Its place in the list; blank where nobody has said."""
        return word_in(self.row, "rank")


def sheet(view: GraphView) -> Sheet:
    """The board; in each column those of highest rank stand at the top."""
    rows = rows_of(view, "A5")
    if not rows:
        return nothing_sheet(view, NAME, ("A5",), "Nothing was asked about recommendations.")
    cards = [_card(row) for row in rows]
    ranks = {
        name_in(card.row, "recommendation"): rank for card in cards if (rank := number_in(card.row, "rank")) is not None
    }
    said = Said(NAME, "A5", _finding(cards), _counts(cards), _how_to_read(cards))
    whole = sheet_about(view, said, lambda top, wide: _board(cards, ranks, top, wide))
    return fitted(whole, 1100.0)


def _card(row: Row) -> Card:
    state = word_in(row, "state").replace("_", " ")
    closed = state in CLOSED
    late = word_in(row, "overdue") == "yes" and not closed
    return Card(row, state if state in STATES else NOT_SAID, late, () if closed else names_in(row, "waits_for"))


def _board(cards: Sequence[Card], ranks: Mapping[str, float], top: float, wide: float) -> Piece:
    states = [*STATES, *([NOT_SAID] if any(card.state == NOT_SAID for card in cards) else [])]
    across = (wide - 2 * EDGE - GAP * (len(states) - 1)) / len(states)
    items: list[Item] = []
    end = top
    for n, state in enumerate(states):
        left = EDGE + n * (across + GAP)
        mine = [card for card in cards if card.state == state]
        ground = GROUNDS[len(STATES) if state == NOT_SAID else n]
        items += [
            rectangle((left, top, left + across, top + 24), ground, INK, 0.8),
            Words(f"{state} · {len(mine)}", left + PAD, top + 16.5, TEXT, bold=True),
        ]
        y = top + 24 + GAP
        for card in _kept(mine):
            drawn = _drawn(card, ranks, (left, y), across)
            items += drawn.items
            y = drawn.end + GAP
        if len(mine) > MOST:
            items.append(Words(f"and {len(mine) - MOST:,} more", left + PAD, y + SMALL, colour=FAINT_INK))
            y += STEP + GAP
        end = max(end, y)
    return Piece(items, end)


def _kept(cards: Sequence[Card]) -> list[Card]:
    """The cards of a column that fit, in their order: what is late is kept before what is not."""
    first = sorted(range(len(cards)), key=lambda n: (not cards[n].late, n))[:MOST]
    return [cards[n] for n in sorted(first)]


def _drawn(card: Card, ranks: Mapping[str, float], corner: tuple[float, float], across: float) -> Piece:
    """The card with its words, as high as they need."""
    left, top = corner
    room = across - 2 * PAD - 5
    what = f"{card.rank}. {name_in(card.row, 'recommendation')}" if card.rank else name_in(card.row, "recommendation")
    said = [(line, True, INK) for line in wrapped(what, SMALL, room, 4, True)]
    said += [(line, False, INK) for line in wrapped(_owner(card), SMALL, room, 2)]
    said += [(shortened(line, SMALL, room, late), late, WRONG if late else FAINT_INK) for line, late in _when(card)]
    said += [(line, False, INK) for line in wrapped(_waits(card, ranks), SMALL, room, 2)]
    bottom = top + PAD * 2 + STEP * len(said)
    box: Box = (left, top, left + across, bottom)
    items: list[Item] = [rectangle(box, PAPER, WRONG if card.late else "#8b949e", 2.2 if card.late else 1.0)]
    if card.waits:
        items.append(hatching((left + 1, top + 1, left + 6, bottom - 1), HATCH, 5.0, 0.9))
    if card.late:
        x, y = left + across - 1, top + 1
        items.append(polygon([(x - 13, y), (x, y), (x, y + 13)], WRONG))
    for n, (line, bold, colour) in enumerate(said):
        items.append(Words(line, left + PAD + 5, top + PAD + SMALL + n * STEP - 1, SMALL, bold=bold, colour=colour))
    return Piece([Group(tuple(items), _in_full(card))], bottom)


def _owner(card: Card) -> str:
    owners = names_in(card.row, "owner")
    return listed(owners) if owners else "nobody named to do it"


def _when(card: Card) -> Iterator[tuple[str, bool]]:
    """When it is due and how long it has been open; whether it is late."""
    due = word_in(card.row, "due")
    if card.state not in CLOSED:
        yield (f"overdue since {due}" if card.late else f"due {due}" if due else "no day set"), card.late
    opened = number_in(card.row, "days_open")
    if opened is not None:
        yield f"open {days(opened)}", False


def _waits(card: Card, ranks: Mapping[str, float]) -> str:
    """What it waits for, by rank where that is known."""
    if not card.waits:
        return ""
    known = sorted(ranks[one] for one in card.waits if one in ranks)
    return f"waits for {listed([*(f'{rank:g}' for rank in known), *(one for one in card.waits if one not in ranks)])}"


def _in_full(card: Card) -> str:
    row = card.row
    parts = [f"{name_in(row, 'recommendation')}: {card.state}", _owner(card)]
    endorsed = names_in(row, "endorsed_by")
    if endorsed:
        on = f" on {word_in(row, 'endorsed_on')}" if word_in(row, "endorsed_on") else ""
        parts.append(f"endorsed by {listed(endorsed)}{on}")
    parts += [text for text, _ in _when(card)]
    if card.waits:
        parts.append(f"waits for {listed(card.waits)}")
    return "; ".join(parts)


def _finding(cards: Sequence[Card]) -> str:
    by = Counter(card.state for card in cards)
    late, every = sum(1 for card in cards if card.late), counted(len(cards), "recommendation")
    done = f"{by['done'] or 'none'} of {every} {'is' if by['done'] <= 1 else 'are'} done"
    past = f", and {late} {'is' if late == 1 else 'are'} past the day set" if late else ""
    return f"{done}{past}"


def _counts(cards: Sequence[Card]) -> Iterator[str]:
    waiting = sum(1 for card in cards if card.waits)
    if waiting:
        yield f"{waiting} {'waits' if waiting == 1 else 'wait'} for others"
    unowned = sum(1 for card in cards if card.state not in CLOSED and not names_in(card.row, "owner"))
    if unowned:
        yield f"{unowned} that nobody is named to carry out"
    shown = sum(min(MOST, many) for many in Counter(card.state for card in cards).values())
    if shown < len(cards):
        yield f"showing {shown} of {counted(len(cards), 'recommendation')}"


def _how_to_read(cards: Sequence[Card]) -> Iterator[str]:
    yield "Each card is a recommendation in the column of how far it has come; those of highest rank stand at the top."
    if any(card.late for card in cards):
        yield "A heavy frame with a dark corner: its day has passed and it is neither done nor dropped."
    if any(card.waits for card in cards):
        yield "A hatched edge: it waits for others, which are named by their number in the list."
    yield "A state is what somebody said when they were last asked. Ask the owner before a meeting."


DRAWING = Drawing(
    name=NAME,
    title="Where each recommendation stands",
    question="How far has each recommendation come, who is to carry it out, and what is overdue?",
    sheet=sheet,
    asks=(Asks("A5"),),
    needs_graph=False,
    of="A5",
)
