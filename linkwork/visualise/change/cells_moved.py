"""Where cover came and went: how many needs in areas moved from gap, single and covered to what, and why."""

from collections import Counter
from collections.abc import Iterator, Sequence

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import Row, word_in
from linkwork.visualise._flows import Block, Flow, Flows, flows_piece
from linkwork.visualise._ledger import Column, Entry, Ledger, Line, ledger_on, line_of
from linkwork.visualise._sheet import EDGE, Piece, Sheet, nothing_sheet, rows_of
from linkwork.visualise._style import PAPER
from linkwork.words import counted

NAME = "cells-moved"
#: From worst to best, what each is called at length, and its ground.
STATES = {
    "gap": ("gap: no service", PAPER),
    "single": ("single: one service", "#f8dca0"),
    "covered": ("covered: two or more", "#a6ddcb"),
}
WORSE, BETTER, SAME = "#d58a7c", "#8fc7ae", "#dfe3e8"
HIGH = 190.0


def sheet(view: GraphView) -> Sheet:
    """The moves as flows, and below them what moved, losses first, with the cause."""
    rows = rows_of(view, "C4")
    if not rows:
        return nothing_sheet(view, NAME, ("C4",), "Nothing was asked about where cover came and went.")
    moved = [row for row in rows if row.get("before") != row.get("after")]
    found = _flows(rows)
    read = (
        "A band goes from what needs in areas were to what they are; the thicker, the more of them. A band with a "
        "dashed edge has less cover than before.",
        "A service that came may have been there before and be newly named: real change or better counting (C6) "
        "tells these apart.",
    )
    said = Said(NAME, "C4", _finding(moved), _counts(rows, moved), read)
    bare = sheet_about(view, said)
    columns = (Column("need"), Column("area"), Column("move"), Column("cause"))
    lines = tuple(_line(row) for row in sorted(moved or rows, key=_order))
    return ledger_on(
        bare, Ledger(columns, lines, "became a gap"), len(lines), "move", lambda top, wide: _above(found, top, wide)
    )


def _above(found: Flows, top: float, wide: float) -> Piece:
    return flows_piece(found, (EDGE, top), wide - 2 * EDGE, HIGH)


def _state(value: object) -> str:
    return str(value) if str(value) in STATES else ""


def _flows(rows: Sequence[Row]) -> Flows:
    number = Counter((_state(row.get("before")), _state(row.get("after"))) for row in rows)
    blocks, flows = [], []
    for column, which in ((0, 0), (1, 1)):
        for state, (words, fill) in {**STATES, "": ("not known", "#f3f4f6")}.items():
            many = sum(n for move, n in number.items() if move[which] == state)
            if many:
                name = f"{words} ({many:,})"
                blocks.append(Block(f"{column}{state}", name, column, name, fill, state == "gap"))
    for (before, after), many in sorted(number.items()):
        look = SAME if before == after else WORSE if _better(before, after) < 0 else BETTER
        cells = counted(many, "need in an area", "needs in areas")
        title = f"{cells}: {before or 'not known'} before, {after or 'not known'} now"
        flows.append(Flow(f"0{before}", f"1{after}", float(many), title, look, (4, 3) if look == WORSE else ()))
    return Flows(("before", "now"), tuple(blocks), tuple(flows), fixed=True)


def _better(before: object, after: object) -> int:
    """How many steps of cover were won; lost where it is below 0."""
    order = list(STATES)
    known = _state(before) and _state(after)
    return order.index(str(after)) - order.index(str(before)) if known else 0


def _order(row: Row) -> tuple[object, ...]:
    won = _better(row.get("before"), row.get("after"))
    return (row.get("after") != "gap" or won >= 0, won > 0, won, word_in(row, "need"), word_in(row, "area"))


def _line(row: Row) -> Line:
    won = _better(row.get("before"), row.get("after"))
    before, after = word_in(row, "before") or "?", word_in(row, "after") or "?"
    tag = "stop" if won < 0 and after == "gap" else "mind" if won < 0 else "good" if won > 0 else "plain"
    group = "less cover than before" if won < 0 else "more cover than before" if won > 0 else "as before"
    need, area, cause = (word_in(row, name) for name in ("need", "area", "cause"))
    return line_of([Entry(need, bold=True), area, Entry(f"{before} → {after}", tag), cause], group, tag == "stop")


def _finding(moved: Sequence[Row]) -> str:
    if not moved:
        return "no need in any area has more or less cover than before"
    lost = sum(1 for row in moved if row.get("after") == "gap")
    filled = sum(1 for row in moved if row.get("before") == "gap")
    if not lost and not filled:
        return f"{counted(len(moved), 'need in an area', 'needs in areas')} moved, none of them into or out of a gap"
    became = "became a gap" if lost == 1 else "became gaps"
    ceased = "is a gap no more" if filled == 1 else "are gaps no more"
    return f"{counted(lost, 'need in an area', 'needs in areas')} {became}, and {filled:,} {ceased}"


def _counts(rows: Sequence[Row], moved: Sequence[Row]) -> Iterator[str]:
    worse = sum(1 for row in moved if _better(row.get("before"), row.get("after")) < 0)
    better = sum(1 for row in moved if _better(row.get("before"), row.get("after")) > 0)
    yield f"{worse:,} with less cover, {better:,} with more"
    if len(moved) < len(rows):
        yield f"{len(rows) - len(moved):,} as before"


DRAWING = Drawing(
    name=NAME,
    title="Where cover came and went",
    question="Which needs in which areas moved between covered, single and gap, and why?",
    sheet=sheet,
    asks=(Asks("C4"),),
    needs_graph=False,
    of="C4",
)
