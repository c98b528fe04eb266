"""The current view as files for `neo4j-admin database import full`: a first build too large to go through the driver.

A table for each kind of node and for each kind of link between two kinds, a table of one row for Linkwork's marker, and
the arguments that tell neo4j-admin what is what. In the tables text in quotes may be blank, and what is not known is
empty; a column without a value is left out.
"""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from linkwork.disk import UNFINISHED
from linkwork.errors import LinkworkError
from linkwork.graph.build import IMPORTED, marker_of, tied
from linkwork.graph.engine import MARKER, OWN, Owner, Row
from linkwork.graph.fold import View, fold
from linkwork.graph.readback import columns_of
from linkwork.graph.rounds import RoundStore
from linkwork.graph.shapes import Schema

#: The file of arguments, and the report that neo4j-admin leaves in the folder where it is run.
ARGUMENTS, REPORT = "import.args", "import.report"
LIST = pl.List(pl.Utf8)
TYPES: Mapping[pl.DataType, str] = {
    pl.Utf8(): "string",
    pl.Int64(): "long",
    pl.Float64(): "double",
    pl.Boolean(): "boolean",
    LIST: "string[]",
}
#: What may stand between the parts of a list: the separators of ASCII, then characters that nobody may use for text.
SEPARATORS = ("\x1f", "\x1e", "\x1d", "\x1c", *map(chr, range(0xE000, 0xE100)))
PIECE = 1 << 24


@dataclass(frozen=True, slots=True)
class Written:
    """How many nodes, links and tables were written, and how many links wait for an end and are in none of them."""

    nodes: int
    links: int
    tables: int
    loose: int


@dataclass(frozen=True, slots=True)
class _Table:
    """One table: its file, how neo4j-admin is told of it, and the headings that are not a property and its type."""

    file: str
    told: str
    frame: pl.DataFrame
    headings: Mapping[str, str]


def write_import(store: RoundStore, owner: Owner, folder: Path) -> Written:
    """Write the current view of the rounds as a folder of its own, the same bytes for the same rounds.

    It is there whole or not at all; an earlier one of the same name is replaced. Imported, it is the graph that `build`
    would have written: the next build makes the constraints and writes nothing.
    Raises LinkworkError where there is no round, where the folder holds anything else, or where it cannot be written.
    """
    store.must_be_whole()
    rounds = store.folded()
    if not rounds:
        raise LinkworkError("No round counts yet, so that there is nothing to import. Nothing was written.")
    try:
        folder = folder.resolve()
        _refuse_others(folder)
        view = fold(rounds, store.schema, store.until, store.rules)
        unfinished = folder.with_name(f"{UNFINISHED}{folder.name}")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        try:
            marker = {**marker_of(rounds, store, owner), "loose": view.loose()}
            written = _write(view, store.schema, marker, unfinished)
            if folder.exists():
                shutil.rmtree(folder)
            unfinished.rename(folder)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    except OSError as error:
        raise LinkworkError(
            f"{folder} could not be written: {error.strerror or error}. Nothing is left of it."
        ) from error
    return written


