"""Taking people out of the rounds: the one thing for which a round that is kept is written anew.

Rows about a person go (the node, the personal values, the links, the entries of the id register), and in texts of other
records the name, the address and the number are replaced. The names of other records stay: a trust may bear the name of
somebody. Where a value tells parallel links apart it is in their ids as well: a stand-in takes its place in both, so
that two people who rated are two afterwards.

A round is whole at every moment: new files stand under new names until its manifest names them, and what no manifest
names is removed, also by the next erasure where one was killed. The manifest says when rows were taken out.
"""

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from linkwork.disk import UNFINISHED, sealed, sync
from linkwork.errors import LinkworkError
from linkwork.graph._manifest import MANIFEST, read_manifest, save_manifest
from linkwork.graph.personal import people_rows, register
from linkwork.graph.records import POSTCODES, beyond_ends
from linkwork.graph.rounds import PEOPLE, Round, RoundStore
from linkwork.graph.schema import SCHEMA
from linkwork.graph.shapes import LinkKind, Schema
from linkwork.graph.traces import ERASED, Traces, as_compared, as_written

#: The manifest's list of when rows were taken out of a round.
NOTE = "erased"
#: Columns that texts are never taken out of: what they hold is looked up by others.
FIXED = ("id", "from_kind", "from_id", "to_kind", "to_id", "name", "aliases", "_sheet", "kind", "scope", "slug")
OTHERS = (*FIXED, "work_email", "work_phone")
#: What stands for one value that told parallel links apart, by a number of its own.
STAND_IN = re.compile(re.escape(ERASED) + r" (\d+)")


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A round that was written anew, or would be: how many rows are taken out and how many texts changed."""

    round: str
    rows: int
    texts: int


def called(rounds: Sequence[Round], given: str) -> set[str]:
    """The ids of the people of these rounds whose id, name, other name or e-mail address this is."""
    wanted = as_compared(given)
    found = {one.id for one in register(rounds, SCHEMA).people if one.id == given.strip()}
    for row in people_rows(rounds):
        values = [row.get("name"), row.get("work_email"), *(row.get("aliases") or ())]
        if wanted in {as_compared(value) for value in values if value}:
            found.add(row["id"])
    return found


def traces_of(rounds: Sequence[Round], ids: frozenset[str]) -> Traces:
    """What these rounds hold that tells who these people are and nobody else."""
    own = _traces((row for row in people_rows(rounds) if row["id"] in ids), ids)
    return own.without(_traces((row for row in people_rows(rounds) if row["id"] not in ids), frozenset()))


def _traces(rows: Iterator[Mapping[str, Any]], ids: frozenset[str]) -> Traces:
    names, emails, phones = set(), set(), set()
    for row in rows:
        names |= {as_written(name) for name in (row.get("name"), *(row.get("aliases") or ())) if name}
        emails |= {as_written(row["work_email"])} if row.get("work_email") else set()
        phones |= {as_written(row["work_phone"])} if row.get("work_phone") else set()
    return Traces(ids, frozenset(names), frozenset(emails), frozenset(phones))


def would_erase(store: RoundStore, traces: Traces) -> list[Rewritten]:
    """The rounds that an erasure would write anew; nothing is written."""
    found = (_counted(round_, _changes(round_, traces, store.schema, {})) for round_ in store.rounds())
    return [one for one in found if one.rows or one.texts]


def stand_ins(store: RoundStore, traces: Traces, known: Mapping[str, str] | None = None) -> dict[str, str]:
    """What is to stand for each value that tells parallel links apart, `(erased) 1` and so on, with what is known.

    A number that stands in a round is not given again: it is somebody else's.
    """
    given, told = dict(known or {}), set(map(str, (known or {}).values()))
    for round_ in store.rounds():
        for entry in round_.manifest["tables"]:
            kind = store.schema.link.get(entry["kind"])
            if kind is not None and kind.key:
                told |= set(_keys(round_.frame(entry), kind).unique().to_list())
    number = max((int(found[1]) for text in told for found in STAND_IN.finditer(text)), default=0)
    for value, one in traces.one_by_one():
        if value not in given and any(one.taken_out(text) != text for text in told):
            number += 1
            given[value] = f"{ERASED} {number}"
    return given


def _keys(frame: pl.DataFrame, kind: LinkKind) -> pl.Series:
    """What tells parallel links apart, as it stands at the end of each id."""
    return frame.select(beyond_ends(kind.name).str.slice(1)).to_series()


def erase(store: RoundStore, traces: Traces, on: str, stands: Mapping[str, str] | None = None) -> list[Rewritten]:
    """Take the people out of every round on the disk, withdrawn and revised ones too; the rounds written anew.

    `stands` is what `stand_ins` gave before anything was taken out; give it where there may be an earlier erasure to
    finish. For the one writer that holds the project's lock. Killed at any moment, every round is whole, and the same
    again takes out the rest. Raises LinkworkError, with nothing changed, where a round is damaged.
    """
    rounds = store.rounds()
    for round_ in rounds:
        round_.must_be_whole()
    stands = stand_ins(store, traces) if stands is None else stands
    store.clear_unfinished()
    done = []
    for round_ in rounds:
        changes = _changes(round_, traces, store.schema, stands)
        counted = _counted(round_, changes)
        try:
            if changes or _says_in_names(round_, traces):
                _write(round_, changes, {"on": on, "rows": counted.rows, "texts": counted.texts}, traces)
                done.append(counted)
            _clear(round_.folder)
        except (OSError, pl.exceptions.PolarsError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise LinkworkError(
                f"The round {round_.id} could not be written anew: {reason}. It is as it was; what was taken out of "
                "others stays out. Give it room and run the same command again."
            ) from error
    return done


def _says_in_names(round_: Round, traces: Traces) -> bool:
    """Whether the name of a file that the round was read from tells who they are."""
    return any(traces.taken_out(name) != name for name in round_.manifest["files"])


def erasures(rounds: Sequence[Round]) -> int:
    """How often rows were taken out of these rounds: a graph that was built before the last time holds too much."""
    return sum(len(round_.manifest.get(NOTE, ())) for round_ in rounds)


@dataclass(frozen=True)
class _Change:
    """A file of a round as it is to be: which list of the manifest names it, the entry, and its rows."""

    part: str
    place: int
    entry: Mapping[str, Any]
    frame: pl.DataFrame
    rows: int
    texts: int


def _counted(round_: Round, changes: Sequence[_Change]) -> Rewritten:
    return Rewritten(round_.id, sum(one.rows for one in changes), sum(one.texts for one in changes))


def _changes(round_: Round, traces: Traces, schema: Schema, stands: Mapping[str, str]) -> list[_Change]:
    """The files of a round in which something is to go."""
    found = []
    parts = {part: round_.manifest.get(part, ()) for part in ("tables", "people", "names")}
    if "rejected" in round_.manifest:
        parts["rejected"] = [round_.manifest["rejected"]]
    for part, entries in parts.items():
        for place, entry in enumerate(entries):
            if entry.get("kind") == POSTCODES:
                continue
            frame = round_.frame(entry)
            kept = without(frame, traces.ids)
            fixed = OTHERS if part == "people" or _is_personal(entry, schema) else FIXED
            said, keys = _keys_taken_out(kept, schema.link.get(entry.get("kind", "")), _standing_in(traces, stands))
            said, texts = _taken_out(said, traces, fixed)
            texts += keys
            if texts or kept.height < frame.height:
                found.append(_Change(part, place, entry, said, frame.height - kept.height, texts))
    return found


def _is_personal(entry: Mapping[str, Any], schema: Schema) -> bool:
    return entry.get("kind") in schema.node and schema.node[entry["kind"]].privacy == "personal"


def without(frame: pl.DataFrame, ids: Collection[str]) -> pl.DataFrame:
    """The rows of a table that are not about these people; all of one that has no ids, as of rejected rows."""
    held = [name for name in ("id", "from_id", "to_id") if name in frame.columns]
    for name in held:
        frame = frame.filter(~pl.col(name).is_in(list(ids)).fill_null(value=False))
    return frame


def _standing_in(traces: Traces, stands: Mapping[str, str]) -> Callable[[str], str]:
    """What puts for each value what stands for it, and ERASED for one that nothing stands for."""
    own = [(one, stands[value]) for value, one in traces.one_by_one() if value in stands]

    def out(text: str) -> str:
        for one, stand_in in own:
            text = one.taken_out(text, stand_in)
        return traces.taken_out(text)

    return out


def _keys_taken_out(frame: pl.DataFrame, kind: LinkKind | None, out: Callable[[str], str]) -> tuple[pl.DataFrame, int]:
    """The links with what tells who the people are taken out of their ids and of what these are made of; how many.

    Earlier versions took it out of the property alone: there the id says what is to stand in both.
    """
    if kind is None or not kind.key:
        return frame, 0
    keys = _keys(frame, kind)
    said = {value: now for value in keys.unique().to_list() if (now := out(value)) != value}
    if not said:
        return frame, 0
    told, stand_in = keys.is_in(list(said)), keys.replace(said)
    ids = pl.concat_str(pl.lit(kind.name), "from_id", "to_id", pl.lit(stand_in), separator="|")
    changed = {"id": pl.when(pl.lit(told)).then(ids).otherwise("id")}
    for name in (name for name in kind.key if frame.schema.get(name) == pl.Utf8):
        own = {value: out(value) for value in frame[name].drop_nulls().unique().to_list()}
        changed[name] = pl.col(name).replace(own)
    if len(kind.key) == 1:
        changed[kind.key[0]] = pl.when(pl.lit(told)).then(pl.lit(stand_in)).otherwise(kind.key[0])
    return frame.with_columns(**changed), int(told.sum())


def _taken_out(frame: pl.DataFrame, traces: Traces, fixed: Sequence[str]) -> tuple[pl.DataFrame, int]:
    """The rows with what tells who the people are taken out of their texts, and how many texts had it."""
    changed, number = {}, 0
    for name, kept in frame.schema.items():
        if name in fixed or kept not in (pl.Utf8, pl.List(pl.Utf8)):
            continue
        values = frame[name].explode() if kept == pl.List(pl.Utf8) else frame[name]
        said = {value: traces.taken_out(value) for value in values.unique().to_list() if value}
        said = {value: now for value, now in said.items() if now != value}
        if said:
            number += values.filter(values.is_in(list(said))).len()
            column = pl.col(name)
            changed[name] = (
                column.list.eval(pl.element().replace(said)) if kept == pl.List(pl.Utf8) else column.replace(said)
            )
    return frame.with_columns(**changed), number


def _write(round_: Round, changes: Sequence[_Change], note: Mapping[str, Any], traces: Traces) -> None:
    """Write the changed files beside the old ones, then the manifest that names them, and note when."""
    manifest = json.loads(json.dumps(round_.manifest))
    for one in changes:
        file = _next_name(str(one.entry["file"]))
        one.frame.write_parquet(round_.folder / file)
        entry = {**one.entry, **sealed(round_.folder, file)}
        if "rows" in entry:
            entry["rows"] = one.frame.height
        if one.part == "rejected":
            manifest["rejected"] = entry
        else:
            manifest[one.part][one.place] = entry
        if one.part == "tables":
            manifest["counts"][one.entry["kind"]] -= one.rows
    manifest["files"] = [traces.taken_out(name) for name in manifest["files"]]
    manifest[NOTE] = [*manifest.get(NOTE, ()), note]
    sync(round_.folder / PEOPLE)
    save_manifest(round_.folder, manifest)


def _next_name(file: str) -> str:
    """The name of the file when it is written anew: `people/02-Person.parquet`, then `people/02-Person.1.parquet`."""
    stem, _, number = file.removesuffix(".parquet").partition(".")
    return f"{stem}.{int(number or 0) + 1}.parquet"


def _clear(folder: Path) -> None:
    """Remove what the round's manifest does not name: files that were written anew, or were to be."""
    manifest = read_manifest(folder)
    entries = [*manifest["tables"], *manifest["people"], *manifest["names"]]
    entries += [manifest["rejected"]] if "rejected" in manifest else []
    named = {folder / entry["file"] for entry in entries} | {folder / MANIFEST}
    rest = [path for path in folder.rglob("*.parquet") if path not in named]
    rest += list(folder.glob(f"{UNFINISHED}*"))
    for path in rest:
        path.unlink()
    for place in {path.parent for path in rest}:
        sync(place)
