"""Who has not answered: body by body, how often it was reminded and what is therefore known from others alone."""

from collections.abc import Iterator, Sequence

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import Row, names_in, whole_in, word_in
from linkwork.visualise._ledger import Column, Entry, Ledger, Line, ledger_on, line_of
from linkwork.visualise._sheet import Sheet, nothing_sheet, rows_of
from linkwork.visualise.people._sectors import sector_words
from linkwork.words import counted

NAME = "not-answered"
MANY = 3
GROUPS = {"no": "has not answered", "not known": "nobody says whether it answered", "yes": "has answered"}


def sheet(view: GraphView) -> Sheet:
    """Those that have not answered, those with most services first."""
    rows = rows_of(view, "D8")
    if not rows:
        return nothing_sheet(view, NAME, ("D8",), "Nothing was asked about who has not answered.")
    read = (
        "Each line is a body that was asked: how long it has been waiting, how often it was reminded, and the "
        "services of which we know from others alone. Marked: it provides services. Days run to the day of the "
        "graph, not to today.",
        "No answer is not a refusal: ask again, perhaps somebody else there or in another way.",
    )
    said = Said(NAME, "D8", _finding(rows), _counts(rows), read)
    bare = sheet_about(view, said)
    columns = (
        Column("organisation"),
        Column("sector"),
        Column("asked on"),
        Column("days waiting", number=True),
        Column("reminders"),
        Column("services", number=True),
        Column("which", lines=3),
    )
    places = {answered: n for n, answered in enumerate(GROUPS)}
    order = sorted(
        rows, key=lambda r: (places.get(_answered(r), 1), -len(names_in(r, "services")), -whole_in(r, "reminders"))
    )
    ledger = Ledger(columns, tuple(_line(row) for row in order), "its services are known from others alone")
    return ledger_on(bare, ledger, len(rows), "organisation")


def _answered(row: Row) -> str:
    return str(row.get("answered") or "not known")


def _line(row: Row) -> Line:
    services, reminders = names_in(row, "services"), whole_in(row, "reminders")
    name, on, days = (word_in(row, c) for c in ("organisation", "asked_on", "waiting_days"))
    said = f"{counted(reminders, 'reminder')}" if reminders else "none" if row.get("reminders") == 0 else "nobody says"
    often = Entry(said, "stop" if reminders >= MANY else "mind" if reminders else "plain")
    waits = _answered(row) != "yes"
    cells = (
        sector_words(row.get("sector")),
        on or "nobody says",
        days,
        often,
        f"{len(services):,}",
        ", ".join(services),
    )
    group = GROUPS.get(_answered(row), GROUPS["not known"])
    return line_of([Entry(name, bold=True), *cells], group, waits and bool(services))


def _finding(rows: Sequence[Row]) -> str:
    waiting = [row for row in rows if _answered(row) != "yes"]
    if not waiting:
        return "everybody who was asked has answered"
    services = len({one for row in waiting for one in names_in(row, "services")})
    said = f"{counted(len(waiting), 'organisation')} {'has' if len(waiting) == 1 else 'have'} not answered"
    if not services:
        return said
    return f"{said}, so {counted(services, 'service')} {'is' if services == 1 else 'are'} known from others alone"


def _counts(rows: Sequence[Row]) -> Iterator[str]:
    waiting = [row for row in rows if _answered(row) != "yes"]
    if len(waiting) < len(rows):
        yield f"{counted(len(rows), 'organisation')} asked"
    often = sum(1 for row in waiting if whole_in(row, "reminders") >= MANY)
    if often:
        yield f"{often:,} reminded {MANY} times or more"
    days = [whole_in(row, "waiting_days") for row in waiting if row.get("waiting_days") is not None]
    if days:
        yield f"the longest has waited {counted(max(days), 'day')}"


DRAWING = Drawing(
    name=NAME,
    title="Who has not answered",
    question="Who has not answered this round, and what do we know from others alone?",
    sheet=sheet,
    asks=(Asks("D8"),),
    needs_graph=False,
    of="D8",
)