def _refuse_others(folder: Path) -> None:
    """Raise LinkworkError unless the folder is not there, is empty, or holds an earlier export alone."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise LinkworkError(f"{folder} is a file, and neo4j-import is a folder. Nothing was written.")
    names = {path.name for path in folder.iterdir()}
    listed = (folder / ARGUMENTS).read_text(encoding="utf-8") if (folder / ARGUMENTS).is_file() else ""
    own = {ARGUMENTS, REPORT, *(line.partition("=./")[2] for line in listed.splitlines())} if listed else set()
    if others := sorted(names - own):
        more = f" and {len(others) - 1} more" if len(others) > 1 else ""
        raise LinkworkError(
            f"{folder} holds other things: {others[0]}{more}. Nothing was written. Name a folder that is empty or new."
        )


def _write(view: View, schema: Schema, marker: Row, folder: Path) -> Written:
    """Fill the folder."""
    between = _separator(view, schema)
    told, whole, broken = [], True, False
    for table in _tables(view, schema):
        flat = _flat(table, between)
        whole = whole and not _lost(table.frame, flat)
        broken |= _save(flat, folder / table.file)
        told.append(f"{table.told}=./{table.file}")
    # A blank in place of a list is no list to neo4j-admin: the next build then looks for what it has to write.
    marker = {**marker, "id": MARKER, "state": IMPORTED if whole else "building"}
    row = _Table("marker.csv", f"--nodes={MARKER}", pl.DataFrame([marker]), {"id": f"id:ID({MARKER})"})
    broken |= _save(_flat(row, between), folder / row.file)
    told = [f"{row.told}=./{row.file}", *told, f"--array-delimiter=U+{ord(between):04X}"]
    # Slower to read: neo4j-admin can then not divide a table among its threads.
    told += ["--multiline-fields=true"] if broken else []
    (folder / ARGUMENTS).write_bytes("".join(f"{line}\n" for line in told).encode())
    nodes = sum(frame.height for frame in view.nodes.values())
    links = sum(int((~frame["loose"]).sum()) for frame in view.links.values())
    return Written(nodes, links, len(list(folder.glob("*.csv"))), view.loose())


def _tables(view: View, schema: Schema) -> Iterator[_Table]:
    """Every table but the marker's, nodes first, with the columns that a graph has."""
    for kind in schema.nodes:
        frame = view.nodes.get(kind.name)
        if frame is not None and frame.height:
            shown = frame.select(list(columns_of(kind)))
            yield _Table(f"nodes-{kind.name}.csv", f"--nodes={OWN}:{kind.name}", shown, {"id": f"id:ID({kind.name})"})
    for link in schema.links:
        tied_ones = tied(view.links.get(link.name))
        if tied_ones is None:
            continue
        groups = tied_ones.select(list(columns_of(link))).partition_by(
            "from_kind", "to_kind", as_dict=True, maintain_order=True
        )
        for (a, b), group in groups.items():
            ends = {"from_id": f":START_ID({a})", "to_id": f":END_ID({b})"}
            file = f"links-{link.name}-{a}-{b}.csv"
            yield _Table(file, f"--relationships={link.name}", group.drop("from_kind", "to_kind"), ends)


def _separator(view: View, schema: Schema) -> str:
    """The first of SEPARATORS that is in no part of any list."""
    frames = [(frame, schema.kind(name)) for name, frame in (view.nodes | view.links).items()]
    columns = [(frame, name) for frame, kind in frames for name, type_ in columns_of(kind).items() if type_ == LIST]
    # Where nothing but a directory of postcodes is loaded there is no kind, and so no list.
    parts = pl.concat([pl.Series(dtype=pl.Utf8), *(frame[name].explode().unique() for frame, name in columns)])
    return next(one for one in SEPARATORS if not parts.str.contains(one, literal=True).any())


def _flat(table: _Table, between: str) -> pl.DataFrame:
    """The table as it is written: columns that have a value, under their headings, lists as text."""
    frame = table.frame
    filled = [name for name in frame.columns if frame[name].null_count() < frame.height]
    lists = [pl.col(name).list.join(between) for name in filled if frame.schema[name] == LIST]
    heads = {name: table.headings.get(name, f"{name}:{TYPES[frame.schema[name]]}") for name in filled}
    return frame.select(filled).with_columns(lists).rename(heads)


def _lost(frame: pl.DataFrame, flat: pl.DataFrame) -> bool:
    """Whether a list of nothing, or of one blank, is now blank text."""
    lists = [f"{name}:{TYPES[LIST]}" for name, type_ in frame.schema.items() if type_ == LIST]
    return any((flat[name] == "").any() for name in lists if name in flat.columns)


def _save(flat: pl.DataFrame, path: Path) -> bool:
    """Write a table; whether a value in it has a line break."""
    flat.write_csv(path)
    lines, returns = 0, False
    with path.open("rb") as written:
        while piece := written.read(PIECE):
            lines += piece.count(b"\n")
            returns = returns or b"\r" in piece
    return returns or lines > flat.height + 1
