"""The overlap matrix: how much of what each service does another does too, like beside like."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._grid import EMPTY, PALE, SHADES, Cell, Grid, Head, beside, step_of
from linkwork.visualise._sheet import EDGE, Sheet, fitted, nothing_sheet, rows_of
from linkwork.visualise._words import in_per_cent, plain
from linkwork.words import counted

NAME = "overlap-matrix"
LEAST, HALF = 0.25, 0.5
MOST = 40
#: Where each shade begins; the first is for what is less than the least that is asked for.
STEPS = (0.0, LEAST, HALF, 0.75, 1.0)
WORDS = (
    "less than a quarter",
    "a quarter to a half",
    "a half to three quarters",
    "three quarters or more",
    "all of it",
)
SIGNS = {"deliberate": "disc", "accidental": "triangle"}
#: Shares that have a word.
CALLED = {0.25: "a quarter", 0.5: "half", 0.75: "three quarters"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two services by id, the share of what each does that the other does too, and what was judged of it."""

    a: str
    b: str
    a_in_b: float
    b_in_a: float
    jaccard: float
    judged: str

    @property
    def most(self) -> float:
        """The larger of the two shares."""
        return max(self.a_in_b, self.b_in_a)


def sheet(view: GraphView) -> Sheet:
    """The matrix of the services that share something, the like beside the like."""
    rows = rows_of(view, "O1")
    if not rows:
        return nothing_sheet(view, NAME, ("O1",), "Nothing was asked about overlaps.")
    pairs = [_pair(row) for row in rows]
    names = {str(row[f"service_{x}_id"]): plain(row[f"service_{x}"]) for row in rows for x in "ab"}
    shown = most_alike(pairs, MOST)
    order = clustered(shown, pairs)
    least = _least(view)
    grid = _grid([Head(id_, names[id_]) for id_ in order], pairs, names, _in_share(least, ""))
    said = Said(
        NAME, "O1", _finding(pairs, least), _counts(pairs, len(names), len(order), least), _how_to_read(pairs, names)
    )
    whole = sheet_about(view, said, lambda top, wide: beside(grid, top, wide, EDGE))
    return fitted(whole, grid.across + 2 * EDGE)


def _least(view: GraphView) -> float:
    """The share from which the answer has a pair: what it was asked with, else what the drawing itself asks for."""
    return float(view.answers["O1"].asked.get("at_least") or LEAST)


def _in_share(share: float, more: str = " or more") -> str:
    """`a quarter or more`, `80% or more`; `some` of all that is shared, and `all`."""
    if share in {0, 1}:
        return "all" if share else "some" if more else "any"
    return f"{CALLED.get(share) or in_per_cent(share)}{more}"


def _pair(row: Mapping[str, object]) -> Pair:
    a_in_b, b_in_a, jaccard = (
        float(str(row.get(name) or 0)) for name in ("containment_a_in_b", "containment_b_in_a", "jaccard")
    )
    judged = plain(row["intentional"]) if row.get("intentional") else ""
    return Pair(str(row["service_a_id"]), str(row["service_b_id"]), a_in_b, b_in_a, jaccard, judged)


def most_alike(pairs: Sequence[Pair], most: int) -> list[str]:
    """The ids of at most so many services, those of the pairs that share most, in order of id."""
    kept: list[str] = []
    for pair in sorted(pairs, key=lambda p: (-p.most, -p.jaccard, p.a, p.b)):
        new = [id_ for id_ in (pair.a, pair.b) if id_ not in kept]
        if len(kept) + len(new) <= most:
            kept += new
    return sorted(kept)


def clustered(ids: Sequence[str], pairs: Sequence[Pair]) -> list[str]:
    """The ids in an order that puts the like beside the like: average linkage on 1 - Jaccard, leaves in optimal order.

    Of the order and its reverse, the one that begins with the smaller id. (Bar-Joseph, Gifford and Jaakkola 2001.)
    """
    if len(ids) < 3:
        return list(ids)
    import numpy as np
    from scipy.cluster.hierarchy import leaves_list, linkage
    from scipy.spatial.distance import squareform

    number = {id_: n for n, id_ in enumerate(ids)}
    apart = np.ones((len(ids), len(ids)))
    np.fill_diagonal(apart, 0.0)
    for pair in pairs:
        if pair.a in number and pair.b in number:
            a, b = number[pair.a], number[pair.b]
            apart[a, b] = apart[b, a] = 1 - pair.jaccard
    leaves = leaves_list(linkage(squareform(apart), "average", optimal_ordering=True))
    order = [ids[int(leaf)] for leaf in leaves]
    return min(order, order[::-1])


