"""The lines of a map: what each joins, the link it stands for, which way it runs, and the tables they make."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from linkwork.errors import Problem
from linkwork.graph.identity import slug
from linkwork.graph.records import Table, link_table
from linkwork.graph.shapes import LinkKind
from linkwork.loaders._edges_map import LEAVE_OUT, Drawn, Rows, direction, roles
from linkwork.loaders._edges_things import Thing, Things, cell, count, cut, own_word, placed, properties, unread
from linkwork.loaders._edges_words import NO_TYPE, REVERSED, Meant, Unknown, Words, same

#: Links that mean the same both ways, so that a line without an arrow is one of them.
SYMMETRIC = ("SAME_TERM", "EXCHANGES_WITH", "OVERLAPS_WITH", "WORKS_WITH", "JUDGED")
#: What Gephi calls a list that has both sorts of lines; it says nothing of one of them.
MIXED = "mixed"
#: The words of Gephi's own column Type.
GEPHI = ("directed", "undirected", "mutual", MIXED)


@dataclass(slots=True)
class Line:
    """One line of a map between two things."""

    start: Thing
    end: Thing
    word: str
    way: str
    place: Problem
    cells: Mapping[str, str]


@dataclass(slots=True)
class Odd:
    """Lines left out or read otherwise than written, counted; and mistakes, by sentence with the first place."""

    counts: Counter[str] = field(default_factory=Counter)
    mistakes: dict[str, tuple[Problem, int]] = field(default_factory=dict)

    def mistake(self, place: Problem, message: str) -> None:
        """Note a mistake, said once for all lines that make it."""
        first, number = self.mistakes.get(message, (place, 0))
        self.mistakes[message] = (first, number + 1)

    def problems(self) -> list[Problem]:
        """The mistakes, each in the first place with how many there are."""
        found = []
        for message, (place, number) in self.mistakes.items():
            more = f" ({number:,} lines in all, this is the first)" if number > 1 else ""
            found.append(Problem(place.file, place.sheet, place.row, place.column, message + more))
        return cut(found, "more sorts of mistakes in lines")


def take_lines(drawn: Drawn, words: Words, things: Things, unknown: Unknown, odd: Odd) -> list[tuple[Rows, list[Line]]]:
    """The lines between things; where the files list no things, the ends of lines are what there is."""
    listed = bool(things.parts)
    found = []
    for part in drawn.parts:
        if part.what == "edges":
            ends = _Ends(words, things, unknown, odd, listed)
            found.append((part, list(_lines(part, _roles(part, words), ends))))
    return found


def _roles(part: Rows, words: Words) -> dict[str, str]:
    """What the headings stand for. A Type that only says directed or undirected, as Gephi's, is the direction."""
    role = roles(part.headings, "edges", words.columns)
    kind = role.get("type")
    said = {cells[kind] for _, cells in part.rows if kind in cells} if kind else set()
    if kind and said and "direction" not in role and all(word.lower() in GEPHI for word in said):
        others = [heading for heading in part.headings if heading != kind]
        role = {**roles(others, "edges", words.columns), "direction": kind}
    return {**role, "type": role["label"]} if "type" not in role and "label" in role else role


@dataclass(slots=True)
class _Ends:
    """What the ends of lines stand for; `known` are the things of other sources by what was written, None for none."""

    words: Words
    things: Things
    unknown: Unknown
    odd: Odd
    listed: bool
    known: dict[str, Thing | None] = field(default_factory=dict)

    def of(self, written: str, end: str, place: Problem) -> list[Thing]:
        """The things that a cell names: one, or several with | between them, as Kumu writes them."""
        found = self._one(written, end, place)
        if found is None and "|" in written:
            parts = [part.strip() for part in written.split("|") if part.strip()]
            return [thing for part in parts for thing in self._there(self._one(part, end, place), part, place)]
        return self._there(found, written, place)

    def _there(self, found: Thing | None, written: str, place: Problem) -> list[Thing]:
        if found is None:
            message = f"{self._shown(written)} is not among the things; list it, or write the id of one"
            self.odd.mistake(place, message)
        return [found] if found else []

    def _one(self, written: str, end: str, place: Problem) -> Thing | None:
        kind = self.words.ends.get(end, "")
        if not self.listed:
            if "|" in written or not slug(written):
                return None
            return self._elsewhere(written, place) or self._made(written, kind, place)
        found = self.things.called(written)
        if len(found) > 1:
            places = " and ".join(thing.place.place for thing in found[:3])
            message = f"{self._shown(written)} is the name of {len(found):,} things ({places}); name them by their ids"
            self.odd.mistake(place, message)
            return found[0]
        return found[0] if found else self._elsewhere(written, place)

    def _made(self, written: str, kind: str, place: Problem) -> Thing:
        key = (kind, same(written))
        found = self.things.made.get(key)
        if found is None:
            word = kind or NO_TYPE
            found = self.things.made[key] = Thing("", written, word, self.words.kind(word) or "", place)
            count(found, self.words, self.things, self.unknown)
        return found

    def _elsewhere(self, written: str, place: Problem) -> Thing | None:
        """A thing that another source describes, by its id."""
        if written not in self.known:
            kind = self.words.schema.kind_of_id(written) if written == slug(written) else None
            kind = None if kind is None or self.words.people(kind) else kind
            self.known[written] = Thing(written, written, kind, kind, place, id=written) if kind else None
        return self.known[written]

    def _shown(self, written: str) -> str:
        return "this end (not shown, as it may be a person)" if self.things.people else repr(written[:60])


