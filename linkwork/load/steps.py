"""What `linkwork load` does, step by step: read, check, see what would change, keep, build."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path

import polars as pl

from linkwork.errors import InputRefused, LinkworkError, NothingToKeep, Problem
from linkwork.graph.check import check, good_rows
from linkwork.graph.erased import Erased
from linkwork.graph.fold import View
from linkwork.graph.identity import Names, slug
from linkwork.graph.listed import Listed
from linkwork.graph.listed_joins import Joined, Loading, joined
from linkwork.graph.naming import Bearers
from linkwork.graph.parsing import day
from linkwork.graph.place import Place, outside
from linkwork.graph.records import Reading, Scope, Table
from linkwork.graph.rounds import Round, RoundStore, Statement
from linkwork.graph.schema import SCHEMA
from linkwork.graph.scope import parse_scope
from linkwork.graph.shapes import STAMPS
from linkwork.graph.unchanged import says_again
from linkwork.graph.views import view_of
from linkwork.load.erased_before import without_erased
from linkwork.load.listed_names import decided, everything, first_said, listed_names
from linkwork.load.waiting import waiting
from linkwork.load.wards import share_lost, told, wards_waiting
from linkwork.loaders import Loader
from linkwork.project.settings import Project

NO_ROWS = "it holds no rows, so there is nothing to load."
#: From here on (0 to 1) the name of a new source may be that of a known one misspelt.
ALIKE = 0.9
#: A round that would make more than this share of its source's records stale stops and asks.
MUCH = 0.2
NO_DAY = "it does not say which day it speaks of. Add the day it speaks of, such as --as-of 2024-03-31."


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line said about a load; None where it did not say."""

    as_of: str | None = None
    source: str | None = None
    scope: str | None = None
    partial: bool = False
    keep_good_rows: bool = False
    people: bool = False
    lawful_basis: str | None = None
    keep_until: str | None = None
    erased_too: bool = False
    only_if_changed: bool = False


@dataclass(frozen=True, slots=True)
class Ready:
    """A load that was read and passed its checks, and is not kept yet.

    `listed` is what the list of names joins; `lifted` are those who were erased and are to be held again.
    """

    statement: Statement
    tables: tuple[Table, ...]
    names: Names
    warnings: tuple[str, ...]
    already: Round | None
    rejected: tuple[Problem, ...] = ()
    listed: Joined = Joined()
    lifted: tuple[Erased, ...] = ()

    def joining(self, store: RoundStore) -> RoundStore:
        """The rounds as they are folded once what the list of names joins has been written down."""
        return store.joining({one.other: one.subject for one in self.listed.decisions})


@dataclass(frozen=True, slots=True)
class Effect:
    """What a round changes in the whole view: counts by kind, the links that wait for an end, and the stale share.

    The counts are of what sources state; `wards` says in words what follows from postcodes. `elsewhere` is how many of
    the round's own records do not belong to the project's place: they are not in the graph. `waiting` is the number of
    links that wait; those that follow from postcodes have one sentence together in `loose`. `way_out` says what joins
    the others, and is "" where none of them waits.
    """

    new: dict[str, int]
    changed: dict[str, int]
    stale: dict[str, int]
    gone: dict[str, int]
    loose: tuple[str, ...]
    stale_share: float
    elsewhere: int
    waiting: int = 0
    wards: tuple[str, ...] = ()
    way_out: str = ""

    @property
    def much_stale(self) -> bool:
        """Whether it would make more than a fifth of its source's records stale, or take them out of the view."""
        return self.stale_share > MUCH


