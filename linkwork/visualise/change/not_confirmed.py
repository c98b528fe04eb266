"""What nobody confirmed this round: how old it is, and the oldest of it by name."""

from collections import Counter
from collections.abc import Iterator, Sequence

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._ages import ages_piece
from linkwork.visualise._bars import Look
from linkwork.visualise._cells import Row, word_in
from linkwork.visualise._ledger import Column, Entry, Ledger, Line, ledger_on, line_of
from linkwork.visualise._sheet import Piece, Sheet, nothing_sheet, rows_of
from linkwork.visualise._words import plain
from linkwork.words import counted

NAME = "not-confirmed"
STALE = Look("stale: all its sources have let it go", "#e3a08f", True)
STANDING = Look("standing: a source of an earlier day still says it", "#c3d9ec")


def sheet(view: GraphView) -> Sheet:
    """The ages of what was not confirmed, and the list by kind, what is stale marked."""
    rows = rows_of(view, "C5")
    if not rows:
        return nothing_sheet(view, NAME, ("C5",), "Nothing was asked about what nobody confirmed.")
    ages = [(row.get("age_days"), STALE if row.get("state") == "stale" else STANDING) for row in rows]
    read = (
        "Each column is how many records were last confirmed so long before the day of the graph. Below stand "
        "first those that all their sources have let go, which are marked, and then the others, the oldest first.",
        "Not confirmed is not the same as gone: nobody was asked, or nobody answered, or it has ended.",
    )
    said = Said(NAME, "C5", _finding(rows), _counts(rows), read)
    bare = sheet_about(view, said)
    columns = (
        Column("name"),
        Column("kind"),
        Column("days since", number=True),
        Column("state"),
        Column("last said by"),
        Column("last said on"),
        Column("who keeps it right"),
    )
    lines = tuple(_line(row) for row in sorted(rows, key=lambda row: row.get("state") != "stale"))
    ledger = Ledger(columns, lines, "stale: drops out of answers unless somebody confirms it")
    return ledger_on(bare, ledger, len(lines), "record", lambda top, wide: _above(ages, top, wide))


def _above(ages: Sequence[tuple[object, Look]], top: float, wide: float) -> Piece:
    return ages_piece(ages, top, wide)


def _line(row: Row) -> Line:
    stale = row.get("state") == "stale"
    name, kind, days, state, by, on, owner = (
        word_in(row, column) for column in ("name", "kind", "age_days", "state", "said_by", "said_on", "owner")
    )
    tag = Entry(state or "not said", "stop" if stale else "plain")
    group = "stale" if stale else "still said by some source"
    return line_of([Entry(name, bold=True), kind, days, tag, by, on, owner or "nobody named"], group, stale)


def _finding(rows: Sequence[Row]) -> str:
    stale = sum(1 for row in rows if row.get("state") == "stale")
    was = "was" if len(rows) == 1 else "were"
    said = f"{counted(len(rows), 'record')} {was} not confirmed this round"
    if stale == len(rows):
        return f"{said}, and {'it is' if stale == 1 else 'all are'} stale"
    return f"{said}, {stale:,} of them stale" if stale else f"{said}; a source still stands for each"


def _counts(rows: Sequence[Row]) -> Iterator[str]:
    kinds = Counter(plain(row.get("kind") or "kind not said") for row in rows)
    most_first = sorted(kinds.items(), key=lambda kind: (-kind[1], kind[0]))
    yield f"by kind: {', '.join(f'{kind} {number:,}' for kind, number in most_first)}"


DRAWING = Drawing(
    name=NAME,
    title="What nobody confirmed this round",
    question="What did nobody confirm this round, and how old is it?",
    sheet=sheet,
    asks=(Asks("C5"),),
    needs_graph=False,
    of="C5",
)
