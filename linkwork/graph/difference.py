"""What changed between two dates, source by source: what is new, what is gone, what says something else.

The rounds of each source up to either date are folded by themselves, so what is gone is what the source's own later
complete round, in scope, no longer holds; a partial round makes nothing gone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import polars as pl

from linkwork.errors import LinkworkError
from linkwork.graph.fold import View, by_source, fold
from linkwork.graph.place import Place
from linkwork.graph.records import ENDS
from linkwork.graph.rounds import Round, RoundStore
from linkwork.graph.shapes import STAMPS, LinkKind, NodeKind, Schema
from linkwork.graph.wards import KINDS, LINK

Change = dict[str, Any]
#: Links of which a record has one at a time: to lose one and gain another is to move.
MOVES = ("PART_OF", "WITHIN", "IN_AREA", "OF_ROLE", "IN_SERVICE")
NOT_FACTS = {"id", "loose", *ENDS, *STAMPS}


@dataclass(frozen=True, slots=True)
class Compared:
    """One source and the dates that were compared; `note` says why where nothing could be."""

    source: str
    start: str | None
    end: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """Lists of changes, each {kind, id, name, field, before, after, source, in_words}; a link has from_id and to_id.

    In `changed`, a row whose field is a link (PART_OF, say) is a record that has left one end and joined another.
    `corrections` are the differences that a revision made to the round it replaced.
    """

    sources: tuple[Compared, ...] = ()
    new: list[Change] = field(default_factory=list)
    gone: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    corrections: list[Change] = field(default_factory=list)

    def add(self, other: "Changes") -> None:
        """Take another's new, gone and changed in."""
        self.new.extend(other.new)
        self.gone.extend(other.gone)
        self.changed.extend(other.changed)


def without_private(found: Changes, internal: bool) -> Changes:
    """The changes that may be shown; a link to or from something private is private too."""
    lists = [found.new, found.gone, found.changed, found.corrections]
    hidden = {row["id"] for rows in lists for row in rows if row["private"] and row["field"] is None}

    def shown(rows: list[Change]) -> list[Change]:
        kept = [r for r in rows if internal or not (r["private"] or hidden & {r.get("from_id"), r.get("to_id")})]
        return [{name: value for name, value in row.items() if name != "private"} for row in kept]

    return Changes(found.sources, *(shown(rows) for rows in lists))


def changes(store: RoundStore, start: str | None = None, end: str | None = None, source: str | None = None) -> Changes:
    """What changed between two dates; without dates, between the last two complete rounds of each source.

    Each row says whether it is `private`; `without_private` leaves out what may not be shown.
    Raises LinkworkError if there is no round of the source asked for.
    """
    rounds = store.folded(source=source)
    if source is not None and not rounds:
        known = ", ".join(sorted({r.source for r in store.rounds()})) or "none yet"
        raise LinkworkError(f"There is no round of a source {source!r}. The sources are: {known}.")
    compared: list[Compared] = []
    found = Changes()
    for name, held in by_source(rounds):
        pair = _dates(name, held, start, end)
        compared.append(pair)
        if not pair.note:
            before = [r for r in held if pair.start is not None and r.as_of <= pair.start]
            found.add(between(before, [r for r in held if r.as_of <= pair.end], name, store.schema))
            found.add(_by_postcode(store, name, pair))
            found.corrections.extend(_corrections(store, name, pair))
    if not (store.rules.place or found.gone):
        return Changes(tuple(compared), found.new, found.gone, found.changed, found.corrections)
    # By all sources together: what belongs to the place, since a practice may be placed by another than this one, and
    # what somebody else still says.
    view = fold(store.folded(), store.schema, rules=store.rules)
    found = replace(found, gone=_still_said(found.gone, view))
    lists = (found.new, found.gone, found.changed, found.corrections)
    return Changes(tuple(compared), *(_here(rows, view.outside) for rows in lists))


def _still_said(gone: list[Change], view: View) -> list[Change]:
    """The rows about what one source no longer says, with who else still does where somebody does."""
    ids = [row["id"] for row in gone]
    current = pl.col("id").is_in(ids) & pl.col("stale_since").is_null()
    frames = (*view.nodes.values(), *view.links.values())
    others = {id_: said for f in frames for id_, said in f.filter(current).select("id", "sources").iter_rows()}
    return [_with_others(row, [name for name in others.get(row["id"], ()) if name != row["source"]]) for row in gone]


