"""Bring an engine to the current view by writing only what differs.

The marker in the graph names the rounds it was built from. Rounds never change, so folding those rounds again tells
what the graph holds without reading it; a build that was killed leaves a marker that says so, and the next one reads
the graph back and mends the difference. An empty graph is filled by the engine's faster writer where it has one: what a
build that was killed meanwhile has left cannot be mended, its marker says that too, and the next one begins again.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass
from typing import Literal

import polars as pl

from linkwork import __version__
from linkwork.errors import GraphUnavailable, LinkworkError
from linkwork.graph._ahead import ahead
from linkwork.graph.engine import DAMAGED, Engine, Owner, Row, Writer, damaged
from linkwork.graph.erasing import erasures
from linkwork.graph.fold import View
from linkwork.graph.readback import columns_of, read_back
from linkwork.graph.records import ENDS
from linkwork.graph.rounds import Round, RoundStore
from linkwork.graph.rules import Rules
from linkwork.graph.shapes import LinkKind, NodeKind, Schema
from linkwork.graph.views import view_of

#: Rows handed to the engine at a time; also how often progress is told.
CHUNK = 10_000
#: The state of a graph that was imported from files: it is as it should be, and nothing has made its constraints yet.
IMPORTED = "imported"
Progress = Callable[[int, int], None]
#: What a build takes for what the graph holds: what its marker says, what is read back, or nothing at all.
How = Literal["changes", "verify", "from scratch"]


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
class Difference:
    """What to write and to take out for one kind."""

    kind: NodeKind | LinkKind
    write: pl.DataFrame
    remove: list[str]


def build(
    store: RoundStore, engine: Engine, owner: Owner, how: How = "changes", progress: Progress | None = None
) -> Built:
    """Bring the graph to the current view of the store's rounds and say what was written.

    "verify" reads the whole graph back instead of trusting the marker, and so undoes edits made by hand; "from scratch"
    empties the graph first, once everything else is known to be well.
    Raises GraphUnavailable if the graph was built from rounds that the store lacks.
    """
    rounds = store.folded()
    store.must_be_whole()
    marker = engine.marker()
    _check_rounds(store, marker, owner, how)
    # An import leaves the graph as a build does, but for the constraints.
    imported = marker is not None and marker.get("state") == IMPORTED
    marker = {"erasures": 0, **marker, **({"state": "built"} if imported else {})} if marker is not None else None
    wanted = marker_of(rounds, store, owner)
    if how == "changes" and marker is not None and "loose" in marker and _says(marker, wanted):
        # What a fold of these rounds comes to is in the graph already.
        if imported:
            engine.prepare(store.schema)
            engine.put_marker({**wanted, "loose": marker["loose"]})
        return Built(loose=marker["loose"])
    target = view_of(store, rounds, store.rules, store.until)
    wanted["loose"] = target.loose()
    if how == "from scratch" or (marker or {}).get("filling"):
        engine.wipe()
        marker = None
    engine.prepare(store.schema)
    before = _before(store, engine, marker, how == "verify")
    found = list(differences(before, target, store.schema))
    built = _counted(found, target)
    if built.nothing_written and _says(marker, wanted) and not imported:
        return built
    _write(engine, found, wanted, progress)
    return built


def departures(store: RoundStore, engine: Engine) -> list[tuple[str, str, str]]:
    """Edits made by hand: kind, id and what was done to it, for each record that is not as the last build left it."""
    built = _as_marked(store, engine.marker() or {})
    found = []
    for difference in differences(read_back(engine, store.schema), built, store.schema):
        kind = difference.kind.name
        there = {row["id"] for row in engine.read(_ids(difference.kind))} if difference.write.height else set()
        found += [(kind, id_, "changed" if id_ in there else "taken out") for id_ in difference.write["id"]]
        found += [(kind, id_, "added") for id_ in difference.remove]
    return found


def _ids(kind: NodeKind | LinkKind) -> str:
    pattern = f"(x:{kind.name})" if isinstance(kind, NodeKind) else f"()-[x:{kind.name}]->()"
    return f"MATCH {pattern} RETURN x.id AS id"


def rounds_lacking(store: RoundStore, marker: Row | None) -> list[str]:
    """The rounds that the graph was built from and the store does not have; one that was withdrawn is not wanted."""
    held = {*store.withdrawn, *(r.id for r in store.rounds())}
    return [name for name in (marker or {}).get("rounds", []) if name not in held]


def _check_rounds(store: RoundStore, marker: Row | None, owner: Owner, how: How) -> None:
    if marker is None or (damaged(marker) and how == "from scratch"):
        return
    if damaged(marker):
        raise GraphUnavailable(DAMAGED)
    if marker.get("project") != owner.id:
        raise GraphUnavailable(
            "The graph belongs to another project. Nothing was changed. Give this project a graph of "
            "its own with --graph."
        )
    if lacking := rounds_lacking(store, marker):
        raise GraphUnavailable(
            f"The graph was built from rounds this folder lacks: {', '.join(lacking)}. Nothing was changed. "
            "Copy those folders into rounds/ from whoever loaded them, then run this again."
        )


def marker_of(rounds: Sequence[Round], store: RoundStore, owner: Owner) -> Row:
    """What a graph of these rounds says of itself, all but how many links wait for an end, which takes a fold."""
    return {
        "project": owner.id,
        "name": owner.name,
        "note": owner.note,
        "rounds": [r.id for r in rounds],
        "erasures": erasures(rounds),
        "as_of": store.until or max((r.as_of for r in rounds), default=""),
        "until": store.until or "",
        "rules": store.rules.text,
        "schema": store.schema.digest,
        "tool": __version__,
        "state": "built",
    }


def _says(marker: Row | None, wanted: Row) -> bool:
    """Whether a marker says all that is wanted; an engine gives it back with an id of its own."""
    return marker is not None and all(name in marker and marker[name] == value for name, value in wanted.items())


def _before(store: RoundStore, engine: Engine, marker: Row | None, verify: bool) -> View:
    """What the graph holds: by folding the rounds its marker names where that can be trusted, else by reading it."""
    trusted = (
        marker is not None
        and not verify
        and marker.get("state") == "built"
        and marker["erasures"] == erasures(_named(store, marker))
        and (marker.get("schema"), marker.get("tool")) == (store.schema.digest, __version__)
        and Rules.from_text(marker.get("rules") or "").same == store.rules.same
        and _can_be_folded(store, marker)
    )
    if trusted and marker is not None:
        return _as_marked(store, marker)
    return read_back(engine, store.schema)


def _can_be_folded(store: RoundStore, marker: Row) -> bool:
    """Whether the rounds that a marker names are there; one that no longer counts may be damaged or gone."""
    named, counting = _named(store, marker), {r.id for r in store.folded()}
    try:
        for round_ in named:
            if round_.id not in counting:
                round_.must_be_whole()
    except LinkworkError:
        return False
    return len(named) == len(marker.get("rounds") or ())


def _as_marked(store: RoundStore, marker: Row) -> View:
    """The view that a graph with this marker was built from."""
    rules = Rules.from_text(marker.get("rules") or "")
    return view_of(store, _named(store, marker), rules, marker.get("until") or None)


def _named(store: RoundStore, marker: Row) -> list[Round]:
    """The rounds that a marker names, those that the store has, in fold order."""
    names = set(marker.get("rounds") or ())
    return [round_ for round_ in store.rounds() if round_.id in names]


def differences(before: View, after: View, schema: Schema) -> Iterator[Difference]:
    """What must be written and taken out to come from one view to another, kind by kind, nodes first."""
    for node in schema.nodes:
        yield _difference(node, before.nodes.get(node.name), after.nodes.get(node.name))
    for link in schema.links:
        yield _difference(link, tied(before.links.get(link.name)), tied(after.links.get(link.name)))


def tied(links: pl.DataFrame | None) -> pl.DataFrame | None:
    """The links that have both their ends: those that are in a graph."""
    return None if links is None else links.filter(~pl.col("loose"))


def _difference(kind: NodeKind | LinkKind, before: pl.DataFrame | None, after: pl.DataFrame | None) -> Difference:
    shape = columns_of(kind)
    old = pl.DataFrame(schema=shape) if before is None else before.select(list(shape))
    new = pl.DataFrame(schema=shape) if after is None else after.select(list(shape))
    if not old.height:
        return Difference(kind, new, [])
    # An id that the graph holds twice is taken out, both of them, and written again: it is named twice.
    twice = old.filter(pl.col("id").is_duplicated())
    seen = old.select("id", _was=old.hash_rows()).join(twice, on="id", how="anti")
    marked = new.with_columns(_is=new.hash_rows()).join(seen, on="id", how="left")
    write = marked.filter(pl.col("_was").is_null() | (pl.col("_is") != pl.col("_was"))).drop("_is", "_was")
    gone = pl.concat([old.join(new, on="id", how="anti"), twice]).unique("id").select("id")
    named = pl.concat([gone, twice.unique("id").select("id")])["id"].sort()
    return Difference(kind, write, named.to_list())


def _counted(differences: list[Difference], target: View) -> Built:
    def total(kind: type, what: Callable[[Difference], int]) -> int:
        return sum(what(d) for d in differences if isinstance(d.kind, kind))

    return Built(
        nodes_written=total(NodeKind, lambda d: d.write.height),
        links_written=total(LinkKind, lambda d: d.write.height),
        nodes_removed=total(NodeKind, lambda d: len(d.remove)),
        links_removed=total(LinkKind, lambda d: len(d.remove)),
        loose=target.loose(),
    )


def _write(engine: Engine, found: list[Difference], wanted: Row, progress: Progress | None) -> None:
    """Bring the graph to what is wanted. Until all is there, its marker says that it is being built, and how."""
    filling = engine.filling()
    begun = {**wanted, "state": "building"}
    engine.put_marker(begun if filling is None else {**begun, "filling": True})
    _apply(engine, filling, found, progress)
    engine.put_marker(wanted)


def _apply(
    engine: Engine, filling: AbstractContextManager[Writer] | None, found: list[Difference], progress: Progress | None
) -> None:
    """Take out and write what differs, by the engine's faster writer where there is one."""
    for difference in reversed(found):
        if difference.remove:
            _remove(engine, difference)
    writing: AbstractContextManager[Writer] = nullcontext(engine) if filling is None else filling
    with writing as writer:
        _put(writer, found, progress)


