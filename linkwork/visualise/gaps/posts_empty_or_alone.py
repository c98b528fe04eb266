"""Connector posts that are vacant or unsupervised: a line a post, with what is lacking marked."""

from collections.abc import Iterator, Mapping, Sequence

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._axis import in_figures
from linkwork.visualise._cells import name_in, number_in
from linkwork.visualise._ledger import Column, Entry, Ledger, Line, ledger_on, line_of
from linkwork.visualise._sheet import Sheet, in_words, nothing_sheet, rows_of
from linkwork.words import counted, listed

DRAWING_NAME = "posts-empty-or-alone"
NOT_SAID = "not said"
COLUMNS = (
    Column("post"),
    Column("role"),
    Column("service"),
    Column("full-time equivalents", number=True),
    Column("vacant"),
    Column("who employs"),
    Column("who supervises"),
)


def sheet(view: GraphView) -> Sheet:
    """The posts in the answer's order; a page that says why there are none where there are no rows."""
    rows = rows_of(view, "G9")
    if not rows:
        return nothing_sheet(view, DRAWING_NAME, ("G9",), "Nothing was asked about posts.")
    said = Said(DRAWING_NAME, "G9", _finding(rows), _counts(rows), _how_to_read())
    lines = tuple(_line(row) for row in rows)
    ledger = Ledger(COLUMNS, lines, "vacant, and nobody is said to supervise it")
    return ledger_on(sheet_about(view, said), ledger, len(rows), "post")


def _vacant(row: Mapping[str, object]) -> bool:
    return "vacant" in str(row["why"] or "") or bool(row["vacant_since"])


def _alone(row: Mapping[str, object]) -> bool:
    return "supervise" in str(row["why"] or "")


def _line(row: Mapping[str, object]) -> Line:
    fte = number_in(row, "fte")
    since = in_words(row["vacant_since"])
    supervisor = in_words(row["supervisor_org"]) or NOT_SAID
    return line_of(
        [
            Entry(name_in(row, "post"), bold=True),
            in_words(row["role"]),
            in_words(row["service"]) or NOT_SAID,
            in_figures(fte) if fte is not None else in_words(row["fte"]),
            Entry(f"since {since}" if since else "vacant", "stop") if _vacant(row) else "",
            in_words(row["employer"]) or NOT_SAID,
            Entry(supervisor, "mind") if _alone(row) else supervisor,
        ],
        marked=_vacant(row) and _alone(row),
    )


def _finding(rows: Sequence[Mapping[str, object]]) -> str:
    vacant, alone = sum(map(_vacant, rows)), sum(map(_alone, rows))
    both = sum(1 for row in rows if _vacant(row) and _alone(row))
    parts = []
    if vacant:
        parts.append(f"{counted(vacant, 'connector post')} {'is' if vacant == 1 else 'are'} vacant")
    if alone:
        posts = f"{alone:,}" if vacant else counted(alone, "connector post")
        parts.append(
            f"{posts} {'has' if alone == 1 else 'have'} nobody said to supervise {'it' if alone == 1 else 'them'}"
        )
    said = listed(parts) or f"{counted(len(rows), 'connector post')} to look at"
    return f"{said}; {both} {'is' if both == 1 else 'are'} both" if both and len(parts) > 1 else said


def _counts(rows: Sequence[Mapping[str, object]]) -> Iterator[str]:
    yield counted(len(rows), "post")
    ftes = [number_in(row, "fte") for row in rows if _vacant(row)]
    if ftes and all(fte is not None for fte in ftes):
        yield f"{in_figures(sum(fte or 0.0 for fte in ftes))} full-time equivalents vacant"


def _how_to_read() -> tuple[str, ...]:
    return (
        "The post vacant for longest stands first. Vacant is what was last said of the post; it may have been filled "
        "since.",
        "Not said means that nobody has told us: a post may have a supervisor all the same. Ask before calling it "
        "unsupervised.",
    )


DRAWING = Drawing(
    name=DRAWING_NAME,
    title="Connector posts that are vacant or unsupervised",
    question="Which connector posts are vacant or unsupervised?",
    sheet=sheet,
    asks=(Asks("G9"),),
    needs_graph=False,
    of="G9",
)
