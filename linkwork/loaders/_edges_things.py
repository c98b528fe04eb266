"""The things of a map: what kind each is, its id, and the tables they make."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from linkwork.errors import Problem
from linkwork.graph.identity import Names, slug
from linkwork.graph.records import Table, node_table
from linkwork.graph.shapes import LinkKind, NodeKind, Property
from linkwork.loaders._columns import plain
from linkwork.loaders._edges_map import LEAVE_OUT, LISTED, Drawn, Rows, roles
from linkwork.loaders._edges_words import NO_TYPE, Unknown, Words, property_of, same

#: Where the register keeps which thing a map's own id stood for.
KEYS = "key"
#: Numbers that programs give anew with every export: they say nothing of which thing it is.
_COUNTED = re.compile(r"[a-z]?\d{1,9}(\.0)?", re.IGNORECASE)
#: Properties that may keep a map's own type of thing, the first that the kind has.
OWN_TYPE = ("category", "level")


@dataclass(slots=True)
class Thing:
    """One thing of a map. `kind` is LEAVE_OUT where it is not brought, "" where nobody says yet what it is."""

    key: str
    name: str
    word: str
    kind: str
    place: Problem
    cells: Mapping[str, str] = field(default_factory=dict)
    id: str = ""


@dataclass(slots=True)
class Things:
    """Every thing of a load, by what lines may call it, and how many are left out.

    `made` are those that only lines name, by the kind that the mapping file gives their end and by their name.
    """

    by_key: dict[str, Thing] = field(default_factory=dict)
    by_name: dict[str, list[Thing]] = field(default_factory=dict)
    parts: list[tuple[Rows, list[Thing]]] = field(default_factory=list)
    made: dict[tuple[str, str], Thing] = field(default_factory=dict)
    people: int = 0
    left_out: Counter[str] = field(default_factory=Counter)

    def add(self, thing: Thing) -> Thing | None:
        """Keep a thing; another that has its key already, and then it is not kept."""
        if thing.key and thing.key in self.by_key:
            return self.by_key[thing.key]
        if thing.key:
            self.by_key[thing.key] = thing
        self.by_name.setdefault(same(thing.name), []).append(thing)
        return None

    def called(self, cell: str) -> list[Thing]:
        """What a line may mean by this: the thing of that key, else those of that name."""
        found = self.by_key.get(cell)
        return [found] if found else self.by_name.get(same(cell), [])


def take_things(drawn: Drawn, words: Words, unknown: Unknown) -> Things:
    """The things that the files list; what is wrong with them is noted, and types that nobody explains."""
    things = Things()
    problems: list[Problem] = []
    for part in drawn.parts:
        if part.what == "nodes":
            listed = list(_listed(part, words, things, problems))
            things.parts.append((part, listed))
            for thing in listed:
                count(thing, words, things, unknown)
    drawn.problems += cut(problems, "more things cannot be told apart")
    return things


def cut(problems: Sequence[Problem], what: str) -> list[Problem]:
    """The first problems of a sort, and how many more there are."""
    more = len(problems) - LISTED
    return [*problems[:LISTED], *([Problem(problems[0].file, message=f"{more:,} {what}")] if more > 0 else [])]


def count(thing: Thing, words: Words, things: Things, unknown: Unknown) -> None:
    """Note a thing that is left out, or whose type nobody explains."""
    if thing.kind == LEAVE_OUT and words.people(thing.word):
        things.people += 1
    elif thing.kind == LEAVE_OUT:
        things.left_out[thing.word] += 1
    elif not thing.kind:
        unknown.things[thing.word] += 1


def _listed(part: Rows, words: Words, things: Things, problems: list[Problem]) -> Iterator[Thing]:
    role = roles(part.headings, "nodes", words.columns)
    for number, cells in part.rows:
        key, name = (cells.get(role.get(which, ""), "") for which in ("id", "name"))
        word = cells.get(role.get("type", "")) or NO_TYPE
        place = part.place(number)
        if not slug(name or key):
            said = "this row has neither an id nor a name" if not (name or key) else "its name has no letters or digits"
            problems.append(part.place(number, role.get("name") or role.get("id", ""), said))
            continue
        thing = Thing(key, name or key, word, words.kind(word) or "", place, cells)
        first = things.add(thing)
        if first is None:
            yield thing
        else:
            shown = "this id" if words.people(word) else f"the id {key[:60]!r}"
            message = f"{shown} is that of {str(first.place).removesuffix(': ')} too; each thing has its own"
            problems.append(part.place(number, role.get("id", ""), message))


def give_ids(listed: Sequence[Thing], names: Names, words: Words) -> None:
    """Afterwards every thing that is brought has its id.

    An identifier that others issue comes first, then an id of Linkwork's own, then the name, scoped by the source. A
    name that is new is taken for a new name of the thing that had the map's own id, unless that thing is still there
    under its name, or the id is only a number, which programs give anew.
    """
    brought = [thing for thing in listed if thing.kind and thing.kind != LEAVE_OUT]
    claimed = {names.recall(thing.kind, thing.name) for thing in brought}
    for thing in brought:
        given = _identifier(thing, names, words) or _own(thing, names)
        if given is None and not names.recall(thing.kind, thing.name) and not _COUNTED.fullmatch(thing.key):
            before = names.recall(thing.kind, thing.key, KEYS) if slug(thing.key) else None
            given = before if before not in claimed else None
        if given:
            names.name_as(thing.kind, thing.name, given)
        thing.id = given or names.by_name(thing.kind, thing.name)
        if slug(thing.key) and not _COUNTED.fullmatch(thing.key):
            names.name_as(thing.kind, thing.key, thing.id, KEYS)


def _identifier(thing: Thing, names: Names, words: Words) -> str | None:
    kind = names.schema.node[thing.kind]
    filled = {property_of(kind, heading, words): value for heading, value in thing.cells.items()}
    for prop in kind.properties:
        if prop.scheme is not None and slug(filled.get(prop.name, "")):
            return names.by_identifier(thing.kind, prop.scheme, filled[prop.name])
    return None


def _own(thing: Thing, names: Names) -> str | None:
    own = thing.key == slug(thing.key) and names.schema.kind_of_id(thing.key) == thing.kind
    return thing.key if own else None


def thing_tables(part: Rows, listed: Sequence[Thing], words: Words, warnings: list[str]) -> Iterator[Table]:
    """A table for each kind among the things of a part, with the properties that it has headings for."""
    role = roles(part.headings, "nodes", words.columns)
    kinds = {thing.kind: words.schema.node[thing.kind] for thing in listed if thing.id}
    read = {name: properties(part, kind, words, set(role.values())) for name, kind in kinds.items()}
    for name, kind in kinds.items():
        headings = read[name] | {"name": role.get("name") or role.get("id", "name")}
        own = _own_type(kind, read[name])
        rows = [_row(thing, kind, headings, own) for thing in listed if thing.id and thing.kind == name]
        columns = ["name", *read[name], *([own.name] if own and any(row.get(own.name) for row in rows) else [])]
        yield node_table(name, rows, columns, headings)
    cells = [(thing.kind, thing.cells) for thing in listed if thing.id]
    warnings += unread(part, cells, read, words, set(role.values()))


def _own_type(kind: NodeKind, read: Mapping[str, str]) -> Property | None:
    """The property that keeps the map's own type of thing, where no column says it."""
    found = next((prop for name in OWN_TYPE if (prop := kind.property(name)) is not None), None)
    return found if found is not None and found.name not in read else None


