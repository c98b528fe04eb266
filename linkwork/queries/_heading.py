"""Reads the `//` lines that open a question file.

    // id: P6
    // title: Who refers to whom
    // question: Who refers to whom, how much and how long does it take?
    // read: Every row is one way of sending people.
    //   A line that is set in continues the one above.
    // caveat: A link that nobody told us of is not in the list.      (may repeat)
    // from: graph                            (or rounds; graph if left out)
    // uses: offers, terms                    (shared parts, whose rows the sibling .py gets)
    // needs data: REFERS_TO (referral links) (what must be loaded; the words are for people)
    // without HAS_DEMAND: The number of people in need is not known.
    // nothing: Every need has a service.     (what an empty answer means when everything is loaded)
    // assumes: A wait that a link does not give is the receiver's own.
    // history: yes                           (the query looks at stale records too)
    // identity: need_id, group               (which rows of two dates are the same; the columns of ids if left out)
    // parameter at_least (number 0 to 1, default 0.5): the least containment, either way
    // parameter need (Need): only this need and what is narrower
    // parameter from (Organisation|Role or self): the name or id of a record, or the word self
    // parameter sector (Organisation.sector): only services of this sector
    // parameter show (missing | all, default missing): what to list
    // column service: the service's name
    // column service_id (Service): the service
    // column volume_month (REFERS_TO.volume_month): people sent in a month
    // order: need_id, area_id              (of a shared part: put in this order once read; no ORDER BY in the query)
    // row need_ids: a column of the query that the sibling .py turns into columns of the answer

The rest of the file is the query, which can be pasted into Neo4j Browser with the heading as it stands.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from linkwork.graph.shapes import Privacy, Schema
from linkwork.queries._parameters import did_you_mean, read_parameter
from linkwork.queries._question import Column, Question, Refusal, Wanted, file_words

SINGLE = ("id", "title", "question", "from", "uses", "needs data", "nothing", "history", "identity", "order")
REPEATED = ("read", "caveat", "assumes")
NAMED = ("parameter", "column", "row", "without")
#: Options that every command takes, and columns that every answer has, or has when two dates are compared.
RESERVED_PARAMETERS = frozenset(
    ["project", "graph", "format", "save", "internal", "with_people", "as_of", "since", "help", "yes"]
)
RESERVED_COLUMNS = frozenset({"evidence", "last_confirmed", "compared", "differs_in", "was_before", "is_now"})
_LINE = re.compile(
    r"//\s?(?P<key>[a-z]+(?: data)?)(?: (?P<name>[^(:]+?))?(?: ?\((?P<inside>[^)]*)\))?\s*:\s*(?P<text>.*)"
)
_WANTED = re.compile(r"(\w+)(?: \(([^)]*)\))?")


class HeadingRefusedError(Exception):
    """A heading that cannot be used: every reason."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__("; ".join(str(refusal) for refusal in self.refusals))


@dataclass(frozen=True, slots=True)
class _Line:
    key: str
    name: str
    inside: str
    text: str
    number: int


@dataclass
class _Reader:
    """The heading of one file, with what is wrong with it."""

    path: Path
    schema: Schema
    refusals: list[Refusal] = field(default_factory=list)

    def refuse(self, line: int, reason: str) -> None:
        self.refusals.append(Refusal(file_words(self.path), line, reason))

    def lines(self, text: Sequence[str]) -> Iterator[_Line]:
        """The lines of the heading, those that go on joined to the one they continue."""
        found: list[_Line] = []
        for number, line in enumerate(text, start=1):
            if (match := re.match(r"//\s{3,}(\S.*)", line)) and found:
                last = found[-1]
                found[-1] = _Line(last.key, last.name, last.inside, f"{last.text} {match[1].strip()}", last.number)
            elif match := _LINE.fullmatch(line.rstrip()):
                parts = {key: (value or "").strip() for key, value in match.groupdict().items()}
                found.append(_Line(parts["key"], parts["name"], parts["inside"], parts["text"], number))
            elif line.strip("/ "):
                self.refuse(number, f"{line.strip()!r} is not a line of a heading: write `// key: words`")
        return iter(found)

    def column(self, line: _Line) -> Column:
        if line.name in RESERVED_COLUMNS:
            self.refuse(line.number, f"no column may be called {line.name}: Linkwork adds one of that name")
        kinds, privacy = self._holds(line) if line.inside else ((), "public")
        return Column(line.name, line.text, kinds, privacy)

    def _holds(self, line: _Line) -> tuple[tuple[str, ...], Privacy]:
        """The kinds whose ids a column holds, or the privacy of the property it shows."""
        kind, dot, name = line.inside.partition(".")
        if dot and kind in {**self.schema.node, **self.schema.link}:
            prop = self.schema.kind(kind).property(name)
            if prop is not None:
                return (), prop.privacy
        kinds = tuple(word.strip() for word in line.inside.split("|"))
        for word in kinds:
            if word not in self.schema.node:
                self.refuse(line.number, f"({line.inside}) names {word}, which is neither a kind nor a property of one")
        return kinds, "public"

    def wanted(self, line: _Line) -> tuple[Wanted, ...]:
        found = []
        # The brackets of `needs data: REFERS_TO (referral links)` are in the text, so it is read by itself.
        for match in _WANTED.finditer(line.text):
            self.known_kind(match[1], line.number)
            found.append(Wanted(match[1], match[2] or ""))
        return tuple(found)

    def known_kind(self, name: str, number: int) -> None:
        if name not in self.schema.node and name not in self.schema.link:
            self.refuse(number, f"there is no kind of node or link {name}")


