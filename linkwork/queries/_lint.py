"""Refuses a question whose query does not do what its heading says, writes, or leaves the common dialect.

The dialect is Neo4j 5 Cypher with the rules that both engines keep; docs/questions.md lists them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from linkwork.errors import LinkworkError
from linkwork.graph.reading_only import refuse_more_than_reading
from linkwork.graph.shapes import STAMPS, LinkKind, NodeKind, Schema
from linkwork.graph.tokens import CLOSING, OPENING, Token, split, tokens
from linkwork.queries._parameters import did_you_mean
from linkwork.queries._patterns import Link, Node, Patterns, UnreadablePatternError, patterns
from linkwork.queries._question import Question, Refusal, file_words

Found = Iterator[tuple[int, str]]
WRITES = frozenset(["CREATE", "MERGE", "SET", "DELETE", "DETACH", "REMOVE", "DROP", "LOAD", "FOREACH", "CALL"])
OPENS = frozenset(["MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN"])
DATES = "DATE DATETIME LOCALDATETIME LOCALTIME TIME DURATION TIMESTAMP"
FUNCTIONS = {
    **dict.fromkeys(["UPPER"], "write toUpper(...)"),
    **dict.fromkeys(["LOWER"], "write toLower(...)"),
    **dict.fromkeys(DATES.split(), "dates are ISO texts, compared as they are, and no answer depends on today"),
    **dict.fromkeys(["RAND", "RANDOMUUID"], "an answer must be the same every time"),
    **dict.fromkeys(["ID", "ELEMENTID"], "use the property id"),
    **dict.fromkeys(["LABELS"], "an engine adds labels of its own: ask `x:Kind`"),
    **dict.fromkeys(["PROPERTIES"], "name the properties that are wanted"),
}
#: Functions that turn a node, link or path into something plain.
PLAIN = frozenset(["COUNT", "TYPE", "LENGTH", "SIZE", "KEYS", "NODES", "RELATIONSHIPS"])
STAMPED = frozenset({"id", *STAMPS})


def lint(question: Question, schema: Schema) -> list[Refusal]:
    """Everything wrong with a question's query, in order of line; empty if it may be asked."""
    words = tokens(question.cypher, question.first_line)
    checks = _from_rounds if question.source == "rounds" else _from_graph
    found = sorted(set(checks(question, words, schema)))
    return [Refusal(file_words(question.path), line, reason) for line, reason in found]


def _from_rounds(question: Question, words: list[Token], schema: Schema) -> Found:
    if words:
        yield words[0].line, "a question from the rounds has no query: its sibling .py does the work"
    if question.finisher is None:
        yield 1, f"a question from the rounds needs a sibling {question.path.stem}.py with a function finish"


def _from_graph(question: Question, words: list[Token], schema: Schema) -> Found:
    if not words:
        yield question.first_line, "there is no query after the heading"
        return
    yield from _words(words)
    try:
        refuse_more_than_reading(question.cypher)
    except LinkworkError as error:
        yield words[0].line, str(error).rstrip(".")
    try:
        found = patterns(words)
    except UnreadablePatternError as error:
        yield error.line, error.reason
        return
    read = _Read(question, words, schema, found)
    checks: tuple[Callable[[_Read], Found], ...] = (_parameters, _kinds, _properties, _live, _patterns, _returned)
    for check in checks:
        yield from check(read)


