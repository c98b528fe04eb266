"""Services nobody can reach: each as a grey box that no way leads to, and below what is missing, in a table."""

from collections.abc import Iterator, Sequence

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import Row, ids_in, name_in, names_in, number_in, word_in
from linkwork.visualise._ledger import Column, Entry, Ledger, Line, ledger_on, line_of, tagged
from linkwork.visualise._paths import LOST, MISSING, Stop, arrow_items, stop_group
from linkwork.visualise._scene import SMALL, Item, Words
from linkwork.visualise._sheet import EDGE, Piece, Sheet, nothing_sheet, rows_of
from linkwork.visualise._style import FAINT_INK
from linkwork.words import counted

NAME = "unreachable-services"
#: So many grey boxes at most, in rows of so many.
MOST_BOXES, IN_ROW = 20, 5
HIGH, GAP = 36.0, 12.0
#: How a service lets people in, as it is said and tagged.
ACCESS = {"closed": "stop", "professional": "mind", "self": "good"}
COLUMNS = (
    Column("service"),
    Column("what is missing", lines=3),
    Column("needs it would meet"),
    Column("who provides it"),
    Column("how people come to it"),
    Column("refer to it all the same", number=True),
)


def sheet(view: GraphView) -> Sheet:
    """The doors, the grey boxes that none of them leads to, and the table; services that meet most needs first."""
    rows = rows_of(view, "P9")
    if not rows:
        return nothing_sheet(view, NAME, ("P9",), "Nothing was asked about reach.")
    ordered = sorted(rows, key=lambda row: (-len(names_in(row, "needs")), name_in(row, "service")))
    read = (
        "A grey box is a service to which no way leads from any door; the table says what is missing.",
        "A referral that neither side has told us of is not known. Ask the service how people come to it.",
    )
    said = Said(NAME, "P9", _finding(ordered), _counts(ordered), read)
    whole = sheet_about(view, said)
    ledger = Ledger(COLUMNS, tuple(_line(row) for row in ordered))
    return ledger_on(whole, ledger, len(rows), "service", lambda top, wide: _grey(ordered, top, wide))


def _line(row: Row) -> Line:
    refer = len(ids_in(row, "sender_ids"))
    return line_of(
        (
            Entry(name_in(row, "service"), bold=True),
            word_in(row, "missing_link"),
            word_in(row, "needs") or "nobody has said",
            word_in(row, "provider"),
            tagged(row.get("access"), ACCESS) if word_in(row, "access") else Entry("not said", "plain"),
            str(refer) if refer else "none",
        )
    )


def _grey(rows: Sequence[Row], top: float, wide: float) -> Piece:
    """The doors at the left, an arrow that is not there, and the services as grey boxes at the right."""
    doors = max((number_in(row, "entry_points_tried") or 0 for row in rows), default=0)
    shown = rows[:MOST_BOXES]
    said = counted(int(doors), "door") + " tried" if doors else "no door known"
    start = EDGE + 126.0
    across = (wide - EDGE - start - 92.0 - GAP * (IN_ROW - 1)) / IN_ROW
    down = -(-len(shown) // IN_ROW)
    middle = top + (down * (HIGH + GAP) - GAP) / 2
    items: list[Item] = [
        stop_group(Stop((said,), "door"), (EDGE, middle - HIGH / 2, start, middle + HIGH / 2)),
        *arrow_items(MISSING, (start, start + 88.0), middle),
    ]
    for n, row in enumerate(shown):
        left, y = start + 92.0 + (n % IN_ROW) * (across + GAP), top + (n // IN_ROW) * (HIGH + GAP)
        stop = Stop(
            (name_in(row, "service"),), mark=LOST, title=f"{name_in(row, 'service')}: {word_in(row, 'missing_link')}"
        )
        items.append(stop_group(stop, (left, y, left + across, y + HIGH)))
    end = top + down * (HIGH + GAP)
    if len(rows) > len(shown):
        items.append(Words(f"and {len(rows) - len(shown):,} more", start + 92.0, end + 4, SMALL, colour=FAINT_INK))
        end += 16
    return Piece(items, end)


def _finding(rows: Sequence[Row]) -> str:
    needs = {need for row in rows for need in names_in(row, "needs")}
    meet = f", which would meet {counted(len(needs), 'need')}" if needs else ""
    return f"nobody can reach {counted(len(rows), 'service')}{meet}"


def _counts(rows: Sequence[Row]) -> Iterator[str]:
    doors = max((number_in(row, "entry_points_tried") or 0 for row in rows), default=0)
    yield f"{counted(int(doors), 'door')} tried"
    sent = sum(1 for row in rows if ids_in(row, "sender_ids"))
    if sent:
        yield f"{sent} that somebody refers to all the same"
    closed = sum(1 for row in rows if word_in(row, "access") == "closed")
    if closed:
        yield f"{closed} closed"


DRAWING = Drawing(
    name=NAME,
    title="Services nobody can reach",
    question="Which services can nobody reach, and what is missing?",
    sheet=sheet,
    asks=(Asks("P9"),),
    needs_graph=False,
    of="P9",
)
