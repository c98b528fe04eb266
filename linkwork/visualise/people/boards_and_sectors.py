"""Who sits on which boards: organisations by boards, sector by sector, and the sectors that no board has heard."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from linkwork.graph.view import GraphView
from linkwork.visualise import Asks, Drawing
from linkwork.visualise._about import Said, sheet_about
from linkwork.visualise._cells import Row, name_in, names_in
from linkwork.visualise._grid import EMPTY, PALE, SHADES, Cell, Grid, Head, beside
from linkwork.visualise._sheet import EDGE, Sheet, fitted, in_words, nothing_sheet, rows_of
from linkwork.visualise.people._sectors import SECTORS, sector_words
from linkwork.words import counted

NAME = "boards-and-sectors"
MOST_BODIES, MOST_BOARDS = 26, 14
ABSENT = "sectors of the place"


def sheet(view: GraphView) -> Sheet:
    """A row for every organisation with a seat and for every sector, a column for every board."""
    rows = rows_of(view, "B3")
    if not rows:
        return nothing_sheet(view, NAME, ("B3",), "Nothing was asked about boards.")
    seats = {_board(row): _members(row) for row in rows}
    grid = _grid(view, rows[:MOST_BOARDS])
    shown = sum(1 for head in grid.rows if head.group != ABSENT)
    read = (
        "A filled cell is a seat. The lowest rows are the sectors: a cross says that the place has a live "
        "organisation of that sector and none of them sits on the board.",
        "A sector may be heard in other ways than by a seat, and a seat does not say that anybody is listened to.",
    )
    said = Said(NAME, "B3", _finding(rows), _counts(rows, len({b for m in seats.values() for b in m}), shown), read)
    made = sheet_about(view, said, lambda top, wide: beside(grid, top, wide, EDGE))
    return fitted(made, grid.across + 2 * EDGE)


def _board(row: Row) -> str:
    return str(row.get("board_id"))


def _members(row: Row) -> dict[str, str]:
    """The names of those with a seat, by id."""
    ids = row.get("organisation_ids")
    return dict(
        zip(
            [str(id_) for id_ in ids] if isinstance(ids, list | tuple) else [],
            names_in(row, "organisations"),
            strict=False,
        )
    )


def _grid(view: GraphView, rows: Sequence[Row]) -> Grid:
    sector = {node.id: node.facts.get("sector") for node in view.nodes if node.kind == "Organisation"}
    members = {_board(row): _members(row) for row in rows}
    names = {id_: name for board in members.values() for id_, name in board.items()}
    seats = Counter(id_ for board in members.values() for id_ in board)
    kept = sorted(seats, key=lambda id_: (-seats[id_], id_))[:MOST_BODIES]
    heads = [Head(id_, names[id_], sector_words(sector.get(id_))) for id_ in kept]
    heads.sort(key=lambda head: (head.group, -seats[head.id], head.name, head.id))
    cells: dict[tuple[str, str], Cell] = {}
    for head in heads:
        for row in rows:
            if head.id in members[_board(row)]:
                said = f"{head.name} has a seat on {in_words(row.get('board'))}"
                cells[head.id, _board(row)] = Cell(said, SHADES[3], "seat")
    sectors = _sectors(rows)
    for one in sectors:
        cells |= {(f"sector {one}", _board(row)): _sector_cell(one, row) for row in rows}
    columns = [Head(_board(row), name_in(row, "board")) for row in rows]
    heads += [Head(f"sector {one}", sector_words(one), ABSENT) for one in sectors]
    across = min(150.0, max(66.0, 640.0 / len(columns)))
    return Grid(heads, columns, cells, (across, 24.0), "organisations", "boards", legend=_legend(cells.values()))


def _sectors(rows: Sequence[Row]) -> list[str]:
    """The sectors that some board has or lacks, as the schema has them in order."""
    there = {one for row in rows for one in (*names_in(row, "sectors"), *names_in(row, "missing_sectors"))}
    return [*(one for one in SECTORS if one in there), *sorted(there - SECTORS.keys())]


def _sector_cell(sector: str, row: Row) -> Cell:
    said = f"{sector_words(sector)} on {in_words(row.get('board'))}"
    if sector in names_in(row, "missing_sectors"):
        return Cell(f"{said}: no seat", EMPTY, "none", sign="cross")
    if sector in names_in(row, "sectors"):
        return Cell(f"{said}: at least one seat", SHADES[1], "yes")
    return Cell(f"{said}: not known", PALE, "?")


def _legend(cells: Iterable[Cell]) -> list[tuple[Cell, str]]:
    signs = {cell.text for cell in cells}
    entries = (
        ("seat", Cell("", SHADES[3], "seat"), "the organisation has a seat on the board"),
        ("yes", Cell("", SHADES[1], "yes"), "some organisation of the sector has a seat"),
        ("none", Cell("", EMPTY, "none", sign="cross"), "the sector is absent: none of its organisations has a seat"),
        ("?", Cell("", PALE, "?"), "nobody has named any member"),
    )
    return [(cell, words) for text, cell, words in entries if text in signs]


def _finding(rows: Sequence[Row]) -> str:
    lacking = [row for row in rows if names_in(row, "missing_sectors")]
    if not lacking:
        every = "the board has" if len(rows) == 1 else "every board has"
        return f"{every} a seat for each sector of the place, as far as members are named"
    missing = Counter(one for row in rows for one in names_in(row, "missing_sectors"))
    worst, number = min(missing.items(), key=lambda item: (-item[1], item[0]))
    said = f"{len(lacking):,} of {counted(len(rows), 'board')} {'lacks' if len(lacking) == 1 else 'lack'} a sector"
    return f"{said}; {sector_words(worst)} has no seat on {number:,} of them"


def _counts(rows: Sequence[Row], every: int, shown: int) -> Iterator[str]:
    if len(rows) > MOST_BOARDS:
        yield f"showing {MOST_BOARDS} of {len(rows):,} boards"
    elif shown < every:
        yield f"showing {shown} of {every:,} organisations, those with most seats"
    yield f"{counted(every, 'organisation')} with a seat"
    shared = sum(1 for row in rows if names_in(row, "shared_with"))
    if shared:
        yield f"{counted(shared, 'board')} {'shares' if shared == 1 else 'share'} members with another"


DRAWING = Drawing(
    name=NAME,
    title="Boards and the sectors on them",
    question="Who sits on which boards, and which sectors are absent?",
    sheet=sheet,
    asks=(Asks("B3"),),
    of="B3",
)
