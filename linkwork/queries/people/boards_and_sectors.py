"""B3: for each board who sits on it, which sectors are absent, and which other boards share its members."""

from collections import Counter
from collections.abc import Mapping, Sequence

from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._words import left_out
from linkwork.words import counted


def finish(found: Found) -> Finished:
    """A row for each board that was asked for, in the query's order."""
    members = {row["board_id"]: [one for one in row["members"] if one["id"]] for row in found.rows}
    boards_of: dict[str, list[str]] = {}
    for board, own in members.items():
        for one in own:
            boards_of.setdefault(one["id"], []).append(board)
    names = {row["board_id"]: row["board"] or row["board_id"] for row in found.rows}
    every = [_row(row, members, boards_of, names) for row in found.rows]
    rows = [row for row in every if _asked_for(row, found.parameters)]
    kept = rows[: int(found.parameters["limit"])]
    said = [*_unknown(rows, members), *left_out(len(kept), len(rows), "boards")]
    return Finished(kept, said)


def _row(
    row: Row, members: Mapping[str, Sequence[Row]], boards_of: Mapping[str, Sequence[str]], names: Mapping[str, str]
) -> Row:
    own = members[row["board_id"]]
    there = {one["sector"] for one in own if one["sector"]}
    place = {one["sector"]: one["id"] for one in row["sectors"] if one["sector"]}
    missing = sorted(place.keys() - there)
    shared = Counter(board for one in own for board in boards_of[one["id"]] if board != row["board_id"])
    others = sorted(shared, key=lambda board: (-shared[board], names[board], board))
    return {
        **{name: row[name] for name in ("board", "state", "board_id")},
        "n_organisations": len(own) or None,
        "organisations": [one["name"] or one["id"] for one in own],
        "sectors": sorted(there),
        "missing_sectors": missing if own else None,
        "shared_with": [f"{names[board]} ({shared[board]})" for board in others],
        "organisation_ids": [one["id"] for one in own],
        "shared_ids": others,
        "evidence": [
            row["board_id"],
            *(id_ for one in own for id_ in (one["id"], one["link"])),
            *(place[sector] for sector in missing if own),
            *others,
            *(_seat(one["id"], board, members) for board in others for one in own if board in boards_of[one["id"]]),
        ],
    }


def _seat(body: str, board: str, members: Mapping[str, Sequence[Row]]) -> str:
    """The link by which a body sits on a board."""
    return next(str(one["link"]) for one in members[board] if one["id"] == body)


def _asked_for(row: Row, asked: Mapping[str, object]) -> bool:
    return (
        asked["board"] in ("", row["board_id"])
        and asked["organisation"] in ("", *row["organisation_ids"])
        and asked["sector"] in ("", *row["sectors"])
        and asked["missing"] in ("", *(row["missing_sectors"] or ()))
    )


def _unknown(rows: Sequence[Row], members: Mapping[str, Sequence[Row]]) -> list[str]:
    """Boards of which no member is known, and members of no known sector, as sentences."""
    said = []
    if bare := sum(row["n_organisations"] is None for row in rows):
        said.append(
            f"Nobody has named a member of {counted(bare, 'board')}: which sectors are missing there is not known."
        )
    unsaid = {one["id"] for row in rows for one in members[row["board_id"]] if not one["sector"]}
    if unsaid:
        said.append(
            f"The sector of {counted(len(unsaid), 'member')} is not known, so a sector may be there that is called "
            "missing."
        )
    return said
