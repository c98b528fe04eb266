"""Rules of rounds that hold for any rounds whatever, tried on rounds that nobody thought of.

The town is small on purpose: with two bodies, two sources and four days, rounds meet each other in every way.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random

import hypothesis.strategies as st
from hypothesis import HealthCheck, given, settings

from linkwork.graph.build import Built, build, read_back
from linkwork.graph.check import check
from linkwork.graph.embedded import EmbeddedEngine
from linkwork.graph.engine import Owner
from linkwork.graph.fold import View, fold
from linkwork.graph.records import Reading, Scope, Table, link_table, node_table
from linkwork.graph.rounds import Round, RoundStore, in_fold_order
from linkwork.graph.schema import SCHEMA
from linkwork.graph.shapes import Schema
from tests.graph.slow_fold import slow_fold

NODES = {
    "Organisation": {"category": ("pcn", "trust"), "aliases": ("A; B", "C"), "status": ("open", "closed", "planned")},
    "Area": {"core20_share": ("0.25", "1"), "population": ("0", "7")},
    "Post": {"ends": ("2023", "2024-02", "2024-02-15", "2025-01-01"), "fte": ("0.5", "2")},
}
LINKS = {
    "PART_OF": {"starts": ("2020", "2021-05"), "ends": ("2024-01", "2024-02-15", "2024-12-31")},
    "HOSTS": {"category": ("employer", "premises")},
    "IN_AREA": {},
    "WITHIN": {},
}
TOWN = Schema(
    tuple(SCHEMA.node[name] for name in NODES),
    tuple(
        replace(SCHEMA.link[name], ends=tuple(pair for pair in SCHEMA.link[name].ends if NODES.keys() >= set(pair)))
        for name in LINKS
    ),
)
IDS = {
    "Organisation": ("org-1", "org-2"),
    "Area": ("area-n", "area-n1", "area-s"),
    "Post": ("post-1", "post-2"),
}
DAYS = ("2024-01-31", "2024-02-15", "2024-02-29", "2024-12-31")
SHEETS = ("Left", "Right")
Row = dict[str, object]
#: A round before it has a number: source, day, whether it is complete, scope, tables.
Told = tuple[str, str, bool, Scope, tuple[Table, ...]]


class Heard(RoundStore):
    """A store whose rounds are in memory, numbered in the order in which they were loaded."""

    def __init__(self, told: Sequence[Told]) -> None:
        super().__init__(Path("nowhere"), TOWN)
        self.loaded: list[Round] = []
        for one in told:
            self.load(one)

    def load(self, told: Told) -> None:
        source, day, complete, scope, tables = told
        number = 1 + sum((r.source, r.as_of) == (source, day) for r in self.loaded)
        words = {"kinds": scope.kinds, "areas": scope.areas, "sheets": scope.sheets, "links": scope.links}
        said = {"source": source, "as_of": day, "number": number, "complete": complete, "scope": words}
        self.loaded.append(Round(Path(f"{day}_{source}_{number}"), said, tables))

    def rounds(self) -> list[Round]:
        return in_fold_order(self.loaded)


def some(values: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), unique=True).map(tuple)


def seldom(values: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.just(()) | some(values)


@st.composite
def rows(draw: st.DrawFn, things: Sequence[Row], cells: dict[str, tuple[str, ...]]) -> list[Row]:
    """Some of these things, each with a value or a blank in every column."""
    place = {"_file": "town.csv", "_sheet": draw(st.sampled_from(SHEETS)), "_row": 2}
    chosen = draw(st.lists(st.sampled_from(things), unique_by=str, max_size=4))
    blank_or = {name: st.sampled_from((None, *values)) for name, values in cells.items()}
    return [{**thing, **draw(st.fixed_dictionaries(blank_or)), **place} for thing in chosen]


@st.composite
def table(draw: st.DrawFn, kind: str) -> Table:
    """A table of one kind with some of its columns, perhaps none of its rows."""
    every = NODES.get(kind) or LINKS.get(kind, {})
    cells = {name: every[name] for name in draw(some(tuple(every)))} if every else {}
    if kind in NODES:
        return node_table(kind, draw(rows([{"id": id_} for id_ in IDS[kind]], cells)), cells)
    pairs = [
        {"from_kind": a, "from_id": one, "to_kind": b, "to_id": other}
        for a, b in TOWN.link[kind].ends
        for one in IDS[a]
        for other in (*IDS[b], f"{SCHEMA.node[b].prefix}-nobody")
    ]
    return link_table(kind, draw(rows(pairs, cells)), cells)


scopes = st.just(Scope()) | st.builds(
    Scope,
    kinds=seldom((*NODES, *LINKS)),
    areas=seldom(IDS["Area"]),
    sheets=seldom(SHEETS),
    links=st.none() | some(tuple(LINKS)),
)
tables = some((*NODES, *LINKS)).flatmap(lambda kinds: st.tuples(*(table(kind) for kind in kinds)))


def loads(days: Sequence[str]) -> st.SearchStrategy[list[Told]]:
    """Rounds of two sources in the order of loading; the fewer the days, the more of them are revisions."""
    checked = tables.map(lambda found: check(Reading(found), TOWN))
    one = st.tuples(st.sampled_from(("a", "b")), st.sampled_from(days), st.booleans() | st.just(True), scopes, checked)
    return st.lists(one, min_size=2, max_size=7)


patient = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def as_records(view: View) -> dict[str, dict[str, Row]]:
    """The view as dictionaries: kind, then id, then the record."""
    frames = {**view.nodes, **view.links}
    return {kind: {row["id"]: row for row in frame.to_dicts()} for kind, frame in frames.items() if frame.height}


def shuffled(said: Sequence[Told], chance: Random) -> list[Told]:
    """The rounds in another order, those of one source and day in their own, because the last of them counts."""
    places = sorted(range(len(said)), key=lambda _: chance.random())
    own: dict[tuple[str, str], Iterator[int]] = {}
    for one in said:
        own[one[:2]] = iter([place for place, other in enumerate(said) if other[:2] == one[:2]])
    return [said[next(own[said[place][:2]])] for place in places]


@contextmanager
def empty_graph() -> Iterator[EmbeddedEngine]:
    with tempfile.TemporaryDirectory() as folder, EmbeddedEngine(Path(folder) / "graph", writing=True) as engine:
        yield engine


def in_the_graph(store: Heard) -> dict[str, dict[str, Row]]:
    """What the rules say the graph holds: every record but the links that wait for an end."""
    kinds = slow_fold(store.loaded, TOWN).items()
    tied = {kind: {id_: one for id_, one in found.items() if not one.get("loose")} for kind, found in kinds}
    return {kind: found for kind, found in tied.items() if found}


@given(loads(DAYS))
@patient
def test_the_fold_says_what_the_rules_say_one_by_one(said: list[Told]) -> None:
    store = Heard(said)
    assert as_records(fold(store.folded(), TOWN)) == slow_fold(store.loaded, TOWN)


@given(loads(DAYS), st.randoms())
@settings(patient, max_examples=20)
def test_any_order_of_loading_gives_the_same_view(said: list[Told], chance: Random) -> None:
    first, second = Heard(said), Heard(shuffled(said, chance))
    assert as_records(fold(first.folded(), TOWN)) == as_records(fold(second.folded(), TOWN))


@given(loads(DAYS[:2]))
@settings(patient, max_examples=6)
def test_a_graph_built_step_by_step_is_the_graph_built_at_once(said: list[Told]) -> None:
    with empty_graph() as step, empty_graph() as once:
        growing = Heard([])
        for one in said:
            growing.load(one)
            build(growing, step, Owner("p"))
        build(growing, once, Owner("p"))
        assert as_records(read_back(step, TOWN)) == as_records(read_back(once, TOWN)) == in_the_graph(growing)
        assert build(growing, step, Owner("p"), how="verify") == Built(loose=fold(growing.folded(), TOWN).loose())
