"""What changed between two dates, source by source: what is new, what is gone, what says something else.

The rounds of each source up to either date are folded by themselves, so what is gone is what the source's own later
complete round, in scope, no longer holds; a partial round makes nothing gone.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache
from itertools import pairwise

import polars as pl

from linkwork.errors import LinkworkError
from linkwork.graph.change_rows import Change, Describe, Told
from linkwork.graph.change_words import said_otherwise, sorts_of
from linkwork.graph.fold import AS_SAID, View, by_source
from linkwork.graph.place import Place
from linkwork.graph.privacy import hidden
from linkwork.graph.records import ENDS
from linkwork.graph.rounds import Round, RoundStore
from linkwork.graph.shapes import STAMPS, LinkKind, NodeKind, Schema
from linkwork.graph.views import current_view, statements, view_of
from linkwork.graph.wards import KINDS, LINK
from linkwork.words import listed

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
class Period:
    """The rounds that said what was, and those that came after them, each in fold order."""

    earlier: Sequence[Round]
    later: Sequence[Round]


#: Which period a change is of: the source, and for a correction the day and the number of the revision.
PeriodKey = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Changes:
    """Lists of changes, each {kind, id, name, sort, field, before, after, source, in_words}.

    A link has from_id, to_id and to_sort too; `sort` and `to_sort` are what a record is, in a word. What is gone has
    `missing_from`, the {source, date} of the complete round that no longer holds it, or None. In `changed`, a row whose
    field is a link (PART_OF, say) is a record that has left one end and joined another. `corrections` are the
    differences that a revision made to the round it replaced. `periods` are the rounds that were compared.
    """

    sources: tuple[Compared, ...] = ()
    new: list[Change] = field(default_factory=list)
    gone: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    corrections: list[Change] = field(default_factory=list)
    periods: Mapping[PeriodKey, Period] = field(default_factory=dict)

    def each(self, do: Callable[[list[Change]], list[Change]]) -> "Changes":
        """The same comparison with every list as `do` makes it."""
        new, gone, changed, corrections = (do(r) for r in (self.new, self.gone, self.changed, self.corrections))
        return Changes(self.sources, new, gone, changed, corrections, self.periods)

    def add(self, other: "Changes") -> None:
        """Take another's new, gone and changed in."""
        self.new.extend(other.new)
        self.gone.extend(other.gone)
        self.changed.extend(other.changed)


def period_key(row: Change) -> PeriodKey:
    """Under which key of `periods` the rounds are that a change is of."""
    return row["source"], row.get("as_of", ""), row.get("revision", 0)


def without_private(found: Changes, internal: bool) -> Changes:
    """The changes that may be shown; a link to or from something private is private too, small counts are hidden.

    What one rater said is not told even with --internal.
    """
    return found.each(
        lambda rows: [
            _public(row, internal) for row in rows if not row.get("rated") and (internal or not row["private"])
        ]
    )


def _public(row: Change, internal: bool) -> Change:
    """A row without what only says how it may be shown, and with small counts hidden unless asked for."""
    kept = {name: value for name, value in row.items() if name not in ("private", "rated", "small", "called")}
    if internal or not row.get("small"):
        return kept
    before, after = (hidden(row[name], "small") for name in ("before", "after"))
    return kept | {
        "before": before,
        "after": after,
        "in_words": said_otherwise(row["called"], row["field"], before, after),
    }


def changes(store: RoundStore, start: str | None = None, end: str | None = None, source: str | None = None) -> Changes:
    """What changed between two dates; without dates, between the last two complete rounds of each source.

    Each row says whether it is `private`; `without_private` leaves out what may not be shown.
    Raises LinkworkError if there is no round of the source asked for, or one is damaged.
    """
    store.must_be_whole()
    rounds = rounds_of(store, source)
    compared: list[Compared] = []
    periods: dict[PeriodKey, Period] = {}
    found = Changes()

    # By all sources together: what belongs to the place, since a practice may be placed by another than this one, what
    # things are called that this one only refers to, and what somebody else still says.
    @cache
    def everything() -> View:
        return current_view(store)

    for name, held in by_source(rounds):
        pair = dates_compared(name, held, start, end)
        compared.append(pair)
        if not pair.note:
            period = period_of(held, pair)
            periods[name, "", 0] = period
            found.add(of_views(*stated(store, period), name, store.schema, everything))
            found.add(_by_postcode(store, name, pair))
            periods |= _corrected(store, found.corrections, pair)
    found = replace(found, sources=tuple(compared), periods=periods)
    if not (store.rules.place or found.gone):
        return found
    view = everything()
    found = replace(found, gone=_still_said(found.gone, view, store))
    return found.each(lambda rows: _here(rows, view.outside))