def read(loader: Loader, paths: Sequence[Path], project: Project, store: RoundStore, asked: Asked) -> Ready:
    """Read the files and check every record. Raises InputRefused with all problems; nothing is kept.

    Raises NothingToKeep where the files say nothing and that is no mistake.
    """
    if missing := [path for path in paths if not path.exists()]:
        raise InputRefused(Problem(str(path), message="there is no such file or folder.") for path in missing)
    about = loader.about(paths)
    stated = bool(asked.source or about.source or loader.source)
    source = asked.source or about.source or loader.source or slug(paths[0].name.partition(".")[0])
    listed = listed_names(project.folder, store)
    names = Names(source, store.known_names(), store.schema, bearing=_bearing(store), listed=listed)
    reading = _people(loader, paths, names, asked) if asked.people and loader.with_people else loader.load(paths, names)
    if reading.silent and not reading.problems:
        raise NothingToKeep(f"{paths[0].name}: {reading.silent}")
    tables, rejected, names_joined = _checked(reading, store, _Named(names, listed, project.folder), asked)
    said = reading.about.scope or Scope()
    says_none = reading.about.complete is not False and (said.sheets or said.kinds)
    if not says_none and not any(table.rows.height for table in tables):
        raise InputRefused([Problem(paths[0].name, message=NO_ROWS + loader.empty)], reading.warnings)
    people = without_erased(project.folder, tables, names, asked.erased_too)
    statement = Statement(
        source=source,
        as_of=_day_of(asked.as_of or reading.about.as_of or about.as_of, paths[0].name),
        loader=loader.name,
        complete=not (asked.partial or rejected) and reading.about.complete is not False,
        scope=_scope(loader, reading, project, source, asked),
        files=tuple(paths),
    )
    noticed = (*people.said, *reading.warnings, *_unheard(loader, source, stated, store))
    warnings = tuple(w for w in noticed if not _ignored(w, project.ignore))
    # Of a round that people were taken out of, the same files say more than it holds.
    already = None if people.lifted else store.same(statement)
    if asked.only_if_changed and already is None and not people.lifted:
        already = says_again(store, statement, people.tables, rejected)
    return Ready(statement, people.tables, names, warnings, already, rejected, names_joined, people.lifted)


@dataclass(frozen=True, slots=True)
class _Named:
    """The names of a load, the list that they were looked up by, and the project's folder."""

    names: Names
    listed: Listed
    folder: Path

    def joined(self, tables: Sequence[Table], store: RoundStore) -> Joined:
        """What the list of names joins in these tables."""
        sources = sorted({round_.source for round_ in store.rounds()})
        since = cache(lambda kind, id_: first_said(store, kind, id_))
        file = next((str(table.rows["_file"][0]) for table in tables if table.rows.height), "")
        return joined(self.listed, Loading(tables, self.names, sources, decided(self.folder), since, file))


def _checked(
    reading: Reading, store: RoundStore, named: _Named, asked: Asked
) -> tuple[tuple[Table, ...], tuple[Problem, ...], Joined]:
    """The tables that passed the check, with what keeps the names on the list; what was left out; what is joined.

    Raises InputRefused with every problem of the files and every line of the list that the files need and is unclear.
    """
    rejected: tuple[Problem, ...] = ()
    try:
        if asked.keep_good_rows:
            tables, rejected = good_rows(reading, store.schema)
        else:
            tables = check(reading, store.schema)
    except InputRefused as error:
        raise InputRefused([*error.problems, *named.joined(reading.tables, store).problems]) from error
    found = named.joined(tables, store)
    if found.problems:
        raise InputRefused(found.problems)
    return (*tables, *found.tables), rejected, found


def _people(loader: Loader, paths: Sequence[Path], names: Names, asked: Asked) -> Reading:
    """What the files say, with the people in them, each held on the ground and until the day that were given."""
    if loader.with_people is None or not asked.lawful_basis or not asked.keep_until:
        raise LinkworkError(
            "These files do not say on what ground people are held. Add --lawful-basis WHY and --keep-until DATE, "
            "or leave out --with-people."
        )
    reading = loader.with_people(paths, names)
    held = {"lawful_basis": asked.lawful_basis, "keep_until": day(asked.keep_until)}
    return replace(
        reading,
        tables=tuple(
            replace(table, rows=table.rows.with_columns(pl.lit(value).alias(name) for name, value in held.items()))
            if table.kind == "Person"
            else table
            for table in reading.tables
        ),
    )


def _bearing(store: RoundStore) -> Callable[[str, str], set[str]]:
    """Who bears a name by what the rounds say; they are folded when that is first asked."""

    @cache
    def bearers() -> Bearers:
        return Bearers(everything(store))

    return lambda kind, called: bearers().of(kind, called)


def _ignored(warning: str, columns: Sequence[str]) -> bool:
    """Whether a warning is about a column that the settings ignore."""
    return any(re.search(rf"column '?{re.escape(name)}'?(?!\w)", warning) for name in columns)


