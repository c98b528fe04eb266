"""What the words of somebody's map mean here: the schema's own by themselves, all others by a small mapping file.

The mapping file is TOML that a person writes or finishes:

    source = "town-map"          # who says it, the same in every round
    undirected = "as written"    # or "both": what a line without an arrow means where the link has a direction
    [columns]
    "Charity number" = "charity_no"   # a heading = from, to, id, name, type, direction, a property, or "leave out"
    [kinds]
    "Charity" = "Organisation"        # a type of thing = a kind, or "leave out"
    "(no type)" = "Service"           # things without a type
    [links]
    "sends people to" = "REFERS_TO"   # a type of line = a link, "... reversed" where the arrow runs the other way
    [ends]
    from = "Organisation"             # what the ends of lines are where the file lists no things
"""

import json
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from linkwork.errors import Problem
from linkwork.graph.shapes import LinkKind, NodeKind, Schema
from linkwork.loaders._columns import plain
from linkwork.loaders._edges_map import LEAVE_OUT, ROLES
from linkwork.loaders._whole_json import BY_HAND, FileRefused, read_bytes

NO_TYPE = "(no type)"
REVERSED = " reversed"
UNDIRECTED = ("as written", "both")
PARTS = ("columns", "kinds", "links", "ends")
#: Kinds that no map brings: people have a file of their own with its lawful basis, sources are made by loading.
NOT_BROUGHT = ("Source",)
PEOPLE = "Person"
#: Other words for a kind than its name and its plural.
ALSO = {"organization": "Organisation", "organizations": "Organisation"} | dict.fromkeys(
    ("persons", "individual", "individuals"), PEOPLE
)
UNFINISHED = "?"
#: So many words are listed; where there are more, the column holds something else than types.
MOST = 200


@dataclass(frozen=True, slots=True)
class Meant:
    """The link that a line stands for; `turned` where the arrow runs the other way."""

    link: LinkKind
    turned: bool = False


@dataclass(slots=True)
class Words:
    """What headings, types of things and types of lines mean. The keys are as `same` spells them."""

    schema: Schema
    source: str | None = None
    undirected: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    links: dict[str, Meant | None] = field(default_factory=dict)
    ends: dict[str, str] = field(default_factory=dict)
    _kinds: dict[str, str | None] = field(default_factory=dict)  # what was worked out once
    _links: dict[str, Meant | str | None] = field(default_factory=dict)

    def kind(self, word: str) -> str | None:
        """The kind of a type of thing, LEAVE_OUT for those to be left out, None where nobody says."""
        if word not in self._kinds:
            self._kinds[word] = self.kinds.get(same(word)) or kind_called(word, self.schema)
        return LEAVE_OUT if self._kinds[word] == PEOPLE else self._kinds[word]

    def link(self, word: str) -> Meant | str | None:
        """The link of a type of line, LEAVE_OUT for those to be left out, None where nobody says."""
        if word not in self._links:
            known = same(word) in self.links
            self._links[word] = (self.links[same(word)] or LEAVE_OUT) if known else link_called(word, self.schema)
        return self._links[word]

    def people(self, word: str) -> bool:
        """Whether this type of thing is people."""
        self.kind(word)
        return self._kinds[word] == PEOPLE


def same(word: str) -> str:
    """A word as it is compared: small letters, single spaces."""
    return " ".join(word.casefold().split())


def kind_called(word: str, schema: Schema) -> str | None:
    """The kind whose name or plural this is."""
    brought = [kind for kind in schema.nodes if kind.name not in NOT_BROUGHT]
    called = {same(name): kind.name for kind in brought for name in (kind.name, kind.plural)} | ALSO
    return called.get(same(word))


def link_called(word: str, schema: Schema) -> Meant | None:
    """The link whose name this is, or how it is read."""
    spelt = plain(word)
    return next((Meant(link) for link in schema.links if spelt in (plain(link.name), plain(link.reads))), None)