def rounds_of(store: RoundStore, source: str | None) -> list[Round]:
    """The rounds that count, of one source where one is named.

    Raises LinkworkError, with the nearest that there is, where there is none of it.
    """
    rounds = [r for r in store.folded() if source in (None, r.source)]
    if source is not None and not rounds:
        known = sorted({r.source for r in store.rounds()})
        near = get_close_matches(source, known, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise LinkworkError(
            f"There is no round of a source {source!r}.{hint} The sources are: {', '.join(known) or 'none yet'}."
        )
    return rounds


def period_of(held: Sequence[Round], pair: Compared) -> Period:
    """The rounds of one source up to the earlier date, and those after it up to the later."""
    earlier = [r for r in held if pair.start is not None and r.as_of <= pair.start]
    return Period(earlier, [r for r in held[len(earlier) :] if r.as_of <= pair.end])


def _still_said(gone: list[Change], view: View, store: RoundStore) -> list[Change]:
    """The rows about what one source no longer says, with who else still does where somebody does."""
    let_go = _let_go(store, {row["kind"] for row in gone})
    ids = [row["id"] for row in gone]
    current = pl.col("id").is_in(ids) & pl.col("stale_since").is_null()
    frames = (*view.nodes.values(), *view.links.values())
    others = {id_: said for f in frames for id_, said in f.filter(current).select("id", "sources").iter_rows()}

    def still(row: Change) -> list[str]:
        names = (name for name in others.get(row["id"], ()) if name != row["source"])
        return [name for name in names if (row["id"], name) not in let_go]

    return [_with_others(row, still(row)) for row in gone]


def _let_go(store: RoundStore, kinds: Collection[str]) -> set[tuple[str, str]]:
    """Each record of these kinds with each source that once said it and does so no more."""
    said, by = statements(store)
    stale = [by.stale(said[name], store.schema.kind(name)) for name in sorted(kinds & said.keys())]
    return {pair for f in stale for pair in f.filter(pl.col("stale").is_not_null()).select("id", "_source").iter_rows()}


def _with_others(row: Change, others: Sequence[str]) -> Change:
    by = "according to" if "from_id" in row else "from"
    has = "has" if len(others) == 1 else "have"
    still = f"{row['in_words']} {by} {row['source']}; {listed(others)} still {has} it"
    return {**row, "in_words": still} if others else row


def _here(rows: list[Change], elsewhere: frozenset[str]) -> list[Change]:
    """The changes that are about nothing outside the place. A body that moved out of it is still about the place."""
    return [row for row in rows if not elsewhere & {row["id"], row.get("from_id"), row.get("to_id")}]


def stated(store: RoundStore, period: Period) -> tuple[View, View]:
    """What the rounds of one source state by themselves, at the earlier date and at the later."""
    return _alone(store, period.earlier), _alone(store, [*period.earlier, *period.later])


def _alone(store: RoundStore, rounds: Sequence[Round]) -> View:
    """What these rounds state by themselves, by no rule of the project."""
    return view_of(store, rounds, AS_SAID).as_stated()


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
    rules = replace(store.rules.by(store.until), place=Place())
    before, after = (view_of(store, rounds, rules) for rounds in (earlier, held))
    kind = store.schema.link[LINK]
    was, now = (view.by_postcode().filter(pl.col("stale_since").is_null()) for view in (before, after))
    old, new = (_current(view, kind) for view in (before, after))
    describe = Describe(kind, source, _told((before, after), store.schema))
    come = now if old is None else now.join(old, on="id", how="anti")
    gone = was if new is None else was.join(new, on="id", how="anti")
    found = _compare(gone, come, describe, {})
    found.changed.extend(_moves(found, describe, kind))
    return found


def of_views(old: View, new: View, source: str, schema: Schema, known: Callable[[], View] | None = None) -> Changes:
    """The difference of two views: what is newly said, no longer said (stale) and said otherwise."""
    # Only a loose link has an end that these views do not describe.
    views = (*([known()] if known and (old.loose() or new.loose()) else []), old, new)
    told = _told(views, schema)
    found = Changes()
    for kind in schema.kinds:
        a, b = _current(old, kind), _current(new, kind)
        pair = (b.clear() if a is None and b is not None else a, a.clear() if b is None and a is not None else b)
        if pair[0] is None or pair[1] is None:
            continue
        describe = Describe(kind, source, told)
        part = _compare(pair[0], pair[1], describe, _lapsed(new, kind))
        found.add(part)
        if isinstance(kind, LinkKind) and kind.name in MOVES:
            found.changed.extend(_moves(part, describe, kind))
    return found


def _told(views: Sequence[View], schema: Schema) -> Told:
    """What the records of these views are called, the last view's word first."""
    names, sorts = ({id_: word for view in views for id_, word in of(view).items()} for of in (names_of, sorts_of))
    return Told(names, sorts, private_ids(views, schema), schema)


def private_ids(views: Sequence[View], schema: Schema) -> frozenset[str]:
    """The ids of the records of any of these views that are only shown to those who ask for confidential ones."""
    kinds = [kind.name for kind in schema.nodes if kind.privacy == "confidential"]
    frames = [view.nodes[name] for view in views for name in kinds if name in view.nodes]
    public = pl.col("published").fill_null(False)
    hidden = {id_ for f in frames for id_ in (f.filter(~public) if "published" in f.columns else f)["id"]}
    # An id is made of a name: what only a link names, nobody has published.
    links = [frame for view in views for frame in view.links.values()]
    ends = [f.filter(pl.col(f"{end}_kind").is_in(kinds))[f"{end}_id"] for f in links for end in ("from", "to")]
    return frozenset(hidden | ({id_ for end in ends for id_ in end} - {id_ for f in frames for id_ in f["id"]}))


def _lapsed(view: View, kind: NodeKind | LinkKind) -> dict[str, str]:
    """The day from which each record of a kind that nobody says any more is stale."""
    frame = (view.links if isinstance(kind, LinkKind) else view.nodes).get(kind.name)
    if frame is None:
        return {}
    rows = frame.filter(pl.col("stale_since").is_not_null()).select("id", "stale_since").iter_rows()
    return {id_: since for id_, since in rows}


def dates_compared(source: str, held: Sequence[Round], start: str | None, end: str | None) -> Compared:
    """The dates of one source to compare: those given, else of its last two complete rounds; or why none can be.

    Raises LinkworkError where one date is given without the other.
    """
    if (start is None) != (end is None):
        raise LinkworkError("Give both dates to compare, or neither.")
    if start is not None and end is not None:
        return Compared(source, start, end)
    complete = sorted({r.as_of for r in held if r.complete})
    if len(complete) < 2:
        only = complete[0] if complete else held[-1].as_of
        one = "one complete round so far, so there is nothing to compare it with"
        return Compared(
            source, None, only, one if complete else "no complete round so far, so there is nothing to compare"
        )
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


def _compare(before: pl.DataFrame, after: pl.DataFrame, describe: Describe, lapsed: Mapping[str, str]) -> Changes:
    new = after.join(before, on="id", how="anti").sort("id")
    gone = before.join(after, on="id", how="anti").sort("id")
    found = Changes(
        new=[describe.whole(record, new=True) for record in new.iter_rows(named=True)],
        gone=[describe.whole(record, new=False) for record in gone.iter_rows(named=True)],
    )
    for row in found.gone:
        since = lapsed.get(row["id"])
        row["missing_from"] = {"source": row["source"], "date": since} if since else None
    facts = [column for column in after.columns if column not in NOT_FACTS]
    if not facts:
        return found
    other = {name: pl.col(name).ne_missing(pl.col(f"{name}_after")) for name in facts}
    kept = before.join(after, on="id", suffix="_after").filter(pl.any_horizontal(other.values())).sort("id")
    for name in facts if kept.height else ():
        for record in kept.filter(other[name]).iter_rows(named=True):
            found.changed.append(describe.field(record, name, record[name], record[f"{name}_after"]))
    return found


def _moves(part: Changes, describe: Describe, kind: LinkKind) -> Iterator[Change]:
    """One row for each record that both lost and gained a link of this kind: it moved."""
    lost, gained = _ends_of(part.gone), _ends_of(part.new)
    for id_ in sorted(lost.keys() & gained.keys()):
        yield describe.moved(id_, lost[id_], gained[id_], kind)


def _ends_of(links: Sequence[Change]) -> dict[str, list[str]]:
    ends: dict[str, list[str]] = {}
    for link in links:
        ends.setdefault(link["from_id"], []).append(link["to_id"])
    return ends


def _corrected(store: RoundStore, corrections: list[Change], pair: Compared) -> dict[PeriodKey, Period]:
    """Add what the revisions of the rounds compared changed in those they replaced; the two rounds of each."""
    periods: dict[PeriodKey, Period] = {}
    # Not the rounds that are folded: of these, each revised one is among them no more.
    counts = (r for r in store.rounds() if r.id not in store.withdrawn and r.complete)
    said = [r for r in counts if r.source == pair.source and r.as_of <= pair.end]
    for first, second in pairwise(r for r in said if pair.start is None or r.as_of >= pair.start):
        if first.as_of != second.as_of:
            continue
        periods[pair.source, second.as_of, second.number] = Period([first], [second])
        was, now = _alone(store, [first]), _alone(store, [second])
        found = of_views(was, now, pair.source, store.schema)
        for word, rows in (("new", found.new), ("gone", found.gone), ("changed", found.changed)):
            of = {"change": word, "as_of": second.as_of, "revision": second.number}
            corrections.extend({**row, **of} for row in rows)
    return periods
