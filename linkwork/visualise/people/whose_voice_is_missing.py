"""Whose voice is missing: of each sector how many were heard and how many were not, and who that is."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._bars import Bar, Bars, Look, bars_piece
from linkwork.visualise._cells import Row, names_in, number_in, whole_in
from linkwork.visualise._ledger import Column, Entry, Ledger, Line, ledger_on, line_of
from linkwork.visualise._sheet import EDGE, Sheet, nothing_sheet, rows_of
from linkwork.visualise._words import in_per_cent
from linkwork.visualise.people._sectors import sector_words
from linkwork.words import counted

NAME = "whose-voice-is-missing"
HEARD, UNHEARD = Look("heard: answered, or took part in an engagement", "#2f73ab"), Look("not heard", "#f8dca0", True)


def sheet(view: GraphView) -> Sheet:
    """Two bars for each sector, the least heard first; below, who was not heard and what they provide."""
    rows = rows_of(view, "B4")
    if not rows:
        return nothing_sheet(view, NAME, ("B4",), "Nothing was asked about whose voice is missing.")
    chart = Bars(tuple(_bar(row) for row in rows), "organisations of the sector")
    read = (
        "Each bar is a sector's organisations: those that were heard, and, hatched, those that were not. A service "
        "has nobody to speak for it if nobody who provides it was heard.",
        "Organisations are counted, not people; and to be heard is not to be agreed with.",
    )
    said = Said(NAME, "B4", _finding(rows), _counts(rows), read)
    bare = sheet_about(view, said)
    missing = [row for row in rows if names_in(row, "not_heard")]
    columns = (Column("sector"), Column("not heard", lines=4), Column("services nobody speaks for", lines=4))
    if not missing:
        return replace(bare, body=lambda top, wide: bars_piece(chart, top, wide, EDGE))
    ledger = Ledger(columns, tuple(_line(row) for row in missing), "less than half of the sector was heard")
    return ledger_on(bare, ledger, len(missing), "sector", lambda top, wide: bars_piece(chart, top, wide, EDGE))


def _heard(row: Row) -> tuple[int, int]:
    every = whole_in(row, "organisations")
    heard = min(whole_in(row, "engaged"), every)
    return heard, every - heard


def _bar(row: Row) -> Bar:
    heard, unheard = _heard(row)
    name = sector_words(row.get("sector"))
    rate = number_in(row, "rate")
    share = f"{in_per_cent(rate)} heard; " if rate is not None else ""
    after = f"{share}{whole_in(row, 'answered'):,} of {whole_in(row, 'asked'):,} asked have answered"
    if whole_in(row, "invited"):
        after += f"; {whole_in(row, 'took_part'):,} of {whole_in(row, 'invited'):,} invited took part"
    return Bar(name, ((heard, HEARD), (unheard, UNHEARD)), f"{name}: {heard:,} heard, {unheard:,} not; {after}", after)


def _line(row: Row) -> Line:
    rate = number_in(row, "rate")
    services = names_in(row, "services_unrepresented")
    cells = (", ".join(names_in(row, "not_heard")), f"{len(services):,}: {', '.join(services)}" if services else "none")
    name = Entry(sector_words(row.get("sector")), bold=True)
    return line_of([name, *cells], marked=rate is not None and rate < 0.5)


def _finding(rows: Sequence[Row]) -> str:
    unheard = sum(_heard(row)[1] for row in rows)
    services = len({one for row in rows for one in names_in(row, "services_unrepresented")})
    if not unheard:
        return "every organisation of every sector was heard"
    speak = f"{counted(services, 'service')} {'has' if services == 1 else 'have'} nobody who speaks for them"
    every = sum(sum(_heard(row)) for row in rows)
    was = "was" if unheard == 1 else "were"
    said = f"{unheard:,} of {counted(every, 'organisation')} {was} not heard"
    return f"{said}, so {speak.replace('for them', 'for it') if services == 1 else speak}" if services else said


def _counts(rows: Sequence[Row]) -> Iterator[str]:
    worst = rows[0]
    rate = number_in(worst, "rate")
    if rate is not None and rate < 1:
        yield f"{sector_words(worst.get('sector'))} was heard least, {in_per_cent(rate)}"
    yield counted(len(rows), "sector")


DRAWING = Drawing(
    name=NAME,
    title="Whose voice is missing",
    question="Whose voice is missing from this round?",
    sheet=sheet,
    asks=(Asks("B4"),),
    needs_graph=False,
    of="B4",
)
