"""D9: the engagements that may count the same people, in sets that hang together."""

from collections.abc import Mapping, Sequence

import networkx as nx

from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._words import left_out
from linkwork.words import counted


def finish(found: Found) -> Finished:
    """Rows set by set in order of name, those that stand alone last."""
    called = {row["id"]: row["name"] or row["id"] for row in found.rows}
    sets = _sets(found.rows, called)
    wanted = found.parameters["engagement"]
    rows = sorted(
        (
            _row(row, called, sets.get(row["id"]))
            for row in found.rows
            if (row["id"] in sets or found.parameters["show"] == "all")
            and (not wanted or row["id"] == wanted or (wanted in sets and sets[wanted] == sets.get(row["id"])))
        ),
        key=lambda r: (r["set"] is None, r["set"] or 0, r["engagement"], r["engagement_id"]),
    )
    kept = rows[: found.parameters["limit"]]
    return Finished(kept, [*_headline(found.rows, sets), *left_out(len(kept), len(rows))])


def _sets(rows: Sequence[Row], called: Mapping[str, str]) -> dict[str, int]:
    """For each engagement that hangs together with another, the number of its set, by the first name in it."""
    links = nx.Graph((row["id"], other) for row in rows for other in row["overlap_ids"])
    sets = sorted(nx.connected_components(links), key=lambda ids: min((called[id_], id_) for id_ in ids))
    return {id_: number for number, ids in enumerate(sets, start=1) for id_ in ids}


def _row(row: Row, called: Mapping[str, str], number: int | None) -> Row:
    others = sorted(set(row["overlap_ids"]), key=lambda id_: (called[id_], id_))
    return {
        "engagement": called[row["id"]],
        "n": row["n_took_part"],
        "counting_note": row["counting_note"],
        "overlaps_with": [called[id_] for id_ in others],
        "set": number,
        "n_invited": row["n_invited"],
        "held_on": row["date"],
        "engagement_id": row["id"],
        "overlap_ids": others,
        "evidence": row["evidence"],
    }


def _headline(rows: Sequence[Row], sets: Mapping[str, int]) -> list[str]:
    """How many engagements hang together in how many sets, and how many of the others have a note to read."""
    said = []
    if sets:
        many = max(sets.values())
        said.append(
            f"{len(sets)} of {counted(len(rows), 'engagement')} may count the same people as another, in "
            f"{counted(many, 'set')}. Their counts may not be added up."
        )
    alone = [row for row in rows if row["id"] not in sets]
    if noted := sum(bool(row["counting_note"]) for row in alone):
        have = "has a note" if noted == 1 else "have notes"
        said.append(
            f"{len(alone)} {'stands' if len(alone) == 1 else 'stand'} alone; {noted} of these {have} on how people "
            "were counted, to be read before adding (show all)."
        )
    return said
