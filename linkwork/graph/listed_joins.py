"""What the list of names joins in a load: ids made for its names become other names of the records that it means.

A line is what somebody has said, so nothing more has to be decided: the join is written down as a decision, and undone
as one. Only an id that no earlier round has described is joined; one that has become a record of its own stays, is
said, and is proposed as a duplicate.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

from linkwork.errors import Problem
from linkwork.graph._identifiers import conflict, identifiers
from linkwork.graph.decisions import NAMES_LIST, Decision
from linkwork.graph.duplicates import Between, Meaning
from linkwork.graph.identity import Names, made_for, slug
from linkwork.graph.listed import Listed, place, records
from linkwork.graph.names_list import FILE
from linkwork.graph.records import PLACE, Table

ENDS = ("from", "to")


@dataclass(frozen=True, slots=True)
class Loading:
    """What is being loaded: its tables and names, the project's sources, every pair that somebody has decided on.

    `since` gives the round that first described an id; `file` is what the load is called.
    """

    tables: Sequence[Table]
    names: Names
    sources: Sequence[str]
    decided: frozenset[frozenset[str]]
    since: Callable[[str, str], str]
    file: str


@dataclass(frozen=True, slots=True)
class Joined:
    """What came of the list: decisions to be made, rows that keep the names as they were written, what to say.

    `problems` are the lines that the load needs and that mean several records.
    """

    decisions: tuple[Decision, ...] = ()
    tables: tuple[Table, ...] = ()
    said: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def joined(listed: Listed, loading: Loading) -> Joined:
    """What the list of names comes to in a load. Afterwards the list knows what is being loaded."""
    if not listed.lines:
        return Joined()
    frames = [(table.kind, table.rows) for table in loading.tables if "from_id" not in table.rows.columns]
    listed.loading = records(frames, {line.kind for line in listed.lines}, listed.same)
    joining = _Joining(listed, loading)
    for line in listed.once:
        joining.take(line)
    notes = [*joining.notes, *(f"{listed.nobody(line)} It counts once there is one." for line in listed.unmet())]
    problems = [*joining.circles, *(listed.ambiguous(line) for line in (*listed.unclear, *joining.unclear))]
    return Joined(
        tuple(joining.decisions),
        tuple(joining.rows()),
        tuple(joining.said),
        tuple(notes),
        tuple(dict.fromkeys(problems)),
    )


@dataclass
class _Joining:
    """Lines taken one by one; `bare` are the ids to be kept with their names, though no row describes them."""

    listed: Listed
    loading: Loading
    decisions: list[Decision] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unclear: dict[Meaning, None] = field(default_factory=dict)
    circles: list[Problem] = field(default_factory=list)
    bare: dict[str, Meaning] = field(default_factory=dict)

    def take(self, line: Meaning) -> None:
        """Join what was made for the name of a line to what it means, or note why that is not done."""
        means = self.listed.means(line)
        made = self._made_for(line)
        for id_, within in made.items():
            stays = self.listed.same.get(id_)
            if len(means) > 1 and stays is None and id_ in self._mentioned and not self._described(line.kind, id_):
                self.unclear[line] = None
            if len(means) != 1 or id_ == means[0] or not self.listed.provided(means[0], within):
                continue
            if stays is None and self._described(line.kind, id_):
                self._own(line, id_, means[0])
            elif stays is None:
                self._join(line, id_, means[0])
            elif stays != means[0] and id_ in self._mentioned:
                called = self.listed.name_of(line.kind, stays)
                self.notes.append(
                    f"{place(line)}{line.name!r} means {line.means!r} here, and {id_} is one with {called} ({stays}) "
                    "by a decision. `linkwork decide` lists it, with the number to undo it by."
                )
            if stays == means[0] and id_ in self._spoken_of:
                self.bare.setdefault(id_, line)
        if len(means) == 1:
            self._others(line, means[0], made)

    def _made_for(self, line: Meaning) -> dict[str, str]:
        """The ids made for a line's name that are spoken of, each with what it was made within."""
        sought, names = (line.kind, slug(line.name)), self.loading.names
        keys = [key for key in (*names.known, *names.minted) if (key[0], key[2]) == sought]
        keys += [(line.kind, slug(source), slug(line.name)) for source in (*self.loading.sources, names.source)]
        register: Mapping[tuple[str, str, str], str] = {**names.known, **names.minted}
        keys += [
            (kind, f"{slug(names.source)}/{within}", called) for kind, within, called in self._looked_up_within(line)
        ]
        found = {}
        for key in keys:
            id_ = made_for(key, names.schema)
            if register.get(key, id_) == id_ and id_ in self._spoken_of | self._waiting:
                found[id_] = key[1].partition("/")[2]
        return found

    def _join(self, line: Meaning, id_: str, stays: str) -> None:
        if frozenset((id_, stays)) in self.loading.decided:
            return
        if self._between.two(id_, stays) or conflict(self._numbers(line.kind, id_), self._numbers(line.kind, stays)):
            why = "links or numbers say that they are two. Nothing was joined"
            self.notes.append(f"{place(line)}{line.name!r} ({id_}) should mean {line.means!r} ({stays}), but {why}.")
            return
        if self._end(stays) == id_:
            message = (
                f"{line.name!r} means {line.means!r}, which other lines say means {line.name!r}; take one line out"
            )
            self.circles.append(Problem(FILE, row=line.row, column="means", message=message))
            return
        reason = f"{FILE}: {line.name!r} means {line.means!r}"
        self.decisions.append(Decision(0, "same", stays, id_, reason, NAMES_LIST))
        called = self.listed.name_of(line.kind, stays)
        if id_ in self._spoken_of:
            self.bare.setdefault(id_, line)
        self.said.append(f"{line.name!r} is taken for {called} ({stays}), as {FILE} says in row {line.row}")

    def _end(self, id_: str) -> str:
        """Where the joins of this load lead from an id."""
        stays = {one.other: one.subject for one in self.decisions}
        while id_ in stays:
            id_ = stays[id_]
        return id_

    def _own(self, line: Meaning, id_: str, means: str) -> None:
        """Note that a name of this load has become a record of its own, unless somebody has said that it is one."""
        if id_ in self._mentioned and frozenset((id_, means)) not in self.loading.decided:
            since = f"since the round {self.loading.since(line.kind, id_)}"
            self.notes.append(_two(line, id_, means, since))

    def _others(self, line: Meaning, means: str, made: Mapping[str, str]) -> None:
        """Note the rows of this load that have the name and an id of their own."""
        own = self.listed.loading.by_name.get((line.kind, slug(line.name)), frozenset())
        for id_ in sorted(own - made.keys() - {means}):
            decided = frozenset((id_, means)) in self.loading.decided
            if not decided and slug(line.name) != slug(line.means) and not self._between.two(id_, means):
                self.notes.append(_two(line, id_, means, "by its number, its id or its provider"))

    def rows(self) -> Iterator[Table]:
        """A table for each kind of the ids that no row describes, so that the round keeps what they were called."""
        described = {id_ for kind, ids in self._rows_of.items() for id_ in ids}
        kinds: dict[str, list[dict[str, object]]] = {}
        for id_, line in self.bare.items():
            if id_ not in described:
                at = self._mentioned.get(id_) or {"_file": self.loading.file, "_sheet": "", "_row": None}
                name = next((said for (used, _), said in self.listed.used.items() if used == line), line.name)
                kinds.setdefault(line.kind, []).append({"id": id_, "name": name, **at})
        for kind, rows in kinds.items():
            yield Table(kind, pl.DataFrame(rows, schema={"id": pl.Utf8, "name": pl.Utf8, **PLACE}))

    def _described(self, kind: str, id_: str) -> bool:
        return (kind, id_) in self.listed.known.called

    def _numbers(self, kind: str, id_: str) -> dict[str, str]:
        found: dict[str, str] = {}
        frames = [self.listed.view.nodes.get(kind)] if self.listed.view else []
        frames += [table.rows for table in self.loading.tables if table.kind == kind]
        for frame in frames:
            for row in frame.filter(pl.col("id") == id_).iter_rows(named=True) if frame is not None else ():
                found |= identifiers(row)
        return found

    @cached_property
    def _rows_of(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for table in self.loading.tables:
            if "from_id" not in table.rows.columns:
                found.setdefault(table.kind, set()).update(table.rows["id"])
        return found

    @cached_property
    def _mentioned(self) -> dict[str, dict[str, object]]:
        """Every id that the load speaks of, with the first place where it does."""
        found: dict[str, dict[str, object]] = {}
        for table in self.loading.tables:
            columns = [f"{end}_id" for end in ENDS] if "from_id" in table.rows.columns else ["id"]
            for column in columns:
                once = table.rows.unique(subset=column, keep="first", maintain_order=True).select(column, *PLACE)
                for id_, *at in once.iter_rows():
                    found.setdefault(id_, dict(zip(PLACE, at, strict=True)))
        return found

    @cached_property
    def _waiting(self) -> set[str]:
        """The ends that links of earlier rounds wait for, and others of the same links."""
        frames = self.listed.view.links.values() if self.listed.view else ()
        loose = [frame.filter(pl.col("loose")) for frame in frames]
        return {id_ for frame in loose for end in ENDS for id_ in frame[f"{end}_id"]}

    def _looked_up_within(self, line: Meaning) -> list[tuple[str, str, str]]:
        return [(line.kind, within, slug(line.name)) for used, within in self.listed.used if used == line and within]

    @cached_property
    def _looked_up(self) -> set[str]:
        """The ids that this source would have made for the names that it looked up by the list."""
        source, schema = slug(self.loading.names.source), self.loading.names.schema
        scoped = [(line, f"{source}/{within}" if within else source) for line, within in self.listed.used]
        return {made_for((line.kind, scope, slug(line.name)), schema) for line, scope in scoped}

    @cached_property
    def _spoken_of(self) -> set[str]:
        return {*self._mentioned, *self._looked_up}

    @cached_property
    def _between(self) -> Between:
        """The links of the rounds and of the load, by the ids that stay."""
        frames: dict[str, list[pl.DataFrame]] = {}
        own = [(table.kind, table.rows) for table in self.loading.tables if "from_id" in table.rows.columns]
        for kind, frame in (*(self.listed.view.links.items() if self.listed.view else ()), *own):
            ends = pl.col("from_id", "to_id").replace(dict(self.listed.same))
            frames.setdefault(kind, []).append(frame.select(ends))
        return Between({kind: pl.concat(parts) for kind, parts in frames.items()})


def _two(line: Meaning, id_: str, means: str, why: str) -> str:
    """That a name has an id of its own, and how it is joined if it is one with what the list says."""
    if line.kind in ("Need", "Audience"):
        mend = "If they are one, say `same_as` in a terms file."
    else:
        mend = f"`linkwork decide accept {means} {id_}` joins them."
    return f"{place(line)}{line.name!r} means {line.means!r} ({means}), but has an id of its own, {id_}, {why}. {mend}"
