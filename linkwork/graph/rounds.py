"""Rounds on disk: what one source said on one day, kept as it was said, whole or not at all.

A round is a folder of Parquet files and a manifest, written under a temporary name, synced, then renamed. Nothing in it
is changed afterwards. Personal values have files of their own inside it, which nothing but output with people reads.
"""

import shutil
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from linkwork import __version__
from linkwork.disk import UNFINISHED, fingerprint, sync
from linkwork.errors import LinkworkError, Problem
from linkwork.graph._manifest import ROUND, content_of, must_be_as_kept, read_manifest, save_manifest
from linkwork.graph._round_files import save_frame, save_names, save_rejected
from linkwork.graph.decisions import Decision, Decisions
from linkwork.graph.identity import NameKey, slug
from linkwork.graph.joined import as_decided
from linkwork.graph.records import DIRECTORY, PLACE, POSTCODES, Scope, Table
from linkwork.graph.rules import Rules
from linkwork.graph.schema import SCHEMA
from linkwork.graph.shapes import NodeKind, Schema

NAMES = "names.parquet"
PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Statement:
    """What is to be kept as a round: who says it, of which day, and how far it goes."""

    source: str
    as_of: str
    loader: str
    complete: bool
    scope: Scope
    files: tuple[Path, ...]


@dataclass(frozen=True)
class Round:
    """One round. `number` counts the rounds of one source and date; a complete one revises those before it.

    `proposed` holds the tables of a round that is not on disk yet, made to see what keeping it would change. `same` are
    the records that were decided to be one: for each id that became a name of another, the id that stays; `only_names`
    are those of them whose names never rename it.
    """

    folder: Path
    manifest: Mapping[str, Any]
    proposed: tuple[Table, ...] | None = None
    same: Mapping[str, str] = field(default_factory=dict)
    only_names: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """The folder's name: date, source and number."""
        return self.folder.name

    @property
    def source(self) -> str:
        """Who said it."""
        return str(self.manifest["source"])

    @property
    def as_of(self) -> str:
        """The day it speaks of, ISO."""
        return str(self.manifest["as_of"])

    @property
    def number(self) -> int:
        """1 for the first round of its source and date, and so on."""
        return int(self.manifest["number"])

    @property
    def complete(self) -> bool:
        """Whether absence from it, within its scope, means something."""
        return bool(self.manifest["complete"])

    @property
    def fingerprint(self) -> str:
        """SHA-256 over the files it was read from."""
        return str(self.manifest["fingerprint"])

    @cached_property
    def scope(self) -> Scope:
        """What it covers."""
        said = self.manifest["scope"]
        links = said["links"]
        words = {name: tuple(said[name]) for name in ("kinds", "areas", "sheets")}
        return Scope(**words, links=None if links is None else tuple(links))

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Its tables, typed, without personal values, with the ids that stay after what was decided.

        Raises LinkworkError if a file is not as it was written.
        """
        return tuple(self.tables_of(None))

    def tables_of(self, kinds: Collection[str] | None) -> Iterator[Table]:
        """Of its tables, as `tables` has them, those of some kinds, or all; the files of the others are not read."""
        known = self.manifest["tables"] if self.proposed is None else self.proposed
        for one in known:
            kind = one.kind if isinstance(one, Table) else one["kind"]
            if kind != POSTCODES and (kinds is None or kind in kinds):
                table = one if isinstance(one, Table) else Table(kind, self.frame(one))
                yield as_decided(table, self.same, self.only_names)

    @cached_property
    def is_directory(self) -> bool:
        """Whether it is a directory of postcodes; nothing is read to tell."""
        if self.proposed is not None:
            return any(table.kind == POSTCODES for table in self.proposed)
        return any(entry["kind"] == POSTCODES for entry in self.manifest["tables"])

    @cached_property
    def postcodes(self) -> pl.LazyFrame:
        """The wards of postcodes, with the columns of DIRECTORY; no row where it is no directory of them.

        Of the file only what is asked of it is decoded. Raises LinkworkError if it is not as it was written.
        """
        if self.proposed is not None:
            frames = [table.rows.lazy() for table in self.proposed if table.kind == POSTCODES]
        else:
            entries = (entry for entry in self.manifest["tables"] if entry["kind"] == POSTCODES)
            frames = [pl.scan_parquet(content_of(self.folder, entry)) for entry in entries]
        return frames[0] if frames else pl.LazyFrame(schema=DIRECTORY)

    @cached_property
    def people(self) -> tuple[Table, ...]:
        """The personal values, by the opaque id of the person they belong to."""
        return tuple(Table(entry["kind"], self.frame(entry)) for entry in self.manifest["people"])

    @property
    def rejected(self) -> tuple[Problem, ...]:
        """The problems of the rows that were left out when only the good ones were kept."""
        entry = self.manifest.get("rejected")
        return tuple(Problem(*row) for row in self.frame(entry).iter_rows()) if entry else ()

    def names(self) -> dict[NameKey, str]:
        """The ids that were made from names when this round was kept."""
        frames = [self.frame(entry) for entry in self.manifest["names"]]
        return {(kind, scope, name): id_ for frame in frames for kind, scope, name, id_ in frame.iter_rows()}

    def must_be_whole(self) -> None:
        """Raise LinkworkError if a file of it is not as it was written; none is decoded."""
        if self.proposed is None:
            said = self.manifest
            rejected = [said["rejected"]] if said.get("rejected") else []
            for entry in (*said["tables"], *said["people"], *said["names"], *rejected):
                must_be_as_kept(self.folder, entry)

    def frame(self, entry: Mapping[str, Any]) -> pl.DataFrame:
        """The rows of a file that the manifest names. Raises LinkworkError if it is not as it was written."""
        return pl.read_parquet(content_of(self.folder, entry))


class RoundStore:
    """The rounds of one project. Reading needs no lock; `keep` is for the one writer that holds the project's lock."""

    def __init__(
        self,
        folder: Path,
        schema: Schema = SCHEMA,
        until: str | None = None,
        rules: Rules | None = None,
        withdrawn: Mapping[str, str] | None = None,
    ) -> None:
        """The rounds in a folder; with `until`, as if those of later dates had not been loaded.

        `rules` are what a fold of them goes by; `withdrawn` gives the rounds that no longer count, with the reason. The
        rounds themselves stay whole.
        """
        self.folder = folder
        self.schema = schema
        self.until = until
        self.rules = rules or Rules()
        self.withdrawn = withdrawn or {}
        #: Views of these rounds that were folded already, by what they were folded from (views.py).
        self.views: dict[Hashable, Any] = {}

    @property
    def _ones(self) -> tuple[Mapping[str, str], frozenset[str]]:
        return self.rules.same, self.rules.only_names

    def joining(self, same: Mapping[str, str]) -> "RoundStore":
        """The same rounds, where these ids are names of records besides, each given with the id that stays."""
        stays = {**self.rules.same, **same}
        ends = Decisions(tuple(Decision(0, "same", subject, other) for other, subject in stays.items())).same()
        rules = replace(self.rules, same=ends, only_names=self.rules.only_names | same.keys())
        store = RoundStore(self.folder, self.schema, self.until, rules, self.withdrawn)
        store.views = self.views
        return store

    def ids(self) -> list[str]:
        """The ids of every round on disk, damaged or not."""
        return sorted(p.name for p in self.folder.iterdir() if ROUND.fullmatch(p.name)) if self.folder.is_dir() else []

    def rounds(self) -> list[Round]:
        """Every round on disk in the order they fold: by date, source, complete before partial, number."""
        rounds = (r for r in map(self.held, self.ids()) if r is not None)
        return in_fold_order(r for r in rounds if self.until is None or r.as_of <= self.until)

    def must_be_whole(self) -> None:
        """Raise LinkworkError if a file of a round that counts is not as it was written."""
        for round_ in self.folded():
            round_.must_be_whole()

    def held(self, id_: str) -> Round | None:
        """The round of an id; None for one that was withdrawn and whose manifest is damaged. Raises LinkworkError."""
        try:
            return Round(self.folder / id_, read_manifest(self.folder / id_), None, *self._ones)
        except LinkworkError:
            if id_ in self.withdrawn:
                return None
            raise

    def folded(self, source: str | None = None, proposed: Round | None = None) -> list[Round]:
        """The rounds that count, in fold order: of each source and date the last complete one and every partial one.

        `source` narrows them; `proposed` counts as if it had been kept. One that was withdrawn does not count, so that
        the one it had revised counts again.
        """
        held = [r for r in self.rounds() if r.id not in self.withdrawn]
        rounds = held if proposed is None else in_fold_order([*held, proposed])
        last = {(r.source, r.as_of): r.number for r in rounds if r.complete}
        return [
            r
            for r in rounds
            if (not r.complete or r.number == last[r.source, r.as_of]) and (source is None or r.source == source)
        ]

    def known_names(self) -> dict[NameKey, str]:
        """The id register: every id made from a name, the earliest first, so that the first one made is kept."""
        register: dict[NameKey, str] = {}
        for round_ in sorted(self.rounds(), key=lambda r: str(r.manifest["kept_at"])):
            try:
                register = round_.names() | register
            except LinkworkError:
                if round_.id not in self.withdrawn:
                    raise
        return register

    def same(self, statement: Statement) -> Round | None:
        """The round that already holds this statement: source, date, bytes, scope and completeness alike; else None.

        Raises LinkworkError, naming the way back, if that round was withdrawn.
        """
        said = (statement.source, statement.as_of, statement.complete, fingerprint(statement.files), statement.scope)
        withdrawn = [r for r in self.rounds() if r.id in self.withdrawn]
        for round_ in (*self.folded(), *withdrawn):
            if (round_.source, round_.as_of, round_.complete, round_.fingerprint, round_.scope) == said:
                if round_.id in self.withdrawn:
                    raise LinkworkError(
                        f"That is the round {round_.id}, which was withdrawn: {self.withdrawn[round_.id]}. Nothing was "
                        f"kept. To let it count again: linkwork withdraw {round_.id} --undo."
                    )
                return round_
        return None

    def propose(self, statement: Statement, tables: Sequence[Table]) -> Round:
        """The round that `keep` would write, not written: to see what it would change."""
        self._same_spelling(statement.source)
        rounds = self.rounds()
        same_day = [r.number for r in rounds if (r.source, r.as_of) == (statement.source, statement.as_of)]
        number = 1 + max(same_day, default=0)
        folder = self.folder / f"{statement.as_of}_{slug(statement.source)}_{number}"
        public = tuple(apart(table, self.schema)[0] for table in tables)
        return Round(folder, _manifest(statement, number), public, *self._ones)

    def keep(
        self,
        statement: Statement,
        tables: Sequence[Table],
        minted: Mapping[NameKey, str],
        rejected: Sequence[Problem] = (),
    ) -> Round:
        """Write the round and give it back; afterwards it is on disk whole, or an error left everything as it was.

        `rejected` are the problems of rows that were left out of it.
        """
        round_ = self.propose(statement, tables)
        unfinished = self.folder / f"{UNFINISHED}{round_.id}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.clear_unfinished()
            unfinished.mkdir()
            manifest = {**round_.manifest, **self._write(unfinished, tables, minted)}
            if rejected:
                manifest["rejected"] = save_rejected(unfinished, rejected)
            save_manifest(unfinished, manifest)
            unfinished.rename(round_.folder)
            sync(self.folder)
        except (OSError, pl.exceptions.PolarsError) as error:
            shutil.rmtree(unfinished, ignore_errors=True)
            reason = getattr(error, "strerror", None) or str(error)
            raise LinkworkError(
                f"The round could not be written to {self.folder}: {reason}. Nothing was kept."
            ) from error
        return Round(round_.folder, manifest, None, *self._ones)

    def clear_unfinished(self) -> None:
        """Remove what a load that was killed had begun to write."""
        for rest in self.folder.glob(f"{UNFINISHED}*"):
            shutil.rmtree(rest)

    def _same_spelling(self, source: str) -> None:
        if not slug(source):
            raise LinkworkError(
                f"The source {source!r} has no letter or digit in it to call its rounds by. Nothing was kept. "
                "Say who says it: --source NAME."
            )
        for other in {r.source for r in self.rounds()}:
            if other != source and slug(other) == slug(source):
                raise LinkworkError(
                    f"There are already rounds of a source {other!r}, too like {source!r}. Nothing was kept. "
                    f"Use the name there is: --source {other!r}."
                )

    def _write(self, folder: Path, tables: Sequence[Table], minted: Mapping[NameKey, str]) -> dict[str, Any]:
        (folder / PEOPLE).mkdir()
        public, people = [], []
        for place, table in enumerate(tables):
            kept, personal = apart(table, self.schema)
            file = f"{place:02}-{table.kind}.parquet"
            public.append(save_frame(folder, file, kept))
            if personal is not None:
                people.append(save_frame(folder, f"{PEOPLE}/{file}", personal))
        secret = {kind.name for kind in self.schema.nodes if kind.privacy == "personal"}
        known = {key: id_ for key, id_ in minted.items() if key[0] not in secret}
        names = [save_names(folder, NAMES, known.items())]
        names.append(save_names(folder, f"{PEOPLE}/{NAMES}", minted.items() - known.items()))
        sync(folder / PEOPLE)
        counts: dict[str, int] = {}
        for table in tables:
            counts[table.kind] = counts.get(table.kind, 0) + table.rows.height
        return {"tables": public, "people": people, "names": names, "counts": counts}


def in_fold_order(rounds: Iterable[Round]) -> list[Round]:
    """By date, source, complete before partial, number: the later one of two wins in the fold."""
    return sorted(rounds, key=lambda r: (r.as_of, r.source, not r.complete, r.number))


def apart(table: Table, schema: Schema) -> tuple[Table, Table | None]:
    """The table without personal values, and the personal values with the id they belong to (None if it has none)."""
    if table.kind == POSTCODES:
        return table, None
    kind = schema.kind(table.kind)
    personal = [p.name for p in kind.properties if p.privacy == "personal" and p.name in table.rows.columns]
    if not personal or not isinstance(kind, NodeKind):
        return table, None
    values = table.rows.select("id", *personal, *PLACE)
    return Table(table.kind, table.rows.drop(personal)), Table(table.kind, values)


def _manifest(statement: Statement, number: int) -> dict[str, Any]:
    return {
        "source": statement.source,
        "as_of": statement.as_of,
        "number": number,
        "loader": statement.loader,
        "complete": statement.complete,
        "scope": asdict(statement.scope),
        "files": [path.name for path in statement.files],
        "fingerprint": fingerprint(statement.files),
        "tool": __version__,
        "kept_at": datetime.now(UTC).isoformat(timespec="microseconds"),
    }
