"""Overlaps that were judged: why each is there, who decided it, and which are to be looked at again."""

from collections.abc import Iterator, Mapping, Sequence

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import name_in
from linkwork.visualise._ledger import Column, Entry, Ledger, Line, ledger_on, line_of, tagged
from linkwork.visualise._sheet import Sheet, in_words, nothing_sheet, rows_of
from linkwork.words import counted

DRAWING_NAME = "deliberate-or-accidental"
SORTS = {"deliberate": "good", "accidental": "mind"}
PASSED = "the day has passed"
COLUMNS = (
    Column("the two services", 3),
    Column("judged"),
    Column("why", 3),
    Column("who decided"),
    Column("when"),
    Column("to be looked at again"),
)


def sheet(view: GraphView) -> Sheet:
    """The judgements in the answer's order, those overdue marked; a page that says why there are none without rows."""
    rows = rows_of(view, "O8")
    if not rows:
        return nothing_sheet(view, DRAWING_NAME, ("O8",), "Nothing was asked about judged overlaps.")
    said = Said(DRAWING_NAME, "O8", _finding(rows), _counts(rows), _how_to_read())
    ledger = Ledger(COLUMNS, tuple(_line(row) for row in rows), "the day to look again has passed")
    return ledger_on(sheet_about(view, said), ledger, len(rows), "judgement")


def _overdue(row: Mapping[str, object]) -> bool:
    return PASSED in str(row["review"] or "")


def _line(row: Mapping[str, object]) -> Line:
    again = in_words(row["review_on"]) or "no day was set"
    return line_of(
        [
            Entry(name_in(row, "pair", "not known"), bold=True),
            tagged(row["overlap"], SORTS),
            in_words(row["reason"]),
            in_words(row["decided_by"]),
            in_words(row["decided_on"]),
            Entry(f"{again}, passed", bold=True) if _overdue(row) else again,
        ],
        marked=_overdue(row),
    )


def _finding(rows: Sequence[Mapping[str, object]]) -> str:
    number = {sort: sum(1 for row in rows if row["overlap"] == sort) for sort in SORTS}
    due = sum(1 for row in rows if _overdue(row))
    again = f"; {due} {'is' if due == 1 else 'are'} due to be looked at again" if due else ""
    judged = f"of {counted(len(rows), 'judged overlap')} {number['deliberate']} {_is(number['deliberate'])} deliberate"
    return f"{judged} and {number['accidental']} accidental{again}"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _counts(rows: Sequence[Mapping[str, object]]) -> Iterator[str]:
    yield counted(len(rows), "judgement")
    without = sum(1 for row in rows if not row["review_on"])
    if without:
        yield f"no day to look again for {without}"


def _how_to_read() -> tuple[str, ...]:
    return (
        "A judgement is what somebody decided on a day, with a reason: deliberate if there is a reason to have both.",
        "It does not say that the two still overlap, which the overlap matrix works out. Accidental does not mean that "
        "one of the two should go.",
    )


DRAWING = Drawing(
    name=DRAWING_NAME,
    title="Overlaps already judged",
    question="Which overlaps are deliberate (choice, language, culture) and which accidental?",
    sheet=sheet,
    asks=(Asks("O8"),),
    needs_graph=False,
    of="O8",
)