def _put(writer: Writer, found: list[Difference], progress: Progress | None) -> None:
    """Write nodes before links; links have been taken out before nodes."""
    whole = sum(d.write.height for d in found)
    done = 0
    # A server that writes leaves this process time to make the next rows in.
    with closing(ahead((d.kind, *chunk) for d in found for chunk in _chunks(d))) as chunks:
        for kind, rows, ends in chunks:
            if isinstance(kind, LinkKind):
                writer.put_links(kind, ends, rows)
            else:
                writer.put_nodes(kind, rows)
            done += len(rows)
            if progress is not None:
                progress(done, whole)


def _remove(engine: Engine, difference: Difference) -> None:
    if isinstance(difference.kind, LinkKind):
        engine.remove_links(difference.kind, difference.remove)
    else:
        engine.remove_nodes(difference.kind, difference.remove)


def _chunks(difference: Difference) -> Iterator[tuple[list[Row], tuple[str, str]]]:
    """The rows to write, as the engine takes them, links by the kinds of their ends."""
    frame = difference.write
    if isinstance(difference.kind, LinkKind):
        for (a, b), group in frame.partition_by("from_kind", "to_kind", as_dict=True, maintain_order=True).items():
            for part in group.drop("from_kind", "to_kind").iter_slices(CHUNK):
                yield _rows(part), (str(a), str(b))
    else:
        for part in frame.iter_slices(CHUNK):
            yield _rows(part), ("", "")


def _rows(part: pl.DataFrame) -> list[Row]:
    """Ends beside, everything else that has a value as properties; the id is among them."""
    lacking = dict(zip(part.columns, part.null_count().row(0), strict=True))
    facts = [name for name in part.columns if name not in ENDS and lacking[name] < part.height]
    # Column by column: a row at a time takes half as long again.
    values = zip(*(part[name].to_list() for name in facts), strict=True)
    every: list[Row] = [dict(zip(facts, row, strict=True)) for row in values]
    if any(lacking[name] for name in facts):
        every = [{name: value for name, value in row.items() if value is not None} for row in every]
    if "from_id" not in lacking:
        return [{"id": row["id"], "properties": row} for row in every]
    ends = zip(part["from_id"].to_list(), part["to_id"].to_list(), every, strict=True)
    return [{"id": row["id"], "from_id": a, "to_id": b, "properties": row} for a, b, row in ends]
