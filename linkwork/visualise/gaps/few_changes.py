"""Few changes that would close most gaps: how much of them so many changes close, and the changes in their order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import name_in, number_in, whole_in
from linkwork.visualise._curve import Curve, Step, curve_piece
from linkwork.visualise._scene import SMALL, TEXT, Group, Item, Words, disc, rule
from linkwork.visualise._sheet import EDGE, Piece, Sheet, fitted, nothing_sheet, rows_of
from linkwork.visualise._style import FAINT_INK, PAPER
from linkwork.visualise._text import wrapped
from linkwork.visualise._words import in_per_cent
from linkwork.words import counted

DRAWING_NAME = "few-changes"
MOST = 12
HIGH, LIST = 340.0, 430.0


@dataclass(frozen=True, slots=True)
class Change:
    """One change: its place, what it is, the gaps it closes, the people in words, and what share is closed by then."""

    rank: int
    words: str
    gaps: int
    people: str
    share: float | None


def sheet(view: GraphView) -> Sheet:
    """The curve with the list of changes beside it; a page that says why there is none where there are no rows."""
    rows = rows_of(view, "G7")
    if not rows:
        return nothing_sheet(view, DRAWING_NAME, ("G7",), "Nothing was asked about changes.")
    changes = [_change(n, row) for n, row in enumerate(rows, start=1)]
    said = Said(DRAWING_NAME, "G7", _finding(changes), _counts(changes), _how_to_read(changes, rows))
    drawn = sheet_about(view, said, lambda top, wide: _body(changes, top, wide))
    return fitted(drawn, 760.0)


def _change(number: int, row: Mapping[str, object]) -> Change:
    people = number_in(row, "people_reached")
    return Change(
        rank=whole_in(row, "rank") or number,
        words=name_in(
            row, "change", f"{name_in(row, 'service', 'a service')} with more: {name_in(row, 'adds', 'not known')}"
        ),
        gaps=whole_in(row, "cells"),
        people=f"{people:,.0f} people" if people is not None else "people not known",
        share=number_in(row, "cumulative_share"),
    )


def _body(changes: Sequence[Change], top: float, wide: float) -> Piece:
    """The curve at the left and the list at its right where there is room, else below it."""
    shown = changes[:MOST]
    steps = [Step(str(change.rank), change.share, _title(change)) for change in shown]
    curve = Curve(steps, "number of changes, in the order of the list", "share of all gaps that they close together")
    if wide >= 1000:
        drawn = curve_piece(curve, (EDGE, top), (wide - 2 * EDGE - LIST - 30, HIGH))
        told = _list(shown, (wide - EDGE - LIST, top), LIST)
    else:
        drawn = curve_piece(curve, (EDGE, top), (wide - 2 * EDGE, HIGH))
        told = _list(shown, (EDGE, drawn.end + 16), wide - 2 * EDGE)
    return Piece([*drawn.items, *told.items], max(drawn.end, told.end))


def _list(changes: Sequence[Change], corner: tuple[float, float], room: float) -> Piece:
    """The changes one below the other, each with its number on a disc as at the foot of the curve."""
    left, top = corner
    items: list[Item] = [Words("The changes", left, top + TEXT, TEXT, bold=True)]
    top += TEXT + 10
    for change in changes:
        lines = wrapped(change.words, TEXT, room - 34, 3)
        mark = disc((left + 11, top + 11), 10.0, "#0b4377")
        parts: list[Item] = [
            mark,
            Words(str(change.rank), left + 11, top + 15, SMALL, "middle", True, PAPER),
            *(Words(line, left + 30, top + 14 + n * 16, TEXT) for n, line in enumerate(lines)),
        ]
        foot = top + 14 + len(lines) * 16
        parts.append(Words(f"closes {_closes(change)}", left + 30, foot, SMALL, colour=FAINT_INK))
        items += [Group(tuple(parts), _title(change)), rule((left, foot + 8), (left + room, foot + 8))]
        top = foot + 13
    return Piece(items, top)


def _closes(change: Change) -> str:
    return f"{counted(change.gaps, 'gap')}, {change.people}"


def _title(change: Change) -> str:
    by_then = f"; {in_per_cent(change.share)} of all gaps closed by then" if change.share is not None else ""
    return f"{change.rank}. {change.words}: closes {_closes(change)}{by_then}"


def _finding(changes: Sequence[Change]) -> str:
    known = [change for change in changes if change.share is not None]
    if not known:
        close = "closes" if len(changes) == 1 else "close"
        return f"{counted(len(changes), 'change')} {close} {counted(sum(c.gaps for c in changes), 'gap')}"
    first, last = known[0], known[-1]
    if last.rank == 1:
        return f"one change would close {_so_much(last.share)} of the gaps"
    begins = f"; the first alone {_so_much(first.share)}" if first.rank == 1 else ""
    return f"{counted(last.rank, 'change')} would close {_so_much(last.share)} of the gaps{begins}"


def _so_much(share: float | None) -> str:
    """A share in words: all only where it is all."""
    return "all" if share == 1 else in_per_cent(share or 0.0)


def _counts(changes: Sequence[Change]) -> Iterator[str]:
    yield f"{counted(len(changes), 'change')}, each the one that closes most of what is left"
    if len(changes) > MOST:
        yield f"showing {MOST} of {len(changes)}"


def _how_to_read(changes: Sequence[Change], rows: Sequence[Mapping[str, object]]) -> tuple[str, ...]:
    assumed = dict.fromkeys(name_in(row, "assumption", "") for row in rows if row["assumption"])
    return (
        "The curve says how much of all gaps the first changes of the list close together, by people in need where "
        "they are known; each change gives one offer one thing more.",
        f"Taken for granted: {' '.join(assumed)}" if assumed else "Nothing is said of what is taken for granted.",
        "They are options to talk about, not advice; a group that an offer leaves out may be left out with reason.",
    )


DRAWING = Drawing(
    name=DRAWING_NAME,
    title="The few changes that close most gaps",
    question="Which few changes would close most gaps?",
    sheet=sheet,
    asks=(Asks("G7", {"steps": 8}),),
    needs_graph=False,
    of="G7",
)