def _with_others(row: Change, others: Sequence[str]) -> Change:
    still = f"{row['in_words']} from {row['source']}; {', '.join(others)} still says so"
    return {**row, "in_words": still} if others else row


def _here(rows: list[Change], elsewhere: frozenset[str]) -> list[Change]:
    """The changes that are about nothing outside the place. A body that moved out of it is still about the place."""
    return [row for row in rows if not elsewhere & {row["id"], row.get("from_id"), row.get("to_id")}]


def between(before: Sequence[Round], after: Sequence[Round], source: str, schema: Schema) -> Changes:
    """The difference of two sets of rounds of one source, as far as it states things by itself."""
    return of_views(fold(before, schema).as_stated(), fold(after, schema).as_stated(), source, schema)


def _by_postcode(store: RoundStore, source: str, pair: Compared) -> Changes:
    """What the rounds of one source between two dates changed in the wards that follow from postcodes.

    Everything else is taken as it was said up to the later date, so that a practice's new postcode is a change by its
    list, and a ward's new code one by the directory.
    """
    held = [r for r in store.folded() if r.as_of <= pair.end]
    earlier = [r for r in held if r.source != source or (pair.start is not None and r.as_of <= pair.start)]
    touched = {table.kind for r in held if r.source == source for table in r.tables} & {*KINDS, LINK, "Area"}
    directory = [r.source for r in held if r.is_directory]
    if not directory or not (touched or source in directory):
        return Changes()
    rules = replace(store.rules, place=Place())
    before, after = (fold(rounds, store.schema, rules=rules) for rounds in (earlier, held))
    kind = store.schema.link[LINK]
    was, now = (view.by_postcode().filter(pl.col("stale_since").is_null()) for view in (before, after))
    old, new = (_current(view, kind) for view in (before, after))
    describe = _Describe(kind, source, names_of(before) | names_of(after))
    come = now if old is None else now.join(old, on="id", how="anti")
    gone = was if new is None else was.join(new, on="id", how="anti")
    found = _compare(gone, come, describe)
    found.changed.extend(_moved(found, describe, store.schema))
    return found


def of_views(old: View, new: View, source: str, schema: Schema) -> Changes:
    """The difference of two views: what is newly said, no longer said (stale) and said otherwise."""
    names = names_of(old) | names_of(new)
    found = Changes()
    everything: tuple[NodeKind | LinkKind, ...] = (*schema.nodes, *schema.links)
    for kind in everything:
        a, b = _current(old, kind), _current(new, kind)
        pair = (b.clear() if a is None and b is not None else a, a.clear() if b is None and a is not None else b)
        if pair[0] is None or pair[1] is None:
            continue
        describe = _Describe(kind, source, names)
        part = _compare(pair[0], pair[1], describe)
        found.add(part)
        if kind.name in MOVES:
            found.changed.extend(_moved(part, describe, schema))
    return found


def _dates(source: str, held: Sequence[Round], start: str | None, end: str | None) -> Compared:
    if start is not None and end is not None:
        return Compared(source, start, end)
    complete = sorted({r.as_of for r in held if r.complete})
    if len(complete) < 2:
        only = complete[0] if complete else held[-1].as_of
        return Compared(source, None, only, "one complete round so far, so there is nothing to compare it with")
    return Compared(source, complete[-2], complete[-1])


def _current(view: View, kind: NodeKind | LinkKind) -> pl.DataFrame | None:
    frame = (view.links if isinstance(kind, LinkKind) else view.nodes).get(kind.name)
    return None if frame is None else frame.filter(pl.col("stale_since").is_null())


def names_of(view: View) -> dict[str, str]:
    """The name of every node; an offer's within that of its service. A person is called by nothing here."""
    names = {
        id_: name
        for frame in view.nodes.values()
        if "name" in frame.columns
        for id_, name in frame.select("id", "name").iter_rows()
        if name
    }
    held = view.links.get("HAS_OFFER")
    pairs = held.select("from_id", "to_id").iter_rows() if held is not None else ()
    return names | {to: f"{names[from_]} / {names[to]}" for from_, to in pairs if from_ in names and to in names}


