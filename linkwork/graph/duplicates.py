"""Pairs of records that may be the same thing, with a score and the reasons in words. A person decides.

Identifiers go first: the same number of one register makes a pair, different numbers of one register never do. Then a
project's own list of names. Then names that are alike, weighed with where the two are to be found. How well this does
on pairs whose answer is known is in docs/duplicates.md. People are never paired: their names are not in the graph, and
two who share a name are more often two than one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from linkwork.graph._alike_records import Alike, alike_record, named_the_same, worth_comparing
from linkwork.graph._comparing import Told, compare
from linkwork.graph._identifiers import conflict
from linkwork.graph._names_alike import taken_apart
from linkwork.graph.decisions import Decisions
from linkwork.graph.schema import SCHEMA

if TYPE_CHECKING:
    from linkwork.graph.fold import View

KINDS = ("Organisation", "Service", "Need", "Audience", "Area", "Site", "Role", "Board", "Policy", "Platform")
#: Pairs of this score and more are shown. docs/duplicates.md says what that costs and misses.
AT_LEAST = 0.8
#: Links by which one thing is within another, through any number of steps.
WITHIN = ("PART_OF", "WITHIN", "BROADER")
PROVIDER = "PROVIDES"
_ENDS = ("from_id", "to_id")


@dataclass(frozen=True, slots=True)
class Meaning:
    """A line of a project's list of names: `name` means the thing of that kind whose id or name is `means`.

    `row` is where it stands in the file; lines are equal wherever they stand.
    """

    kind: str
    name: str
    means: str
    row: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two records that may be one, with a score of 0 to 1 and why. `a_id` comes before `b_id`.

    `a` and `b` are their names. `decision` (same or different) and `decided_on` are empty until somebody has decided;
    a decided pair that is not proposed any more has score 0 and the reason that was given.
    """

    a_id: str
    b_id: str
    kind: str
    score: float
    reasons: tuple[str, ...]
    a: str = ""
    b: str = ""
    decision: str = ""
    decided_on: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What people have said already: a list of names, and the pairs of ids that they decided to be two things."""

    meanings: Sequence[Meaning] = ()
    different: Collection[frozenset[str]] = ()


NOTHING_KNOWN = Known()


def propose_in(view: "View", known: Known = NOTHING_KNOWN, at_least: float = AT_LEAST) -> list[Candidate]:
    """The pairs to decide on in a folded view, stale and closed records too."""
    return propose(view.nodes, view.links, known, at_least)


def propose(
    nodes: Mapping[str, pl.DataFrame],
    links: Mapping[str, pl.DataFrame] | None = None,
    known: Known = NOTHING_KNOWN,
    at_least: float = AT_LEAST,
) -> list[Candidate]:
    """The pairs that may be one, the highest score first, then by id; each once, within one kind, decided or not.

    `nodes` has a frame a kind with `id`, `name` and what else is known; `links` a frame a kind with the ids of the
    ends. Which order the rows come in makes no difference.
    """
    between = Between(links or {})
    found: list[Candidate] = []
    bodies: set[frozenset[str]] = set()
    for kind in (kind for kind in KINDS if kind in nodes):
        records = _records(kind, nodes[kind], between)
        told = Told(named_the_same(records), frozenset(bodies))
        for candidate in _pairs(kind, records, between, told, known.meanings):
            if candidate.score >= at_least:
                found.append(candidate)
        # Two that were decided to be two are no reason to take what they provide for one.
        bodies |= {frozenset((one.a_id, one.b_id)) for one in found} - set(known.different)
    return sorted(found, key=lambda one: (-one.score, one.a_id, one.b_id))


def with_decisions(found: Sequence[Candidate], decisions: Decisions, names: Mapping[str, str]) -> list[Candidate]:
    """The pairs, those that were decided marked, followed by the decided ones that are not among them.

    `found` is what `propose` gives where nothing is left out; `names` gives what records are called, by id.
    """
    left = {frozenset((one.subject, one.other)): one for one in decisions.holding("same", "different")}
    marked = []
    for one in found:
        made = left.pop(frozenset((one.a_id, one.b_id)), None)
        marked.append(replace(one, decision=made.decision, decided_on=made.decided_on) if made else one)
    for made in sorted(left.values(), key=lambda one: one.number):
        a, b = sorted((made.subject, made.other))
        kind = SCHEMA.kind_of_id(made.subject) or ""
        reasons = (made.reason,) if made.reason else ()
        called = (names.get(a, a), names.get(b, b))
        marked.append(Candidate(a, b, kind, 0.0, reasons, *called, made.decision, made.decided_on))
    return marked


@dataclass
class Between:
    """What the links say of pairs."""

    links: Mapping[str, pl.DataFrame]
    seen: dict[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def providers(self) -> dict[str, frozenset[str]]:
        """Service -> the ids of who provides it."""
        found: dict[str, set[str]] = defaultdict(set)
        for provider, service in self._ends((PROVIDER,)):
            found[service].add(provider)
        return {service: frozenset(ids) for service, ids in found.items()}

    def two(self, a: str, b: str) -> bool:
        """Whether links say that these are two things: one is within the other, or a link runs between them."""
        return frozenset((a, b)) in self._linked or b in self._above(a) or a in self._above(b)

    def _ends(self, kinds: Iterable[str]) -> Iterator[tuple[str, str]]:
        for kind in kinds:
            if kind in self.links:
                yield from self.links[kind].select(_ENDS).iter_rows()

    @cached_property
    def _linked(self) -> set[frozenset[str]]:
        return {frozenset(pair) for pair in self._ends(self.links) if pair[0] != pair[1]}

    @cached_property
    def _parents(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for part, whole in self._ends(WITHIN):
            found[part].add(whole)
        return found

    def _above(self, id_: str) -> frozenset[str]:
        if id_ not in self.seen:
            reached: set[str] = set()
            wanted = [id_] if id_ in self._parents else []
            while wanted:
                new = self._parents.get(wanted.pop(), set()) - reached
                reached |= new
                wanted += new
            self.seen[id_] = frozenset(reached)
        return self.seen[id_]


@dataclass
class _ByName:
    """Records of one kind, found by id or by a name's words."""

    kind: str
    records: Sequence[Alike]

    def find(self, text: str) -> list[Alike]:
        """Those of that id, else those of that name."""
        return self._by_id.get(text.strip()) or self._by_key.get(taken_apart(text, self.kind.casefold()).key, [])

    @cached_property
    def _by_id(self) -> dict[str, list[Alike]]:
        return {record.id: [record] for record in self.records}

    @cached_property
    def _by_key(self) -> dict[str, list[Alike]]:
        found: dict[str, list[Alike]] = defaultdict(list)
        for record in self.records:
            for key in {name.key for name in record.names}:
                found[key].append(record)
        return found