def read_words(path: Path, schema: Schema, problems: list[Problem]) -> Words:
    """The mapping file's words; what is wrong with it is noted, all at once."""
    words = Words(schema)
    try:
        said = tomllib.loads(read_bytes(path, BY_HAND).decode("utf-8-sig"))
    except FileRefused as refused:
        problems.append(Problem(path.name, message=str(refused)))
        return words
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        what = str(error)[:200] if isinstance(error, tomllib.TOMLDecodeError) else "its letters or its nesting"
        message = f'this mapping file is not TOML ({what}); write lines such as "Charity" = "Organisation"'
        problems.append(Problem(path.name, message=message))
        return words
    _Mapping(path.name, words, problems).take(said)
    return words


@dataclass(slots=True)
class _Mapping:
    """A mapping file on its way to Words."""

    file: str
    words: Words
    problems: list[Problem]

    def take(self, said: Mapping[str, object]) -> None:
        for part in [name for name in said if name not in (*PARTS, "source", "undirected")]:
            allowed = ", ".join(("source", "undirected", *(f"[{name}]" for name in PARTS)))
            self._say(part, f"a mapping file has no {part[:60]!r}; allowed are {allowed}")
        self.words.source = self._setting(said, "source", ())
        self.words.undirected = self._setting(said, "undirected", UNDIRECTED) or ""
        each: dict[str, Callable[[str, str], None]] = {
            "columns": self._column,
            "kinds": self._kind,
            "links": self._link,
            "ends": self._end,
        }
        for part, take in each.items():
            table = said.get(part, {})
            if not isinstance(table, dict):
                self._say(part, f'write [{part}] on a line of its own, and lines such as "this" = "that" under it')
                continue
            for word, meaning in table.items():
                if isinstance(meaning, str):
                    take(word, meaning.strip())
                else:
                    self._say(part, f"what {word[:60]!r} means is written in quote marks")

    def _say(self, part: str, message: str) -> None:
        self.problems.append(Problem(self.file, "", None, part[:60], message))

    def _setting(self, said: Mapping[str, object], name: str, allowed: tuple[str, ...]) -> str | None:
        value = said.get(name)
        if value is None or (isinstance(value, str) and value.strip() and (not allowed or value in allowed)):
            return value.strip() if isinstance(value, str) else None
        what = f"one of {', '.join(allowed)}" if allowed else "a name in quote marks"
        self._say(name, f"{str(value)[:60]!r} is not {what}")
        return None

    def _column(self, word: str, meaning: str) -> None:
        schema = self.words.schema
        known = {p.name for kind in schema.kinds for p in kind.properties} | {*ROLES, LEAVE_OUT}
        if meaning in known:
            self.words.columns[plain(word)] = meaning
        else:
            allowed = f"{', '.join(ROLES)}, the name of a property, or {LEAVE_OUT!r}"
            self._say("columns", f"{_not(word, meaning, known)} Allowed are {allowed}.")

    def _kind(self, word: str, meaning: str) -> None:
        if meaning == LEAVE_OUT:
            self.words.kinds[same(word)] = LEAVE_OUT
        elif kind := kind_called(meaning, self.words.schema):
            self.words.kinds[same(word)] = kind
        elif meaning != UNFINISHED:  # a word that is in the map and not explained is said with all of them
            self._say("kinds", _not_a_kind(word, meaning, self.words.schema))

    def _link(self, word: str, meaning: str) -> None:
        name = meaning.removesuffix(REVERSED)
        if meaning == LEAVE_OUT:
            self.words.links[same(word)] = None
        elif name in self.words.schema.link:
            self.words.links[same(word)] = Meant(self.words.schema.link[name], meaning != name)
        elif meaning != UNFINISHED:
            names = list(self.words.schema.link)
            allowed = f"{', '.join(names)}, any of them with {REVERSED.strip()!r} after it, or {LEAVE_OUT!r}"
            self._say("links", f"{_not(word, meaning, names)} Allowed are {allowed}.")

    def _end(self, word: str, meaning: str) -> None:
        kind = kind_called(meaning, self.words.schema)
        if word not in ("from", "to"):
            self._say("ends", f"a line has the ends from and to, and no {word[:60]!r}")
        elif kind is None:
            self._say("ends", _not_a_kind(word, meaning, self.words.schema))
        else:
            self.words.ends[word] = kind


