"""Who employs, hosts and supervises each role: a lane for every post, what nobody has stated marked in its place."""

from collections import Counter
from collections.abc import Iterator, Sequence

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import Row, names_in, word_in
from linkwork.visualise._ledger import Column, Entry, Ledger, Line, ledger_on, line_of
from linkwork.visualise._sheet import Sheet, nothing_sheet, rows_of
from linkwork.words import counted

NAME = "who-employs-and-supervises"
LANES = {
    "employer": "employs",
    "line_management": "manages the work",
    "clinical_supervision": "supervises the clinical side",
    "premises": "gives a place to work",
}


def sheet(view: GraphView) -> Sheet:
    """The posts by service, those of most gaps first."""
    rows = rows_of(view, "B5")
    if not rows:
        return nothing_sheet(view, NAME, ("B5",), "Nothing was asked about who employs and supervises.")
    read = (
        "Each line is a post, or a role of which no post is known, and runs across who stands behind it. Hatched: "
        "nobody has told us, which is not to say that there is nobody. Of the service: said of it as a whole.",
        "Who pays for a post may be another body than who employs it.",
    )
    said = Said(NAME, "B5", _finding(rows), _counts(rows), read)
    bare = sheet_about(view, said)
    lanes = (Column(words) for words in LANES.values())
    columns = (Column("service"), Column("post or role"), *lanes, Column("full-time equivalents, or vacant since"))
    return ledger_on(bare, Ledger(columns, tuple(_lines(rows)), "nobody has stated any of the four"), len(rows))


def _service(row: Row) -> str:
    return word_in(row, "service") or "in no service that is known"


def _lines(rows: Sequence[Row]) -> Iterator[Line]:
    """The posts service by service, the service of the one with most gaps first; its name is said once."""
    places = {service: n for n, service in enumerate(dict.fromkeys(_service(row) for row in rows))}
    before = ""
    for row in sorted(rows, key=lambda row: places[_service(row)]):
        yield _line(row, "" if _service(row) == before else _service(row))
        before = _service(row)


def _line(row: Row, service: str) -> Line:
    post, role = word_in(row, "post"), word_in(row, "role")
    name = post or (f"{role} (no post known)" if role else "(no name)")
    cells = [_lane(row, lane) for lane in LANES]
    vacant, fte = word_in(row, "vacant_since"), word_in(row, "fte")
    state = Entry(f"vacant {vacant}", "stop") if vacant else Entry(fte)
    marked = len(names_in(row, "gaps")) == len(LANES)
    title = f"{_service(row)}: {name}; not stated: {', '.join(names_in(row, 'gaps')) or 'nothing'}"
    return line_of([Entry(service, bold=True), name, *cells, state], marked=marked, title=title)


def _lane(row: Row, lane: str) -> Entry:
    said = word_in(row, lane)
    if not said:
        return Entry("nobody said", "mind")
    whole = lane in names_in(row, "of_the_service") or lane.replace("_", " ") in names_in(row, "of_the_service")
    return Entry(f"{said} (of the service)") if whole else Entry(said)


def _finding(rows: Sequence[Row]) -> str:
    gaps = Counter(gap for row in rows for gap in names_in(row, "gaps"))
    lacking = sum(1 for row in rows if names_in(row, "gaps"))
    if not lacking:
        return "it is known of every post and role who employs, manages, supervises and houses it"
    worst, number = min(gaps.items(), key=lambda gap: (-gap[1], gap[0]))
    of = f"{lacking:,} of {counted(len(rows), 'post or role', 'posts and roles')} {'lacks' if lacking == 1 else 'lack'}"
    return f"{of} somebody who stands behind {'it' if lacking == 1 else 'them'}; {worst} is unstated for {number:,}"


def _counts(rows: Sequence[Row]) -> Iterator[str]:
    yield counted(len({_service(row) for row in rows if row.get("service")}), "service")
    vacant = sum(1 for row in rows if row.get("vacant_since"))
    if vacant:
        yield f"{counted(vacant, 'post')} vacant"
    whole = sum(1 for row in rows if not row.get("post"))
    if whole:
        yield f"{counted(whole, 'role')} of which no post is known"


DRAWING = Drawing(
    name=NAME,
    title="Who employs, hosts and supervises each role",
    question="Who employs, hosts and supervises each role, and where has nobody said?",
    sheet=sheet,
    asks=(Asks("B5"),),
    needs_graph=False,
    of="B5",
)