def _lines(part: Rows, role: Mapping[str, str], ends: _Ends) -> Iterator[Line]:
    first, second = role.get("from", "from"), role.get("to", "to")
    for number, cells in part.rows:
        start, end = cells.get(first, ""), cells.get(second, "")
        if not (start and end):
            heading = second if start else first
            ends.odd.mistake(part.place(number, heading), "this cell is blank; a line needs both of its ends")
            continue
        said = cells.get(role.get("direction", ""))
        way = direction(said) or "directed"
        if said and direction(said) is None and said.lower() != MIXED:
            message = f"{said[:60]!r} is no direction; allowed are directed, undirected and mutual"
            ends.odd.mistake(part.place(number, role["direction"]), message)
        word = cells.get(role.get("type", "")) or NO_TYPE
        starts = ends.of(start, "from", part.place(number, first))
        others = ends.of(end, "to", part.place(number, second))
        for one, other in product(starts, others):
            yield Line(one, other, word, way, part.place(number), cells)


def explained(lines: Sequence[Line], words: Words, unknown: Unknown, odd: Odd) -> list[tuple[Line, Meant]]:
    """The lines that are brought, each with the link it stands for; the others are counted."""
    found = []
    for line in lines:
        meant = words.link(line.word)
        if LEAVE_OUT in (line.start.kind, line.end.kind):
            people = any(words.people(end.word) for end in (line.start, line.end) if end.kind == LEAVE_OUT)
            whom = "people" if people else "things that are left out"
            odd.counts[f"lines left out, because they begin or end with {whom}"] += 1
        elif isinstance(meant, str):
            odd.counts["lines left out, as the mapping file says"] += 1
        elif meant is None:
            unknown.lines[line.word] += 1
            if line.start.kind and line.end.kind:
                unknown.joined.setdefault(line.word, set()).add((line.start.kind, line.end.kind))
        elif line.start is line.end or (line.start.id and line.start.id == line.end.id):
            odd.counts["lines left out, because they begin and end with the same thing"] += 1
        elif line.start.kind and line.end.kind:
            found.append((line, meant))
    return found


def directed(line: Line, meant: Meant, words: Words, odd: Odd) -> list[tuple[Thing, Thing]]:
    """The pairs that a line joins, from and to: one, two where it runs both ways, none where the link cannot join them.

    A line without an arrow runs the way the schema allows; where both ways are allowed and mean different things, only
    the mapping file can say.
    """
    one, other = (line.end, line.start) if meant.turned else (line.start, line.end)
    there, back = (pair in meant.link.ends for pair in ((one.kind, other.kind), (other.kind, one.kind)))
    if not (there or (back and line.way != "directed")):
        odd.mistake(line.place, _cannot(line, meant, one, other))
        return []
    if line.way == "directed":
        return [(one, other)]
    if not (there and back):
        odd.counts["lines without one direction, read the one way that their link allows"] += 1
        return [(one, other) if there else (other, one)]
    if line.way == "mutual" or words.undirected == "both":
        return [(one, other), (other, one)]
    if meant.link.name in SYMMETRIC:
        return [(one, other) if one.id <= other.id else (other, one)]
    if not words.undirected:
        message = (
            f"lines {line.word[:60]!r} have no direction and {meant.link.name} has one; write undirected = "
            '"as written" at the top of the mapping file if they run from the first to the second, or "both"'
        )
        odd.mistake(line.place, message)
    return [(one, other)]


def _cannot(line: Line, meant: Meant, one: Thing, other: Thing) -> str:
    name = meant.link.name
    pairs = ", ".join(f"{a} to {b}" for a, b in meant.link.ends[:12])
    turned = name if meant.turned else name + REVERSED
    can = (other.kind, one.kind) in meant.link.ends
    hint = f'; the other way round it can: write "{turned}" for {line.word[:60]!r} in the mapping file' if can else ""
    return f"{name} ({line.word[:60]!r}) cannot join {one.kind} to {other.kind}; it joins {pairs}{hint}"


def line_tables(
    part: Rows, lines: Sequence[tuple[Line, Meant]], words: Words, odd: Odd, warnings: list[str]
) -> Iterator[Table]:
    """A table for each link among the lines of a part; a line said again is kept once."""
    taken = set(_roles(part, words).values())
    links = {meant.link.name: meant.link for _, meant in lines}
    read = {name: properties(part, link, words, taken) for name, link in links.items()}
    for name, link in links.items():
        own = [(line, meant) for line, meant in lines if meant.link is link]
        rows = list(_once(_rows(own, link, read[name], words, odd), odd))
        own_type = [] if "category" in read[name] or not any(row.get("category") for row in rows) else ["category"]
        yield link_table(name, rows, [*read[name], *own_type], read[name])
    warnings += unread(part, [(meant.link.name, line.cells) for line, meant in lines], read, words, taken)


def _rows(
    lines: Sequence[tuple[Line, Meant]], link: LinkKind, read: Mapping[str, str], words: Words, odd: Odd
) -> Iterator[dict[str, object]]:
    category = link.property("category") if "category" not in read else None
    for line, meant in lines:
        facts: dict[str, object] = {name: cell(line.cells, heading, link, name) for name, heading in read.items()}
        if category is not None:
            facts["category"] = own_word(line.word, category)
        for one, other in directed(line, meant, words, odd):
            ends = {"from_kind": one.kind, "from_id": one.id, "to_kind": other.kind, "to_id": other.id}
            yield {**ends, **facts, **placed(line.place)}


def _once(rows: Iterator[dict[str, object]], odd: Odd) -> Iterator[dict[str, object]]:
    seen: set[tuple[object, ...]] = set()
    for row in rows:
        facts = tuple(value for name, value in row.items() if not name.startswith("_"))
        if facts in seen:
            odd.counts["lines say what another says already, and are kept once"] += 1
        else:
            seen.add(facts)
            yield row