def _grid(heads: Sequence[Head], pairs: Sequence[Pair], names: Mapping[str, str], least: str) -> Grid:
    shown = {head.id for head in heads}
    cells = {(head.id, head.id): Cell(head.name, PALE) for head in heads}
    for pair in pairs:
        if pair.a in shown and pair.b in shown:
            cells[pair.a, pair.b] = _cell(pair, pair.a_in_b, names[pair.a], names[pair.b])
            cells[pair.b, pair.a] = _cell(pair, pair.b_in_a, names[pair.b], names[pair.a])
    size = (26.0, 18.2) if len(heads) > 24 else (30.0, 24.0) if len(heads) > 12 else (40.0, 32.0)
    services = "the same services in the same order; numbers are per cent"
    return Grid(
        heads,
        heads,
        cells,
        size,
        "services",
        services,
        head_room=140.0,
        legend=_legend([pair for pair in pairs if {pair.a, pair.b} <= shown], least),
    )


def _cell(pair: Pair, share: float, row: str, column: str) -> Cell:
    judged = f"; judged {pair.judged}" if pair.judged else ""
    title = f"{in_per_cent(share)} of what {row} does, {column} does too{judged}"
    return Cell(title, SHADES[_step(share)], in_per_cent(share).removesuffix("%"), sign=SIGNS.get(pair.judged, ""))


def _step(share: float) -> int:
    return step_of(share, STEPS)


def _legend(pairs: Sequence[Pair], least: str) -> list[tuple[Cell, str]]:
    used = {_step(share) for pair in pairs for share in (pair.a_in_b, pair.b_in_a)}
    samples = ("10", "30", "60", "80", "100")
    entries = [(Cell("", SHADES[n], samples[n]), WORDS[n]) for n in sorted(used)]
    judged = {pair.judged for pair in pairs}
    for word, sign in SIGNS.items():
        if word in judged:
            entries.append((Cell("", EMPTY, sign=sign), f"the overlap was judged {word}"))
    return [*entries, (Cell("", EMPTY), f"neither does {least} of what the other does"), (Cell("", PALE), "itself")]


def _finding(pairs: Sequence[Pair], least: float) -> str:
    half = sum(1 for pair in pairs if pair.most >= HALF)
    if half:
        much = "in full" if least == 1 else f"by {_in_share(max(HALF, least))}"
        return f"{counted(half, 'pair')} of services {'overlaps' if half == 1 else 'overlap'} {much}"
    best = max(pair.most for pair in pairs)
    return f"no two services overlap by half; the most is {in_per_cent(best)}"


def _counts(pairs: Sequence[Pair], every: int, shown: int, least: float) -> Iterator[str]:
    if shown < every:
        yield f"showing {shown} of {every} services, those of the pairs that share most"
    of = f"{counted(every, 'service')} in {counted(len(pairs), 'pair')}"
    yield f"{of} where one does {_in_share(least)} of what the other does"
    for word in SIGNS:
        number = sum(1 for pair in pairs if pair.judged == word)
        if number:
            yield f"{number} judged {word}"


def _how_to_read(pairs: Sequence[Pair], names: Mapping[str, str]) -> tuple[str, ...]:
    pair = max(pairs, key=lambda p: (p.jaccard, p.most, p.a, p.b))
    return (
        "Each cell says how much of what the service at the left does, for whom and where, the service above does too.",
        f"So {in_per_cent(pair.a_in_b)} of what {names[pair.a]} does, {names[pair.b]} does too, and the other way "
        f"round {in_per_cent(pair.b_in_a)}.",
        "Services that do like things stand beside one another. An overlap is a conversation to have, not a fault: "
        "choice, language, culture and sheer demand are good reasons.",
    )


DRAWING = Drawing(
    name=NAME,
    title="The overlap matrix",
    question="Which services do the same for the same people in the same place, and how much of it?",
    sheet=sheet,
    asks=(Asks("O1", {"at_least": LEAST}),),
    needs_graph=False,
    of="O1",
)
