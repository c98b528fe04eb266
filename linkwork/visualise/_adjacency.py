"""A matrix of links: who sends at the left, who receives above, the best connected of both first."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from linkwork.visualise._grid import NAME, Cell, Grid, Head
from linkwork.visualise._text import shortened, width

#: So many rows and columns at most.
MOST = 40
#: The room for the names at the left, and above the columns.
LABEL, HEAD = 250.0, 190.0


@dataclass(frozen=True, slots=True)
class Tie:
    """A link between two ids and the cell that stands for it."""

    from_id: str
    to_id: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Sides:
    """What the rows and the columns are in words, and how those are called who are left out of each."""

    rows: str
    columns: str
    senders: str = "who refer"
    receivers: str = "who are referred to"


def adjacency(ties: Sequence[Tie], names: Mapping[str, str], sides: Sides, legend: Sequence[tuple[Cell, str]]) -> Grid:
    """The grid of the ties, each name with the number of its ties, those with most first, and no more than fit.

    Several ties of the same two share a cell, which says all of them and is hatched if one of them is.
    """
    sends, takes = Counter(tie.from_id for tie in ties), Counter(tie.to_id for tie in ties)
    rows, columns = _heads(sends, names, LABEL), _heads(takes, names, HEAD)
    cells: dict[tuple[str, str], Cell] = {}
    for tie in ties:
        key = tie.from_id, tie.to_id
        cells[key] = _both(cells[key], tie.cell) if key in cells else tie.cell
    many = max(len(rows), len(columns))
    size = (25.0, 17.0) if many > 24 else (28.0, 22.0) if many > 12 else (40.0, 28.0)
    return Grid(rows, columns, cells, size, sides.rows, sides.columns, LABEL, HEAD, legend)


def left_out(grid: Grid, ties: Sequence[Tie], sides: Sides) -> Iterator[str]:
    """How many rows, columns and links are shown of how many, where some are not."""
    senders, receivers = {tie.from_id for tie in ties}, {tie.to_id for tie in ties}
    rows, columns = {row.id for row in grid.rows}, {column.id for column in grid.columns}
    if senders == rows and receivers == columns:
        return
    links = sum(1 for tie in ties if tie.from_id in rows and tie.to_id in columns)
    parts = [f"{links:,} of {len(ties):,} links"]
    if senders != rows:
        parts.append(f"{len(rows):,} of {len(senders):,} {sides.senders}")
    if receivers != columns:
        parts.append(f"{len(columns):,} of {len(receivers):,} {sides.receivers}")
    yield f"showing {', '.join(parts)}, those with most links"


def _heads(links: Counter[str], names: Mapping[str, str], room: float) -> list[Head]:
    best = sorted(links, key=lambda id_: (-links[id_], names[id_], id_))[:MOST]
    return [Head(id_, _numbered(names[id_], links[id_], room)) for id_ in best]


def _numbered(name: str, links: int, room: float) -> str:
    """A name with the number after it, the name shortened where both together do not fit."""
    after = f" · {links:,}"
    return f"{shortened(name, NAME, room - 18 - width(after, NAME))}{after}"


def _both(one: Cell, other: Cell) -> Cell:
    """One cell for two links, with the fill of the first."""
    text = one.text if other.text in one.text.split("+") else "+".join(part for part in (one.text, other.text) if part)
    return replace(
        one,
        title=f"{one.title}; {other.title}",
        text=text,
        hatched=one.hatched or other.hatched,
        sign=one.sign or other.sign,
    )