@dataclass
class _Read:
    """A question with its query taken apart. `of` gives the kinds that a variable may be."""

    question: Question
    words: list[Token]
    schema: Schema
    patterns: Patterns
    of: dict[str, tuple[NodeKind | LinkKind, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for node in self.patterns.nodes:
            kinds = tuple(self.schema.node[name] for name in node.labels if name in self.schema.node)
            if node.variable and (kinds or not self.of.get(node.variable)):
                self.of[node.variable] = kinds
        for link in self.patterns.links:
            if link.variable:
                self.of[link.variable] = tuple(
                    self.schema.link[name] for name in link.types if name in self.schema.link
                )
        self.of |= dict.fromkeys(self.patterns.paths, ())

    def text(self, i: int) -> str:
        return self.words[i].text if 0 <= i < len(self.words) else ""

    def word(self, i: int) -> str:
        return self.words[i].word if 0 <= i < len(self.words) else ""

    def labels(self, node: Node) -> set[str]:
        """The kinds a node of a pattern may be, by its own labels or by those it was given elsewhere."""
        return set(node.labels) or {kind.name for kind in self.of.get(node.variable, ())}


def _words(words: list[Token]) -> Found:
    """What must not stand in a query at all, whatever it looks for."""
    if words[0].word not in OPENS:
        yield words[0].line, f"a query begins with one of {', '.join(sorted(OPENS))}, not {words[0].text}"
    padded = [Token("sign", "", 0), *words, Token("sign", "", 0), Token("sign", "", 0)]
    for before, token, after in zip(padded, words, padded[2:], strict=False):
        yield from _word(before, token, after)


def _word(before: Token, token: Token, after: Token) -> Found:
    key = before.text in (".", ":", "|") or (after.text == ":" and before.text in ("{", ","))
    if token.kind == "block":
        yield token.line, "block comments are not read alike everywhere: begin each line with //"
    if token.text == ";":
        yield token.line, "a question is one query: leave the semicolon out"
    if key or not token.word:
        return
    if token.word in WRITES:
        yield token.line, f"{token.word} may not be used: a question does not change the graph and calls no procedures"
    if token.word == "SHORTEST":
        yield token.line, "SHORTEST is not in the common dialect: use shortestPath((a)-[r:TYPE*1..n]->(b))"
    if token.word in ("APOC", "GDS", "DB", "DBMS") and after.text == ".":
        yield token.line, f"{token.text}. is a plug-in that not every engine has"
    if token.word in ("COLLECT", "COUNT") and after.text == "{":
        yield (
            token.line,
            f"{token.word} {{ }} is not in the common dialect: use OPTIONAL MATCH and {token.text.lower()}( )",
        )
    if token.word == "EXISTS" and before.word == "NOT":
        yield token.line, "NOT EXISTS is slow or wrong over a product: OPTIONAL MATCH, collect, then NOT x.id IN have"
    if token.word in FUNCTIONS and after.text == "(":
        yield token.line, f"{token.text}( ) may not be used: {FUNCTIONS[token.word]}"


def _parameters(read: _Read) -> Found:
    declared = {p.name for p in read.question.parameters}
    used = {token.text[1:].strip("`"): token.line for token in reversed(read.words) if token.kind == "parameter"}
    for name in sorted(used.keys() - declared):
        yield used[name], f"${name} is used but the heading has no `// parameter {name} (...): ...`"
    for name in sorted(declared - used.keys()):
        if read.question.finisher is None:
            yield 1, f"the heading has a parameter {name} that the query does not use"


def _kinds(read: _Read) -> Found:
    node, link = read.schema.node, read.schema.link
    for place in read.patterns.nodes:
        yield from ((place.line, _no_kind(name, "node", node)) for name in place.labels if name not in node)
    for way in read.patterns.links:
        yield from ((way.line, _no_kind(name, "link", link)) for name in way.types if name not in link)
        for name in way.types:
            if name in link and not _allowed(link[name], way, read):
                joins = "; ".join(f"{a} to {b}" for a, b in link[name].ends)
                yield way.line, f"{name} does not run that way or between these kinds. It joins {joins}"
    for i, token in enumerate(read.words):
        label = token.name in read.of and read.text(i + 1) == ":" and read.text(i - 1) not in ("{", ",", "(", "[", ".")
        if label and i not in read.patterns.inside and read.text(i + 2) not in {**node, **link}:
            yield token.line, _no_kind(read.text(i + 2), "node", node)


def _no_kind(name: str, what: str, kinds: Iterable[str]) -> str:
    return f"there is no kind of {what} {name}.{did_you_mean(name, list(kinds))}"


def _allowed(kind: LinkKind, link: Link, read: _Read) -> bool:
    left, right = (read.labels(node) for node in link.ends)
    ways = [(left, right)] if link.way > 0 else [(right, left)] if link.way < 0 else [(left, right), (right, left)]
    if link.repeated:
        # Only the outer ends are known, so each is looked at by itself.
        starts, ends = set(kind.kinds("from")), set(kind.kinds("to"))
        return any((not a or a & starts) and (not b or b & ends) for a, b in ways)
    return any((not a or x in a) and (not b or y in b) for a, b in ways for x, y in kind.ends)


def _properties(read: _Read) -> Found:
    every: tuple[NodeKind | LinkKind, ...] = (*read.schema.nodes, *read.schema.links)
    for place in read.patterns.all:
        names = place.labels if isinstance(place, Node) else place.types
        kinds = tuple(kind for kind in every if kind.name in names) or read.of.get(place.variable, ()) or every
        yield from ((place.line, _no_property(key, kinds)) for key in place.keys if not _has(key, kinds))
    keys = {
        t.name for i, t in enumerate(read.words) if t.name and (read.text(i + 1) == ":" or read.word(i - 1) == "AS")
    }
    for i, token in enumerate(read.words):
        if read.text(i) != "." or not read.words[i - 1].name or not read.words[i + 1 : i + 2] or i < 1:
            continue
        name, variable = read.words[i + 1].name, read.words[i - 1].name
        if not name or read.text(i + 2) == "(" or read.text(i - 2) == ".":
            continue
        kinds = read.of.get(variable, ()) or every
        if not _has(name, kinds) and (variable in read.of or name not in keys):
            yield token.line, _no_property(name, kinds)


def _has(name: str, kinds: Iterable[NodeKind | LinkKind]) -> bool:
    if name in STAMPED:
        return True
    return any(prop.privacy != "personal" for kind in kinds if (prop := kind.property(name)) is not None)


def _no_property(name: str, kinds: tuple[NodeKind | LinkKind, ...]) -> str:
    whose = " or ".join(kind.name for kind in kinds) if len(kinds) < 4 else "any kind"
    if any(kind.property(name) for kind in kinds):
        return f"{name} of {whose} is personal and is not in the graph"
    known = [prop.name for kind in kinds for prop in kind.properties]
    return f"there is no property {name} of {whose}.{did_you_mean(name, known)}"


def _live(read: _Read) -> Found:
    """Rule 12: every node and link looked for is named, and is asked whether it is live."""
    if read.question.history:
        return
    asked = {read.text(i - 2) for i, t in enumerate(read.words) if t.text == "live" and read.text(i - 1) == "."}
    for place in read.patterns.all:
        what = "node" if isinstance(place, Node) else "link"
        if not place.variable:
            yield place.line, f"a {what} has no name: call it something and ask that it is live"
        elif isinstance(place, Link) and place.repeated:
            if not _all_live(place.variable, read):
                yield (
                    place.line,
                    f"{place.variable} may hold stale links: add `all(x IN {place.variable} WHERE x.live)`",
                )
        elif place.variable not in asked:
            yield place.line, f"{place.variable} may be stale, closed or ended: add `{place.variable}.live`"


def _all_live(variable: str, read: _Read) -> bool:
    return any(
        read.word(i) == "IN"
        and read.text(i + 1) == variable
        and read.word(i + 2) == "WHERE"
        and (read.text(i + 3), read.text(i + 4), read.text(i + 5)) == (read.text(i - 1), ".", "live")
        for i in range(len(read.words))
    )


def _patterns(read: _Read) -> Found:
    for link in read.patterns.links:
        if not link.bounded:
            yield link.line, "`*` without a greatest length may not end: write `*1..n`"
        if link.repeated and not any(token.word == "DISTINCT" for token in read.words):
            yield link.line, "what a `*` link reaches is reached more than once: use DISTINCT"
    for i, token in enumerate(read.words):
        if i in read.patterns.inside:
            continue
        if token.text == ")" and (read.text(i + 1), read.text(i + 2)) in {("-", "["), ("-", "-"), ("<", "-")}:
            yield token.line, "a pattern stands outside MATCH: use OPTIONAL MATCH, which both engines read alike"
        if token.word == "AS" and i + 1 < len(read.words) and read.words[i + 1].name in read.of:
            yield token.line, f"{read.text(i + 1)} is a variable, so it cannot be an alias too"
        if token.word == "AS" and read.words[i - 1].name in read.of and read.text(i - 2) != ".":
            yield token.line, f"{read.text(i - 1)} is given another name: keep the one it has"
        if token.word in ("LIMIT", "SKIP") and not _ordered(read, i):
            yield token.line, f"{token.word} without ORDER BY keeps other rows every time"


def _ordered(read: _Read, i: int) -> bool:
    while i >= 0 and read.word(i) not in ("WITH", "RETURN"):
        if read.word(i) == "ORDER":
            return True
        i -= 1
    return False


def _returned(read: _Read) -> Found:
    start = _last_return(read.words)
    if start is None:
        yield read.words[-1].line, "the query returns nothing"
        return
    rest = read.words[start + 1 :]
    end = next((i for i, token in enumerate(rest) if token.word in ("ORDER", "SKIP", "LIMIT")), len(rest))
    items = split(rest[1:end] if rest and rest[0].word == "DISTINCT" else rest[:end])
    names = [_alias(item) for item in items]
    yield from _plain(read, items, names)
    yield from _agree(read, names, read.words[start].line)
    if read.question.order:
        yield from _order_said(read, rest[end:], names, read.words[start].line)
    else:
        yield from _order(read, rest[end:], names, read.words[start].line)


def _last_return(words: list[Token]) -> int | None:
    depth, found = 0, None
    for i, token in enumerate(words):
        if token.kind == "sign":
            depth += (token.text in OPENING) - (token.text in CLOSING)
        if token.word == "RETURN" and depth == 0:
            found = i
    return found


def _alias(item: list[Token]) -> str:
    if len(item) >= 2 and item[-2].word == "AS":
        return item[-1].name
    return item[0].name if len(item) == 1 else ""


def _plain(read: _Read, items: list[list[Token]], names: list[str]) -> Found:
    for item, name in zip(items, names, strict=True):
        if not name:
            yield (item[0].line if item else read.words[-1].line), "every returned value needs a name: `... AS name`"
        for i, token in enumerate(item):
            after = item[i + 1].text if i + 1 < len(item) else ""
            if token.name not in read.of or after in (".", ":") or (i and item[i - 1].text in (".", ":")):
                continue
            called = [t.word for t in item[max(0, i - 3) : i]]
            if not PLAIN & set(called) and called[-1:] != ["AS"]:
                yield token.line, f"{token.name} is a node, a link or a path: return its properties by name"


def _agree(read: _Read, names: list[str], line: int) -> Found:
    question = read.question
    finished = question.finisher is not None or bool(question.rows)
    declared = list(question.rows) if finished else [*(c.name for c in question.columns), "evidence"]
    if finished and not declared:
        yield 1, "a sibling .py finishes this question: say with `// row NAME: ...` what the query returns"
    elif names != declared:
        if not finished and "evidence" not in names:
            yield line, "the query must end in `... AS evidence`: the list of ids that each row rests on"
        said = ", ".join(declared)
        yield line, f"the query returns {', '.join(names)}, but the heading says {said}"


def _order_said(read: _Read, rest: list[Token], names: list[str], line: int) -> Found:
    if rest:
        yield rest[0].line, f"the heading says the order: leave {rest[0].text} out"
    if unknown := [name for name in read.question.order if name not in names]:
        yield line, f"order: the query does not return {', '.join(unknown)}"
    elif not read.question.order[-1].endswith("id"):
        yield line, "order: it ends in what may be alike in two rows: end in a column of ids"


def _order(read: _Read, rest: list[Token], names: list[str], line: int) -> Found:
    if not rest or rest[0].word != "ORDER":
        yield line, "the rows are in no order: add ORDER BY, with a column of ids last"
        return
    end = next((i for i, token in enumerate(rest) if token.word in ("SKIP", "LIMIT")), len(rest))
    keys = []
    for item in split(rest[2:end]):
        plain = [token for token in item if token.word not in ("ASC", "DESC", "ASCENDING", "DESCENDING")]
        if len(plain) != 1 or plain[0].name not in names:
            yield rest[0].line, f"ORDER BY takes returned names only, not {' '.join(token.text for token in plain)!r}"
        keys.append(plain[0].name if plain else "")
    ids = {column.name for column in read.question.columns if column.kinds} | {n for n in names if n[-2:] == "id"}
    if ids & set(names) and keys[-1] not in ids:
        yield rest[0].line, f"the order ends in {keys[-1]}, which may be alike in two rows: end in a column of ids"
