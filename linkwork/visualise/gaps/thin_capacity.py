"""Less capacity than demand: for each need in an area, how many of the people in need there is room for."""

from collections.abc import Iterator, Mapping, Sequence

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._axis import in_figures
from linkwork.visualise._bars import Bar, Bars, Look, bars_piece
from linkwork.visualise._cells import name_in, names_in, number_in, whole_in
from linkwork.visualise._sheet import EDGE, Sheet, fitted, in_words, nothing_sheet, rows_of
from linkwork.visualise._words import brief, in_per_cent
from linkwork.words import counted, listed

DRAWING_NAME = "thin-capacity"
MOST = 34
SURE = Look("room for so many of the people in need", "#0b4377")
UNSURE = Look("the same, but not every service there says how many it can take", "#0b4377", shape="ring")
#: Ratios of this and more stand at the end of the scale.
MUCH = 1.0


def sheet(view: GraphView) -> Sheet:
    """A dot for each need and area, in the answer's order; a page that says why there is none without rows."""
    rows = rows_of(view, "G4")
    if not rows:
        return nothing_sheet(view, DRAWING_NAME, ("G4",), "Nothing was asked about capacity and demand.")
    known = [row for row in rows if number_in(row, "ratio") is not None]
    chart = Bars(
        [_bar(row) for row in known[:MOST]],
        "people whom the services there can take on in a year, as a share of the people in need",
        most=_end(known[:MOST]),
        said=in_per_cent,
        dots=True,
    )
    said = Said(DRAWING_NAME, "G4", _finding(rows, known), _counts(rows, known), _how_to_read(known))
    return fitted(
        sheet_about(view, said, lambda top, wide: bars_piece(chart, top, wide, EDGE)),
        760.0,
    )


def _end(known: Sequence[Mapping[str, object]]) -> float:
    """The end of the scale: room for all, or less where all are far below it, so that they can be told apart."""
    most = max((number_in(row, "ratio") or 0.0 for row in known), default=MUCH)
    return next((end for end in (0.1, 0.2, 0.4, 0.6) if most <= end), MUCH)


def _where(row: Mapping[str, object]) -> str:
    return f"{name_in(row, 'need')} in {name_in(row, 'area', 'anywhere')}"


def _bar(row: Mapping[str, object]) -> Bar:
    ratio, unsure = number_in(row, "ratio") or 0.0, whole_in(row, "capacity_not_said") > 0
    wait = number_in(row, "wait_days")
    waits = f", {in_figures(wait)} days' wait" if wait is not None else ""
    after = f"{_room(row)} of {in_words(row['demand']) or '?'}{waits}"
    services = names_in(row, "services")
    title = f"{_where(row)}: room for {after}; {counted(len(services), 'service')}: {listed(services, most=9)}"
    return Bar(_where(row), ((min(ratio, MUCH), UNSURE if unsure else SURE),), title, after)


def _room(row: Mapping[str, object]) -> str:
    capacity = number_in(row, "capacity")
    return "?" if capacity is None else in_figures(round(capacity))


def _finding(rows: Sequence[Mapping[str, object]], known: Sequence[Mapping[str, object]]) -> str:
    thin = [row for row in known if (number_in(row, "ratio") or 0.0) < MUCH]
    of = f"{counted(len(rows), 'combination')} of need and area"
    if not known:
        return f"in {of} nobody says how many people can be taken on"
    if not thin:
        return f"in {of} there is room for everybody in need, as far as is said"
    first = min(thin, key=lambda row: number_in(row, "ratio") or 0.0)
    room = _share(number_in(first, "ratio") or 0.0)
    places = f"{counted(len(thin), 'combination')} of need and area"
    where = f"{brief(name_in(first, 'need'))} in {brief(name_in(first, 'area', 'anywhere'))}"
    return f"in {places} there is less room than need; thinnest is {where}, room for {room}"


def _share(ratio: float) -> str:
    """`1 in 20` of few, `45 of 100` of more than a fifth, where `1 in 2` would be too coarse; never all of them."""
    if not ratio:
        return "none"
    return f"1 in {round(1 / ratio):,}" if ratio <= 0.2 else f"{min(99, round(ratio * 100))} of 100"


def _counts(rows: Sequence[Mapping[str, object]], known: Sequence[Mapping[str, object]]) -> Iterator[str]:
    needs, areas = len({str(row["need_id"]) for row in rows}), len({str(row["area_id"]) for row in rows})
    yield f"{counted(needs, 'need')} in {counted(areas, 'area')}"
    if len(known) > MOST:
        yield f"showing {MOST} of {len(known)}, the first of the list"
    if len(known) < len(rows):
        yield f"{len(rows) - len(known)} without a figure are in the table only"


def _how_to_read(known: Sequence[Mapping[str, object]]) -> Iterator[str]:
    yield "The nearer a dot to the left, the less room there is for the people who have the need."
    if known:
        row = known[0]
        need = in_words(row["demand"]) or "?"
        yield f"So for {_where(row)} there is room for {_room(row)} people in a year, of {need} in need."
    yield "Capacity is what services said of themselves."
    yield "Not everybody in need wants a service, and one person may use several."


DRAWING = Drawing(
    name=DRAWING_NAME,
    title="Less capacity than demand",
    question="Where is capacity thinner than demand?",
    sheet=sheet,
    asks=(Asks("G4"),),
    needs_graph=False,
    of="G4",
)
