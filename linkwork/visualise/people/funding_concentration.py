"""How concentrated funding is: a bar for every funder, the largest first, and what ends before long hatched."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._bars import Bar, Bars, Look, bars_piece
from linkwork.visualise._cells import Row, name_in, names_in, number_in, whole_in
from linkwork.visualise._sheet import EDGE, Sheet, fitted, nothing_sheet, rows_of
from linkwork.visualise._timeline import day_of
from linkwork.visualise._words import in_per_cent
from linkwork.words import counted

NAME = "funding-concentration"
MOST = 26
STAYS = Look("goes on, or nobody says when it ends", "#2f73ab")
ENDS = Look("some of it ends within a year of the latest round", "#f8dca0", True)
#: What is paid for, in words for many, by what the question was asked with.
PAID = {"services": "services", "posts": "posts", "roles": "roles", "organisations": "organisations"}


def sheet(view: GraphView) -> Sheet:
    """The share of every funder in all that is paid for."""
    rows = rows_of(view, "B6")
    if not rows:
        return nothing_sheet(view, NAME, ("B6",), "Nothing was asked about funding.")
    what = PAID.get(view.answers["B6"].asked.get("what", ""), "services")
    last = max((day for _, date in view.rounds if (day := day_of(date))), default=None)
    before = (last + timedelta(days=365)).isoformat() if last else ""
    bars = tuple(_bar(row, what, before) for row in rows[:MOST])
    chart = Bars(bars, f"share of all payments for {what}", said=in_per_cent)
    said = Said(NAME, "B6", _finding(rows, what), _counts(rows, what), _how_to_read(rows[0], what))
    made = sheet_about(view, said, lambda top, wide: bars_piece(chart, top, wide, EDGE))
    return fitted(made, 1000.0)


def _bar(row: Row, what: str, before: str) -> Bar:
    name = name_in(row, "funder")
    share, pounds, ends = number_in(row, "share") or 0.0, number_in(row, "pounds"), sorted(names_in(row, "ends"))
    soon = bool(ends and before and ends[0] <= before)
    number = whole_in(row, "n_services")
    parts = [f"{in_per_cent(share)}: {counted(number, what.removesuffix('s'), what)}"]
    if pounds is not None:
        of = number_in(row, "pounds_share")
        parts.append(f"£{pounds:,.0f}{f' ({in_per_cent(of)} of the pounds told)' if of is not None else ''}")
    if ends:
        parts.append(f"ends {ends[0]}" if len(ends) == 1 else f"ends {ends[0]} to {ends[-1]}")
    after = "; ".join(parts)
    return Bar(name, ((share, ENDS if soon else STAYS),), f"{name}: {after}", after)


def _finding(rows: Sequence[Row], what: str) -> str:
    first = rows[0]
    name, share = name_in(first, "funder"), number_in(first, "share")
    if share is None:
        return f"{counted(len(rows), 'body', 'bodies')} {'pays' if len(rows) == 1 else 'pay'} for {what}"
    if len(rows) == 1:
        return f"{name} alone pays for everything of which somebody says who pays"
    number = whole_in(first, "n_services")
    every = round(number / share) if share else number
    return f"{name} makes {number:,} of {counted(every, 'payment')}{_by_pounds(rows, first)}"


def _by_pounds(rows: Sequence[Row], first: Row) -> str:
    """What the pounds say beside that, as far as they are told: another may pay more by fewer payments."""
    told = [(share, row) for row in rows if (share := number_in(row, "pounds_share")) is not None]
    if not told:
        return ""
    share, most = max(told, key=lambda one: one[0])
    if most is first:
        return f", and {in_per_cent(share)} of the pounds told"
    return f"; by the pounds told {name_in(most, 'funder')} pays most, {in_per_cent(share)}"


def _counts(rows: Sequence[Row], what: str) -> Iterator[str]:
    if len(rows) > MOST:
        yield f"showing {MOST} of {len(rows):,} funders, those of most"
    paid = {one for row in rows for one in names_in(row, "services")}
    yield f"{counted(len(rows), 'funder')} of {counted(len(paid), what.removesuffix('s'), what)}"
    hhi = number_in(rows[0], "hhi")
    if hhi is not None:
        like = number_in(rows[0], "effective_funders")
        yield f"sum of squared shares (HHI) {hhi:.2f}{f', as with {like:.1f} equal funders' if like else ''}"


def _how_to_read(first: Row, what: str) -> Iterator[str]:
    yield f"Each bar is a funder's share of all payments for {what}: one that two pay for counts once for each."
    pounds, like = number_in(first, "pounds_hhi"), number_in(first, "effective_by_pounds")
    if pounds is not None and like is not None:
        yield f"By the pounds that are told, it is as if {like:.1f} equal funders paid (HHI {pounds:.2f})."
    yield "Money that ends is often renewed: ask before calling it lost."


DRAWING = Drawing(
    name=NAME,
    title="How concentrated funding is",
    question="How concentrated is funding, and how much of it ends before long?",
    sheet=sheet,
    asks=(Asks("B6"),),
    needs_graph=False,
    of="B6",
)