def effect(store: RoundStore, ready: Ready) -> tuple[Round, Effect]:
    """The round as it would be kept and what it would change; nothing is kept.

    Raises LinkworkError where a round that it would stand beside is damaged.
    """
    store.must_be_whole()
    joining = ready.joining(store)
    proposed = joining.propose(ready.statement, ready.tables)
    # Counted over all that was said, wherever it lies: a file cut short is noticed though the place has lost nothing.
    before = everything(store)
    rules = replace(joining.rules, place=Place())
    after = view_of(joining, joining.folded(proposed=proposed), rules)
    was, now = before.as_stated(), after.as_stated()
    new, changed, stale = (_counts(was, now, count) for count in (_is_new, _is_changed, _is_stale))
    said = sum(
        frame.filter(pl.col("sources").list.contains(ready.statement.source) & pl.col("stale_since").is_null()).height
        for frame in (*was.nodes.values(), *was.links.values())
    )
    gone = _counts(now, was, _is_new)
    share = (sum(stale.values()) + sum(gone.values())) / said if said else 0.0
    if proposed.is_directory:
        share = max(share, share_lost(before, after))
    out = outside(after.nodes, after.links, store.rules.place)
    places, sentence = wards_waiting([proposed], after, out)
    loose, way_out = waiting([proposed], after, store.schema)
    number, lines = places + len(loose), ((sentence, *loose) if places else tuple(loose))
    wards = told(before, after, proposed, out)
    return proposed, Effect(new, changed, stale, gone, lines, share, _elsewhere(proposed, out), number, wards, way_out)


def _elsewhere(proposed: Round, elsewhere: frozenset[str]) -> int:
    """How many records of the round the fold leaves out because they lie outside the place."""
    out = pl.Series("id", sorted(elsewhere), dtype=pl.Utf8).to_frame()
    ids = [table.rows.select("id") for table in proposed.tables if "from_id" not in table.rows.columns]
    return pl.concat(ids).unique().join(out, on="id", how="semi").height if ids and out.height else 0


def _day_of(given: str | None, file: str) -> str:
    if given is None:
        raise InputRefused([Problem(file, message=NO_DAY)])
    try:
        return day(given)
    except LinkworkError as error:
        raise InputRefused([Problem(file, message=str(error))]) from error


def _unheard(loader: Loader, source: str, stated: bool, store: RoundStore) -> list[str]:
    """What to mind where a new source may be a known one misspelt, or left out: all that it names is taken for new."""
    known = sorted({round_.source for round_ in store.rounds() if round_.manifest["loader"] == loader.name})
    meant = get_close_matches(source, known, n=1, cutoff=ALIKE) if stated else known[:3]
    if source in known or not meant:
        return []
    why = "has no round yet" if stated else "is what the file is called, as nothing else says who says it"
    return [
        f"{source} {why}; what it names without an id is taken for new. "
        f"If it is {' or '.join(meant)}, load it as that, such as --source {meant[0]}."
    ]


def _scope(loader: Loader, reading: Reading, project: Project, source: str, asked: Asked) -> Scope:
    """The flag, else the settings, else what the file says, else what files of this format cover."""
    written = asked.scope or project.scopes.get(source)
    said = reading.about.scope or loader.scope
    if not written:
        return said
    scope = parse_scope(written, SCHEMA)
    sheets = {sheet for table in reading.tables for sheet in table.rows["_sheet"].unique()} | set(said.sheets)
    if strange := [name for name in scope.sheets if name not in sheets]:
        raise LinkworkError(
            f"The scope names {', '.join(strange)}: no kind, no link, no area's id and no sheet of these files."
        )
    return replace(scope, links=said.links)


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
    facts = [c for c in new.columns if c not in (*STAMPS, "loose")]
    both = new.join(old, on="id", how="semi").sort("id").select(facts)
    was = old.join(new, on="id", how="semi").sort("id").select(facts)
    return int((both.hash_rows() != was.hash_rows()).sum())


def _is_stale(old: pl.DataFrame, new: pl.DataFrame) -> int:
    was = old.filter(pl.col("stale_since").is_null()).select("id")
    return new.filter(pl.col("stale_since").is_not_null()).join(was, on="id", how="semi").height
