"""Bring an engine to the current view by writing only what differs.

The marker in the graph names the rounds it was built from. Rounds never change, so folding those rounds again tells
what the graph holds without reading it; a build that was killed leaves a marker that says so, and the next one reads
the graph back and mends the difference.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import polars as pl

from linkwork import __version__
from linkwork.errors import GraphUnavailable
from linkwork.graph.engine import Engine, Row
from linkwork.graph.fold import View, fold
from linkwork.graph.parsing import COLUMN
from linkwork.graph.records import ENDS
from linkwork.graph.rounds import RoundStore
from linkwork.graph.shapes import LinkKind, NodeKind, Schema, Type

#: Rows handed to the engine at a time; also how often progress is told.
CHUNK = 10_000
STAMP_TYPES: dict[str, Type] = {"first_round": "date", "stale_since": "date", "sources": "list", "live": "yes_no"}
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build wrote and took out, and the links that still wait for an end."""

    nodes_written: int = 0
    links_written: int = 0
    nodes_removed: int = 0
    links_removed: int = 0
    loose: int = 0

    @property
    def nothing_written(self) -> bool:
        """Whether the graph already was as it should be."""
        return not (self.nodes_written or self.links_written or self.nodes_removed or self.links_removed)


@dataclass(frozen=True, slots=True)
class _Difference:
    """What to write and to take out for one kind."""

    kind: NodeKind | LinkKind
    write: pl.DataFrame
    remove: list[str]


def build(
    store: RoundStore, engine: Engine, project: str, verify: bool = False, progress: Progress | None = None
) -> Built:
    """Bring the graph to the current view of the store's rounds and say what was written.

    `verify` reads the whole graph back instead of trusting the marker, and so undoes edits made by hand.
    Raises GraphUnavailable if the graph was built from rounds that the store lacks.
    """
    target = fold(store.folded(), store.schema)
    marker = engine.marker()
    _check_rounds(store, marker, project)
    wanted = _marker(target, store.schema, project)
    if marker == wanted and not verify:
        return Built(loose=target.loose())
    engine.prepare(store.schema)
    before = _before(store, engine, marker, verify)
    differences = list(_differences(before, target, store.schema))
    built = _counted(differences, target)
    if built.nothing_written and marker == wanted:
        return built
    engine.put_marker({**wanted, "state": "building"})
    _write(engine, differences, progress)
    engine.put_marker(wanted)
    return built


def rounds_lacking(store: RoundStore, marker: Row | None) -> list[str]:
    """The rounds that the graph was built from and the store does not have."""
    held = {r.id for r in store.rounds()}
    return [name for name in (marker or {}).get("rounds", []) if name not in held]


def read_back(engine: Engine, schema: Schema) -> View:
    """What the graph holds now, as a view; loose links are never in it."""
    nodes: dict[str, pl.DataFrame] = {}
    links: dict[str, pl.DataFrame] = {}
    for node in schema.nodes:
        rows = [row["p"] for row in engine.read(f"MATCH (n:{node.name}) RETURN properties(n) AS p")]
        if rows:
            nodes[node.name] = pl.DataFrame(rows, schema=_shape(node))
    for link in schema.links:
        rows = []
        for a, b in link.ends:
            ends = {"from_kind": a, "to_kind": b}
            found = engine.read(
                f"MATCH (a:{a})-[r:{link.name}]->(b:{b}) RETURN properties(r) AS p, a.id AS from_id, b.id AS to_id"
            )
            rows += [{**row["p"], "from_id": row["from_id"], "to_id": row["to_id"], **ends} for row in found]
        if rows:
            links[link.name] = pl.DataFrame(rows, schema=_shape(link)).with_columns(loose=pl.lit(False))
    return View((), "", nodes, links)


def _check_rounds(store: RoundStore, marker: Row | None, project: str) -> None:
    if marker is None:
        return
    if marker.get("project") != project:
        raise GraphUnavailable(
            "The graph belongs to another project. Nothing was changed. Give this project a graph of "
            "its own with --graph."
        )
    if lacking := rounds_lacking(store, marker):
        raise GraphUnavailable(
            f"The graph was built from rounds this folder lacks: {', '.join(lacking)}. Nothing was changed. "
            "Copy those folders into rounds/ from whoever loaded them, then run this again."
        )


def _marker(view: View, schema: Schema, project: str) -> Row:
    return {
        "project": project,
        "rounds": list(view.rounds),
        "as_of": view.as_of,
        "schema": schema.digest,
        "tool": __version__,
        "state": "built",
    }