def _records(kind: str, frame: pl.DataFrame, between: Between) -> list[Alike]:
    """The rows as records, in order of id, whatever order the frame has."""
    rows = sorted(frame.iter_rows(named=True), key=lambda row: str(row["id"]))
    return [alike_record(kind, row, between.providers.get(str(row["id"]), frozenset())) for row in rows]


def _pairs(
    kind: str, records: Sequence[Alike], between: Between, told: Told, meanings: Sequence[Meaning]
) -> Iterator[Candidate]:
    """Every pair of one kind that is worth a score, each once; what the list of names says goes before the score."""
    done = set()
    for a, b, reason in _said(kind, records, meanings):
        if not conflict(a.numbers, b.numbers) and not between.two(a.id, b.id):
            done.add((a.id, b.id))
            yield Candidate(a.id, b.id, kind, 1.0, (reason,), a.name, b.name)
    for a, b in worth_comparing(records):
        if (a.id, b.id) in done or a.id == b.id:
            continue
        score, reasons = compare(kind, a, b, told)
        if score and not between.two(a.id, b.id):
            yield Candidate(a.id, b.id, kind, score, reasons, a.name, b.name)


def _said(kind: str, records: Sequence[Alike], meanings: Sequence[Meaning]) -> list[tuple[Alike, Alike, str]]:
    """The pairs that the list of names makes, each once, with what the list says."""
    by_name = _ByName(kind, records)
    found: dict[tuple[str, str], tuple[Alike, Alike, str]] = {}
    for meaning in (one for one in meanings if one.kind == kind):
        reason = f"the list of names says that '{meaning.name}' means '{meaning.means}'"
        for one in by_name.find(meaning.name):
            for other in by_name.find(meaning.means):
                if one.id != other.id:
                    a, b = sorted((one, other), key=lambda record: record.id)
                    found.setdefault((a.id, b.id), (a, b, reason))
    return list(found.values())
