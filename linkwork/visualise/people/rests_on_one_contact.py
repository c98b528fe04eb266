"""What rests on one contact: the services by what else hangs on the same person; people are counted, never named."""

from collections.abc import Iterator, Sequence

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import Row, whole_in, word_in
from linkwork.visualise._ledger import Column, Entry, Ledger, Line, ledger_on, line_of
from linkwork.visualise._sheet import Sheet, nothing_sheet, rows_of
from linkwork.words import counted

NAME = "rests-on-one-contact"
SHARED, ALONE, MORE = "on one person, with other services", "on one person", "on a few people"


def sheet(view: GraphView) -> Sheet:
    """The services that share their only contact first, then those with one of their own."""
    rows = rows_of(view, "B7")
    if not rows:
        return nothing_sheet(view, NAME, ("B7",), "Nothing was asked about contacts.")
    read = (
        "Each line is a service whose contact has no deputy that is known. If that person leaves, nobody knows "
        "whom to ring; where the same person is the contact of other services too, all of them are lost at once.",
        "A service may have other contacts that nobody has told us of.",
    )
    said = Said(NAME, "B7", _finding(rows), _counts(rows), read)
    bare = sheet_about(view, said)
    columns = (
        Column("service"),
        Column("provider"),
        Column("contacts", number=True),
        Column("deputies", number=True),
        Column("other services on the same person"),
        Column("contact last confirmed"),
    )
    order = {SHARED: 0, ALONE: 1, MORE: 2}
    ordered = sorted(rows, key=lambda r: (order[_group(r)], -whole_in(r, "other_services"), word_in(r, "provider")))
    ledger = Ledger(columns, tuple(_line(row) for row in ordered), "if this person leaves, several services are lost")
    return ledger_on(bare, ledger, len(rows), "service")


def _group(row: Row) -> str:
    if whole_in(row, "n_contacts") > 1:
        return MORE
    return SHARED if whole_in(row, "other_services") else ALONE


def _line(row: Row) -> Line:
    others = whole_in(row, "other_services")
    name, provider, contacts, deputies, confirmed = (
        word_in(row, column) for column in ("service", "provider", "n_contacts", "deputies", "contact_confirmed")
    )
    shared = Entry(f"{others:,} more", "stop" if others > 1 else "mind") if others else Entry()
    when = Entry(confirmed) if confirmed else Entry("nobody dates it", "mind")
    named, by = Entry(name, bold=True), provider or "nobody says"
    return line_of([named, by, contacts, deputies, shared, when], _group(row), bool(others))


def _finding(rows: Sequence[Row]) -> str:
    one = [row for row in rows if whole_in(row, "n_contacts") <= 1]
    shared = sum(1 for row in one if whole_in(row, "other_services"))
    said = f"{counted(len(one), 'service')} {'rests' if len(one) == 1 else 'rest'} on one contact"
    if not shared:
        return said
    return f"{said}, {shared:,} of them on somebody who is the only contact of other services too"


def _counts(rows: Sequence[Row]) -> Iterator[str]:
    dated = [word_in(row, "contact_confirmed") for row in rows if row.get("contact_confirmed")]
    if dated:
        yield (
            f"confirmed between {min(dated)} and {max(dated)}" if min(dated) < max(dated) else f"confirmed {min(dated)}"
        )
    if len(dated) < len(rows):
        yield f"{len(rows) - len(dated):,} of which nobody dates the contact"
    yield "people are counted, never named"


DRAWING = Drawing(
    name=NAME,
    title="What rests on one contact",
    question="Which services rest on one contact, and which of them on the same person?",
    sheet=sheet,
    asks=(Asks("B7"),),
    needs_graph=False,
    of="B7",
)
