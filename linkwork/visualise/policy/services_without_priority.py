"""Services that support no stated priority, as a table in groups of how near they are to social prescribing."""

from collections.abc import Iterator, Sequence

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import Row, name_in, names_in, word_in
from linkwork.visualise._ledger import Column, Entry, Ledger, Line, ledger_on, line_of
from linkwork.visualise._sheet import Sheet, nothing_sheet, rows_of
from linkwork.words import counted, listed

NAME = "services-without-priority"
#: How near a service is to social prescribing, the nearest first, and what its group is called.
SCOPES = {
    "core": "Core to social prescribing",
    "adjacent": "Beside social prescribing",
    "context": "Context",
    "": "Nobody has said how near they are to social prescribing",
}
COLUMNS = (
    Column("service"),
    Column("who provides it"),
    Column("who pays"),
    Column("last reviewed", 1),
)
BESIDES = Column("what else is said")


def sheet(view: GraphView) -> Sheet:
    """The table: the nearest to social prescribing first, and of these those that somebody pays for, marked."""
    rows = rows_of(view, "A3")
    if not rows:
        return nothing_sheet(view, NAME, ("A3",), "Nothing was asked about priorities.")
    order = list(SCOPES)
    ranked = sorted(rows, key=lambda row: (order.index(_scope(row)), not _paid(row), name_in(row, "service")))
    said = Said(NAME, "A3", _finding(rows), _counts(rows), _how_to_read(rows))
    whole = sheet_about(view, said)
    more = any(beside for row in rows for beside in _besides(row))
    columns = (*COLUMNS, BESIDES) if more else COLUMNS
    ledger = Ledger(columns, tuple(_line(row, more) for row in ranked), marked="somebody pays for it")
    return ledger_on(whole, ledger, len(rows), "service")


def _scope(row: Row) -> str:
    scope = word_in(row, "scope")
    return scope if scope in SCOPES else ""


def _paid(row: Row) -> bool:
    return bool(names_in(row, "funder") or row.get("funds_not_published"))


def _line(row: Row, more: bool) -> Line:
    pays = [*names_in(row, "funder"), *(["confidential funds"] if row.get("funds_not_published") else [])]
    cells = [
        Entry(name_in(row, "service"), bold=True),
        Entry(listed(names_in(row, "provider"))),
        Entry(listed(pays) or "nobody has said"),
        Entry(word_in(row, "last_reviewed") or "not said"),
    ]
    besides = [Entry("; ".join(_besides(row)))] if more else []
    return line_of([*cells, *besides], SCOPES[_scope(row)], marked=_paid(row))


def _besides(row: Row) -> Iterator[str]:
    if roles := names_in(row, "roles_that_support"):
        yield f"its {listed(roles)} {'supports' if len(roles) == 1 else 'support'} one"
    if denied := names_in(row, "said_not_to_support"):
        yield f"said not to support {listed(denied)}"


def _finding(rows: Sequence[Row]) -> str:
    supports = "supports" if len(rows) == 1 else "support"
    core = sum(1 for row in rows if _scope(row) == "core")
    near = f", {core} of them core to social prescribing" if core else ""
    return f"{counted(len(rows), 'service')} {supports} no stated priority{near}"


def _counts(rows: Sequence[Row]) -> Iterator[str]:
    paid = sum(1 for row in rows if _paid(row))
    yield f"{paid} that somebody is known to pay for" if paid else "nobody is known to pay for any of them"
    unreviewed = sum(1 for row in rows if not word_in(row, "last_reviewed"))
    if unreviewed:
        yield f"{unreviewed} of which nobody says when they were last reviewed"


def _how_to_read(rows: Sequence[Row]) -> Iterator[str]:
    yield "Each line is a service that nobody has linked to any priority or policy; that is no fault of the service."
    yield "It may mean that nobody has looked yet."
    if any(_paid(row) for row in rows):
        yield "Marked are those that somebody pays for: ask them what for."


DRAWING = Drawing(
    name=NAME,
    title="Services that support no stated priority",
    question="Which services support no stated priority, who provides them and who pays?",
    sheet=sheet,
    asks=(Asks("A3"),),
    needs_graph=False,
    of="A3",
)
