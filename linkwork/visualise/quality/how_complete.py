"""How complete each service record is: services by what a record should say, and what each does not say."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import Row, name_in, number_in, word_in
from linkwork.visualise._grid import EMPTY, SHADES, Cell, Grid, Head, beside
from linkwork.visualise._sheet import EDGE, Sheet, fitted, in_words, nothing_sheet, rows_of
from linkwork.visualise._words import in_per_cent, plain
from linkwork.words import counted

NAME = "how-complete"
MOST = 24
FILLED, LACKS, MUST = "", "no", "must"
ACROSS = 44.0


def sheet(view: GraphView) -> Sheet:
    """The least complete records at the top, the things that most of them lack at the left."""
    rows = rows_of(view, "D1")
    if not rows:
        return nothing_sheet(view, NAME, ("D1",), "Nothing was asked about how complete the records are.")
    shares = {_id(row): number_in(row, "completeness") for row in rows}
    order = sorted(dict.fromkeys(_id(row) for row in rows), key=lambda id_: (_or_all(shares[id_]), id_))
    grid = _grid(rows, order[:MOST], shares)
    every = view.answers["D1"].asked.get("show") == "all"
    read = (
        "Each row is a service's record, with the share of what it should say that it does say; each column is one "
        "thing that a record should say. Hatched cells are not said; a cross is on what every record must say.",
        "Complete is not the same as right, or as up to date.",
    )
    said = Said(NAME, "D1", _finding(rows, every), _counts(rows, len(order), every), read)
    made = sheet_about(view, said, lambda top, wide: beside(grid, top, wide, EDGE))
    return fitted(made, grid.across + 2 * EDGE)


def _id(row: Row) -> str:
    return str(row.get("service_id"))


def _or_all(share: float | None) -> float:
    return 1.0 if share is None else share


def _lacks(row: Row) -> bool:
    return row.get("filled") is False


def _field(row: Row) -> str:
    return name_in(row, "field")


def _grid(rows: Sequence[Row], shown: Sequence[str], shares: Mapping[str, float | None]) -> Grid:
    names = {_id(row): name_in(row, "service") for row in rows}
    lacking = Counter(_field(row) for row in rows if _lacks(row))
    fields = sorted({_field(row) for row in rows}, key=lambda field: (-lacking[field], field))
    cells = {(_id(row), _field(row)): _cell(row) for row in rows if _id(row) in shown}
    heads = [Head(id_, f"{_percent(shares[id_])} {names[id_]}") for id_ in shown]
    for head in heads:
        for field in fields:
            cells.setdefault((head.id, field), Cell(f"{head.name}: {field} is said", SHADES[1]))
    columns = [Head(field, plain(field).replace("_", " ")) for field in fields]
    legend = _legend(cells.values())
    return Grid(heads, columns, cells, (ACROSS, 19.0), "services", "what a record should say", 246.0, 110.0, legend)


def _percent(share: float | None) -> str:
    return "?%" if share is None else in_per_cent(share)


def _cell(row: Row) -> Cell:
    said = f"{in_words(row.get('service'))}: {plain(_field(row)).replace('_', ' ')}"
    if not _lacks(row):
        return Cell(f"{said} is said", SHADES[1], FILLED)
    why = word_in(row, "detail") or "not said"
    if row.get("required") == "required":
        return Cell(f"{said}: {why}; every record must say it", EMPTY, MUST, sign="cross")
    return Cell(f"{said}: {why}", EMPTY, LACKS, hatched=True)


def _legend(cells: Iterable[Cell]) -> list[tuple[Cell, str]]:
    used = {cell.text for cell in cells}
    entries = (
        (MUST, Cell("", EMPTY, MUST, sign="cross"), "not said, and every record must say it"),
        (LACKS, Cell("", EMPTY, LACKS, hatched=True), "not said, and it is expected"),
        (FILLED, Cell("", SHADES[1]), "said"),
    )
    return [(cell, words) for text, cell, words in entries if text in used]


def _finding(rows: Sequence[Row], every: bool) -> str:
    lacking = Counter(plain(_field(row)).replace("_", " ") for row in rows if _lacks(row))
    if not lacking:
        return "every service record says everything it should"
    worst, number = min(lacking.items(), key=lambda field: (-field[1], field[0]))
    services = len({_id(row) for row in rows if _lacks(row)})
    of = f" of {len({_id(row) for row in rows}):,}" if every else ""
    lack = f"{'record' if services == 1 and not of else 'records'} {'lacks' if services == 1 else 'lack'}"
    return f"{services:,}{of} service {lack} something; most often it is {worst}, in {number:,}"


def _counts(rows: Sequence[Row], number: int, every: bool) -> Iterator[str]:
    if number > MOST:
        yield f"showing {MOST} of {number:,} services, the least complete"
    yield f"{counted(sum(1 for row in rows if _lacks(row)), 'thing')} not said"
    must = sum(1 for row in rows if _lacks(row) and row.get("required") == "required")
    yield f"{must:,} of them required" if must else "none of them required"
    if not every:
        yield "complete records are not here"


DRAWING = Drawing(
    name=NAME,
    title="How complete each service record is",
    question="How complete is each service record, and what is lacking most often?",
    sheet=sheet,
    asks=(Asks("D1", {"show": "all"}),),
    needs_graph=False,
    of="D1",
)
