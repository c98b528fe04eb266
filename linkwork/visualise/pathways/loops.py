"""Where people bounce: each loop of services as a small ring, with an arrow for every referral in it."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import Row, ids_in, names_in, number_in, word_in
from linkwork.visualise._scene import SMALL, TEXT, Box, Group, Item, Outline, Words, polygon, rectangle
from linkwork.visualise._sheet import EDGE, Piece, Sheet, fitted, lines_of, nothing_sheet, rows_of
from linkwork.visualise._style import FORWARD, INK, SERVICE, WRONG
from linkwork.visualise._text import wrapped
from linkwork.words import counted

NAME = "loops"
#: So many loops at most, and so many services of one of them.
MOST, MOST_MEMBERS = 12, 14
#: A ring of so many services at most takes a third of the page, or a half; a larger one the whole width.
THIRD, HALF = 4, 8
BOX_WIDE, BOX_HIGH = 128.0, 36.0
PAD = 10.0
#: How far from the middle of a box, to its left, a line begins, so that one there and one back are two.
BEND = 9.0

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Loop:
    """One loop: its services by name in order round the ring, and its links from place to place, some by a role."""

    number: int
    row: Row
    members: tuple[str, ...]
    links: tuple[tuple[int, int, bool], ...]

    @property
    def unheard(self) -> bool:
        """Whether of every link it is known that it does not report back."""
        return number_in(self.row, "feedback") == 0 and number_in(self.row, "feedback_not_known") == 0


def sheet(view: GraphView) -> Sheet:
    """The loops as rings, the smallest first."""
    rows = rows_of(view, "P3")
    if not rows:
        return nothing_sheet(view, NAME, ("P3",), "Nothing was asked about loops.")
    loops = [_loop(n, row) for n, row in enumerate(rows, start=1)]
    shown = loops[:MOST]
    said = Said(NAME, "P3", _finding(loops), _counts(loops), _how_to_read(loops))
    whole = sheet_about(view, said, lambda top, wide: _rings(shown, top, wide))
    return fitted(whole, 900.0)


def _loop(count: int, row: Row) -> Loop:
    names = names_in(row, "loop_members") or ("(no name)",) * max(1, len(ids_in(row, "member_ids")))
    first = {called: n for n, called in reversed(list(enumerate(names)))}
    told = [found for text in names_in(row, "links") if (found := _ends(text, first))]
    order = _round(len(names), told)
    place = {member: n for n, member in enumerate(order)}
    links = tuple(sorted({(place[a], place[b], by_role) for a, b, by_role in told}))
    return Loop(count, row, tuple(names[member] for member in order), links)


def _ends(text: str, place: Mapping[str, int]) -> tuple[int, int, bool] | None:
    """The places of the names that a link leads from and to, and whether it is by a role; None where that is not told.

    A name may have the words ` to ` in it, so every place where they stand is tried.
    """
    for sender, receiver in _parted(text, " to "):
        if sender in place and receiver in place and sender != receiver:
            return place[sender], place[receiver], False
    for sender, rest in _parted(text, " (by its "):
        for _, receiver in _parted(rest, ") to "):
            if sender in place and receiver in place and sender != receiver:
                return place[sender], place[receiver], True
    return None


def _parted(text: str, at: str) -> Iterator[tuple[str, str]]:
    """What stands before and after these words, for each place where they stand."""
    start = text.find(at)
    while start >= 0:
        yield text[:start], text[start + len(at) :]
        start = text.find(at, start + 1)


def _round(number_: int, links: Sequence[tuple[int, int, bool]]) -> list[int]:
    """An order in which each leads to the next as far as may be, begun at the first."""
    onward: dict[int, list[int]] = {}
    for a, b, _ in sorted(links):
        onward.setdefault(a, []).append(b)
    order = [0] if number_ else []
    while len(order) < number_:
        left = [n for n in range(number_) if n not in order]
        order.append(next((n for n in onward.get(order[-1], []) if n in left), left[0]))
    return order


def _rings(loops: Sequence[Loop], top: float, wide: float) -> Piece:
    """Rings side by side as far as they fit, then in a row below."""
    items: list[Item] = []
    room = wide - 2 * EDGE
    x, y, end = EDGE, top, top
    for loop in loops:
        across = room / (3 if len(loop.members) <= THIRD else 2 if len(loop.members) <= HALF else 1)
        if x + across > EDGE + room + 1:
            x, y = EDGE, end + 12
        drawn = _ring(loop, (x, y), across - 12)
        items += drawn.items
        x, end = x + across, max(end, drawn.end)
    return Piece(items, end)


def _ring(loop: Loop, corner: Point, wide: float) -> Piece:
    """One ring in its frame, with what is known of it above."""
    left, top = corner
    shown = loop.members[:MOST_MEMBERS]
    title = f"Loop {loop.number}: {counted(len(loop.members), 'service')}"
    head = Words(title, left + PAD, top + PAD + TEXT, TEXT, bold=True)
    said = lines_of(_said(loop), (left + PAD, top + PAD + TEXT + 4), wide - 2 * PAD, SMALL, 3)
    tall = BOX_HIGH + (34.0 if len(shown) == 2 else 26.0 + 58.0 * (len(shown) // 2))
    room = (left + 2 * PAD, said.end + 2 * PAD, left + wide - 2 * PAD, said.end + 2 * PAD + tall)
    boxes = _places(len(shown), room)
    near = [link for link in loop.links if max(link[:2]) < len(shown)]
    lines = [item for a, b, by_role in near for item in _arrow(boxes[a], boxes[b], by_role)]
    names = [_box(member, box) for member, box in zip(shown, boxes, strict=True)]
    end = room[3] + 2 * PAD
    frame = rectangle((left, top, left + wide, end), "", *((WRONG, 2.4) if loop.unheard else ("#c6ccd2", 1.0)))
    return Piece([frame, head, *said.items, *lines, *names], end)


def _places(many: int, room: Box) -> list[Box]:
    """The boxes round a ring that fills the room: two beside each other, more from the top onwards as a clock goes."""
    start = math.pi if many == 2 else -math.pi / 2
    angles = [start + math.tau * n / many for n in range(many)]
    left, top, right, bottom = room
    across = _spread([math.cos(angle) for angle in angles], left, right - BOX_WIDE)
    down = _spread([math.sin(angle) for angle in angles], top, bottom - BOX_HIGH)
    return [(x, y, x + BOX_WIDE, y + BOX_HIGH) for x, y in zip(across, down, strict=True)]


def _spread(values: Sequence[float], start: float, end: float) -> list[float]:
    """The values stretched, the least at the start and the greatest at the end; in the middle if all alike."""
    least, most = min(values), max(values)
    if most - least < 1e-9:
        return [(start + end) / 2 for _ in values]
    return [start + (value - least) / (most - least) * (end - start) for value in values]


def _box(name: str, box: Box) -> Group:
    left, top, right, bottom = box
    lines = wrapped(name, SMALL, right - left - 10, 2)
    foot = (top + bottom) / 2 + SMALL * 0.36 - (len(lines) - 1) * 6.5
    words_ = [Words(line, (left + right) / 2, foot + n * 13, SMALL, "middle") for n, line in enumerate(lines)]
    return Group((rectangle(box, SERVICE, INK, 1.2), *words_), name)


def _arrow(start: Box, end: Box, by_role: bool) -> Iterator[Item]:
    """A line from the edge of one box to that of another, bent to its left (outwards on a ring), with its head."""
    a, b = _middle(start), _middle(end)
    far = math.hypot(b[0] - a[0], b[1] - a[1]) or 1.0
    aside = (b[1] - a[1]) / far * BEND, -(b[0] - a[0]) / far * BEND
    bend = (a[0] + b[0]) / 2 + aside[0] * 1.9, (a[1] + b[1]) / 2 + aside[1] * 1.9
    begin = _rim(start, (a[0] + aside[0], a[1] + aside[1]), bend)
    tip = _rim(end, (b[0] + aside[0], b[1] + aside[1]), bend)
    back = math.hypot(bend[0] - tip[0], bend[1] - tip[1]) or 1.0
    ux, uy = (tip[0] - bend[0]) / back, (tip[1] - bend[1]) / back
    foot = tip[0] - ux * 9, tip[1] - uy * 9
    path = (("M", begin), ("C", (*bend, *bend, *foot)))
    yield Outline(path, "", FORWARD, 1.8, (5.0, 3.0) if by_role else ())
    yield polygon([tip, (foot[0] - uy * 4.4, foot[1] + ux * 4.4), (foot[0] + uy * 4.4, foot[1] - ux * 4.4)], FORWARD)


def _middle(box: Box) -> Point:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _rim(box: Box, inside: Point, towards: Point) -> Point:
    """Where the line from a point in the box to one outside leaves the box."""
    dx, dy = towards[0] - inside[0], towards[1] - inside[1]
    shares = [1.0]
    if dx:
        shares.append(((box[2] if dx > 0 else box[0]) - inside[0]) / dx)
    if dy:
        shares.append(((box[3] if dy > 0 else box[1]) - inside[1]) / dy)
    share = max(0.0, min(shares))
    return inside[0] + dx * share, inside[1] + dy * share


def _said(loop: Loop) -> str:
    return "; ".join([*_links_in_words(loop.row, len(loop.links)), *_left_out(loop)])


def _links_in_words(row: Row, drawn: int) -> Iterator[str]:
    links = max(len(ids_in(row, "link_ids")), drawn)
    known, volume = number_in(row, "volumes_known"), number_in(row, "volume")
    yield counted(links, "referral")
    if volume is None:
        yield f"people a month {word_in(row, 'volume') or 'not known'}"
    elif known is not None and known < links:
        yield f"{word_in(row, 'volume')} people a month on the {counted(int(known), 'referral')} that {_say(known)}"
    else:
        yield f"{word_in(row, 'volume')} people a month"
    heard, unknown = number_in(row, "feedback"), number_in(row, "feedback_not_known")
    if heard is not None:
        yield f"{'none' if not heard else f'{int(heard):,}'} {'reports' if heard == 1 else 'report'} back"
    if unknown:
        yield f"of {int(unknown):,} that is not known"


def _say(known: float) -> str:
    return "says" if known == 1 else "say"


def _left_out(loop: Loop) -> Iterator[str]:
    if len(loop.members) > MOST_MEMBERS:
        yield f"showing {MOST_MEMBERS} of {len(loop.members)} services"
    if len(set(loop.members)) < len(loop.members):
        yield "services of one name: the arrows of all of them stand at one box"


def _finding(loops: Sequence[Loop]) -> str:
    services = len({id_ for loop in loops for id_ in ids_in(loop.row, "member_ids")})
    round_ = f"people can be sent round in {counted(len(loops), 'loop')} of {counted(services, 'service')}"
    unheard = sum(1 for loop in loops if loop.unheard)
    if not unheard:
        return round_
    where = "and" if len(loops) == 1 else f"and in {unheard} of them" if unheard < len(loops) else "and in all of them"
    return f"{round_}, {where} no referral reports back"


def _counts(loops: Sequence[Loop]) -> Iterator[str]:
    by = sorted(Counter(len(loop.members) for loop in loops).items())
    yield ", ".join(
        f"{counted(many, 'loop') if n == 0 else many} of {size} services" for n, (size, many) in enumerate(by)
    )
    if len(loops) > MOST:
        yield f"showing {MOST} of {len(loops)} loops, the smallest"


def _how_to_read(loops: Sequence[Loop]) -> Iterator[str]:
    yield "In each ring people can be referred from every service to every other and back. An arrow is a referral."
    if any(by_role for loop in loops for _, _, by_role in loop.links):
        yield "A dashed arrow is a referral by a role that works in the service."
    if any(loop.unheard for loop in loops):
        yield "A heavy frame is round a loop in which no referral reports back."
    yield "Two services that refer to each other may work well together: ask whether people are sent to and fro."


DRAWING = Drawing(
    name=NAME,
    title="Where people bounce",
    question="Between which services can people be sent round, and does anybody hear back?",
    sheet=sheet,
    asks=(Asks("P3"),),
    needs_graph=False,
    of="P3",
)
