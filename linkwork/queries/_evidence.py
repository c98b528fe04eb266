"""What each row of an answer rests on: rows of source files, or source and date where there is no rounds folder."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from linkwork.graph.engine import Engine, Row
from linkwork.graph.identity import slug
from linkwork.graph.schema import SCHEMA
from linkwork.graph.shapes import BETWEEN, Schema, ends_of

if TYPE_CHECKING:
    from linkwork.graph.evidence import Evidence

#: Gives, for ids of nodes and links, the rows of the rounds that say them.
EvidenceOf = Callable[[Sequence[str]], "Mapping[str, list[Evidence]]"]
#: What a row rests on: the id of a record, or the ids of several on which other rows rest as well.
Rest = str | frozenset[str]
#: Date, source, file, sheet and row of one piece of evidence, as Evidence has them.
Said = tuple[str, str, str | None, str | None, int | None]


def rounds_of(marker: Row | None) -> tuple[dict[str, str], ...]:
    """Source and date of every round that the graph was built from, from the names of the rounds in its marker.

    The source is as the round's name has it: in lower case, with hyphens.
    """
    found = []
    for name in (marker or {}).get("rounds") or ():
        date, _, rest = str(name).partition("_")
        found.append({"source": rest.rpartition("_")[0] or rest, "date": date})
    return tuple(found)


def rounds_line(rounds: Sequence[Mapping[str, str]]) -> str:
    """Sources and dates as `rounds_of` gives them, on one line."""
    return ", ".join(f"{said['source']} of {said['date']}" for said in rounds) or "none"


def from_stamps(engine: Engine, ids: Sequence[str], schema: Schema = SCHEMA) -> "dict[str, list[Evidence]]":
    """For each id, the sources the build stamped on it, each with the date of its last round; no file or row."""
    from linkwork.graph.evidence import Evidence

    last: dict[str, str] = {}
    for round_ in rounds_of(engine.marker()):
        last[round_["source"]] = max(round_["date"], last.get(round_["source"], ""))
    found: dict[str, list[Evidence]] = {}
    for row in _stamped(engine, ids, schema):
        said = [Evidence(last.get(slug(name), ""), name, "", "", None) for name in row["sources"] or ()]
        found[row["id"]] = sorted(said, reverse=True)
    return found


def _stamped(engine: Engine, ids: Sequence[str], schema: Schema) -> list[Row]:
    """Id and sources of every record asked for, one query a kind: links by their first end, which is indexed."""
    nodes: dict[str, list[str]] = {}
    links: dict[tuple[str, str], list[Row]] = {}
    for id_ in ids:
        if ends := ends_of(id_):
            kinds = id_.partition(BETWEEN)[0], schema.kind_of_id(ends[0]) or ""
            links.setdefault(kinds, []).append({"id": id_, "start": ends[0]})
        else:
            nodes.setdefault(schema.kind_of_id(id_) or "", []).append(id_)
    found: list[Row] = []
    for kind, own in nodes.items():
        if kind in schema.node:
            cypher = f"UNWIND $ids AS id MATCH (x:{kind} {{id: id}}) RETURN x.id AS id, x.sources AS sources"
            found += engine.read(cypher, {"ids": own})
    for (link, kind), rows in links.items():
        if link in schema.link and kind in schema.node:
            cypher = (
                f"UNWIND $rows AS row MATCH (a:{kind} {{id: row.start}})-[x:{link}]->() WHERE x.id = row.id "
                "RETURN x.id AS id, x.sources AS sources"
            )
            found += engine.read(cypher, {"rows": rows})
    return found


def confirmed(ids: Iterable[str], evidence_of: EvidenceOf | None) -> dict[str, str]:
    """For each id, the latest date of a round that says it; ids that nobody says, or without a date, are left out."""
    wanted = sorted(set(ids))
    known = evidence_of(wanted) if evidence_of and wanted else {}
    latest = {id_: max((said.date for said in rows), default="") for id_, rows in known.items()}
    return {id_: day for id_, day in latest.items() if day}


def attach(rows: Sequence[Row], evidence_of: EvidenceOf) -> tuple[dict[str, Any], ...]:
    """The rows with their ids of evidence replaced by what those rest on, the newest first, and `last_confirmed`.

    Among the ids may stand sets of ids on which several rows rest, which are looked through once. Evidence that was
    looked up already, as a difference has it, stays as it is. Rows that rest on the same share it. All rows are looked
    up at once. A row whose records nobody vouches for has no evidence and None.
    """
    parted = [_parted(row.get("evidence") or ()) for row in rows]
    every = set[Rest]().union(*(rests for rests, _ in parted))
    sets = {rest for rest in every if isinstance(rest, frozenset)}
    wanted = sorted({rest for rest in every if isinstance(rest, str)}.union(*sets))
    known = evidence_of(wanted) if wanted else {}
    shelf = _Shelf(chain(*known.values(), *(said for _, said in parted)))
    places: dict[Rest, Collection[int]] = {}
    places |= {id_: tuple(map(shelf.place_of.__getitem__, known.get(id_, ()))) for id_ in wanted}
    places |= {ids: set[int]().union(*map(places.__getitem__, ids)) for ids in sets}
    return tuple(
        _attached(row, shelf, set(map(shelf.place_of.__getitem__, said)).union(*map(places.__getitem__, rests)))
        for row, (rests, said) in zip(rows, parted, strict=True)
    )


def _parted(evidence: Sequence[Any]) -> "tuple[set[Rest], list[Said]]":
    """The ids and sets of ids in it, without blanks, and what was looked up already."""
    said: list[Said] = []
    try:
        rests = set(evidence)
    except TypeError:  # what was looked up already is a mapping, which is in no set
        found = [one for one in evidence if isinstance(one, Mapping)]
        rests = {one for one in evidence if not isinstance(one, Mapping)}
        said = [(e["date"], e["source"], e["file"], e["sheet"], e["row"]) for e in found]
    rests -= {None, ""}
    return rests, said


class _Shelf:
    """Every piece of evidence of an answer once, the newest first: its rows are many, and rest on the same pieces."""

    def __init__(self, said: "Iterable[Said]") -> None:
        # Kept as they come, which is nearly in order: a set would leave the sorting all of its work.
        ordered = sorted(dict.fromkeys(said), key=lambda e: (e[1], e[2] or "", e[3] or "", e[4] or 0))
        ordered.sort(key=lambda e: e[0], reverse=True)
        self.place_of = {one: place for place, one in enumerate(ordered)}
        self.pieces = [
            {"source": source, "date": date, "file": file or None, "sheet": sheet or None, "row": number}
            for date, source, file, sheet, number in ordered
        ]


def _attached(row: Row, shelf: _Shelf, places: set[int]) -> dict[str, Any]:
    evidence = [*map(shelf.pieces.__getitem__, sorted(places))]
    rest = {name: value for name, value in row.items() if name != "evidence"}
    return {**rest, "evidence": evidence, "last_confirmed": (evidence[0]["date"] or None) if evidence else None}


def row_words(said: Mapping[str, Any]) -> str:
    """File, sheet and row of one piece of evidence; a CSV is its own sheet."""
    file, sheet = said["file"] or "", said["sheet"] or ""
    parts = [file, "" if file.startswith(f"{sheet}.") else sheet, f"row {said['row']}" if said["row"] else ""]
    return " ".join(part for part in parts if part)


def evidence_words(said: Mapping[str, Any]) -> str:
    """Source, day, file, sheet and row."""
    by, where = f"{said['source']} of {said['date']}", row_words(said)
    return f"{by}: {where}" if where else by
