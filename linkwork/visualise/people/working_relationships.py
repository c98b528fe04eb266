"""How strong working relationships are: organisations by organisations, and nothing that fewer than three said."""

from collections.abc import Iterator, Sequence

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import Row, number_in, whole_in, word_in
from linkwork.visualise._grid import EMPTY, PALE, SHADES, Cell, Grid, Head, beside
from linkwork.visualise._sheet import EDGE, Sheet, fitted, in_words, nothing_sheet, rows_of
from linkwork.words import counted

NAME = "working-relationships"
MOST = 22
#: From what trust each shade is used, 1 (low) to 4 (high), and what it is called.
STEPS = ((1.0, 0, "trust under 2: low"), (2.0, 1, "2 to under 3"), (3.0, 3, "3 or more: high"))
FEW = "<3"


def sheet(view: GraphView) -> Sheet:
    """The matrix of those who were rated, lowest trust first."""
    rows = rows_of(view, "B8")
    if not rows:
        return nothing_sheet(view, NAME, ("B8",), "Nothing was asked about working relationships.")
    names = {str(row.get(f"org_{x}_id")): in_words(row.get(f"org_{x}")) or "(no name)" for row in rows for x in "ab"}
    shown = _order(rows)[:MOST]
    grid = _grid([Head(id_, names[id_]) for id_ in shown], rows)
    read = (
        "Each cell is how far the two are said to trust one another, 1 (low) to 4 (high), the mean of all who "
        "rated it; below it is how many did. The matrix is the same both ways.",
        "What fewer than three people said is not shown. Ratings are what people felt on the day: start a talk.",
    )
    said = Said(NAME, "B8", _finding(rows), _counts(rows, len(names), len(shown)), read)
    made = sheet_about(view, said, lambda top, wide: beside(grid, top, wide, EDGE))
    return fitted(made, grid.across + 2 * EDGE)


def _pair(row: Row) -> tuple[str, str]:
    return (str(row.get("org_a_id")), str(row.get("org_b_id")))


def _order(rows: Sequence[Row]) -> list[str]:
    """The ids of those who were rated: as they come in pairs by trust, the lowest first."""
    by_trust = sorted(rows, key=lambda row: (number_in(row, "trust_mean") or 9.0, _pair(row)))
    return list(dict.fromkeys(id_ for row in by_trust for id_ in _pair(row)))


def _grid(heads: Sequence[Head], rows: Sequence[Row]) -> Grid:
    shown = {head.id for head in heads}
    cells: dict[tuple[str, str], Cell] = {(head.id, head.id): Cell(head.name, PALE, "·") for head in heads}
    for row in rows:
        a, b = _pair(row)
        if a in shown and b in shown and a != b:
            cells[a, b] = cells[b, a] = _cell(row)
    for a in shown:
        for b in shown:
            cells.setdefault((a, b), Cell("not rated, or by fewer than three people: not shown", EMPTY, FEW))
    across = min(92.0, max(44.0, 620.0 / len(heads)))
    legend = _legend(rows)
    return Grid(heads, heads, cells, (across, 34.0), "organisations", "the same organisations", legend=legend)


def _cell(row: Row) -> Cell:
    trust, raters = number_in(row, "trust_mean"), whole_in(row, "raters")
    pair = f"{in_words(row.get('org_a'))} and {in_words(row.get('org_b'))}"
    others = (f"{words} {word_in(row, name) or 'not shown'}" for words, name in _OTHERS)
    said = f"{pair}: trust {in_words(trust) or 'not shown'}, {', '.join(others)}; {counted(raters, 'rater')}"
    if trust is None:
        return Cell(said, PALE, FEW, f"{raters:,} raters" if raters else "", hatched=True)
    return Cell(said, SHADES[_shade(trust)], f"{trust:.1f}", f"of {raters:,}", trust < STEPS[1][0])


_OTHERS = (("working together", "intensity"), ("value", "value_mean"))


def _shade(trust: float) -> int:
    return max((shade for least, shade, _ in STEPS if trust >= least), default=0)


def _legend(rows: Sequence[Row]) -> list[tuple[Cell, str]]:
    known = [trust for row in rows if (trust := number_in(row, "trust_mean")) is not None]
    used = {_shade(trust) for trust in known}
    entries = [
        (Cell("", SHADES[shade], f"{least:.0f}" if least > 1 else "1.5", hatched=least < STEPS[1][0]), words)
        for least, shade, words in STEPS
        if shade in used
    ]
    if len(known) < len(rows):
        entries.append((Cell("", PALE, FEW, hatched=True), "rated, but fewer than three said how far they trust"))
    return [*entries, (Cell("", EMPTY, FEW), "not rated, or by fewer than three people: not shown")]


def _finding(rows: Sequence[Row]) -> str:
    known = [row for row in rows if number_in(row, "trust_mean") is not None]
    if not known:
        return "nobody has said of any two organisations how far they trust one another, or fewer than three have"
    low = sum(1 for row in known if (number_in(row, "trust_mean") or 0.0) < STEPS[1][0])
    first = min(known, key=lambda row: (number_in(row, "trust_mean") or 0.0, _pair(row)))
    pair = f"{in_words(first.get('org_a'))} and {in_words(first.get('org_b'))}"
    said = f"trust is lowest between {pair}, {number_in(first, 'trust_mean'):.1f} of 4"
    return f"{said}; it is under 2 in {low:,} of {counted(len(known), 'pair')}" if len(known) > 1 else said


def _counts(rows: Sequence[Row], every: int, shown: int) -> Iterator[str]:
    if shown < every:
        yield f"showing {shown} of {every:,} organisations, those with least trust"
    yield f"{counted(len(rows), 'pair')} rated by three people or more"


DRAWING = Drawing(
    name=NAME,
    title="How strong working relationships are",
    question="How strong are working relationships, where people have rated them?",
    sheet=sheet,
    asks=(Asks("B8"),),
    needs_graph=False,
    of="B8",
)
