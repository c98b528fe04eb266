"""What `linkwork load` does, step by step: read, check, see what would change, keep, build."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from linkwork.errors import InputRefused, Problem
from linkwork.graph.check import check
from linkwork.graph.fold import View, fold
from linkwork.graph.identity import Names, slug
from linkwork.graph.parsing import parse
from linkwork.graph.records import Reading, Scope, Table
from linkwork.graph.rounds import Round, RoundStore, Statement
from linkwork.graph.schema import SCHEMA
from linkwork.graph.scope import parse_scope
from linkwork.graph.shapes import Property, Schema
from linkwork.loaders import Loader
from linkwork.settings import Project

#: A round that would make more than this share of its source's records stale stops and asks.
MUCH = 0.2


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line said about a load; None where it did not say."""

    as_of: str | None = None
    source: str | None = None
    scope: str | None = None
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Ready:
    """A load that was read and passed its checks, and is not kept yet."""

    statement: Statement
    tables: tuple[Table, ...]
    names: Names
    warnings: tuple[str, ...]
    already: Round | None


@dataclass(frozen=True, slots=True)
class Effect:
    """What a round changes in the whole view: counts by kind, the links that wait for an end, and the stale share."""

    new: dict[str, int]
    changed: dict[str, int]
    stale: dict[str, int]
    loose: tuple[str, ...]
    stale_share: float

    @property
    def much_stale(self) -> bool:
        """Whether it would make more than a fifth of its source's records stale."""
        return self.stale_share > MUCH


def read(loader: Loader, paths: Sequence[Path], project: Project, store: RoundStore, asked: Asked) -> Ready:
    """Read the files and check every record. Raises InputRefused with all problems; nothing is kept."""
    if missing := [path for path in paths if not path.exists()]:
        raise InputRefused(Problem(str(path), message="there is no such file or folder.") for path in missing)
    about = loader.about(paths)
    source = asked.source or about.source or loader.source or slug(paths[0].name.partition(".")[0])
    names = Names(source, store.known_names(), store.schema)
    reading = loader.load(paths, names)
    tables = check(reading, store.schema)
    if not any(table.rows.height for table in tables):
        raise InputRefused([Problem(paths[0].name, message="it holds no rows, so there is nothing to load.")])
    statement = Statement(
        source=source,
        as_of=_day(asked.as_of or reading.about.as_of, paths[0].name),
        loader=loader.name,
        complete=not asked.partial and reading.about.complete is not False,
        scope=_scope(loader, reading, project, source, asked),
        files=tuple(paths),
    )
    warnings = tuple(w for w in reading.warnings if not any(f"column {name}" in w for name in project.ignore))
    return Ready(statement, tables, names, warnings, store.same(statement))


def effect(store: RoundStore, ready: Ready) -> tuple[Round, Effect]:
    """The round as it would be kept and what it would change; nothing is kept."""
    proposed = store.propose(ready.statement, ready.tables)
    before = fold(store.folded(), store.schema)
    after = fold(store.folded(proposed=proposed), store.schema)
    new, changed = _counts(before, after, _is_new), _counts(before, after, _is_changed)
    stale = _counts(before, after, _is_stale)
    said = sum(
        frame.filter(pl.col("sources").list.contains(ready.statement.source) & pl.col("stale_since").is_null()).height
        for frame in (*before.nodes.values(), *before.links.values())
    )
    share = sum(stale.values()) / said if said else 0.0
    return proposed, Effect(new, changed, stale, tuple(_loose(proposed, after, store.schema)), share)


def _day(given: str | None, file: str) -> str:
    if given is None:
        raise InputRefused([Problem(file, message="it does not say which day it speaks of. Add --as-of 2024-03-31.")])
    day = parse(pl.Series("as_of", [given]), Property("as_of", "", "date")).item()
    if day is None or len(day) != len("2024-03-31"):
        wanted = "Give a whole day, such as --as-of 2024-03-31."
        raise InputRefused([Problem(file, message=f"{given!r} is not a day. {wanted}")])
    return str(day)


def _scope(loader: Loader, reading: Reading, project: Project, source: str, asked: Asked) -> Scope:
    """The flag, else the settings, else what the file says, else what files of this format cover."""
    written = asked.scope or project.scopes.get(source)
    said = reading.about.scope or loader.scope
    return replace(parse_scope(written, SCHEMA), links=said.links) if written else said


def _counts(before: View, after: View, count: Callable[[pl.DataFrame, pl.DataFrame], int]) -> dict[str, int]:
    counts = {}
    for old, new in ((before.nodes, after.nodes), (before.links, after.links)):
        for kind, frame in new.items():
            earlier = old.get(kind, frame.clear())
            if number := count(earlier, frame):
                counts[kind] = number
    return counts


def _is_new(old: pl.DataFrame, new: pl.DataFrame) -> int:
    return new.join(old, on="id", how="anti").height


def _is_changed(old: pl.DataFrame, new: pl.DataFrame) -> int:
    facts = [c for c in new.columns if c not in ("first_round", "stale_since", "sources", "live", "loose")]
    both = new.join(old, on="id", how="semi").sort("id").select(facts)
    was = old.join(new, on="id", how="semi").sort("id").select(facts)
    return int((both.hash_rows() != was.hash_rows()).sum())


def _is_stale(old: pl.DataFrame, new: pl.DataFrame) -> int:
    was = old.filter(pl.col("stale_since").is_null()).select("id")
    return new.filter(pl.col("stale_since").is_not_null()).join(was, on="id", how="semi").height


def _loose(proposed: Round, view: View, schema: Schema) -> Sequence[str]:
    """A sentence for each link of this round that waits for an end."""
    known = {id_ for frame in view.nodes.values() for id_ in frame["id"]}
    sentences = []
    for table in proposed.tables:
        waiting = view.links.get(table.kind)
        if table.kind not in schema.link or waiting is None:
            continue
        loose = waiting.filter(pl.col("loose")).select("id")
        for row in table.rows.join(loose, on="id", how="semi").iter_rows(named=True):
            ends = [row[end] for end in ("from_id", "to_id") if row[end] not in known]
            place = Problem(row["_file"], row["_sheet"] or "", row["_row"], "", "")
            says = schema.link[table.kind].reads
            text = f"'{row['from_id']}' {says} '{row['to_id']}', but no round describes {' or '.join(ends)}"
            sentences.append(f"{str(place).removesuffix(': ')}: {text}.")
    return sorted(sentences)