def _before(store: RoundStore, engine: Engine, marker: Row | None, verify: bool) -> View:
    """What the graph holds: by folding the rounds its marker names where that can be trusted, else by reading it."""
    trusted = (
        marker is not None
        and not verify
        and marker["state"] == "built"
        and (marker["schema"], marker["tool"]) == (store.schema.digest, __version__)
    )
    if trusted and marker is not None:
        return fold([r for r in store.rounds() if r.id in set(marker["rounds"])], store.schema)
    return read_back(engine, store.schema)


def _differences(before: View, after: View, schema: Schema) -> Iterator[_Difference]:
    for node in schema.nodes:
        yield _difference(node, before.nodes.get(node.name), after.nodes.get(node.name))
    for link in schema.links:
        yield _difference(link, _tied(before.links.get(link.name)), _tied(after.links.get(link.name)))


def _tied(links: pl.DataFrame | None) -> pl.DataFrame | None:
    return None if links is None else links.filter(~pl.col("loose"))


def _difference(kind: NodeKind | LinkKind, before: pl.DataFrame | None, after: pl.DataFrame | None) -> _Difference:
    shape = _shape(kind)
    old = pl.DataFrame(schema=shape) if before is None else before.select(list(shape))
    new = pl.DataFrame(schema=shape) if after is None else after.select(list(shape))
    seen = old.select("id", _was=old.hash_rows())
    marked = new.with_columns(_is=new.hash_rows()).join(seen, on="id", how="left")
    write = marked.filter(pl.col("_was").is_null() | (pl.col("_is") != pl.col("_was"))).drop("_is", "_was")
    gone = old.join(new, on="id", how="anti")
    return _Difference(kind, write, gone["id"].to_list())


def _shape(kind: NodeKind | LinkKind) -> dict[str, pl.DataType]:
    """The columns that one kind has in the graph: id, ends, properties without personal ones, stamps."""
    ends = {name: pl.Utf8() for name in ENDS} if isinstance(kind, LinkKind) else {}
    facts = {p.name: COLUMN[p.type] for p in kind.properties if p.privacy != "personal"}
    return {"id": pl.Utf8(), **ends, **facts, **{name: COLUMN[type_] for name, type_ in STAMP_TYPES.items()}}


def _counted(differences: list[_Difference], target: View) -> Built:
    def total(kind: type, what: Callable[[_Difference], int]) -> int:
        return sum(what(d) for d in differences if isinstance(d.kind, kind))

    return Built(
        nodes_written=total(NodeKind, lambda d: d.write.height),
        links_written=total(LinkKind, lambda d: d.write.height),
        nodes_removed=total(NodeKind, lambda d: len(d.remove)),
        links_removed=total(LinkKind, lambda d: len(d.remove)),
        loose=target.loose(),
    )


def _write(engine: Engine, differences: list[_Difference], progress: Progress | None) -> None:
    """Take links out before nodes, write nodes before links."""
    whole = sum(d.write.height for d in differences)
    done = 0
    for d in reversed(differences):
        if d.remove:
            _remove(engine, d)
    for d in differences:
        for rows, ends in _chunks(d):
            if isinstance(d.kind, LinkKind):
                engine.put_links(d.kind, ends, rows)
            else:
                engine.put_nodes(d.kind, rows)
            done += len(rows)
            if progress is not None:
                progress(done, whole)


def _remove(engine: Engine, difference: _Difference) -> None:
    if isinstance(difference.kind, LinkKind):
        engine.remove_links(difference.kind, difference.remove)
    else:
        engine.remove_nodes(difference.kind, difference.remove)


def _chunks(difference: _Difference) -> Iterator[tuple[list[Row], tuple[str, str]]]:
    """The rows to write, as the engine takes them, links by the kinds of their ends."""
    frame = difference.write
    if isinstance(difference.kind, LinkKind):
        for (a, b), group in frame.partition_by("from_kind", "to_kind", as_dict=True, maintain_order=True).items():
            for part in group.drop("from_kind", "to_kind").iter_slices(CHUNK):
                yield [_row(record) for record in part.iter_rows(named=True)], (str(a), str(b))
    else:
        for part in frame.iter_slices(CHUNK):
            yield [_row(record) for record in part.iter_rows(named=True)], ("", "")


def _row(record: dict[str, Any]) -> Row:
    """Ends beside, everything else that has a value as properties; the id is among them."""
    ends: Row = {name: record.pop(name) for name in ("from_id", "to_id") if name in record}
    return {"id": record["id"], **ends, "properties": {k: v for k, v in record.items() if v is not None}}
