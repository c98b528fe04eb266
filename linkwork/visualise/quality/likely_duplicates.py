"""Likely duplicates: pair by pair, how alike they are and why, with what speaks against it in a place of its own."""

from collections.abc import Iterator, Sequence

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import Row, number_in, word_in
from linkwork.visualise._ledger import Column, Entry, Ledger, Line, ledger_on, line_of
from linkwork.visualise._sheet import Sheet, nothing_sheet, rows_of
from linkwork.words import counted

NAME = "likely-duplicates"
WAITS = "waits for a decision"
CAUTION = "caution:"


def sheet(view: GraphView) -> Sheet:
    """The pairs that wait for a decision, the most alike first, then those decided."""
    rows = rows_of(view, "D2")
    if not rows:
        return nothing_sheet(view, NAME, ("D2",), "Nothing was asked about likely duplicates.")
    read = (
        "Each line is two records that may be one thing: how alike they are, 0 to 1, what speaks for it, and "
        "what to mind before saying so. Nothing is joined until somebody has decided.",
        "A score is not a chance. A branch or a team is not the body that it is part of.",
    )
    said = Said(NAME, "D2", _finding(rows), _counts(rows), read)
    bare = sheet_about(view, said)
    columns = (
        Column("one record"),
        Column("the other"),
        Column("how alike", number=True),
        Column("what speaks for it"),
        Column("mind"),
        Column("decision"),
    )
    lines = tuple(_line(row) for row in sorted(rows, key=lambda row: bool(row.get("decision"))))
    return ledger_on(bare, Ledger(columns, lines, bars="how alike, 0 to 1"), len(rows), "pair")


def _line(row: Row) -> Line:
    score = number_in(row, "score")
    said = [part.strip() for part in word_in(row, "reasons").split(";") if part.strip()]
    against = [part.removeprefix(CAUTION).strip() for part in said if part.startswith(CAUTION)]
    reasons = [part for part in said if not part.startswith(CAUTION)]
    decision, on = word_in(row, "decision"), word_in(row, "decided_on")
    kind = word_in(row, "kind") or "kind not said"
    state = Entry(f"{decision} {on}".strip(), "good" if decision == "same" else "plain") if decision else Entry("open")
    alike = Entry(f"{score:.2f}", share=score) if score is not None else Entry("not proposed now")
    mind = Entry(f"! {'; '.join(against)}", bold=True) if against else Entry()
    pair = (Entry(word_in(row, "a"), bold=True), Entry(word_in(row, "b"), bold=True))
    group = f"{kind}: {'decided' if decision else WAITS}"
    return line_of([*pair, alike, "; ".join(reasons), mind, state], group)


def _finding(rows: Sequence[Row]) -> str:
    waiting = [row for row in rows if not row.get("decision")]
    if not waiting:
        return f"{counted(len(rows), 'pair')} of records {'was' if len(rows) == 1 else 'were'} decided, and none waits"
    certain = sum(1 for row in waiting if (number_in(row, "score") or 0.0) >= 1)
    may = "may be one thing and waits" if len(waiting) == 1 else "may be one thing each and wait"
    said = f"{counted(len(waiting), 'pair')} of records {may} for a decision"
    return f"{said}; {certain:,} with the highest score" if certain else said


def _counts(rows: Sequence[Row]) -> Iterator[str]:
    decided = sum(1 for row in rows if row.get("decision"))
    if decided:
        yield f"{decided:,} decided"
    cautioned = sum(1 for row in rows if CAUTION in word_in(row, "reasons"))
    yield f"{cautioned:,} with something that speaks against it" if cautioned else "nothing speaks against any"


DRAWING = Drawing(
    name=NAME,
    title="Likely duplicates",
    question="Which records look like the same thing under two names, and what speaks against it?",
    sheet=sheet,
    asks=(Asks("D2"),),
    needs_graph=False,
    of="D2",
)