def _not(word: str, meaning: str, known: Iterable[str]) -> str:
    if meaning == UNFINISHED:
        return f"what {word[:60]!r} means is not filled in yet."
    near = get_close_matches(meaning, list(known), n=1)
    return f"{word[:60]!r} cannot be {meaning[:60]!r}." + (f" Did you mean {near[0]!r}?" if near else "")


def _not_a_kind(word: str, meaning: str, schema: Schema) -> str:
    names = [kind.name for kind in schema.nodes if kind.name not in NOT_BROUGHT]
    return f"{_not(word, meaning, names)} Allowed are {', '.join(names)}, or {LEAVE_OUT!r}."


@dataclass(slots=True)
class Unknown:
    """Types that nobody explains yet, with how many there are; of a line's, the kinds it joins where they are known."""

    things: Counter[str] = field(default_factory=Counter)
    lines: Counter[str] = field(default_factory=Counter)
    joined: dict[str, set[tuple[str, str]]] = field(default_factory=dict)

    def message(self, schema: Schema) -> str:
        """What is not known, and a mapping file to copy and finish."""
        things, lines = list(self.things.items())[:MOST], list(self.lines.items())[:MOST]
        shown = [
            f"types of {what} {', '.join(f'{word[:60]!r} ({number:,})' for word, number in words)}"
            for what, words in (("things", things), ("lines", lines))
            if words
        ]
        more = len(self.things) + len(self.lines) - len(things) - len(lines)
        said = [
            f"these words are not known here: {'; '.join(shown)}{f'; and {more:,} more' if more else ''}. "
            "Copy the lines below into a file that ends in .toml, put what each means in place of the question marks "
            f"(or {LEAVE_OUT!r}), and give that file too:"
        ]
        if things:
            kinds = ", ".join(kind.name for kind in schema.nodes if kind.name not in NOT_BROUGHT)
            said += ["[kinds]", f"# a kind is one of {kinds}; people are left out"]
            said += [_line(word, number, _perhaps(word, schema)) for word, number in things]
        if lines:
            said += ["[links]", f"# a link is one of {', '.join(schema.link)}"]
            said += [_line(word, number, self._could_be(word, schema)) for word, number in lines]
        return "\n    ".join(said)

    def _could_be(self, word: str, schema: Schema) -> str:
        pairs = self.joined.get(word, set())
        could = [link.name for link in schema.links if pairs and pairs <= _either_way(link)]
        joins = ", ".join(f"{a} to {b}" for a, b in sorted(pairs)[:3])
        return f"; {joins}; could be {', '.join(could)}" if could else f"; {joins}" if joins else ""


def _either_way(link: LinkKind) -> set[tuple[str, str]]:
    return {*link.ends, *((b, a) for a, b in link.ends)}


def _perhaps(word: str, schema: Schema) -> str:
    names = [kind.name for kind in schema.nodes if kind.name not in NOT_BROUGHT]
    near = get_close_matches(word.title(), names, n=1, cutoff=0.75)
    return f"; perhaps {near[0]}" if near else ""


def _line(word: str, count: int, hint: str) -> str:
    return f"{json.dumps(word, ensure_ascii=False)} = {json.dumps(UNFINISHED)}  # {count:,} of them{hint}"


def property_of(kind: NodeKind | LinkKind, heading: str, words: Words) -> str | None:
    """The property of this kind that a heading stands for, by the mapping or by its own name; None for none."""
    name = words.columns.get(plain(heading)) or plain(heading).replace(" ", "_")
    return name if kind.property(name) is not None else None
