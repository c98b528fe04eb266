"""Who refers to whom: bands as thick as the people who go that way; a matrix where there are too many for bands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import median

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._adjacency import Sides, Tie, adjacency, left_out
from linkwork.visualise._cells import Row, days, name_in, number_in, word_in
from linkwork.visualise._flows import Block, Flow, Flows, flows_piece, legend_piece
from linkwork.visualise._grid import EMPTY, PALE, SHADES, Cell, beside
from linkwork.visualise._sheet import EDGE, Piece, Sheet, fitted, nothing_sheet, rows_of
from linkwork.words import counted

NAME = "who-refers-to-whom"
SIDES = Sides("who refers", "to whom")
#: Above so many links bands cross too often to be followed, and a matrix stands instead.
MOST_BANDS = 60
#: The height of a page that lies down as a share of its width, and what of it the words below the picture need.
LYING, BELOW = 0.707, 116.0
#: A week and four weeks: up to how many days a wait is short, or not long.
WEEK, LONG = 7, 28
#: The shade of a band for each length of wait, and its words.
WAITS = {
    "short": (SHADES[1], f"up to {days(WEEK)} of waiting"),
    "middling": (SHADES[2], f"up to {days(LONG)}"),
    "long": (SHADES[3], f"more than {days(LONG)}"),
    "": (PALE, "wait not known"),
}
#: From how many people a month each shade of a cell is used.
STEPS = ((0, 0), (5, 1), (10, 2), (20, 3), (50, 4))


def sheet(view: GraphView) -> Sheet:
    """The links as bands from left to right, or as a matrix."""
    rows = rows_of(view, "P6")
    if not rows:
        return nothing_sheet(view, NAME, ("P6",), "Nothing was asked about referrals.")
    said = Said(NAME, "P6", _finding(rows), _counts(rows), ())
    whole = sheet_about(view, said)
    return _as_bands(whole, rows) if len(rows) <= MOST_BANDS else _as_matrix(whole, rows)


def _as_bands(whole: Sheet, rows: Sequence[Row]) -> Sheet:
    found, legend = _flows(rows), list(_band_legend(rows))

    def body(top: float, wide: float) -> Piece:
        said = legend_piece(legend, (EDGE, top), wide - 2 * EDGE)
        start = said.end + 6
        drawn = flows_piece(found, (EDGE, start), wide - 2 * EDGE, max(200.0, wide * LYING - start - BELOW))
        return Piece([*said.items, *drawn.items], drawn.end)

    read = (
        "A band leads from whoever sends people to the service that takes them, as thick as the people a month.",
        "The darker it is, the longer they wait.",
        "A referral that neither side has told us of is not here.",
    )
    return fitted(replace(whole, body=body, read=read), 800.0)


def _flows(rows: Sequence[Row]) -> Flows:
    senders = {str(row["from_id"]): name_in(row, "from") for row in rows}
    receivers = {str(row["to_id"]): name_in(row, "to") for row in rows}
    blocks = [Block(f"from {id_}", named, 0) for id_, named in senders.items()]
    blocks += [Block(f"to {id_}", named, 1) for id_, named in receivers.items()]
    flows = [
        Flow(f"from {row['from_id']}", f"to {row['to_id']}", _people(row), _said(row), WAITS[_wait(row)][0])
        for row in rows
    ]
    return Flows(("who refers", "to whom"), tuple(blocks), tuple(flows))


def _people(row: Row) -> float | None:
    """How many people a month, for a band: 0, the thinnest, where it is said that they are few; None if not known."""
    known = number_in(row, "volume_month")
    return 0.0 if known is None and word_in(row, "volume_month") else known


def _wait(row: Row) -> str:
    waits = number_in(row, "wait_days")
    return "" if waits is None else "short" if waits <= WEEK else "middling" if waits <= LONG else "long"


def _said(row: Row) -> str:
    people, back = word_in(row, "volume_month"), row.get("feedback")
    parts = (
        word_in(row, "kind").replace("_", " "),
        f"{people} people a month" if people else "nobody has said how many people",
        days(number_in(row, "wait_days")),
        "reports back" if back is True else "does not report back" if back is False else "",
    )
    return f"{name_in(row, 'from')} to {name_in(row, 'to')}: {'; '.join(part for part in parts if part)}"


def _band_legend(rows: Sequence[Row]) -> Iterator[tuple[Flow, str]]:
    used = {_wait(row) for row in rows if _people(row) is not None}
    for wait, (fill, words) in WAITS.items():
        if wait in used:
            yield Flow("", "", 1.0, fill=fill), words
    if any(_people(row) is None for row in rows):
        yield Flow("", "", None), "nobody has said how many people"


def _as_matrix(whole: Sheet, rows: Sequence[Row]) -> Sheet:
    names = {str(row[f"{end}_id"]): name_in(row, end) for row in rows for end in ("from", "to")}
    ties = [Tie(str(row["from_id"]), str(row["to_id"]), _cell(row)) for row in rows]
    grid = adjacency(ties, names, SIDES, list(_cell_legend(rows)))
    left = list(left_out(grid, ties, SIDES))
    read = (
        "Whoever stands at the left sends people to those above where a cell is filled; the number in it is people a "
        "month, that after a name how many such links there are.",
        "A referral that neither side has told us of is not here.",
    )
    drawn = replace(
        whole,
        subtitle=" · ".join([*left, whole.subtitle]),
        body=lambda top, wide: beside(grid, top, wide, EDGE),
        read=read,
    )
    return fitted(drawn, grid.across + 2 * EDGE)


def _cell(row: Row) -> Cell:
    people = word_in(row, "volume_month").replace("under ", "<")
    return Cell(_said(row), _shade(row), people, hatched=not people, sign="triangle" if _wait(row) == "long" else "")


def _shade(row: Row) -> str:
    people = _people(row)
    return PALE if people is None else SHADES[max(shade for least, shade in STEPS if people >= least)]


def _cell_legend(rows: Sequence[Row]) -> Iterator[tuple[Cell, str]]:
    used = {_shade(row) for row in rows}
    for n, (least, shade) in enumerate(STEPS):
        if SHADES[shade] in used:
            words = _between(least, [step for step, _ in STEPS[n + 1 :]])
            yield Cell("", SHADES[shade], str(least) if least else "<5"), words
    if PALE in used:
        yield Cell("", PALE, hatched=True), "nobody has said how many people"
    if any(_wait(row) == "long" for row in rows):
        yield Cell("", EMPTY, sign="triangle"), f"they wait more than {days(LONG)}"
    yield Cell("", EMPTY), "no referral link"


def _between(least: int, above: Sequence[int]) -> str:
    if not least:
        return f"under {above[0]} people a month"
    return f"{least} to {above[0] - 1} people a month" if above else f"{least} people a month or more"


def _finding(rows: Sequence[Row]) -> str:
    links = counted(len(rows), "referral link")
    known = [row for row in rows if number_in(row, "volume_month") is not None]
    if not known:
        return f"{links}, and of none has anybody said how many people go that way"
    most = max(known, key=lambda row: (number_in(row, "volume_month") or 0, word_in(row, "from"), word_in(row, "to")))
    people = word_in(most, "volume_month")
    alike = sum(1 for row in known if number_in(row, "volume_month") == number_in(most, "volume_month"))
    also = f", as on {counted(alike - 1, 'other')}" if alike > 1 else ""
    return f"of {links} most people go from {name_in(most, 'from')} to {name_in(most, 'to')}: {people} a month{also}"


def _counts(rows: Sequence[Row]) -> Iterator[str]:
    senders, receivers = {row["from_id"] for row in rows}, {row["to_id"] for row in rows}
    yield f"{counted(len(senders), 'sender')} and {counted(len(receivers), 'service')}"
    waits = [wait for row in rows if (wait := number_in(row, "wait_days")) is not None]
    if waits:
        yield f"half of the waits that are known are {days(median(waits))} or less"
    unknown: Mapping[str, int] = {
        "how many people": sum(1 for row in rows if _people(row) is None),
        "how long they wait": len(rows) - len(waits),
    }
    yield from (f"of {counted(many, 'link')} nobody has said {what}" for what, many in unknown.items() if many)


DRAWING = Drawing(
    name=NAME,
    title="Who refers to whom",
    question="Who refers to whom, how many people, and how long do they wait?",
    sheet=sheet,
    asks=(Asks("P6"),),
    needs_graph=False,
    of="P6",
)
