"""What a cell that names something stands for: the id of a row of the workbook, or one made or kept for the name.

A cell may hold a name or an alias in any spelling of capitals, an id, an official number with its scheme
(`ods:F84012`, `chc:1034374`, `gss:E05009317`), a kind and a name (`Organisation: Riverside`), or, for what is known
within something else, both (`Debt advice / main`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from linkwork.graph.identity import Names, slug
from linkwork.graph.shapes import Schema
from linkwork.loaders._terms import WRITE_ONE, coded_id
from linkwork.loaders._workbook_sheets import kinds_by_spelling, spelling
from linkwork.words import listed

#: Kinds that are known by name within something else: the list column that says within what, and its kind.
WITHIN = {"Service": "provider", "Offer": "service", "Post": "service"}
HOLDER = {"Service": "Organisation", "Offer": "Service", "Post": "Service"}
#: Kinds that a project may have a list of (terms, areas): a name that no row bears is looked for there.
SHARED = ("Need", "Audience", "Area")
BETWEEN = " / "
#: What people write where they know that they do not know; it names nothing, and is not a blank either.
UNKNOWN = frozenset({"not-known", "unknown"})


def says_unknown(cell: str) -> bool:
    """Whether a cell says that what it should name is not known."""
    return slug(cell) in UNKNOWN


@dataclass(frozen=True, slots=True)
class End:
    """One end of a link: a kind and an id, or else why the cell is unclear."""

    kind: str = ""
    id: str = ""
    unclear: str = ""


@dataclass(slots=True)
class Index:
    """The rows of the workbook by what they may be called; the ids of each in the order of the rows."""

    named: dict[tuple[str, str], dict[str, None]] = field(default_factory=dict)
    aliases: dict[tuple[str, str], dict[str, None]] = field(default_factory=dict)
    within: dict[tuple[str, str, str], dict[str, None]] = field(default_factory=dict)
    aliases_within: dict[tuple[str, str, str], dict[str, None]] = field(default_factory=dict)
    given: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, kind: str, name: str, id_: str, within: str = "") -> None:
        """Afterwards the name finds this id, alone and within what it belongs to."""
        self.named.setdefault((kind, slug(name)), {})[id_] = None
        if within:
            self.within.setdefault((kind, within, slug(name)), {})[id_] = None

    def add_alias(self, kind: str, alias: str, id_: str, within: str = "") -> None:
        """Afterwards the alias finds this id where nothing has it as its name, alone and within what it belongs to."""
        self.aliases.setdefault((kind, slug(alias)), {})[id_] = None
        if within:
            self.aliases_within.setdefault((kind, within, slug(alias)), {})[id_] = None


class Resolver:
    """Cells turned into ends of links. One cell is worked out once."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.schema: Schema = names.schema
        self.index = Index()
        self._kinds = {
            called: kind.name
            for called, kind in kinds_by_spelling(self.schema).items()
            if kind.name in self.schema.node
        }
        self._done: dict[tuple[str, tuple[str, ...]], End] = {}

    def resolve(self, cell: str, kinds: tuple[str, ...]) -> End:
        """The end that a cell which may name these kinds stands for. Making an id for a new name remembers it."""
        key = (cell, kinds)
        if key not in self._done:
            self._done[key] = self._resolve(cell, kinds)
        return self._done[key]

    def known_within(self, kind: str, name: str) -> set[str]:
        """The ids kept from earlier rounds for this name within anything."""
        return self._within_anything.get((kind, slug(name)), set())

    def is_within(self, id_: str) -> bool:
        """Whether an earlier round already knew this id within something."""
        return id_ in self._placed

    def is_known(self, id_: str) -> bool:
        """Whether an earlier round kept this id."""
        return id_ in self._known_ids

    def is_described(self, id_: str) -> bool:
        """Whether a round of any source kept this id."""
        return id_ in self._described

    @cached_property
    def _own_known(self) -> list[tuple[str, str, str, str]]:
        own = slug(self.names.source)
        return [
            (kind, scope.removeprefix(own), name, id_)
            for (kind, scope, name), id_ in self.names.known.items()
            if scope == own or scope.startswith(f"{own}/")
        ]

    @cached_property
    def _within_anything(self) -> dict[tuple[str, str], set[str]]:
        found: dict[tuple[str, str], set[str]] = {}
        for kind, within, name, id_ in self._own_known:
            if within:
                found.setdefault((kind, name), set()).add(id_)
        return found

    @cached_property
    def _placed(self) -> set[str]:
        return {id_ for ids in self._within_anything.values() for id_ in ids}

    @cached_property
    def _known_ids(self) -> set[str]:
        return {id_ for _, _, _, id_ in self._own_known}

    def _resolve(self, cell: str, kinds: tuple[str, ...]) -> End:
        if not slug(cell):
            return End(unclear=f"{_shown(cell, kinds, self.schema)} has no letters or digits to know it by.")
        if found := self._found(cell, kinds):
            return found
        given = kinds
        listed = [kind for kind in kinds if self.names.listed.names(kind, cell)]
        if len(listed) == 1:
            kinds = (listed[0],)
        if len(kinds) > 1 or kinds[0] == "Offer":
            return End(unclear=self._not_found(_shown(cell, given, self.schema), kinds))
        return End(kinds[0], self.names.by_name(kinds[0], cell))

    def _found(self, cell: str, kinds: tuple[str, ...]) -> End | None:
        """What the cell stands for as far as it is known from this workbook or an earlier round."""
        for hits in self._looks(cell, kinds):
            if unclear := next((hit for hit in hits if hit.unclear), None):
                return unclear
            if len(hits) == 1:
                return hits[0]
            if hits:
                return End(unclear=self._ambiguous(_shown(cell, kinds, self.schema), hits))
        return None

    def _looks(self, cell: str, kinds: tuple[str, ...]) -> Iterator[list[End]]:
        """What the cell may stand for, the nearest place first."""
        called = slug(cell)
        yield [End(kind, id_) for kind in kinds for id_ in self.index.named.get((kind, called), {})]
        yield [End(kind, id_) for kind in kinds for id_ in self.index.aliases.get((kind, called), {})]
        yield self._as_id(cell, kinds)
        yield self._as_kind_and_name(cell, kinds)
        yield self._as_path(cell, kinds)
        yield [End(kind, id_) for kind in kinds for id_ in self._remembered(kind, cell)]

    def _remembered(self, kind: str, cell: str) -> list[str]:
        """What this source has called so, else what the project's lists do.

        An id that this source made for a name that it never described gives way to the lists.
        """
        alone = self.names.recall(kind, cell)
        own = self.known_within(kind, cell) | ({alone} if alone else set())
        listed = self.names.declared(kind, cell) if kind in SHARED else []
        if listed and own.isdisjoint(self.names.bearing(kind, slug(cell))):
            return listed
        return sorted(own)

    def _as_id(self, cell: str, kinds: tuple[str, ...]) -> list[End]:
        scheme, colon, value = cell.partition(":")
        called = slug(cell)
        found = []
        for kind in kinds:
            prefix = f"{self.schema.node[kind].prefix}-"
            written = called if called.startswith(prefix) else prefix + called
            if (kind, written) in self.index.given:
                found.append(End(kind, self.index.given[kind, written]))
            elif cell.lower() == called and self.schema.kind_of_id(cell.lower()) == kind:
                found.append(self._given(kind, cell.lower()))
            elif colon and value.strip():
                number = self._schemes(kind).get(spelling(scheme))
                found += [] if number is None else [self._given(kind, self.names.by_identifier(kind, number, value))]
                found += self._coded(kind, cell) if number is None else []
        return found

    def _coded(self, kind: str, cell: str) -> list[End]:
        """The term that a vocabulary and code name (`town:DEB`), if any source has described it."""
        coded = coded_id(cell, kind, self.names) if kind in ("Need", "Audience") else None
        return [End(kind, coded)] if coded in self._described else []

    @cached_property
    def _described(self) -> set[str]:
        return set(self.names.known.values())

    def _given(self, kind: str, id_: str) -> End:
        return End(kind, self.index.given.get((kind, id_)) or self.names.recall(kind, id_) or id_)

    def _schemes(self, kind: str) -> dict[str, str]:
        """The schemes of a kind's identifiers by the words that may stand before the number."""
        found: dict[str, str] = {}
        for prop in self.schema.node[kind].properties:
            if prop.scheme is not None:
                stem = prop.name.removesuffix("_code").removesuffix("_no")
                found |= {word: prop.scheme for word in (prop.scheme, prop.name, stem) if word}
        return found

    def _as_kind_and_name(self, cell: str, kinds: tuple[str, ...]) -> list[End]:
        word, colon, name = cell.partition(":")
        kind = self._kinds.get(spelling(word)) if colon and name.strip() else None
        if kind is None:
            return []
        if kind in kinds:
            return [self.resolve(name.strip(), (kind,))]
        return [End(unclear=f"{kind} is not what may be named here: write {_either(kinds)}.")]

    def _as_path(self, cell: str, kinds: tuple[str, ...]) -> list[End]:
        outer, between, name = cell.rpartition(BETWEEN)
        found = []
        for kind in kinds:
            if between and kind in WITHIN and name.strip() and outer.strip():
                end = self._found(outer.strip(), (HOLDER[kind],))
                if end:
                    found += [end] if end.unclear else self._inside(kind, end.id, name.strip())
        return found

    def _inside(self, kind: str, within: str, name: str) -> list[End]:
        key = (kind, within, slug(name))
        ids = self.index.within.get(key) or self.index.aliases_within.get(key, {})
        return [End(kind, id_) for id_ in ids] or [End(kind, self.names.by_name(kind, name, within))]

    def _ambiguous(self, shown: str, hits: list[End]) -> str:
        if len({end.kind for end in hits}) > 1:
            kinds = list(dict.fromkeys(end.kind for end in hits))
            both = _either(kinds, "and")
            return f"{shown} is the name of {both}. Write which you mean, as in '{kinds[0]}: its name'."
        kind = self.schema.node[hits[0].kind]
        path = f", or 'its {HOLDER[kind.name].lower()} / its name'" if kind.name in HOLDER else ""
        ids = " and ".join(end.id for end in hits)
        said = f"{shown} is the name of {len(hits)} {kind.plural}: {ids}."
        if kind.name in WRITE_ONE:
            write = WRITE_ONE[kind.name]
            return f"{said} {write[0].upper()}{write[1:]}."
        return f"{said} Write the id of the one you mean{path}."

    def _not_found(self, shown: str, kinds: tuple[str, ...]) -> str:
        if len(kinds) == 1:
            return f"{shown} is not an offer in this workbook. Write 'its service / its name'."
        either = _either(kinds)
        return f"{shown} is not in this workbook and could be {either}. Write which, as in '{kinds[0]}: its name'."


def _shown(cell: str, kinds: Iterable[str], schema: Schema) -> str:
    """The cell in quotes, unless it may be a person's name or that of something confidential."""
    private = {schema.node[kind].privacy for kind in kinds}
    word = next((word for word in ("personal", "confidential") if word in private), "")
    return f"this name (not shown, because it may be {word})" if word else repr(cell)


def _either(kinds: Iterable[str], joined: str = "or") -> str:
    words = [f"{'an' if kind[0] in 'AEIOU' else 'a'} {kind}" for kind in kinds]
    if len(words) > 5:
        return "a record of several kinds"
    return listed(words, joined)