@dataclass(frozen=True, slots=True)
class _Describe:
    """Makes the rows of the lists for one kind; every row says itself `in_words` too."""

    kind: NodeKind | LinkKind
    source: str
    names: Mapping[str, str]

    def whole(self, record: Mapping[str, Any], new: bool) -> Change:
        """A record that is new or gone."""
        return self._row(record, None, None, None) | {"in_words": self._came_or_went(record, new)}

    def field(self, record: Mapping[str, Any], name: str, before: object, after: object) -> Change:
        """A record that says something else."""
        words = f"{self._name(record)}: {name.replace('_', ' ')} was {_said(before)}, is {_said(after)}"
        if name == "name":
            words = f"{before} is now called {after}"
        return self._row(record, name, before, after) | {"in_words": words}

    def moved(self, id_: str, kind: str, before: list[str], after: list[str]) -> Change:
        """A record that left one end of this kind of link and joined another."""
        row = {"kind": kind, "id": id_, "name": self._called(id_), "field": self.kind.name}
        was, now = (_said([self._called(end) for end in ends]) for ends in (before, after))
        words = f"{self._called(id_)} has moved: {self.kind.name} was {was}, is {now}"
        return {**row, "before": before, "after": after, "source": self.source, "in_words": words, "private": False}

    def private(self, record: Mapping[str, Any], name: str | None = None) -> bool:
        """Whether this is only for outputs asked for with --internal."""
        prop = self.kind.property(name) if name else None
        confidential = "confidential" in (self.kind.privacy, prop.privacy if prop else "")
        return confidential and record.get("published") is not True

    def _row(self, record: Mapping[str, Any], name: str | None, before: object, after: object) -> Change:
        row: Change = {"kind": self.kind.name, "id": record["id"], "name": self._name(record), "field": name}
        row |= {"before": before, "after": after, "source": self.source, "private": self.private(record, name)}
        if isinstance(self.kind, LinkKind):
            row |= {end: record[end] for end in ("from_id", "to_id")}
        return row

    def _name(self, record: Mapping[str, Any]) -> str:
        if isinstance(self.kind, LinkKind):
            return f"{self._called(record['from_id'])} > {self._called(record['to_id'])}"
        return self._called(record["id"])

    def _came_or_went(self, record: Mapping[str, Any], new: bool) -> str:
        if isinstance(self.kind, LinkKind):
            ends = (self._called(record[end]) for end in ("from_id", "to_id"))
            return f"{'now' if new else 'no longer'}: {f' {self.kind.reads} '.join(ends)}"
        return f"{self._name(record)} ({self.kind.name}) {'is new' if new else 'is gone'}"

    def _called(self, id_: str) -> str:
        return self.names.get(id_, id_)


def _said(value: object) -> str:
    if value is None or value == []:
        return "blank"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _compare(before: pl.DataFrame, after: pl.DataFrame, describe: _Describe) -> Changes:
    new = after.join(before, on="id", how="anti").sort("id")
    gone = before.join(after, on="id", how="anti").sort("id")
    found = Changes(
        new=[describe.whole(record, new=True) for record in new.iter_rows(named=True)],
        gone=[describe.whole(record, new=False) for record in gone.iter_rows(named=True)],
    )
    kept = before.join(after, on="id", suffix="_after")
    for name in (column for column in after.columns if column not in NOT_FACTS):
        differs = kept.filter(pl.col(name).ne_missing(pl.col(f"{name}_after")))
        for record in differs.sort("id").iter_rows(named=True):
            found.changed.append(describe.field(record, name, record[name], record[f"{name}_after"]))
    return found


def _moved(part: Changes, describe: _Describe, schema: Schema) -> Iterator[Change]:
    """One row for each record that both lost and gained a link of this kind: it moved."""
    lost, gained = _ends_of(part.gone), _ends_of(part.new)
    for id_ in sorted(lost.keys() & gained.keys()):
        yield describe.moved(id_, schema.kind_of_id(id_) or "", lost[id_], gained[id_])


def _ends_of(links: Sequence[Change]) -> dict[str, list[str]]:
    ends: dict[str, list[str]] = {}
    for link in links:
        ends.setdefault(link["from_id"], []).append(link["to_id"])
    return ends


def _corrections(store: RoundStore, source: str, pair: Compared) -> Iterator[Change]:
    """What the revisions of the two rounds compared changed in the rounds they replaced."""
    dates = sorted({r.as_of for r in store.rounds() if r.source == source and r.as_of <= pair.end})
    for date in (day for day in dates if pair.start is None or day >= pair.start):
        complete = [r for r in store.rounds() if (r.source, r.as_of, r.complete) == (source, date, True)]
        for first, second in pairwise(complete):
            found = between([first], [second], source, store.schema)
            for word, rows in (("new", found.new), ("gone", found.gone), ("changed", found.changed)):
                yield from ({**row, "change": word, "as_of": date} for row in rows)