def read(path: Path, schema: Schema, part: bool = False) -> Question:
    """The question in a file. `part` reads a shared part, whose heading needs rows and no more.

    Raises HeadingRefusedError with every reason. The query is not looked at here.
    """
    try:
        text = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        refusal = Refusal(file_words(path), 1, f"it cannot be read as UTF-8 text ({error})")
        raise HeadingRefusedError([refusal]) from error
    length = next((i for i, line in enumerate(text) if not line.startswith("//")), len(text))
    reader = _Reader(path, schema)
    lines = list(reader.lines(text[:length]))
    made = _question(reader, lines, part, ("\n".join(text[length:]), length + 1))
    if reader.refusals:
        raise HeadingRefusedError(reader.refusals)
    return made


def _question(reader: _Reader, lines: list[_Line], part: bool, body: tuple[str, int]) -> Question:
    one = _singles(reader, lines)
    many = {key: [line for line in lines if line.key == key] for key in (*REPEATED, *NAMED)}
    if not part:
        _complete(reader, one, many)
        if "order" in one:
            reader.refuse(one["order"].number, "order is for shared parts: write ORDER BY in the query")
    if "identity" in one:
        _identity(reader, one["identity"], [line.name for line in many["column"]])
    name = reader.path.stem.replace("_", "-")
    words: dict[str, Any] = {key: one[key].text if key in one else "" for key in ("title", "question", "nothing")}
    return Question(
        id=one["id"].text if "id" in one else name,
        name=name,
        group=reader.path.parent.name,
        **words,
        source="rounds" if "from" in one and one["from"].text == "rounds" else "graph",
        how_to_read=" ".join(line.text for line in many["read"]),
        parameters=tuple(_parameters(reader, many["parameter"])),
        columns=tuple(reader.column(line) for line in many["column"]),
        path=reader.path,
        cypher=body[0],
        first_line=body[1],
        rows=tuple(line.name for line in many["row"]),
        uses=_list(one["uses"].text) if "uses" in one else (),
        caveats=tuple(line.text for line in many["caveat"]),
        assumes=tuple(line.text for line in many["assumes"]),
        needs_data=reader.wanted(one["needs data"]) if "needs data" in one else (),
        without=tuple(_without(reader, many["without"])),
        history="history" in one and one["history"].text == "yes",
        identity=_list(one["identity"].text) if "identity" in one else (),
        order=_list(one["order"].text) if "order" in one else (),
    )


def _singles(reader: _Reader, lines: list[_Line]) -> dict[str, _Line]:
    found: dict[str, _Line] = {}
    for line in lines:
        if line.key not in (*SINGLE, *REPEATED, *NAMED):
            reader.refuse(line.number, f"{line.key!r} is not one of {', '.join((*SINGLE, *REPEATED, *NAMED))}")
        elif line.key in NAMED and not line.name:
            reader.refuse(line.number, f"{line.key} needs a name: `// {line.key} NAME: what it is`")
        elif line.key in SINGLE and line.key in found:
            reader.refuse(line.number, f"{line.key} is there twice")
        elif not line.text:
            reader.refuse(line.number, f"{line.key} says nothing")
        else:
            found.setdefault(line.key, line)
    for key, allowed in (("from", ("graph", "rounds")), ("history", ("yes", "no"))):
        if key in found and found[key].text not in allowed:
            reader.refuse(found[key].number, f"{key} is {found[key].text!r}; it is one of {', '.join(allowed)}")
    return found


def _complete(reader: _Reader, one: dict[str, _Line], many: dict[str, list[_Line]]) -> None:
    for key in ("title", "question"):
        if key not in one:
            reader.refuse(1, f"the heading lacks `// {key}: ...`")
    if "question" in one and not one["question"].text.endswith("?"):
        reader.refuse(one["question"].number, "the question does not end in '?'")
    for key in ("read", "column"):
        if not many[key]:
            reader.refuse(1, f"the heading lacks `// {key}{' NAME' if key == 'column' else ''}: ...`")
    for key in ("parameter", "column", "row"):
        names = [line.name for line in many[key]]
        for line in many[key]:
            if names.count(line.name) > 1:
                reader.refuse(line.number, f"{key} {line.name} is there twice")
            if not re.fullmatch(r"[a-z][a-z0-9_]*", line.name):
                reader.refuse(line.number, f"{key} {line.name!r} is not a lower-case name")


def _identity(reader: _Reader, line: _Line, columns: Sequence[str]) -> None:
    for name in _list(line.text):
        if name not in columns:
            reader.refuse(line.number, f"identity names {name}, which is not a column.{did_you_mean(name, columns)}")


def _parameters(reader: _Reader, lines: list[_Line]) -> Iterator[Any]:
    for line in lines:
        if line.name in RESERVED_PARAMETERS:
            reader.refuse(line.number, f"no parameter may be called {line.name}: every command takes that already")
        try:
            yield read_parameter(line.name, line.inside, line.text, reader.schema)
        except ValueError as error:
            reader.refuse(line.number, f"parameter {line.name}: {error}")


def _without(reader: _Reader, lines: list[_Line]) -> Iterator[tuple[tuple[str, ...], str]]:
    for line in lines:
        kinds = _list(line.name)
        for kind in kinds:
            reader.known_kind(kind, line.number)
        yield kinds, line.text


def _list(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())
