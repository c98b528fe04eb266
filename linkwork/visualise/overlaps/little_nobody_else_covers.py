"""Services that add little: what each reaches alone and what others reach too, most also covered first."""

from collections.abc import Iterator, Mapping, Sequence

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._bars import Bar, Bars, Look, bars_piece
from linkwork.visualise._cells import name_in, names_in, number_in, whole_in
from linkwork.visualise._sheet import EDGE, Sheet, fitted, nothing_sheet, rows_of
from linkwork.visualise._words import brief
from linkwork.words import counted, listed

DRAWING_NAME = "little-nobody-else-covers"
MOST = 36
ALONE = Look("nobody else reaches it", "#0b4377")
OTHERS = Look("another service reaches it too", "#dbe8f4", hatched=True)


def sheet(view: GraphView) -> Sheet:
    """The services in the answer's order, a bar each; a page that says why there is none where there are no rows."""
    rows = rows_of(view, "O4")
    if not rows:
        return nothing_sheet(view, DRAWING_NAME, ("O4",), "Nothing was asked about what services add.")
    chart = Bars([_bar(row) for row in rows[:MOST]], "combinations of need, group and area that the service reaches")
    said = Said(DRAWING_NAME, "O4", _finding(rows), _counts(rows), _how_to_read(rows))
    return fitted(
        sheet_about(view, said, lambda top, wide: bars_piece(chart, top, wide, EDGE)),
        720.0,
    )


def _bar(row: Mapping[str, object]) -> Bar:
    service, cells, alone = (
        name_in(row, "service", "not known"),
        whole_in(row, "footprint_cells"),
        whole_in(row, "unique_cells"),
    )
    until = f", paid until {name_in(row, 'funded_until', 'not known')}" if row["funded_until"] else ""
    others = names_in(row, "covered_by")
    by = f"; also by {listed(others, most=6)}" if others else ""
    title = f"{service}: reaches {cells}, {alone} of them alone{until}{by}"
    return Bar(service, ((alone, ALONE), (max(0, cells - alone), OTHERS)), title, f"{alone} of {cells} alone{until}")


def _finding(rows: Sequence[Mapping[str, object]]) -> str:
    known = [row for row in rows if number_in(row, "unique_cells") is not None]
    nothing = sum(1 for row in known if not whole_in(row, "unique_cells"))
    if not known:
        return f"it is not known what {counted(len(rows), 'service')} alone {'reaches' if len(rows) == 1 else 'reach'}"
    if nothing:
        covers = "reaches" if nothing == 1 else "reach"
        return f"{nothing} of {counted(len(known), 'service')} {covers} nothing that nobody else reaches"
    least = min(known, key=lambda row: whole_in(row, "unique_cells") / max(1, whole_in(row, "footprint_cells")))
    named = brief(name_in(least, "service", "not known"))
    return (
        f"every service reaches something that nobody else does; {named} adds least, "
        f"{whole_in(least, 'unique_cells')} of {whole_in(least, 'footprint_cells')}"
    )


def _counts(rows: Sequence[Mapping[str, object]]) -> Iterator[str]:
    yield counted(len(rows), "service")
    if len(rows) > MOST:
        yield f"showing {MOST} of {len(rows)} services, those most covered by others"


def _how_to_read(rows: Sequence[Mapping[str, object]]) -> tuple[str, ...]:
    row = rows[0]
    cells, alone = whole_in(row, "footprint_cells"), whole_in(row, "unique_cells")
    return (
        "Each bar is what one service reaches, counted in combinations of need, group and area: dark what it alone "
        "reaches, hatched what another reaches too.",
        f"So {name_in(row, 'service', 'not known')} reaches {cells}, {alone} of them alone.",
        "Reached by others too does not mean not needed: the others may be full, and choice, language, culture and "
        "trust are good reasons to have two.",
    )


DRAWING = Drawing(
    name=DRAWING_NAME,
    title="Services that add little nobody else covers",
    question="Which services add little that nobody else covers?",
    sheet=sheet,
    asks=(Asks("O4"),),
    needs_graph=False,
    of="O4",
)