def _row(thing: Thing, kind: NodeKind, headings: Mapping[str, str], own: Property | None) -> dict[str, object]:
    row: dict[str, object] = {name: cell(thing.cells, heading, kind, name) for name, heading in headings.items()}
    row |= {"id": thing.id, "name": " ".join(thing.name.split())}
    if own is not None and thing.word != NO_TYPE and same(thing.word) not in (same(kind.name), same(kind.plural)):
        row[own.name] = own_word(thing.word, own)
    return row | placed(thing.place)


def placed(place: Problem) -> dict[str, object]:
    """Where a row was read, as its table keeps it."""
    return {"_file": place.file, "_sheet": place.sheet, "_row": place.row}


def own_word(word: str, prop: Property) -> str | None:
    """The map's own word in small letters, where the property may hold it."""
    spelt = plain(word).replace(" ", "_")
    if prop.allowed:
        return next((allowed for allowed in prop.allowed if allowed.lower() == spelt), None)
    return same(word)


def cell(cells: Mapping[str, str], heading: str, kind: NodeKind | LinkKind, name: str) -> str | None:
    """A cell for a property; a list may have | between its parts, as Kumu writes them."""
    prop, value = kind.property(name), cells.get(heading)
    return value.replace("|", ";") if value and prop is not None and prop.type == "list" else value


def properties(part: Rows, kind: NodeKind | LinkKind, words: Words, taken: set[str]) -> dict[str, str]:
    """The headings that are properties of the kind, by property, the first for each."""
    found: dict[str, str] = {}
    for heading in part.headings:
        name = property_of(kind, heading, words)
        if heading not in taken and name and name != "name":
            found.setdefault(name, heading)
    return found


def unread(
    part: Rows,
    cells: Sequence[tuple[str, Mapping[str, str]]],
    read: Mapping[str, Mapping[str, str]],
    words: Words,
    taken: set[str],
) -> Iterator[str]:
    """A sentence for each column that is filled where nobody reads it, naming the kinds if only some do not."""
    for heading in part.headings:
        if heading in taken or words.columns.get(plain(heading)) == LEAVE_OUT:
            continue
        not_read = {kind for kind, filled in cells if heading in filled and heading not in read[kind].values()}
        if not_read:
            some = any(heading in headings.values() for headings in read.values())
            of = f" for {', '.join(sorted(not_read))}" if some else ""
            yield f"{part.place(heading=heading).place} is filled but not read{of}"
